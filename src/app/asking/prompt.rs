//! A question that is answered by a line typed at the foot of the screen.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::path::PathBuf;

use crate::annotation::{Label, NoteId, Patch, tags, typed_words};
use crate::document::SafeText;
use crate::table::Axis;

use crate::app::{
    App, Command, Context, Desk, Editor, ExchangeEffect, Field, NoteChange, ReadEffect, StoreOrder, TerminalEffect, Tone,
};

/// A line that is being typed, and what for.
#[derive(Debug, Clone)]
pub struct Prompt {
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

impl Overlay for Prompt {
    fn context(&self) -> Context {
        Context::Line
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        let is_path = self.question.is_path();
        match command {
            Command::Close => app.leave_unanswered(self.question),
            Command::NextTarget if is_path => {
                app.effects.push(ExchangeEffect::Complete(self.field.text().to_owned()));
                return After::Stay;
            }
            Command::Accept if is_path && self.field.text().trim().is_empty() => {
                app.say(Tone::Plain, "message-no-path", &[]);
                return After::Stay;
            }
            Command::Accept => return app.take_answer(self.question, self.field.text()),
            _ => return After::Stay,
        }
        After::Close
    }

    fn take(&mut self, _: &mut App, typed: Typed) -> Option<After> {
        self.field.take(typed);
        Some(After::Stay)
    }

    /// What is asked about a table goes with its desk, which lies below.
    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        let of_table = matches!(self.question, Question::Rows | Question::Columns | Question::TablePath);
        if of_table && !app.layers.have::<Desk>() { After::Close } else { After::Stay }
    }
}

impl App {
    pub(in crate::app) fn ask(&mut self, question: Question, answer: &str) {
        self.layers.push(Prompt { question, field: Field::new(answer) });
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

    /// A question is closed without an answer.
    fn leave_unanswered(&mut self, question: Question) {
        // Without the password there is nothing to read, and nothing to stay for.
        if question == Question::Password && self.open.is_unread() && self.came_from.is_none() {
            let reason = self.words.fill("read-locked", &[("file", self.open.name.as_str().into())]);
            self.effects.push(TerminalEffect::GiveUp(reason));
        }
    }

    /// Takes the answer to a question; the line stays where it can't be used.
    fn take_answer(&mut self, question: Question, answer: &str) -> After {
        let typed = answer.trim();
        let used = match question {
            Question::Rows => self.filter_table(Axis::Rows, typed),
            Question::Columns => self.filter_table(Axis::Columns, typed),
            Question::TablePath => self.write_table(typed),
            _ => true,
        };
        match question {
            Question::Password => {
                let request = self.request();
                self.open.reading_request = request;
                self.open.progress = Some((0, 0));
                let read_as = self.open.read_as;
                let origin = self.open.origin.clone();
                self.effects.push(ReadEffect::Unlock { request, origin, read_as, password: answer.to_owned() });
            }
            Question::Label(id) => self.edit(id, Patch { label: Some(Label::named(typed)), ..Patch::default() }),
            Question::Tags(id) => self.edit(id, Patch { tags: Some(tags(typed_words(typed, &[',']))), ..Patch::default() }),
            Question::NotesPath => self.read_notes(typed, None),
            Question::ComparePath => self.compare_with_path(typed),
            Question::PanePath => self.open_pane_at(typed),
            Question::Rescue => self.write_elsewhere(typed),
            Question::Rows | Question::Columns | Question::TablePath => {}
        }
        if used { After::Close } else { After::Stay }
    }

    fn edit(&mut self, id: NoteId, patch: Patch) {
        self.effects.push(StoreOrder::Write(NoteChange::Edit { id, patch: Box::new(patch) }));
    }

    /// Writes what is in the editor to a file of its own.
    fn write_elsewhere(&mut self, path: &str) {
        let text = self.layers.all_mut::<Editor>().next().map(|editor| editor.text());
        if let Some(text) = text {
            self.effects.push(ExchangeEffect::WriteFile { path: PathBuf::from(path), text });
        }
    }

    /// Asks for the file that notes are taken from.
    pub(in crate::app) fn ask_notes_path(&mut self) {
        self.ask(Question::NotesPath, "");
    }

    /// The same, the path that was typed before to be mended.
    pub(in crate::app) fn ask_notes_path_again(&mut self, path: &str) {
        self.ask(Question::NotesPath, path);
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
