//! Reading printed cells: by the evidence around them, and past misprints.

use std::borrow::Cow;
use std::sync::PoisonError;

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::document::value::{Evidence, Kind, Value, fraction_width, is_numeric, misprint};
use crate::document::{Align, Document, Table};

use super::{Axis, Cell, Measured, Place, TableView};

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

impl TableView {
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

    /// The text of the cell at `row`, `column` as seen: what [`TableView::cell`] has, without
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

#[cfg(test)]
mod tests {
    use super::super::tests::{brief_view, made};
    use super::*;

    #[test]
    fn a_sample_is_the_first_ones_and_some_of_the_rest() {
        let sample = |count, most| spread(count, most).collect::<Vec<usize>>();
        assert_eq!(sample(4, 8), [0, 1, 2, 3]);
        assert_eq!(sample(8, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(sample(9, 8), [0, 1, 2, 3, 4, 6, 8]);
        assert_eq!(sample(100, 10), [0, 1, 2, 3, 4, 5, 24, 43, 62, 81]);
        assert_eq!(sample(0, 8), Vec::<usize>::new());
    }

    #[test]
    fn neighbours_stand_along_the_axis_and_hold_data() {
        let view = brief_view();
        assert_eq!(view.neighbours(5, 3, Axis::Columns), ["-0.2", "-4.5", "0.4", "-4.1", "-3.5"]);
        assert_eq!(view.neighbours(5, 3, Axis::Rows), ["25,484.1", "36,253.2", "316.8", "142.3", "1.243.0"]);
        let numbers: Vec<String> = std::iter::once("a|b".to_owned()).chain((0..60).map(|n| format!("x|{n}"))).collect();
        let long = made(1, "", &numbers.iter().map(String::as_str).collect::<Vec<_>>());
        let beside =
            |row| long.neighbours(row, 1, Axis::Rows).iter().map(|text| text.parse().expect("a number")).collect::<Vec<usize>>();
        assert_eq!(beside(0), (1..25).collect::<Vec<_>>());
        assert_eq!(beside(30), (6..30).chain(31..55).collect::<Vec<_>>());
        assert_eq!(beside(59), (35..59).collect::<Vec<_>>());
    }

    #[test]
    fn a_misprint_is_doubted_by_its_shape_and_read_by_its_series() {
        let read = |view: &TableView, row, column| view.read(row, column).0.number().map(|number| number.to_string());
        let down = made(1, "", &["a|b", "x|1,107", "y|1.243", "z|1,168", "w|l234"]);
        assert_eq!((read(&down, 1, 1).as_deref(), down.read(1, 1).1), (Some("1243"), true), "a lone mark");
        assert_eq!((read(&down, 3, 1).as_deref(), down.read(3, 1).1), (Some("1234"), true), "of four letters");
        assert_eq!((read(&down, 0, 1).as_deref(), down.read(0, 1).1), (Some("1107"), false));
        let across = made(1, "", &["a|2019|2020|2021|2022", "x|1,107.0|1.243.0|1,168.0|1.243"]);
        assert_eq!(read(&across, 0, 2).as_deref(), Some("1243.0"), "what is no number is read along the other axis, too");
        assert_eq!((read(&across, 0, 4).as_deref(), across.read(0, 4).1), (Some("1.243"), false), "what is one only by its own");
        let labels = made(1, "", &["a|b", "1.107.0|1", "1.243.0|1", "1,168.0|1", "1,107.0|2"]);
        assert!((0..4).all(|row| !labels.read(row, 0).1), "labels are none");
    }

    #[test]
    fn a_lone_mark_is_not_doubted_in_a_large_table() {
        let many = |rows: usize| {
            let lines: Vec<String> = ["a|b".to_owned(), "x|1.243".to_owned()]
                .into_iter()
                .chain((0..rows).map(|n| format!("y|1,{}", n % 900 + 100)))
                .collect();
            made(1, "", &lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert!(many(60).read(0, 1).1);
        assert!(!many(DOUBTED_CELLS / 2).read(0, 1).1);
    }

    #[test]
    fn a_column_stands_by_what_most_of_its_cells_are() {
        let measured = |cells: &[&str]| {
            let lines: Vec<String> =
                std::iter::once("가|x".to_owned()).chain(cells.iter().map(|cell| format!("나|{cell}"))).collect();
            made(1, "", &lines.iter().map(String::as_str).collect::<Vec<_>>()).measured(1)
        };
        let right = |width, cells, fraction| Measured { align: Align::Right, width, cells, fraction };
        let left = |width, cells| Measured { align: Align::Left, width, cells, fraction: 0 };
        assert_eq!(measured(&["1.25", "3"]), right(4, 4, 3));
        assert_eq!(measured(&["1.25", "12345"]), right(8, 8, 3));
        assert_eq!(measured(&["1", "2", "-", "zz"]), right(2, 2, 0));
        assert_eq!(measured(&["1", "-", "abc"]), left(3, 3), "half of what is there is not most");
        assert_eq!(measured(&["1", "2", "3", "-", "-", "-", "-"]), right(1, 1, 0), "what is missing does not count");
        assert_eq!(measured(&["1.25", "300", "abcdef"]), right(6, 6, 3), "words need no room behind them");
        assert_eq!(measured(&["1.25", "abc", "abcd"]), left(4, 4));
        let labels = made(1, "", &["긴 머리|x", "1|1", "2|2"]);
        assert_eq!((labels.measured(0), labels.measured(1)), (left(7, 1), right(1, 1, 0)));
        assert_eq!(labels.measured(0), labels.measured(0), "and again from what was kept");
    }

    #[test]
    fn a_turned_column_stands_by_its_printed_row() {
        let mut view = made(1, "", &["가|2021년|2022년", "나|1.5|22", "다|x|y"]);
        view.transpose();
        let told = |column| (view.measured(column).align, view.measured(column).cells, view.measured(column).fraction);
        assert_eq!([0, 1, 2].map(told), [(Align::Left, 6, 0), (Align::Right, 4, 2), (Align::Left, 1, 0)]);
    }

    #[test]
    fn a_unit_around_holds_for_numbers_of_the_data_alone() {
        let view = made(1, "", &["(년)|값 (억원)", "2020|5", "2021|x", "2022|-"]);
        let won = crate::document::value::Unit::parse("억원");
        assert!(won.is_some());
        assert_eq!([0, 1, 2].map(|row| view.cell(row, 1).unit), [won, None, None]);
        assert_eq!([0, 1, 2].map(|row| view.cell(row, 0).unit), [None; 3]);
    }

    #[test]
    fn a_text_is_that_of_its_cell() {
        let mut view = brief_view();
        for derivation in [None, Some(super::super::Derivation::Change)] {
            view.derive(derivation);
            for _ in 0..2 {
                view.transpose();
                for (row, column) in (0..=view.height()).flat_map(|row| (0..=view.width()).map(move |column| (row, column))) {
                    assert_eq!(view.text(row, column), view.cell(row, column).text, "{row} {column}");
                }
            }
        }
    }

    #[test]
    fn the_evidence_of_a_table_is_that_of_its_data() {
        let view = made(1, "", &["a|b|c", "1.234,5|(1.5)|1", "1.234,5|(2.5)|2", "1.234,5|3.5|3"]);
        assert_eq!(view.evidence, Evidence::gather(["(1.5)", "1", "(2.5)", "2", "3.5", "3"]));
        assert_eq!(view.column_evidence(1), view.evidence.narrowed(["(1.5)", "(2.5)", "3.5"]));
    }
}
