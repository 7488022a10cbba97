//! The engine behind the last tier of [`super::rank()`], which can be exchanged.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Tells how well the characters of a query stand in a candidate, in order but apart. The
/// candidate is the stretch of a name that holds them, with one character before.
pub trait Fuzzy {
    /// The higher the better; `None` where they do not stand there.
    fn score(&self, candidate: &str, query: &str) -> Option<i64>;

    /// Where they stand, in characters from the start of the candidate, ascending.
    fn places(&self, candidate: &str, query: &str) -> Option<Vec<usize>>;
}

/// The algorithm of the fuzzy finder `skim`, blind to the case of ASCII.
///
/// Chosen for short strings: on Korean it is faster than the engines that split text into
/// grapheme clusters first.
#[derive(Default)]
pub struct SkimMatch(SkimMatcherV2);

impl SkimMatch {
    /// A matcher; it keeps its matrix between calls.
    #[must_use]
    pub fn new() -> Self {
        Self(SkimMatcherV2::default().ignore_case())
    }
}

impl std::fmt::Debug for SkimMatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Skim")
    }
}

impl Fuzzy for SkimMatch {
    fn score(&self, candidate: &str, query: &str) -> Option<i64> {
        self.0.fuzzy_match(candidate, query)
    }

    fn places(&self, candidate: &str, query: &str) -> Option<Vec<usize>> {
        self.0.fuzzy_indices(candidate, query).map(|(_, places)| places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_order_and_apart() {
        let skim = SkimMatch::new();
        assert_eq!(skim.places("a.b.c", "abc"), Some(vec![0, 2, 4]));
        assert_eq!(skim.places("가-나", "나"), Some(vec![2]), "in characters");
        assert_eq!(skim.places("ABC", "bc"), Some(vec![1, 2]), "blind to case");
        assert_eq!((skim.places("ba", "ab"), skim.score("ba", "ab")), (None, None));
        let [together, apart] = ["ab", "a...b"].map(|candidate| skim.score(candidate, "ab").expect("a match"));
        assert!(together > apart && apart > 1, "{together} {apart}");
        assert_eq!(format!("{skim:?}"), "Skim");
    }
}
