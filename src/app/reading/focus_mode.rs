//! Aids for the eye: all but the paragraph in focus dimmed, or a ruler that walks down the rows.

use crate::app::{App, Tone};

/// How the text is shown beside plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FocusMode {
    /// Plainly.
    #[default]
    None,
    /// Only the paragraph in focus is lit.
    Paragraph,
    /// The row in focus lies on a ruler, and the keys for rows move it.
    Ruler,
}

impl App {
    /// The next aid.
    pub(in crate::app) fn next_focus_mode(&mut self) {
        let (mode, said) = match self.preferences.focus_mode {
            FocusMode::None => (FocusMode::Paragraph, "message-focus-paragraph"),
            FocusMode::Paragraph => (FocusMode::Ruler, "message-focus-ruler"),
            FocusMode::Ruler => (FocusMode::None, "message-focus-none"),
        };
        self.preferences.focus_mode = mode;
        self.say(Tone::Plain, said, &[]);
    }
}
