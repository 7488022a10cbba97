//! What an import would change: each note held against those that are here, and placed.

use std::borrow::Cow;

use jiff::Zoned;

use super::edited_bodies::{Verdict, weighed};
use super::{Content, ForeignNote, IbidNote, ImportedNote, NoteFile};
use crate::annotation::{
    Anchor, Change, Confirmation, DocumentId, Finder, Found, ImportBatch, Note, NoteId, Patch, Rendition, SafeLines,
};
use crate::document::Document;

/// What becomes of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStatus {
    /// It was not here.
    New,
    /// It is here, and becomes another.
    Changed,
    /// Its body was edited here and in the file: both stand in it then.
    Conflict,
    /// It is here as it comes, or newer than it comes.
    Same,
    /// A body of a note that is not here: there is nothing to put it on.
    Unmatched,
}

/// A note, what becomes of it, and where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedNote {
    /// The note's identity.
    pub id: NoteId,
    /// What becomes of it.
    pub outcome: ImportStatus,
    /// How it was found in the document; none where only a body came, or no document is at hand.
    pub found: Option<Found>,
    /// Its quote or its body, to know it by.
    pub words: String,
    /// Where in the file it stands.
    pub place: String,
    /// The beginnings of what its body's form has and Markdown has no words for: it is kept as
    /// it is written.
    pub as_written: Vec<String>,
    /// The texts of a body that was edited here and in the file.
    pub conflict: Option<Conflict>,
}

/// A body that was edited on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What it was when the file was written, where that is known.
    pub before: Option<String>,
    /// What it is here.
    pub here: String,
    /// What it is in the file.
    pub file: String,
}

/// Stands between two texts of a body.
const BETWEEN: &str = "\n\n---\n\n";

/// What an import would do. Carried out it is one step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// What is news here.
    pub arrivals: ImportBatch,
    /// Each note of the file.
    pub notes: Vec<PlannedNote>,
}

/// A note that is here.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownNote {
    /// The note as it is kept.
    pub note: Note,
    /// Whether it is deleted.
    pub is_deleted: bool,
    /// Where the reader settled that it stands.
    pub settled: Option<Confirmation>,
    /// The bodies that it had before, the last one first: where a body may have been edited in a file.
    pub earlier: Vec<SafeLines>,
    /// Whether its body is what the last import of this very file made of it.
    pub is_imported: bool,
}

impl ImportPlan {
    /// How many notes have this outcome.
    #[must_use]
    pub fn count(&self, outcome: ImportStatus) -> usize {
        self.notes.iter().filter(|note| note.outcome == outcome).count()
    }

    /// How many were found but not for certain, and how many not at all.
    #[must_use]
    pub fn unplaced(&self) -> (usize, usize) {
        let doubtful = self.notes.iter().filter(|note| matches!(note.found, Some(Found::Doubtful { .. }))).count();
        let lost = self.notes.iter().filter(|note| note.found == Some(Found::Lost) || note.outcome == ImportStatus::Unmatched);
        (doubtful, lost.count())
    }
}

impl ImportPlan {
    /// Notes that those of a document were carried over to another.
    fn carry(&mut self, older: DocumentId, newer: Option<DocumentId>) {
        let Some(newer) = newer.filter(|newer| *newer != older) else { return };
        if !self.arrivals.editions.contains(&(older, newer)) {
            self.arrivals.editions.push((older, newer));
        }
    }

    /// Takes a settled place in, unless the one that is known here is as new; whether it did.
    fn settle(&mut self, note: &Note, settled: Option<Confirmation>, known: Option<&KnownNote>) -> bool {
        let here = known.and_then(|held| held.settled.as_ref());
        let is_newer = |settled: &Confirmation| here.is_none_or(|here| here.at.timestamp() < settled.at.timestamp());
        let Some(settled) = settled.filter(is_newer) else { return false };
        self.arrivals.settled.push((note.id, settled));
        true
    }
}

/// Finds where notes stand: each as [`Found`], none where only a body came. `source` is the form
/// that they came in. `go_on` is asked now and then; `None` when it says stop.
pub fn place(notes: &[ImportedNote], source: &str, finder: &mut Finder, go_on: &dyn Fn() -> bool) -> Option<Vec<Option<Found>>> {
    let (document, rendition) = (finder.document(), finder.rendition());
    let mut found: Vec<Option<Found>> = vec![None; notes.len()];
    let mut loose: Vec<(usize, Cow<'_, Anchor>)> = Vec::new();
    for (at, incoming) in notes.iter().enumerate() {
        match &incoming.content {
            Content::Body(..) => {}
            Content::Ours(ours) => match &ours.settled {
                Some(settled) if settled.anchor.rendition.text == rendition.text && settled.holds_in(document) => {
                    found[at] = Some(Found::Exact(settled.anchor.span()));
                }
                _ => loose.push((at, Cow::Borrowed(&ours.note.anchor))),
            },
            Content::Foreign(foreign) if foreign.span.is_some() => found[at] = foreign.span.map(Found::Exact),
            Content::Foreign(foreign) if foreign.is_wordless() => found[at] = Some(Found::Lost),
            Content::Foreign(foreign) => loose.push((at, Cow::Owned(foreign.anchor(source, rendition)))),
        }
    }
    let anchors: Vec<&Anchor> = loose.iter().map(|(_, anchor)| anchor.as_ref()).collect();
    for ((at, _), one) in loose.iter().zip(finder.find_all(&anchors, go_on)?) {
        found[*at] = Some(one);
    }
    go_on().then_some(found)
}

/// Plans the import of `intake`. `on` is the document that its notes are put on, with its
/// rendition, and how each note was found in it, as [`place`] tells; without one, notes of ours go
/// to their own documents. `held` tells a note that is here. `now` is when notes were made that
/// don't say.
#[must_use]
pub fn plan(
    note_file: &NoteFile,
    on: Option<(&Document, &Rendition, &[Option<Found>])>,
    held: &dyn Fn(NoteId) -> Option<KnownNote>,
    now: &Zoned,
) -> ImportPlan {
    let mut plan = ImportPlan::default();
    let mut seen = std::collections::HashSet::new();
    for (index, incoming) in note_file.notes.iter().enumerate() {
        let known = held(incoming.id);
        let found = on.and_then(|(_, _, found)| found.get(index).cloned().flatten());
        let (mut as_written, mut conflict) = (Vec::new(), None);
        let (outcome, words) = match &incoming.content {
            // The same note twice in one file: the first holds.
            _ if !seen.insert(incoming.id) => continue,
            Content::Body(body) => {
                let outcome = match known {
                    Some(KnownNote { note, is_deleted: false, earlier, is_imported, .. }) => {
                        // Blank lines around a body are not written.
                        let here = note.body.trim_matches('\n').trim_end();
                        let text = match weighed(body, here, &earlier, is_imported) {
                            Verdict::Same => None,
                            Verdict::Edited(turned) => {
                                as_written = turned.kept;
                                Some(SafeLines::new(&turned.text))
                            }
                            Verdict::Both(turned, before) => {
                                as_written = turned.kept;
                                let file = SafeLines::new(turned.text.trim_matches('\n').trim_end()).to_string();
                                let both = SafeLines::new(&format!("{here}{BETWEEN}{file}"));
                                let before = before.map(|before| before.to_string());
                                conflict = Some(Conflict { before, here: here.to_owned(), file });
                                Some(both)
                            }
                        };
                        let edited = text.map(|text| edit(&mut plan, &note, Patch { body: Some(text), ..Patch::default() }));
                        match edited.unwrap_or(ImportStatus::Same) {
                            ImportStatus::Changed if conflict.is_some() => ImportStatus::Conflict,
                            other => other,
                        }
                    }
                    _ => ImportStatus::Unmatched,
                };
                (outcome, SafeLines::new(&body.text).to_string())
            }
            Content::Ours(ours) => {
                let IbidNote { mut note, home, mut settled } = ours.as_ref().clone();
                let newer = on.map(|(_, rendition, _)| rendition.document());
                if newer.is_none_or(|newer| home == Some(newer)) {
                    plan.carry(note.document(), home);
                } else if let Some((_, rendition, _)) = on {
                    // A colleague's copy of the file may differ in its bytes: the notes are put on this one.
                    note.anchor.rendition.bytes = rendition.bytes;
                    settled.iter_mut().for_each(|settled| settled.anchor.rendition.bytes = rendition.bytes);
                }
                let words = note.anchor.quote.to_string();
                let is_news = plan.settle(&note, settled, known.as_ref());
                let outcome = match take(&mut plan, note, known) {
                    ImportStatus::Same if is_news => ImportStatus::Changed,
                    other => other,
                };
                (outcome, words)
            }
            Content::Foreign(foreign) => {
                let Some((document, rendition, _)) = on else { continue };
                // What a file carries comes along into each version of it.
                if let Some(older) = known.as_ref().filter(|_| foreign.span.is_some()) {
                    plan.carry(older.note.document(), Some(rendition.document()));
                }
                let span = found.as_ref().and_then(Found::span);
                let loose = || foreign.anchor(note_file.source, rendition);
                let placed = |span| Anchor { footnote: foreign.footnote.clone(), ..Anchor::of(document, span, rendition) };
                let anchor = span.map_or_else(loose, placed);
                let words = if foreign.quote.is_empty() { foreign.body.to_string() } else { foreign.quote.to_string() };
                (take(&mut plan, note_of(incoming, foreign, anchor, now), known), words)
            }
        };
        let place = incoming.place.clone();
        plan.notes.push(PlannedNote { id: incoming.id, outcome, found, words, place, as_written, conflict });
    }
    plan
}

fn note_of(incoming: &ImportedNote, foreign: &ForeignNote, anchor: Anchor, now: &Zoned) -> Note {
    let created = foreign.created.clone().or_else(|| foreign.updated.clone()).unwrap_or_else(|| now.clone());
    Note {
        id: incoming.id,
        kind: foreign.kind,
        label: foreign.label.clone(),
        body: foreign.body.clone(),
        tags: foreign.tags.clone(),
        updated: foreign.updated.clone().unwrap_or_else(|| created.clone()),
        created,
        author: foreign.author.clone(),
        anchor,
    }
}

/// Takes a whole note: it is added, brought back, or changes the one that is here.
fn take(plan: &mut ImportPlan, note: Note, known: Option<KnownNote>) -> ImportStatus {
    let Some(KnownNote { note: here, is_deleted, .. }) = known else {
        plan.arrivals.changes.push(Change::Add(Box::new(note)));
        return ImportStatus::New;
    };
    if !is_deleted && note.updated.timestamp() < here.updated.timestamp() {
        return ImportStatus::Same;
    }
    if is_deleted {
        plan.arrivals.changes.push(Change::Restore(here.id));
    }
    let patch = Patch { kind: Some(note.kind), label: Some(note.label), body: Some(note.body), tags: Some(note.tags) };
    let outcome = edit(plan, &here, patch);
    if is_deleted { ImportStatus::New } else { outcome }
}

/// Changes what differs.
fn edit(plan: &mut ImportPlan, here: &Note, patch: Patch) -> ImportStatus {
    let mut other = here.clone();
    if patch.apply(&mut other).is_empty() {
        return ImportStatus::Same;
    }
    plan.arrivals.changes.push(Change::Edit { id: here.id, patch });
    ImportStatus::Changed
}
