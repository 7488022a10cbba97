//! Words: what two texts are held against each other by.

use std::collections::HashMap;

use crate::document::Span;

/// A word, or a sign that stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// Its number in the [`Vocabulary`]: equal for equal words.
    pub(super) id: u32,
}

/// Numbers for strings: equal ones have the same.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'a> {
    ids: HashMap<&'a str, u32>,
}

impl<'a> Vocabulary<'a> {
    /// The number of `word`.
    pub(super) fn id(&mut self, word: &'a str) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.ids.entry(word).or_insert(next)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

/// The words of the text in `span`, in order. Letters and digits that stand together are one
/// word (in Korean an eojeol), a number keeps its points; Chinese characters, kana and all other
/// signs stand for themselves. White space is no word.
pub(super) fn words(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let (mut at, end) = (span.start.at(), span.end.at().min(text.len()));
    std::iter::from_fn(move || {
        at += text[at..end].find(|c: char| !c.is_whitespace())?;
        let length = word_length(&text[at..end]);
        let found = Span::new(at, at + length);
        at += length;
        Some(found)
    })
}

/// Whether `word` is letters or digits, and no sign.
pub(super) fn is_wordy(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphanumeric)
}

/// Bytes of the word that `text` begins with.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    if !first.is_alphanumeric() || stands_alone(first) {
        return first.len_utf8();
    }
    let mut last = first;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = match c {
            '.' | ',' => last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
            '\'' | '’' => last.is_alphabetic() && next.is_some_and(|next| next.is_alphabetic() && !stands_alone(next)),
            _ => c.is_alphanumeric() && !stands_alone(c),
        };
        if !joins {
            return at;
        }
        last = c;
    }
    text.len()
}

/// Whether words of `c` are written without blanks between them, so that none can be told.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Bytes that two different words have in common at their beginning, where that is a stem: half
/// of the shorter or more, and Hangul.
pub(super) fn stem(one: &str, other: &str) -> usize {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b && ('가'..='힣').contains(a)).count();
    let shorter = one.chars().count().min(other.chars().count());
    if common * 2 < shorter { 0 } else { one.chars().take(common).map(char::len_utf8).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn words_are_cut_where_readers_would() {
        assert_eq!(cut("북러 밀착은 1,243.0달러, 끝."), ["북러", "밀착은", "1,243.0달러", ",", "끝", "."]);
        assert_eq!(cut("Russia’s ‘no deal’ (2019)."), ["Russia’s", "‘", "no", "deal", "’", "(", "2019", ")", "."]);
        assert_eq!(cut("新조약 10. 5"), ["新", "조약", "10", ".", "5"]);
        assert_eq!(cut(" \n "), Vec::<&str>::new());
    }

    #[test]
    fn a_stem_is_half_a_word_of_hangul() {
        assert_eq!(stem("밀착은", "밀착이"), "밀착".len());
        assert_eq!(stem("김정은은", "김밥"), "김".len());
        assert_eq!(stem("가나다라", "가바사아"), 0);
        assert_eq!(stem("Russian", "Russia"), 0);
    }

    #[test]
    fn a_word_ends_where_its_letters_do() {
        for (text, length) in [
            ("abc def", 3),
            ("1,243.0달러, ", "1,243.0달러".len()),
            ("1, 2", 1),
            ("1.", 1),
            ("a.b", 1),
            ("a'b", 3),
            ("a’b", "a’b".len()),
            ("a’ b", 1),
            ("1’b", 1),
            ("a’韓", 1),
            ("韓國", 3),
            ("a韓", 1),
            ("かな", 3),
            ("-a", 1),
            ("“a", 3),
            ("북러밀착", 12),
            ("", 0),
        ] {
            assert_eq!(word_length(text), length, "{text}");
        }
        assert!(is_wordy("a") && is_wordy("1") && is_wordy("북") && !is_wordy("-a") && !is_wordy(""));
        for c in ['\u{3040}', '\u{30FF}', '\u{3400}', '\u{4DBF}', '\u{4E00}', '\u{9FFF}', '\u{F900}', '\u{FAFF}', '\u{20000}'] {
            assert!(stands_alone(c), "{c:?}");
        }
        assert!(!['가', 'a', '1', '\u{303F}', '\u{A000}'].into_iter().any(stands_alone));
    }

    #[test]
    fn a_stem_is_all_that_two_words_have_in_common() {
        assert_eq!(stem("평양", "평양은"), 6);
        assert_eq!(stem("가나다", "가마바"), 0);
        assert_eq!(stem("가나", "가다"), 3);
        assert_eq!(stem("가나다라", "가나마바"), 6);
        assert_eq!(stem("UN은", "UN이"), 0);
        let mut vocabulary = Vocabulary::default();
        assert_eq!(["a", "b", "a", "c"].map(|word| vocabulary.id(word)), [0, 1, 0, 2]);
        assert_eq!(vocabulary.len(), 3);
    }
}
