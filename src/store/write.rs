//! One write: everything of it, or nothing, and on the disk when it returns.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Fault;
use super::files::FileMark;
use super::journal::{self, Step};
use super::recovery::log::{Logged, Record};
use super::rows::Held;
use super::{Access, Result, Store, StoreError};
use crate::annotation::NoteId;

/// A step while it is carried out.
pub(super) struct Doing<'a> {
    pub(super) connection: &'a Connection,
    /// Its number.
    pub(super) number: i64,
    touched: Touched,
    purged: Vec<NoteId>,
}

/// Notes as a step leaves them, each once, in the order they were touched first.
#[derive(Debug, Default)]
pub(super) struct Touched {
    notes: Vec<Held>,
    at: HashMap<NoteId, usize>,
}

impl Touched {
    pub(super) fn add(&mut self, held: Held) {
        match self.at.get(&held.note.id) {
            Some(at) => self.notes[*at] = held,
            None => {
                self.at.insert(held.note.id, self.notes.len());
                self.notes.push(held);
            }
        }
    }

    pub(super) fn into_notes(self) -> Vec<Held> {
        self.notes
    }
}

impl Doing<'_> {
    /// Notes what a note is now.
    pub(super) fn touch(&mut self, held: Held) {
        self.touched.add(held);
    }

    /// Notes that a note is gone for good.
    pub(super) fn purge(&mut self, id: NoteId) {
        self.purged.push(id);
    }

    /// The one record of the step that the log needs: a step purges, or it changes notes.
    fn record(&self) -> Option<Record> {
        let step = self.number;
        let logged = |held: &Held| Logged { note: held.note.clone(), deleted: held.deleted.clone() };
        if !self.purged.is_empty() {
            return Some(Record::Purged { step, ids: self.purged.clone() });
        }
        let notes: Vec<Logged> = self.touched.notes.iter().map(logged).collect();
        (!notes.is_empty()).then_some(Record::Notes { step, notes })
    }
}

impl Store {
    /// Whether the database that is open is the one that stands in the folder.
    pub(super) fn still_there(&self) -> Result<()> {
        let path = self.notes_path();
        if self.mark.is_none() || self.mark == FileMark::of(&path) { Ok(()) } else { Err(StoreError::Vanished { path }) }
    }

    pub(super) fn may_write(&self) -> Result<()> {
        let path = self.notes_path();
        match &self.access {
            Access::Write => self.still_there(),
            Access::Newer { found, known } => Err(StoreError::Newer { path, found: *found, known: *known }),
            Access::ReadOnly { why } => Err((**why).clone()),
        }
    }

    /// Carries out `act` in one transaction, as one step of the journal.
    pub(super) fn write(&mut self, act: impl FnOnce(&mut Doing<'_>) -> std::result::Result<(), Fault>) -> Result<Step> {
        self.may_write()?;
        let path = self.notes_path();
        let step = write_step(&mut self.notes, &self.log, act).map_err(|fault| fault.at(&path))?;
        // A folder that was moved away takes the commit along: it was not kept where it should be.
        self.still_there()?;
        Ok(step)
    }

    /// The same through a store that is read meanwhile: for what can be found out again.
    pub(super) fn write_beside<T>(&self, act: impl FnOnce(&Connection) -> std::result::Result<T, Fault>) -> Result<T> {
        self.may_write()?;
        let path = self.notes_path();
        let write = || {
            let transaction = Transaction::new_unchecked(&self.notes, TransactionBehavior::Immediate)?;
            let value = act(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        write().map_err(|fault: Fault| fault.at(&path))
    }

    /// Carries out `act` in one transaction that is no step: places, drafts, texts.
    pub(super) fn write_aside<T>(&mut self, act: impl FnOnce(&Connection) -> std::result::Result<T, Fault>) -> Result<T> {
        self.may_write()?;
        let path = self.notes_path();
        let write = || {
            let transaction = self.notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = act(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        let value = write().map_err(|fault: Fault| fault.at(&path))?;
        self.still_there()?;
        Ok(value)
    }
}

/// A checksum as the database keeps it.
pub(super) fn sum_number(sum: &str) -> i64 {
    u64::from_str_radix(sum, 16).unwrap_or(0).cast_signed()
}

/// The log is written inside the lock and before the commit, so that its order is the
/// database's, and so that nothing is acknowledged that stands in only one of both.
fn write_step(
    notes: &mut Connection,
    log: &super::Log,
    act: impl FnOnce(&mut Doing<'_>) -> std::result::Result<(), Fault>,
) -> std::result::Result<Step, Fault> {
    let transaction = notes.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = journal::number(&transaction, "step")? + 1;
    let mut doing = Doing { connection: &transaction, number, touched: Touched::default(), purged: Vec::new() };
    act(&mut doing)?;
    let record = doing.record();
    let step = Step {
        step: number,
        notes: doing
            .touched
            .into_notes()
            .into_iter()
            .map(|held| (held.note.id, held.deleted.is_none().then_some(held.note)))
            .collect(),
    };
    let Some(record) = record else {
        transaction.commit()?;
        return Ok(step);
    };
    journal::set_number(&transaction, "step", number)?;
    let segment = journal::number(&transaction, "segment")?;
    let (sum, line) = super::recovery::log::line_of(&record)?;
    journal::set_number(&transaction, "logged", sum_number(&sum))?;
    log.append(segment, &line)?;
    if let Err(error) = transaction.commit() {
        // The lock is free by now; it is taken again, since the log is written under it only.
        // What can't be taken back now is a note too many later on, never one too few.
        if let Ok(transaction) = notes.transaction_with_behavior(TransactionBehavior::Immediate) {
            let _ = log.take_back(segment, sum);
            drop(transaction);
        }
        return Err(error.into());
    }
    Ok(step)
}
