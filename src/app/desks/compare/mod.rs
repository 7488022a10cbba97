//! The compare desk: another document beside the one that is open, pair by pair.
//!
//! Pairs that belong together begin at the same height. Scrolling is by pair: only those in the
//! window are laid out, and none is longer than a piece, so that each place costs the same.

mod commands;
mod rows;

pub use rows::{CompareColumns, CompareRow};

use std::sync::Arc;

use crate::annotation::{AnchorHistory, Hash32};
use crate::document::{Document, SafeText};
use crate::study::{Comparison, PairCounts, Pairing, SectionChanges};

use crate::app::{Area, Geometry, ListCursor, Origin, Reason, Request};

/// What the open document is compared with.
#[derive(Debug, Clone)]
pub enum CompareSource {
    /// A document somewhere.
    Origin(Origin),
    /// The words of another rendition, kept with the notes.
    Kept(Arc<AnchorHistory>, Hash32),
    /// One that is read already, and its name.
    Read(Arc<Document>, SafeText),
}

/// The other document, and the two held against each other.
#[derive(Debug, Clone)]
pub struct ComparedDocuments {
    /// The other document.
    pub other: Arc<Document>,
    /// What it is called.
    pub name: SafeText,
    /// What came of it.
    pub found: Arc<Comparison>,
}

/// What comes of comparing.
#[derive(Debug, Clone)]
pub enum CompareAnswer {
    /// It is done.
    Done(ComparedDocuments),
    /// How far it is, in thousandths.
    SoFar(u16),
    /// The other document could not be read: why, in the reader's words.
    Failed(Reason),
}

/// The desk.
#[derive(Debug, Clone)]
pub struct CompareDesk {
    /// The document that is open; it stands on the left.
    pub left: Arc<Document>,
    /// What came of it, once it has.
    pub held: Option<ComparedDocuments>,
    /// How far it is, in thousandths.
    pub progress: u16,
    /// The way that was asked for; none for whichever fits.
    pub by: Option<Pairing>,
    /// Section by section.
    pub sections: Vec<SectionChanges>,
    /// All together.
    pub counts: PairCounts,
    /// The pairs that are changes.
    pub changes: Vec<usize>,
    /// The pair in focus.
    pub at: usize,
    /// The first pair in the window, and how many of its rows are above it.
    pub top: (usize, usize),
    /// The side in focus: the right one, or else the left.
    pub on_right: bool,
    /// The summary by section, where it is shown.
    pub summary: Option<ListCursor>,
    /// What the window shows, as `Comparing::lay_out` made it.
    pub lines: Vec<CompareRow>,
    /// Where the other document comes from.
    pub(in crate::app) source: CompareSource,
    pub(in crate::app) request: Request,
    made_for: Option<((usize, usize), CompareColumns, usize)>,
}

impl CompareDesk {
    pub(in crate::app) fn new(left: Arc<Document>, source: CompareSource, request: Request) -> Self {
        Self {
            left,
            held: None,
            progress: 0,
            by: None,
            sections: Vec::new(),
            counts: PairCounts::default(),
            changes: Vec::new(),
            at: 0,
            top: (0, 0),
            on_right: false,
            summary: None,
            lines: Vec::new(),
            source,
            request,
            made_for: None,
        }
    }

    /// Takes in what came of it, the first change in focus.
    pub(in crate::app) fn take(&mut self, held: ComparedDocuments) {
        self.sections = held.found.by_section(&self.left, &held.other);
        self.counts = held.found.counts();
        let changed = |(at, pair): (usize, &crate::study::Pair)| pair.kind.is_change().then_some(at);
        self.changes = held.found.pairs.iter().enumerate().filter_map(changed).collect();
        self.at = self.at.min(held.found.pairs.len().saturating_sub(1));
        self.held = Some(held);
        self.made_for = None;
    }

    /// The section of pair `at`: an index into [`CompareDesk::sections`].
    #[must_use]
    pub fn section_of(&self, at: usize) -> Option<usize> {
        self.sections.partition_point(|section| section.pair <= at).checked_sub(1)
    }

    /// Which change the pair in focus is, from 1; 0 where it stands before the first.
    #[must_use]
    pub fn change_at(&self) -> usize {
        self.changes.partition_point(|change| *change <= self.at)
    }

    /// The area of the columns, below the head.
    #[must_use]
    pub fn body(geometry: &Geometry) -> Area {
        let screen = geometry.screen;
        let air = u16::from(screen.height >= 16);
        let y = (2 * air + 2).min(screen.height);
        Area { x: screen.x, y, width: screen.width, height: screen.height.saturating_sub(y + 1 + air) }
    }
}
