//! Tables, however the file draws them.

pub(super) mod aligned;
pub(super) mod boxed;
pub(super) mod flat_table;
pub(super) mod grid;
pub(super) mod stacked;
pub(super) mod two_heads;
