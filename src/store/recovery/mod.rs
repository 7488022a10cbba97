//! What keeps notes when the database or the disk fails: copies, the log beside it, and making it again.

pub(super) mod backup;
pub(super) mod catch_up;
pub(super) mod check;
pub(super) mod log;
pub(super) mod plan;
pub(super) mod restore;
