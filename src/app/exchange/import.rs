//! Notes from elsewhere: their file is named, read, and what it would change is shown before
//! it is carried out.

use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::ImportBatch;
use crate::document::{Document, SafeText};

use crate::app::{
    App, Area, Command, Context, ExchangeEffect, ExportDesk, Field, ListCursor, Prompt, Reason, Request, StoreOrder, Tone,
};

/// A file of notes that is to be read.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The request.
    pub request: Request,
    /// Where it is, as it was typed.
    pub path: PathBuf,
    /// Whether the notes are those that the document's own file carries.
    pub is_own: bool,
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
pub struct ImportPlan {
    /// The form that the file was read as.
    pub source: String,
    /// Notes that are not here yet.
    pub new: usize,
    /// Notes that become others.
    pub changed: usize,
    /// Notes whose bodies were edited here and in the file: both texts are kept.
    pub conflicts: usize,
    /// Notes that are here as they come.
    pub same: usize,
    /// Of them, found but not for certain.
    pub doubtful: usize,
    /// Of them, not found.
    pub lost: usize,
    /// The first of them, those first that are not found for certain.
    pub lines: Vec<ImportPlanLine>,
    /// What is carried out.
    pub arrivals: Arc<ImportBatch>,
}

/// A note of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPlanLine {
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
pub enum ImportProgress {
    /// So many are placed, of so many; none of none while the file is read.
    SoFar(usize, usize),
    /// It holds notes on several documents, none of this one's title: which?
    About(Vec<String>),
    /// All is known.
    Planned(Arc<ImportPlan>),
    /// Nothing is taken from it: why, in the reader's words.
    Refused(Reason),
}

/// An import that is going on.
#[derive(Debug, Clone)]
pub struct PendingImport {
    /// The file, as it was typed.
    pub path: String,
    /// How far it is.
    pub progress: ImportProgress,
    /// The chosen title, or the first note shown.
    pub cursor: ListCursor,
    /// Whether it is being carried out.
    pub writing: bool,
    /// Whether the notes are those that the document's own file carries.
    is_own: bool,
    request: Request,
}

impl Overlay for PendingImport {
    fn context(&self) -> Context {
        Context::Import
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let entries = self.entries();
        let page = isize::try_from(app.import_rows().saturating_sub(1).max(1)).unwrap_or(1);
        match command {
            Command::Close => {
                app.effects.push(ExchangeEffect::StopReading);
                return After::Close;
            }
            Command::Accept => return app.go_on_with_import(self),
            Command::Down => self.cursor.step(times, entries),
            Command::Up => self.cursor.step(-times, entries),
            Command::PageDown | Command::HalfDown => self.cursor.step(page.saturating_mul(times), entries),
            Command::PageUp | Command::HalfUp => self.cursor.step(-page.saturating_mul(times), entries),
            Command::Start => self.cursor.at = 0,
            Command::End => self.cursor.at = entries.saturating_sub(1),
            Command::Edit if !self.is_own => {
                app.ask_notes_path_again(&self.path);
                return After::Close;
            }
            _ => {}
        }
        After::Stay
    }

    fn fit(&mut self, app: &mut App) {
        let entries = self.entries();
        self.cursor.fit(app.import_rows(), entries);
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
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
        self.read_notes_of(path, about, false);
    }

    /// Has the notes told that the document's own file carries.
    pub(in crate::app) fn read_embedded(&mut self) {
        let name = self.open.name.to_string();
        self.read_notes_of(&name, None, true);
    }

    fn read_notes_of(&mut self, path: &str, about: Option<String>, is_own: bool) {
        let Some(rendition) = self.open.rendition.clone() else { return };
        let request = self.request();
        let progress = ImportProgress::SoFar(0, 0);
        let import =
            PendingImport { path: path.to_owned(), progress, cursor: ListCursor::default(), writing: false, is_own, request };
        self.layers.push(import);
        self.effects.push(ExchangeEffect::ReadNotes(Box::new(ImportRequest {
            request,
            path: PathBuf::from(path),
            is_own,
            about,
            document: Arc::clone(self.document()),
            name: self.open.name.clone(),
            rendition,
        })));
    }

    /// Reading the file has come so far.
    pub(in crate::app) fn take_import_progress(&mut self, request: Request, progress: ImportProgress) {
        if let Some(import) = self.layers.all_mut::<PendingImport>().find(|import| import.request == request) {
            import.progress = progress;
        }
    }

    /// Takes the file by the chosen title, carries out what is planned, or reads again what was refused.
    fn go_on_with_import(&mut self, import: &mut PendingImport) -> After {
        match &import.progress {
            ImportProgress::About(titles) => {
                let title = titles.get(import.cursor.at).cloned();
                self.read_notes(&import.path, title);
            }
            ImportProgress::Planned(plan) if plan.arrivals.is_empty() => {
                self.say(Tone::Plain, "message-nothing-to-import", &[]);
            }
            ImportProgress::Planned(plan) if !import.writing => {
                self.effects.push(StoreOrder::TakeIn(Arc::clone(&plan.arrivals)));
                import.writing = true;
                return After::Stay;
            }
            // What was wrong may be mended.
            ImportProgress::Refused(_) => self.read_notes_of(&import.path, None, import.is_own),
            _ => return After::Stay,
        }
        After::Close
    }

    /// So many notes were taken in.
    pub(in crate::app) fn take_imported(&mut self, count: usize) {
        self.layers.close_where::<PendingImport>(|import| import.writing);
        self.say(Tone::Good, "message-imported", &[("count", count.into())]);
    }

    /// They were not: the summary stays.
    pub(in crate::app) fn import_failed(&mut self) {
        self.layers.all_mut::<PendingImport>().for_each(|import| import.writing = false);
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
        if let Some(ask) = self.layers.top_mut::<Prompt>().filter(|ask| ask.question.is_path() && ask.field.text() == typed) {
            ask.field = Field::new(text);
        } else if let Some(desk) = self.layers.top_mut::<ExportDesk>().filter(|desk| desk.types_path(typed)) {
            desk.type_in(|field| *field = Field::new(text));
        } else {
            return;
        }
        if !choices.is_empty() {
            self.tell(Tone::Plain, choices.join("  "));
        }
    }
}

impl PendingImport {
    /// Lines that can be gone through.
    fn entries(&self) -> usize {
        match &self.progress {
            ImportProgress::About(titles) => titles.len(),
            ImportProgress::Planned(plan) => plan.lines.len(),
            ImportProgress::SoFar(..) | ImportProgress::Refused(_) => 0,
        }
    }
}
