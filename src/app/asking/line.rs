//! A question that is answered by a line typed at the foot of the screen.

use std::path::PathBuf;

use crate::annotation::{Label, NoteId, Patch, tags, typed_words};
use crate::document::SafeText;
use crate::table::Axis;

use crate::app::{App, Command, Effect, Field, Layer, Tone, Write};

/// A line that is being typed, and what for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// The answer so far.
    pub field: Field,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The label of a note; empty for none.
    Label(NoteId),
    /// The tags of a note, apart by blanks.
    Tags(NoteId),
    /// The file that what is in the editor is written to.
    Rescue,
    /// Which rows of a table to see.
    Rows,
    /// Which columns of a table to see.
    Columns,
    /// The file that a table is written to.
    TablePath,
    /// The file that the document is compared with.
    ComparePath,
    /// The file that the second pane shows.
    PanePath,
    /// The password of the document.
    Password,
    /// The file that notes are taken from.
    NotesPath,
}

impl Question {
    /// The message that asks it.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Label(_) => "ask-label",
            Self::Tags(_) => "ask-tags",
            Self::Rescue => "ask-rescue",
            Self::Rows => "ask-rows",
            Self::Columns => "ask-columns",
            Self::TablePath => "ask-table-path",
            Self::ComparePath => "ask-compare-path",
            Self::PanePath => "ask-pane-path",
            Self::Password => "ask-password",
            Self::NotesPath => "ask-notes-path",
        }
    }

    /// Whether a path is typed, which `Tab` completes.
    #[must_use]
    pub fn is_path(self) -> bool {
        matches!(self, Self::Rescue | Self::TablePath | Self::NotesPath | Self::ComparePath | Self::PanePath)
    }
}

impl App {
    pub(in crate::app) fn ask(&mut self, question: Question, answer: &str) {
        self.layers.push(Layer::Ask(Ask { question, field: Field::new(answer) }));
    }

    pub(in crate::app) fn ask_label(&mut self, id: NoteId) {
        let label = self.open.notebook.get(id).map(|placed| placed.note.label.name().to_owned());
        if self.may_write() {
            self.ask(Question::Label(id), &label.unwrap_or_default());
        }
    }

    pub(in crate::app) fn ask_tags(&mut self, id: NoteId) {
        let tags = self.open.notebook.get(id).map(|placed| placed.note.tags.iter().map(typed_tag).collect::<Vec<_>>().join(" "));
        if self.may_write() {
            self.ask(Question::Tags(id), &tags.unwrap_or_default());
        }
    }

    /// Asks where to write what is in the editor, should the store not take it.
    pub(in crate::app) fn ask_rescue(&mut self) {
        self.ask(Question::Rescue, "ibid-note.md");
    }

    /// Asks for the password of the document.
    pub(in crate::app) fn ask_password(&mut self, wrong: bool) {
        if wrong {
            self.say(Tone::Warning, "message-wrong-password", &[]);
        }
        self.ask(Question::Password, "");
    }

    /// Asks for the file that notes are taken from.
    pub(in crate::app) fn ask_notes_path(&mut self) {
        self.ask(Question::NotesPath, "");
    }

    /// The same, the path that was typed before to be mended.
    pub(in crate::app) fn ask_notes_path_again(&mut self, path: &str) {
        self.ask(Question::NotesPath, path);
    }

    pub(in crate::app) fn act_in_ask(&mut self, ask: Ask, command: Command) {
        let typed = ask.field.text().trim();
        match (command, ask.question) {
            (Command::Close, Question::Password) if self.open.is_unread() && self.came_from.is_none() => {
                let reason = self.words.fill("read-locked", &[("file", self.open.name.as_str().into())]);
                self.effects.push(Effect::GiveUp(reason));
            }
            (Command::Close, _) => {}
            (Command::Accept, Question::Password) => {
                let (request, password) = (self.request(), ask.field.text().to_owned());
                self.open.reading_request = request;
                self.open.progress = Some((0, 0));
                self.effects.push(Effect::Unlock { request, origin: self.open.origin.clone(), password });
            }
            (Command::Accept, Question::Label(id)) => {
                let patch = Patch { label: Some(Label::named(typed)), ..Patch::default() };
                self.effects.push(Effect::Write(Write::Edit { id, patch: Box::new(patch) }));
            }
            (Command::Accept, Question::Tags(id)) => {
                let patch = Patch { tags: Some(tags(typed_words(typed, &[',']))), ..Patch::default() };
                self.effects.push(Effect::Write(Write::Edit { id, patch: Box::new(patch) }));
            }
            (Command::Accept, Question::Rows | Question::Columns) => {
                let axis = if ask.question == Question::Rows { Axis::Rows } else { Axis::Columns };
                if !self.filter_table(axis, typed) {
                    self.layers.push(Layer::Ask(ask));
                }
            }
            (Command::NextTarget, question) if question.is_path() => {
                self.effects.push(Effect::Complete(ask.field.text().to_owned()));
                self.layers.push(Layer::Ask(ask));
            }
            (Command::Accept, question) if question.is_path() && typed.is_empty() => {
                self.say(Tone::Plain, "message-no-path", &[]);
                self.layers.push(Layer::Ask(ask));
            }
            (Command::Accept, Question::NotesPath) => self.read_notes(typed, None),
            (Command::Accept, Question::ComparePath) => self.compare_with_path(typed),
            (Command::Accept, Question::PanePath) => self.open_pane_at(typed),
            (Command::Accept, Question::TablePath) => {
                if !self.write_table(typed) {
                    self.layers.push(Layer::Ask(ask));
                }
            }
            (Command::Accept, Question::Rescue) => {
                let text = self.layers.iter().rev().find_map(|layer| match layer {
                    Layer::Editor(editor) => Some(editor.text()),
                    _ => None,
                });
                if let Some(text) = text {
                    self.effects.push(Effect::WriteFile { path: PathBuf::from(typed), text });
                }
            }
            _ => self.layers.push(Layer::Ask(ask)),
        }
    }
}

/// A tag as it is typed: one with blanks in it stands in quotation marks.
fn typed_tag(tag: &SafeText) -> String {
    if tag.contains(char::is_whitespace) { format!("\"{tag}\"") } else { format!("#{tag}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_typed_apart_by_blanks_or_in_quotation_marks() {
        let typed = tags(typed_words("#한국 to-read, \"two words\"  #한국", &[',']));
        assert_eq!(typed.iter().map(SafeText::as_str).collect::<Vec<_>>(), ["한국", "to-read", "two words"]);
        assert_eq!(tags(typed_words(&typed.iter().map(typed_tag).collect::<Vec<_>>().join(" "), &[','])), typed);
    }
}
