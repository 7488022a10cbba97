//! What happened, in the reader's words.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};

use super::{Command, Outcome};

/// Anything that changes the state of the program.
#[derive(Debug, Clone)]
pub enum Action {
    /// A command of the keymap.
    Do(Command),
    /// A digit of a count.
    Digit(u8),
    /// A key for the field that is being typed in.
    Type(KeyEvent),
    /// Text pasted as one piece; it never runs commands.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// The terminal has another size now: columns, rows.
    Resize(u16, u16),
    /// The terminal window has the keyboard again.
    FocusGained,
    /// The pause before the next row is over, where the text scrolls by itself.
    Tick,
    /// Work that was asked for has come to something.
    Outcome(Box<Outcome>),
    /// A key that means nothing here.
    Unknown,
}

/// A shared reason, for outcomes that are cloned with their words.
pub type Reason = Arc<str>;
