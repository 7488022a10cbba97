//! The numbers of all tables and their heads, made once and asked for each figure.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::Document;
use crate::document::value::magnitude;
use crate::table::TableView;

/// Cells that are held against the prose at most, over all tables.
const MOST_CELLS: usize = 2_000_000;
/// Heads that a sentence is looked through for at most.
const MOST_HEADS: usize = 5_000;
/// Letters of a head that is looked for; a longer one is a sentence of its own.
const LONGEST_HEAD: usize = 80;

/// The numbers of a document's tables, in order.
#[derive(Debug, Default)]
pub struct Cells {
    /// By what they amount to in ones of their measure, without their sign.
    pub(super) amounts: Vec<(Decimal, Entry)>,
    /// By the number as printed.
    pub(super) printed: Vec<(Decimal, Entry)>,
    /// The tables as printed: looked at with each figure, made once.
    views: Vec<Option<TableView>>,
    /// The heads of rows and columns, each in lower case.
    heads: Vec<HeadOf>,
    /// Whether all cells are here: a document of many millions keeps the first.
    pub is_whole: bool,
}

/// A number of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// The heads of a row or a column.
#[derive(Debug)]
struct HeadOf {
    table: usize,
    is_row: bool,
    at: usize,
    words: Vec<String>,
}

/// A row and a column of one table, both named by a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NamedCell {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl Cells {
    /// The numbers of all tables of `document`; `None` where `go_on` said no.
    #[must_use]
    pub fn of(document: &Arc<Document>, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let mut cells = Self { is_whole: true, ..Self::default() };
        for table in 0..document.tables().len() {
            cells.views.push(TableView::new(Arc::clone(document), table));
            let Some(Some(view)) = cells.views.last() else { continue };
            add_heads(view, table, &mut cells.heads);
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

    /// The cells whose row and column a sentence in lower case names, the first few of them.
    pub(super) fn named(&self, sentence: &str) -> Vec<NamedCell> {
        /// More than these say nothing of one.
        const MOST: usize = 32;
        let found: Vec<&HeadOf> =
            self.heads.iter().filter(|head| head.words.iter().all(|word| stands_in(sentence, word))).collect();
        // Where `GNI per head` is named, `GNI` is a part of its name.
        let is_part = |head: &HeadOf| {
            found.iter().any(|other| {
                let is_beside = (other.table, other.is_row) == (head.table, head.is_row) && other.at != head.at;
                let (own, whole) = (head.words.last(), other.words.last());
                is_beside && own.zip(whole).is_some_and(|(own, whole)| own.len() < whole.len() && whole.contains(own.as_str()))
            })
        };
        let clear: Vec<&&HeadOf> = found.iter().filter(|head| !is_part(head)).collect();
        let mut cells = Vec::new();
        for row in clear.iter().filter(|head| head.is_row) {
            for column in clear.iter().filter(|head| !head.is_row && head.table == row.table) {
                if cells.len() < MOST {
                    cells.push(NamedCell { table: row.table, row: row.at, column: column.at });
                }
            }
        }
        cells
    }
}

fn add_heads(view: &TableView, table: usize, heads: &mut Vec<HeadOf>) {
    let words = |path: &[&str]| -> Vec<String> {
        let words: Vec<String> = path.iter().map(|head| bare(head).to_lowercase()).filter(|word| !word.is_empty()).collect();
        if words.iter().all(|word| (2..=LONGEST_HEAD).contains(&word.chars().count())) { words } else { Vec::new() }
    };
    let rows = (0..view.height()).map(|at| (true, at));
    let columns = (view.label_columns()..view.width()).map(|at| (false, at));
    for (is_row, at) in columns.chain(rows) {
        if heads.len() >= MOST_HEADS {
            return;
        }
        let head = if is_row { view.row_head(at) } else { view.column_head(at) };
        let words = words(&head.path);
        if !words.is_empty() {
            heads.push(HeadOf { table, is_row, at, words });
        }
    }
}

/// The words of a head: its unit in parentheses is left out, and parentheses around all of it.
pub(super) fn bare(head: &str) -> &str {
    const OPEN: [char; 3] = ['(', '（', '['];
    let before = head.split(OPEN).next().unwrap_or(head).trim();
    if before.is_empty() { head.trim_matches(['(', '（', '[', ')', '）', ']', ' ']) } else { before }
}

/// Whether `sentence` has `word`, both in lower case; a word of Latin letters or digits as a whole one, perhaps in
/// the plural.
pub(super) fn stands_in(sentence: &str, word: &str) -> bool {
    let is_own = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    sentence.match_indices(word).any(|(at, found)| {
        let (before, behind) = (&sentence[..at], &sentence[at + found.len()..]);
        let starts = !found.starts_with(|c: char| c.is_ascii_alphanumeric()) || is_own(before.chars().next_back());
        let ends = !found.ends_with(|c: char| c.is_ascii_alphanumeric())
            || is_own(behind.chars().next())
            || behind.starts_with(|c: char| !c.is_ascii())
            || is_own(behind.strip_prefix('s').unwrap_or("x").chars().next());
        starts && ends
    })
}
