//! A newer reading takes the place of the one on the screen: the whole document that of its
//! opening, a changed file that of the old one. Scroll, focus, jumps and drafts go over by
//! what stands there, never by mere offsets: the one need not be a prefix of the other.

use std::sync::Arc;

use crate::annotation::{Anchor, Found, Hash32, Rendition, find};
use crate::document::{Document, Point, SafeText, Span};

use crate::app::{App, Effect, Layer, Peek, Pending, Reading, Spot, Tone};

/// Bytes around a point that have to be the same for it to be the same place.
const CONTEXT: usize = 256;

impl App {
    /// The document on the screen is `reading` from now on.
    pub(in crate::app) fn swap(&mut self, reading: Reading) {
        let old = std::mem::replace(&mut self.open.document, reading.document);
        let new = Arc::clone(&self.open.document);
        let was_whole = self.open.is_whole();
        self.open.rendition = reading.rendition;
        self.open.progress = None;
        self.open.stale = false;
        self.open.stopped = false;
        let carry = |point| carried(&old, &new, point);
        self.pane.view.top.point = carry(self.pane.view.top.point);
        self.pane.view.focus = carry(self.pane.view.focus);
        self.pane.view.forget_rows();
        self.pane.jumps.carry(carry);
        self.carry_marks(carry);
        self.forget_left_footnotes();
        self.pane.contents.forget();
        self.carry_beside(&new, carry);
        self.forget_replies();
        if old.text() != new.text() || old.blocks() != new.blocks() {
            let layers = std::mem::take(&mut self.layers);
            self.layers = layers.into_iter().filter_map(|layer| self.carry_layer(layer, &old, &new, carry)).collect();
        }
        self.pane.view.refresh(&new);
        self.search_again();
        self.open.notebook.forget_places();
        // Notes are of the document that was opened first.
        if self.open.is_whole() && !self.is_guest() {
            self.effects.push(Effect::LoadNotes);
            self.study();
            if was_whole {
                self.say(Tone::Good, "message-read-again", &[]);
            }
        }
        self.carry_out_pending();
    }

    /// What lies over the text stays open, made of the new document; `None` where that no
    /// longer has what it shows.
    fn carry_layer(&mut self, layer: Layer, old: &Document, new: &Document, carry: impl Fn(Point) -> Point) -> Option<Layer> {
        Some(match layer {
            Layer::Select(mut selection) => {
                selection.carry(carry);
                Layer::Select(selection)
            }
            Layer::Editor(mut editor) => {
                editor.carry(carry);
                Layer::Editor(editor)
            }
            Layer::List(mut list) => {
                list.count_anew();
                Layer::List(list)
            }
            Layer::Export(mut exporting) => {
                exporting.look_anew();
                Layer::Export(exporting)
            }
            Layer::Footnotes(mut desk) => {
                desk.count_anew();
                Layer::Footnotes(desk)
            }
            Layer::Goto(goto) => Layer::Goto(self.goto_anew(goto)),
            Layer::Peek(peek) => {
                let of = Span { start: carry(peek.of.start), end: carry(peek.of.end) };
                let targets = self.targets(new, of);
                let at = peek.at.min(targets.len().checked_sub(1)?);
                Layer::Peek(Peek { targets, at, of, ..peek })
            }
            // Its cells are spans of the text: they have to be the same ones.
            Layer::Desk(mut desk) => {
                let span = |document: &Document| {
                    let table = document.tables().get(desk.view.table_index())?;
                    Some(document.blocks()[table.block as usize].span)
                };
                let same = span(old).filter(|was| span(new) == Some(*was) && old.slice(*was) == new.slice(*was));
                desk.from = desk.from.map(|stop| stop.carried(carry));
                return same.map(|_| Layer::Desk(desk));
            }
            Layer::Compare(desk) => Layer::Compare(Box::new(self.compare_again(*desk))),
            other => other,
        })
    }

    /// Reads the document again, from where it came.
    pub(in crate::app) fn reload(&mut self) {
        if self.open.progress.is_some() {
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        if self.open.origin == crate::app::Origin::Input {
            return self.say(Tone::Plain, "message-input-once", &[]);
        }
        let request = self.request();
        self.open.reading_request = request;
        self.open.progress = Some((0, 0));
        self.open.stopped = false;
        self.effects.push(Effect::Read { request, origin: self.open.origin.clone() });
    }

    /// Goes to where the reader left off, unless the reader has begun to read elsewhere.
    pub(in crate::app) fn resume(&mut self, spot: Spot) {
        if self.pane.view.top.point != Point(0)
            || self.pane.view.focus != Point(0)
            || self.pane.jumps != crate::app::Jumps::default()
        {
            return;
        }
        let document = Arc::clone(self.document());
        let end = document.text().len();
        if !self.open.is_whole() && spot.focus.at().max(spot.top.at()) + CONTEXT >= end {
            self.open.pending = Some(Pending::Spot(spot));
            if spot.top.at() > 0 {
                self.say(Tone::Plain, "message-place-pending", &[]);
            }
            return;
        }
        let within = |point: Point| Point::new(document.floor(point.at().min(end)));
        self.pane.view.top = crate::layout::Place { point: within(spot.top), above: 0 };
        self.pane.view.focus = within(spot.focus);
        self.pane.view.refresh(&document);
    }

    /// Whether a command waits for the rest of the document.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.open.pending.is_some()
    }
}

/// The place in `new` of what stands at `point` in `old`.
fn carried(old: &Document, new: &Document, point: Point) -> Point {
    let around = |document: &Document| {
        let (from, to) = (point.at().saturating_sub(CONTEXT), (point.at() + CONTEXT).min(old.text().len()));
        document.text().as_bytes().get(from..to).map(<[u8]>::to_vec)
    };
    if around(old) == around(new) && new.text().is_char_boundary(point.at().min(new.text().len())) {
        return Point::new(point.at().min(new.text().len()));
    }
    let sentence = old.sentence_at(point);
    let span = if sentence.is_empty() { Span::empty(point) } else { sentence };
    // No rendition is the same as this one, so that the search goes by the words.
    let nowhere =
        Rendition { bytes: Hash32::from_bytes([0; 32]), text: Hash32::from_bytes([0; 32]), importer: SafeText::default() };
    let elsewhere = Rendition { text: Hash32::from_bytes([1; 32]), ..nowhere.clone() };
    let offset = point.0.saturating_sub(span.start.0);
    let moved = |found: Span| Point::new(new.floor(found.start.at() + offset as usize));
    match find(new, &elsewhere, &Anchor::of(old, span, &nowhere)) {
        Found::Exact(found) | Found::Moved { span: found, .. } => moved(found),
        Found::Doubtful { candidates } => candidates.first().map_or(Point(0), |(found, _)| moved(*found)),
        Found::Lost => Point::new(new.floor(point.at().min(new.text().len()))),
    }
}
