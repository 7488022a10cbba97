//! What a bracket says of the words before it: an abbreviation, what one stands for, the same in
//! another script.

use std::collections::HashMap;

use crate::document::{Span, offset_in};

use super::lexicon::is_stop;
use super::name::Name;
use super::noun::{Noun, joins};
use super::scan::{Gap, Scan, Shape, is_hangul};

/// A term and what a bracket says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gloss {
    /// The term.
    pub(super) term: Span,
    /// What it stands for, or means in another script.
    pub(super) meaning: Span,
    /// Whether the term is an abbreviation.
    pub(super) is_short: bool,
}

/// Longest bracket, in bytes.
const REACH: usize = 160;
/// Words that an abbreviation may stand for.
const MOST_WORDS: usize = 10;
/// Words of a gloss in another script.
const MOST_GLOSS: usize = 5;
/// Words of a Korean compound before a bracket.
const MOST_KOREAN: usize = 3;
/// Brackets that are looked at.
const MOST: usize = 200_000;

/// What the text around a bracket is read with.
pub(super) struct Reader<'s, 'a> {
    pub(super) scan: &'s Scan<'a>,
    pub(super) nouns: &'s [Option<Noun>],
    /// The first token of the name that ends with a token.
    pub(super) names: HashMap<usize, usize>,
}

impl<'s, 'a> Reader<'s, 'a> {
    pub(super) fn new(scan: &'s Scan<'a>, nouns: &'s [Option<Noun>], names: &[Name]) -> Self {
        let names = names.iter().filter(|name| !name.is_inner).map(|name| (name.last, name.first)).collect();
        Self { scan, nouns, names }
    }

    /// All glosses, in order; `None` where `go_on` said no.
    pub(super) fn glosses(&self, go_on: &dyn Fn() -> bool) -> Option<Vec<Gloss>> {
        let mut found = Vec::new();
        for (count, at) in memchr::memchr_iter(b'(', self.scan.text.as_bytes()).take(MOST).enumerate() {
            if count % 1024 == 0 && !go_on() {
                return None;
            }
            self.at(at, &mut found);
        }
        Some(found)
    }

    fn at(&self, open: usize, found: &mut Vec<Gloss>) {
        let text = self.scan.text;
        let limit = text.floor_char_boundary((open + REACH).min(text.len()));
        let Some(close) = text[open..limit].find([')', '\n']).filter(|at| text[open + at..].starts_with(')')) else { return };
        let inside = Span::new(open + 1, open + close);
        if self.scan.slice(inside).contains('(') {
            return;
        }
        let Some(left) = self.scan.tokens.partition_point(|token| (token.end as usize) <= open).checked_sub(1) else { return };
        let between = &text[self.scan.tokens[left].end as usize..open];
        if !between.chars().all(|c| matches!(c, ' ' | '’' | '”' | '」' | '』' | '》' | '〉' | '"')) || between.len() > 6 {
            return;
        }
        if self.renamed(left, inside, found) {
            return;
        }
        let parts = parts(text, inside);
        let short = parts.iter().copied().find(|part| is_abbreviation(self.scan.slice(*part)));
        let long = parts.iter().copied().find(|part| Some(*part) != short && is_words(self.scan.slice(*part)));
        match self.scan.word(left).shape {
            Shape::Hangul => self.behind_hangul(left, short, long, found),
            Shape::Upper | Shape::Capital | Shape::Lower => self.behind_latin(left, short, long, found),
            Shape::Bare | Shape::Other => {}
        }
    }

    /// `국무위원장(이하 김정은)`, `the Committee (hereafter the Board)`.
    fn renamed(&self, left: usize, inside: Span, found: &mut Vec<Gloss>) -> bool {
        let text = self.scan.slice(inside);
        let lead = ["이하 ", "이하, ", "hereafter ", "hereinafter ", "henceforth "];
        let Some(rest) = lead.iter().find_map(|lead| text.strip_prefix(lead)) else { return false };
        let rest = rest.trim_start_matches("the ");
        let own = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if own.is_empty() {
            return true;
        }
        let start = offset_in(text, own) + inside.start.at();
        if let Some(meaning) = self.phrase(left) {
            found.push(Gloss { term: Span::new(start, start + own.len()), meaning, is_short: true });
        }
        true
    }

    fn behind_hangul(&self, left: usize, short: Option<Span>, long: Option<Span>, found: &mut Vec<Gloss>) {
        let Some(term) = self.phrase(left) else { return };
        // In the same script it is a remark.
        let long = long.filter(|long| !self.scan.slice(*long).chars().any(is_hangul));
        if let Some(short) = short {
            found.push(Gloss { term: short, meaning: long.unwrap_or(term), is_short: true });
        }
        let brief = long.filter(|long| short.is_some() || self.scan.slice(*long).split_whitespace().count() <= MOST_GLOSS);
        if let Some(meaning) = brief.or(short) {
            found.push(Gloss { term, meaning, is_short: false });
        }
    }

    fn behind_latin(&self, left: usize, short: Option<Span>, long: Option<Span>, found: &mut Vec<Gloss>) {
        if let Some(short) = short {
            if let Some(meaning) = self.spelled(left, self.scan.slice(short)).or_else(|| self.phrase(left)) {
                found.push(Gloss { term: short, meaning, is_short: true });
                found.push(Gloss { term: meaning, meaning: short, is_short: false });
            }
            return;
        }
        let Some(long) = long else { return };
        let word = self.scan.word(left);
        let other = self.scan.slice(long).chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        if word.shape == Shape::Upper
            && is_abbreviation(word.text)
            && (other || initials_of(self.scan.slice(long)) == letters(word.text))
        {
            found.push(Gloss { term: self.scan.tokens[left].span(), meaning: long, is_short: true });
        } else if let Some(first) = self.names.get(&left).filter(|_| self.scan.slice(long).chars().any(is_hangul)) {
            found.push(Gloss { term: self.between(*first, left), meaning: long, is_short: false });
        }
    }

    /// The words that a bracket behind token `left` speaks of.
    fn phrase(&self, left: usize) -> Option<Span> {
        if let Some(first) = self.names.get(&left) {
            return Some(self.between(*first, left));
        }
        let tokens = &self.scan.tokens;
        let noun = |at: usize| self.nouns[tokens[at].word as usize];
        let mut first = left;
        if self.scan.word(left).shape == Shape::Hangul {
            if !noun(left).is_some_and(|noun| noun.is_bare) {
                return None;
            }
            while first > 0
                && left - first + 1 < MOST_KOREAN
                && tokens[first].gap == Gap::Space
                && (joins(noun(first - 1), self.scan.word(first - 1).text) || self.names.contains_key(&(first - 1)))
            {
                first -= 1;
            }
            return Some(self.between(first, left));
        }
        let is_own = |at: usize| self.scan.word(at).shape == Shape::Lower && !is_stop(self.scan.word(at).text);
        if !is_own(left) {
            return None;
        }
        while first > 0 && left - first + 1 < 3 && tokens[first].gap == Gap::Space && is_own(first - 1) {
            first -= 1;
        }
        Some(self.between(first, left))
    }

    /// The words up to token `left` whose initials an abbreviation has; the whole name around them.
    fn spelled(&self, left: usize, short: &str) -> Option<Span> {
        let wanted = letters(short);
        let mut initials: Vec<char> = Vec::new();
        let mut first = left;
        loop {
            let word = self.scan.word(first).text;
            if !is_stop(word) {
                let mut own: Vec<char> = word.split('-').filter_map(|part| part.chars().next()).collect();
                own.reverse();
                initials.extend(own);
            }
            let spelled: String = initials.iter().rev().flat_map(|c| c.to_uppercase()).collect();
            if spelled == wanted {
                let first = self.names.get(&left).copied().filter(|name| *name < first).unwrap_or(first);
                return Some(self.between(first, left));
            }
            let more = first > 0 && left - first + 1 < MOST_WORDS && spelled.len() < wanted.len();
            if !more || !matches!(self.scan.tokens[first].gap, Gap::Space | Gap::Dash) {
                return None;
            }
            first -= 1;
        }
    }

    fn between(&self, first: usize, last: usize) -> Span {
        self.scan.tokens[first].span().cover(self.scan.tokens[last].span())
    }
}

/// The parts of a bracket, between commas and semicolons.
fn parts(text: &str, inside: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = inside.start.at();
    for part in text[inside.range()].split([',', ';']) {
        let own = part.trim_matches(|c: char| !c.is_alphanumeric());
        if !own.is_empty() {
            let from = start + offset_in(part, own);
            found.push(Span::new(from, from + own.len()));
        }
        start += part.len() + 1;
    }
    // More are a list, and no gloss.
    if found.len() > 3 { Vec::new() } else { found }
}

/// Whether a text is an abbreviation: `NCG`, `SSBN`, `GDPs`, `R&D`.
pub(super) fn is_abbreviation(text: &str) -> bool {
    let upper = text.chars().filter(char::is_ascii_uppercase).count();
    let lower = text.chars().filter(char::is_ascii_lowercase).count();
    let others = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '&' | '-' | '.' | '/'));
    upper > 1 && upper > lower && others && text.len() <= 10 && text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a part of a bracket is words that explain: Latin words, or Han, or Hangul that is no clause.
fn is_words(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words = text.split_whitespace().count();
    letters > 1 && digits * 2 < letters && words <= MOST_WORDS && !text.contains(['=', '<', '>', '@', '%'])
}

fn letters(short: &str) -> String {
    let plain = short.strip_suffix('s').filter(|rest| rest.chars().all(|c| !c.is_lowercase())).unwrap_or(short);
    plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The initials of the words of a phrase, small ones left out.
pub(super) fn initials_of(text: &str) -> String {
    let words = text.split([' ', '-', '–']).filter(|word| !is_stop(&word.to_lowercase()));
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::picked;

    #[test]
    fn abbreviations_are_short_and_mostly_capitals() {
        assert_eq!(
            picked(
                "NCG SSBN GDPs R&D T-80 U.S. A/B A Ab ABab ABCabc ABCDEFGHIJ ABCDEFGHIJK aBC 3AB NCG! 핵AB AB",
                is_abbreviation
            ),
            ["NCG", "SSBN", "GDPs", "R&D", "U.S.", "A/B", "ABCDEFGHIJ", "AB"]
        );
    }

    #[test]
    fn words_that_explain_are_few_and_no_figures() {
        for (text, is) in [
            ("a group", true),
            ("a", false),
            ("ab", true),
            ("a2b", false),
            ("ab2c", true),
            ("one two three four five six seven eight nine ten", true),
            ("one two three four five six seven eight nine ten more", false),
            ("a=bc", false),
            ("a%bc", false),
            ("核武器", true),
        ] {
            assert_eq!(is_words(text), is, "{text}");
        }
    }

    #[test]
    fn letters_and_initials_are_capitals_of_the_words() {
        assert_eq!(["NCG", "GDPs", "R&D", "T-80", "ss", "IDs"].map(letters), ["NCG", "GDP", "RD", "T80", "SS", "ID"]);
        assert_eq!(
            ["United States", "Bank of Korea", "Air-Launched Cruise Missile", "South–North", ""].map(initials_of),
            ["US", "BK", "ALCM", "SN", ""]
        );
    }

    #[test]
    fn a_bracket_has_three_parts_at_most() {
        let of = |text: &str| -> Vec<String> {
            parts(text, Span::new(1, text.len())).into_iter().map(|part| text[part.range()].to_owned()).collect()
        };
        assert_eq!(of("(one, “two”;  three "), ["one", "two", "three"]);
        assert_eq!(of("(one,, ;two"), ["one", "two"]);
        assert_eq!(of("(a, b, c, d"), [""; 0]);
    }
}
