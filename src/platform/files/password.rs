//! The password of documents that have one.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::document::Document;
use crate::import::{ImportError, ReadObserver};

/// The password of documents that have one, as the reader has given it last.
static PASSWORD: Mutex<Option<String>> = Mutex::new(None);

/// Bytes of a file of a password that are looked at.
const MOST: u64 = 64 * 1024;

/// Takes in the password for what is read from now on. What is read with it must not be laid down: not by the
/// system either, where this process dies.
pub(crate) fn set_password(password: &str) {
    if let Err(reason) = no_core_dumps() {
        log::warn!("core dumps are not switched off: {reason}");
    }
    *PASSWORD.lock().unwrap_or_else(PoisonError::into_inner) = Some(password.to_owned());
}

/// Whether a password was given: what is read may be behind it.
pub(crate) fn is_set() -> bool {
    PASSWORD.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

fn no_core_dumps() -> rustix::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: getrlimit(Resource::Core).maximum })?;
    // What takes dumps in through a pipe does not look at the limit.
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Takes in the password that stands in the first line of a file.
///
/// # Errors
/// When the file can't be read.
pub(crate) fn read_password(path: &Path) -> io::Result<()> {
    let mut text = String::new();
    File::open(path)?.take(MOST).read_to_string(&mut text)?;
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
