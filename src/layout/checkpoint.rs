//! Places in a long stretch of text where a row always begins.
//!
//! Rows depend on the rows before them, so the row at the end of a line of 50 MB would cost
//! the whole line. Checkpoints cut a long stretch into chunks that are laid out each for
//! itself. They depend on the text alone, never on the width, and finding one reads no more
//! than a window.

use super::lines::{clings, closes, is_space};
use super::measure::{alone, starts_cluster};
use crate::document::{Document, Point, Span};

/// A stretch up to this many bytes is one chunk.
pub(super) const WHOLE: usize = 16 * 1024;
/// Bytes from one checkpoint to where the next is looked for.
const STRIDE: usize = 8 * 1024;
/// How far a checkpoint is looked for, in bytes; less than a stride.
const WINDOW: usize = 1024;

/// The chunk of `stretch` that `point` stands in; the last one where it stands at the end.
pub(super) fn chunk(document: &Document, stretch: Span, point: Point) -> Span {
    if stretch.len() <= WHOLE {
        return stretch;
    }
    // The last chunk has one to two strides, so that no sliver stands at the end.
    let count = stretch.len() / STRIDE;
    let at = point.at().clamp(stretch.start.at(), stretch.end.at());
    let mut index = ((at - stretch.start.at()) / STRIDE).min(count - 1);
    if checkpoint(document, stretch, index, count) > at {
        index -= 1;
    }
    Span::new(checkpoint(document, stretch, index, count), checkpoint(document, stretch, index + 1, count))
}

/// Where chunk `index` of `count` starts.
fn checkpoint(document: &Document, stretch: Span, index: usize, count: usize) -> usize {
    if index == 0 {
        return stretch.start.at();
    }
    if index >= count {
        return stretch.end.at();
    }
    // Never before its stride, since that is where it is looked for from.
    let from = document.text().ceil_char_boundary(stretch.start.at() + index * STRIDE);
    let text = &document.text()[from..document.floor((from + WINDOW).min(stretch.end.at()))];
    let found = after_line(text).or_else(|| after_sentence(text)).or_else(|| after_space(text)).or_else(|| after_cluster(text));
    from + found.unwrap_or(0)
}

/// After a line break; only code has any.
fn after_line(text: &str) -> Option<usize> {
    memchr::memchr(b'\n', text.as_bytes()).map(|at| at + 1)
}

/// Where a sentence ends and another begins: after `다. `, `end.” `, `。`.
fn after_sentence(text: &str) -> Option<usize> {
    let mut ended = false;
    let mut spaced = false;
    let mut full = false;
    for (at, c) in text.char_indices() {
        match c {
            '.' | '!' | '?' | '…' => (ended, full, spaced) = (true, false, false),
            '。' | '！' | '？' => (ended, full, spaced) = (true, true, false),
            _ if ended && is_space(c) => spaced = true,
            _ if ended && spaced && starts_cluster(text, at) => return Some(at),
            _ if ended && !spaced && closes(c) => {}
            _ if full && starts_cluster(text, at) => return Some(at),
            _ => (ended, full, spaced) = (false, false, false),
        }
    }
    None
}

fn after_space(text: &str) -> Option<usize> {
    let mut spaced = false;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            spaced = true;
        } else if spaced && starts_cluster(text, at) {
            return Some(at);
        } else {
            spaced = false;
        }
    }
    None
}

/// Between two characters that are clusters each, or at least where a cluster seems to start.
fn after_cluster(text: &str) -> Option<usize> {
    let seams = || text.char_indices().skip(1).filter_map(|(at, c)| Some((at, text[..at].chars().next_back()?, c)));
    let clean =
        seams().find(|(_, before, after)| alone(*before).is_some() && alone(*after).is_some() && !clings(*before, *after));
    clean.or_else(|| seams().find(|(at, ..)| starts_cluster(text, *at))).map(|(at, ..)| at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::paragraph;
    use super::*;

    /// All chunks of the only block.
    fn chunks(document: &Document) -> Vec<Span> {
        let stretch = document.blocks()[0].span;
        let mut chunks = vec![chunk(document, stretch, stretch.start)];
        while let Some(last) = chunks.last().filter(|last| last.end < stretch.end) {
            chunks.push(chunk(document, stretch, last.end));
        }
        chunks
    }

    #[test]
    fn a_long_paragraph_is_cut_at_the_ends_of_sentences() {
        let document = paragraph(&"북러 밀착은 이어진다. 모스크바는 답했다. ".repeat(4000));
        let chunks = chunks(&document);
        assert_eq!(chunks.len(), document.text().len() / STRIDE);
        for span in &chunks[..chunks.len() - 1] {
            assert!(span.len() < STRIDE + WINDOW && document.slice(*span).ends_with("다. "), "{span:?}");
        }
    }

    #[test]
    fn a_place_for_a_cut_is_looked_for_in_turn() {
        let text = |at: Option<usize>, text: &str| at.map(|at| text[at..].to_owned());
        for (words, wanted) in [
            ("One. Two", Some("Two")),
            ("One.  Two", Some("Two")),
            ("끝났다.” 그는", Some("그는")),
            ("end.) Then", Some("Then")),
            ("end.x Then", None),
            ("2.5 and more", None),
            ("what?! Yes", Some("Yes")),
            ("그런데… 그는", Some("그는")),
            ("発表した。次の", Some("次の")),
            ("「した。」次の", Some("次の")),
            ("end.次の", None),
            ("end.", None),
            ("end. ", None),
            ("no end", None),
            ("end. \u{301}x y", None),
        ] {
            assert_eq!(text(after_sentence(words), words).as_deref(), wanted, "{words:?}");
        }
        for (words, wanted) in
            [("one  two", Some("two")), ("one", None), (" one", Some("one")), ("a \u{301}b c", Some("c")), ("one ", None)]
        {
            assert_eq!(text(after_space(words), words).as_deref(), wanted, "{words:?}");
        }
        for (words, wanted) in [
            ("ab", Some("b")),
            ("(ab", Some("b")),
            ("a.b", Some("b")),
            ("e\u{302}\u{323}x", Some("x")),
            ("a", None),
            ("", None),
            ("👨x", Some("x")),
        ] {
            assert_eq!(text(after_cluster(words), words).as_deref(), wanted, "{words:?}");
        }
        assert_eq!((after_line("ab\nc"), after_line("abc")), (Some(3), None));
    }

    #[test]
    fn a_stretch_of_16_kb_is_whole() {
        for (length, wanted) in [
            (WHOLE, &[WHOLE][..]),
            (WHOLE + 1, &[STRIDE + 1, STRIDE]),
            (3 * STRIDE - 1, &[STRIDE + 1, 2 * STRIDE - 2]),
            (3 * STRIDE, &[STRIDE + 1, STRIDE, STRIDE - 1]),
        ] {
            let document = paragraph(&"x".repeat(length));
            assert_eq!(chunks(&document).iter().map(|span| span.len()).collect::<Vec<_>>(), wanted, "{length}");
        }
        // A sentence's end is looked for in the first kilobyte behind the stride.
        let at = |before: usize| {
            let document = paragraph(&format!("{}. {}", "x".repeat(before), "y".repeat(3 * STRIDE)));
            chunks(&document)[0].len()
        };
        assert_eq!(
            [at(STRIDE + 100), at(STRIDE + WINDOW - 3), at(STRIDE + WINDOW - 2)],
            [STRIDE + 102, STRIDE + WINDOW - 1, STRIDE + 1]
        );
        assert_eq!(at(STRIDE - 2), STRIDE + 1, "one that stands right before it is not asked");
    }

    #[test]
    fn a_word_without_spaces_is_cut_between_characters() {
        for text in ["가", "x", "漢字。", "e\u{302}\u{323}", "👨‍👩‍👧", "\u{1100}"] {
            let document = paragraph(&text.repeat(100_000 / text.len()));
            for span in chunks(&document) {
                assert!(span.len() >= STRIDE - WINDOW && span.len() <= 2 * STRIDE + WINDOW, "{text} {span:?}");
            }
        }
    }

    #[test]
    fn every_point_finds_the_chunk_it_stands_in() {
        let document = paragraph(&"한 문장이다. One more sentence, 2023년. 「引用」 ".repeat(1500));
        let stretch = document.blocks()[0].span;
        for span in chunks(&document) {
            for at in [span.start.at(), (span.start.at() + span.end.at()) / 2, span.end.at() - 1] {
                assert_eq!(chunk(&document, stretch, Point::new(at)), span);
            }
        }
        assert_eq!(chunk(&document, stretch, stretch.end).end, stretch.end);
    }
}
