//! What the document is, for a citation: a form to say it, and copying a passage with it.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::annotation::{Details, KINDS, NoteId};
use crate::document::{Document, SafeText, Span};

use crate::app::{App, Area, Command, Context, ExchangeEffect, Field, ListKind, Peek, StoreOrder, Target, Tone};

/// The details that can be said: the name that commands know each by, and its words.
pub const DETAIL_FIELDS: [(&str, &str); 8] = [
    ("title", "detail-title"),
    ("author", "detail-author"),
    ("publisher", "detail-publisher"),
    ("date", "detail-date"),
    ("kind", "detail-kind"),
    ("container", "detail-container"),
    ("number", "detail-number"),
    ("url", "detail-url"),
];

/// The form: a line for each detail.
#[derive(Debug, Clone)]
pub struct DetailsForm {
    /// What the reader says, by [`DETAIL_FIELDS`].
    pub fields: Vec<Field>,
    /// What the file says of each; it holds where the reader says nothing.
    pub from_file: Vec<String>,
    /// The line that is typed in.
    pub at: usize,
    /// Whether it waits for the store to say that it is kept.
    pub saving: bool,
}

/// A passage that is to be cited.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The document.
    pub document: Arc<Document>,
    /// What its file is called.
    pub name: SafeText,
    /// What it is.
    pub details: Details,
    /// The words, in one line.
    pub quote: String,
    /// The label of its page.
    pub page: Option<String>,
    /// The label of the footnote that it stands in.
    pub footnote: Option<String>,
}

impl DetailsForm {
    /// The line that is typed in.
    fn field(&mut self) -> &mut Field {
        let at = self.at.min(self.fields.len() - 1);
        &mut self.fields[at]
    }

    fn own(&self) -> Details {
        let mut own = Details::default();
        for ((name, _), field) in DETAIL_FIELDS.iter().zip(&self.fields) {
            own.set(name, field.text());
        }
        own
    }
}

impl Overlay for DetailsForm {
    fn context(&self) -> Context {
        Context::Line
    }

    fn hint(&self, command: Command) -> Option<&'static str> {
        (command == Command::Accept).then_some("hint-save")
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        let count = self.fields.len();
        match command {
            Command::Close => return After::Close,
            Command::Down | Command::NextTarget => self.at = (self.at + 1) % count,
            Command::Up => self.at = (self.at + count - 1) % count,
            Command::Accept => app.keep_details(self),
            _ => {}
        }
        After::Stay
    }

    fn take(&mut self, _: &mut App, typed: Typed) -> Option<After> {
        self.field().take(typed);
        Some(After::Stay)
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    /// What is known of the document: what its file says, under what the reader says.
    #[must_use]
    pub fn details(&self) -> Details {
        Details::of(self.document().meta()).under(&self.open.own_details)
    }

    /// What the reader says of it is known.
    pub(in crate::app) fn take_details(&mut self, own: Details) {
        // What is saved is told when it is: the details that were there before may come after the key.
        let was_saving = |form: &DetailsForm| form.saving && form.own() == own;
        if self.layers.all_mut::<DetailsForm>().any(|form| was_saving(form)) {
            self.layers.close_where::<DetailsForm>(|form| was_saving(form));
            self.say(Tone::Good, "message-details-kept", &[]);
        }
        self.open.own_details = own;
        self.lists_changed();
    }

    pub(in crate::app) fn open_details(&mut self) {
        if !self.may_write() {
            return;
        }
        let file = Details::of(self.document().meta());
        let lines = |details: &Details| DETAIL_FIELDS.map(|(name, _)| details.get(name));
        let fields = lines(&self.open.own_details).iter().map(|text| Field::new(text)).collect();
        let form = DetailsForm { fields, from_file: lines(&file).to_vec(), at: 0, saving: false };
        self.layers.push(form);
    }

    /// Has what the form says kept, unless its kind is none that is known.
    fn keep_details(&mut self, form: &mut DetailsForm) {
        let own = form.own();
        match own.kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
            Some(kind) => {
                self.say(
                    Tone::Warning,
                    "detail-no-kind",
                    &[("value", kind.to_owned().into()), ("known", KINDS.join(", ").into())],
                );
                form.at = DETAIL_FIELDS.iter().position(|(name, _)| *name == "kind").unwrap_or(0);
            }
            None => {
                form.saving = true;
                self.effects.push(StoreOrder::KeepDetails(Box::new(own)));
            }
        }
    }

    /// The form's area: a line for each detail, and the keys.
    #[must_use]
    pub fn details_area(&self) -> Area {
        self.geometry.floating(76, u16::try_from(DETAIL_FIELDS.len()).unwrap_or(8) + 4)
    }

    /// Copies a passage of the document with its citation.
    pub(in crate::app) fn copy_cited(&mut self, span: Span) {
        let document = Arc::clone(self.document());
        let page = document.page_at(span.start).map(|page| document.pages()[page].label.to_string());
        let footnote = document.body_at(span.start).map(|footnote| document.footnotes()[footnote].label.to_string());
        self.cite(document.slice(span), page, footnote);
    }

    /// The same of the passage that a note stands on: where it has no place here, as it was quoted.
    pub(in crate::app) fn copy_note_cited(&mut self, id: NoteId) {
        let Some(placed) = self.known_note(id) else { return };
        match placed.span().filter(|span| !span.is_empty() && !placed.is_doubtful()) {
            Some(span) => self.copy_cited(span),
            None => {
                let (quote, page) =
                    (placed.note.anchor.quote.to_string(), placed.note.anchor.page.as_ref().map(ToString::to_string));
                self.cite(&quote, page, None);
            }
        }
    }

    /// The same of what a peek shows.
    pub(in crate::app) fn copy_peek_cited(&mut self, peek: &Peek) {
        let document = Arc::clone(self.document());
        match peek.target() {
            Some(Target::Footnote(footnote, _)) => self.copy_body_cited(*footnote),
            Some(Target::Meant(pointer)) => self.copy_body_cited(pointer.to.unwrap_or(usize::MAX)),
            Some(Target::Call(_, call)) => self.copy_cited(document.sentence_at(*call)),
            Some(Target::Note(id)) => self.copy_note_cited(*id),
            Some(Target::Cell(held, _)) => {
                let span = document.tables().get(held.table).and_then(|table| table.cell(held.row, held.column));
                self.copy_cited(span.unwrap_or_default());
            }
            // A link or a table is no passage: the sentence that leads to it is.
            Some(Target::Link(..) | Target::Table(_) | Target::Reference(_)) => self.copy_cited(peek.of),
            None => {}
        }
    }

    /// The same of the text of footnote `footnote`.
    pub(in crate::app) fn copy_body_cited(&mut self, footnote: usize) {
        match self.document().body_span(footnote) {
            Some(body) => self.copy_cited(body),
            None => self.say(Tone::Plain, "message-nothing-to-copy", &[]),
        }
    }

    /// The same of the chosen entry of a list.
    pub(in crate::app) fn copy_entry_cited(&mut self, listed: ListKind, index: usize) {
        let document = Arc::clone(self.document());
        match listed {
            ListKind::Notes => {
                if let Some(id) = self.listed_note(index).map(|placed| placed.note.id) {
                    self.copy_note_cited(id);
                }
            }
            ListKind::AllNotes | ListKind::Drafts => self.say(Tone::Plain, "message-open-to-cite", &[]),
            ListKind::Jumps => {
                let position = self.pane.jumps.positions().nth(index);
                if let Some(position) = position {
                    self.copy_cited(document.sentence_at(position.focus));
                }
            }
            ListKind::Hits => {
                let hit = self.pane.search.hits.as_ref().and_then(|hits| hits.spans.get(index)).copied();
                if let Some(hit) = hit {
                    self.copy_cited(document.sentence_at(hit.start));
                }
            }
        }
    }

    fn cite(&mut self, quote: &str, page: Option<String>, footnote: Option<String>) {
        let quote = quote.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        if quote.is_empty() {
            return self.say(Tone::Plain, "message-nothing-to-copy", &[]);
        }
        let passage = Passage {
            document: Arc::clone(self.document()),
            name: self.open.name.clone(),
            details: self.details(),
            quote,
            page,
            footnote,
        };
        self.effects.push(ExchangeEffect::Cite(Box::new(passage)));
    }
}
