//! The reader: the event loop. Wait, take in, update, carry out, draw.

use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crossterm::terminal;

use crate::app::{
    Action, App, At, Effect, Look, Message, NotesAnswer, OpenDocument, Origin, Outcome, Reading, StoreOrder, TerminalAnswer,
    Tone, keymap,
};
use crate::import::Format;
use crate::platform::config::Config;
use crate::platform::exports::auto::Auto;
use crate::platform::files::{self, Opened};
use crate::platform::folders::Folders;
use crate::platform::last_read::Places;
use crate::terminal::effects::World;
use crate::terminal::input::{Heard, Listener};
use crate::terminal::poll::Wait;
use crate::terminal::screen::Screen;
use crate::terminal::screen::raw_mode::Taken;
use crate::terminal::workers::jobs::export::Exporter;
use crate::terminal::workers::jobs::queue::Jobs;
use crate::terminal::workers::outcomes::Answers;
use crate::terminal::workers::store::Keeper;
use crate::ui;
use crate::words::Words;

/// How long an escape that came alone may be the beginning of a sequence.
const ESCAPE_PAUSE: Duration = Duration::from_millis(25);
/// How often at most the file is looked at again.
const CHECK_PAUSE: Duration = Duration::from_secs(2);

/// A document that is to be read.
pub(crate) struct Book {
    /// What to read.
    pub(crate) origin: Origin,
    /// What was opened of it.
    pub(crate) opened: Opened,
    /// As what, where it is said.
    pub(crate) format: Option<&'static Format>,
    /// The document of the opening.
    pub(crate) reading: Reading,
    /// Where to start, where it is said.
    pub(crate) at: Option<At>,
}

/// What the reader is started with.
pub(crate) struct Start {
    /// What to read first.
    pub(crate) book: Book,
    /// What is configured.
    pub(crate) config: Config,
    /// What is wrong with the configuration, in the reader's words.
    pub(crate) fault: Option<String>,
    /// The reader's words.
    pub(crate) words: Words,
    /// What the terminal can show, by its environment.
    pub(crate) look: Look,
    /// Whether the terminal may be asked for its background.
    pub(crate) ask: bool,
    /// Whether the mouse is wanted.
    pub(crate) mouse: bool,
    /// Where things lie.
    pub(crate) folders: Option<Folders>,
    /// Keep nothing but what the reader writes.
    pub(crate) private: bool,
    /// Where documents were left.
    pub(crate) places: Places,
}

/// How the reader ended.
pub(crate) struct Ended {
    /// Why notes could not be kept, when they could not.
    pub(crate) cannot_keep: Option<String>,
    /// Why the document could not be read, when it could not.
    pub(crate) unread: Option<String>,
    /// Why notes were not exported by themselves, when they were not.
    pub(crate) unexported: Option<String>,
}

/// How the loop was left.
enum Left {
    /// By the reader.
    Quit,
    /// For another document.
    For(Box<Book>),
    /// The terminal has gone, or the program was told to end.
    Behind,
}

/// Reads until the reader is left.
///
/// # Errors
/// When the terminal can't be had or fails.
pub(crate) fn run(start: Start) -> io::Result<Ended> {
    let Start { mut book, config, fault, words, mut look, ask, mouse, private, folders, mut places } = start;
    let language = words.language();
    let mut app = open(&mut book, words, look, &config, &places)?;
    app.message = fault.map(|text| Message { tone: Tone::Warning, text });

    let taken = Taken::take(mouse)?;
    let mut screen = Screen::new(terminal::size()?);
    // The first frame waits for nothing but the opening of the document.
    screen.draw(&mut io::stdout().lock(), |buffer| ui::draw(buffer, &app))?;

    let mut wait = Wait::on(input()?)?;
    if ask {
        ask_terminal()?;
    }
    // The documents that others were opened from, for the way back.
    let mut trail: Vec<Origin> = Vec::new();
    loop {
        let Book { origin, opened, format, .. } = book;
        let (sender, outcomes) = channel();
        let answers = Answers::new(sender, wait.waker());
        let words = Arc::new(Words::new(language));
        let (author, auto) = (config.author.clone(), Auto::of(&config.export, folders.as_ref()));
        let keeper = Keeper::start(folders.clone(), private, (author, auto), &answers, Arc::clone(&words));
        let mut world = World {
            jobs: Jobs::start(&answers),
            keeper,
            answers,
            outcomes,
            books: channel(),
            format,
            folders: folders.clone(),
            private,
            places,
            unread: None,
            exporter: Exporter {
                folders: folders.clone(),
                private,
                usual: config.export.clone(),
                words: Arc::clone(&words),
                gathered: Arc::default(),
            },
            citing: config.cite.clone(),
            stamp: files::stamp(&origin),
            checked: Instant::now(),
            words,
            quit: false,
            suspend: false,
            outside: None,
            suspended: false,
        };
        if app.open.rendition.is_some() {
            world.carry_out(&app, Effect::Store(StoreOrder::Load));
            for effect in app.first_study() {
                world.carry_out(&app, effect);
            }
        } else {
            world.read_rest(opened);
        }
        let left = world.turn(&mut app, &taken, &mut screen, &mut wait);
        match left {
            Ok(Left::For(next)) => {
                // Everything about the old document is kept before the new one is looked at.
                let unexported = world.keeper.finish();
                book = *next;
                if trail.last() == Some(&book.origin) {
                    trail.pop();
                } else if origin != Origin::Input {
                    trail.push(origin);
                }
                (places, look) = (world.places, app.look);
                app = open(&mut book, Words::new(language), look, &config, &places)?;
                app.came_from = trail.last().cloned();
                app.message = unexported.map(|text| Message { tone: Tone::Warning, text });
                screen.draw(&mut io::stdout().lock(), |buffer| ui::draw(buffer, &app))?;
                continue;
            }
            Ok(Left::Quit) => {}
            _ => world.vanish(&app),
        }
        // Given back first: what follows may take a moment.
        drop(taken);
        let unexported = world.keeper.finish();
        return left.map(|_| Ended { cannot_keep: app.open.notebook.cannot_keep.clone(), unread: world.unread, unexported });
    }
}

/// The state that a document is opened with.
fn open(book: &mut Book, words: Words, look: Look, config: &Config, places: &Places) -> io::Result<App> {
    let name = files::name_of(&book.origin, &words);
    let document = OpenDocument::new(book.origin.clone(), name, book.reading.clone());
    let mut app = App::new(words, look, document, terminal::size()?);
    app.library.labels = config.labels.clone();
    app.preferences.speed = config.speed;
    app.open.marks = places.marks_of(&book.origin);
    match (book.at.take(), places.of(&book.origin)) {
        (Some(at), _) => app.start_at(at),
        (None, Some(spot)) => drop(app.update(Action::Outcome(Box::new(Outcome::Notes(NotesAnswer::Place(spot)))))),
        (None, None) => {}
    }
    Ok(app)
}

impl World {
    /// The loop.
    fn turn(&mut self, app: &mut App, taken: &Taken, screen: &mut Screen, wait: &mut Wait) -> io::Result<Left> {
        let mut listener = Listener::default();
        let mut bytes = vec![0; 64 * 1024];
        let mut ticked = Instant::now();
        loop {
            let pause = app.pause();
            // Where nothing scrolls by itself, nothing wakes the program.
            let left = pause.map(|pause| pause.saturating_sub(ticked.elapsed()));
            let escape = listener.waits().then_some(ESCAPE_PAUSE);
            // A row that scrolls by earlier says nothing of an escape that may go on.
            let escape_first = escape.is_some() && left.is_none_or(|left| left >= ESCAPE_PAUSE);
            let came = wait.wait([left, escape].into_iter().flatten().min())?;
            let mut actions = Vec::new();
            match pause {
                Some(pause) if ticked.elapsed() >= pause => {
                    ticked = Instant::now();
                    actions.push(Action::Tick);
                }
                Some(_) => {}
                None => ticked = Instant::now(),
            }
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
            } else if escape_first && !came.outcome && !came.resized {
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
                crate::terminal::screen::raw_mode::give_back();
                taken.enter()?;
            }
            if came.resized || came.continued {
                let size = terminal::size()?;
                screen.forget(size);
                actions.push(Action::Resize(size.0, size.1));
            }
            self.act(app, &mut actions);
            if let Ok(book) = self.books.1.try_recv() {
                return Ok(Left::For(Box::new(book)));
            }
            if self.quit {
                return Ok(Left::Quit);
            }
            if std::mem::take(&mut self.suspend) {
                crate::terminal::screen::raw_mode::give_back();
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
                taken.enter()?;
                self.suspended = true;
                let size = terminal::size()?;
                screen.forget(size);
                self.act(app, &mut vec![Action::Resize(size.0, size.1), Action::FocusGained]);
            }
            if let Some(text) = self.outside.take() {
                crate::terminal::screen::raw_mode::give_back();
                let edited = crate::platform::editor::edit(&text);
                taken.enter()?;
                let size = terminal::size()?;
                screen.forget(size);
                let outcome = match edited {
                    Ok(text) => Outcome::Terminal(TerminalAnswer::EditedOutside(text)),
                    Err(error) => {
                        let reason = [("reason", error.to_string().into())];
                        Outcome::Told(Tone::Warning, self.words.fill("editor-failed", &reason).into())
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
        self.carry_out(app, Effect::Store(StoreOrder::KeepPlace(app.spot())));
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
}

/// What something heard from the terminal means where the reader is.
fn hear(app: &App, heard: Heard, actions: &mut Vec<Action>) {
    match heard {
        Heard::Key(key) => actions.extend(keymap::actions(app.context(), key, app.count.is_some())),
        Heard::Paste(text) => actions.push(Action::Paste(text)),
        Heard::Mouse(event) => actions.push(Action::Mouse(event)),
        Heard::FocusGained => actions.push(Action::FocusGained),
        Heard::Background(bright) => {
            actions.push(Action::Outcome(Box::new(Outcome::Terminal(TerminalAnswer::Look(Look {
                light: bright > 0.5,
                ..app.look
            })))));
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
