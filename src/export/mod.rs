//! A document and the reader's notes on it, as bytes for elsewhere. No disk, no clock: the
//! same notes give the same bytes.

mod json;
mod markdown;

use crate::annotation::Note;
use crate::document::{Document, Span};
use crate::words::Words;

pub use json::note_value;

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Bundle<'a> {
    /// The document.
    pub document: &'a Document,
    /// What its file is called.
    pub name: &'a str,
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

/// The target named `name`.
#[must_use]
pub fn target_named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The notes in the order of the text; those that were not found last, the oldest first.
fn in_order<'a>(bundle: &Bundle<'a>) -> Vec<&'a (Note, Option<Span>)> {
    let mut notes: Vec<_> = bundle.notes.iter().collect();
    notes.sort_by_key(|(note, span)| (span.is_none(), *span, note.id));
    notes
}

/// What the document is called: by its title, else by its file.
fn title<'a>(bundle: &Bundle<'a>) -> &'a str {
    bundle.document.meta().title.as_deref().unwrap_or(bundle.name)
}
