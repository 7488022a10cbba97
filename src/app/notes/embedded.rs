//! The notes that the file itself carries, beside the reader's: seen, gone to, and made the reader's by an import.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use crate::annotation::{Found, Note, NoteId, Rendition};
use crate::document::{Document, EmbeddedKind, Span};

use crate::app::{App, Notebook, PlacedNote, Tone};

/// The highlights and comments of a file.
#[derive(Debug, Clone, Default)]
pub struct EmbeddedNotes {
    /// All of them.
    carried: Vec<PlacedNote>,
    kinds: HashMap<NoteId, EmbeddedKind>,
    /// Those that are not among the reader's notes: what was imported is seen once.
    shown: Notebook,
}

impl EmbeddedNotes {
    /// Those of `document`, all of them shown.
    #[must_use]
    pub fn of(document: &Document, rendition: Option<&Rendition>) -> Self {
        let Some(rendition) = rendition else { return Self::default() };
        let placed = document.embedded().iter().map(|carried| {
            let note = Note::of_embedded(carried, document, rendition, &TimeZone::UTC);
            (carried.kind, PlacedNote { found: Some(Found::Exact(carried.span)), note })
        });
        let (kinds, carried): (Vec<EmbeddedKind>, Vec<PlacedNote>) = placed.unzip();
        let kinds = carried.iter().map(|placed| placed.note.id).zip(kinds).collect();
        let mut notes = Self { carried, kinds, shown: Notebook::default() };
        notes.hide(|_| false);
        notes
    }

    /// Those that are shown.
    #[must_use]
    pub fn shown(&self) -> &Notebook {
        &self.shown
    }

    /// What the note with this id is in the file; none where it is not shown.
    #[must_use]
    pub fn kind(&self, id: NoteId) -> Option<EmbeddedKind> {
        self.shown.get(id).and_then(|_| self.kinds.get(&id).copied())
    }

    /// Shows those that are not `hidden`.
    fn hide(&mut self, hidden: impl Fn(NoteId) -> bool) {
        let shown = self.carried.iter().filter(|placed| !hidden(placed.note.id)).cloned();
        self.shown.fill(shown.collect());
    }
}

impl App {
    /// The note at `index` of the list of those on this document: the reader's first, then the file's.
    #[must_use]
    pub fn listed_note(&self, index: usize) -> Option<&PlacedNote> {
        let own = self.open.notebook.len();
        self.open.notebook.at(index).or_else(|| self.open.embedded.shown.at(index.checked_sub(own)?))
    }

    /// How many notes that list has.
    #[must_use]
    pub fn listed_notes(&self) -> usize {
        self.open.notebook.len() + self.open.embedded.shown.len()
    }

    /// Where in that list the note with this id is, where it is.
    pub(in crate::app) fn position_in_list(&self, id: NoteId) -> Option<usize> {
        let carried = || Some(self.open.notebook.len() + self.open.embedded.shown.position(id)?);
        self.open.notebook.position(id).or_else(carried)
    }

    /// The entry of that list that is nearest to the focus.
    pub(in crate::app) fn nearest_note(&self) -> usize {
        let focus = self.pane.view.sentence.start;
        let notes = if self.open.notebook.is_empty() { &self.open.embedded.shown } else { &self.open.notebook };
        notes.first_from(focus)
    }

    /// The note with this id, the reader's or the file's.
    #[must_use]
    pub fn known_note(&self, id: NoteId) -> Option<&PlacedNote> {
        self.open.notebook.get(id).or_else(|| self.open.embedded.shown.get(id))
    }

    /// The notes that touch `span`, the reader's and the file's.
    pub fn notes_over(&self, span: Span) -> impl Iterator<Item = &PlacedNote> {
        self.open.notebook.over(span).chain(self.open.embedded.shown.over(span))
    }

    /// Whether the note is the file's, and not the reader's.
    #[must_use]
    pub fn is_embedded(&self, id: NoteId) -> bool {
        self.open.embedded.kind(id).is_some()
    }

    /// What a note is in the file, and who wrote it; none where it is the reader's.
    #[must_use]
    pub fn embedded_words(&self, note: &Note) -> Option<String> {
        let kind = self.words.say(self.open.embedded.kind(note.id)?.word()).into_owned();
        Some(note.author.as_ref().map_or(kind.clone(), |author| format!("{kind} · {author}")))
    }

    /// Says that a note of the file's is not changed here; `false` where it is the reader's.
    pub(in crate::app) fn refuse_embedded(&mut self, id: NoteId) -> bool {
        let is_embedded = self.is_embedded(id);
        if is_embedded {
            self.say(Tone::Plain, "message-embedded", &[]);
        }
        is_embedded
    }

    /// The reader's notes have changed: what became one of them is the file's no more.
    pub(in crate::app) fn show_embedded(&mut self) {
        let (notebook, embedded) = (&self.open.notebook, &mut self.open.embedded);
        if !embedded.carried.is_empty() {
            embedded.hide(|id| notebook.get(id).is_some());
        }
    }

    /// Tells what making notes of the reader's out of the file's would do.
    pub(in crate::app) fn import_embedded(&mut self) {
        if !self.may_write() {
            return;
        }
        if self.open.embedded.carried.is_empty() {
            return self.say(Tone::Plain, "message-no-embedded", &[]);
        }
        self.read_embedded();
    }
}
