//! Hits stay where they are while a Korean input method composes a word.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::super::{Matcher, Query};
use super::paragraphs;
use crate::document::Point;

/// Conjoining consonants or vowels that are typed with two keys.
const TWO_KEYS: [(char, char, char); 18] = [
    ('ㄳ', 'ㄱ', 'ㅅ'),
    ('ㄵ', 'ㄴ', 'ㅈ'),
    ('ㄶ', 'ㄴ', 'ㅎ'),
    ('ㄺ', 'ㄹ', 'ㄱ'),
    ('ㄻ', 'ㄹ', 'ㅁ'),
    ('ㄼ', 'ㄹ', 'ㅂ'),
    ('ㄽ', 'ㄹ', 'ㅅ'),
    ('ㄾ', 'ㄹ', 'ㅌ'),
    ('ㄿ', 'ㄹ', 'ㅍ'),
    ('ㅀ', 'ㄹ', 'ㅎ'),
    ('ㅄ', 'ㅂ', 'ㅅ'),
    ('ㅘ', 'ㅗ', 'ㅏ'),
    ('ㅙ', 'ㅗ', 'ㅐ'),
    ('ㅚ', 'ㅗ', 'ㅣ'),
    ('ㅝ', 'ㅜ', 'ㅓ'),
    ('ㅞ', 'ㅜ', 'ㅔ'),
    ('ㅟ', 'ㅜ', 'ㅣ'),
    ('ㅢ', 'ㅡ', 'ㅣ'),
];
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// The two-set keys of a word.
fn keys(word: &str) -> Vec<char> {
    let jamo = word.nfd().map(|c| match c {
        '\u{1100}'..='\u{1112}' => INITIALS.chars().nth(c as usize - 0x1100).expect("an initial"),
        '\u{1161}'..='\u{1175}' => char::from_u32(c as u32 - 0x1161 + 0x314F).expect("a vowel"),
        _ => FINALS.chars().nth(c as usize - 0x11A8).expect("a final"),
    });
    jamo.flat_map(|jamo| match TWO_KEYS.iter().find(|(whole, ..)| *whole == jamo) {
        Some((_, first, second)) => vec![*first, *second],
        None => vec![jamo],
    })
    .collect()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'ㅏ'..='ㅣ')
}

/// A syllable that is being composed: its jamo.
#[derive(Clone, Copy, Default)]
struct Cell {
    initial: Option<char>,
    vowel: Option<char>,
    last: Option<char>,
}

impl Cell {
    fn shown(self) -> Option<char> {
        let (Some(initial), Some(vowel)) = (self.initial, self.vowel) else { return self.initial };
        let initial = INITIALS.chars().position(|c| c == initial)?;
        let last = self.last.map_or(Some(0), |last| FINALS.chars().position(|c| c == last).map(|at| at + 1))?;
        char::from_u32(u32::try_from(0xAC00 + (initial * 21 + (vowel as usize - 0x314F)) * 28 + last).ok()?)
    }
}

/// What stands on the screen after each key.
fn states(word: &str) -> Vec<String> {
    let together =
        |a: char, b: char| TWO_KEYS.iter().find(|(_, first, second)| (*first, *second) == (a, b)).map(|(whole, ..)| *whole);
    let apart = |c: char| TWO_KEYS.iter().find(|(whole, ..)| *whole == c).map(|(_, first, second)| (*first, *second));
    let mut done = String::new();
    let mut cell = Cell::default();
    let mut states = Vec::new();
    for key in keys(word) {
        if is_vowel(key) {
            match (cell.vowel, cell.last) {
                (None, _) => cell.vowel = Some(key),
                (Some(vowel), None) => cell.vowel = Some(together(vowel, key).expect("a vowel after a vowel")),
                (Some(_), Some(last)) => {
                    let (stays, goes) = apart(last).map_or((None, last), |(stays, goes)| (Some(stays), goes));
                    cell.last = stays;
                    done.extend(cell.shown());
                    cell = Cell { initial: Some(goes), vowel: Some(key), last: None };
                }
            }
        } else {
            let last = match cell.last {
                None if FINALS.contains(key) => Some(key),
                None => None,
                Some(last) => together(last, key),
            };
            if cell.vowel.is_some() && last.is_some() {
                cell.last = last;
            } else {
                done.extend(cell.shown());
                cell = Cell { initial: Some(key), vowel: None, last: None };
            }
        }
        states.push(done.chars().chain(cell.shown()).collect());
    }
    states
}

fn is_steady(word: &str) {
    let document = paragraphs(&[&format!("{word}은 여기")]);
    let states = states(word);
    assert_eq!(states.last().map(String::as_str), Some(word));
    for state in states {
        let hit = Matcher::new(&Query::typing(&state)).expect("a query").find_at(&document, Point(0));
        assert_eq!(hit.map(|span| span.start), Some(Point(0)), "{state} on the way to {word}");
    }
}

#[test]
fn the_states_are_those_of_an_input_method() {
    assert_eq!(states("북러"), ["ㅂ", "부", "북", "북ㄹ", "북러"]);
    assert_eq!(states("불가"), ["ㅂ", "부", "불", "붉", "불가"]);
    assert_eq!(states("과학"), ["ㄱ", "고", "과", "괗", "과하", "과학"]);
    assert_eq!(states("까닭"), ["ㄲ", "까", "깓", "까다", "까달", "까닭"]);
}

#[test]
fn every_key_on_the_way_to_a_word_finds_it() {
    for word in ["북러", "불가", "과학", "까닭", "값싼", "읽기", "의회", "꺾였다", "외교", "웬일", "앉아", "없애다", "했다", "뷁"]
    {
        is_steady(word);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn every_key_on_the_way_to_any_word_finds_it(word in "[가-힣]{1,3}") {
        is_steady(&word);
    }
}
