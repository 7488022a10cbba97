//! The log: a file in the state folder, so that a reader can send what went wrong.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::sync::Mutex;

use log::{LevelFilter, Log, Metadata, Record};

use crate::platform::folders::Folders;

/// A log that has grown beyond this is begun anew; the one before is kept beside it.
const LONGEST: u64 = 1 << 20;

/// Writes records to the file, each in one piece.
struct ToFile(Mutex<File>);

impl Log for ToFile {
    fn enabled(&self, _: &Metadata) -> bool {
        true
    }

    fn log(&self, record: &Record) {
        let line = format!(
            "{} {:5} {}[{}] {}\n",
            jiff::Timestamp::now(),
            record.level(),
            record.target(),
            std::process::id(),
            crate::document::clean(&record.args().to_string())
        );
        if let Ok(mut file) = self.0.lock() {
            let _ = file.write_all(line.as_bytes());
        }
    }

    fn flush(&self) {}
}

/// Starts the log; without a folder that can be written there is none, and that is no trouble.
pub(crate) fn start(folders: Option<&Folders>, debug: bool) {
    let Some(folders) = folders else { return };
    let path = folders.state.join("ibid.log");
    if fs::create_dir_all(&folders.state).is_err() {
        return;
    }
    if fs::metadata(&path).is_ok_and(|found| found.len() > LONGEST) {
        let _ = fs::rename(&path, folders.state.join("ibid.log.old"));
    }
    let Ok(file) = OpenOptions::new().create(true).append(true).open(&path) else { return };
    if log::set_boxed_logger(Box::new(ToFile(Mutex::new(file)))).is_ok() {
        log::set_max_level(if debug { LevelFilter::Debug } else { LevelFilter::Info });
    }
}
