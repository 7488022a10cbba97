//! Tables, cell by cell: what is given becomes a grid without holes.

use super::super::{Align, BlockKind, Column, Span, Table, WarningKind};
use super::Builder;

/// Ragged rows of one table that are told: a file that is wrong everywhere is written in another way.
const MOST_RAGGED: u32 = 100;

impl Builder {
    /// Ends the open block and starts a table of `columns` columns, of which the first `stub`
    /// hold labels. Give cells with [`Builder::open_cell`] and [`Builder::end_cell`] or
    /// [`Builder::repeat_cell`], rows with [`Builder::end_row`], and [`Builder::close`] it.
    pub fn open_table(&mut self, columns: usize, stub: u16) {
        let (index, block) = {
            self.end(true);
            let stream = &self.streams[self.current];
            (stream.tables.len(), stream.blocks.len())
        };
        self.open(BlockKind::Table(u32::try_from(index).unwrap_or(u32::MAX)));
        self.streams[self.current].tables.push(Table {
            block: u32::try_from(block).unwrap_or(u32::MAX),
            columns: vec![Column::default(); columns],
            stub,
            ..Table::default()
        });
    }

    /// Makes the open table `columns` wide, for a row with cells beyond its own: the rows before it get
    /// empty cells. What a row should have stays what the table was opened with.
    pub fn widen_table(&mut self, columns: usize) {
        let here = self.here();
        let stream = &mut self.streams[self.current];
        let (Some(open), Some(table)) = (&mut stream.open, stream.tables.last_mut()) else { return };
        let old = table.columns.len();
        if columns <= old {
            return;
        }
        open.beyond += columns - old;
        for cells in [&mut table.head, &mut table.cells] {
            let rows = cells.len() / old.max(1);
            let mut wide = Vec::with_capacity(rows * columns);
            for row in cells.chunks(old.max(1)) {
                let end = row.last().map_or(here, |cell| cell.end);
                wide.extend_from_slice(row);
                wide.resize(wide.len() + columns - old, Span::empty(end));
            }
            *cells = wide;
        }
        table.columns.resize(columns, Column::default());
    }

    /// Makes room for `cells` body cells of the open table, where there is that much.
    pub fn reserve_cells(&mut self, cells: usize) {
        if let Some(table) = self.table() {
            let _ = table.cells.try_reserve_exact(cells);
        }
    }

    /// Starts a cell of the open table; its text comes by [`Builder::text`].
    pub fn open_cell(&mut self) {
        let stream = &mut self.streams[self.current];
        if let Some(open) = &mut stream.open {
            open.unit = stream.text.len();
        }
    }

    /// Ends the cell and tells its span, for [`Builder::repeat_cell`].
    pub fn end_cell(&mut self) -> Span {
        let stream = &mut self.streams[self.current];
        let Some(open) = stream.open else { return Span::default() };
        stream.trim(open.unit, open.kind);
        let span = Span::new(open.unit, stream.text.len());
        if !span.is_empty() {
            stream.text.push('\n');
        }
        self.push_cell(span);
        span
    }

    /// A cell that is the same as `span`: one that spans rows or columns.
    pub fn repeat_cell(&mut self, span: Span) {
        self.push_cell(span);
    }

    fn push_cell(&mut self, span: Span) {
        let stream = &mut self.streams[self.current];
        let (Some(open), Some(table)) = (&mut stream.open, stream.tables.last_mut()) else { return };
        open.row += 1;
        if open.row > table.columns.len() {
            // Text of a cell too many stays findable: it joins the last cell of its row.
            let cells = if open.head_done { &mut table.cells } else { &mut table.head };
            if let Some(last) = cells.last_mut() {
                *last = if last.is_empty() { span } else { *last };
            }
            return;
        }
        let cells = if open.head_done { &mut table.cells } else { &mut table.head };
        cells.push(span);
    }

    /// Ends a row: a head row until [`Builder::end_head`] was called. Missing cells are empty;
    /// one of another length than the head is a warning.
    pub fn end_row(&mut self) {
        let here = self.here();
        let stream = &mut self.streams[self.current];
        let (Some(open), Some(table)) = (&mut stream.open, stream.tables.last_mut()) else { return };
        let columns = table.columns.len();
        let found = std::mem::take(&mut open.row);
        let cells = if open.head_done { &mut table.cells } else { &mut table.head };
        for _ in found..columns {
            cells.push(Span::empty(here));
        }
        if open.head_done {
            open.rows += 1;
        }
        let own = columns - open.beyond;
        if found != own && open.ragged < MOST_RAGGED {
            open.ragged += 1;
            let [row, cells, columns, table] =
                [open.rows as usize, found, own, stream.tables.len()].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            self.warn(WarningKind::RaggedRow { table, row, cells, columns }, Span::empty(here));
        }
    }

    /// The rows so far are the table's head.
    pub fn end_head(&mut self) {
        if let Some(open) = &mut self.streams[self.current].open {
            open.head_done = true;
        }
    }

    /// The table that is being written, for alignments and units.
    pub fn table(&mut self) -> Option<&mut Table> {
        let stream = &mut self.streams[self.current];
        stream.open.and(stream.tables.last_mut())
    }

    /// Gives the table that was written last the `caption` that stands below it, unless it has one.
    pub fn caption_below(&mut self, caption: Span) {
        if let Some(table) = self.streams[self.current].tables.last_mut() {
            table.caption.get_or_insert(caption);
        }
    }

    /// Sets how `column` of the open table stands, where the source says so.
    pub fn align(&mut self, column: usize, align: Align) {
        if let Some(column) = self.table().and_then(|table| table.columns.get_mut(column)) {
            column.align = align;
        }
    }
}
