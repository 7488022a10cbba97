//! Notes from elsewhere: their file is named, read, and what it would change is shown before
//! it is carried out.

use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::Arrivals;
use crate::document::{Document, SafeText};

use crate::app::{App, Area, Command, Effect, Layer, Message, Reason, Request, Roll, Tone};

/// A file of notes that is to be read.
#[derive(Debug, Clone)]
pub struct NotesFile {
    /// The request.
    pub request: Request,
    /// Where it is, as it was typed.
    pub path: PathBuf,
    /// The title that the notes are chosen by, where they are on several documents.
    pub about: Option<String>,
    /// The document that they are put on.
    pub document: Arc<Document>,
    /// What its file is called.
    pub name: SafeText,
    /// What it was read from.
    pub rendition: crate::annotation::Rendition,
}

/// What an import would change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incoming {
    /// The form that the file was read as.
    pub source: String,
    /// Notes that are not here yet.
    pub new: usize,
    /// Notes that become others.
    pub changed: usize,
    /// Notes that are here as they come.
    pub same: usize,
    /// Of them, found but not for certain.
    pub doubtful: usize,
    /// Of them, not found.
    pub lost: usize,
    /// The first of them, those first that are not found for certain.
    pub lines: Vec<IncomingLine>,
    /// What is carried out.
    pub arrivals: Arc<Arrivals>,
}

/// A note of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingLine {
    /// What becomes of it, in the reader's words.
    pub state: String,
    /// Whether it has no certain place.
    pub is_astray: bool,
    /// Its quote or its body.
    pub words: String,
    /// Where in the file it stands.
    pub place: String,
}

/// How far reading a file of notes has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Intake {
    /// So many are placed, of so many; none of none while the file is read.
    SoFar(usize, usize),
    /// It holds notes on several documents, none of this one's title: which?
    About(Vec<String>),
    /// All is known.
    Planned(Arc<Incoming>),
    /// Nothing is taken from it: why, in the reader's words.
    Refused(Reason),
}

/// An import that is going on.
#[derive(Debug, Clone)]
pub struct Importing {
    /// The file, as it was typed.
    pub path: String,
    /// How far it is.
    pub intake: Intake,
    /// The chosen title, or the first note shown.
    pub roll: Roll,
    /// Whether it is being carried out.
    pub writing: bool,
    request: Request,
}

impl App {
    /// Asks for the file.
    pub(in crate::app) fn open_import(&mut self) {
        if self.may_write() {
            self.ask_notes_path();
        }
    }

    /// Has the file read.
    pub(in crate::app) fn read_notes(&mut self, path: &str, about: Option<String>) {
        let Some(rendition) = self.open.rendition.clone() else { return };
        let request = self.request();
        let intake = Intake::SoFar(0, 0);
        let importing = Importing { path: path.to_owned(), intake, roll: Roll::default(), writing: false, request };
        self.layers.push(Layer::Import(Box::new(importing)));
        self.effects.push(Effect::ReadNotes(Box::new(NotesFile {
            request,
            path: PathBuf::from(path),
            about,
            document: Arc::clone(self.document()),
            name: self.open.name.clone(),
            rendition,
        })));
    }

    /// Reading the file has come so far.
    pub(in crate::app) fn take_intake(&mut self, request: Request, intake: Intake) {
        for layer in &mut self.layers {
            if let Layer::Import(importing) = layer
                && importing.request == request
            {
                importing.intake = intake;
                return;
            }
        }
    }

    /// So many notes were taken in.
    pub(in crate::app) fn take_imported(&mut self, count: usize) {
        self.layers.retain(|layer| !matches!(layer, Layer::Import(importing) if importing.writing));
        self.say(Tone::Good, "message-imported", &[("count", count.into())]);
    }

    /// They were not: the summary stays.
    pub(in crate::app) fn import_failed(&mut self) {
        for layer in &mut self.layers {
            if let Layer::Import(importing) = layer {
                importing.writing = false;
            }
        }
    }

    pub(in crate::app) fn act_in_import(&mut self, mut importing: Box<Importing>, command: Command, count: Option<usize>) {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let entries = importing.entries();
        let page = isize::try_from(self.import_rows().saturating_sub(1).max(1)).unwrap_or(1);
        match command {
            Command::Close => {
                self.effects.push(Effect::StopIntake);
                return;
            }
            Command::Accept => match &importing.intake {
                Intake::About(titles) => {
                    let title = titles.get(importing.roll.at).cloned();
                    return self.read_notes(&importing.path, title);
                }
                Intake::Planned(incoming) if incoming.arrivals.is_empty() => {
                    return self.say(Tone::Plain, "message-nothing-to-import", &[]);
                }
                Intake::Planned(incoming) if !importing.writing => {
                    self.effects.push(Effect::TakeIn(Arc::clone(&incoming.arrivals)));
                    importing.writing = true;
                }
                // What was wrong may be mended: it is read again.
                Intake::Refused(_) => return self.read_notes(&importing.path, None),
                _ => {}
            },
            Command::Down => importing.roll.step(times, entries),
            Command::Up => importing.roll.step(-times, entries),
            Command::PageDown | Command::HalfDown => importing.roll.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => importing.roll.step(-page.saturating_mul(times), entries),
            Command::Start => importing.roll.at = 0,
            Command::End => importing.roll.at = entries.saturating_sub(1),
            Command::Edit => return self.ask_notes_path_again(&importing.path),
            _ => {}
        }
        self.layers.push(Layer::Import(importing));
    }

    /// Keeps the chosen line inside its window.
    pub(in crate::app) fn fit_import(&self, importing: &mut Importing) {
        let entries = importing.entries();
        importing.roll.fit(self.import_rows(), entries);
    }

    /// Rows for titles or notes.
    #[must_use]
    pub fn import_rows(&self) -> usize {
        // The frame, the file, two rows of counts with air below, the keys.
        usize::from(self.import_area().height).saturating_sub(8).max(1)
    }

    /// The area of the summary: it floats over the text.
    #[must_use]
    pub fn import_area(&self) -> Area {
        let screen = self.geometry.screen;
        self.geometry.floating(screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(3).min(28))
    }

    /// How a typed path may go on.
    pub(in crate::app) fn take_completed(&mut self, typed: &str, text: &str, choices: &[String]) {
        let is_waited_for = match self.layers.last() {
            Some(Layer::Ask(ask)) => ask.question.is_path() && ask.field.text() == typed,
            Some(Layer::Export(exporting)) => exporting.typing.as_ref().is_some_and(|field| field.text() == typed),
            _ => false,
        };
        if !is_waited_for {
            return;
        }
        match self.layers.last_mut() {
            Some(Layer::Ask(ask)) => ask.field = crate::app::Field::new(text),
            _ => self.complete_export(text),
        }
        if !choices.is_empty() {
            self.message = Some(Message { tone: Tone::Plain, text: choices.join("  ") });
        }
    }
}

impl Importing {
    /// Lines that can be gone through.
    fn entries(&self) -> usize {
        match &self.intake {
            Intake::About(titles) => titles.len(),
            Intake::Planned(incoming) => incoming.lines.len(),
            Intake::SoFar(..) | Intake::Refused(_) => 0,
        }
    }
}
