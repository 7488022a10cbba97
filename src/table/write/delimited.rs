//! Tab- and comma-separated values.

use std::borrow::Cow;

use crate::document::value::is_numeric;
use crate::table::TableView;

/// Lines of cells parted by tabs. A document's cell holds neither tab nor line break.
pub(super) fn write_tsv(view: &TableView, guard: bool) -> String {
    let mut out = String::new();
    each_row(view, |cells| {
        let cells: Vec<String> = cells.iter().map(|cell| guarded(cell, guard).replace(['\t', '\n', '\r'], " ")).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    });
    out
}

/// RFC 4180: a field with a comma, a quote or a line break is quoted. But lines end as the
/// shell's do: with CRLF, `cut` and `awk` would find a stray character in the last field.
pub(super) fn write_csv(view: &TableView, bom: bool, guard: bool) -> String {
    let mut out = if bom { String::from('\u{FEFF}') } else { String::new() };
    each_row(view, |cells| {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let cell = guarded(cell, guard);
            // An empty only field would be an empty line, which many readers skip.
            if cell.contains([',', '"', '\n', '\r'])
                || (cells.len() == 1 && cell.is_empty())
                || cell.starts_with(' ')
                || cell.ends_with(' ')
            {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out.push('\n');
    });
    out
}

/// The heads, then each row.
fn each_row(view: &TableView, mut write: impl FnMut(&[Cow<str>])) {
    if view.width() == 0 {
        return;
    }
    write(&super::heads(view).into_iter().map(Cow::Owned).collect::<Vec<_>>());
    for row in 0..view.height() {
        let cells: Vec<Cow<str>> = (0..view.width()).map(|column| view.text(row, column)).collect();
        write(&cells);
    }
}

/// `cell` with an apostrophe, where `guard` asks for it, before what a spreadsheet takes for a formula (OWASP's list for
/// CSV injection, and the full-width signs that some programs take too). A number is none.
#[must_use]
pub fn guarded(cell: &str, guard: bool) -> Cow<'_, str> {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if !guard || !starts {
        return Cow::Borrowed(cell);
    }
    let harmless = cell.chars().all(|c| matches!(c, '-' | ' ')) || is_numeric(cell);
    if harmless { Cow::Borrowed(cell) } else { Cow::Owned(format!("'{cell}")) }
}
