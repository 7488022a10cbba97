//! What the store worker fetches: the notes, drafts and editions of a document, and the notes on all.

use std::sync::Arc;

use jiff::Zoned;

use crate::app::{NotesAnswer, OlderEdition, Outcome, Tone};
use crate::platform::store_words::store_words;
use crate::store::{Access, EarlierEdition, OpenedDocument};

use super::super::all_notes;
use super::super::order::StoreSubject;
use super::StoreThread;

impl StoreThread {
    pub(super) fn load(&mut self, about: &StoreSubject) {
        let document = about.rendition.document();
        let private = self.private;
        let Some(store) = self.store() else { return };
        let opening = OpenedDocument {
            document,
            path: about.path(),
            title: about.title.clone(),
            size: u64::try_from(about.document.text().len()).unwrap_or(u64::MAX),
            at: Zoned::now(),
        };
        if !private && let Err(error) = store.opened(&opening) {
            log::warn!("not put on the shelf: {error}");
        }
        let own = store.details(&document).unwrap_or_default();
        self.fetch(about);
        self.outcomes.send(Outcome::Notes(NotesAnswer::Details(Box::new(own))));
        self.fetch_drafts(about);
        self.ask(about);
    }

    /// Fetches the notes on the open document.
    pub(super) fn fetch(&mut self, about: &StoreSubject) {
        let Some(store) = self.store() else { return };
        let fetched = store.notes(&about.rendition.document()).and_then(|notes| {
            let past = Arc::new(store.past(&notes, &about.rendition)?);
            Ok(Outcome::Notes(NotesAnswer::Loaded { notes, rendition: about.rendition.clone(), past }))
        });
        match fetched {
            Ok(notes) => self.outcomes.send(notes),
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.cannot_keep(reason);
            }
        }
    }

    /// Fetches the notes on all documents, those of the document opened last first.
    pub(super) fn fetch_shelf(&mut self) {
        let Some(store) = self.store() else { return };
        let fetched = store.all_notes().map(|notes| all_notes::of(notes, &store.library().unwrap_or_default()));
        match fetched {
            Ok(shelf) => self.outcomes.send(Outcome::Notes(NotesAnswer::All(Arc::new(shelf)))),
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.outcomes.send(Outcome::Told(Tone::Warning, reason.into()));
            }
        }
    }

    /// Looks whether the document is a newer edition of one that has notes.
    pub(super) fn ask(&mut self, about: &StoreSubject) {
        let path = about.path();
        let Some(store) = self.store() else { return };
        if *store.access() != Access::Write {
            return;
        }
        let (document, text) = (about.rendition.document(), about.document.text());
        match store.older_editions(&document, path.as_deref(), &about.title, text) {
            Ok(mut older) if !older.is_empty() => {
                let EarlierEdition { document, title, notes, drafts, similarity } = older.swap_remove(0);
                let older = OlderEdition { document, title, notes, drafts, similarity };
                self.outcomes.send(Outcome::Notes(NotesAnswer::Older(older)));
            }
            Ok(_) => {}
            Err(error) => log::warn!("older editions were not looked for: {error}"),
        }
    }

    /// Fetches the notes again, if another program changed them.
    pub(super) fn look(&mut self, about: &StoreSubject) {
        let Some(store) = &mut self.store else { return };
        match store.changed_elsewhere() {
            Ok(true) => self.fetch(about),
            Ok(false) => {}
            Err(error) => {
                // Opened again with the next order; what is on the screen stays.
                log::warn!("the notes can't be looked at: {error}");
                self.store = None;
            }
        }
    }
}
