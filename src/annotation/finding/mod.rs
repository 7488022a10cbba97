//! Finding an anchor again in a text that has changed.

pub(super) mod approximate;
pub(super) mod batch;
pub(super) mod candidate;
pub(super) mod find;
pub(super) mod quote;
pub(super) mod scans;
pub(super) mod surroundings;
pub(super) mod verbatim;
