//! From the terminal's bytes to what they mean: keys, mouse, pastes, and answers to questions.
//!
//! crossterm's own reader takes the terminal's answers for keys when they come late, reads
//! on when the terminal has vanished, and can't be shared with an editor that is started.
//! So the bytes are cut here (`sequence`, `paste`) and read by termina's parser; only crossterm's key types go on.

mod paste;
mod sequence;

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};
use termina::event::{self as heard, Event};

use paste::{Paste, TYPED_AT_ONCE, Taken};
use sequence::Next;

/// How long an escape that came alone may be the beginning of a sequence.
const ESCAPE_PAUSE: Duration = Duration::from_millis(25);
/// How long the rest of a sequence is waited for from its beginning on: a line that is slow may cut one anywhere.
const SEQUENCE_PAUSE: Duration = Duration::from_secs(1);
/// How long more of a paste is waited for.
const PASTE_PAUSE: Duration = Duration::from_secs(1);
/// The longest sequence of which everything is kept while its end is waited for.
const LONGEST_SEQUENCE: usize = 4096;
/// The longest sequence that is read; no answer that is asked for is longer.
const LONGEST_ANSWER: usize = 256;

/// Something that came from the terminal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Heard {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The window has the keyboard again.
    FocusGained,
    /// The background is this bright, from 0.0 to 1.0.
    Background(f32),
}

/// Takes bytes, gives what they mean. Whatever came before, a key is heard after a pause.
#[derive(Debug, Default)]
pub(crate) struct Listener {
    /// The beginning of something whose end has not come.
    held: Vec<u8>,
    /// The paste that has begun.
    paste: Option<Paste>,
    /// When what is held back began to come, and when something last came.
    times: Option<(Instant, Instant)>,
}

impl Listener {
    /// Takes bytes in that came `now`. A sequence that is not complete is held back until more comes, or
    /// until [`Listener::flush`] says that none will.
    pub(crate) fn hear(&mut self, bytes: &[u8], now: Instant) -> Vec<Heard> {
        let mut found = Vec::new();
        let began = self.times.filter(|_| !self.held.is_empty() && bytes.len() <= TYPED_AT_ONCE).map(|(began, _)| began);
        let used = self.paste_on(bytes, &mut found);
        self.held.extend_from_slice(&bytes[used..]);
        let held = std::mem::take(&mut self.held);
        let mut at = 0;
        while self.paste.is_none() {
            let rest = &held[at..];
            at += match sequence::next(rest) {
                Next::Piece(length) => {
                    found.extend(piece(&rest[..length]));
                    length
                }
                Next::Chord(length) => {
                    found.extend(chord(&rest[1..length]));
                    length
                }
                Next::Paste(length) => {
                    self.paste = Some(Paste::default());
                    length + self.paste_on(&rest[length..], &mut found)
                }
                Next::Noise(length) => length,
                Next::Begun => break,
            };
        }
        self.held = held;
        self.held.drain(..at);
        // Of what is too long only the end is still waited for.
        if self.held.len() > LONGEST_SEQUENCE {
            self.held.drain(3..self.held.len() - 1);
        }
        self.times = Some((began.filter(|_| at == 0).unwrap_or(now), now));
        found
    }

    /// Gives bytes to the paste that is open, where there is one; how many it takes.
    fn paste_on(&mut self, bytes: &[u8], found: &mut Vec<Heard>) -> usize {
        let Some(paste) = &mut self.paste else { return 0 };
        let Taken { text, used, ended } = paste.take(bytes);
        found.extend(text.map(Heard::Paste));
        if ended {
            self.paste = None;
        }
        used
    }

    /// Until when more is waited for before [`Listener::flush`], where something is held back. That more is
    /// typed makes no sequence wait longer: whoever goes on typing would never be heard.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let (began, last) = self.times?;
        match (&self.paste, &self.held[..]) {
            (Some(paste), _) => paste.is_open().then_some(last + PASTE_PAUSE),
            (None, []) => None,
            (None, [sequence::ESCAPE] | [sequence::ESCAPE, 0..=0x7f]) => Some(last + ESCAPE_PAUSE),
            (None, _) => Some(began + SEQUENCE_PAUSE),
        }
    }

    /// No more came: an escape alone is the Escape key, one behind which a sequence might have begun is
    /// a key with Alt, and of a paste that has no end there is what has come. What more there is of a
    /// sequence is given up.
    pub(crate) fn flush(&mut self) -> Vec<Heard> {
        if let Some(paste) = &mut self.paste {
            return paste.pause().map(Heard::Paste).into_iter().collect();
        }
        let held = std::mem::take(&mut self.held);
        match held[..] {
            [sequence::ESCAPE, key] if key.is_ascii() => chord(&[key]).into_iter().collect(),
            [sequence::ESCAPE] | [sequence::ESCAPE, 0x80..=0xff, ..] => piece(&[sequence::ESCAPE]).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// What a whole piece means. Each has a parser of its own: one keeps what it does not know, and takes
/// the next keys for the rest of it.
fn piece(bytes: &[u8]) -> Option<Heard> {
    // The parser looks at all that it has with each byte.
    if bytes.len() > LONGEST_ANSWER {
        return None;
    }
    let mut parser = termina::Parser::default();
    parser.parse(bytes, false);
    parser.pop().and_then(meaning)
}

/// A key with Alt.
fn chord(key: &[u8]) -> Option<Heard> {
    match piece(key)? {
        Heard::Key(key) => Some(Heard::Key(KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key })),
        other => Some(other),
    }
}

fn meaning(event: Event) -> Option<Heard> {
    match event {
        Event::Key(key) if key.kind != heard::KeyEventKind::Release => {
            Some(Heard::Key(KeyEvent::new(key_code(key.code)?, modifiers(key.modifiers))))
        }
        Event::Mouse(mouse) => Some(Heard::Mouse(MouseEvent {
            kind: mouse_kind(mouse.kind)?,
            column: mouse.column,
            row: mouse.row,
            modifiers: modifiers(mouse.modifiers),
        })),
        Event::Paste(text) => Some(Heard::Paste(text)),
        Event::FocusIn => Some(Heard::FocusGained),
        Event::Osc(Osc::ChangeDynamicColors(DynamicColorNumber::TextBackgroundColor, colors)) => match colors.first()? {
            ColorOrQuery::Color(color) => {
                let share = |value: u8| f32::from(value) / 255.0;
                Some(Heard::Background(0.299 * share(color.red) + 0.587 * share(color.green) + 0.114 * share(color.blue)))
            }
            ColorOrQuery::Query => None,
        },
        _ => None,
    }
}

fn key_code(code: heard::KeyCode) -> Option<KeyCode> {
    Some(match code {
        heard::KeyCode::Char(c) => KeyCode::Char(c),
        heard::KeyCode::Enter => KeyCode::Enter,
        heard::KeyCode::Backspace => KeyCode::Backspace,
        heard::KeyCode::Tab => KeyCode::Tab,
        heard::KeyCode::BackTab => KeyCode::BackTab,
        heard::KeyCode::Escape => KeyCode::Esc,
        heard::KeyCode::Left => KeyCode::Left,
        heard::KeyCode::Right => KeyCode::Right,
        heard::KeyCode::Up => KeyCode::Up,
        heard::KeyCode::Down => KeyCode::Down,
        heard::KeyCode::Home => KeyCode::Home,
        heard::KeyCode::End => KeyCode::End,
        heard::KeyCode::PageUp => KeyCode::PageUp,
        heard::KeyCode::PageDown => KeyCode::PageDown,
        heard::KeyCode::Delete => KeyCode::Delete,
        heard::KeyCode::Insert => KeyCode::Insert,
        heard::KeyCode::Function(number) => KeyCode::F(number),
        _ => return None,
    })
}

fn modifiers(held: heard::Modifiers) -> KeyModifiers {
    let mut found = KeyModifiers::NONE;
    for (theirs, ours) in [
        (heard::Modifiers::SHIFT, KeyModifiers::SHIFT),
        (heard::Modifiers::CONTROL, KeyModifiers::CONTROL),
        (heard::Modifiers::ALT, KeyModifiers::ALT),
    ] {
        found.set(ours, held.contains(theirs));
    }
    found
}

fn mouse_kind(kind: heard::MouseEventKind) -> Option<MouseEventKind> {
    let button = |button| match button {
        heard::MouseButton::Left => MouseButton::Left,
        heard::MouseButton::Right => MouseButton::Right,
        heard::MouseButton::Middle => MouseButton::Middle,
    };
    Some(match kind {
        heard::MouseEventKind::Down(pressed) => MouseEventKind::Down(button(pressed)),
        heard::MouseEventKind::Up(released) => MouseEventKind::Up(button(released)),
        heard::MouseEventKind::Drag(held) => MouseEventKind::Drag(button(held)),
        heard::MouseEventKind::ScrollUp => MouseEventKind::ScrollUp,
        heard::MouseEventKind::ScrollDown => MouseEventKind::ScrollDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
