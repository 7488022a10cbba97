//! What exports, imports and citations ask of the world outside, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::table::{Grid, TableView};

use crate::app::{ExportForm, ExportRequest, ExportSettings, ImportProgress, ImportRequest, Passage, Preview, Reason, Request};

/// Files to be written, and files of notes to be read.
#[derive(Debug, Clone)]
pub enum ExchangeEffect {
    /// Fetch the forms of exports, and how the last one of this document was.
    Recall,
    /// Tell what an export would write, and where.
    Preview(Box<ExportRequest>),
    /// Write an export to its file.
    Export(Box<ExportRequest>),
    /// Read a file of notes, and tell what it would change.
    ReadNotes(Box<ImportRequest>),
    /// Read no further in it.
    StopReading,
    /// Put a passage on the clipboard with its citation.
    Cite(Box<Passage>),
    /// Tell how the path that is typed may go on.
    Complete(String),
    /// Write a text to a file of its own; one that is there is never written over.
    WriteFile {
        /// The file.
        path: PathBuf,
        /// The text.
        text: String,
    },
    /// Write a table as it is seen to a file of its own, on the same terms.
    WriteTable {
        /// The file.
        path: PathBuf,
        /// What is seen.
        view: Box<TableView>,
        /// The form.
        grid: Grid,
    },
}

/// What comes of them.
#[derive(Debug, Clone)]
pub enum ExchangeAnswer {
    /// The forms of exports, and how the last one of this document was.
    Recalled {
        /// The forms, the usual one first.
        forms: Vec<ExportForm>,
        /// How it was.
        settings: ExportSettings,
    },
    /// What an export would write; or why that can't be told, in the reader's words.
    Previewed {
        /// The request.
        request: Request,
        /// What would be written.
        preview: Result<Arc<Preview>, Reason>,
    },
    /// So many documents were read for an export of all.
    Gathering {
        /// The request.
        request: Request,
        /// Documents.
        done: usize,
    },
    /// Notes were exported.
    Exported {
        /// How many; nothing where the form holds the document alone.
        count: Option<usize>,
        /// The file.
        path: String,
        /// Regions that the reader had changed: their lines were moved behind them.
        rescued: usize,
    },
    /// Notes could not be exported: why.
    NotExported(Reason),
    /// Reading a file of notes has come so far.
    ImportProgress {
        /// The request.
        request: Request,
        /// How far.
        progress: ImportProgress,
    },
    /// A passage with its citation, for the clipboard.
    Cited(String),
    /// How a typed path may go on.
    Completed {
        /// What was typed.
        typed: String,
        /// The same with what all that fit it have in common.
        text: String,
        /// What fits it, where that is more than one.
        choices: Vec<String>,
    },
    /// A text was written to a file of its own: where.
    FileWritten(String),
}
