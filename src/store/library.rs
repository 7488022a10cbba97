//! What ibid knows of documents that were opened: gathered again whenever they are.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::error::Fault;
use super::rows::hash_of;
use super::{Result, Store, StoreError};
use crate::annotation::{DocumentId, format_timestamp, parse_timestamp};
use crate::document::SafeText;

/// A document is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedDocument {
    /// The hash of its bytes.
    pub document: DocumentId,
    /// Where it lies; none for standard input.
    pub path: Option<PathBuf>,
    /// Its title, or its file's name.
    pub title: SafeText,
    /// Its size in bytes.
    pub size: u64,
    /// When it was opened.
    pub at: Zoned,
}

/// A document on the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct LibraryDocument {
    /// The hash of its bytes.
    pub document: DocumentId,
    /// Its title.
    pub title: SafeText,
    /// Its size in bytes.
    pub size: u64,
    /// Where it was seen, the latest place first.
    pub paths: Vec<PathBuf>,
    /// How far it was read, from 0.0 to 1.0.
    pub progress: f64,
    /// When it was opened first.
    pub first: Zoned,
    /// When it was opened last.
    pub last: Zoned,
    /// How often it was opened.
    pub times: u32,
}

impl Store {
    fn with_index<T>(&self, act: impl FnOnce(&Connection) -> std::result::Result<T, Fault>) -> Result<T> {
        let path = self.folder.join("index.db");
        let Some(index) = &self.index else { return Err(StoreError::ReadOnly { path }) };
        act(index).map_err(|fault| fault.at(&path))
    }

    /// Puts a document on the shelf, or notes that it was opened again.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where there is no index, and what the disk says. No note depends on it.
    pub fn opened(&mut self, opening: &OpenedDocument) -> Result<()> {
        let path = self.folder.join("index.db");
        let Some(index) = &mut self.index else { return Err(StoreError::ReadOnly { path }) };
        let mut write = || -> std::result::Result<(), Fault> {
            let transaction = index.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Turns order openings; clocks go backwards.
            let turn: i64 = transaction.query_row("SELECT coalesce(max(turn), 0) + 1 FROM documents", [], |row| row.get(0))?;
            let (id, at) = (opening.document.0, format_timestamp(&opening.at));
            let size = i64::try_from(opening.size).unwrap_or(i64::MAX);
            transaction.execute(
                "INSERT INTO documents (document, title, size, first, last, turn, times) VALUES (?1, ?2, ?3, ?4, ?4, ?5, 1)
                 ON CONFLICT (document) DO UPDATE SET title = ?2, size = ?3, last = ?4, turn = ?5, times = times + 1",
                params![id.as_bytes(), opening.title.as_str(), size, at, turn],
            )?;
            if let Some(path) = &opening.path {
                transaction.execute(
                    "INSERT OR REPLACE INTO paths (path, document, turn) VALUES (?1, ?2, ?3)",
                    params![path.as_os_str().as_bytes(), id.as_bytes(), turn],
                )?;
            }
            transaction.commit()?;
            Ok(())
        };
        write().map_err(|fault| fault.at(&path))
    }

    /// Keeps how far a document was read, from 0.0 to 1.0.
    ///
    /// # Errors
    /// As [`Store::opened`].
    pub fn save_progress(&mut self, document: &DocumentId, progress: f64) -> Result<()> {
        let progress = if progress.is_finite() { progress.clamp(0.0, 1.0) } else { 0.0 };
        self.with_index(|index| {
            let mut statement = index.prepare_cached("UPDATE documents SET progress = ?2 WHERE document = ?1")?;
            statement.execute(params![document.0.as_bytes(), progress])?;
            Ok(())
        })
    }

    /// All documents, the last opened one first.
    ///
    /// # Errors
    /// As [`Store::opened`].
    pub fn library(&self) -> Result<Vec<LibraryDocument>> {
        self.with_index(|index| {
            let mut statement = index.prepare_cached("SELECT document FROM documents ORDER BY turn DESC")?;
            let ids: Vec<Vec<u8>> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let mut shelf = Vec::new();
            for id in ids {
                shelf.extend(shelved(index, &DocumentId(hash_of(&id)?))?);
            }
            Ok(shelf)
        })
    }

    /// One document of the library.
    ///
    /// # Errors
    /// As [`Store::opened`].
    pub fn library_document(&self, document: &DocumentId) -> Result<Option<LibraryDocument>> {
        self.with_index(|index| shelved(index, document))
    }

    /// Documents that were seen at `path`, the latest first: older editions of what lies there now.
    ///
    /// # Errors
    /// As [`Store::opened`].
    pub fn seen_at(&self, path: &Path) -> Result<Vec<DocumentId>> {
        self.with_index(|index| {
            let mut statement = index.prepare_cached("SELECT document FROM paths WHERE path = ?1 ORDER BY turn DESC")?;
            let rows = statement.query_map([path.as_os_str().as_bytes()], |row| row.get::<_, Vec<u8>>(0))?;
            rows.map(|row| Ok(DocumentId(hash_of(&row?)?))).collect()
        })
    }

    /// Takes a document off the shelf. Its notes stay.
    ///
    /// # Errors
    /// As [`Store::opened`].
    pub fn forget(&mut self, document: &DocumentId) -> Result<()> {
        self.with_index(|index| {
            for table in ["documents", "paths"] {
                index.execute(&format!("DELETE FROM {table} WHERE document = ?1"), [document.0.as_bytes()])?;
            }
            Ok(())
        })
    }
}

fn shelved(index: &Connection, document: &DocumentId) -> std::result::Result<Option<LibraryDocument>, Fault> {
    let mut statement = index.prepare_cached("SELECT path FROM paths WHERE document = ?1 ORDER BY turn DESC")?;
    let paths: Vec<Vec<u8>> = statement.query_map([document.0.as_bytes()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut statement =
        index.prepare_cached("SELECT title, size, progress, first, last, times FROM documents WHERE document = ?1")?;
    let found: Option<(String, i64, f64, String, String, i64)> = statement
        .query_row([document.0.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    let Some((title, size, progress, first, last, times)) = found else { return Ok(None) };
    let moment = |text: &str| parse_timestamp(text).ok_or_else(|| Fault::Data("a time in the library".into()));
    Ok(Some(LibraryDocument {
        document: *document,
        title: SafeText::new(&title),
        size: u64::try_from(size).unwrap_or(0),
        paths: paths.into_iter().map(|path| PathBuf::from(OsString::from_vec(path))).collect(),
        progress,
        first: moment(&first)?,
        last: moment(&last)?,
        times: u32::try_from(times).unwrap_or(u32::MAX),
    }))
}
