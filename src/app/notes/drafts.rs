//! What is being typed and not saved: on its way to the disk, and waiting there to be gone on with.

use crate::annotation::{Anchor, DocumentId, Found, Label, Note, NoteId, split_tags, tags};
use crate::app::lists::Entry;
use crate::document::{SafeText, Span};

use crate::app::{App, Choice, ChoiceList, List, ListKind, NamedPlace, Origin, StoreOrder, Subject, Tone};

/// A draft on its way to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftOrder {
    /// What it is a draft of.
    pub key: String,
    /// The text; empty to forget it.
    pub text: String,
    /// The note that it changes.
    pub note: Option<NoteId>,
    /// Where it is to stand.
    pub anchor: Option<Box<Anchor>>,
    /// Its label.
    pub label: Label,
    /// What the note said when it was begun.
    pub base: Option<String>,
    /// Whether the reader waits to be told that it is kept.
    pub told: bool,
}

/// A draft that waits to be gone on with.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingDraft {
    /// What is kept of it.
    pub kept: DraftOrder,
    /// The document that it is typed for.
    pub document: DocumentId,
    /// What that is called.
    pub title: SafeText,
    /// Where that was seen last.
    pub origin: Option<Origin>,
    /// Where it stands in the open document; none where it is another one's.
    pub found: Option<Found>,
}

impl WaitingDraft {
    /// Its place in the open document, where that is certain or likely.
    fn span(&self) -> Option<Span> {
        match self.found {
            Some(Found::Exact(span) | Found::Moved { span, .. }) => Some(span),
            _ => None,
        }
    }

    /// Whether it is of the open document, or of an older edition of it.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.found.is_some()
    }
}

/// The drafts that wait.
#[derive(Debug, Default)]
pub struct Drafts {
    waiting: Vec<WaitingDraft>,
    /// Those that the store could not keep: nothing but this program has them.
    unkept: Vec<String>,
    /// Whether the reader was told that there are some.
    announced: bool,
}

impl Drafts {
    /// All of them.
    #[must_use]
    pub fn waiting(&self) -> &[WaitingDraft] {
        &self.waiting
    }

    fn offer(&mut self, draft: WaitingDraft) {
        self.waiting.retain(|other| other.kept.key != draft.kept.key);
        if !draft.kept.text.is_empty() {
            self.waiting.push(draft);
        }
    }

    fn take(&mut self, is_it: impl Fn(&WaitingDraft) -> bool) -> Option<WaitingDraft> {
        let at = self.waiting.iter().position(is_it)?;
        Some(self.waiting.remove(at))
    }
}

/// The tags and the words of `text`, in the place of those of `note`.
pub(super) fn with_words(note: &Note, text: &str) -> Note {
    let (body, own) = split_tags(text);
    Note { body: crate::annotation::SafeLines::new(body), tags: tags(own.iter().map(ToString::to_string)), ..note.clone() }
}

impl App {
    /// Drafts as the store has them; what is being typed just now, and what only this program has, stays.
    pub(in crate::app) fn take_drafts(&mut self, mut drafts: Vec<WaitingDraft>) {
        let mut at_hand = None;
        for editor in self.layers.all_mut::<crate::app::Editor>() {
            drafts.retain(|draft| {
                let is_own = draft.kept.key == editor.key();
                if is_own && !editor.is_changed() {
                    at_hand = Some(draft.kept.text.clone());
                }
                !is_own
            });
        }
        let of_this_program = std::mem::take(&mut self.library.drafts.waiting).into_iter().filter(|draft| {
            let key = &draft.kept.key;
            self.library.drafts.unkept.contains(key) && !drafts.iter().any(|other| other.kept.key == *key)
        });
        let own: Vec<WaitingDraft> = of_this_program.collect();
        self.library.drafts.waiting = own;
        self.library.drafts.waiting.extend(drafts);
        if let Some(text) = at_hand {
            // Opened before the store had answered, and nothing typed yet.
            if let Some(editor) = self.layers.top_mut::<crate::app::Editor>() {
                editor.fill(&text);
            }
            self.say(Tone::Warning, "message-draft-back", &[]);
        } else if !self.library.drafts.waiting.is_empty() && !std::mem::replace(&mut self.library.drafts.announced, true) {
            let count = self.library.drafts.waiting.len();
            self.say(Tone::Warning, "message-drafts-wait", &[("count", count.into())]);
        }
        self.lists_changed();
        self.carry_out_pending();
    }

    /// Why notes can't be read, where they could not be.
    #[must_use]
    pub fn notes_unread(&self) -> Option<String> {
        if self.open.notebook.is_loaded() {
            return None;
        }
        let reason = self.open.notebook.cannot_keep.clone()?;
        Some(self.words.fill("list-notes-unread", &[("reason", reason.into())]))
    }

    /// Opens the list of drafts.
    pub(in crate::app) fn open_drafts(&mut self) {
        self.effects.push(StoreOrder::LoadDrafts);
        self.open_list(List::new(ListKind::Drafts, 0));
    }

    /// The draft of what is to be written on `subject`, taken out of those that wait: by its name, by
    /// the note, or by the place that it has in this text.
    pub(in crate::app) fn take_draft_of(&mut self, key: &str, subject: &Subject) -> Option<WaitingDraft> {
        let is_same = |draft: &WaitingDraft| match subject {
            Subject::Old(note) => draft.kept.note == Some(note.id),
            Subject::New(span) => draft.kept.note.is_none() && draft.span() == Some(*span) && !is_body(draft),
            Subject::Body { label, .. } => draft.span().is_some() && body_of(draft) == Some(label),
            Subject::Adrift(_) => false,
        };
        self.library.drafts.take(|draft| draft.kept.key == key || is_same(draft))
    }

    /// A draft was left in the editor, and can be opened again.
    pub(in crate::app) fn offer_draft(&mut self, kept: DraftOrder, found: Option<Found>) {
        let Some(rendition) = &self.open.rendition else { return };
        let (document, title) = (rendition.document(), SafeText::new(self.open.title()));
        self.library.drafts.offer(WaitingDraft { kept, document, title, origin: Some(self.open.origin.clone()), found });
        self.lists_changed();
    }

    /// Goes on with a draft of the list: here, or by opening the document that it is typed for.
    pub(in crate::app) fn open_draft(&mut self, index: usize) {
        let Some(draft) = self.library.drafts.waiting.get(index).cloned() else { return };
        match draft.origin.clone().filter(|origin| !draft.is_here() && *origin != self.open.origin) {
            Some(origin) => self.leave_for(origin, Some(NamedPlace::Draft(draft.kept.key))),
            // Of a document that is not known any more, or whose file holds another one by now: it keeps
            // the passage that it was written on.
            None => self.go_on_with(draft),
        }
    }

    /// Shows the draft at `index` of the list once more, and asks whether it is given up: there is no way back.
    pub(in crate::app) fn ask_to_drop_draft(&mut self, index: Option<usize>) {
        let Some(draft) = index.and_then(|index| self.library.drafts.waiting.get(index)) else { return };
        let choices = vec![Choice::KeepDraft, Choice::DropDraft(draft.kept.key.clone())];
        self.layers.push(ChoiceList::over("choice-of-draft", draft.kept.text.clone(), choices));
    }

    /// Gives up the draft of `key`.
    pub(in crate::app) fn drop_draft(&mut self, key: &str) {
        let Some(draft) = self.library.drafts.take(|draft| draft.kept.key == key) else { return };
        self.library.drafts.unkept.retain(|other| other != key);
        let given_up = DraftOrder { text: String::new(), told: true, ..draft.kept };
        self.effects.push(StoreOrder::KeepDraft(Box::new(given_up)));
        self.lists_changed();
    }

    /// Goes on with the draft that the document was opened for, once it is there; whether it is.
    pub(in crate::app) fn open_named_draft(&mut self, key: &str) -> bool {
        let draft = self.library.drafts.waiting.iter().find(|draft| draft.kept.key == key && draft.is_here()).cloned();
        let is_there = draft.is_some() && self.open.notebook.is_loaded();
        if let Some(draft) = draft.filter(|_| is_there) {
            self.go_on_with(draft);
        }
        is_there
    }

    fn go_on_with(&mut self, draft: WaitingDraft) {
        if !self.may_write() {
            return;
        }
        let note = draft.kept.note.and_then(|id| self.open.notebook.get(id)).map(|placed| placed.note.clone());
        let anchor = draft.kept.anchor.clone();
        let subject = match (note, draft.span(), anchor) {
            (Some(note), ..) => Subject::Old(Box::new(note)),
            (None, Some(span), anchor) => match anchor.as_ref().and_then(|anchor| anchor.footnote.clone()) {
                Some(label) => Subject::Body { call: span.end, label },
                None => Subject::New(span),
            },
            (None, None, Some(anchor)) => Subject::Adrift(anchor),
            (None, None, None) => return self.say(Tone::Warning, "message-note-lost", &[]),
        };
        self.open_editor_with(subject, Some(draft.kept.key));
    }

    /// The store has kept a draft.
    pub(in crate::app) fn draft_kept(&mut self, key: &str) {
        self.library.drafts.unkept.retain(|other| other != key);
        self.say(Tone::Plain, "message-draft-kept", &[]);
    }

    /// The store could not keep a draft: what was typed is only here.
    pub(in crate::app) fn draft_not_kept(&mut self, key: String, reason: &str) {
        if !self.library.drafts.unkept.contains(&key) {
            self.library.drafts.unkept.push(key);
        }
        self.say(Tone::Error, "message-draft-not-kept", &[("reason", reason.into())]);
    }

    /// A draft's entry in their list.
    pub(in crate::app) fn draft_entry(&self, index: usize) -> Entry {
        let Some(draft) = self.library.drafts.waiting.get(index) else { return Entry::default() };
        let text = draft.kept.text.lines().next().unwrap_or_default().to_owned();
        let quote = draft.kept.anchor.as_ref().map(|anchor| format!("“{}”", anchor.quote.replace('\n', " ")));
        let place = draft.span().map(|span| self.place_words(self.document(), span)).filter(|place| !place.is_empty());
        let astray = (draft.is_here() && draft.span().is_none() && draft.kept.note.is_none())
            .then(|| self.words.say("note-lost").into_owned());
        let detail = astray.into_iter().chain(place).chain(quote).collect::<Vec<_>>().join(" · ");
        let doubtful = matches!(draft.found, Some(Found::Doubtful { .. }));
        let (lead, colour) = (self.label_words(&draft.kept.label), self.library.labels.colour(&draft.kept.label));
        Entry { lead, text, detail, colour, doubtful, ..Entry::default() }
    }

    /// The head of a draft's group: its document.
    pub(in crate::app) fn draft_group(&self, index: usize) -> Option<String> {
        let draft = self.library.drafts.waiting.get(index)?;
        Some(if draft.title.is_empty() { draft.document.to_string() } else { draft.title.to_string() })
    }
}

fn body_of(draft: &WaitingDraft) -> Option<&SafeText> {
    draft.kept.anchor.as_ref()?.footnote.as_ref()
}

fn is_body(draft: &WaitingDraft) -> bool {
    body_of(draft).is_some()
}
