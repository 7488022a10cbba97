//! A line that is typed into. The text area is a kept widget; only its state lives here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};

use crate::document::clean;

/// The most that is taken from one paste: a query or a path is never longer.
const LONGEST_PASTE: usize = 4096;

/// What is typed, be it a key or a whole text.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) enum Typed<'a> {
    /// A key.
    Key(KeyEvent),
    /// A text pasted as one piece.
    Paste(&'a str),
}

/// Keys that mean something to a text area with Alt, and those with Alt and Control.
const WITH_ALT: &str = "bdfhnpv<>[]";
const WITH_BOTH: &str = "bfnp";

/// Whether a text area does something at a chord with Alt; others it passes over.
pub(in crate::app) fn takes_chord(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => WITH_BOTH.contains(c),
        KeyCode::Char(c) => WITH_ALT.contains(c),
        KeyCode::Backspace => !key.modifiers.contains(KeyModifiers::CONTROL),
        _ => false,
    }
}

/// A single line of text with a caret.
#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// A field that holds `text`, the caret behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![clean(text).into_owned()]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The caret, in characters from the start.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.area.cursor().1
    }

    /// A key typed, or a text pasted.
    pub(in crate::app) fn take(&mut self, typed: Typed) {
        match typed {
            Typed::Key(key) => self.key(key),
            Typed::Paste(text) => self.paste(text),
        }
    }

    /// A key typed.
    pub fn key(&mut self, key: KeyEvent) {
        // As every shell has it; the widget takes it for undo.
        if key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL) {
            self.area.delete_line_by_head();
            return;
        }
        self.area.input(key);
        if self.area.lines().len() > 1 {
            *self = Self::new(&self.area.lines().join(" "));
        }
    }

    /// Text pasted; its line breaks become spaces.
    pub fn paste(&mut self, text: &str) {
        let end = text.floor_char_boundary(LONGEST_PASTE.min(text.len()));
        self.area.insert_str(clean(&text[..end]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_area_takes_just_the_chords_that_it_knows() {
        let codes = (' '..='~').map(KeyCode::Char).chain([KeyCode::Backspace]);
        for (code, modifiers) in codes
            .flat_map(|code| [KeyModifiers::ALT, KeyModifiers::ALT | KeyModifiers::CONTROL].map(|modifiers| (code, modifiers)))
        {
            let key = KeyEvent::new(code, modifiers);
            let mut area = TextArea::new(["one two", "", "three four", "", "five six"].map(str::to_owned).to_vec());
            area.move_cursor(CursorMove::Jump(2, 7));
            let before = (area.lines().to_vec(), area.cursor());
            area.input(key);
            let does_something = before != (area.lines().to_vec(), area.cursor());
            // A page of an area that was never drawn has no rows.
            let scrolls = code == KeyCode::Char('v') && modifiers == KeyModifiers::ALT;
            assert_eq!(takes_chord(key), does_something || scrolls, "{key:?}");
        }
    }
}
