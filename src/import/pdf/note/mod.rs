//! Footnotes: which lines are their bodies, and what calls them.
//!
//! A note is taken out of the text only where something calls it. So the raised signs of a page
//! are gathered first ([`call`]), then lines at the ends of its columns that start with the same
//! labels ([`zone`]); what starts alike within a run of notes belongs to it. Last it is decided
//! what each raised sign is: the call of a note, of an endnote, of one that the file does not
//! hold, or a power. What nothing calls stays where it is printed.

mod call;
mod endnote;
pub(super) mod label;
mod zone;

use std::collections::{HashMap, HashSet};

use super::column::Column;
use super::file::Area;
use super::line::Line;
use super::ruled_table::settle;
use crate::import::text::ends_sentence;
use call::{Candidate, candidates};
pub(super) use endnote::{Endnotes, endnotes};
use label::Label;
use zone::{Called, Mark, Zone};

/// How far before the edge of its column the last line of a note may end that goes on elsewhere, in ems.
const FULL: f32 = 6.0;
/// How many calls ahead the next number is looked for.
const AHEAD: usize = 3;

/// A note's body as it is found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    /// What tells this note from others with the same label.
    pub(super) key: String,
    pub(super) label: String,
    pub(super) page: usize,
    /// Where it starts on its page.
    y: f32,
    /// Its lines, of all pages that it goes on over, the label taken off; each with its page.
    pub(super) lines: Vec<(usize, Line)>,
}

/// A page in columns.
pub(super) struct Leaf<'a> {
    pub(super) columns: &'a mut Vec<Column>,
    pub(super) rules: &'a [Area],
    /// Lines of cells, of boxes.
    pub(super) cells: Vec<&'a mut Line>,
    pub(super) boxes: Vec<&'a mut Line>,
}

/// A note that goes on where the next column has no other.
struct Open {
    body: usize,
    size: f32,
    /// Its sentence is not ended, and its last line is full.
    is_open: bool,
    page: usize,
}

/// What each raised sign of the file calls.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Keys and labels, by the number of the sign.
    calls: HashMap<u32, Vec<(String, String)>>,
    /// Numbers that are called and have no body on their pages; anew where they start again.
    missing: Vec<Vec<u32>>,
    /// Keys of those that a line of their page starts with all the same.
    printed: HashSet<String>,
}

/// Takes the notes out of the pages' columns; tells them, and what calls them.
pub(super) fn find(leaves: &mut [Leaf<'_>], body: f32) -> (Vec<Body>, Notes) {
    let mut all: Vec<Candidate> = Vec::new();
    let mut starts = Vec::with_capacity(leaves.len() + 1);
    for (page, leaf) in leaves.iter_mut().enumerate() {
        starts.push(all.len());
        for line in leaf.columns.iter_mut().flatten().filter(|line| !zone::stands_in(line)) {
            candidates(line, page, false, &mut all);
        }
        leaf.boxes.iter_mut().for_each(|line| candidates(line, page, false, &mut all));
        leaf.cells.iter_mut().for_each(|line| candidates(line, page, true, &mut all));
    }
    starts.push(all.len());
    let mut taker = Taker {
        body,
        bodies: Vec::new(),
        last: None,
        open: None,
        labels: HashSet::new(),
        waiting: Vec::new(),
        late: HashMap::new(),
        printed: HashSet::new(),
    };
    for (page, leaf) in leaves.iter_mut().enumerate() {
        taker.page(page, leaf, &all[starts[page]..starts[page + 1]], starts[page]);
    }
    let notes = Notes::decide(&all, &taker);
    (taker.bodies, notes)
}

/// Takes bodies out of columns.
struct Taker {
    body: f32,
    bodies: Vec<Body>,
    last: Option<Label>,
    open: Option<Open>,
    /// Numbers of the signs that start notes.
    labels: HashSet<u32>,
    /// Calls whose notes were not found yet, by their places among all; anew where numbers start again.
    waiting: Vec<Vec<Waiting>>,
    /// The bodies of calls whose notes stand on later pages.
    late: HashMap<usize, usize>,
    /// Labels that lines of a page start with, whatever they are.
    printed: HashSet<(usize, String)>,
}

/// A call whose note was not found yet.
struct Waiting {
    call: usize,
    label: Label,
    page: usize,
}

/// The number of the sign at a place among all.
fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(0)
}

impl Taker {
    /// Takes the notes of a page; its calls are `here`, the first of them is number `base` of all.
    fn page(&mut self, page: usize, leaf: &mut Leaf<'_>, here: &[Candidate], base: usize) {
        let first = self.bodies.len();
        let bracketed = here.iter().filter(|candidate| candidate.bracketed).count() * 2 > here.len();
        for column in leaf.columns.iter_mut() {
            zone::order(column);
            let (left, right) = column.iter().fold((f32::MAX, f32::MIN), |(x0, x1), line| (x0.min(line.x0), x1.max(line.x1)));
            let called = |mark: &Mark| {
                // Where the page has such a note, another one has to be called below it.
                let known = self.bodies[first..].iter().filter(|body| body.label == mark.start.label.text);
                let after = known.map(|body| body.y).fold(None, |last: Option<f32>, y| Some(last.map_or(y, |last| last.max(y))));
                let calls = |candidate: &&Candidate| {
                    let above = candidate.place.y < mark.y - 0.4 * mark.size;
                    let elsewhere = candidate.place.x < left - 1.0 || candidate.place.x > right + 1.0;
                    let is_there = after.map_or(above || elsewhere, |after| above && !elsewhere && candidate.place.y > after);
                    !candidate.leads && candidate.labels.contains(&mark.start.label) && is_there
                };
                if after.is_some() && !here.iter().any(|candidate| calls(&candidate)) {
                    return Called::No;
                }
                match (here.iter().filter(calls).map(|candidate| candidate.weak).min(), self.waits(&mark.start.label)) {
                    (Some(false), _) => Called::Surely,
                    (_, Some(since)) if since + 1 >= page => Called::Before,
                    (_, Some(_)) => Called::Earlier,
                    (Some(true), None) => Called::Weakly,
                    (None, None) => Called::No,
                }
            };
            let last = self.last.as_ref();
            let place = zone::Place { lines: column, rules: leaf.rules, body: self.body, called: &called, bracketed, last };
            let zones = place.zones();
            let open = self.open.as_ref().filter(|open| open.page + 1 >= page);
            let goes_on = open.and_then(|open| place.continuation(zones.first(), open.size, open.is_open));
            let edge = place.right();
            let first =
                goes_on.map(|from| Zone { from, to: zones.first().map_or(column.len(), |zone| zone.from), marks: Vec::new() });
            let late: Vec<bool> = zones.iter().flat_map(|zone| &zone.marks).map(|mark| called(mark) < Called::Surely).collect();
            self.printed.extend(zone::marks(column).into_iter().map(|mark| (page, mark.start.label.text)));
            self.take(page, column, first.into_iter().chain(zones).collect(), (edge, &late));
        }
        leaf.columns.retain(|column| !column.is_empty());
        self.wait(page, here, base);
    }

    /// The page that the oldest call of a label stands on that has no note yet.
    fn waits(&self, label: &Label) -> Option<usize> {
        self.waiting.iter().flatten().find(|call| call.label == *label).map(|call| call.page)
    }

    /// Keeps the calls of a page in mind that have no note there.
    fn wait(&mut self, page: usize, here: &[Candidate], base: usize) {
        let found: HashSet<&str> =
            self.bodies.iter().rev().take_while(|body| body.page == page).map(|body| body.label.as_str()).collect();
        for (at, candidate) in here.iter().enumerate() {
            let is_label = self.labels.contains(&number(base + at));
            if candidate.weak || candidate.leads || candidate.in_table || is_label {
                continue;
            }
            for label in candidate.labels.iter().filter(|label| !found.contains(label.text.as_str()) && label.number().is_some())
            {
                let again = self.waiting.last().and_then(|run| run.last()).is_none_or(|last| label.value < last.label.value);
                if again {
                    self.waiting.push(Vec::new());
                }
                if let Some(run) = self.waiting.last_mut() {
                    run.push(Waiting { call: base + at, label: label.clone(), page });
                }
            }
        }
    }

    /// The note `body` is what the oldest calls of its label wait for.
    fn found(&mut self, label: &Label, body: usize) {
        let Some(run) = self.waiting.iter_mut().find(|run| run.iter().any(|call| call.label == *label)) else { return };
        for call in run.extract_if(.., |call| call.label == *label) {
            self.late.insert(call.call, body);
        }
    }

    /// Takes the lines of `zones` out of the column.
    fn take(&mut self, page: usize, column: &mut Column, zones: Vec<Zone>, (edge, late): (f32, &[bool])) {
        if zones.is_empty() {
            return;
        }
        let mut late = late.iter();
        let mut lines: Vec<Option<Line>> = std::mem::take(column).into_iter().map(Some).collect();
        for zone in zones {
            let ends: Vec<usize> = zone.marks.iter().skip(1).map(|mark| mark.at).chain([zone.to]).collect();
            if zone.marks.is_empty() {
                let rest = lines[zone.from..zone.to].iter_mut().filter_map(Option::take).collect();
                self.go_on(page, rest, edge);
            }
            for (mark, end) in zone.marks.iter().zip(ends) {
                let label = lines[mark.at].as_ref().and_then(|line| line.pieces.first()).map(|piece| piece.sign);
                self.labels.extend(label.filter(|sign| *sign > 0));
                if mark.at != mark.text {
                    lines[mark.at] = None;
                }
                let first = lines[mark.text].take().map(|line| without(line, mark.start.cut));
                let rest = lines[mark.at..end].iter_mut().filter_map(Option::take);
                let all: Vec<Line> = first.into_iter().chain(rest).collect();
                let label = mark.start.label.text.clone();
                let again =
                    self.bodies.iter().rev().take_while(|body| body.page == page).filter(|body| body.label == label).count();
                let key = if again == 0 { format!("{page}/{label}") } else { format!("{page}/{label}/{again}") };
                if late.next().is_some_and(|late| *late) {
                    self.found(&mark.start.label, self.bodies.len());
                }
                self.last = Some(mark.start.label.clone());
                self.bodies.push(Body { key, label, page, y: mark.y, lines: Vec::new() });
                self.open = Some(Open { body: self.bodies.len() - 1, size: mark.size, is_open: false, page });
                self.go_on(page, all, edge);
            }
        }
        *column = lines.into_iter().flatten().collect();
    }

    /// The last note goes on with `lines`.
    fn go_on(&mut self, page: usize, mut lines: Vec<Line>, edge: f32) {
        let Some(open) = &mut self.open else { return };
        settle(&mut lines);
        if let Some(last) = lines.last() {
            open.is_open = !ends_sentence(&last.text) && edge - last.x1 < FULL * last.size;
            open.page = page;
        }
        self.bodies[open.body].lines.extend(lines.into_iter().map(|line| (page, line)));
    }
}

/// The line without its first `cut` bytes.
fn without(mut line: Line, cut: usize) -> Line {
    let blanks = line.text[cut..].len() - line.text[cut..].trim_start().len();
    let cut = cut + blanks;
    let short = u32::try_from(cut).unwrap_or(u32::MAX);
    line.text.drain(..cut);
    line.pieces.retain(|piece| piece.end > short);
    for piece in &mut line.pieces {
        piece.start = piece.start.saturating_sub(short);
        piece.end -= short;
    }
    line
}

impl Notes {
    /// What the raised sign with a number calls: keys and labels.
    pub(super) fn calls(&self, sign: u32) -> Option<&[(String, String)]> {
        self.calls.get(&sign).map(Vec::as_slice)
    }

    /// Whether the text of a note that nothing was joined to stands on the page of its call.
    pub(super) fn is_printed(&self, key: &str) -> bool {
        self.printed.contains(key)
    }

    fn decide(all: &[Candidate], taker: &Taker) -> Self {
        let is_call = |(at, _): &(usize, &Candidate)| !taker.labels.contains(&number(*at));
        let (places, all): (Vec<usize>, Vec<&Candidate>) = all.iter().enumerate().filter(is_call).unzip();
        let mut by_label: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
        for (index, body) in taker.bodies.iter().enumerate() {
            by_label.entry((body.page, body.label.as_str())).or_default().push(index);
        }
        let weak = |candidate: &Candidate| candidate.weak || candidate.leads;
        let called: HashSet<(usize, &str)> = (all.iter().filter(|candidate| !weak(candidate)))
            .flat_map(|candidate| candidate.labels.iter().map(|label| (candidate.place.page, label.text.as_str())))
            .collect();
        let taken: HashSet<usize> = taker.late.values().copied().collect();
        // A note that nothing on its own page calls may stand a page before its call, where the line broke late.
        let early = |at: usize, label: &Label| {
            let page = all[at].place.page.checked_sub(1).filter(|_| !weak(all[at]))?;
            let place = (page, label.text.as_str());
            let bodies = by_label.get(&place).filter(|_| !called.contains(&place))?;
            bodies.iter().find(|body| !taken.contains(body)).copied()
        };
        let body_of = |at: usize, label: &Label| {
            let late = taker.late.get(&places[at]).filter(|body| taker.bodies[**body].label == label.text);
            let here = by_label.get(&(all[at].place.page, label.text.as_str()));
            // Of several the first below the call.
            let below = here.and_then(|here| here.iter().find(|body| taker.bodies[**body].y > all[at].place.y));
            late.or(below).or_else(|| here.and_then(|here| here.first())).copied().or_else(|| early(at, label))
        };
        let mut surely: HashSet<usize> = HashSet::new();
        for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| !weak(candidate)) {
            surely.extend(candidate.labels.iter().filter_map(|label| body_of(at, label)));
        }
        let mut bodies_of: Vec<Vec<Option<usize>>> = Vec::with_capacity(all.len());
        for (at, candidate) in all.iter().enumerate() {
            let found = candidate.labels.iter().map(|label| body_of(at, label));
            let free = found.map(|body| body.filter(|body| !weak(candidate) || surely.insert(*body)));
            bodies_of.push(free.collect());
        }
        let mut notes = Self::default();
        let missing = notes.missing(&all, &bodies_of);
        for (((candidate, bodies), missing), place) in all.iter().zip(&bodies_of).zip(missing).zip(&places) {
            let calls: Option<Vec<(String, String)>> = candidate
                .labels
                .iter()
                .zip(bodies)
                .map(|(label, body)| match (body, missing) {
                    (Some(body), _) => Some((taker.bodies[*body].key.clone(), label.text.clone())),
                    (None, Some(chain)) => Some((key_of(chain, label.number()?), label.text.clone())),
                    (None, None) => None,
                })
                .collect();
            if let (Some(chain), Some(calls)) = (missing, &calls) {
                // What a line of the page starts with is there, though it was not told for a note.
                let stand =
                    candidate.labels.iter().filter(|label| taker.printed.contains(&(candidate.place.page, label.text.clone())));
                let keys = stand.filter_map(|label| Some(key_of(chain, label.number()?)));
                notes.printed.extend(keys.filter(|key| calls.iter().any(|(called, _)| called == key)));
            }
            if let Some(calls) = calls {
                notes.calls.insert(number(*place), calls);
            }
        }
        notes
    }

    /// Which of the calls without a body are calls at all: numbers in their turn. Tells for each
    /// the run that it belongs to.
    fn missing(&mut self, all: &[&Candidate], bodies: &[Vec<Option<usize>>]) -> Vec<Option<usize>> {
        let number_at = |at: usize| {
            let candidate = all.get(at)?;
            let is_found = bodies[at].iter().all(Option::is_some);
            let counts = is_found || !candidate.weak && !candidate.leads && !candidate.in_table;
            candidate.labels.first().filter(|_| counts).and_then(Label::number)
        };
        let mut last: Option<u32> = None;
        let mut out = vec![None; all.len()];
        for at in 0..all.len() {
            let Some(first) = number_at(at) else { continue };
            let end = all[at].labels.last().and_then(Label::number).unwrap_or(first);
            if bodies[at].iter().all(Option::is_some) {
                last = Some(end);
                continue;
            }
            let next = (at + 1..all.len()).filter_map(number_at).take(AHEAD).any(|next| next == end + 1);
            let in_turn = last == Some(first) || last == first.checked_sub(1) || first == 1 && (last.is_none() || next);
            if in_turn || next && last.is_none_or(|last| first > last && first < last + 4) {
                if self.missing.is_empty() || first == 1 && last.is_some_and(|last| last > 1) {
                    self.missing.push(Vec::new());
                }
                let chain = self.missing.len() - 1;
                self.missing[chain].extend(all[at].labels.iter().filter_map(Label::number));
                out[at] = Some(chain);
                last = Some(end);
            }
        }
        out
    }
}

/// The key of a note whose body is not on its page.
fn key_of(chain: usize, number: u32) -> String {
    format!("?{chain}/{number}")
}
