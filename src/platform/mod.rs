//! What the command line and the reader on the screen stand on: files and folders, settings,
//! the log, the process that documents are read in, exports written and notes read in.
//!
//! It knows of [`crate::app`] only the plain values that the state is given and asks to have
//! kept (where a document is from, a reading, a place, a note before it is written).

pub(crate) mod citation;
pub(crate) mod config;
pub(crate) mod desktop;
pub(crate) mod editor;
pub(crate) mod exports;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod io_reason;
pub(crate) mod logging;
pub(crate) mod memory;
pub(crate) mod note_import;
pub(crate) mod note_writes;
pub(crate) mod reading_positions;
pub(crate) mod sandbox;
pub(crate) mod state_file;
pub(crate) mod store_words;
pub(crate) mod terminal_watcher;
pub(crate) mod typed_paths;
