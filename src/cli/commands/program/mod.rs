//! Commands that tell of the program itself.

pub(crate) mod completions;
pub(crate) mod formats;
pub(crate) mod help;
pub(crate) mod man;
pub(crate) mod paths;
