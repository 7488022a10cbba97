//! The document's own notes. A call without a body, and a body without a call, are ordinary values.

use serde::{Deserialize, Serialize};

use std::ops::Range;

use super::{Point, SafeText};

/// A footnote: its label, every place that calls it, and its body where the file holds one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// As printed: `7`, `*`, `†`.
    pub label: SafeText,
    /// Where it is called, in reading order.
    pub calls: Vec<Point>,
    /// The blocks of its body, indices into [`super::Document::blocks`]; bodies stand after the last section.
    pub body: Option<Range<u32>>,
}
