//! The questions that the other rooms ask of a query.

use std::sync::Arc;

use super::expression;
use super::literal::{Blindness, patterns};
use super::needle::Needle;
use super::segment::{Pieces, Segment};
use super::walk::{Engine, Sought, Step, Walk};
use super::{Mode, Query, QueryError};
use crate::document::{Document, Point, Span};

/// How often [`Matcher::all`] asks whether to go on, in bytes.
const ASKED_EVERY: usize = 1 << 20;
/// And in hits: an expression may look at a whole piece for each.
const ASKED_EVERY_HITS: usize = 64;

/// A compiled query. A clone is another name for the same one.
///
/// Hits are those of one walk from the start of the text to its end, each the first that
/// starts behind the last: all questions tell of the same ones. No hit is empty, none crosses
/// a line break.
///
/// ```
/// use ibid::document::{BlockKind, Builder, Point};
/// use ibid::search::{Matcher, Query};
///
/// let mut builder = Builder::new();
/// builder.open(BlockKind::Paragraph);
/// builder.text("그렇게 할 수 있다고 “NATO”는 답했다.");
/// let document = builder.finish()?;
/// let found = |query: &str| {
///     let span = Matcher::new(&Query::literal(query)).ok()?.find_at(&document, Point(0))?;
///     Some(document.slice(span))
/// };
/// assert_eq!(found("할수있다"), Some("할 수 있다"));
/// assert_eq!(found("\"nato\""), Some("“NATO”"));
/// assert_eq!(found("ㄱㄹㄱ"), Some("그렇게"));
/// # Ok::<(), ibid::document::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    engine: Arc<Engine>,
}

/// What [`Matcher::all`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The hits in order; none overlaps another.
    pub spans: Vec<Span>,
    /// The whole text was searched: these are all.
    pub complete: bool,
    /// There are more than were asked for.
    pub truncated: bool,
}

impl Matcher {
    /// Compiles `query`.
    ///
    /// # Errors
    /// [`QueryError`]; of a query that is not a regular expression `Empty` and `TooLong` alone.
    pub fn new(query: &Query) -> Result<Self, QueryError> {
        Self::with_pieces(query, if query.mode == Mode::Regex { Pieces::OF_EXPRESSIONS } else { Pieces::OF_WORDS })
    }

    pub(super) fn with_pieces(query: &Query, pieces: Pieces) -> Result<Self, QueryError> {
        let needle = || {
            let blind = Blindness { spacing: true, initials: true, half_typed: query.half_typed };
            Needle::new(&patterns(&query.text, blind)?)
        };
        let sought = match query.mode {
            Mode::Literal => Sought::Words(needle()?),
            Mode::Words => Sought::WholeWords(needle()?),
            Mode::Regex => Sought::Expression(expression::compile(&query.text)?),
        };
        Ok(Self { engine: Arc::new(Engine { sought, pieces }) })
    }

    /// The first hit that starts at `from` or later.
    #[must_use]
    pub fn find_at(&self, document: &Document, from: Point) -> Option<Span> {
        let mut walk = Walk::near(&self.engine, document.text(), from.at());
        while let Some(step) = walk.step() {
            if let Step::Hit(hit) = step
                && hit.start >= from.at()
            {
                return Some(Span::new(hit.start, hit.end));
            }
        }
        None
    }

    /// The last hit that starts before `before`. Looks backwards piece by piece.
    #[must_use]
    pub fn find_before(&self, document: &Document, before: Point) -> Option<Span> {
        let text = document.text();
        let limit = before.at().min(text.len());
        let mut segment = Segment::at(text, limit, self.engine.pieces);
        loop {
            let mut last = None;
            let until = segment.end.min(limit);
            let mut walk = Walk::near(&self.engine, text, segment.start);
            while let Some(step) = walk.step() {
                match step {
                    Step::Hit(hit) if hit.start < until => last = (hit.start >= segment.start).then_some(hit).or(last),
                    Step::Done(at) if at < until => {}
                    Step::Hit(_) | Step::Done(_) => break,
                }
            }
            if let Some(hit) = last {
                return Some(Span::new(hit.start, hit.end));
            }
            segment = segment.before(text, self.engine.pieces)?;
        }
    }

    /// The hits that share a byte with `span`, in order. For what is on the screen: ask once
    /// for all of it, since each answer costs the unit around (a piece of it, if that is long).
    #[must_use]
    pub fn in_span(&self, document: &Document, span: Span) -> Vec<Span> {
        let mut hits = Vec::new();
        let mut walk = Walk::near(&self.engine, document.text(), span.start.at());
        while let Some(step) = walk.step() {
            match step {
                Step::Hit(hit) if hit.start < span.end.at() => {
                    if hit.end > span.start.at() {
                        hits.push(Span::new(hit.start, hit.end));
                    }
                }
                Step::Done(at) if at < span.end.at() => {}
                Step::Hit(_) | Step::Done(_) => break,
            }
        }
        hits
    }

    /// All hits in order, `limit` of them at most. About every megabyte `go_on` is told how many
    /// bytes are searched, and answers whether to go on.
    #[must_use]
    pub fn all(&self, document: &Document, limit: usize, go_on: &mut dyn FnMut(usize) -> bool) -> Hits {
        let mut hits = Hits::default();
        let mut walk = Walk::new(&self.engine, document.text());
        let mut asked = 0;
        while let Some(step) = walk.step() {
            let (at, ask) = match step {
                Step::Hit(_) if hits.spans.len() == limit => {
                    hits.truncated = true;
                    return hits;
                }
                Step::Hit(hit) => {
                    hits.spans.push(Span::new(hit.start, hit.end));
                    (
                        hit.start,
                        matches!(self.engine.sought, Sought::Expression(_)) && hits.spans.len().is_multiple_of(ASKED_EVERY_HITS),
                    )
                }
                Step::Done(at) => (at, at - asked >= ASKED_EVERY),
            };
            if ask {
                asked = at;
                if !go_on(at) {
                    return hits;
                }
            }
        }
        hits.complete = true;
        hits
    }
}
