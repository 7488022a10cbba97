//! A whole document as plain text.

use std::io;

use super::rows::Setter;
use super::unit::Unit;
use super::{Flow, LayoutOptions, gap};
use crate::document::{Document, Point};

/// Bytes that are gathered before they are written.
const CHUNK: usize = 64 * 1024;

/// Writes all rows of `document` to `out`, a line each, unit by unit: neither the memory used
/// nor the time to the first line grows with the document.
///
/// # Errors
/// What writing to `out` gives.
pub fn plain(document: &Document, setting: LayoutOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let flow = Flow::new(document, setting);
    let mut setter = Setter::new(document, setting);
    let (mut rows, mut text) = (Vec::new(), String::new());
    let mut unit = Unit::at(document, Point(0));
    while let Some(here) = unit {
        let gap = gap::above(document, &here);
        for above in (1..=gap.len()).rev() {
            flow.write_line(&gap::row(document, setting, &here, &gap, above), &mut text);
            text.push('\n');
        }
        rows.clear();
        setter.set(&here, &mut rows);
        for row in &rows {
            flow.write_line(row, &mut text);
            text.push('\n');
        }
        if text.len() >= CHUNK {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
        unit = here.next(document);
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}
