//! Another document beside the one that is open: read, and held against it, in the job lane.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::{CompareAnswer, Held, Origin, Other, Outcome, ReadAnswer, Reason, Request};
use crate::document::{Document, SafeText};
use crate::import::{ImportError, Watch};
use crate::platform::files::{self, Opened, ReadError};
use crate::study::{By, compare, older};
use crate::terminal::workers::jobs::queue::Token;
use crate::terminal::workers::jobs::reading::{Progress, Wanted, answer_reading};
use crate::terminal::workers::outcomes::Answers;
use crate::words::Words;

/// Between two tellings of how far it is.
const PAUSE: Duration = Duration::from_millis(150);

/// Holds `document` against `other`.
pub(crate) fn hold(
    (request, document): (Request, &Arc<Document>),
    (other, by): (&Other, Option<By>),
    words: &Words,
    token: &Token,
    answers: &Answers,
) {
    let (other, name) = match read(other, document, words, token) {
        Ok(Some(read)) => read,
        Ok(None) => return,
        Err(reason) => return answers.send(Outcome::Compare { request, answer: CompareAnswer::Failed(reason) }),
    };
    let told = Cell::new(Instant::now());
    let watch = |thousandths: u16| {
        if told.get().elapsed() > PAUSE {
            told.set(Instant::now());
            answers.send(Outcome::Compare { request, answer: CompareAnswer::SoFar(thousandths) });
        }
        !token.is_cancelled()
    };
    if let Some(found) = compare(document, &other, by, &watch) {
        answers.send(Outcome::Compare { request, answer: CompareAnswer::Done(Held { other, name, found: Arc::new(found) }) });
    }
}

/// The other document and its name; nothing where nobody waits any more.
fn read(other: &Other, document: &Document, words: &Words, token: &Token) -> Result<Option<(Arc<Document>, SafeText)>, Reason> {
    match other {
        Other::Read(read, name) => Ok(Some((Arc::clone(read), name.clone()))),
        Other::Kept(past, hash) => {
            let name = SafeText::new(&words.say("compare-older"));
            let made = past.text(hash).and_then(|text| older(text, document));
            Ok(made.map(|made| (Arc::new(made), name)))
        }
        Other::Origin(Origin::Input) => Err(words.say("message-input-once").into()),
        Other::Origin(origin) => {
            let whole = Opened::open(origin).and_then(|opened| opened.whole(None, &Wanted(token)));
            match whole {
                Ok(reading) => Ok(Some((reading.document, files::name_of(origin, words)))),
                Err(ReadError::Import(ImportError::Stopped)) => Ok(None),
                Err(error) => Err(error.words(words, &crate::platform::files::shown_name(origin, words)).into()),
            }
        }
    }
}

/// Reads a document for the second pane.
pub(crate) fn read_beside(request: Request, origin: &Origin, words: &Words, token: &Token, answers: &Answers) {
    let name = crate::platform::files::shown_name(origin, words);
    if *origin == Origin::Input {
        return answers.send(Outcome::Read { request, answer: ReadAnswer::Failed(words.say("message-input-once").into()) });
    }
    let reading = Opened::open(origin).and_then(|opened| {
        let all = opened.extent(None);
        let watch: &dyn Watch = &Progress::new(request, all, token, answers);
        opened.whole(None, watch)
    });
    answer_reading(request, reading, words, &name, answers);
}
