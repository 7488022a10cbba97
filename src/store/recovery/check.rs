//! What `library check` tells: everything looked at, nothing changed.

use super::super::error::Fault;
use super::super::{Result, Store, journal, open, rows};
use super::backup::{Backup, backups, verify};
use super::log::Head;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// What SQLite says is wrong with `notes.db`; none where nothing.
    pub damage: Option<String>,
    /// Notes, deleted ones left out.
    pub notes: usize,
    /// Deleted notes that are not purged.
    pub deleted: usize,
    /// Notes that are not as they were written.
    pub unsound: usize,
    /// Lines of the log that can't be read.
    pub unread: usize,
    /// Every backup, and whether it holds.
    pub backups: Vec<(Backup, bool)>,
}

impl CheckReport {
    /// Whether the notes themselves are sound, whatever is wrong with copies of them.
    #[must_use]
    pub fn notes_are_sound(&self) -> bool {
        self.damage.is_none() && self.unsound == 0
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damage.is_none() && self.unsound == 0 && self.unread == 0 && self.backups.iter().all(|(_, holds)| *holds)
    }
}

impl Store {
    /// Looks at the whole database, every note, the log and every backup.
    ///
    /// # Errors
    /// What the disk says where nothing can be read at all.
    pub fn check(&self) -> Result<CheckReport> {
        let look = || -> std::result::Result<CheckReport, Fault> {
            Ok(CheckReport {
                damage: open::integrity(&self.notes, None)?,
                notes: rows::count(&self.notes, "deleted IS NULL")?,
                deleted: rows::count(&self.notes, "deleted IS NOT NULL")?,
                unsound: rows::unsound(&self.notes)?.len(),
                unread: self.log.read::<Head>(journal::number(&self.notes, "segment")?).damaged,
                backups: backups(&self.folder)
                    .into_iter()
                    .map(|backup| {
                        let holds = verify(&backup.path).is_ok();
                        (backup, holds)
                    })
                    .collect(),
            })
        };
        look().map_err(|fault| self.blame(fault))
    }
}
