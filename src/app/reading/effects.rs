//! What reading asks of the world outside, and what comes of it.

use crate::document::Point;

use crate::app::{LetterMarks, NamedPlace, Origin, ReadAs, Reading, Reason, Request};

/// Documents to be read, and places to be remembered.
#[derive(Debug, Clone)]
pub enum ReadEffect {
    /// Read the document (again), whole.
    Whole {
        /// The request.
        request: Request,
        /// Where it comes from.
        origin: Origin,
        /// What it is read as.
        read_as: ReadAs,
    },
    /// Read it with the password that it asks for.
    Unlock {
        /// The request.
        request: Request,
        /// Where it comes from.
        origin: Origin,
        /// What it is read as.
        read_as: ReadAs,
        /// What the reader typed.
        password: String,
    },
    /// Read another document for the second pane, whole.
    Beside {
        /// The request.
        request: Request,
        /// Where it comes from.
        origin: Origin,
    },
    /// Read no further.
    Stop,
    /// Open another document in place of this one.
    Open {
        /// Where it comes from.
        origin: Origin,
        /// The place to start at.
        at: Option<NamedPlace>,
    },
    /// Look whether the file has changed since it was read.
    CheckFile,
    /// Decode a picture of the document, by its name.
    Decode {
        /// The file.
        origin: Origin,
        /// What the document calls it.
        name: String,
    },
    /// Remember what the reader says that the document is.
    KeepReadAs(ReadAs),
    /// Remember the places that have letters.
    KeepMarks(LetterMarks),
}

/// What comes of a reading.
#[derive(Debug, Clone)]
pub enum ReadAnswer {
    /// The document is read: its opening, or all of it.
    Done(Reading),
    /// How far it is: bytes done, and bytes in all.
    SoFar(usize, usize),
    /// It asks for a password; `true` where one was given, and is wrong.
    Locked(bool),
    /// It could not be read: why, in the reader's words. What is open stays open.
    Failed(Reason),
}

/// Where a reader left off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadingPosition {
    /// First point of the top row.
    pub top: Point,
    /// The focus.
    pub focus: Point,
    /// Share read, in thousandths.
    pub thousandths: u16,
}
