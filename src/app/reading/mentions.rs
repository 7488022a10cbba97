//! What the sentence in focus points to without a link: tables, figures, sections, footnotes and pages
//! that it names, the cells that hold its figures, and footnotes that a body means. Found when the focus comes to a sentence, not with each frame.

use std::sync::Arc;

use crate::document::{Block, BlockKind, Document, Point, Span};
use crate::study::{Cells, CrossReferences, Reference, ReferenceTarget, claims, references_in};
use crate::table::TableView;

use crate::app::{App, Effect, Inquiry, StudyEffect, Target};

/// What is known of the tables' numbers, and of the sentence in focus.
#[derive(Debug, Default)]
pub(in crate::app) struct Mentions {
    /// The numbers of the tables, once they are read.
    cells: Option<Arc<Cells>>,
    /// What the document's words point to, once it is read.
    references: Option<Arc<CrossReferences>>,
    /// The sentence that was looked at last, and what it leads to.
    last: Option<(Span, Vec<Target>)>,
}

impl App {
    /// Asks for what is read out of a document that has come whole, behind the screen: how long its
    /// sections are, and the numbers of its tables.
    pub(in crate::app) fn study(&mut self) {
        self.open.mentions = Mentions::default();
        self.inquire(Inquiry::Shape);
        let document = self.document();
        if document.blocks().iter().any(is_prose) {
            self.effects.push(StudyEffect::References(Arc::clone(document)));
        }
        self.effects.extend(self.wanted_cells());
    }

    /// The same for a document that was whole from the start.
    #[must_use]
    pub fn first_study(&mut self) -> Vec<Effect> {
        self.study();
        self.effects.take()
    }

    /// The tables' numbers, where there is prose beside them that could speak of them.
    fn wanted_cells(&self) -> Option<StudyEffect> {
        let document = self.document();
        let wanted = !document.tables().is_empty() && document.blocks().iter().any(is_prose);
        wanted.then(|| StudyEffect::Cells(Arc::clone(document)))
    }

    /// The numbers are read: of the document that is open, if it still is.
    pub(in crate::app) fn take_cells(&mut self, cells: Arc<Cells>) {
        self.open.mentions.cells = Some(cells);
        self.open.mentions.last = None;
    }

    /// What the words point to is read: of the document that is open, if it still is.
    pub(in crate::app) fn take_references(&mut self, references: Arc<CrossReferences>) {
        self.open.mentions.references = Some(references);
        self.open.mentions.last = None;
    }

    /// What the document's words point to, once it is read.
    #[must_use]
    pub fn references(&self) -> Option<&CrossReferences> {
        self.open.mentions.references.as_deref()
    }

    /// Looks at the sentence in focus, if it is another than before.
    pub(in crate::app) fn find_mentions(&mut self) {
        let sentence = self.pane.view.sentence;
        if self.open.mentions.last.as_ref().is_some_and(|(last, _)| *last == sentence) {
            return;
        }
        let document = Arc::clone(self.document());
        let mut found: Vec<Target> = Vec::new();
        if let Some(references) = &self.open.mentions.references {
            for reference in references_in(&document, &references.landmarks, sentence) {
                let target = target_of(&reference);
                if !found.contains(&target) {
                    found.push(target);
                }
            }
            let pointers = document.body_at(sentence.start).map_or(&[][..], |note| references.citations.pointers(note));
            let own = pointers.iter().filter(|pointer| pointer.span.overlaps(sentence));
            // A number that is named is there already, as a reference.
            let known = |target: usize| {
                found.iter().any(|own| matches!(own, Target::Reference(own) if own.aim == ReferenceTarget::Footnote(target)))
            };
            let meant: Vec<Target> =
                own.filter(|pointer| !pointer.to.is_some_and(known)).map(|pointer| Target::Meant(*pointer)).collect();
            found.splice(0..0, meant);
        }
        if let Some(cells) = &self.open.mentions.cells {
            for claim in claims(&document, cells, sentence) {
                found.extend(claim.held.first().map(|held| Target::Cell(*held, claim.span)));
            }
        }
        self.open.mentions.last = Some((sentence, found));
    }

    /// Table `table` as printed, once its numbers are read.
    #[must_use]
    pub fn printed_table(&self, table: usize) -> Option<&TableView> {
        self.open.mentions.cells.as_ref()?.view(table)
    }

    /// What the words of `span` speak of, with the place where they do so.
    pub(in crate::app) fn mentions(&self, document: &Document, span: Span) -> Vec<(Target, Point)> {
        let Some(references) = &self.open.mentions.references else { return Vec::new() };
        let named = references.over(span).filter(|way| span.contains(way.span.start)).map(|way| (target_of(way), way.span.start));
        let pointers = document.body_at(span.start).map_or(&[][..], |note| references.citations.pointers(note));
        let meant = pointers.iter().filter(|pointer| span.contains(pointer.span.start));
        named.chain(meant.map(|pointer| (Target::Meant(*pointer), pointer.span.start))).collect()
    }

    /// What a sentence says of tables, where it is the one in focus.
    pub(in crate::app) fn mentions_of(&self, sentence: Span) -> &[Target] {
        match &self.open.mentions.last {
            Some((last, found)) if *last == sentence => found,
            _ => &[],
        }
    }
}

/// What a reference leads to: a table has a desk.
fn target_of(reference: &Reference) -> Target {
    match reference.aim {
        ReferenceTarget::Table(table) => Target::Table(table),
        _ => Target::Reference(*reference),
    }
}

/// Whether a block is running text, which may point to something.
fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_))
}
