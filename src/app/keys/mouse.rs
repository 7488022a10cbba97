//! The mouse does what keys do, on the same rows and the same geometry.

use std::sync::Arc;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::document::{MarkKind, Point, Span};
use crate::layout::{Drawn, Flow};

use crate::app::{App, Command, Layer, Shown, Target};

/// Rows that one notch of the wheel scrolls.
const NOTCH: usize = 3;

impl App {
    pub(in crate::app) fn mouse(&mut self, event: MouseEvent) {
        let is_export = matches!(self.layers.last(), Some(Layer::Export(_)));
        match event.kind {
            MouseEventKind::ScrollDown if is_export => self.scroll_preview(NOTCH.cast_signed()),
            MouseEventKind::ScrollUp if is_export => self.scroll_preview(-NOTCH.cast_signed()),
            MouseEventKind::ScrollDown => self.wheel(Command::Down, event.column, event.row),
            MouseEventKind::ScrollUp => self.wheel(Command::Up, event.column, event.row),
            MouseEventKind::Down(MouseButton::Left) => self.click(event.column, event.row),
            MouseEventKind::Drag(MouseButton::Left) => self.drag_border(event.column, event.row),
            _ => {}
        }
    }

    /// The wheel turns what is under the mouse; at the compare desk a pair at a time.
    fn wheel(&mut self, command: Command, column: u16, row: u16) {
        let notch = if matches!(self.layers.last(), Some(Layer::Compare(_))) { 1 } else { NOTCH };
        self.over_pane(column, row, |app| app.obey(command, Some(notch)));
    }

    fn click(&mut self, column: u16, row: u16) {
        self.message = None;
        // It takes the whole screen: no pane is under it.
        if matches!(self.layers.last(), Some(Layer::Export(_))) {
            return self.click_export(column, row);
        }
        if self.hold_border(column, row) {
            return;
        }
        self.click_other_pane(column, row);
        match self.layers.last() {
            Some(Layer::List(_)) => return self.click_list(column, row),
            Some(Layer::Compare(_)) => return self.click_compare(column, row),
            Some(Layer::Footnotes(_)) => return self.click_footnotes(column, row),
            Some(Layer::Inquiry(_)) => return self.click_inquiry(column, row),
            Some(Layer::Contents) if self.geometry.contents.is_none() => {
                let area = self.contents_overlay().inset(2, 1);
                if area.holds(column, row) {
                    self.click_contents(usize::from(row - area.y));
                } else {
                    self.layers.pop();
                }
                return;
            }
            Some(Layer::Peek(_) | Layer::Picture(_) | Layer::Help(_)) => {
                self.layers.pop();
                return;
            }
            Some(Layer::Contents) | None => {}
            Some(_) => return,
        }
        if let Some(area) = self.geometry.contents.filter(|area| area.holds(column, row)) {
            return self.click_contents(usize::from(row - area.y));
        }
        if self.asides_area().is_some_and(|area| area.holds(column, row)) {
            self.layers.retain(|layer| !matches!(layer, Layer::Contents));
            return self.click_margin(row);
        }
        if self.geometry.text.holds(column, row) {
            self.layers.retain(|layer| !matches!(layer, Layer::Contents));
            self.click_text(column, row);
        }
    }

    /// Puts the focus where the click is; a call or a link is peeked at.
    fn click_text(&mut self, column: u16, row: u16) {
        let document = Arc::clone(self.document());
        let x = column.saturating_sub(self.geometry.text_x);
        let Some(shown) = self.pane.view.rows.get(usize::from(row - self.geometry.text.y)).cloned() else { return };
        let Some(point) = Flow::new(&document, self.pane.view.setting).point_at(&shown, x) else { return };
        self.pane.view.focus = point;
        self.pane.view.sentence = document.sentence_at(point);
        let on_call = shown.pieces.iter().find(|piece| (piece.x..piece.x + piece.width).contains(&x));
        if let Some(Drawn::Call(footnote, at)) = on_call.map(|piece| piece.what) {
            return self.peek_at(&Target::Footnote(footnote as usize, at), self.pane.view.sentence);
        }
        if let Some((link, span)) = link_at(&document, point) {
            self.peek_at(&Target::Link(link, span), self.pane.view.sentence);
        }
    }

    fn click_list(&mut self, column: u16, row: u16) {
        let inner = self.list_area().inset(2, 1);
        if !inner.holds(column, row) {
            self.layers.pop();
            return;
        }
        // The head takes the first row.
        let Some(below) = usize::from(row - inner.y).checked_sub(1) else { return };
        let Some(Layer::List(list)) = self.layers.last() else { return };
        let shown = self.list_rows(list);
        let Some(at) = shown.iter().find(|shown| (shown.y..shown.y + Shown::HEIGHT).contains(&below)).map(|shown| shown.at)
        else {
            return;
        };
        let Some(Layer::List(list)) = self.layers.last_mut() else { return };
        if list.roll.at == at {
            self.obey(Command::Accept, None);
        } else {
            list.roll.at = at;
        }
    }
}

/// The link that covers `point`.
fn link_at(document: &crate::document::Document, point: Point) -> Option<(usize, Span)> {
    document.marks_in(Span::new(point.at(), point.at() + 1)).find_map(|mark| match mark.kind {
        MarkKind::Link(link) if mark.span.contains(point) => Some((link as usize, mark.span)),
        _ => None,
    })
}
