//! The reader on the screen: it waits for keys, signals and workers, hands what came to
//! [`crate::app`], carries out the effects that come back, and paints.

pub(crate) mod capabilities;
mod clipboard;
mod effects;
mod event_loop;
pub(crate) mod hyperlinks;
mod input;
mod opened_document;
mod poll;
mod screen;
mod workers;

pub(crate) use effects::Surroundings;
pub(crate) use event_loop::{ReaderExit, Start, run};
pub(crate) use opened_document::OpenedDocument;
