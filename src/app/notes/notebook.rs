//! The reader's notes on this document, and where each of them stands in it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::annotation::{Anchor, AnchorHistory, Found, Label, Note, NoteId, NoteKind, Patch, Rendition};
use crate::document::{Document, Point, Span};

use crate::app::{App, NewNote, NoteChange, Request, Selection, StoreOrder, StudyEffect, Tone, Written};

/// A note and where it was found.
#[derive(Debug, Clone)]
pub struct PlacedNote {
    /// The note.
    pub note: Note,
    /// Where it was found in the document that is open; nothing while it is looked for.
    pub found: Option<Found>,
}

impl PlacedNote {
    /// Its span, where it has one that is certain or likely.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self.found.as_ref()? {
            Found::Exact(span) | Found::Moved { span, .. } => Some(*span),
            Found::Doubtful { candidates } => candidates.first().map(|(span, _)| *span),
            Found::Lost => None,
        }
    }

    /// Whether its place waits to be confirmed.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        matches!(self.found, Some(Found::Doubtful { .. }))
    }

    /// What notes are ordered by: place, those without one last, then age.
    fn key(&self) -> Key {
        let span = self.span();
        (span.is_none(), span.unwrap_or_default(), self.note.id)
    }
}

type Key = (bool, Span, NoteId);

/// Notes of one run.
const RUN: usize = 128;

/// All notes on the open document: placed ones in reading order, lost ones last.
#[derive(Debug, Clone, Default)]
pub struct Notebook {
    placed: Vec<PlacedNote>,
    /// Where the last of each run of placed notes ends, so that those that reach a point are
    /// found without a look at all that start before it.
    ends: Vec<Point>,
    keys: HashMap<NoteId, Key>,
    request: Request,
    past: Arc<AnchorHistory>,
    loaded: bool,
    /// The label that was asked for last, until the note has it.
    asked: Option<(NoteId, Label)>,
    /// Marks on their way to the store, and whether their key was pressed once more since.
    adding: Vec<(NoteKind, Span, bool)>,
    /// Why notes can't be kept, when they can't.
    pub cannot_keep: Option<String>,
}

impl Notebook {
    /// All notes.
    #[must_use]
    pub fn placed(&self) -> &[PlacedNote] {
        &self.placed
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Whether the store has been asked for the notes and has answered.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// The note with this id.
    #[must_use]
    pub fn get(&self, id: NoteId) -> Option<&PlacedNote> {
        self.placed.get(self.position(id)?)
    }

    /// The `index`th note in reading order.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&PlacedNote> {
        self.placed.get(index)
    }

    pub(in crate::app) fn position(&self, id: NoteId) -> Option<usize> {
        let key = self.keys.get(&id)?;
        self.placed.binary_search_by_key(key, PlacedNote::key).ok()
    }

    /// Those that have a place.
    fn found(&self) -> &[PlacedNote] {
        &self.placed[..self.placed.partition_point(|placed| !placed.key().0)]
    }

    /// The first note that stands at `point` or after.
    pub(in crate::app) fn first_from(&self, point: Point) -> usize {
        let found = self.found().partition_point(|placed| placed.key().1.end < point);
        found.min(self.placed.len().saturating_sub(1))
    }

    /// The notes whose span touches `span`; costs those near it. Texts for footnotes are no notes on
    /// the passage: [`App::own_body`] has them.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &PlacedNote> {
        let found = self.found();
        let behind = found.partition_point(|placed| placed.key().1.start <= span.end);
        let runs = found[..behind].chunks(RUN).zip(&self.ends).filter(move |(_, end)| **end >= span.start);
        runs.flat_map(|(run, _)| run).filter(move |placed| {
            let own = placed.key().1;
            placed.note.body_of().is_none() && (own.overlaps(span) || (own.is_empty() && span.start <= own.start))
        })
    }

    /// Notes that start within `span`.
    #[must_use]
    pub fn count_in(&self, span: Span) -> usize {
        let found = self.found();
        let first = found.partition_point(|placed| placed.key().1.start < span.start);
        let behind = found.partition_point(|placed| placed.key().1.start < span.end);
        behind.saturating_sub(first)
    }

    /// The note that stands on just this span.
    #[must_use]
    pub fn on(&self, span: Span) -> Option<&PlacedNote> {
        self.over(span).find(|placed| placed.span() == Some(span) && placed.note.kind != NoteKind::Bookmark)
    }

    pub(super) fn fill(&mut self, mut placed: Vec<PlacedNote>) {
        placed.sort_by_cached_key(PlacedNote::key);
        self.keys = placed.iter().map(|placed| (placed.note.id, placed.key())).collect();
        self.placed = placed;
        self.measure(0);
    }

    /// Measures the runs from that of note `from` on.
    fn measure(&mut self, from: usize) {
        let first = from / RUN;
        self.ends.truncate(first);
        let rest = self.placed.chunks(RUN).skip(first);
        self.ends.extend(rest.map(|run| run.iter().map(|placed| placed.key().1.end).max().unwrap_or_default()));
    }

    /// Takes `note` as it is now, or takes it away.
    pub(in crate::app) fn change(&mut self, id: NoteId, placed: Option<PlacedNote>) {
        if let Some(at) = self.position(id) {
            self.placed.remove(at);
            self.keys.remove(&id);
            self.measure(at);
        }
        let Some(placed) = placed else { return };
        let key = placed.key();
        let at = self.placed.partition_point(|other| other.key() < key);
        self.keys.insert(id, key);
        self.placed.insert(at, placed);
        self.measure(at);
    }

    /// Takes many notes as they are now: one by one would move all the others each time.
    fn change_all(&mut self, changed: Vec<(NoteId, Option<PlacedNote>)>) {
        /// Changes from which on it costs less to sort anew.
        const MANY: usize = 32;
        if changed.len() < MANY {
            return changed.into_iter().for_each(|(id, placed)| self.change(id, placed));
        }
        let gone: HashSet<NoteId> = changed.iter().map(|(id, _)| *id).collect();
        let mut placed = std::mem::take(&mut self.placed);
        placed.retain(|placed| !gone.contains(&placed.note.id));
        placed.extend(changed.into_iter().filter_map(|(_, placed)| placed));
        self.fill(placed);
    }

    /// Takes in where notes were found, many at a time: one by one would move all the others each time.
    fn place(&mut self, found: &[(NoteId, Found)]) {
        let found: HashMap<NoteId, &Found> = found.iter().map(|(id, found)| (*id, found)).collect();
        let mut placed = std::mem::take(&mut self.placed);
        for placed in &mut placed {
            if let Some(found) = found.get(&placed.note.id) {
                placed.found = Some((*found).clone());
            }
        }
        self.fill(placed);
    }

    /// What is known of the notes from other renditions.
    #[must_use]
    pub fn past(&self) -> &Arc<AnchorHistory> {
        &self.past
    }

    /// Another reading has come: where the notes stand in it is not known yet.
    pub(in crate::app) fn forget_places(&mut self) {
        self.fill(Vec::new());
    }

    /// What was asked for will not come.
    pub(in crate::app) fn forget_asked(&mut self) {
        self.asked = None;
        self.adding.clear();
    }
}

impl App {
    /// Whether notes can be written now; says why not. Where they could not be kept so far it is said
    /// and tried again: there may be room by now.
    pub(in crate::app) fn may_write(&mut self) -> bool {
        if let Some(reason) = self.open.notebook.cannot_keep.clone() {
            self.tell(Tone::Error, reason);
        }
        if self.is_guest() {
            self.say(Tone::Plain, "message-guest", &[]);
            return false;
        }
        if !self.open.is_whole() {
            self.say(Tone::Plain, "message-still-reading", &[]);
            return false;
        }
        true
    }

    /// Highlights `span`; where just it is highlighted, takes the highlight away again.
    pub(in crate::app) fn highlight(&mut self, span: Span) {
        if span.is_empty() {
            return self.say(Tone::Plain, "message-nothing-in-focus", &[]);
        }
        if !self.may_write() {
            return;
        }
        match self.open.notebook.on(span).map(|placed| placed.note.clone()) {
            Some(note) if note.kind == NoteKind::Highlight && note.body.is_empty() => self.delete_note(note.id),
            Some(_) => self.say(Tone::Plain, "message-has-note", &[]),
            None => self.add(NoteKind::Highlight, span),
        }
    }

    /// Bookmarks the sentence; a second time takes the bookmark away.
    pub(in crate::app) fn bookmark(&mut self, span: Span) {
        if !self.may_write() {
            return;
        }
        let there =
            self.open.notebook.over(span).find(|placed| placed.note.kind == NoteKind::Bookmark && placed.span() == Some(span));
        match there.map(|placed| placed.note.id) {
            Some(id) => self.delete_note(id),
            None => self.add(NoteKind::Bookmark, span),
        }
    }

    fn add(&mut self, kind: NoteKind, span: Span) {
        if let Some((.., again)) = self.open.notebook.adding.iter_mut().find(|(one, there, _)| (*one, *there) == (kind, span)) {
            // Pressed before the store has answered: one mark, taken away again once it is there.
            *again = !*again;
            return;
        }
        let Some(rendition) = &self.open.rendition else { return };
        let anchor = Anchor::of(self.document(), span, rendition);
        self.open.notebook.adding.push((kind, span, false));
        let note = NewNote { kind, label: Label::default(), body: String::new(), tags: Vec::new(), anchor, draft: None };
        self.effects.push(StoreOrder::Write(NoteChange::Add(Box::new(note))));
    }

    pub(in crate::app) fn delete_note(&mut self, id: NoteId) {
        if self.may_write() {
            self.effects.push(StoreOrder::Write(NoteChange::Delete(id)));
        }
    }

    pub(in crate::app) fn relabel_note(&mut self, id: NoteId) {
        if !self.may_write() {
            return;
        }
        if let Some(placed) = self.open.notebook.get(id) {
            // A key pressed again before the store has answered goes on from what it asked for.
            let asked = self.open.notebook.asked.as_ref().filter(|(asked, _)| *asked == id).map(|(_, label)| label);
            let label = self.library.labels.after(asked.unwrap_or(&placed.note.label));
            let patch = Patch { label: Some(label.clone()), ..Patch::default() };
            self.open.notebook.asked = Some((id, label));
            self.effects.push(StoreOrder::Write(NoteChange::Edit { id, patch: Box::new(patch) }));
        }
    }

    pub(in crate::app) fn go_to_note(&mut self, id: NoteId) {
        match self.known_note(id).map(PlacedNote::span) {
            Some(Some(span)) => self.jump_near(span.start),
            Some(None) => self.say(Tone::Warning, "message-note-lost", &[]),
            None => {}
        }
    }

    /// The notes of this document, as the store has them.
    pub(in crate::app) fn take_notes(&mut self, notes: Vec<Note>, rendition: &Rendition, past: Arc<AnchorHistory>) {
        if self.open.rendition.as_ref() != Some(rendition) {
            return;
        }
        notes.iter().for_each(|note| self.library.labels.meet(&note.label));
        let document = Arc::clone(self.document());
        let found = |note: &Note| past.known_in(note.id, &document).cloned().or_else(|| at_home(note, rendition, &document));
        let placed = notes.into_iter().map(|note| PlacedNote { found: found(&note), note }).collect();
        self.open.notebook.fill(placed);
        self.open.notebook.adding.clear();
        self.open.notebook.loaded = true;
        self.open.notebook.past = past;
        self.place_the_rest();
        self.lists_changed();
        self.make_waiting_marks();
        self.carry_out_pending();
    }

    /// Notes were changed: only those.
    pub(in crate::app) fn take_changed(&mut self, changed: Vec<(NoteId, Option<Note>)>, written: &Written) {
        let Some(rendition) = self.open.rendition.clone() else { return };
        let changed = changed.into_iter().map(|(id, note)| {
            let before = self.open.notebook.get(id).and_then(|placed| placed.found.clone());
            (id, note.map(|note| PlacedNote { found: at_home(&note, &rendition, self.document()).or(before), note }))
        });
        let changed: Vec<_> = changed.collect();
        self.open.notebook.change_all(changed);
        let has_it = |(id, label): &(NoteId, Label)| self.open.notebook.get(*id).is_none_or(|placed| placed.note.label == *label);
        if self.open.notebook.asked.as_ref().is_some_and(has_it) || !matches!(written, Written::Edited(_)) {
            self.open.notebook.asked = None;
        }
        let added = std::mem::take(&mut self.open.notebook.adding);
        let (there, waiting): (Vec<_>, Vec<_>) = added.into_iter().partition(|(kind, span, _)| {
            let is_it = |placed: &PlacedNote| placed.note.kind == *kind && placed.span() == Some(*span);
            self.open.notebook.over(*span).any(is_it)
        });
        self.open.notebook.adding = waiting;
        match written {
            Written::Added(_) | Written::Edited(_) | Written::Deleted | Written::Imported(_) => {
                self.library.redo_steps.clear();
                self.library.undo_steps.push(crate::app::UndoStep::Written);
            }
            Written::Redone => self.library.undo_steps.push(crate::app::UndoStep::Written),
            Written::Undone | Written::Nothing => {}
        }
        self.place_the_rest();
        self.lists_changed();
        match written {
            Written::Added(id) | Written::Edited(id) => {
                self.close_saved_editor();
                let kind = self.open.notebook.get(*id).map(|placed| placed.note.kind);
                let message = match kind {
                    Some(NoteKind::Bookmark) => "message-bookmark-saved",
                    Some(NoteKind::Highlight) => "message-highlight-saved",
                    _ => "message-note-saved",
                };
                self.layers.close::<Selection>();
                self.say(Tone::Good, message, &[]);
            }
            Written::Deleted => self.say(Tone::Good, "message-deleted", &[]),
            Written::Imported(count) => self.take_imported(*count),
            Written::Undone => self.say(Tone::Good, "message-undone", &[]),
            Written::Redone => self.say(Tone::Good, "message-redone", &[]),
            Written::Nothing => self.say(Tone::Plain, "message-nothing-to-undo", &[]),
        }
        for (kind, span, _) in there.into_iter().filter(|(.., again)| *again) {
            match kind {
                NoteKind::Bookmark => self.bookmark(span),
                _ => self.highlight(span),
            }
        }
    }

    /// Asks where the notes stand that were made in another rendition; those near the reader first.
    fn place_the_rest(&mut self) {
        let Some(rendition) = self.open.rendition.clone() else { return };
        let mut unplaced: Vec<_> = self.open.notebook.placed.iter().filter(|placed| placed.found.is_none()).collect();
        if unplaced.is_empty() {
            return;
        }
        let here = self.pane.view.top.point.0;
        unplaced.sort_by_key(|placed| placed.note.anchor.start.abs_diff(here));
        let notes = unplaced.iter().map(|placed| (placed.note.id, placed.note.anchor.clone())).collect();
        let request = self.request();
        self.open.notebook.request = request;
        let document = Arc::clone(self.document());
        let past = Arc::clone(&self.open.notebook.past);
        self.effects.push(StudyEffect::Place { request, document, notes, rendition, past });
    }

    /// Notes have been found, or have not.
    pub(in crate::app) fn take_places(&mut self, request: Request, found: Vec<(NoteId, Found)>) {
        if request != self.open.notebook.request {
            return;
        }
        self.open.notebook.place(&found);
        self.effects.push(StoreOrder::KeepFound(found));
        self.lists_changed();
        self.carry_out_pending();
        self.call_for_review();
    }

    pub(in crate::app) fn lists_changed(&mut self) {
        self.show_embedded();
        self.match_own_bodies();
        if let Some(list) = self.panes.as_mut().and_then(|panes| panes.list.as_mut()) {
            list.count_anew();
        }
        self.layers.notes_changed();
    }
}

/// Where a note stands that was made in this very rendition. One that another library says to
/// be so is believed where its words stand there.
fn at_home(note: &Note, rendition: &Rendition, document: &Document) -> Option<Found> {
    let span = note.anchor.span();
    let stands = || document.text().get(span.range()) == Some(&*note.anchor.quote);
    (note.anchor.rendition == *rendition && stands()).then_some(Found::Exact(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::SafeLines;
    use crate::document::{BlockKind, Builder};
    use proptest::prelude::*;

    /// A notebook of notes on these spans.
    fn notebook(spans: &[(usize, usize)]) -> Notebook {
        let mut builder = Builder::new();
        builder.open(BlockKind::Paragraph);
        builder.text(&"a".repeat(100));
        let document = builder.finish().expect("a small document");
        let rendition = Rendition::of(b"a", &document, "test 1");
        let at: jiff::Zoned = "2026-11-23T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
        let placed = spans.iter().map(|(start, length)| PlacedNote {
            note: Note {
                id: NoteId::new(&at),
                kind: NoteKind::Highlight,
                label: Label::None,
                body: SafeLines::default(),
                tags: Vec::new(),
                created: at.clone(),
                updated: at.clone(),
                author: None,
                anchor: Anchor::of(&document, Span::new(0, 1), &rendition),
            },
            found: Some(Found::Exact(Span::new(*start, start + length))),
        });
        let mut notebook = Notebook::default();
        notebook.fill(placed.collect());
        notebook
    }

    proptest! {
        #[test]
        fn notes_over_a_span_are_those_that_touch_it(
            spans in proptest::collection::vec((0_usize..5000, 0_usize..400), 0..400),
            gone in proptest::collection::vec(0_usize..400, 0..20),
            from in 0_usize..5000, length in 0_usize..80,
        ) {
            let mut notebook = notebook(&spans);
            for at in gone {
                if let Some(placed) = notebook.at(at).cloned() {
                    notebook.change(placed.note.id, None);
                    if at % 2 == 0 {
                        notebook.change(placed.note.id, Some(placed));
                    }
                }
            }
            let asked = Span::new(from, from + length);
            let touches = |own: Span| own.start <= asked.end && (own.overlaps(asked) || (own.is_empty() && asked.start <= own.start));
            let expected: Vec<NoteId> =
                notebook.placed().iter().filter(|placed| placed.span().is_some_and(touches)).map(|placed| placed.note.id).collect();
            let found: Vec<NoteId> = notebook.over(asked).map(|placed| placed.note.id).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_lost_note_is_listed_behind_the_placed_ones() {
        let mut notebook = notebook(&[(5, 2), (1, 2)]);
        let first = notebook.at(0).expect("a note").note.id;
        notebook.place(&[(first, Found::Lost)]);
        assert_eq!(notebook.position(first), Some(1));
        assert!(notebook.get(first).is_some_and(PlacedNote::is_lost));
    }
}
