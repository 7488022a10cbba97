//! Exports as files: what goes into one, what it is written with, and what becomes of a file
//! that stands there already.

pub(crate) mod auto_export;
pub(crate) mod collect;
pub(crate) mod last_exports;
pub(crate) mod templates;
pub(crate) mod write;
pub(crate) mod written_files;
