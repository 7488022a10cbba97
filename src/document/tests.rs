//! The document as the other rooms ask it: places, tables, sentences, and what is derived.

mod building;
mod derived;
mod places;
mod sentences;
mod tables;

use super::{Builder, Document};

/// What `write` makes.
fn built(write: impl FnOnce(&mut Builder)) -> Document {
    let mut builder = Builder::new();
    write(&mut builder);
    builder.finish().expect("a small document")
}

/// Adds a table: cells parted by `|`, the first `heads` lines its head; `<` is the cell before, once more.
fn table(b: &mut Builder, stub: u16, heads: usize, lines: &[&str]) {
    b.open_table(lines.first().map_or(0, |line| line.split('|').count()), stub);
    for (at, line) in lines.iter().enumerate() {
        if at == heads {
            b.end_head();
        }
        let mut last = None;
        for cell in line.split('|') {
            if let ("<", Some(span)) = (cell, last) {
                b.repeat_cell(span);
            } else {
                b.open_cell();
                b.text(cell);
                last = Some(b.end_cell());
            }
        }
        b.end_row();
    }
    b.close();
}
