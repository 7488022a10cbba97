//! Tables in HTML: rows of cells that may span, to a grid.

use super::inline::{Inline, has_words};
use super::write::{Cell, Writer};
use crate::document::BlockKind;

/// Columns that a table has at most; HTML allows a cell to span 1,000.
const MOST_COLUMNS: usize = 1000;
/// Cells that spans may add to a table. `rowspan` and `colspan` together could ask for millions.
const MOST_REPEATED: usize = 100_000;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    caption: Vec<Inline>,
    rows: Vec<Row>,
    in_head: bool,
    at: Place,
    /// What stands outside of cells.
    stray: Vec<Inline>,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<GridCell>,
    head: bool,
}

#[derive(Debug)]
struct GridCell {
    inlines: Vec<Inline>,
    head: bool,
    columns: usize,
    rows: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Between,
    Caption,
    Cell,
}

impl Grid {
    pub(super) fn set_head(&mut self, in_head: bool) {
        self.in_head = in_head;
        self.at = Place::Between;
    }

    pub(super) fn begin_caption(&mut self) {
        self.at = Place::Caption;
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Row { cells: Vec::new(), head: self.in_head });
        self.at = Place::Between;
    }

    pub(super) fn begin_cell(&mut self, head: bool, columns: usize, rows: usize) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let cell =
            GridCell { inlines: Vec::new(), head, columns: columns.clamp(1, MOST_COLUMNS), rows: rows.clamp(1, u16::MAX.into()) };
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
        }
        self.at = Place::Cell;
    }

    pub(super) fn end_cell(&mut self) {
        self.at = Place::Between;
    }

    /// Where text goes now.
    pub(super) fn target(&mut self) -> &mut Vec<Inline> {
        let cell = self.rows.last_mut().and_then(|row| row.cells.last_mut());
        match (self.at, cell) {
            (Place::Caption, _) => &mut self.caption,
            (Place::Cell, Some(cell)) => &mut cell.inlines,
            _ => &mut self.stray,
        }
    }

    /// Writes the table; one of a single column is a box around text, and is written as paragraphs.
    pub(super) fn write(self, writer: &mut Writer) {
        let Self { caption, rows, stray, .. } = self;
        let heads: Vec<bool> = rows.iter().map(|row| row.head || row.cells.iter().all(|cell| cell.head)).collect();
        let rows = spread(rows);
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        writer.leaf(BlockKind::Caption, caption, true);
        if width < 2 {
            for cell in rows.into_iter().flatten() {
                if let Cell::Pieces(inlines) = cell {
                    writer.leaf(BlockKind::Paragraph, inlines, false);
                }
            }
        } else {
            writer.begin_table(width);
            let (mut head, mut above) = (true, Vec::new());
            let several = rows.len() > 1;
            for (cells, is_head) in rows.into_iter().zip(heads) {
                if cells.is_empty() {
                    continue;
                }
                if head && !(is_head && several) {
                    head = false;
                    writer.end_head();
                }
                writer.row(cells, &mut above);
            }
            writer.end_table();
        }
        if has_words(&stray) {
            writer.leaf(BlockKind::Paragraph, stray, false);
        }
    }
}

/// Puts cells where they stand, those that span repeated (HTML standard, 4.9.12).
fn spread(rows: Vec<Row>) -> Vec<Vec<Cell>> {
    let mut left = MOST_REPEATED;
    // How many more rows the cell above reaches down, by column.
    let mut reach: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line: Vec<Cell> = Vec::with_capacity(row.cells.len());
        let carried = |line: &mut Vec<Cell>, reach: &mut Vec<usize>, left: &mut usize| {
            while let Some(rows) = reach.get_mut(line.len()).filter(|rows| **rows > 0 && *left > 0) {
                *rows -= 1;
                *left -= 1;
                line.push(Cell::Repeats { above: true });
            }
        };
        for cell in row.cells {
            carried(&mut line, &mut reach, &mut left);
            if line.len() >= MOST_COLUMNS {
                // The builder keeps the text of a cell too many.
                line.push(Cell::Pieces(cell.inlines));
                continue;
            }
            let start = line.len();
            line.push(Cell::Pieces(cell.inlines));
            let more = (cell.columns - 1).min(left).min(MOST_COLUMNS - line.len());
            left -= more;
            line.extend((0..more).map(|_| Cell::Repeats { above: false }));
            reach.resize(reach.len().max(line.len()), 0);
            reach[start..line.len()].fill(cell.rows - 1);
        }
        carried(&mut line, &mut reach, &mut left);
        out.push(line);
    }
    out
}
