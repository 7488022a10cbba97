//! Aids for the eye: all but the paragraph in focus dimmed, or a ruler that walks down the rows.

use crate::app::{App, Tone};

/// How the text is shown beside plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aid {
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
    pub(in crate::app) fn next_aid(&mut self) {
        let (aid, said) = match self.preferences.focus_mode {
            Aid::None => (Aid::Paragraph, "message-aid-paragraph"),
            Aid::Paragraph => (Aid::Ruler, "message-aid-ruler"),
            Aid::Ruler => (Aid::None, "message-aid-none"),
        };
        self.preferences.focus_mode = aid;
        self.say(Tone::Plain, said, &[]);
    }
}
