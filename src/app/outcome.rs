//! What work outside has come to, by who answers. An answer to a request has its number, and one about a
//! document has that document, so that one place drops what nobody waits for any more.

use std::sync::Arc;

use crate::document::{Bitmap, Document, Point};
use crate::search::Ranked;
use crate::study::{Cells, CrossReferences};

use super::{
    CompareAnswer, ExchangeAnswer, Inquiry, NotesAnswer, ReadAnswer, Reason, Reply, Request, SearchAnswer, TerminalLook, Tone,
};

/// An answer from one of the workers, or from the terminal.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A reading of a document.
    Read {
        /// The request; 0 for the reading that the program started with.
        request: Request,
        /// What came of it.
        answer: ReadAnswer,
    },
    /// The file is not what was read any more.
    FileChanged,
    /// A picture is decoded, or can't be.
    Picture {
        /// What the document calls it.
        name: String,
        /// Its points; or why there are none, in the reader's words.
        picture: Result<Arc<Bitmap>, Reason>,
    },
    /// A search.
    Search {
        /// The request.
        request: Request,
        /// What came of it.
        answer: SearchAnswer,
    },
    /// Candidates of go-to-anything, in order.
    Ranked {
        /// The request.
        request: Request,
        /// The best of them.
        ranked: Vec<Ranked>,
    },
    /// Notes, and what the store has to say.
    Notes(NotesAnswer),
    /// What was read out of a document.
    Study {
        /// The document.
        document: Arc<Document>,
        /// What came of it.
        answer: StudyAnswer,
    },
    /// Two documents that are compared.
    Compare {
        /// The request.
        request: Request,
        /// What came of it.
        answer: CompareAnswer,
    },
    /// Exports, imports and citations.
    Exchange(ExchangeAnswer),
    /// The terminal, and the programs that it was left to.
    Terminal(TerminalAnswer),
    /// A job ended in a fault of ibid's own; the log tells which.
    JobFailed,
    /// Something that the reader should know, in the reader's words; what is open stays as it is.
    Told(Tone, Reason),
}

/// What was read out of a document.
#[derive(Debug, Clone)]
pub enum StudyAnswer {
    /// The numbers of its tables.
    Cells(Arc<Cells>),
    /// What its words point to.
    References(Arc<CrossReferences>),
    /// The answer to a question.
    Reply(Reply),
    /// How far an answer is: the place in the text that is reached.
    SoFar(Inquiry, Point),
}

/// What came from the terminal.
#[derive(Debug, Clone)]
pub enum TerminalAnswer {
    /// Text went to the clipboard, or was sent to the terminal for it: characters.
    Copied(usize),
    /// What the reader's own editor wrote.
    EditedOutside(String),
    /// What the terminal can show.
    Look(TerminalLook),
}
