//! Searching the document, and ranking names.

use std::sync::Arc;

use crate::app::{Outcome, Request, SearchAnswer};
use crate::document::{Document, Point};
use crate::search::{Hits, Matcher, rank};

use super::queue::Job;

/// Hits that are kept at most.
const MOST_HITS: usize = 1_000_000;
/// Names that are kept of a ranking.
const MOST_RANKED: usize = 200;

/// A search of the document that is open.
pub(crate) struct SearchJob {
    pub(crate) request: Request,
    pub(crate) document: Arc<Document>,
    pub(crate) matcher: Matcher,
    pub(crate) from: Point,
}

impl SearchJob {
    /// The first hit behind a point, round the end, and then all.
    pub(crate) fn find_all(&self, job: &Job) {
        let request = self.request;
        let hit = self.matcher.find_at(&self.document, self.from);
        let hit = hit.or_else(|| self.matcher.find_at(&self.document, Point(0)));
        if job.is_cancelled() {
            return;
        }
        job.send(Outcome::Search { request, answer: SearchAnswer::First(hit) });
        let hits: Hits = self.matcher.all(&self.document, MOST_HITS, &mut |_| !job.is_cancelled());
        if !job.is_cancelled() {
            job.send(Outcome::Search { request, answer: SearchAnswer::All(Arc::new(hits)) });
        }
    }

    /// The next hit behind a point, or the last before it, round the end.
    pub(crate) fn find_next(&self, backwards: bool, job: &Job) {
        let (matcher, document) = (&self.matcher, &*self.document);
        let hit = if backwards {
            let end = Point::new(document.text().len());
            matcher.find_before(document, self.from).or_else(|| matcher.find_before(document, end))
        } else {
            let behind = Point(self.from.0 + 1);
            matcher.find_at(document, behind).or_else(|| matcher.find_at(document, Point(0)))
        };
        job.send(Outcome::Search { request: self.request, answer: SearchAnswer::First(hit) });
    }
}

/// Orders names by how well they fit what was typed.
pub(crate) fn rank_names(request: Request, query: &str, names: &[String], job: &Job) {
    let ranked = rank(query, names.iter().map(String::as_str), MOST_RANKED);
    if !job.is_cancelled() {
        job.send(Outcome::Ranked { request, ranked });
    }
}
