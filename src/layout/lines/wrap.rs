//! Tokens -> lines: first fit within a width, with words that are too long taken apart.

use smallvec::SmallVec;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthChar;

use super::super::LayoutOptions;
use super::super::formula::{Formulas, Whole};
use super::super::label::call_label;
use super::super::measure::{Cell, Cells, width};
use super::super::prefix::columns;
use super::breaks::clings;
use super::token::{Call, Token, is_space, tokens};
use crate::document::{Document, MarkKind, Point, Span};

/// Calls that are looked at in one stretch; a text with more shows the first of them.
const MOST_CALLS: usize = 4096;

/// Marks that are looked at in one stretch, whatever they mean.
const MOST_MARKS: usize = 1 << 16;

/// A line of wrapped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Line {
    /// First byte.
    pub(in crate::layout) start: u32,
    /// One past the last byte shown; spaces at its end are left out.
    pub(in crate::layout) end: u32,
    /// Columns, labels of calls included.
    pub(in crate::layout) width: u32,
}

impl Line {
    pub(in crate::layout) fn span(self) -> Span {
        Span { start: Point(self.start), end: Point(self.end) }
    }
}

/// The room that lines have, in columns; 1 and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Room {
    /// Of the first line.
    pub(in crate::layout) first: u32,
    /// Of all others.
    pub(in crate::layout) rest: u32,
    /// How far a call at the very end may hang over.
    pub(in crate::layout) slack: u32,
}

impl Room {
    pub(in crate::layout) fn even(width: u32) -> Self {
        Self { first: width.max(1), rest: width.max(1), slack: 0 }
    }
}

/// Scratch room of one call, so that a screenful costs a handful of allocations.
#[derive(Debug, Default)]
pub(in crate::layout) struct Wrapping {
    /// What came out of the last [`Wrapping::wrap`].
    pub(in crate::layout) lines: Vec<Line>,
    /// The calls of the text last wrapped.
    pub(in crate::layout) calls: Vec<Call>,
    /// The formulas of the text last wrapped that are drawn.
    pub(in crate::layout) formulas: Formulas,
    breaks: SmallVec<[u32; 4]>,
    tokens: Vec<Token>,
    fitted: Vec<Token>,
    seams: Vec<usize>,
}

impl Wrapping {
    /// Wraps the text of `span` (16 KB at most, no line break in it) into [`Wrapping::lines`]; one line at least.
    pub(in crate::layout) fn wrap(&mut self, document: &Document, span: Span, room: Room, setting: LayoutOptions) {
        self.gather(document, span, room, setting);
        self.lines.clear();
        let mut from = span.start.0;
        let mut calls = 0;
        for index in 0..=self.breaks.len() {
            let to = self.breaks.get(index).copied().unwrap_or(span.end.0);
            let is_mine =
                |call: &&Call| call.at.0 < to || index == self.breaks.len() || (call.at.0 == to && !leads(document, call.at));
            let mine = self.calls[calls..].iter().take_while(is_mine).count();
            self.stretch(document, Span { start: Point(from), end: Point(to) }, calls..calls + mine, room);
            calls += mine;
            from = to;
        }
    }

    /// Finds the calls and the forced breaks of `span`.
    fn gather(&mut self, document: &Document, span: Span, room: Room, setting: LayoutOptions) {
        let mut has_formula = false;
        self.calls.clear();
        self.breaks.clear();
        let marks = document.marks();
        let first = marks.partition_point(|mark| mark.span.start < span.start);
        for mark in marks[first..].iter().take(MOST_MARKS).take_while(|mark| mark.span.start <= span.end) {
            let at = Point::new(document.floor(mark.span.start.at()));
            match mark.kind {
                MarkKind::Break if span.contains(at) && at > span.start && self.breaks.last() != Some(&at.0) => {
                    self.breaks.push(at.0);
                }
                MarkKind::Call(footnote) if self.calls.len() < MOST_CALLS && is_within(document, span, at) => {
                    let label = document
                        .footnotes()
                        .get(footnote as usize)
                        .map_or(0, |note| width(&call_label(&note.label, setting.ascii)));
                    let label = u32::try_from(label).unwrap_or(0);
                    let gap = u32::from(self.calls.last().is_some_and(|last| last.at == at));
                    self.calls.push(Call { at, footnote, label, gap, counted: label + gap });
                }
                MarkKind::Formula => has_formula = true,
                _ => {}
            }
        }
        self.gather_formulas(document, span, room, has_formula && setting.formulas && !setting.ascii);
        let mut slack = room.slack;
        for call in self.calls.iter_mut().filter(|call| call.at == span.end) {
            let hung = call.counted.min(slack);
            call.counted -= hung;
            slack -= hung;
        }
    }

    /// Draws the formulas. A call within one keeps its source; a break within one is a part of its source.
    fn gather_formulas(&mut self, document: &Document, span: Span, room: Room, drawn: bool) {
        let calls = &self.calls;
        let is_free = |own: Span| {
            let next = calls.partition_point(|call| call.at <= own.start);
            drawn && calls.get(next).is_none_or(|call| call.at >= own.end)
        };
        let span = if drawn { span } else { Span::empty(span.start) };
        self.formulas.gather(document, span, room.first.min(room.rest), is_free);
        let formulas = &self.formulas;
        self.breaks.retain(|at| !formulas.holds(Point(*at)));
    }

    fn stretch(&mut self, document: &Document, span: Span, calls: std::ops::Range<usize>, room: Room) {
        let first = if self.lines.is_empty() { room.first } else { room.rest };
        self.tokens.clear();
        let filled = self.formulas.fill(document, span);
        let text = if filled { self.formulas.filled() } else { document.slice(span) };
        tokens(text, span.start.0, &self.calls[calls.clone()], &mut self.seams, &mut self.tokens);
        if filled {
            self.formulas.set_widths(&mut self.tokens);
        }
        let narrow = first.min(room.rest);
        if self.tokens.iter().any(|token| token.width > narrow) {
            self.fitted.clear();
            let mut calls = &self.calls[calls];
            for (index, token) in self.tokens.iter().enumerate() {
                let limit = if index == 0 { narrow } else { room.rest };
                let long = Long { document, formulas: &self.formulas, token: *token, limit };
                calls = fit(&long, calls, &mut self.fitted);
            }
            std::mem::swap(&mut self.tokens, &mut self.fitted);
        }
        if self.tokens.is_empty() {
            self.lines.push(Line { start: span.start.0, end: span.start.0, width: 0 });
            return;
        }
        for line in wrap_first_fit(&self.tokens, &[f64::from(first), f64::from(room.rest)]) {
            let [head, .., tail] = line else {
                self.lines.extend(line.first().map(|token| Line { start: token.start, end: token.end, width: token.width }));
                continue;
            };
            let all: u32 = line.iter().map(|token| token.width + token.space).sum();
            self.lines.push(Line { start: head.start, end: tail.end, width: all - tail.space });
        }
    }
}

/// Whether a call at `at` is drawn with the text of `span`: it follows the word before it, and
/// goes with the one after it only where a space, or nothing, stands before.
fn is_within(document: &Document, span: Span, at: Point) -> bool {
    if at == span.start && !leads(document, at) {
        return false;
    }
    let ends = || document.text().as_bytes().get(at.at()).is_none_or(|byte| *byte == b'\n');
    at < span.end || at == span.start || !leads(document, at) || ends()
}

/// Whether a call at `at` goes with what follows it.
pub(in crate::layout) fn leads(document: &Document, at: Point) -> bool {
    document.text()[..at.at()].chars().next_back().is_none_or(|before| before == '\n' || is_space(before))
}

/// A token that may be too wide.
struct Long<'a> {
    document: &'a Document,
    formulas: &'a Formulas,
    token: Token,
    /// Columns.
    limit: u32,
}

/// Adds a token to `out`, taken apart where it is wider than `limit`: after the marks that
/// divide an address, where its parts fit, and else between clusters. Gives the calls that are left.
fn fit<'c>(long: &Long<'_>, calls: &'c [Call], out: &mut Vec<Token>) -> &'c [Call] {
    let Long { document, formulas, token, limit } = *long;
    let own =
        calls.iter().take_while(|call| call.at.0 <= token.end && (call.at.0 < token.end || !leads(document, call.at))).count();
    let (mine, rest) = calls.split_at(own);
    if token.width <= limit {
        out.push(token);
        return rest;
    }
    let text = formulas.text_of(document, token);
    let mut parts = Parts { out, from: 0, base: token.start, limit, text };
    parts.from = parts.out.len();
    let mut mine = mine.iter().peekable();
    let mut lead = 0;
    while let Some(call) = mine.next_if(|call| call.at.0 <= token.start) {
        lead += call.counted;
    }
    let mut done = 0;
    for cell in Cells::new(text) {
        if cell.start < done {
            continue;
        }
        let whole = formulas.starting(Point::new(token.start as usize + cell.start));
        let cell = whole.map_or(cell, |whole| Cell { start: cell.start, end: cell.start + whole.span.len(), width: whole.width });
        done = cell.end;
        let mut width = lead + cell.width;
        while let Some(call) = mine.next_if(|call| call.at.0 - token.start <= end_of(cell)) {
            width += call.counted;
        }
        lead = 0;
        match whole.filter(|_| width > limit) {
            Some(whole) => parts.add_formula(formulas, whole, width - cell.width),
            None => parts.add(cell, width.min(limit).max(cell.width)),
        }
    }
    parts.join();
    if let Some(last) = out.last_mut() {
        last.space = token.space;
    }
    rest
}

fn end_of(cell: Cell) -> u32 {
    u32::try_from(cell.end).unwrap_or(u32::MAX)
}

/// The parts of one long token.
struct Parts<'o, 't> {
    out: &'o mut Vec<Token>,
    /// The first part since the last mark that divides.
    from: usize,
    base: u32,
    limit: u32,
    text: &'t str,
}

impl Parts<'_, '_> {
    fn add(&mut self, cell: Cell, width: u32) {
        let cluster = &self.text[cell.start..cell.end];
        let first = cluster.chars().next().unwrap_or(' ');
        let start = self.base + u32::try_from(cell.start).unwrap_or(u32::MAX);
        let end = self.base + end_of(cell);
        let before = self.text[..cell.start].chars().next_back();
        let open = self.out.len() > self.from;
        match self.out.last_mut() {
            Some(last) if before.is_some() && cluster.chars().all(is_space) => {
                last.space += width;
                self.join();
            }
            Some(last)
                if open && last.space == 0 && last.width + width <= self.limit && before.is_some_and(|c| clings(c, first)) =>
            {
                (last.end, last.width) = (end, last.width + width);
            }
            _ if cell.width > self.limit => self.split(cluster, start),
            _ => self.out.push(Token { start, end, width, space: 0 }),
        }
        if matches!(first, '/' | '-' | '_' | '.' | '?' | '&' | '=' | '#' | ',' | ':') {
            self.join();
        }
    }

    /// Adds a formula part by part; `more` columns of calls go with the last.
    fn add_formula(&mut self, formulas: &Formulas, whole: Whole, more: u32) {
        self.join();
        for part in formulas.parts_of(whole) {
            self.from = self.out.len();
            let Span { start, end } = part.span;
            self.out.push(Token { start: start.0, end: end.0, width: part.width, space: part.space });
        }
        if let Some(last) = self.out.last_mut() {
            last.width = (last.width + more).min(self.limit).max(last.width);
        }
    }

    /// Makes one of the parts since the last mark, if it fits.
    fn join(&mut self) {
        let parts = &self.out[self.from..];
        if let [first, .., last] = parts {
            let width: u32 = parts.iter().map(|part| part.width).sum();
            if width <= self.limit {
                let whole = Token { start: first.start, end: last.end, width, space: last.space };
                self.out.truncate(self.from);
                self.out.push(whole);
            }
        }
        self.from = self.out.len();
    }

    /// A cluster wider than the limit (a chain of letters made to join) goes character by character.
    fn split(&mut self, cluster: &str, start: u32) {
        let mut push = |from: usize, to: usize| {
            let [start, end] = [from, to].map(|at| start + u32::try_from(at).unwrap_or(u32::MAX));
            self.out.push(Token { start, end, width: columns(&cluster[from..to]), space: 0 });
        };
        let (mut from, mut taken) = (0, 0);
        for (at, c) in cluster.char_indices() {
            let width = u32::try_from(c.width().unwrap_or(0)).unwrap_or(0);
            if width > 0 && taken > 0 && taken + width > self.limit {
                push(from, at);
                (from, taken) = (at, 0);
            }
            taken += width;
        }
        push(from, cluster.len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::fixture::{built, paragraph};
    use super::*;

    fn wrapped(document: &Document, room: Room) -> Vec<String> {
        let mut wrapping = Wrapping::default();
        let setting = LayoutOptions { measure: 80, room: 80, ascii: false, formulas: false };
        wrapping.wrap(document, document.blocks()[0].span, room, setting);
        wrapping.lines.iter().map(|line| document.slice(line.span()).to_owned()).collect()
    }

    fn lines(text: &str, width: u32) -> Vec<String> {
        wrapped(&paragraph(text), Room::even(width))
    }

    #[test]
    fn korean_wraps_between_words() {
        assert_eq!(lines("워싱턴선언과 정찰위성을 두고 갈라졌다", 16), ["워싱턴선언과", "정찰위성을 두고", "갈라졌다"]);
    }

    #[test]
    fn a_wide_character_at_the_last_column_moves_down() {
        assert_eq!(lines("漢字仮名交文漢字仮名交文", 7), ["漢字仮", "名交文", "漢字仮", "名交文"]);
        assert_eq!(lines("가나다라마바사아자차카타파하가나다라마바사아", 5)[0], "가나");
    }

    #[test]
    fn an_address_breaks_after_its_marks() {
        assert_eq!(
            lines("https://example.org/one-two/three?four=five", 14),
            ["https://", "example.org/", "one-two/three?", "four=five"]
        );
    }

    #[test]
    fn glued_spaces_hold_even_in_words_that_are_too_long() {
        assert_eq!(lines("abcdef\u{a0}ghijkl", 8), ["abcdef\u{a0}g", "hijkl"]);
        assert_eq!(lines("abcdefg\u{a0}hijkl", 8), ["abcdef", "g\u{a0}hijkl"]);
    }

    #[test]
    fn a_full_stop_is_not_parted_from_a_word_that_is_too_long() {
        assert_eq!(lines("대한민국.", 8), ["대한민", "국."]);
    }

    #[test]
    fn a_row_of_one_column_holds_what_it_can() {
        assert_eq!(lines("a가b", 1), ["a", "가", "b"]);
        assert_eq!(lines("ﾞﾞ", 1).concat(), "ﾞﾞ");
        assert_eq!(lines("e\u{301}👨‍👩‍👧x", 1), ["é", "👨‍", "👩‍", "👧", "x"]);
    }

    #[test]
    fn clusters_stay_whole() {
        assert_eq!(lines("👨‍👩‍👧🇰🇷👍🏽", 4), ["👨‍👩‍👧🇰🇷", "👍🏽"]);
    }

    #[test]
    fn a_first_row_with_less_room_takes_less() {
        let document = paragraph("one two three four");
        assert_eq!(wrapped(&document, Room { first: 4, rest: 9, slack: 0 }), ["one", "two three", "four"]);
        assert_eq!(wrapped(&paragraph("abcdefgh"), Room { first: 3, rest: 9, slack: 0 }).concat(), "abcdefgh");
    }

    #[test]
    fn a_break_forces_a_row_and_calls_count() {
        let document = built(|b| {
            b.text("one two");
            b.call("1", "1");
            b.line_break();
            b.text("three");
        });
        assert_eq!(wrapped(&document, Room::even(20)), ["one two", "three"]);
        assert_eq!(wrapped(&document, Room::even(7)), ["one", "two", "three"]);
        assert_eq!(wrapped(&document, Room::even(8)), ["one two", "three"]);
    }

    #[test]
    fn a_call_at_the_very_end_may_hang() {
        let document = built(|b| {
            b.text("1,234");
            b.call("1", "1");
        });
        assert_eq!(wrapped(&document, Room { slack: 1, ..Room::even(5) }), ["1,234"]);
    }
}
