//! From the terminal's bytes to what they mean: keys, mouse, pastes, and answers to questions.
//!
//! crossterm's own reader takes the terminal's answers for keys when they come late, reads
//! on when the terminal has vanished, and can't be shared with an editor that is started.
//! So the bytes are cut here (`sequence`) and read by termina's parser; only crossterm's key types go on.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};
use termina::event::{self as heard, Event};

use super::sequence::{self, Next};

/// How long an escape that came alone may be the beginning of a sequence.
const ESCAPE_PAUSE: Duration = Duration::from_millis(25);
/// How long more of a sequence is waited for: a line that is slow may cut one anywhere.
const SEQUENCE_PAUSE: Duration = Duration::from_secs(1);
/// The longest sequence of which everything is kept; no answer that is asked for is longer.
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
        let held = std::mem::take(&mut self.held);
        let (mut at, mut found) = (0, Vec::new());
        let ended = loop {
            let rest = &held[at..];
            at += match sequence::next(rest) {
                Next::Piece(length) => {
                    found.extend(self.piece(&rest[..length]));
                    length
                }
                Next::Chord(length) => {
                    found.extend(self.chord(&rest[1..length]));
                    length
                }
                Next::Paste(length) => {
                    let text = &rest[sequence::PASTE_BEGINS.len()..length - sequence::PASTE_ENDS.len()];
                    found.push(Heard::Paste(String::from_utf8_lossy(text).into_owned()));
                    length
                }
                Next::Noise(length) => length,
                ended @ (Next::Pasting | Next::Begun) => break ended,
            };
        };
        self.pasting = ended == Next::Pasting;
        self.held = held;
        self.held.drain(..at);
        // Of what is too long only the end is still waited for.
        if !self.pasting && self.held.len() > LONGEST_SEQUENCE {
            self.held.drain(3..self.held.len() - 1);
        }
        found
    }

    /// How long more is waited for before [`Listener::flush`], where something is held back.
    pub(crate) fn patience(&self) -> Option<Duration> {
        match self.held.len() {
            0 => None,
            // A paste whose rest were taken for keys would do anything.
            _ if self.pasting => None,
            1 | 2 if self.held[0] == sequence::ESCAPE && self.held.is_ascii() => Some(ESCAPE_PAUSE),
            _ => Some(SEQUENCE_PAUSE),
        }
    }

    /// No more came: an escape alone is the Escape key, one behind which a sequence might have begun is
    /// a key with Alt. What more there is of a sequence is given up.
    pub(crate) fn flush(&mut self) -> Vec<Heard> {
        let held = std::mem::take(&mut self.held);
        match held[..] {
            [sequence::ESCAPE, key] if key.is_ascii() => self.chord(&[key]).into_iter().collect(),
            [sequence::ESCAPE] | [sequence::ESCAPE, 0x80..=0xff, ..] => self.piece(&[sequence::ESCAPE]).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What a whole piece means.
    fn piece(&mut self, bytes: &[u8]) -> Option<Heard> {
        self.parser.parse(bytes, false);
        let event = self.parser.pop();
        if event.is_none() {
            // It may keep what it does not know, and take the next keys for the rest of it.
            self.parser = termina::Parser::default();
        }
        event.and_then(meaning)
    }

    /// A key with Alt.
    fn chord(&mut self, key: &[u8]) -> Option<Heard> {
        match self.piece(key)? {
            Heard::Key(key) => Some(Heard::Key(KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key })),
            other => Some(other),
        }
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
    use proptest::prelude::*;

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
        assert_eq!(found, [Heard::Paste("q\x1b[31mjj\nq".into()), key(KeyCode::Char('k'))]);
    }

    fn chord(code: KeyCode) -> Heard {
        Heard::Key(KeyEvent::new(code, KeyModifiers::ALT))
    }

    #[test]
    fn an_escape_and_what_follows_it_at_once_are_a_chord() {
        assert_eq!(heard(&[b"\x1bq"]), [chord(KeyCode::Char('q'))]);
        assert_eq!(heard(&[b"\x1b\r"]), [chord(KeyCode::Enter)]);
        assert_eq!(heard(&["\x1bㅂ".as_bytes()]), [chord(KeyCode::Char('ㅂ'))]);
        assert_eq!(heard(&[b"\x1b\x1b[D"]), [key(KeyCode::Esc), key(KeyCode::Left)]);
        assert_eq!(heard(&[b"\x1b\x1bq"]), [key(KeyCode::Esc), chord(KeyCode::Char('q'))]);
    }

    #[test]
    fn what_a_pause_leaves_unfinished_is_a_chord_and_the_next_key_is_heard() {
        for begun in ['[', ']', 'P', 'O', '_', '^', 'X'] {
            let mut listener = Listener::default();
            let mut found = listener.hear(format!("\x1b{begun}").as_bytes());
            assert!(matches!(listener.patience(), None | Some(ESCAPE_PAUSE)), "{begun}");
            found.extend(listener.flush());
            found.extend(listener.hear(b"q"));
            let Heard::Key(first) = found[0] else { panic!("{found:?}") };
            assert_eq!((first.code, first.modifiers.contains(KeyModifiers::ALT)), (KeyCode::Char(begun), true));
            assert_eq!(found[1..], [key(KeyCode::Char('q'))], "{begun}");
            assert_eq!(listener.patience(), None);
        }
    }

    #[test]
    fn a_sequence_is_waited_for_longer_than_an_escape() {
        let mut listener = Listener::default();
        assert_eq!((listener.hear(b"\x1b"), listener.patience()), (vec![], Some(ESCAPE_PAUSE)));
        assert_eq!((listener.hear(b"["), listener.patience()), (vec![], Some(ESCAPE_PAUSE)));
        assert_eq!((listener.hear(b"1"), listener.patience()), (vec![], Some(SEQUENCE_PAUSE)));
        assert_eq!((listener.hear(b";3D"), listener.patience()), (vec![chord(KeyCode::Left)], None));
        assert_eq!((listener.hear(b"\x1b[200~a"), listener.patience()), (vec![], None));
    }

    #[test]
    fn an_answer_without_end_is_never_keys() {
        let mut listener = Listener::default();
        let mut found = listener.hear(b"\x1b]52;c;");
        for _ in 0..40 {
            found.extend(listener.hear(&[b'q'; 1000]));
            assert!(listener.held.len() <= LONGEST_SEQUENCE);
        }
        found.extend(listener.hear(b"\x1b"));
        found.extend(listener.hear(b"\\j"));
        assert_eq!(found, [key(KeyCode::Char('j'))]);
    }

    /// Bytes as keys and terminals send them, whole and in parts, among any others.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            4 => proptest::collection::vec(any::<u8>(), 1..4),
            4 => "[\\x1b\\[\\]OPX_^?<>;0-9A-Za-z~\\\\\x07\r 한]{1,6}".prop_map(String::into_bytes),
            2 => prop_oneof![Just("\x1b"), Just("\x1b["), Just("\x1b]"), Just("\x1bP"), Just("\x1bO"), Just("\x1b_G")]
                .prop_map(|text| text.as_bytes().to_vec()),
            1 => prop_oneof![
                Just("\x1b[A"), Just("\x1b[<0;3;4M"), Just("\x1b[M !!"), Just("\x1b]11;rgb:ff/ff/ff\x07"), Just("\x1b[?62;4c"),
                Just("\x1b[200~q\x1b[201~"), Just("러"), Just("\x1b\\"), Just("\x1b[I")
            ]
            .prop_map(|text| text.as_bytes().to_vec()),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn after_any_bytes_and_a_pause_a_key_is_heard(
            bytes in bytes(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6),
        ) {
            let mut listener = Listener::default();
            let mut cuts: Vec<(usize, bool)> = cuts.iter().map(|(at, pause)| (at.index(bytes.len() + 1), *pause)).collect();
            cuts.sort_unstable();
            let mut from = 0;
            for (to, pause) in cuts.into_iter().chain([(bytes.len(), true)]) {
                listener.hear(&bytes[from..to]);
                from = to;
                if pause && listener.patience().is_some() {
                    listener.flush();
                }
            }
            // A paste is waited for without end.
            prop_assume!(!listener.pasting);
            prop_assert_eq!((listener.hear(b"q"), listener.hear(b"j")), (vec![key(KeyCode::Char('q'))], vec![key(KeyCode::Char('j'))]));
        }

        #[test]
        fn bytes_mean_the_same_wherever_they_are_cut(
            bytes in bytes(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let mut cuts: Vec<usize> = cuts.iter().map(|at| at.index(bytes.len() + 1)).chain([0, bytes.len()]).collect();
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
            prop_assert_eq!(heard(&pieces), heard(&[&bytes]));
        }
    }
}
