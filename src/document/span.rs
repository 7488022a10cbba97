//! Positions and ranges: the one kind of place that every room speaks of.

use serde::{Deserialize, Serialize};

/// A byte offset into a document's text, always on a character boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Point(pub u32);

impl Point {
    /// The point as an index for slicing.
    #[must_use]
    pub fn at(self) -> usize {
        self.0 as usize
    }

    /// The point at byte `offset`.
    ///
    /// `Builder` refuses texts of 4 GiB and more, so a larger offset cannot come
    /// from a document; it saturates, so that a wrong one is out of range, not elsewhere.
    #[must_use]
    pub fn new(offset: usize) -> Self {
        Self(u32::try_from(offset).unwrap_or(u32::MAX))
    }
}

/// `start..end` in bytes; a hit, a mark, a cell, a section, a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: Point,
    /// One past the last byte.
    pub end: Point,
}

impl Span {
    /// The span of bytes `start..end`; an end before the start gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: Point::new(start), end: Point::new(end.max(start)) }
    }

    /// The empty span at `point`.
    #[must_use]
    pub fn empty(point: Point) -> Self {
        Self { start: point, end: point }
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.at()..self.end.at()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `point` stands on one of its bytes.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        self.start <= point && point < self.end
    }

    /// Whether `other` lies inside it, ends included.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both share; empty where they share nothing.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }

    /// The smallest span around both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Moved `by` bytes to the right.
    #[must_use]
    pub(crate) fn shifted(self, by: u32) -> Self {
        Self { start: Point(self.start.0 + by), end: Point(self.end.0 + by) }
    }
}

/// Where `part`, a piece of `text` as splitting and trimming give it, begins in it, in bytes.
#[must_use]
pub(crate) fn offset_in(text: &str, part: &str) -> usize {
    debug_assert!(text.as_bytes().as_ptr_range().start <= part.as_ptr(), "a piece of another text");
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_where_it_was_cut() {
        let text = " 가, 나 ";
        let parts: Vec<usize> = text.split(',').map(|part| offset_in(text, part.trim())).collect();
        assert_eq!(parts, [1, 6]);
        assert_eq!(offset_in(text, &text[text.len()..]), text.len());
    }
}
