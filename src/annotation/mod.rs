//! The reader's notes, and where they stand in a text that may have changed.
//!
//! A [`Note`] holds an [`Anchor`]: the words it stands on and what stood around them. [`Finder`]
//! turns an anchor back into a span of a document, or says that it can't tell: never a
//! silent guess. A [`Change`] is what the reader did to a note, as data.
//!
//! Nothing here touches a file or the clock.

mod address;
mod anchor;
mod cell;
mod change;
mod confirmation;
mod details;
mod edition;
mod embedded;
mod filter;
mod finding;
mod history;
mod identity;
mod note;
mod own_body;
mod safe_lines;
mod timestamp;

pub use address::{Address, NotAnAddress};
pub use anchor::{Anchor, CONTEXT_CHARS, CellAnchor, QUOTE_MOST};
pub use change::{Change, ImportBatch, Patch};
pub use confirmation::{Confirmation, Confirmations};
pub use details::{Details, KINDS};
pub use edition::{lines_shared, similarity};
pub use filter::{Facts, NoteFilter};
pub use finding::find::{FINDER_VERSION, Finder, Found, find};
pub use history::AnchorHistory;
pub use identity::{DocumentId, Hash32, NotAHash, Rendition};
pub use note::{Label, Note, NoteId, NoteKind, join_tags, split_tags, tags, typed_words};
pub use own_body::{own_bodies, words_before};
pub use safe_lines::SafeLines;
pub use timestamp::{format_timestamp, parse_timestamp};
