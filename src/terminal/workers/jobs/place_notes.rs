//! Finding where notes stand in a document.

use std::sync::Arc;

use crate::annotation::{Anchor, AnchorHistory, NoteId, Rendition};
use crate::app::{NotesAnswer, Outcome, Request};
use crate::document::Document;

use super::queue::Job;

/// Notes placed before the first answer.
const FIRST: usize = 50;

/// Notes whose places are to be found.
pub(crate) struct PlaceJob {
    pub(crate) request: Request,
    pub(crate) document: Arc<Document>,
    pub(crate) rendition: Rendition,
    pub(crate) notes: Vec<(NoteId, Anchor)>,
    pub(crate) past: Arc<AnchorHistory>,
}

impl PlaceJob {
    /// Finds the notes, a few at a time, so that those on the screen are there first.
    pub(crate) fn run(&self, job: &Job) {
        let mut finder = self.past.finder(&self.document, &self.rendition);
        let (mut rest, mut many) = (self.notes.as_slice(), FIRST);
        while !rest.is_empty() {
            let part;
            (part, rest) = rest.split_at(many.min(rest.len()));
            // More each time: taking an answer in costs all notes that there are.
            many *= 2;
            let go_on = || !job.is_cancelled();
            let anchors: Vec<(NoteId, &Anchor)> = part.iter().map(|(id, anchor)| (*id, anchor)).collect();
            let found = self.past.find_all(&mut finder, &anchors, &go_on).filter(|_| !job.is_cancelled());
            let Some(found) = found else { return };
            let found = part.iter().map(|(id, _)| *id).zip(found).collect();
            job.send(Outcome::Notes(NotesAnswer::Placed { request: self.request, found }));
        }
    }
}
