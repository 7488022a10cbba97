//! Formulas of a text as they are drawn, and the source that each part of them stands for.

mod display;

use unicode_segmentation::UnicodeSegmentation;

use super::lines::Token;
use super::measure::{Cells, starts_cluster};
use super::prefix::{columns, narrow};
use super::{DrawnFormula, Piece, PieceContent, Row};
use crate::document::{Document, Mark, MarkKind, Point, Span};
use crate::formula;

pub(super) use display::{display, put_display};

/// Marks that are looked at in one stretch, whatever they mean.
const MOST_MARKS: usize = 1 << 16;
/// Formulas that are drawn in one stretch, at most; the source of the others is shown.
const MOST: usize = 4096;
/// Stands for each byte of a formula while rows are made: letters, which hold together and with what is beside them.
const FILLER: &str = "x";

/// A part of a formula that may stand in a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Part {
    pub(in crate::layout) span: Span,
    whole: Span,
    /// What is drawn, in bytes of [`Formulas::drawn`].
    from: usize,
    to: usize,
    pub(in crate::layout) width: u32,
    /// Columns between it and the next part of the same formula.
    pub(in crate::layout) space: u32,
}

/// A formula that is drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Whole {
    pub(in crate::layout) span: Span,
    pub(in crate::layout) width: u32,
    /// Its parts: indices into [`Formulas::parts`].
    parts: (usize, usize),
}

/// The formulas of a stretch of text. Room is kept for those of the next.
#[derive(Debug, Default)]
pub(in crate::layout) struct Formulas {
    drawn: String,
    parts: Vec<Part>,
    wholes: Vec<Whole>,
    /// The text that was last filled in, and where it starts.
    filled: String,
    base: u32,
}

impl Formulas {
    /// Draws the formulas of `span` that `is_free` allows; no part that can be cut is wider than `room`.
    pub(in crate::layout) fn gather(&mut self, document: &Document, span: Span, room: u32, is_free: impl Fn(Span) -> bool) {
        self.drawn.clear();
        self.parts.clear();
        self.wholes.clear();
        let mut end = span.start;
        for mark in formulas_in(document, span) {
            let own = mark.span;
            let apart = own.start >= end && own.end <= span.end && is_free(own);
            if apart && self.wholes.len() < MOST && stands_alone(document.text(), own) && self.draw(document, own, room).is_some()
            {
                end = own.end;
            }
        }
    }

    fn draw(&mut self, document: &Document, own: Span, room: u32) -> Option<()> {
        let source = document.slice(own);
        let [line] = <[String; 1]>::try_from(formula::drawn(source, false)?).ok()?;
        let pieces = pieces(&line, room);
        // A mark without a letter would be set over what stands beside it.
        if pieces.iter().any(|(start, end)| columns(&line[*start..*end]) == 0) {
            return None;
        }
        let spans = shares(source, own, pieces.len())?;
        let base = self.drawn.len();
        let first = self.parts.len();
        self.drawn.push_str(&line);
        for (at, (piece, span)) in pieces.iter().zip(spans).enumerate() {
            let space = pieces.get(at + 1).map_or(0, |next| columns(&line[piece.1..next.0]));
            let (from, to) = (base + piece.0, base + piece.1);
            self.parts.push(Part { span, whole: own, from, to, width: columns(&line[piece.0..piece.1]), space });
        }
        self.wholes.push(Whole { span: own, width: columns(&line), parts: (first, self.parts.len()) });
        Some(())
    }

    /// Whether `point` stands inside of one.
    pub(in crate::layout) fn holds(&self, point: Point) -> bool {
        let after = self.wholes.partition_point(|whole| whole.span.start < point);
        after.checked_sub(1).is_some_and(|at| self.wholes[at].span.end > point)
    }

    /// The formula that starts at `point`.
    pub(in crate::layout) fn starting(&self, point: Point) -> Option<Whole> {
        self.wholes.binary_search_by_key(&point, |whole| whole.span.start).ok().map(|at| self.wholes[at])
    }

    pub(in crate::layout) fn parts_of(&self, whole: Whole) -> &[Part] {
        &self.parts[whole.parts.0..whole.parts.1]
    }

    /// The formulas inside of `span`.
    fn within(&self, span: Span) -> &[Whole] {
        let first = self.wholes.partition_point(|whole| whole.span.start < span.start);
        let count = self.wholes[first..].iter().take_while(|whole| whole.span.end <= span.end).count();
        &self.wholes[first..first + count]
    }

    /// Fills `span` in: its text, with letters for every byte of a formula; none where it has no formula.
    pub(in crate::layout) fn fill(&mut self, document: &Document, span: Span) -> bool {
        let first = self.wholes.partition_point(|whole| whole.span.start < span.start);
        self.filled.clear();
        self.base = span.start.0;
        let mut from = span.start;
        for whole in self.wholes[first..].iter().take_while(|whole| whole.span.end <= span.end) {
            self.filled.push_str(document.slice(Span { start: from, end: whole.span.start }));
            self.filled.extend(std::iter::repeat_n(FILLER, whole.span.len()));
            from = whole.span.end;
        }
        if from > span.start {
            self.filled.push_str(document.slice(Span { start: from, end: span.end }));
        }
        !self.filled.is_empty()
    }

    /// The text that was filled in.
    pub(in crate::layout) fn filled(&self) -> &str {
        &self.filled
    }

    /// The text of `token` as it was filled in, or as it is.
    pub(in crate::layout) fn text_of<'t>(&'t self, document: &'t Document, token: Token) -> &'t str {
        let span = Span { start: Point(token.start), end: Point(token.end) };
        let at = |byte: u32| byte.wrapping_sub(self.base) as usize;
        self.filled
            .get(at(token.start)..at(token.end))
            .filter(|_| !self.filled.is_empty())
            .unwrap_or_else(|| document.slice(span))
    }

    /// Gives tokens that were made of what was filled in the width that is drawn.
    pub(in crate::layout) fn set_widths(&self, tokens: &mut [Token]) {
        for token in tokens {
            for whole in self.within(Span { start: Point(token.start), end: Point(token.end) }) {
                let letters = u32::try_from(whole.span.len()).unwrap_or(u32::MAX);
                token.width = token.width.saturating_sub(letters) + whole.width;
            }
        }
    }

    /// Columns of `span` with its formulas drawn.
    pub(in crate::layout) fn columns(&self, document: &Document, span: Span) -> u32 {
        self.runs(document, span).map(|run| run.width).sum()
    }

    /// `span`, parted into text and what is drawn.
    fn runs<'f>(&'f self, document: &'f Document, span: Span) -> impl Iterator<Item = Run> + 'f {
        let mut next = self.parts.partition_point(|part| part.span.start < span.start);
        let mut from = span.start;
        std::iter::from_fn(move || {
            let part = self.parts.get(next).filter(|part| part.span.end <= span.end);
            let text_end = part.map_or(span.end, |part| part.span.start);
            if from < text_end {
                let text = Span { start: from, end: text_end };
                from = text_end;
                return Some(Run { span: text, width: columns(document.slice(text)), drawn: None });
            }
            let first = part?;
            let mut last = first;
            let mut width = first.width;
            next += 1;
            while let Some(part) = self.parts.get(next).filter(|part| part.whole == first.whole && part.span.end <= span.end) {
                width += last.space + part.width;
                last = part;
                next += 1;
            }
            from = last.span.end;
            let span = Span { start: first.span.start, end: last.span.end };
            Some(Run { span, width, drawn: Some((first.whole, first.from, last.to)) })
        })
    }

    /// Adds `span` to `row` from column `x` on; gives the column after it.
    pub(in crate::layout) fn put(&self, document: &Document, span: Span, x: u32, row: &mut Row) -> u32 {
        let mut x = x;
        for run in self.runs(document, span) {
            let what = match run.drawn {
                None => PieceContent::Text(run.span),
                Some((whole, from, to)) => draw_in(row, run.span, whole, &self.drawn[from..to]),
            };
            row.pieces.push(Piece { x: narrow(x), width: narrow(run.width), what });
            x += run.width;
        }
        x
    }
}

/// A part of a line: text, or what is drawn for it (the whole formula, and bytes of what is drawn).
struct Run {
    span: Span,
    width: u32,
    drawn: Option<(Span, usize, usize)>,
}

/// Adds `drawn` to what is drawn in `row`.
fn draw_in(row: &mut Row, span: Span, whole: Span, drawn: &str) -> PieceContent {
    let at = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    let from = at(row.drawn.len());
    row.drawn.push_str(drawn);
    PieceContent::Formula(DrawnFormula { span, whole, from, to: at(row.drawn.len()) })
}

/// Where `line` may be parted: its words, those wider than `room` columns cut between clusters.
fn pieces(line: &str, room: u32) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in line.split(' ') {
        let (mut start, mut width) = (at, 0);
        for cell in Cells::new(word) {
            if width + cell.width > room && width > 0 {
                found.push((start, at + cell.start));
                (start, width) = (at + cell.start, 0);
            }
            width += cell.width;
        }
        if start < at + word.len() {
            found.push((start, at + word.len()));
        }
        at += word.len() + 1;
    }
    found
}

/// `count` parts of a source, none empty; `None` where it is too short for them.
fn shares(source: &str, own: Span, count: usize) -> Option<Vec<Span>> {
    let starts: Vec<usize> = source.grapheme_indices(true).map(|(at, _)| at).collect();
    if count == 0 || starts.len() < count {
        return None;
    }
    let cut = |part: usize| own.start.at() + starts.get(starts.len() * part / count).copied().unwrap_or(source.len());
    Some((0..count).map(|part| Span::new(cut(part), if part + 1 == count { own.end.at() } else { cut(part + 1) })).collect())
}

/// The marks of formulas that begin in `span`.
fn formulas_in(document: &Document, span: Span) -> impl Iterator<Item = &Mark> {
    let marks = document.marks();
    let first = marks.partition_point(|mark| mark.span.start < span.start);
    let own = marks[first..].iter().take(MOST_MARKS).take_while(move |mark| mark.span.start < span.end);
    own.filter(|mark| mark.kind == MarkKind::Formula)
}

/// Whether nothing beside `own` joins its first or last character.
fn stands_alone(text: &str, own: Span) -> bool {
    !own.is_empty() && starts_cluster(text, own.start.at()) && starts_cluster(text, own.end.at())
}
