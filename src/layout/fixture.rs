//! Documents for the tests of this room.

use crate::document::{BlockKind, Builder, Document};

/// A document of one paragraph.
pub(super) fn paragraph(text: &str) -> Document {
    built(|b| {
        b.open(BlockKind::Paragraph);
        b.text(text);
    })
}

/// What `build` makes.
pub(super) fn built(build: impl FnOnce(&mut Builder)) -> Document {
    let mut builder = Builder::new();
    build(&mut builder);
    builder.finish().expect("a small document")
}

/// Adds a table, its first `heads` rows its head; no text is an empty cell, `^` one carried
/// over from above, `<` one carried over from the left.
pub(super) fn table(b: &mut Builder, stub: u16, heads: usize, rows: &[&[&str]]) {
    b.open_table(rows.iter().map(|row| row.len()).max().unwrap_or(0), stub);
    let mut above: Vec<_> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if at == heads {
            b.end_head();
        }
        let mut spans: Vec<crate::document::Span> = Vec::new();
        for (column, cell) in row.iter().enumerate() {
            let carried = match *cell {
                "^" => above.get(column).copied(),
                "<" => spans.last().copied(),
                _ => None,
            };
            if let Some(span) = carried {
                b.repeat_cell(span);
                spans.push(span);
            } else {
                b.open_cell();
                b.text(cell);
                spans.push(b.end_cell());
            }
        }
        b.end_row();
        above = spans;
    }
    if heads >= rows.len() {
        b.end_head();
    }
    b.close();
}
