//! A document out of the words that are kept of an older rendition.
//!
//! What is kept is the text alone. A line that is a heading of the newer document was one; lines
//! that are cells of one of its tables were one table, which is set as lines; all else was a paragraph.

use std::collections::{HashMap, HashSet};

use crate::document::{BlockKind, Builder, Document};

/// Lines of the older text without a cell that may stand between cells of one table.
const STRAY: usize = 2;

/// The document of the words in `text`, built as far as `new` tells how; `None` where it can't be built.
#[must_use]
pub fn older(text: &str, new: &Document) -> Option<Document> {
    let mut headings: HashMap<&str, u8> = HashMap::new();
    let mut cells: HashSet<&str> = HashSet::new();
    for block in new.blocks() {
        match block.kind {
            BlockKind::Heading(level) => drop(headings.insert(new.slice(block.span), level)),
            BlockKind::Table(_) => cells.extend(new.slice(block.span).split('\n').filter(|cell| !cell.is_empty())),
            _ => {}
        }
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut builder = Builder::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if cells.contains(line) && !headings.contains_key(line) {
            let end = end_of_table(&lines, at, &cells);
            // One line alone is as likely to be a paragraph.
            if end > at + 1 {
                builder.open(BlockKind::Code);
                lines[at..end].iter().for_each(|cell| builder.code_line(cell));
                at = end;
                continue;
            }
        }
        if !line.is_empty() {
            builder.open(headings.get(line).map_or(BlockKind::Paragraph, |level| BlockKind::Heading(*level)));
            builder.text(line);
        }
        at += 1;
    }
    builder.finish().ok()
}

/// One past the last line of the cells that begin at `from`.
fn end_of_table(lines: &[&str], from: usize, cells: &HashSet<&str>) -> usize {
    let mut end = from + 1;
    let mut stray = 0;
    for (at, line) in lines.iter().enumerate().skip(from + 1) {
        if cells.contains(line) {
            (end, stray) = (at + 1, 0);
        } else if line.chars().nth(40).is_some() || stray == STRAY {
            break;
        } else {
            stray += 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Pairing, compare};

    #[test]
    fn kept_words_are_a_document_again_and_compared_with_the_new_one() {
        let format = crate::import::format_named("markdown").expect("a format");
        let read = |text: &str| {
            let source = crate::import::Source { name: "a.md", bytes: text.as_bytes(), whole: true };
            (format.read)(&source, &()).expect("a document")
        };
        let text = "# One\n\nThe first words stand here.\n\n| Land | 2021 |\n|--|--:|\n| Korea | 1.0 |\n| Japan | 2.0 |\n\nThe last words.\n";
        let new = read(text);
        let was = read(&text.replace("first", "former").replace("1.0", "1.5"));
        let older = older(was.text(), &new).expect("a document");
        assert_eq!(older.blocks()[0].kind, BlockKind::Heading(1));
        let found = compare(&older, &new, None, &|_| true).expect("not stopped");
        assert_eq!(found.by, Pairing::Words);
        let edits: Vec<_> = found.edits.iter().map(|edit| (older.slice(edit.left), new.slice(edit.right))).collect();
        assert_eq!(edits, [("former", "first"), ("1.5", "1.0")]);
        assert_eq!((found.counts().changed, found.counts().left, found.counts().right), (2, 0, 0));
    }
}
