//! The export desk, the summary of an import, and the form of details.

pub(super) mod details;
pub(super) mod export;
pub(super) mod import;
