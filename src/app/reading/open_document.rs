//! The document that is open: how much of it is read, where it came from, and all that belongs to it
//! and to no other (its notes, what it told when it was asked, its marks).

use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::{Details, NoteId, Rendition};
use crate::document::{Document, SafeText};
use crate::words::Language;

use crate::app::notes::WaitingMark;
use crate::app::{
    Command, EmbeddedNotes, LetterMarks, Mentions, NamedPlace, Notebook, OwnBodies, ReadAs, ReadingPosition, Replies, Request,
};

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input; it can't be read again.
    Input,
    /// The brief that comes with the program.
    Bundled(Language),
}

/// A reading of a document: what an opening or a whole import gives.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document.
    pub document: Arc<Document>,
    /// What it was read from; `None` while only its opening is read.
    pub rendition: Option<Rendition>,
}

/// An open document, and what belongs to it.
#[derive(Debug)]
pub struct OpenDocument {
    /// The document, as far as it is read.
    pub document: Arc<Document>,
    /// What it was read from; `None` while only its opening is read.
    pub rendition: Option<Rendition>,
    /// Where it comes from.
    pub origin: Origin,
    /// What the reader says that it is.
    pub read_as: ReadAs,
    /// What it is to be read as from the reading on that is waited for.
    pub(in crate::app) wanted: Option<ReadAs>,
    /// What it is called on the screen: its file's name.
    pub name: SafeText,
    /// Bytes read and bytes in all, while it is being read.
    pub progress: Option<(usize, usize)>,
    /// The file is not what was read any more.
    pub stale: bool,
    /// The reader stopped the reading: the rest does not come.
    pub stopped: bool,
    /// The reader's notes on it.
    pub notebook: Notebook,
    /// The notes that its file carries.
    pub embedded: EmbeddedNotes,
    /// What it has told when it was asked.
    pub replies: Replies,
    /// The places that the reader gave a letter.
    pub marks: LetterMarks,
    /// What the reader says that it is.
    pub(in crate::app) own_details: Details,
    /// What the sentence in focus says of its tables.
    pub(in crate::app) mentions: Mentions,
    /// Which notes are texts of its footnotes.
    pub(in crate::app) own_bodies: OwnBodies,
    /// What waits for the whole of it: a command, or a place to go to.
    pub(in crate::app) pending: Option<Pending>,
    /// Marks that wait for the same.
    pub(in crate::app) waiting_marks: Vec<WaitingMark>,
    /// A note that an address named, and that is not among those on it.
    pub(in crate::app) wanted_note: Option<NoteId>,
    /// The number of the reading that is waited for.
    pub(in crate::app) reading_request: Request,
}

/// Something that can be carried out only when the whole document is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Pending {
    /// A command of the reader's.
    Command(Command),
    /// The desk of a table that may not be read to its end.
    Table(usize),
    /// The place that the program was started at.
    At(NamedPlace),
    /// The place where the reader left off.
    Position(ReadingPosition),
}

impl OpenDocument {
    /// A document out of its first reading.
    #[must_use]
    pub fn new(origin: Origin, name: SafeText, reading: Reading) -> Self {
        let embedded = EmbeddedNotes::of(&reading.document, reading.rendition.as_ref());
        Self {
            document: reading.document,
            rendition: reading.rendition,
            origin,
            read_as: ReadAs::default(),
            wanted: None,
            name,
            progress: None,
            stale: false,
            stopped: false,
            notebook: Notebook::default(),
            embedded,
            replies: Replies::default(),
            marks: LetterMarks::new(),
            own_details: Details::default(),
            mentions: Mentions::default(),
            own_bodies: OwnBodies::default(),
            pending: None,
            waiting_marks: Vec::new(),
            wanted_note: None,
            reading_request: 0,
        }
    }

    /// Whether all of it is read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rendition.is_some()
    }

    /// Whether nothing of it is there yet.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.rendition.is_none() && self.document.blocks().is_empty()
    }

    /// What it is called: by its title, else by its file.
    #[must_use]
    pub fn title(&self) -> &str {
        self.document.meta().title.as_deref().unwrap_or(&self.name)
    }
}
