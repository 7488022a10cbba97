//! Reviewing the notes of an older edition: each that moved, is doubtful or is lost, one by one,
//! its old surroundings beside the places where it may stand now.

use std::sync::Arc;

use crate::annotation::{Found, NoteId};
use crate::document::Span;
use crate::study::Changed;

use crate::app::{App, Area, Command, Effect, Layer, Placed, Tone};

/// The queue, and where the reader is in it.
#[derive(Debug, Clone)]
pub struct Review {
    /// The notes that waited when it was opened.
    pub queue: Vec<NoteId>,
    /// The one that is looked at.
    pub at: usize,
    /// Which of its places.
    pub place: usize,
    /// Whether what changed in each section is shown in its stead.
    pub changes: bool,
    /// What changed, once it is known.
    pub changed: Option<Arc<Vec<Changed>>>,
    /// The first change shown.
    pub first: usize,
}

impl Review {
    /// The note that is looked at.
    #[must_use]
    pub fn note(&self) -> Option<NoteId> {
        self.queue.get(self.at).copied()
    }
}

impl Placed {
    /// Whether it has to be looked at: its place is another than it was, or none.
    fn waits_for_review(&self) -> bool {
        matches!(self.found, Some(Found::Moved { .. } | Found::Doubtful { .. } | Found::Lost))
    }
}

impl App {
    /// Opens the review, those that need the reader first.
    pub(in crate::app) fn review(&mut self) {
        let placed = self.open.notebook.placed();
        if placed.iter().any(|placed| placed.found.is_none()) {
            return self.say(Tone::Plain, "message-still-placing", &[]);
        }
        let waiting = |sure: bool| {
            let fits = move |placed: &&Placed| placed.waits_for_review() && (placed.is_doubtful() || placed.is_lost()) != sure;
            placed.iter().filter(fits).map(|placed| placed.note.id)
        };
        let queue: Vec<NoteId> = waiting(false).chain(waiting(true)).collect();
        if queue.is_empty() {
            return self.say(Tone::Plain, "message-nothing-to-review", &[]);
        }
        self.layers.retain(|layer| !matches!(layer, Layer::List(_)));
        self.layers.push(Layer::Review(Review { queue, at: 0, place: 0, changes: false, changed: None, first: 0 }));
    }

    /// Tells, once all notes are placed, that some need the reader.
    pub(in crate::app) fn call_for_review(&mut self) {
        let placed = self.open.notebook.placed();
        if placed.iter().any(|placed| placed.found.is_none()) || self.message.is_some() {
            return;
        }
        let doubtful = placed.iter().filter(|placed| placed.is_doubtful()).count();
        let lost = placed.iter().filter(|placed| placed.is_lost()).count();
        if doubtful + lost > 0 {
            self.say(Tone::Warning, "message-review", &[("doubtful", doubtful.into()), ("lost", lost.into())]);
        }
    }

    pub(in crate::app) fn act_in_review(&mut self, mut review: Review, command: Command, count: Option<usize>) {
        let placed = review.note().and_then(|id| self.open.notebook.get(id));
        let places: Vec<Span> = placed.map(Placed::places).unwrap_or_default();
        let here = places.get(review.place).copied();
        let times = count.unwrap_or(1);
        match command {
            Command::Close if review.changes => review.changes = false,
            Command::Close => return,
            Command::Changes => {
                review.changes = !review.changes;
                if review.changed.is_none() {
                    let (document, past) = (Arc::clone(self.document()), Arc::clone(self.open.notebook.past()));
                    self.effects.push(Effect::Compare { document, past });
                }
            }
            Command::Down | Command::Up if review.changes => {
                let last = review.changed.as_ref().map_or(0, |changed| changed.len().saturating_sub(1));
                let to = if command == Command::Down { review.first + times } else { review.first.saturating_sub(times) };
                review.first = to.min(last);
            }
            _ if review.changes => {}
            Command::Down => review.go(review.at + times),
            Command::Up => review.go(review.at.saturating_sub(times)),
            Command::NextTarget => review.place = (review.place + 1) % places.len().max(1),
            Command::Accept => match (here, review.note()) {
                (Some(span), Some(id)) => {
                    self.settle(id, span);
                    review.go(review.at + 1);
                }
                _ => self.say(Tone::Plain, "message-place-by-hand", &[]),
            },
            Command::Follow => match here {
                Some(span) => return self.jump_near(span.start),
                None => self.say(Tone::Warning, "message-note-lost", &[]),
            },
            Command::Settle => {
                self.library.picked = review.note();
                return self.say(Tone::Plain, "message-note-picked", &[]);
            }
            Command::Undo | Command::Redo => self.read(command, None),
            _ => {}
        }
        self.layers.push(Layer::Review(review));
    }

    /// What changed since the older texts is known.
    pub(in crate::app) fn take_changes(&mut self, changes: &Arc<Vec<Changed>>) {
        for layer in &mut self.layers {
            if let Layer::Review(review) = layer {
                review.changed = Some(Arc::clone(changes));
            }
        }
    }

    /// Whether a note was found at another place than it was made at.
    #[must_use]
    pub fn was_moved(&self, placed: &Placed) -> bool {
        matches!(placed.found, Some(Found::Moved { .. }))
    }

    /// The area of the review: it floats over the text.
    #[must_use]
    pub fn review_area(&self) -> Area {
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(110), screen.height.saturating_sub(4).min(26))
    }
}

impl Review {
    /// Looks at note `at`, or at the last.
    fn go(&mut self, at: usize) {
        self.at = at.min(self.queue.len().saturating_sub(1));
        self.place = 0;
    }
}
