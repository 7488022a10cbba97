//! How running text goes on from line to line.

use super::letters::ends_sentence;
use super::line::Line;
use super::profile::Profile;
use super::role::{Before, Role, Tie};

/// Columns that what is said of a term is set in at least.
const EXPLAINED: u16 = 3;
/// Columns that a paragraph's first line is set in at least: one column is an accident.
const SET_IN: u16 = 2;

/// Whether the line before was ended on purpose: its paragraph ended, or there was room left.
pub(super) fn ends_line(before: &Before, next: &str, profile: &Profile) -> bool {
    profile.measure.is_none_or(|measure| measure.is_loose(&before.line, next)) || before.words.ends_with(':')
}

/// How `line` follows `before` in running text. A line that was full goes on, whatever ends
/// in it; one with room left ends a paragraph where it ends a sentence, and else stays a line
/// of its own, unless the next one goes on in small letters.
pub(super) fn follows(before: &Before, line: &Line, words: &str, after: Option<&Line>, profile: &Profile) -> Tie {
    let Some(measure) = profile.measure else { return Tie::Breaks };
    let sentence = ends_sentence(before.words);
    if measure.is_loose(&before.line, words) {
        let is_item = matches!(before.role, Role::Item(_));
        // A term, and what is said of it below.
        let explains = line.indent >= before.line.indent + EXPLAINED && !is_item;
        return if sentence || before.words.ends_with(':') {
            Tie::Starts
        } else if !explains && (words.starts_with(char::is_lowercase) || is_item) {
            Tie::Joins
        } else {
            Tie::Breaks
        };
    }
    // Two blanks behind a sentence, where blanks at line ends tell: the paragraph's end.
    let double = profile.signal && sentence && before.line.trail > 1;
    // The first line of a paragraph, set in.
    let indented = line.indent >= before.line.indent + SET_IN
        && after.is_none_or(|after| after.indent + SET_IN <= line.indent || after.gap > profile.step);
    let item = matches!(before.role, Role::Item(_));
    if double || (sentence && indented && !item) { Tie::Starts } else { Tie::Joins }
}

/// How text goes on over a page's end: where gaps part paragraphs, a sentence's end there may
/// be a paragraph's; else a full line goes on as on any other line.
pub(super) fn across_pages(before: &Before, words: &str, profile: &Profile) -> Tie {
    let sentence = ends_sentence(before.words);
    let loose = profile.measure.is_none_or(|measure| measure.is_loose(&before.line, words));
    let goes_on = !sentence && (!loose || words.starts_with(char::is_lowercase));
    if goes_on || !loose && !profile.gaps { Tie::Joins } else { Tie::Starts }
}
