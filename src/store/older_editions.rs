//! Which documents a new one may be a newer edition of.

use std::path::Path;

use super::{Draft, Result, Store, patience};
use crate::annotation::{DocumentId, Hash32, lines_shared, similarity};
use crate::document::SafeText;

/// Texts at one path that are this alike are editions of one document.
const ALIKE_AT_PATH: f64 = 0.4;
/// Elsewhere, with a title that is the same, they have to be more alike.
const ALIKE_BY_TITLE: f64 = 0.6;
/// Under another name and title nearly all of its lines have to be the same.
const ALIKE_ELSEWHERE: f64 = 0.75;
/// Documents compared at most; of those elsewhere more, which costs less.
const COMPARED: usize = 12;
const COMPARED_ELSEWHERE: usize = 64;
/// A text of less than this share of the other's length is not looked at elsewhere.
const LENGTH_LEAST: f64 = 0.5;

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
        let near = candidates.len();
        candidates.extend(shelf.iter().map(|shelved| (shelved.document, ALIKE_ELSEWHERE)));
        let mut found: Vec<EarlierEdition> = Vec::new();
        let all_drafts = self.drafts()?;
        let (mut compared, mut compared_elsewhere) = (0, 0);
        for (at, (older, wanted)) in candidates.into_iter().enumerate() {
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
            let is_near = at < near;
            let (count, most) = if is_near { (&mut compared, COMPARED) } else { (&mut compared_elsewhere, COMPARED_ELSEWHERE) };
            if *count >= most || !is_near && !self.is_of_like_length(&anchor.rendition.text, text.len())? {
                continue;
            }
            let Some(kept) = self.text(&anchor.rendition.text)? else { continue };
            *count += 1;
            let similarity = if is_near { similarity(&kept, text) } else { lines_shared(&kept, text) };
            if similarity >= wanted {
                let title = shelf.iter().find(|shelved| shelved.document == older).map(|shelved| shelved.title.clone());
                let (title, notes, drafts) = (title.unwrap_or_default(), notes.len(), drafts.len());
                found.push(EarlierEdition { document: older, title, notes, drafts, similarity });
            }
        }
        found.sort_by(|one, other| other.similarity.total_cmp(&one.similarity));
        Ok(found)
    }

    /// Whether the kept text of this hash is at least half as long as one of `length` bytes, and at most twice.
    fn is_of_like_length(&self, text: &Hash32, length: usize) -> Result<bool> {
        #[expect(clippy::cast_precision_loss)]
        let share = |kept: usize| kept.min(length) as f64 / kept.max(length).max(1) as f64;
        Ok(self.text_length(text)?.is_some_and(|kept| share(kept) >= LENGTH_LEAST))
    }
}
