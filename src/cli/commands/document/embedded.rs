//! The notes that a document's own file carries, as `ibid check` tells of them.

use serde_json::{Value, json};

use crate::cli::session::{Session, page, shortened};
use crate::document::{Document, EmbeddedNote};

/// Columns shown of what was written, or of the passage.
const WIDEST: usize = 90;

/// Says which there are; `false` where there is none.
pub(super) fn say(session: &Session, document: &Document) -> bool {
    let notes = document.embedded();
    if !notes.is_empty() {
        session.say(&session.words.fill("check-embedded", &[("count", notes.len().into())]));
    }
    for note in notes {
        session.say(&format!("  {}", line(session, document, note)));
    }
    !notes.is_empty()
}

/// A note on a line: where, what, whose, and its words.
fn line(session: &Session, document: &Document, note: &EmbeddedNote) -> String {
    let at = label(document, note).map(|label| session.words.fill("page-short", &[("page", label.into())]) + ": ");
    let author = note.author.as_ref().map(|author| format!(" ({author})"));
    let (body, passage) = (note.body(), document.slice(note.span));
    let passage = Some(passage).filter(|passage| !passage.is_empty()).map(|passage| {
        let passage = shortened(passage, WIDEST);
        format!("  “{passage}”")
    });
    let body = Some(shortened(&body, WIDEST)).filter(|body| !body.is_empty()).map(|body| format!(" – {body}"));
    let kind = session.words.say(note.kind.word());
    let parts = [at, Some(kind.into_owned()), author, passage, body];
    parts.into_iter().flatten().collect()
}

/// All of them, for programs.
pub(super) fn value(document: &Document) -> Vec<Value> {
    let value = |note: &EmbeddedNote| {
        json!({
            "kind": note.kind.name(),
            "author": note.author,
            "created": note.created,
            "updated": note.updated,
            "colour": note.colour.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}")),
            "body": note.body(),
            "text": document.slice(note.span),
            "start_byte": note.span.start.0,
            "end_byte": note.span.end.0,
            "page": label(document, note),
        })
    };
    document.embedded().iter().map(value).collect()
}

/// The label of the page that a note stands on.
fn label<'d>(document: &'d Document, note: &EmbeddedNote) -> Option<&'d str> {
    let told = note.page.and_then(|page| document.pages().get(page as usize)).map(|page| page.label.as_str());
    told.or_else(|| page(document, note.span))
}
