//! The reader's notes on the disk, and what ibid knows of documents.
//!
//! Two databases stand in the data folder. `notes.db` is the treasure: WAL, every commit on
//! the disk before it is answered, a journal of all changes, verified backups, and a log of
//! its own beside it, so that a database that a disk damaged comes back with everything that
//! was acknowledged. `index.db` holds what can be gathered again.
//!
//! A [`Store`] lives on one thread. It has no clock: every time is an argument. Offsets are
//! bytes in the rendition that is named with them.

mod details;
mod drafts;
mod error;
mod files;
mod journal;
mod library;
mod migrate;
mod older_editions;
mod open;
mod pack;
mod patience;
mod positions;
mod read_only;
mod recovery;
mod resolutions;
mod rows;
mod schema;
mod texts;
mod write;

use std::path::{Path, PathBuf};

use jiff::Zoned;
use rusqlite::Connection;

pub use drafts::{Draft, DraftName};
pub use error::{Remedy, StoreError};
pub use journal::{HistoryEntry, HistoryScope, NoteEvent, Step};
pub use library::{LibraryDocument, OpenedDocument};
pub use older_editions::EarlierEdition;
pub use open::Notice;
pub use patience::Patience;
pub use positions::SavedPosition;
pub use recovery::backup::Backup;
pub use recovery::check::CheckReport;
pub use recovery::plan::{RestorePlan, RestoreWith};
pub use resolutions::{Edition, Resolution, ResolutionKind};
pub use texts::PackedText;

use crate::annotation::{Change, DocumentId, ImportBatch, Note, NoteId, Patch};
use error::Fault;
use files::FileMark;
use recovery::log::Log;

type Result<T> = std::result::Result<T, StoreError>;

/// The open store. Every method that changes something returns after its commit is on the disk.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    notes: Connection,
    /// None where `index.db` can be neither read nor made.
    index: Option<Connection>,
    log: Log,
    access: Access,
    /// Which file is open, to notice when another stands in its place.
    mark: Option<FileMark>,
    /// SQLite's count of other connections' commits, as last seen.
    seen: i64,
    notices: Vec<Notice>,
    /// Where a copy is read from that stands in a folder which can't be written.
    _copy: Option<tempfile::TempDir>,
}

/// Whether the store can be written, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It can.
    Write,
    /// A newer ibid made it: what can be read is read.
    Newer {
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// Its folder or its files can't be written: what can be read is read.
    ReadOnly {
        /// Why not.
        why: Box<StoreError>,
    },
}

impl Store {
    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it can be written.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// What the reader should be told about opening it; each is told once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    fn notes_path(&self) -> PathBuf {
        self.folder.join(open::NOTES_FILE)
    }

    /// Says that a fault is about `notes.db`.
    fn blame(&self, fault: Fault) -> StoreError {
        fault.at(&self.notes_path())
    }

    /// Notes of `document` and of the older editions that were carried over to it, deleted
    /// ones left out; by document, then in the order of their text. A note of an older edition
    /// has offsets of that edition: see [`Store::resolutions`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where a row is not as it was written, and what the disk says.
    pub fn notes(&self, document: &DocumentId) -> Result<Vec<Note>> {
        let read = || rows::living(&self.notes, Some(&resolutions::lineage(&self.notes, document)?));
        read().map_err(|fault| self.blame(fault))
    }

    /// Notes of all documents, deleted ones left out.
    ///
    /// # Errors
    /// As [`Store::notes`].
    pub fn all_notes(&self) -> Result<Vec<Note>> {
        rows::living(&self.notes, None).map_err(|fault| self.blame(fault))
    }

    /// One note, and when it was deleted if it is.
    ///
    /// # Errors
    /// As [`Store::notes`].
    pub fn note(&self, id: NoteId) -> Result<Option<(Note, Option<Zoned>)>> {
        let held = rows::read(&self.notes, id).map_err(|fault| self.blame(fault))?;
        Ok(held.map(|held| (held.note, held.deleted.as_deref().and_then(crate::annotation::parse_timestamp))))
    }

    /// The history of a note or of a document, oldest first; what was undone is in it.
    ///
    /// # Errors
    /// As [`Store::notes`].
    pub fn history(&self, of: HistoryScope) -> Result<Vec<HistoryEntry>> {
        journal::history(&self.notes, &of).map_err(|fault| self.blame(fault))
    }

    /// Whether another program changed the notes since this was asked last.
    ///
    /// # Errors
    /// [`StoreError::Vanished`] where the database is not there any more.
    pub fn changed_elsewhere(&mut self) -> Result<bool> {
        self.still_there()?;
        let count = open::data_version(&self.notes).map_err(|fault| self.blame(fault))?;
        Ok(std::mem::replace(&mut self.seen, count) != count)
    }

    /// Carries out `changes` as one step: one commit, one undo. Other programs' later changes
    /// of the same field hold over earlier ones, which stay in the journal; an edit of a note
    /// that was deleted meanwhile brings it back; what changes nothing is left out.
    ///
    /// # Errors
    /// [`StoreError::NoSuchNote`], [`StoreError::Exists`], [`StoreError::TooLarge`], and what
    /// the disk says; then nothing was changed.
    pub fn apply(&mut self, changes: &[Change], at: &Zoned) -> Result<Step> {
        self.write(|step| carry_out(step, changes, at))
    }

    /// The same, and drops the draft that the changes were typed as: both, or neither.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_draft(&mut self, changes: &[Change], draft: Option<DraftName<'_>>, at: &Zoned) -> Result<Step> {
        self.write(|step| {
            carry_out(step, changes, at)?;
            draft.map_or(Ok(()), |draft| drafts::forget(step.connection, &draft))
        })
    }

    /// Changes a note that was `base` when the change was begun, as [`Store::apply_draft`] does. What
    /// another program did to it meanwhile is not written over.
    ///
    /// # Errors
    /// [`StoreError::Superseded`] where a field is neither as it was nor as it is to be; else as
    /// [`Store::apply`]. Then nothing was changed.
    pub fn rewrite(&mut self, base: &Note, patch: &Patch, draft: Option<DraftName<'_>>, at: &Zoned) -> Result<Step> {
        self.write(|step| {
            let mut patch = patch.clone();
            patch.leave_out_what_is(base);
            if let Some(held) = rows::read(step.connection, base.id)?
                && patch.clashes_with(&held.note, base)
            {
                return Err(StoreError::Superseded { now: Box::new(held.note) }.into());
            }
            carry_out(step, &[Change::Edit { id: base.id, patch }], at)?;
            draft.map_or(Ok(()), |draft| drafts::forget(step.connection, &draft))
        })
    }

    /// Keeps what comes from another library, in one commit. Undo takes the changes of notes back;
    /// settled places and editions stay, and mean nothing without their notes.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_import(&mut self, arrivals: &ImportBatch, at: &Zoned) -> Result<Step> {
        let mut editions = Vec::new();
        for (older, newer) in &arrivals.editions {
            // What was answered here holds.
            if self.edition(older, newer)?.is_none() {
                editions.push(Edition { older: *older, newer: *newer, carried: true, at: at.clone() });
            }
        }
        let settled = arrivals.settled.iter().map(|(note, settled)| {
            let (anchor, at) = (settled.anchor.clone(), settled.at.clone());
            Resolution::settled(*note, anchor.rendition.text, anchor.span(), anchor, at)
        });
        let settled: Vec<Resolution> = settled.collect();
        self.write(|step| {
            resolutions::insert(step.connection, &settled)?;
            editions.iter().try_for_each(|edition| resolutions::answer(step.connection, edition))?;
            carry_out(step, &arrivals.changes, at)
        })
    }

    /// Undoes the last step in `document` and its older editions, whichever program did it.
    /// `None` where nothing is left to undo.
    ///
    /// # Errors
    /// What the disk says; then nothing was changed.
    pub fn undo(&mut self, document: &DocumentId, at: &Zoned) -> Result<Option<Step>> {
        self.turn(document, journal::Way::Undo, at)
    }

    /// Does again what [`Store::undo`] undid last, unless something else was done since.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&mut self, document: &DocumentId, at: &Zoned) -> Result<Option<Step>> {
        self.turn(document, journal::Way::Redo, at)
    }

    fn turn(&mut self, document: &DocumentId, way: journal::Way, at: &Zoned) -> Result<Option<Step>> {
        let mut found = false;
        let step = self.write(|step| {
            let documents = resolutions::lineage(step.connection, document)?;
            if let Some(touched) = journal::turn(step.connection, &documents, way, step.number, at)? {
                found = true;
                touched.into_iter().for_each(|held| step.touch(held));
            }
            Ok(())
        })?;
        Ok(found.then_some(step))
    }
}

/// Carries changes out within a step.
fn carry_out(step: &mut write::Doing<'_>, changes: &[Change], at: &Zoned) -> std::result::Result<(), Fault> {
    let mut documents = Vec::new();
    for change in changes {
        if let Some(held) = journal::carry_out(step.connection, step.number, change, at)? {
            documents.push(held.note.document());
            step.touch(held);
        }
    }
    documents.sort_unstable();
    documents.dedup();
    journal::cut(step.connection, &documents)
}

#[cfg(test)]
mod tests;
