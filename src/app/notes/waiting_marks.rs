//! Marks that wait for the rest of the document: notes are kept under the hash of the whole file. Wherever the reader
//! has gone meanwhile, each is made where it was asked for, or it is said that it can't be.

use std::sync::Arc;

use crate::app::reading::Reload;
use crate::app::{App, Command, Pending, Tone};
use crate::document::Span;

/// A mark that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct WaitingMark {
    command: Command,
    span: Span,
    words: String,
}

impl App {
    /// Marks the sentence in hand once the document is whole.
    pub(in crate::app) fn mark_later(&mut self, command: Command) {
        // A place that is still to be gone to comes first, and is another sentence.
        if matches!(self.open.pending, Some(Pending::Position(_) | Pending::At(_))) {
            return self.say(Tone::Plain, "message-still-reading", &[]);
        }
        let span = self.in_hand();
        let mark = WaitingMark { command, span, words: self.document().slice(span).to_owned() };
        // One note can be written at a time.
        self.open.waiting_marks.retain(|other| *other != mark && (command != Command::Annotate || other.command != command));
        self.open.waiting_marks.push(mark);
        self.say(Tone::Plain, "message-mark-pending", &[]);
    }

    /// Takes them over to another reading.
    pub(in crate::app) fn carry_waiting_marks(&mut self, reload: &Reload) {
        for mark in &mut self.open.waiting_marks {
            mark.span = reload.moved(mark.span);
        }
    }

    /// Makes them, once the document is whole and it is known which notes there are.
    pub(in crate::app) fn make_waiting_marks(&mut self) {
        if !self.open.is_whole() || !self.open.notebook.is_loaded() {
            return;
        }
        let document = Arc::clone(self.document());
        let mut gone = 0_usize;
        for WaitingMark { command, span, words } in std::mem::take(&mut self.open.waiting_marks) {
            if document.slice(span) != words {
                gone += 1;
            } else if command == Command::Bookmark {
                self.bookmark(span);
            } else if command == Command::Annotate && span == self.in_hand() {
                self.read(command, None);
            } else if command == Command::Annotate {
                self.annotate(span);
            } else if self.open.notebook.on(span).is_some() {
                // It was not seen when the key was pressed, which is not to take it away.
                self.say(Tone::Plain, "message-has-note", &[]);
            } else {
                self.highlight(span);
            }
        }
        if gone > 0 {
            self.say(Tone::Warning, "message-marks-gone", &[("count", gone.into())]);
        }
    }
}
