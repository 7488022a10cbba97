//! Footnotes: what calls them, their bodies, and which belong together.

pub(super) mod answer;
pub(super) mod call;
pub(super) mod chain;
mod doubt;
mod extent;
mod foot;
mod label;
pub(super) mod note;
mod series;
mod stray;
#[cfg(test)]
mod tests;
mod zone;
