//! Settling where a note stands, when its place is doubtful or lost: one of the places found
//! is accepted, or the reader puts it on a passage.

use crate::annotation::{Anchor, Found, NoteId};
use crate::app::layer::After;
use crate::document::Span;

use crate::app::{App, List, ListKind, NoteChange, PlacedNote, StoreOrder, Tone};

/// What was done to notes, for undo to know whose turn it is: the journal of the store knows
/// changes of notes, and not places that were settled.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum UndoStep {
    /// A note's place was settled, and was known so before.
    Settled(NoteId, Found),
    /// The same, taken back: where it was settled.
    SettledAt(NoteId, Span),
    /// Something that the journal knows.
    Written,
}

impl PlacedNote {
    /// The places that it may stand at, the best first; one for a note that is found.
    #[must_use]
    pub fn places(&self) -> Vec<Span> {
        match &self.found {
            Some(Found::Doubtful { candidates }) => candidates.iter().map(|(span, _)| *span).collect(),
            _ => self.span().into_iter().collect(),
        }
    }
}

impl App {
    /// Settles the chosen note of the list at the place that is shown; picks up a lost one.
    pub(in crate::app) fn settle_entry(&mut self, list: &List, chosen: Option<usize>) -> After {
        let placed = chosen.filter(|_| list.listed == ListKind::Notes).and_then(|index| self.open.notebook.at(index));
        let known = placed.map(|placed| (placed.note.id, placed.places(), placed.is_doubtful()));
        let Some((id, places, is_doubtful)) = known else {
            self.say(Tone::Plain, "message-nothing-to-settle", &[]);
            return After::Stay;
        };
        match places.get(list.call.min(places.len().saturating_sub(1))) {
            // The list closes, so that the passage can be looked for.
            None => {
                self.library.moving_note = Some(id);
                self.say(Tone::Plain, "message-note-picked", &[]);
                After::Close
            }
            Some(span) if is_doubtful => {
                self.settle(id, *span);
                After::Stay
            }
            Some(_) => {
                self.say(Tone::Plain, "message-nothing-to-settle", &[]);
                After::Stay
            }
        }
    }

    /// Puts the note that was picked up on the passage in hand.
    pub(in crate::app) fn settle_here(&mut self, span: Span) {
        match self.library.moving_note.take() {
            Some(id) if !span.is_empty() => self.settle(id, span),
            Some(id) => {
                self.library.moving_note = Some(id);
                self.say(Tone::Plain, "message-nothing-in-focus", &[]);
            }
            None => self.say(Tone::Plain, "message-nothing-to-settle", &[]),
        }
    }

    pub(in crate::app) fn settle(&mut self, id: NoteId, span: Span) {
        if !self.may_write() {
            return;
        }
        self.library.redo_steps.clear();
        self.settle_at(id, span);
    }

    fn settle_at(&mut self, id: NoteId, span: Span) {
        let Some(rendition) = self.open.rendition.clone() else { return };
        let anchor = Anchor::of(self.document(), span, &rendition);
        self.effects.push(StoreOrder::Settle { id, span, anchor: Box::new(anchor) });
    }

    /// The place of a note is settled, and kept.
    pub(in crate::app) fn take_settled(&mut self, id: NoteId, span: Span) {
        let Some(PlacedNote { note, found: before }) = self.open.notebook.get(id).cloned() else { return };
        self.library.undo_steps.extend(before.map(|before| UndoStep::Settled(id, before)));
        self.open.notebook.change(id, Some(PlacedNote { note, found: Some(Found::Exact(span)) }));
        self.lists_changed();
        self.say(Tone::Good, "message-settled", &[]);
    }

    /// The place of a note is as unsettled as it was.
    pub(in crate::app) fn take_unsettled(&mut self, id: NoteId, found: Found) {
        let Some(PlacedNote { note, found: was }) = self.open.notebook.get(id).cloned() else { return };
        self.library.redo_steps.extend(was.and_then(|was| was.span()).map(|span| UndoStep::SettledAt(id, span)));
        self.open.notebook.change(id, Some(PlacedNote { note, found: Some(found) }));
        self.lists_changed();
        self.say(Tone::Good, "message-undone", &[]);
    }

    /// Takes back what was done last: a place that was settled here, else a change of the notes.
    pub(in crate::app) fn undo(&mut self) {
        match self.library.undo_steps.pop() {
            Some(UndoStep::Settled(id, found)) => self.effects.push(StoreOrder::Unsettle { id, found }),
            _ => {
                self.library.redo_steps.push(UndoStep::Written);
                self.effects.push(StoreOrder::Write(NoteChange::Undo));
            }
        }
    }

    /// Does again what was taken back last.
    pub(in crate::app) fn redo(&mut self) {
        match self.library.redo_steps.pop() {
            Some(UndoStep::SettledAt(id, span)) => self.settle_at(id, span),
            _ => self.effects.push(StoreOrder::Write(NoteChange::Redo)),
        }
    }
}
