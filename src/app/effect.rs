//! What the state asks of the world outside, as data; the shell carries it out and answers with an
//! [`super::outcome::Outcome`]. Each room declares what it asks for: here they are only put together.

use std::sync::Arc;

use crate::annotation::{Anchor, AnchorHistory, NoteId, Rendition};
use crate::document::{Document, SafeText};
use crate::study::Pairing;

use super::{CompareSource, ExchangeEffect, Inquiry, ReadEffect, SearchEffect, StoreOrder};

/// The number of a request, so that an answer that nobody waits for any more is dropped.
pub type Request = u64;

/// What has been asked of the world outside since it was last told, and the numbers of the requests.
#[derive(Debug, Default)]
pub(in crate::app) struct Effects {
    asked: Vec<Effect>,
    requests: Request,
}

impl Effects {
    pub(in crate::app) fn push(&mut self, effect: impl Into<Effect>) {
        self.asked.push(effect.into());
    }

    pub(in crate::app) fn extend(&mut self, effects: impl IntoIterator<Item = impl Into<Effect>>) {
        self.asked.extend(effects.into_iter().map(Into::into));
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

/// Something for the shell to do, by who does it.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read documents, and remember where they were read.
    Read(ReadEffect),
    /// Search.
    Search(SearchEffect),
    /// Keep or fetch what the store has: about the document that was opened first.
    Store(StoreOrder),
    /// Read something out of a document that is not said in so many words.
    Study(StudyEffect),
    /// Write files, and read files of notes.
    Exchange(ExchangeEffect),
    /// Do something with the terminal or the desktop.
    Terminal(TerminalEffect),
}

/// Declares that an effect of a room is an effect.
macro_rules! effects {
    ($($variant:ident($effect:ty),)*) => {
        $(impl From<$effect> for Effect {
            fn from(effect: $effect) -> Self {
                Self::$variant(effect)
            }
        })*
    };
}

effects! {
    Read(ReadEffect),
    Search(SearchEffect),
    Store(StoreOrder),
    Study(StudyEffect),
    Exchange(ExchangeEffect),
    Terminal(TerminalEffect),
}

/// Work on a document that takes its time.
#[derive(Debug, Clone)]
pub enum StudyEffect {
    /// Read the numbers of its tables, to hold figures of its prose against.
    Cells(Arc<Document>),
    /// Read what its words point to without a link.
    References(Arc<Document>),
    /// Have a question answered that the reader asked of it.
    Inquire {
        /// The document.
        document: Arc<Document>,
        /// The question.
        inquiry: Inquiry,
    },
    /// Find where these notes stand in it, which is another one than they were made in.
    Place {
        /// The request.
        request: Request,
        /// The document.
        document: Arc<Document>,
        /// The notes, those on the screen first.
        notes: Vec<(NoteId, Anchor)>,
        /// The document's rendition.
        rendition: Rendition,
        /// What is known of the notes from other renditions.
        past: Arc<AnchorHistory>,
    },
    /// Tell what changed since its older texts.
    Changes {
        /// The document.
        document: Arc<Document>,
        /// What is kept of the older texts.
        past: Arc<AnchorHistory>,
    },
    /// Compare it with another one.
    Compare {
        /// The request.
        request: Request,
        /// The document.
        document: Arc<Document>,
        /// The other.
        other: CompareSource,
        /// By what, where that is set.
        by: Option<Pairing>,
    },
}

/// Something for the terminal or the desktop.
#[derive(Debug, Clone)]
pub enum TerminalEffect {
    /// Put text on the clipboard.
    Copy(String),
    /// Have this text edited in the reader's own editor.
    EditOutside(String),
    /// Have an address outside opened by the program that the desktop has for it: one of the schemes
    /// that only show something.
    OpenAddress(SafeText),
    /// Stop the program until the shell wakes it.
    Suspend,
    /// End: there is nothing to read, for this reason.
    GiveUp(String),
    /// End the program.
    Quit,
}
