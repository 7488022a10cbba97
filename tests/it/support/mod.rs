//! What tests stand on: a shell's command line, a reader without a terminal, and a terminal
//! around the binary.

pub(crate) mod desk;
pub(crate) mod exports;
#[cfg(feature = "pdf")]
pub(crate) mod paper;
pub(crate) mod reader;
pub(crate) mod sound;
pub(crate) mod strict;
pub(crate) mod terminal;
pub(crate) mod wander;
