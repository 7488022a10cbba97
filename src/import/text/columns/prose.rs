//! What tells columns of text from cells, contents, verse and code.

use unicode_width::UnicodeWidthChar;

use super::super::letters::{ends_sentence, first_word, goes_on, is_hangul, is_unspaced};
use super::LEAST;
use super::gutter::SLACK;

/// Columns that a column of text is wide at least.
const NARROWEST: usize = 26;
/// Parts of a hundred of a line that are letters at least, where it is made of words.
const WORDED: usize = 78;
/// Parts of a hundred of a column that a line of it fills at least, to be full.
const FULL: usize = 85;

/// Whether many lines of a side have wide gaps inside, and were not stretched to the full width.
pub(super) fn is_gapped(side: &[&str]) -> bool {
    let lines: Vec<&str> = side.iter().copied().filter(|line| !line.is_empty()).collect();
    let full = full_width(&lines);
    let gapped = lines.iter().filter(|line| line.contains("   ") && width(line).abs_diff(full) > SLACK).count();
    gapped * 5 >= lines.len()
}

/// Whether the lines of a side flow into each other.
pub(super) fn is_prose(side: &[&str]) -> bool {
    let lines: Vec<&str> = side.iter().copied().filter(|line| !line.is_empty()).collect();
    let full = full_width(&lines);
    if lines.len() < LEAST || full < NARROWEST {
        return false;
    }
    let (mut filled, mut flowing, mut numbers, mut led, mut alike, mut worded) = (0, 0, 0, 0, 0, 0);
    for (at, line) in lines.iter().enumerate() {
        filled += usize::from(width(line) * 4 >= full * 3);
        numbers += usize::from(line.ends_with(|c: char| c.is_ascii_digit()));
        led += usize::from(line.contains("....") || line.contains("····"));
        worded += usize::from(is_worded(line));
        let Some(next) = lines.get(at + 1) else { continue };
        alike += usize::from(first_word(line) == first_word(next));
        flowing += usize::from(goes_on(next) && !ends_sentence(line) && is_full(line, next, full));
    }
    let n = lines.len();
    filled * 2 >= n && flowing * 10 >= n * 3 && numbers * 5 < n * 2 && led * 5 < n && alike * 3 < n && worded * 10 >= n * 7
}

/// Whether a line is made of words, and not of names and signs of a program.
fn is_worded(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_whitespace());
    let (mut all, mut letters) = (0, 0);
    for c in signs {
        all += 1;
        letters += usize::from(c.is_alphabetic() || matches!(c, '.' | ',' | '’' | '\''));
    }
    letters * 100 >= all * WORDED
}

/// The width that one line in ten at most passes.
pub(super) fn full_width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    widths.sort_unstable();
    widths.get(widths.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0)
}

fn width(line: &str) -> usize {
    line.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Whether the first word of `next` would not have fitted behind `line`.
pub(super) fn is_full(line: &str, next: &str, full: usize) -> bool {
    let least = if next.starts_with(|c: char| is_hangul(c) || is_unspaced(c)) { 2 } else { width(first_word(next)) };
    (width(line) + 1 + least) * 100 >= full * FULL
}

/// Whether the two sides begin and end together again and again, as the cells of rows do.
pub(super) fn has_cells(sides: &[Vec<&str>; 2]) -> bool {
    let [left, right] = sides;
    let fulls = [full_width(left), full_width(right)];
    let (mut gaps, mut closed) = (0_usize, 0_usize);
    for at in 1..left.len() {
        if !(left[at - 1].is_empty() && right[at - 1].is_empty()) || left[at].is_empty() && right[at].is_empty() {
            continue;
        }
        gaps += 1;
        closed += usize::from(sides.iter().zip(fulls).all(|(side, full)| {
            let above = side[..at].iter().rev().find(|line| !line.is_empty());
            let below = side[at..].iter().find(|line| !line.is_empty());
            let ends = above.is_none_or(|line| ends_sentence(line) || width(line) * 10 < full * 7);
            ends && below.is_none_or(|line| !line.starts_with(char::is_lowercase))
        }));
    }
    gaps >= 3 && closed * 5 >= gaps * 4 && left.len() < gaps * 9
}
