//! Numbers of tables that look misprinted: said, with what they are read as, never corrected.

use rust_decimal::Decimal;

use super::value::{Evidence, Value};
use super::{Document, SafeText, Span, Table, Warning, WarningKind, value};

/// Cells on either side that a number is held against.
const NEIGHBOURS: usize = 8;
/// The most warnings of a table: a file that is wrong everywhere is written in another way.
const MOST: usize = 100;

/// Warns of each number of `document`'s tables whose marks stand where no number has them,
/// and which its neighbours tell how to read.
pub(super) fn warn(document: &Document) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (index, table) in document.tables.iter().enumerate() {
        let text = |span: Span| document.slice(span);
        let before = warnings.len();
        for (at, span) in table.cells.iter().enumerate() {
            let (row, column) = (at / table.width(), at % table.width());
            if column < usize::from(table.stub) || !is_doubtful(document, table, row, column) {
                continue;
            }
            let Some(read) = read_as(document, table, row, column) else { continue };
            let kind = WarningKind::Misprint {
                printed: SafeText::new(text(*span)),
                read: SafeText::new(&value::grouped(&read.to_string())),
                table: u32::try_from(index + 1).unwrap_or(u32::MAX),
                row: SafeText::new(&row_head(document, table, row)),
                column: SafeText::new(&joined(table.column_path(column).map(text))),
            };
            warnings.push(Warning { kind, span: *span });
            if warnings.len() - before >= MOST {
                break;
            }
        }
    }
    warnings
}

/// Tells of each column that has both `△` and `▼` before its numbers and means a minus by both, by its first rows.
pub(super) fn warn_of_triangles(document: &Document) -> Vec<Warning> {
    /// Rows that are looked at.
    const ROWS: usize = 256;
    let mut warnings = Vec::new();
    for (index, table) in document.tables.iter().enumerate() {
        for column in usize::from(table.stub)..table.width() {
            let cells = || (0..table.height().min(ROWS)).filter_map(|row| table.cell(row, column));
            let first = |sign: char| {
                cells().find(|span| {
                    let text = document.slice(*span).trim_start();
                    text.strip_prefix(sign).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
                })
            };
            let (Some(span), Some(open)) = (first('▼'), first('△')) else { continue };
            // Beside `▲` or `▽` one of them is more, and nothing is doubtful.
            let evidence = Evidence::gather(cells().map(|span| document.slice(span)));
            let is_minus = |span: Span| {
                Value::parse(document.slice(span), &evidence).number().is_some_and(|number| number.is_sign_negative())
            };
            if !is_minus(span) || !is_minus(open) {
                continue;
            }
            let heads = joined(table.column_path(column).map(|span| document.slice(span)));
            let table = u32::try_from(index + 1).unwrap_or(u32::MAX);
            warnings.push(Warning { kind: WarningKind::TrianglesAlike { table, column: SafeText::new(&heads) }, span });
        }
    }
    warnings
}

/// Whether a cell may be misprinted, by its marks and those of the cells around it.
fn is_doubtful(document: &Document, table: &Table, row: usize, column: usize) -> bool {
    let text = |row: usize, column: usize| table.cell(row, column).map_or("", |span| document.slice(span));
    let printed = text(row, column);
    if value::looks_misprinted(printed) {
        return true;
    }
    let beside = around(column, usize::from(table.stub), table.width()).map(|other| text(row, other));
    let above = around(row, 0, table.height()).map(|other| text(other, column));
    value::has_other_mark(printed, beside.chain(above))
}

/// The places beside `at`, in `from..to`.
fn around(at: usize, from: usize, to: usize) -> impl Iterator<Item = usize> {
    (at.saturating_sub(NEIGHBOURS).max(from)..(at + NEIGHBOURS + 1).min(to)).filter(move |other| *other != at)
}

/// What the number of a cell is, by those beside it, else by those above and below.
fn read_as(document: &Document, table: &Table, row: usize, column: usize) -> Option<Decimal> {
    let text = |row: usize, column: usize| table.cell(row, column).map_or("", |span| document.slice(span));
    let (stub, printed) = (usize::from(table.stub), text(row, column));
    let beside: Vec<&str> = around(column, stub, table.width()).map(|other| text(row, other)).collect();
    value::misprint(printed, &beside)
        .or_else(|| {
            let above: Vec<&str> = around(row, 0, table.height()).map(|other| text(other, column)).collect();
            value::misprint(printed, &above)
        })
        .or_else(|| value::by_its_marks(printed).filter(|_| value::looks_misprinted(printed)))
}

/// The labels of `row`, its unit in parentheses: `1인당 GNI (달러)`; where no column holds labels, its first
/// cell, and its number where that is a number as well.
fn row_head(document: &Document, table: &Table, row: usize) -> String {
    let mut labels = joined(table.row_path(row).map(|span| document.slice(span)));
    if labels.is_empty() {
        let first = table.row(row).first().map_or("", |span| document.slice(*span));
        labels = if first.is_empty() { (row + 1).to_string() } else { first.to_owned() };
    }
    match table.row_unit(row).map(|span| document.slice(span)) {
        Some(unit) if unit.starts_with('(') => format!("{labels} {unit}"),
        Some(unit) => format!("{labels} ({unit})"),
        None => labels,
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}
