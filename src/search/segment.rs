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

    fn cuts(text: &str) -> Vec<usize> {
        all(text).iter().map(|piece| piece.start).chain([text.len()]).collect()
    }

    /// Letters, with other characters (of one byte) at some places.
    fn letters(length: usize, others: &[(usize, u8)]) -> String {
        let mut bytes = vec![b'x'; length];
        for (at, byte) in others {
            bytes[*at] = *byte;
        }
        String::from_utf8(bytes).expect("ASCII")
    }

    #[test]
    fn a_text_without_gaps_is_cut_where_cuts_are_due() {
        assert_eq!(cuts(&letters(100, &[])), [0, 32, 64, 96, 100]);
        assert_eq!(cuts(&letters(64, &[])), [0, 32, 64]);
        assert_eq!(cuts(&letters(65, &[])), [0, 32, 64, 65]);
        assert_eq!(cuts(&"가".repeat(30)), [0, 30, 63, 90], "between characters");
    }

    #[test]
    fn a_cut_goes_back_to_a_gap_only_if_it_is_near() {
        for (gap, cut) in [(29, 32), (30, 30), (31, 31), (32, 32)] {
            assert_eq!(cuts(&letters(60, &[(gap, b' ')])), [0, cut, 60], "{gap}");
        }
        assert_eq!(cuts(&letters(60, &[(30, b' '), (31, b' ')])), [0, 31, 60], "the last one");
    }

    #[test]
    fn a_cut_goes_back_to_the_last_line_break_of_its_stretch() {
        for (end, cut) in [(0, 32), (1, 2), (10, 11), (30, 31), (31, 32), (32, 32)] {
            assert_eq!(cuts(&letters(60, &[(end, b'\n')]))[..2], [0, cut], "{end}");
        }
        for (end, cut) in [(32, 64), (33, 34), (40, 41), (63, 64)] {
            assert_eq!(cuts(&letters(70, &[(end, b'\n')]))[1..3], [32, cut], "{end}");
        }
        assert_eq!(cuts(&letters(60, &[(5, b'\n'), (9, b'\n')])), [0, 10, 60], "the last one");
        assert_eq!(cuts(&letters(64, &[(40, b'\n')])), [0, 32, 64], "a text that ends where a cut is due has none");
    }

    #[test]
    fn a_hit_may_reach_past_a_cut_inside_of_a_unit() {
        let text = letters(100, &[(63, b'\n')]);
        let reaches: Vec<usize> = all(&text).iter().map(|piece| piece.reach).collect();
        assert_eq!(reaches, [48, 64, 100, 100]);
        let continues: Vec<bool> = all(&text).iter().map(|piece| piece.continues(&text)).collect();
        assert_eq!(continues, [false, true, false, true]);
    }

    #[test]
    fn every_place_has_its_piece() {
        let text = letters(100, &[(10, b'\n'), (63, b'\n')]);
        let pieces = all(&text);
        assert_eq!(pieces.iter().map(|piece| piece.start).collect::<Vec<_>>(), [0, 11, 64, 96]);
        for (at, index) in
            [(0, 0), (10, 0), (11, 1), (31, 1), (32, 1), (63, 1), (64, 2), (95, 2), (96, 3), (99, 3), (100, 3), (999, 3)]
        {
            assert_eq!(Segment::at(&text, at, SMALL), pieces[index], "{at}");
        }
        assert_eq!(pieces[3].next(&text, SMALL), None);
        assert_eq!(pieces[0].before(&text, SMALL), None);
    }
}
