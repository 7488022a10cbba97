//! Footnotes: what calls them, their bodies, and which belong together.

pub(super) mod answer;
pub(super) mod call;
pub(super) mod chain;
pub(super) mod note;
