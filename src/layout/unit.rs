//! What is laid out as a whole: a block, a chunk of a long one, a row of a table.
//!
//! A unit depends on the text alone, never on the width, and is found from any point in it by
//! binary search. So a place is enough to go on from, and nothing needs to be kept.

use super::checkpoint::chunk;
use super::grid::{Grid, LARGE_CELL};
use crate::document::{BlockKind, Document, Point, Span};

/// What is laid out as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its block: an index into the document's blocks.
    pub(super) block: usize,
    /// Its text; for a row of a table, from its first own cell to its last.
    pub(super) span: Span,
    /// Where the unit after it may start, if that is in the same block.
    pub(super) next: Point,
    /// What part of the block it is.
    pub(super) part: Part,
}

/// What a unit is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Running text that wraps.
    Text,
    /// Lines kept as they are.
    Code,
    /// A row of a table, head rows counted first.
    Row(usize),
    /// A chunk of a large cell in this row, set like a paragraph.
    Cell(usize),
    /// A thematic break.
    Rule,
    /// A table without any text.
    Void,
}

impl Unit {
    /// The unit that `point` stands in; the nearest one before it where it stands in none.
    pub(super) fn at(document: &Document, point: Point) -> Option<Self> {
        Some(Self::within(document, document.block_at(point)?, point))
    }

    /// The unit after it.
    pub(super) fn next(&self, document: &Document) -> Option<Self> {
        let block = document.blocks()[self.block];
        if self.next <= block.span.end && self.next > self.span.start {
            let next = Self::within(document, self.block, self.next);
            // A table with cells out of order must not lead round in circles.
            if next.span.start > self.span.start && next.span.start >= self.next {
                return Some(next);
            }
        }
        let block = document.blocks().get(self.block + 1)?;
        Some(Self::within(document, self.block + 1, block.span.start))
    }

    /// The unit before it.
    pub(super) fn previous(&self, document: &Document) -> Option<Self> {
        let block = document.blocks()[self.block];
        if self.span.start > block.span.start {
            let before = Point::new(document.floor(self.span.start.at() - 1));
            let previous = Self::within(document, self.block, before);
            if previous.span.start < self.span.start {
                return Some(previous);
            }
        }
        let block = self.block.checked_sub(1)?;
        Some(Self::within(document, block, document.blocks()[block].span.end))
    }

    /// Whether it is the first of its block.
    pub(super) fn is_first(&self, document: &Document) -> bool {
        match self.part {
            Part::Row(_) | Part::Cell(_) => self.previous(document).is_none_or(|previous| previous.block != self.block),
            _ => self.span.start == document.blocks()[self.block].span.start,
        }
    }

    /// The unit of `block` that `point` stands in.
    fn within(document: &Document, index: usize, point: Point) -> Self {
        let block = document.blocks()[index];
        let point = point.clamp(block.span.start, block.span.end);
        let whole = |part| Self { block: index, span: block.span, next: Point(block.span.end.0.saturating_add(1)), part };
        match block.kind {
            BlockKind::Rule => whole(Part::Rule),
            BlockKind::Table(table) => {
                let grid = Grid::of(document, table as usize);
                grid.and_then(|grid| Self::in_table(document, index, &grid, point)).unwrap_or_else(|| whole(Part::Void))
            }
            kind => {
                let span = chunk(document, block.span, point);
                let next = if span.end < block.span.end { span.end } else { Point(span.end.0.saturating_add(1)) };
                let part = if kind == BlockKind::Code { Part::Code } else { Part::Text };
                Self { block: index, span, next, part }
            }
        }
    }

    fn in_table(document: &Document, block: usize, grid: &Grid<'_>, point: Point) -> Option<Self> {
        let row = grid.row_at(point)?;
        let span = grid.own_span(row);
        let after = |end: Point| Point(end.0.saturating_add(1));
        if !grid.own_cells(row).any(|(_, cell)| cell.len() > LARGE_CELL) {
            return Some(Self { block, span, next: after(span.end), part: Part::Row(row) });
        }
        let cells = || grid.own_cells(row).map(|(_, cell)| cell);
        let cell = cells()
            .filter(|cell| cell.start <= point)
            .max_by_key(|cell| cell.start)
            .or_else(|| cells().min_by_key(|cell| cell.start))?;
        let span = chunk(document, cell, point.clamp(cell.start, cell.end));
        let next = if span.end < cell.end { span.end } else { after(span.end) };
        Some(Self { block, span, next, part: Part::Cell(row) })
    }
}
