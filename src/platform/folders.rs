//! Where things lie: notes, state, log, configuration; by the XDG base directories.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

/// The program's folders. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folders {
    /// Notes.
    pub(crate) data: PathBuf,
    /// The last places, and the log.
    pub(crate) state: PathBuf,
    /// Configuration.
    pub(crate) config: PathBuf,
}

impl Folders {
    /// The folders of this user; `data` names another data folder, in which all state lies then.
    ///
    /// `None` where there is no home folder and no other was named.
    pub(crate) fn find(data: Option<&Path>) -> Option<Self> {
        let named = data
            .map(Path::to_path_buf)
            .or_else(|| std::env::var_os("IBID_DATA_DIR").filter(|name| !name.is_empty()).map(PathBuf::from));
        let base = Xdg::new().ok();
        match (named, base) {
            (Some(data), base) => Some(Self {
                state: data.join("state"),
                config: base.map_or_else(|| data.join("config"), |base| base.config_dir().join("ibid")),
                data,
            }),
            (None, Some(base)) => {
                let data = base.data_dir().join("ibid");
                let state = base.state_dir().map_or_else(|| data.join("state"), |state| state.join("ibid"));
                Some(Self { data, state, config: base.config_dir().join("ibid") })
            }
            (None, None) => None,
        }
    }

    /// Whether there may be notes. A lost database is restored from what lies beside it, so any
    /// file of the store tells; the log and the configuration do not.
    pub(crate) fn may_hold_notes(&self) -> bool {
        match fs::read_dir(&self.data) {
            Ok(entries) => entries.flatten().any(|entry| entry.file_name() != "state" && entry.file_name() != "config"),
            // What can't be looked into has to be said.
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }
}
