//! The store thread: one thread that does everything that has to be kept, in order. Nothing
//! of it is cancelled, and it is joined at exit; «saved» is said only when it has answered.

mod drafts;
mod fetch;
mod keep;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

use jiff::Zoned;

use crate::annotation::{Details, DocumentId, ImportBatch};
use crate::app::{NoteChange, NotesAnswer, Outcome, StoreOrder, Tone, Written};
use crate::document::SafeText;
use crate::platform::exports::auto_export::AutoExport;
use crate::platform::folders::Folders;
use crate::platform::note_writes::apply_write;
use crate::platform::store_words::{cannot_write, notice_words, store_words};
use crate::store::{Access, Edition, Notice, Remedy, Resolution, Store, StoreError};
use crate::terminal::workers::outcomes::OutcomeSender;
use crate::words::Words;

use super::order::{StoreRequest, StoreSubject};
use super::watch::NotesWatch;
use drafts::DraftDesk;

/// What the store worker is started with.
pub(crate) struct StoreSetup {
    pub(crate) folders: Option<Folders>,
    /// Only what the reader writes is kept: no line in the library, no place, no text.
    pub(crate) private: bool,
    /// The reader's name, where one is configured.
    pub(crate) author: Option<SafeText>,
    /// Where exports are written by themselves, where that is configured.
    pub(crate) auto_export: Option<AutoExport>,
    pub(crate) outcomes: OutcomeSender,
    pub(crate) words: Arc<Words>,
}

/// What the thread has.
pub(crate) struct StoreThread {
    folders: Option<Folders>,
    private: bool,
    author: Option<SafeText>,
    /// Who is told of documents whose notes have changed.
    changed: Option<Sender<StoreSubject>>,
    outcomes: OutcomeSender,
    words: Arc<Words>,
    store: Option<Store>,
    /// Whether the reader was told that nothing can be kept.
    told: bool,
    /// Why nothing can be kept, where nothing can.
    cannot: Option<String>,
    /// Whether the notes have to be fetched again: they can be read, or written, by now.
    refetch: bool,
    /// What is being typed.
    drafts: DraftDesk,
    /// Tells when another program changes the notes.
    watch: Option<NotesWatch>,
}

impl StoreThread {
    pub(crate) fn new(setup: StoreSetup, changed: Option<Sender<StoreSubject>>) -> Self {
        let StoreSetup { folders, private, author, outcomes, words, .. } = setup;
        let (store, watch, cannot, drafts) = (None, None, None, DraftDesk::default());
        Self { folders, private, author, changed, outcomes, words, store, told: false, cannot, refetch: false, drafts, watch }
    }

    /// Carries out what is ordered, until nobody can order any more; then what could not be kept.
    pub(crate) fn serve(mut self, requests: &Receiver<StoreRequest>) -> Option<String> {
        loop {
            let request = match self.drafts.due() {
                Some(due) => match requests.recv_timeout(due.saturating_duration_since(Instant::now())) {
                    Err(RecvTimeoutError::Timeout) => {
                        self.write_drafts(Some(Instant::now()));
                        continue;
                    }
                    other => other.ok(),
                },
                None => requests.recv().ok(),
            };
            let Some(request) = request else { break };
            let about = request.about.clone();
            self.carry_out(request);
            self.write_drafts(Some(Instant::now()));
            if std::mem::take(&mut self.refetch) {
                self.fetch(&about);
                self.fetch_drafts(&about);
            }
        }
        self.unkept_drafts()
    }

    /// Tells that the notes on a document have changed, to have them exported.
    fn tell_of(&self, about: &StoreSubject) {
        if let Some(changed) = &self.changed
            && changed.send(about.clone()).is_err()
        {
            log::error!("nothing is exported by itself any more");
        }
    }

    /// The store, opened where it is not yet; says why not.
    fn store(&mut self) -> Option<&mut Store> {
        if self.store.is_none() {
            let opened = match &self.folders {
                Some(folders) => Store::open(&folders.data, &Zoned::now()).map_err(|error| store_words(&self.words, &error)),
                None => Err(self.words.say("store-no-home").into_owned()),
            };
            match opened {
                Ok(mut store) => {
                    for notice in store.take_notices() {
                        self.tell(&notice);
                    }
                    match cannot_write(&store, &self.words) {
                        Some(reason) => self.cannot_keep(reason),
                        None if std::mem::take(&mut self.told) => {
                            (self.cannot, self.refetch) = (None, true);
                            self.outcomes.send(Outcome::Notes(NotesAnswer::CanKeep));
                        }
                        None => {}
                    }
                    self.store = Some(store);
                    if self.watch.is_none() {
                        self.watch = self.folders.as_ref().and_then(|folders| NotesWatch::start(&folders.data, &self.outcomes));
                    }
                }
                Err(reason) => {
                    self.cannot_keep(reason);
                    return None;
                }
            }
        }
        self.store.as_mut()
    }

    /// The store, opened again where it could only be read so far: there may be room by now.
    fn writable(&mut self) -> Option<&mut Store> {
        if self.store.as_ref().is_some_and(|store| matches!(store.access(), Access::ReadOnly { .. })) {
            self.store = None;
        }
        self.store()
    }

    /// Why nothing can be kept.
    fn reason(&self) -> String {
        self.cannot.clone().unwrap_or_else(|| self.words.say("store-unwritten").into_owned())
    }

    /// That something was not written, and why.
    fn unwritten(&self) -> String {
        match &self.cannot {
            Some(reason) => self.words.fill("store-unwritten-for", &[("reason", reason.as_str().into())]),
            None => self.words.say("store-unwritten").into_owned(),
        }
    }

    /// Has the store opened again with the next order, where that can help.
    fn reopen_after(&mut self, error: &StoreError) {
        if error.remedy() == Remedy::Reopen {
            self.store = None;
        }
    }

    fn cannot_keep(&mut self, reason: String) {
        log::error!("notes can't be kept: {reason}");
        self.cannot = Some(reason.clone());
        if !std::mem::replace(&mut self.told, true) {
            self.outcomes.send(Outcome::Notes(NotesAnswer::CannotKeep(reason.into())));
        }
    }

    fn tell(&self, notice: &Notice) {
        log::warn!("{notice:?}");
        if let Some(words) = notice_words(&self.words, notice) {
            self.outcomes.send(Outcome::Told(Tone::Warning, words.into()));
        }
    }

    fn carry_out(&mut self, request: StoreRequest) {
        let StoreRequest { about, order } = request;
        match order {
            StoreOrder::Load => {
                self.write_drafts(None);
                self.load(&about);
            }
            StoreOrder::Write(write) => self.write(&about, write),
            StoreOrder::KeepDraft(order) => {
                if self.drafts.take(about, *order) {
                    self.write_drafts(None);
                }
            }
            StoreOrder::LoadDrafts => {
                self.write_drafts(None);
                self.fetch_drafts(&about);
            }
            StoreOrder::KeepPlace(spot) => self.keep_place(&about, spot),
            StoreOrder::Answer { older, carry } => self.answer(&about, older, carry),
            StoreOrder::LookForChanges => self.look(&about),
            StoreOrder::KeepFound(found) => self.save_found(&about, &found),
            StoreOrder::LoadAll => self.fetch_shelf(),
            StoreOrder::TakeIn(arrivals) => self.apply_import(&about, &arrivals),
            StoreOrder::KeepDetails(own) => self.keep_details(&about, *own),
            StoreOrder::Settle { id, span, anchor } => {
                let resolution = Resolution::settled(id, about.rendition.text, span, *anchor, Zoned::now());
                self.resolve(&about, &resolution, Outcome::Notes(NotesAnswer::Settled { id, span }));
            }
            StoreOrder::Unsettle { id, found } => {
                let resolution = Resolution::found(id, about.rendition.text, &found, Zoned::now());
                self.resolve(&about, &resolution, Outcome::Notes(NotesAnswer::Unsettled { id, found }));
            }
        }
    }

    fn answer(&mut self, about: &StoreSubject, older: DocumentId, carried: bool) {
        let Some(store) = self.writable() else { return };
        let newer = about.rendition.document();
        if let Err(error) = store.save_edition(&Edition { older, newer, carried, at: Zoned::now() }) {
            let reason = store_words(&self.words, &error);
            return self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
        }
        if carried {
            self.save_text(about);
            self.fetch(about);
            self.fetch_drafts(about);
            self.tell_of(about);
        }
        self.ask(about);
    }

    /// Keeps where a note stands, by the reader's word; then answers.
    fn resolve(&mut self, about: &StoreSubject, resolution: &Resolution, answer: Outcome) {
        let Some(store) = self.writable() else { return };
        match store.resolve(std::slice::from_ref(resolution)) {
            Ok(()) => {
                self.outcomes.send(answer);
                self.tell_of(about);
            }
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
            }
        }
    }

    fn write(&mut self, about: &StoreSubject, write: NoteChange) {
        let draft = match &write {
            NoteChange::Add(note) => note.draft.clone(),
            NoteChange::Rewrite(rewrite) => Some(rewrite.draft.clone()),
            _ => None,
        };
        let known = draft.as_ref().and_then(|key| self.drafts.kept_as(key));
        let kind = write.name();
        let author = self.author.clone();
        let Some(store) = self.writable() else {
            return self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(self.unwritten().into())));
        };
        match apply_write(store, &about.rendition.document(), write, (author, drafts::named(known.as_ref()))) {
            Ok((written, step)) => {
                // What was written may be the words of a document that has a password.
                log::debug!("{kind}: written");
                if let Some(key) = draft {
                    self.drafts.forget(&key);
                }
                let changed = step.map(|step| step.notes).unwrap_or_default();
                let is_change = written != Written::Nothing;
                self.outcomes.send(Outcome::Notes(NotesAnswer::Changed { changed, written }));
                self.save_text(about);
                if is_change {
                    self.tell_of(about);
                }
                self.back_up();
            }
            Err(StoreError::Superseded { now }) => self.outcomes.send(Outcome::Notes(NotesAnswer::Superseded(now))),
            Err(error) => {
                log::error!("{kind} failed");
                self.refuse(&error);
            }
        }
    }

    /// Takes notes from elsewhere in: one step, or nothing of it.
    fn apply_import(&mut self, about: &StoreSubject, arrivals: &ImportBatch) {
        let Some(store) = self.writable() else {
            return self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(self.unwritten().into())));
        };
        match store.apply_import(arrivals, &Zoned::now()) {
            Ok(step) => {
                let written = Written::Imported(step.notes.len());
                self.save_text(about);
                self.tell_of(about);
                // All at once: they may be many, and where they stand is looked for anew.
                self.fetch(about);
                self.outcomes.send(Outcome::Notes(NotesAnswer::Changed { changed: Vec::new(), written }));
                self.back_up();
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Keeps what the reader says that the document is.
    fn keep_details(&mut self, about: &StoreSubject, own: Details) {
        let Some(store) = self.writable() else {
            return self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(self.unwritten().into())));
        };
        match store.save_details(&about.rendition.document(), &own) {
            Ok(()) => {
                self.outcomes.send(Outcome::Notes(NotesAnswer::Details(Box::new(own))));
                self.tell_of(about);
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Says that something was not written, and why.
    fn refuse(&mut self, error: &StoreError) {
        log::error!("{error}");
        // What the reader wrote is still on the screen.
        self.reopen_after(error);
        self.outcomes.send(Outcome::Notes(NotesAnswer::NotWritten(store_words(&self.words, error).into())));
    }
}
