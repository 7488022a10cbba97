//! Words, compiled.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::QueryError;
use super::expression::MOST_COMPILED;
use super::forms::holds_variants;
use super::literal::{MOST, Patterns};

/// The compiled patterns of a query of words.
///
/// A long query is found by its first letters, and the rest of it is matched there: so the
/// engine keeps to few states whatever the query and the text repeat, and searching takes time
/// in step with the text.
#[derive(Debug)]
pub(super) struct Needle {
    full: Regex,
    plain: Option<Regex>,
    tail: Option<Regex>,
    punctuated: bool,
}

impl Needle {
    /// Compiles `patterns`, blind to case.
    ///
    /// # Errors
    /// [`QueryError::TooLong`] for a pattern that is too large.
    pub(super) fn new(patterns: &Patterns) -> Result<Self, QueryError> {
        let compiled = |pattern: &String| {
            // What is compiled was made here; only its size can be a fault.
            let builder = &mut RegexBuilder::new(pattern);
            builder.case_insensitive(true).size_limit(MOST_COMPILED).build().map_err(|_| QueryError::TooLong { most: MOST })
        };
        Ok(Self {
            full: compiled(&patterns.full)?,
            plain: patterns.plain.as_ref().map(compiled).transpose()?,
            tail: patterns.tail.as_ref().map(compiled).transpose()?,
            punctuated: patterns.punctuated,
        })
    }

    /// Whether there is a faster pattern, and it will do for `text`: a look at each byte, once.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        self.plain.is_some() && !holds_variants(text.as_bytes(), self.punctuated)
    }

    /// The first hit in `text` from byte `from` on. `plain` is what [`Needle::is_plain`] said of
    /// the text from there.
    pub(super) fn find(&self, text: &str, mut from: usize, plain: bool) -> Option<Range<usize>> {
        let head = self.plain.as_ref().filter(|_| plain).unwrap_or(&self.full);
        loop {
            let hit = head.find_at(text, from)?.range();
            let Some(tail) = &self.tail else { return Some(hit) };
            if let Some(rest) = tail.find(&text[hit.end..]) {
                return Some(hit.start..hit.end + rest.end());
            }
            from = after_first(text, hit.start);
        }
    }
}

/// The byte after the character that starts at `at`.
pub(super) fn after_first(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::super::literal::{Blindness, patterns};
    use super::*;

    fn needle(query: &str) -> Needle {
        let blind = Blindness { spacing: true, initials: true, half_typed: false };
        Needle::new(&patterns(query, blind).expect("a query")).expect("a needle")
    }

    #[test]
    fn the_faster_pattern_is_for_text_without_variants() {
        assert!(needle("cafe").is_plain("a cafe"));
        assert!(!needle("cafe").is_plain("a café"));
        assert!(!needle("북러").is_plain("북러"), "there is none");
        assert!(needle("ab").is_plain("（") && !needle("a(").is_plain("（"), "punctuation counts if it is asked for");
    }

    #[test]
    fn both_patterns_find_the_same_in_plain_text() {
        let needle = needle("data 1");
        for plain in [false, true] {
            assert_eq!(needle.find("no data 1 data 1", 0, plain), Some(3..9));
            assert_eq!(needle.find("no data 1 data 1", 4, plain), Some(10..16));
            assert_eq!(needle.find("no data 1 data 1", 11, plain), None);
        }
    }

    #[test]
    fn the_rest_of_a_long_query_must_follow_at_once() {
        let query = "abcdefghijklmnopqrst";
        let text = format!("abcdefghijklmnop! {query}u {query}");
        for plain in [false, true] {
            assert_eq!(needle(query).find(&text, 0, plain), Some(18..38));
            assert_eq!(needle(query).find(&text, 19, plain), Some(40..60));
            assert_eq!(needle(query).find(&text, 41, plain), None);
        }
        assert_eq!(needle("aaaaaaaaaaaaaaab").find(&format!("{}b", "a".repeat(40)), 0, false), Some(25..41));
    }

    #[test]
    fn the_next_place_is_behind_the_first_character() {
        let text = "a가👩";
        assert_eq!([0, 1, 4, 8].map(|at| after_first(text, at)), [1, 4, 8, 9]);
    }
}
