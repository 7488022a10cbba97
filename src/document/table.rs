//! Tables whose cells live in the text, so that search, notes and links reach them.

use serde::{Deserialize, Serialize};

use super::{Point, Span};

/// A table: a grid of spans, 8 bytes a cell.
///
/// Cells are row-major and include the leading label columns. A cell that spans rows or
/// columns is the same span several times; a cell without text is an empty span.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its block, an index into [`super::Document::blocks`].
    pub block: u32,
    /// Its caption's text.
    pub caption: Option<Span>,
    /// The unit of the whole table, where its caption or head names one.
    pub unit: Option<Span>,
    /// Who its content comes from, without the word «source».
    pub source: Option<Span>,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// How many leading columns hold labels and not data.
    pub stub: u16,
    /// Head rows, row-major: `head.len()` is a multiple of `columns.len()`.
    pub head: Vec<Span>,
    /// Body rows, row-major: `cells.len()` is a multiple of `columns.len()`.
    pub cells: Vec<Span>,
}

/// What a column's drawing needs, from a bounded sample taken when the table was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// How its cells stand.
    pub align: Align,
    /// Width of its widest sampled cell, in terminal columns.
    pub width: u16,
    /// Width of its longest sampled word, in terminal columns: it can't be set narrower without breaking one.
    pub word: u16,
    /// Most columns taken after a decimal point in a sampled number, the point included; 0 where none has one.
    pub fraction: u16,
    /// Its unit, where its head names one.
    pub unit: Option<Span>,
    /// Whether it holds the units of its rows.
    pub holds_units: bool,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Flush left: text.
    #[default]
    Left,
    /// Centred, where the source says so.
    Center,
    /// Flush right, numbers by their decimal point.
    Right,
}

impl Table {
    /// Number of columns, labels included.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Number of body rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.cells.len() / self.columns.len().max(1)
    }

    /// Number of head rows.
    #[must_use]
    pub fn head_height(&self) -> usize {
        self.head.len() / self.columns.len().max(1)
    }

    /// The cells of body row `row`.
    ///
    /// # Panics
    /// If the table has no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Span] {
        &self.cells[row * self.width()..][..self.width()]
    }

    /// The cells of head row `row`.
    ///
    /// # Panics
    /// If the table has no such head row.
    #[must_use]
    pub fn head_row(&self, row: usize) -> &[Span] {
        &self.head[row * self.width()..][..self.width()]
    }

    /// The body cell at `row`, `column`.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<Span> {
        if column >= self.width() { None } else { self.cells.get(row * self.width() + column).copied() }
    }

    /// Heads over `column`, outermost first, each once, empty ones left out.
    pub fn column_path(&self, column: usize) -> impl Iterator<Item = Span> {
        let mut last = None;
        (0..self.head_height()).filter_map(move |row| {
            let span = self.head[row * self.width() + column];
            (!span.is_empty() && last.replace(span) != Some(span)).then_some(span)
        })
    }

    /// Labels of `row`, outermost first, each once, empty ones and its unit left out.
    pub fn row_path(&self, row: usize) -> impl Iterator<Item = Span> {
        let mut last = None;
        (0..usize::from(self.stub)).filter_map(move |column| {
            let span = self.cells[row * self.width() + column];
            let shown = !span.is_empty() && !self.columns[column].holds_units;
            (shown && last.replace(span) != Some(span)).then_some(span)
        })
    }

    /// The unit of `row`, where a column of the table holds units.
    #[must_use]
    pub fn row_unit(&self, row: usize) -> Option<Span> {
        let column = self.columns.iter().position(|c| c.holds_units)?;
        self.cell(row, column).filter(|span| !span.is_empty())
    }

    /// Where `row` starts: its first cell that is not carried over from the row above.
    #[must_use]
    pub fn row_start(&self, row: usize) -> Point {
        let here = self.row(row);
        let own = |column: &usize| row == 0 || self.row(row - 1)[*column] != here[*column];
        (0..here.len())
            .filter(own)
            .map(|column| here[column].start)
            .min()
            .unwrap_or_else(|| here.first().map_or(Point(0), |span| span.start))
    }

    /// The body row that `point` stands in; `None` in the head.
    #[must_use]
    pub fn row_at(&self, point: Point) -> Option<usize> {
        let (mut low, mut high) = (0, self.height());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.row_start(middle) <= point { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    /// The body cell that `point` stands in.
    #[must_use]
    pub fn cell_at(&self, point: Point) -> Option<(usize, usize)> {
        let row = self.row_at(point)?;
        let touches = |span: &Span| span.start <= point && point <= span.end;
        let cells = self.row(row);
        let column =
            cells.iter().rposition(|span| touches(span) && !span.is_empty()).or_else(|| cells.iter().position(touches))?;
        Some((row, column))
    }
}
