//! Everything in a document that points to another place of it without a link.

use super::{Citations, Landmarks, Reference, references};
use crate::document::{Document, Span};

/// What a document's words point to: made once, behind the screen.
#[derive(Debug)]
pub struct CrossReferences {
    /// What can be pointed to.
    pub landmarks: Landmarks,
    /// What its footnotes say of each other.
    pub citations: Citations,
    /// All references, in the order of the text.
    all: Vec<Reference>,
}

impl CrossReferences {
    /// Reads `document`; `None` where `go_on` said no. Linear in the text.
    pub fn of(document: &Document, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let landmarks = Landmarks::of(document);
        let citations = Citations::of(document, go_on)?;
        let all = references(document, &landmarks, go_on)?;
        Some(Self { landmarks, citations, all })
    }

    /// All references, in the order of the text.
    #[must_use]
    pub fn all(&self) -> &[Reference] {
        &self.all
    }

    /// The references that touch `span`.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &Reference> {
        /// No reference is longer, in bytes.
        const LONGEST: u32 = 64;
        let from = span.start.0.saturating_sub(LONGEST);
        let first = self.all.partition_point(|reference| reference.span.start.0 < from);
        let near = self.all[first..].iter().take_while(move |reference| reference.span.start < span.end);
        near.filter(move |reference| reference.span.overlaps(span))
    }
}
