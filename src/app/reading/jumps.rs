//! Where the reader came from: back and forward through jumps, as in a browser.

use crate::document::Point;
use crate::layout::Place;

/// The most jumps that are kept.
const KEPT: usize = 200;

/// A place that was left: what stood at the top, and what was in focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewPosition {
    /// The top row.
    pub top: Place,
    /// The focus.
    pub focus: Point,
}

impl ViewPosition {
    /// The same in a newer reading of the document, whose points `to` tells.
    pub(in crate::app) fn carried(self, to: impl Fn(Point) -> Point) -> Self {
        Self { top: Place { point: to(self.top.point), ..self.top }, focus: to(self.focus) }
    }
}

/// The stops behind and ahead of the reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::app) struct Jumps {
    behind: Vec<ViewPosition>,
    ahead: Vec<ViewPosition>,
}

impl Jumps {
    /// Notes that the reader leaves `here` by a jump.
    pub(in crate::app) fn leave(&mut self, here: ViewPosition) {
        self.ahead.clear();
        if self.behind.last() != Some(&here) {
            self.behind.push(here);
        }
        if self.behind.len() > KEPT {
            self.behind.remove(0);
        }
    }

    /// The stop before this one.
    pub(in crate::app) fn back(&mut self, here: ViewPosition) -> Option<ViewPosition> {
        let position = self.behind.pop()?;
        self.ahead.push(here);
        Some(position)
    }

    /// The stop that [`Jumps::back`] left.
    pub(in crate::app) fn forward(&mut self, here: ViewPosition) -> Option<ViewPosition> {
        let position = self.ahead.pop()?;
        self.behind.push(here);
        Some(position)
    }

    /// All stops that are kept: those behind, the last first, then those ahead, the nearest first.
    pub(in crate::app) fn positions(&self) -> impl Iterator<Item = ViewPosition> {
        self.behind.iter().rev().chain(self.ahead.iter().rev()).copied()
    }

    /// Moves every stop, when a newer reading of the document takes the old one's place.
    pub(in crate::app) fn carry(&mut self, to: impl Fn(Point) -> Point) {
        for position in self.behind.iter_mut().chain(&mut self.ahead) {
            *position = position.carried(&to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(at: u32) -> ViewPosition {
        ViewPosition { top: Place { point: Point(at), above: 0 }, focus: Point(at) }
    }

    #[test]
    fn back_and_forward_are_each_others_undoing() {
        let mut jumps = Jumps::default();
        jumps.leave(position(1));
        jumps.leave(position(2));
        assert_eq!(jumps.back(position(3)), Some(position(2)));
        assert_eq!(jumps.back(position(2)), Some(position(1)));
        assert_eq!(jumps.back(position(1)), None);
        assert_eq!(jumps.forward(position(1)), Some(position(2)));
        assert_eq!(jumps.forward(position(2)), Some(position(3)));
        assert_eq!(jumps.forward(position(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_the_way_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(position(1));
        jumps.back(position(2));
        jumps.leave(position(1));
        assert_eq!(jumps.forward(position(5)), None);
    }
}
