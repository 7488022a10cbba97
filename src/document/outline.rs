//! Sections and pages: the views that contents, breadcrumbs and citations are made of.

use serde::{Deserialize, Serialize};

use super::{Point, SafeText, Span};

/// A section: from its heading to the end of its last descendant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// The heading's text; empty, at the start, for what stands before the first heading.
    pub title: Span,
    /// 0 for the outermost.
    pub depth: u16,
    /// The section around it: an index into [`super::Document::sections`].
    pub parent: Option<u32>,
    /// Everything in it, its heading and its descendants included.
    pub span: Span,
    /// The heading's block, or the first block of an untitled opening.
    pub block: u32,
}

/// A page of the source: what people cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// As printed, or counted where nothing is printed.
    pub label: SafeText,
    /// Where its text starts; a page may start in the middle of a paragraph.
    pub start: Point,
}
