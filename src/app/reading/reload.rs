//! A newer reading takes the place of the one on the screen: the whole document that of its
//! opening, a changed file that of the old one. Scroll, focus, jumps and drafts go over by
//! what stands there, never by mere offsets: the one need not be a prefix of the other.

use std::sync::Arc;

use crate::annotation::{Anchor, Found, Hash32, Rendition, find};
use crate::document::{Document, Point, SafeText, Span};

use crate::app::{App, EmbeddedNotes, Jumps, Origin, Pending, Reading, ReadingPosition, StoreOrder, Tone};

/// Bytes around a point that have to be the same for it to be the same place.
const CONTEXT: usize = 256;

/// Another reading of a document takes the place of the one before.
#[derive(Debug)]
pub(in crate::app) struct Reload {
    old: Arc<Document>,
    new: Arc<Document>,
}

impl Reload {
    pub(in crate::app) fn old_document(&self) -> &Document {
        &self.old
    }

    pub(in crate::app) fn new_document(&self) -> &Document {
        &self.new
    }

    /// Where what stands at `point` stands now.
    pub(in crate::app) fn point(&self, point: Point) -> Point {
        carried(&self.old, &self.new, point)
    }

    /// A span whose ends go over each by itself.
    pub(in crate::app) fn span(&self, span: Span) -> Span {
        Span { start: self.point(span.start), end: self.point(span.end) }
    }

    /// A span that goes over whole: as long as it was, unless the text ends before.
    pub(in crate::app) fn moved(&self, span: Span) -> Span {
        let start = self.point(span.start);
        let end = self.new.floor((start.at() + span.len()).min(self.new.text().len()));
        Span { start, end: Point::new(end) }
    }
}

impl App {
    /// The document on the screen is `reading` from now on.
    pub(in crate::app) fn take_reading(&mut self, reading: Reading) {
        let old = std::mem::replace(&mut self.open.document, reading.document);
        let new = Arc::clone(&self.open.document);
        let was_whole = self.open.is_whole();
        self.open.rendition = reading.rendition;
        self.open.embedded = EmbeddedNotes::of(&new, self.open.rendition.as_ref());
        if self.open.is_whole() {
            self.open.progress = None;
        }
        self.open.stale = false;
        self.open.stopped = false;
        let reload = Reload { old, new: Arc::clone(&new) };
        let carry = |point| reload.point(point);
        self.pane.view.top.point = carry(self.pane.view.top.point);
        self.pane.view.focus = carry(self.pane.view.focus);
        self.pane.view.forget_rows();
        self.pane.jumps.carry(carry);
        self.carry_marks(carry);
        self.carry_waiting_marks(&reload);
        self.forget_left_footnotes();
        self.pane.contents.forget();
        self.carry_beside(&new, carry);
        self.forget_replies();
        if reload.old != reload.new {
            self.carry_layers(&reload);
        }
        self.pane.view.refresh(&new);
        self.search_again();
        self.open.notebook.forget_places();
        // Notes are of the document that was opened first.
        if self.open.is_whole() && !self.is_guest() {
            self.effects.push(StoreOrder::Load);
            self.study();
            match (self.keep_read_as(), was_whole) {
                (true, _) => {}
                (false, true) => self.say(Tone::Good, "message-read-again", &[]),
                (false, false) => self.tell_doubts(),
            }
            self.tell_unread();
        }
        if let Some((read, memory)) = new.cut() {
            self.say(Tone::Warning, "warning-cut-short", &[("read", read.div_ceil(1 << 20).into()), ("memory", memory.into())]);
        }
        self.carry_out_pending();
    }

    /// Says how much of the document could not be read.
    fn tell_unread(&mut self) {
        let (unread, pages) = (self.open.document.unread(), self.open.document.pages().len());
        let (id, count) = match (unread.is_all, unread.pages, unread.parts) {
            (true, ..) => ("read-no-page", pages),
            (_, 0, 0) => return,
            (_, 0, parts) => ("read-pages-part", parts),
            (_, lost, _) => ("read-pages-lost", lost),
        };
        let name = self.open.name.to_string();
        self.say(Tone::Warning, id, &[("file", name.into()), ("count", count.into()), ("pages", pages.into())]);
    }

    /// Reads the document again, from where it came.
    pub(in crate::app) fn reload(&mut self) {
        if self.open.progress.is_some() {
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        if self.open.origin == Origin::Input {
            return self.say(Tone::Plain, "message-input-once", &[]);
        }
        self.ask_for_reading();
    }

    /// Goes to where the reader left off, unless the reader has begun to read elsewhere.
    pub(in crate::app) fn resume(&mut self, position: ReadingPosition) {
        if self.pane.view.top.point != Point(0) || self.pane.view.focus != Point(0) || self.pane.jumps != Jumps::default() {
            return;
        }
        let document = Arc::clone(self.document());
        let end = document.text().len();
        if !self.open.is_whole() && position.focus.at().max(position.top.at()) + CONTEXT >= end {
            self.open.pending = Some(Pending::Position(position));
            if position.top.at() > 0 {
                self.say(Tone::Plain, "message-place-pending", &[]);
            }
            return;
        }
        let within = |point: Point| Point::new(document.floor(point.at().min(end)));
        self.pane.view.top = crate::layout::Place { point: within(position.top), above: 0 };
        self.pane.view.focus = within(position.focus);
        self.pane.view.refresh(&document);
    }

    /// Whether a command waits for the rest of the document.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.open.pending.is_some() || !self.open.waiting_marks.is_empty()
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
