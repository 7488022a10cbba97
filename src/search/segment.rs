//! The text in pieces that are searched one after the other.
//!
//! Pieces keep every question local: going back from a place, asking whether to go on, and
//! the cost of an expression that looks far ahead. They are cut at the same places wherever
//! a search starts, at a line break if there is one, so that all questions agree.

use super::literal::is_gap;

/// How large pieces are, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pieces {
    /// From one cut to the next, on average; twice as much at most.
    pub(super) length: usize,
    /// How far past its piece a hit may reach where a unit is longer than a piece.
    pub(super) reach: usize,
}

impl Pieces {
    /// Long enough that a piece costs nothing beside its bytes, short enough for one key.
    pub(super) const OF_WORDS: Self = Self { length: 128 << 10, reach: 16 << 10 };

    /// An expression may look to the end of its piece for every hit (`[^z]*z|e`), so in a line of
    /// megabytes its pieces are short; a hit there is at most about as long as that.
    pub(super) const OF_EXPRESSIONS: Self = Self { length: 16 << 10, reach: 4 << 10 };
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its number.
    index: usize,
    /// Its first byte. A hit starts in it or later.
    pub(super) start: usize,
    /// One past its last byte. A hit starts before.
    pub(super) end: usize,
    /// How far a hit may reach.
    pub(super) reach: usize,
}

impl Segment {
    /// The piece that byte `at` stands in, the last one where it stands at the end.
    pub(super) fn at(text: &str, at: usize, pieces: Pieces) -> Self {
        let at = at.min(text.len());
        let guess = at / pieces.length;
        let found = Self::new(text, guess, pieces);
        if at >= found.end && found.end < text.len() { Self::new(text, guess + 1, pieces) } else { found }
    }

    /// The piece after this one.
    pub(super) fn next(self, text: &str, pieces: Pieces) -> Option<Self> {
        (self.end < text.len()).then(|| Self::new(text, self.index + 1, pieces))
    }

    /// The piece before this one.
    pub(super) fn before(self, text: &str, pieces: Pieces) -> Option<Self> {
        self.index.checked_sub(1).map(|index| Self::new(text, index, pieces))
    }

    /// Whether it starts in the middle of a unit.
    pub(super) fn continues(self, text: &str) -> bool {
        self.start > 0 && text.as_bytes()[self.start - 1] != b'\n'
    }

    fn new(text: &str, index: usize, pieces: Pieces) -> Self {
        let start = cut(text, index, pieces);
        let end = cut(text, index + 1, pieces);
        let closed = end == text.len() || text.as_bytes()[end - 1] == b'\n';
        let reach = if closed { end } else { text.floor_char_boundary(end + pieces.reach) };
        Self { index, start, end, reach }
    }
}

/// Where piece `index` starts: behind the last line break of the stretch before its due place,
/// or at a space near it, or right there.
fn cut(text: &str, index: usize, pieces: Pieces) -> usize {
    let Some(due) = index.checked_mul(pieces.length).filter(|due| *due < text.len()) else { return text.len() };
    if index == 0 {
        return 0;
    }
    let stretch = &text.as_bytes()[due - pieces.length + 1..due];
    if let Some(found) = memchr::memrchr(b'\n', stretch) {
        return due - pieces.length + 1 + found + 1;
    }
    let due = text.floor_char_boundary(due);
    let near = text.floor_char_boundary(due - pieces.length / 16);
    text[near..due].rfind(is_gap).map_or(due, |found| near + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Pieces = Pieces { length: 32, reach: 16 };

    fn all(text: &str) -> Vec<Segment> {
        std::iter::successors(Some(Segment::at(text, 0, SMALL)), |segment| segment.next(text, SMALL)).collect()
    }

    #[test]
    fn pieces_follow_each_other_and_cover_the_text() {
        let texts =
            ["", "가", "a\n", &"가나다 라마바 사아자 ".repeat(40), &"짧은 줄\n".repeat(40), &"가".repeat(400), &"x".repeat(64)];
        for text in texts {
            let pieces = all(text);
            assert_eq!(pieces[0].start, 0);
            assert_eq!(pieces[pieces.len() - 1].end, text.len());
            for pair in pieces.windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(pair[0].start < pair[0].end && pair[0].end - pair[0].start <= 2 * SMALL.length);
                assert_eq!(pair[1].before(text, SMALL), Some(pair[0]));
                assert!(pair[0].reach >= pair[0].end);
            }
            for at in 0..=text.len() {
                let piece = Segment::at(text, at, SMALL);
                assert!(piece.start <= at && (at < piece.end || piece.end == text.len()), "{at} in {piece:?}");
            }
        }
    }

    #[test]
    fn pieces_are_cut_between_units_and_else_between_words() {
        let lines = "짧은 줄\n".repeat(40);
        assert!(all(&lines).iter().all(|piece| !piece.continues(&lines) && piece.reach == piece.end));
        let words = "ab cd ef gh ij kl mn op ".repeat(20);
        assert!(all(&words)[1..].iter().all(|piece| piece.continues(&words)));
        assert!(all(&words)[1..].iter().any(|piece| words[piece.start..].starts_with(' ')));
    }
}
