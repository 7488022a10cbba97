//! Writes a text that the reader asked for to a file that is not there yet.

use std::io::ErrorKind;
use std::path::Path;

use crate::app::{ExchangeAnswer, Outcome, Tone};
use crate::document::SafeText;
use crate::platform::exports::write::write_new_file;
use crate::platform::io_reason::io_reason;
use crate::words::Words;

/// Writes a text to a file of its own; tells what came of it.
pub(crate) fn write_text(path: &Path, text: &str, words: &Words) -> Outcome {
    let shown = SafeText::new(&path.to_string_lossy());
    match write_new_file(path, text) {
        Ok(()) => Outcome::Exchange(ExchangeAnswer::FileWritten(shown.to_string())),
        Err(error) => {
            let reason = match error.kind() {
                ErrorKind::AlreadyExists => words.say("reason-exists").into_owned(),
                _ => io_reason(words, &error),
            };
            Outcome::Told(
                Tone::Error,
                words.fill("file-failed", &[("file", shown.as_str().into()), ("reason", reason.into())]).into(),
            )
        }
    }
}
