//! Why a table can't be filtered, or a line of it not be found: in words, for the desk and for commands.

use crate::table::{Axis, BadCondition, LineNotFound, NameMismatch};
use crate::words::Words;

/// Why a filter can't be read.
#[must_use]
pub fn bad_test_words(words: &Words, bad: &BadCondition) -> String {
    match bad {
        BadCondition::Empty => words.say("message-filter-empty").into_owned(),
        BadCondition::NoNumber(typed) => words.fill("message-filter-no-number", &[("words", typed.as_str().into())]),
        BadCondition::Pattern(reason) => {
            // The engine draws the pattern and points at the place; the reason is its last line.
            let reason = reason.lines().last().unwrap_or_default();
            words.fill("message-filter-pattern", &[("reason", reason.into())])
        }
    }
}

/// Why a name finds no row or no column along `axis`, and what there is.
#[must_use]
pub fn no_line_words(words: &Words, axis: Axis, unknown: &LineNotFound) -> String {
    let more = if unknown.count > unknown.known.len() { ", …" } else { "" };
    let args = [("name", unknown.name.as_str().into()), ("known", (unknown.known.join(", ") + more).into())];
    let id = match (axis, unknown.why) {
        (Axis::Columns, NameMismatch::Unknown) => "cli-no-column",
        (Axis::Columns, NameMismatch::Ambiguous) => "cli-many-columns",
        (Axis::Rows, NameMismatch::Unknown) => "cli-no-row",
        (Axis::Rows, NameMismatch::Ambiguous) => "cli-many-rows",
    };
    words.fill(id, &args)
}
