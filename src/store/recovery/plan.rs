//! `library restore`: a chosen backup in the place of `notes.db`, and what that would change, told before.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use rusqlite::{Connection, TransactionBehavior};

use super::super::error::Fault;
use super::super::files::{Turn, copy_file};
use super::super::open::{NOTES_FILE, connect};
use super::super::rows::{self, Held};
use super::super::schema::{APPLICATION, NOTES};
use super::super::{Result, Store, journal, migrate};
use super::backup;
use super::log::{Record, Recorded, Replay, log_of};
use super::restore::{PARTS, beside, merge, put_in_place, salvage, set_aside, take_over, workplace};
use crate::annotation::{Note, NoteId};

/// What is put in the place of the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreWith {
    /// The backup, and what the log says came after it.
    Log,
    /// The backup alone, as it was.
    BackupAlone,
}

/// What a restoration would change, or has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestorePlan {
    /// Notes that there are afterwards.
    pub notes: usize,
    /// Notes that can be read now, and would be gone.
    pub goes: Vec<Note>,
    /// Notes that can't be read now, and would be there.
    pub comes: Vec<Note>,
    /// Notes that would say something else, as they would be.
    pub changes: Vec<Note>,
    /// Changes between the backup and the last one known of which nothing is left.
    pub missing: usize,
}

impl Store {
    /// What putting `backup` in the place of the notes in `folder` would change; nothing is changed.
    ///
    /// # Errors
    /// [`super::super::StoreError::Damaged`] where the backup does not hold; what the disk says.
    pub fn plan_restore(folder: &Path, backup: &Path, with: RestoreWith) -> Result<RestorePlan> {
        plan(folder, backup, with).map_err(|fault| fault.at(backup))
    }

    /// Puts `backup`, and what the log says came after it, in the place of `notes.db`, which is set
    /// aside; where it lies is told. Other programs that have it open get
    /// [`super::super::StoreError::Vanished`] and open it again.
    ///
    /// # Errors
    /// As [`Store::plan_restore`]. Then nothing was changed.
    pub fn restore(folder: &Path, backup: &Path, with: RestoreWith, now: &Zoned) -> Result<Option<PathBuf>> {
        let put = || {
            let _turn = Turn::take(folder)?;
            put_back(folder, backup, with, now)
        };
        put().map_err(|fault| fault.at(backup))
    }
}

fn plan(folder: &Path, backup: &Path, with: RestoreWith) -> std::result::Result<RestorePlan, Fault> {
    backup::verify(backup)?;
    let place = tempfile::tempdir()?;
    let fresh = place.path().join("fresh");
    let (made, missing) = build(folder, backup, &fresh, with)?;
    // What stands there is read from a copy: looking at it must not fold its WAL into it.
    let now = place.path().join(NOTES_FILE);
    for end in PARTS {
        let from = beside(&folder.join(NOTES_FILE), end);
        if from.is_file() {
            copy_file(&from, &beside(&now, end))?;
        }
    }
    let living = |held: Vec<Held>| -> HashMap<NoteId, Note> {
        held.into_iter().filter(|held| held.deleted.is_none()).map(|held| (held.note.id, held.note)).collect()
    };
    let (old, new) = (living(salvage(&now)), living(rows::all(&made)?));
    let lacking = |one: &HashMap<NoteId, Note>, other: &HashMap<NoteId, Note>| {
        sorted(one.values().filter(|note| !other.contains_key(&note.id)).cloned().collect())
    };
    let changes = new.values().filter(|note| old.get(&note.id).is_some_and(|old| old != *note)).cloned().collect();
    Ok(RestorePlan { notes: new.len(), goes: lacking(&old, &new), comes: lacking(&new, &old), changes: sorted(changes), missing })
}

fn sorted(mut notes: Vec<Note>) -> Vec<Note> {
    notes.sort_by_key(|note| note.id);
    notes
}

/// A database of `backup` at `fresh`, and how many changes the log lacks.
fn build(folder: &Path, backup: &Path, fresh: &Path, with: RestoreWith) -> std::result::Result<(Connection, usize), Fault> {
    copy_file(backup, fresh)?;
    let mut made = connect(fresh)?;
    migrate::migrate(&mut made, NOTES, APPLICATION)?;
    if with == RestoreWith::BackupAlone {
        return Ok((made, 0));
    }
    let (segment, step) = (journal::number(&made, "segment")?, journal::number(&made, "step")?);
    let replay = log_of(folder).read(segment);
    let transaction = made.transaction_with_behavior(TransactionBehavior::Immediate)?;
    merge(&transaction, &replay, Vec::new())?;
    transaction.commit()?;
    let last = journal::number(&made, "step")?;
    let missing = replay.gaps(step, last, &Default::default()) + replay.damaged_last;
    Ok((made, missing))
}

/// Puts a chosen backup in the place of `notes.db`; whoever calls it has the turn.
///
/// The log goes on in a new segment: what is not in the restored one must not come back by itself.
fn put_back(folder: &Path, chosen: &Path, with: RestoreWith, now: &Zoned) -> std::result::Result<Option<PathBuf>, Fault> {
    backup::verify(chosen)?;
    let aside = set_aside(folder, now)?;
    let fresh = workplace(folder)?;
    let (mut made, _) = build(folder, chosen, &fresh, with)?;
    if let Some(aside) = &aside {
        // What was being typed, places and texts are no part of what is chosen: none of them goes.
        take_over(&made, aside);
    }
    let log = log_of(folder);
    let past: Replay<Record> = log.read(0);
    let last_step = past.records().filter_map(Record::step).max().unwrap_or(0);
    let step = journal::number(&made, "step")?.max(last_step);
    let segment = log.segments().last().copied().unwrap_or(0).max(journal::number(&made, "segment")?) + 1;
    let transaction = made.transaction_with_behavior(TransactionBehavior::Immediate)?;
    journal::set_number(&transaction, "step", step)?;
    journal::set_number(&transaction, "segment", segment)?;
    journal::set_number(&transaction, "logged", 0)?;
    transaction.commit()?;
    backup::back_up(folder, &mut made, now)?;
    drop(made);
    put_in_place(folder, &fresh)?;
    Ok(aside)
}
