//! Go to anything: sections, tables, footnotes, notes and commands by what is typed.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::{ContentsLayer, Reload};
use std::sync::Arc;

use crate::document::Document;
use crate::search::{Ranked, rank};

use crate::app::lists::footnote_words;
use crate::app::{App, Command, Context, Field, ListCursor, Request, SearchEffect, Tone};

/// Most results that are shown: a longer list is a query too short.
const MOST: usize = 200;

/// Commands that are rare enough to have no key.
const KEYLESS: [Command; 4] = [Command::Import, Command::ImportEmbedded, Command::Details, Command::ReadIn];

/// What a candidate leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum GotoTarget {
    /// A section.
    Section(usize),
    /// A table.
    Table(usize),
    /// A footnote.
    Footnote(usize),
    /// One of the reader's notes.
    Note(crate::annotation::NoteId),
    /// A command of the text.
    Command(Command),
}

/// The palette.
#[derive(Debug)]
pub struct Goto {
    /// What is typed.
    pub field: Field,
    /// The names of all candidates, and what each leads to.
    pub names: Arc<Vec<String>>,
    goals: Vec<GotoTarget>,
    /// The candidates that fit, best first.
    pub ranked: Vec<Ranked>,
    /// The chosen one.
    pub cursor: ListCursor,
    request: Request,
    /// What `ranked` answers.
    answered: Option<Request>,
}

impl Goto {
    /// What the `index`th candidate leads to.
    #[must_use]
    pub fn goal(&self, index: usize) -> Option<&GotoTarget> {
        self.goals.get(index)
    }
}

impl Overlay for Goto {
    fn context(&self) -> Context {
        Context::Line
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        match command {
            Command::Down | Command::NextTarget => self.cursor.step(1, self.ranked.len()),
            Command::Up => self.cursor.step(-1, self.ranked.len()),
            Command::Close => return After::Close,
            Command::Accept => {
                // Typed faster than the lane answers: what is typed counts, and not what was found for less of it.
                if self.answered != Some(self.request) {
                    self.ranked = rank(self.field.text(), self.names.iter().map(String::as_str), MOST);
                }
                let chosen = self.ranked.get(self.cursor.at).and_then(|ranked| self.goals.get(ranked.index));
                match chosen {
                    Some(goal) => app.go_to(goal),
                    None => app.say(Tone::Plain, "message-nothing-chosen", &[]),
                }
                return After::Close;
            }
            _ => {}
        }
        After::Stay
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        self.field.take(typed);
        app.rank(self);
        Some(After::Stay)
    }

    fn fit(&mut self, app: &mut App) {
        self.cursor.fit(app.goto_height(), self.ranked.len());
    }

    fn carry(&mut self, app: &mut App, _: &Reload) -> After {
        app.fill_goto(self);
        After::Stay
    }
}

impl App {
    pub(in crate::app) fn open_goto(&mut self) {
        let mut goto = Goto {
            field: Field::default(),
            names: Arc::default(),
            goals: Vec::new(),
            ranked: Vec::new(),
            cursor: ListCursor::default(),
            request: 0,
            answered: None,
        };
        self.fill_goto(&mut goto);
        self.layers.push(goto);
    }

    /// Gives the palette the candidates of the document as it is now.
    fn fill_goto(&mut self, goto: &mut Goto) {
        let document = Arc::clone(self.document());
        let (names, goals) = self.candidates(&document).into_iter().unzip();
        (goto.names, goto.goals) = (Arc::new(names), goals);
        goto.ranked.retain(|ranked| ranked.index < goto.goals.len());
        self.rank(goto);
    }

    fn candidates(&self, document: &Document) -> Vec<(String, GotoTarget)> {
        let mut found = Vec::with_capacity(document.sections().len() + document.tables().len() + document.footnotes().len() + 40);
        for (index, section) in document.sections().iter().enumerate() {
            if !section.title.is_empty() {
                found.push((document.slice(section.title).to_owned(), GotoTarget::Section(index)));
            }
        }
        for index in 0..document.tables().len() {
            found.push((self.table_name(document, index), GotoTarget::Table(index)));
        }
        for index in 0..document.footnotes().len() {
            found.push((footnote_words(document, index), GotoTarget::Footnote(index)));
        }
        for placed in self.open.notebook.placed().iter().chain(self.open.embedded.shown().placed()) {
            let body = placed.note.body.lines().next().unwrap_or_default();
            let words = if body.is_empty() { &*placed.note.anchor.quote } else { body };
            found.push((words.chars().take(200).collect(), GotoTarget::Note(placed.note.id)));
        }
        for command in Context::Text.bindings().map(|(_, command)| *command).chain(KEYLESS) {
            if !matches!(command, Command::Goto | Command::Close) {
                found.push((self.words.say(command.message()).into_owned(), GotoTarget::Command(command)));
            }
        }
        found
    }

    /// What a table is called: its caption, else its number.
    #[must_use]
    pub fn table_name(&self, document: &Document, table: usize) -> String {
        match document.tables()[table].caption {
            Some(caption) => document.slice(caption).to_owned(),
            None => self.words.fill("table-number", &[("number", (table + 1).into())]),
        }
    }

    fn rank(&mut self, goto: &mut Goto) {
        let request = self.request();
        goto.request = request;
        self.effects.push(SearchEffect::Rank { request, query: goto.field.text().to_owned(), names: Arc::clone(&goto.names) });
    }

    pub(in crate::app) fn take_ranked(&mut self, request: Request, mut ranked: Vec<Ranked>) {
        if let Some(goto) = self.layers.top_mut::<Goto>()
            && goto.request == request
        {
            ranked.truncate(MOST);
            goto.ranked = ranked;
            goto.cursor = ListCursor::default();
            goto.answered = Some(request);
        }
    }

    /// Goes to what was chosen.
    pub(in crate::app) fn go_to(&mut self, goal: &GotoTarget) {
        let document = Arc::clone(self.document());
        self.layers.close::<ContentsLayer>();
        match goal {
            GotoTarget::Section(section) => self.jump(document.sections()[*section].span.start, 0),
            GotoTarget::Table(table) => {
                let table = &document.tables()[*table];
                let start = document.blocks()[table.block as usize].span.start;
                self.jump(table.caption.map_or(start, |caption| caption.start.min(start)), 2);
            }
            GotoTarget::Footnote(footnote) => {
                let target = document.footnotes()[*footnote].calls.first().copied();
                if let Some(point) = target.or_else(|| document.body_span(*footnote).map(|body| body.start)) {
                    self.jump_near(point);
                }
            }
            GotoTarget::Note(id) => self.go_to_note(*id),
            GotoTarget::Command(command) => self.read(*command, None),
        }
    }
}
