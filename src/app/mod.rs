//! The state of the program, and how it changes: no IO, no drawing.
//!
//! [`App::update`] takes what happened ([`Action`]) and gives what is to be done outside ([`Effect`]); the
//! shell carries that out and comes back with an [`Outcome`]. The rooms, by what the reader does:
//!
//! | room | what is in it |
//! |---|---|
//! | `core` | the nouns that all speak in: areas, messages, a typed line, the cursor of a list |
//! | `keys` | the tables of commands and contexts; from keys and the mouse to commands; the help |
//! | `reading` | the open document, the view of it, jumps, marks, peeks, contents, margin, reloading |
//! | `finding` | the search, and going to anything by its name |
//! | `lists` | lists of notes, hits and jumps |
//! | `asking` | a line typed at the foot, a choice of a few |
//! | `notes` | notes on this document and on all, the editor, where notes stand, the review |
//! | `desks` | what takes the whole screen: tables, footnotes, questions asked of the brief, comparing |
//! | `exchange` | exports, imports, details for citations |
//! | `panes` | the second pane, and the border between the two |
//!
//! [`App`] holds rooms and not fields: what belongs to a document is in [`OpenDocument`], what belongs to a
//! window onto it in [`Pane`], so that changing the pane in focus swaps two things. What lies over the text
//! is a stack of [`Layers`]; a new layer is a folder of its own with an `Overlay`, a line in `layers!`, and
//! an arm where it is drawn.
//!
//! **A key**, from the top: `keys` reads it in the context of the topmost layer. `h` in the text is
//! `Command::Highlight`; no layer takes it, the row of the command says that notes must be kept for it, and
//! `reading` hands the sentence in focus to `notes`, which asks the store. `Enter` in a list is
//! `Command::Accept`; the list is taken out, goes to what its entry stands for, says that it is done, and is
//! not put back. A letter in its filter is no command: it is typed, and the list stays.
//!
//! **An outcome** comes to `answers`, which drops what nobody waits for and, with two panes, goes to where it
//! belongs. Notes that are loaded fill the notebook and tell the layers; a reading that is done takes the
//! place of the document, and every layer goes over to it or closes.

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
pub use asking::{Choice, ChoiceList, Prompt, Question};
pub use core::{Area, Depth, Field, Geometry, ListCursor, Message, PaneArea, SidePanels, TerminalLook, Tone};
pub use desks::{
    ChartKind, CompareAnswer, CompareColumns, CompareDesk, CompareRow, CompareSource, ComparedDocuments, Desk, FootnoteAreas,
    FootnoteDesk, FootnoteOrder, FootnoteRow, Inquiry, InquiryDesk, InquiryTab, Replies, Reply, Scope, bad_test_words,
    date_words, no_line_words,
};
pub use effect::{Effect, Request, StudyEffect, TerminalEffect};
pub use exchange::{
    DETAIL_FIELDS, DetailsForm, ExchangeAnswer, ExchangeEffect, ExportAreas, ExportDesk, ExportForm, ExportRequest, ExportRow,
    ExportSettings, FileFate, FoundNotes, ImportPlan, ImportPlanLine, ImportProgress, ImportRequest, Passage, PendingImport,
    Preview,
};
pub use finding::{Goto, GotoTarget, SearchAnswer, SearchEffect, SearchLine, SearchState, query_words};
pub use keys::{Command, Context, Help, Needs, keymap};
pub use layer::{Layer, Layers};
pub use lists::{Entry, List, ListKind, ListRow, NoteOrder};
pub use notes::{
    AllNotes, DraftOrder, Drafts, Editor, EmbeddedNotes, KnownDocument, LABEL_COLOURS, Labels, Library, NewNote, NoteChange,
    Notebook, NotesAnswer, OlderEdition, PlacedNote, Review, Rewrite, StoreOrder, Subject, WaitingDraft, Written,
};
pub use outcome::{Outcome, StudyAnswer, TerminalAnswer};
pub use panes::{Pane, Panes};
pub use reading::{
    AutoScroll, Contents, ContentsLayer, FocusMode, Hint, Hints, LetterMarks, LetterPrompt, Margin, NamedPlace, OpenDocument,
    Origin, Peek, Picture, Preferences, ReadAnswer, ReadAs, ReadEffect, Reading, ReadingPosition, Selection, Sidenote,
    SidenoteHead, SidenoteKind, Target, UnknownPlace, View, WaysToRead, aim_span, caption_of, has_address_scheme, row_span,
};

use core::Typed;
use desks::LeftDesks;
use effect::Effects;
use notes::{OwnBodies, UndoStep};
use reading::{Jumps, Mentions, Pending, ViewPosition};

use std::sync::Arc;

use crate::document::{Document, Point, Span};
use crate::study::ReadingSpeed;
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
    pub speed: ReadingSpeed,
    /// What can be said of a file.
    pub ways: WaysToRead,
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    /// The words of the reader's language.
    pub words: Arc<Words>,
    /// What the terminal can show.
    pub look: TerminalLook,
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
    /// What can be said of a file.
    ways: WaysToRead,
    effects: Effects,
}

impl App {
    /// The state at the start: a first reading on a screen of `width` by `height`.
    #[must_use]
    pub fn new(words: impl Into<Arc<Words>>, look: TerminalLook, open: OpenDocument, (width, height): (u16, u16)) -> Self {
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
            ways: WaysToRead::default(),
            effects: Effects::default(),
        };
        app.refresh();
        app
    }

    /// Takes in what the reader has configured.
    pub fn configure(&mut self, settings: Settings) {
        let Settings { labels, speed, ways } = settings;
        (self.library.labels, self.preferences.speed, self.ways) = (labels, speed, ways);
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
            Action::Outcome(outcome) => self.apply_import(*outcome),
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
        let screen = &mut self.geometry.screen;
        // The terminal was only taken back, or drawn on by another: nothing stands elsewhere.
        let is_same = (screen.width, screen.height) == (width, height);
        (screen.width, screen.height) = (width, height);
        self.lay_out();
        if !is_same {
            self.layers.resized(&self.geometry);
        }
    }

    /// Makes what is on the screen fit the state.
    fn refresh(&mut self) {
        let document = Arc::clone(&self.open.document);
        self.pane.view.draw_formulas(!self.preferences.formula_source, &document);
        self.pane.view.refresh(&document);
        self.pane.search.refresh(&document, self.pane.view.shown());
        self.refresh_beside();
        self.find_mentions();
        self.fit_contents();
        self.fit_layers();
        self.fit_margin();
    }

    fn quit(&mut self) {
        self.effects.extend(self.layers.drafts());
        self.effects.push(StoreOrder::KeepPlace(self.reading_position()));
        self.effects.push(TerminalEffect::Quit);
    }

    /// Where the reader is, for next time.
    #[must_use]
    pub fn reading_position(&self) -> ReadingPosition {
        let (view, document) = self.home_view();
        let share = document.share(view.focus);
        // A share lies between 0 and 1, so that its thousandths fit.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let thousandths = (share * 1000.0).round() as u16;
        ReadingPosition { top: view.top.point, focus: view.focus, thousandths }
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
        self.pane.jumps.leave(self.pane.view.position());
        self.pane.view.go(&document, point, below);
    }

    /// Leaves for `point`, which is only put in focus where it is on the screen already.
    fn jump_near(&mut self, point: Point) {
        let document = Arc::clone(self.document());
        self.pane.jumps.leave(self.pane.view.position());
        self.pane.view.reveal(&document, point);
    }

    /// What commands act on: the selection, or the sentence in focus.
    fn in_hand(&self) -> Span {
        self.layers.top::<Selection>().map_or(self.pane.view.sentence, |selection| selection.span())
    }
}
