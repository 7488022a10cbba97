//! What tests stand on: a reader without a terminal, and a terminal around the binary.

pub mod reader;
pub mod terminal;
