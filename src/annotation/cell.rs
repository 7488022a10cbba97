//! A table's cell by its heads: years are added, columns swapped, numbers corrected, and the
//! cell is still the one that its heads name.

use std::collections::HashMap;

use super::anchor::{head_text, heads_at, row_heads};
use super::finding::candidate::{Candidate, Context, alike};
use super::{Anchor, CellAnchor};
use crate::document::{Document, SafeText, Span, Table};

/// What a table's caption, the heads and the cell's own words weigh.
const CAPTION_WEIGHT: f64 = 0.3;
const HEADS_WEIGHT: f64 = 0.5;
const WORDS_WEIGHT: f64 = 0.2;
/// A caption less alike than this is another table's.
const CAPTION_LEAST: f64 = 0.6;
/// What having no caption counts, where the table still has its number and where it has not.
const SAME_NUMBER: f64 = 0.7;
const OTHER_NUMBER: f64 = 0.3;
/// Tables whose captions are compared letter by letter.
const COMPARED_MOST: usize = 256;
/// Cells of one table with the same heads that are looked at.
const CELLS_MOST: usize = 16;
/// Equal phrases of one cell that are told apart.
const OCCURRENCES_MOST: usize = 64;

/// Rows of each table by their heads, made when a table is first asked about.
#[derive(Debug, Default)]
pub(super) struct RowsByHeads(HashMap<usize, HashMap<Vec<SafeText>, Vec<u32>>>);

impl RowsByHeads {
    fn of(&mut self, document: &Document, index: usize, heads: &[SafeText]) -> &[u32] {
        let table = &document.tables()[index];
        let rows = self.0.entry(index).or_insert_with(|| {
            let mut rows: HashMap<Vec<SafeText>, Vec<u32>> = HashMap::new();
            for row in 0..table.height() {
                let path = texts(document, row_heads(document, table, row).into_iter());
                rows.entry(path).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
            }
            rows
        });
        rows.get(heads).map_or(&[], Vec::as_slice)
    }
}

fn texts(document: &Document, path: impl Iterator<Item = Span>) -> Vec<SafeText> {
    path.map(|span| head_text(document, span)).collect()
}

/// The cells that an anchor's heads name, in every table that may be its table.
pub(super) fn by_heads(document: &Document, anchor: &Anchor, cell: &CellAnchor, rows: &mut RowsByHeads) -> Vec<Candidate> {
    let mut found = Vec::new();
    if cell.rows.is_empty() {
        // A head: a note on its column. A cell of a row without a name is known by its words alone.
        if !cell.columns.last().is_some_and(|head| head.contains(&*anchor.quote)) {
            return found;
        }
        for (index, caption) in tables(document, cell).into_iter().filter(|_| !cell.columns.is_empty()) {
            let heads = heads_at(document, &document.tables()[index], &cell.columns).take(CELLS_MOST);
            found.extend(heads.map(|head| candidate(document, anchor, head, caption)));
        }
        return found;
    }
    for (index, caption) in tables(document, cell) {
        let table = &document.tables()[index];
        // A label is itself the last of its row's heads: a note on its row.
        let is_label = cell.rows.last().is_some_and(|label| **label == *anchor.quote);
        let first = if is_label { 0 } else { usize::from(table.stub) };
        let columns: Vec<usize> =
            (first..table.width()).filter(|column| texts(document, table.column_path(*column)) == cell.columns).collect();
        let same_rows = if columns.is_empty() { &[] } else { rows.of(document, index, &cell.rows) };
        for (row, column) in
            same_rows.iter().flat_map(|row| columns.iter().map(move |column| (*row as usize, *column))).take(CELLS_MOST)
        {
            if let Some(span) = table.cell(row, column) {
                found.push(candidate(document, anchor, span, caption));
            }
        }
    }
    found
}

/// Tables that may be the anchor's, and how much their captions say so. Those with the very
/// caption keep the others away.
fn tables(document: &Document, cell: &CellAnchor) -> Vec<(usize, f64)> {
    let caption_of = |table: &Table| table.caption.map(|span| head_text(document, span));
    let all = document.tables().iter().enumerate();
    let Some(caption) = &cell.caption else {
        let number = |index: usize| if u32::try_from(index + 1) == Ok(cell.table) { SAME_NUMBER } else { OTHER_NUMBER };
        return all.filter(|(_, table)| table.caption.is_none()).map(|(index, _)| (index, number(index))).collect();
    };
    let same: Vec<(usize, f64)> =
        all.clone().filter(|(_, table)| caption_of(table).as_ref() == Some(caption)).map(|(index, _)| (index, 1.0)).collect();
    if !same.is_empty() {
        return same;
    }
    let similarity = |table: &Table| caption_of(table).map_or(0.0, |other| alike(caption, &other));
    all.take(COMPARED_MOST)
        .map(|(index, table)| (index, similarity(table)))
        .filter(|(_, alike)| *alike >= CAPTION_LEAST)
        .collect()
}

/// The quote inside the cell, or all of a cell that reads otherwise now.
fn candidate(document: &Document, anchor: &Anchor, cell: Span, caption: f64) -> Candidate {
    let text = document.slice(cell);
    let occurrences = text.match_indices(&*anchor.quote).take(OCCURRENCES_MOST);
    let spans: Vec<Span> =
        occurrences.map(|(at, words)| Span::new(cell.start.at() + at, cell.start.at() + at + words.len())).collect();
    let context = Context::of(anchor);
    let beside = |span: &Span| {
        let (before, after) = context.around(document.text(), *span);
        before + after
    };
    // Of equal phrases the one between the words that stood beside it; the first of those that are equal.
    let (span, words) = match spans.into_iter().rev().max_by(|one, other| beside(one).total_cmp(&beside(other))) {
        Some(span) => (span, 1.0),
        None => (cell, alike(&anchor.quote, text)),
    };
    // One number, put into all three parts: a cell has no sides of its own.
    let score = CAPTION_WEIGHT * caption + HEADS_WEIGHT + WORDS_WEIGHT * words;
    Candidate { span, quote: score, before: score, after: score }
}

#[cfg(test)]
mod tests;
