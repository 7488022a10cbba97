//! The reader's notes: those on this document and on all, writing and labelling them, settling where
//! they stand, and reviewing what an edition moved.

mod all_notes;
mod drafts;
mod edition;
mod editor;
mod embedded;
mod footnote_bodies;
mod labels;
mod library;
mod note_list;
mod notebook;
mod resolving;
mod review;
mod store_order;
mod waiting_marks;

pub use all_notes::{AllNotes, KnownDocument};
pub use drafts::{DraftOrder, Drafts, WaitingDraft};
pub use edition::OlderEdition;
pub use editor::{Editor, Subject};
pub use embedded::EmbeddedNotes;
pub(in crate::app) use footnote_bodies::OwnBodies;
pub use labels::{LABEL_COLOURS, Labels};
pub use library::Library;
pub use notebook::{Notebook, PlacedNote};
pub(in crate::app) use resolving::UndoStep;
pub use review::Review;
pub use store_order::{NewNote, NoteChange, NotesAnswer, Rewrite, StoreOrder, Written};
pub(in crate::app) use waiting_marks::WaitingMark;
