//! A place where an anchor may stand now, and how much speaks for it.

use super::super::{Anchor, CONTEXT_CHARS};
use super::approximate::fold;
use crate::document::Span;

/// What each part of an anchor weighs: the proportions that Hypothesis found to work.
const QUOTE_WEIGHT: f64 = 50.0;
const SIDE_WEIGHT: f64 = 20.0;
/// From here on a place is taken without asking.
pub(in crate::annotation) const SURE: f64 = 0.80;
/// By so much it must lead the next one, and whatever else looked like it in its own text.
pub(in crate::annotation) const LEAD: f64 = 0.05;
/// Below this the words are somewhere else, or nowhere.
pub(in crate::annotation) const POSSIBLE: f64 = 0.60;
/// A quote of fewer characters says too little: both sides must speak for the place too.
pub(in crate::annotation) const SHORT_CHARS: usize = 25;
/// How alike a side must be to speak for a place.
pub(in crate::annotation) const SIDE_SPEAKS: f64 = 0.5;
/// What a side counts of which nothing is known.
const UNKNOWN_SIDE: f64 = 0.5;
/// Characters of the text that a side is compared with: words may have come in between.
const REACH: usize = CONTEXT_CHARS + CONTEXT_CHARS / 2;
/// Stands for what lies beyond the text's ends; no text holds it.
const BEYOND: char = '\0';

/// A place, and how alike its words and what stands on both sides of them are, from 0.0 to 1.0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::annotation) struct Candidate {
    pub(in crate::annotation) span: Span,
    pub(in crate::annotation) quote: f64,
    pub(in crate::annotation) before: f64,
    pub(in crate::annotation) after: f64,
}

impl Candidate {
    /// All of it in one number.
    pub(in crate::annotation) fn score(&self) -> f64 {
        let sum = QUOTE_WEIGHT * self.quote + SIDE_WEIGHT * (self.before + self.after);
        sum / (QUOTE_WEIGHT + 2.0 * SIDE_WEIGHT)
    }

    /// Whether both sides speak for it.
    pub(in crate::annotation) fn is_between_its_neighbours(&self) -> bool {
        self.before >= SIDE_SPEAKS && self.after >= SIDE_SPEAKS
    }
}

/// The best first; of two that are the same place the better one.
pub(in crate::annotation) fn ranked(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.span.start.cmp(&b.span.start)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let shares = |other: &Candidate| {
            let shared = other.span.intersect(candidate.span).len() * 2;
            other.span == candidate.span || (shared > 0 && shared >= candidate.span.len().min(other.span.len()))
        };
        if !kept.iter().any(shares) {
            kept.push(candidate);
        }
    }
    kept
}

/// What stood around an anchor, ready to be compared. Characters go outwards from the quote.
#[derive(Debug)]
pub(in crate::annotation) struct Context {
    before: Option<Vec<char>>,
    after: Option<Vec<char>>,
}

impl Context {
    pub(in crate::annotation) fn of(anchor: &Anchor) -> Self {
        let side = |chars: Vec<char>| {
            let mut side: Vec<char> = chars.into_iter().map(fold).take(CONTEXT_CHARS).collect();
            side.resize(CONTEXT_CHARS, BEYOND);
            side
        };
        // An anchor from elsewhere may have come without context. Nothing before is a fact at
        // the text's start only.
        let knows_before = !anchor.before.is_empty() || anchor.start == 0;
        let knows_after = !anchor.after.is_empty() || !anchor.before.is_empty();
        Self {
            before: knows_before.then(|| side(anchor.before.chars().rev().collect())),
            after: knows_after.then(|| side(anchor.after.chars().collect())),
        }
    }

    /// Whether anything at all is known of what stood around.
    pub(in crate::annotation) fn is_known(&self) -> bool {
        self.after.is_some()
    }

    /// How alike what stands before and after `span` in `text` is.
    pub(in crate::annotation) fn around(&self, text: &str, span: Span) -> (f64, f64) {
        let before = text[..span.start.at()].chars().rev();
        let after = text[span.end.at()..].chars();
        let similarity = |side: &Option<Vec<char>>, found: &mut dyn Iterator<Item = char>| {
            side.as_ref().map_or(UNKNOWN_SIDE, |side| similarity(side, found))
        };
        (similarity(&self.before, &mut before.into_iter()), similarity(&self.after, &mut after.into_iter()))
    }
}

/// How alike `side` is to the beginning of `found` that is most alike.
fn similarity(side: &[char], found: &mut dyn Iterator<Item = char>) -> f64 {
    let found: Vec<char> = found.map(fold).chain(std::iter::repeat(BEYOND)).take(REACH).collect();
    if found.starts_with(side) {
        return 1.0;
    }
    // The plain table, a column a character: 32 rows by 48 columns.
    let mut column: Vec<usize> = (0..=side.len()).collect();
    let mut least = side.len();
    for (index, c) in found.iter().enumerate() {
        let mut corner = std::mem::replace(&mut column[0], index + 1);
        for row in 1..=side.len() {
            let changed = corner + usize::from(side[row - 1] != *c);
            corner = column[row];
            column[row] = changed.min(corner + 1).min(column[row - 1] + 1);
        }
        least = least.min(column[side.len()]);
    }
    share(side.len() - least, side.len())
}

/// `part` of `whole`, as a number from 0.0 to 1.0.
pub(in crate::annotation) fn share(part: usize, whole: usize) -> f64 {
    let exact = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { exact(part) / exact(whole) }
}

/// How alike two short texts are, from 0.0 to 1.0: 1 less the share of characters to change.
pub(in crate::annotation) fn alike(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let (one, other): (Vec<char>, Vec<char>) =
        (one.chars().take(256).map(fold).collect(), other.chars().take(256).map(fold).collect());
    let mut column: Vec<usize> = (0..=one.len()).collect();
    for (index, c) in other.iter().enumerate() {
        let mut corner = std::mem::replace(&mut column[0], index + 1);
        for row in 1..=one.len() {
            let changed = corner + usize::from(one[row - 1] != *c);
            corner = column[row];
            column[row] = changed.min(corner + 1).min(column[row - 1] + 1);
        }
    }
    let longer = one.len().max(other.len());
    share(longer - column[one.len()], longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(start: usize, end: usize, quote: f64) -> Candidate {
        Candidate { span: Span::new(start, end), quote, before: 1.0, after: 1.0 }
    }

    #[test]
    fn the_better_of_two_overlapping_places_stays() {
        let kept = ranked(vec![candidate(0, 10, 0.8), candidate(4, 14, 0.9), candidate(20, 30, 0.7), candidate(5, 5, 0.1)]);
        assert_eq!(kept.iter().map(|one| one.span.start.0).collect::<Vec<_>>(), [4, 20, 5]);
    }

    #[test]
    fn a_side_is_compared_from_the_quote_outwards() {
        let side: Vec<char> = "가나다라마바사아자차".chars().collect();
        assert_eq!(similarity(&side, &mut "가나다라마바사아자차카타".chars()), 1.0);
        assert_eq!(similarity(&side, &mut "가나라마바사아자차카타".chars()), 0.9);
        assert!(similarity(&side, &mut "전혀 다른 말이 여기에 있다".chars()) < 0.3);
    }

    #[test]
    fn the_quote_weighs_as_much_as_both_sides_and_a_quarter() {
        let score = |quote: f64, before: f64, after: f64| Candidate { span: Span::default(), quote, before, after }.score();
        for (parts, wanted) in [
            ((1.0, 0.0, 0.0), 5.0),
            ((0.0, 1.0, 0.0), 2.0),
            ((0.0, 0.0, 1.0), 2.0),
            ((1.0, 0.5, 0.25), 6.5),
            ((1.0, 1.0, 1.0), 9.0),
        ] {
            assert!((score(parts.0, parts.1, parts.2) - wanted / 9.0).abs() < 1e-9, "{parts:?}");
        }
        let between = |before, after| Candidate { span: Span::default(), quote: 1.0, before, after }.is_between_its_neighbours();
        assert_eq!([between(0.5, 0.5), between(0.49, 1.0), between(1.0, 0.49)], [true, false, false]);
    }

    #[test]
    fn places_that_share_half_of_the_shorter_are_one() {
        let kept = |others: &[(usize, usize)]| {
            let mut all = vec![candidate(10, 20, 0.9)];
            all.extend(others.iter().map(|(start, end)| candidate(*start, *end, 0.8)));
            ranked(all).iter().skip(1).map(|one| (one.span.start.at(), one.span.end.at())).collect::<Vec<_>>()
        };
        assert_eq!(kept(&[(15, 25)]), []);
        assert_eq!(kept(&[(16, 26)]), [(16, 26)]);
        assert_eq!(kept(&[(10, 20)]), []);
        assert_eq!(kept(&[(12, 14)]), []);
        assert_eq!(kept(&[(19, 21)]), [], "half of the shorter");
        assert_eq!(kept(&[(19, 22)]), [(19, 22)]);
        assert_eq!(kept(&[(15, 15), (20, 30)]), [(15, 15), (20, 30)], "what shares no letter is another place");
        assert_eq!(ranked(vec![candidate(5, 5, 0.5), candidate(5, 5, 0.4), candidate(0, 2, 0.5)]).len(), 2);
    }

    #[test]
    fn what_is_unknown_of_a_side_counts_half() {
        use crate::annotation::Rendition;
        use crate::document::Document;
        let nothing = Document::default();
        let anchor = |before: &str, after: &str, start: u32| Anchor {
            before: before.into(),
            after: after.into(),
            start,
            ..Anchor::of(&nothing, Span::default(), &Rendition::of(b"", &nothing, "t 1"))
        };
        let text = "one two three";
        let around = |before: &str, after: &str, start: u32, span: (usize, usize)| {
            let context = Context::of(&anchor(before, after, start));
            let (before, after) = context.around(text, Span::new(span.0, span.1));
            (context.is_known(), format!("{before:.2} {after:.2}"))
        };
        assert_eq!(around("one ", " three", 4, (4, 7)), (true, "1.00 1.00".into()));
        assert_eq!(around("", "", 4, (4, 7)), (false, "0.50 0.50".into()));
        // Nothing before is a fact where the text starts.
        assert_eq!(around("", " two three", 0, (0, 3)), (true, "1.00 1.00".into()));
        assert_eq!(around("", " three", 0, (4, 7)), (true, "0.88 1.00".into()));
        assert_eq!(around("", " three", 4, (4, 7)), (true, "0.50 1.00".into()));
        assert_eq!(around("one two ", "", 8, (8, 13)), (true, "1.00 1.00".into()), "and nothing after, where it ends");
    }

    #[test]
    fn shares_are_of_the_whole() {
        for (part, whole, wanted) in [(0, 4, 0.0), (1, 4, 0.25), (4, 4, 1.0), (3, 0, 0.0), (0, 0, 0.0)] {
            assert!((share(part, whole) - wanted).abs() < 1e-9, "{part} of {whole}");
        }
        for (one, other, wanted) in [
            ("abc", "abcd", 0.75),
            ("abcd", "bcd", 0.75),
            ("kitten", "sitting", 4.0 / 7.0),
            ("flaw", "lawn", 0.5),
            ("a b", "a\nb", 1.0),
            ("abc", "xyz", 0.0),
            ("", "", 1.0),
        ] {
            assert!((alike(one, other) - wanted).abs() < 1e-9, "{one:?} {other:?}");
            assert!((alike(other, one) - wanted).abs() < 1e-9, "{other:?} {one:?}");
        }
        assert!((alike(&"a".repeat(300), &format!("{}b", "a".repeat(256))) - 1.0).abs() < 1e-9, "256 characters are compared");
        let side: Vec<char> = "abcd".chars().collect();
        for (found, wanted) in [("abcd", 1.0), ("abxcd", 0.75), ("acd", 0.75), ("xabcd", 0.75), ("ab", 0.5), ("", 0.0)] {
            assert!((similarity(&side, &mut found.chars()) - wanted).abs() < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn alike_counts_changed_characters() {
        assert_eq!(alike("표 1. 지표", "표 1. 지표"), 1.0);
        assert_eq!(alike("abcd", "abed"), 0.75);
        assert_eq!(alike("", "abcd"), 0.0);
    }
}
