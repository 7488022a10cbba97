//! What an import would change: each note held against those that are here, and placed.

use jiff::Zoned;

use super::{Content, Foreign, Incoming, Intake};
use crate::annotation::{Anchor, Change, Finder, Found, Note, NoteId, Patch, Rendition};
use crate::document::Document;

/// What becomes of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not here.
    New,
    /// It is here, and becomes another.
    Changed,
    /// It is here as it comes, or newer than it comes.
    Same,
    /// A body of a note that is not here: there is nothing to put it on.
    Homeless,
}

/// A note, what becomes of it, and where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The note's identity.
    pub id: NoteId,
    /// What becomes of it.
    pub outcome: Outcome,
    /// How it was found in the document; none where only a body came, or no document is at hand.
    pub found: Option<Found>,
    /// Its quote or its body, to know it by.
    pub words: String,
    /// Where in the file it stands.
    pub place: String,
}

/// What an import would do. Carried out it is one step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The changes.
    pub changes: Vec<Change>,
    /// Each note of the file.
    pub notes: Vec<Planned>,
}

impl Plan {
    /// How many notes have this outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.notes.iter().filter(|note| note.outcome == outcome).count()
    }

    /// How many were found but not for certain, and how many not at all.
    #[must_use]
    pub fn astray(&self) -> (usize, usize) {
        let doubtful = self.notes.iter().filter(|note| matches!(note.found, Some(Found::Doubtful { .. }))).count();
        let lost = self.notes.iter().filter(|note| note.found == Some(Found::Lost) || note.outcome == Outcome::Homeless);
        (doubtful, lost.count())
    }
}

/// Plans the import of `intake`. `on` is the document that its notes are put on, with its
/// rendition; without one, notes of ours go to their own documents. `held` tells a note that is
/// here and whether it is deleted. `go_on` is asked before each note with how many are done;
/// `None` when it says stop. `now` is when notes were made that don't say.
pub fn plan(
    intake: &Intake,
    on: Option<(&Document, &Rendition)>,
    held: &dyn Fn(NoteId) -> Option<(Note, bool)>,
    now: &Zoned,
    go_on: &dyn Fn(usize) -> bool,
) -> Option<Plan> {
    let mut finder = on.map(|(document, rendition)| Finder::new(document, rendition));
    let mut plan = Plan::default();
    let mut seen = std::collections::HashSet::new();
    for (index, incoming) in intake.notes.iter().enumerate() {
        if !go_on(index) {
            return None;
        }
        let known = held(incoming.id);
        let (outcome, found, words) = match &incoming.content {
            // The same note twice in one file: the first holds.
            _ if !seen.insert(incoming.id) => continue,
            Content::Body(body) => {
                let patch = Patch { body: Some(body.clone()), ..Patch::default() };
                let outcome = match known {
                    Some((note, false)) => edit(&mut plan, &note, patch),
                    _ => Outcome::Homeless,
                };
                (outcome, None, body.to_string())
            }
            Content::Ours(note) => {
                let mut note = note.as_ref().clone();
                if let Some((_, rendition)) = on {
                    // A colleague's copy of the file may differ in its bytes: the notes come to this one.
                    note.anchor.rendition.bytes = rendition.bytes;
                }
                let found = finder.as_mut().and_then(|finder| finder.find(&note.anchor, &|| true));
                let words = note.anchor.quote.to_string();
                (take(&mut plan, note, known), found, words)
            }
            Content::Foreign(foreign) => {
                let (Some(finder), Some((document, rendition))) = (finder.as_mut(), on) else { continue };
                let loose = foreign.anchor(intake.source, rendition);
                let found = if foreign.quote.is_empty() && foreign.before.is_empty() && foreign.after.is_empty() {
                    Found::Lost
                } else {
                    finder.find(&loose, &|| true).unwrap_or(Found::Lost)
                };
                let placed = |span| Anchor { footnote: foreign.footnote.clone(), ..Anchor::of(document, span, rendition) };
                let anchor = found.span().map_or(loose, placed);
                let words = if foreign.quote.is_empty() { foreign.body.to_string() } else { foreign.quote.to_string() };
                (take(&mut plan, note_of(incoming, foreign, anchor, now), known), Some(found), words)
            }
        };
        plan.notes.push(Planned { id: incoming.id, outcome, found, words, place: incoming.place.clone() });
    }
    Some(plan)
}

fn note_of(incoming: &Incoming, foreign: &Foreign, anchor: Anchor, now: &Zoned) -> Note {
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
fn take(plan: &mut Plan, note: Note, known: Option<(Note, bool)>) -> Outcome {
    let Some((here, is_deleted)) = known else {
        plan.changes.push(Change::Add(Box::new(note)));
        return Outcome::New;
    };
    if !is_deleted && note.updated.timestamp() < here.updated.timestamp() {
        return Outcome::Same;
    }
    if is_deleted {
        plan.changes.push(Change::Restore(here.id));
    }
    let patch = Patch { kind: Some(note.kind), label: Some(note.label), body: Some(note.body), tags: Some(note.tags) };
    let outcome = edit(plan, &here, patch);
    if is_deleted { Outcome::New } else { outcome }
}

/// Changes what differs.
fn edit(plan: &mut Plan, here: &Note, patch: Patch) -> Outcome {
    let mut other = here.clone();
    if patch.apply(&mut other).is_empty() {
        return Outcome::Same;
    }
    plan.changes.push(Change::Edit { id: here.id, patch });
    Outcome::Changed
}
