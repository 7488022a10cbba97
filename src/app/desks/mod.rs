//! Desks: layers that take the whole screen to work on something of the document.

mod compare;
mod footnotes;
mod inquiry;
mod table;

pub use compare::{Columns, CompareAnswer, Comparing, Held, Line, Other};
pub(in crate::app) use footnotes::Left;
pub use footnotes::{FootnoteAreas, FootnoteDesk, FootnoteOrder, FootnoteRow};
pub use inquiry::{Inquiring, Inquiry, Leaf, Replies, Reply};
pub use table::{Desk, Drawing, Scope, bad_test_words, no_line_words};
