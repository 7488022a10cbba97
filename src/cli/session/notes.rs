//! The reader's notes, as commands read and write them.

use std::sync::Arc;

use jiff::Zoned;

use crate::annotation::{Confirmations, Details, DocumentId, Found, Note};
use crate::app::Origin;
use crate::cli::{CommandResult, Exit};
use crate::platform::exports::auto_export::{self, AutoExport};
use crate::platform::exports::collect::{self, DocumentNotes};
use crate::platform::folders::Folders;
use crate::platform::store_words::{cannot_write, notice_words, store_words};
use crate::store::{LibraryDocument, OpenedDocument, PackedText, Store, StoreError};

use super::{Loaded, Session};

impl Session<'_> {
    /// Says why something could not be saved.
    pub(crate) fn unsaved(&self, error: &StoreError) -> Exit {
        log::error!("{error}");
        self.remark(&store_words(self.words, error));
        Exit::Unsaved
    }

    /// Says why what is saved could not be read.
    pub(crate) fn unread(&self, error: &StoreError) -> Exit {
        self.unsaved(error);
        Exit::Unreadable
    }

    /// The folders; says that there are none.
    pub(crate) fn known_folders(&self) -> CommandResult<&Folders> {
        self.folders.ok_or_else(|| {
            self.remark(&self.words.say("store-no-home"));
            Exit::Unsaved
        })
    }

    /// The store, to write to it; says why that can't be done.
    pub(crate) fn writable_store(&self) -> CommandResult<Store> {
        let store = self.open_store(self.known_folders()?).map_err(|error| self.unsaved(&error))?;
        match cannot_write(&store, self.words) {
            Some(reason) => {
                self.remark(&reason);
                Err(Exit::Unsaved)
            }
            None => Ok(store),
        }
    }

    /// The store, to read it: `None` where nothing was kept so far, and nothing is made then.
    pub(crate) fn existing_store(&self) -> CommandResult<Option<Store>> {
        let Some(folders) = self.folders.filter(|folders| folders.may_hold_notes()) else { return Ok(None) };
        self.open_store(folders).map(Some).map_err(|error| self.unread(&error))
    }

    fn open_store(&self, folders: &Folders) -> Result<Store, StoreError> {
        let mut store = Store::open(&folders.data, &Zoned::now())?;
        for notice in store.take_notices() {
            if let Some(said) = notice_words(self.words, &notice) {
                self.remark(&said);
            }
        }
        Ok(store)
    }

    /// The notes on a document in the order of the text, each with how it was found; those
    /// that were not found for certain last.
    pub(crate) fn notes_on(&self, loaded: &Loaded) -> CommandResult<Vec<(Note, Found)>> {
        let found = |store: Store| collect::found(&store, &loaded.document, &loaded.rendition);
        self.existing_store()?.map_or(Ok(Vec::new()), found).map_err(|error| self.unread(&error))
    }

    /// The notes on all documents, those of one document together.
    pub(crate) fn all_notes(&self, store: &Store) -> CommandResult<Vec<Note>> {
        collect::all_notes(store).map_err(|error| self.unread(&error))
    }

    /// What the reader settled of where notes stand: in this document's text before others.
    pub(crate) fn settled(&self, store: Option<&Store>, loaded: Option<&Loaded>) -> CommandResult<Confirmations> {
        let text = loaded.map(|loaded| &loaded.rendition.text);
        store.map_or(Ok(Confirmations::new()), |store| store.settlements(text).map_err(|error| self.unread(&error)))
    }

    /// What is known of a document: what its file says, under what the reader says.
    pub(crate) fn details(&self, store: Option<&Store>, loaded: &Loaded) -> CommandResult<Details> {
        let own = store.map(|store| store.details(&loaded.rendition.document())).transpose();
        let own = own.map_err(|error| self.unread(&error))?.unwrap_or_default();
        Ok(Details::of(loaded.document.meta()).under(&own))
    }

    /// What the library holds; says why it can't be read.
    pub(crate) fn library(&self, store: &Store) -> CommandResult<Vec<LibraryDocument>> {
        store.library().map_err(|error| self.unread(&error))
    }

    /// Puts a document into the library, and keeps its text, so that its notes can be found
    /// again. They are saved already: what fails here is for the log.
    pub(crate) fn keep_document(&self, store: &mut Store, loaded: &Loaded, now: Zoned) {
        let path = match &loaded.origin {
            Origin::File(path) => std::path::absolute(path).ok(),
            _ => None,
        };
        let meta = loaded.document.meta();
        // What has a password is not laid down without one.
        let title = meta.title.clone().filter(|_| !meta.is_locked());
        let opening = OpenedDocument {
            document: loaded.rendition.document(),
            path,
            title: title.unwrap_or_else(|| loaded.name.clone()),
            size: loaded.document.text().len() as u64,
            at: now,
        };
        let text = (!meta.is_locked()).then(|| PackedText::of(loaded.document.text()));
        if let Err(error) = store.opened(&opening).and_then(|()| text.map_or(Ok(()), |text| store.save_text(&text))) {
            log::warn!("{error}");
        }
    }

    /// Writes the file of a document whose notes have changed, where that is configured.
    pub(crate) fn export_again(&self, store: &Store, loaded: &Loaded) {
        if let Some(auto) = self.auto_export() {
            let Loaded { document, rendition, name, .. } = loaded;
            let read = collect::ReadDocument { document: Arc::clone(document), rendition: rendition.clone(), name: name.clone() };
            auto_export::after_change(&auto, store, DocumentNotes::of(Some(store), read), self.words, &|reason| {
                self.remark(reason)
            });
        }
    }

    /// The same of documents that the library has to find.
    pub(crate) fn export_all_again(&self, store: &Store, changed: &[DocumentId]) {
        let Some(auto) = self.auto_export() else { return };
        for id in changed {
            auto_export::after_change(&auto, store, collect::one(store, *id, &()), self.words, &|reason| self.remark(reason));
        }
    }

    fn auto_export(&self) -> Option<AutoExport> {
        // What is wrong with the configuration is said where it is read for the command itself.
        AutoExport::of(&self.config.export, self.folders)
    }
}
