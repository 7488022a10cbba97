//! Words in the order of a Korean dictionary, and the letters that they stand under.

use std::sync::OnceLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;

/// Hanja behind the Hangul of their reading, Latin behind both, digits by their number
/// (`제2장` before `제10장`): the Unicode collation algorithm (UTS #10) with CLDR's Korean
/// order. The data is built in; without it the order is by code points.
fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR
        .get_or_init(|| {
            let mut preferences: CollatorPreferences = locale!("ko").into();
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            let mut options = CollatorOptions::default();
            options.strength = Some(Strength::Tertiary);
            CollatorBorrowed::try_new(preferences, options).ok()
        })
        .as_ref()
}

/// Longest part of a text that takes part in the order, in bytes: cells of 1 MB that are
/// alike so far are as good as equal, and their keys must not fill the memory.
const LONGEST: usize = 256;

/// The rank of each text among all: equal ones share theirs.
#[must_use]
pub(crate) fn ranks<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> Vec<u32> {
    let mut bytes: Vec<u8> = Vec::with_capacity(texts.len() * 16);
    let mut ends: Vec<usize> = Vec::with_capacity(texts.len());
    for text in texts {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        match collator() {
            // Writing to a vector can't fail.
            Some(collator) => {
                let _ = collator.write_sort_key_to(text, &mut bytes);
            }
            None => bytes.extend_from_slice(text.as_bytes()),
        }
        ends.push(bytes.len());
    }
    let key = |at: u32| {
        let at = at as usize;
        &bytes[if at == 0 { 0 } else { ends[at - 1] }..ends[at]]
    };
    // Eight bytes of the key beside the index: most comparisons need no look elsewhere.
    let mut order: Vec<(u64, u32)> = (0..ends.len())
        .map(|at| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let key = key(at);
            let mut first = [0; 8];
            let length = key.len().min(8);
            first[..length].copy_from_slice(&key[..length]);
            (u64::from_be_bytes(first), at)
        })
        .collect();
    order.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| key(one.1).cmp(key(other.1))));
    let mut ranks = vec![0; order.len()];
    let mut rank = 0;
    for (position, &(_, at)) in order.iter().enumerate() {
        if position > 0 && key(order[position - 1].1) != key(at) {
            rank += 1;
        }
        ranks[at as usize] = rank;
    }
    ranks
}

/// The letter that a word stands under in an index: the consonant that its first syllable starts
/// with (plain, as dictionaries have it), a capital of ASCII, or `#` for digits and signs. `None`
/// for letters of other scripts, which stand among those of their reading.
#[must_use]
pub(crate) fn letter(word: &str) -> Option<char> {
    const CONSONANTS: [char; 19] =
        ['ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
    let first = word.chars().next()?;
    match first {
        '가'..='힣' => CONSONANTS.get((u32::from(first) - u32::from('가')) as usize / 588).copied(),
        'ㄱ'..='ㅎ' => Some(first),
        _ if !first.is_alphabetic() => Some('#'),
        _ => {
            let plain = first.nfd().next().unwrap_or(first).to_ascii_uppercase();
            plain.is_ascii_alphabetic().then_some(plain)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(texts: &[&'a str]) -> Vec<&'a str> {
        let ranks = ranks(texts.iter().copied());
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|at| ranks[*at]);
        order.into_iter().map(|at| texts[at]).collect()
    }

    #[test]
    fn korean_words_stand_as_in_a_dictionary() {
        assert_eq!(sorted(&["나라", "가격", "하늘", "각", "까치", "개"]), ["가격", "각", "개", "까치", "나라", "하늘"]);
        assert_eq!(sorted(&["abc", "한국", "1", "韓國"]), ["1", "한국", "韓國", "abc"]);
    }

    #[test]
    fn numbers_in_words_count_as_numbers() {
        assert_eq!(sorted(&["제10장", "제2장", "제1장"]), ["제1장", "제2장", "제10장"]);
    }

    #[test]
    fn equal_words_share_a_rank_and_huge_ones_stay_small() {
        assert_eq!(ranks(["나", "가", "나"].into_iter()), [1, 0, 1]);
        let huge = "가".repeat(1 << 20);
        assert_eq!(ranks([huge.as_str(), "가"].into_iter()), [1, 0]);
    }

    #[test]
    fn a_word_stands_under_its_first_letter() {
        for (word, expected) in [
            ("확장억제", Some('ㅎ')),
            ("까치", Some('ㄱ')),
            ("NATO", Some('N')),
            ("summit", Some('S')),
            ("Éire", Some('E')),
            ("3각 연대", Some('#')),
            ("韓國", None),
        ] {
            assert_eq!(letter(word), expected, "{word}");
        }
    }
}
