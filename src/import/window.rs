//! Where a file may be cut, so that it can be read in pieces of bounded size.
//!
//! Importers of text read a file window by window, and what they decide in a window comes
//! from it and from the windows before, never from later ones. So the blocks of a file's
//! opening are the same whether the rest was there or not: the opening is the first window.

use super::encoding;

/// The most bytes of a window.
pub(super) const WINDOW: usize = 64 * 1024;
/// How far back from there a single line may be cut at a space, in bytes.
const SPACE_REACH: usize = 4 * 1024;

/// How many of the first bytes of a file make a good opening: 64 KB or less, cut where its
/// blocks are complete, except perhaps the last one. A single huge line is cut between characters.
///
/// An opening of an opening is all of it.
#[must_use]
pub fn opening(bytes: &[u8]) -> usize {
    cut(bytes, encoding::width_of(bytes))
}

/// How many of the first of `bytes` make a window, where a character of ASCII takes `width`
/// bytes in the file's encoding.
///
/// Best is behind a form feed, then behind three line ends together (a gap wider than between paragraphs,
/// or between lines that all stand apart), then two, then one.
pub(super) fn cut(bytes: &[u8], width: Width) -> usize {
    if bytes.len() <= WINDOW {
        return bytes.len();
    }
    let step = width.step();
    let mut found = [None; 4];
    // Line ends in the run of blank characters that the position stands in, and the end of the last.
    let (mut ends, mut after) = (0_usize, 0);
    let mut at = WINDOW / 2;
    while at < WINDOW {
        match width.ascii(bytes, at) {
            Some(b'\x0C') => {
                found[0] = Some(at + step);
                ends = 0;
            }
            Some(b'\n') => (ends, after) = (ends + 1, at + step),
            Some(b' ' | b'\t' | b'\r') => {}
            _ => {
                if ends > 0 {
                    note_run(&mut found, ends, after);
                    ends = 0;
                }
                at = next_break(bytes, at + step, width);
                continue;
            }
        }
        at += step;
    }
    if ends > 0 {
        note_run(&mut found, ends, after);
    }
    found.into_iter().flatten().next().unwrap_or_else(|| inside_line(bytes, width))
}

/// The next line end or form feed from byte `from` on, in the window.
fn next_break(bytes: &[u8], from: usize, width: Width) -> usize {
    let step = width.step();
    let mut at = from;
    while at < WINDOW {
        let Some(found) = memchr::memchr2(b'\n', b'\x0C', &bytes[at..WINDOW]) else { return WINDOW };
        // A byte of a pair may look like one.
        let start = (at + found) / step * step;
        if matches!(width.ascii(bytes, start), Some(b'\n' | b'\x0C')) {
            return start;
        }
        at = start + step;
    }
    WINDOW
}

/// Notes a run of `ends` line ends, the last one before `after`, under its class.
fn note_run(found: &mut [Option<usize>; 4], ends: usize, after: usize) {
    found[4 - ends.min(3)] = Some(after);
}

/// Where to cut a line longer than a window: behind a space near its end, else between characters.
fn inside_line(bytes: &[u8], width: Width) -> usize {
    let step = width.step();
    let space = (WINDOW - SPACE_REACH..WINDOW).step_by(step).rfind(|at| width.ascii(bytes, *at) == Some(b' '));
    if let Some(at) = space {
        return at + step;
    }
    // UTF-8 by its continuation bytes, UTF-16 by the second half of a pair; a decoder keeps
    // what is cut in other encodings.
    match width {
        Width::One => (0..4).map(|back| WINDOW - back).find(|at| !(0x80..0xC0).contains(&bytes[*at])).unwrap_or(WINDOW),
        Width::Little | Width::Big => {
            let high = width.high(bytes, WINDOW);
            if (0xDC..0xE0).contains(&high) { WINDOW - 2 } else { WINDOW }
        }
    }
}

/// How many bytes a character of ASCII takes, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// One byte.
    One,
    /// Two, the first one tells it: UTF-16LE.
    Little,
    /// Two, the second one tells it: UTF-16BE.
    Big,
}

impl Width {
    fn step(self) -> usize {
        if self == Self::One { 1 } else { 2 }
    }

    /// The character of ASCII at byte `at`.
    fn ascii(self, bytes: &[u8], at: usize) -> Option<u8> {
        let byte = |at: usize| bytes.get(at).copied();
        match self {
            Self::One => byte(at),
            Self::Little => byte(at).filter(|_| byte(at + 1) == Some(0)),
            Self::Big => byte(at + 1).filter(|_| byte(at) == Some(0)),
        }
    }

    /// The higher byte of the pair at `at`.
    fn high(self, bytes: &[u8], at: usize) -> u8 {
        bytes.get(at + usize::from(self == Self::Little)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(line: &str, bytes: usize) -> String {
        line.repeat(bytes / line.len() + 1)
    }

    #[test]
    fn a_short_file_is_its_own_opening() {
        assert_eq!(opening(b""), 0);
        assert_eq!(opening(&[b'a'; WINDOW]), WINDOW);
    }

    #[test]
    fn the_widest_gap_is_the_best_cut() {
        let mut text = lines("line\n\n", 40_000);
        let wide = text.len() + 2;
        text += " \n\n";
        text += &lines("line\n\n", 40_000);
        assert_eq!(opening(text.as_bytes()), wide + 1);
        let paged = text.replacen("line\n\n", "lin\x0Ce\n", 8000);
        assert_eq!(paged.as_bytes()[opening(paged.as_bytes()) - 1], b'\x0C');
        let dense = lines("a line\n", 100_000);
        assert_eq!(opening(dense.as_bytes()) % 7, 0);
    }

    #[test]
    fn the_space_that_starts_a_page_stays_with_it() {
        let text = lines("line\n\n line\n", 100_000);
        let cut = opening(text.as_bytes());
        assert_eq!(&text[cut - 1..=cut], "\n ");
    }

    #[test]
    fn a_huge_line_is_cut_between_words_or_characters() {
        let words = lines("word ", 100_000);
        assert_eq!(opening(words.as_bytes()) % 5, 0);
        let hangul = lines("가", 100_000);
        assert!(hangul.is_char_boundary(opening(hangul.as_bytes())));
        let wide: Vec<u8> = lines("😀", 100_000).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cut(&wide, Width::Little) % 4, 0);
    }

    #[test]
    fn two_byte_line_ends_are_seen() {
        let text = lines("가나다 line\n", 100_000);
        for (width, order) in [(Width::Little, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Width::Big, u16::to_be_bytes)] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            let cut = opening(&bytes);
            assert_eq!(width.ascii(&bytes, cut - 2), Some(b'\n'));
        }
    }

    proptest! {
        #[test]
        fn an_opening_of_an_opening_is_all_of_it(piece in "[a-z가-힣 \n\x0C]{1,40}", times in 0_usize..20_000) {
            let text = piece.repeat(times.min(200_000 / piece.len()));
            let cut = opening(text.as_bytes());
            prop_assert!(cut <= WINDOW && text.is_char_boundary(cut));
            prop_assert!(cut >= text.len().min(WINDOW / 2));
            prop_assert_eq!(opening(&text.as_bytes()[..cut]), cut);
        }
    }
}
