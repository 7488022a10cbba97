//! Backups of `notes.db`: whole copies, each opened and checked before it counts.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::super::error::Fault;
use super::super::files::{Turn, copy_file, make_file, make_folder, remove_file, sync_file, sync_folder};
use super::super::schema::{APPLICATION, NOTES};
use super::super::{Result, Store, journal, migrate, open, rows};
use super::log::log_of;
use super::restore;

/// The newest ones, kept whatever their age.
const LAST: usize = 5;
/// Days of which the newest one is kept.
const DAYS: usize = 7;
/// A backup is due when something changed and the last one is older than this.
const DUE_AFTER_SECONDS: i64 = 3600;

/// A backup. Its number counts up, so that a clock which goes backwards can't disorder them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backup {
    /// Counted from 1.
    pub number: u32,
    /// When it was made, in UTC.
    pub at: jiff::civil::DateTime,
    /// Where it lies.
    pub path: PathBuf,
}

impl Backup {
    /// `notes-000012-20261123T091200Z.db`.
    fn named(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_prefix("notes-")?.strip_suffix("Z.db")?;
        let (number, at) = name.split_once('-')?;
        let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", at).ok()?;
        Some(Self { number: number.parse().ok()?, at, path })
    }
}

fn folder_of(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// All backups, the oldest first.
pub(in crate::store) fn backups(folder: &Path) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder_of(folder)) else { return Vec::new() };
    let mut backups: Vec<Backup> = entries.filter_map(|entry| Backup::named(entry.ok()?.path())).collect();
    backups.sort_unstable();
    backups
}

/// Makes a backup; whoever calls it has the [`Turn`].
///
/// The log's next segment begins first: whatever is not in the backup then stands in a
/// segment from there on.
pub(in crate::store) fn back_up(folder: &Path, notes: &mut Connection, now: &Zoned) -> std::result::Result<Backup, Fault> {
    let transaction = notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let segment = journal::number(&transaction, "segment")?;
    journal::set_number(&transaction, "segment", segment + 1)?;
    let step = journal::number(&transaction, "step")?;
    transaction.commit()?;

    let into = folder_of(folder);
    make_folder(&into)?;
    let number = backups(folder).last().map_or(1, |last| last.number.saturating_add(1));
    let at = now.with_time_zone(TimeZone::UTC).datetime();
    let path = into.join(format!("notes-{number:06}-{}Z.db", at.strftime("%Y%m%dT%H%M%S")));
    let fresh = into.join("new");
    remove_file(&fresh)?;
    make_file(&fresh)?;
    let made = copy_into(notes, &fresh).and_then(|()| verify(&fresh));
    if let Err(fault) = made {
        let _ = remove_file(&fresh);
        return Err(fault);
    }
    sync_file(&fresh)?;
    fs::rename(&fresh, &path)?;
    sync_folder(&into)?;

    let transaction = notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
    journal::set_number(&transaction, "backed", step)?;
    transaction.commit()?;
    let made = Backup::named(path.clone()).unwrap_or(Backup { number, at, path });
    prune(folder)?;
    Ok(made)
}

/// Writes the whole database into the empty file `fresh`, without its free pages.
fn copy_into(notes: &Connection, fresh: &Path) -> std::result::Result<(), Fault> {
    if let Some(name) = fresh.to_str() {
        notes.execute("VACUUM INTO ?1", [name])?;
        return Ok(());
    }
    // SQL can't say a path that is no UTF-8.
    let folder = tempfile::tempdir()?;
    let other = folder.path().join("new");
    make_file(&other)?;
    notes.execute("VACUUM INTO ?1", [other.to_string_lossy()])?;
    remove_file(fresh)?;
    Ok(copy_file(&other, fresh)?)
}

/// Opens a backup and looks at all of it.
pub(in crate::store) fn verify(path: &Path) -> std::result::Result<(), Fault> {
    let mut copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    open::guard(&mut copy)?;
    let application: i32 = copy.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let schema = usize::try_from(migrate::schema_of(&copy)?).unwrap_or(usize::MAX);
    if application != APPLICATION || schema == 0 || schema > NOTES.len() {
        return Err(Fault::Data("not a backup of this schema".into()));
    }
    if let Some(reason) = open::integrity(&copy, None)? {
        return Err(Fault::Data(reason));
    }
    if !rows::unsound(&copy)?.is_empty() {
        return Err(Fault::Data("a note is not as it was written".into()));
    }
    Ok(())
}

/// Keeps the last five and the newest of each of the last seven days that have one, and the
/// log from the oldest of the last five on.
fn prune(folder: &Path) -> std::result::Result<(), Fault> {
    let mut backups = backups(folder);
    backups.reverse();
    let mut days = Vec::new();
    for (index, backup) in backups.iter().enumerate() {
        let day = backup.at.date();
        let is_newest_of_day = !days.contains(&day);
        if is_newest_of_day {
            days.push(day);
        }
        if index >= LAST && !(is_newest_of_day && days.len() <= DAYS) {
            remove_file(&backup.path)?;
        }
    }
    if let Some(oldest) = backups.get(LAST - 1) {
        log_of(folder).forget_before(number_of(&oldest.path, "segment")?)?;
    }
    Ok(())
}

/// A number that a backup holds: `segment` is that of the log which begins with it.
pub(in crate::store) fn number_of(path: &Path, name: &str) -> std::result::Result<i64, Fault> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    journal::number(&copy, name)
}

impl Store {
    /// The backups in a data folder, whose store may be damaged; the oldest first.
    #[must_use]
    pub fn backups_in(folder: &Path) -> Vec<Backup> {
        backups(folder)
    }

    /// All backups, the oldest first.
    #[must_use]
    pub fn backups(&self) -> Vec<Backup> {
        backups(&self.folder)
    }

    /// Whether it is time for one: something changed, and the last is an hour old, or lies in the future.
    ///
    /// # Errors
    /// What the disk says.
    pub fn backup_due(&self, now: &Zoned) -> Result<bool> {
        let changed = || Ok(journal::number(&self.notes, "step")? > journal::number(&self.notes, "backed")?);
        if self.may_write().is_err() || !changed().map_err(|fault| self.blame(fault))? {
            return Ok(false);
        }
        let Some(last) = self.backups().pop() else { return Ok(true) };
        let age = last.at.to_zoned(TimeZone::UTC).map(|at| now.timestamp().as_second() - at.timestamp().as_second());
        Ok(!age.is_ok_and(|age| (0..DUE_AFTER_SECONDS).contains(&age)))
    }

    /// Makes a backup, opens it and checks it; then drops those that are too many.
    ///
    /// # Errors
    /// What the disk says; [`super::super::StoreError::Damaged`] where the copy did not hold.
    pub fn back_up(&mut self, now: &Zoned) -> Result<Backup> {
        self.may_write()?;
        let turn = Turn::take(&self.folder).map_err(|fault| self.blame(fault))?;
        let made = back_up(&self.folder, &mut self.notes, now).map_err(|fault| fault.at(&folder_of(&self.folder)));
        drop(turn);
        made
    }

    /// Removes notes for good, with their history, wherever they are kept: the journal, the
    /// log, the backups and what was set aside. A new backup is made of what is left.
    ///
    /// # Errors
    /// What the disk says.
    pub fn purge(&mut self, ids: &[crate::annotation::NoteId], now: &Zoned) -> Result<()> {
        self.write(|step| {
            for id in ids {
                restore::remove_note(step.connection, *id)?;
                step.purge(*id);
            }
            Ok(())
        })?;
        self.scrub(now)
    }

    /// Removes a document for good: its notes, places, drafts, texts, and its line in the library.
    ///
    /// # Errors
    /// What the disk says.
    pub fn purge_document(&mut self, document: &crate::annotation::DocumentId, now: &Zoned) -> Result<()> {
        self.write(|step| {
            for id in restore::remove_document(step.connection, document)? {
                step.purge(id);
            }
            Ok(())
        })?;
        self.forget(document)?;
        self.scrub(now)
    }

    /// Identities of the notes that are deleted and not purged.
    ///
    /// # Errors
    /// What the disk says.
    pub fn tombstones(&self) -> Result<Vec<crate::annotation::NoteId>> {
        restore::tombstones(&self.notes).map_err(|fault| self.blame(fault))
    }

    /// Nothing that was removed stays in a free page, in the log, in a backup or aside.
    fn scrub(&mut self, now: &Zoned) -> Result<()> {
        let turn = Turn::take(&self.folder).map_err(|fault| self.blame(fault))?;
        let mut scrub = || -> std::result::Result<(), Fault> {
            self.notes.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
            let made = back_up(&self.folder, &mut self.notes, now)?;
            for old in backups(&self.folder).into_iter().filter(|old| old.number != made.number) {
                remove_file(&old.path)?;
            }
            self.log.forget_before(number_of(&made.path, "segment")?)?;
            match fs::remove_dir_all(restore::aside_folder(&self.folder)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            }
        };
        let done = scrub();
        drop(turn);
        done.map_err(|fault| self.blame(fault))
    }
}
