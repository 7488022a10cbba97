//! A damaged database made again: from the newest good backup, the log, and what can still be
//! read of the damaged one. The latest version of each note holds, wherever it stands.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::super::error::Fault;
use super::super::files::{copy_file, make_file, make_folder, remove_file, sync_file, sync_folder};
use super::super::open::{NOTES_FILE, Notice, connect};
use super::super::rows::{self, Held};
use super::super::schema::{APPLICATION, NOTES};
use super::super::{journal, migrate};
use super::backup;
use super::log::{Record, Replay, log_of};
use crate::annotation::{DocumentId, NoteId};

/// What SQLite keeps beside a database, and the database itself, first.
pub(super) const PARTS: [&str; 4] = ["", "-wal", "-shm", "-journal"];
/// Tables whose rows are taken over from a damaged database as far as they can be read.
const GATHERED: [&str; 6] = ["details", "resolutions", "editions", "places", "drafts", "texts"];

/// `path` with `end` added to its name.
pub(in crate::store) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Where damaged databases are kept.
pub(in crate::store) fn aside_folder(folder: &Path) -> PathBuf {
    folder.join("damaged")
}

/// Copies `notes.db`, and what SQLite keeps beside it, to a folder of its own.
pub(super) fn set_aside(folder: &Path, now: &Zoned) -> Result<Option<PathBuf>, Fault> {
    let path = folder.join(NOTES_FILE);
    if !PARTS.iter().any(|end| beside(&path, end).exists()) {
        return Ok(None);
    }
    let base = aside_folder(folder);
    let name = now.strftime("%Y%m%dT%H%M%S").to_string();
    let free = (1_u32..).map(|number| base.join(format!("{name}-{number}"))).find(|into| !into.exists());
    let into = free.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::AlreadyExists))?;
    make_folder(&into)?;
    for end in PARTS {
        let from = beside(&path, end);
        if from.is_file() {
            copy_file(&from, &beside(&into.join(NOTES_FILE), end))?;
        }
    }
    sync_folder(&into)?;
    Ok(Some(into.join(NOTES_FILE)))
}

/// Puts a finished database in the place of `notes.db`.
///
/// A WAL left of the old one would be played into the new one, so it goes before the new one comes.
pub(super) fn put_in_place(folder: &Path, fresh: &Path) -> Result<(), Fault> {
    let path = folder.join(NOTES_FILE);
    sync_file(fresh)?;
    for end in PARTS {
        remove_file(&beside(&path, end))?;
    }
    sync_folder(folder)?;
    fs::rename(fresh, &path)?;
    sync_folder(folder)?;
    Ok(())
}

/// A place to make a new database in, with nothing left of an interrupted try.
pub(super) fn workplace(folder: &Path) -> Result<PathBuf, Fault> {
    let fresh = folder.join("notes.new");
    for end in PARTS {
        remove_file(&beside(&fresh, end))?;
    }
    Ok(fresh)
}

/// Makes `notes.db` again; whoever calls it has the turn. Until the very end the old one stands where it stood.
pub(in crate::store) fn restore(folder: &Path, reason: &str, now: &Zoned) -> Result<Notice, Fault> {
    restore_from(folder, folder, reason, now)
}

/// The same in `folder`, out of the backups and the log that lie in `source`.
pub(in crate::store) fn restore_from(source: &Path, folder: &Path, reason: &str, now: &Zoned) -> Result<Notice, Fault> {
    let aside = set_aside(folder, now)?;
    let fresh = workplace(folder)?;
    let good = backup::backups(source).into_iter().rev().find(|backup| backup::verify(&backup.path).is_ok());
    match &good {
        Some(backup) => copy_file(&backup.path, &fresh)?,
        None => make_file(&fresh)?,
    }
    let mut made = connect(&fresh)?;
    migrate::migrate(&mut made, NOTES, APPLICATION)?;
    let (from, step) =
        if good.is_some() { (journal::number(&made, "segment")?, journal::number(&made, "step")?) } else { (0, 0) };
    let log = log_of(source);
    let replay = log.read(from);
    let salvaged = aside.as_deref().map(salvage).unwrap_or_default();
    let known: HashSet<i64> = salvaged.iter().map(|held| held.version).collect();
    let transaction = made.transaction_with_behavior(TransactionBehavior::Immediate)?;
    merge(&transaction, &replay, salvaged)?;
    transaction.commit()?;
    let last = journal::number(&made, "step")?;
    let missing = replay.gaps(step, last, &known) + replay.damaged_last;
    if let Some(aside) = &aside {
        take_over(&made, aside);
    }
    let notes = rows::count(&made, "deleted IS NULL")?;
    // Where later backups did not hold, the log has later segments: it goes on in the last one.
    let segments = log.segments();
    let segment = journal::number(&made, "segment")?.max(segments.last().copied().unwrap_or(0));
    journal::set_number(&made, "segment", segment)?;
    drop(made);
    put_in_place(folder, &fresh)?;
    // Without the log that begins with the backup, or the one that ended with it, nothing tells what
    // came after it.
    let is_told = !known.is_empty() || segments.last().is_some_and(|last| *last + 1 >= from);
    let unsure_since = good.as_ref().filter(|_| !is_told);
    let unsure_since = unsure_since.map(|backup| backup.at);
    let backup = good.map(|backup| backup.path);
    Ok(Notice::Restored { reason: reason.to_owned(), aside, backup, notes, missing, unsure_since })
}

/// Takes the log and salvaged rows into a database. Of two versions of a note the later holds. How
/// many notes are not as they were.
pub(in crate::store) fn merge(made: &Connection, replay: &Replay, salvaged: Vec<Held>) -> Result<usize, Fault> {
    let mut step = journal::number(made, "step")?;
    let mut changed = HashSet::new();
    let mut purged = HashSet::new();
    for record in replay.records() {
        match record {
            Record::Notes { step: version, notes } => {
                step = step.max(*version);
                for logged in notes {
                    let held = Held { note: logged.note.clone(), deleted: logged.deleted.clone(), version: *version };
                    if write_if_later(made, &held)? {
                        changed.insert(held.note.id);
                    }
                }
            }
            Record::Purged { step: version, ids } => {
                step = step.max(*version);
                for id in ids {
                    remove_note(made, *id)?;
                    changed.remove(id);
                    purged.insert(*id);
                }
            }
            Record::Void { .. } => {}
        }
    }
    for held in salvaged.into_iter().filter(|held| !purged.contains(&held.note.id)) {
        step = step.max(held.version);
        if write_if_later(made, &held)? {
            changed.insert(held.note.id);
        }
    }
    journal::set_number(made, "step", step)?;
    journal::set_number(made, "logged", 0)?;
    Ok(changed.len())
}

/// Whether it was later than what is there, and is there now.
fn write_if_later(connection: &Connection, held: &Held) -> Result<bool, Fault> {
    let version: Option<i64> = connection
        .prepare_cached("SELECT version FROM notes WHERE id = ?1")?
        .query_row([held.note.id.as_bytes()], |row| row.get(0))
        .optional()?;
    let is_later = version.is_none_or(|version| version < held.version);
    if is_later {
        rows::write(connection, held)?;
    }
    Ok(is_later)
}

/// The notes that can still be read of a damaged database, from both ends of its table.
pub(super) fn salvage(path: &Path) -> Vec<Held> {
    let mut found = Vec::new();
    let Ok(damaged) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE) else { return found };
    for order in ["ASC", "DESC"] {
        let columns = rows::COLUMNS;
        let Ok(mut statement) = damaged.prepare(&format!("SELECT {columns} FROM notes NOT INDEXED ORDER BY rowid {order}"))
        else {
            continue;
        };
        let Ok(rows) = statement.query_map([], rows::raw_row) else { continue };
        // A row with a value of another type is passed over; the first page that can't be read ends it.
        for row in rows {
            match row {
                Ok(row) => found.extend(row.checked()),
                Err(rusqlite::Error::SqliteFailure(..)) => break,
                Err(_) => {}
            }
        }
    }
    found
}

/// Takes over what is not a note, as far as it can be read: a table, or nothing of it.
pub(super) fn take_over(made: &Connection, aside: &Path) {
    let Some(name) = aside.to_str() else { return };
    if made.execute("ATTACH ?1 AS old", [name]).is_err() {
        return;
    }
    for table in GATHERED {
        let _ = made.execute(&format!("INSERT OR IGNORE INTO {table} SELECT * FROM old.{table}"), []);
    }
    let _ = made.execute("DETACH old", []);
}

/// Replaces the rows whose checksum does not hold by their latest version in the log or in a
/// backup; whoever calls it has the turn.
pub(in crate::store) fn repair(folder: &Path, unsound: usize, now: &Zoned) -> Result<Notice, Fault> {
    set_aside(folder, now)?;
    let mut known = Vec::new();
    let good = backup::backups(folder).into_iter().rev().find(|backup| backup::verify(&backup.path).is_ok());
    if let Some(backup) = good {
        known = salvage(&backup.path);
    }
    let replay = log_of(folder).read(0);
    let mut notes = connect(&folder.join(NOTES_FILE))?;
    let transaction = notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut bad = Vec::new();
    {
        let columns = rows::COLUMNS;
        let mut statement = transaction.prepare(&format!("SELECT {columns}, rowid FROM notes"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let rowid: i64 = row.get(6)?;
            if rows::raw_row(row).ok().and_then(rows::RawRow::checked).is_none() {
                bad.push(rowid);
            }
        }
    }
    for rowid in bad {
        transaction.execute("DELETE FROM notes WHERE rowid = ?1", [rowid])?;
    }
    let before = rows::count(&transaction, "true")?;
    merge(&transaction, &replay, known)?;
    let after = rows::count(&transaction, "true")?;
    transaction.commit()?;
    let repaired = after.saturating_sub(before);
    Ok(Notice::Repaired { notes: repaired, lost: unsound.saturating_sub(repaired) })
}

/// Removes one note and everything about it.
pub(in crate::store) fn remove_note(connection: &Connection, id: NoteId) -> Result<(), Fault> {
    for table in ["journal", "resolutions"] {
        connection.execute(&format!("DELETE FROM {table} WHERE note = ?1"), [id.as_bytes()])?;
    }
    connection.execute("DELETE FROM notes WHERE id = ?1", [id.as_bytes()])?;
    Ok(())
}

/// Removes a document and everything about it; its notes' identities.
pub(in crate::store) fn remove_document(connection: &Connection, document: &DocumentId) -> Result<Vec<NoteId>, Fault> {
    let mut statement = connection.prepare(&format!("SELECT {} FROM notes WHERE document = ?1", rows::COLUMNS))?;
    let rows: Vec<rows::RawRow> =
        statement.query_map([document.0.as_bytes()], rows::raw_row)?.collect::<rusqlite::Result<_>>()?;
    let mut ids = Vec::new();
    for row in rows {
        let id = row.id().ok_or_else(|| Fault::Data("a row without identity".into()))?;
        if let Some(held) = row.checked() {
            connection.execute("DELETE FROM texts WHERE text = ?1", [held.note.anchor.rendition.text.as_bytes()])?;
        }
        remove_note(connection, id)?;
        ids.push(id);
    }
    for (table, column) in [("places", "document"), ("details", "document"), ("editions", "newer"), ("editions", "older")] {
        connection.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [document.0.as_bytes()])?;
    }
    connection.execute("DELETE FROM drafts WHERE json_extract(data, '$.document') = ?1", [document.to_string()])?;
    Ok(ids)
}

/// Identities of deleted notes.
pub(in crate::store) fn tombstones(connection: &Connection) -> Result<Vec<NoteId>, Fault> {
    let mut statement = connection.prepare("SELECT id FROM notes WHERE deleted IS NOT NULL")?;
    let rows = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    rows.map(|row| Ok(NoteId::from_bytes(row?))).collect()
}
