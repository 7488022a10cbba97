//! Writing a note. What is typed is kept as a draft until it is saved, so that neither a
//! crash nor a slip of the finger loses it.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::annotation::{Anchor, Label, Note, NoteKind, Patch, SafeLines, join_tags, split_tags, words_before};
use crate::document::{Point, SafeText, Span, clean};

use crate::app::{App, Area, Command, Context, DetailsForm, NewNote, NoteChange, StoreOrder, TerminalEffect, Tone};

/// The most that is taken from one paste, in bytes.
const LONGEST_PASTE: usize = 10 << 20;

/// What is being written.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A new note on a span.
    New(Span),
    /// A note that is there already.
    Old(Box<Note>),
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
    key: String,
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
        Self { subject, quote, area, label, saving: false, key, before: text.to_owned() }
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

    /// Puts back a text that was not saved.
    pub(in crate::app) fn fill(&mut self, text: &str) {
        let before = std::mem::take(&mut self.before);
        *self = Self::new(
            self.subject.clone(),
            std::mem::take(&mut self.quote),
            text,
            self.label.clone(),
            std::mem::take(&mut self.key),
        );
        self.before = before;
    }

    /// What keeps the text, should the program end.
    fn unsaved(&self) -> StoreOrder {
        let mut text = self.text();
        if text == self.before.trim_end() {
            text.clear();
        }
        StoreOrder::KeepDraft { key: self.key.clone(), text }
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
            Subject::Old(_) => {}
        }
        After::Stay
    }

    fn draft(&self) -> Option<StoreOrder> {
        Some(self.unsaved())
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
        let document = Arc::clone(self.document());
        let (quote, body, label) = match &subject {
            Subject::New(span) => (document.slice(*span).to_owned(), String::new(), Label::default()),
            Subject::Old(note) => (note.anchor.quote.to_string(), join_tags(&note.body, &note.tags), note.label.clone()),
            Subject::Body { call, .. } => {
                (document.slice(words_before(&document, *call)).to_owned(), String::new(), Label::default())
            }
        };
        let key = self.draft_key(&subject);
        let mut editor = Editor::new(subject, quote, &body, label, key.clone());
        if let Some(text) = self.open.notebook.take_draft(&key) {
            editor.fill(&text);
            self.say(Tone::Warning, "message-draft-back", &[]);
        }
        self.layers.push(editor);
    }

    /// The reader's own editor has ended: what it wrote takes the place of what was typed.
    pub(in crate::app) fn take_edited(&mut self, text: &str) {
        if let Some(editor) = self.layers.top_mut::<Editor>() {
            editor.fill(text);
            self.effects.push(editor.unsaved());
        }
    }

    /// A draft was kept when the program last ended. An editor that waits for just it, and in
    /// which nothing has been typed yet, gets it at once.
    pub(in crate::app) fn take_draft(&mut self, key: String, text: String) {
        if let Some(editor) = self.layers.top_mut::<Editor>()
            && editor.key == key
            && !editor.is_changed()
        {
            editor.fill(&text);
            return self.say(Tone::Warning, "message-draft-back", &[]);
        }
        self.open.notebook.offer_draft(key, text);
    }

    /// Drafts are known by the document and the place, or by the note, that they are for.
    fn draft_key(&self, subject: &Subject) -> String {
        match subject {
            Subject::Old(note) => format!("note {}", note.id),
            Subject::New(span) => format!("new {} {}..{}", self.bytes_words(), span.start.0, span.end.0),
            Subject::Body { call, label } => format!("body {} {} {label}", self.bytes_words(), call.0),
        }
    }

    /// What the open document is known by; nothing while it is being read.
    fn bytes_words(&self) -> String {
        self.open.rendition.as_ref().map_or(String::new(), |rendition| rendition.bytes.to_string())
    }

    pub(in crate::app) fn keep_draft(&mut self, editor: &Editor) {
        self.effects.push(editor.unsaved());
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
                self.effects.push(StoreOrder::KeepDraft { key: editor.key.clone(), text: String::new() });
                NoteChange::Edit { id: note.id, patch: Box::new(patch) }
            }
        };
        self.effects.push(StoreOrder::Write(write));
        editor.saving = true;
    }

    /// Leaves the editor; what differs from what is saved is kept as a draft.
    fn leave_editor(&mut self, editor: &Editor) {
        self.keep_draft(editor);
        if editor.is_changed() {
            self.open.notebook.offer_draft(editor.key.clone(), editor.text());
            self.say(Tone::Plain, "message-draft-kept", &[]);
        }
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
