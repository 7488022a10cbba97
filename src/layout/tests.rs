//! Tests of the room as a whole: golden rows, and what holds for every document.

pub(super) mod fixture;
mod golden;
mod properties;
mod values;
