//! The job queue, and the work that it is given.

pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod inquiry;
pub(crate) mod pictures;
pub(crate) mod place_notes;
pub(crate) mod queue;
pub(crate) mod reading;
pub(crate) mod search;
pub(crate) mod write_file;
