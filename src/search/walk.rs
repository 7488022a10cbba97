//! The pattern over the text: hits in order, a step at a time.

use std::ops::Range;

use regex::Regex;

use super::forms::{is_hangul, is_unspaced};
use super::needle::{Needle, after_first};
use super::segment::{Pieces, Segment};

/// What a matcher is made of.
#[derive(Debug)]
pub(super) struct Engine {
    /// What is looked for.
    pub(super) sought: Sought,
    /// How the text is cut.
    pub(super) pieces: Pieces,
}

/// What is looked for.
#[derive(Debug)]
pub(super) enum Sought {
    /// Words: no hit holds a line break, and none is longer than its query by much.
    Words(Needle),
    /// Words that start, and perhaps end, where words of the text do.
    WholeWords(Needle),
    /// Anything: to be kept inside its unit.
    Expression(Regex),
}

/// What a step of a [`Walk`] came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A hit, as bytes.
    Hit(Range<usize>),
    /// No more hit starts before this byte.
    Done(usize),
}

/// Hits in order; none overlaps the one before it.
pub(super) struct Walk<'a> {
    engine: &'a Engine,
    text: &'a str,
    segment: Segment,
    /// Where the next hit may start.
    at: usize,
    /// The start of the unit around `at`, or a place between, one character before `at` at least.
    unit: usize,
    /// Whether the needle's faster pattern will do for this segment.
    plain: bool,
}

impl<'a> Walk<'a> {
    /// From the start of the text.
    pub(super) fn new(engine: &'a Engine, text: &'a str) -> Self {
        Self::at(engine, text, Segment::at(text, 0, engine.pieces), 0)
    }

    /// So that every hit is met that starts at byte `from` or later, the same ones that a walk
    /// from the start meets; earlier ones come before them.
    ///
    /// Starts at the unit around `from`, where it is not longer than a piece; else a piece
    /// earlier, by which a walk is in step unless hits stand shoulder to shoulder all the way
    /// (`aa` in a line of a hundred thousand `a`).
    pub(super) fn near(engine: &'a Engine, text: &'a str, from: usize) -> Self {
        let segment = Segment::at(text, from, engine.pieces);
        let from = text.floor_char_boundary(from);
        let start_in = |segment: Segment, until: usize| {
            memchr::memrchr(b'\n', &text.as_bytes()[segment.start..until]).map(|at| segment.start + at + 1)
        };
        if let Some(unit) = start_in(segment, from) {
            return Self::at(engine, text, segment, unit);
        }
        if let Some(before) = segment.before(text, engine.pieces).filter(|_| segment.continues(text)) {
            return Self::at(engine, text, before, start_in(before, before.end).unwrap_or(before.start));
        }
        Self::at(engine, text, segment, segment.start)
    }

    fn at(engine: &'a Engine, text: &'a str, segment: Segment, at: usize) -> Self {
        let inside = at > 0 && text.as_bytes()[at - 1] != b'\n';
        let unit = if inside { text.floor_char_boundary(at - 1) } else { at };
        let mut walk = Self { engine, text, segment, at, unit, plain: false };
        walk.look();
        walk
    }

    /// The next hit, or how far there is none; `None` at the end of the text.
    pub(super) fn step(&mut self) -> Option<Step> {
        while self.at >= self.segment.end {
            self.segment = self.segment.next(self.text, self.engine.pieces)?;
            self.look();
        }
        let hit = match &self.engine.sought {
            Sought::Words(needle) => self.find(needle, self.at),
            Sought::WholeWords(needle) => self.find_whole(needle),
            Sought::Expression(regex) => self.find_in_units(regex),
        };
        Some(match hit {
            Some(hit) => {
                self.at = hit.end;
                Step::Hit(hit)
            }
            None => {
                self.at = self.at.max(self.segment.end);
                Step::Done(self.segment.end)
            }
        })
    }

    /// Looks at the segment's bytes, once: whether the faster pattern will do for it.
    fn look(&mut self) {
        self.plain = match &self.engine.sought {
            Sought::Words(needle) | Sought::WholeWords(needle) => {
                needle.is_plain(&self.text[self.segment.start..self.segment.reach])
            }
            Sought::Expression(_) => false,
        };
    }

    fn find(&self, needle: &Needle, from: usize) -> Option<Range<usize>> {
        needle.find(&self.text[..self.segment.reach], from, self.plain).filter(|hit| hit.start < self.segment.end)
    }

    fn find_whole(&self, needle: &Needle) -> Option<Range<usize>> {
        let mut from = self.at;
        loop {
            let hit = self.find(needle, from)?;
            if is_whole(self.text, &hit) {
                return Some(hit);
            }
            from = after_first(self.text, hit.start);
        }
    }

    /// Finds in one unit after the other, so that no expression looks across a line break.
    fn find_in_units(&mut self, regex: &Regex) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        while self.at < self.segment.end {
            let end =
                memchr::memchr(b'\n', &bytes[self.at..self.segment.reach]).map_or(self.segment.reach, |found| self.at + found);
            let unit = &self.text[self.unit..end];
            match regex.find_at(unit, self.at - self.unit) {
                Some(hit) => {
                    let hit = self.unit + hit.start()..self.unit + hit.end();
                    return (hit.start < self.segment.end).then_some(hit);
                }
                None if end < self.segment.end => (self.at, self.unit) = (end + 1, end + 1),
                None => return None,
            }
        }
        None
    }
}

/// What a character is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// No part of one.
    Outside,
    /// Hangul: a word is followed by its particles without a space.
    Hangul,
    /// Of a script without spaces between words, where nobody can tell.
    Unspaced,
    /// Any other letter, digit or mark.
    Letter,
}

fn part(c: char) -> Part {
    match c {
        _ if is_hangul(c) => Part::Hangul,
        _ if is_unspaced(c) => Part::Unspaced,
        _ if c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c) => Part::Letter,
        _ => Part::Outside,
    }
}

/// Whether `hit` starts where a word does and ends where one may.
fn is_whole(text: &str, hit: &Range<usize>) -> bool {
    let beside =
        |outer: Option<char>, inner: Option<char>| match (outer.map_or(Part::Outside, part), inner.map_or(Part::Outside, part)) {
            (Part::Outside, _) | (_, Part::Outside | Part::Unspaced) => true,
            (outer, inner) => outer != inner,
        };
    let found = &text[hit.clone()];
    let last = found.chars().next_back();
    beside(text[..hit.start].chars().next_back(), found.chars().next())
        && (last.is_some_and(is_hangul) || beside(text[hit.end..].chars().next(), last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_whole_by_its_script() {
        let whole = |text: &str, found: &str| {
            let start = text.find(found).expect("found");
            is_whole(text, &(start..start + found.len()))
        };
        assert!(whole("이 권은 크다", "권") && whole("NATO는", "NATO") && whole("제2차", "2") && whole("日本語", "本"));
        assert!(!whole("소유권", "권") && !whole("cats", "cat") && !whole("concat", "cat") && !whole("1234", "23"));
        assert!(whole("a.b", "b") && whole("(cat)", "cat") && whole("cat", "cat"));
    }

    #[test]
    fn marks_and_low_lines_are_parts_of_words() {
        let parts = |text: &str| text.chars().map(part).collect::<Vec<_>>();
        assert_eq!(parts("aé1_\u{301}"), [Part::Letter; 5]);
        assert_eq!(parts("가ㄱ"), [Part::Hangul; 2]);
        assert_eq!(parts("中か"), [Part::Unspaced; 2]);
        assert_eq!(parts(" -.、"), [Part::Outside; 4]);
        assert!(!is_whole("a_b", &(2..3)) && !is_whole("a_b", &(0..1)));
        assert!(!is_whole("x\u{301}y", &(3..4)));
        assert!(is_whole("中a中", &(3..4)) && is_whole("가a", &(3..4)) && is_whole("a가", &(1..4)));
        assert!(!is_whole("가나", &(3..6)) && is_whole("가나", &(0..3)), "particles follow a word");
    }
}
