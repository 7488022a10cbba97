//! What the job lane does: reading a document, with its progress told, and placing notes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::annotation::{Anchor, Finder, NoteId, Past};
use crate::app::{NotesAnswer, Outcome, ReadAnswer, Reading};
use crate::document::Document;
use crate::import::{ImportError, Watch};
use crate::platform::files::ReadError;
use crate::terminal::workers::jobs::queue::Token;
use crate::terminal::workers::outcomes::Answers;
use crate::words::Words;

/// Finds notes, a few at a time, so that those on the screen are there first.
pub(crate) fn place(
    request: u64,
    past: &Past,
    finder: &mut Finder,
    notes: &[(NoteId, Anchor)],
    token: &Token,
    answers: &Answers,
) {
    /// Notes placed between two answers.
    const FIRST: usize = 50;
    let (mut rest, mut many) = (notes, FIRST);
    while !rest.is_empty() {
        let part;
        (part, rest) = rest.split_at(many.min(rest.len()));
        // More each time: taking an answer in costs all notes that there are.
        many *= 2;
        let go_on = || !token.is_cancelled();
        let anchors: Vec<(NoteId, &Anchor)> = part.iter().map(|(id, anchor)| (*id, anchor)).collect();
        let Some(found) = past.find_all(finder, &anchors, &go_on).filter(|_| !token.is_cancelled()) else { return };
        let found = part.iter().map(|(id, _)| *id).zip(found).collect();
        answers.send(Outcome::Notes(NotesAnswer::Placed { request, found }));
    }
}

/// Lets work go on for as long as its answer is waited for.
pub(crate) struct Wanted<'a>(pub(crate) &'a Token);

impl Watch for Wanted<'_> {
    fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
        if self.0.is_cancelled() { Err(ImportError::Stopped) } else { Ok(()) }
    }
}

/// Sends what reading a document came to.
pub(crate) fn answer_reading(request: u64, reading: Result<Reading, ReadError>, words: &Words, name: &str, answers: &Answers) {
    match reading {
        Ok(reading) => answers.send(Outcome::Read { request, answer: ReadAnswer::Done(reading) }),
        Err(ReadError::Import(ImportError::Stopped)) => {}
        Err(ReadError::Import(ImportError::Locked { wrong })) => {
            answers.send(Outcome::Read { request, answer: ReadAnswer::Locked(wrong) })
        }
        Err(error) => answers.send(Outcome::Read { request, answer: ReadAnswer::Failed(error.words(words, name).into()) }),
    }
}

/// Tells the main thread how far a reading is, a few times a second.
pub(crate) struct Progress<'a> {
    request: u64,
    all: Option<usize>,
    token: &'a Token,
    answers: &'a Answers,
    apart: bool,
    told: AtomicUsize,
    began: Instant,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(request: u64, (all, apart): (Option<usize>, bool), token: &'a Token, answers: &'a Answers) -> Self {
        Self { request, all, apart, token, answers, told: AtomicUsize::new(0), began: Instant::now() }
    }
}

impl Watch for Progress<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        /// Parts of a second between two tellings.
        const PAUSE: u128 = 200;
        if self.token.is_cancelled() {
            return Err(ImportError::Stopped);
        }
        let turn = usize::try_from(self.began.elapsed().as_millis() / PAUSE).unwrap_or(usize::MAX);
        if self.told.swap(turn, Ordering::Relaxed) != turn {
            // What is read apart is counted in pages.
            let all = if self.apart { all } else { self.all.unwrap_or(all) };
            self.answers.send(Outcome::Read { request: self.request, answer: ReadAnswer::SoFar(done, all.max(done)) });
        }
        Ok(())
    }

    fn wants_opening(&self) -> bool {
        true
    }

    fn opening(&self, document: Document) {
        let reading = Reading { document: Arc::new(document), rendition: None };
        self.answers.send(Outcome::Read { request: self.request, answer: ReadAnswer::Done(reading) });
    }
}
