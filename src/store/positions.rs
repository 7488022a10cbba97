//! Where the reader was in each document, and what was being typed.

use jiff::Zoned;
use rusqlite::{OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{Fault, StoreError};
use super::{Result, Store};
use crate::annotation::{Anchor, DocumentId, NoteId, SafeLines, format_timestamp, parse_timestamp};

/// Bytes of a draft that are kept at most.
const DRAFT_MOST: usize = 64 << 20;

/// Where the reader was: the anchor of a point, so that it holds in another rendition too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPosition {
    /// The first row's point.
    pub anchor: Anchor,
    /// When it was written.
    pub at: Zoned,
}

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name, chosen by who types; a second one of the name replaces the first.
    pub name: String,
    /// The document that it is typed for.
    pub document: DocumentId,
    /// The note that is edited; none for a new one.
    pub note: Option<NoteId>,
    /// Where a new note is to stand.
    pub anchor: Option<Anchor>,
    /// What was typed so far.
    pub text: SafeLines,
    /// When it was written.
    pub at: Zoned,
}

#[derive(Serialize, Deserialize)]
struct StoredPlace {
    anchor: Anchor,
    at: String,
}

#[derive(Serialize, Deserialize)]
struct StoredDraft {
    document: DocumentId,
    note: Option<NoteId>,
    anchor: Option<Anchor>,
    text: SafeLines,
    at: String,
}

/// A value out of JSON; nothing where it is not as it was written: neither is worth an error.
fn read<T: DeserializeOwned>(json: &str, at: impl Fn(&T) -> &str) -> Option<(T, Zoned)> {
    let value: T = serde_json::from_str(json).ok()?;
    let at = parse_timestamp(at(&value))?;
    Some((value, at))
}

impl Store {
    /// Keeps where the reader is in `document`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_place(&mut self, document: &DocumentId, place: &SavedPosition) -> Result<()> {
        let stored = StoredPlace { anchor: place.anchor.clone(), at: format_timestamp(&place.at) };
        self.write_aside(|connection| {
            let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO places (document, data) VALUES (?1, ?2)")?;
            statement.execute(params![document.0.as_bytes(), serde_json::to_string(&stored)?])?;
            Ok(())
        })
    }

    /// Where the reader was in `document`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn place(&self, document: &DocumentId) -> Result<Option<SavedPosition>> {
        let find = || -> std::result::Result<Option<String>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT data FROM places WHERE document = ?1")?;
            Ok(statement.query_row([document.0.as_bytes()], |row| row.get(0)).optional()?)
        };
        let json = find().map_err(|fault| self.blame(fault))?;
        let stored = json.and_then(|json| read(&json, |stored: &StoredPlace| &stored.at));
        Ok(stored.map(|(stored, at)| SavedPosition { anchor: stored.anchor, at }))
    }

    /// Keeps what is being typed, over the former draft of its name.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] over 64 MiB, and what the disk says.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        if draft.text.len() > DRAFT_MOST {
            return Err(StoreError::TooLarge { bytes: draft.text.len(), most: DRAFT_MOST });
        }
        let stored = StoredDraft {
            document: draft.document,
            note: draft.note,
            anchor: draft.anchor.clone(),
            text: draft.text.clone(),
            at: format_timestamp(&draft.at),
        };
        self.write_aside(|connection| {
            let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO drafts (name, data) VALUES (?1, ?2)")?;
            statement.execute(params![draft.name, serde_json::to_string(&stored)?])?;
            Ok(())
        })
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
        let drafts = found.into_iter().filter_map(|(name, json)| {
            let (stored, at) = read(&json, |stored: &StoredDraft| &stored.at)?;
            Some(Draft { name, document: stored.document, note: stored.note, anchor: stored.anchor, text: stored.text, at })
        });
        Ok(drafts.collect())
    }

    /// Drops the draft of this name: what was typed is saved, or given up.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drop_draft(&mut self, name: &str) -> Result<()> {
        self.write_aside(|connection| {
            connection.prepare_cached("DELETE FROM drafts WHERE name = ?1")?.execute([name])?;
            Ok(())
        })
    }
}
