//! Lists, choices, and go-to-anything.

pub(super) mod choice;
pub(super) mod goto;
pub(super) mod list;
