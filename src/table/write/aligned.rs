//! Plain text in columns, by display width.

use unicode_width::UnicodeWidthStr;

use crate::document::value::fraction_width;
use crate::document::{Align, value};
use crate::table::TableView;

/// Between columns.
const GAP: &str = "  ";
/// A column is padded to no more than this, so that one cell of 1 MB does not widen every row.
const WIDEST: usize = 120;

/// The caption, heads, a rule, rows. Numbers stand by their decimal point.
pub(super) fn write_text(view: &TableView) -> String {
    let heads = super::heads(view);
    let rows: Vec<Vec<String>> =
        (0..view.height()).map(|row| (0..view.width()).map(|column| view.text(row, column).into_owned()).collect()).collect();
    let columns: Vec<Column> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let right = view.measured(at).align == Align::Right;
            let fraction = if right { rows.iter().map(|row| behind(&row[at])).max().unwrap_or(0) } else { 0 };
            let column = Column { right, fraction, width: 0 };
            let widest = rows.iter().map(|row| row[at].width() + column.pad(&row[at])).chain([head.width()]).max().unwrap_or(0);
            Column { width: widest.min(WIDEST), ..column }
        })
        .collect();
    let mut out = String::new();
    if let Some(caption) = view.table().caption {
        out.push_str(view.document().slice(caption));
        out.push('\n');
    }
    line(&mut out, &columns, &heads, |_, _| 0);
    let rule: Vec<String> = columns.iter().map(|column| "─".repeat(column.width)).collect();
    line(&mut out, &columns, &rule, |_, _| 0);
    for row in &rows {
        line(&mut out, &columns, row, Column::pad);
    }
    out
}

struct Column {
    right: bool,
    fraction: usize,
    width: usize,
}

impl Column {
    /// Blanks behind a number, so that the points stand under each other.
    fn pad(&self, cell: &str) -> usize {
        if self.right && value::is_numeric(cell) { self.fraction.saturating_sub(fraction_width(cell)) } else { 0 }
    }
}

/// Columns behind the ones of a number; 0 for words.
fn behind(cell: &str) -> usize {
    if value::is_numeric(cell) { fraction_width(cell) } else { 0 }
}

fn line(out: &mut String, columns: &[Column], cells: &[String], pad: impl Fn(&Column, &str) -> usize) {
    let start = out.len();
    for (column, cell) in columns.iter().zip(cells) {
        if out.len() > start {
            out.push_str(GAP);
        }
        let behind = pad(column, cell);
        let before = column.width.saturating_sub(cell.width() + behind);
        let (before, behind) = if column.right { (before, behind) } else { (0, before + behind) };
        out.extend(std::iter::repeat_n(' ', before));
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', behind));
    }
    out.truncate(out.trim_end_matches(' ').len().max(start));
    out.push('\n');
}
