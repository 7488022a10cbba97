//! A small choice that floats over the text: what to compare with, what the second pane holds.

use crate::annotation::Hash32;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use crate::app::{App, Area, Command, CompareSource, Context, ListCursor, Origin, Question, ReadAs};
use crate::words::Language;

use super::read_as::sign_message;

/// Rows that words above a choice take.
const ROWS_ABOVE: u16 = 8;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Compare with this document.
    Compare(Origin),
    /// Compare with the words of an older rendition, kept with the notes.
    CompareKept(Hash32),
    /// Compare with a file that is asked for.
    CompareFile,
    /// The second pane: this document, where the reader is.
    PaneHere,
    /// The second pane: this document, at a table.
    PaneTable(usize),
    /// The second pane: this document, at the texts of its footnotes.
    PaneFootnotes,
    /// The second pane: the reader's notes.
    PaneNotes,
    /// The second pane: another document.
    PaneOrigin(Origin),
    /// The second pane: a file that is asked for.
    PaneFile,
    /// The file is read as this format.
    ReadAs(&'static str),
    /// As its name and its bytes say.
    ReadAsTold,
    /// In an encoding that is asked for.
    ReadInOther,
    /// In this encoding, or the one that its bytes show.
    ReadIn(Option<&'static str>),
    /// As fields parted by a sign that is asked for.
    ReadBySign,
    /// As fields parted by this sign.
    ReadBy(u8),
    /// Of two texts of a note: both, the other program's first.
    BothTexts,
    /// The one that was typed here; the other one stays in the history.
    OwnText,
    /// The other program's; what was typed here is kept as a draft.
    TheirText,
    /// A draft goes on waiting.
    KeepDraft,
    /// The draft of this name is given up.
    DropDraft(String),
}

/// The choice, and its cursor.
#[derive(Debug, Clone)]
pub struct ChoiceList {
    /// The message that asks.
    pub title: &'static str,
    /// What is shown above what there is; empty where nothing is.
    pub above: String,
    /// What there is.
    pub choices: Vec<Choice>,
    /// The cursor.
    pub cursor: ListCursor,
}

impl ChoiceList {
    pub(in crate::app) fn new(title: &'static str, choices: Vec<Choice>) -> Self {
        Self::over(title, String::new(), choices)
    }

    /// The same below some words.
    pub(in crate::app) fn over(title: &'static str, above: String, choices: Vec<Choice>) -> Self {
        Self { title, above, choices, cursor: ListCursor::default() }
    }

    /// Rows that the words above take.
    #[must_use]
    pub fn rows_above(&self) -> u16 {
        if self.above.is_empty() { 0 } else { ROWS_ABOVE }
    }
}

impl Overlay for ChoiceList {
    fn context(&self) -> Context {
        Context::Choose
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let all = self.choices.len();
        match command {
            Command::Down => self.cursor.step(times, all),
            Command::Up => self.cursor.step(-times, all),
            Command::PageDown | Command::HalfDown | Command::End => self.cursor.at = all.saturating_sub(1),
            Command::PageUp | Command::HalfUp | Command::Start => self.cursor.at = 0,
            Command::Accept => {
                if let Some(choice) = self.choices.get(self.cursor.at).cloned() {
                    app.chosen(choice);
                }
                return After::Close;
            }
            Command::Close => return After::Close,
            _ => {}
        }
        After::Stay
    }

    fn fit(&mut self, app: &mut App) {
        let height = usize::from(app.choices_area(self).height.saturating_sub(self.rows_above())).saturating_sub(2);
        self.cursor.fit(height, self.choices.len());
    }

    /// Tables are known by their numbers, which are others in another reading: those are offered no more.
    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        self.choices.retain(|choice| !matches!(choice, Choice::PaneTable(_)));
        After::Stay
    }
}

impl App {
    /// The words of a choice.
    #[must_use]
    pub fn choice_words(&self, choice: &Choice) -> String {
        let fill = |id: &str, name: String| self.words.fill(id, &[("name", name.into())]);
        match choice {
            Choice::Compare(origin) | Choice::PaneOrigin(origin) => match origin {
                Origin::Bundled(Language::Korean) => self.words.say("choice-korean").into_owned(),
                Origin::Bundled(Language::English) => self.words.say("choice-english").into_owned(),
                Origin::Input => self.words.say("name-input").into_owned(),
                Origin::File(path) => {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                    fill("choice-document", crate::document::clean(&name).into_owned())
                }
            },
            Choice::CompareKept(hash) => fill("choice-kept", hash.to_string().chars().take(8).collect()),
            Choice::CompareFile | Choice::PaneFile => self.words.say("choice-file").into_owned(),
            Choice::PaneHere => self.words.say("choice-here").into_owned(),
            Choice::PaneTable(table) => self.table_name(self.document(), *table),
            Choice::PaneFootnotes => self.words.say("list-footnotes").into_owned(),
            Choice::PaneNotes => self.words.say("list-notes").into_owned(),
            Choice::ReadAs("text") => self.words.say("choice-as-text").into_owned(),
            Choice::ReadAs("markdown") => self.words.say("choice-as-markdown").into_owned(),
            Choice::ReadAs("csv") => self.words.say("choice-as-csv").into_owned(),
            Choice::ReadAs("tsv") => self.words.say("choice-as-tsv").into_owned(),
            Choice::ReadAs(name) => fill("choice-as-other", (*name).to_owned()),
            Choice::ReadAsTold => self.words.say("choice-as-told").into_owned(),
            Choice::ReadInOther => self.words.say("choice-in-other").into_owned(),
            Choice::ReadIn(None) => self.words.say("choice-in-told").into_owned(),
            Choice::ReadIn(Some(name)) => (*name).to_owned(),
            Choice::ReadBySign => self.words.say("choice-by-sign").into_owned(),
            Choice::ReadBy(sign) => self.words.say(sign_message(*sign)).into_owned(),
            Choice::BothTexts => self.words.say("choice-both-texts").into_owned(),
            Choice::OwnText => self.words.say("choice-own-text").into_owned(),
            Choice::TheirText => self.words.say("choice-their-text").into_owned(),
            Choice::KeepDraft => self.words.say("choice-keep-draft").into_owned(),
            Choice::DropDraft(_) => self.words.say("choice-drop-draft").into_owned(),
        }
    }

    /// Where the choice stands.
    #[must_use]
    pub fn choices_area(&self, list: &ChoiceList) -> Area {
        let rows = u16::try_from(list.choices.len()).unwrap_or(u16::MAX);
        self.geometry
            .floating(self.geometry.screen.width.saturating_sub(4).min(70), rows.saturating_add(2 + list.rows_above()).max(4))
    }

    fn chosen(&mut self, choice: Choice) {
        match choice {
            Choice::Compare(origin) => self.compare_with(CompareSource::Origin(origin)),
            Choice::CompareKept(hash) => {
                let past = std::sync::Arc::clone(self.open.notebook.past());
                self.compare_with(CompareSource::Kept(past, hash));
            }
            Choice::CompareFile => self.ask_path(Question::ComparePath),
            Choice::PaneFile => self.ask_path(Question::PanePath),
            Choice::PaneHere => self.open_pane(None),
            Choice::PaneTable(table) => {
                let block = self.document().tables().get(table).map(|table| table.block as usize);
                let start = block.and_then(|block| self.document().blocks().get(block)).map(|block| block.span.start);
                self.open_pane(start);
            }
            Choice::PaneFootnotes => {
                let start = self.document().blocks().get(self.document().bodies()).map(|body| body.span.start);
                self.open_pane(start);
            }
            Choice::PaneNotes => self.open_notes_pane(),
            Choice::PaneOrigin(origin) => self.open_other_pane(origin),
            Choice::ReadAs(format) => self.read_as(ReadAs { format: Some(format), delimiter: None, ..self.open.read_as }),
            Choice::ReadAsTold => self.read_as(ReadAs::default()),
            Choice::ReadInOther => self.ask_encoding(),
            Choice::ReadIn(encoding) => self.read_as(ReadAs { encoding, ..self.open.read_as }),
            Choice::ReadBySign => self.ask_sign(),
            Choice::ReadBy(sign) => {
                self.read_as(ReadAs { format: Some("csv"), delimiter: Some(sign), ..self.open.read_as });
            }
            Choice::BothTexts | Choice::OwnText | Choice::TheirText => self.choose_text(&choice),
            Choice::KeepDraft => {}
            Choice::DropDraft(key) => self.drop_draft(&key),
        }
    }
}
