//! Reading a document, with how far it is told meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::app::{Origin, Outcome, ReadAnswer, Reading, Request};
use crate::document::Document;
use crate::import::{ImportError, ReadObserver, ReadOptions};
use crate::platform::files::{OpenedFile, ReadError, name_of, shown_name};
use crate::words::Words;

use super::queue::Job;

/// A document that is to be read to its end.
pub(crate) struct ReadJob {
    pub(crate) request: Request,
    /// How it is read, where that is said.
    pub(crate) options: ReadOptions,
    pub(crate) words: Arc<Words>,
}

impl ReadJob {
    /// Reads a document from its beginning.
    pub(crate) fn read(&self, origin: &Origin, job: &Job) {
        let name = name_of(origin, &self.words);
        let settled = |mut opened: OpenedFile| {
            opened.settle(self.options);
            opened
        };
        self.read_opened(OpenedFile::open(origin).map(settled), &name, job);
    }

    /// Reads a document for the second pane. Standard input has been read already.
    pub(crate) fn read_for_pane(&self, origin: &Origin, job: &Job) {
        if *origin == Origin::Input {
            return self.answer(ReadAnswer::Failed(self.words.say("message-input-once").into()), job);
        }
        self.read_opened(OpenedFile::open(origin), &shown_name(origin, &self.words), job);
    }

    /// Reads what was opened to its end; `name` is what messages call it.
    pub(crate) fn read_opened(&self, opened: Result<OpenedFile, ReadError>, name: &str, job: &Job) {
        let reading = opened.and_then(|mut opened| {
            let progress = Progress::new(self.request, opened.extent(self.options), job);
            opened.follow(self.options, &progress)?;
            opened.whole(self.options, &progress)
        });
        let answer = match reading {
            Ok(reading) => ReadAnswer::Done(reading),
            Err(ReadError::Import(ImportError::Stopped)) => return,
            Err(ReadError::Import(ImportError::Locked { wrong })) => ReadAnswer::Locked(wrong),
            Err(error) => ReadAnswer::Failed(error.words(&self.words, name).into()),
        };
        self.answer(answer, job);
    }

    fn answer(&self, answer: ReadAnswer, job: &Job) {
        job.send(Outcome::Read { request: self.request, answer });
    }
}

/// Tells the event loop how far a reading is, a few times a second.
struct Progress<'a> {
    request: Request,
    all: Option<usize>,
    /// It is counted in pages, since it is read in a process of its own.
    in_pages: bool,
    job: &'a Job,
    told: AtomicUsize,
    began: Instant,
}

impl<'a> Progress<'a> {
    fn new(request: Request, (all, in_pages): (Option<usize>, bool), job: &'a Job) -> Self {
        Self { request, all, in_pages, job, told: AtomicUsize::new(0), began: Instant::now() }
    }
}

impl ReadObserver for Progress<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        /// Parts of a second between two tellings.
        const PAUSE: u128 = 200;
        self.job.at(done, all)?;
        let turn = usize::try_from(self.began.elapsed().as_millis() / PAUSE).unwrap_or(usize::MAX);
        if self.told.swap(turn, Ordering::Relaxed) != turn {
            let all = if self.in_pages { all } else { self.all.unwrap_or(all) };
            self.job.send(Outcome::Read { request: self.request, answer: ReadAnswer::SoFar(done, all.max(done)) });
        }
        Ok(())
    }

    fn wants_opening(&self) -> bool {
        true
    }

    fn opening(&self, document: Document) {
        let reading = Reading { document: Arc::new(document), rendition: None };
        self.job.send(Outcome::Read { request: self.request, answer: ReadAnswer::Done(reading) });
    }
}
