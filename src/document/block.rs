//! What a document is made of: blocks in reading order, and the marks that lie over them.

use serde::{Deserialize, Serialize};

use super::{Point, SafeText, Span};

/// A unit of reading order. Nothing recurses: nesting is two small depths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its text, without the line break that ends it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How deep in lists it stands; 0 is outside of any. An item of an outermost list has 1.
    pub depth: u8,
    /// How deep in block quotes it stands; 0 is outside of any.
    pub quote: u8,
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// Running text; with `depth` it goes on a list item.
    Paragraph,
    /// The first paragraph of a list item.
    Item(Marker),
    /// Lines kept as they are, each ended by a line break inside the span.
    Code,
    /// A table: the index into [`super::Document::tables`]. Each cell ends with a line break.
    Table(u32),
    /// The words over or under a table or a figure.
    Caption,
    /// Where a table's or a figure's content comes from, as printed (`* 자료: 한국은행.`).
    Source,
    /// The first paragraph of a footnote's body: the index into [`super::Document::footnotes`].
    FootnoteBody(u32),
    /// A picture that text can't show; the span is its alternative text.
    Figure,
    /// A thematic break; its span is empty.
    Rule,
}

/// A picture that a figure shows, decoded when it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Where its figure's block starts.
    pub at: Point,
    /// What its format finds it by.
    pub name: SafeText,
}

/// What stands before a list item. Only `Printed` is part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marker {
    /// A bullet that the layout draws.
    Bullet,
    /// A number that the layout draws.
    Number(u32),
    /// A task, done or not.
    Task(bool),
    /// The text itself starts with its marker (`□`, `가.`, `1)`).
    Printed,
}

/// Inline style or meaning over a span of one block. Marks are ordered by start, the longer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it covers; empty for a call and a break.
    pub span: Span,
    /// What it means.
    pub kind: MarkKind,
}

/// The kinds of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck through.
    Strike,
    /// Code in a line.
    Code,
    /// A formula: its source in LaTeX, the signs around it included. One that is a block covers all of a
    /// [`BlockKind::Code`].
    Formula,
    /// A link: the index into [`super::Document::links`].
    Link(u32),
    /// A footnote call, zero-width: the index into [`super::Document::footnotes`].
    /// Its label is drawn, and is not in the text, so that a phrase across it can be found.
    Call(u32),
    /// A line break inside a paragraph, zero-width; the text has a space there, so that phrases cross it.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// To an address outside; shown, never fetched.
    Outer(SafeText),
    /// To a place in this document.
    Inner(Point),
    /// To a place inside that this document does not have.
    Broken(SafeText),
}
