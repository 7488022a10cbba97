//! Commands that tell of the program itself.

pub(crate) mod formats;
pub(crate) mod help;
pub(crate) mod man;
