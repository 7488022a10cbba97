//! From the terminal's bytes to what they mean: keys, mouse, pastes, and answers to questions.
//!
//! crossterm's own reader takes the terminal's answers for keys when they come late, reads
//! on when the terminal has vanished, and can't be shared with an editor that is started.
//! So the bytes are read here, by termina's parser; only crossterm's key types go on.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};
use termina::event::{self as heard, Event};

/// The longest sequence that is waited for; what is longer is given up.
const LONGEST_SEQUENCE: usize = 4096;

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

/// Takes bytes, gives what they mean.
#[derive(Debug, Default)]
pub(crate) struct Listener {
    parser: termina::Parser,
    held: Vec<u8>,
    pasting: bool,
}

impl Listener {
    /// Takes bytes in. A sequence that is not complete is held back until more comes, or
    /// until [`Listener::flush`] says that none will.
    pub(crate) fn hear(&mut self, bytes: &[u8]) -> Vec<Heard> {
        self.held.extend_from_slice(bytes);
        let (ready, pasting) = complete(&self.held);
        self.pasting = pasting;
        let too_long = !pasting && self.held.len() - ready > LONGEST_SEQUENCE;
        let now: Vec<u8> = self.held.drain(..if too_long { self.held.len() } else { ready }).collect();
        self.parse(&now)
    }

    /// Whether bytes are held back.
    pub(crate) fn waits(&self) -> bool {
        !self.held.is_empty() && !self.pasting
    }

    /// No more came: an escape alone is the Escape key.
    pub(crate) fn flush(&mut self) -> Vec<Heard> {
        let now = std::mem::take(&mut self.held);
        self.parse(&now)
    }

    fn parse(&mut self, bytes: &[u8]) -> Vec<Heard> {
        self.parser.parse(bytes, false);
        std::iter::from_fn(|| self.parser.pop()).filter_map(meaning).collect()
    }
}

/// How many bytes stand before the first sequence that has not ended, and whether that one is a paste.
fn complete(bytes: &[u8]) -> (usize, bool) {
    const PASTE_BEGINS: &[u8] = b"\x1b[200~";
    const PASTE_ENDS: &[u8] = b"\x1b[201~";
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let ends = match rest {
            [0x1b] => None,
            [0x1b, b'[', ..] if rest.starts_with(PASTE_BEGINS) => match memchr::memmem::find(rest, PASTE_ENDS) {
                Some(end) => Some(end + PASTE_ENDS.len()),
                None => return (at, true),
            },
            [0x1b, b'[', tail @ ..] => tail.iter().position(|byte| (0x40..=0x7e).contains(byte)).map(|end| end + 3),
            [0x1b, b'O', tail @ ..] => (!tail.is_empty()).then_some(3),
            [0x1b, b']' | b'P' | b'_' | b'^', tail @ ..] => {
                let bell = memchr::memchr(0x07, tail).map(|end| end + 3);
                let terminator = memchr::memmem::find(tail, b"\x1b\\").map(|end| end + 4);
                bell.into_iter().chain(terminator).min()
            }
            [lead, ..] => Some(character_length(*lead)).filter(|length| *length <= rest.len()),
            [] => None,
        };
        match ends {
            Some(length) => at += length,
            None => return (at, false),
        }
    }
    (bytes.len(), false)
}

/// Bytes of the UTF-8 character that starts with `lead`.
fn character_length(lead: u8) -> usize {
    match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
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
mod tests {
    use super::*;

    fn heard(pieces: &[&[u8]]) -> Vec<Heard> {
        let mut listener = Listener::default();
        let mut found: Vec<Heard> = pieces.iter().flat_map(|piece| listener.hear(piece)).collect();
        found.extend(listener.flush());
        found
    }

    fn key(code: KeyCode) -> Heard {
        Heard::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn keys_are_heard_however_they_are_cut() {
        assert_eq!(heard(&[b"j\x1b[A"]), [key(KeyCode::Char('j')), key(KeyCode::Up)]);
        assert_eq!(heard(&[b"\x1b", b"[A"]), [key(KeyCode::Up)]);
        assert_eq!(heard(&[b"\x1b[", b"5", b"~"]), [key(KeyCode::PageUp)]);
        assert_eq!(heard(&[b"\x1b"]), [key(KeyCode::Esc)]);
        let korean = "러".as_bytes();
        assert_eq!(heard(&[&korean[..1], &korean[1..]]), [key(KeyCode::Char('러'))]);
        assert_eq!(heard(&[b"\x0f"]), [Heard::Key(KeyEvent::new(KeyCode::Char('o'), KeyModifiers::CONTROL))]);
    }

    #[test]
    fn an_answer_that_comes_late_is_no_key() {
        let answer: &[u8] = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\j";
        for cut in 0..answer.len() {
            let found = heard(&[&answer[..cut], &answer[cut..]]);
            let keys: Vec<_> = found.iter().filter(|heard| matches!(heard, Heard::Key(_))).collect();
            assert_eq!(keys, [&key(KeyCode::Char('j'))], "cut at {cut}: {found:?}");
            assert!(matches!(found[0], Heard::Background(bright) if bright > 0.9));
        }
        assert_eq!(heard(&[b"\x1b[?62;22cj"]), [key(KeyCode::Char('j'))]);
    }

    #[test]
    fn a_paste_is_one_piece_and_never_keys() {
        let found = heard(&[b"\x1b[200~q\x1b[3", b"1mjj\nq", b"\x1b[201~k"]);
        assert!(matches!(&found[0], Heard::Paste(text) if text.contains("jj")), "{found:?}");
        assert_eq!(found[1..], [key(KeyCode::Char('k'))]);
    }
}
