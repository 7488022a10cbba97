//! Folders and files that only their owner reads, and that are on the disk when they are said to be.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rustix::fs::Access;
use rustix::io::Errno;

use super::error::Fault;
use super::patience::wait_for_locks;

/// How long another program's lock is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Makes `folder`, and those above it that are missing, for their owner alone.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes an empty file for its owner alone, if there is none.
///
/// One that is there is not opened: closing it would drop the locks that this process holds
/// on it through SQLite (a property of POSIX locks).
pub(super) fn make_file(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Waits until the names in `folder` are on the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Waits until the bytes of `path` are on the disk.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Copies `from` to a new file `to` for its owner alone, and waits until it is on the disk.
pub(super) fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()
}

/// Removes `path` if it is there.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Which file stands at a path, whatever its name: device and inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileMark(u64, u64);

impl FileMark {
    pub(super) fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|data| Self(data.dev(), data.ino()))
    }
}

/// Held while the store is opened, backed up, restored or purged: programs take turns.
///
/// The lock is SQLite's on an empty database, since that waits a bounded time: a program
/// suspended in its turn must not hang the others.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "the lock is held as long as it lives")] Connection);

impl Turn {
    /// Waits for the turn, for [`PATIENCE`] at most. Nothing is in the file, so that one that can't
    /// be locked (damaged, of another kind, another's) makes way for one that can.
    pub(super) fn take(folder: &Path) -> Result<Self, Fault> {
        // SQLite would fall back to a lock that several may hold.
        writable(folder)?;
        let path = folder.join("lock");
        match Self::at(&path) {
            Err(fault) if !fault.is_passing() => {
                make_way(&path)?;
                Self::at(&path)
            }
            other => other,
        }
    }

    fn at(path: &Path) -> Result<Self, Fault> {
        if fs::symlink_metadata(path).is_ok_and(|data| !data.is_file()) {
            return Err(Fault::Data("no file".into()));
        }
        make_file(path)?;
        writable(path)?;
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        wait_for_locks(&mut connection, PATIENCE)?;
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(Self(connection))
    }
}

/// Whether `path` can be written, where it is there.
fn writable(path: &Path) -> io::Result<()> {
    match rustix::fs::access(path, Access::WRITE_OK) {
        Err(Errno::NOENT) | Ok(()) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}

/// Takes what stands at `path` away; what can't be removed gets another name.
fn make_way(path: &Path) -> io::Result<()> {
    if fs::remove_file(path).is_ok() || fs::remove_dir(path).is_ok() {
        return Ok(());
    }
    let free = (1_u32..=99).map(|number| path.with_extension(format!("damaged-{number}"))).find(|free| !free.exists());
    free.map_or_else(|| Err(io::ErrorKind::AlreadyExists.into()), |free| fs::rename(path, free))
}
