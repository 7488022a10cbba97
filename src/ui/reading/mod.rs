//! The text, what stands beside it, and what lies over it while it is read.

pub(super) mod contents;
pub(super) mod hints;
pub(super) mod letter_marks;
pub(super) mod margin;
pub(super) mod peek;
pub(super) mod picture;
pub(super) mod text;
