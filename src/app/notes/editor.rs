//! Writing a note. What is typed is kept as a draft until it is saved, so that neither a
//! crash nor a slip of the finger loses it.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::annotation::{Anchor, Found, Label, Note, NoteKind, Patch, SafeLines, join_tags, split_tags, words_before};
use crate::document::{Point, SafeText, Span, clean};

use crate::app::{
    App, Area, Choice, ChoiceList, Command, Context, DetailsForm, DraftOrder, NewNote, NoteChange, Rewrite, StoreOrder,
    TerminalEffect, Tone, WaitingDraft,
};

use super::drafts::with_words;

/// The most that is taken from one paste, in bytes.
const LONGEST_PASTE: usize = 10 << 20;

/// What is being written.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A new note on a span.
    New(Span),
    /// A note that is there already.
    Old(Box<Note>),
    /// A new note whose passage was not found in this text: it keeps the anchor that it had.
    Adrift(Box<Anchor>),
    /// A text for the footnote with this label, whose own is not in the file.
    Body {
        /// Where it is called.
        call: Point,
        /// Its label.
        label: SafeText,
    },
}

/// The editor's state.
#[derive(Debug, Clone)]
pub struct Editor {
    /// What is written about.
    pub subject: Subject,
    /// The passage, for the reader to see.
    pub quote: String,
    /// The text area: its state, and the widget that draws it.
    pub area: TextArea<'static>,
    /// The note's label.
    pub label: Label,
    /// Whether it waits for the store to say that it is saved.
    pub saving: bool,
    /// What another program made of the note meanwhile.
    theirs: Option<Box<Note>>,
    key: String,
    /// Where it is to stand, as it was when it was begun.
    anchor: Option<Box<Anchor>>,
    before: String,
}

impl Editor {
    fn new(subject: Subject, quote: String, text: &str, label: Label, key: String) -> Self {
        let mut area = TextArea::new(text.split('\n').map(|line| clean(line).into_owned()).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        // The terminal's own cursor is the caret. Set here, so that drawing need not copy the text.
        area.set_cursor_line_style(Default::default());
        area.set_cursor_style(Default::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { subject, quote, area, label, saving: false, theirs: None, key, anchor: None, before: text.to_owned() }
    }

    /// What is written, without empty lines at its end.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim_end().to_owned()
    }

    /// Whether it differs from what is saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text() != self.before.trim_end()
    }

    /// Text pasted, its line breaks kept.
    fn paste(&mut self, text: &str) {
        let end = text.floor_char_boundary(LONGEST_PASTE.min(text.len()));
        let safe: Vec<_> =
            text[..end].replace("\r\n", "\n").replace('\r', "\n").split('\n').map(|line| clean(line).into_owned()).collect();
        self.area.insert_str(safe.join("\n"));
    }

    /// Puts another text in the place of what is there; what is saved stays what it is.
    pub(in crate::app) fn fill(&mut self, text: &str) {
        let label = self.label.clone();
        let fresh = Self::new(self.subject.clone(), String::new(), text, label, String::new());
        self.area = fresh.area;
    }

    /// What its draft is known by.
    pub(in crate::app) fn key(&self) -> &str {
        &self.key
    }

    /// What keeps the text, should the program end.
    fn unsaved(&self) -> DraftOrder {
        let text = if self.is_changed() { self.text() } else { String::new() };
        let (note, base) = match &self.subject {
            Subject::Old(note) => (Some(note.id), Some(self.before.clone())),
            Subject::New(_) | Subject::Adrift(_) | Subject::Body { .. } => (None, None),
        };
        let (key, anchor, label) = (self.key.clone(), self.anchor.clone(), self.label.clone());
        DraftOrder { key, text, note, anchor, label, base, told: false }
    }

    /// Another program has changed the note meanwhile: it is asked what to do.
    fn superseded(&mut self, theirs: Box<Note>) {
        self.saving = false;
        self.theirs = Some(theirs);
    }
}

impl Overlay for Editor {
    fn context(&self) -> Context {
        Context::Editor
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        match command {
            Command::Save => app.save(self),
            Command::NextLabel => self.label = app.library.labels.after(&self.label),
            Command::EditOutside => {
                app.keep_draft(self);
                app.effects.push(TerminalEffect::EditOutside(self.text()));
            }
            Command::Rescue => app.ask_rescue(),
            Command::Close => {
                app.leave_editor(self);
                return After::Close;
            }
            _ => {}
        }
        After::Stay
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        match typed {
            Typed::Key(key) => {
                self.area.input(key);
            }
            Typed::Paste(text) => self.paste(text),
        }
        app.keep_draft(self);
        Some(After::Stay)
    }

    /// A new note's passage is taken into the other reading.
    fn carry(&mut self, _: &mut App, reload: &Reload) -> After {
        match &mut self.subject {
            Subject::New(span) => *span = reload.moved(*span),
            Subject::Body { call, .. } => *call = reload.point(*call),
            Subject::Old(_) | Subject::Adrift(_) => {}
        }
        After::Stay
    }

    fn draft(&self) -> Option<StoreOrder> {
        Some(StoreOrder::KeepDraft(Box::new(self.unsaved())))
    }
}

impl App {
    /// Writes on `span`: on the note that is there, else on a new one.
    pub(in crate::app) fn annotate(&mut self, span: Span) {
        if span.is_empty() {
            return self.say(Tone::Plain, "message-nothing-in-focus", &[]);
        }
        if !self.may_write() {
            return;
        }
        let old = self.open.notebook.on(span).map(|placed| placed.note.clone());
        self.open_editor(old.map_or(Subject::New(span), |note| Subject::Old(Box::new(note))));
    }

    pub(in crate::app) fn open_editor(&mut self, subject: Subject) {
        self.open_editor_with(subject, None);
    }

    /// Opens the editor; with the draft of this name, or with one that waits for just this.
    pub(in crate::app) fn open_editor_with(&mut self, subject: Subject, draft: Option<String>) {
        let key = draft.unwrap_or_else(|| self.draft_key(&subject));
        let draft = self.take_draft_of(&key, &subject);
        let mut subject = subject;
        if let (Subject::Old(note), Some(base)) = (&mut subject, draft.as_ref().and_then(|draft| draft.kept.base.as_deref())) {
            // What the note said when the draft was begun: what was made of it since is asked about.
            if base.trim_end() != join_tags(&note.body, &note.tags).trim_end() {
                **note = with_words(note, base);
            }
        }
        let document = Arc::clone(self.document());
        let (quote, body, label) = match &subject {
            Subject::New(span) => (document.slice(*span).to_owned(), String::new(), Label::default()),
            Subject::Old(note) => (note.anchor.quote.to_string(), join_tags(&note.body, &note.tags), note.label.clone()),
            Subject::Adrift(anchor) => (anchor.quote.to_string(), String::new(), Label::default()),
            Subject::Body { call, .. } => {
                (document.slice(words_before(&document, *call)).to_owned(), String::new(), Label::default())
            }
        };
        let anchor = match (&subject, &self.open.rendition) {
            (Subject::New(span), Some(rendition)) => Some(Anchor::of(&document, *span, rendition)),
            (Subject::Body { call, label }, Some(rendition)) => Some(Anchor::of_body(&document, *call, label, rendition)),
            (Subject::Old(note), _) => Some(note.anchor.clone()),
            (Subject::Adrift(anchor), _) => Some((**anchor).clone()),
            _ => None,
        };
        let mut editor = Editor::new(subject, quote, &body, label, key);
        editor.anchor = anchor.map(Box::new);
        if let Some(WaitingDraft { kept, .. }) = draft {
            editor.fill(&kept.text);
            (editor.key, editor.label) = (kept.key, kept.label);
            // Where the reader began to write is where it stands, whatever was found since.
            editor.anchor = kept.anchor.or(editor.anchor);
            self.say(Tone::Warning, "message-draft-back", &[]);
        }
        self.layers.push(editor);
    }

    /// The reader's own editor has ended: what it wrote takes the place of what was typed.
    pub(in crate::app) fn take_edited(&mut self, text: &str) {
        if let Some(editor) = self.layers.top_mut::<Editor>() {
            editor.fill(text);
            let order = editor.unsaved();
            self.effects.push(StoreOrder::KeepDraft(Box::new(order)));
        }
    }

    /// Another program has changed the note meanwhile: its words are shown, and what to do is asked.
    pub(in crate::app) fn ask_about_theirs(&mut self, theirs: Box<Note>) {
        let is_it = |editor: &&mut Editor| matches!(&editor.subject, Subject::Old(note) if note.id == theirs.id);
        let Some(editor) = self.layers.all_mut::<Editor>().find(is_it) else { return };
        let words = join_tags(&theirs.body, &theirs.tags);
        editor.superseded(theirs);
        let choices = vec![Choice::BothTexts, Choice::OwnText, Choice::TheirText];
        self.layers.push(ChoiceList::over("choose-text", words, choices));
    }

    /// What is to become of two texts of one note; each is kept, whatever is chosen.
    pub(in crate::app) fn choose_text(&mut self, choice: &Choice) {
        let Some(mut editor) = self.layers.remove::<Editor>() else { return };
        let (Some(theirs), Subject::Old(_)) = (editor.theirs.take(), &editor.subject) else {
            return self.layers.push(editor);
        };
        let words = join_tags(&theirs.body, &theirs.tags);
        let own = editor.text();
        editor.before.clone_from(&words);
        editor.subject = Subject::Old(theirs);
        match choice {
            Choice::BothTexts => {
                let (body, tags) = split_tags(&words);
                let (own_body, own_tags) = split_tags(&own);
                let all: Vec<SafeText> = tags.into_iter().chain(own_tags).collect();
                editor.fill(&join_tags(&format!("{}\n\n{}", body.trim_end(), own_body), &all));
                self.save(&mut editor);
            }
            Choice::OwnText => self.save(&mut editor),
            _ => {
                // Theirs stands; what was typed here waits as a draft of the note as it is now.
                self.leave_editor(&editor);
                return;
            }
        }
        self.layers.push(editor);
    }

    /// Drafts are known by the document and the place, or by the note, that they are for.
    fn draft_key(&self, subject: &Subject) -> String {
        match subject {
            Subject::Old(note) => format!("note {}", note.id),
            Subject::New(span) => format!("new {} {}..{}", self.bytes_words(), span.start.0, span.end.0),
            Subject::Body { call, label } => format!("body {} {} {label}", self.bytes_words(), call.0),
            Subject::Adrift(anchor) => format!("new {} {}..{}", anchor.rendition.bytes, anchor.start, anchor.end),
        }
    }

    /// What the open document is known by; nothing while it is being read.
    fn bytes_words(&self) -> String {
        self.open.rendition.as_ref().map_or(String::new(), |rendition| rendition.bytes.to_string())
    }

    pub(in crate::app) fn keep_draft(&mut self, editor: &Editor) {
        self.effects.push(StoreOrder::KeepDraft(Box::new(editor.unsaved())));
    }

    /// Sends the note to the store; the editor closes when the store has answered.
    fn save(&mut self, editor: &mut Editor) {
        let typed = editor.text();
        let (body, tags) = split_tags(&typed);
        let body = body.to_owned();
        let Some(rendition) = self.open.rendition.clone() else {
            return self.say(Tone::Warning, "message-still-reading", &[]);
        };
        if matches!(editor.subject, Subject::Body { .. }) && body.trim().is_empty() {
            return self.say(Tone::Plain, "message-no-words", &[]);
        }
        let new = |kind, anchor, label: &Label, draft: &str| {
            NoteChange::Add(Box::new(NewNote {
                kind,
                label: label.clone(),
                body: body.clone(),
                tags: tags.clone(),
                anchor,
                draft: Some(draft.to_owned()),
            }))
        };
        let write = match &editor.subject {
            Subject::New(span) => {
                let kind = if body.is_empty() { NoteKind::Highlight } else { NoteKind::Note };
                new(kind, Anchor::of(self.document(), *span, &rendition), &editor.label, &editor.key)
            }
            Subject::Adrift(anchor) => {
                let kind = if body.is_empty() { NoteKind::Highlight } else { NoteKind::Note };
                new(kind, (**anchor).clone(), &editor.label, &editor.key)
            }
            Subject::Body { call, label } => {
                new(NoteKind::Note, Anchor::of_body(self.document(), *call, label, &rendition), &editor.label, &editor.key)
            }
            Subject::Old(note) => {
                let kind = if note.kind == NoteKind::Highlight && !body.is_empty() { NoteKind::Note } else { note.kind };
                // Those that can't be typed stay.
                let untyped = note.tags.iter().filter(|tag| tag.contains(char::is_whitespace)).cloned();
                let tags = tags.into_iter().chain(untyped).collect();
                let (body, label) = (SafeLines::new(&body), editor.label.clone());
                let patch = Patch { body: Some(body), kind: Some(kind), label: Some(label), tags: Some(tags) };
                NoteChange::Rewrite(Box::new(Rewrite { base: (**note).clone(), patch, draft: editor.key.clone() }))
            }
        };
        self.effects.push(StoreOrder::Write(write));
        editor.saving = true;
    }

    /// Leaves the editor; what differs from what is saved is kept as a draft, and the store tells
    /// whether it could be.
    fn leave_editor(&mut self, editor: &Editor) {
        let kept = DraftOrder { told: editor.is_changed(), ..editor.unsaved() };
        let found = match &editor.subject {
            Subject::New(span) => Found::Exact(*span),
            Subject::Body { call, .. } => Found::Exact(words_before(self.document(), *call)),
            Subject::Old(note) => Found::Exact(note.anchor.span()),
            Subject::Adrift(_) => Found::Lost,
        };
        self.offer_draft(kept.clone(), Some(found));
        self.effects.push(StoreOrder::KeepDraft(Box::new(kept)));
    }

    /// The store has it: the editor closes.
    pub(in crate::app) fn close_saved_editor(&mut self) {
        self.layers.close_where::<Editor>(|editor| editor.saving);
    }

    /// The store does not have it: the text stays in the editor.
    pub(in crate::app) fn not_written(&mut self, reason: &str) {
        self.open.notebook.forget_asked();
        self.import_failed();
        self.layers.all_mut::<Editor>().for_each(|editor| editor.saving = false);
        self.layers.all_mut::<DetailsForm>().for_each(|form| form.saving = false);
        self.tell(Tone::Error, reason);
    }

    /// Where the editor stands: in the margin beside the passage, where there is one; else at the
    /// foot, so that the passage above it stays in sight.
    #[must_use]
    pub fn editor_area(&self) -> Area {
        let geometry = &self.geometry;
        let height = (geometry.screen.height / 3).clamp(7, 14).min(geometry.screen.height.saturating_sub(1));
        let on_text = !self.layers.fill_screen();
        if let (Some(margin), true) = (geometry.margin, on_text) {
            let row = self.pane.view.row_of(self.document(), self.pane.view.sentence.start).unwrap_or(0);
            let beside = geometry.text.y.saturating_add(u16::try_from(row).unwrap_or(0));
            let y = beside.min(margin.bottom().saturating_sub(height)).max(margin.y);
            return Area { x: margin.x - 1, y, width: margin.width + 1, height };
        }
        let width = (geometry.measure + 4).min(geometry.screen.width);
        let x = geometry.text_x.saturating_sub(2).min(geometry.screen.width.saturating_sub(width));
        Area { x, y: geometry.status.y.saturating_sub(height), width, height }
    }
}
