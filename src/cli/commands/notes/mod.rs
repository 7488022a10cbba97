//! Commands that work on the reader's notes: writing, listing, exchanging and citing.

pub(crate) mod annotate;
pub(crate) mod annotations;
pub(crate) mod cite;
mod drafts;
pub(crate) mod export;
mod history;
pub(crate) mod import;
pub(crate) mod open;
mod review;
pub(crate) mod templates;
