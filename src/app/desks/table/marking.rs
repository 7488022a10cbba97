//! What the desk's commands act on: a cell, a row, a column, or a block of marked cells.

use std::ops::RangeInclusive;

use crate::document::Span;
use crate::table::{Summary, TableView};

use super::{Desk, Scope};

/// Rows and columns, as seen.
pub(super) type Block = (RangeInclusive<usize>, RangeInclusive<usize>);

impl Desk {
    /// What the cells in hand come to; `None` while it is the cursor's cell alone.
    #[must_use]
    pub fn summary(&self) -> Option<&Summary> {
        self.summed.as_ref().map(|(_, summary)| summary)
    }

    /// Sums up what is in hand, where it is something else than before.
    pub(super) fn sum_up(&mut self) {
        if !self.has_block() {
            self.summed = None;
            return;
        }
        let block = self.block();
        if self.summed.as_ref().is_none_or(|(summed, _)| *summed != block) {
            let (rows, columns) = block.clone();
            let labels = self.view.label_columns();
            let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
            let summary = self.view.summary(cells.filter(|(_, column)| *column >= labels));
            self.summed = Some((block, summary));
        }
    }

    /// The rows and the columns that are marked, or that the scope takes in.
    pub(super) fn block(&self) -> Block {
        let (row, column) = self.mark.unwrap_or((self.row, self.column));
        let mut rows = row.min(self.row)..=row.max(self.row);
        let mut columns = column.min(self.column)..=column.max(self.column);
        match self.scope {
            Scope::Cell => {}
            Scope::Row => columns = 0..=self.view.width().saturating_sub(1),
            Scope::Column => rows = 0..=self.view.height().saturating_sub(1),
        }
        (rows, columns)
    }

    /// Whether the cell is among what commands act on.
    #[must_use]
    pub fn is_in_hand(&self, row: usize, column: usize) -> bool {
        let (rows, columns) = self.block();
        rows.contains(&row) && columns.contains(&column)
    }

    /// The rows that are marked, or that the scope takes in.
    #[must_use]
    pub fn rows_in_hand(&self) -> RangeInclusive<usize> {
        self.block().0
    }

    /// Whether more than the cursor's cell is in hand.
    #[must_use]
    pub fn has_block(&self) -> bool {
        self.mark.is_some() || self.scope != Scope::Cell
    }

    /// Changes the view, the cursor staying on its cell. What was marked is let go: its cells
    /// need not be neighbours any more.
    pub(super) fn rearrange<T>(&mut self, change: impl FnOnce(&mut TableView) -> T) -> T {
        let source = self.view.cell(self.row, self.column).source;
        let result = change(&mut self.view);
        if let Some((row, column)) = source.and_then(|source| self.view.seen_at(source)) {
            (self.row, self.column) = (row, column);
        }
        (self.mark, self.summed) = (None, None);
        result
    }

    /// The text that a note on what is in hand stands on: the cell, the label of the row, the
    /// head of the column. Those keep their place through sorting and re-import.
    #[must_use]
    pub fn noted(&self) -> Option<Span> {
        match self.scope {
            Scope::Cell => self.view.cell(self.row, self.column).span,
            Scope::Row => self.row_span(self.row),
            Scope::Column => self.column_span(self.column),
        }
    }

    /// Where the label of a row as seen stands in the document.
    #[must_use]
    pub fn row_span(&self, row: usize) -> Option<Span> {
        let labels = self.view.label_columns();
        let label = (0..labels).rev().filter_map(|column| self.view.cell(row, column).span).find(|span| !span.is_empty());
        label.or_else(|| self.view.cell(row, 0).span).filter(|span| !span.is_empty())
    }

    /// Where the head of a column as seen stands in the document.
    #[must_use]
    pub fn column_span(&self, column: usize) -> Option<Span> {
        let table = self.view.table();
        let (row, at) = self.view.cell(0, column).source?;
        let span = if self.view.is_transposed() { table.row_path(row).last() } else { table.column_path(at).last() };
        span.filter(|span| !span.is_empty())
    }
}
