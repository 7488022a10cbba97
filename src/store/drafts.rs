//! What is being typed, kept until it is saved or given up.

use std::time::Duration;

use jiff::Zoned;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::{Fault, StoreError};
use super::files::PATIENCE;
use super::patience::wait_for_locks;
use super::{Result, Store, resolutions};
use crate::annotation::{Anchor, DocumentId, Label, NoteId, SafeLines, format_timestamp, parse_timestamp};

/// Bytes of a draft that are kept at most.
const DRAFT_MOST: usize = 64 << 20;

/// How long another program's lock is waited for here.
const HASTE: Duration = Duration::from_millis(300);

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name, chosen by who types.
    pub name: String,
    /// The document that it is typed for.
    pub document: DocumentId,
    /// The note that it changes; none for a new one.
    pub note: Option<NoteId>,
    /// Where it is to stand.
    pub anchor: Option<Anchor>,
    /// Its label.
    pub label: Label,
    /// What the note said when it was begun.
    pub base: Option<SafeLines>,
    /// What was typed so far.
    pub text: SafeLines,
    /// When it was written.
    pub at: Zoned,
}

#[derive(Serialize, Deserialize)]
struct StoredDraft {
    document: DocumentId,
    note: Option<NoteId>,
    anchor: Option<Anchor>,
    #[serde(default)]
    label: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<SafeLines>,
    text: SafeLines,
    at: String,
}

impl Store {
    /// Keeps what is being typed over the former draft of its name, where that still says `before`.
    /// Where it says something else, another program types under the same name: then this one is
    /// kept beside it. The name that it has is told.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] over 64 MiB, and what the disk says.
    pub fn save_draft(&mut self, draft: &Draft, before: Option<&str>) -> Result<String> {
        if draft.text.len() > DRAFT_MOST {
            return Err(StoreError::TooLarge { bytes: draft.text.len(), most: DRAFT_MOST });
        }
        let stored = StoredDraft {
            document: draft.document,
            note: draft.note,
            anchor: draft.anchor.clone(),
            label: draft.label.clone(),
            base: draft.base.clone(),
            text: draft.text.clone(),
            at: format_timestamp(&draft.at),
        };
        self.hastily(|connection| {
            let mut name = draft.name.clone();
            for number in 2.. {
                let there = text_of(connection, &name)?;
                if there.is_none() || there.as_deref() == before || there.as_deref() == Some(draft.text.as_str()) {
                    break;
                }
                name = format!("{} #{number}", draft.name);
            }
            let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO drafts (name, data) VALUES (?1, ?2)")?;
            statement.execute(params![name, serde_json::to_string(&stored)?])?;
            Ok(name)
        })
    }

    /// Writes without waiting long for another program's lock: who types waits for it, and it is tried again.
    fn hastily<T>(&mut self, act: impl FnOnce(&Connection) -> std::result::Result<T, Fault>) -> Result<T> {
        self.patience(HASTE)?;
        let done = self.write_aside(act);
        self.patience(PATIENCE)?;
        done
    }

    fn patience(&mut self, patience: Duration) -> Result<()> {
        wait_for_locks(&mut self.notes, patience).map_err(|error| self.blame(error.into()))
    }

    /// All drafts, by name.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let find = || -> std::result::Result<Vec<(String, String)>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT name, data FROM drafts ORDER BY name")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let found = find().map_err(|fault| self.blame(fault))?;
        Ok(found.into_iter().filter_map(|(name, json)| read(name, &json)).collect())
    }

    /// The document and the older editions whose notes were carried over to it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn lineage(&self, document: &DocumentId) -> Result<Vec<DocumentId>> {
        resolutions::lineage(&self.notes, document).map_err(|fault| self.blame(fault))
    }

    /// Drops the draft of this name, where it still says `text`: it is saved, or given up.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drop_draft(&mut self, name: &str, text: &str) -> Result<()> {
        self.hastily(|connection| forget(connection, &DraftName { name, text }))
    }
}

/// A draft as who typed it knows it.
#[derive(Debug, Clone, Copy)]
pub struct DraftName<'a> {
    /// The name that it was kept under.
    pub name: &'a str,
    /// What it said when it was last written or read.
    pub text: &'a str,
}

/// Drops a draft, unless another program has written it since.
pub(super) fn forget(connection: &Connection, draft: &DraftName<'_>) -> std::result::Result<(), Fault> {
    if text_of(connection, draft.name)?.as_deref() == Some(draft.text) {
        connection.prepare_cached("DELETE FROM drafts WHERE name = ?1")?.execute([draft.name])?;
    }
    Ok(())
}

/// What the draft of this name says; one that can't be read says nothing.
fn text_of(connection: &Connection, name: &str) -> std::result::Result<Option<String>, Fault> {
    let mut statement = connection.prepare_cached("SELECT data FROM drafts WHERE name = ?1")?;
    let json: Option<String> = statement.query_row([name], |row| row.get(0)).optional()?;
    Ok(json.map(|json| serde_json::from_str::<StoredDraft>(&json).map_or(String::new(), |stored| stored.text.to_string())))
}

/// A draft out of JSON; nothing where it is not as it was written.
fn read(name: String, json: &str) -> Option<Draft> {
    let stored: StoredDraft = serde_json::from_str(json).ok()?;
    let StoredDraft { document, note, anchor, label, base, text, at } = stored;
    Some(Draft { name, document, note, anchor, label, base, text, at: parse_timestamp(&at)? })
}
