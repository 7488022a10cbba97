//! The notes that a document's own file carries: highlights and comments that somebody put into it.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::{Content, ForeignNote, ImportedNote, MOST_NOTES, NoteFile};
use crate::annotation::{Note, Rendition};
use crate::document::Document;

/// What their form is called.
pub const EMBEDDED: &str = "document";

/// The notes that the file of `document` carries, as an import takes them. Times without an offset are of `zone`;
/// `now` is when notes were made of which nothing is told.
#[must_use]
pub fn embedded_notes(document: &Document, rendition: &Rendition, zone: &TimeZone, now: &Zoned) -> NoteFile {
    let notes = document.embedded().iter().take(MOST_NOTES).map(|carried| {
        let note = Note::of_embedded(carried, document, rendition, zone);
        let is_dated = note.updated.timestamp().as_second() > 0;
        let at = |moment: Zoned| Some(if is_dated { moment } else { now.clone() });
        let page = carried.page.and_then(|page| document.pages().get(page as usize)).map(|page| page.label.clone());
        let place = page.as_ref().map_or_else(|| carried.kind.name().to_owned(), |page| format!("p. {page}"));
        let foreign = ForeignNote {
            kind: note.kind,
            label: note.label,
            body: note.body,
            tags: note.tags,
            author: note.author,
            created: at(note.created),
            updated: at(note.updated),
            span: Some(carried.span),
            page,
            ..ForeignNote::on(&note.anchor.quote)
        };
        ImportedNote { id: note.id, title: None, content: Content::Foreign(Box::new(foreign)), place }
    });
    NoteFile { source: EMBEDDED, notes: notes.collect(), remarks: Vec::new() }
}
