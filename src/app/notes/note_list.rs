//! The notes in their list: how each is shown, grouped, ordered and asked for.

use std::sync::Arc;

use crate::annotation::{Facts, Found, Label, Note, NoteFilter, NoteKind};
use crate::document::Span;

use crate::app::{App, Entry, List, ListKind, NoteOrder, PlacedNote};

impl App {
    /// The note at `index` of a list of notes, and where it stands if that is known here.
    fn noted(&self, listed: ListKind, index: usize) -> Option<(&Note, Option<&PlacedNote>)> {
        match listed {
            ListKind::Notes => self.listed_note(index).map(|placed| (&placed.note, Some(placed))),
            ListKind::AllNotes => self.library.all.as_ref()?.notes.get(index).map(|note| (note, None)),
            ListKind::Drafts | ListKind::Hits | ListKind::Jumps => None,
        }
    }

    /// The head of the group that an entry belongs to; footnotes and hits have none.
    #[must_use]
    pub(in crate::app) fn group_of(&self, list: &List, index: usize) -> Option<String> {
        if list.listed == ListKind::Drafts {
            return self.draft_group(index);
        }
        let (note, placed) = self.noted(list.listed, index)?;
        if list.order != NoteOrder::Newest && self.is_embedded(note.id) {
            return Some(self.words.say("group-embedded").into_owned());
        }
        Some(match (list.order, placed) {
            (NoteOrder::Newest, _) => note.updated.strftime("%Y-%m-%d").to_string(),
            (NoteOrder::Label, _) => self.note_lead(note),
            (NoteOrder::Place, None) => self.document_title(note.document()),
            (NoteOrder::Place, Some(placed)) => match placed.span() {
                Some(span) => self.section_of(span),
                None if placed.found.is_none() => self.words.say("note-placing").into_owned(),
                None => self.words.say("group-unplaced").into_owned(),
            },
        })
    }

    fn section_of(&self, span: Span) -> String {
        let document = self.document();
        document.section_at(span.start).map_or_else(String::new, |section| self.section_title(document, section))
    }

    /// Whether the note at `index` passes `filter`.
    pub(in crate::app) fn asked_for(&self, listed: ListKind, index: usize, filter: &NoteFilter) -> bool {
        let Some((note, placed)) = self.noted(listed, index) else { return false };
        let span = placed.and_then(PlacedNote::span);
        let section = match span {
            Some(span) => self.section_of(span),
            None => note.anchor.section.last().map_or(String::new(), ToString::to_string),
        };
        let page = match span.and_then(|span| self.document().page_at(span.start)) {
            Some(page) => self.document().pages()[page].label.to_string(),
            None => note.anchor.page.as_ref().map_or(String::new(), ToString::to_string),
        };
        let (doubtful, lost) = placed.map_or((false, false), |placed| (placed.is_doubtful(), placed.is_lost()));
        let (lead, kind) = (self.note_lead(note), self.words.say(kind_words(note.kind)));
        let state = match (doubtful, lost) {
            (true, _) => self.words.say("state-doubtful"),
            (_, true) => self.words.say("state-lost"),
            _ => "".into(),
        };
        let origin = if self.is_embedded(note.id) { "file" } else { "" };
        let title = if listed == ListKind::AllNotes { self.document_title(note.document()) } else { String::new() };
        let facts =
            Facts { section: &section, page: &page, document: &title, doubtful, lost, shown: &[&lead, &*kind, &*state, origin] };
        filter.matches(note, &facts)
    }

    /// Puts the notes with these indices, which are in the order of the text, into another order.
    pub(in crate::app) fn order_notes(&self, listed: ListKind, indices: &mut [u32], order: NoteOrder) {
        let note = |index: &u32| self.noted(listed, *index as usize).map(|(note, _)| note);
        match order {
            NoteOrder::Place => {}
            NoteOrder::Newest => indices.sort_by_key(|index| std::cmp::Reverse(note(index).map(|note| note.updated.timestamp()))),
            NoteOrder::Label => {
                indices.sort_by_cached_key(|index| note(index).map(|note| (self.is_embedded(note.id), self.note_lead(note))))
            }
        }
    }

    /// A note's entry in the list of those on this document.
    pub(in crate::app) fn note_entry(&self, list: &List, index: usize) -> Entry {
        let Some(placed) = self.listed_note(index) else { return Entry::default() };
        let document = Arc::clone(self.document());
        // The section stands in the head of the group already, where they are grouped by it.
        let place = match placed.span() {
            Some(span) if list.order == NoteOrder::Place => self.page_words(&document, span),
            Some(span) => self.place_words(&document, span),
            None if list.order == NoteOrder::Place => self.stood_words(&placed.note),
            None if placed.found.is_none() => self.words.say("note-placing").into_owned(),
            None => self.words.say("note-lost").into_owned(),
        };
        let place = joined([place, self.embedded_words(&placed.note).unwrap_or_default()]);
        let mut entry = self.entry_of(&placed.note, &place);
        let places = if placed.is_doubtful() { placed.places() } else { Vec::new() };
        if !places.is_empty() {
            let at = list.call % places.len();
            let here = document.slice(places[at]).replace('\n', " ");
            let args = [("at", (at + 1).into()), ("count", places.len().into()), ("words", here.into())];
            entry.detail = joined([self.words.fill("note-doubtful", &args), entry.detail]);
        }
        entry.doubtful = placed.is_doubtful() || placed.is_lost();
        entry
    }

    /// A note's entry in the list of those on all documents.
    pub(in crate::app) fn all_notes_entry(&self, list: &List, index: usize) -> Entry {
        let Some((note, _)) = self.noted(ListKind::AllNotes, index) else { return Entry::default() };
        let place = self.stood_words(note);
        match list.order {
            NoteOrder::Place => self.entry_of(note, &place),
            _ => self.entry_of(note, &joined([self.document_title(note.document()), place])),
        }
    }

    /// What the reader wrote, else what is quoted; below it the place, the tags and the quote.
    fn entry_of(&self, note: &Note, place: &str) -> Entry {
        let quote = note.anchor.quote.replace('\n', " ");
        let first = note.body.lines().next().unwrap_or_default();
        // Tags before the quote, which may be long.
        let tags = note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
        let place = [place, &tags].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let (text, detail) =
            if first.is_empty() { (quote, place) } else { (first.to_owned(), joined([place, format!("“{quote}”")])) };
        Entry { lead: self.note_lead(note), text, detail, colour: self.library.labels.colour(&note.label), ..Entry::default() }
    }

    /// Where a note stood when it was made.
    pub(in crate::app) fn stood_words(&self, note: &Note) -> String {
        let section = note.anchor.section.last().map(ToString::to_string).unwrap_or_default();
        let page = note.anchor.page.as_ref().map(|page| self.words.fill("page-short", &[("page", page.as_str().into())]));
        joined([section, page.unwrap_or_default()])
    }

    /// A note's label, else its kind, in words; of one that is the file's, just that.
    #[must_use]
    pub fn note_lead(&self, note: &Note) -> String {
        if self.is_embedded(note.id) {
            self.words.say("embedded-lead").into_owned()
        } else if let Some(label) = note.body_of().filter(|_| note.label.name().is_empty()) {
            self.words.fill("kind-body", &[("label", label.as_str().into())])
        } else if note.label.name().is_empty() {
            self.words.say(kind_words(note.kind)).into_owned()
        } else {
            self.label_words(&note.label)
        }
    }

    /// A label in words; the reader's own stay as they are.
    #[must_use]
    pub fn label_words(&self, label: &Label) -> String {
        match label.name() {
            "question" => self.words.say("label-question").into_owned(),
            "claim" => self.words.say("label-claim").into_owned(),
            "quote" => self.words.say("label-quote").into_owned(),
            "todo" => self.words.say("label-todo").into_owned(),
            own => own.to_owned(),
        }
    }
}

fn kind_words(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Highlight => "kind-highlight",
        NoteKind::Note => "kind-note",
        NoteKind::Bookmark => "kind-bookmark",
    }
}

/// Parts with a dot between them; empty ones are left out.
fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

impl PlacedNote {
    /// Whether it was looked for in this text, and not found.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self.found, Some(Found::Lost))
    }
}
