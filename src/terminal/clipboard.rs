//! The clipboard, by OSC 52: the one way that works over a remote shell too.

use std::io;

use crate::app::{LONGEST_COPY, Outcome, TerminalAnswer, Tone};
use crate::words::Words;

/// Puts text on the clipboard; says how many characters, or why not.
pub(crate) fn copy(text: &str, words: &Words) -> Outcome {
    if text.len() > LONGEST_COPY {
        let reason = words.fill("copy-too-long", &[("bytes", text.len().into()), ("most", LONGEST_COPY.into())]);
        return Outcome::Told(Tone::Error, reason.into());
    }
    match crossterm::execute!(io::stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text)) {
        Ok(()) => Outcome::Terminal(TerminalAnswer::Copied(text.chars().count())),
        Err(error) => Outcome::Told(Tone::Error, error.to_string().into()),
    }
}
