//! «Go to anything»: short names (titles, tables, commands, notes) in the order that a few
//! typed letters mean them.
//!
//! Tiers first, because no score can tell a title that *is* the query from one that happens
//! to hold its letters; the fuzzy engine has the last tier only.

use std::cmp::Reverse;
use std::ops::Range;

use regex::Regex;

use super::forms::usual_width;
use super::fuzzy::{Fuzzy, Skim};
use super::literal::{Blindness, patterns};
use super::matcher::compiled;
use crate::document::clean;

/// A fuzzy match may spread over so many times the query's length: farther apart, letters
/// are there by chance.
const SPREAD: usize = 3;
/// A candidate is matched fuzzily in so many of its first characters; names are shorter.
const FUZZY_REACH: usize = 256;
/// Longer queries are words, and are not matched fuzzily; of one letter there is nothing to spread.
const FUZZY_QUERY: std::ops::RangeInclusive<usize> = 2..=64;
/// Of a candidate's hits, so many are tried for one at the start of a word.
const TRIED_HITS: usize = 8;

/// How a candidate matches, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// It is the query.
    Exact,
    /// It starts with it.
    Prefix,
    /// It holds it.
    Substring,
    /// It holds it, spaced otherwise.
    Spacing,
    /// It holds it, if the last syllable goes on.
    HalfTyped,
    /// It holds syllables with these initial consonants.
    Initials,
    /// It holds the letters in order, near to each other.
    Fuzzy,
}

/// A candidate that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its number among the candidates, from 0.
    pub index: usize,
    /// How it matches.
    pub tier: Tier,
    /// How well within its tier, the higher the better: the engine's score for `Fuzzy`, else 1
    /// for a match at the start of a word and 0 within one.
    pub score: i64,
    /// What to light up: ranges of bytes, in order.
    pub marks: Vec<Range<usize>>,
}

/// The `most` best of `candidates` (each in NFC, as all text of a document is) for `query`, best
/// first: by tier, then score, then the shorter, then the earlier. An empty query takes the
/// first ones as they come, as `Prefix`.
///
/// ```
/// use ibid::search::{Tier, rank};
///
/// let titles = ["전망과 대응", "북한의 대러 협력", "북러 밀착의 배경", "북러"];
/// let found: Vec<_> = rank("북러", titles.into_iter(), 9).into_iter().map(|found| (found.index, found.tier)).collect();
/// assert_eq!(found, [(3, Tier::Exact), (2, Tier::Prefix), (1, Tier::Fuzzy)]);
/// assert_eq!(rank("ㅁㅊ", titles.into_iter(), 9)[0].index, 2);
/// ```
#[must_use]
pub fn rank<'a>(query: &str, candidates: impl Iterator<Item = &'a str>, most: usize) -> Vec<Ranked> {
    rank_with(&Skim::new(), query, candidates, most)
}

/// [`rank()`] with another engine for the last tier.
#[must_use]
pub fn rank_with<'a>(fuzzy: &dyn Fuzzy, query: &str, candidates: impl Iterator<Item = &'a str>, most: usize) -> Vec<Ranked> {
    let query = usual_width(&clean(query));
    if query.trim().is_empty() {
        let as_it_comes = |index| Ranked { index, tier: Tier::Prefix, score: 0, marks: Vec::new() };
        return candidates.take(most).enumerate().map(|(index, _)| as_it_comes(index)).collect();
    }
    let Some(tiers) = Tiers::new(&query) else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    let mut rest = Vec::new();
    for (index, text) in candidates.enumerate() {
        match tiers.place(text) {
            Some((tier, score, mark)) => {
                found.push(Found { index, text, tier, score, length: text.chars().count(), mark: Some(mark) })
            }
            None => rest.push((index, text)),
        }
    }
    let letters = Letters::new(&query);
    if found.len() < most
        && let Some(letters) = &letters
    {
        found.extend(rest.into_iter().filter_map(|(index, text)| {
            letters.near(text)?;
            let score = fuzzy.score(head(text), &letters.query)?;
            Some(Found { index, text, tier: Tier::Fuzzy, score, length: text.chars().count(), mark: None })
        }));
    }
    let by_rank = |found: &Found| (found.tier, Reverse(found.score), found.length, found.index);
    if most < found.len() {
        found.select_nth_unstable_by_key(most, by_rank);
        found.truncate(most);
    }
    found.sort_unstable_by_key(by_rank);
    let marks = |found: &Found| match (&found.mark, &letters) {
        (Some(mark), _) => vec![mark.clone()],
        (None, Some(letters)) => letters.marks(fuzzy, found.text),
        (None, None) => Vec::new(),
    };
    found.iter().map(|found| Ranked { index: found.index, tier: found.tier, score: found.score, marks: marks(found) }).collect()
}

/// A candidate on its way to a rank.
struct Found<'a> {
    index: usize,
    text: &'a str,
    tier: Tier,
    score: i64,
    /// In characters.
    length: usize,
    /// Where the query stands in it as a whole.
    mark: Option<Range<usize>>,
}

/// The query as it is looked for in each tier.
struct Tiers {
    /// What every tier but the last finds.
    any: Regex,
    /// As typed.
    strict: Regex,
    /// Spaced otherwise.
    spaced: Regex,
    /// With its last syllable going on.
    half_typed: Regex,
}

impl Tiers {
    fn new(query: &str) -> Option<Self> {
        let build = |spacing, half_typed, initials| {
            let patterns = patterns(query, Blindness { spacing, initials, half_typed }).ok()?;
            compiled(&patterns.full).ok()
        };
        Some(Self {
            any: build(true, true, true)?,
            strict: build(false, false, false)?,
            spaced: build(true, false, false)?,
            half_typed: build(true, true, false)?,
        })
    }

    /// The tier of `text`, the score in it, and where the query stands.
    fn place(&self, text: &str) -> Option<(Tier, i64, Range<usize>)> {
        let any = self.any.find(text)?.range();
        if let Some((hit, score)) = best(&self.strict, text) {
            let tier = match (hit.start, hit.end == text.len()) {
                (0, true) => Tier::Exact,
                (0, false) => Tier::Prefix,
                _ => Tier::Substring,
            };
            return Some((tier, score, hit));
        }
        let looser = [(Tier::Spacing, &self.spaced), (Tier::HalfTyped, &self.half_typed), (Tier::Initials, &self.any)];
        let found = looser.into_iter().find_map(|(tier, regex)| best(regex, text).map(|(hit, score)| (tier, score, hit)));
        found.or(Some((Tier::Initials, 0, any)))
    }
}

/// The first hit at the start of a word, with 1; else the first, with 0.
fn best(regex: &Regex, text: &str) -> Option<(Range<usize>, i64)> {
    let starts_word = |hit: &Range<usize>| !text[..hit.start].chars().next_back().is_some_and(char::is_alphanumeric);
    let mut hits = regex.find_iter(text).take(TRIED_HITS).map(|hit| hit.range());
    let first = hits.next()?;
    let at_word = if starts_word(&first) { Some(first.clone()) } else { hits.find(starts_word) };
    Some(at_word.map_or((first, 0), |hit| (hit, 1)))
}

/// The letters of a query, to be found in order but apart.
struct Letters {
    query: String,
    folded: Vec<char>,
}

impl Letters {
    /// `None` where the query is too short or too long for it.
    fn new(query: &str) -> Option<Self> {
        let query: String = query.chars().filter(|c| !c.is_whitespace()).collect();
        let folded: Vec<char> = query.chars().map(fold).collect();
        FUZZY_QUERY.contains(&folded.len()).then_some(Self { query, folded })
    }

    /// A place where the letters stand near to each other: each one's index among the
    /// characters of `text`.
    ///
    /// From where the last letter falls first, going back finds the narrowest place that ends
    /// there; if that is too wide, the search goes on behind its start.
    fn near(&self, text: &str) -> Option<Vec<usize>> {
        let most = self.folded.len() * SPREAD;
        let mut chars = [' '; FUZZY_REACH];
        let mut length = 0;
        for (place, c) in chars.iter_mut().zip(head(text).chars()) {
            *place = fold(c);
            length += 1;
        }
        let chars = &chars[..length];
        let mut from = 0;
        loop {
            let mut end = from;
            for letter in &self.folded {
                end += chars[end..].iter().position(|c| c == letter)? + 1;
            }
            let mut places = Vec::with_capacity(self.folded.len());
            let mut start = end;
            for letter in self.folded.iter().rev() {
                start = chars[..start].iter().rposition(|c| c == letter)?;
                places.push(start);
            }
            if end - start <= most {
                places.reverse();
                return Some(places);
            }
            from = start + 1;
        }
    }

    /// What to light up: where the engine sees the letters, or the nearest place if that is too wide.
    fn marks(&self, fuzzy: &dyn Fuzzy, text: &str) -> Vec<Range<usize>> {
        let is_near = |places: &Vec<usize>| match places[..] {
            [first, .., last] => last - first < self.folded.len() * SPREAD,
            _ => false,
        };
        let places = fuzzy.places(head(text), &self.query).filter(is_near).or_else(|| self.near(text)).unwrap_or_default();
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut places = places.into_iter().peekable();
        for (at, (start, c)) in text.char_indices().enumerate() {
            if places.peek().is_none() {
                break;
            }
            if places.next_if_eq(&at).is_none() {
                continue;
            }
            let end = start + c.len_utf8();
            match marks.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => marks.push(start..end),
            }
        }
        marks
    }
}

/// The part of a candidate that is matched fuzzily.
fn head(text: &str) -> &str {
    text.char_indices().nth(FUZZY_REACH).map_or(text, |(end, _)| &text[..end])
}

fn fold(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c }
}
