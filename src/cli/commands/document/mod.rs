//! Commands that tell what a document holds.

pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod compare;
mod embedded;
pub(crate) mod footnotes;
pub(crate) mod outline;
pub(crate) mod pictures;
pub(crate) mod references;
pub(crate) mod search;
pub(crate) mod shape;
pub(crate) mod tables;
pub(crate) mod terms;
pub(crate) mod text;
pub(crate) mod timeline;
