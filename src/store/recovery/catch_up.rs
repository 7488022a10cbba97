//! A database that is behind its log: copied or synced without its WAL, or torn by a copy that was
//! made while somebody wrote. What the log still holds, and where that has gaps a backup, is taken
//! into it. A last record whose commit never came is taken in too, since nothing tells it from one
//! that was acknowledged: better a note too many than one too few.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::super::error::Fault;
use super::super::journal;
use super::super::open::Notice;
use super::backup;
use super::log::{Head, Record, Recorded, Replay, log_of};
use super::restore::{merge, salvage};
use crate::annotation::NoteId;

/// Brings `notes` up to what stands beside it in `folder`; tells where there was anything.
pub(in crate::store) fn catch_up(folder: &Path, notes: &mut Connection) -> Result<Option<Notice>, Fault> {
    let transaction = notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (segment, step) = (journal::number(&transaction, "segment")?, journal::number(&transaction, "step")?);
    let known = journal::number(&transaction, "logged")?;
    let known = (known != 0).then(|| format!("{:016x}", known.cast_unsigned()));
    let log = log_of(folder);
    let mut outline: Replay<Head> = log.read(segment);
    if let Some(known) = &known {
        outline.trust(step, known);
    }
    let last = outline.records().filter_map(Head::step).max().unwrap_or(0).max(step);
    let segments = log.segments();
    let mut copied = None;
    if segments.is_empty() || outline.gaps(step, last, &HashSet::new()) > 0 {
        copied = newest_ahead(folder, step);
    }
    if copied.is_none() && last == step && !lacks(&transaction, &outline)? {
        // Only the number of the segment may have been lost.
        if let Some(last) = segments.last().filter(|last| **last > segment) {
            journal::set_number(&transaction, "segment", *last)?;
            transaction.commit()?;
        }
        return Ok(None);
    }
    let mut replay: Replay<Record> = log.read(segment);
    if let Some(known) = &known {
        replay.trust(step, known);
    }
    let (from, rows) = copied.map_or_else(|| (step, Vec::new()), |(from, path)| (from, salvage(&path)));
    let missing = replay.gaps(from, last, &HashSet::new()) + replay.damaged_last;
    let notes = merge(&transaction, &replay, rows)?;
    journal::set_number(&transaction, "segment", segments.last().copied().unwrap_or(segment).max(segment))?;
    journal::set_number(&transaction, "step", last.max(from))?;
    transaction.commit()?;
    // One last record is what a kill leaves that came just before the commit.
    let is_news = notes + missing > 0 && last.max(from) > step + 1;
    Ok(is_news.then_some(Notice::CaughtUp { notes, missing }))
}

/// Whether the database lacks something that is recorded.
fn lacks(connection: &Connection, outline: &Replay<Head>) -> Result<bool, Fault> {
    let mut version = connection.prepare_cached("SELECT version FROM notes WHERE id = ?1")?;
    let mut version_of = |id: NoteId| version.query_row([id.as_bytes()], |row| row.get::<_, i64>(0)).optional();
    let purged: HashSet<NoteId> = outline
        .records()
        .flat_map(|head| if let Head::Purged { ids, .. } = head { ids.as_slice() } else { &[] })
        .copied()
        .collect();
    for id in &purged {
        if version_of(*id)?.is_some() {
            return Ok(true);
        }
    }
    for head in outline.records() {
        let Head::Notes { step, notes } = head else { continue };
        for note in notes.iter().filter(|note| !purged.contains(&note.id())) {
            if version_of(note.id())?.is_none_or(|version| version < *step) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The newest good backup, where it is ahead of `step`: its own step, and where it lies.
fn newest_ahead(folder: &Path, step: i64) -> Option<(i64, PathBuf)> {
    let good = backup::backups(folder).into_iter().rev().find(|backup| backup::verify(&backup.path).is_ok())?;
    let own = backup::number_of(&good.path, "step").ok()?;
    (own > step).then_some((own, good.path))
}
