//! Words by a slow matcher that reads like the rules, against the pattern.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::segment::Pieces;
use super::super::{Matcher, Query};
use super::paragraphs;

const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

fn is_korean(c: char) -> bool {
    matches!(c, '가'..='힣' | 'ㄱ'..='ㅣ')
}

fn usual(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => usual(usual_width(c)),
        '’' | '‘' | '`' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        'ㆍ' | '・' => '·',
        _ => c.to_lowercase().next().expect("a character"),
    }
}

/// Whether `c` of the text is what `asked` of the query asks for.
fn is_same(asked: char, bare: bool, c: char) -> bool {
    let initial = |c: char| INITIALS.chars().nth((c as usize - '가' as usize) / 588);
    if is_korean(asked) {
        return c == asked || (bare && matches!(c, '가'..='힣') && initial(c) == Some(asked));
    }
    if !bare {
        return c.to_lowercase().eq(asked.to_lowercase());
    }
    let plain = |c: char| std::iter::once(c).nfd().find(|c| !is_combining_mark(*c)).map(usual);
    let accented = |c: char| std::iter::once(c).nfd().any(is_combining_mark);
    usual(asked) == usual(c) || (!accented(asked) && asked.is_alphabetic() && plain(c) == Some(usual(asked)))
}

/// Where a hit that starts at `start` ends, in characters.
fn end_of(text: &[char], start: usize, query: &[char]) -> Option<usize> {
    let mut at = start;
    let mut spaced = false;
    let mut before: Option<char> = None;
    for (place, &asked) in query.iter().enumerate() {
        if asked == ' ' {
            spaced = before.is_some();
            continue;
        }
        if let Some(before) = before
            && (spaced || is_korean(before) || is_korean(asked))
            && !is_combining_mark(asked)
        {
            at += text[at..].iter().take_while(|c| **c == ' ').count();
        }
        let bare = !query.get(place + 1).is_some_and(|c| is_combining_mark(*c));
        if !is_same(asked, bare, *text.get(at)?) {
            return None;
        }
        at += 1;
        let plain = std::iter::once(asked).nfd().count() == 1;
        if bare && plain && asked.is_ascii_alphabetic() {
            at += text[at..].iter().take_while(|c| is_combining_mark(**c)).count();
        }
        // A letter with its marks is one letter: spacing goes by the letter.
        if !is_combining_mark(asked) {
            before = Some(asked);
        }
        spaced = false;
    }
    Some(at)
}

/// All hits, in bytes.
fn hits(text: &str, query: &str) -> Vec<(usize, usize)> {
    let query: Vec<char> =
        query.trim().nfc().map(|c| if matches!(c, '\u{FF01}'..='\u{FF5E}') { usual_width(c) } else { c }).collect();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match end_of(&chars, at, &query) {
            Some(end) => {
                found.push((places[at], places[end]));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn usual_width(c: char) -> char {
    char::from_u32(c as u32 - 0xFEE0).expect("ASCII")
}

#[test]
fn spacing_goes_by_the_letter_and_not_by_its_marks() {
    let document = paragraphs(&["각\u{300} É"]);
    let matcher = Matcher::with_pieces(&Query::literal("각\u{300}e"), Pieces::OF_WORDS).expect("a query");
    let found: Vec<_> =
        matcher.all(&document, usize::MAX, &mut |_| true).spans.iter().map(|span| (span.start.at(), span.end.at())).collect();
    assert_eq!(found, hits(document.text(), "각\u{300}e"));
    assert_eq!(found.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]
    #[test]
    fn the_pattern_finds_what_the_rules_say(
        texts in proptest::collection::vec("[가각갑러럽브비ㅂㄱ북  aAeEéÉxＥ１1'’\"“–·ㆍ\u{300}-]{0,40}", 1..4),
        query in "[가각갑러럽브ㅂㄱ북aAeEéx1１'\"·-]\u{300}?[가각러ㅂㄱ aeéx-]{0,3}",
        tiny in any::<bool>(),
    ) {
        let document = paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let pieces = if tiny { Pieces { length: 64, reach: 64 } } else { Pieces::OF_WORDS };
        let matcher = Matcher::with_pieces(&Query::literal(&query), pieces).expect("a query");
        let found: Vec<_> = matcher.all(&document, usize::MAX, &mut |_| true).spans.iter().map(|span| (span.start.at(), span.end.at())).collect();
        prop_assert_eq!(found, hits(document.text(), &query), "{:?} in {:?}", query, document.text());
    }
}
