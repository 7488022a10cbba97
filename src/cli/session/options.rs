//! Options that many commands have.

use crate::cli::args::key::{DELIMITER, ENCODING, FORMAT, FROM, JSON, Key};
use crate::import::{ReadOptions, TextEncoding, format_called};

use super::Session;

impl Session<'_> {
    /// Whether JSON is asked for.
    pub(crate) fn json(&self) -> bool {
        self.args.flag(JSON)
    }

    /// How documents are read, as `--format` and its like say.
    pub(crate) fn read_options(&self) -> ReadOptions {
        self.read_options_by(FORMAT)
    }

    /// The same, where `--format` says what to write.
    pub(crate) fn read_options_from(&self) -> ReadOptions {
        self.read_options_by(FROM)
    }

    fn read_options_by(&self, format: Key<String>) -> ReadOptions {
        ReadOptions {
            format: self.args.text(format).and_then(format_called),
            encoding: self.args.text(ENCODING).and_then(TextEncoding::named),
            delimiter: self.args.value(DELIMITER).map(|sign| sign.0),
        }
    }
}
