//! Everything outside of the state, and how its effects are carried out.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Instant;

use crate::annotation::Rendition;
use crate::app::{
    App, At, Effect, ExchangeAnswer, ExchangeEffect, LONGEST_COPY, NotesAnswer, Origin, Outcome, Passage, ReadEffect,
    SearchAnswer, SearchEffect, StoreOrder, StudyAnswer, StudyEffect, TerminalAnswer, TerminalEffect, Tone,
};
use crate::document::{Bitmap, Point};
use crate::export::Brief;
use crate::import::{self, Format};
use crate::platform::citation::{Cited, citation, with_quote};
use crate::platform::config::Citing;
use crate::platform::desktop;
use crate::platform::files::{self, Opened, Pictures};
use crate::platform::folders::Folders;
use crate::platform::last_read::Places;
use crate::platform::typed_paths;
use crate::search::Hits;
use crate::study::{Cells, CrossReferences, changes};
use crate::table;
use crate::terminal::event_loop::Book;
use crate::terminal::workers::jobs::compare::{hold, read_beside};
use crate::terminal::workers::jobs::export::Exporter;
use crate::terminal::workers::jobs::import::look;
use crate::terminal::workers::jobs::inquiry::answer_inquiry;
use crate::terminal::workers::jobs::queue::{Jobs, Kind};
use crate::terminal::workers::jobs::reading::{Progress, Wanted, answer_reading, place};
use crate::terminal::workers::jobs::write_file::write_file;
use crate::terminal::workers::outcomes::Answers;
use crate::terminal::workers::store::Keeper;
use crate::words::Words;

/// Hits that are kept at most.
const MOST_HITS: usize = 1_000_000;
/// Points on a side of a picture that is shown on the screen.
const SCREEN: u32 = 512;

/// Everything outside of the state.
pub(crate) struct World {
    pub(crate) jobs: Jobs,
    pub(crate) keeper: Keeper,
    pub(crate) answers: Answers,
    pub(crate) outcomes: Receiver<Outcome>,
    /// Documents that were opened to take the place of this one.
    pub(crate) books: (Sender<Book>, Receiver<Book>),
    pub(crate) format: Option<&'static Format>,
    pub(crate) folders: Option<Folders>,
    pub(crate) private: bool,
    pub(crate) places: Places,
    /// Why there is nothing to read, where there is nothing.
    pub(crate) unread: Option<String>,
    pub(crate) stamp: Option<(std::time::SystemTime, u64)>,
    pub(crate) checked: Instant,
    /// Exports that are asked for.
    pub(crate) exporter: Exporter,
    /// How passages are cited.
    pub(crate) citing: Citing,
    pub(crate) words: Arc<Words>,
    pub(crate) quit: bool,
    pub(crate) suspend: bool,
    /// A text that waits for the reader's own editor.
    pub(crate) outside: Option<String>,
    /// It suspended itself and is back; the signal that woke it is still to be heard.
    pub(crate) suspended: bool,
}

impl World {
    /// Carries out an effect.
    pub(crate) fn carry_out(&mut self, app: &App, effect: Effect) {
        match effect {
            Effect::Read(effect) => self.carry_out_reading(app, effect),
            Effect::Search(effect) => self.search(effect),
            Effect::Store(order) => self.keep(app, order),
            Effect::Study(effect) => self.study(effect),
            Effect::Exchange(effect) => self.exchange(app, effect),
            Effect::Terminal(effect) => self.carry_out_on_terminal(effect),
        }
    }

    fn carry_out_reading(&mut self, app: &App, effect: ReadEffect) {
        match effect {
            ReadEffect::Whole { request, origin } => self.read(request, origin),
            ReadEffect::Unlock { request, origin, password } => {
                files::set_password(&password);
                self.read(request, origin);
            }
            ReadEffect::Beside { request, origin } => {
                let words = Arc::clone(&self.words);
                self.jobs.add(Kind::ReadBeside, move |token, answers| read_beside(request, &origin, &words, token, answers));
            }
            ReadEffect::Stop => self.jobs.cancel(Kind::Read),
            ReadEffect::Open { origin, at } => self.open(origin, at),
            ReadEffect::CheckFile => self.check_file(app),
            ReadEffect::Decode { origin, name } => self.decode(app, origin, name),
            ReadEffect::KeepMarks(marks) => {
                let Some(folders) = self.folders.as_ref().filter(|_| !self.private) else { return };
                if let Err(error) = self.places.remember_marks(&folders.state, &app.home().origin, &marks) {
                    log::warn!("the marks could not be kept: {error}");
                }
            }
        }
    }

    fn search(&self, effect: SearchEffect) {
        match effect {
            SearchEffect::All { request, document, matcher, from } => self.jobs.add(Kind::Find, move |token, answers| {
                let hit = matcher.find_at(&document, from).or_else(|| matcher.find_at(&document, Point(0)));
                if token.is_cancelled() {
                    return;
                }
                answers.send(Outcome::Search { request, answer: SearchAnswer::First(hit) });
                let hits: Hits = matcher.all(&document, MOST_HITS, &mut |_| !token.is_cancelled());
                if !token.is_cancelled() {
                    answers.send(Outcome::Search { request, answer: SearchAnswer::All(Arc::new(hits)) });
                }
            }),
            SearchEffect::Next { request, document, matcher, from, backwards } => self.jobs.add(Kind::Once, move |_, answers| {
                let end = Point::new(document.text().len());
                let hit = if backwards {
                    matcher.find_before(&document, from).or_else(|| matcher.find_before(&document, end))
                } else {
                    matcher.find_at(&document, Point(from.0 + 1)).or_else(|| matcher.find_at(&document, Point(0)))
                };
                answers.send(Outcome::Search { request, answer: SearchAnswer::First(hit) });
            }),
            SearchEffect::Rank { request, query, names } => self.jobs.add(Kind::Rank, move |token, answers| {
                let ranked = crate::search::rank(&query, names.iter().map(String::as_str), 200);
                if !token.is_cancelled() {
                    answers.send(Outcome::Ranked { request, ranked });
                }
            }),
        }
    }

    /// Gives an order to the store; where the reader is, is remembered for every document.
    fn keep(&mut self, app: &App, order: StoreOrder) {
        if let StoreOrder::KeepPlace(spot) = order {
            let Some(folders) = self.folders.as_ref().filter(|_| !self.private) else { return };
            if let Err(error) = self.places.remember(&folders.state, &app.home().origin, spot) {
                log::warn!("the place could not be kept: {error}");
            }
        }
        self.keeper.order(app.home(), order);
    }

    fn study(&self, effect: StudyEffect) {
        match effect {
            StudyEffect::Cells(document) => self.jobs.add(Kind::Study, move |token, answers| {
                if let Some(cells) = Cells::of(&document, &|| !token.is_cancelled()) {
                    answers.send(Outcome::Study { document, answer: StudyAnswer::Cells(Arc::new(cells)) });
                }
            }),
            StudyEffect::References(document) => self.jobs.add(Kind::Refer, move |token, answers| {
                if let Some(found) = CrossReferences::of(&document, &|| !token.is_cancelled()) {
                    answers.send(Outcome::Study { document, answer: StudyAnswer::References(Arc::new(found)) });
                }
            }),
            StudyEffect::Inquire { document, inquiry } => self.jobs.add(Kind::Inquire(inquiry), move |token, answers| {
                answer_inquiry(&document, inquiry, token, answers);
            }),
            StudyEffect::Place { request, document, notes, rendition, past } => {
                self.jobs.add(Kind::Place, move |token, answers| {
                    place(request, &past, &mut past.finder(&document, &rendition), &notes, token, answers);
                });
            }
            StudyEffect::Changes { document, past } => self.jobs.add(Kind::Once, move |_, answers| {
                let changed = past.texts.iter().flat_map(|(_, text)| changes(text, &document)).collect();
                answers.send(Outcome::Notes(NotesAnswer::Changes(Arc::new(changed))));
            }),
            StudyEffect::Compare { request, document, other, by } => {
                let words = Arc::clone(&self.words);
                self.jobs.add(Kind::Hold, move |token, answers| hold((request, &document), (&other, by), &words, token, answers));
            }
        }
    }

    fn exchange(&self, app: &App, effect: ExchangeEffect) {
        let words = Arc::clone(&self.words);
        match effect {
            ExchangeEffect::Recall => {
                let (exporter, document) = (self.exporter.clone(), app.open.rendition.as_ref().map(Rendition::document));
                self.jobs.add(Kind::Once, move |_, answers| answers.send(exporter.recall(document)));
            }
            ExchangeEffect::Preview(export) => {
                let exporter = self.exporter.clone();
                self.jobs.add(Kind::Preview, move |token, answers| exporter.preview(&export, token, answers));
            }
            ExchangeEffect::Export(export) => {
                let exporter = self.exporter.clone();
                self.jobs.add(Kind::Once, move |token, answers| exporter.write(&export, token, answers));
            }
            ExchangeEffect::ReadNotes(file) => {
                let folders = self.folders.clone();
                self.jobs.add(Kind::Intake, move |token, answers| look(&file, folders.as_ref(), &words, token, answers));
            }
            ExchangeEffect::StopReading => self.jobs.cancel(Kind::Intake),
            ExchangeEffect::Cite(passage) => self.cite(&passage),
            ExchangeEffect::Complete(typed) => self.jobs.add(Kind::Once, move |_, answers| {
                let (text, choices) = typed_paths::completed(&typed);
                answers.send(Outcome::Exchange(ExchangeAnswer::Completed { typed, text, choices }));
            }),
            ExchangeEffect::WriteFile { path, text } => {
                self.jobs.add(Kind::Once, move |_, answers| answers.send(write_file(&path, &text, &words)));
            }
            ExchangeEffect::WriteTable { path, view, grid } => self.jobs.add(Kind::Once, move |_, answers| {
                answers.send(write_file(&path, &table::write(&view, grid), &words));
            }),
        }
    }

    fn carry_out_on_terminal(&mut self, effect: TerminalEffect) {
        match effect {
            TerminalEffect::Copy(text) => self.copy(&text),
            TerminalEffect::EditOutside(text) => self.outside = Some(text),
            TerminalEffect::OpenAddress(address) => {
                let words = Arc::clone(&self.words);
                self.jobs.add(Kind::Once, move |_, answers| {
                    answers.send(match desktop::open(&address, &words) {
                        Ok(said) => Outcome::Told(Tone::Good, said.into()),
                        Err(said) => Outcome::Told(Tone::Error, said.into()),
                    });
                });
            }
            TerminalEffect::Suspend => self.suspend = true,
            TerminalEffect::GiveUp(reason) => {
                self.unread = Some(reason);
                self.quit = true;
            }
            TerminalEffect::Quit => self.quit = true,
        }
    }

    /// Decodes a picture of the document, no larger than a screen has a use for.
    fn decode(&self, app: &App, origin: Origin, name: String) {
        let (words, format) = (Arc::clone(&self.words), self.format);
        let file = app.open.name.to_string();
        self.jobs.add(Kind::Decode, move |token, answers| {
            let decoded = Pictures::of(&origin, format).and_then(|file| file.decode(&name, &Wanted(token)));
            if token.is_cancelled() {
                return;
            }
            let small = |whole: Bitmap| match whole.width.max(whole.height) {
                side if side > SCREEN => whole.fitted(SCREEN, SCREEN),
                _ => whole,
            };
            let picture = decoded.map(|whole| Arc::new(small(whole)));
            answers.send(Outcome::Picture { name, picture: picture.map_err(|error| error.words(&words, &file).into()) });
        });
    }

    /// Reads what was opened to its end, behind the first screen.
    pub(crate) fn read_rest(&mut self, opened: Opened) {
        let format = self.format;
        let words = Arc::clone(&self.words);
        let name = opened.name.clone();
        let all = opened.extent(format);
        self.jobs.add(Kind::Read, move |token, answers| {
            let watch = Progress::new(0, all, token, answers);
            answer_reading(0, opened.whole(format, &watch), &words, &name, answers);
        });
    }

    /// Opens another document; the loop is left for it once its beginning is read.
    fn open(&self, origin: Origin, at: Option<At>) {
        let (words, books) = (Arc::clone(&self.words), self.books.0.clone());
        self.jobs.add(Kind::Once, move |_, answers| {
            let read = Opened::open(&origin).and_then(|opened| {
                let reading = opened.opening(import::format_of(&opened.name, &opened.head))?;
                Ok((opened, reading))
            });
            match read {
                Ok((opened, reading)) => {
                    if books.send(Book { origin, opened, format: None, reading, at }).is_ok() {
                        answers.wake();
                    }
                }
                Err(error) => {
                    let reason = error.words(&words, &crate::platform::files::shown_name(&origin, &words));
                    answers.send(Outcome::Told(Tone::Error, reason.into()));
                }
            }
        });
    }

    /// Reads a document again from its beginning.
    fn read(&mut self, request: u64, origin: Origin) {
        let format = self.format;
        let words = Arc::clone(&self.words);
        self.stamp = files::stamp(&origin);
        self.jobs.add(Kind::Read, move |token, answers| {
            let name = files::name_of(&origin, &words);
            let reading = Opened::open(&origin).and_then(|opened| {
                let all = opened.extent(format);
                opened.whole(format, &Progress::new(request, all, token, answers))
            });
            answer_reading(request, reading, &words, &name, answers);
        });
    }

    /// Looks whether the file was changed; in the job lane, since a network folder may take long.
    pub(crate) fn check_file(&mut self, app: &App) {
        self.checked = Instant::now();
        let (origin, before) = (app.home().origin.clone(), self.stamp);
        if before.is_none() || app.home().stale {
            return;
        }
        self.jobs.add(Kind::Once, move |_, answers| {
            if files::stamp(&origin).is_some_and(|now| Some(now) != before) {
                answers.send(Outcome::FileChanged);
            }
        });
    }

    /// A passage with its citation, by the style that is configured.
    fn cite(&self, passage: &Passage) {
        let brief = Brief {
            document: Some(&passage.document),
            name: &passage.name,
            rendition: None,
            id: None,
            details: passage.details.clone(),
            notes: &[],
            settled: None,
        };
        let cited = Cited { quote: &passage.quote, page: passage.page.as_deref(), footnote: passage.footnote.as_deref() };
        self.answers.send(match citation(&brief, cited, None, &self.citing, &self.words) {
            Ok((_, citation)) => Outcome::Exchange(ExchangeAnswer::Cited(with_quote(&passage.quote, &citation))),
            Err(reason) => Outcome::Told(Tone::Error, reason.into()),
        });
    }

    /// Puts text on the clipboard by OSC 52, the one way that works over a remote shell too.
    fn copy(&self, text: &str) {
        if text.len() > LONGEST_COPY {
            let reason = self.words.fill("copy-too-long", &[("bytes", text.len().into()), ("most", LONGEST_COPY.into())]);
            return self.answers.send(Outcome::Told(Tone::Error, reason.into()));
        }
        let sent = crossterm::execute!(io::stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text));
        self.answers.send(match sent {
            Ok(()) => Outcome::Terminal(TerminalAnswer::Copied(text.chars().count())),
            Err(error) => Outcome::Told(Tone::Error, error.to_string().into()),
        });
    }
}
