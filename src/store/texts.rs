//! The texts that notes were made in: reviewing a new edition needs the old one.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::error::Fault;
use super::resolutions::basis_of;
use super::rows::hash_of;
use super::{Result, Store, pack};
use crate::annotation::{Anchor, AnchorHistory, Hash32, Note, NoteId, Rendition};

/// A text, compressed and with its hash. Packing 100 MB takes seconds: it is done away from the store's thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedText {
    text: Hash32,
    length: i64,
    packed: Vec<u8>,
}

impl PackedText {
    /// Compresses a document's text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
        Self { text: Hash32::of(text.as_bytes()), length, packed: pack::pack(text) }
    }
}

impl Store {
    /// Keeps the text of a rendition that has notes; once, however often it is asked.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_text(&mut self, text: &PackedText) -> Result<()> {
        self.write_aside(|connection| {
            let mut statement =
                connection.prepare_cached("INSERT OR IGNORE INTO texts (text, length, packed) VALUES (?1, ?2, ?3)")?;
            statement.execute(params![text.text.as_bytes(), text.length, text.packed])?;
            Ok(())
        })
    }

    /// What is known of `notes` from renditions other than `rendition`. Texts that can't be
    /// read are left out, since notes are found without them too.
    ///
    /// # Errors
    /// What the disk says.
    pub fn past(&self, notes: &[Note], rendition: &Rendition) -> Result<AnchorHistory> {
        let elsewhere = || notes.iter().filter(|note| note.anchor.rendition.text != rendition.text);
        if elsewhere().next().is_none() {
            return Ok(AnchorHistory::default());
        }
        let mut later = self.settled_elsewhere(&rendition.text)?;
        let ids: HashSet<NoteId> = elsewhere().map(|note| note.id).collect();
        later.retain(|id, _| ids.contains(id));
        let anchors = elsewhere().map(|note| &note.anchor).chain(later.values());
        let mut hashes: Vec<Hash32> = anchors.map(|anchor| anchor.rendition.text).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let texts: Vec<(Hash32, String)> =
            hashes.into_iter().filter_map(|hash| Some((hash, self.text(&hash).ok().flatten()?))).collect();
        let anchors: HashMap<NoteId, &Anchor> = elsewhere().map(|note| (note.id, &note.anchor)).collect();
        let is_kept = |of: &Hash32| texts.iter().any(|(known, _)| known == of);
        let basis = |id: NoteId| Some(basis_of(&[Some(*anchors.get(&id)?), later.get(&id)], &is_kept));
        let known = self.known(&rendition.text, &basis)?;
        Ok(AnchorHistory { texts, known, later })
    }

    /// Whether the text of this hash is kept.
    ///
    /// # Errors
    /// What the disk says.
    pub fn has_text(&self, text: &Hash32) -> Result<bool> {
        let find = || -> std::result::Result<bool, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT 1 FROM texts WHERE text = ?1")?;
            Ok(statement.exists([text.as_bytes()])?)
        };
        find().map_err(|fault| self.blame(fault))
    }

    /// The kept text of this hash; `None` where none is kept, or where it is not as it was written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn text(&self, text: &Hash32) -> Result<Option<String>> {
        let find = || -> std::result::Result<Option<Vec<u8>>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT packed FROM texts WHERE text = ?1")?;
            Ok(statement.query_row([text.as_bytes()], |row| row.get(0)).optional()?)
        };
        let packed = find().map_err(|fault| self.blame(fault))?;
        let kept = packed.and_then(|packed| pack::unpack(&packed).ok());
        Ok(kept.filter(|kept| Hash32::of(kept.as_bytes()) == *text))
    }

    /// Bytes of the text with this hash.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn text_length(&self, text: &Hash32) -> Result<Option<usize>> {
        let find = || -> std::result::Result<Option<usize>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT length FROM texts WHERE text = ?1")?;
            let length: Option<i64> = statement.query_row([text.as_bytes()], |row| row.get(0)).optional()?;
            Ok(length.and_then(|length| usize::try_from(length).ok()))
        };
        find().map_err(|fault| self.blame(fault))
    }

    /// Hashes of all kept texts.
    ///
    /// # Errors
    /// What the disk says.
    pub fn texts(&self) -> Result<Vec<Hash32>> {
        let find = || -> std::result::Result<Vec<Hash32>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT text FROM texts ORDER BY text")?;
            let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
            rows.map(|row| hash_of(&row?)).collect()
        };
        find().map_err(|fault| self.blame(fault))
    }
}
