//! Where notes were found in other renditions, and which document is a newer edition of which.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::Zoned;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::Fault;
use super::rows::hash_of;
use super::{Result, Store};
use crate::annotation::{
    Anchor, Confirmation, Confirmations, DocumentId, FINDER_VERSION, Found, Hash32, NoteId, format_timestamp, parse_timestamp,
};
use crate::document::Span;

/// Candidates kept of a doubtful one.
const CANDIDATES_MOST: usize = 16;
/// Editions followed back from one document.
const LINEAGE_MOST: usize = 64;

/// Where a note was found in a rendition that it was not made in.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The note that was looked for.
    pub note: NoteId,
    /// The hash of the rendition's text: what the spans are offsets in.
    pub text: Hash32,
    /// How it was found.
    pub state: ResolutionKind,
    /// Where; none while it is doubtful or lost.
    pub span: Option<Span>,
    /// How alike, from 0.0 to 1.0.
    pub score: f64,
    /// Where else, with scores; for doubtful ones.
    pub candidates: Vec<(Span, f64)>,
    /// The place in this rendition as an anchor of its own, for the edition after this one.
    pub anchor: Option<Anchor>,
    /// What it was found out of, where nothing but a search says so: with the same at hand it need
    /// not be looked for again.
    pub basis: Option<String>,
    /// When that was found or said.
    pub at: Zoned,
}

impl Resolution {
    /// That the reader settled `note` at `span` of the rendition whose text has the hash `text`.
    #[must_use]
    pub fn settled(note: NoteId, text: Hash32, span: Span, anchor: Anchor, at: Zoned) -> Self {
        let (state, span) = (ResolutionKind::Placed, Some(span));
        Self { note, text, state, span, score: 1.0, candidates: Vec::new(), anchor: Some(anchor), basis: None, at }
    }
}

impl Resolution {
    /// That `note` was found so in the rendition whose text has the hash `text`.
    #[must_use]
    pub fn found(note: NoteId, text: Hash32, found: &Found, at: Zoned) -> Self {
        let (state, span, score, candidates) = match found {
            Found::Exact(span) => (ResolutionKind::Exact, Some(*span), 1.0, Vec::new()),
            Found::Moved { span, score } => (ResolutionKind::Moved, Some(*span), *score, Vec::new()),
            Found::Doubtful { candidates } => {
                let best = candidates.first().map_or(0.0, |(_, score)| *score);
                (ResolutionKind::Doubtful, None, best, candidates.iter().copied().take(CANDIDATES_MOST).collect())
            }
            Found::Lost => (ResolutionKind::Lost, None, 0.0, Vec::new()),
        };
        Self { note, text, state, span, score, candidates, anchor: None, basis: None, at }
    }
}

/// How a note was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResolutionKind {
    /// As it was.
    Exact,
    /// Elsewhere, or with other words, and without doubt.
    Moved,
    /// It waits for the reader.
    Doubtful,
    /// It was not found.
    Lost,
    /// The reader confirmed or chose the place.
    Placed,
}

/// That one document is a newer edition of another, and whether the reader wanted its notes carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The older one.
    pub older: DocumentId,
    /// The newer one.
    pub newer: DocumentId,
    /// What the reader answered; it is asked once.
    pub carried: bool,
    /// When that was found or said.
    pub at: Zoned,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    state: ResolutionKind,
    span: Option<Span>,
    score: f64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<(Span, f64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<Anchor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    at: String,
}

impl Store {
    /// Adds resolutions, in one commit; none is ever changed, the latest of a note and a text counts.
    ///
    /// # Errors
    /// What the disk says.
    pub fn resolve(&mut self, resolutions: &[Resolution]) -> Result<()> {
        self.write_aside(|connection| insert(connection, resolutions))
    }

    /// Where the reader settled last that notes stand: in the text of this hash, else in another.
    ///
    /// # Errors
    /// What the disk says.
    pub fn settlements(&self, text: Option<&Hash32>) -> Result<Confirmations> {
        // Only the last word on a note in a text counts: what was settled may have been taken back.
        let latest = "id IN (SELECT max(id) FROM resolutions GROUP BY note, text)";
        let settled = format!("?1 = ?1 AND data LIKE '%\"state\":\"placed\"%' AND {latest}");
        let mut found = Confirmations::new();
        let mut here = std::collections::HashSet::new();
        for one in read(&self.notes, &settled, &[]).map_err(|fault| self.blame(fault))? {
            let is_here = Some(&one.text) == text;
            let Some(anchor) = one.anchor.filter(|_| is_here || !here.contains(&one.note)) else { continue };
            if is_here {
                here.insert(one.note);
            }
            found.insert(one.note, Confirmation { anchor, at: one.at });
        }
        Ok(found)
    }

    /// The latest resolution of each note in the rendition whose text has this hash.
    ///
    /// # Errors
    /// What the disk says.
    pub fn resolutions(&self, text: &Hash32) -> Result<Vec<Resolution>> {
        let condition = "text = ?1 AND id IN (SELECT max(id) FROM resolutions WHERE text = ?1 GROUP BY note)";
        read(&self.notes, condition, text.as_bytes()).map_err(|fault| self.blame(fault))
    }

    /// Where the reader settled last that notes stand in renditions other than that whose text has this hash.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn settled_elsewhere(&self, text: &Hash32) -> Result<HashMap<NoteId, Anchor>> {
        // Only the last word on a note in a text counts: what was settled may have been taken back.
        let latest = "id IN (SELECT max(id) FROM resolutions GROUP BY note, text)";
        let settled = format!("text <> ?1 AND data LIKE '%\"state\":\"placed\"%' AND {latest}");
        let settled = read(&self.notes, &settled, text.as_bytes()).map_err(|fault| self.blame(fault))?;
        Ok(settled.into_iter().filter_map(|resolution| Some((resolution.note, resolution.anchor?))).collect())
    }

    /// Where notes were found in the rendition whose text has this hash, by the reader or before:
    /// what need not be looked for again. What was found in doubt, or not at all, holds as long as
    /// `basis` tells that no more is at hand than was.
    ///
    /// # Errors
    /// What the disk says.
    pub fn known(&self, text: &Hash32, basis: &dyn Fn(NoteId) -> Option<String>) -> Result<HashMap<NoteId, Found>> {
        let found = |one: Resolution| {
            let holds = |one: &Resolution| one.basis.is_some() && one.basis == basis(one.note);
            let found = match (one.state, one.span) {
                (ResolutionKind::Moved, Some(span)) => Found::Moved { span, score: one.score },
                (ResolutionKind::Exact | ResolutionKind::Placed, Some(span)) => Found::Exact(span),
                (ResolutionKind::Doubtful, _) if holds(&one) => Found::Doubtful { candidates: one.candidates },
                (ResolutionKind::Lost, _) if holds(&one) => Found::Lost,
                _ => return None,
            };
            Some((one.note, found))
        };
        Ok(self.resolutions(text)?.into_iter().filter_map(found).collect())
    }

    /// Keeps where notes were found in the rendition whose text has this hash, each as a row of
    /// its own; what the latest row says already is left out, and what the reader settled stays.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_found(&self, text: &Hash32, found: &[(NoteId, Found)], at: &Zoned) -> Result<()> {
        let latest: HashMap<NoteId, Resolution> = self.resolutions(text)?.into_iter().map(|one| (one.note, one)).collect();
        let later = self.settled_elsewhere(text)?;
        let mut kept: HashMap<Hash32, bool> = HashMap::new();
        let mut basis = |note: &NoteId, found: &Found| -> Result<Option<String>> {
            // What was found for certain stays so.
            let Some((note, _)) = found.span().map_or_else(|| self.note(*note), |_| Ok(None))? else { return Ok(None) };
            let anchors = [Some(&note.anchor), later.get(&note.id)];
            for anchor in anchors.into_iter().flatten() {
                let of = anchor.rendition.text;
                if let Entry::Vacant(slot) = kept.entry(of) {
                    slot.insert(self.has_text(&of)?);
                }
            }
            Ok(Some(basis_of(&anchors, &|of| kept.get(of).copied().unwrap_or(false))))
        };
        let mut all = Vec::new();
        for (note, found) in found {
            all.push(Resolution { basis: basis(note, found)?, ..Resolution::found(*note, *text, found, at.clone()) });
        }
        let new: Vec<Resolution> = all
            .into_iter()
            .filter(|new| {
                latest.get(&new.note).is_none_or(|old| {
                    old.state != ResolutionKind::Placed
                        && (old.state, old.span, &old.candidates, &old.basis)
                            != (new.state, new.span, &new.candidates, &new.basis)
                })
            })
            .collect();
        if new.is_empty() { Ok(()) } else { self.write_beside(|connection| insert(connection, &new)) }
    }

    /// Every resolution of one note, the first one first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn resolutions_of(&self, note: NoteId) -> Result<Vec<Resolution>> {
        read(&self.notes, "note = ?1", note.as_bytes()).map_err(|fault| self.blame(fault))
    }

    /// Keeps what the reader answered about a newer edition, over a former answer.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save_edition(&mut self, edition: &Edition) -> Result<()> {
        self.write_aside(|connection| answer(connection, edition))
    }

    /// What the reader answered about these two, if it was asked.
    ///
    /// # Errors
    /// What the disk says.
    pub fn edition(&self, older: &DocumentId, newer: &DocumentId) -> Result<Option<Edition>> {
        let find = || -> std::result::Result<Option<Edition>, Fault> {
            let mut statement = self.notes.prepare_cached("SELECT carried, at FROM editions WHERE newer = ?1 AND older = ?2")?;
            let found: Option<(bool, String)> = statement
                .query_row(params![newer.0.as_bytes(), older.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let of = |(carried, at): (bool, String)| {
                Some(Edition { older: *older, newer: *newer, carried, at: parse_timestamp(&at)? })
            };
            Ok(found.and_then(of))
        };
        find().map_err(|fault| self.blame(fault))
    }

    /// Documents that the notes on `document` were carried over to, also by way of others; the
    /// last answered first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn carried_to(&self, document: &DocumentId) -> Result<Vec<DocumentId>> {
        let find = || -> std::result::Result<Vec<DocumentId>, Fault> {
            let mut statement = self
                .notes
                .prepare_cached("SELECT newer FROM editions WHERE older = ?1 AND carried = 1 ORDER BY at DESC, newer")?;
            let (mut found, mut next) = (vec![*document], 0);
            while let Some(older) = found.get(next).copied() {
                next += 1;
                for newer in statement.query_map([older.0.as_bytes()], |row| row.get::<_, Vec<u8>>(0))? {
                    let newer = DocumentId(hash_of(&newer?)?);
                    if !found.contains(&newer) && found.len() < LINEAGE_MOST {
                        found.push(newer);
                    }
                }
            }
            found.remove(0);
            Ok(found)
        };
        find().map_err(|fault| self.blame(fault))
    }
}

/// What a note is looked for with: its anchors, which of their texts are at hand, and how.
pub(super) fn basis_of(anchors: &[Option<&Anchor>], is_kept: &dyn Fn(&Hash32) -> bool) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FINDER_VERSION.to_le_bytes());
    for anchor in anchors.iter().flatten() {
        hasher.update(&[1, u8::from(is_kept(&anchor.rendition.text))]);
        hasher.update(anchor.rendition.text.as_bytes());
        hasher.update(&anchor.start.to_le_bytes());
        hasher.update(&anchor.end.to_le_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Adds resolutions.
pub(super) fn insert(connection: &Connection, resolutions: &[Resolution]) -> std::result::Result<(), Fault> {
    let mut statement = connection.prepare_cached("INSERT INTO resolutions (note, text, data) VALUES (?1, ?2, ?3)")?;
    for resolution in resolutions {
        let stored = Stored {
            state: resolution.state,
            span: resolution.span,
            score: resolution.score,
            candidates: resolution.candidates.iter().copied().take(CANDIDATES_MOST).collect(),
            anchor: resolution.anchor.clone(),
            basis: resolution.basis.clone(),
            at: format_timestamp(&resolution.at),
        };
        let json = serde_json::to_string(&stored)?;
        statement.execute(params![resolution.note.as_bytes(), resolution.text.as_bytes(), json])?;
    }
    Ok(())
}

/// Keeps what was answered about an edition, over a former answer.
pub(super) fn answer(connection: &Connection, edition: &Edition) -> std::result::Result<(), Fault> {
    let mut statement =
        connection.prepare_cached("INSERT OR REPLACE INTO editions (newer, older, carried, at) VALUES (?1, ?2, ?3, ?4)")?;
    let at = format_timestamp(&edition.at);
    statement.execute(params![edition.newer.0.as_bytes(), edition.older.0.as_bytes(), edition.carried, at])?;
    Ok(())
}

fn read(connection: &Connection, condition: &str, key: &[u8]) -> std::result::Result<Vec<Resolution>, Fault> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT note, text, data FROM resolutions WHERE {condition} ORDER BY id"))?;
    let rows = statement
        .query_map([key], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (note, text, json) = row?;
        // One that can't be read is as if it had not been made: it is looked for again.
        let Ok(stored) = serde_json::from_str::<Stored>(&json) else { continue };
        let Some(at) = parse_timestamp(&stored.at) else { continue };
        found.push(Resolution {
            note: NoteId::from_bytes(note),
            text: hash_of(&text)?,
            state: stored.state,
            span: stored.span,
            score: stored.score,
            candidates: stored.candidates,
            anchor: stored.anchor,
            basis: stored.basis,
            at,
        });
    }
    Ok(found)
}

/// A document and the older editions whose notes were carried over to it, each once.
pub(super) fn lineage(connection: &Connection, document: &DocumentId) -> std::result::Result<Vec<DocumentId>, Fault> {
    let mut found = vec![*document];
    let mut statement =
        connection.prepare_cached("SELECT older FROM editions WHERE newer = ?1 AND carried = 1 ORDER BY older")?;
    let mut next = 0;
    while let Some(newer) = found.get(next).copied() {
        next += 1;
        for older in statement.query_map([newer.0.as_bytes()], |row| row.get::<_, Vec<u8>>(0))? {
            let older = DocumentId(hash_of(&older?)?);
            if !found.contains(&older) && found.len() < LINEAGE_MOST {
                found.push(older);
            }
        }
    }
    Ok(found)
}
