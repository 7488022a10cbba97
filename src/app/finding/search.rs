//! Searching: results while typing, from where the reader is; every hit marked, counted and listed.

use crate::app::core::Typed;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use std::sync::Arc;

use crate::document::{Document, Span};
use crate::search::{Hits, Matcher, Query, QueryError, RegexFault};
use crate::words::Words;

use crate::app::{App, Command, Context, Field, List, ListKind, Request, SearchEffect, Tone, ViewPosition};

/// The search that is going on, or the last one.
#[derive(Debug, Clone, Default)]
pub struct SearchState {
    /// What is searched for.
    pub query: String,
    /// The compiled query; none when there is no search.
    pub matcher: Option<Matcher>,
    /// Why the query can't be searched for.
    pub fault: Option<String>,
    /// Every hit, once all are known.
    pub hits: Option<Arc<Hits>>,
    /// The hits on the screen.
    pub shown: Vec<Span>,
    /// The hit that the reader is at.
    pub here: Option<Span>,
    /// Where the search was begun.
    origin: Option<ViewPosition>,
    request: Request,
    made_for: Option<(Span, Request)>,
}

impl SearchState {
    /// Makes the hits on the screen; costs the screen, whatever the document's size.
    pub(in crate::app) fn refresh(&mut self, document: &Document, shown: Span) {
        if self.matcher.is_none() && self.hits.is_none() {
            self.shown.clear();
            self.made_for = None;
            return;
        }
        if self.made_for != Some((shown, self.request)) {
            self.shown = match (&self.matcher, &self.hits) {
                (Some(matcher), _) => matcher.in_span(document, shown),
                // Places that are walked are known already.
                (None, Some(hits)) => {
                    let from = hits.spans.partition_point(|hit| hit.end <= shown.start);
                    hits.spans[from..].iter().take_while(|hit| hit.start < shown.end).copied().collect()
                }
                (None, None) => Vec::new(),
            };
            self.made_for = Some((shown, self.request));
        }
    }

    /// Whether `request` is that of this search.
    pub(in crate::app) fn is_of(&self, request: Request) -> bool {
        self.request == request
    }

    /// Whether an answer to `request` is for this search.
    pub(in crate::app) fn awaits(&self, request: Request) -> bool {
        self.matcher.is_some() && self.is_of(request)
    }

    /// Another reading has come: where the hits are in it is not known.
    pub(in crate::app) fn forget_hits(&mut self) {
        (self.hits, self.here, self.made_for) = (None, None, None);
    }

    /// The hits within `span`, for drawing: the current one is told apart.
    pub fn hits_in(&self, span: Span) -> impl Iterator<Item = (Span, bool)> {
        let here = self.here;
        let first = self.shown.partition_point(|hit| hit.end <= span.start);
        self.shown[first..]
            .iter()
            .take_while(move |hit| hit.start < span.end)
            .map(move |hit| (*hit, here.is_some_and(|here| here.start == hit.start)))
    }

    /// The place of the current hit among all, from 1, and how many there are.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        let hits = self.hits.as_ref()?;
        let here = self.here.map_or(0, |here| hits.spans.partition_point(|hit| hit.start <= here.start));
        Some((here, hits.spans.len()))
    }
}

/// The line that a query is typed in.
#[derive(Debug, Clone, Default)]
pub struct SearchLine {
    /// The query so far.
    pub field: Field,
}

impl Overlay for SearchLine {
    fn context(&self) -> Context {
        Context::Line
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        match command {
            Command::Accept => app.accept_search(&self.field),
            Command::NextTarget => {
                app.accept_search(&self.field);
                app.open_hits();
            }
            Command::Down | Command::Up => {
                app.next_hit(command == Command::Up, 1);
                return After::Stay;
            }
            Command::Close => {
                let document = Arc::clone(app.document());
                if let Some(origin) = app.pane.search.origin {
                    app.pane.view.restore(&document, origin);
                }
                app.pane.search = SearchState::default();
            }
            _ => return After::Stay,
        }
        After::Close
    }

    fn take(&mut self, app: &mut App, typed: Typed) -> Option<After> {
        self.field.take(typed);
        // The query has changed: it is looked for from where the search was begun.
        app.search(self.field.text(), true);
        Some(After::Stay)
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    pub(in crate::app) fn open_search(&mut self) {
        self.pane.search.origin = Some(self.pane.view.position());
        self.layers.push(SearchLine::default());
    }

    /// Looks for `text`, whole words as they stand.
    pub(in crate::app) fn search_for(&mut self, text: &str) {
        self.pane.search.origin = Some(self.pane.view.position());
        self.search(text, false);
    }

    /// Looks for `text`; `half_typed` while its last syllable may still grow.
    fn search(&mut self, text: &str, half_typed: bool) {
        let origin = self.pane.search.origin.unwrap_or_else(|| self.pane.view.position());
        let request = self.request();
        self.pane.search = SearchState { query: text.to_owned(), origin: Some(origin), request, ..SearchState::default() };
        if text.is_empty() {
            let document = Arc::clone(self.document());
            return self.pane.view.restore(&document, origin);
        }
        let query = Query { half_typed, ..Query::literal(text) };
        match Matcher::new(&query) {
            Ok(matcher) => {
                self.pane.search.matcher = Some(matcher.clone());
                let document = Arc::clone(self.document());
                self.effects.push(SearchEffect::All { request, document, matcher, from: origin.focus });
            }
            Err(fault) => self.pane.search.fault = Some(query_words(&self.words, &fault)),
        }
    }

    /// Searches another reading of the document for what was searched in the one before.
    pub(in crate::app) fn search_again(&mut self) {
        if let Some(matcher) = self.pane.search.matcher.clone() {
            let request = self.request();
            self.pane.search.request = request;
            self.pane.search.hits = None;
            self.pane.search.here = None;
            let document = Arc::clone(self.document());
            self.effects.push(SearchEffect::All { request, document, matcher, from: self.pane.view.focus });
        } else {
            // Places of another reading.
            self.pane.search = SearchState::default();
        }
    }

    /// To place `nth` of those that something else has found, called `query`; the keys of a search go
    /// on from there.
    pub(in crate::app) fn walk_hits(&mut self, query: &str, hits: Arc<Hits>, nth: usize) {
        let Some(here) = hits.spans.get(nth).copied() else { return };
        let request = self.request();
        let (query, hits, here_now) = (query.to_owned(), Some(hits), Some(here));
        self.pane.search = SearchState { query, hits, here: here_now, request, ..SearchState::default() };
        self.jump_near(here.start);
    }

    pub(in crate::app) fn take_first_hit(&mut self, hit: Option<Span>) {
        let document = Arc::clone(self.document());
        match hit {
            Some(hit) => {
                self.pane.search.here = Some(hit);
                self.pane.view.reveal(&document, hit.start);
            }
            None => {
                if let (Some(origin), true) = (self.pane.search.origin, self.is_searching()) {
                    self.pane.view.restore(&document, origin);
                }
                let query = self.pane.search.query.clone();
                self.say(Tone::Warning, "message-not-found", &[("query", query.into())]);
            }
        }
    }

    pub(in crate::app) fn take_hits(&mut self, hits: Arc<Hits>) {
        self.pane.search.hits = Some(hits);
        self.layers.all_mut::<List>().for_each(List::count_anew);
    }

    fn is_searching(&self) -> bool {
        self.layers.top::<SearchLine>().is_some()
    }

    /// Keeps the search: from now on the query is what was typed, nothing half about it.
    fn accept_search(&mut self, field: &Field) {
        if let Some(origin) = self.pane.search.origin
            && self.pane.view.position() != origin
        {
            self.pane.jumps.leave(origin);
        }
        let here = self.pane.search.here;
        self.search(field.text(), false);
        self.pane.search.here = here;
        self.pane.search.origin = None;
    }

    /// To the next hit, or the one before; round the end of the document.
    pub(in crate::app) fn next_hit(&mut self, backwards: bool, times: usize) {
        let from = self.pane.search.here.map_or(self.pane.view.focus, |here| here.start);
        let Some(hits) = self.pane.search.hits.clone() else {
            let Some(matcher) = self.pane.search.matcher.clone() else {
                return self.say(Tone::Plain, "message-no-search", &[]);
            };
            let request = self.pane.search.request;
            let document = Arc::clone(self.document());
            return self.effects.push(SearchEffect::Next { request, document, matcher, from, backwards });
        };
        let count = hits.spans.len();
        if count == 0 {
            let query = self.pane.search.query.clone();
            return self.say(Tone::Warning, "message-not-found", &[("query", query.into())]);
        }
        let after = hits.spans.partition_point(|hit| hit.start <= from);
        let before = hits.spans.partition_point(|hit| hit.start < from);
        let steps = times.saturating_sub(1) % count;
        let (at, round) = if backwards {
            let at = (before + 2 * count - 1 - steps) % count;
            (at, steps + 1 > before)
        } else {
            ((after + steps) % count, after + steps >= count)
        };
        self.pane.search.here = Some(hits.spans[at]);
        self.jump_near(hits.spans[at].start);
        if round {
            self.say(Tone::Plain, if backwards { "message-search-from-end" } else { "message-search-from-start" }, &[]);
        }
    }

    /// The list of all hits.
    pub(in crate::app) fn open_hits(&mut self) {
        if self.pane.search.matcher.is_none() && self.pane.search.hits.is_none() {
            return self.say(Tone::Plain, "message-no-search", &[]);
        }
        let here = self.pane.search.position().map_or(0, |(here, _)| here.saturating_sub(1));
        let list = List::new(ListKind::Hits, here);
        self.open_list(list);
    }

    /// No search any more: nothing is marked.
    pub(in crate::app) fn forget_search(&mut self) {
        self.pane.search = SearchState::default();
    }

    /// To a hit chosen from the list.
    pub(in crate::app) fn go_to_hit(&mut self, hit: Span) {
        self.pane.search.here = Some(hit);
        self.jump_near(hit.start);
    }
}

/// Why a query can't be searched for, in the reader's words.
#[must_use]
pub fn query_words(words: &Words, error: &QueryError) -> String {
    match error {
        QueryError::Empty => words.say("query-empty").into_owned(),
        QueryError::MatchesEmpty => words.say("query-matches-empty").into_owned(),
        QueryError::TooLong { most } => words.fill("query-too-long", &[("most", (*most).into())]),
        QueryError::BadRegex { at, reason } => {
            let reason = words.say(match reason {
                RegexFault::GroupUnclosed => "regex-group-unclosed",
                RegexFault::GroupUnopened => "regex-group-unopened",
                RegexFault::GroupName => "regex-group-name",
                RegexFault::ClassUnclosed => "regex-class-unclosed",
                RegexFault::ClassRange => "regex-class-range",
                RegexFault::UnknownClass => "regex-unknown-class",
                RegexFault::NothingToRepeat => "regex-nothing-to-repeat",
                RegexFault::BadCount => "regex-bad-count",
                RegexFault::BadEscape => "regex-bad-escape",
                RegexFault::BadFlag => "regex-bad-flag",
                RegexFault::LookAround => "regex-look-around",
                RegexFault::Backreference => "regex-backreference",
                RegexFault::TooDeep => "regex-too-deep",
                RegexFault::TooLarge => "regex-too-large",
                RegexFault::Other => "regex-other",
            });
            // People count from 1.
            words.fill("query-bad-regex", &[("at", (*at + 1).into()), ("reason", reason.into())])
        }
    }
}
