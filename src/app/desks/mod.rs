//! Desks: layers that take the whole screen to work on something of the document.

mod compare;
mod footnotes;
mod inquiry;
mod table;

pub use compare::{CompareAnswer, CompareColumns, CompareDesk, CompareRow, CompareSource, ComparedDocuments};
pub(in crate::app) use footnotes::LeftDesks;
pub use footnotes::{FootnoteAreas, FootnoteDesk, FootnoteOrder, FootnoteRow};
pub use inquiry::{Inquiry, InquiryDesk, InquiryTab, Replies, Reply, date_words};
pub use table::{ChartKind, Desk, Scope, bad_test_words, no_line_words};
