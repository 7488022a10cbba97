//! Why the system did not do what was asked of it.

use std::io::{self, ErrorKind};

use crate::words::Words;

/// Why reading or writing failed, in the reader's words; what is rare, in those of the system.
pub(crate) fn io_reason(words: &Words, error: &io::Error) -> String {
    let id = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "reason-no-folder",
        ErrorKind::PermissionDenied => "reason-forbidden",
        ErrorKind::IsADirectory => "reason-folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "reason-full",
        ErrorKind::ReadOnlyFilesystem => "reason-read-only",
        _ => return error.to_string(),
    };
    words.say(id).into_owned()
}
