//! The words around a hit, for lists of hits.

use unicode_normalization::char::is_combining_mark;

use super::literal::is_gap;
use crate::document::{Document, Span};

/// A word longer than this is cut: a script without spaces would else lose all of it.
const LONGEST_WORD: usize = 24;

/// A hit and what stands around it in its unit; the three spans follow each other at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before the hit.
    pub before: Span,
    /// The hit; its beginning, where it is longer than the excerpt may be.
    pub hit: Span,
    /// What stands after it.
    pub after: Span,
    /// The unit has more before.
    pub more_before: bool,
    /// The unit has more after.
    pub more_after: bool,
}

/// Cuts at most `characters` characters around and with `hit` out of its unit, between words
/// where there are any. Half of what the hit leaves goes before it, and what one side does not
/// need the other may take. Costs `characters`, however long the unit is.
#[must_use]
pub fn excerpt(document: &Document, hit: Span, characters: usize) -> Excerpt {
    let text = document.text();
    let start = document.floor(hit.start.at().min(text.len()));
    let wanted = document.floor(hit.end.at().clamp(start, text.len()));
    let (end, length) = forward(text, start, wanted, characters);
    let room = characters - length;
    let (right, after) = forward(text, end, text.len(), room);
    let (left, before) = backward(text, start, (room / 2).max(room - after));
    let from = word_start(text, left, start, before);
    let spent = text[from..start].chars().count();
    let (right, after) = if room - spent < after { forward(text, end, text.len(), room - spent) } else { (right, after) };
    let to = if end < wanted { end } else { word_end(text, end, right, after) };
    Excerpt {
        before: Span::new(from, start),
        hit: Span::new(start, end),
        after: Span::new(end, to),
        more_before: from > 0 && text.as_bytes()[from - 1] != b'\n',
        more_after: to < text.len() && text.as_bytes()[to] != b'\n',
    }
}

/// Goes `most` characters on from `at`, not past `limit` or a line break: where, and how many.
fn forward(text: &str, at: usize, limit: usize, most: usize) -> (usize, usize) {
    let mut end = at;
    let mut count = 0;
    for c in text[at..limit].chars().take(most).take_while(|c| *c != '\n') {
        end += c.len_utf8();
        count += 1;
    }
    (end, count)
}

/// Goes `most` characters back from `at`, not past a line break: where, and how many.
fn backward(text: &str, at: usize, most: usize) -> (usize, usize) {
    let mut start = at;
    let mut count = 0;
    for c in text[..at].chars().rev().take(most).take_while(|c| *c != '\n') {
        start -= c.len_utf8();
        count += 1;
    }
    (start, count)
}

/// The first place from `left` on, before `hit`, where a word starts; `left` if that is far off.
fn word_start(text: &str, left: usize, hit: usize, characters: usize) -> usize {
    let before = text[..left].chars().next_back();
    if before.is_none_or(|c| c == '\n' || is_gap(c)) {
        return left;
    }
    let most = LONGEST_WORD.min(characters / 2 + 1);
    let gap = text[left..hit].char_indices().take(most).find(|(_, c)| is_gap(*c));
    if let Some((at, c)) = gap {
        return left + at + c.len_utf8();
    }
    let mut joined = before == Some('\u{200D}');
    let whole = text[left..hit].char_indices().find(|(_, c)| !std::mem::replace(&mut joined, *c == '\u{200D}') && !joins(*c));
    whole.map_or(hit, |(at, _)| left + at)
}

/// The last place up to `right`, after `hit`, where a word ends; `right` if that is far off.
fn word_end(text: &str, hit: usize, right: usize, characters: usize) -> usize {
    let next = text[right..].chars().next();
    if next.is_none_or(|c| c == '\n' || is_gap(c)) {
        return right;
    }
    let most = LONGEST_WORD.min(characters / 2 + 1);
    if let Some((at, _)) = text[hit..right].char_indices().rev().take(most).find(|(_, c)| is_gap(*c)) {
        return hit + at;
    }
    // A cluster that is cut gives way whole.
    let mut end = right;
    let mut cut = next.is_some_and(joins);
    for (at, c) in text[hit..right].char_indices().rev() {
        if !cut && c != '\u{200D}' {
            break;
        }
        end = hit + at;
        cut = joins(c);
    }
    end
}

/// Whether `c` stacks on, or joins, the character before it.
fn joins(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1160}'..='\u{11FF}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};
    use proptest::prelude::*;

    fn paragraphs(texts: &[&str]) -> Document {
        let mut builder = Builder::new();
        for text in texts {
            builder.open(BlockKind::Paragraph);
            builder.text(text);
        }
        builder.finish().expect("a small document")
    }

    fn shown(document: &Document, needle: &str, characters: usize) -> String {
        let start = document.text().find(needle).expect("needle");
        let cut = excerpt(document, Span::new(start, start + needle.len()), characters);
        let [before, hit, after] = [cut.before, cut.hit, cut.after].map(|span| document.slice(span));
        let sign = |more| if more { "…" } else { "" };
        format!("{}{before}[{hit}]{after}{}", sign(cut.more_before), sign(cut.more_after))
    }

    #[test]
    fn an_excerpt_is_cut_between_words_inside_its_unit() {
        let document =
            paragraphs(&["앞 문단이다.", "평양은 모스크바와의 밀착을 이어가고 더 넓힐 것으로 보인다.", "뒤 문단이다."]);
        assert_eq!(shown(&document, "밀착", 18), "…모스크바와의 [밀착]을 이어가고 더…");
        assert_eq!(shown(&document, "평양", 12), "[평양]은 모스크바와의…");
        assert_eq!(shown(&document, "보인다.", 12), "…넓힐 것으로 [보인다.]");
        assert_eq!(shown(&document, "뒤", 40), "[뒤] 문단이다.");
        assert_eq!(shown(&document, "밀착을 이어가고", 4), "…[밀착을 ]…");
    }

    #[test]
    fn text_without_spaces_is_cut_between_characters() {
        let document = paragraphs(&[&"政策研究".repeat(100)]);
        let middle = document.text().len() / 2 / 12 * 12;
        let cut = excerpt(&document, Span::new(middle, middle + 6), 22);
        assert_eq!(document.slice(cut.before).chars().count(), 10);
        assert_eq!(document.slice(cut.after).chars().count(), 10);
        assert!(cut.more_before && cut.more_after);
    }

    #[test]
    fn no_cluster_is_torn() {
        let document = paragraphs(&["👩\u{200D}👩\u{200D}👧👩\u{200D}👩\u{200D}👧x\u{30B}\u{30B}y👩\u{200D}👩\u{200D}👧"]);
        assert_eq!(shown(&document, "y", 3), "…[y]…");
        assert_eq!(shown(&document, "y", 7), "…x\u{30B}\u{30B}[y]…");
    }

    proptest! {
        #[test]
        fn an_excerpt_holds_its_hit_and_keeps_to_its_measure(
            texts in proptest::collection::vec("[가-다a ́👩\u{200D}日]{0,40}", 1..4),
            from in 0_usize..200,
            length in 0_usize..40,
            characters in 0_usize..60,
        ) {
            let document = paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let start = document.floor(from.min(document.text().len()));
            let end = document.floor((start + length).min(document.text().len()));
            let cut = excerpt(&document, Span::new(start, end), characters);
            prop_assert_eq!(cut.before.end, cut.hit.start);
            prop_assert_eq!(cut.hit.end, cut.after.start);
            prop_assert_eq!(cut.hit.start.at(), start);
            let whole = document.slice(cut.before.cover(cut.after));
            prop_assert!(whole.chars().count() <= characters);
            prop_assert!(!whole.contains('\n'));
        }
    }

    #[test]
    fn a_side_is_counted_in_characters_and_ends_with_its_line() {
        let text = "ab가\ncd";
        assert_eq!(forward(text, 0, text.len(), 10), (5, 3));
        assert_eq!(forward(text, 1, text.len(), 1), (2, 1));
        assert_eq!(forward(text, 1, 2, 9), (2, 1));
        assert_eq!(forward(text, 5, text.len(), 9), (5, 0));
        assert_eq!(backward(text, 8, 9), (6, 2));
        assert_eq!(backward(text, 5, 2), (1, 2));
        assert_eq!(backward(text, 0, 2), (0, 0));
    }

    #[test]
    fn the_words_before_start_where_one_does() {
        let text = "aaa bbb ccc";
        assert_eq!(word_start(text, 0, 8, 20), 0, "at the start of the text");
        assert_eq!(word_start(text, 4, 8, 20), 4, "behind a space");
        assert_eq!(word_start("x\nbbb ccc", 2, 6, 20), 2, "behind a line break");
        assert_eq!(word_start(text, 5, 8, 20), 8, "the rest of a word is left out");
        assert_eq!(word_start("aaa b\u{3000}ccc", 5, 11, 20), 8, "a wide space is one, too");
        // Half of the characters and one more are given for it.
        assert_eq!(word_start(text, 5, 8, 4), 8);
        assert_eq!(word_start(text, 5, 8, 3), 5);
        assert_eq!(word_start(text, 5, 8, 2), 5);
        let long = format!("{} b", "a".repeat(60));
        assert_eq!(word_start(&long, 36, 62, 80), 36, "a longer word is cut");
        assert_eq!(word_start(&long, 37, 62, 80), 61);
    }

    #[test]
    fn the_words_before_start_with_a_whole_cluster() {
        assert_eq!(word_start("e\u{301}\u{302}xyz", 1, 8, 2), 5);
        assert_eq!(word_start("e\u{301}xyz", 1, 6, 2), 3);
        assert_eq!(word_start("xe\u{301}", 1, 4, 1), 1);
        assert_eq!(word_start("👩\u{200D}👧x", 7, 12, 2), 11, "what a joiner joins goes with it");
        assert_eq!(word_start("👩\u{200D}👧", 7, 11, 2), 11, "nothing is left");
    }

    #[test]
    fn the_words_after_end_where_one_does() {
        let text = "aaa bbb ccc";
        assert_eq!(word_end(text, 0, 11, 20), 11, "at the end of the text");
        assert_eq!(word_end(text, 0, 7, 20), 7, "before a space");
        assert_eq!(word_end("a b\nx y", 0, 3, 20), 3, "before a line break");
        assert_eq!(word_end(text, 0, 5, 20), 3, "the first letters of a word are left out");
        assert_eq!(word_end(text, 1, 5, 20), 3);
        assert_eq!(word_end("ab cdef", 0, 5, 4), 2);
        assert_eq!(word_end("ab cdef", 0, 5, 3), 5);
        assert_eq!(word_end("ab cdef", 0, 5, 2), 5);
    }

    #[test]
    fn the_words_after_end_with_a_whole_cluster() {
        assert_eq!(word_end("ab\u{301}", 0, 2, 2), 1);
        assert_eq!(word_end("xab\u{301}", 1, 3, 2), 2);
        assert_eq!(word_end("ae\u{301}\u{302}", 0, 4, 1), 1);
        assert_eq!(word_end("a👩\u{200D}👧", 0, 8, 2), 1);
        assert_eq!(word_end("abc", 0, 2, 2), 2);
    }

    #[test]
    fn marks_selectors_joiners_and_skin_tones_join_what_stands_before() {
        for c in ['\u{301}', '\u{20DD}', '\u{200D}', '\u{FE0F}', '\u{1160}', '\u{11A8}', '\u{1F3FB}', '\u{1F3FF}'] {
            assert!(joins(c), "{c:?}");
        }
        for c in ['a', '가', '日', '👩', ' ', '\u{1100}'] {
            assert!(!joins(c), "{c:?}");
        }
    }

    #[test]
    fn what_one_side_leaves_the_other_takes() {
        let document = paragraphs(&["before", "one two three four five six seven", "after"]);
        assert_eq!(shown(&document, "one", 13), "[one] two three…");
        assert_eq!(shown(&document, "one", 14), "[one] two three…");
        assert_eq!(shown(&document, "seven", 14), "…five six [seven]");
        assert_eq!(shown(&document, "four", 14), "…hree [four] five…");
        assert_eq!(shown(&document, "four", 16), "…three [four] five…");
        assert_eq!(shown(&document, "four", 24), "…two three [four] five six…");
        assert_eq!(shown(&document, "four", 33), "one two three [four] five six seven");
        assert_eq!(shown(&document, "four", 4), "…[four]…");
        assert_eq!(shown(&document, "seven", 40), "one two three four five six [seven]");
        assert_eq!(shown(&document, "seven", 5), "…[seven]");
        assert_eq!(shown(&document, "one", 3), "[one]…");
        assert_eq!(shown(&document, "after", 3), "[aft]…");
    }
}
