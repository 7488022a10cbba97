//! Commands that work on the reader's notes: writing, listing, exchanging and citing.

pub(crate) mod annotate;
pub(crate) mod annotations;
pub(crate) mod export;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod open;
pub(crate) mod review;
pub(crate) mod templates;
