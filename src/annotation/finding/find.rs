//! From an anchor back to a span: a ladder of ways, each tried when those above it fail.
//!
//! 1. The same text: the offsets hold.
//! 2. The old text is at hand, and the place lies in what both texts begin or end with.
//! 3. A table's cell by its heads.
//! 4. The quote at its offset, or once elsewhere, with what stood around it; letter by letter, whatever
//!    blanks, quotation marks and footnotes' numbers stand among them.
//! 5. The quote with some characters changed, scored together with what stood around it.
//! 6. Other words between the same neighbours: offered, never taken.
//!
//! A place is taken without asking only when its score is 0.80 or more, it leads the next by
//! 0.05, and, where the old text is at hand, it is also more alike than anything else was in
//! the old text: when a passage is deleted, what resembles it stays. All else is doubtful or
//! lost. A short quote needs both its neighbours, unless another program took it from this very
//! text and its words stand there once.

use super::super::anchor::Anchor;
use super::super::cell::{RowsByHeads, by_heads};
use super::super::{Hash32, Rendition};
use super::candidate::{Candidate, Context, LEAD, POSSIBLE, SHORT_CHARS, SIDE_SPEAKS, SURE, ranked};
use super::quote::{self, GoOn, Occurrences};
use super::scans::Scans;
use super::surroundings;
use super::verbatim::{self, Calls};
use crate::document::{Document, Span};

/// An exact quote among neighbours this much its own needs no search for a better place.
const CERTAIN: f64 = 0.95;
/// A unique quote this long is as much evidence as both its sides are.
const LONG_ENOUGH: usize = 64;
/// Counts up with every change of what is found: what was found by another version is looked for again.
pub const FINDER_VERSION: u32 = 2;
/// Candidates told of a doubtful anchor.
const TOLD_MOST: usize = 8;

/// Where an anchor stands in a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The same words, where they were.
    Exact(Span),
    /// Elsewhere, or with other words, and without doubt.
    Moved {
        /// Where it stands now.
        span: Span,
        /// How alike, from 0.0 to 1.0: 0.8 at least, unless the very words stand nowhere else.
        score: f64,
    },
    /// Not to be decided without the reader: places with their scores, the best first.
    Doubtful {
        /// At most 8 of them.
        candidates: Vec<(Span, f64)>,
    },
    /// Nothing in the document is like it.
    Lost,
}

impl Found {
    /// Whether it is sure where `anchor` stands in `text`, and other words stand there than it quotes.
    #[must_use]
    pub fn has_other_words(&self, anchor: &Anchor, text: &str) -> bool {
        let Self::Moved { span, .. } = self else { return false };
        !anchor.quote.is_empty() && text.get(span.range()).is_some_and(|words| !anchor.has_words_of(words))
    }

    /// The span, where there is no doubt about it.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved { span, .. } => Some(*span),
            Self::Doubtful { .. } | Self::Lost => None,
        }
    }
}

/// Where `anchor` stands in `document`, whose text is the one of `rendition`.
///
/// For more than one anchor make a [`Finder`], and give it the old text if you have it.
#[must_use]
pub fn find(document: &Document, rendition: &Rendition, anchor: &Anchor) -> Found {
    Finder::new(document, rendition).find(anchor, &|| true).unwrap_or(Found::Lost)
}

/// Finds many anchors in one document.
#[derive(Debug)]
pub struct Finder<'a> {
    document: &'a Document,
    rendition: &'a Rendition,
    old: Vec<Old<'a>>,
    scans: Scans,
    rows: RowsByHeads,
    calls: Option<Calls>,
}

/// A text that anchors were made in.
#[derive(Debug, Clone, Copy)]
struct Old<'a> {
    hash: Hash32,
    text: &'a str,
    /// Bytes that it begins with like the document's text, and that it ends with: those of
    /// which there is only one way to say so.
    prefix: usize,
    suffix: usize,
}

impl<'a> Finder<'a> {
    /// A finder in `document`, whose text is the one of `rendition`.
    #[must_use]
    pub fn new(document: &'a Document, rendition: &'a Rendition) -> Self {
        Self { document, rendition, old: Vec::new(), scans: Scans::default(), rows: RowsByHeads::default(), calls: None }
    }

    /// Where it looks.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// What that was read from.
    #[must_use]
    pub fn rendition(&self) -> &'a Rendition {
        self.rendition
    }

    /// Gives it a text that anchors were made in, with the hash that their renditions name.
    /// With it more is found without doubt, and nothing that only resembles a deleted passage.
    pub fn remember(&mut self, hash: Hash32, text: &'a str) {
        let new = self.document.text();
        let prefix = text.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let suffix = text.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
        // Where the two meet in the shorter text, a passage that stands twice was taken out or
        // put in, and nothing tells which of the two it was.
        let room = text.len().min(new.len());
        let (prefix, suffix) = (prefix.min(room.saturating_sub(suffix)), suffix.min(room.saturating_sub(prefix)));
        self.old.retain(|old| old.hash != hash);
        self.old.push(Old { hash, text, prefix, suffix });
    }

    /// Where `anchor` stands. `go_on` is asked now and then; `None` when it said stop.
    pub fn find(&mut self, anchor: &Anchor, go_on: &dyn Fn() -> bool) -> Option<Found> {
        let text = self.document.text();
        if anchor.rendition.text == self.rendition.text && text.get(anchor.span().range()) == Some(&*anchor.quote) {
            return Some(Found::Exact(anchor.span()));
        }
        let old = self.old.iter().find(|old| old.hash == anchor.rendition.text).copied();
        let old = old.filter(|old| old.text.get(anchor.span().range()) == Some(&*anchor.quote));
        if let Some(span) = old.and_then(|old| old.same_place(anchor, text.len())) {
            return Some(settled(text, anchor, span, 1.0));
        }
        let Some(cell) = &anchor.cell else { return self.by_words(anchor, old, go_on) };
        let candidates = ranked(by_heads(self.document, anchor, cell, &mut self.rows));
        match decided(&candidates) {
            Some(best) if cell.is_alone => Some(settled(text, anchor, best.span, best.score())),
            _ if candidates.first().is_some_and(|best| best.score() >= POSSIBLE) => Some(doubtful(&candidates)),
            // Its numbers stand in other cells and in sentences too: words alone don't settle it.
            _ => self.by_words(anchor, old, go_on).map(|found| match found {
                Found::Exact(span) => Found::Doubtful { candidates: vec![(span, 1.0)] },
                Found::Moved { span, score } => Found::Doubtful { candidates: vec![(span, score)] },
                other => other,
            }),
        }
    }

    /// Where each of `anchors` stands, as [`Finder::find`] tells: those whose words have changed are
    /// looked for together. `None` when `go_on` said stop.
    pub fn find_all(&mut self, anchors: &[&Anchor], go_on: &dyn Fn() -> bool) -> Option<Vec<Found>> {
        let mut found: Vec<Option<Found>> = vec![None; anchors.len()];
        loop {
            self.scans.gather();
            for (anchor, found) in anchors.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                *found = self.find(anchor, go_on);
            }
            let is_over = !self.scans.waits() || !go_on();
            let texts: Vec<&str> = [self.document.text()].into_iter().chain(self.old.iter().map(|old| old.text)).collect();
            if is_over || self.scans.walk(&texts, go_on).is_none() {
                self.scans.end();
                return found.into_iter().collect();
            }
        }
    }

    fn by_words(&mut self, anchor: &Anchor, old: Option<Old<'_>>, go_on: GoOn<'_>) -> Option<Found> {
        let text = self.document.text();
        let context = Context::of(anchor);
        let length = if anchor.quote.is_empty() {
            anchor.before.chars().count() + anchor.after.chars().count()
        } else {
            anchor.quote.chars().count()
        };
        let is_short = length < SHORT_CHARS;
        let mut exact = quote::exact(text, anchor, &context, None);
        if exact.count == 0 {
            let calls = self.calls.get_or_insert_with(|| Calls::of(self.document));
            exact = verbatim::occurrences(text, anchor, &context, calls);
        }
        let before = old.map(|old| quote::exact(old.text, anchor, &context, Some(anchor.span())));
        let was_alone = before.as_ref().map(|others| others.count == 0);
        let mut rival = before.iter().flat_map(|others| &others.candidates).map(Candidate::score).fold(0.0, f64::max);

        let candidates = ranked(exact.candidates.clone());
        if let [only] = &candidates[..]
            && exact.count == 1
            && only.span == anchor.span()
            && !is_short
            && is_meant(only, was_alone, length, &context)
        {
            return Some(settled(text, anchor, only.span, 1.0));
        }
        if let Some(only) = self.only_one_meant(anchor, &candidates, &exact).filter(|_| old.is_none()) {
            return Some(settled(text, anchor, only.span, only.score()));
        }
        if let Some(best) = decided(&candidates)
            && best.score() >= CERTAIN
            && !exact.are_too_many()
            && (!is_short || best.is_between_its_neighbours())
            && best.score() >= rival + LEAD
        {
            return Some(settled(text, anchor, best.span, best.score()));
        }
        let mut all = candidates;
        all.extend(quote::changed(text, anchor, &context, &mut self.scans, go_on)?);
        let candidates = ranked(all);
        let is_unchanged = |one: &Candidate| one.quote >= 1.0 && !is_short;
        let Some(best) = candidates.first().filter(|best| best.score() >= POSSIBLE || is_unchanged(best)) else {
            let between = surroundings::between(text, anchor);
            return Some(if between.is_empty() { Found::Lost } else { doubtful(&between) });
        };
        // What looked like it in its own text, changed words included, may be what is left of it.
        if let Some(old) = old
            && best.quote < 1.0
        {
            let others = quote::changed(old.text, anchor, &context, &mut self.scans, go_on)?;
            let others = others.iter().filter(|other| !other.span.overlaps(anchor.span()) && other.span != anchor.span());
            rival = others.map(Candidate::score).fold(rival, f64::max);
        }
        let needs_neighbours = is_short || rival >= POSSIBLE;
        let is_decided = decided(&candidates).is_some() || stands_alone(&candidates, &exact, was_alone, length, &context);
        let is_settled = is_decided
            && !exact.are_too_many()
            && (!needs_neighbours || best.is_between_its_neighbours())
            && best.score() >= rival + LEAD;
        Some(if is_settled { settled(text, anchor, best.span, best.score()) } else { doubtful(&candidates) })
    }

    /// The place of a quote from another program that is certain without a look at the rest: the words
    /// stand there alone, or there alone on the page, or in the section, that it names. Of such quotes
    /// nothing else can be asked: they were taken from this text, or from one that says the same.
    fn only_one_meant<'c>(&self, anchor: &Anchor, candidates: &'c [Candidate], exact: &Occurrences) -> Option<&'c Candidate> {
        if !anchor.is_foreign() || exact.count != candidates.len() {
            return None;
        }
        let text = self.document.text();
        let whole: Vec<&Candidate> = candidates.iter().filter(|one| verbatim::stands_apart(text, one.span)).collect();
        let only = |fits: &dyn Fn(&Candidate) -> bool| match whole.iter().filter(|one| fits(one)).collect::<Vec<_>>()[..] {
            [only] => Some(*only),
            _ => None,
        };
        let is_on_page = |one: &Candidate| {
            let page = self.document.page_at(one.span.start).map(|page| &self.document.pages()[page].label);
            page.is_some() && page == anchor.page.as_ref()
        };
        let is_in_section = |one: &Candidate| {
            let path = self.document.section_at(one.span.start).map(|section| self.document.section_path(section));
            let title = |section: usize| self.document.slice(self.document.sections()[section].title).to_owned();
            let named = anchor.section.last();
            named.is_some_and(|named| path.into_iter().flatten().any(|section| *title(section) == **named))
        };
        only(&|_| true).or_else(|| only(&is_on_page)).or_else(|| only(&is_in_section))
    }
}

impl Old<'_> {
    /// Where an anchor stands if all of it, surroundings included, lies in what both texts
    /// begin with or end with.
    fn same_place(&self, anchor: &Anchor, length: usize) -> Option<Span> {
        let span = anchor.span();
        if span.end.at() + anchor.after.len() <= self.prefix {
            return Some(span);
        }
        let from_end = self.text.len() - self.suffix;
        let is_in_suffix = span.start.at().checked_sub(anchor.before.len())? >= from_end;
        is_in_suffix.then(|| Span::new(length - (self.text.len() - span.start.at()), length - (self.text.len() - span.end.at())))
    }
}

/// The first candidate, if it is sure and leads the next.
fn decided(candidates: &[Candidate]) -> Option<&Candidate> {
    let best = candidates.first().filter(|best| best.score() >= SURE)?;
    let next = candidates.get(1).map_or(0.0, Candidate::score);
    (best.score() >= next + LEAD).then_some(best)
}

/// Whether the quote stands in the text once and as it was, leads everything that resembles
/// it, and is the one that was meant.
fn stands_alone(
    candidates: &[Candidate],
    exact: &Occurrences,
    was_alone: Option<bool>,
    length: usize,
    context: &Context,
) -> bool {
    let Some(best) = candidates.first() else { return false };
    let next = candidates.get(1).map_or(0.0, Candidate::score);
    exact.count == 1
        && best.quote >= 1.0
        && length >= SHORT_CHARS
        && best.score() >= next + LEAD
        && is_meant(best, was_alone, length, context)
}

/// Whether the only exact quote is the one that was meant: it stood alone in the old text
/// too, or, where that is not at hand, a side of it is still there, or it is long, or nothing
/// is known of its sides.
fn is_meant(only: &Candidate, was_alone: Option<bool>, length: usize, context: &Context) -> bool {
    let has_a_side = only.before >= SIDE_SPEAKS || only.after >= SIDE_SPEAKS;
    was_alone.unwrap_or(has_a_side || length >= LONG_ENOUGH || !context.is_known())
}

/// A place without doubt. Where it was is not enough to be as it was: the words have to be the same.
fn settled(text: &str, anchor: &Anchor, span: Span, score: f64) -> Found {
    let is_as_it_was = span == anchor.span() && score >= CERTAIN && anchor.has_words_of(&text[span.range()]);
    if is_as_it_was { Found::Exact(span) } else { Found::Moved { span, score } }
}

fn doubtful(candidates: &[Candidate]) -> Found {
    let told = candidates.iter().enumerate().filter(|(index, one)| *index == 0 || one.score() >= POSSIBLE).take(TOLD_MOST);
    Found::Doubtful { candidates: told.map(|(_, one)| (one.span, one.score())).collect() }
}

#[cfg(test)]
mod tests;
