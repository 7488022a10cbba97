//! What the reader says that a file is, in the words of the state and in those of the importers.

use crate::app::{ReadAs, WaysToRead};
use crate::import::{ENCODINGS, FORMATS, ReadOptions, TextEncoding, format_named};

/// How a file is read that the reader says this of.
pub(crate) fn options_of(read_as: ReadAs) -> ReadOptions {
    ReadOptions {
        format: read_as.format.and_then(format_named),
        encoding: read_as.encoding.and_then(TextEncoding::named),
        delimiter: read_as.delimiter,
    }
}

/// What the reader says of a file that is read so.
pub(crate) fn read_as_of(options: ReadOptions) -> ReadAs {
    ReadAs {
        format: options.format.map(|format| format.name),
        encoding: options.encoding.map(TextEncoding::name),
        delimiter: options.delimiter,
    }
}

/// All that can be said of a file.
pub(crate) fn ways_to_read() -> WaysToRead {
    WaysToRead {
        formats: FORMATS.iter().rev().filter(|format| !format.sandboxed).map(|format| format.name).collect(),
        encodings: ENCODINGS.iter().map(|(name, _)| *name).collect(),
    }
}
