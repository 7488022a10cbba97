//! Which documents a new one may be a newer edition of.

use std::path::Path;

use super::{Draft, Result, Store, patience};
use crate::annotation::{DocumentId, similarity};
use crate::document::SafeText;

/// Texts at one path that are this alike are editions of one document.
const ALIKE_AT_PATH: f64 = 0.4;
/// Elsewhere, with a title that is the same, they have to be more alike.
const ALIKE_BY_TITLE: f64 = 0.6;
/// Documents compared at most.
const COMPARED: usize = 12;

/// A document that the one being read may be a newer edition of.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierEdition {
    /// The older one.
    pub document: DocumentId,
    /// What it is called.
    pub title: SafeText,
    /// How many notes are on it.
    pub notes: usize,
    /// How many drafts wait for it.
    pub drafts: usize,
    /// How alike the texts are, from 0.0 to 1.0.
    pub similarity: f64,
}

impl Store {
    /// Documents with notes that `document`, with this title and text and read from `path`, looks
    /// like a newer edition of, and about which the reader was not asked yet; the most alike first.
    ///
    /// # Errors
    /// As [`Store::notes`].
    pub fn older_editions(
        &self,
        document: &DocumentId,
        path: Option<&Path>,
        title: &str,
        text: &str,
    ) -> Result<Vec<EarlierEdition>> {
        let here = path.map(|path| self.seen_at(path)).transpose()?.unwrap_or_default();
        let shelf = self.library()?;
        let titled = shelf.iter().filter(|shelved| shelved.title.to_lowercase() == title.to_lowercase());
        let mut candidates: Vec<(DocumentId, f64)> = here.iter().map(|older| (*older, ALIKE_AT_PATH)).collect();
        candidates.extend(titled.map(|shelved| (shelved.document, ALIKE_BY_TITLE)));
        let mut found: Vec<EarlierEdition> = Vec::new();
        let all_drafts = self.drafts()?;
        let mut compared = 0;
        for (older, wanted) in candidates {
            // Nobody waits for the answer any more.
            if patience::is_over() {
                return Ok(Vec::new());
            }
            if older == *document
                || found.iter().any(|known| known.document == older)
                || self.edition(&older, document)?.is_some()
            {
                continue;
            }
            let notes = self.notes(&older)?;
            let drafts: Vec<&Draft> = all_drafts.iter().filter(|draft| draft.document == older).collect();
            let of_note = notes.iter().rev().find(|note| note.document() == older).map(|note| &note.anchor);
            let of_draft = || drafts.iter().find_map(|draft| draft.anchor.as_ref());
            let Some(anchor) = of_note.or_else(of_draft) else { continue };
            let Some(kept) = self.text(&anchor.rendition.text)? else { continue };
            compared += 1;
            if compared > COMPARED {
                break;
            }
            let similarity = similarity(&kept, text);
            if similarity >= wanted {
                let title = shelf.iter().find(|shelved| shelved.document == older).map(|shelved| shelved.title.clone());
                let (title, notes, drafts) = (title.unwrap_or_default(), notes.len(), drafts.len());
                found.push(EarlierEdition { document: older, title, notes, drafts, similarity });
            }
        }
        found.sort_by(|one, other| other.similarity.total_cmp(&one.similarity));
        Ok(found)
    }
}
