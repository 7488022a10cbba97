//! What changed inside of two texts that belong together: by sentence, in a changed sentence by
//! word, in a changed eojeol behind its stem.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Costs, Move, align};
use super::sequence::{Budget, Run, runs};
use super::units::Side;
use super::words::{Word, is_wordy, stem};
use crate::document::{Point, Span, sentences};

/// Something that stands on one side in place of what stands on the other; empty where nothing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// On the left.
    pub left: Span,
    /// On the right.
    pub right: Span,
}

/// What two texts have, and what not.
#[derive(Debug, Default)]
pub(super) struct Inside {
    /// What changed, in order on both sides.
    pub(super) edits: Vec<Edit>,
    /// Points that stand for the same place on both sides, in order.
    pub(super) joints: Vec<(Point, Point)>,
}

/// Sentences that share less of their words are not held against each other word by word.
const LEAST_ALIKE: f32 = 0.35;
/// What a sentence costs that stands alone.
const ALONE: f32 = 0.4;
/// A gap of more sentences is not paired: all of it is another text.
const MOST_SENTENCES: usize = 400;

/// Words of one side, and the text that they stand in.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    side: &'a Side<'a>,
    words: &'a [Word],
    /// Where an edit stands that has no words here.
    start: Point,
}

impl<'a> Stretch<'a> {
    /// The words of the units from `first` on, `count` of them.
    pub(super) fn of_units(side: &'a Side<'a>, first: usize, count: usize) -> Self {
        let start = side.units.get(first).map_or(Point(0), |unit| unit.span.start);
        let words = match count {
            0 => 0..0,
            _ => side.units[first].words.start..side.units[first + count - 1].words.end,
        };
        Self { side, words: &side.words[words], start }
    }

    /// The words within `span`, which lies in `unit`.
    pub(super) fn of_span(side: &'a Side<'a>, unit: usize, span: Span) -> Self {
        let own = side.words_of(unit);
        let from = own.partition_point(|word| word.span.start < span.start);
        let to = own.partition_point(|word| word.span.start < span.end);
        Self { side, words: &own[from..to.max(from)], start: span.start }
    }

    /// How many words it has.
    pub(super) fn len(self) -> usize {
        self.words.len()
    }

    fn part(self, words: Range<usize>) -> Self {
        Self { words: &self.words[words.clone()], start: self.behind(words.start), ..self }
    }

    /// The span of some of its words; empty behind the word before where there are none.
    fn span(self, words: Range<usize>) -> Span {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if words.start < words.end => first.span.cover(last.span),
            _ => Span::empty(self.behind(words.start)),
        }
    }

    fn behind(self, word: usize) -> Point {
        word.checked_sub(1).and_then(|before| self.words.get(before)).map_or(self.start, |before| before.span.end)
    }

    fn ids(self) -> Vec<u32> {
        self.words.iter().map(|word| word.id).collect()
    }

    fn text(self, word: usize) -> &'a str {
        self.side.text(self.words[word])
    }

    /// How many of the words before each of its words, and before its end, are no signs.
    fn wordy_before(self) -> Vec<usize> {
        let words = (0..self.words.len()).scan(0, |count, word| {
            *count += usize::from(is_wordy(self.text(word)));
            Some(*count)
        });
        std::iter::once(0).chain(words).collect()
    }

    /// The words of each sentence.
    fn sentences(self) -> Vec<Range<usize>> {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return Vec::new() };
        let base = first.span.start.at();
        let text = &self.side.document.text()[base..last.span.end.at()];
        let mut found = Vec::new();
        let mut from = 0;
        // Neither does a sentence go on over the end of a block, a cell or a line of code.
        for (line_at, line) in text.split('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line))) {
            for (at, sentence) in sentences(line) {
                let end = base + line_at + at + sentence.len();
                let to = from + self.words[from..].partition_point(|word| word.span.start.at() < end);
                if to > from {
                    found.push(from..to);
                    from = to;
                }
            }
        }
        found
    }
}

/// Holds two texts against each other.
pub(super) fn inside(left: Stretch, right: Stretch, budget: &mut Budget, go_on: &dyn Fn() -> bool) -> Option<Inside> {
    let mut found = Inside::default();
    let (lefts, rights) = (left.sentences(), right.sentences());
    let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
    let mut number = |stretch: Stretch, sentences: &[Range<usize>]| -> Vec<u32> {
        let mut one = |words: &Range<usize>| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(stretch.part(words.clone()).ids()).or_insert(next)
        };
        sentences.iter().map(&mut one).collect()
    };
    let (left_ids, right_ids) = (number(left, &lefts), number(right, &rights));
    let (mut l, mut r) = (0, 0);
    let end = Run { left: lefts.len(), right: rights.len(), length: 0 };
    for run in runs(&left_ids, &right_ids, budget).into_iter().chain([end]) {
        if !go_on() {
            return None;
        }
        let gap = Gap { left, right, lefts: &lefts[l..run.left], rights: &rights[r..run.right] };
        let here = |sentences: &[Range<usize>], at: usize, all: usize| sentences.get(at).map_or(all, |words| words.start);
        let at = (here(&lefts, l, left.words.len()), here(&rights, r, right.words.len()));
        gap.close(at, budget, &mut found, go_on)?;
        for n in 0..run.length {
            let (one, other) = (lefts[run.left + n].start, rights[run.right + n].start);
            found.joints.push((left.words[one].span.start, right.words[other].span.start));
        }
        (l, r) = (run.left + run.length, run.right + run.length);
    }
    Some(found)
}

/// Sentences that are not the same.
struct Gap<'a, 'b> {
    left: Stretch<'a>,
    right: Stretch<'a>,
    lefts: &'b [Range<usize>],
    rights: &'b [Range<usize>],
}

impl Gap<'_, '_> {
    /// Tells its edits; `at` is the word on either side that it stands before.
    fn close(&self, at: (usize, usize), budget: &mut Budget, found: &mut Inside, go_on: &dyn Fn() -> bool) -> Option<()> {
        let whole = |own: &[Range<usize>], at: usize| match (own.first(), own.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => at..at,
        };
        let (mine, theirs) = (whole(self.lefts, at.0), whole(self.rights, at.1));
        if mine.is_empty() && theirs.is_empty() {
            return Some(());
        }
        let many = self.lefts.len().max(self.rights.len()) > MOST_SENTENCES;
        if mine.is_empty() || theirs.is_empty() || many {
            found.edits.push(Edit { left: self.left.span(mine), right: self.right.span(theirs) });
            return Some(());
        }
        let costs = BySentence::of(self);
        let (mut l, mut r) = (0, 0);
        let (mut word_l, mut word_r) = (mine.start, theirs.start);
        // Sentences alone on both sides, side by side, stand in place of each other.
        let mut alone: Option<(Range<usize>, Range<usize>)> = None;
        for step in align(self.lefts.len(), self.rights.len(), &costs, go_on)? {
            let (one, other) = step.takes();
            let end = |own: &[Range<usize>], at: usize, taken: usize, word: usize| {
                if taken == 0 { word } else { own[at + taken - 1].end }
            };
            let own = (word_l..end(self.lefts, l, one, word_l), word_r..end(self.rights, r, other, word_r));
            (l, r, word_l, word_r) = (l + one, r + other, own.0.end, own.1.end);
            if matches!(step, Move::Left | Move::Right) {
                alone = Some(alone.map_or(own.clone(), |before| (before.0.start..own.0.end, before.1.start..own.1.end)));
                continue;
            }
            if let Some((l, r)) = alone.take() {
                found.edits.push(Edit { left: self.left.span(l), right: self.right.span(r) });
            }
            let joint = (self.left.words[own.0.start].span.start, self.right.words[own.1.start].span.start);
            found.joints.push(joint);
            by_word(self.left.part(own.0), self.right.part(own.1), budget, &mut found.edits);
        }
        if let Some((l, r)) = alone {
            found.edits.push(Edit { left: self.left.span(l), right: self.right.span(r) });
        }
        Some(())
    }
}

/// The different words of each sentence, for how alike they are.
struct BySentence {
    lefts: Vec<Vec<u32>>,
    rights: Vec<Vec<u32>>,
}

impl BySentence {
    fn of(gap: &Gap) -> Self {
        let sets = |stretch: Stretch, sentences: &[Range<usize>]| {
            let one = |words: &Range<usize>| {
                let mut ids: Vec<u32> =
                    words.clone().filter(|word| is_wordy(stretch.text(*word))).map(|word| stretch.words[word].id).collect();
                ids.sort_unstable();
                ids.dedup();
                ids
            };
            sentences.iter().map(one).collect()
        };
        Self { lefts: sets(gap.left, gap.lefts), rights: sets(gap.right, gap.rights) }
    }
}

impl Costs for BySentence {
    fn shared(&self, left: usize, right: usize) -> f32 {
        let (a, b) = (&self.lefts[left], &self.rights[right]);
        let (mut i, mut j, mut both) = (0, 0, 0_u16);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both.saturating_add(1)),
            }
        }
        f32::from(both)
    }

    fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32 {
        #[expect(clippy::cast_precision_loss)]
        let count = |sets: &[Vec<u32>]| sets.iter().map(Vec::len).sum::<usize>() as f32;
        let (mine, theirs) = match step {
            Move::Left | Move::Right => return ALONE,
            Move::Pair => (count(&self.lefts[left..=left]), count(&self.rights[right..=right])),
            Move::TwoLeft => (count(&self.lefts[left - 1..=left]), count(&self.rights[right..=right])),
            Move::TwoRight => (count(&self.lefts[left..=left]), count(&self.rights[right - 1..=right])),
        };
        let alike = 2.0 * shared / (mine + theirs).max(1.0);
        if alike < LEAST_ALIKE {
            return f32::INFINITY;
        }
        1.0 - alike + if step == Move::Pair { 0.0 } else { 0.15 }
    }
}

/// What changed between two sentences, word by word.
fn by_word(left: Stretch, right: Stretch, budget: &mut Budget, edits: &mut Vec<Edit>) {
    let common = kept_runs(left, right, &runs(&left.ids(), &right.ids(), budget));
    let (mut l, mut r) = (0, 0);
    let end = Run { left: left.words.len(), right: right.words.len(), length: 0 };
    for run in common.into_iter().chain([end]) {
        if l < run.left || r < run.right {
            replaced(left, right, l..run.left, r..run.right, edits);
        }
        (l, r) = (run.left + run.length, run.right + run.length);
    }
}

/// Runs that help a reader: a lone sign or word between longer changes only breaks them up.
fn kept_runs(left: Stretch, right: Stretch, runs: &[Run]) -> Vec<Run> {
    // Counted once: a gap grows with each run that is dropped.
    let (lefts, rights) = (left.wordy_before(), right.wordy_before());
    let gap = |before: Option<&Run>, after: Option<&Run>| {
        let from = before.map_or((0, 0), |run| (run.left + run.length, run.right + run.length));
        let to = after.map_or((left.words.len(), right.words.len()), |run| (run.left, run.right));
        (lefts[to.0] - lefts[from.0]).max(rights[to.1] - rights[from.1])
    };
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let before = gap(kept.last(), Some(run));
        let after = gap(Some(run), runs.get(at + 1));
        let own = lefts[run.left + run.length] - lefts[run.left];
        if before == 0 || after == 0 || own * 3 >= before.min(after) && own > 0 {
            kept.push(*run);
        }
    }
    kept
}

/// Words in place of words. As many on both sides are held against each other, one by one, where
/// one of them has a stem that stays.
fn replaced(left: Stretch, right: Stretch, mine: Range<usize>, theirs: Range<usize>, edits: &mut Vec<Edit>) {
    let stems: Vec<usize> = if mine.len() == theirs.len() {
        mine.clone().zip(theirs.clone()).map(|(l, r)| stem(left.text(l), right.text(r))).collect()
    } else {
        Vec::new()
    };
    if stems.iter().all(|stem| *stem == 0) {
        edits.push(Edit { left: left.span(mine), right: right.span(theirs) });
        return;
    }
    // Words without a stem in common that follow each other are one change.
    let mut whole: Option<Edit> = None;
    for ((l, r), stem) in mine.zip(theirs).zip(stems) {
        let (one, other) = (left.words[l].span, right.words[r].span);
        if stem == 0 {
            whole = Some(whole.map_or(Edit { left: one, right: other }, |before| Edit {
                left: before.left.cover(one),
                right: before.right.cover(other),
            }));
            continue;
        }
        edits.extend(whole.take());
        let rest = |span: Span| Span::new(span.start.at() + stem, span.end.at());
        edits.push(Edit { left: rest(one), right: rest(other) });
    }
    edits.extend(whole);
}
