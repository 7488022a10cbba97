//! Notes from elsewhere: bytes of a file to notes of ours, and what they would change.
//!
//! A reader `read_x` knows one form; [`plan`] puts what it found on the document through the
//! anchoring ladder and holds it against the notes that are there. No disk, no clock.

mod clippings;
mod edited_bodies;
mod embedded;
mod ibid_json;
mod koreader;
mod lua;
mod org;
mod org_inline;
mod plan;
mod readwise;
mod webanno;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::annotation::{Anchor, Confirmation, DocumentId, Label, Note, NoteId, NoteKind, SafeLines};
use crate::document::{SafeText, Span};

pub use embedded::{EMBEDDED, embedded_notes};
pub use plan::{Conflict, ImportPlan, ImportStatus, KnownNote, PlannedNote, place, plan};

/// Notes of one file at most.
pub const MOST_NOTES: usize = 200_000;
/// Bytes of one note's body, or of its quote, at most.
pub const LONGEST_BODY: usize = 4 << 20;

/// A note as another program has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedNote {
    /// Its identity: ours, or one made of the other program's, always the same.
    pub id: NoteId,
    /// The title of its document, where it is told.
    pub title: Option<SafeText>,
    /// What it is; none where only its body is given.
    pub content: Content,
    /// Where in the file it stands, as messages name it.
    pub place: String,
}

/// What a file says of a note.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A note of ours, whole.
    Ours(Box<IbidNote>),
    /// A note of another program.
    Foreign(Box<ForeignNote>),
    /// The body of a note that is here, edited in a file that ibid wrote.
    Body(EditedBody),
}

/// A body that stands in a file that ibid wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedBody {
    /// As the file has it: signs that show nothing tell Org's words from its marks, and are
    /// cleaned away only when it is turned back.
    pub text: String,
    /// The export target that the file was written as.
    pub target: &'static str,
    /// The digest of the note's body as the file was written; none in an older export.
    pub base: Option<String>,
    /// Whether it stands there as it was written.
    pub is_as_written: bool,
}

/// A note of another library of ours.
#[derive(Debug, Clone, PartialEq)]
pub struct IbidNote {
    /// The note as it was exported.
    pub note: Note,
    /// The document that it was exported with: a newer edition of that it was made in, perhaps.
    pub home: Option<DocumentId>,
    /// Where its reader settled that it stands.
    pub settled: Option<Confirmation>,
}

/// A note of another program.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignNote {
    /// What it is.
    pub kind: NoteKind,
    /// What it is for.
    pub label: Label,
    /// What was written.
    pub body: SafeLines,
    /// Its tags.
    pub tags: Vec<SafeText>,
    /// Who wrote it.
    pub author: Option<SafeText>,
    /// When it was made, where that is told.
    pub created: Option<Zoned>,
    /// When it was changed last.
    pub updated: Option<Zoned>,
    /// The words that it stands on.
    pub quote: SafeLines,
    /// What stood before them.
    pub before: SafeLines,
    /// What stood behind them.
    pub after: SafeLines,
    /// The label of its page.
    pub page: Option<SafeText>,
    /// The title of its section.
    pub section: Option<SafeText>,
    /// The label of the footnote whose missing text it is.
    pub footnote: Option<SafeText>,
    /// Where it stands in the very document that it is put on, where that is known beforehand.
    pub span: Option<Span>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteFile {
    /// The name of the form that it was read as.
    pub source: &'static str,
    /// The notes in the file's order.
    pub notes: Vec<ImportedNote>,
    /// What else is to be told of it.
    pub remarks: Vec<Remark>,
}

/// Why a file gives no notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteFileError {
    /// It is none of the forms that are known.
    Unknown,
    /// It is not what it says it is, or ends too early.
    Broken {
        /// The form that it was read as.
        source: &'static str,
        /// Where: a line, or the note.
        place: String,
        /// What the parser says.
        reason: String,
    },
    /// It holds more notes than are taken.
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// A note is longer than any is.
    TooLong {
        /// The note, by its place in the file.
        place: String,
        /// How many bytes it has.
        bytes: usize,
    },
}

/// A form that notes come in.
#[derive(Debug)]
pub struct NoteFormat {
    /// Its name, as `--source` takes it.
    pub name: &'static str,
    /// Whether a file looks like it.
    sniff: fn(&str) -> bool,
    /// Reads it. Times without a zone are of the given one.
    read: fn(&str, &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError>,
    /// What else is to be told of a file that was read.
    remarks: fn(&str) -> Vec<Remark>,
}

/// What is to be told of a file besides its notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// An entry that is none, and was passed over.
    PassedOver {
        /// Where it begins, from 1.
        line: usize,
    },
    /// A note of which only its shape tells what it is.
    KindUnsure {
        /// Where it begins, from 1.
        line: usize,
    },
}

fn no_remarks(_: &str) -> Vec<Remark> {
    Vec::new()
}

/// Every form, the surest signs first. Adding one is a file with a [`NoteFormat`], and its line here.
pub static NOTE_FORMATS: &[NoteFormat] = &[
    ibid_json::FORMAT,
    // Its first line is a surer sign than what stands in a note.
    readwise::FORMAT,
    edited_bodies::MARKDOWN,
    edited_bodies::LOGSEQ,
    edited_bodies::ORG,
    webanno::WEBANNO,
    webanno::HYPOTHESIS,
    koreader::FORMAT,
    clippings::FORMAT,
];

/// Reads a file's notes; `source` names its form where it is known.
///
/// # Errors
/// [`NoteFileError`], with the place in the file.
pub fn read(bytes: &[u8], source: Option<&str>, zone: &TimeZone) -> Result<NoteFile, NoteFileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        NoteFileError::Broken { source: "text", place: line.to_string(), reason: "not UTF-8".to_owned() }
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let found = match source {
        Some(name) => NOTE_FORMATS.iter().find(|source| source.name == name),
        None => NOTE_FORMATS.iter().find(|source| (source.sniff)(text)),
    };
    let source = found.ok_or(NoteFileError::Unknown)?;
    let notes = (source.read)(text, zone)?;
    if notes.len() > MOST_NOTES {
        return Err(NoteFileError::TooMany { count: notes.len() });
    }
    for note in &notes {
        let bytes = match &note.content {
            Content::Ours(ours) => ours.note.body.len().max(ours.note.anchor.quote.len()),
            Content::Foreign(foreign) => foreign.body.len().max(foreign.quote.len()),
            Content::Body(body) => body.text.len(),
        };
        if bytes > LONGEST_BODY {
            return Err(NoteFileError::TooLong { place: note.place.clone(), bytes });
        }
    }
    Ok(NoteFile { source: source.name, notes, remarks: (source.remarks)(text) })
}

impl ForeignNote {
    /// A note on `quote` of which nothing else is known. Line ends within the quote are another
    /// program's: words stand apart by single blanks.
    fn on(quote: &str) -> Self {
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            kind: NoteKind::Highlight,
            label: Label::None,
            body: SafeLines::default(),
            tags: Vec::new(),
            author: None,
            created: None,
            updated: None,
            quote: SafeLines::new(&quote),
            before: SafeLines::default(),
            after: SafeLines::default(),
            page: None,
            section: None,
            footnote: None,
            span: None,
        }
    }

    /// The same with a body; with one it is a note.
    fn with_body(mut self, body: &str) -> Self {
        self.body = SafeLines::new(body.trim());
        if !self.body.is_empty() {
            self.kind = NoteKind::Note;
        }
        self
    }

    /// Whether there are no words to look for it by.
    fn is_wordless(&self) -> bool {
        self.quote.is_empty() && self.before.is_empty() && self.after.is_empty()
    }

    /// The anchor that it had elsewhere, on a document that is known by `rendition`: its quote
    /// and its neighbours; where it stood is not known.
    fn anchor(&self, source: &str, rendition: &crate::annotation::Rendition) -> Anchor {
        let length = u32::try_from(self.quote.len()).unwrap_or(u32::MAX - 1);
        Anchor {
            quote: self.quote.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            // Not the text's start, of which the ladder would take that nothing stands before it.
            start: 1,
            end: 1 + length,
            section: self.section.iter().cloned().collect(),
            page: self.page.clone(),
            cell: None,
            footnote: self.footnote.clone(),
            rendition: crate::annotation::Rendition {
                bytes: rendition.bytes,
                text: crate::annotation::Hash32::of(source.as_bytes()),
                importer: SafeText::new(source),
            },
        }
    }
}

/// An identity out of another program's: the same words, the same identity.
fn identity(parts: &[&str]) -> NoteId {
    NoteId::of_parts(parts)
}

/// A fault of serde's with its line.
fn broken(source: &'static str, error: &serde_json::Error) -> NoteFileError {
    NoteFileError::Broken { source, place: error.line().to_string(), reason: error.to_string() }
}

/// A time, with an offset or, without one, in `zone`.
fn moment(text: &str, zone: &TimeZone) -> Option<Zoned> {
    let text = text.trim();
    if let Some(found) = crate::annotation::parse_timestamp(&text.replacen(' ', "T", 1)) {
        return Some(found);
    }
    let civil: jiff::civil::DateTime = text.replacen(' ', "T", 1).parse().ok()?;
    civil.to_zoned(zone.clone()).ok()
}

#[cfg(test)]
mod tests;
