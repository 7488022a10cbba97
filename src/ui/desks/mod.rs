//! The desks, each of which takes the whole screen.

pub(super) mod compare;
pub(super) mod footnotes;
pub(super) mod inquiry;
pub(super) mod table;
