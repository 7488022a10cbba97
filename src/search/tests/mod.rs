//! Tests of the room as a whole: what is found, and that all questions agree.

mod agreement;
mod finding;
mod ranking;
mod reference;
mod typing;

use super::{Matcher, Query};
use crate::document::{BlockKind, Builder, Document};

/// A document of paragraphs.
fn paragraphs(texts: &[&str]) -> Document {
    let mut builder = Builder::new();
    for text in texts {
        builder.open(BlockKind::Paragraph);
        builder.text(text);
    }
    builder.finish().expect("a small document")
}

/// The texts of all hits.
fn found<'a>(document: &'a Document, query: &Query) -> Vec<&'a str> {
    let hits = Matcher::new(query).expect("a query").all(document, usize::MAX, &mut |_| true);
    assert!(hits.complete && !hits.truncated);
    hits.spans.into_iter().map(|span| document.slice(span)).collect()
}
