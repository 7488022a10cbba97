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
    for at in 0..lines.len() {
        let numeral = &lines[at];
        if numeral.text.len() > MOST_DIGITS || !numeral.text.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let beside = |line: &&Line| {
            let overlaps = line.top() < numeral.bottom() && line.bottom() > numeral.top();
            let gap = (line.x0 - numeral.x1).max(numeral.x0 - line.x1);
            overlaps && numeral.size > LARGER * line.size && (0.0..NEAR * numeral.size).contains(&gap)
        };
        let titles = || lines.iter().filter(beside);
        let words = titles().any(|line| line.text.chars().filter(|c| c.is_alphabetic()).count() > 2);
        let first = titles().min_by(|a, b| a.y.total_cmp(&b.y)).filter(|_| words);
        if let Some(y) = first.map(|line| line.y - ABOVE * line.size) {
            lines[at].y = y;
        }
    }
}
