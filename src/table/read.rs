//! Reading printed cells: by the evidence around them, and past misprints.

use std::borrow::Cow;
use std::sync::PoisonError;

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::document::value::{Evidence, Kind, Value, fraction_width, is_numeric, misprint};
use crate::document::{Align, Document, Table};

use super::{Axis, Cell, Measured, Place, View};

/// Cells that a table's or a column's evidence is taken from.
const SAMPLED: usize = 256;
/// Columns and rows that the table's evidence is taken from, each.
const SAMPLED_LINES: usize = 48;
/// In a larger table only cells that are no number at all are looked at as misprints.
const DOUBTED_CELLS: usize = 4096;
/// Neighbours that a misprint is read by, to either side.
const NEIGHBOURS: usize = 24;

/// The evidence of the data cells of `table`, from lines spread over all of it.
pub(super) fn table_evidence(document: &Document, table: &Table, stub: usize) -> Evidence {
    let columns: Vec<usize> = spread(table.width().saturating_sub(stub), SAMPLED_LINES).map(|column| column + stub).collect();
    let cells = spread(table.height(), SAMPLED_LINES)
        .flat_map(|row| columns.iter().map(move |column| (row, *column)))
        .filter_map(|(row, column)| table.cell(row, column));
    Evidence::gather(cells.map(|span| document.slice(span)))
}

/// At most `most` numbers below `count`, the first half of them the first ones, the rest
/// evenly over the rest.
fn spread(count: usize, most: usize) -> impl Iterator<Item = usize> + Clone {
    let first = count.min(most / 2);
    let rest = count - first;
    let step = rest.div_ceil(most - most / 2).max(1);
    (0..first).chain((first..count).step_by(step))
}

impl View {
    /// The text of a printed body cell.
    pub(super) fn printed(&self, row: usize, column: usize) -> &str {
        self.table().cell(row, column).map_or("", |span| self.document.slice(span))
    }

    /// What the cells of a printed column say of their signs.
    pub(super) fn column_evidence(&self, column: usize) -> Evidence {
        let gather = || {
            let rows = spread(self.table().height(), SAMPLED);
            self.evidence.narrowed(rows.map(|row| self.printed(row, column)))
        };
        self.cache.evidence.get(column).map_or(self.evidence, |cached| *cached.get_or_init(gather))
    }

    /// The value of a printed body cell, and whether it was a misprint.
    pub(super) fn read(&self, row: usize, column: usize) -> (Value, bool) {
        let text = self.printed(row, column);
        let value = Value::parse(text, &self.column_evidence(column));
        match self.misprint(row, column, text, &value) {
            Some(number) => (Value::computed(number, None), true),
            None => (value, false),
        }
    }

    /// The likely number of a data cell that looks misprinted.
    pub(super) fn misprint(&self, row: usize, column: usize, text: &str, value: &Value) -> Option<Decimal> {
        if column < self.stub || text.len() < 4 || text.len() > 40 {
            return None;
        }
        let marks = text.bytes().filter(|byte| matches!(byte, b',' | b'.')).count();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let doubtful = match value.kind {
            Kind::Text => digits >= 2 && digits * 2 > text.len(),
            Kind::Integer(_) | Kind::Decimal(_) => marks == 1 && self.table().cells.len() <= DOUBTED_CELLS,
            _ => false,
        };
        if !doubtful {
            return None;
        }
        let along = |axis: Axis| misprint(text, &self.neighbours(row, column, axis));
        // Where rows have units of their own, a row is the series; else a column is.
        let series = if self.units.by_row() { Axis::Columns } else { Axis::Rows };
        along(series).or_else(|| if value.kind == Kind::Text { along(series.across()) } else { None })
    }

    /// The printed data cells beside a cell, along a printed axis.
    fn neighbours(&self, row: usize, column: usize, along: Axis) -> Vec<&str> {
        let (at, first, count) = match along {
            Axis::Rows => (row, 0, self.table().height()),
            Axis::Columns => (column, self.stub, self.table().width()),
        };
        let from = at.saturating_sub(NEIGHBOURS).max(first);
        let to = (at + NEIGHBOURS + 1).min(count);
        let beside = (from..to).filter(|other| *other != at);
        beside.map(|other| if along == Axis::Rows { self.printed(other, column) } else { self.printed(row, other) }).collect()
    }

    /// A cell of the body, printed or computed.
    pub(super) fn body_cell(&self, row: usize, column: usize) -> Cell<'_> {
        let source = Some((row, column));
        if let Some(computed) = self.computed_cell(row, column) {
            let text = computed.text();
            return Cell {
                text: Cow::Owned(text),
                value: computed.value(),
                unit: computed.unit,
                misprint: false,
                source,
                span: None,
            };
        }
        let (value, misprint) = self.read(row, column);
        let unit = if value.is_number() && column >= self.stub { self.units.holding(&value, row, column) } else { value.unit };
        Cell {
            text: Cow::Borrowed(self.printed(row, column)),
            value,
            unit,
            misprint,
            source,
            span: self.table().cell(row, column),
        }
    }

    /// The text of the cell at `row`, `column` as seen: what [`View::cell`] has, without
    /// reading what it says.
    #[must_use]
    pub fn text(&self, row: usize, column: usize) -> Cow<'_, str> {
        match self.place(row, column) {
            Some(Place::Body(row, column)) => match self.computed_cell(row, column) {
                Some(computed) => Cow::Owned(computed.text()),
                None => Cow::Borrowed(self.printed(row, column)),
            },
            _ => self.cell(row, column).text,
        }
    }

    /// How a column as seen stands, from a sample of its cells that sorting does not change.
    /// Measured once.
    #[must_use]
    pub fn measured(&self, column: usize) -> Measured {
        let line = match (self.transposed, column) {
            (false, _) => self.lines[1].shown.get(column).copied(),
            (true, 0) => None,
            (true, _) => self.lines[0].shown.get(column - 1).copied(),
        };
        let of = (self.transposed, line);
        let known = self.cache.measured.lock().unwrap_or_else(PoisonError::into_inner).get(&of).copied();
        known.unwrap_or_else(|| {
            let measured = self.measure(column);
            self.cache.measured.lock().unwrap_or_else(PoisonError::into_inner).insert(of, measured);
            measured
        })
    }

    fn measure(&self, column: usize) -> Measured {
        let head = self.column_head(column).label().width();
        let cells = self.sampled(column);
        let filled = cells.iter().filter(|cell| cell.value.kind != Kind::Missing).count();
        let numeric = |cell: &Cell<'_>| cell.value.is_number() || is_numeric(&cell.text);
        let numbers = cells.iter().filter(|cell| numeric(cell)).count();
        let align = if numbers * 2 > filled && column >= self.label_columns() { Align::Right } else { Align::Left };
        let fraction = if align == Align::Right {
            cells.iter().filter(|cell| numeric(cell)).map(|cell| fraction_width(&cell.text)).max().unwrap_or(0)
        } else {
            0
        };
        let wide = |cell: &Cell<'_>| {
            let behind = if align == Align::Right && numeric(cell) { fraction_width(&cell.text) } else { fraction };
            cell.text.width() + fraction.saturating_sub(behind)
        };
        let cells = cells.iter().map(wide).max().unwrap_or(0);
        Measured { align, width: cells.max(head), cells, fraction }
    }

    /// The first printed cells of a column as seen: the same whatever the order is now.
    fn sampled(&self, column: usize) -> Vec<Cell<'_>> {
        let table = self.table();
        let shown = |axis: usize, at: usize| self.lines[axis].shown.get(at).map(|line| *line as usize);
        if !self.transposed {
            let Some(column) = shown(1, column) else { return Vec::new() };
            return (0..table.height().min(SAMPLED)).map(|row| self.body_cell(row, column)).collect();
        }
        let Some(row) = column.checked_sub(1) else {
            return (0..self.height().min(SAMPLED)).map(|row| self.cell(row, 0)).collect();
        };
        let Some(row) = shown(0, row) else { return Vec::new() };
        (self.stub..table.width()).take(SAMPLED).map(|column| self.body_cell(row, column)).collect()
    }
}
