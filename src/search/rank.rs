//! «Go to anything»: short names (titles, tables, commands, notes) in the order that a few
//! typed letters mean them.
//!
//! Tiers first, because no score can tell a title that *is* the query from one that happens
//! to hold its letters; the fuzzy engine has the last tier only.

use std::cmp::Reverse;
use std::ops::Range;

use super::QueryError;
use super::forms::usual_width;
use super::fuzzy::{Fuzzy, SkimMatch};
use super::literal::{Blindness, patterns};
use super::needle::Needle;
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
    rank_with(&SkimMatch::new(), query, candidates, most)
}

/// [`rank()`] with another engine for the last tier.
#[must_use]
pub fn rank_with<'a>(fuzzy: &dyn Fuzzy, query: &str, candidates: impl Iterator<Item = &'a str>, most: usize) -> Vec<Ranked> {
    let query = usual_width(&clean(query));
    if query.trim().is_empty() {
        let as_it_comes = |index| Ranked { index, tier: Tier::Prefix, score: 0, marks: Vec::new() };
        return candidates.take(most).enumerate().map(|(index, _)| as_it_comes(index)).collect();
    }
    let Ok(tiers) = Tiers::new(&query) else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    let mut rest = Vec::new();
    for (index, text) in candidates.enumerate() {
        match tiers.place(text) {
            Some((tier, score, mark)) => {
                found.push(Found { index, text, tier, score, length: text.chars().count(), mark: Some(mark) });
            }
            None => rest.push((index, text)),
        }
    }
    let letters = Letters::new(&query);
    if found.len() < most
        && let Some(letters) = &letters
    {
        found.extend(rest.into_iter().filter_map(|(index, text)| {
            let score = fuzzy.score(&text[letters.stretch(text)?], &letters.query)?;
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

/// Which names hold a query, as [`rank()`] has it in all tiers but the last: by initial consonants and
/// a half-typed last syllable, too.
pub struct NameFilter(Option<Tiers>);

impl NameFilter {
    /// The filter for `query`; what is empty is held by nothing.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self(Tiers::new(&usual_width(&clean(query))).ok())
    }

    /// Whether `name` (in NFC) holds the query.
    #[must_use]
    pub fn passes(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|tiers| tiers.0.last().is_some_and(|(_, any)| any.find(name, 0, any.is_plain(name)).is_some()))
    }
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

/// The query as it is looked for in each tier but the last, the strictest first. What the
/// last of them does not find, none does.
struct Tiers(Vec<(Tier, Needle)>);

impl Tiers {
    fn new(query: &str) -> Result<Self, QueryError> {
        let strict = Blindness { spacing: false, initials: false, half_typed: false };
        let spaced = Blindness { spacing: true, ..strict };
        let half_typed = Blindness { half_typed: true, ..spaced };
        let any = Blindness { initials: true, ..half_typed };
        let kinds = [(Tier::Substring, strict), (Tier::Spacing, spaced), (Tier::HalfTyped, half_typed), (Tier::Initials, any)];
        let mut tiers = Vec::new();
        let mut before = None;
        for (tier, blind) in kinds {
            let patterns = patterns(query, blind)?;
            // Most queries are the same to several tiers.
            if before.as_ref() != Some(&patterns) {
                tiers.push((tier, Needle::new(&patterns)?));
            }
            before = Some(patterns);
        }
        Ok(Self(tiers))
    }

    /// The tier of `text`, the score in it, and where the query stands.
    fn place(&self, text: &str) -> Option<(Tier, i64, Range<usize>)> {
        let (_, any) = self.0.last()?;
        let plain = any.is_plain(text);
        any.find(text, 0, plain)?;
        let (tier, (hit, score)) = self.0.iter().find_map(|(tier, needle)| Some((*tier, best(needle, text, plain)?)))?;
        let tier = match (tier, hit.start, hit.end == text.len()) {
            (Tier::Substring, 0, true) => Tier::Exact,
            (Tier::Substring, 0, false) => Tier::Prefix,
            _ => tier,
        };
        Some((tier, score, hit))
    }
}

/// The first hit at the start of a word, with 1; else the first, with 0.
fn best(needle: &Needle, text: &str, plain: bool) -> Option<(Range<usize>, i64)> {
    let starts_word = |hit: &Range<usize>| !text[..hit.start].chars().next_back().is_some_and(char::is_alphanumeric);
    let mut first = None;
    let mut from = 0;
    for _ in 0..TRIED_HITS {
        let Some(hit) = needle.find(text, from, plain) else { break };
        if starts_word(&hit) {
            return Some((hit, 1));
        }
        from = hit.end;
        first.get_or_insert(hit);
    }
    first.map(|hit| (hit, 0))
}

/// The letters of a query, to be found in order but apart.
struct Letters {
    query: String,
    /// Lower case where they are ASCII.
    letters: Vec<char>,
    /// For each ASCII character, which letters it is: a bit each.
    ascii: [u64; 128],
    /// The last six bits of each other letter, as one of 64 bits: most characters are none.
    sieve: u64,
}

impl Letters {
    /// `None` where the query is too short or too long for it.
    fn new(query: &str) -> Option<Self> {
        let query: String = query.chars().filter(|c| !c.is_whitespace()).collect();
        let letters: Vec<char> = query.chars().map(|c| c.to_ascii_lowercase()).collect();
        if !FUZZY_QUERY.contains(&letters.len()) {
            return None;
        }
        let mut ascii = [0; 128];
        for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| letter.is_ascii()) {
            for c in [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()] {
                ascii[c as usize] |= 1 << at;
            }
        }
        let sieve =
            letters.iter().filter(|letter| !letter.is_ascii()).fold(0, |sieve, letter| sieve | 1 << (*letter as u32 % 64));
        Some(Self { query, letters, ascii, sieve })
    }

    /// Which letters `c` is: a bit each.
    fn bits(&self, c: char) -> u64 {
        match self.ascii.get(c as usize) {
            Some(bits) => *bits,
            None if self.sieve >> (c as u32 % 64) & 1 == 0 => 0,
            None => self.letters.iter().enumerate().filter(|(_, letter)| **letter == c).fold(0, |bits, (at, _)| bits | 1 << at),
        }
    }

    /// Whether the first and the last letter stand anywhere in `text`: cheap, and most names lack one.
    fn may_stand_in(&self, text: &str) -> bool {
        let stands = |letter: &char| match u8::try_from(*letter) {
            Ok(byte) if byte.is_ascii() => memchr::memchr2(byte, byte.to_ascii_uppercase(), text.as_bytes()).is_some(),
            _ => text.contains(*letter),
        };
        self.letters.first().is_some_and(stands) && self.letters.last().is_some_and(stands)
    }

    /// The narrowest stretch of `text` that holds the letters in order, in bytes and with the
    /// character before it, by which an engine can tell the start of a word. `None` where all
    /// are wider than the query allows.
    ///
    /// One pass: for each letter, the latest place where the letters up to it may start.
    fn stretch(&self, text: &str) -> Option<Range<usize>> {
        if !self.may_stand_in(text) {
            return None;
        }
        // (character, byte of the one before) where the letters up to this one start.
        let mut starts: [Option<(usize, usize)>; 64] = [None; 64];
        let last = self.letters.len() - 1;
        let mut narrowest = self.letters.len() * SPREAD + 1;
        let mut found = None;
        let mut before = 0;
        for (at, (byte, c)) in text.char_indices().take(FUZZY_REACH).enumerate() {
            let mut bits = self.bits(c);
            // The later letters first: one character is one letter only.
            while bits != 0 {
                let letter = bits.ilog2() as usize;
                bits &= !(1 << letter);
                starts[letter] = match letter.checked_sub(1) {
                    Some(one_less) => starts[one_less],
                    None => Some((at, before)),
                };
                if letter == last
                    && let Some((start, from)) = starts[last]
                    && at - start + 1 < narrowest
                {
                    narrowest = at - start + 1;
                    found = Some(from..byte + c.len_utf8());
                }
            }
            before = byte;
        }
        found
    }

    /// What to light up in `text`: the letters where the engine sees them.
    fn marks(&self, fuzzy: &dyn Fuzzy, text: &str) -> Vec<Range<usize>> {
        let Some(stretch) = self.stretch(text) else { return Vec::new() };
        let places = fuzzy.places(&text[stretch.clone()], &self.query).unwrap_or_default();
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut places = places.into_iter().peekable();
        for (at, (byte, c)) in text[stretch.clone()].char_indices().enumerate() {
            if places.next_if_eq(&at).is_none() {
                continue;
            }
            let start = stretch.start + byte;
            let end = start + c.len_utf8();
            match marks.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => marks.push(start..end),
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(query: &str) -> Letters {
        Letters::new(query).expect("letters to spread")
    }

    #[test]
    fn queries_of_two_to_64_letters_are_spread() {
        assert!(Letters::new("a").is_none() && Letters::new(" a ").is_none() && Letters::new("ab").is_some());
        assert!(Letters::new(&"a".repeat(64)).is_some() && Letters::new(&"a".repeat(65)).is_none());
    }

    #[test]
    fn a_character_is_all_letters_that_it_stands_for() {
        let korean = letters("가나가");
        assert_eq!(['가', '나', '다', 'a'].map(|c| korean.bits(c)), [0b101, 0b010, 0, 0]);
        let mixed = letters("aBé가A");
        assert_eq!(
            ['a', 'A', 'b', 'B', 'é', '가', 'É', 'c'].map(|c| mixed.bits(c)),
            [0b10001, 0b10001, 0b10, 0b10, 0b100, 0b1000, 0, 0]
        );
        // One with the same last six bits as a letter is none of them.
        let other = char::from_u32('가' as u32 + 64).expect("a syllable");
        assert_eq!(korean.bits(other), 0);
    }

    #[test]
    fn a_name_without_the_first_or_the_last_letter_is_left_at_once() {
        let letters = letters("aXé");
        assert!(letters.may_stand_in("..é..a") && letters.may_stand_in("Aé"));
        assert!(!letters.may_stand_in("a") && !letters.may_stand_in("é") && !letters.may_stand_in("xx"));
        assert!(!letters.may_stand_in("AÉ"), "case is ASCII's");
    }

    #[test]
    fn the_narrowest_stretch_is_taken_with_the_character_before_it() {
        let stretch = |query: &str, text: &str| letters(query).stretch(text);
        assert_eq!(stretch("ab", "ab"), Some(0..2));
        assert_eq!(stretch("ab", "x.ab.b"), Some(1..4));
        assert_eq!(stretch("ab", "a..b ab a.b"), Some(4..7), "the narrowest");
        assert_eq!(stretch("ab", "ab ab"), Some(0..2), "of equal ones the first");
        assert_eq!(stretch("ab", "a.ab"), Some(1..4), "from the last that it may start at");
        assert_eq!(stretch("가나", "x가.나x"), Some(0..8));
        assert_eq!(stretch("가나", "다가나"), Some(0..9));
        assert_eq!(stretch("aa", "a"), None, "one character is one letter");
        assert_eq!(stretch("aba", "abba"), Some(0..4));
        assert_eq!((stretch("ab", "ba"), stretch("ab", "a"), stretch("ab", "")), (None, None, None));
    }

    #[test]
    fn a_stretch_is_no_wider_than_three_times_the_query() {
        let stretch = |query: &str, text: &str| letters(query).stretch(text);
        assert_eq!(stretch("ab", "a....b"), Some(0..6));
        assert_eq!(stretch("ab", "a.....b"), None);
        assert_eq!(stretch("abc", "a...b...c"), Some(0..9));
        assert_eq!(stretch("abc", "a...b....c"), None);
        let far = |before: usize| format!("{}ab", ".".repeat(before));
        assert_eq!((stretch("ab", &far(254)), stretch("ab", &far(255))), (Some(253..256), None), "names are shorter");
    }

    #[test]
    fn letters_beside_each_other_are_lit_as_one() {
        let marks = |query: &str, text: &str| letters(query).marks(&SkimMatch::new(), text);
        assert_eq!(marks("abc", "x.ab.c"), [2..4, 5..6]);
        assert_eq!(marks("가나다", "하 가나.다"), [4..10, 11..14]);
        assert!(marks("abc", "cba").is_empty());
    }

    #[test]
    fn the_start_of_a_word_is_looked_for_among_the_first_hits() {
        let blind = Blindness { spacing: false, initials: false, half_typed: false };
        let needle = Needle::new(&patterns("ab", blind).expect("a query")).expect("a needle");
        let best = |text: &str| best(&needle, text, false);
        assert_eq!(best("ab xab"), Some((0..2, 1)));
        assert_eq!(best("xab ab"), Some((4..6, 1)));
        assert_eq!(best("xab xab"), Some((1..3, 0)), "else the first");
        assert_eq!(best("x"), None);
        assert_eq!(best(&format!("{}ab", "xab ".repeat(7))), Some((28..30, 1)));
        assert_eq!(best(&format!("{}ab", "xab ".repeat(8))), Some((1..3, 0)), "no more than eight are tried");
    }

    #[test]
    fn the_tiers_of_a_query_by_value() {
        let tiers = Tiers::new("북러").expect("a query");
        assert_eq!(tiers.place("북러"), Some((Tier::Exact, 1, 0..6)));
        assert_eq!(tiers.place("북러 밀착"), Some((Tier::Prefix, 1, 0..6)));
        assert_eq!(tiers.place("대북러"), Some((Tier::Substring, 0, 3..9)));
        assert_eq!(tiers.place("대 북러"), Some((Tier::Substring, 1, 4..10)));
        assert_eq!(tiers.place("북 러"), Some((Tier::Spacing, 1, 0..7)));
        assert_eq!(tiers.place("북럽"), Some((Tier::HalfTyped, 1, 0..6)));
        assert_eq!(tiers.place("북"), None);
        assert_eq!(Tiers::new("ㅂㄹ").expect("a query").place("대 보라"), Some((Tier::Initials, 1, 4..10)));
    }

    #[test]
    fn a_filter_lets_names_pass_by_all_tiers_but_the_last() {
        let filter = NameFilter::new("북ㄹ");
        assert!(filter.passes("북러") && filter.passes("대북 러시아") && !filter.passes("북한") && !filter.passes("북한러시아"));
        assert!(NameFilter::new("ｎ").passes("Note"));
        assert!(!NameFilter::new(" ").passes("a") && !NameFilter::new("").passes(""));
    }
}
