//! A walk through the state, without a terminal: keys, the mouse, sizes and answers as they fall, on six documents
//! whose files change meanwhile. Each step is drawn and looked at.
//!
//! `IBID_WALK_KEYS` says how many keys, `IBID_WALK_SEED` which walk.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ibid::app::{
    Action, Command, Effect, ExchangeAnswer, ExchangeEffect, ImportProgress, Outcome, ReadAnswer, ReadEffect, TerminalAnswer,
    TerminalEffect, keymap,
};
use ibid::words::Language;

use super::support::reader::Reader;
use super::support::sound::faults;
use super::support::wander::{Dice, WORDS, documents, key, number, reading_of, rewritten, seed};

const SIZES: [(u16, u16); 6] = [(80, 24), (40, 10), (120, 40), (200, 50), (1, 1), (9, 3)];

/// A walker on one document.
struct Walker {
    dice: Dice,
    name: &'static str,
    bytes: Vec<u8>,
    reader: Reader,
    /// What it did, the last last.
    trail: VecDeque<String>,
    ended: bool,
}

impl Drop for Walker {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("on {}, after {:?}", self.name, self.trail);
        }
    }
}

impl Walker {
    fn new(mut dice: Dice, name: &'static str, bytes: &[u8], size: (u16, u16), language: Language) -> Self {
        let reading = reading_of(name, bytes).expect("a document");
        let mut reader = Reader::over(&reading, name, (size, language), dice.once_in(2));
        reader.slow = dice.once_in(2);
        reader.other = Some(reading);
        Self { dice, name, bytes: bytes.to_vec(), reader, trail: VecDeque::new(), ended: false }
    }

    fn note(&mut self, what: impl Into<String>) {
        self.trail.push_back(what.into());
        if self.trail.len() > 60 {
            self.trail.pop_front();
        }
    }

    fn act(&mut self, what: impl Into<String>, action: Action) {
        self.note(what);
        self.reader.act(action);
        self.answer();
    }

    /// One step of whatever kind; how many keys it was.
    fn step(&mut self) -> usize {
        let screen = self.reader.app.geometry.screen;
        let (column, row) = (self.dice.cell(screen.width), self.dice.cell(screen.height));
        match self.dice.below(100) {
            0 => {
                let words = *self.dice.one(WORDS);
                self.note(format!("'{words}'"));
                for c in words.chars() {
                    self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
                }
                return words.chars().count();
            }
            1 => self.act("paste", Action::Paste("pasted\nwords \u{1b}[2J 한글".into())),
            2 | 3 => {
                let left = MouseButton::Left;
                let kinds = [
                    MouseEventKind::Down(left),
                    MouseEventKind::Drag(left),
                    MouseEventKind::Up(left),
                    MouseEventKind::ScrollDown,
                    MouseEventKind::ScrollUp,
                ];
                let kind = *self.dice.one(&kinds);
                self.act(
                    format!("{kind:?} {column},{row}"),
                    Action::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }),
                );
            }
            4 if self.dice.once_in(3) => {
                let (width, height) = *self.dice.one(&SIZES);
                self.act(format!("{width}x{height}"), Action::Resize(width, height));
            }
            5 => self.act("tick", Action::Tick),
            6 if self.dice.once_in(3) => self.act("file changed", Action::Outcome(Box::new(Outcome::FileChanged))),
            7 => self.act("focus", Action::FocusGained),
            8 => {
                let command = *self.dice.one(Command::ALL);
                if !matches!(command, Command::Quit | Command::Suspend) {
                    self.act(format!("{command:?}"), Action::Do(command));
                }
            }
            9..=11 if self.reader.slow => {
                self.note("an answer");
                self.reader.answer_next();
                self.answer();
            }
            _ => {
                // As often one that means something here as any other.
                let bound: Vec<&str> = self
                    .reader
                    .app
                    .context()
                    .bindings()
                    .flat_map(|(keys, _)| keys.split(' '))
                    .filter(|name| *name != "C-z")
                    .collect();
                let name = if self.dice.once_in(2) { *self.dice.one(&bound) } else { key(&mut self.dice) };
                self.note(name);
                if let Some(event) = event(name) {
                    self.key(event);
                }
            }
        }
        1
    }

    fn key(&mut self, event: KeyEvent) {
        for key in keymap::keys(self.reader.app.context(), event) {
            for action in keymap::actions(self.reader.app.context(), key, self.reader.app.count.is_some()) {
                self.reader.act(action);
                self.answer();
            }
        }
    }

    /// What was asked of the world comes to something, well or badly.
    fn answer(&mut self) {
        for effect in std::mem::take(&mut self.reader.asked) {
            let fails = self.dice.once_in(4);
            let outcome = match effect {
                Effect::Read(ReadEffect::Whole { request, .. } | ReadEffect::Unlock { request, .. }) => {
                    self.bytes = rewritten(&mut self.dice, &self.bytes);
                    self.bytes.truncate(60_000);
                    let answer = match reading_of(self.name, &self.bytes) {
                        Some(reading) if !fails => ReadAnswer::Done(reading),
                        _ if self.dice.once_in(4) => ReadAnswer::Locked(self.dice.once_in(2)),
                        _ => ReadAnswer::Failed("it can’t be read".into()),
                    };
                    self.note("read again");
                    Outcome::Read { request, answer }
                }
                Effect::Terminal(TerminalEffect::Quit | TerminalEffect::GiveUp(_)) => {
                    self.ended = true;
                    continue;
                }
                Effect::Terminal(TerminalEffect::Copy(text)) => Outcome::Terminal(TerminalAnswer::Copied(text.chars().count())),
                Effect::Terminal(TerminalEffect::EditOutside(text)) => Outcome::Terminal(TerminalAnswer::EditedOutside(text)),
                Effect::Read(ReadEffect::Decode { name, .. }) => {
                    let picture =
                        if fails { Err("damaged".into()) } else { Ok(std::sync::Arc::new(ibid::document::Bitmap::white(9, 7))) };
                    Outcome::Picture { name, picture }
                }
                Effect::Exchange(ExchangeEffect::Export(_)) if fails => {
                    Outcome::Exchange(ExchangeAnswer::NotExported("the disk is full".into()))
                }
                Effect::Exchange(ExchangeEffect::Export(export)) => Outcome::Exchange(ExchangeAnswer::Exported {
                    count: Some(export.notes.len()),
                    path: "notes.md".into(),
                    rescued: 0,
                }),
                Effect::Exchange(ExchangeEffect::ReadNotes(asked)) => {
                    let progress = if fails {
                        ImportProgress::Refused("it is no file of notes".into())
                    } else {
                        ImportProgress::About(vec!["one".into(), "two".into()])
                    };
                    Outcome::Exchange(ExchangeAnswer::ImportProgress { request: asked.request, progress })
                }
                Effect::Exchange(ExchangeEffect::Complete(typed)) => {
                    let text = format!("{typed}x");
                    Outcome::Exchange(ExchangeAnswer::Completed { typed, text, choices: vec!["x".into(), "xy".into()] })
                }
                Effect::Exchange(ExchangeEffect::Cite(passage)) => Outcome::Exchange(ExchangeAnswer::Cited(passage.quote)),
                _ => continue,
            };
            self.reader.tell(outcome);
        }
    }

    /// From anywhere a few escapes and `q` end the program.
    fn leave(&mut self) {
        self.reader.slow = false;
        while self.reader.answer_next() {
            self.answer();
        }
        for _ in 0..12 {
            if self.ended {
                return;
            }
            self.key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        }
        if !self.ended {
            self.key(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE));
        }
        assert!(self.ended, "stuck in {:?}, after {:?}", self.reader.app.context(), self.trail);
    }
}

/// A key by its name.
fn event(name: &str) -> Option<KeyEvent> {
    let (modifiers, bare) = match name {
        _ if name.chars().count() <= 2 => (KeyModifiers::NONE, name),
        _ if name.starts_with("C-") => (KeyModifiers::CONTROL, &name[2..]),
        _ if name.starts_with("M-") => (KeyModifiers::ALT, &name[2..]),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match bare {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Space" => KeyCode::Char(' '),
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        letter => KeyCode::Char(letter.chars().next().filter(|_| letter.chars().count() == 1)?),
    };
    Some(KeyEvent::new(code, modifiers))
}

/// One walk on one document: the keys pressed.
fn walked(dice: Dice, (name, bytes): (&'static str, &[u8]), (size, language): ((u16, u16), Language), keys: usize) -> usize {
    let mut walker = Walker::new(dice, name, bytes, size, language);
    let mut pressed = 0;
    while pressed < keys && !walker.ended {
        pressed += walker.step();
        let found = faults(&walker.reader.app);
        assert!(found.is_empty(), "{found:?}, after {:?}", walker.trail);
    }
    walker.leave();
    pressed.max(1)
}

#[test]
fn a_walk_through_the_state_finds_nothing_wrong() {
    let keys = number("IBID_WALK_KEYS", 2400);
    let (seed, documents) = (seed(), documents());
    let languages = [Language::English, Language::Korean];
    let each = (keys / (documents.len() * 4 * languages.len())).clamp(50, 400);
    let (mut pressed, mut round, mut wrong) = (0, 0, Vec::new());
    while pressed < keys && wrong.len() < 12 {
        let (name, bytes) = &documents[round % documents.len()];
        let setting = (SIZES[(round / documents.len()) % 4], languages[round / documents.len() / 4 % 2]);
        let dice = Dice::new(seed.wrapping_mul(1_000_003) + u64::try_from(round).expect("a round"));
        match std::panic::catch_unwind(|| walked(dice, (name, bytes), setting, each)) {
            Ok(here) => pressed += here,
            Err(said) => {
                pressed += each;
                let said = said.downcast_ref::<String>().cloned().or_else(|| said.downcast_ref::<&str>().map(|&s| s.to_owned()));
                wrong.push(format!("seed {seed}, round {round}, {name}, {setting:?}: {}", said.unwrap_or_default()));
            }
        }
        round += 1;
    }
    eprintln!("{pressed} keys in {round} rounds");
    assert!(wrong.is_empty(), "{} of {round} rounds\n{}", wrong.len(), wrong.join("\n"));
}
