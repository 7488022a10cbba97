//! The notes on all documents: a screen of them, and the way to each.

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotation::{DocumentId, Note};
use crate::document::SafeText;

use crate::app::{App, List, ListKind, NamedPlace, Origin, ReadEffect, StoreOrder, Tone};

/// What is kept on all documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AllNotes {
    /// The notes, those of one document together and in the order of its text.
    pub notes: Vec<Note>,
    /// The documents, as far as they are known.
    pub documents: HashMap<DocumentId, KnownDocument>,
}

/// A document with notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDocument {
    /// What it is called.
    pub title: SafeText,
    /// Where it was seen last.
    pub origin: Option<Origin>,
}

impl App {
    /// Opens the list of the notes on all documents; they come when the store has them.
    pub(in crate::app) fn open_all_notes(&mut self) {
        self.effects.push(StoreOrder::LoadAll);
        self.open_list(List::new(ListKind::AllNotes, 0));
    }

    pub(in crate::app) fn take_all_notes(&mut self, all: Arc<AllNotes>) {
        all.notes.iter().for_each(|note| self.library.labels.meet(&note.label));
        self.library.all = Some(all);
        self.lists_changed();
    }

    /// What a document is called; by the hash of its bytes where the library does not know it.
    pub(in crate::app) fn document_title(&self, document: DocumentId) -> String {
        let known = self.library.all.as_ref().and_then(|all| all.documents.get(&document));
        match known {
            Some(known) if !known.title.is_empty() => known.title.to_string(),
            _ => document.to_string(),
        }
    }

    /// Goes to a note of the list of all: in the document that is open, or by opening its own.
    pub(in crate::app) fn go_to_note_elsewhere(&mut self, index: usize) {
        let Some(all) = self.library.all.clone() else { return };
        let Some(note) = all.notes.get(index) else { return };
        if self.open.notebook.get(note.id).is_some() {
            return self.go_to_note(note.id);
        }
        match all.documents.get(&note.document()).and_then(|known| known.origin.clone()) {
            Some(origin) => self.leave_for(origin, Some(NamedPlace::Note(note.id))),
            None => self.say(Tone::Warning, "message-document-unknown", &[]),
        }
    }

    /// Opens another document. What is being written is kept as a draft.
    pub(in crate::app) fn leave_for(&mut self, origin: Origin, at: Option<NamedPlace>) {
        let drafts = self.unsaved();
        self.effects.extend(drafts);
        self.effects.push(StoreOrder::KeepPlace(self.reading_position()));
        self.effects.push(ReadEffect::Open { origin, at });
    }
}
