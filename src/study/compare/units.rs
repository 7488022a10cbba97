//! A document as it is compared: its blocks, the words of each, and a sketch of what is in it.

use std::ops::Range;

use super::words::{Vocabulary, Word, is_wordy, words};
use crate::document::{BlockKind, Document, Span};

/// Different words that a block's sketch holds at most: those with the smallest hashes, which
/// are as good as drawn by lot (Broder's sketch).
const SKETCH: usize = 64;

/// What can stand beside what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Heading,
    Text,
    Table,
    Code,
    Figure,
    Caption,
    Body,
}

impl Class {
    fn of(kind: BlockKind) -> Option<Self> {
        Some(match kind {
            BlockKind::Heading(_) => Self::Heading,
            BlockKind::Paragraph | BlockKind::Item(_) => Self::Text,
            BlockKind::Code => Self::Code,
            BlockKind::Table(_) => Self::Table,
            BlockKind::Caption | BlockKind::Source => Self::Caption,
            BlockKind::FootnoteBody(_) => Self::Body,
            BlockKind::Figure => Self::Figure,
            BlockKind::Rule => return None,
        })
    }

    /// What it costs to pair both, 0 for two of a kind; `None` where they can't be paired.
    pub(super) fn apart(self, other: Self) -> Option<f32> {
        use Class::{Body, Caption, Code, Heading, Table, Text};
        match (self, other) {
            _ if self == other => Some(0.0),
            (Text, Caption | Body | Code) | (Caption | Body | Code, Text) => Some(0.1),
            (Table, Code) | (Code, Table) => Some(0.1),
            (Heading, Text) | (Text, Heading) => Some(0.3),
            _ => None,
        }
    }
}

/// A block.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its text.
    pub(super) span: Span,
    pub(super) class: Class,
    /// Its index among the document's blocks.
    pub(super) block: usize,
    /// Its words, in [`Side::words`].
    pub(super) words: Range<usize>,
    /// The number of its whole text: equal for equal texts.
    pub(super) text: u32,
    /// Its different words' hashes and weights, by hash; no more than [`SKETCH`].
    sketch: Range<usize>,
    /// What its different words weigh together.
    pub(super) weight: f32,
}

/// A document with its units.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) document: &'a Document,
    pub(super) units: Vec<Unit>,
    pub(super) words: Vec<Word>,
    sketches: Vec<(u32, f32)>,
}

impl<'a> Side<'a> {
    /// The units and words of `document`; sketches come by [`sketch`]. `None` where `go_on` said no.
    pub(super) fn of(
        document: &'a Document,
        vocabulary: &mut Vocabulary<'a>,
        texts: &mut Vocabulary<'a>,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut side = Self { document, units: Vec::new(), words: Vec::new(), sketches: Vec::new() };
        for (index, block) in document.blocks().iter().enumerate() {
            if index % 256 == 0 && !go_on() {
                return None;
            }
            let Some(class) = Class::of(block.kind) else { continue };
            let from = side.words.len();
            let numbered = |span: Span| Word { span, id: vocabulary.id(&document.text()[span.range()]) };
            side.words.extend(words(document.text(), block.span).map(numbered));
            side.units.push(Unit {
                span: block.span,
                class,
                block: index,
                words: from..side.words.len(),
                text: texts.id(&document.text()[block.span.range()]),
                sketch: 0..0,
                weight: 0.0,
            });
        }
        Some(side)
    }

    /// The words of `unit`.
    pub(super) fn words_of(&self, unit: usize) -> &[Word] {
        &self.words[self.units[unit].words.clone()]
    }

    /// The text of a word.
    pub(super) fn text(&self, word: Word) -> &'a str {
        &self.document.text()[word.span.range()]
    }

    fn sketch_of(&self, unit: usize) -> &[(u32, f32)] {
        &self.sketches[self.units[unit].sketch.clone()]
    }
}

/// Draws the sketches of both sides: a word weighs the more the fewer units have it.
pub(super) fn sketch<'a>(left: &mut Side<'a>, right: &mut Side<'a>, vocabulary: usize, go_on: &dyn Fn() -> bool) -> Option<()> {
    let mut spread = vec![0_u32; vocabulary];
    let mut seen = vec![u32::MAX; vocabulary];
    let mut wordy = vec![false; vocabulary];
    let mut stamp = 0;
    for side in [&*left, &*right] {
        for unit in 0..side.units.len() {
            if unit % 256 == 0 && !go_on() {
                return None;
            }
            for word in side.words_of(unit) {
                let at = word.id as usize;
                if seen[at] != stamp {
                    (seen[at], spread[at]) = (stamp, spread[at] + 1);
                    wordy[at] = is_wordy(side.text(*word));
                }
            }
            stamp += 1;
        }
    }
    #[expect(clippy::cast_precision_loss)]
    let all = (left.units.len() + right.units.len()) as f32;
    #[expect(clippy::cast_precision_loss)]
    let weight = |at: usize| (1.0 + all / spread[at] as f32).ln() * if wordy[at] { 1.0 } else { 0.1 };
    let mut own: Vec<u32> = Vec::new();
    for side in [left, right] {
        for unit in 0..side.units.len() {
            if unit % 256 == 0 && !go_on() {
                return None;
            }
            own.clear();
            own.extend(side.words_of(unit).iter().map(|word| word.id));
            own.sort_unstable();
            own.dedup();
            let total: f32 = own.iter().map(|id| weight(*id as usize)).sum();
            // An odd factor: different words have different hashes.
            let mut hashed: Vec<(u32, f32)> =
                own.iter().map(|id| (id.wrapping_add(1).wrapping_mul(0x9E37_79B1), weight(*id as usize))).collect();
            hashed.sort_unstable_by_key(|(hash, _)| *hash);
            hashed.truncate(SKETCH);
            let from = side.sketches.len();
            side.sketches.extend(hashed);
            side.units[unit].sketch = from..side.sketches.len();
            side.units[unit].weight = total;
        }
    }
    Some(())
}

/// How alike two units are by their words, 0 to 1: twice the weight of what they share by the
/// weight of both (Dice's measure), from their sketches.
pub(super) fn alike(left: &Side, one: usize, right: &Side, other: usize) -> f32 {
    let (a, b) = (left.sketch_of(one), right.sketch_of(other));
    let (mut i, mut j, mut shared, mut rest) = (0, 0, 0.0, 0.0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                shared += x.1;
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), Some(y)) if x.0 < y.0 => (i, rest) = (i + 1, rest + x.1),
            (Some(_), Some(y)) => (j, rest) = (j + 1, rest + y.1),
            // Behind the end of a cut sketch nothing is known.
            (Some(_), None) if b.len() >= SKETCH => break,
            (None, Some(_)) if a.len() >= SKETCH => break,
            (Some(x), None) => (i, rest) = (i + 1, rest + x.1),
            (None, Some(y)) => (j, rest) = (j + 1, rest + y.1),
            (None, None) => break,
        }
    }
    if shared > 0.0 { 2.0 * shared / (2.0 * shared + rest) } else { 0.0 }
}

/// What two units share, in the weight of words.
pub(super) fn shared(left: &Side, one: usize, right: &Side, other: usize) -> f32 {
    alike(left, one, right, other) * (left.units[one].weight + right.units[other].weight) / 2.0
}

/// How many of the different words of either side the other has too, 0 to 1; figures are no words here.
pub(super) fn common(left: &Side, right: &Side, vocabulary: usize) -> f32 {
    let mut has = vec![0_u8; vocabulary];
    for (bit, side) in [(1, left), (2, right)] {
        for word in side.words.iter().filter(|word| side.text(**word).starts_with(char::is_alphabetic)) {
            has[word.id as usize] |= bit;
        }
    }
    let count = |bits: u8| has.iter().filter(|own| **own & bits == bits).count();
    let (one, other, both) = (count(1), count(2), count(3));
    #[expect(clippy::cast_precision_loss)]
    let share = 2.0 * both as f32 / (one + other).max(1) as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::read;

    #[test]
    fn blocks_are_paired_with_what_they_can_be() {
        use Class::{Body, Caption, Code, Figure, Heading, Table, Text};
        let all = [Heading, Text, Table, Code, Figure, Caption, Body];
        let cost = |one: Class, other: Class| {
            one.apart(other).map_or('-', |cost| {
                if cost == 0.0 {
                    '0'
                } else if cost < 0.2 {
                    '1'
                } else {
                    '3'
                }
            })
        };
        let table: Vec<String> = all.iter().map(|one| all.iter().map(|other| cost(*one, *other)).collect()).collect();
        assert_eq!(table, ["03-----", "30-1-11", "--01---", "-110---", "----0--", "-1---0-", "-1----0"]);
    }

    /// Both sides of two texts, with their sketches.
    fn with_sides<T>(left: &str, right: &str, act: impl Fn(&Side, &Side, usize) -> T) -> T {
        let (left, right) = (read(left), read(right));
        let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
        let mut mine = Side::of(&left, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        let mut theirs = Side::of(&right, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        sketch(&mut mine, &mut theirs, vocabulary.len(), &|| true).expect("not stopped");
        act(&mine, &theirs, vocabulary.len())
    }

    fn near(one: f32, other: f32) -> bool {
        (one - other).abs() < 1e-4
    }

    #[test]
    fn words_in_common_weigh_by_how_few_units_have_them() {
        let (left, right) = ("alpha beta\n\ngamma", "alpha delta\n\ngamma");
        with_sides(left, right, |mine, theirs, _| {
            // Four units: what stands in two weighs ln 3, in one ln 5.
            let (two, one) = (3.0_f32.ln(), 5.0_f32.ln());
            assert!(near(mine.units[0].weight, two + one), "{}", mine.units[0].weight);
            assert!(near(alike(mine, 0, theirs, 0), 2.0 * two / (2.0 * two + 2.0 * one)));
            assert!(near(alike(mine, 1, theirs, 1), 1.0) && near(alike(mine, 0, theirs, 1), 0.0));
            assert!(near(shared(mine, 0, theirs, 0), alike(mine, 0, theirs, 0) * (two + one)));
            assert!(near(shared(mine, 1, theirs, 1), two));
        });
        // A sign weighs a tenth; what stands twice counts once.
        with_sides("alpha , alpha", "beta", |mine, _, _| assert!(near(mine.units[0].weight, 3.0_f32.ln() * 1.1)));
    }

    #[test]
    fn the_share_of_words_in_common_leaves_figures_out() {
        let share = |left: &str, right: &str| with_sides(left, right, common);
        assert!(near(share("alpha beta", "alpha gamma"), 0.5) && near(share("alpha", "alpha"), 1.0));
        assert!(
            near(share("alpha 2023", "beta 2023"), 0.0) && near(share("2023", "2023"), 0.0) && near(share("a b c", "c"), 0.5)
        );
    }

    #[test]
    fn of_long_texts_a_sketch_is_as_good_as_the_whole() {
        let words = |from: usize, to: usize| (from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        with_sides(&words(0, 400), &words(200, 600), |mine, theirs, _| {
            let found = alike(mine, 0, theirs, 0);
            assert!((0.3..0.7).contains(&found), "{found}");
            assert_eq!((mine.sketch_of(0).len(), theirs.sketch_of(0).len()), (SKETCH, SKETCH));
        });
        // A short text within a long one: behind the end of a cut sketch nothing counts.
        with_sides(&words(0, 400), &words(0, 10), |mine, theirs, _| {
            let (one, back) = (alike(mine, 0, theirs, 0), alike(theirs, 0, mine, 0));
            assert!(near(one, back) && one < 0.3, "{one} {back}");
        });
        with_sides(&words(0, 63), &words(0, 64), |mine, theirs, _| assert!(alike(mine, 0, theirs, 0) > 0.9));
    }

    #[test]
    fn units_are_the_blocks_but_for_rules_and_hold_their_words() {
        with_sides("# A title\n\none two\n\n---\n\nthree", "one two", |mine, theirs, words| {
            let told: Vec<(Class, usize, usize)> =
                mine.units.iter().map(|unit| (unit.class, unit.block, unit.words.len())).collect();
            assert_eq!(told, [(Class::Heading, 0, 2), (Class::Text, 1, 2), (Class::Text, 3, 1)]);
            assert_eq!((mine.units[1].text, words), (theirs.units[0].text, 5));
            assert_ne!(mine.units[0].text, mine.units[1].text);
            assert_eq!(mine.text(mine.words_of(1)[1]), "two");
        });
    }
}
