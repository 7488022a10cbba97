//! What the reader says that a file is, where its name and its bytes do not say it, or say it wrongly.

use crate::app::{App, Origin, ReadEffect, Tone};
use crate::document::WarningKind;

/// How a document is read; what is left out is told by its name and its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadAs {
    /// The name of the format.
    pub format: Option<&'static str>,
    /// The name of the encoding of its text.
    pub encoding: Option<&'static str>,
    /// The sign between its fields.
    pub delimiter: Option<u8>,
}

/// What can be said of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaysToRead {
    /// Names of the formats that any text can be read as.
    pub formats: Vec<&'static str>,
    /// Names of encodings.
    pub encodings: Vec<&'static str>,
}

impl App {
    /// Reads the file as `wanted`; that is kept once it could be read so.
    pub(in crate::app) fn read_as(&mut self, wanted: ReadAs) {
        self.open.wanted = Some(wanted);
        self.ask_for_reading();
    }

    /// Asks for the document to be read from its beginning, as the reader says.
    pub(in crate::app) fn ask_for_reading(&mut self) {
        let request = self.request();
        self.open.reading_request = request;
        self.open.progress = Some((0, 0));
        self.open.stopped = false;
        let read_as = self.open.wanted.unwrap_or(self.open.read_as);
        self.effects.push(ReadEffect::Whole { request, origin: self.open.origin.clone(), read_as });
    }

    /// The file is read as the reader wanted; whether anything was wanted.
    pub(in crate::app) fn keep_read_as(&mut self) -> bool {
        let Some(wanted) = self.open.wanted.take() else { return false };
        self.open.read_as = wanted;
        self.effects.push(ReadEffect::KeepReadAs(wanted));
        self.say(Tone::Good, "message-read-as-chosen", &[]);
        true
    }

    /// Says what is not sure of how the file was read, once there is something of it.
    pub fn tell_doubts(&mut self) {
        if self.open.origin == Origin::Input || self.message.is_some() {
            return;
        }
        let warnings = || self.open.document.warnings().iter().map(|warning| &warning.kind);
        let bad = warnings().find_map(|kind| match kind {
            WarningKind::Undecodable { count, encoding, .. } => Some((*count, encoding.to_string())),
            _ => None,
        });
        let guessed = warnings().find_map(|kind| match kind {
            WarningKind::GuessedEncoding { encoding } => Some(encoding.to_string()),
            _ => None,
        });
        if let Some((count, encoding)) = bad {
            self.say(Tone::Warning, "message-undecodable", &[("count", count.into()), ("encoding", encoding.into())]);
        } else if let Some(encoding) = guessed {
            self.say(Tone::Plain, "message-guessed", &[("encoding", encoding.into())]);
        } else if let Some((what, _)) = self.looks_like() {
            let what = what.to_owned();
            self.say(Tone::Plain, "message-looks-like", &[("what", what.into())]);
        }
    }

    /// What the document looks like that it was not read as, and the format that reads it so.
    pub(in crate::app) fn looks_like(&self) -> Option<(&str, &str)> {
        self.open.document.warnings().iter().find_map(|warning| match &warning.kind {
            WarningKind::LooksLike { what, format } => Some((what.as_str(), format.as_str())),
            _ => None,
        })
    }
}
