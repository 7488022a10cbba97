//! The password of documents that have one.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::document::Document;
use crate::import::{ImportError, ReadObserver};

/// The password of documents that have one, as the reader has given it last.
static PASSWORD: Mutex<Option<String>> = Mutex::new(None);

/// Takes in the password for what is read from now on.
pub(crate) fn set_password(password: &str) {
    *PASSWORD.lock().unwrap_or_else(PoisonError::into_inner) = Some(password.to_owned());
}

/// Takes in the password that stands in the first line of a file.
///
/// # Errors
/// When the file can't be read.
pub(crate) fn read_password(path: &Path) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    set_password(text.lines().next().unwrap_or_default());
    Ok(())
}

/// Who watches a reading, and the password.
pub(crate) struct WithPassword<'a> {
    watch: &'a dyn ReadObserver,
    password: Option<String>,
}

impl<'a> WithPassword<'a> {
    /// The watch, and the password as it is now.
    pub(crate) fn of(watch: &'a dyn ReadObserver) -> Self {
        Self { watch, password: PASSWORD.lock().unwrap_or_else(PoisonError::into_inner).clone() }
    }
}

impl ReadObserver for WithPassword<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        self.watch.at(done, all)
    }

    fn wants_opening(&self) -> bool {
        self.watch.wants_opening()
    }

    fn opening(&self, document: Document) {
        self.watch.opening(document);
    }

    fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }
}
