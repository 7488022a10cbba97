//! Reviewing the notes of an older edition: each that moved, is doubtful or is lost, one by one,
//! its old surroundings beside the places where it may stand now.

use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::annotation::{Found, NoteId};
use crate::document::Span;
use crate::study::ChangedUnits;

use crate::app::{App, Area, Command, Context, List, PlacedNote, StudyEffect, Tone};

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
    pub changed: Option<Arc<Vec<ChangedUnits>>>,
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

impl PlacedNote {
    /// Whether it has to be looked at: its place is another than it was, or none.
    fn waits_for_review(&self) -> bool {
        matches!(self.found, Some(Found::Moved { .. } | Found::Doubtful { .. } | Found::Lost))
    }
}

impl Overlay for Review {
    fn context(&self) -> Context {
        Context::Review
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        if command == Command::Changes {
            self.changes = !self.changes;
            if self.changed.is_none() {
                app.ask_changes();
            }
            return After::Stay;
        }
        if self.changes {
            self.obey_in_changes(command, count.unwrap_or(1));
            return After::Stay;
        }
        let placed = self.note().and_then(|id| app.open.notebook.get(id));
        let places: Vec<Span> = placed.map(PlacedNote::places).unwrap_or_default();
        let here = places.get(self.place).copied();
        let times = count.unwrap_or(1);
        match command {
            Command::Close => return After::Close,
            Command::Down => self.go(self.at + times),
            Command::Up => self.go(self.at.saturating_sub(times)),
            Command::NextTarget => self.place = (self.place + 1) % places.len().max(1),
            Command::Accept => match (here, self.note()) {
                (Some(span), Some(id)) => {
                    app.settle(id, span);
                    self.go(self.at + 1);
                }
                _ => app.say(Tone::Plain, "message-place-by-hand", &[]),
            },
            Command::Follow => match here {
                Some(span) => {
                    app.jump_near(span.start);
                    return After::Close;
                }
                None => app.say(Tone::Warning, "message-note-lost", &[]),
            },
            Command::Settle => {
                app.library.moving_note = self.note();
                app.say(Tone::Plain, "message-note-picked", &[]);
                return After::Close;
            }
            Command::Undo | Command::Redo => app.read(command, None),
            _ => {}
        }
        After::Stay
    }

    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        // What changed is told against the text as it is now.
        if self.changed.take().is_some() {
            app.ask_changes();
        }
        After::Stay
    }
}

impl App {
    /// Opens the review, those that need the reader first.
    pub(in crate::app) fn review(&mut self) {
        let placed = self.open.notebook.placed();
        if placed.iter().any(|placed| placed.found.is_none()) {
            return self.say(Tone::Plain, "message-still-placing", &[]);
        }
        let urgency = |placed: &&PlacedNote| match (placed.is_doubtful() || placed.is_lost(), self.has_other_words(placed)) {
            (true, _) => 0,
            (_, true) => 1,
            _ => 2,
        };
        let mut waiting: Vec<&PlacedNote> = placed.iter().filter(|placed| placed.waits_for_review()).collect();
        waiting.sort_by_key(urgency);
        let queue: Vec<NoteId> = waiting.into_iter().map(|placed| placed.note.id).collect();
        if queue.is_empty() {
            return self.say(Tone::Plain, "message-nothing-to-review", &[]);
        }
        self.layers.close::<List>();
        self.layers.push(Review { queue, at: 0, place: 0, changes: false, changed: None, first: 0 });
    }

    /// Tells, once all notes are placed, that some need the reader.
    pub(in crate::app) fn call_for_review(&mut self) {
        let placed = self.open.notebook.placed();
        if placed.iter().any(|placed| placed.found.is_none()) || self.message.is_some() {
            return;
        }
        let doubtful = placed.iter().filter(|placed| placed.is_doubtful()).count();
        let lost = placed.iter().filter(|placed| placed.is_lost()).count();
        let changed = placed.iter().filter(|placed| self.has_other_words(placed)).count();
        if doubtful + lost + changed > 0 {
            let counts = [("doubtful", doubtful.into()), ("lost", lost.into()), ("changed", changed.into())];
            self.say(Tone::Warning, "message-review", &counts);
        }
    }

    /// What changed since the older texts is known.
    pub(in crate::app) fn take_changes(&mut self, changes: &Arc<Vec<ChangedUnits>>) {
        for review in self.layers.all_mut::<Review>() {
            review.changed = Some(Arc::clone(changes));
        }
    }

    /// Asks what changed since the older texts.
    fn ask_changes(&mut self) {
        let (document, past) = (Arc::clone(self.document()), Arc::clone(self.open.notebook.past()));
        self.effects.push(StudyEffect::Changes { document, past });
    }

    /// Whether a note was found at another place than it was made at.
    #[must_use]
    pub fn was_moved(&self, placed: &PlacedNote) -> bool {
        matches!(placed.found, Some(Found::Moved { .. }))
    }

    /// Whether other words stand at its place than it quotes.
    #[must_use]
    pub fn has_other_words(&self, placed: &PlacedNote) -> bool {
        let found = placed.found.as_ref();
        found.is_some_and(|found| found.has_other_words(&placed.note.anchor, self.document().text()))
    }

    /// The area of the review: it floats over the text.
    #[must_use]
    pub fn review_area(&self) -> Area {
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(110), screen.height.saturating_sub(4).min(26))
    }
}

impl Review {
    /// Carries out a command while what changed is shown.
    fn obey_in_changes(&mut self, command: Command, times: usize) {
        let last = self.changed.as_ref().map_or(0, |changed| changed.len().saturating_sub(1));
        match command {
            Command::Close => self.changes = false,
            Command::Down => self.first = (self.first + times).min(last),
            Command::Up => self.first = self.first.saturating_sub(times).min(last),
            _ => {}
        }
    }

    /// Looks at note `at`, or at the last.
    fn go(&mut self, at: usize) {
        self.at = at.min(self.queue.len().saturating_sub(1));
        self.place = 0;
    }
}
