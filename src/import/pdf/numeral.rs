//! Large numerals beside a title, such as those of chapters: read before it, and never inside.

use super::line::Line;

/// How much larger than the title a numeral is, at least.
const LARGER: f32 = 1.25;
/// Digits of a numeral.
const MOST_DIGITS: usize = 3;
/// How far above the title's first line it is put, in ems of that.
const ABOVE: f32 = 0.6;
/// How far away the title may begin or end, in ems of the numeral.
const NEAR: f32 = 8.0;

/// Puts numerals above the lines that they stand beside.
pub(super) fn raise(lines: &mut [Line]) {
    let smallest = lines.iter().map(|line| line.size).fold(f32::MAX, f32::min);
    let is_numeral = |line: &Line| {
        line.size > LARGER * smallest && line.text.len() <= MOST_DIGITS && line.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numerals: Vec<usize> = (0..lines.len()).filter(|at| is_numeral(&lines[*at])).collect();
    if numerals.is_empty() {
        return;
    }
    let mut order: Vec<(f32, usize)> = lines.iter().enumerate().map(|(at, line)| (line.y, at)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    for at in numerals {
        let numeral = &lines[at];
        // What overlaps it is smaller, and so no further away.
        let (from, to) = (numeral.top() - 0.2 * numeral.size, numeral.bottom() + 0.8 * numeral.size);
        let from = order.partition_point(|(y, _)| *y < from);
        let near = || order[from..].iter().take_while(|(y, _)| *y <= to).map(|(_, at)| &lines[*at]);
        let beside = |line: &&Line| {
            let overlaps = line.top() < numeral.bottom() && line.bottom() > numeral.top();
            let gap = (line.x0 - numeral.x1).max(numeral.x0 - line.x1);
            overlaps && numeral.size > LARGER * line.size && (0.0..NEAR * numeral.size).contains(&gap)
        };
        let words = near().filter(beside).any(|line| line.text.chars().filter(|c| c.is_alphabetic()).count() > 2);
        let first = near().filter(beside).min_by(|a, b| a.y.total_cmp(&b.y)).filter(|_| words);
        if let Some(y) = first.map(|line| line.y - ABOVE * line.size) {
            lines[at].y = y;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::word;
    use super::*;

    #[test]
    fn a_large_numeral_goes_above_its_title() {
        let large = |text: &str, y: f32| Line { size: 30.0, ..word(text, 0.0, y) };
        let heights = |lines: Vec<Line>| {
            let mut lines = lines;
            raise(&mut lines);
            lines.iter().map(|line| line.y).collect::<Vec<_>>()
        };
        assert_eq!(heights(vec![large("3", 40.0), word("Harbours", 40.0, 30.0), word("of all", 40.0, 42.0)])[0], 24.0);
        // Beside nothing, beside numbers, or as large as what stands there.
        assert_eq!(heights(vec![large("3", 40.0), word("Harbours", 40.0, 90.0)])[0], 40.0);
        assert_eq!(heights(vec![large("3", 40.0), word("12", 40.0, 30.0)])[0], 40.0);
        assert_eq!(heights(vec![large("3", 40.0), large("Harbours", 30.0)])[0], 40.0);
    }
}
