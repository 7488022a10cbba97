//! Writes a text that the reader asked for to a file that is not there yet.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use crate::app::{ExchangeAnswer, Outcome, Tone};
use crate::document::SafeText;
use crate::platform::io_reason::io_reason;
use crate::words::Words;

/// Writes a text to a file of its own; tells what came of it.
pub(crate) fn write_file(path: &Path, text: &str, words: &Words) -> Outcome {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        file.sync_all()
    });
    let shown = SafeText::new(&path.to_string_lossy());
    match written {
        Ok(()) => Outcome::Exchange(ExchangeAnswer::FileWritten(shown.to_string())),
        Err(error) => {
            let reason = match error.kind() {
                std::io::ErrorKind::AlreadyExists => words.say("reason-exists").into_owned(),
                _ => io_reason(words, &error),
            };
            Outcome::Told(
                Tone::Error,
                words.fill("file-failed", &[("file", shown.as_str().into()), ("reason", reason.into())]).into(),
            )
        }
    }
}
