//! A document and the reader's notes on it, as bytes for elsewhere. No disk, no clock: the
//! same notes give the same bytes.

mod escape;
mod json;
mod markdown;

use crate::annotation::{CellAnchor, Label, Note, NoteKind, Rendition};
use crate::document::{Document, SafeText, Span};
use crate::words::Words;

pub use json::{Shape, document_value, note_value, notes_value};

/// Between the parts of a path.
const JOINT: &str = " › ";

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Bundle<'a> {
    /// The document.
    pub document: &'a Document,
    /// What its file is called.
    pub name: &'a str,
    /// What it was read from, where that is known.
    pub rendition: Option<&'a Rendition>,
    /// The notes, each with where it stands in the document now, if it was found.
    pub notes: &'a [(Note, Option<Span>)],
    /// The words for what is not the reader's own.
    pub words: &'a Words,
}

/// A form that notes can be exported in.
#[derive(Debug)]
pub struct Target {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// The ending of its files.
    pub extension: &'static str,
    /// Writes it.
    pub write: fn(&Bundle) -> Vec<u8>,
}

/// Every target, the usual one first.
pub static TARGETS: [Target; 2] = [
    Target { name: "markdown", extension: "md", write: markdown::write_markdown },
    Target { name: "json", extension: "json", write: json::write_json },
];

/// The target named `name`, or whose files end so.
#[must_use]
pub fn target_named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name || target.extension == name)
}

/// The notes in the order of the text; those that were not found last, the oldest first.
fn in_order(notes: &[(Note, Option<Span>)]) -> Vec<&(Note, Option<Span>)> {
    let mut notes: Vec<_> = notes.iter().collect();
    notes.sort_by_key(|(note, span)| (span.is_none(), *span, note.id));
    notes
}

/// What a label is called, as the screen calls it; the reader's own by its name.
#[must_use]
pub fn label_words(words: &Words, label: &Label) -> String {
    let id = match label {
        Label::Question => "label-question",
        Label::Claim => "label-claim",
        Label::Quote => "label-quote",
        Label::Todo => "label-todo",
        own => return own.name().to_owned(),
    };
    words.say(id).into_owned()
}

/// A cell by its table and its heads, in one line. `now` is where it stands in the document,
/// where that is known: rows may differ by nothing but their unit, which no head tells.
#[must_use]
pub fn cell_words(words: &Words, cell: &CellAnchor, now: Option<(&Document, Span)>) -> String {
    let path = |heads: &[SafeText]| heads.iter().map(SafeText::as_str).collect::<Vec<_>>().join(JOINT);
    let table = match &cell.caption {
        Some(caption) => caption.to_string(),
        None => words.fill("table-number", &[("number", cell.table.into())]),
    };
    let unit = now.and_then(|(document, span)| {
        let table = &document.tables()[document.table_at(span.start)?];
        Some(document.slice(table.row_unit(table.cell_at(span.start)?.0)?)).filter(|unit| !unit.is_empty())
    });
    let unit = unit.map(|unit| format!(" ({unit})")).unwrap_or_default();
    let places = [path(&cell.rows) + &unit, path(&cell.columns)];
    let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
    format!("{table}: {}", places.join(" · "))
}

/// What a kind of note is called, as a message of the catalogue.
#[must_use]
pub fn kind_message(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Highlight => "kind-highlight",
        NoteKind::Note => "kind-note",
        NoteKind::Bookmark => "kind-bookmark",
    }
}
