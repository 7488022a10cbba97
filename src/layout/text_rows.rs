//! Rows of words that are no document's, on the same rules as those of one.

use crate::document::{BlockKind, Builder, Document};

use super::{Flow, LayoutOptions, Place, Row};

/// Rows of words that are no document's: a note, a remark. Tells what was made of them, and at most 2,000 rows;
/// `None` where they are too long for a document.
#[must_use]
pub fn text_rows(words: &str, setting: LayoutOptions) -> Option<(Document, Vec<Row>)> {
    let mut builder = Builder::new();
    // An empty line parts paragraphs; other line ends stay where the writer put them.
    let mut goes_on = false;
    for line in words.lines() {
        match (line.trim().is_empty(), goes_on) {
            (true, _) => builder.close(),
            (false, true) => builder.line_break(),
            (false, false) => builder.open(BlockKind::Paragraph),
        }
        builder.text(line);
        goes_on = !line.trim().is_empty();
    }
    let document = builder.finish().ok()?;
    let flow = Flow::new(&document, setting);
    let rows = flow.rows(Place::default(), 2000);
    Some((document, rows))
}
