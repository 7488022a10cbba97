//! Tables that an extractor flattened: a row a line, its columns parted by single blanks, so
//! that only the count of numbers at its end tells them.

use super::super::caption::is_source;
use super::super::line::{DIGIT, GONE, Line};
use super::grid::{Cell, Grid, heads_units, is_period, is_unit, is_value, without_parentheses};

/// The most columns of a flattened table.
const MOST_COLUMNS: usize = 40;

/// A line taken apart: what leads, and the numbers at its end.
pub(super) struct Row<'t> {
    pub(super) lead: Vec<&'t str>,
    pub(super) values: Vec<&'t str>,
}

/// The words of a line; none where there are too many for a table's row.
pub(super) fn words(line: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = line.split_whitespace().take(MOST_COLUMNS + 1).collect();
    (words.len() <= MOST_COLUMNS).then_some(words)
}

/// Takes a row with `count` numbers at its end apart.
fn row(line: &str, count: usize) -> Option<Row<'_>> {
    let mut lead = words(line)?;
    let from = lead.len().checked_sub(count)?;
    let values = lead.split_off(from);
    (values.iter().all(|value| is_value(value)) && lead.len() <= 8).then_some(Row { lead, values })
}

/// How many words at the end of `line` are numbers.
pub(super) fn count_of_values(line: &str) -> usize {
    words(line).map_or(0, |words| words.iter().rev().take_while(|word| is_value(word)).count())
}

/// The table whose head is line `at`; `captioned` says whether a caption stands over it.
///
/// A head is a line that ends in periods (three, or two under a caption), or, under a caption,
/// one with as many words as the rows below have numbers and labels.
pub(in crate::import::text) fn flat_table(text: &str, lines: &[Line], at: usize, step: u16, captioned: bool) -> Option<Grid> {
    let line = lines.get(at)?;
    if !captioned && !line.has(DIGIT) {
        return None;
    }
    let head = words(line.of(text))?;
    let periods = head.iter().rev().take_while(|word| is_period(word)).count();
    let count = if periods >= 3 || (captioned && periods == 2) {
        periods
    } else if captioned {
        named_columns(text, lines, at, step, head.len())?
    } else {
        return None;
    };
    let (lead, heads) = head.split_at(head.len() - count);
    if lead.len() > 3 {
        return None;
    }
    let rows = rows(text, lines, at + 1, step, count);
    if rows.found.len() < if captioned { 1 } else { 2 } {
        return None;
    }
    Some(grid(text, lead, heads, &rows))
}

/// How many number columns a head of `words` words that are no periods has: what the first
/// rows below it agree on.
fn named_columns(text: &str, lines: &[Line], at: usize, step: u16, words: usize) -> Option<usize> {
    let mut below = lines[at + 1..].iter().take(4).take_while(|line| line.gap <= step).map(|line| count_of_values(line.of(text)));
    let first = below.by_ref().find(|count| *count > 0)?;
    let second = below.find(|count| *count > 0)?;
    let lead = words.checked_sub(first)?;
    (first == second && lead <= 2 && first >= 2).then_some(first)
}

/// The rows of a table, each with the label that it shares with others.
pub(super) struct Rows<'t> {
    pub(super) found: Vec<(Option<&'t str>, Row<'t>)>,
    pub(super) end: usize,
}

/// The rows from line `from` on. A line without numbers is a label of the rows below that
/// bring only a unit or a name of their own.
pub(super) fn rows<'t>(text: &'t str, lines: &[Line], from: usize, step: u16, count: usize) -> Rows<'t> {
    let mut rows = Rows { found: Vec::new(), end: from };
    let mut owner: Option<&str> = None;
    let mut at = from;
    while let Some(line) = lines.get(at) {
        if line.has(GONE) {
            at += 1;
            continue;
        }
        let words = line.of(text);
        if line.gap > step + 1 || is_source(words) {
            break;
        }
        if let Some(row) = row(words, count) {
            let only_unit = row.lead.len() == 1 && is_unit(row.lead[0]);
            owner = owner.filter(|_| row.lead.is_empty() || only_unit);
            rows.found.push((owner, row));
            rows.end = at + 1;
        } else if usize::from(line.width) < 40 && owns(text, lines, at, step, count) {
            owner = Some(words);
        } else {
            break;
        }
        at += 1;
    }
    rows
}

/// Whether the line without numbers at `at` is the label of the row below it.
fn owns(text: &str, lines: &[Line], at: usize, step: u16, count: usize) -> bool {
    let Some(next) = lines.get(at + 1).filter(|next| next.gap <= step) else { return false };
    row(next.of(text), count).is_some_and(|row| row.lead.is_empty() || (row.lead.len() == 1 && is_unit(row.lead[0])))
}

/// Puts head and rows into a grid: a column of labels, one of units where the head names one
/// or every row has one, then the numbers.
fn grid(text: &str, lead: &[&str], heads: &[&str], rows: &Rows) -> Grid {
    let named = lead.last().is_some_and(|word| heads_units(word));
    let shared = rows.found.iter().any(|(owner, _)| owner.is_some());
    let all =
        rows.found.iter().all(|(_, row)| row.lead.last().is_some_and(|word| is_unit(word)) && (row.lead.len() > 1 || shared));
    let units = named || shared || all;
    let stub = 1 + usize::from(units);
    let empty = Cell::default();
    let mut cells = Vec::with_capacity((rows.found.len() + 1) * (stub + heads.len()));
    let label_head = if named { &lead[..lead.len() - 1] } else { lead };
    cells.push(joined(text, label_head).unwrap_or(empty));
    if units {
        cells.push(if named { Cell::of(text, without_parentheses(lead[lead.len() - 1])) } else { empty });
    }
    cells.extend(heads.iter().map(|word| Cell::of(text, word)));
    let mut above: Option<&str> = None;
    for (owner, row) in &rows.found {
        let unit = row.lead.last().filter(|word| units && (owner.is_some() || row.lead.len() > 1 && (named || is_unit(word))));
        let label = match owner {
            Some(owner) => Cell { tall: above == Some(*owner), ..Cell::of(text, owner) },
            None => joined(text, &row.lead[..row.lead.len() - usize::from(unit.is_some())]).unwrap_or(empty),
        };
        above = *owner;
        cells.push(label);
        if units {
            cells.push(unit.map_or(empty, |unit| Cell::of(text, without_parentheses(unit))));
        }
        cells.extend(row.values.iter().map(|value| Cell::of(text, value)));
    }
    Grid { columns: stub + heads.len(), stub: if units { 2 } else { 1 }, head: 1, cells, end: rows.end }
}

/// The cell from the first to the last of `words`, which stand in one line of `text`.
pub(super) fn joined(text: &str, words: &[&str]) -> Option<Cell> {
    let first = Cell::of(text, words.first()?);
    Some(Cell { end: Cell::of(text, words.last()?).end, ..first })
}
