//! Figures: pictures, and charts that are drawn line by line. The words of a chart are its own, and no text.

use super::borderless_table::is_numeric;
use super::file::Area;
use super::line::Line;
use super::sheet::Sheet;
use crate::import::caption::{is_numbered_caption, is_source};

/// A picture is a figure from this size on, in points.
const FIGURE: f32 = 48.0;
/// A chart is as wide and as high at least, in points.
const CHART: (f32, f32) = (80.0, 45.0);
/// Parts of a page that a chart takes at most.
const MOST_OF_PAGE: f32 = 0.6;
/// A line or curve tells of a chart from this size on, in points.
const STROKE: f32 = 12.0;
/// Bars that make a chart, at least.
const FEWEST_BARS: usize = 3;
/// Lines of a chart's grid that are looked for at most.
const MOST_LINES: usize = 200;
/// How often the lines of a page are gone through for those of one chart.
const MOST_ROUNDS: usize = 8;
/// Bars stand apart by so much of their breadth at least.
const APART: f32 = 0.15;
/// What is drawn closer to each other than this is one chart, in points.
const NEAR: f32 = 14.0;
/// Labels of a chart at least, and numbers among them.
const FEWEST_LABELS: usize = 3;
const FEWEST_NUMBERS: usize = 2;
/// Labels stand so close to what they are of, in ems.
const LABEL: f32 = 2.2;
/// Characters of a label at most: what is longer is text.
const LONGEST_LABEL: usize = 45;
/// What is larger than this part of the text heads something.
const LARGE: f32 = 1.15;
/// Labels are smaller than this part of the text, where they stand outside.
const SMALL: f32 = 0.97;
/// Drawn things of a page that are looked at: more are a map or a picture, which takes no time either.
const MOST: usize = 4_000;

/// A figure of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) area: Area,
    /// A picture is painted in it.
    pub(super) pictured: bool,
    /// Its words, where they are type.
    pub(super) words: Vec<Line>,
}

/// The pictures that are figures: neither rules nor signs nor what lies under the text.
pub(super) fn pictures(sheet: &Sheet, lines: &[Line]) -> Vec<Figure> {
    let page = sheet.width * sheet.height;
    let mut found: Vec<Figure> = Vec::new();
    for area in &sheet.pictures {
        let large = area.width() >= FIGURE
            && area.height() >= FIGURE
            && (0.02 * page..0.85 * page).contains(&(area.width() * area.height()));
        let under = lines.iter().filter(|line| area.holds(f32::midpoint(line.x0, line.x1), line.y, 0.0)).count();
        if !large || under > 2 {
            continue;
        }
        // A picture in strips is one picture.
        let strip = |other: &&mut Figure| {
            let other = &other.area;
            (other.x0 - area.x0).abs() < 2.0 && (other.x1 - area.x1).abs() < 2.0 && area.y0 - other.y1 < 2.0
        };
        match found.iter_mut().find(strip) {
            Some(other) => other.area = other.area.cover(area),
            None => found.push(Figure { area: *area, pictured: true, words: Vec::new() }),
        }
    }
    found
}

/// Takes the words of the charts of a page out of `lines`. With the text's size comes what is a label.
pub(super) fn charts(sheet: &Sheet, lines: &mut Vec<Line>, body: f32) -> Vec<Figure> {
    let page = sheet.width * sheet.height;
    let strokes = sheet.strokes.iter().filter(|area| area.width().max(area.height()) >= STROKE);
    let strokes = strokes.filter(|area| !crosses_a_cell(area, &sheet.rules));
    let seeds: Vec<Area> =
        strokes.copied().chain(bars(&sheet.fills)).filter(|area| area.width() * area.height() < 0.9 * page).collect();
    if seeds.is_empty() || seeds.len() > MOST || sheet.rules.len() > MOST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for mut area in clusters(seeds) {
        // Axes and the lines of a grid: those that end where others of it do stand further apart.
        let mut held: Vec<&Area> = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let known = held.len();
            for rule in &sheet.rules {
                let like = |other: &&Area| (other.x0 - rule.x0).abs() < 3.0 && (other.x1 - rule.x1).abs() < 3.0;
                // A curve begins some way behind the axis at its side.
                let slack = if held.iter().any(like) {
                    2.0 * NEAR
                } else if rule.height() > rule.width() {
                    NEAR
                } else {
                    NEAR / 2.0
                };
                let whole = area.cover(rule);
                if touches(&area, rule, slack)
                    && !held.contains(&rule)
                    && whole.width() * whole.height() < MOST_OF_PAGE * page
                    && rule.width() < 2.0 * area.width() + FIGURE
                {
                    area = whole;
                    held.push(rule);
                }
            }
            if held.len() == known || held.len() > MOST_LINES {
                break;
            }
        }
        let large = area.width() >= CHART.0 && area.height() >= CHART.1 && area.width() * area.height() < MOST_OF_PAGE * page;
        if !large || lines.iter().any(|line| holds(&area, line) && is_text(line)) {
            continue;
        }
        let own = |line: &Line| is_label(line, &area, body);
        // Without a word on it a drawing is an ornament, and without numbers a page's picture of what its text tells.
        let (labels, numbers) = lines
            .iter()
            .filter(|line| own(line))
            .fold((0, 0), |(labels, numbers), line| (labels + 1, numbers + usize::from(is_numeric(&line.text))));
        if labels < FEWEST_LABELS || numbers < FEWEST_NUMBERS {
            continue;
        }
        let words: Vec<Line> = lines.extract_if(.., |line| own(line)).collect();
        let area = words.iter().map(Line::area).fold(area, |all, one| all.cover(&one));
        found.push(Figure { area, pictured: false, words });
    }
    found
}

/// Whether a line goes from corner to corner of a cell, as the one between the two words of a head does.
fn crosses_a_cell(stroke: &Area, rules: &[Area]) -> bool {
    const SLACK: f32 = 3.0;
    let near = |a: f32, b: f32| (a - b).abs() < SLACK;
    let level = |at: f32| {
        let beside = |rule: &&Area| rule.x0 < stroke.x0 + SLACK && rule.x1 > stroke.x1 - SLACK;
        rules.iter().filter(beside).any(|rule| near(rule.y0, at) && rule.height() < SLACK)
    };
    let upright = |at: f32| {
        let beside = |rule: &&Area| rule.y0 < stroke.y0 + SLACK && rule.y1 > stroke.y1 - SLACK;
        rules.iter().filter(beside).any(|rule| near(rule.x0, at) && rule.width() < SLACK)
    };
    level(stroke.y0) && level(stroke.y1) && upright(stroke.x0) && upright(stroke.x1)
}

/// Bars that stand on one line side by side, or begin at one line, and are of several lengths.
fn bars(fills: &[Area]) -> Vec<Area> {
    let near = |a: f32, b: f32| (a - b).abs() < 1.0;
    let mut found = Vec::new();
    for level in [true, false] {
        let mut left: Vec<Area> = fills.iter().take(MOST / 4).copied().collect();
        while let Some(first) = left.pop() {
            let alike = |other: &Area| {
                if level {
                    near(other.y1, first.y1) && near(other.width(), first.width()) && first.width() < 80.0
                } else {
                    near(other.x0, first.x0) && near(other.height(), first.height()) && first.height() < 40.0
                }
            };
            let group: Vec<Area> = std::iter::once(first).chain(left.extract_if(.., |other| alike(other))).collect();
            // Tinted cells touch.
            let mut places: Vec<(f32, f32)> =
                group.iter().map(|bar| if level { (bar.x0, bar.x1) } else { (bar.y0, bar.y1) }).collect();
            places.sort_by(|a, b| a.0.total_cmp(&b.0));
            if places.windows(2).any(|pair| pair[1].0 - pair[0].1 < APART * (pair[0].1 - pair[0].0)) {
                continue;
            }
            let mut lengths: Vec<f32> = group.iter().map(|bar| if level { bar.height() } else { bar.width() }).collect();
            lengths.sort_by(f32::total_cmp);
            lengths.dedup_by(|a, b| near(*a, *b));
            if group.len() >= FEWEST_BARS && lengths.len() >= FEWEST_BARS {
                found.extend(group.into_iter().reduce(|all, one| all.cover(&one)));
            }
        }
    }
    found
}

fn touches(area: &Area, other: &Area, slack: f32) -> bool {
    other.x0 < area.x1 + slack && other.x1 > area.x0 - slack && other.y0 < area.y1 + slack && other.y1 > area.y0 - slack
}

/// Areas that lie close to each other become one.
fn clusters(mut areas: Vec<Area>) -> Vec<Area> {
    areas.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut out: Vec<Area> = Vec::new();
    for area in areas {
        let mut whole = area;
        while let Some(at) = out.iter().position(|other| touches(other, &whole, NEAR)) {
            whole = whole.cover(&out.swap_remove(at));
        }
        out.push(whole);
    }
    out
}

fn holds(area: &Area, line: &Line) -> bool {
    area.holds(f32::midpoint(line.x0, line.x1), line.y - 0.3 * line.size, 0.0)
}

fn is_text(line: &Line) -> bool {
    line.text.chars().count() > LONGEST_LABEL
}

/// Whether a line is a label of what is drawn in `area`.
fn is_label(line: &Line, area: &Area, body: f32) -> bool {
    if is_text(line) || line.size > LARGE * body || is_numbered_caption(&line.text) || is_source(&line.text) {
        return false;
    }
    let around = Area { x0: area.x0 - LABEL * line.size, x1: area.x1 + LABEL * line.size, ..*area };
    let beside = holds(&around, line);
    let below = Area { y0: area.y0 - line.size, y1: area.y1 + LABEL * line.size, ..around };
    beside || line.size < SMALL * body && holds(&below, line)
}

#[cfg(test)]
mod tests {
    use super::super::line::word;
    use super::*;

    fn sheet() -> Sheet {
        let strokes = vec![Area { x0: 100.0, y0: 100.0, x1: 300.0, y1: 180.0 }];
        let rules = vec![Area { x0: 90.0, y0: 190.0, x1: 310.0, y1: 190.0 }, Area { x0: 90.0, y0: 95.0, x1: 90.0, y1: 190.0 }];
        Sheet { width: 600.0, height: 800.0, strokes, rules, ..Sheet::default() }
    }

    fn page() -> Vec<Line> {
        let small = |text: &str, x: f32, y: f32| Line { size: 8.0, ..word(text, x, y) };
        vec![
            word("a line of the text above it that goes on over the page", 60.0, 60.0),
            small("100", 72.0, 104.0),
            small("50", 74.0, 150.0),
            small("1990", 100.0, 200.0),
            small("2000", 280.0, 200.0),
            word("Figure 1. What was sold", 60.0, 230.0),
        ]
    }

    #[test]
    fn the_labels_of_a_chart_are_its_own() {
        let mut lines = page();
        let found = charts(&sheet(), &mut lines, 10.0);
        assert_eq!((found.len(), found[0].words.len(), lines.len()), (1, 4, 2));
    }

    #[test]
    fn a_drawing_with_text_in_it_or_without_words_is_no_chart() {
        let mut lines = page();
        lines.push(word("a line of the text that goes over all of the drawing", 60.0, 140.0));
        assert!(charts(&sheet(), &mut lines, 10.0).is_empty());
        assert_eq!(lines.len(), 7);
        let mut lines = page();
        lines.truncate(2);
        assert!(charts(&sheet(), &mut lines, 10.0).is_empty());
        // Words alone, and what heads them.
        let mut lines: Vec<Line> = page();
        lines[1..5].iter_mut().zip(["Ports", "Ships", "Men", "Dues"]).for_each(|(line, text)| line.text = text.into());
        assert!(charts(&sheet(), &mut lines, 10.0).is_empty());
        let mut lines = page();
        lines.push(Line { size: 14.0, ..word("Harbours", 120.0, 120.0) });
        assert_eq!(charts(&sheet(), &mut lines, 10.0).len(), 1);
        assert!(lines.iter().any(|line| line.text == "Harbours"));
    }

    #[test]
    fn bars_of_several_lengths_are_a_chart_and_rows_of_a_table_are_none() {
        let bar = |at: u8, height: f32| {
            let x0 = 100.0 + 40.0 * f32::from(at);
            Area { x0, y0: 180.0 - height, x1: x0 + 20.0, y1: 180.0 }
        };
        assert_eq!(bars(&[bar(0, 30.0), bar(1, 50.0), bar(2, 80.0)]), [Area { x0: 100.0, y0: 100.0, x1: 200.0, y1: 180.0 }]);
        assert!(bars(&[bar(0, 30.0), bar(1, 30.0), bar(2, 30.0)]).is_empty());
    }

    #[test]
    fn a_line_across_a_head_s_cell_is_no_drawing() {
        let rule = |x0: f32, y0: f32, x1: f32, y1: f32| Area { x0, y0, x1, y1 };
        let cell = [
            rule(50.0, 10.0, 300.0, 10.5),
            rule(50.0, 30.0, 300.0, 30.5),
            rule(50.0, 10.0, 50.5, 90.0),
            rule(120.0, 10.0, 120.5, 90.0),
        ];
        let across = rule(50.0, 10.0, 120.0, 30.0);
        assert!(crosses_a_cell(&across, &cell));
        for left_out in 0..4 {
            let open: Vec<Area> = cell.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, rule)| *rule).collect();
            assert!(!crosses_a_cell(&across, &open), "without rule {left_out}");
        }
        assert!(!crosses_a_cell(&rule(60.0, 12.0, 110.0, 28.0), &cell), "a curve inside of it");
    }
}
