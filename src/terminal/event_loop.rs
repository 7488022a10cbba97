//! The event loop: wait, take in, update, carry out, draw.

use std::io;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crossterm::terminal;
use rustix::process::{Signal, kill_current_process_group};

use crate::app::{Action, App, Effect, Message, Origin, Outcome, StoreOrder, TerminalAnswer, TerminalLook, Tone, keymap};
use crate::platform::editor::{self, Edited};
use crate::platform::reading_positions::ReadingPositions;
use crate::ui;

use super::effects::{EffectRunner, Surroundings};
use super::input::{Heard, Listener};
use super::opened_document::OpenedDocument;
use super::poll::{Poller, Ready};
use super::screen::Screen;
use super::screen::raw_mode::{TerminalGuard, give_back};
use super::workers::outcomes::OutcomeSender;

/// How often at most the file is looked at again.
const CHECK_PAUSE: Duration = Duration::from_secs(2);
/// Bytes that are read from the terminal at once.
const INPUT: usize = 64 * 1024;

/// What the reader is started with.
pub(crate) struct Start {
    /// What to read first.
    pub(crate) document: OpenedDocument,
    pub(crate) around: Surroundings,
    /// What is wrong with the configuration, in the reader's words.
    pub(crate) fault: Option<String>,
    /// What the terminal can show, by its environment.
    pub(crate) look: TerminalLook,
    /// Whether the terminal may be asked for its background.
    pub(crate) ask: bool,
    /// Whether the mouse is wanted.
    pub(crate) mouse: bool,
    /// Where documents were left.
    pub(crate) positions: ReadingPositions,
}

/// How the reader ended.
pub(crate) struct ReaderExit {
    /// Why notes could not be kept, when they could not.
    pub(crate) cannot_keep: Option<String>,
    /// Why the document could not be read, when it could not.
    pub(crate) unread: Option<String>,
    /// Why notes were not exported by themselves, when they were not.
    pub(crate) unexported: Option<String>,
}

/// How the loop was left.
enum LoopExit {
    /// By the reader.
    Quit,
    /// For another document.
    For(Box<OpenedDocument>),
    /// The terminal has gone, or the program was told to end.
    HungUp,
}

/// Reads until the reader is left.
///
/// # Errors
/// When the terminal can't be had or fails.
pub(crate) fn run(start: Start) -> io::Result<ReaderExit> {
    let Start { mut document, around, fault, mut look, ask, mouse, mut positions } = start;
    let mut app = document.state(&around.words, look, &around.config, &positions)?;
    app.message = fault.map(|text| Message { tone: Tone::Warning, text });
    app.tell_doubts();

    // First: a signal that came before it is caught would leave the terminal as we have it.
    let poller = Poller::on(super::poll::input()?)?;
    let guard = TerminalGuard::take(mouse)?;
    let mut screen = Screen::new(terminal::size()?);
    // The first frame waits for nothing but the opening of the document.
    draw(&mut screen, &app)?;
    let mut terminal = Terminal { guard, screen, poller, suspended: false };
    if ask {
        ask_background()?;
    }
    // The documents that others were opened from, for the way back.
    let mut trail: Vec<Origin> = Vec::new();
    loop {
        let OpenedDocument { origin, opened, options, .. } = document;
        let (sender, outcomes) = channel();
        let sender = OutcomeSender::new(sender, terminal.poller.waker());
        let mut effects = EffectRunner::start(&around, &origin, positions, (sender, outcomes));
        if app.open.rendition.is_some() {
            effects.carry_out(&app, Effect::Store(StoreOrder::Load));
            for effect in app.first_study() {
                effects.carry_out(&app, effect);
            }
        } else {
            effects.read_rest(opened, options);
        }
        let left = EventLoop::new(&mut app, &mut effects, &mut terminal).run();
        match left {
            Ok(LoopExit::For(next)) => {
                // Everything about the old document is kept before the new one is looked at.
                let unexported = effects.finish();
                document = *next;
                if trail.last() == Some(&document.origin) {
                    trail.pop();
                } else if origin != Origin::Input {
                    trail.push(origin);
                }
                (positions, look) = (effects.positions, app.look);
                app = document.state(&around.words, look, &around.config, &positions)?;
                app.came_from = trail.last().cloned();
                app.message = unexported.map(|text| Message { tone: Tone::Warning, text });
                app.tell_doubts();
                draw(&mut terminal.screen, &app)?;
                continue;
            }
            Ok(LoopExit::Quit) => {}
            _ => keep_what_was_typed(&app, &mut effects),
        }
        // Given back first: what follows may take a moment.
        drop(terminal.guard);
        terminal.poller.leave();
        let unexported = effects.finish();
        let (cannot_keep, unread) = (app.open.notebook.cannot_keep.clone(), effects.asked.unread);
        // Both are said: what was typed is in the one, why it could not be kept in the other.
        let cannot_keep =
            cannot_keep.map(|reason| [Some(reason), unexported.clone()].into_iter().flatten().collect::<Vec<_>>().join("\n"));
        return left.map(|_| ReaderExit { cannot_keep, unread, unexported });
    }
}

/// The terminal, as long as it is ours.
struct Terminal {
    guard: TerminalGuard,
    screen: Screen,
    poller: Poller,
    /// The program suspended itself and is back; the signal that woke it is still to be heard.
    suspended: bool,
}

impl Terminal {
    /// Takes the terminal back and asks for its size, since much may have happened meanwhile.
    fn take_back(&mut self) -> io::Result<Action> {
        self.guard.enter()?;
        self.resized()
    }

    /// The size that the screen has now; what stood on it is not known any more.
    fn resized(&mut self) -> io::Result<Action> {
        let size = terminal::size()?;
        self.screen.forget(size);
        Ok(Action::Resize(size.0, size.1))
    }
}

/// The loop over one document.
struct EventLoop<'a, 'b> {
    app: &'a mut App,
    effects: &'a mut EffectRunner<'b>,
    terminal: &'a mut Terminal,
    listener: Listener,
    bytes: Vec<u8>,
    /// When the text last scrolled by itself.
    ticked: Instant,
}

impl<'a, 'b> EventLoop<'a, 'b> {
    fn new(app: &'a mut App, effects: &'a mut EffectRunner<'b>, terminal: &'a mut Terminal) -> Self {
        Self { app, effects, terminal, listener: Listener::default(), bytes: vec![0; INPUT], ticked: Instant::now() }
    }

    fn run(mut self) -> io::Result<LoopExit> {
        loop {
            let pause = self.app.pause();
            // Where nothing scrolls by itself, nothing wakes the program.
            let left = pause.map(|pause| pause.saturating_sub(self.ticked.elapsed()));
            let unfinished = self.listener.deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let ready = self.terminal.poller.wait([left, unfinished].into_iter().flatten().min())?;
            let mut actions: Vec<Action> = self.tick(pause).into_iter().collect();
            if self.take_input(ready, &mut actions)? {
                return Ok(LoopExit::HungUp);
            }
            while let Ok(outcome) = self.effects.outcomes.try_recv() {
                actions.push(Action::Outcome(Box::new(outcome)));
            }
            // Stopped from outside; whoever stopped it may have set the terminal to its own liking.
            if ready.continued && !std::mem::take(&mut self.terminal.suspended) {
                give_back();
                self.terminal.guard.enter()?;
            }
            if ready.resized || ready.continued {
                actions.push(self.terminal.resized()?);
            }
            self.act(&mut actions);
            self.effects.asked.stop |= ready.stopped;
            if let Some(document) = self.effects.next_document() {
                return Ok(LoopExit::For(Box::new(document)));
            }
            if self.effects.asked.quit {
                return Ok(LoopExit::Quit);
            }
            self.leave_terminal()?;
            draw(&mut self.terminal.screen, self.app)?;
        }
    }

    /// The next row of a text that scrolls by itself, where it is time for it.
    fn tick(&mut self, pause: Option<Duration>) -> Option<Action> {
        let is_time = pause.is_some_and(|pause| self.ticked.elapsed() >= pause);
        if is_time || pause.is_none() {
            self.ticked = Instant::now();
        }
        is_time.then_some(Action::Tick)
    }

    /// Takes keys and the like in; whether the terminal has gone, or the program is to end.
    fn take_input(&mut self, ready: Ready, actions: &mut Vec<Action>) -> io::Result<bool> {
        let heard = if ready.input {
            match self.terminal.poller.read(&mut self.bytes)? {
                Some(0) => return Ok(true),
                Some(read) => self.listener.hear(&self.bytes[..read], Instant::now()),
                None => Vec::new(),
            }
        } else if ready.hung_up {
            return Ok(true);
        } else if self.listener.deadline().is_some_and(|deadline| deadline <= Instant::now()) {
            self.listener.flush()
        } else {
            Vec::new()
        };
        for heard in heard {
            self.take_heard(heard, actions);
        }
        Ok(ready.ended)
    }

    /// Does what something heard from the terminal means where the reader is.
    fn take_heard(&mut self, heard: Heard, actions: &mut Vec<Action>) {
        match heard {
            Heard::Key(key) => {
                // What the first of several keys does tells what the next one means.
                for key in keymap::keys(self.app.context(), key) {
                    actions.extend(keymap::actions(self.app.context(), key, self.app.count.is_some()));
                    self.act(actions);
                }
            }
            Heard::Paste(text) => actions.push(Action::Paste(text)),
            Heard::Mouse(event) => actions.push(Action::Mouse(event)),
            Heard::FocusGained => actions.push(Action::FocusGained),
            Heard::Background(bright) => {
                let look = TerminalAnswer::Look(TerminalLook { light: bright > 0.5, ..self.app.look });
                actions.push(Action::Outcome(Box::new(Outcome::Terminal(look))));
            }
        }
        self.act(actions);
    }

    /// Takes actions in, and carries out what they ask for.
    fn act(&mut self, actions: &mut Vec<Action>) {
        for action in actions.drain(..) {
            if matches!(action, Action::Do(_)) && self.effects.checked.elapsed() > CHECK_PAUSE {
                self.effects.check_file(self.app);
            }
            for effect in self.app.update(action) {
                self.effects.carry_out(self.app, effect);
            }
        }
    }

    /// Gives the terminal to the shell or to an editor for a while, where that was asked for.
    fn leave_terminal(&mut self) -> io::Result<()> {
        let by_key = std::mem::take(&mut self.effects.asked.suspend);
        if std::mem::take(&mut self.effects.asked.stop) || by_key {
            give_back();
            if by_key {
                // All of a pipe stops, as with the key of a terminal; else the shell would wait for the rest.
                let _ = kill_current_process_group(Signal::TSTP);
            }
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            self.terminal.poller.forget_stop();
            self.terminal.suspended = true;
            let resized = self.terminal.take_back()?;
            self.act(&mut vec![resized, Action::FocusGained]);
        }
        if let Some(text) = self.effects.asked.edit.take() {
            give_back();
            let Edited { text, failure } = editor::edit(&text, &|| self.terminal.poller.is_over());
            let id = if text.is_some() { "editor-failed-taken" } else { "editor-failed" };
            let edited = text.map(|text| Outcome::Terminal(TerminalAnswer::EditedOutside(text)));
            let said =
                failure.map(|reason| Outcome::Told(Tone::Warning, self.app.words.fill(id, &[("reason", reason.into())]).into()));
            // Before the terminal is taken back: it may have gone meanwhile, and what was written is kept.
            let mut came = edited.into_iter().chain(said).map(|outcome| Action::Outcome(Box::new(outcome))).collect();
            self.act(&mut came);
            let resized = self.terminal.take_back()?;
            self.act(&mut vec![resized]);
        }
        Ok(())
    }
}

/// The terminal has gone, or the program is told to end: what was typed is kept.
fn keep_what_was_typed(app: &App, effects: &mut EffectRunner) {
    log::info!("the terminal has gone, or the program was told to end");
    for effect in app.unsaved() {
        effects.carry_out(app, effect);
    }
    effects.carry_out(app, Effect::Store(StoreOrder::KeepPlace(app.reading_position())));
}

fn draw(screen: &mut Screen, app: &App) -> io::Result<()> {
    screen.draw(&mut io::stdout().lock(), |buffer| ui::draw(buffer, app))
}

/// Asks the terminal for its background; the answer comes with the keys, whenever it comes.
fn ask_background() -> io::Result<()> {
    use std::io::Write as _;
    let mut out = io::stdout().lock();
    out.write_all(b"\x1b]11;?\x1b\\")?;
    out.flush()
}
