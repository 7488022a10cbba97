//! What searching asks of the world outside, and what comes of it.

use std::sync::Arc;

use crate::document::{Document, Point, Span};
use crate::search::{Hits, Matcher};

use crate::app::Request;

/// Searches to be made.
#[derive(Debug, Clone)]
pub enum SearchEffect {
    /// Find every hit, the first after `from` first.
    All {
        /// The request.
        request: Request,
        /// The text.
        document: Arc<Document>,
        /// The query.
        matcher: Matcher,
        /// Where the reader is.
        from: Point,
    },
    /// Find the next hit, before all are known.
    Next {
        /// The request.
        request: Request,
        /// The text.
        document: Arc<Document>,
        /// The query.
        matcher: Matcher,
        /// Where the search starts.
        from: Point,
        /// Whether it goes towards the start.
        backwards: bool,
    },
    /// Order the candidates of go-to-anything by a query.
    Rank {
        /// The request.
        request: Request,
        /// What was typed.
        query: String,
        /// The candidates.
        names: Arc<Vec<String>>,
    },
}

/// What comes of a search.
#[derive(Debug, Clone)]
pub enum SearchAnswer {
    /// The first hit after the place that was asked from, or none.
    First(Option<Span>),
    /// Every hit.
    All(Arc<Hits>),
}
