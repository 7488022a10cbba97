//! Where the reader was in each document.

use jiff::Zoned;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::Fault;
use super::{Result, Store};
use crate::annotation::{Anchor, DocumentId, format_timestamp, parse_timestamp};

/// Where the reader was: the anchor of a point, so that it holds in another rendition too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPosition {
    /// The first row's point.
    pub anchor: Anchor,
    /// When it was written.
    pub at: Zoned,
}

#[derive(Serialize, Deserialize)]
struct StoredPlace {
    anchor: Anchor,
    at: String,
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
        // One that is not as it was written is not worth an error.
        let stored = json.and_then(|json| serde_json::from_str::<StoredPlace>(&json).ok());
        Ok(stored.and_then(|stored| Some(SavedPosition { at: parse_timestamp(&stored.at)?, anchor: stored.anchor })))
    }
}
