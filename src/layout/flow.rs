//! From any place to the rows from there on, and by rows to other places.

use super::gap::{self, Gap};
use super::rows::Setter;
use super::unit::Unit;
use super::{LayoutOptions, Place, Row};
use crate::document::{Document, Point};

/// The rows of a document in a setting. Making one does no work, and nothing is kept between
/// calls: each call lays out what it needs, a unit (16 KB of text at most) at a time.
#[derive(Debug, Clone, Copy)]
pub struct Flow<'a> {
    pub(super) document: &'a Document,
    pub(super) setting: LayoutOptions,
}

impl<'a> Flow<'a> {
    /// The rows of `document` in `setting`.
    #[must_use]
    pub fn new(document: &'a Document, setting: LayoutOptions) -> Self {
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
    pub fn nearest(&self, place: Place) -> Place {
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

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::{built, paragraph, table};
    use super::super::{PieceContent, Role};
    use super::*;
    use crate::document::BlockKind;

    fn setting(measure: u16) -> LayoutOptions {
        LayoutOptions { measure, room: measure, ascii: false, formulas: false }
    }

    fn brief() -> Document {
        built(|b| {
            for section in 0..20 {
                b.open(BlockKind::Heading(1));
                b.text(&format!("제{section}장"));
                b.open(BlockKind::Paragraph);
                b.text(&"북러 밀착은 두 나라 모두의 이해관계가 맞아떨어진 결과이다. ".repeat(9));
            }
        })
    }

    #[test]
    fn an_empty_document_has_no_rows() {
        let document = built(|_| ());
        let flow = Flow::new(&document, setting(40));
        assert_eq!(flow.rows(Place::default(), 10), []);
        assert_eq!(flow.step(Place::default(), 3), (Place::default(), 0));
        assert_eq!((flow.place_of(Point(7)), flow.last_top(5)), (Place::default(), Place::default()));
    }

    #[test]
    fn a_place_survives_a_change_of_width() {
        let document = brief();
        let (narrow, wide) = (Flow::new(&document, setting(40)), Flow::new(&document, setting(72)));
        for row in narrow.rows(Place::default(), usize::MAX) {
            let there = wide.nearest(row.place);
            assert_eq!(wide.nearest(there), there);
            let shown = wide.rows(there, 1).remove(0);
            if row.place.above == 0 {
                assert!(shown.texts().any(|(_, span)| span.contains(row.place.point)));
            } else {
                assert_eq!(shown.role, Role::Blank);
            }
        }
    }

    #[test]
    fn a_place_of_another_document_is_put_right() {
        let document = paragraph("짧은 글");
        let flow = Flow::new(&document, setting(40));
        for point in [0, 1, 2, 3, 4, 9, 100, u32::MAX] {
            assert_eq!(flow.nearest(Place { point: Point(point), above: 9 }), Place::default());
        }
    }

    #[test]
    fn a_place_inside_a_row_is_that_row() {
        let document = brief();
        let flow = Flow::new(&document, setting(40));
        let rows = flow.rows(Place::default(), 12);
        let inside = Place { point: Point(rows[5].place.point.0 + 6), above: 2 };
        assert_eq!(flow.rows(inside, 3), rows[5..8]);
        assert_eq!(flow.step(inside, 2), (rows[7].place, 2));
    }

    #[test]
    fn steps_tell_how_far_they_went() {
        let document = brief();
        let flow = Flow::new(&document, setting(40));
        let rows = flow.rows(Place::default(), usize::MAX);
        let count = isize::try_from(rows.len()).expect("rows");
        assert_eq!(flow.step(Place::default(), -5), (Place::default(), 0));
        assert_eq!(flow.step(rows[3].place, -5), (Place::default(), -3));
        assert_eq!(flow.step(rows[3].place, count).1, count - 4);
        assert_eq!(flow.last_top(10), rows[rows.len() - 10].place);
        assert_eq!(flow.last_top(100_000), Place::default());
    }

    #[test]
    fn the_last_row_of_a_table_may_end_before_another() {
        // The first cell has more rows than the second, whose text is the last of the document.
        let document = built(|b| table(b, 0, 0, &[&["가나다 라마바 사아자 차카타 파하", "가나 다라"]]));
        let flow = Flow::new(&document, LayoutOptions { measure: 18, room: 18, ascii: false, formulas: false });
        let rows = flow.rows(Place::default(), usize::MAX);
        assert!(rows.len() > 2 && flow.place_of(Point(u32::MAX)) < rows[rows.len() - 1].place);
        assert_eq!(flow.last_top(1), rows[rows.len() - 1].place);
    }

    #[test]
    fn the_rows_of_a_long_word_are_found_from_anywhere() {
        let document = paragraph(&"가".repeat(400_000));
        for measure in [40, 72] {
            let flow = Flow::new(&document, setting(measure));
            let middle = flow.place_of(Point(600_000));
            let rows = flow.rows(middle, 40);
            assert_eq!(rows.len(), 40);
            for (pair, row) in rows.windows(2).zip(&rows) {
                assert_eq!(flow.step(row.place, 1).0, pair[1].place);
                assert_eq!(flow.step(pair[1].place, -1).0, row.place);
                let end = row.texts().last().map(|(_, span)| span.end);
                assert_eq!(end, Some(pair[1].place.point), "nothing is left out");
            }
        }
    }

    #[test]
    fn no_unit_is_larger_than_a_chunk() {
        let document = built(|b| {
            b.text(&"낱말 ".repeat(30_000));
            b.open(BlockKind::Code);
            for line in 0..20_000 {
                b.code_line(&format!("line {line}"));
            }
            b.code_line(&"x".repeat(100_000));
            table(b, 0, 0, &[&["a", &"긴 칸 ".repeat(9_000), "b"]]);
        });
        let mut unit = Unit::at(&document, Point(0));
        let mut count = 0;
        while let Some(here) = unit {
            assert!(here.span.len() <= 17 * 1024, "{here:?}");
            unit = here.next(&document);
            count += 1;
        }
        assert!(count > 60);
    }

    #[test]
    fn code_that_goes_on_has_the_sign_for_it() {
        let document = built(|b| {
            b.open(BlockKind::Code);
            b.code_line(&"x".repeat(30_000));
            b.code_line("y");
        });
        let rows = Flow::new(&document, setting(40)).rows(Place::default(), usize::MAX);
        let is_cut = |row: &Row| row.pieces.iter().any(|piece| piece.what == PieceContent::Cut);
        assert!(!is_cut(&rows[0]) && rows[1..rows.len() - 1].iter().all(is_cut) && !is_cut(&rows[rows.len() - 1]));
    }

    #[test]
    fn a_large_cell_is_set_as_a_paragraph() {
        let long = "칸 하나에 글이 모두 들어 있다. ".repeat(300);
        let document = built(|b| table(b, 1, 1, &[&["이름", "글"], &["가", &long], &["나", "짧다"]]));
        let flow = Flow::new(&document, setting(40));
        let rows = flow.rows(Place::default(), usize::MAX);
        let of_row = |row: u32| rows.iter().filter(|r| r.role == Role::TableBody(row)).count();
        assert!(of_row(0) > 200);
        assert_eq!(of_row(1), 1);
        assert!(rows.windows(2).all(|pair| pair[0].place < pair[1].place));
    }
}
