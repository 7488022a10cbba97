//! Reading what can't be written: a folder without permission, without room, or in use.

use std::io;
use std::path::Path;

use jiff::Zoned;

use super::error::Fault;
use super::files::copy_file;
use super::open::{Health, NOTES_FILE, Notice, connect, examine, has_past, known};
use super::recovery::catch_up::catch_up;
use super::recovery::restore;
use super::schema::{APPLICATION, NOTES};
use super::{Access, Result, Store, StoreError, migrate};

/// Reads what another program keeps locked: a WAL lets it be read all the same.
pub(super) fn open_beside(folder: &Path, why: StoreError) -> Result<Store> {
    let path = folder.join(NOTES_FILE);
    let read = || -> std::result::Result<Option<Store>, Fault> {
        let Health::Sound(notes) = examine(&path)? else { return Ok(None) };
        notes.pragma_update(None, "query_only", true)?;
        Store::over(folder, notes, Access::ReadOnly { why: Box::new(why.clone()) }, Vec::new()).map(Some)
    };
    read().ok().flatten().ok_or(why)
}

/// Reads what stands in a folder that can't be written. SQLite can't follow a WAL there without
/// writing beside it, so a copy is read; it is restored and brought up to its log as one that can be
/// written would be.
pub(super) fn open_a_copy(folder: &Path, why: StoreError, now: &Zoned) -> Result<Store> {
    let path = folder.join(NOTES_FILE);
    if !path.exists() && !has_past(folder) {
        let kind = io::ErrorKind::PermissionDenied;
        let is_barred = matches!(why, StoreError::Denied { .. } | StoreError::ReadOnly { .. });
        return Err(if is_barred { StoreError::Unwritable { path: folder.to_owned(), kind } } else { why });
    }
    let why = match why {
        StoreError::Denied { .. } => StoreError::ReadOnly { path: path.clone() },
        other => other,
    };
    let read = || -> std::result::Result<Store, Fault> {
        // Where there is no room for a copy, there may be some in memory.
        let copy = tempfile::tempdir().or_else(|_| tempfile::tempdir_in("/dev/shm"))?;
        let place = copy.path();
        for end in ["", "-wal"] {
            let from = restore::beside(&path, end);
            if from.exists() {
                copy_file(&from, &restore::beside(&place.join(NOTES_FILE), end))?;
            }
        }
        let mut notices = Vec::new();
        let mut access = Access::ReadOnly { why: Box::new(why.clone()) };
        match examine(&place.join(NOTES_FILE))? {
            Health::Sound(mut notes) => {
                migrate::migrate(&mut notes, NOTES, APPLICATION)?;
                notices.extend(catch_up(folder, &mut notes)?);
            }
            Health::Newer(found) => access = Access::Newer { found, known: known() },
            Health::Foreign => return Err(StoreError::Foreign { path: path.clone() }.into()),
            Health::Absent | Health::Empty(_) if !has_past(folder) => return Err(why.clone().into()),
            Health::Absent | Health::Empty(_) => notices.push(restore::restore_from(folder, place, "missing", now)?),
            Health::Damaged(reason) => notices.push(restore::restore_from(folder, place, &reason, now)?),
        }
        for notice in &mut notices {
            // What was set aside here is gone with the copy; the damaged one stays where it is.
            if let Notice::Restored { aside, .. } = notice {
                *aside = aside.take().map(|_| path.clone());
            }
        }
        let notes = connect(&place.join(NOTES_FILE))?;
        notes.pragma_update(None, "query_only", true)?;
        let mut store = Store::over(folder, notes, access, notices)?;
        store.mark = None;
        store._copy = Some(copy);
        Ok(store)
    };
    read().map_err(|fault| fault.at(&path))
}
