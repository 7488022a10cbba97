//! Questions about a document.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::{Inquiry, Outcome, Reply, StudyAnswer};
use crate::document::{Document, Point};
use crate::study::{Claims, LengthIndex, Pace, Terms, Timeline};
use crate::terminal::workers::jobs::queue::Job;

/// Between two tellings of how far an answer is.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers `inquiry`; nothing is sent where nobody waits any more.
pub(crate) fn answer_inquiry(document: &Arc<Document>, inquiry: Inquiry, job: &Job) {
    let told = Cell::new(Instant::now());
    let pace = |point: Point| {
        if told.get().elapsed() > PAUSE {
            told.set(Instant::now());
            job.send(Outcome::Study { document: Arc::clone(document), answer: StudyAnswer::SoFar(inquiry, point) });
        }
        !job.is_cancelled()
    };
    if let Some(reply) = reply(document, inquiry, &pace) {
        job.send(Outcome::Study { document: Arc::clone(document), answer: StudyAnswer::Reply(reply) });
    }
}

fn reply(document: &Arc<Document>, inquiry: Inquiry, pace: Pace) -> Option<Reply> {
    Some(match inquiry {
        Inquiry::Timeline => Reply::Timeline(Arc::new(Timeline::of(document, pace)?)),
        Inquiry::Names => Reply::Names(Arc::new(Terms::of(document, pace)?)),
        Inquiry::Claims => Reply::Claims(Arc::new(Claims::of(document, pace)?)),
        Inquiry::Shape => Reply::Shape(Arc::new(LengthIndex::of(document, pace)?)),
    })
}
