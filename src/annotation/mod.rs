//! The reader's notes, and where they stand in a text that may have changed.
//!
//! A [`Note`] holds an [`Anchor`]: the words it stands on and what stood around them. [`Finder`]
//! turns an anchor back into a span of a document, or says that it can't tell: never a
//! silent guess. A [`Change`] is what the reader did to a note, as data.
//!
//! Nothing here touches a file or the clock.

mod address;
mod anchor;
mod approximate;
mod batch;
mod body;
mod candidate;
mod cell;
mod change;
mod details;
mod edition;
mod find;
mod identity;
mod lines;
mod moment;
mod note;
mod past;
mod scans;
mod settlement;
mod sieve;
mod words;

pub use address::{Address, NotAnAddress};
pub use anchor::{Anchor, CONTEXT_CHARS, CellAnchor, QUOTE_MOST};
pub use body::{own_bodies, words_before};
pub use change::{Arrivals, Change, Patch};
pub use details::{Details, KINDS};
pub use edition::likeness;
pub use find::{FINDER_VERSION, Finder, Found, find};
pub use identity::{DocumentId, Hash32, NotAHash, Rendition};
pub use lines::SafeLines;
pub use moment::{read_moment, write_moment};
pub use note::{Label, Note, NoteId, NoteKind, join_tags, split_tags, tags, typed_words};
pub use past::Past;
pub use settlement::{Settlement, Settlements};
pub use sieve::{Facts, Sieve};
