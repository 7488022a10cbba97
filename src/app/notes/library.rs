//! What is known of notes beyond one document: the labels that there are, the notes on all documents,
//! the note that the reader is moving, and what was done, so that it can be undone.

use std::sync::Arc;

use crate::annotation::NoteId;

use crate::app::{AllNotes, Drafts, Labels, UndoStep};

/// What is known of the notes on all documents.
#[derive(Debug, Default)]
pub struct Library {
    /// The labels that there are.
    pub labels: Labels,
    /// The notes on all documents, once they were asked for.
    pub all: Option<Arc<AllNotes>>,
    /// The drafts that wait to be gone on with.
    pub drafts: Drafts,
    /// A note that waits to be put on a passage.
    pub(in crate::app) moving_note: Option<NoteId>,
    /// What was done, the latest last.
    pub(in crate::app) undo_steps: Vec<UndoStep>,
    /// What of it was taken back, the latest last.
    pub(in crate::app) redo_steps: Vec<UndoStep>,
}
