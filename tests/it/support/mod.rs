//! What tests stand on: a reader without a terminal, and a terminal around the binary.

pub(crate) mod reader;
pub(crate) mod terminal;
