//! Numbers of tables that look misprinted: said, with what they are read as, never corrected.

use rust_decimal::Decimal;

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
            if column < usize::from(table.stub) || !value::looks_misprinted(text(*span)) {
                continue;
            }
            let Some(read) = read_as(document, table, row, column) else { continue };
            let kind = WarningKind::Misprint {
                printed: SafeText::new(text(*span)),
                read: SafeText::new(&grouped(read)),
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

/// What the number of a cell is, by those beside it, else by those above and below.
fn read_as(document: &Document, table: &Table, row: usize, column: usize) -> Option<Decimal> {
    let text = |row: usize, column: usize| table.cell(row, column).map_or("", |span| document.slice(span));
    let (stub, printed) = (usize::from(table.stub), text(row, column));
    let around = |at: usize, from: usize, to: usize| {
        (at.saturating_sub(NEIGHBOURS).max(from)..(at + NEIGHBOURS + 1).min(to)).filter(move |other| *other != at)
    };
    let beside: Vec<&str> = around(column, stub, table.width()).map(|other| text(row, other)).collect();
    value::misprint(printed, &beside).or_else(|| {
        let above: Vec<&str> = around(row, 0, table.height()).map(|other| text(other, column)).collect();
        value::misprint(printed, &above)
    })
}

/// The labels of `row`, its unit in parentheses: `1인당 GNI (달러)`.
fn row_head(document: &Document, table: &Table, row: usize) -> String {
    let labels = joined(table.row_path(row).map(|span| document.slice(span)));
    match table.row_unit(row).map(|span| document.slice(span)) {
        Some(unit) if unit.starts_with('(') => format!("{labels} {unit}"),
        Some(unit) => format!("{labels} ({unit})"),
        None => labels,
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

/// `number` with commas between its thousands.
fn grouped(number: Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut out = String::from(if number.is_sign_negative() { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Document};
    use super::*;

    fn warned(rows: &[&[&str]]) -> Vec<String> {
        let mut builder = Builder::new();
        builder.open_table(rows[0].len(), 1);
        for (at, row) in rows.iter().enumerate() {
            for cell in *row {
                builder.open_cell();
                builder.text(cell);
                builder.end_cell();
            }
            builder.end_row();
            if at == 0 {
                builder.end_head();
            }
        }
        builder.close();
        let document: Document = builder.finish().expect("a small document");
        let said = |warning: &Warning| match &warning.kind {
            WarningKind::Misprint { printed, read, row, column, .. } => Some(format!("{row} {column} {printed} {read}")),
            _ => None,
        };
        document.warnings().iter().filter_map(said).collect()
    }

    #[test]
    fn a_point_for_a_thousands_mark_is_seen_by_its_neighbours() {
        let rows: &[&[&str]] =
            &[&["", "2022", "2021", "2020"], &["GNI", "1,107.0", "1.243.0", "1,168.0"], &["Growth", "-0.2", "-0.1", "0.4"]];
        assert_eq!(warned(rows), ["GNI 2021 1.243.0 1,243.0"]);
        assert_eq!(warned(&[&["", "a"], &["x", "1,107.0"], &["y", "-1.243.0"], &["z", "1,300.5"]]), ["y a -1.243.0 -1,243.0"]);
    }

    #[test]
    fn points_that_are_thousands_marks_are_none() {
        for row in [["", "1.107.000", "1.243.000", "1.168.000"], ["", "1,107.0", "1,243.0", "1,168.0"], ["", "", "1.243.0", ""]] {
            assert_eq!(warned(&[&["", "a", "b", "c"], &row]), Vec::<String>::new(), "{row:?}");
        }
    }
}
