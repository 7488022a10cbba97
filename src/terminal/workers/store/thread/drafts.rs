//! What is being typed, on its way to the disk: at the latest a second after the first key that is not
//! kept yet, however fast one types. What can't be kept stays here, is said, and is tried again.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use jiff::Zoned;

use crate::annotation::SafeLines;
use crate::app::{DraftOrder, NotesAnswer, Origin, Outcome, Tone, WaitingDraft};
use crate::document::SafeText;
use crate::platform::exports::collect::found_draft;
use crate::platform::store_words::store_words;
use crate::store::{Draft, DraftName};

use super::super::all_notes::origin_of;
use super::super::order::StoreSubject;
use super::StoreThread;

/// How long a draft waits for the next key.
const PAUSE: Duration = Duration::from_millis(400);
/// How long it waits at most, keys or not.
const LONGEST: Duration = Duration::from_millis(700);
/// When what could not be kept is tried again.
const AGAIN: Duration = Duration::from_secs(3);

/// The drafts of this program.
#[derive(Default)]
pub(super) struct DraftDesk {
    waiting: Vec<Waiting>,
    /// Under which name each was kept, and what it said then.
    known: HashMap<String, (String, String)>,
}

/// A draft that is not kept yet.
struct Waiting {
    about: StoreSubject,
    order: DraftOrder,
    /// When the first key came that is not kept.
    since: Instant,
    due: Instant,
    /// Whether it could not be kept.
    failed: bool,
}

impl DraftDesk {
    /// When the next one has to be written.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waiting.iter().map(|waiting| waiting.due).min()
    }

    /// Takes what was typed; whether it has to be written at once.
    pub(super) fn take(&mut self, about: StoreSubject, order: DraftOrder) -> bool {
        let now = Instant::now();
        let former = self.waiting.iter().position(|waiting| waiting.order.key == order.key);
        let former = former.map(|at| self.waiting.remove(at));
        let failed = former.as_ref().is_some_and(|former| former.failed);
        let since = former.as_ref().map_or(now, |former| former.since);
        let due = match &former {
            Some(former) if former.failed => former.due,
            _ => (now + PAUSE).min(since + LONGEST),
        };
        let at_once = order.told;
        self.waiting.push(Waiting { about, order, since, due, failed });
        at_once
    }

    /// What the draft of `key` is kept as, so that it can be dropped with what it became.
    pub(super) fn kept_as(&self, key: &str) -> Option<(String, String)> {
        self.known.get(key).cloned()
    }

    /// The draft of `key` has become a note.
    pub(super) fn forget(&mut self, key: &str) {
        self.waiting.retain(|waiting| waiting.order.key != key);
        self.known.remove(key);
    }
}

impl StoreThread {
    /// Writes the drafts whose time has come by `now`; all of them where none is given.
    pub(super) fn write_drafts(&mut self, now: Option<Instant>) {
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.drafts.waiting).into_iter().partition(|waiting| now.is_none_or(|now| waiting.due <= now));
        self.drafts.waiting = later;
        for mut waiting in due {
            let is_first = !self.drafts.known.contains_key(&waiting.order.key);
            match self.keep(&waiting) {
                Ok(is_there) => {
                    if is_there && (waiting.order.told || waiting.failed) {
                        self.outcomes.send(Outcome::Notes(NotesAnswer::DraftKept(waiting.order.key)));
                    }
                    if is_there && is_first {
                        self.save_text(&waiting.about);
                    }
                }
                Err(reason) => {
                    log::error!("a draft was not kept: {reason}");
                    if waiting.order.text.is_empty() {
                        // It was given up, and is tried again; nothing of it is only here.
                        if waiting.order.told {
                            let words = self.words.fill("message-draft-stays", &[("reason", reason.into())]);
                            self.outcomes.send(Outcome::Told(Tone::Error, words.into()));
                        }
                    } else if waiting.order.told || !waiting.failed {
                        let key = waiting.order.key.clone();
                        self.outcomes.send(Outcome::Notes(NotesAnswer::DraftNotKept { key, reason: reason.into() }));
                    }
                    (waiting.failed, waiting.order.told) = (true, false);
                    waiting.due = Instant::now() + AGAIN;
                    self.drafts.waiting.push(waiting);
                }
            }
        }
    }

    /// What could not be kept to the very end, with why, in the reader's words.
    pub(super) fn unkept_drafts(&mut self) -> Option<String> {
        self.write_drafts(None);
        let unkept = std::mem::take(&mut self.drafts.waiting);
        let said = unkept.iter().filter(|waiting| !waiting.order.text.is_empty()).map(|waiting| {
            let text = SafeLines::new(&waiting.order.text).to_string();
            self.words.fill("store-draft-unkept", &[("text", text.into())])
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }

    /// Keeps one draft, or drops it where nothing is left of it; whether it is there then.
    fn keep(&mut self, waiting: &Waiting) -> Result<bool, String> {
        let DraftOrder { key, text, note, anchor, label, base, .. } = &waiting.order;
        let known = self.drafts.kept_as(key);
        if text.is_empty() && known.is_none() {
            return Ok(false);
        }
        let draft = Draft {
            name: known.as_ref().map_or_else(|| key.clone(), |(name, _)| name.clone()),
            document: waiting.about.rendition.document(),
            note: *note,
            anchor: anchor.as_deref().cloned(),
            label: label.clone(),
            base: base.as_deref().map(SafeLines::new),
            text: SafeLines::new(text),
            at: Zoned::now(),
        };
        let Some(store) = self.writable() else { return Err(self.reason()) };
        let kept = match (&known, text.is_empty()) {
            (Some((name, before)), true) => store.drop_draft(name, before).map(|()| None),
            (_, true) => Ok(None),
            (known, false) => store.save_draft(&draft, known.as_ref().map(|(_, before)| before.as_str())).map(Some),
        };
        match kept {
            Ok(Some(name)) => {
                self.drafts.known.insert(key.clone(), (name, draft.text.to_string()));
                Ok(true)
            }
            Ok(None) => {
                self.drafts.known.remove(key);
                Ok(false)
            }
            Err(error) => {
                self.reopen_after(&error);
                Err(store_words(&self.words, &error))
            }
        }
    }

    /// Fetches the drafts that wait: those for the open document, with where they stand in it, then the rest.
    pub(super) fn fetch_drafts(&mut self, about: &StoreSubject) {
        let document = about.rendition.document();
        let Some(store) = self.store() else { return };
        let found = store.drafts().and_then(|drafts| Ok((drafts, store.lineage(&document)?)));
        let (drafts, lineage) = match found {
            Ok(found) => found,
            Err(error) => return log::error!("the drafts can't be read: {error}"),
        };
        let shelf = if drafts.iter().all(|draft| lineage.contains(&draft.document)) {
            Vec::new()
        } else {
            store.library().unwrap_or_default()
        };
        let mut waiting: Vec<WaitingDraft> = Vec::new();
        let mut known = Vec::new();
        for draft in drafts {
            let is_here = lineage.contains(&draft.document);
            let found = is_here.then(|| found_draft(store, &about.document, &about.rendition, &draft));
            let shelved = shelf.iter().find(|shelved| shelved.document == draft.document);
            let (title, origin): (SafeText, Option<Origin>) = match shelved {
                Some(shelved) => (shelved.title.clone(), origin_of(shelved)),
                None if is_here => (about.title.clone(), Some(about.origin.clone())),
                None => (SafeText::default(), None),
            };
            known.push((draft.name.clone(), draft.text.to_string()));
            let kept = DraftOrder {
                key: draft.name,
                text: draft.text.to_string(),
                note: draft.note,
                anchor: draft.anchor.map(Box::new),
                label: draft.label,
                base: draft.base.map(|base| base.to_string()),
                told: false,
            };
            waiting.push(WaitingDraft { kept, document: draft.document, title, origin, found });
        }
        waiting.sort_by_key(|draft| (!draft.is_here(), draft.document));
        for (name, text) in known {
            // What this program types under the name is not what it has just read.
            self.drafts.known.entry(name.clone()).or_insert((name, text));
        }
        self.outcomes.send(Outcome::Notes(NotesAnswer::Drafts(waiting)));
    }
}

/// A draft as the store knows it.
pub(super) fn named(known: Option<&(String, String)>) -> Option<DraftName<'_>> {
    known.map(|(name, text)| DraftName { name, text })
}
