//! A document as plain text.

use std::io;

use super::grid::{Columns, Grid};
use super::prefix::{Prefix, narrow};
use super::rows::Setter;
use super::unit::{Part, Unit};
use super::{Flow, LayoutOptions, Role, Row, gap};
use crate::document::{BlockKind, Document, Point, Span};

/// Head rows that are looked at.
const MOST_HEADS: usize = 8;
/// Bytes that are gathered before they are written.
const CHUNK: usize = 64 * 1024;

/// What is printed, and how.
pub struct Print<'a> {
    /// From the block at its start to the last one that begins in it.
    pub span: Span,
    /// Prints tables wider than the measure in groups of columns below each other, the first column in each.
    pub in_groups: bool,
    /// Adds a row to a text.
    pub line: &'a dyn Fn(&Flow<'_>, &Row, &mut String),
}

/// Writes all rows of `document` to `out`, a line each, unit by unit: neither the memory used
/// nor the time to the first line grows with the document.
///
/// # Errors
/// What writing to `out` gives.
pub fn plain(document: &Document, setting: LayoutOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let span = Span::new(0, document.text().len());
    print(document, setting, &Print { span, in_groups: false, line: &|flow, row, out| flow.write_line(row, out) }, out)
}

/// Writes the rows of a part of `document` to `out`, as [`plain()`] does those of all.
///
/// # Errors
/// What writing to `out` gives.
pub fn print(document: &Document, setting: LayoutOptions, what: &Print<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let whole = what.span.start.0 == 0 && what.span.end.at() >= document.text().len();
    let is_inside = |unit: &Unit| whole || unit.span.start < what.span.end;
    let mut printer = Printer {
        flow: Flow::new(document, setting),
        setter: Setter::new(document, setting),
        rows: Vec::new(),
        text: String::new(),
        line: what.line,
    };
    let mut unit = Unit::at(document, if whole { Point(0) } else { what.span.start });
    let mut has_gap = whole;
    while let Some(here) = unit.filter(is_inside) {
        if has_gap {
            printer.add_gap(&here, None);
        }
        has_gap = true;
        unit = match what.in_groups.then(|| groups(document, setting, &here)).flatten() {
            Some(groups) => printer.add_groups(&here, &groups),
            None => {
                printer.add(&here);
                here.next(document)
            }
        };
        if printer.text.len() >= CHUNK {
            out.write_all(printer.text.as_bytes())?;
            printer.text.clear();
        }
    }
    out.write_all(printer.text.as_bytes())?;
    out.flush()
}

/// The groups of columns that the table which `unit` begins is printed in.
fn groups(document: &Document, setting: LayoutOptions, unit: &Unit) -> Option<Vec<Columns>> {
    let BlockKind::Table(table) = document.blocks()[unit.block].kind else { return None };
    if !unit.is_first(document) || !matches!(unit.part, Part::Row(_) | Part::Cell(_)) {
        return None;
    }
    let prefix = Prefix::of(document, setting, unit.block);
    let grid = Grid::of(document, table as usize)?;
    let goes_on = |column: usize| {
        let mut heads = (0..grid.table.head_height().min(MOST_HEADS)).map(|row| grid.cells(row));
        heads.any(|cells| cells.get(column).is_some_and(|cell| !cell.is_empty() && cells[column - 1] == *cell))
    };
    Columns::groups(grid.table, u32::from(setting.measure).saturating_sub(prefix.rest), goes_on)
}

struct Printer<'a, 'p> {
    flow: Flow<'a>,
    setter: Setter<'a>,
    rows: Vec<Row>,
    text: String,
    line: &'p dyn Fn(&Flow<'_>, &Row, &mut String),
}

impl Printer<'_, '_> {
    fn add_row(&mut self, row: &Row) {
        (self.line)(&self.flow, row, &mut self.text);
        self.text.push('\n');
    }

    /// The rows above `unit`; the rule of a table over `columns`, if some of it are meant.
    fn add_gap(&mut self, unit: &Unit, columns: Option<&Columns>) {
        let document = self.setter.document;
        let gap = gap::above(document, unit);
        for above in (1..=gap.len()).rev() {
            let mut row = gap::row(document, self.setter.setting, unit, &gap, above);
            if let (Role::TableRule, Some(columns), Some(rule)) = (row.role, columns, row.pieces.last_mut()) {
                rule.width = narrow(columns.total());
            }
            self.add_row(&row);
        }
    }

    fn add(&mut self, unit: &Unit) {
        let mut rows = std::mem::take(&mut self.rows);
        self.setter.set(unit, &mut rows);
        rows.iter().for_each(|row| self.add_row(row));
        rows.clear();
        self.rows = rows;
    }

    /// The table that `first` begins, in groups of columns; gives the unit after it.
    fn add_groups(&mut self, first: &Unit, groups: &[Columns]) -> Option<Unit> {
        let document = self.setter.document;
        // What hangs over the end of a row would hang over the measure.
        let setting = self.setter.setting;
        self.setter.setting.room = setting.measure;
        let mut unit = Some(*first);
        for (count, columns) in groups.iter().enumerate() {
            if count > 0 {
                self.text.push('\n');
            }
            self.setter.show_columns(first.block, columns.clone());
            unit = Some(*first);
            while let Some(here) = unit.filter(|unit| unit.block == first.block) {
                // A large cell is set below the others, once.
                if count == 0 || matches!(here.part, Part::Row(_)) {
                    if here != *first {
                        self.add_gap(&here, Some(columns));
                    }
                    self.add(&here);
                }
                unit = here.next(document);
            }
        }
        self.setter.setting = setting;
        unit
    }
}
