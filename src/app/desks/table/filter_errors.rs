//! Why a table can't be filtered, or a line of it not be found: in words, for the desk and for commands.

use crate::table::{Axis, BadTest, NoSuchLine, Unsuited};
use crate::words::Words;

/// Why a filter can't be read.
#[must_use]
pub fn bad_test_words(words: &Words, bad: &BadTest) -> String {
    match bad {
        BadTest::Empty => words.say("message-filter-empty").into_owned(),
        BadTest::NoNumber(typed) => words.fill("message-filter-no-number", &[("words", typed.as_str().into())]),
        BadTest::Pattern(reason) => {
            // The engine draws the pattern and points at the place; the reason is its last line.
            let reason = reason.lines().last().unwrap_or_default();
            words.fill("message-filter-pattern", &[("reason", reason.into())])
        }
    }
}

/// Why a name finds no row or no column along `axis`, and what there is.
#[must_use]
pub fn no_line_words(words: &Words, axis: Axis, unknown: &NoSuchLine) -> String {
    let more = if unknown.count > unknown.known.len() { ", …" } else { "" };
    let args = [("name", unknown.name.as_str().into()), ("known", (unknown.known.join(", ") + more).into())];
    let id = match (axis, unknown.why) {
        (Axis::Columns, Unsuited::Unknown) => "cli-no-column",
        (Axis::Columns, Unsuited::Ambiguous) => "cli-many-columns",
        (Axis::Rows, Unsuited::Unknown) => "cli-no-row",
        (Axis::Rows, Unsuited::Ambiguous) => "cli-many-rows",
    };
    words.fill(id, &args)
}
