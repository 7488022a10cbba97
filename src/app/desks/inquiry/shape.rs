//! The leaf of the document's shape: sections by length, and a strip of what lies where.

use crate::document::{Point, Span};

use crate::app::{App, Area};

impl App {
    pub(super) fn shape_count(&self) -> usize {
        if self.open.replies.shape().is_some() { self.document().sections().len() } else { 0 }
    }

    /// The minutes that reading `span` takes, once the document's shape is known.
    #[must_use]
    pub fn minutes_of(&self, span: Span) -> Option<f64> {
        Some(self.open.replies.shape()?.within(self.document(), span).minutes(self.preferences.speed))
    }

    /// The minutes from the focus to the end of the innermost section around it.
    #[must_use]
    pub fn minutes_left(&self) -> Option<f64> {
        let document = self.document();
        let section = document.section_at(self.pane.view.focus)?;
        let end = document.sections()[section].span.end;
        self.minutes_of(Span { start: self.pane.view.sentence.start, end: end.max(self.pane.view.sentence.start) })
    }

    /// The sections, the longest first.
    pub(super) fn sections_by_length(&self) -> Vec<u32> {
        let sections = self.document().sections();
        let mut order: Vec<u32> = (0_u32..).take(sections.len()).collect();
        order.sort_by_key(|section| std::cmp::Reverse(sections[*section as usize].span.len()));
        order
    }

    /// Where the strip is drawn: its first column and how many it has.
    #[must_use]
    pub fn strip_area(&self) -> Area {
        let screen = self.geometry.screen;
        // Where there is room, words at the left say what each of its rows shows.
        let lead = if screen.width >= 60 { 13 } else { 2 };
        let air = u16::from(screen.height >= 16);
        Area { x: lead, y: air + 2, width: screen.width.saturating_sub(lead + 2), height: 5 }
    }

    /// The part of the reading text that column `column` of the strip stands for, from 0.
    #[must_use]
    pub fn strip_span(&self, column: u16) -> Span {
        let end = self.document().main().end.at();
        let columns = usize::from(self.strip_area().width.max(1));
        let at = |column: usize| end / columns * column + end % columns * column / columns;
        Span::new(at(usize::from(column)), at(usize::from(column) + 1))
    }

    /// The place in the text that a column of the screen stands for, where the strip has it.
    pub(super) fn strip_point(&self, column: u16) -> Option<Point> {
        let area = self.strip_area();
        let span = self.strip_span(column.checked_sub(area.x).filter(|column| *column < area.width)?);
        Some(Point::new(self.document().floor(span.start.at())))
    }
}
