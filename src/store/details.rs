//! What the reader says a document is: author, title, publisher and the rest.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store};
use crate::annotation::{Details, DocumentId};

impl Store {
    /// What the reader said of `document`; nothing where nothing was said.
    ///
    /// # Errors
    /// What the disk says.
    pub fn details(&self, document: &DocumentId) -> Result<Details> {
        let read = || {
            let mut statement = self.notes.prepare_cached("SELECT data FROM details WHERE document = ?1")?;
            let json: Option<String> = statement.query_row([document.0.as_bytes()], |row| row.get(0)).optional()?;
            Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
        };
        read().map_err(|fault| self.blame(fault))
    }

    /// Keeps what the reader says of `document`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_details(&mut self, document: &DocumentId, details: &Details) -> Result<()> {
        self.write_aside(|connection| {
            if details.is_empty() {
                connection.execute("DELETE FROM details WHERE document = ?1", [document.0.as_bytes()])?;
            } else {
                let json = serde_json::to_string(details)?;
                connection.execute(
                    "INSERT OR REPLACE INTO details (document, data) VALUES (?1, ?2)",
                    params![document.0.as_bytes(), json],
                )?;
            }
            Ok(())
        })
    }
}
