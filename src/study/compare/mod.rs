//! Two documents side by side: what belongs together, and what changed in it.
//!
//! Two editions are held against each other by their words; two languages of one text, which
//! have none in common, by how they are built. Which of both it is, is found by the share of words
//! in common, is told, and can be set. All of it is bounded in steps, and never in time.

mod align;
mod cells;
mod changed;
mod inside;
mod older;
mod pieces;
mod sequence;
mod structure;
mod units;
mod wording;
mod words;

pub use changed::{ChangedUnits, changes};
pub use inside::Edit;
pub use older::older;

use std::ops::Range;

use sequence::Budget;
use units::{Side, common, sketch};
use wording::Link;
use words::Vocabulary;

use crate::document::{Document, Span};

/// From this share of words in common two texts are editions of one.
const EDITIONS: f32 = 0.4;
/// Share of the shorter text that belongs to something of the other, from which on they are, too.
const COVERED: f32 = 0.15;
/// Below this share of words in common two texts are first looked at as two languages: figures that
/// both have would make editions of them.
const FOREIGN: f32 = 0.12;
/// Share of anchors in common from which on two texts are languages of one.
const LANGUAGES: f32 = 0.2;

/// What two documents are held against each other by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    /// Words: two editions.
    Words,
    /// Order, lengths and what translation leaves as it is: two languages.
    Structure,
}

impl Pairing {
    /// Its name, on a command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Structure => "structure",
        }
    }
}

/// Two documents, from beginning to end.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What they were held against each other by.
    pub by: Pairing,
    /// Nothing says that the two have to do with each other: they only stand side by side.
    pub strangers: bool,
    /// The share of different words that both have, 0 to 1.
    pub common: f32,
    /// False where there was too much to look at everything: what was left counts as replaced.
    pub complete: bool,
    /// What belongs together, in order: one side after the other, each is the whole document.
    pub pairs: Vec<Pair>,
    /// What changed, those of one pair together.
    pub edits: Vec<Edit>,
}

/// What stands side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// On the left: whole blocks, or a piece of a long one; empty where nothing stands there.
    pub left: Span,
    /// On the right.
    pub right: Span,
    /// How both belong together.
    pub kind: PairKind,
    /// What changed in it: indices into [`Comparison::edits`].
    pub edits: Range<usize>,
    /// It goes on the pair before it: both are pieces of long blocks.
    pub goes_on: bool,
}

/// How the sides of a pair belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairKind {
    /// The same words.
    Same,
    /// Some words are others.
    Changed,
    /// One side only: the other is the pair with this index.
    Moved(usize),
    /// On the left alone.
    Left,
    /// On the right alone.
    Right,
    /// Side by side, and no word of it is held against another.
    Beside,
}

impl PairKind {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Moved(_) => "moved",
            Self::Left => "left",
            Self::Right => "right",
            Self::Beside => "beside",
        }
    }

    /// Whether it is a change.
    #[must_use]
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Same | Self::Beside)
    }
}

/// How many pairs there are of each kind; of what moved both places count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PairCounts {
    /// Pairs whose words are the same, or that stand side by side.
    pub same: usize,
    /// Changed ones.
    pub changed: usize,
    /// Moved ones.
    pub moved: usize,
    /// What is on the left alone.
    pub left: usize,
    /// What is on the right alone.
    pub right: usize,
}

impl PairCounts {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.changed + self.moved + self.left + self.right == 0
    }

    fn add(&mut self, pair: &Pair) {
        match pair.kind {
            PairKind::Same | PairKind::Beside => self.same += 1,
            PairKind::Changed => self.changed += 1,
            PairKind::Moved(_) if pair.right.is_empty() => self.moved += 1,
            PairKind::Moved(_) => {}
            PairKind::Left => self.left += 1,
            PairKind::Right => self.right += 1,
        }
    }
}

/// What changed in one section of either document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionChanges {
    /// The section on the left; none in front of the first, or in the footnotes.
    pub left: Option<usize>,
    /// The section on the right.
    pub right: Option<usize>,
    /// The first pair of it.
    pub pair: usize,
    /// How many of each kind.
    pub counts: PairCounts,
}

impl Comparison {
    /// How many pairs there are of each kind.
    #[must_use]
    pub fn counts(&self) -> PairCounts {
        let mut counts = PairCounts::default();
        self.pairs.iter().for_each(|pair| counts.add(pair));
        counts
    }

    /// What changed in `pair`.
    #[must_use]
    pub fn edits_of(&self, pair: &Pair) -> &[Edit] {
        self.edits.get(pair.edits.clone()).unwrap_or_default()
    }

    /// The counts section by section, in order.
    #[must_use]
    pub fn by_section(&self, left: &Document, right: &Document) -> Vec<SectionChanges> {
        let mut found: Vec<SectionChanges> = Vec::new();
        for (at, pair) in self.pairs.iter().enumerate() {
            let section = |document: &Document, span: Span| (!span.is_empty()).then(|| document.section_at(span.start));
            let (mine, theirs) = (section(left, pair.left), section(right, pair.right));
            let is_next = found.last().is_none_or(|last| {
                mine.is_some_and(|mine| mine != last.left) || mine.is_none() && theirs.is_some_and(|theirs| theirs != last.right)
            });
            if is_next {
                let before = found.last().map_or((None, None), |last| (last.left, last.right));
                found.push(SectionChanges {
                    left: mine.unwrap_or(if theirs.is_some() { None } else { before.0 }),
                    right: theirs.flatten(),
                    pair: at,
                    counts: PairCounts::default(),
                });
            }
            if let Some(last) = found.last_mut() {
                last.right = last.right.or(theirs.flatten());
                last.counts.add(pair);
            }
        }
        found
    }
}

/// Holds two documents against each other, by `by` where that is set. `watch` is told how far it
/// is, in thousandths, and says whether to go on: `None` where it said no.
#[must_use]
pub fn compare(left: &Document, right: &Document, by: Option<Pairing>, watch: &dyn Fn(u16) -> bool) -> Option<Comparison> {
    let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
    let mut mine = Side::of(left, &mut vocabulary, &mut texts, &|| watch(0))?;
    let mut theirs = Side::of(right, &mut vocabulary, &mut texts, &|| watch(100))?;
    sketch(&mut mine, &mut theirs, vocabulary.len(), &|| watch(200))?;
    let share = common(&mine, &theirs, vocabulary.len());
    let mut budget = Budget::usual();
    let sides = (&mine, &theirs);
    let (by, strangers, links) = found_links(sides, by, share, &mut budget, &|| watch(300))?;
    let laid = pieces::lay(sides, &links, by, &mut budget, &|done, all| watch(stage(done, all)))?;
    let complete = !budget.is_spent();
    Some(Comparison { by, strangers, common: share, complete, pairs: laid.pairs, edits: laid.edits })
}

/// How far the last stage is, in thousandths of all.
fn stage(done: usize, all: usize) -> u16 {
    u16::try_from(500 + 500 * done / all.max(1)).unwrap_or(1000)
}

/// The links, by what they were found, and whether the two are strangers.
fn found_links(
    (left, right): (&Side, &Side),
    by: Option<Pairing>,
    share: f32,
    budget: &mut Budget,
    go_on: &dyn Fn() -> bool,
) -> Option<(Pairing, bool, Vec<Link>)> {
    let languages = |found: &structure::Structured| found.agreement >= LANGUAGES || found.same_skeleton;
    if by.is_none() && share < FOREIGN {
        let found = structure::by_structure(left, right, go_on)?;
        if languages(&found) {
            return Some((Pairing::Structure, false, found.links));
        }
    }
    if by != Some(Pairing::Structure) {
        let links = wording::by_words(left, right, budget, go_on)?;
        let is_short = left.units.is_empty() || right.units.is_empty();
        if by.is_some() || share >= EDITIONS || is_short || covered(left, right, &links) >= COVERED {
            return Some((Pairing::Words, false, links));
        }
    }
    let found = structure::by_structure(left, right, go_on)?;
    if by.is_some() || languages(&found) {
        return Some((Pairing::Structure, false, found.links));
    }
    let both = left.units.len().min(right.units.len());
    let mut links: Vec<Link> = (0..both).map(|at| Link::pair(at, at)).collect();
    links.extend((both..left.units.len()).map(|at| Link { left: (at, 1), right: (both, 0), moved: None }));
    links.extend((both..right.units.len()).map(|at| Link { left: (both, 0), right: (at, 1), moved: None }));
    Some((Pairing::Structure, true, links))
}

/// The share of the shorter text that is paired, by its words.
fn covered(left: &Side, right: &Side, links: &[Link]) -> f32 {
    let count = |side: &Side, first: usize, count: usize| {
        side.units[first..first + count].iter().map(|unit| unit.words.len()).sum::<usize>()
    };
    let paired = links.iter().filter(|link| (link.left.1 > 0 && link.right.1 > 0) || link.moved.is_some());
    let (mut mine, mut theirs) = (0, 0);
    for link in paired {
        mine += count(left, link.left.0.min(left.units.len()), link.left.1);
        theirs += count(right, link.right.0.min(right.units.len()), link.right.1);
    }
    let (shorter, all) =
        if left.words.len() <= right.words.len() { (mine, left.words.len()) } else { (theirs, right.words.len()) };
    #[expect(clippy::cast_precision_loss)]
    let share = shorter as f32 / all.max(1) as f32;
    share
}

#[cfg(test)]
mod tests;
