//! The reader on the screen: it waits for keys, signals and workers, hands what came to
//! [`crate::app`], carries out the effects that come back, and paints.

pub(crate) mod capabilities;
mod effects;
mod event_loop;
pub(crate) mod hyperlinks;
mod input;
mod poll;
mod screen;
mod workers;

pub(crate) use event_loop::{Book, Ended, Start, run};
