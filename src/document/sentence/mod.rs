//! Sentences and words: the units that focus and selection move by.

mod abbreviation;
mod split;

use super::{BlockKind, Document, Point, Span};

pub(crate) use split::sentences;
use unicode_segmentation::UnicodeSegmentation;

/// How far a sentence is looked for, in bytes to either side.
///
/// A block can be 50 MB long; a sentence that long is nobody's, and a key must not pay for it.
const REACH: usize = 4096;
/// How much of a unit is parted into sentences at once, in bytes.
const PIECE: usize = 64 * 1024;

impl Document {
    /// The sentence around `point`, inside its block (inside its cell or code line, where it
    /// stands in one); white space at its end left out. A heading and a caption are one each;
    /// elsewhere sentences end by UAX #29 and what it can’t know (abbreviations, dates, lists).
    ///
    /// Where a sentence is longer than 8 KB, the piece around the point is given.
    #[must_use]
    pub fn sentence_at(&self, point: Point) -> Span {
        let unit = self.unit_at(point);
        let window = self.window(unit, point);
        let text = self.slice(window);
        let base = window.start.at();
        let at = point.at().clamp(base, window.end.at()) - base;
        let mut found = Span::empty(point);
        for (start, sentence) in self.sentences_of(text, window.start) {
            let length = sentence.trim_end().len();
            if length == 0 {
                continue;
            }
            found = Span::new(base + start, base + start + length);
            if at < start + sentence.len() {
                break;
            }
        }
        found
    }

    /// The sentences of `text`, which stands at `point`.
    fn sentences_of<'t>(&self, text: &'t str, point: Point) -> Box<dyn Iterator<Item = (usize, &'t str)> + 't> {
        match self.block_at(point).map(|block| self.blocks()[block].kind) {
            Some(BlockKind::Heading(_) | BlockKind::Caption) => Box::new(std::iter::once((0, text))),
            // Code has its own full stops.
            Some(BlockKind::Code) => Box::new(text.split_sentence_bound_indices()),
            _ => Box::new(sentences(text)),
        }
    }

    /// The sentences of `unit` (a block, a cell) in order, white space at their ends left out; costs the unit's
    /// length once, where [`Self::sentence_at`] pays for each point.
    ///
    /// A unit is taken in pieces of 64 KB, cut at spaces, so that whoever walks can stop.
    pub fn sentences_in(&self, unit: Span) -> impl Iterator<Item = Span> {
        let text = self.slice(unit);
        let mut from = 0;
        let pieces = std::iter::from_fn(move || {
            let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
            let limit = rest.floor_char_boundary(PIECE);
            let cut = if limit == rest.len() { limit } else { rest[..limit].rfind(' ').map_or(limit, |at| at + 1) };
            from += cut;
            Some((unit.start.at() + from - cut, &rest[..cut]))
        });
        pieces.flat_map(move |(base, piece)| {
            self.sentences_of(piece, Point::new(base)).filter_map(move |(start, sentence)| {
                let length = sentence.trim_end().len();
                (length > 0).then(|| Span::new(base + start, base + start + length))
            })
        })
    }

    /// The first sentence that starts after the one around `point`, in this block or a later one.
    #[must_use]
    pub fn next_sentence(&self, point: Point) -> Option<Span> {
        let here = self.sentence_at(point);
        let mut at = here.end.at().max(point.at());
        let bytes = self.text().as_bytes();
        while at < bytes.len() && matches!(bytes[at], b' ' | b'\n') {
            at += 1;
        }
        (at < bytes.len()).then(|| self.sentence_at(Point::new(at)))
    }

    /// The sentence before the one around `point`, in this block or an earlier one.
    #[must_use]
    pub fn previous_sentence(&self, point: Point) -> Option<Span> {
        let here = self.sentence_at(point);
        let before = self.text()[..here.start.at()].trim_end_matches([' ', '\n']);
        let last = before.char_indices().next_back()?.0;
        Some(self.sentence_at(Point::new(last)))
    }

    /// The word around `point` (between white space, as Korean counts words), or the next one.
    #[must_use]
    pub fn word_at(&self, point: Point) -> Span {
        let text = self.text();
        let is_gap = |c: char| c == ' ' || c == '\n';
        let mut start = point.at().min(text.len());
        let skipped = text[start..].find(|c| !is_gap(c)).unwrap_or(0);
        start += skipped;
        let reach = self.floor(start.saturating_sub(REACH));
        let from = if skipped > 0 { start } else { text[reach..start].rfind(is_gap).map_or(reach, |at| reach + at + 1) };
        let limit = self.floor((start + REACH).min(text.len()));
        let end = text[start..limit].find(is_gap).map_or(limit, |at| start + at);
        Span::new(from, end)
    }

    /// The largest unit around `point` that no phrase crosses: a block, a cell, a code line.
    #[must_use]
    pub fn unit_at(&self, point: Point) -> Span {
        let bytes = self.text().as_bytes();
        let at = point.at().min(bytes.len());
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        Span::new(start, end)
    }

    /// The part of `unit` within reach of `point`, cut at spaces where there are any.
    fn window(&self, unit: Span, point: Point) -> Span {
        let text = self.text();
        let mut start = unit.start.at();
        let mut end = unit.end.at();
        if point.at().saturating_sub(start) > REACH {
            let from = self.floor(point.at() - REACH);
            let far = self.floor(point.at() - REACH / 2);
            start = text[from..far].find(' ').map_or(from, |at| from + at + 1);
        }
        if end.saturating_sub(point.at()) > REACH {
            let to = self.floor(point.at() + REACH);
            let near = self.floor(point.at() + REACH / 2);
            end = text[near..to].rfind(' ').map_or(to, |at| near + at);
        }
        Span::new(start, end)
    }

    /// The nearest character boundary at or before byte `at`.
    #[must_use]
    pub fn floor(&self, at: usize) -> usize {
        self.text().floor_char_boundary(at)
    }
}

#[cfg(test)]
mod tests;
