//! The border between two panes: moved by keys and by the mouse.

use crate::app::{App, Tone};

/// How far a key moves the border, in thousandths of the screen.
const NUDGE: u16 = 40;
/// The first pane's share when it is opened, in thousandths.
pub(super) const HALF: u16 = 500;
/// The least and the most of it.
const SHARES: std::ops::RangeInclusive<u16> = 150..=850;

impl App {
    /// Moves the border by steps of a key: to the left, or to the right.
    pub(in crate::app) fn move_border(&mut self, right: bool, times: usize) {
        let Some(panes) = &mut self.panes else { return self.say(Tone::Plain, "message-no-panes", &[]) };
        let by = NUDGE.saturating_mul(u16::try_from(times).unwrap_or(u16::MAX));
        let share = if right { panes.share.saturating_add(by) } else { panes.share.saturating_sub(by) };
        panes.share = share.clamp(*SHARES.start(), *SHARES.end());
        self.lay_out();
    }

    /// The mouse takes hold of the border, or of nothing: under a desk there is none to be seen.
    pub(in crate::app) fn hold_border(&mut self, column: u16, row: u16) -> bool {
        let on = !self.layers.fill_screen() && self.geometry.border.is_some_and(|border| border.holds(column, row));
        if let Some(panes) = &mut self.panes {
            panes.dragged = on;
        }
        on
    }

    /// The mouse moves with the border in its hold.
    pub(in crate::app) fn drag_border(&mut self, column: u16, row: u16) {
        let (screen, stacked) = (self.geometry.screen, self.geometry.is_stacked());
        let Some(panes) = self.panes.as_mut().filter(|panes| panes.dragged) else { return };
        let (at, of) = if stacked { (row, screen.height) } else { (column, screen.width) };
        // Rounded up, so that the border comes to stand under the mouse and not before it.
        let share = (u32::from(at) * 1000).div_ceil(u32::from(of.max(1)));
        panes.share = u16::try_from(share).unwrap_or(HALF).clamp(*SHARES.start(), *SHARES.end());
        self.lay_out();
    }

    /// Does something in the pane under the mouse; the focus stays where it is.
    pub(in crate::app) fn over_pane(&mut self, column: u16, row: u16, act: impl FnOnce(&mut Self)) {
        let text = self.panes.as_ref().is_some_and(|panes| panes.beside.is_some());
        let there =
            text && self.layers.is_empty() && self.geometry.other_pane.is_some_and(|beside| beside.text.holds(column, row));
        if there {
            self.swap_panes();
        }
        act(self);
        if there {
            self.swap_panes();
        }
    }

    /// A click in the pane without the focus gives it the focus; whether it was there.
    pub(in crate::app) fn click_other_pane(&mut self, column: u16, row: u16) -> bool {
        let there = self.panes.is_some() && self.geometry.other_pane.is_some_and(|beside| beside.text.holds(column, row));
        if there && self.layers.is_empty() {
            self.other_pane();
        }
        there
    }
}
