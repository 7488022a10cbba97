//! Chords with Alt, which terminals send as an escape and the key.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Context;
use super::key_name::under_hangul;
use super::keymap::command;
use crate::app::core::takes_chord;

/// The keys that were pressed where `key` has arrived. Terminals send an escape and a key behind it just as they send
/// that key with Alt, and a slow line may bring both at once: a chord that means nothing here was two keys.
#[must_use]
pub fn keys(context: Context, key: KeyEvent) -> Vec<KeyEvent> {
    let comes_behind_escape = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace);
    if !key.modifiers.contains(KeyModifiers::ALT) || !comes_behind_escape {
        return vec![key];
    }
    let under = under_hangul(key);
    let is_typed = matches!(context, Context::Line | Context::Editor) && under.last().is_some_and(|key| takes_chord(*key));
    if is_typed || under.iter().any(|key| command(context, *key).is_some()) {
        return vec![key];
    }
    let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
    vec![escape, KeyEvent { modifiers: key.modifiers - KeyModifiers::ALT, ..key }]
}
