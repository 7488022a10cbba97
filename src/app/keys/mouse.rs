//! The mouse does what keys do, on the same rows and the same geometry.

use std::sync::Arc;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::document::{MarkKind, Point, Span};
use crate::layout::{Flow, PieceContent};

use crate::app::layer::NOTCH;
use crate::app::{App, Command, ContentsLayer, Target};

impl App {
    pub(in crate::app) fn mouse(&mut self, event: MouseEvent) {
        let (column, row) = (event.column, event.row);
        match event.kind {
            MouseEventKind::ScrollDown => self.wheel(Command::Down, column, row),
            MouseEventKind::ScrollUp => self.wheel(Command::Up, column, row),
            MouseEventKind::Down(MouseButton::Left) => self.click(column, row),
            MouseEventKind::Drag(MouseButton::Left) => self.drag_border(column, row),
            _ => {}
        }
    }

    /// The wheel turns what is under the mouse.
    fn wheel(&mut self, command: Command, column: u16, row: u16) {
        if !self.wheel_in_layer(command) {
            self.over_pane(column, row, |app| app.read(command, Some(NOTCH)));
        }
    }

    fn click(&mut self, column: u16, row: u16) {
        self.message = None;
        if self.hold_border(column, row) {
            return;
        }
        self.click_other_pane(column, row);
        if self.click_layer((column, row)) {
            return;
        }
        if let Some(area) = self.geometry.contents.filter(|area| area.holds(column, row)) {
            self.click_contents(usize::from(row - area.y));
            return;
        }
        if self.sidenotes_area().is_some_and(|area| area.holds(column, row)) {
            self.layers.close::<ContentsLayer>();
            return self.click_margin(row);
        }
        if self.geometry.text.holds(column, row) {
            self.layers.close::<ContentsLayer>();
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
        if let Some(PieceContent::Call(footnote, at)) = on_call.map(|piece| piece.what) {
            return self.peek_at(&Target::Footnote(footnote as usize, at), self.pane.view.sentence);
        }
        if let Some((link, span)) = link_at(&document, point) {
            self.peek_at(&Target::Link(link, span), self.pane.view.sentence);
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
