//! Notes as rows of the database: written with a checksum, believed only when it holds.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Fault, StoreError};
use crate::annotation::{DocumentId, Hash32, Note, NoteId};

/// Bytes of a note that are kept at most, as JSON.
pub(super) const NOTE_MOST: usize = 64 << 20;
/// Bytes of a row's checksum.
const SUM_BYTES: usize = 16;

/// A note as the database holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) note: Note,
    /// When it was deleted; it is a tombstone then.
    pub(super) deleted: Option<String>,
    /// The step that wrote it.
    pub(super) version: i64,
}

/// A row before anything in it is believed.
pub(super) struct RawRow {
    id: Vec<u8>,
    document: Vec<u8>,
    data: Vec<u8>,
    deleted: Option<Vec<u8>>,
    version: i64,
    sum: Vec<u8>,
}

/// The columns that [`raw_row`] reads.
pub(super) const COLUMNS: &str = "id, document, data, deleted, version, sum";

/// The row as it is. A value of another type than was written reads as none: the checksum tells.
pub(super) fn raw_row(row: &Row<'_>) -> rusqlite::Result<RawRow> {
    let bytes = |column: usize| -> rusqlite::Result<Option<Vec<u8>>> {
        Ok(match row.get_ref(column)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
            _ => None,
        })
    };
    Ok(RawRow {
        id: bytes(0)?.unwrap_or_default(),
        document: bytes(1)?.unwrap_or_default(),
        data: bytes(2)?.unwrap_or_default(),
        deleted: bytes(3)?,
        version: row.get_ref(4)?.as_i64().unwrap_or(i64::MIN),
        sum: bytes(5)?.unwrap_or_default(),
    })
}

impl RawRow {
    /// Whether no byte of the row has changed since it was written.
    fn is_whole(&self) -> bool {
        let deleted = self.deleted.as_deref();
        self.sum == sum(&self.id, &self.document, &self.data, deleted, self.version)
    }

    /// The note, if the row is whole.
    pub(super) fn checked(self) -> Option<Held> {
        if !self.is_whole() {
            return None;
        }
        let note: Note = serde_json::from_slice(&self.data).ok()?;
        let deleted = self.deleted.map(String::from_utf8).transpose().ok()?;
        let is_same = self.id == note.id.as_bytes() && self.document == note.document().0.as_bytes();
        is_same.then_some(Held { note, deleted, version: self.version })
    }

    /// The identity, which may itself be damaged.
    pub(super) fn id(&self) -> Option<NoteId> {
        self.id.as_slice().try_into().ok().map(NoteId::from_bytes)
    }
}

/// A checksum over all columns, each with its length, so that none can lend bytes to another.
fn sum(id: &[u8], document: &[u8], data: &[u8], deleted: Option<&[u8]>, version: i64) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    for part in [id, document, data, deleted.unwrap_or_default(), &version.to_le_bytes()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().as_bytes()[..SUM_BYTES].to_vec()
}

/// Writes a note, over its former row if there is one.
pub(super) fn write(connection: &Connection, held: &Held) -> Result<(), Fault> {
    let data = serde_json::to_string(&held.note)?;
    if data.len() > NOTE_MOST {
        return Err(StoreError::TooLarge { bytes: data.len(), most: NOTE_MOST }.into());
    }
    let (id, document) = (held.note.id, held.note.document());
    let sum =
        sum(id.as_bytes(), document.0.as_bytes(), data.as_bytes(), held.deleted.as_deref().map(str::as_bytes), held.version);
    let mut statement = connection.prepare_cached(
        "INSERT INTO notes (id, document, data, deleted, version, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET document = ?2, data = ?3, deleted = ?4, version = ?5, sum = ?6",
    )?;
    statement.execute(params![id.as_bytes(), document.0.as_bytes(), data, held.deleted, held.version, sum])?;
    Ok(())
}

/// The note `id`, a tombstone too; `None` where there is none.
pub(super) fn read(connection: &Connection, id: NoteId) -> Result<Option<Held>, Fault> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM notes WHERE id = ?1"))?;
    let row = statement.query_row([id.as_bytes()], raw_row).optional()?;
    row.map(|row| row.checked().ok_or_else(|| damaged(id))).transpose()
}

/// Notes of `documents`, or of all documents, that are not deleted; in the order of the text.
pub(super) fn living(connection: &Connection, documents: Option<&[DocumentId]>) -> Result<Vec<Note>, Fault> {
    let mut notes = Vec::new();
    match documents {
        Some(documents) => {
            let mut statement =
                connection.prepare_cached(&format!("SELECT {COLUMNS} FROM notes WHERE document = ?1 AND deleted IS NULL"))?;
            for document in documents {
                gather(&mut notes, statement.query_map([document.0.as_bytes()], raw_row)?)?;
            }
        }
        None => {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM notes WHERE deleted IS NULL"))?;
            gather(&mut notes, statement.query_map([], raw_row)?)?;
        }
    }
    notes.sort_by_cached_key(|note| (note.document(), note.anchor.start, note.anchor.end, note.id));
    Ok(notes)
}

fn gather(notes: &mut Vec<Note>, rows: impl Iterator<Item = rusqlite::Result<RawRow>>) -> Result<(), Fault> {
    for row in rows {
        let row = row?;
        let id = row.id();
        let held = row.checked().ok_or_else(|| id.map_or_else(|| Fault::Data("a row without identity".into()), damaged))?;
        notes.push(held.note);
    }
    Ok(())
}

fn damaged(id: NoteId) -> Fault {
    Fault::Data(format!("note {id} is not as it was written"))
}

/// Identities of the rows whose checksum does not hold.
pub(super) fn unsound(connection: &Connection) -> Result<Vec<Option<NoteId>>, Fault> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM notes"))?;
    let mut found = Vec::new();
    for row in statement.query_map([], raw_row)? {
        let row = row?;
        let id = row.id();
        if !row.is_whole() {
            found.push(id);
        }
    }
    Ok(found)
}

/// Every note, tombstones too, whose row is whole.
pub(super) fn all(connection: &Connection) -> Result<Vec<Held>, Fault> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM notes"))?;
    let rows = statement.query_map([], raw_row)?.collect::<rusqlite::Result<Vec<RawRow>>>()?;
    Ok(rows.into_iter().filter_map(RawRow::checked).collect())
}

/// The notes that step `step` wrote last.
pub(super) fn of_step(connection: &Connection, step: i64) -> Result<Vec<Held>, Fault> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM notes WHERE version = ?1"))?;
    let rows = statement.query_map([step], raw_row)?.collect::<rusqlite::Result<Vec<RawRow>>>()?;
    Ok(rows.into_iter().filter_map(RawRow::checked).collect())
}

/// How many rows hold `condition`.
pub(super) fn count(connection: &Connection, condition: &str) -> Result<usize, Fault> {
    let found: i64 = connection.query_row(&format!("SELECT count(*) FROM notes WHERE {condition}"), [], |row| row.get(0))?;
    Ok(usize::try_from(found).unwrap_or(0))
}

/// A hash out of a column.
pub(super) fn hash_of(bytes: &[u8]) -> Result<Hash32, Fault> {
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| Fault::Data("a hash of another length".into()))?;
    Ok(Hash32::from_bytes(bytes))
}
