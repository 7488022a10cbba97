//! What the state asks of the world outside, as data. The shell carries it out and answers
//! with an [`crate::app::Outcome`].

use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::{Anchor, Arrivals, Details, DocumentId, Found, Label, NoteId, NoteKind, Past, Patch, Rendition};
use crate::document::{Document, Point, SafeText, Span};
use crate::search::Matcher;
use crate::study::By;
use crate::table::{Grid, View};

use crate::app::{At, Export, Inquiry, Marks, NotesFile, Origin, Other, Passage};

/// The number of a request, so that an answer that nobody waits for any more is dropped.
pub type Request = u64;

/// What has been asked of the world outside since it was last told, and the numbers of the requests.
#[derive(Debug, Default)]
pub(in crate::app) struct Effects {
    asked: Vec<Effect>,
    requests: Request,
}

impl Effects {
    pub(in crate::app) fn push(&mut self, effect: Effect) {
        self.asked.push(effect);
    }

    pub(in crate::app) fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.asked.extend(effects);
    }

    /// All of them, in their order.
    pub(in crate::app) fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asked)
    }

    /// The number of a new request.
    pub(in crate::app) fn request(&mut self) -> Request {
        self.requests += 1;
        self.requests
    }
}

/// Something for the shell to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read the document (again), whole.
    Read {
        /// The request.
        request: Request,
        /// What.
        origin: Origin,
    },
    /// Look whether the file has changed since it was read.
    CheckFile,
    /// Find every hit, the first after `from` first.
    Find {
        /// The request.
        request: Request,
        /// Where.
        document: Arc<Document>,
        /// What.
        matcher: Matcher,
        /// Where the reader is.
        from: Point,
    },
    /// Find the next hit, before all are known.
    FindNext {
        /// The request.
        request: Request,
        /// Where.
        document: Arc<Document>,
        /// What.
        matcher: Matcher,
        /// From where.
        from: Point,
        /// Towards the start.
        backwards: bool,
    },
    /// Order the candidates of go-to-anything by a query.
    Rank {
        /// The request.
        request: Request,
        /// What was typed.
        query: String,
        /// Among what.
        names: Arc<Vec<String>>,
    },
    /// Decode a picture of the document, by its name.
    Decode {
        /// The file.
        origin: Origin,
        /// What the document calls it.
        name: String,
    },
    /// Fetch the notes on this document.
    LoadNotes,
    /// Fetch them again, if another program changed them.
    LookForChanges,
    /// Read the numbers of the document's tables, to hold figures of its prose against.
    Study(Arc<Document>),
    /// Read what the document's words point to without a link.
    Refer(Arc<Document>),
    /// Have a question answered that the reader asked of the document.
    Inquire {
        /// The document.
        document: Arc<Document>,
        /// The question.
        inquiry: Inquiry,
    },
    /// Fetch the notes on all documents.
    LoadShelf,
    /// Open another document in place of this one.
    Open {
        /// Which.
        origin: Origin,
        /// Where in it.
        at: Option<At>,
    },
    /// Find where these notes stand in the document, which is another one than they were made in.
    Place {
        /// The request.
        request: Request,
        /// Where.
        document: Arc<Document>,
        /// Which, those on the screen first.
        notes: Vec<(NoteId, Anchor)>,
        /// The document's rendition.
        rendition: Rendition,
        /// What is known of them from other renditions.
        past: Arc<Past>,
    },
    /// Keep what the reader answered about an older edition; fetch its notes, if they are carried over.
    Answer {
        /// The older document.
        older: DocumentId,
        /// Whether its notes are carried over.
        carry: bool,
    },
    /// Keep where the reader settled that a note stands in this reading.
    Settle {
        /// Which.
        id: NoteId,
        /// Where.
        span: Span,
        /// The same as an anchor, for the edition after this one.
        anchor: Box<Anchor>,
    },
    /// Keep that a note's place is as it was before the reader settled it.
    Unsettle {
        /// Which.
        id: NoteId,
        /// How it was found.
        found: Found,
    },
    /// Keep where notes were found without the reader's doing.
    KeepFound(Vec<(NoteId, Found)>),
    /// Hold the document against another one.
    Hold {
        /// The request.
        request: Request,
        /// The document.
        document: Arc<Document>,
        /// The other.
        other: Other,
        /// By what, where that is set.
        by: Option<By>,
    },
    /// Read another document for the second pane, whole.
    ReadBeside {
        /// The request.
        request: Request,
        /// What.
        origin: Origin,
    },
    /// Tell what changed since the older texts of the document.
    Compare {
        /// The document.
        document: Arc<Document>,
        /// What is kept of them.
        past: Arc<Past>,
    },
    /// Write a text to a file of its own; one that is there is never written over.
    WriteFile {
        /// Where to.
        path: PathBuf,
        /// What.
        text: String,
    },
    /// Write a table as it is seen to a file of its own, on the same terms.
    WriteTable {
        /// Where to.
        path: PathBuf,
        /// What is seen.
        view: Box<View>,
        /// In what form.
        grid: Grid,
    },
    /// Change the notes.
    Write(Write),
    /// Keep what is being typed, should the program end without being asked.
    KeepDraft {
        /// What it is a draft of.
        key: String,
        /// The text; empty to forget it.
        text: String,
    },
    /// Remember where the reader is.
    KeepPlace(Spot),
    /// Remember the places that have letters.
    KeepMarks(Marks),
    /// Have this text edited in the reader's own editor.
    EditOutside(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Fetch the forms of exports, and how the last one of this document was.
    RecallExport,
    /// Tell what an export would write, and where.
    Preview(Box<Export>),
    /// Write an export to its file.
    Export(Box<Export>),
    /// Read a file of notes, and tell what it would change.
    ReadNotes(Box<NotesFile>),
    /// Read no further in it.
    StopIntake,
    /// Change the notes by what a file of them says, in one step.
    TakeIn(Arc<Arrivals>),
    /// Keep what the reader says that the document is.
    KeepDetails(Box<Details>),
    /// Put a passage on the clipboard with its citation.
    Cite(Box<Passage>),
    /// Tell how the path that is typed may go on.
    Complete(String),
    /// Read the document again with the password that it asks for.
    Unlock {
        /// The request's number.
        request: Request,
        /// The document.
        origin: Origin,
        /// What the reader typed.
        password: String,
    },
    /// Have an address outside opened by the program that the desktop has for it: one of the schemes
    /// that only show something.
    OpenAddress(SafeText),
    /// Read no further.
    StopReading,
    /// End: there is nothing to read, for this reason.
    GiveUp(String),
    /// Stop the program until the shell wakes it.
    Suspend,
    /// End the program.
    Quit,
}

/// A change of the notes; the shell gives it its time and, to a new one, its id.
#[derive(Debug, Clone)]
pub enum Write {
    /// A new one.
    Add(Box<NewNote>),
    /// Other fields of an old one.
    Edit {
        /// Which.
        id: NoteId,
        /// What changes.
        patch: Box<Patch>,
    },
    /// Away with it; undo brings it back.
    Delete(NoteId),
    /// Take the last change back.
    Undo,
    /// Make the change that was taken back again.
    Redo,
}

impl Write {
    /// What the log calls it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Edit { .. } => "edit",
            Self::Delete(_) => "delete",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
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

/// Where a reader left off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// First point of the top row.
    pub top: Point,
    /// The focus.
    pub focus: Point,
    /// Share read, in thousandths.
    pub thousandths: u16,
}
