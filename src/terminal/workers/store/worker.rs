//! The store lane: one thread that does everything that has to be kept, in order. Nothing
//! of it is cancelled, and it is joined at exit; «saved» is said only when it has answered.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use jiff::Zoned;

use crate::annotation::{Anchor, Arrivals, Details, DocumentId, Found, NoteId, SafeLines};
use crate::app::{NotesAnswer, OlderEdition, Outcome, Spot, StoreOrder, Tone, Write, Written};
use crate::document::{SafeText, Span};
use crate::platform::folders::Folders;
use crate::platform::note_changes::change;
use crate::platform::store_words::{cannot_write, notice_words, store_words};
use crate::store::{Access, Draft, Edition, Notice, Older, Opening, PackedText, Place, Remedy, Resolution, Store, StoreError};
use crate::terminal::workers::outcomes::Answers;
use crate::terminal::workers::store::watch::Watch;
use crate::terminal::workers::store::{About, Errand};
use crate::words::Words;

/// How long a draft may wait for the next key before it is written.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);

/// The lane's end.
pub(crate) struct Lane {
    folders: Option<Folders>,
    /// Only what the reader writes is kept: no line in the library, no place, no text.
    private: bool,
    /// The reader's name, where one is configured.
    author: Option<SafeText>,
    /// Who is told of documents whose notes have changed.
    changed: Option<Sender<About>>,
    answers: Answers,
    words: Arc<Words>,
    store: Option<Store>,
    /// Whether the reader was told that nothing can be kept.
    told: bool,
    /// The draft that waits for the next key.
    draft: Option<Draft>,
    /// Tells when another program changes the notes.
    watch: Option<Watch>,
}

impl Lane {
    pub(crate) fn new(
        folders: Option<Folders>,
        private: bool,
        author: Option<SafeText>,
        changed: Option<Sender<About>>,
        answers: Answers,
        words: Arc<Words>,
    ) -> Self {
        Self { folders, private, author, changed, answers, words, store: None, told: false, draft: None, watch: None }
    }

    /// Carries out what is ordered, until nobody can order any more.
    pub(crate) fn serve(mut self, errands: &Receiver<Errand>) {
        loop {
            let errand = match self.draft {
                Some(_) => match errands.recv_timeout(DRAFT_PAUSE) {
                    Err(RecvTimeoutError::Timeout) => {
                        self.write_draft();
                        continue;
                    }
                    other => other.ok(),
                },
                None => errands.recv().ok(),
            };
            let Some(errand) = errand else { break };
            if !matches!(errand.order, StoreOrder::KeepDraft { .. }) {
                self.write_draft();
            }
            self.carry_out(errand);
        }
        self.write_draft();
    }

    /// Tells that the notes on a document have changed, to have them exported.
    fn tell_of(&self, about: &About) {
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
                    if let Some(reason) = cannot_write(&store, &self.words) {
                        self.cannot_keep(reason);
                    }
                    self.store = Some(store);
                    if self.watch.is_none() {
                        self.watch = self.folders.as_ref().and_then(|folders| Watch::start(&folders.data, &self.answers));
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

    fn cannot_keep(&mut self, reason: String) {
        log::error!("notes can't be kept: {reason}");
        if !std::mem::replace(&mut self.told, true) {
            self.answers.send(Outcome::Notes(NotesAnswer::CannotKeep(reason.into())));
        }
    }

    fn tell(&self, notice: &Notice) {
        log::warn!("{notice:?}");
        if let Some(words) = notice_words(&self.words, notice) {
            self.answers.send(Outcome::Told(Tone::Warning, words.into()));
        }
    }

    fn carry_out(&mut self, errand: Errand) {
        let Errand { about, order } = errand;
        match order {
            StoreOrder::Load => self.load(&about),
            StoreOrder::Write(write) => self.write(&about, write),
            StoreOrder::KeepDraft { key, text } => self.take_draft(&about, key, &text),
            StoreOrder::KeepPlace(spot) => self.keep_place(&about, spot),
            StoreOrder::Answer { older, carry } => self.answer(&about, older, carry),
            StoreOrder::LookForChanges => self.look(&about),
            StoreOrder::KeepFound(found) => self.keep_found(&about, &found),
            StoreOrder::LoadAll => self.fetch_shelf(),
            StoreOrder::TakeIn(arrivals) => self.take_in(&about, &arrivals),
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

    fn load(&mut self, about: &About) {
        let document = about.rendition.document();
        let private = self.private;
        let Some(store) = self.store() else { return };
        let opening = Opening {
            document,
            path: about.path(),
            title: about.title.clone(),
            size: u64::try_from(about.document.text().len()).unwrap_or(u64::MAX),
            at: Zoned::now(),
        };
        if !private && let Err(error) = store.opened(&opening) {
            log::warn!("not put on the shelf: {error}");
        }
        let drafts = store.drafts().unwrap_or_default();
        let own = store.details(&document).unwrap_or_default();
        self.fetch(about);
        self.answers.send(Outcome::Notes(NotesAnswer::Details(Box::new(own))));
        for draft in drafts.into_iter().filter(|draft| draft.document == document) {
            self.answers.send(Outcome::Notes(NotesAnswer::Draft { key: draft.name, text: draft.text.to_string() }));
        }
        self.ask(about);
    }

    /// Fetches the notes on the open document.
    fn fetch(&mut self, about: &About) {
        let Some(store) = self.store() else { return };
        let fetched = store.notes(&about.rendition.document()).and_then(|notes| {
            let past = Arc::new(store.past(&notes, &about.rendition)?);
            Ok(Outcome::Notes(NotesAnswer::Loaded { notes, rendition: about.rendition.clone(), past }))
        });
        match fetched {
            Ok(notes) => self.answers.send(notes),
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.cannot_keep(reason);
            }
        }
    }

    /// Fetches the notes on all documents, those of the document opened last first.
    fn fetch_shelf(&mut self) {
        let Some(store) = self.store() else { return };
        let fetched = store
            .all_notes()
            .map(|notes| crate::terminal::workers::store::all_notes::of(notes, &store.library().unwrap_or_default()));
        match fetched {
            Ok(shelf) => self.answers.send(Outcome::Notes(NotesAnswer::All(Arc::new(shelf)))),
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.answers.send(Outcome::Told(Tone::Warning, reason.into()));
            }
        }
    }

    /// Keeps where notes were found, so that it need not be found out again; nothing depends on it.
    fn keep_found(&mut self, about: &About, found: &[(NoteId, Found)]) {
        if self.private {
            return;
        }
        let Some(store) = self.store() else { return };
        if *store.access() == Access::Write
            && let Err(error) = store.keep_found(&about.rendition.text, found, &Zoned::now())
        {
            log::warn!("where notes were found was not kept: {error}");
        }
    }

    /// Looks whether the document is a newer edition of one that has notes.
    fn ask(&mut self, about: &About) {
        let path = about.path();
        let Some(store) = self.store() else { return };
        if *store.access() != Access::Write {
            return;
        }
        let (document, text) = (about.rendition.document(), about.document.text());
        match store.older_editions(&document, path.as_deref(), &about.title, text) {
            Ok(mut older) if !older.is_empty() => {
                let Older { document, title, notes, likeness } = older.swap_remove(0);
                self.answers.send(Outcome::Notes(NotesAnswer::Older(OlderEdition { document, title, notes, likeness })));
            }
            Ok(_) => {}
            Err(error) => log::warn!("older editions were not looked for: {error}"),
        }
    }

    fn answer(&mut self, about: &About, older: DocumentId, carried: bool) {
        let Some(store) = self.store() else { return };
        let newer = about.rendition.document();
        if let Err(error) = store.save_edition(&Edition { older, newer, carried, at: Zoned::now() }) {
            let reason = store_words(&self.words, &error);
            return self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
        }
        if carried {
            self.keep_text(about);
            self.fetch(about);
            self.tell_of(about);
        }
        self.ask(about);
    }

    /// Keeps where a note stands, by the reader's word; then answers.
    fn resolve(&mut self, about: &About, resolution: &Resolution, answer: Outcome) {
        let Some(store) = self.store() else { return };
        match store.resolve(std::slice::from_ref(resolution)) {
            Ok(()) => {
                self.answers.send(answer);
                self.tell_of(about);
            }
            Err(error) => {
                let reason = store_words(&self.words, &error);
                self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
            }
        }
    }

    /// Fetches the notes again, if another program changed them.
    fn look(&mut self, about: &About) {
        let Some(store) = &mut self.store else { return };
        match store.changed_elsewhere() {
            Ok(true) => self.fetch(about),
            Ok(false) => {}
            Err(error) => {
                // Opened anew with the next order; what is on the screen stays.
                log::warn!("the notes can't be looked at: {error}");
                self.store = None;
            }
        }
    }

    fn write(&mut self, about: &About, write: Write) {
        let draft = match &write {
            Write::Add(note) => note.draft.clone(),
            _ => None,
        };
        let kind = write.name();
        let author = self.author.clone();
        let Some(store) = self.store() else {
            let reason = self.words.say("store-unwritten").into_owned();
            return self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
        };
        match change(store, &about.rendition.document(), write, author) {
            Ok((written, step)) => {
                log::debug!("{kind}: {written:?}");
                if let Some(name) = draft
                    && let Err(error) = store.drop_draft(&name)
                {
                    log::warn!("the draft was not dropped: {error}");
                }
                let changed = step.map(|step| step.notes).unwrap_or_default();
                let is_change = written != Written::Nothing;
                self.answers.send(Outcome::Notes(NotesAnswer::Changed { changed, written }));
                self.keep_text(about);
                if is_change {
                    self.tell_of(about);
                }
                self.back_up();
            }
            Err(error) => {
                log::error!("{kind} failed");
                self.refuse(&error);
            }
        }
    }

    /// Takes notes from elsewhere in: one step, or nothing of it.
    fn take_in(&mut self, about: &About, arrivals: &Arrivals) {
        let Some(store) = self.store() else {
            let reason = self.words.say("store-unwritten").into_owned();
            return self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
        };
        match store.take_in(arrivals, &Zoned::now()) {
            Ok(step) => {
                let written = Written::Imported(step.notes.len());
                self.keep_text(about);
                self.tell_of(about);
                // All at once: they may be many, and where they stand is looked for anew.
                self.fetch(about);
                self.answers.send(Outcome::Notes(NotesAnswer::Changed { changed: Vec::new(), written }));
                self.back_up();
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Keeps what the reader says that the document is.
    fn keep_details(&mut self, about: &About, own: Details) {
        let Some(store) = self.store() else {
            let reason = self.words.say("store-unwritten").into_owned();
            return self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(reason.into())));
        };
        match store.save_details(&about.rendition.document(), &own) {
            Ok(()) => {
                self.answers.send(Outcome::Notes(NotesAnswer::Details(Box::new(own))));
                self.tell_of(about);
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Says that something was not written, and why.
    fn refuse(&mut self, error: &StoreError) {
        log::error!("{error}");
        if error.remedy() == Remedy::Reopen {
            // With the next order; what the reader wrote is still on the screen.
            self.store = None;
        }
        self.answers.send(Outcome::Notes(NotesAnswer::NotWritten(store_words(&self.words, error).into())));
    }

    /// Keeps the text that a note was made in, once; reviewing a newer edition needs it.
    fn keep_text(&mut self, about: &About) {
        // What has a password is not laid down without one.
        if self.private || about.document.meta().is_locked() {
            return;
        }
        let Some(store) = &mut self.store else { return };
        let kept = store
            .has_text(&about.rendition.text)
            .and_then(|has| if has { Ok(()) } else { store.keep_text(&PackedText::of(about.document.text())) });
        if let Err(error) = kept {
            log::warn!("the text was not kept: {error}");
        }
    }

    /// Backs up where it is time to; what was written is answered for already.
    fn back_up(&mut self) {
        let Some(store) = &mut self.store else { return };
        let now = Zoned::now();
        match store.backup_due(&now).and_then(|due| if due { store.back_up(&now).map(Some) } else { Ok(None) }) {
            Ok(Some(backup)) => log::info!("backed up to {}", backup.path.display()),
            Ok(None) => {}
            Err(error) => log::error!("no backup: {error}"),
        }
    }

    fn take_draft(&mut self, about: &About, key: String, text: &str) {
        if self.draft.as_ref().is_some_and(|waiting| waiting.name != key) {
            self.write_draft();
        }
        self.draft = Some(Draft {
            name: key,
            document: about.rendition.document(),
            note: None,
            anchor: None,
            text: SafeLines::new(text),
            at: Zoned::now(),
        });
    }

    fn write_draft(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let Some(store) = self.store() else { return };
        let kept = if draft.text.is_empty() { store.drop_draft(&draft.name) } else { store.save_draft(&draft) };
        if let Err(error) = kept {
            log::error!("the draft was not kept: {error}");
        }
    }

    fn keep_place(&mut self, about: &About, spot: Spot) {
        if self.private {
            return;
        }
        let document = about.rendition.document();
        let anchor = Anchor::of(&about.document, Span::empty(spot.top), &about.rendition);
        let Some(store) = self.store() else { return };
        if *store.access() != Access::Write {
            return;
        }
        let kept = store.save_place(&document, &Place { anchor, at: Zoned::now() });
        let kept = kept.and_then(|()| store.save_progress(&document, f64::from(spot.thousandths) / 1000.0));
        if let Err(error) = kept {
            log::warn!("the place was not kept: {error}");
        }
    }
}
