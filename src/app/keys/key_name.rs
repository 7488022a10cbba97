//! The names of keys (`j`, `Space`, `C-o`), and which key a name means.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::hangul;

pub(super) fn is_chord(key: KeyEvent) -> bool {
    key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

pub(super) fn digit(key: KeyEvent) -> Option<u8> {
    match key.code {
        KeyCode::Char(c @ '0'..='9') if !is_chord(key) => u8::try_from(c.to_digit(10)?).ok(),
        _ => None,
    }
}

/// The Latin keys that `key` was typed with, where it is Hangul; else the key itself.
pub(super) fn under_hangul(key: KeyEvent) -> Vec<KeyEvent> {
    let KeyCode::Char(c) = key.code else { return vec![key] };
    match hangul::keys_under(c) {
        Some(keys) => keys.chars().map(|c| KeyEvent { code: KeyCode::Char(c), ..key }).collect(),
        None => vec![key],
    }
}

/// Whether `key` is the one named `name` (`j`, `Space`, `C-o`, `M-Left`).
pub(super) fn matches(name: &str, key: KeyEvent) -> bool {
    let mut rest = name;
    let mut wanted = KeyModifiers::NONE;
    // A name of two characters or fewer is a plain key, `-` among them.
    while rest.len() > 2 {
        match rest.split_at(2) {
            ("C-", inner) => (wanted, rest) = (wanted | KeyModifiers::CONTROL, inner),
            ("M-", inner) => (wanted, rest) = (wanted | KeyModifiers::ALT, inner),
            _ => break,
        }
    }
    let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    held == wanted && (code(rest) == Some(key.code) || same_letter(rest, key, wanted))
}

/// Control chords are blind to case: some terminals send `C-R` for `C-r`.
fn same_letter(name: &str, key: KeyEvent, wanted: KeyModifiers) -> bool {
    let KeyCode::Char(c) = key.code else { return false };
    wanted.contains(KeyModifiers::CONTROL) && name.len() == 1 && name.eq_ignore_ascii_case(c.encode_utf8(&mut [0; 4]))
}

pub(super) fn code(name: &str) -> Option<KeyCode> {
    Some(match name {
        "Space" => KeyCode::Char(' '),
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
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
        _ => {
            let mut chars = name.chars();
            KeyCode::Char(chars.next().filter(|_| chars.next().is_none())?)
        }
    })
}
