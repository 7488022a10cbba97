//! Aids for the eye: all but the paragraph in focus dimmed, or a ruler that walks down the rows; formulas that are drawn.

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
    /// Formulas as they are read, or as their source.
    pub(in crate::app) fn toggle_formulas(&mut self) {
        let source = !self.preferences.formula_source;
        self.preferences.formula_source = source;
        let drawn = !source && !self.look.ascii;
        self.say(Tone::Plain, if drawn { "message-formulas-drawn" } else { "message-formulas-source" }, &[]);
    }

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
