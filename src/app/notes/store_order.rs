//! What the state asks of the store, just as the store's worker takes it, and what that answers.

use std::sync::Arc;

use crate::annotation::{
    Anchor, AnchorHistory, Details, DocumentId, Found, ImportBatch, Label, Note, NoteId, NoteKind, Patch, Rendition,
};
use crate::document::{SafeText, Span};
use crate::study::ChangedUnits;

use crate::app::{AllNotes, DraftOrder, OlderEdition, ReadingPosition, Reason, Request, WaitingDraft};

/// Something to keep, or to fetch.
#[derive(Debug, Clone)]
pub enum StoreOrder {
    /// Put the document into the library, and fetch its notes and drafts.
    Load,
    /// Fetch them again, if another program changed them.
    LookForChanges,
    /// Change the notes.
    Write(NoteChange),
    /// Change the notes by what a file of them says, in one step.
    TakeIn(Arc<ImportBatch>),
    /// Keep what is being typed, should the program end without being asked.
    KeepDraft(Box<DraftOrder>),
    /// Fetch the drafts that wait.
    LoadDrafts,
    /// Remember where the reader is.
    KeepPlace(ReadingPosition),
    /// Keep what the reader answered about an older edition; fetch its notes, if they are carried over.
    Answer {
        /// The older document.
        older: DocumentId,
        /// Whether its notes are carried over.
        carry: bool,
    },
    /// Keep where the reader settled that a note stands in this reading.
    Settle {
        /// The note.
        id: NoteId,
        /// Its place.
        span: Span,
        /// The same as an anchor, for the edition after this one.
        anchor: Box<Anchor>,
    },
    /// Keep that a note's place is as it was found before the reader settled it.
    Unsettle {
        /// The note.
        id: NoteId,
        /// How it was found.
        found: Found,
    },
    /// Keep where notes were found without the reader's doing.
    KeepFound(Vec<(NoteId, Found)>),
    /// Keep what the reader says that the document is.
    KeepDetails(Box<Details>),
    /// Fetch the notes on all documents.
    LoadAll,
}

/// What the store answers, and the search for the places of notes.
#[derive(Debug, Clone)]
pub enum NotesAnswer {
    /// The notes on a document, all of them.
    Loaded {
        /// The notes.
        notes: Vec<Note>,
        /// The reading that they were fetched for.
        rendition: Rendition,
        /// What is known of them from other renditions.
        past: Arc<AnchorHistory>,
    },
    /// The notes on all documents.
    All(Arc<AllNotes>),
    /// Something was written where the notes are kept; by whom is not known.
    Touched,
    /// The notes were changed.
    Changed {
        /// Each note that was touched, as it is now; none where it is gone.
        changed: Vec<(NoteId, Option<Note>)>,
        /// What was written.
        written: Written,
    },
    /// A change was not kept: why. What was written is still at hand.
    NotWritten(Reason),
    /// Notes can't be kept: why, in the reader's words.
    CannotKeep(Reason),
    /// Notes can be kept again.
    CanKeep,
    /// Where notes stand in the open document.
    Placed {
        /// The request.
        request: Request,
        /// Each note, and where it was found.
        found: Vec<(NoteId, Found)>,
    },
    /// The place of a note is settled.
    Settled {
        /// The note.
        id: NoteId,
        /// Its place.
        span: Span,
    },
    /// The place of a note is not settled any more.
    Unsettled {
        /// The note.
        id: NoteId,
        /// How it is found again.
        found: Found,
    },
    /// What changed since the older texts, section by section.
    Changes(Arc<Vec<ChangedUnits>>),
    /// Another document looks like an older edition of this one.
    Older(OlderEdition),
    /// The place where the reader left off.
    Place(ReadingPosition),
    /// The drafts that wait to be gone on with, those of the open document first.
    Drafts(Vec<WaitingDraft>),
    /// A draft is kept.
    DraftKept(String),
    /// A draft could not be kept.
    DraftNotKept {
        /// What it is a draft of.
        key: String,
        /// Why not.
        reason: Reason,
    },
    /// Another program changed the note that was to be changed: as it is now.
    Superseded(Box<Note>),
    /// What the reader says that the document is; it is kept.
    Details(Box<Details>),
}

/// A change of the notes; the shell gives it its time and, to a new one, its id.
#[derive(Debug, Clone)]
pub enum NoteChange {
    /// A new one.
    Add(Box<NewNote>),
    /// Other fields of an old one.
    Edit {
        /// Which.
        id: NoteId,
        /// What changes.
        patch: Box<Patch>,
    },
    /// What was written over an old one in the editor.
    Rewrite(Box<Rewrite>),
    /// Away with it; undo brings it back.
    Delete(NoteId),
    /// Take the last change back.
    Undo,
    /// Make the change that was taken back again.
    Redo,
}

impl NoteChange {
    /// What the log calls it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Edit { .. } | Self::Rewrite(_) => "edit",
            Self::Delete(_) => "delete",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// What the editor makes of a note.
#[derive(Debug, Clone)]
pub struct Rewrite {
    /// The note as it was when the editor was opened.
    pub base: Note,
    /// What changes.
    pub patch: Patch,
    /// The draft that it was written as.
    pub draft: String,
}

/// A note before it has an id and a time.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// Highlight, note or bookmark.
    pub kind: NoteKind,
    /// Its label.
    pub label: Label,
    /// What the reader wrote.
    pub body: String,
    /// Its tags.
    pub tags: Vec<SafeText>,
    /// Where it stands, as it is saved.
    pub anchor: Anchor,
    /// The draft that it was written as, if it was.
    pub draft: Option<String>,
}

/// What was written to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A new note.
    Added(NoteId),
    /// A changed one.
    Edited(NoteId),
    /// One that is gone.
    Deleted,
    /// Notes from elsewhere: so many were touched.
    Imported(usize),
    /// A change was taken back.
    Undone,
    /// A change was made again.
    Redone,
    /// There was nothing to take back or to make again.
    Nothing,
}
