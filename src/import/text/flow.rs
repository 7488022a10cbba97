//! How running text goes on from line to line.

use super::letters::ends_sentence;
use super::line::Line;
use super::profile::Profile;
use super::role::{Before, Role, Tie};

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
        return match () {
            () if sentence || before.words.ends_with(':') => Tie::Starts,
            // A term, and what is said of it below.
            () if line.indent >= before.line.indent + 3 && !matches!(before.role, Role::Item(_)) => Tie::Breaks,
            () if words.starts_with(char::is_lowercase) || matches!(before.role, Role::Item(_)) => Tie::Joins,
            () => Tie::Breaks,
        };
    }
    // Two blanks behind a sentence, where blanks at line ends tell: the paragraph's end.
    let double = profile.signal && sentence && before.line.trail > 1;
    // The first line of a paragraph, set in by two columns or more.
    let indented = line.indent >= before.line.indent + 2
        && after.is_none_or(|after| after.indent + 2 <= line.indent || after.gap > profile.step);
    let item = matches!(before.role, Role::Item(_));
    if double || (sentence && indented && !item) { Tie::Starts } else { Tie::Joins }
}

/// How text goes on over a page's end: where gaps part paragraphs, a sentence's end there may
/// be a paragraph's; else a full line goes on as on any other line.
pub(super) fn across_pages(before: &Before, words: &str, profile: &Profile) -> Tie {
    let sentence = ends_sentence(before.words);
    let loose = profile.measure.is_none_or(|measure| measure.is_loose(&before.line, words));
    match () {
        () if !sentence && (!loose || words.starts_with(char::is_lowercase)) => Tie::Joins,
        () if !loose && !profile.gaps => Tie::Joins,
        () => Tie::Starts,
    }
}
