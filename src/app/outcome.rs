//! What work outside has come to.

use std::sync::Arc;

use crate::annotation::{Details, Found, Note, NoteId, Past, Rendition};
use crate::document::{Bitmap, Document, Point, Span};
use crate::search::{Hits, Ranked};
use crate::study::{Cells, Changed, CrossReferences};

use crate::app::{
    ExportSettings, Form, Held, Inquiry, Intake, Look, OlderEdition, Preview, Reading, Reason, Reply, Request, Shelf, Spot,
};

/// An answer from one of the lanes, or from the terminal.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The document is read.
    Read {
        /// The request; 0 for the reading that the program started with.
        request: Request,
        /// The document.
        reading: Reading,
    },
    /// How far a reading is, in bytes.
    ReadSoFar {
        /// The request.
        request: Request,
        /// Bytes done.
        done: usize,
        /// Bytes in all.
        all: usize,
    },
    /// The document could not be read (again); what is open stays open.
    Locked {
        /// The request that asked for it.
        request: Request,
        /// Whether a password was given, and is wrong.
        wrong: bool,
    },
    /// The document could not be read.
    NotRead {
        /// The request.
        request: Request,
        /// Why, in the reader's words.
        reason: Reason,
    },
    /// The file is not what was read any more.
    FileChanged,
    /// The first hit after the place that was asked from, or none.
    FirstHit {
        /// The request.
        request: Request,
        /// The hit.
        hit: Option<Span>,
    },
    /// Every hit.
    Hits {
        /// The request.
        request: Request,
        /// The hits.
        hits: Arc<Hits>,
    },
    /// Candidates in order.
    Ranked {
        /// The request.
        request: Request,
        /// The best of them.
        ranked: Vec<Ranked>,
    },
    /// The notes on a document, all of them.
    Notes {
        /// The notes.
        notes: Vec<Note>,
        /// The reading that they were fetched for.
        rendition: Rendition,
        /// What is known of them from other renditions.
        past: Arc<Past>,
    },
    /// A picture is decoded, or can't be.
    Decoded {
        /// What the document calls it.
        name: String,
        /// Its points; or why there are none, in the reader's words.
        picture: Result<Arc<Bitmap>, Reason>,
    },
    /// The numbers of a document's tables are read.
    Studied {
        /// The document.
        document: Arc<Document>,
        /// The numbers.
        cells: Arc<Cells>,
    },
    /// What a document's words point to is read.
    Referred {
        /// The document.
        document: Arc<Document>,
        /// What they point to.
        ways: Arc<CrossReferences>,
    },
    /// An address outside was handed to the desktop.
    Opened(Reason),
    /// A question about a document is answered.
    Inquired {
        /// The document.
        document: Arc<Document>,
        /// The answer.
        reply: Reply,
    },
    /// How far an answer is.
    InquiredSoFar {
        /// The document.
        document: Arc<Document>,
        /// The question.
        inquiry: Inquiry,
        /// The place in the text that is reached.
        point: Point,
    },
    /// The notes on all documents.
    Shelf(Arc<Shelf>),
    /// Two documents are held against each other.
    Held {
        /// The request.
        request: Request,
        /// What came of it.
        held: Held,
    },
    /// How far that is, in thousandths.
    HoldingSoFar {
        /// The request.
        request: Request,
        /// The thousandths.
        thousandths: u16,
    },
    /// The other document could not be read.
    NotHeld {
        /// The request.
        request: Request,
        /// Why, in the reader's words.
        reason: Reason,
    },
    /// What changed since the older texts, section by section.
    Compared(Arc<Vec<Changed>>),
    /// A text was written to a file of its own: where.
    FileWritten(String),
    /// Another document looks like an older edition of this one.
    Older(OlderEdition),
    /// The place of a note is settled.
    Settled {
        /// Which.
        id: NoteId,
        /// Where it stands.
        span: Span,
    },
    /// The place of a note is not settled any more.
    Unsettled {
        /// Which.
        id: NoteId,
        /// How it is found again.
        found: Found,
    },
    /// What the reader's own editor wrote.
    EditedOutside(String),
    /// Something was written where the notes are kept; by whom is not known.
    NotesTouched,
    /// The notes were changed.
    Changed {
        /// Each note that was touched, as it is now; none where it is gone.
        changed: Vec<(NoteId, Option<Note>)>,
        /// What was written.
        written: Written,
    },
    /// Where notes stand in the open document.
    Placed {
        /// The request.
        request: Request,
        /// Each note, and where it was found.
        found: Vec<(NoteId, Found)>,
    },
    /// A job ended in a fault of ibid's own; the log tells which.
    JobFailed,
    /// Something that was asked for could not be done; what is open stays as it is.
    Failed(Reason),
    /// Something that the reader should know, in the reader's words.
    Told(Reason),
    /// Notes can't be kept: why, in the reader's words.
    CannotKeep(Reason),
    /// A change was not kept. What was written is still at hand.
    NotWritten(Reason),
    /// The place where the reader left off, from the store.
    Place(Spot),
    /// A draft that was left by a program that ended without being asked.
    Draft {
        /// What it is a draft of.
        key: String,
        /// Its text.
        text: String,
    },
    /// Text went to the clipboard, or was sent to the terminal for it: characters.
    Copied(usize),
    /// Text could not go to the clipboard.
    NotCopied(Reason),
    /// The forms of exports, and how the last one of this document was.
    ExportRecalled {
        /// The forms, the usual one first.
        forms: Vec<Form>,
        /// How it was.
        settings: ExportSettings,
    },
    /// What an export would write; or why that can't be told, in the reader's words.
    Previewed {
        /// The request.
        request: Request,
        /// It.
        preview: Result<Arc<Preview>, Reason>,
    },
    /// So many documents were read for an export of all.
    Gathering {
        /// The request.
        request: Request,
        /// Documents.
        done: usize,
    },
    /// Reading a file of notes has come so far.
    Intake {
        /// The request.
        request: Request,
        /// How far.
        intake: Intake,
    },
    /// What the reader says that the document is; it is kept.
    Details(Box<Details>),
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
    /// Notes were exported.
    Exported {
        /// How many; nothing where the form holds the document alone.
        count: Option<usize>,
        /// Where to.
        path: String,
        /// Regions that the reader had changed: their lines were moved behind them.
        rescued: usize,
    },
    /// Notes could not be exported.
    NotExported(Reason),
    /// What the terminal can show.
    Look(Look),
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
