//! The log: a file in the state folder, so that a reader can send what went wrong.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use log::{LevelFilter, Log, Metadata, Record};

use crate::platform::files::password;
use crate::platform::folders::Folders;

/// A log that has grown beyond this is begun anew; the one before is kept beside it.
const LONGEST: u64 = 1 << 20;
/// Who may read and write it: its owner.
const OWN: u32 = 0o600;

/// A record longer than this is cut.
const LONGEST_RECORD: usize = 16 * 1024;

/// Writes records to the file, each in one piece.
struct ToFile(Mutex<LogFile>);

impl Log for ToFile {
    fn enabled(&self, _: &Metadata) -> bool {
        true
    }

    fn log(&self, record: &Record) {
        let mut line = format!(
            "{} {:5} {}[{}] {}",
            jiff::Timestamp::now(),
            record.level(),
            record.target(),
            std::process::id(),
            crate::document::clean(&record.args().to_string())
        );
        line.truncate(line.floor_char_boundary(LONGEST_RECORD));
        line.push('\n');
        if let Ok(mut file) = self.0.lock() {
            file.write(line.as_bytes());
        }
    }

    fn flush(&self) {}
}

/// The file that is written to; others may write to it too.
struct LogFile {
    path: PathBuf,
    file: File,
}

impl LogFile {
    /// Opens the log; it names files and places, so it is the reader's alone.
    fn open(path: &Path) -> io::Result<File> {
        let file = OpenOptions::new().create(true).append(true).mode(OWN).open(path)?;
        // One that was there may be of an older version, or made with another mask.
        file.set_permissions(Permissions::from_mode(OWN))?;
        Ok(file)
    }

    fn write(&mut self, line: &[u8]) {
        // What can't be written is no trouble.
        let _ = self.begin_anew_if_long().and_then(|()| self.file.write_all(line));
    }

    /// Begins the log anew where it has grown too long, or follows another process that has done so.
    fn begin_anew_if_long(&mut self) -> io::Result<()> {
        let found = self.file.metadata()?;
        if found.len() <= LONGEST {
            return Ok(());
        }
        if fs::metadata(&self.path).is_ok_and(|named| (named.dev(), named.ino()) == (found.dev(), found.ino())) {
            fs::rename(&self.path, self.path.with_extension("log.old"))?;
        }
        self.file = Self::open(&self.path)?;
        Ok(())
    }
}

/// Starts the log; without a folder that can be written there is none, and that is no trouble.
pub(crate) fn start(folders: Option<&Folders>, debug: bool) {
    let Some(folders) = folders else { return };
    let path = folders.state.join("ibid.log");
    if fs::create_dir_all(&folders.state).is_err() {
        return;
    }
    let Ok(file) = LogFile::open(&path) else { return };
    // The log before is as old as the version that wrote it.
    let _ = fs::set_permissions(path.with_extension("log.old"), Permissions::from_mode(OWN));
    if log::set_boxed_logger(Box::new(ToFile(Mutex::new(LogFile { path, file })))).is_ok() {
        log::set_max_level(if debug { LevelFilter::Debug } else { LevelFilter::Info });
    }
}

/// What of a panic goes to the log: its words may be the document's, which are kept nowhere where it has a password.
pub(crate) fn panic_words(panic: &PanicHookInfo) -> String {
    match panic.location() {
        Some(place) if password::is_set() => format!("panicked at {place}"),
        _ => panic.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_the_readers_alone_and_never_long() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ibid.log");
        fs::write(&path, "older\n").expect("written");
        fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("set");
        let open = || LogFile { path: path.clone(), file: LogFile::open(&path).expect("opened") };
        let (mut one, mut two) = (open(), open());
        let mode = |path: &Path| fs::metadata(path).expect("there").mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        let line = [b'x'; 1000];
        for _ in 0..2200 {
            one.write(&line);
            two.write(&line);
        }
        let old = folder.path().join("ibid.log.old");
        for path in [&path, &old] {
            assert_eq!(mode(path), 0o600);
            assert!(fs::metadata(path).expect("there").len() <= LONGEST + 2 * line.len() as u64);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 2);
        // Both write to the one that is named so.
        let before = fs::metadata(&path).expect("there").len();
        one.write(b"1");
        two.write(b"2");
        assert_eq!(fs::metadata(&path).expect("there").len(), before + 2);
    }
}
