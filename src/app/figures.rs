//! What the sentence in focus says of the document's tables: those that it mentions, and the
//! cells that hold its figures. Found when the focus comes to a sentence, not with each frame.

use std::sync::Arc;

use crate::document::{Block, BlockKind, Document, Point, Span};
use crate::study::{Cells, claims, table_mentions_in};
use crate::table::View;

use super::{App, Effect, Inquiry, Target};

/// What is known of the tables' numbers, and of the sentence in focus.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// The numbers of the tables, once they are read.
    cells: Option<Arc<Cells>>,
    /// The sentence that was looked at last, and what it leads to.
    last: Option<(Span, Vec<Target>)>,
}

impl App {
    /// Asks for what is read out of a document that has come whole, behind the screen: how long its
    /// sections are, and the numbers of its tables.
    pub(super) fn study(&mut self) {
        self.figures = Figures::default();
        self.inquire(Inquiry::Shape);
        self.effects.extend(self.wanted_cells());
    }

    /// The same for a document that was whole from the start.
    #[must_use]
    pub fn first_study(&mut self) -> Vec<Effect> {
        self.study();
        std::mem::take(&mut self.effects)
    }

    /// The tables' numbers, where there is prose beside them that could speak of them.
    fn wanted_cells(&self) -> Option<Effect> {
        let document = self.document();
        let is_prose =
            |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_));
        let wanted = !document.tables().is_empty() && document.blocks().iter().any(is_prose);
        wanted.then(|| Effect::Study(Arc::clone(document)))
    }

    /// The numbers are read: of the document that is open, if it still is.
    pub(super) fn take_cells(&mut self, document: &Arc<Document>, cells: Arc<Cells>) {
        if Arc::ptr_eq(document, self.document()) {
            self.figures = Figures { cells: Some(cells), last: None };
        }
    }

    /// Looks at the sentence in focus, if it is another than before.
    pub(super) fn look_at_figures(&mut self) {
        let sentence = self.view.sentence;
        if self.document().tables().is_empty() || self.figures.last.as_ref().is_some_and(|(last, _)| *last == sentence) {
            return;
        }
        let document = Arc::clone(self.document());
        let mut found: Vec<Target> = Vec::new();
        for mention in table_mentions_in(&document, sentence) {
            let target = Target::Table(mention.table);
            if !found.contains(&target) {
                found.push(target);
            }
        }
        if let Some(cells) = &self.figures.cells {
            for claim in claims(&document, cells, sentence) {
                found.extend(claim.held.first().map(|held| Target::Cell(*held, claim.span)));
            }
        }
        self.figures.last = Some((sentence, found));
    }

    /// Table `table` as printed, once its numbers are read.
    #[must_use]
    pub fn printed_table(&self, table: usize) -> Option<&View> {
        self.figures.cells.as_ref()?.view(table)
    }

    /// What the words of `span` speak of, with the place where they do so.
    pub(super) fn mentions(&self, document: &Document, span: Span) -> Vec<(Target, Point)> {
        let found = table_mentions_in(document, span);
        found.into_iter().map(|mention| (Target::Table(mention.table), mention.span.start)).collect()
    }

    /// What a sentence says of tables, where it is the one in focus.
    pub(super) fn figures_of(&self, sentence: Span) -> &[Target] {
        match &self.figures.last {
            Some((last, found)) if *last == sentence => found,
            _ => &[],
        }
    }
}
