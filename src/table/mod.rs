//! The table desk's pure half: a table seen in any order, either way round, and computed
//! upon, while the document stays as it is.
//!
//! A [`TableView`] is a permutation of the table's printed rows and columns. Everything is said
//! in the rows and columns *as seen*, from 0; [`Cell::source`] leads back to the printed
//! cell. Cells are read as they are looked at; a line that is sorted by keeps 8 bytes a
//! cell, for the last few such lines.

mod arrange;
mod change;
mod compute;
mod filter;
mod find;
mod lines;
mod read;
mod series;
mod sort_keys;
mod sorting;
mod summary;
mod time_order;
mod units;
mod write;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::document::value::{Evidence, Unit, Value};
use crate::document::{Align, Document, Span, Table};

pub use arrange::{Direction, SortKey, Sorted};
pub use compute::{Derivation, Formula};
pub use filter::{BadCondition, Comparison, Condition, Operand};
pub use find::{LineNotFound, NameMismatch};
pub use series::Series;
pub use summary::Summary;
pub use write::{GRIDS, Grid, NamedGrid, guarded, write};

use lines::Lines;
use units::Units;

/// The rows or the columns, as seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// From top to bottom.
    Rows,
    /// From left to right.
    Columns,
}

impl Axis {
    /// The other one.
    #[must_use]
    pub fn across(self) -> Self {
        match self {
            Self::Rows => Self::Columns,
            Self::Columns => Self::Rows,
        }
    }
}

/// A table of a document as it is seen.
#[derive(Debug)]
pub struct TableView {
    document: Arc<Document>,
    table: usize,
    /// Leading columns that hold labels.
    stub: usize,
    /// The printed rows, then the printed columns.
    lines: [Lines; 2],
    transposed: bool,
    frozen: usize,
    derivation: Option<Formula>,
    evidence: Evidence,
    units: Units,
    cache: Cache,
}

/// What was read and can be read again: never part of what a view is.
#[derive(Debug, Default)]
struct Cache {
    /// Evidence of each printed column.
    evidence: Vec<OnceLock<Evidence>>,
    /// Sort keys of the last lines sorted by, oldest first.
    keys: Mutex<Vec<(sorting::KeyOf, Arc<sorting::KeyLine>)>>,
    /// What computed lines are seen against.
    bases: Mutex<HashMap<compute::Line, Arc<compute::Basis>>>,
    /// The printed rows and columns in the order of time, where their heads are dates.
    times: [OnceLock<Option<time_order::Times>>; 2],
    /// How columns as seen stand, by their printed line; none for the heads of a turned table.
    measured: Mutex<HashMap<(bool, Option<u32>), Measured>>,
    /// The printed row and column that is called the total.
    totals: [OnceLock<Option<u32>>; 2],
}

/// A cell as it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What is drawn: as printed, or computed.
    pub text: Cow<'a, str>,
    /// What it says. Of a misprint, what it most likely says.
    pub value: Value,
    /// The unit that holds for it, its own or one around it, where known.
    pub unit: Option<Unit>,
    /// Whether the number looks misprinted; the text is as printed all the same.
    pub misprint: bool,
    /// Row and column of the printed table, where it is a cell of its body.
    pub source: Option<(usize, usize)>,
    /// Where its text stands in the document; none where it is computed or joined.
    pub span: Option<Span>,
}

/// The heads of a row or a column, as seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// Outermost first: `명목 GNI` over `2022`; empty over the labels.
    pub path: Vec<&'a str>,
    /// Its own unit, as printed.
    pub unit: Option<&'a str>,
    /// Its own unit, where known.
    pub known: Option<Unit>,
}

impl Head<'_> {
    /// In one line: `명목 GNI › 십억원`. A unit that the path already says is not said again.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = self.path.join(JOINT);
        if let Some(unit) = self.unit.filter(|unit| !self.path.iter().any(|piece| piece.contains(unit))) {
            if !label.is_empty() {
                label.push_str(JOINT);
            }
            label.push_str(unit);
        }
        label
    }
}

/// Between the parts of a path.
const JOINT: &str = " › ";

/// How the cells of a column, as seen, stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// Flush left or by the decimal point.
    pub align: Align,
    /// Widest sampled cell or head in one line, in terminal columns.
    pub width: usize,
    /// Widest sampled cell alone.
    pub cells: usize,
    /// Most columns behind the ones of a sampled number.
    pub fraction: usize,
}

impl Clone for TableView {
    /// The same view; what was cached is read again.
    fn clone(&self) -> Self {
        Self {
            document: Arc::clone(&self.document),
            lines: self.lines.clone(),
            derivation: self.derivation.clone(),
            units: self.units.clone(),
            cache: Cache::new(self.cache.evidence.len()),
            ..*self
        }
    }
}

impl Cache {
    fn new(columns: usize) -> Self {
        Self { evidence: (0..columns).map(|_| OnceLock::new()).collect(), ..Self::default() }
    }
}

impl TableView {
    /// Table number `table` (from 0) of `document` as printed; `None` where it has no such table.
    #[must_use]
    pub fn new(document: Arc<Document>, table: usize) -> Option<Self> {
        let printed = document.tables().get(table)?;
        let stub = stub(printed);
        let lines = [Lines::new(printed.height()), Lines::new(printed.width())];
        let units = Units::of(&document, printed, stub);
        let evidence = read::table_evidence(&document, printed, stub);
        let cache = Cache::new(printed.width());
        Some(Self { table, stub, lines, transposed: false, frozen: stub, derivation: None, evidence, units, cache, document })
    }

    /// The document that the table stands in.
    #[must_use]
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// The table's number in its document, from 0.
    #[must_use]
    pub fn table_index(&self) -> usize {
        self.table
    }

    /// The printed table.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.document.tables()[self.table]
    }

    /// Number of columns as seen, labels included.
    #[must_use]
    pub fn width(&self) -> usize {
        if self.transposed { 1 + self.lines[0].shown.len() } else { self.lines[1].shown.len() }
    }

    /// Number of rows as seen, heads not included.
    #[must_use]
    pub fn height(&self) -> usize {
        if self.transposed { self.data_columns().count() } else { self.lines[0].shown.len() }
    }

    /// How many columns at the left are labels, as seen.
    #[must_use]
    pub fn label_columns(&self) -> usize {
        if self.transposed { 1 } else { self.lines[1].shown.iter().take_while(|column| self.is_label(**column)).count() }
    }

    /// Whether rows and columns have changed places.
    #[must_use]
    pub fn is_transposed(&self) -> bool {
        self.transposed
    }

    /// The cell at `row`, `column` as seen; an empty one where there is none.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match self.place(row, column) {
            Some(Place::Body(row, column)) => self.body_cell(row, column),
            Some(Place::Head(column)) => {
                let head = self.printed_column_head(column);
                let text = head.label();
                let value = Value::parse(&text, &Evidence::default());
                let mut spans = self.table().column_path(column);
                let span = spans.next().filter(|_| spans.next().is_none());
                Cell { text: text.into(), value, unit: None, misprint: false, source: None, span }
            }
            None => Cell { text: "".into(), value: Value::MISSING, unit: None, misprint: false, source: None, span: None },
        }
    }

    /// The heads over `column` as seen, and its unit.
    #[must_use]
    pub fn column_head(&self, column: usize) -> Head<'_> {
        match (self.transposed, column) {
            (false, _) => self.lines[1].shown.get(column).map(|line| self.printed_column_head(*line as usize)),
            (true, 0) => None,
            (true, _) => self.lines[0].shown.get(column - 1).map(|line| self.printed_row_head(*line as usize)),
        }
        .unwrap_or_default()
    }

    /// The labels of `row` as seen, and its unit.
    #[must_use]
    pub fn row_head(&self, row: usize) -> Head<'_> {
        if self.transposed {
            self.data_columns().nth(row).map(|line| self.printed_column_head(line as usize))
        } else {
            self.lines[0].shown.get(row).map(|line| self.printed_row_head(*line as usize))
        }
        .unwrap_or_default()
    }

    /// Where the printed body cell `(row, column)` is seen: row and column; `None` where it is
    /// hidden. For keeping the cursor on its cell through sorting. Looks along the rows.
    #[must_use]
    pub fn seen_at(&self, source: (usize, usize)) -> Option<(usize, usize)> {
        let row = self.lines[0].shown.iter().position(|line| *line as usize == source.0)?;
        let mut columns = self.lines[1].shown.iter().filter(|line| !self.transposed || !self.is_label(**line));
        let column = columns.position(|line| *line as usize == source.1)?;
        Some(if self.transposed { (column, row + 1) } else { (row, column) })
    }

    /// Whether a printed column holds labels or units, no data.
    fn is_label(&self, column: u32) -> bool {
        (column as usize) < self.stub
    }

    /// The printed columns that are seen and hold data, in their order.
    fn data_columns(&self) -> impl Iterator<Item = u32> {
        self.lines[1].shown.iter().copied().filter(|column| !self.is_label(*column))
    }

    fn place(&self, row: usize, column: usize) -> Option<Place> {
        if !self.transposed {
            let (row, column) = (self.lines[0].shown.get(row)?, self.lines[1].shown.get(column)?);
            return Some(Place::Body(*row as usize, *column as usize));
        }
        // Labels were moved or hidden by hand only in rare views: then they are counted over.
        let shown = &self.lines[1].shown;
        let leading = self.lead();
        let line = match shown.get(row + leading) {
            Some(line) if !shown[leading..].iter().take(row + 1).any(|line| self.is_label(*line)) => *line,
            _ => self.data_columns().nth(row)?,
        };
        let Some(column) = column.checked_sub(1) else { return Some(Place::Head(line as usize)) };
        Some(Place::Body(*self.lines[0].shown.get(column)? as usize, line as usize))
    }

    /// Label columns at the left of what is shown.
    fn lead(&self) -> usize {
        self.lines[1].shown.iter().take_while(|column| self.is_label(**column)).count()
    }

    fn printed_column_head(&self, column: usize) -> Head<'_> {
        let path = self.table().column_path(column).map(|span| self.document.slice(span)).collect();
        let unit = self.units.column(column);
        Head { path, unit: unit.map(|named| self.document.slice(named.span)), known: unit.and_then(|named| named.unit) }
    }

    fn printed_row_head(&self, row: usize) -> Head<'_> {
        let table = self.table();
        let mut path = Vec::new();
        let mut last = None;
        for column in 0..self.stub {
            let Some(span) = table.cell(row, column) else { continue };
            let shown = !span.is_empty() && !table.columns[column].holds_units && last.replace(span) != Some(span);
            path.extend(shown.then(|| self.document.slice(span)));
        }
        let unit = self.units.row(row);
        Head { path, unit: unit.map(|named| bare(self.document.slice(named.span))), known: unit.and_then(|named| named.unit) }
    }
}

/// A printed place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Row and column of the body.
    Body(usize, usize),
    /// The heads of a column.
    Head(usize),
}

/// How many leading columns hold labels. A file without a word on that (CSV) has its labels
/// in the first column, where that holds words.
fn stub(table: &Table) -> usize {
    let stub = usize::from(table.stub).min(table.width());
    let words = table.width() > 1 && table.columns.first().is_some_and(|first| first.align != Align::Right);
    if stub == 0 && words { 1 } else { stub }
}

/// `(억달러)` without its parentheses.
fn bare(unit: &str) -> &str {
    let inner = unit.strip_prefix(['(', '（', '[']).and_then(|rest| rest.strip_suffix([')', '）', ']']));
    inner.map_or(unit, str::trim)
}

#[cfg(test)]
mod tests;
