//! The numbers of all tables and their heads, made once and asked for each figure.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::heads::Heads;
use crate::document::Document;
use crate::document::value::magnitude;
use crate::table::TableView;

/// Cells that are held against the prose at most, over all tables.
const MOST_CELLS: usize = 2_000_000;

/// The numbers of a document's tables, in order.
#[derive(Debug, Default)]
pub struct Cells {
    /// By what they amount to in ones of their measure, without their sign.
    pub(super) amounts: Vec<(Decimal, Entry)>,
    /// By the number as printed.
    pub(super) printed: Vec<(Decimal, Entry)>,
    /// The tables as printed: looked at with each figure, made once.
    views: Vec<Option<TableView>>,
    /// The heads of rows and columns.
    pub(super) heads: Heads,
    /// Whether all cells and heads are here: a document of many millions keeps the first.
    pub is_whole: bool,
}

/// A number of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl Cells {
    /// The numbers of all tables of `document`; `None` where `go_on` said no.
    #[must_use]
    pub fn of(document: &Arc<Document>, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let mut cells = Self { is_whole: true, ..Self::default() };
        for table in 0..document.tables().len() {
            cells.views.push(TableView::new(Arc::clone(document), table));
            let Some(Some(view)) = cells.views.last() else { continue };
            cells.heads.add(view, table);
            for row in 0..view.height() {
                if !go_on() {
                    return None;
                }
                if cells.printed.len() >= MOST_CELLS {
                    cells.is_whole = false;
                    break;
                }
                for column in view.label_columns()..view.width() {
                    let cell = view.cell(row, column);
                    let (Some(number), Some(source)) = (cell.value.number(), cell.source) else { continue };
                    let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    let entry = Entry { table: index(table), row: index(source.0), column: index(source.1) };
                    cells.printed.push((number.abs(), entry));
                    if let Some(amount) = magnitude(number, cell.unit).filter(|_| cell.unit.is_some()) {
                        cells.amounts.push((amount.abs(), entry));
                    }
                }
            }
        }
        cells.is_whole &= !cells.heads.is_cut;
        cells.amounts.sort_unstable();
        cells.printed.sort_unstable();
        Some(cells)
    }

    /// Table `table` as printed: rows and columns as seen are those of the print.
    #[must_use]
    pub fn view(&self, table: usize) -> Option<&TableView> {
        self.views.get(table)?.as_ref()
    }

    /// Whether no table has a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }
}

/// The words of a head: its unit in parentheses is left out, and parentheses around all of it.
pub(super) fn bare(head: &str) -> &str {
    const OPEN: [char; 3] = ['(', '（', '['];
    let before = head.split(OPEN).next().unwrap_or(head).trim();
    if before.is_empty() { head.trim_matches(['(', '（', '[', ')', '）', ']', ' ']) } else { before }
}
