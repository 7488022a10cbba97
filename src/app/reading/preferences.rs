//! How the reader likes to read: what a session keeps whatever document is open.

use crate::study::ReadingSpeed;

use crate::app::{FocusMode, SidePanels};

/// How the reader likes to read.
#[derive(Debug, Default)]
pub struct Preferences {
    /// How fast the reader reads.
    pub speed: ReadingSpeed,
    /// How the text is shown.
    pub focus_mode: FocusMode,
    /// Whether formulas stand as their source, not as they are read.
    pub formula_source: bool,
    /// What is wanted beside the text.
    pub beside: SidePanels,
    /// The speed of the last time that the text scrolled by itself.
    pub(in crate::app) scroll_steps: i32,
}
