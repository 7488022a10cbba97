//! (document, width, a place) -> rows with their spans and roles; never colours.
//!
//! Nothing here is kept between calls: rows are made from the document each time, only
//! those asked for. So a resize costs a screenful, and no key costs more for a longer
//! document.

mod checkpoint;
mod flow;
mod formula;
mod gap;
mod grid;
mod label;
mod lines;
mod linked;
mod measure;
mod plain;
mod point;
mod prefix;
mod rows;
mod table;
mod text_rows;
mod unit;

pub use flow::Flow;
pub use label::call_label;
pub use measure::width;
pub use plain::{Print, plain, print};
pub use text_rows::text_rows;

use std::cmp::Ordering;

use smallvec::SmallVec;

use crate::document::{Marker, Point, Span};

/// What the rows are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutOptions {
    /// Width of running text, in terminal columns.
    pub measure: u16,
    /// Width that tables and code may take, in terminal columns; `measure` at least.
    pub room: u16,
    /// Draw calls as `[3]` and marks in ASCII.
    pub ascii: bool,
    /// Draw formulas as text that is read; else, and in ASCII, their source stands as it is.
    pub formulas: bool,
}

/// A row's place: the point that it starts with, or one of the rows without text above that row.
///
/// Blank rows and rules hold no text, so a point can't name them; counting them up from the
/// row that they lead to keeps scrolling smooth and every place valid at any width. Places
/// are ordered as they stand on the screen: what is further above comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// The first point of a row, or any point in it.
    pub point: Point,
    /// 0 for the row itself, n for the nth row without text above it.
    pub above: u16,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.point.cmp(&other.point).then(other.above.cmp(&self.above))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it is.
    pub place: Place,
    /// Its block, an index into the document's blocks.
    pub block: u32,
    /// What it is part of.
    pub role: Role,
    /// What stands in it, left to right; quote bars at most in a blank row.
    pub pieces: SmallVec<[Piece; 2]>,
    /// What is drawn for the formulas in it, or parts of them, one after another.
    pub drawn: String,
}

impl Row {
    /// The pieces that are text of the document, or are drawn for some of it, with what they show.
    pub fn texts(&self) -> impl Iterator<Item = (&Piece, Span)> {
        self.pieces.iter().filter_map(|piece| match piece.what {
            PieceContent::Text(span) | PieceContent::Formula(DrawnFormula { span, .. }) => Some((piece, span)),
            _ => None,
        })
    }

    /// What is drawn for `formula`, a piece of this row.
    #[must_use]
    pub fn drawn_for(&self, formula: DrawnFormula) -> &str {
        self.drawn.get(formula.from as usize..formula.to as usize).unwrap_or_default()
    }
}

/// What a row is part of; a theme gives it its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing: air between blocks.
    Blank,
    /// A heading of this level.
    Heading(u8),
    /// Running text, list items included.
    Text,
    /// Code.
    Code,
    /// A head row of a table.
    TableHead,
    /// The rule under a table's head; counted above the first body row.
    TableRule,
    /// A body row of a table: its index.
    TableBody(u32),
    /// A caption.
    Caption,
    /// A source line.
    Source,
    /// The stand-in for a figure.
    Figure,
    /// A thematic break, or the rule before the footnotes' bodies.
    Rule,
    /// The body of a footnote: its index.
    Body(u32),
}

/// A part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First column, from the left edge of the text.
    pub x: u16,
    /// Columns taken.
    pub width: u16,
    /// What is drawn.
    pub what: PieceContent,
}

/// A formula, or a part of one, as it is drawn in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnFormula {
    /// What of the source stands here: each part of a formula has some of it.
    pub span: Span,
    /// The source of the whole formula: what lies over any of it lies over all that is drawn.
    pub whole: Span,
    /// First byte of what is drawn, in [`Row::drawn`].
    pub from: u32,
    /// One past the last.
    pub to: u32,
}

/// What a piece draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceContent {
    /// Text of the document.
    Text(Span),
    /// A formula as it is drawn, or the part of one that this row has room for.
    Formula(DrawnFormula),
    /// The label of a footnote call: the footnote, and where it is called. The piece may be
    /// narrower than [`call_label`] where there is no room.
    Call(u32, Point),
    /// The marker of a list item.
    Marker(Marker),
    /// The label before a footnote's body: the footnote.
    Label(u32),
    /// The bar beside a block quote.
    QuoteBar,
    /// A horizontal rule over the piece's width.
    Rule,
    /// The sign that something is cut off here: columns at the right of a table; before code,
    /// that its line goes on from the row above.
    Cut,
}

#[cfg(test)]
mod tests;
