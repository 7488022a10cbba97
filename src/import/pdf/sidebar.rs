//! Boxes beside the text: framed or shaded, and read after the text that they stand beside.

use super::column::Column;
use super::file::Area;
use super::line::Line;

/// A box is at least so wide and high, in points.
const NARROWEST: f32 = 60.0;
const LOWEST: f32 = 24.0;
/// Frames, and upright lines, of a page that are looked at: more are a drawing.
const MOST: usize = 200;
/// Lines of a page that boxes are looked for among: more are no page of text.
const MOST_LINES: usize = 3_000;
/// How far lines of a frame may miss each other, in points.
const SNAP: f32 = 3.0;

/// Takes the boxes out of `lines` that have other lines beside them.
///
/// `frames` are the rectangles that are painted on the page, `rules` its straight lines.
pub(super) fn asides(frames: &[Area], rules: &[Area], lines: &mut Vec<Line>) -> Vec<Column> {
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let mut boxes: Vec<Area> = frames.iter().take(MOST).copied().chain(of_rules(rules)).collect();
    boxes.retain(|area| area.width() >= NARROWEST && area.height() >= LOWEST);
    boxes.sort_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
    let holds = |area: &Area, line: &Line| area.holds(f32::midpoint(line.x0, line.x1), line.y - 0.3 * line.size, 0.0);
    let mut found = Vec::new();
    for area in &boxes {
        let inside = |line: &Line| holds(area, line);
        // Boxes side by side are a picture's or a table's: one stands beside text without a frame.
        let around_it = |other: &Area| other.holds(f32::midpoint(area.x0, area.x1), f32::midpoint(area.y0, area.y1), 0.0);
        let framed = |line: &Line| boxes.iter().any(|other| !around_it(other) && holds(other, line));
        let (within, around): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| inside(line));
        if within.len() < 2 {
            continue;
        }
        let around: Vec<&Line> = around.into_iter().filter(|line| !framed(line)).collect();
        if !is_aside(area, &within, &around) {
            continue;
        }
        let taken = lines.extract_if(.., |line| inside(line)).collect();
        found.push(taken);
    }
    found
}

/// Whether what stands in a box is text of its own beside other text.
fn is_aside(area: &Area, within: &[&Line], around: &[&Line]) -> bool {
    let crosses = |line: &&&Line| line.x0 < area.x0 - SNAP || line.x1 > area.x1 + SNAP;
    let beside: Vec<&&Line> = around.iter().filter(|line| line.y > area.y0 && line.y - 0.5 * line.size < area.y1).collect();
    let overlaps = |line: &&&&Line| line.x0 < area.x1 - SNAP && line.x1 > area.x0 + SNAP;
    if beside.len() < 2 || within.iter().any(|line| crosses(&line)) || beside.iter().any(|line| overlaps(&line)) {
        return false;
    }
    // A column goes on above or below its own boxes: they are read where they stand.
    let as_wide = |line: &&&Line| !crosses(line) && line.width() > 0.6 * area.width();
    if around.iter().filter(as_wide).count() >= 3 {
        return false;
    }
    // The shaded column of a table has its rows' lines beside each of its own, and short ones.
    let level = within.iter().filter(|line| beside.iter().any(|other| (other.y - line.y).abs() < 1.0)).count();
    let letters: usize = within.iter().map(|line| line.text.chars().count()).sum();
    let letters_beside: usize = beside.iter().map(|line| line.text.chars().count()).sum();
    level * 10 <= within.len() * 7 && letters >= within.len() * 6 && letters_beside >= beside.len() * 16
}

/// Frames that are drawn as four lines.
fn of_rules(rules: &[Area]) -> Vec<Area> {
    let near = |a: f32, b: f32| (a - b).abs() <= SNAP;
    let upright: Vec<&Area> = rules.iter().filter(|rule| rule.height() >= LOWEST && rule.width() <= SNAP).collect();
    let level: Vec<&Area> = rules.iter().filter(|rule| rule.width() >= NARROWEST && rule.height() <= SNAP).collect();
    if upright.len() > MOST || level.len() > MOST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, left) in upright.iter().enumerate() {
        for right in &upright[at + 1..] {
            let (left, right) = if left.x0 <= right.x0 { (left, right) } else { (right, left) };
            let same = near(left.y0, right.y0) && near(left.y1, right.y1) && right.x0 - left.x0 >= NARROWEST;
            let closes = |y: f32| level.iter().any(|rule| near(rule.y0, y) && near(rule.x0, left.x0) && near(rule.x1, right.x1));
            if same && found.len() < MOST && closes(left.y0) && closes(left.y1) {
                found.push(Area { x0: left.x0, y0: left.y0, x1: right.x1, y1: left.y1 });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x0: f32, x1: f32, y: f32) -> Line {
        Line { text: text.into(), x0, x1, y, size: 10.0, ..Line::default() }
    }

    const BOX: Area = Area { x0: 300.0, y0: 40.0, x1: 420.0, y1: 100.0 };

    fn page(boxed: &str, shift: f32) -> Vec<Line> {
        let mut lines: Vec<Line> =
            (0..8_u8).map(|n| line("a line of the text beside it", 0.0, 280.0, 30.0 + 12.0 * f32::from(n))).collect();
        lines.extend((0..3_u8).map(|n| line(boxed, 310.0, 400.0, 54.0 + shift + 12.0 * f32::from(n))));
        lines
    }

    #[test]
    fn a_framed_box_is_taken_out() {
        let mut lines = page("words of the box", 4.0);
        let found = asides(&[BOX], &[], &mut lines);
        assert_eq!((found.len(), found[0].len(), lines.len()), (1, 3, 8));
    }

    #[test]
    fn the_shaded_column_of_a_table_stays() {
        let mut lines = page("12.5", 0.0);
        assert!(asides(&[BOX], &[], &mut lines).is_empty());
        let mut lines = page("words of the box", 0.0);
        assert!(asides(&[BOX], &[], &mut lines).is_empty());
    }

    #[test]
    fn the_box_of_a_column_stays_in_it() {
        let mut lines = page("words of the box", 4.0);
        lines.extend((0..4_u8).map(|n| line("goes on below the box", 305.0, 400.0, 120.0 + 12.0 * f32::from(n))));
        assert!(asides(&[BOX], &[], &mut lines).is_empty());
    }

    #[test]
    fn four_lines_are_a_frame() {
        let level = |y: f32| Area { x0: 300.0, y0: y, x1: 420.0, y1: y };
        let upright = |x: f32| Area { x0: x, y0: 40.0, x1: x, y1: 100.0 };
        assert_eq!(of_rules(&[level(40.0), upright(300.0), upright(420.0), level(100.0)]), [BOX]);
        assert!(of_rules(&[level(40.0), upright(300.0), upright(420.0)]).is_empty());
    }
}
