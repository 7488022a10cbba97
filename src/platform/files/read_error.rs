//! Why documents can't be read.

use std::io;

use crate::import::{Ending, ImportError};
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
    /// It would take more memory than reading may, in MiB.
    TooMuch {
        /// What reading may take.
        memory: u64,
    },
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
            Self::TooMuch { memory } => words.fill("read-too-much", &[("file", name.into()), ("memory", (*memory).into())]),
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
            Self::Import(ImportError::Ended { pages, how }) => {
                let behind = words.fill("read-ended-behind", &[("pages", (*pages).into())]);
                ending_words(words, how, &[("file", name.into()), ("behind", behind.into())])
            }
            Self::Import(ImportError::Damaged) => words.fill("read-damaged", &file),
            Self::Import(ImportError::Build(_)) => words.fill("read-too-large", &[("file", name.into()), ("bytes", MOST.into())]),
            Self::Import(ImportError::Stopped) => words.fill("read-stopped", &file),
        }
    }
}

/// Why the process that read a document ended, and what to do about it.
fn ending_words(words: &Words, how: &Ending, place: &[(&'static str, Arg)]) -> String {
    let (id, rest): (_, Option<(&'static str, Arg)>) = match how {
        Ending::Time { seconds, of_page: true } => ("read-ended-page-time", Some(("seconds", (*seconds).into()))),
        Ending::Time { seconds, of_page: false } => ("read-ended-time", Some(("seconds", (*seconds).into()))),
        Ending::Asleep { seconds } => ("read-ended-asleep", Some(("seconds", (*seconds).into()))),
        Ending::Memory { mebibytes } => ("read-ended-memory", Some(("memory", (*mebibytes).into()))),
        Ending::Crashed(reason) => ("read-ended-crash", Some(("reason", reason.as_str().into()))),
        Ending::Killed(reason) => ("read-ended-killed", Some(("reason", reason.as_str().into()))),
        Ending::Silent(reason) => ("read-ended-silent", Some(("reason", reason.as_str().into()))),
        Ending::Unsound(reason) => ("read-ended-unsound", Some(("reason", reason.as_str().into()))),
        Ending::NotStarted(reason) => ("read-ended-unstarted", Some(("reason", reason.as_str().into()))),
        Ending::Replaced => ("read-ended-replaced", None),
    };
    let args: Vec<_> = place.iter().cloned().chain(rest).collect();
    words.fill(id, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn each_ending_says_its_own_reason_and_no_other() {
        let endings = [
            (Ending::Time { seconds: 7, of_page: true }, "page_seconds"),
            (Ending::Time { seconds: 7, of_page: false }, "[limits] seconds"),
            (Ending::Asleep { seconds: 7 }, "7"),
            (Ending::Memory { mebibytes: 7 }, "[limits] memory"),
            (Ending::Crashed("signal: 11 (SIGSEGV)".into()), "SIGSEGV"),
            (Ending::Killed("signal: 9 (SIGKILL)".into()), "SIGKILL"),
            (Ending::Silent("exit status: 1".into()), "exit status: 1"),
            (Ending::Unsound("the text is not clean".into()), "not clean"),
            (Ending::NotStarted("No such file".into()), "No such file"),
            (Ending::Replaced, "ibid"),
        ];
        for language in [Language::English, Language::Korean] {
            let words = Words::new(language);
            let mut seen = std::collections::BTreeSet::new();
            for (how, needle) in &endings {
                let error = ReadError::Import(ImportError::Ended { pages: 3, how: how.clone() });
                let said = error.words(&words, "brief.pdf");
                assert!(said.contains("brief.pdf") && said.contains(needle), "{said}");
                // Only what is a limit names one.
                let limited = matches!(how, Ending::Time { .. } | Ending::Memory { .. });
                assert_eq!(said.contains("[limits]"), limited, "{said}");
                assert!(seen.insert(said));
            }
        }
    }
}
