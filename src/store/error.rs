//! Why something could not be read or kept, as data; the words come from the catalogue.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::annotation::{Note, NoteId};

/// What went wrong. What is displayed is for the log, not for a reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The data folder can't be made or written, and holds nothing that could be read.
    #[error("{path}: can't be written ({kind})")]
    Unwritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// A file or a folder of the store may not be opened.
    #[error("{path}: not permitted")]
    Denied {
        /// The file or folder.
        path: PathBuf,
    },
    /// Something other than a file stands where the database should, or a file where the folder should.
    #[error("{path}: not what it should be")]
    WrongKind {
        /// The file or folder.
        path: PathBuf,
    },
    /// The database belongs to another program; it is left alone.
    #[error("{path}: belongs to another program")]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// A newer ibid wrote the database: it can be read, not written.
    #[error("{path}: schema {found}, {known} is known")]
    Newer {
        /// The file or folder.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// The folder can be read, not written.
    #[error("{path}: read-only")]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// No room on the disk.
    #[error("{path}: disk full")]
    Full {
        /// The file or folder.
        path: PathBuf,
    },
    /// Another program held the database for longer than was waited.
    #[error("{path}: in use")]
    Busy {
        /// The file or folder.
        path: PathBuf,
    },
    /// The database can't be trusted any more; opening it again restores the newest good backup.
    #[error("{path}: damaged: {reason}")]
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What SQLite or a checksum said.
        reason: String,
    },
    /// The database that was opened is no longer where it was: moved, deleted, or replaced by a restored one.
    #[error("{path}: no longer there")]
    Vanished {
        /// Where it was.
        path: PathBuf,
    },
    /// There is no such note.
    #[error("no note {0}")]
    NoSuchNote(NoteId),
    /// There is another note of this identity.
    #[error("another note {0}")]
    Exists(NoteId),
    /// Another program has changed the note since the change was begun.
    #[error("note {} was changed meanwhile", now.id)]
    Superseded {
        /// The note as it is now.
        now: Box<Note>,
    },
    /// More than is kept of one thing.
    #[error("{bytes} bytes, {most} is the most")]
    TooLarge {
        /// How much it is, in bytes.
        bytes: usize,
        /// How much is kept, in bytes.
        most: usize,
    },
    /// The disk failed, or something else that the system said.
    #[error("{path}: {reason}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was said.
        reason: String,
    },
}

/// What a reader can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Try again.
    Retry,
    /// Make room on the disk, then try again.
    FreeSpace,
    /// Let the user own and write the path, or choose another data folder.
    Permit,
    /// Move what stands there out of the way, or choose another data folder.
    MoveAside,
    /// Use the newer ibid.
    Update,
    /// Open the store again: it restores what is damaged.
    Reopen,
    /// Nothing; the thing itself is wrong.
    Nothing,
}

impl StoreError {
    /// What can be done about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Unwritable { .. } | Self::Denied { .. } | Self::ReadOnly { .. } => Remedy::Permit,
            Self::WrongKind { .. } | Self::Foreign { .. } => Remedy::MoveAside,
            Self::Newer { .. } => Remedy::Update,
            Self::Full { .. } => Remedy::FreeSpace,
            Self::Busy { .. } | Self::Io { .. } => Remedy::Retry,
            Self::Damaged { .. } | Self::Vanished { .. } => Remedy::Reopen,
            Self::NoSuchNote(_) | Self::Exists(_) | Self::Superseded { .. } | Self::TooLarge { .. } => Remedy::Nothing,
        }
    }
}

/// What goes wrong inside, before it is known which file it is about.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A stored value that nothing here would have written.
    #[error("{0}")]
    Data(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Data(error.to_string())
    }
}

/// Whether the disk of `path` is full. SQLite calls it a failure of the disk where a WAL's shared memory
/// can't be made.
fn has_no_room(path: &Path) -> bool {
    /// Bytes of that shared memory.
    const NEEDED: u64 = 64 << 10;
    let at = path.parent().unwrap_or(path);
    rustix::fs::statvfs(at).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < NEEDED)
}

impl Fault {
    /// Says which file it is about.
    pub(super) fn at(self, path: &Path) -> StoreError {
        let path = path.to_owned();
        match self {
            Self::Store(error) => error,
            Self::Data(reason) => StoreError::Damaged { path, reason },
            Self::Io(error) => match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
                io::ErrorKind::PermissionDenied => StoreError::Denied { path },
                io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
                io::ErrorKind::NotFound => StoreError::Vanished { path },
                _ => StoreError::Io { path, reason: error.to_string() },
            },
            Self::Sql(error) => match &error {
                rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                    ErrorCode::DiskFull => StoreError::Full { path },
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { path },
                    ErrorCode::ReadOnly => StoreError::ReadOnly { path },
                    ErrorCode::PermissionDenied => StoreError::Denied { path },
                    ErrorCode::CannotOpen if path.exists() => StoreError::Denied { path },
                    ErrorCode::CannotOpen => StoreError::Vanished { path },
                    ErrorCode::SystemIoFailure if has_no_room(&path) => StoreError::Full { path },
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                        StoreError::Damaged { path, reason: error.to_string() }
                    }
                    _ => StoreError::Io { path, reason: error.to_string() },
                },
                // A value of another type than every row has, a table or a column that is gone.
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::SqlInputError { .. } => StoreError::Damaged { path, reason: error.to_string() },
                _ => StoreError::Io { path, reason: error.to_string() },
            },
        }
    }

    /// Whether it lies in the moment and not in the file: no room, or another program's turn.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Io(error) => matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded),
            Self::Sql(rusqlite::Error::SqliteFailure(failure, _)) => {
                matches!(failure.code, ErrorCode::DiskFull | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
            }
            _ => false,
        }
    }

    /// Whether it tells that the database can't be trusted.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Data(_) => true,
            Self::Io(_) => false,
            Self::Store(error) => matches!(error, StoreError::Damaged { .. }),
            Self::Sql(error) => match error {
                rusqlite::Error::SqliteFailure(failure, _) => {
                    matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
                }
                _ => true,
            },
        }
    }
}
