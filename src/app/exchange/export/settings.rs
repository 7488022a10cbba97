//! An export as it is asked for, and what the world tells of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::annotation::{Details, Found, Note, Rendition};
use crate::document::{Document, SafeText};

use crate::app::{Reason, Request};

/// A form that notes can be written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportForm {
    /// Its name.
    pub name: String,
    /// The ending of its files.
    pub extension: String,
    /// Whether it holds the notes; else the documents alone.
    pub of_notes: bool,
    /// Whether it is a template of the reader's own.
    pub is_own: bool,
}

/// How an export is to be; remembered for each document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportSettings {
    /// The name of the form; empty for the usual one.
    pub form: String,
    /// Whether that is a template of the reader's own.
    pub is_own: bool,
    /// Which notes, as the list of notes takes it.
    pub filter: String,
    /// The oldest first; else as in the text.
    pub by_time: bool,
    /// The sentence around each quote too.
    pub sentence: bool,
    /// The notes on all documents.
    pub all: bool,
    /// Where to, as it was typed; empty for the usual place.
    pub path: String,
}

/// Notes, each with how it was found; nothing while it is looked for.
pub type FoundNotes = Arc<Vec<(Note, Option<Found>)>>;

/// An export that is asked for.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The request.
    pub request: Request,
    /// How it is to be.
    pub settings: ExportSettings,
    /// The document.
    pub document: Arc<Document>,
    /// What its file is called.
    pub name: SafeText,
    /// What it was read from.
    pub rendition: Option<Rendition>,
    /// What it is, for a citation.
    pub details: Details,
    /// The notes on it.
    pub notes: FoundNotes,
}

/// What would be written, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its first lines.
    pub lines: Vec<String>,
    /// Whether they are all.
    pub is_whole: bool,
    /// Notes that pass the filter.
    pub count: usize,
    /// Notes that there are.
    pub all: usize,
    /// Documents that they are on.
    pub documents: usize,
    /// The file, in full.
    pub path: String,
    /// What becomes of it; nothing while that is looked at.
    pub fate: Option<FileFate>,
}

/// What becomes of the file that an export goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFate {
    /// There is none yet.
    New,
    /// It holds just that already.
    Same,
    /// Its regions are written anew, and the rest stays.
    Merged {
        /// Lines of the reader's own.
        kept: usize,
        /// Regions that the reader changed.
        rescued: usize,
    },
    /// It is an older export, and is written over.
    Replaced {
        /// Its bytes.
        bytes: u64,
    },
    /// It is a device or a pipe.
    Stream,
    /// It can't be written, or is not: why, in the reader's words.
    Refused(Reason),
}

/// The rows of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportRow {
    /// In which form.
    Form,
    /// Which notes.
    Filter,
    /// In what order.
    Order,
    /// Whether with their sentences.
    Sentence,
    /// On this document, or on all.
    Documents,
    /// Where to.
    Path,
}

impl ExportRow {
    /// Every row, from the top.
    pub const ALL: [Self; 6] = [Self::Form, Self::Filter, Self::Order, Self::Sentence, Self::Documents, Self::Path];
}
