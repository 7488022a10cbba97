//! The reader: the event loop. Wait, take in, update, carry out, draw.

use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crossterm::terminal;

use crate::annotation::Finder;
use crate::app::{Action, App, At, Brief, Effect, Look, Origin, Outcome, Reading, Spot, keymap};
use crate::document::Point;
use crate::export::Bundle;
use crate::import::Format;
use crate::search::Hits;
use crate::ui;
use crate::words::Words;

use super::errand::{Progress, answer_reading, place};
use super::files::{self, Opened};
use super::folders::Folders;
use super::input::{Heard, Listener};
use super::jobs::{Answers, Jobs, Kind};
use super::keeper::{Keeper, Order};
use super::places::Places;
use super::screen::Screen;
use super::terminal::Taken;
use super::wait::Wait;

/// How long an escape that came alone may be the beginning of a sequence.
const ESCAPE_PAUSE: Duration = Duration::from_millis(25);
/// How often at most the file is looked at again.
const CHECK_PAUSE: Duration = Duration::from_secs(2);
/// Hits that are kept at most.
const MOST_HITS: usize = 1_000_000;

/// What the reader is started with.
pub(super) struct Start {
    /// What to read.
    pub(super) origin: Origin,
    /// What was opened of it.
    pub(super) opened: Opened,
    /// As what, where it is said.
    pub(super) format: Option<&'static Format>,
    /// The document of the opening.
    pub(super) reading: Reading,
    /// Where to start, where it is said.
    pub(super) at: Option<At>,
    /// The reader's words.
    pub(super) words: Words,
    /// What the terminal can show, by its environment.
    pub(super) look: Look,
    /// Whether the terminal may be asked for its background.
    pub(super) ask: bool,
    /// Whether the mouse is wanted.
    pub(super) mouse: bool,
    /// Where things lie.
    pub(super) folders: Option<Folders>,
    /// Keep nothing but what the reader writes.
    pub(super) private: bool,
    /// Where documents were left.
    pub(super) places: Places,
}

/// How the reader ended.
pub(super) struct Ended {
    /// Why notes could not be kept, when they could not.
    pub(super) cannot_keep: Option<String>,
}

/// How the loop was left.
enum Left {
    /// By the reader.
    Quit,
    /// The terminal has gone, or the program was told to end.
    Behind,
}

/// Everything outside of the state.
struct World {
    jobs: Jobs,
    keeper: Keeper,
    answers: Answers,
    outcomes: Receiver<Outcome>,
    format: Option<&'static Format>,
    folders: Option<Folders>,
    private: bool,
    places: Places,
    stamp: Option<(std::time::SystemTime, u64)>,
    checked: Instant,
    words: Arc<Words>,
    quit: bool,
    suspend: bool,
    /// A text that waits for the reader's own editor.
    outside: Option<String>,
    /// It suspended itself and is back; the signal that woke it is still to be heard.
    suspended: bool,
}

/// Reads until the reader is left.
///
/// # Errors
/// When the terminal can't be had or fails.
pub(super) fn run(start: Start) -> io::Result<Ended> {
    let Start { origin, opened, format, reading, at, words, look, ask, mouse, private, folders, places } = start;
    let size = terminal::size()?;
    let stamp = files::stamp(&origin);
    let language = words.language();
    let name = files::name_of(&origin, &words);
    let left_at = places.of(&origin);
    let mut app = App::new(words, look, Brief::new(origin.clone(), name, reading), size);
    match (at, left_at) {
        (Some(at), _) => app.start_at(at),
        (None, Some(spot)) => drop(app.update(Action::Outcome(Box::new(Outcome::Place(spot))))),
        (None, None) => {}
    }

    let taken = Taken::take(mouse)?;
    let mut screen = Screen::new(size);
    // The first frame waits for nothing but the opening of the document.
    screen.draw(&mut io::stdout().lock(), |buffer| ui::draw(buffer, &app))?;

    let mut wait = Wait::on(input()?)?;
    let (sender, outcomes) = channel();
    let answers = Answers::new(sender, wait.waker());
    let words = Arc::new(Words::new(language));
    let mut world = World {
        jobs: Jobs::start(&answers),
        keeper: Keeper::start(folders.clone(), private, &answers, Arc::clone(&words)),
        answers,
        outcomes,
        format,
        folders,
        private,
        places,
        stamp,
        checked: Instant::now(),
        words,
        quit: false,
        suspend: false,
        outside: None,
        suspended: false,
    };
    if app.brief.rendition.is_some() {
        world.carry_out(&app, Effect::LoadNotes);
    } else {
        world.read_rest(opened);
    }
    if ask {
        ask_terminal()?;
    }
    let ended = world.turn(&mut app, &taken, &mut screen, &mut wait);
    if !matches!(ended, Ok(Left::Quit)) {
        world.vanish(&app);
    }
    // Given back first: what follows may take a moment.
    drop(taken);
    world.keeper.finish();
    ended.map(|_| Ended { cannot_keep: app.notebook.cannot_keep.clone() })
}

impl World {
    /// The loop.
    fn turn(&mut self, app: &mut App, taken: &Taken, screen: &mut Screen, wait: &mut Wait) -> io::Result<Left> {
        let mut listener = Listener::default();
        let mut bytes = vec![0; 64 * 1024];
        loop {
            let came = wait.wait(listener.waits().then_some(ESCAPE_PAUSE))?;
            let mut actions = Vec::new();
            if came.input {
                match wait.read(&mut bytes)? {
                    0 => return Ok(Left::Behind),
                    usize::MAX => {}
                    read => {
                        for heard in listener.hear(&bytes[..read]) {
                            hear(app, heard, &mut actions);
                            self.act(app, &mut actions);
                        }
                    }
                }
            } else if came.hung_up {
                return Ok(Left::Behind);
            } else if listener.waits() && !came.outcome && !came.resized {
                for heard in listener.flush() {
                    hear(app, heard, &mut actions);
                    self.act(app, &mut actions);
                }
            }
            if came.ended {
                return Ok(Left::Behind);
            }
            while let Ok(outcome) = self.outcomes.try_recv() {
                actions.push(Action::Outcome(Box::new(outcome)));
            }
            // Stopped from outside; whoever stopped it may have set the terminal to its own liking.
            if came.continued && !std::mem::take(&mut self.suspended) {
                super::terminal::give_back();
                taken.enter()?;
            }
            if came.resized || came.continued {
                let size = terminal::size()?;
                screen.forget(size);
                actions.push(Action::Resize(size.0, size.1));
            }
            self.act(app, &mut actions);
            if self.quit {
                return Ok(Left::Quit);
            }
            if std::mem::take(&mut self.suspend) {
                super::terminal::give_back();
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
                taken.enter()?;
                self.suspended = true;
                let size = terminal::size()?;
                screen.forget(size);
                self.act(app, &mut vec![Action::Resize(size.0, size.1), Action::FocusGained]);
            }
            if let Some(text) = self.outside.take() {
                super::terminal::give_back();
                let edited = super::outside::edit(&text);
                taken.enter()?;
                let size = terminal::size()?;
                screen.forget(size);
                let outcome = match edited {
                    Ok(text) => Outcome::EditedOutside(text),
                    Err(error) => {
                        let reason = [("reason", error.to_string().into())];
                        Outcome::Told(self.words.fill("editor-failed", &reason).into())
                    }
                };
                self.act(app, &mut vec![Action::Resize(size.0, size.1), Action::Outcome(Box::new(outcome))]);
            }
            screen.draw(&mut io::stdout().lock(), |buffer| ui::draw(buffer, app))?;
        }
    }

    /// The terminal has gone, or the program is told to end: what was typed is kept.
    fn vanish(&mut self, app: &App) {
        log::info!("the terminal has gone, or the program was told to end");
        for effect in app.unsaved() {
            self.carry_out(app, effect);
        }
        self.carry_out(app, Effect::KeepPlace(app.spot()));
    }

    /// Takes actions in, and carries out what they ask for.
    fn act(&mut self, app: &mut App, actions: &mut Vec<Action>) {
        for action in actions.drain(..) {
            if matches!(action, Action::Do(_)) && self.checked.elapsed() > CHECK_PAUSE {
                self.check_file(app);
            }
            for effect in app.update(action) {
                self.carry_out(app, effect);
            }
        }
    }

    fn carry_out(&mut self, app: &App, effect: Effect) {
        match effect {
            Effect::Read { request, origin } => self.read(request, origin),
            Effect::CheckFile => self.check_file(app),
            Effect::Find { request, document, matcher, from } => self.jobs.add(Kind::Find, move |token, answers| {
                let hit = matcher.find_at(&document, from).or_else(|| matcher.find_at(&document, Point(0)));
                if token.is_cancelled() {
                    return;
                }
                answers.send(Outcome::FirstHit { request, hit });
                let hits: Hits = matcher.all(&document, MOST_HITS, &mut |_| !token.is_cancelled());
                if !token.is_cancelled() {
                    answers.send(Outcome::Hits { request, hits: Arc::new(hits) });
                }
            }),
            Effect::FindNext { request, document, matcher, from, backwards } => self.jobs.add(Kind::Once, move |_, answers| {
                let end = Point::new(document.text().len());
                let hit = if backwards {
                    matcher.find_before(&document, from).or_else(|| matcher.find_before(&document, end))
                } else {
                    matcher.find_at(&document, Point(from.0 + 1)).or_else(|| matcher.find_at(&document, Point(0)))
                };
                answers.send(Outcome::FirstHit { request, hit });
            }),
            Effect::Rank { request, query, names } => self.jobs.add(Kind::Rank, move |token, answers| {
                let ranked = crate::search::rank(&query, names.iter().map(String::as_str), 200);
                if !token.is_cancelled() {
                    answers.send(Outcome::Ranked { request, ranked });
                }
            }),
            Effect::LookForChanges => self.keeper.order(&app.brief, Order::Look),
            Effect::LoadNotes => self.keeper.order(&app.brief, Order::Load),
            Effect::Place { request, document, notes, rendition, texts } => self.jobs.add(Kind::Place, move |token, answers| {
                let mut finder = Finder::new(&document, &rendition);
                for (hash, text) in texts.iter() {
                    finder.remember(*hash, text);
                }
                place(request, &mut finder, &notes, token, answers);
            }),
            Effect::Settle { id, span, anchor } => self.keeper.order(&app.brief, Order::Settle { id, span, anchor }),
            Effect::Answer { older, carry } => self.keeper.order(&app.brief, Order::Answer { older, carry }),
            Effect::Write(write) => self.keeper.order(&app.brief, Order::Write(write)),
            Effect::KeepDraft { key, text } => self.keeper.order(&app.brief, Order::Draft { key, text }),
            Effect::KeepPlace(spot) => self.keep_place(app, spot),
            Effect::Copy(text) => self.copy(&text),
            Effect::Export { target, path, document, name, notes } => {
                let (words, rendition) = (Arc::clone(&self.words), app.brief.rendition.clone());
                self.jobs.add(Kind::Once, move |_, answers| {
                    let rendition = rendition.as_ref();
                    let bundle = Bundle { document: &document, name: &name, rendition, notes: &notes, words: &words };
                    answers.send(match super::commands::export_to(&bundle, target, &path) {
                        Ok(()) => Outcome::Exported { count: notes.len(), path: path.to_string_lossy().into_owned() },
                        Err(reason) => Outcome::NotExported(reason.into()),
                    });
                });
            }
            Effect::EditOutside(text) => self.outside = Some(text),
            Effect::Suspend => self.suspend = true,
            Effect::Quit => self.quit = true,
        }
    }

    fn keep_place(&mut self, app: &App, spot: Spot) {
        let Some(folders) = self.folders.as_ref().filter(|_| !self.private) else { return };
        if let Err(error) = self.places.remember(&folders.state, &app.brief.origin, spot) {
            log::warn!("the place could not be kept: {error}");
        }
        self.keeper.order(&app.brief, Order::Place(spot));
    }

    /// Reads what was opened to its end, behind the first screen.
    fn read_rest(&mut self, opened: Opened) {
        let format = self.format;
        let words = Arc::clone(&self.words);
        let name = opened.name.clone();
        let all = opened.size.and_then(|size| usize::try_from(size).ok());
        self.jobs.add(Kind::Read, move |token, answers| {
            let watch = Progress::new(0, all, token, answers);
            answer_reading(0, opened.whole(format, &watch), &words, &name, answers);
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
                let all = opened.size.and_then(|size| usize::try_from(size).ok());
                opened.whole(format, &Progress::new(request, all, token, answers))
            });
            answer_reading(request, reading, &words, &name, answers);
        });
    }

    /// Looks whether the file was changed; in the job lane, since a network folder may take long.
    fn check_file(&mut self, app: &App) {
        self.checked = Instant::now();
        let (origin, before) = (app.brief.origin.clone(), self.stamp);
        if before.is_none() || app.brief.stale {
            return;
        }
        self.jobs.add(Kind::Once, move |_, answers| {
            if files::stamp(&origin).is_some_and(|now| Some(now) != before) {
                answers.send(Outcome::FileChanged);
            }
        });
    }

    /// Puts text on the clipboard by OSC 52, the one way that works over a remote shell too.
    fn copy(&self, text: &str) {
        /// Terminals drop longer ones, most of them without a word.
        const LONGEST: usize = 74_000;
        if text.len() > LONGEST {
            let reason = self.words.fill("copy-too-long", &[("bytes", text.len().into()), ("most", LONGEST.into())]);
            return self.answers.send(Outcome::NotCopied(reason.into()));
        }
        let sent = crossterm::execute!(io::stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text));
        self.answers.send(match sent {
            Ok(()) => Outcome::Copied(text.chars().count()),
            Err(error) => Outcome::NotCopied(error.to_string().into()),
        });
    }
}

/// What something heard from the terminal means where the reader is.
fn hear(app: &App, heard: Heard, actions: &mut Vec<Action>) {
    match heard {
        Heard::Key(key) => actions.extend(keymap::actions(app.context(), key, app.count.is_some())),
        Heard::Paste(text) => actions.push(Action::Paste(text)),
        Heard::Mouse(event) => actions.push(Action::Mouse(event)),
        Heard::FocusGained => actions.push(Action::FocusGained),
        Heard::Background(bright) => {
            actions.push(Action::Outcome(Box::new(Outcome::Look(Look { light: bright > 0.5, ..app.look }))));
        }
    }
}

/// Asks the terminal for its background; the answer comes with the keys, whenever it comes.
fn ask_terminal() -> io::Result<()> {
    use std::io::Write as _;
    let mut out = io::stdout().lock();
    out.write_all(b"\x1b]11;?\x1b\\")?;
    out.flush()
}

/// The terminal to read keys from: standard input, or the controlling terminal where that is a pipe.
fn input() -> io::Result<std::os::fd::OwnedFd> {
    let stdin = io::stdin();
    if rustix::termios::isatty(stdin.as_fd()) {
        return stdin.as_fd().try_clone_to_owned();
    }
    Ok(std::fs::File::open("/dev/tty")?.into())
}
