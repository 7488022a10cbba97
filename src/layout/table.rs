//! A row of a table -> its rows on the screen.

use super::grid::{Columns, Grid, room};
use super::lines::{Line, Room, Wrapping};
use super::prefix::{Prefix, narrow};
use super::rows::{Put, put_line};
use super::unit::Unit;
use super::{LayoutOptions, Piece, PieceContent, Row};
use crate::document::{Align, BlockKind, Document, Point, value};

/// A row of a table that is to be set.
pub(super) struct RowOfCells<'a> {
    pub(super) document: &'a Document,
    pub(super) setting: LayoutOptions,
    pub(super) unit: &'a Unit,
    /// Which row of the table it is, its head counted.
    pub(super) row: usize,
    pub(super) prefix: &'a Prefix,
}

/// The columns of the table that rows were last asked of.
#[derive(Debug, Default)]
pub(super) struct TableRows {
    columns: Option<(usize, Columns)>,
}

impl TableRows {
    /// Shows these columns of the table that is block `block`.
    pub(super) fn show(&mut self, block: usize, columns: Columns) {
        self.columns = Some((block, columns));
    }

    /// Adds the screen rows of row `row` of a table to `out`, one at least.
    ///
    /// All cells start in the first screen row, so that the leftmost text of each comes after
    /// that of the one above: that text's start is the place of the row.
    pub(super) fn set(&mut self, put: &RowOfCells, wrapping: &mut Wrapping, bare: impl Fn(Point) -> Row, out: &mut Vec<Row>) {
        let RowOfCells { document, setting, unit, row, prefix } = *put;
        let BlockKind::Table(table) = document.blocks()[unit.block].kind else { return };
        let Some(grid) = Grid::of(document, table as usize) else { return };
        let room = room(setting, prefix.rest);
        if self.columns.as_ref().is_none_or(|(block, _)| *block != unit.block) {
            self.columns = Some((unit.block, Columns::of(grid.table, setting, prefix.rest)));
        }
        let Some((_, columns)) = &self.columns else { return };
        let first = out.len();
        let cells = grid.cells(row);
        for (at, span) in grid.own_cells(row).take_while(|(at, _)| *at < columns.end()) {
            let last = cells[at..columns.end()].iter().take_while(|cell| **cell == span).count() + at - 1;
            let Some((from, to)) = columns.place(at, last) else { continue };
            // A label at the end of a cell may hang into the gap, so that figures keep their column.
            let slack = columns.gap.min(room.saturating_sub(to));
            let spans = last > at;
            let align = match grid.body(row) {
                None if spans => Align::Center,
                Some(_) if spans => Align::Left,
                _ => grid.table.columns[at].align,
            };
            // `2022` over a column is a name, not a number with a decimal point.
            let fraction = if grid.body(row).is_some() { grid.table.columns[at].fraction } else { 0 };
            let cell = Cell { x: prefix.rest + from, width: to - from, slack, align, fraction };
            wrapping.wrap(document, span, Room { slack, ..Room::even(cell.width) }, setting);
            while out.len() < first + wrapping.lines.len() {
                let mut row = bare(unit.span.start);
                prefix.put(&mut row, false);
                out.push(row);
            }
            cell.put(document, wrapping, &mut out[first..]);
        }
        if out.len() == first {
            let mut row = bare(unit.span.start);
            prefix.put(&mut row, false);
            out.push(row);
        }
        for row in &mut out[first..] {
            let text = row.texts().next().map(|(_, span)| span.start);
            row.place.point = text.unwrap_or(unit.span.start);
            row.pieces.extend(columns.cut.map(|x| Piece { x: narrow(prefix.rest + x), width: 1, what: PieceContent::Cut }));
        }
    }
}

/// Where a cell stands.
struct Cell {
    /// First screen column.
    x: u32,
    width: u32,
    /// Columns after it that a label may hang into.
    slack: u32,
    align: Align,
    /// Columns kept for the decimal point and what follows it.
    fraction: u16,
}

impl Cell {
    /// Puts its lines, as wrapped, into `rows`.
    fn put(&self, document: &Document, wrapping: &Wrapping, rows: &mut [Row]) {
        let mut calls = &wrapping.calls[..];
        let lines = &wrapping.lines;
        for (at, (line, row)) in lines.iter().zip(rows).enumerate() {
            let next = lines.get(at + 1).map(|next| Point(next.start));
            let x = self.x + self.indent(document, *line, lines.len());
            let end = self.x + self.width + if next.is_none() { self.slack } else { 0 };
            calls = put_line(
                document,
                &Put { formulas: &wrapping.formulas, line: *line, next, x, room: end.saturating_sub(x) },
                calls,
                row,
            );
        }
    }

    /// Columns from its left edge to the text of `line`, one of `lines`.
    fn indent(&self, document: &Document, line: Line, lines: usize) -> u32 {
        let spare = self.width.saturating_sub(line.width);
        match self.align {
            Align::Left => 0,
            Align::Center => spare / 2,
            Align::Right if lines > 1 || self.fraction == 0 => spare,
            Align::Right => {
                let text = document.slice(line.span());
                let fraction = usize::from(self.fraction);
                let own = if value::is_numeric(text) { value::fraction_width(text).min(fraction) } else { fraction };
                spare.saturating_sub(u32::try_from(fraction - own).unwrap_or(0))
            }
        }
    }
}
