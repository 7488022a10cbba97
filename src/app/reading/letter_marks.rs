//! One letter that is waited for: the name of a mark to set, or of one to go to.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::collections::BTreeMap;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use crate::document::Point;

use crate::app::keys::keys_under;
use crate::app::{App, Area, Command, Context, ReadEffect, Tone};

/// What a letter is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterPrompt {
    /// To name the place that is in focus.
    Set,
    /// To go to the place of that name.
    Go,
}

/// Places that the reader gave a letter, in the open document.
pub type LetterMarks = BTreeMap<char, Point>;

/// The Latin letters that a key stands for, whatever the input mode; a composed syllable is several.
pub(in crate::app) fn letters(key: KeyEvent) -> Vec<char> {
    match key.code {
        KeyCode::Char(c) => keys_under(c).map_or_else(|| vec![c], |keys| keys.chars().collect()),
        _ => Vec::new(),
    }
}

impl Overlay for LetterPrompt {
    fn context(&self) -> Context {
        Context::Letter
    }

    /// The only command that a letter that is waited for leaves is to wait no longer.
    fn obey(&mut self, _: &mut App, _: Command, _: Option<usize>) -> After {
        After::Close
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        let Typed::Key(key) = typed else { return None };
        let Some(name) = letters(key).first().copied() else { return Some(After::Stay) };
        app.take_letter(*self, name);
        Some(After::Close)
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    /// Waits for a letter.
    pub(in crate::app) fn ask_letter(&mut self, letter: LetterPrompt) {
        if letter == LetterPrompt::Go && self.open.marks.is_empty() {
            return self.say(Tone::Plain, "message-no-marks", &[]);
        }
        self.layers.push(letter);
    }

    /// The letter is here.
    fn take_letter(&mut self, letter: LetterPrompt, name: char) {
        match letter {
            LetterPrompt::Go if matches!(name, '\'' | '`') => self.read(Command::Back, None),
            _ if !name.is_ascii_alphanumeric() => self.say(Tone::Plain, "message-mark-letter", &[]),
            LetterPrompt::Set => {
                self.open.marks.insert(name, self.pane.view.sentence.start);
                self.effects.push(ReadEffect::KeepMarks(self.open.marks.clone()));
                self.say(Tone::Good, "message-mark-set", &[("letter", name.to_string().into())]);
            }
            LetterPrompt::Go => match self.open.marks.get(&name).copied() {
                Some(point) => {
                    let end = self.document().text().len();
                    let point = Point::new(self.document().floor(point.at().min(end)));
                    self.jump_near(point);
                }
                None => self.say(Tone::Plain, "message-no-mark", &[("letter", name.to_string().into())]),
            },
        }
    }

    /// Where the marks are shown while a letter is waited for.
    #[must_use]
    pub fn letter_area(&self) -> Area {
        let geometry = &self.geometry;
        let rows = u16::try_from(self.open.marks.len()).unwrap_or(u16::MAX).clamp(1, 12) + 2;
        let height = rows.min(geometry.status.y);
        let width = (geometry.measure + 4).min(geometry.screen.width);
        let x = geometry.text_x.saturating_sub(2).min(geometry.screen.width.saturating_sub(width));
        Area { x, y: geometry.status.y.saturating_sub(height), width, height }
    }

    /// Moves the marks into another reading of the document.
    pub(in crate::app) fn carry_marks(&mut self, to: impl Fn(Point) -> Point) {
        self.open.marks.values_mut().for_each(|point| *point = to(*point));
    }

    /// The first words of what stands at a mark.
    #[must_use]
    pub fn mark_words(&self, point: Point) -> String {
        let document = Arc::clone(self.document());
        document.slice(document.sentence_at(point)).replace('\n', " ")
    }
}
