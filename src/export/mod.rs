//! Documents and the reader's notes on them, as bytes for elsewhere. No disk, no clock: the
//! same notes give the same bytes.
//!
//! A [`ExportInput`] becomes [`Chapter`]s of [`Entry`]s, which is all that a target or a template
//! sees; each target turns them into one form. Where a file of the reader's own is written
//! again, [`merged`] keeps every word outside of ibid's regions.

mod book;
mod cite;
mod escape;
mod headings;
mod labels;
mod opening;
mod overwrite;
mod regions;
mod selection;
mod targets;
mod template;

use crate::annotation::{Confirmations, Details, DocumentId, Label, Note, NoteKind, Rendition};
use crate::document::{Document, SafeText, Span};
use crate::words::Words;

pub use crate::annotation::CellAnchor;
pub use book::{Book, Chapter, DocumentRecord, Entry, STATES};
pub use cite::{CitationStyle, STYLES, cite, style_named};
pub use escape::{inline as markdown_inline, paragraph as markdown_paragraph};
pub use labels::labels_together;
pub use opening::{Opening, opening};
pub use overwrite::{Overwrite, overwrite};
pub use regions::{Merged, RegionBody, Regions, body_digest, merged, region_bodies, regional_target};
pub use selection::{NoteContext, matches_filter, sort_notes};
pub use targets::{
    OrgBlock, TARGETS, Target, VersionedJson, ZERO_WIDTH_SPACE, document_value, logseq_line, logseq_line_back, note_value,
    notes_value, org_blocks, target_named,
};
pub use template::{TemplateError, VARIABLES, check_template, file_name, write_template};

/// Between the parts of a path.
const JOINT: &str = " › ";

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct ExportInput<'a> {
    /// The documents.
    pub briefs: &'a [AnnotatedDocument<'a>],
    /// The words for what is not the reader's own.
    pub words: &'a Words,
    /// What is asked for beyond the usual.
    pub options: Options,
}

/// A document and the notes on it.
#[derive(Debug, Clone)]
pub struct AnnotatedDocument<'a> {
    /// The document; none where its file is not at hand.
    pub document: Option<&'a Document>,
    /// What its file is called.
    pub name: &'a str,
    /// What it was read from, where that is known.
    pub rendition: Option<&'a Rendition>,
    /// What it is known by.
    pub id: Option<DocumentId>,
    /// What it is, for a citation: what the reader says over what the file says.
    pub details: Details,
    /// The notes, each with where it stands.
    pub notes: &'a [(Note, Placement)],
    /// What the reader settled of where they stand, where that is known.
    pub settled: Option<&'a Confirmations>,
}

/// Where a note stands in the document that is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// At these words.
    At(Span),
    /// Somewhere, which the reader has not confirmed.
    Doubtful,
    /// It was not found.
    Lost,
    /// Not looked for: the document is not at hand.
    Unread,
}

impl Placement {
    /// The span, where there is no doubt about it.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        match self {
            Self::At(span) => Some(span),
            _ => None,
        }
    }
}

/// What is asked for beyond the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The sentence around each quote too.
    pub sentence: bool,
    /// A byte-order mark before a table, for spreadsheets that guess the encoding.
    pub bom: bool,
    /// In which order.
    pub order: NoteOrder,
}

/// In which order notes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteOrder {
    /// That of the text; those that have no place last.
    #[default]
    Place,
    /// The oldest first.
    Time,
}

/// Writes `bundle` as `target` has it.
#[must_use]
pub fn write(target: &Target, bundle: &ExportInput) -> Vec<u8> {
    (target.write)(&Book::of(bundle))
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
    let unit = cell_unit(now).map(|unit| format!(" ({unit})")).unwrap_or_default();
    let places = [path(&cell.rows) + &unit, path(&cell.columns)];
    let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
    format!("{table}: {}", places.join(" · "))
}

/// The unit of the row that a place stands in, where the table has a column of units.
fn cell_unit(now: Option<(&Document, Span)>) -> Option<&str> {
    let (document, span) = now?;
    let table = &document.tables()[document.table_at(span.start)?];
    Some(document.slice(table.row_unit(table.cell_at(span.start)?.0)?)).filter(|unit| !unit.is_empty())
}

/// What a note is called by its kind, in the reader's words.
#[must_use]
pub fn kind_name(words: &Words, note: &Note) -> String {
    let kind = match (note.kind, note.body_of()) {
        (_, Some(label)) => return words.fill("kind-body", &[("label", label.as_str().into())]),
        (NoteKind::Highlight, None) => "kind-highlight",
        (NoteKind::Note, None) => "kind-note",
        (NoteKind::Bookmark, None) => "kind-bookmark",
    };
    words.say(kind).into_owned()
}

#[cfg(test)]
mod tests;
