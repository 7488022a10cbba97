//! Carrying out the effects that the state asks for: most are an order to the store worker or
//! a job; what came of them comes back as outcomes.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use crate::annotation::Rendition;
use crate::app::{
    App, Effect, ExchangeAnswer, ExchangeEffect, NamedPlace, NotesAnswer, Origin, Outcome, Passage, ReadAs, ReadEffect, Request,
    SearchEffect, StoreOrder, StudyAnswer, StudyEffect, TerminalEffect, Tone,
};
use crate::export::AnnotatedDocument;
use crate::import::ReadOptions;
use crate::platform::citation::{CitedPassage, citation, with_quote};
use crate::platform::config::Config;
use crate::platform::desktop;
use crate::platform::exports::auto_export::AutoExport;
use crate::platform::files::{self, OpenedFile, Stamp};
use crate::platform::folders::Folders;
use crate::platform::reading_positions::ReadingPositions;
use crate::platform::typed_paths;
use crate::study::{Cells, CrossReferences, changes};
use crate::table;
use crate::words::Words;

use super::clipboard;
use super::opened_document::OpenedDocument;
use super::workers::jobs::compare::CompareJob;
use super::workers::jobs::export::Exporter;
use super::workers::jobs::import::preview;
use super::workers::jobs::inquiry::answer_inquiry;
use super::workers::jobs::pictures::PictureJob;
use super::workers::jobs::place_notes::PlaceJob;
use super::workers::jobs::queue::{Job, JobKind, JobQueue};
use super::workers::jobs::reading::ReadJob;
use super::workers::jobs::search::{SearchJob, rank_names};
use super::workers::jobs::write_file::write_text;
use super::workers::outcomes::OutcomeSender;
use super::workers::store::{StoreSetup, StoreWorker};

/// What stays the same whatever document is open.
pub(crate) struct Surroundings {
    pub(crate) config: Config,
    pub(crate) words: Arc<Words>,
    pub(crate) folders: Option<Folders>,
    /// Keep nothing but what the reader writes.
    pub(crate) private: bool,
}

/// Carries out the effects for one open document.
pub(crate) struct EffectRunner<'a> {
    around: &'a Surroundings,
    jobs: JobQueue,
    store: StoreWorker,
    exporter: Exporter,
    answers: OutcomeSender,
    pub(crate) outcomes: Receiver<Outcome>,
    /// Documents that were opened to take the place of this one.
    next_documents: (Sender<OpenedDocument>, Receiver<OpenedDocument>),
    pub(crate) positions: ReadingPositions,
    /// The file as it was when it was read.
    stamp: Option<Stamp>,
    /// When the file was last looked at.
    pub(crate) checked: Instant,
    /// What the event loop is asked for.
    pub(crate) asked: Asked,
}

/// What only the event loop can do.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) quit: bool,
    pub(crate) suspend: bool,
    /// A signal asks for it.
    pub(crate) stop: bool,
    /// A text that waits for the reader's own editor.
    pub(crate) edit: Option<String>,
    /// Why there is nothing to read, where there is nothing.
    pub(crate) unread: Option<String>,
}

impl<'a> EffectRunner<'a> {
    /// Starts the workers for a document.
    pub(crate) fn start(
        around: &'a Surroundings,
        origin: &Origin,
        positions: ReadingPositions,
        sent: (OutcomeSender, Receiver<Outcome>),
    ) -> Self {
        let Surroundings { config, words, folders, private } = around;
        let (answers, outcomes) = sent;
        let store = StoreWorker::start(StoreSetup {
            folders: folders.clone(),
            private: *private,
            author: config.author(),
            auto_export: AutoExport::of(&config.export, folders.as_ref()).filter(|_| !private),
            outcomes: answers.clone(),
            words: Arc::clone(words),
        });
        let exporter = Exporter {
            folders: folders.clone(),
            private: *private,
            usual: config.export.clone(),
            words: Arc::clone(words),
            gathered: Arc::default(),
        };
        Self {
            around,
            jobs: JobQueue::start(&answers),
            store,
            exporter,
            answers,
            outcomes,
            next_documents: channel(),
            positions,
            stamp: files::stamp(origin),
            checked: Instant::now(),
            asked: Asked::default(),
        }
    }

    /// Carries out an effect.
    pub(crate) fn carry_out(&mut self, app: &App, effect: Effect) {
        match effect {
            Effect::Read(effect) => self.read_documents(app, effect),
            Effect::Search(effect) => self.search(effect),
            Effect::Store(order) => self.keep(app, order),
            Effect::Study(effect) => self.study(effect),
            Effect::Exchange(effect) => self.exchange(app, effect),
            Effect::Terminal(effect) => self.use_terminal(effect),
        }
    }

    fn read_documents(&mut self, app: &App, effect: ReadEffect) {
        let words = Arc::clone(&self.around.words);
        match effect {
            ReadEffect::Whole { request, origin, read_as } => self.read(request, origin, read_as),
            ReadEffect::Unlock { request, origin, read_as, password } => {
                files::set_password(&password);
                self.read(request, origin, read_as);
            }
            ReadEffect::Beside { request, origin } => {
                let read = ReadJob { request, options: ReadOptions::default(), words };
                self.jobs.add(JobKind::ReadBeside, move |job| read.read_for_pane(&origin, job));
            }
            ReadEffect::Stop => self.jobs.cancel(JobKind::Read),
            ReadEffect::Open { origin, at } => self.open(origin, at),
            ReadEffect::CheckFile => self.check_file(app),
            ReadEffect::Decode { origin, name } => {
                let file = app.open.name.to_string();
                let options = files::options_of(app.open.read_as);
                let picture = PictureJob { origin, options, name, file, words };
                self.jobs.add(JobKind::Decode, move |job| picture.run(job));
            }
            ReadEffect::KeepReadAs(read_as) => self
                .remember("format", |positions, folders| positions.remember_read_as(&folders.state, &app.home().origin, read_as)),
            ReadEffect::KeepMarks(marks) => {
                self.remember("marks", |positions, folders| positions.remember_marks(&folders.state, &app.home().origin, &marks))
            }
        }
    }

    fn search(&self, effect: SearchEffect) {
        match effect {
            SearchEffect::All { request, document, matcher, from } => {
                let search = SearchJob { request, document, matcher, from };
                self.jobs.add(JobKind::Find, move |job| search.find_all(job));
            }
            SearchEffect::Next { request, document, matcher, from, backwards } => {
                let search = SearchJob { request, document, matcher, from };
                self.once(move |job| search.find_next(backwards, job));
            }
            SearchEffect::Rank { request, query, names } => {
                self.jobs.add(JobKind::Rank, move |job| rank_names(request, &query, &names, job));
            }
        }
    }

    /// Gives an order to the store; where the reader is, is remembered for every document.
    fn keep(&mut self, app: &App, order: StoreOrder) {
        if let StoreOrder::KeepPlace(spot) = order {
            self.remember("place", |positions, folders| positions.remember(&folders.state, &app.home().origin, spot));
            if self.around.private || self.around.folders.is_none() {
                return;
            }
        }
        self.store.order(app.home(), order);
    }

    fn study(&self, effect: StudyEffect) {
        match effect {
            StudyEffect::Cells(document) => self.jobs.add(JobKind::Study, move |job| {
                if let Some(cells) = Cells::of(&document, &|| !job.is_cancelled()) {
                    job.send(Outcome::Study { document, answer: StudyAnswer::Cells(Arc::new(cells)) });
                }
            }),
            StudyEffect::References(document) => self.jobs.add(JobKind::Refer, move |job| {
                if let Some(found) = CrossReferences::of(&document, &|| !job.is_cancelled()) {
                    job.send(Outcome::Study { document, answer: StudyAnswer::References(Arc::new(found)) });
                }
            }),
            StudyEffect::Inquire { document, inquiry } => {
                self.jobs.add(JobKind::Inquire(inquiry), move |job| answer_inquiry(&document, inquiry, job));
            }
            StudyEffect::Place { request, document, notes, rendition, past } => {
                let place = PlaceJob { request, document, rendition, notes, past };
                self.jobs.add(JobKind::Place, move |job| place.run(job));
            }
            StudyEffect::Changes { document, past } => self.once(move |job| {
                let changed = past.texts.iter().flat_map(|(_, text)| changes(text, &document)).collect();
                job.send(Outcome::Notes(NotesAnswer::Changes(Arc::new(changed))));
            }),
            StudyEffect::Compare { request, document, other, by } => {
                let comparison = CompareJob { request, document, other, by, words: Arc::clone(&self.around.words) };
                self.jobs.add(JobKind::Hold, move |job| comparison.run(job));
            }
        }
    }

    fn exchange(&self, app: &App, effect: ExchangeEffect) {
        let (words, exporter) = (Arc::clone(&self.around.words), self.exporter.clone());
        match effect {
            ExchangeEffect::Recall => {
                let document = app.open.rendition.as_ref().map(Rendition::document);
                self.once(move |job| job.send(exporter.recall(document)));
            }
            ExchangeEffect::Preview(export) => {
                self.jobs.add(JobKind::Preview, move |job| exporter.preview(&export, job));
            }
            ExchangeEffect::Export(export) => self.once(move |job| exporter.write(&export, job)),
            ExchangeEffect::ReadNotes(file) => {
                let folders = self.around.folders.clone();
                self.jobs.add(JobKind::Intake, move |job| preview(&file, folders.as_ref(), &words, job));
            }
            ExchangeEffect::StopReading => self.jobs.cancel(JobKind::Intake),
            ExchangeEffect::Cite(passage) => self.answers.send(self.cite(&passage)),
            ExchangeEffect::Complete(typed) => self.once(move |job| {
                let (text, choices) = typed_paths::completed(&typed);
                job.send(Outcome::Exchange(ExchangeAnswer::Completed { typed, text, choices }));
            }),
            ExchangeEffect::WriteFile { path, text } => self.once(move |job| job.send(write_text(&path, &text, &words))),
            ExchangeEffect::WriteTable { path, view, grid } => {
                self.once(move |job| job.send(write_text(&path, &table::write(&view, grid), &words)));
            }
        }
    }

    fn use_terminal(&mut self, effect: TerminalEffect) {
        let words = Arc::clone(&self.around.words);
        match effect {
            TerminalEffect::Copy(text) => self.answers.send(clipboard::copy(&text, &words)),
            TerminalEffect::EditOutside(text) => self.asked.edit = Some(text),
            TerminalEffect::OpenAddress(address) => self.once(move |job| {
                job.send(match desktop::open(&address, &words) {
                    Ok(said) => Outcome::Told(Tone::Good, said.into()),
                    Err(said) => Outcome::Told(Tone::Error, said.into()),
                });
            }),
            TerminalEffect::Suspend => self.asked.suspend = true,
            TerminalEffect::GiveUp(reason) => (self.asked.unread, self.asked.quit) = (Some(reason), true),
            TerminalEffect::Quit => self.asked.quit = true,
        }
    }

    /// A job that is carried out whatever comes after it.
    fn once(&self, work: impl FnOnce(&Job) + Send + 'static) {
        self.jobs.add(JobKind::Once, work);
    }

    /// Changes what is remembered of where documents were left; nothing depends on it.
    fn remember(&mut self, what: &str, change: impl FnOnce(&mut ReadingPositions, &Folders) -> std::io::Result<()>) {
        let Some(folders) = self.around.folders.as_ref().filter(|_| !self.around.private) else { return };
        if let Err(error) = change(&mut self.positions, folders) {
            log::warn!("the {what} could not be kept: {error}");
        }
    }

    /// Reads what was opened to its end, behind the first screen.
    pub(crate) fn read_rest(&mut self, opened: OpenedFile, options: ReadOptions) {
        let read = ReadJob { request: 0, options, words: Arc::clone(&self.around.words) };
        let name = opened.name.clone();
        self.jobs.add(JobKind::Read, move |job| read.read_opened(Ok(opened), &name, job));
    }

    /// Reads a document again from its beginning.
    fn read(&mut self, request: Request, origin: Origin, read_as: ReadAs) {
        self.stamp = files::stamp(&origin);
        let read = ReadJob { request, options: files::options_of(read_as), words: Arc::clone(&self.around.words) };
        self.jobs.add(JobKind::Read, move |job| read.read(&origin, job));
    }

    /// Opens another document; the loop is left for it once its beginning is read.
    fn open(&self, origin: Origin, at: Option<NamedPlace>) {
        let (words, next) = (Arc::clone(&self.around.words), self.next_documents.0.clone());
        self.once(move |job| match OpenedDocument::open(origin.clone(), ReadOptions::default(), at) {
            Ok(document) => {
                if next.send(document).is_ok() {
                    job.wake();
                }
            }
            Err(error) => {
                let reason = error.words(&words, &files::shown_name(&origin, &words));
                job.send(Outcome::Told(Tone::Error, reason.into()));
            }
        });
    }

    /// The document that is to take the place of this one, once its beginning is read.
    pub(crate) fn next_document(&self) -> Option<OpenedDocument> {
        self.next_documents.1.try_recv().ok()
    }

    /// Looks whether the file was changed; as a job, since a network folder may take long.
    pub(crate) fn check_file(&mut self, app: &App) {
        self.checked = Instant::now();
        let (origin, before) = (app.home().origin.clone(), self.stamp);
        if before.is_none() || app.home().stale {
            return;
        }
        self.once(move |job| {
            if files::stamp(&origin).is_some_and(|now| Some(now) != before) {
                job.send(Outcome::FileChanged);
            }
        });
    }

    /// A passage with its citation, by the style that is configured.
    fn cite(&self, passage: &Passage) -> Outcome {
        let brief = AnnotatedDocument {
            document: Some(&passage.document),
            name: &passage.name,
            rendition: None,
            id: None,
            details: passage.details.clone(),
            notes: &[],
            settled: None,
        };
        let cited = CitedPassage { quote: &passage.quote, page: passage.page.as_deref(), footnote: passage.footnote.as_deref() };
        match citation(&brief, cited, None, &self.around.config.cite, &self.around.words) {
            Ok((_, citation)) => Outcome::Exchange(ExchangeAnswer::Cited(with_quote(&passage.quote, &citation))),
            Err(reason) => Outcome::Told(Tone::Error, reason.into()),
        }
    }

    /// Waits until all that was to be kept is kept; what was not, where something was not, though nobody
    /// has looked at the answer.
    pub(crate) fn finish(&mut self) -> Option<String> {
        let unexported = self.store.finish();
        let mut said: Vec<String> = Vec::new();
        let unwritten = self.outcomes.try_iter().filter_map(|outcome| match outcome {
            Outcome::Notes(NotesAnswer::NotWritten(reason)) => Some(reason.to_string()),
            _ => None,
        });
        for reason in unwritten.chain(unexported) {
            if !said.contains(&reason) {
                said.push(reason);
            }
        }
        (!said.is_empty()).then(|| said.join("\n"))
    }
}
