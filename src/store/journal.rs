//! Every change to a note, before and after: undo and redo over restarts, and the history.
//!
//! What was before is taken from the database inside the transaction, not from what the
//! screen last saw: where two programs change the same field, the later one holds and the
//! earlier one stands here.

use jiff::Zoned;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::{Fault, StoreError};
use super::pack;
use super::rows::{self, Held};
use super::write::Touched;
use crate::annotation::{Change, DocumentId, Note, NoteId, Patch, format_timestamp, parse_timestamp};

/// What one step did: one call of apply, undo or redo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number; steps count up over all documents.
    pub step: i64,
    /// Each note that it touched, and the note as it is now; none where it is deleted.
    pub notes: Vec<(NoteId, Option<Note>)>,
}

/// A line of a note's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The note that was changed.
    pub note: NoteId,
    /// The step that it was part of.
    pub step: i64,
    /// When it was done.
    pub at: Zoned,
    /// What was done.
    pub what: NoteEvent,
    /// When it was undone, if it is.
    pub undone: Option<Zoned>,
}

/// What was done to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteEvent {
    /// It was made like this.
    Added(Box<Note>),
    /// It was changed.
    Edited {
        /// The changed fields as they were.
        before: Patch,
        /// The changed fields as they became.
        after: Patch,
    },
    /// It was deleted.
    Deleted,
    /// It was brought back.
    Restored,
}

/// One side of a change: the fields that it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Side {
    #[serde(default)]
    fields: Patch,
    updated: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deleted: Option<String>,
}

/// States of a journal row.
const DONE: i64 = 0;
const UNDONE: i64 = 1;
/// Undone, and something else was done since: it can't be done again, and stays in the history.
const GONE: i64 = 2;

/// Carries out one change as part of `step`. `None` where it changes nothing.
pub(super) fn carry_out(connection: &Connection, step: i64, change: &Change, at: &Zoned) -> Result<Option<Held>, Fault> {
    let held = rows::read(connection, change.note())?;
    let now = format_timestamp(at);
    let (before, mut held) = match (change, held) {
        (Change::Add(note), None) => {
            let held = Held { note: (**note).clone(), deleted: None, version: step };
            let json = serde_json::to_string(&held.note)?;
            record(connection, &held.note, &Recorded { step, what: "add", before: None, after: &json, at: &now })?;
            rows::write(connection, &held)?;
            return Ok(Some(held));
        }
        // The same again: the first time was kept, and its answer never came.
        (Change::Add(note), Some(held)) if held.note == **note && held.deleted.is_none() => return Ok(None),
        (Change::Add(note), Some(_)) => return Err(StoreError::Exists(note.id).into()),
        (_, None) => return Err(StoreError::NoSuchNote(change.note()).into()),
        (_, Some(held)) => (held.clone(), held),
    };
    let (what, fields) = match change {
        Change::Edit { patch, .. } => {
            let changed = patch.apply(&mut held.note);
            if changed.is_empty() && held.deleted.is_none() {
                return Ok(None);
            }
            // An edit of a note that was deleted meanwhile brings it back: what was typed must not vanish.
            held.deleted = None;
            ("edit", changed)
        }
        Change::Delete(_) if held.deleted.is_none() => {
            held.deleted = Some(now.clone());
            ("delete", Patch::default())
        }
        Change::Restore(_) if held.deleted.is_some() => {
            held.deleted = None;
            ("restore", Patch::default())
        }
        Change::Add(_) | Change::Delete(_) | Change::Restore(_) => return Ok(None),
    };
    held.note.updated = at.clone();
    held.version = step;
    let after = Side { fields: same_fields(&fields, &held.note), updated: now.clone(), deleted: held.deleted.clone() };
    let before = Side { fields, updated: format_timestamp(&before.note.updated), deleted: before.deleted };
    let (before, after) = (serde_json::to_string(&before)?, serde_json::to_string(&after)?);
    record(connection, &held.note, &Recorded { step, what, before: Some(&before), after: &after, at: &now })?;
    rows::write(connection, &held)?;
    Ok(Some(held))
}

/// The values that `note` has in the fields that `which` names.
fn same_fields(which: &Patch, note: &Note) -> Patch {
    Patch {
        kind: which.kind.map(|_| note.kind),
        label: which.label.as_ref().map(|_| note.label.clone()),
        body: which.body.as_ref().map(|_| note.body.clone()),
        tags: which.tags.as_ref().map(|_| note.tags.clone()),
    }
}

/// A change as the journal has it: both sides of it as JSON.
struct Recorded<'a> {
    step: i64,
    what: &'a str,
    before: Option<&'a str>,
    after: &'a str,
    at: &'a str,
}

fn record(connection: &Connection, note: &Note, change: &Recorded) -> Result<(), Fault> {
    let Recorded { step, what, before, after, at } = *change;
    let mut statement = connection.prepare_cached(
        "INSERT INTO journal (step, document, note, what, before, after, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let (id, document) = (note.id, note.document());
    let values = params![step, document.0.as_bytes(), id.as_bytes(), what, before.map(pack::pack), pack::pack(after), at];
    statement.execute(values)?;
    Ok(())
}

/// What was undone in `documents` can't be done again: something else was done.
pub(super) fn cut(connection: &Connection, documents: &[DocumentId]) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("UPDATE journal SET state = ?1 WHERE document = ?2 AND state = ?3")?;
    for document in documents {
        statement.execute(params![GONE, document.0.as_bytes(), UNDONE])?;
    }
    Ok(())
}

/// A row of the journal as undo and redo need it.
struct Line {
    id: i64,
    note: NoteId,
    is_add: bool,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

/// Which way in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Undo,
    Redo,
}

/// Undoes the last step that is done in `documents`, or redoes the first that is undone.
/// What it touched, or `None` where there is nothing.
pub(super) fn turn(
    connection: &Connection,
    documents: &[DocumentId],
    way: Way,
    step: i64,
    at: &Zoned,
) -> Result<Option<Vec<Held>>, Fault> {
    let Some(which) = next_step(connection, documents, way)? else { return Ok(None) };
    let mut lines = lines_of(connection, which)?;
    if way == Way::Undo {
        lines.reverse();
    }
    let now = format_timestamp(at);
    let mut touched = Touched::default();
    for line in lines {
        let Some(mut held) = rows::read(connection, line.note)? else {
            // Nothing of it is left to bring back.
            mark(connection, line.id, GONE, Some(&now))?;
            continue;
        };
        match (line.is_add, way) {
            (true, Way::Undo) => held.deleted = Some(now.clone()),
            (true, Way::Redo) => held.deleted = None,
            (false, _) => {
                let packed = if way == Way::Undo { line.before } else { line.after };
                let Some((side, updated)) = side_of(&packed.unwrap_or_default()) else {
                    // A line that a disk damaged: it is passed over, and the ones before it can be reached.
                    mark(connection, line.id, GONE, Some(&now))?;
                    continue;
                };
                side.fields.apply(&mut held.note);
                held.note.updated = updated;
                held.deleted = side.deleted;
            }
        }
        held.version = step;
        rows::write(connection, &held)?;
        match way {
            Way::Undo => mark(connection, line.id, UNDONE, Some(&now))?,
            Way::Redo => mark(connection, line.id, DONE, None)?,
        }
        touched.add(held);
    }
    Ok(Some(touched.into_notes()))
}

fn mark(connection: &Connection, line: i64, state: i64, undone: Option<&str>) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("UPDATE journal SET state = ?1, undone = ?2 WHERE id = ?3")?;
    statement.execute(params![state, undone, line])?;
    Ok(())
}

fn side_of(packed: &[u8]) -> Option<(Side, Zoned)> {
    let side: Side = serde_json::from_str(&pack::unpack(packed).ok()?).ok()?;
    let updated = parse_timestamp(&side.updated)?;
    Some((side, updated))
}

fn next_step(connection: &Connection, documents: &[DocumentId], way: Way) -> Result<Option<i64>, Fault> {
    let (choice, state) = if way == Way::Undo { ("max", DONE) } else { ("min", UNDONE) };
    let mut statement =
        connection.prepare_cached(&format!("SELECT {choice}(step) FROM journal WHERE document = ?1 AND state = ?2"))?;
    let mut found: Option<i64> = None;
    for document in documents {
        let step: Option<i64> = statement.query_row(params![document.0.as_bytes(), state], |row| row.get(0))?;
        found = match (found, step) {
            (Some(one), Some(other)) if way == Way::Undo => Some(one.max(other)),
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(found)
}

fn lines_of(connection: &Connection, step: i64) -> Result<Vec<Line>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT id, note, what, before, after FROM journal WHERE step = ?1 ORDER BY id")?;
    let rows = statement.query_map([step], |row| {
        Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?))
    })?;
    rows.map(|row| {
        let (id, note, what, before, after) = row?;
        Ok(Line { id, note: note_id(&note)?, is_add: what == "add", before, after })
    })
    .collect()
}

/// The history of one note, or of all notes of a document, oldest first.
pub(super) fn history(connection: &Connection, of: &HistoryScope) -> Result<Vec<HistoryEntry>, Fault> {
    let (condition, key): (&str, &[u8]) = match of {
        HistoryScope::Note(id) => ("note = ?1", id.as_bytes()),
        HistoryScope::Document(document) => ("document = ?1", document.0.as_bytes()),
        HistoryScope::All => ("?1 = ?1", &[]),
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT note, step, at, what, before, after, undone FROM journal WHERE {condition} ORDER BY id"
    ))?;
    let mut entries = Vec::new();
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let moment = |text: &str| parse_timestamp(text).ok_or_else(|| Fault::Data("a time in the journal".into()));
        let side = |column: usize| -> Result<Patch, Fault> {
            let packed: Option<Vec<u8>> = row.get(column)?;
            let side: Side = serde_json::from_str(&pack::unpack(&packed.unwrap_or_default())?)?;
            Ok(side.fields)
        };
        let what = match row.get::<_, String>(3)?.as_str() {
            "add" => NoteEvent::Added(serde_json::from_str(&pack::unpack(&row.get::<_, Vec<u8>>(5)?)?)?),
            "edit" => NoteEvent::Edited { before: side(4)?, after: side(5)? },
            "delete" => NoteEvent::Deleted,
            "restore" => NoteEvent::Restored,
            other => return Err(Fault::Data(format!("{other:?} in the journal"))),
        };
        entries.push(HistoryEntry {
            note: note_id(&row.get::<_, Vec<u8>>(0)?)?,
            step: row.get(1)?,
            at: moment(&row.get::<_, String>(2)?)?,
            what,
            undone: row.get::<_, Option<String>>(6)?.as_deref().map(moment).transpose()?,
        });
    }
    Ok(entries)
}

/// What a history is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryScope {
    /// One note's.
    Note(NoteId),
    /// That of all notes of a document.
    Document(DocumentId),
    /// That of every note.
    All,
}

fn note_id(bytes: &[u8]) -> Result<NoteId, Fault> {
    let bytes: [u8; 16] = bytes.try_into().map_err(|_| Fault::Data("an identity of another length".into()))?;
    Ok(NoteId::from_bytes(bytes))
}

/// A number of the store's own: `step`, `segment`, `backed`.
pub(super) fn number(connection: &Connection, name: &str) -> Result<i64, Fault> {
    let found =
        connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Fault::Data(format!("no number {name}")))
}

pub(super) fn set_number(connection: &Connection, name: &str, value: i64) -> Result<(), Fault> {
    connection.prepare_cached("UPDATE meta SET value = ?2 WHERE name = ?1")?.execute(params![name, value])?;
    Ok(())
}
