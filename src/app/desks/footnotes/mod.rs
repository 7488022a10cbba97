//! The footnote desk: every footnote, the chosen one in full, every place that calls it, what it
//! points to, and the ways there and back.

mod commands;
mod following;
mod rows;

pub use rows::FootnoteRow;

use crate::document::Point;

use crate::app::{App, Area, Field, ListCursor, ViewPosition};

/// From this width the chosen footnote stands beside the list, and not below it.
const BESIDE: u16 = 100;
/// Desks that were left for the text and can be come back to.
const LEFT_MOST: usize = 50;

/// How the footnotes stand in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FootnoteOrder {
    /// As they are called.
    #[default]
    Number,
    /// Those that cite one work together.
    Work,
}

/// The desk's state.
#[derive(Debug, Clone, Default)]
pub struct FootnoteDesk {
    /// The cursor in the list.
    pub cursor: ListCursor,
    /// The filter.
    pub filter: Field,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// How the list is ordered.
    pub order: FootnoteOrder,
    /// Which call of the chosen footnote is meant, from 0.
    pub call: usize,
    /// Rows of its text that are scrolled past.
    pub scroll: usize,
    /// The footnotes that the reader followed a pointer from, the last last.
    trail: Vec<usize>,
    /// The footnotes shown, in their order, where that is not simply all.
    passed: Option<Vec<u32>>,
    /// What passes has to be told anew.
    stale: bool,
}

impl FootnoteDesk {
    /// Footnotes shown, out of `all`.
    #[must_use]
    pub fn count(&self, all: usize) -> usize {
        self.passed.as_ref().map_or(all, Vec::len)
    }

    /// The footnote shown at `at`; out of range where none is.
    #[must_use]
    pub fn index(&self, at: usize) -> usize {
        self.passed.as_ref().map_or(at, |passed| passed.get(at).map_or(usize::MAX, |index| *index as usize))
    }

    /// The chosen footnote, where one is, out of `all`.
    #[must_use]
    pub fn chosen(&self, all: usize) -> Option<usize> {
        (self.cursor.at < self.count(all)).then(|| self.index(self.cursor.at)).filter(|index| *index < all)
    }

    fn count_anew(&mut self) {
        self.stale = true;
    }

    /// Chooses footnote `footnote`; takes the filter away where it hides it.
    fn choose(&mut self, footnote: usize, all: usize) -> bool {
        let at = match &self.passed {
            None => Some(footnote).filter(|at| *at < all),
            Some(passed) => passed.iter().position(|index| *index as usize == footnote),
        };
        if let Some(at) = at {
            self.cursor.at = at;
            (self.call, self.scroll) = (0, 0);
        }
        at.is_some()
    }
}

/// Where the parts of the desk stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FootnoteAreas {
    /// The row of the title.
    pub head: u16,
    /// The list.
    pub list: Area,
    /// The chosen footnote.
    pub detail: Area,
    /// Whether both stand side by side; else the list is over the footnote.
    pub beside: bool,
}

/// A desk that was left for the text, and the place that was left with it.
#[derive(Debug, Default)]
pub(in crate::app) struct LeftDesks(Vec<(ViewPosition, Box<FootnoteDesk>)>);

impl App {
    /// Where the parts of the desk stand on the screen.
    #[must_use]
    pub fn footnote_areas(&self) -> FootnoteAreas {
        let screen = self.geometry.screen;
        let air = u16::from(screen.height >= 16);
        let (left, top) = (u16::from(screen.width > 20), 2 * air + 1);
        let height = screen.height.saturating_sub(1 + top);
        let width = screen.width.saturating_sub(2 * left);
        if screen.width >= BESIDE {
            let list = (width * 2 / 5).min(64);
            let detail = Area { x: left + list + 3, y: top, width: width.saturating_sub(list + 3).min(84), height };
            return FootnoteAreas { head: air, list: Area { x: left, y: top, width: list, height }, detail, beside: true };
        }
        let rows = (height / 3).max(2).min(height);
        let list = Area { x: left, y: top, width, height: rows };
        let detail = Area { y: top + rows + 1, height: height.saturating_sub(rows + 1), ..list };
        FootnoteAreas { head: air, list, detail, beside: false }
    }

    /// Opens the desk at the footnote that is called next.
    pub(in crate::app) fn open_footnotes(&mut self) {
        let document = self.document();
        let here = self.pane.view.sentence.start;
        let near = match document.body_at(here) {
            Some(footnote) => Some(footnote),
            None => document.footnotes().iter().position(|footnote| footnote.calls.first().is_some_and(|call| *call >= here)),
        };
        let desk = FootnoteDesk { cursor: ListCursor::starting(near.unwrap_or(0)), ..FootnoteDesk::default() };
        self.layers.push(desk);
    }

    /// Leaves the desk for a place in the text; going back from there opens it again as it was.
    fn leave_footnotes(&mut self, desk: &FootnoteDesk, point: Point) {
        let here = self.pane.view.position();
        self.jump_near(point);
        if self.pane.left.0.len() >= LEFT_MOST {
            self.pane.left.0.remove(0);
        }
        self.pane.left.0.push((here, Box::new(desk.clone())));
    }

    /// The reader is back at `stop`: the desk that was left there is open again.
    pub(in crate::app) fn return_to_footnotes(&mut self, position: ViewPosition) {
        if self.pane.left.0.last().is_some_and(|(left, _)| *left == position)
            && let Some((_, mut desk)) = self.pane.left.0.pop()
        {
            desk.count_anew();
            self.layers.push(desk);
        }
    }

    /// Another document stands here: no desk can be come back to.
    pub(in crate::app) fn forget_left_footnotes(&mut self) {
        self.pane.left.0.clear();
    }
}
