//! What the window of the compare desk shows: rows of both sides in step.

use crate::app::Geometry;
use crate::document::{Document, Span};
use crate::layout::{Flow, LayoutOptions, Place, Row};
use crate::study::Pair;

use super::CompareDesk;

/// Narrower than this one side stands under the other.
const TWO_COLUMNS: u16 = 60;
/// Columns before the text of a side: its sign and a blank.
const SIGN: u16 = 2;
/// Rows of one side of a pair that are laid out at most; a piece never has as many.
const MOST_ROWS: usize = 4_000;

/// Where the sides stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareColumns {
    /// Where the text of the left side begins, and that of the right: the same, one under the other.
    pub starts: [u16; 2],
    /// Columns that the text of a side has.
    pub width: u16,
    /// Where the rule between both stands, where they stand beside each other.
    pub rule: Option<u16>,
    ascii: bool,
}

impl CompareColumns {
    /// The columns of a screen of this width.
    #[must_use]
    pub fn of(geometry: &Geometry, ascii: bool) -> Self {
        let area = CompareDesk::body(geometry);
        let lead = area.x + 1 + SIGN;
        if area.width < TWO_COLUMNS {
            let width = area.width.saturating_sub(2 + SIGN).max(1);
            return Self { starts: [lead, lead], width, rule: None, ascii };
        }
        // A blank, a rule and a blank between both, and a blank at both ends.
        let width = ((area.width - 5) / 2 - SIGN).min(crate::app::core::WIDEST_MEASURE);
        let rule = lead + width + 1;
        Self { starts: [lead, rule + 2 + SIGN], width, rule: Some(rule), ascii }
    }

    fn setting(self) -> LayoutOptions {
        LayoutOptions { measure: self.width, room: self.width, ascii: self.ascii, formulas: false }
    }
}

/// A row of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRow {
    /// The pair that it is of.
    pub pair: usize,
    /// Whether it is the first row of its pair.
    pub first: bool,
    /// What stands on the left, and on the right.
    pub sides: [Option<Row>; 2],
}

impl CompareDesk {
    /// Lays out what the window shows, the pair in focus in it.
    pub(super) fn lay_out(&mut self, geometry: &Geometry, ascii: bool) {
        let columns = CompareColumns::of(geometry, ascii);
        let height = usize::from(Self::body(geometry).height);
        if let Some(cursor) = self.summary.as_mut() {
            cursor.fit(height, self.sections.len());
        }
        if self.held.is_none() || height == 0 {
            return self.lines.clear();
        }
        self.show(columns, height);
        if self.made_for == Some((self.top, columns, height)) {
            return;
        }
        self.lines = self.window(columns, height);
        self.made_for = Some((self.top, columns, height));
    }

    /// The rows of the window from its top on.
    fn window(&self, columns: CompareColumns, height: usize) -> Vec<CompareRow> {
        let (mut pair, mut skip) = self.top;
        let mut lines = Vec::with_capacity(height);
        while lines.len() < height && pair < self.pairs().len() {
            lines.extend(self.lines_of(pair, columns).into_iter().skip(skip));
            (pair, skip) = (pair + 1, 0);
        }
        lines.truncate(height);
        lines
    }

    fn pairs(&self) -> &[Pair] {
        self.held.as_ref().map_or(&[], |held| &held.found.pairs)
    }

    /// Moves the top no more than is needed for the pair in focus to be seen.
    fn show(&mut self, columns: CompareColumns, height: usize) {
        if self.at < self.top.0 {
            self.top = (self.at, 0);
            return;
        }
        let (mut pair, mut rows) = (self.top.0, 0);
        let own = self.lines_of(self.at, columns).len();
        while pair < self.at && rows < height {
            rows += self.lines_of(pair, columns).len() - if pair == self.top.0 { self.top.1 } else { 0 };
            pair += 1;
        }
        if self.top.0 == self.at {
            self.top.1 = self.top.1.min(own.saturating_sub(height.min(own)));
            return;
        }
        if pair == self.at && rows + own <= height {
            return;
        }
        // As many pairs above it as fit.
        let (mut first, mut rows) = (self.at, own);
        while let Some(before) = first.checked_sub(1) {
            rows += self.lines_of(before, columns).len();
            if rows > height {
                break;
            }
            first = before;
        }
        self.top = (first, 0);
    }

    /// How many pairs the window shows, one at least.
    pub(super) fn shown_pairs(&self) -> usize {
        let first = self.lines.first().map_or(0, |line| line.pair);
        self.lines.last().map_or(1, |line| line.pair - first).max(1)
    }

    /// Scrolls inside of a pair that is longer than the window: whether there was more of it.
    pub(super) fn scroll_inside(&mut self, geometry: &Geometry, ascii: bool, down: bool) -> bool {
        let height = usize::from(Self::body(geometry).height);
        let step = height.saturating_sub(2).max(1);
        if self.top.0 != self.at {
            return false;
        }
        let before = self.top.1;
        let own = self.lines_of(self.at, CompareColumns::of(geometry, ascii)).len();
        self.top.1 = if down { (before + step).min(own.saturating_sub(height.min(own))) } else { before.saturating_sub(step) };
        self.top.1 != before
    }

    /// The rows of one pair, and the blank row behind it.
    fn lines_of(&self, at: usize, columns: CompareColumns) -> Vec<CompareRow> {
        let (Some(held), Some(pair)) = (&self.held, self.pairs().get(at)) else { return Vec::new() };
        let setting = columns.setting();
        let left = rows_of(&self.left, setting, pair.left, pair.goes_on);
        let right = rows_of(&held.other, setting, pair.right, pair.goes_on);
        let mut lines: Vec<CompareRow> = if columns.rule.is_some() {
            let count = left.len().max(right.len());
            let (mut left, mut right) = (left.into_iter(), right.into_iter());
            (0..count).map(|n| CompareRow { pair: at, first: n == 0, sides: [left.next(), right.next()] }).collect()
        } else {
            let same = pair.kind == crate::study::PairKind::Same;
            let left = left.into_iter().map(|row| [Some(row), None]);
            // What is the same stands once.
            let right = right.into_iter().filter(|_| !same).map(|row| [None, Some(row)]);
            left.chain(right).enumerate().map(|(n, sides)| CompareRow { pair: at, first: n == 0, sides }).collect()
        };
        if self.pairs().get(at + 1).is_some_and(|next| !next.goes_on) {
            lines.push(CompareRow { pair: at, first: lines.is_empty(), sides: [None, None] });
        }
        lines
    }
}

/// The rows of `span`; a row that two pieces share stands with the first of them.
fn rows_of(document: &Document, setting: LayoutOptions, span: Span, goes_on: bool) -> Vec<Row> {
    if span.is_empty() {
        // A figure or a table without words is seen all the same; where nothing stands, nothing.
        return Vec::new();
    }
    let flow = Flow::new(document, setting);
    let mut rows = Vec::new();
    let mut from = Place { point: span.start, above: 0 };
    let mut count = 16;
    loop {
        let made = flow.rows(from, count);
        let all = made.len();
        let end = made.iter().position(|row| row.place.point >= span.end).unwrap_or(all);
        let last = made.last().map(|row| row.place);
        rows.extend(made.into_iter().take(end).skip(usize::from(!rows.is_empty())));
        if end < all || all < count || rows.len() >= MOST_ROWS {
            break;
        }
        let Some(last) = last else { break };
        (from, count) = (last, count * 2);
    }
    if goes_on && rows.first().is_some_and(|row| row.place.point < span.start) {
        rows.remove(0);
    }
    rows
}
