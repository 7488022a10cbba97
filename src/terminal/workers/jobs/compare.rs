//! Holding the open document against another.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::{CompareAnswer, CompareSource, ComparedDocuments, Origin, Outcome, Reason, Request};
use crate::document::{Document, SafeText};
use crate::import::{ImportError, ReadOptions};
use crate::platform::files::{OpenedFile, ReadError, name_of, shown_name};
use crate::study::{Pairing, compare, older};
use crate::words::Words;

use super::queue::Job;

/// Between two tellings of how far it is.
const PAUSE: Duration = Duration::from_millis(150);

/// Two documents that are to be held against each other.
pub(crate) struct CompareJob {
    pub(crate) request: Request,
    pub(crate) document: Arc<Document>,
    pub(crate) other: CompareSource,
    /// What they are held against each other by, where that is said.
    pub(crate) by: Option<Pairing>,
    pub(crate) words: Arc<Words>,
}

impl CompareJob {
    pub(crate) fn run(&self, job: &Job) {
        let (request, document) = (self.request, &self.document);
        let (other, name) = match self.read_other(job) {
            Ok(Some(read)) => read,
            Ok(None) => return,
            Err(reason) => return job.send(Outcome::Compare { request, answer: CompareAnswer::Failed(reason) }),
        };
        let told = Cell::new(Instant::now());
        let watch = |thousandths: u16| {
            if told.get().elapsed() > PAUSE {
                told.set(Instant::now());
                job.send(Outcome::Compare { request, answer: CompareAnswer::SoFar(thousandths) });
            }
            !job.is_cancelled()
        };
        if let Some(found) = compare(document, &other, self.by, &watch) {
            let held = ComparedDocuments { other, name, found: Arc::new(found) };
            job.send(Outcome::Compare { request, answer: CompareAnswer::Done(held) });
        }
    }

    /// The other document and its name; nothing where nobody waits any more.
    fn read_other(&self, job: &Job) -> Result<Option<(Arc<Document>, SafeText)>, Reason> {
        let words = &self.words;
        match &self.other {
            CompareSource::Read(read, name) => Ok(Some((Arc::clone(read), name.clone()))),
            CompareSource::Kept(past, hash) => {
                let name = SafeText::new(&words.say("compare-older"));
                let made = past.text(hash).and_then(|text| older(text, &self.document));
                Ok(made.map(|made| (Arc::new(made), name)))
            }
            CompareSource::Origin(Origin::Input) => Err(words.say("message-input-once").into()),
            CompareSource::Origin(origin) => {
                match OpenedFile::open(origin).and_then(|opened| opened.whole(ReadOptions::default(), job)) {
                    Ok(reading) => Ok(Some((reading.document, name_of(origin, words)))),
                    Err(ReadError::Import(ImportError::Stopped)) => Ok(None),
                    Err(error) => Err(error.words(words, &shown_name(origin, words)).into()),
                }
            }
        }
    }
}
