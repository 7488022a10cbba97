//! Documents for the tests of this room.

use crate::document::{BlockKind, Builder, Document};

/// A document of one paragraph.
pub(in crate::layout) fn paragraph(text: &str) -> Document {
    built(|b| {
        b.open(BlockKind::Paragraph);
        b.text(text);
    })
}

/// What `build` makes.
pub(in crate::layout) fn built(build: impl FnOnce(&mut Builder)) -> Document {
    let mut builder = Builder::new();
    build(&mut builder);
    builder.finish().expect("a small document")
}

/// Adds a table, its first `heads` rows its head; no text is an empty cell, `^` one carried
/// over from above, `<` one carried over from the left, `¹` a call.
pub(in crate::layout) fn table(b: &mut Builder, stub: u16, heads: usize, rows: &[&[&str]]) {
    b.open_table(rows.iter().map(|row| row.len()).max().unwrap_or(0), stub);
    let mut above: Vec<_> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if at == heads {
            b.end_head();
        }
        let mut spans: Vec<crate::document::Span> = Vec::new();
        for (column, cell) in row.iter().enumerate() {
            let over = above.get(column).copied();
            let left = spans.last().copied();
            // Merged cells are rectangles: what comes from the left is new, or is above, too.
            let is_rectangle = over == left || left != column.checked_sub(1).and_then(|left| above.get(left).copied());
            let carried = match *cell {
                "^" if over.is_some() && over != left => over,
                "<" if is_rectangle => left,
                _ => None,
            };
            if let Some(span) = carried {
                b.repeat_cell(span);
                spans.push(span);
            } else {
                b.open_cell();
                for (at, part) in cell.split('¹').enumerate() {
                    if at > 0 {
                        b.call("1", "1");
                    }
                    b.text(part);
                }
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
