//! From any place to the rows from there on, and by rows to other places.

use super::gap::{self, Gap};
use super::rows::Setter;
use super::unit::Unit;
use super::{Place, Row, Setting};
use crate::document::{Document, Point};

/// The rows of a document in a setting. Making one does no work, and nothing is kept between
/// calls: each call lays out what it needs, a unit (16 KB of text at most) at a time.
#[derive(Debug, Clone, Copy)]
pub struct Flow<'a> {
    pub(super) document: &'a Document,
    pub(super) setting: Setting,
}

impl<'a> Flow<'a> {
    /// The rows of `document` in `setting`.
    #[must_use]
    pub fn new(document: &'a Document, setting: Setting) -> Self {
        Self { document, setting }
    }

    /// The rows from `top` on, `count` of them or up to the end.
    #[must_use]
    pub fn rows(&self, top: Place, count: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(count.min(256));
        let Some(mut here) = Spot::at(self, top) else { return rows };
        loop {
            here.take(count - rows.len(), &mut rows);
            if rows.len() >= count || !here.forward() {
                return rows;
            }
        }
    }

    /// The place of the row that shows `point`, or of the last one before it.
    #[must_use]
    pub fn place_of(&self, point: Point) -> Place {
        Spot::at(self, Place { point, above: 0 }).map_or(Place::default(), |spot| spot.place())
    }

    /// The place that stands for one from another width or another document: the row that
    /// shows its point, and as many of the rows above it as there are.
    #[must_use]
    pub fn settle(&self, place: Place) -> Place {
        Spot::at(self, place).map_or(Place::default(), |spot| spot.place())
    }

    /// The place `rows` rows below `from` (above, if negative), no further than the first and
    /// the last row; and how many rows that is. The cost grows with the rows passed.
    #[must_use]
    pub fn step(&self, from: Place, rows: isize) -> (Place, isize) {
        let Some(mut here) = Spot::at(self, from) else { return (Place::default(), 0) };
        let moved = here.walk(rows);
        (here.place(), moved)
    }

    /// The top place that puts the last row at the foot of a screen of `height` rows; the
    /// first row, where all fit.
    #[must_use]
    pub fn last_top(&self, height: usize) -> Place {
        let Some(mut end) = Spot::at(self, Place { point: Point(u32::MAX), above: 0 }) else { return Place::default() };
        end.index = end.height().saturating_sub(1);
        end.walk(-isize::try_from(height.saturating_sub(1)).unwrap_or(isize::MAX));
        end.place()
    }
}

/// A row of a unit that is laid out.
#[derive(Debug)]
struct Spot<'a> {
    setter: Setter<'a>,
    unit: Unit,
    gap: Gap,
    rows: Vec<Row>,
    /// Its number in the unit, the rows of the gap counted first.
    index: usize,
}

impl<'a> Spot<'a> {
    fn at(flow: &Flow<'a>, place: Place) -> Option<Self> {
        let unit = Unit::at(flow.document, place.point)?;
        let mut spot =
            Self { setter: Setter::new(flow.document, flow.setting), unit, gap: Gap::new(), rows: Vec::new(), index: 0 };
        spot.lay(unit);
        let row = spot.showing(place.point);
        let above = if row == 0 { usize::from(place.above).min(spot.gap.len()) } else { 0 };
        spot.index = spot.gap.len() + row - above;
        Some(spot)
    }

    fn lay(&mut self, unit: Unit) {
        self.unit = unit;
        self.gap = gap::above(self.setter.document, &unit);
        self.rows.clear();
        self.setter.set(&unit, &mut self.rows);
        self.index = 0;
    }

    /// The row of the unit that shows `point`: the one with that text, or the one whose text
    /// ends last before it.
    fn showing(&self, point: Point) -> usize {
        let by_start = self.rows.partition_point(|row| row.place.point <= point).saturating_sub(1);
        if self.rows.get(by_start).is_some_and(|row| row.texts().any(|(_, span)| span.contains(point))) {
            return by_start;
        }
        // In a row of a table, what comes later in the text may stand further up.
        let last = |row: &Row| row.texts().map(|(_, span)| span.start).filter(|start| *start <= point).max();
        let rows = self.rows.iter().take(by_start + 1).enumerate();
        rows.filter_map(|(at, row)| Some((last(row)?, at))).max().map_or(by_start, |(_, at)| at)
    }

    fn place(&self) -> Place {
        match self.index.checked_sub(self.gap.len()) {
            Some(row) => self.rows.get(row).map_or(Place { point: self.unit.span.start, above: 0 }, |row| row.place),
            None => {
                let above = u16::try_from(self.gap.len() - self.index).unwrap_or(u16::MAX);
                Place { point: self.unit.span.start, above }
            }
        }
    }

    fn height(&self) -> usize {
        self.gap.len() + self.rows.len()
    }

    /// Goes `rows` rows down, or up, as far as there are any: how many it went.
    fn walk(&mut self, rows: isize) -> isize {
        let mut left = rows.unsigned_abs();
        loop {
            let inside = if rows < 0 { self.index } else { self.height().saturating_sub(self.index + 1) };
            let gone = left.min(inside);
            self.index = if rows < 0 { self.index - gone } else { self.index + gone };
            left -= gone;
            if left == 0 || !(if rows < 0 { self.back() } else { self.forward() }) {
                break;
            }
            left -= 1;
        }
        let gone = isize::try_from(rows.unsigned_abs() - left).unwrap_or(isize::MAX);
        if rows < 0 { -gone } else { gone }
    }

    /// To the first row of the next unit.
    fn forward(&mut self) -> bool {
        let next = self.unit.next(self.setter.document);
        next.map(|unit| self.lay(unit)).is_some()
    }

    /// To the last row of the unit before.
    fn back(&mut self) -> bool {
        let Some(unit) = self.unit.previous(self.setter.document) else { return false };
        self.lay(unit);
        self.index = self.height().saturating_sub(1);
        true
    }

    /// Moves rows from here on to `out`, `count` at most.
    fn take(&mut self, count: usize, out: &mut Vec<Row>) {
        let from = self.index;
        let until = self.height().min(from.saturating_add(count));
        for index in from..until.min(self.gap.len()) {
            let above = self.gap.len() - index;
            out.push(gap::row(self.setter.document, self.setter.setting, &self.unit, &self.gap, above));
        }
        let gap = self.gap.len();
        let rows = from.max(gap) - gap..until.max(gap) - gap;
        out.extend(self.rows.drain(rows));
    }
}
