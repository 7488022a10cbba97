//! Why documents can't be read.

use std::io;

use crate::import::ImportError;
use crate::words::{Arg, Words};

use super::MOST;

/// Why a document could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a device or the like.
    Special,
    /// It may not be read.
    Forbidden,
    /// It looks like an address of the web.
    Address,
    /// It has more bytes than a document can hold.
    TooLarge(u64),
    /// Reading failed.
    Io(io::Error),
    /// Its bytes are no document.
    Import(ImportError),
}

impl From<ImportError> for ReadError {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl ReadError {
    /// The words for the reader: the file, what is wrong, and what to do next.
    pub(crate) fn words(&self, words: &Words, name: &str) -> String {
        let file: [(&'static str, Arg); 1] = [("file", name.into())];
        match self {
            Self::Missing => words.fill("read-missing", &file),
            Self::Folder => words.fill("read-folder", &file),
            Self::Special => words.fill("read-special", &file),
            Self::Forbidden => words.fill("read-forbidden", &file),
            Self::Address => words.fill("read-address", &file),
            Self::TooLarge(bytes) => words.fill("read-too-large", &[("file", name.into()), ("bytes", (*bytes).into())]),
            Self::Io(error) => words.fill("read-failed", &[("file", name.into()), ("reason", error.to_string().into())]),
            Self::Import(ImportError::Empty) => words.fill("read-empty", &file),
            Self::Import(ImportError::Binary { offset }) => {
                words.fill("read-binary", &[("file", name.into()), ("offset", (*offset).into())])
            }
            Self::Import(ImportError::Unsupported { format }) => {
                words.fill("read-unsupported", &[("file", name.into()), ("format", (*format).into())])
            }
            Self::Import(ImportError::LeftOut { format }) => {
                words.fill("read-left-out", &[("file", name.into()), ("format", (*format).into())])
            }
            Self::Import(ImportError::Locked { wrong: false }) => words.fill("read-locked", &file),
            Self::Import(ImportError::Locked { wrong: true }) => words.fill("read-wrong-password", &file),
            Self::Import(ImportError::Encrypted) => words.fill("read-encrypted", &file),
            Self::Import(ImportError::Overran { pages }) => {
                words.fill("read-overran", &[("file", name.into()), ("pages", (*pages).into())])
            }
            Self::Import(ImportError::Damaged) => words.fill("read-damaged", &file),
            Self::Import(ImportError::Build(_)) => words.fill("read-too-large", &[("file", name.into()), ("bytes", MOST.into())]),
            Self::Import(ImportError::Stopped) => words.fill("read-stopped", &file),
        }
    }
}
