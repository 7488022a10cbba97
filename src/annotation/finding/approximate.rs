//! Search for words that may have changed: Myers' bit-parallel edit distance, over characters.
//!
//! The algorithm is that of G. Myers, «A fast bit-vector algorithm for approximate string
//! matching based on dynamic programming» (JACM 46, 1999): a column of the distance table
//! is held as vertical differences in two words of 64 bits, and only the blocks that can
//! still come below the limit are computed. It counts characters and not bytes, since one
//! changed syllable of Hangul would be three errors otherwise.

use std::collections::HashMap;

/// Rows of the distance table in one word.
const WORD: usize = 64;
/// Places kept of one search, those with the fewest errors.
const PLACES_MOST: usize = 32;
/// Characters between two looks at whether to go on.
const PATIENCE: usize = 1 << 18;

/// A line break is a space: a text that was wrapped or joined again has the same words.
pub(in crate::annotation) fn fold(c: char) -> char {
    if c == '\n' { ' ' } else { c }
}

/// The small number of each character of the pattern; 0 for all others. Reused from one
/// pattern to the next, since the table for the first 65,536 characters is large.
#[derive(Debug)]
pub(in crate::annotation) struct Alphabet {
    low: Vec<u16>,
    high: HashMap<char, u16>,
    used: Vec<char>,
}

impl Default for Alphabet {
    fn default() -> Self {
        Self { low: vec![0; 1 << 16], high: HashMap::new(), used: Vec::new() }
    }
}

impl Alphabet {
    fn class(&self, c: char) -> usize {
        match self.low.get(c as usize) {
            Some(class) => usize::from(*class),
            None => self.high.get(&c).copied().map_or(0, usize::from),
        }
    }

    /// The number of `c`, a new one if it has none. Patterns are short: numbers don't run out.
    fn admit(&mut self, c: char) -> usize {
        let class = self.class(c);
        if class != 0 {
            return class;
        }
        self.used.push(c);
        let class = u16::try_from(self.used.len()).unwrap_or(u16::MAX);
        match self.low.get_mut(c as usize) {
            Some(slot) => *slot = class,
            None => drop(self.high.insert(c, class)),
        }
        usize::from(class)
    }

    fn clear(&mut self) {
        for c in self.used.drain(..) {
            if let Some(slot) = self.low.get_mut(c as usize) {
                *slot = 0;
            }
        }
        self.high.clear();
    }
}

/// A pattern made ready to be searched for; one at a time has the alphabet.
#[derive(Debug)]
pub(in crate::annotation) struct Pattern<'a> {
    alphabet: &'a Alphabet,
    /// Folded characters.
    chars: Vec<char>,
    blocks: usize,
    /// For each class, and each block in it: which rows hold that character.
    rows: Vec<u64>,
    /// The same for the pattern read backwards.
    backwards: Vec<u64>,
}

/// Where the pattern may end, and with how many errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotation) struct Place {
    /// Bytes from the start of the text.
    pub(in crate::annotation) start: usize,
    /// One past its last byte.
    pub(in crate::annotation) end: usize,
    /// Characters changed, left out or added.
    pub(in crate::annotation) errors: usize,
}

/// One block's column: which rows are one more, or one less, than the row above.
#[derive(Debug, Clone, Copy)]
struct Column {
    more: u64,
    less: u64,
}

const FRESH: Column = Column { more: !0, less: 0 };

impl Column {
    /// Takes the next character in. `above` is the difference along the block's upper edge;
    /// the one along its last row, `top`, comes back.
    fn step(&mut self, mut equal: u64, above: i8, top: u64) -> i8 {
        let vertical = equal | self.less;
        if above < 0 {
            equal |= 1;
        }
        let across = ((equal & self.more).wrapping_add(self.more) ^ self.more) | equal;
        let mut more = self.less | !(across | self.more);
        let mut less = self.more & across;
        let below = i8::from(more & top != 0) - i8::from(less & top != 0);
        more = (more << 1) | u64::from(above > 0);
        less = (less << 1) | u64::from(above < 0);
        self.more = less | !(vertical | more);
        self.less = more & vertical;
        below
    }
}

impl<'a> Pattern<'a> {
    /// Makes `chars` ready, folded. An empty pattern is found nowhere.
    pub(in crate::annotation) fn new(chars: impl Iterator<Item = char>, alphabet: &'a mut Alphabet) -> Self {
        alphabet.clear();
        let chars: Vec<char> = chars.map(fold).collect();
        let blocks = chars.len().div_ceil(WORD).max(1);
        let classes: Vec<usize> = chars.iter().map(|c| alphabet.admit(*c)).collect();
        let alphabet: &'a Alphabet = alphabet;
        let size = (alphabet.used.len() + 1) * blocks;
        let (mut rows, mut backwards) = (vec![0; size], vec![0; size]);
        for (row, class) in classes.iter().enumerate() {
            rows[class * blocks + row / WORD] |= 1 << (row % WORD);
        }
        for (row, class) in classes.iter().rev().enumerate() {
            backwards[class * blocks + row / WORD] |= 1 << (row % WORD);
        }
        Self { alphabet, chars, blocks, rows, backwards }
    }

    /// Characters of the pattern.
    pub(in crate::annotation) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Rows of `block`.
    fn height(&self, block: usize) -> usize {
        (self.len() - block * WORD).min(WORD)
    }

    fn equal(rows: &[u64], blocks: usize, class: usize) -> &[u64] {
        &rows[class * blocks..][..blocks]
    }

    /// The places in `text` where the pattern stands with at most `limit` errors, those with
    /// the fewest first, none overlapping another by half; at most 32. `None` where `go_on`
    /// said stop.
    pub(in crate::annotation) fn places(&self, text: &str, limit: usize, go_on: &dyn Fn() -> bool) -> Option<Vec<Place>> {
        Some(self.places_of(text, self.ends(text, limit, go_on)?))
    }

    /// The places that end there.
    pub(in crate::annotation) fn places_of(&self, text: &str, ends: Vec<End>) -> Vec<Place> {
        ends.into_iter().map(|end| Place { start: self.start_of(text, end), end: end.at, errors: end.errors }).collect()
    }

    /// Where those places end.
    pub(in crate::annotation) fn ends(&self, text: &str, limit: usize, go_on: &dyn Fn() -> bool) -> Option<Vec<End>> {
        let mut ends = Ends::of(self.len());
        self.scan(text, limit, go_on, |end| ends.add(end))?;
        Some(ends.finish())
    }

    /// Tells every end of the pattern with at most `limit` errors.
    pub(in crate::annotation) fn scan(
        &self,
        text: &str,
        limit: usize,
        go_on: &dyn Fn() -> bool,
        tell: impl FnMut(End),
    ) -> Option<()> {
        if self.chars.is_empty() {
            return Some(());
        }
        let limit = limit.min(self.len() - 1);
        if self.blocks == 1 { self.scan_word(text, limit, go_on, tell) } else { self.scan_blocks(text, limit, go_on, tell) }
    }

    /// Patterns of up to 64 characters: one word holds the column.
    fn scan_word(&self, text: &str, limit: usize, go_on: &dyn Fn() -> bool, mut tell: impl FnMut(End)) -> Option<()> {
        let top = 1 << (self.len() - 1);
        let mut column = FRESH;
        let mut errors = self.len();
        let mut at = 0;
        for (index, c) in text.chars().enumerate() {
            if index % PATIENCE == PATIENCE - 1 && !go_on() {
                return None;
            }
            at += c.len_utf8();
            let c = fold(c);
            let below = column.step(self.rows[self.alphabet.class(c)], 0, top);
            errors = errors.wrapping_add_signed(isize::from(below));
            if errors <= limit {
                tell(End { index, at, errors, is_neat: Some(&c) == self.chars.last() });
            }
        }
        Some(())
    }

    /// Longer patterns: the blocks whose last row may still lead to a match are computed.
    fn scan_blocks(&self, text: &str, limit: usize, go_on: &dyn Fn() -> bool, mut tell: impl FnMut(End)) -> Option<()> {
        let last = self.blocks - 1;
        let tops: Vec<u64> = (0..self.blocks).map(|block| 1 << (self.height(block) - 1)).collect();
        let mut columns = vec![FRESH; self.blocks];
        let mut errors: Vec<usize> = (0..self.blocks).map(|block| block * WORD + self.height(block)).collect();
        // Rows above the limit in the first column need no block.
        let mut deepest = (limit.div_ceil(WORD)).saturating_sub(1).min(last);
        let mut at = 0;
        for (index, c) in text.chars().enumerate() {
            if index % PATIENCE == PATIENCE - 1 && !go_on() {
                return None;
            }
            at += c.len_utf8();
            let c = fold(c);
            let equal = Self::equal(&self.rows, self.blocks, self.alphabet.class(c));
            let mut carry = 0;
            for block in 0..=deepest {
                carry = columns[block].step(equal[block], carry, tops[block]);
                errors[block] = errors[block].wrapping_add_signed(isize::from(carry));
            }
            let before = errors[deepest].wrapping_add_signed(-isize::from(carry));
            if deepest < last && before <= limit && (carry < 0 || equal[deepest + 1] & 1 != 0) {
                deepest += 1;
                columns[deepest] = FRESH;
                let below = columns[deepest].step(equal[deepest], carry, tops[deepest]);
                errors[deepest] = (before + self.height(deepest)).wrapping_add_signed(isize::from(below));
            } else {
                while deepest > 0 && errors[deepest] >= limit + self.height(deepest) {
                    deepest -= 1;
                }
            }
            if deepest == last && errors[last] <= limit {
                tell(End { index, at, errors: errors[last], is_neat: Some(&c) == self.chars.last() });
            }
        }
        Some(())
    }

    /// Where the match that ends there starts: read backwards, the length with the same
    /// number of errors; of several the one that starts with the pattern's first character,
    /// else the one nearest to the pattern's length.
    fn start_of(&self, text: &str, end: End) -> usize {
        let first = self.chars.first().copied();
        let mut best: Option<(bool, usize, usize)> = None;
        let mut at = end.at;
        let reach = self.len() + end.errors;
        let backwards = text[..end.at].chars().rev().take(reach).map(fold);
        self.along(&self.backwards, backwards, |length, c, errors| {
            at -= c.map_or(0, |_| text[..at].chars().next_back().map_or(0, char::len_utf8));
            if errors == end.errors {
                let choice = (c != first, length.abs_diff(self.len()), at);
                best = Some(best.map_or(choice, |best| best.min(choice)));
            }
        });
        best.map_or(end.at, |(_, _, at)| at)
    }

    /// Distances of the whole pattern to each beginning of `text`, by length, from 0 characters on.
    fn along(&self, rows: &[u64], text: impl Iterator<Item = char>, mut tell: impl FnMut(usize, Option<char>, usize)) {
        let mut columns = vec![FRESH; self.blocks];
        let mut errors = self.len();
        tell(0, None, errors);
        for (index, c) in text.enumerate() {
            let equal = Self::equal(rows, self.blocks, self.alphabet.class(c));
            let mut carry = 1;
            // Of an empty pattern the upper edge is the last row too.
            for block in 0..self.blocks.min(self.len()) {
                carry = columns[block].step(equal[block], carry, 1 << (self.height(block) - 1));
            }
            errors = errors.wrapping_add_signed(isize::from(carry));
            tell(index + 1, Some(c), errors);
        }
    }

    /// Distances to each beginning of `text`: item `n` is that to its first `n` characters.
    pub(in crate::annotation) fn distances(&self, text: impl Iterator<Item = char>) -> Vec<usize> {
        let mut found = Vec::new();
        self.along(&self.rows, text.map(fold), |_, _, errors| found.push(errors));
        found
    }

    /// The same for the pattern read backwards.
    pub(in crate::annotation) fn distances_backwards(&self, text: impl Iterator<Item = char>) -> Vec<usize> {
        let mut found = Vec::new();
        self.along(&self.backwards, text.map(fold), |_, _, errors| found.push(errors));
        found
    }
}

/// An end of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotation) struct End {
    /// Which character of the text is the last one of it.
    pub(in crate::annotation) index: usize,
    /// One past its last byte.
    pub(in crate::annotation) at: usize,
    /// Characters changed, left out or added.
    pub(in crate::annotation) errors: usize,
    /// Whether it ends with the pattern's last character.
    pub(in crate::annotation) is_neat: bool,
}

/// Gathers ends: of those within half a pattern the best one, and of all the best 32.
pub(in crate::annotation) struct Ends {
    near: usize,
    open: Option<End>,
    kept: Vec<End>,
}

impl Ends {
    /// Those of a pattern of so many characters.
    pub(in crate::annotation) fn of(length: usize) -> Self {
        Self { near: length.div_ceil(2), open: None, kept: Vec::new() }
    }

    pub(in crate::annotation) fn add(&mut self, end: End) {
        match &mut self.open {
            Some(open) if end.index - open.index < self.near => {
                if (end.errors, !end.is_neat) < (open.errors, !open.is_neat) {
                    *open = end;
                }
            }
            _ => {
                self.close();
                self.open = Some(end);
            }
        }
    }

    fn close(&mut self) {
        self.kept.extend(self.open.take());
        if self.kept.len() >= 2 * PLACES_MOST {
            self.shorten();
        }
    }

    fn shorten(&mut self) {
        self.kept.sort_by_key(|end| (end.errors, end.index));
        self.kept.truncate(PLACES_MOST);
    }

    pub(in crate::annotation) fn finish(mut self) -> Vec<End> {
        self.close();
        self.shorten();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain table: distances of `pattern` to the best piece of `text` that ends at each character.
    fn plain(pattern: &[char], text: &[char], is_anchored: bool) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut found = vec![pattern.len()];
        for (index, c) in text.iter().enumerate() {
            let mut next = vec![if is_anchored { index + 1 } else { 0 }];
            for row in 1..=pattern.len() {
                let changed = column[row - 1] + usize::from(pattern[row - 1] != *c);
                next.push(changed.min(column[row] + 1).min(next[row - 1] + 1));
            }
            found.push(next[pattern.len()]);
            column = next;
        }
        found
    }

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(fold).collect()
    }

    /// Every end that the scan reports, by number of characters.
    fn scanned(pattern: &str, text: &str, limit: usize) -> Vec<(usize, usize)> {
        let mut alphabet = Alphabet::default();
        let pattern = Pattern::new(pattern.chars(), &mut alphabet);
        let mut ends = Vec::new();
        let tell = |end: End| ends.push((end.index + 1, end.errors));
        if pattern.blocks == 1 {
            pattern.scan_word(text, limit, &|| true, tell).expect("not stopped");
        } else {
            pattern.scan_blocks(text, limit, &|| true, tell).expect("not stopped");
        }
        ends
    }

    fn expected(pattern: &str, text: &str, limit: usize) -> Vec<(usize, usize)> {
        let all = plain(&chars(pattern), &chars(text), false);
        all.into_iter().enumerate().skip(1).filter(|(_, errors)| *errors <= limit).collect()
    }

    fn places(pattern: &str, text: &str, limit: usize) -> Vec<Place> {
        let mut alphabet = Alphabet::default();
        Pattern::new(pattern.chars(), &mut alphabet).places(text, limit, &|| true).expect("not stopped")
    }

    #[test]
    fn a_changed_syllable_is_one_error() {
        let text = "그는 10월 18일 평양을 방문하였다고 말했다.";
        let found = places("10월 18일 평양을 방문했다고", text, 4);
        assert_eq!(&text[found[0].start..found[0].end], "10월 18일 평양을 방문하였다고");
        assert_eq!(found[0].errors, 2);
    }

    #[test]
    fn a_line_break_is_a_space() {
        assert_eq!(places("two words", "one\ntwo\nwords", 0), [Place { start: 4, end: 13, errors: 0 }]);
    }

    #[test]
    fn the_best_places_come_first_and_apart() {
        let text = "abcdefgh ....... abcXefgh ....... abcdefgh";
        let found: Vec<_> = places("abcdefgh", text, 2).iter().map(|place| (place.start, place.errors)).collect();
        assert_eq!(found, [(0, 0), (34, 0), (17, 1)]);
    }

    #[test]
    fn a_text_that_repeats_itself_gives_few_places() {
        assert_eq!(places("aaaa", &"a".repeat(100_000), 1).len(), PLACES_MOST);
    }

    #[test]
    fn a_search_stops_when_told() {
        let mut alphabet = Alphabet::default();
        let pattern = Pattern::new("안 보임".chars(), &mut alphabet);
        assert_eq!(pattern.places(&"가".repeat(PATIENCE * 2), 1, &|| false), None);
    }

    #[test]
    fn an_empty_pattern_is_found_nowhere() {
        assert_eq!(places("", "text", 3), []);
        assert_eq!(places("pattern", "", 3), []);
    }

    proptest! {
        #[test]
        fn a_word_agrees_with_the_plain_table(pattern in "[ab가]{1,64}", text in "[ab가\n𝄞 ]{0,150}", limit in 0_usize..30) {
            prop_assert_eq!(scanned(&pattern, &text, limit), expected(&pattern, &text, limit));
        }

        #[test]
        fn blocks_agree_with_the_plain_table(pattern in "[ab]{65,300}", cut in 0_usize..60, text in "[abc]{0,200}", limit in 0_usize..110) {
            // Part of the pattern in the text, so that there is something to find.
            let text = format!("{text}{}{text}", &pattern[cut.min(pattern.len())..]);
            prop_assert_eq!(scanned(&pattern, &text, limit), expected(&pattern, &text, limit));
        }

        #[test]
        fn distances_agree_with_the_plain_table(pattern in "[ab가]{0,150}", text in "[ab가]{0,150}") {
            let mut alphabet = Alphabet::default();
            let ready = Pattern::new(pattern.chars(), &mut alphabet);
            prop_assert_eq!(ready.distances(text.chars()), plain(&chars(&pattern), &chars(&text), true));
            let reversed: Vec<char> = chars(&pattern).into_iter().rev().collect();
            prop_assert_eq!(ready.distances_backwards(text.chars()), plain(&reversed, &chars(&text), true));
        }

        #[test]
        fn a_place_has_as_many_errors_as_it_says(pattern in "[ab가]{2,100}", text in "[ab가\n]{0,200}", limit in 0_usize..40) {
            for place in places(&pattern, &text, limit) {
                let piece = chars(&text[place.start..place.end]);
                let distance = plain(&chars(&pattern), &piece, true)[piece.len()];
                prop_assert_eq!(distance, place.errors);
            }
        }
    }
}
