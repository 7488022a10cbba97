//! Options that many commands have.

use crate::cli::args::key::{FORMAT, FROM, JSON};
use crate::import::{FORMATS, Format};

use super::Session;

impl Session<'_> {
    /// Whether JSON is asked for.
    pub(crate) fn json(&self) -> bool {
        self.args.flag(JSON)
    }

    /// The format that a document is read as, where `--format` says it.
    pub(crate) fn format(&self) -> Option<&'static Format> {
        format_named(self.args.text(FORMAT)?)
    }

    /// The same, where `--format` says what to write.
    pub(crate) fn from(&self) -> Option<&'static Format> {
        format_named(self.args.text(FROM)?)
    }
}

/// A format by its name or an ending of its files.
fn format_named(asked: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == asked || format.extensions.contains(&asked))
}
