//! The reader's own texts for footnotes that the file holds none for: which note is whose, and
//! writing one.

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotation::{NoteId, own_bodies};
use crate::document::{Document, MarkKind, Point, Span};

use crate::app::{App, PlacedNote, Subject, Tone};

/// Which of the notes stand for which footnotes, made anew when the notes change.
#[derive(Debug, Default)]
pub(in crate::app) struct OwnBodies(HashMap<usize, NoteId>);

impl App {
    /// The text that the reader wrote for footnote `footnote`, an index into
    /// [`Document::footnotes`]; `None` where there is none, or while its place is looked for.
    #[must_use]
    pub fn own_body(&self, footnote: usize) -> Option<&PlacedNote> {
        self.open.notebook.get(*self.open.own_bodies.0.get(&footnote)?)
    }

    /// Tells anew which notes are texts of footnotes.
    pub(in crate::app) fn match_own_bodies(&mut self) {
        let document = Arc::clone(self.document());
        let notes = self.open.notebook.placed().iter().map(|placed| (&placed.note, placed.span()));
        self.open.own_bodies = OwnBodies(own_bodies(&document, notes));
    }

    /// Writes the text of a footnote that the file holds none for, called at `call`; an own text
    /// that is there already is changed.
    pub(in crate::app) fn write_body(&mut self, footnote: usize, call: Option<Point>) {
        let document = Arc::clone(self.document());
        let Some(known) = document.footnotes().get(footnote) else { return };
        let label = known.label.clone();
        if let Some(id) = self.own_body(footnote).map(|placed| placed.note.id) {
            return self.edit_note(id);
        }
        if document.body_span(footnote).is_some() {
            return self.say(Tone::Plain, "message-has-body", &[("label", label.to_string().into())]);
        }
        if !self.may_write() {
            return;
        }
        if let Some(call) = call.or_else(|| known.calls.first().copied()) {
            self.open_editor(Subject::Body { call, label });
        }
    }

    /// The footnote without a text whose call the focus stands on just now, and the call: that of
    /// a jump or a click. A sentence that merely holds one is still a sentence to write on.
    pub(in crate::app) fn call_in_focus(&self, document: &Document) -> Option<(usize, Point)> {
        let focus = self.pane.view.focus;
        if focus <= self.pane.view.sentence.start {
            return None;
        }
        let calls = document.marks_in(Span::empty(focus)).filter(|mark| mark.span.start == focus);
        let mut footnotes = calls.filter_map(|mark| match mark.kind {
            MarkKind::Call(footnote) => Some(footnote as usize),
            _ => None,
        });
        footnotes.find(|footnote| document.body_span(*footnote).is_none()).map(|footnote| (footnote, focus))
    }
}
