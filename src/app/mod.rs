//! The state of the program, and how it changes: no IO, no drawing.
//!
//! [`App::update`] takes what happened ([`Action`]) and gives what is to be done outside
//! ([`Effect`]); the shell carries that out and comes back with an outcome. Over the text
//! lie layers (contents, peek, list, desk, editor …): keys go to the topmost, and each has
//! its state and its commands in a file of its own.

mod action;
mod answers;
mod asking;
mod core;
mod desks;
mod effect;
mod exchange;
mod finding;
mod keys;
mod layer;
mod lists;
mod notes;
mod outcome;
mod panes;
mod reading;

pub use action::{Action, Reason};
pub use asking::{Ask, Choice, Choosing, Question};
pub use core::{Area, Beside, Depth, Field, Geometry, Look, Message, PaneArea, Roll, Tone};
pub use desks::{
    Columns, CompareAnswer, Comparing, Desk, Drawing, FootnoteAreas, FootnoteDesk, FootnoteOrder, FootnoteRow, Held, Inquiring,
    Inquiry, Leaf, Line, Other, Replies, Reply, Scope, bad_test_words, no_line_words,
};
pub use effect::{Effect, Request, StudyEffect, TerminalEffect};
pub use exchange::{
    DETAIL_FIELDS, DetailsForm, ExchangeAnswer, ExchangeEffect, Export, ExportAreas, ExportRow, ExportSettings, Exporting,
    FileFate, Form, FoundNotes, Importing, Incoming, IncomingLine, Intake, NotesFile, Passage, Preview,
};
pub use finding::{Finding, Goal, Goto, SearchAnswer, SearchEffect, SearchLine, query_words};
pub use keys::{Command, Context, Help, Needs, keymap};
pub use layer::{Layer, Layers};
pub use lists::{Entry, List, Listed, Order, Shown};
pub use notes::{
    Editor, LABEL_COLOURS, Labels, Library, NewNote, Notebook, NotesAnswer, OlderEdition, Placed, Review, Shelf, Shelved,
    StoreOrder, Subject, Write, Written,
};
pub use outcome::{Outcome, StudyAnswer, TerminalAnswer};
pub use panes::{Pane, Panes};
pub use reading::{
    Aid, Aside, At, Contents, ContentsLayer, Hint, Hints, Lead, Letter, Margin, Marks, NoPlace, OpenDocument, Origin, Peek,
    Picture, Preferences, ReadAnswer, ReadEffect, Reading, Rolling, Selection, Sidenote, Spot, Target, View, aim_span,
    caption_of, has_address_scheme, row_span,
};

use core::Typed;
use desks::Left;
use effect::Effects;
use notes::{Done, OwnBodies};
use reading::{Figures, Jumps, Pending, Stop};

use std::sync::Arc;

use crate::document::{Document, Point, Span};
use crate::study::Speed;
use crate::words::{Arg, Words};

/// The longest text that a terminal puts on the clipboard, in bytes: longer ones are dropped, by
/// most of them without a word.
pub const LONGEST_COPY: usize = 74_000;

/// What of the configuration the state needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The reader's own labels.
    pub labels: Labels,
    /// How fast the reader reads.
    pub speed: Speed,
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    /// The words of the reader's language.
    pub words: Arc<Words>,
    /// What the terminal can show.
    pub look: Look,
    /// Where things stand on the screen.
    pub geometry: Geometry,
    /// The document of the pane in focus, and all that belongs to it.
    pub open: OpenDocument,
    /// The pane in focus.
    pub pane: Pane,
    /// The second pane, where there are two.
    pub panes: Option<Panes>,
    /// What lies over the text, the topmost last.
    pub layers: Layers,
    /// What the status line says.
    pub message: Option<Message>,
    /// The count that is being typed.
    pub count: Option<usize>,
    /// How the reader likes to read.
    pub preferences: Preferences,
    /// What is known of the notes on all documents.
    pub library: Library,
    /// The document that this one was opened from.
    pub came_from: Option<Origin>,
    effects: Effects,
}

impl App {
    /// The state at the start: a first reading on a screen of `width` by `height`.
    #[must_use]
    pub fn new(words: impl Into<Arc<Words>>, look: Look, open: OpenDocument, (width, height): (u16, u16)) -> Self {
        let geometry = Geometry::of(width, height);
        let mut app = Self {
            words: words.into(),
            look,
            geometry,
            pane: Pane::new(&geometry, look.ascii),
            open,
            panes: None,
            layers: Layers::default(),
            message: None,
            count: None,
            preferences: Preferences::default(),
            library: Library::default(),
            came_from: None,
            effects: Effects::default(),
        };
        app.refresh();
        app
    }

    /// Takes in what the reader has configured.
    pub fn configure(&mut self, settings: Settings) {
        let Settings { labels, speed } = settings;
        (self.library.labels, self.preferences.speed) = (labels, speed);
    }

    /// What the reader is doing, as far as keys go.
    #[must_use]
    pub fn context(&self) -> Context {
        self.layers.last().map_or(Context::Text, Layer::context)
    }

    /// The document that is open.
    #[must_use]
    pub fn document(&self) -> &Arc<Document> {
        &self.open.document
    }

    /// Takes in what happened; tells what is to be done outside.
    #[must_use]
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        if matches!(action, Action::Do(_) | Action::Digit(_) | Action::Type(_) | Action::Paste(_) | Action::Unknown) {
            self.message = None;
        }
        match action {
            Action::Do(command) => {
                let count = self.count.take();
                self.obey(command, count);
            }
            Action::Digit(digit) => self.count = Some((self.count.unwrap_or(0) * 10 + usize::from(digit)).min(999_999)),
            Action::Type(key) => drop(self.type_in_layer(Typed::Key(key))),
            Action::Paste(text) => {
                if !self.type_in_layer(Typed::Paste(&text)) {
                    self.say(Tone::Plain, "message-paste-nowhere", &[]);
                }
            }
            Action::Mouse(event) => self.mouse(event),
            Action::Resize(width, height) => self.resize(width, height),
            Action::FocusGained => self.effects.push(ReadEffect::CheckFile),
            Action::Tick => self.tick(),
            Action::Outcome(outcome) => self.take_in(*outcome),
            Action::Unknown => self.count = None,
        }
        self.refresh();
        self.effects.take()
    }

    /// Carries out a command where the reader is.
    fn obey(&mut self, command: Command, count: Option<usize>) {
        match command {
            Command::Quit => return self.quit(),
            Command::Suspend => return self.effects.push(TerminalEffect::Suspend),
            Command::Help if self.context() != Context::Help => {
                let context = self.context();
                return self.layers.push(Help::new(context));
            }
            _ => {}
        }
        if !self.obey_in_layer(command, count) {
            self.read(command, count);
        }
    }

    fn resize(&mut self, width: u16, height: u16) {
        (self.geometry.screen.width, self.geometry.screen.height) = (width, height);
        self.lay_out();
        self.layers.resized(&self.geometry);
    }

    /// Makes what is on the screen fit the state.
    fn refresh(&mut self) {
        let document = Arc::clone(&self.open.document);
        self.pane.view.refresh(&document);
        self.pane.finding.refresh(&document, self.pane.view.shown());
        self.refresh_beside();
        self.look_at_figures();
        self.fit_contents();
        self.fit_layers();
        self.fit_margin();
    }

    fn quit(&mut self) {
        self.effects.extend(self.layers.drafts());
        self.effects.push(StoreOrder::KeepPlace(self.spot()));
        self.effects.push(TerminalEffect::Quit);
    }

    /// Where the reader is, for next time.
    #[must_use]
    pub fn spot(&self) -> Spot {
        let (view, document) = self.home_view();
        let share = document.share(view.focus);
        // A share lies between 0 and 1, so that its thousandths fit.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let thousandths = (share * 1000.0).round() as u16;
        Spot { top: view.top.point, focus: view.focus, thousandths }
    }

    /// The drafts that would be lost if the program ended now.
    #[must_use]
    pub fn unsaved(&self) -> Vec<Effect> {
        self.layers.drafts()
    }

    /// A message for the status line.
    fn say(&mut self, tone: Tone, id: &str, args: &[(&'static str, Arg)]) {
        self.tell(tone, self.words.fill(id, args));
    }

    /// A message that is in the reader's words already.
    fn tell(&mut self, tone: Tone, text: impl Into<String>) {
        self.message = Some(Message { tone, text: text.into() });
    }

    fn request(&mut self) -> Request {
        self.effects.request()
    }

    /// Leaves for `point` by a jump that can be taken back.
    fn jump(&mut self, point: Point, below: usize) {
        let document = Arc::clone(self.document());
        self.pane.jumps.leave(self.pane.view.stop());
        self.pane.view.go(&document, point, below);
    }

    /// Leaves for `point`, which is only put in focus where it is on the screen already.
    fn jump_near(&mut self, point: Point) {
        let document = Arc::clone(self.document());
        self.pane.jumps.leave(self.pane.view.stop());
        self.pane.view.reveal(&document, point);
    }

    /// What commands act on: the selection, or the sentence in focus.
    fn in_hand(&self) -> Span {
        self.layers.top::<Selection>().map_or(self.pane.view.sentence, |selection| selection.span())
    }
}
