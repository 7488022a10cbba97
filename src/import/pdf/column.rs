//! Columns, and the order in which their lines are read.
//!
//! A gutter is an upright strip that no line of a run of lines touches, with running text on
//! both sides of it: cut there, left before right, and look again in each part (a cut of the
//! page by white space, after Nagy and Seth's X-Y tree, 1984; but upright cuts first, and
//! only between what reads like prose, so that tables stay whole).

use super::line::Line;

/// A gutter is at least this wide, in ems of the page's text.
const GUTTER: f32 = 0.55;
/// Lines that have to stand on each side of it.
const FEWEST: usize = 3;
/// The part of the shorter side that stands beside the other at least: a note in the margin,
/// and the last lines over a table, are no column.
const BESIDE: f32 = 0.5;
/// Cuts are looked for in parts of at most this many lines: more are no page of text.
const MOST_LINES: usize = 3_000;
/// How often a page is cut, one cut within another.
const DEEPEST: u8 = 12;

/// The lines of one column, from top to bottom.
pub(super) type Column = Vec<Line>;

/// The columns of a page, in reading order.
pub(super) fn columns(lines: Vec<Line>, em: f32) -> Vec<Column> {
    let mut out = Vec::new();
    cut(lines, em, 0, &mut out);
    out
}

fn cut(mut lines: Vec<Line>, em: f32, depth: u8, out: &mut Vec<Column>) {
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let gutter = if depth < DEEPEST && lines.len() <= MOST_LINES { gutter(&lines, em) } else { None };
    let Some(Gutter { from, to, x }) = gutter else {
        if !lines.is_empty() {
            out.push(lines);
        }
        return;
    };
    let after = lines.split_off(to);
    let run = lines.split_off(from);
    let (left, right): (Vec<Line>, Vec<Line>) = run.into_iter().partition(|line| line.x0 + line.x1 < 2.0 * x);
    cut(lines, em, depth + 1, out);
    cut(left, em, depth + 1, out);
    cut(right, em, depth + 1, out);
    cut(after, em, depth + 1, out);
}

/// A strip beside which the lines `from..to` stand.
struct Gutter {
    from: usize,
    to: usize,
    x: f32,
}

/// The strip with the most lines beside it.
fn gutter(lines: &[Line], em: f32) -> Option<Gutter> {
    if lines.len() < 2 * FEWEST {
        return None;
    }
    let left = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let half = GUTTER * em / 2.0;
    let mut best: Option<(usize, Gutter)> = None;
    // A gutter starts where some line ends.
    let mut places: Vec<f32> =
        lines.iter().map(|line| line.x1 + half).filter(|x| *x > left + 2.0 * em && *x < right - 2.0 * em).collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    for x in places {
        let free = |line: &Line| line.x1 <= x - half + 0.1 || line.x0 >= x + half - 0.1;
        let mut from = 0;
        while from < lines.len() {
            if !free(&lines[from]) {
                from += 1;
                continue;
            }
            let count = lines[from..].iter().take_while(|line| free(line)).count();
            if best.as_ref().is_none_or(|(most, _)| count > *most) && is_gutter(&lines[from..from + count], x) {
                best = Some((count, Gutter { from, to: from + count, x }));
            }
            from += count;
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// Whether running text stands on both sides of `x`, most of the shorter side beside the other.
fn is_gutter(run: &[Line], x: f32) -> bool {
    let is_left = |line: &&Line| line.x0 + line.x1 < 2.0 * x;
    let left: Vec<&Line> = run.iter().filter(is_left).collect();
    let right: Vec<&Line> = run.iter().filter(|line| !is_left(line)).collect();
    if left.len() < FEWEST || right.len() < FEWEST || !(is_prose(&left) && is_prose(&right)) {
        return false;
    }
    let extent = |side: &[&Line]| (side[0].top(), side.iter().map(|line| line.bottom()).fold(f32::MIN, f32::max));
    let ((left_top, left_end), (right_top, right_end)) = (extent(&left), extent(&right));
    let shared = left_end.min(right_end) - left_top.max(right_top);
    shared >= BESIDE * (left_end - left_top).min(right_end - right_top)
}

/// Whether the lines of a side fill it as the lines of paragraphs do.
fn is_prose(side: &[&Line]) -> bool {
    let left = side.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = side.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let width = right - left;
    let mut shares: Vec<f32> = side.iter().map(|line| line.width() / width.max(1.0)).collect();
    shares.sort_by(f32::total_cmp);
    let mut letters: Vec<usize> = side.iter().map(|line| line.text.chars().count()).collect();
    letters.sort_unstable();
    // Of one column most lines are full; a side of two is, over all, covered with text.
    let height = side.iter().map(|line| line.bottom()).fold(f32::MIN, f32::max) - side[0].top();
    let covered: f32 = side.iter().map(|line| 1.2 * line.size * line.width()).sum();
    letters[side.len() / 2] >= 14 && (shares[side.len() / 2] > 0.5 || covered > 0.45 * width * height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x0: f32, x1: f32, y: f32) -> Line {
        Line { text: text.into(), x0, x1, y, size: 10.0, ..Line::default() }
    }

    fn order(lines: Vec<Line>) -> Vec<String> {
        columns(lines, 10.0).into_iter().flatten().map(|line| line.text.split(' ').next().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn two_columns_under_a_title_are_read_one_after_the_other() {
        let mut lines = vec![line("title over both of the columns", 0.0, 210.0, 10.0)];
        for n in 0..5_u8 {
            let y = 30.0 + 12.0 * f32::from(n);
            lines.push(line(&format!("l{n} and some more words"), 0.0, 100.0, y));
            lines.push(line(&format!("r{n} and some more words"), 112.0, 210.0, y + 3.0));
        }
        lines.push(line("foot under both of the columns", 0.0, 210.0, 120.0));
        assert_eq!(order(lines), ["title", "l0", "l1", "l2", "l3", "l4", "r0", "r1", "r2", "r3", "r4", "foot"]);
    }

    #[test]
    fn a_table_is_not_cut_into_columns() {
        let mut lines = Vec::new();
        for n in 0..6_u8 {
            let y = 30.0 + 12.0 * f32::from(n);
            lines.push(line("row label", 0.0, 40.0, y));
            lines.push(line("12.5", 112.0, 130.0, y));
            lines.push(line("99.0", 190.0, 210.0, y));
        }
        assert_eq!(columns(lines, 10.0).len(), 1);
    }
}
