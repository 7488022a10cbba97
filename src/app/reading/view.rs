//! What part of the text is on the screen, and what in it has the reader's attention.
//!
//! Scroll and focus are places in the text, so that a resize keeps both. The rows on the
//! screen are made once after each change; drawing, mouse and hits all read them.

use crate::document::{Document, Point, Span};
use crate::layout::{Flow, LayoutOptions, Place, Role, Row};

use crate::app::{Geometry, ViewPosition};

/// Rows that stay between the focus and the edge of the screen, where there are that many.
const AIR: usize = 2;

/// The window onto the text.
#[derive(Debug, Clone)]
pub struct View {
    /// The top row.
    pub top: Place,
    /// Where commands act; always on the screen.
    pub focus: Point,
    /// What the rows are made for.
    pub setting: LayoutOptions,
    /// Rows on the screen.
    pub height: usize,
    /// The rows on the screen, as [`View::refresh`] made them.
    pub rows: Vec<Row>,
    /// The sentence in focus.
    pub sentence: Span,
    /// What the rows were made of: the document's address, the top row, the setting, the height.
    made_of: Option<(usize, Place, LayoutOptions, usize)>,
}

impl View {
    /// The view of the start of a document.
    #[must_use]
    pub fn new(geometry: &Geometry, ascii: bool) -> Self {
        let mut view = Self {
            top: Place::default(),
            focus: Point(0),
            setting: LayoutOptions { measure: 1, room: 1, ascii, formulas: true },
            height: 1,
            rows: Vec::new(),
            sentence: Span::default(),
            made_of: None,
        };
        view.measure(geometry);
        view
    }

    /// Takes the sizes of a new geometry. Top row and focus stay; where they no longer fit on
    /// one screen, the focus wins.
    pub fn resize(&mut self, geometry: &Geometry, document: &Document) {
        self.measure(geometry);
        self.make_rows(document);
        if self.row_of(document, self.focus).is_none() {
            self.look_at(document, self.focus);
        }
    }

    /// Draws formulas, or leaves their source. Top row and focus stay, as when sizes change.
    pub fn draw_formulas(&mut self, drawn: bool, document: &Document) {
        if self.setting.formulas != drawn {
            self.setting.formulas = drawn;
            self.make_rows(document);
            if self.row_of(document, self.focus).is_none() {
                self.look_at(document, self.focus);
            }
        }
    }

    fn measure(&mut self, geometry: &Geometry) {
        self.setting = LayoutOptions { measure: geometry.measure, room: geometry.room, ..self.setting };
        self.height = usize::from(geometry.text.height).max(1);
    }

    /// Makes the rows on the screen anew, the top row and the focus put right.
    pub fn refresh(&mut self, document: &Document) {
        self.make_rows(document);
        if self.row_of(document, self.focus).is_none() {
            self.focus = self.nearest_shown();
        }
        self.sentence = document.sentence_at(self.focus);
    }

    /// Makes the rows, unless they are made already.
    fn make_rows(&mut self, document: &Document) {
        let address = std::ptr::from_ref(document).addr();
        if self.made_of == Some((address, self.top, self.setting, self.height)) {
            return;
        }
        let flow = Flow::new(document, self.setting);
        self.top = flow.nearest(self.top);
        self.rows = flow.rows(self.top, self.height);
        self.made_of = Some((address, self.top, self.setting, self.height));
    }

    /// Another document stands where the one was that the rows were made of.
    pub fn forget_rows(&mut self) {
        self.rows.clear();
        self.made_of = None;
    }

    /// Where the reader is, for going back.
    #[must_use]
    pub fn position(&self) -> ViewPosition {
        ViewPosition { top: self.top, focus: self.focus }
    }

    /// The span of the text from the first to the last row on the screen.
    #[must_use]
    pub fn shown(&self) -> Span {
        let spans = self.rows.iter().flat_map(row_span);
        spans.reduce(Span::cover).unwrap_or(Span::empty(self.top.point))
    }

    /// The row of the screen that shows `point`.
    #[must_use]
    pub fn row_of(&self, document: &Document, point: Point) -> Option<usize> {
        let first = self.rows.iter().find(|row| row.role != Role::Blank)?;
        if point < first.place.point {
            return None;
        }
        let shows = |row: &Row| row.texts().any(|(_, span)| span.contains(point));
        self.rows.iter().position(shows).or_else(|| {
            let place = Flow::new(document, self.setting).place_of(point);
            self.rows.iter().position(|row| row.place == place)
        })
    }

    /// Scrolls by `rows`; the focus stays where it is as long as it is on the screen.
    /// At either end of the document the focus goes on by rows, so that each one can be reached.
    pub fn scroll(&mut self, document: &Document, rows: isize) {
        self.make_rows(document);
        let far = rows.unsigned_abs();
        let moved = match rows {
            0 => return,
            1.. if far < self.rows.len() => self.roll_down(document, far),
            1.. => self.leap_down(document, rows),
            _ => self.roll_up(document, far),
        };
        if moved == 0 {
            self.move_focus_row(document, rows);
            return;
        }
        self.made_of = Some((std::ptr::from_ref(document).addr(), self.top, self.setting, self.height));
        self.refresh(document);
        self.keep_focus_in(document, rows);
    }

    /// Scrolls down by `rows`, fewer than are on the screen: those that stay are not made
    /// again. Tells how many it went; the last row of the document does not leave the foot.
    fn roll_down(&mut self, document: &Document, rows: usize) -> usize {
        let Some(last) = self.rows.last().filter(|_| self.rows.len() >= self.height) else { return 0 };
        let below = Flow::new(document, self.setting).rows(last.place, rows + 1);
        let moved = below.len().saturating_sub(1);
        self.rows.drain(..moved);
        self.rows.extend(below.into_iter().skip(1));
        self.top = self.rows.first().map_or(self.top, |row| row.place);
        moved
    }

    /// Scrolls down by `rows`, a screen or more.
    fn leap_down(&mut self, document: &Document, rows: isize) -> usize {
        let flow = Flow::new(document, self.setting);
        let (top, moved) = flow.step(self.top, rows);
        let mut made = flow.rows(top, self.height);
        if made.len() < self.height {
            made = flow.rows(flow.last_top(self.height).max(self.top), self.height);
        }
        let Some(first) = made.first().filter(|first| first.place != self.top) else { return 0 };
        self.top = first.place;
        self.rows = made;
        moved.unsigned_abs()
    }

    /// Scrolls up by `rows`; what stays on the screen is not made again.
    fn roll_up(&mut self, document: &Document, rows: usize) -> usize {
        let flow = Flow::new(document, self.setting);
        let (top, moved) = flow.step(self.top, -isize::try_from(rows).unwrap_or(isize::MAX));
        let moved = moved.unsigned_abs();
        if moved == 0 {
            return 0;
        }
        let mut made = flow.rows(top, moved.min(self.height));
        made.extend(self.rows.drain(..self.rows.len().min(self.height - made.len())));
        self.top = top;
        self.rows = made;
        moved
    }

    /// Moves the focus by `rows` rows, and scrolls where it would leave the middle of the screen.
    pub fn move_ruler(&mut self, document: &Document, rows: isize) {
        let step = if rows < 0 { -1 } else { 1 };
        for _ in 0..rows.unsigned_abs().min(10_000) {
            let before = self.focus;
            self.move_focus_row(document, step);
            let (low, high) = (self.height / 3, self.height * 2 / 3);
            let at = self.row_of(document, self.focus).unwrap_or(low);
            let beyond = if step < 0 { low.saturating_sub(at) } else { at.saturating_sub(high) };
            if beyond > 0 {
                let focus = self.focus;
                self.scroll(document, step.saturating_mul(isize::try_from(beyond).unwrap_or(isize::MAX)));
                // The row in focus is the ruler's; at either end of the text scrolling moves it on.
                if self.row_of(document, focus).is_some() {
                    self.focus = focus;
                    self.sentence = document.sentence_at(focus);
                }
            }
            if self.focus == before {
                break;
            }
        }
    }

    /// Moves the focus by rows of the screen, as far as there is text.
    fn move_focus_row(&mut self, document: &Document, rows: isize) {
        let here = self.row_of(document, self.focus).unwrap_or(0);
        let step = if rows < 0 { -1 } else { 1 };
        let mut at = here;
        let mut left = rows.unsigned_abs();
        let mut found = here;
        while left > 0 {
            let Some(next) = at.checked_add_signed(step).filter(|next| *next < self.rows.len()) else { break };
            at = next;
            if self.rows[at].role != Role::Blank && !self.rows[at].pieces.is_empty() {
                found = at;
                left -= 1;
            }
        }
        if let Some(row) = self.rows.get(found).filter(|_| found != here) {
            self.focus = row.place.point;
            self.sentence = document.sentence_at(self.focus);
        }
    }

    /// After a scroll: the focus inside the air at the top or the foot moves along.
    fn keep_focus_in(&mut self, document: &Document, rows: isize) {
        let air = AIR.min(self.height.saturating_sub(1) / 2);
        let Some(at) = self.row_of(document, self.focus) else { return };
        let (low, high) = (air, self.height.saturating_sub(1 + air));
        let moved = if rows > 0 && at < low {
            self.rows[at..].iter().enumerate().find(|(n, row)| at + n >= low && row.role != Role::Blank)
        } else if rows < 0 && at > high {
            self.rows[..=high.min(self.rows.len() - 1)].iter().enumerate().rev().find(|(_, row)| row.role != Role::Blank)
        } else {
            None
        };
        if let Some((_, row)) = moved {
            self.focus = row.place.point;
            self.sentence = document.sentence_at(self.focus);
        }
    }

    /// Puts the focus at `point` and scrolls no more than needed to show its whole sentence.
    pub fn look_at(&mut self, document: &Document, point: Point) {
        self.focus = point;
        let flow = Flow::new(document, self.setting);
        let sentence = document.sentence_at(point);
        let air = isize::try_from(AIR.min(self.height.saturating_sub(1) / 2)).unwrap_or(0);
        let height = isize::try_from(self.height).unwrap_or(isize::MAX);
        let first = flow.place_of(point);
        let last = flow.place_of(sentence.end.max(point));
        let (above, _) = flow.step(first, -air);
        if above < self.top {
            self.top = above;
        } else {
            let (lowest, _) = flow.step(last, air - height + 1);
            if lowest > self.top {
                self.top = lowest.min(above);
            }
        }
        self.top = self.top.min(flow.last_top(self.height)).max(Place::default());
        self.refresh(document);
    }

    /// Puts `point` in focus and its row `below` rows under the top of the screen.
    pub fn go(&mut self, document: &Document, point: Point, below: usize) {
        let flow = Flow::new(document, self.setting);
        self.focus = point;
        let (top, _) = flow.step(flow.place_of(point), -isize::try_from(below).unwrap_or(0));
        self.top = top.min(flow.last_top(self.height));
        self.refresh(document);
    }

    /// As [`View::go`], but stays where it is when the point is well on the screen already.
    pub fn reveal(&mut self, document: &Document, point: Point) {
        let air = AIR.min(self.height.saturating_sub(1) / 2);
        let inside = self.row_of(document, point).is_some_and(|row| (air..self.height.saturating_sub(air)).contains(&row));
        if inside {
            self.focus = point;
            self.sentence = document.sentence_at(point);
        } else {
            self.go(document, point, self.height / 3);
        }
    }

    /// Back to a place that was left.
    pub fn restore(&mut self, document: &Document, position: ViewPosition) {
        self.top = position.top;
        self.focus = position.focus;
        self.refresh(document);
    }

    /// The end of the text, its last row at the foot; from there, or where one screen shows
    /// both, the end of the footnotes' bodies that stand behind it.
    pub fn go_end(&mut self, document: &Document) {
        let flow = Flow::new(document, self.setting);
        let (mut top, mut end) = (flow.last_top(self.height), document.text().len());
        let main = document.main().end.at();
        let last = flow.place_of(Point::new(document.floor(main.saturating_sub(1))));
        if main < end && last < top {
            let (above, _) = flow.step(last, 1 - isize::try_from(self.height).unwrap_or(isize::MAX));
            if self.top < above {
                (top, end) = (above, main);
            }
        }
        self.top = top;
        self.focus = Point::new(document.floor(end.saturating_sub(1)));
        self.refresh(document);
        if let Some(row) = self.rows.iter().rev().find(|row| row.role != Role::Blank) {
            self.focus = row.place.point;
            self.sentence = document.sentence_at(self.focus);
        }
    }

    fn nearest_shown(&self) -> Point {
        let mut written = self.rows.iter().filter(|row| row.role != Role::Blank);
        let first = written.next().map_or(self.top.point, |row| row.place.point);
        let last = written.next_back().map_or(first, |row| row.place.point);
        if self.focus > last { last } else { first }
    }
}

/// The spans of the text that `row` shows.
pub fn row_span(row: &Row) -> impl Iterator<Item = Span> {
    row.pieces.iter().filter_map(|piece| match piece.what {
        crate::layout::PieceContent::Text(span) => Some(span),
        crate::layout::PieceContent::Formula(formula) => Some(formula.span),
        crate::layout::PieceContent::Call(_, point) => Some(Span::empty(point)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder};

    fn brief() -> Document {
        let mut builder = Builder::new();
        for section in 0..12 {
            builder.open(BlockKind::Heading(1));
            builder.text(&format!("제{section}장"));
            builder.open(BlockKind::Paragraph);
            builder.text(&"북러 밀착은 두 나라 모두의 이해관계가 맞아떨어진 결과이다. ".repeat(section));
        }
        builder.finish().expect("a small document")
    }

    proptest::proptest! {
        #[test]
        fn rows_that_stay_are_those_that_would_be_made(
            steps in proptest::collection::vec(-40_isize..40, 1..30),
            width in 40_u16..100,
            height in 10_u16..40,
        ) {
            let document = brief();
            let mut view = View::new(&Geometry::of(width, height), false);
            view.refresh(&document);
            for step in steps {
                view.scroll(&document, step);
                let flow = Flow::new(&document, view.setting);
                proptest::prop_assert_eq!(&view.rows, &flow.rows(view.top, view.height));
                proptest::prop_assert_eq!(flow.nearest(view.top), view.top);
                proptest::prop_assert!(view.top <= flow.last_top(view.height));
                proptest::prop_assert!(view.row_of(&document, view.focus).is_some());
            }
        }
    }
}
