//! Notes at the feet of pages and of their columns, as programs leave them that turn pages into
//! text: the number on a line of its own above its text or below it, several numbers together,
//! text behind them that is none of theirs.
//!
//! One label tells nothing. But labels count on, and what they count is called on their page:
//! among all lines that may be labels, those that make the heaviest chain are.

use super::super::letters::{ends_sentence, first_word, goes_on, is_hangul, is_unspaced};
use super::super::line::{GONE, Line, PAGE};
use super::call::{Candidate, Print};
use super::chain::Call;
use super::doubt::others;
use super::label::{Label, Shape, alone, is_rule, label};
use super::note::{Body, Place};
use super::stray::{Sighting, sighting};
use super::zone::Zone;

/// Lines at the end of a page that notes are looked for in.
const REACH: usize = 400;
/// The most labels of a page that are weighed.
const MOST_MARKS: usize = 300;
/// The most runs of notes on a page.
const MOST_CHAINS: usize = 24;
/// What the labels of a page weigh together at least, to be notes'.
const LEAST: i32 = 4;
/// What a number alone loses where it stands alone again further down.
const TWICE: i32 = 8;
/// What each missing number costs, and how many may be missing.
const MISSING: i32 = 2;
const MOST_MISSING: u16 = 3;

/// What the notes at the feet of a window's pages tell, beside their bodies.
#[derive(Debug, Default)]
pub(in crate::import::text) struct Notes {
    /// Calls that don't look like any: behind a blank, or on a line of their own.
    pub(in crate::import::text) calls: Vec<Candidate>,
    /// Lines with a call and nothing else, and where that call goes.
    alone: Vec<(usize, u32)>,
    /// Lines with nothing but a number that is a label or a call.
    pub(in crate::import::text) numbers: Vec<usize>,
    /// Lines with nothing but a page's number.
    pub(in crate::import::text) pages: Vec<usize>,
    /// Lines that go on what stands above the notes before them.
    pub(in crate::import::text) go_on: Vec<usize>,
}

impl Notes {
    pub(super) fn clear(&mut self) {
        self.calls.clear();
        self.alone.clear();
        self.numbers.clear();
        self.pages.clear();
        self.go_on.clear();
    }

    /// Forgets what was told of lines that are `inside` of what is no note, and of the numbers of these.
    pub(super) fn forget(&mut self, inside: impl Fn(usize) -> bool, is_gone: impl Fn(u16) -> bool) {
        self.go_on.retain(|line| !inside(*line));
        self.numbers.retain(|line| !inside(*line));
        self.calls.retain(|call| !is_gone(call.number));
    }

    /// Lines that hold a call alone which is none after all.
    pub(in crate::import::text) fn unread(&self, calls: &[Call]) -> Vec<usize> {
        let read = |line: usize| {
            self.alone.iter().any(|(at, start)| *at == line && calls.iter().any(|call| call.candidate.start == *start))
        };
        self.alone.iter().map(|(line, _)| *line).filter(|line| !read(*line)).collect()
    }

    /// Puts calls among the candidates, and marks lines.
    pub(in crate::import::text) fn settle(&self, lines: &mut [Line], candidates: &mut Vec<Candidate>) {
        for at in self.numbers.iter().chain(&self.pages) {
            lines[*at].holds |= GONE;
        }
        for at in &self.go_on {
            lines[*at].gap = 0;
        }
        if !self.calls.is_empty() {
            candidates.extend_from_slice(&self.calls);
            candidates.sort_by_key(|candidate| candidate.start);
        }
    }
}

/// A line that may start a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) label: Label,
    /// Where it is called.
    pub(super) seen: Sighting,
    weight: i32,
}

/// A page, as far as its notes go.
pub(super) struct Foot<'p> {
    pub(super) place: &'p Place<'p>,
    /// The first line of the second page before: notes of a spread stand together.
    pub(super) last: usize,
    /// Its lines.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The number that comes next.
    pub(super) expected: u16,
    /// Numbers whose notes stand on the pages before.
    pub(super) answered: Vec<u16>,
}

impl Foot<'_> {
    /// Puts the page's notes into `found`.
    pub(super) fn find(&self, found: &mut Vec<Body>, notes: &mut Notes) {
        let all = self.marks();
        let mut marks = all.clone();
        let mut used: Vec<usize> = Vec::new();
        let first = found.len();
        // Counting may start again on a page: a file without page breaks is one.
        for _ in 0..MOST_CHAINS {
            let chain = self.likelier(self.chain(&marks), &marks);
            let Some(print) = self.print(&chain) else { break };
            if !self.is_sure(&chain) || !self.stands_below(&chain) || !self.has_calls(&chain, &found[first..]) {
                marks.retain(|mark| !chain.iter().any(|own| own.line == mark.line));
                continue;
            }
            let (mut at, known) = (0, found.len());
            let mut own: Vec<usize> = Vec::new();
            while at < chain.len() {
                let zone = Zone::of(self, &chain[at..], &marks);
                at += zone.taken;
                own.extend(zone.bodies(self, print, found));
            }
            let crosses = |body: &Body| found[first..known].iter().any(|own| own.line < body.end && body.line < own.end);
            if found[known..].iter().any(crosses) || !self.place.paged && found[known..].iter().any(|body| !self.is_note(body)) {
                found.truncate(known);
            }
            if found.len() == known {
                break;
            }
            used.extend(own);
            let inside =
                |line: usize| found[known..].iter().any(|body| (body.line..body.end).contains(&line)) || used.contains(&line);
            let span = chain.first().map_or(0, |mark| mark.line)..=chain.last().map_or(0, |mark| mark.line);
            marks.retain(|mark| !inside(mark.line) && !span.contains(&mark.line));
        }
        if found.len() == first {
            return;
        }
        found[first..].sort_by_key(|body| body.line);
        self.tell(&found[first..], &all, used, notes);
    }

    /// The words of line `at`.
    pub(super) fn words(&self, at: usize) -> &str {
        self.place.lines[at].of(self.place.text)
    }

    /// The first line of the page that a note of this number is called on, as `seen` tells.
    pub(super) fn page_of(&self, number: u16, seen: Option<Sighting>) -> usize {
        let [from, to, last] = [self.from, self.to, self.last].map(|line| u32::try_from(line).unwrap_or(u32::MAX));
        if let Some((call, _)) = seen.and_then(|seen| seen.stray()) {
            return if call.line < from { self.last } else { self.from };
        }
        let calls = |candidate: &&Candidate| candidate.number == number && candidate.weight >= 0;
        let own = self.place.candidates.iter().filter(calls).any(|candidate| (from..to).contains(&candidate.line));
        let before = self.place.candidates.iter().filter(calls).any(|candidate| (last..from).contains(&candidate.line));
        if !own && before { self.last } else { self.from }
    }

    /// Lines `from..to` that are in the text.
    pub(super) fn lines(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (from..to).filter(|at| !self.place.lines[*at].has(GONE))
    }

    /// Whether the line before `at` ends what it says.
    pub(super) fn is_closed(&self, at: usize) -> bool {
        let Some(before) = self.lines(self.from, at).next_back() else { return true };
        let words = self.words(before);
        ends_sentence(words) || is_rule(words) || self.is_short(before, at)
    }

    /// Whether the first word of line `next` would have fitted on line `at`.
    pub(super) fn is_short(&self, at: usize, next: usize) -> bool {
        let line = &self.place.lines[at];
        let right = if line.full > 0 { usize::from(line.full) } else { self.place.right };
        (line.right() + 1 + first_word(self.words(next)).chars().count()) * 10 < right * 8
    }

    /// Every line that may be a label, with what speaks for it.
    fn marks(&self) -> Vec<Mark> {
        let from = self.from.max(self.to.saturating_sub(REACH));
        let mut marks = Vec::new();
        let others = others(self);
        for at in self.lines(from, self.to).filter(|at| others.binary_search(at).is_err()) {
            let words = self.words(at);
            let known = alone(words).or_else(|| label(words));
            let Some(label) = known.filter(|label| !matches!(label.shape, Shape::Symbol | Shape::Dotted)) else { continue };
            if marks.len() >= MOST_MARKS {
                break;
            }
            let seen = sighting(self, at, &label);
            let weight = self.weight(at, &label, seen);
            marks.push(Mark { line: at, label, seen, weight });
        }
        // Of two labels the later one is the note's: the number alone above numbers a heading.
        // The page's last line may be its own number.
        let last = self.lines(self.from, self.to).next_back().unwrap_or(self.to);
        for at in 0..marks.len() {
            let own = marks[at];
            let again = |mark: &Mark| {
                let is_label = mark.label.shape.is_alone() && mark.line != last || !mark.seen.is_none();
                mark.label.number == own.label.number && is_label && is_kin(mark.label.shape, own.label.shape)
            };
            // Unless its number is called again in between: then counting has started again.
            let later = marks[at + 1..].iter().find(|mark| again(mark));
            let is_above = later.is_some_and(|later| !self.is_called_between(own.label.number, (own.line, later.line)));
            if own.label.shape.is_alone() && is_above {
                marks[at].weight -= TWICE;
            }
        }
        marks
    }

    /// Whether `number` is called above line `from`, and again before line `to`.
    pub(super) fn is_called_between(&self, number: u16, (from, to): (usize, usize)) -> bool {
        let calls = self.place.candidates.iter().filter(|call| call.number == number && call.weight >= 0);
        let lines: Vec<usize> = calls.map(|call| call.line as usize).filter(|line| (self.from..to).contains(line)).collect();
        lines.iter().any(|line| *line < from) && lines.iter().any(|line| *line > from)
    }

    fn weight(&self, at: usize, label: &Label, seen: Sighting) -> i32 {
        let line = &self.place.lines[at];
        let parted = line.gap > self.place.step && at > self.from;
        let closed = self.is_closed(at);
        let known = match seen {
            Sighting::Plain(..) => 4,
            Sighting::Likely(..) => 3,
            Sighting::Unlikely(..) => 1,
            Sighting::None => -2,
        };
        let shape = match label.shape {
            Shape::Paren | Shape::Round => -2,
            Shape::Alone(_) => 0,
            _ if !parted && !closed && label.number != self.expected && (self.expected > 1 || label.number == 1) => -3,
            _ => 0,
        };
        // A number between two halves of a sentence is a call, printed above its line.
        let next = self.lines(at + 1, self.to).next();
        let inside = label.shape.is_alone()
            && !parted
            && !closed
            && next.is_some_and(|next| {
                self.place.lines[next].gap <= self.place.step && self.words(next).starts_with(char::is_lowercase)
            });
        // What stands under its text has none behind it.
        let beside = next.filter(|next| alone(self.words(*next)).is_none()).or_else(|| self.lines(self.from, at).next_back());
        let empty = beside.is_none_or(|beside| !is_worded(self.words(beside)));
        let blank = if label.shape.is_alone() && empty || !label.shape.is_alone() && !is_worded(&self.words(at)[label.from..]) {
            3
        } else {
            0
        };
        known + shape - blank + i32::from(parted) + i32::from(closed) + i32::from(label.number == self.expected)
            - if inside { 3 } else { 0 }
    }

    /// The heaviest chain of marks whose numbers count on.
    pub(super) fn chain(&self, marks: &[Mark]) -> Vec<Mark> {
        // For each mark the weight of the best chain that ends with it, and the one before it.
        let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(marks.len());
        for (at, mark) in marks.iter().enumerate() {
            let odd = mark.label.number != 1 && mark.label.number != self.expected && mark.seen.is_none();
            let mut own = (mark.weight - if odd { 3 } else { 0 }, None);
            for (before, other) in marks[..at].iter().enumerate() {
                let Some(step) =
                    mark.label.number.checked_sub(other.label.number).filter(|step| (1..=MOST_MISSING + 1).contains(step))
                else {
                    continue;
                };
                if !is_kin(mark.label.shape, other.label.shape) {
                    continue;
                }
                // A label right behind another one that it counts on from is one, called or not.
                let counts = step == 1 && mark.seen.is_none() && !mark.label.shape.is_alone();
                let weight = best[before].0 + mark.weight - MISSING * i32::from(step - 1) + if counts { 2 } else { 0 };
                if weight >= own.0 {
                    own = (weight, Some(before));
                }
            }
            best.push(own);
        }
        let top = (0..best.len()).max_by_key(|at| best[*at].0).filter(|at| best[*at].0 >= LEAST);
        let mut chain: Vec<Mark> = std::iter::successors(top, |at| best[*at].1).map(|at| marks[at]).collect();
        chain.reverse();
        chain
    }

    /// How the calls of a chain are printed; none where too few of them are seen, or where a
    /// list is more likely.
    pub(super) fn print(&self, chain: &[Mark]) -> Option<Print> {
        let mut counts = [0_usize; super::call::PRINTS];
        let mut best = None;
        for print in chain.iter().filter_map(|mark| mark.seen.print()) {
            counts[print as usize] += 1;
            if best.is_none_or(|best| counts[print as usize] > counts[best as usize]) {
                best = Some(print);
            }
        }
        let seen: usize = counts.iter().sum();
        best.filter(|_| seen * 2 >= chain.len()).filter(|_| !self.is_list(chain))
    }

    /// What is known of the page once its notes are found: calls that look like none, lines that
    /// hold nothing else, the page's number, and what goes on behind notes in its middle.
    fn tell(&self, found: &[Body], marks: &[Mark], used: Vec<usize>, notes: &mut Notes) {
        let lines = self.place.lines;
        let inside = |at: usize| found.iter().any(|body| (body.line..body.end).contains(&at));
        let is_number = |at: &usize| {
            !inside(*at) && alone(self.words(*at)).is_some_and(|own| found.iter().any(|body| body.number == own.number))
        };
        let numbers = used.into_iter().filter(is_number);
        notes.numbers.extend(numbers);
        for body in found {
            let own = marks.iter().filter(|mark| mark.label.number == body.number).map(|mark| mark.seen);
            let seen = own.max_by_key(Sighting::rank);
            if let Some((candidate, line)) = seen.and_then(|seen| seen.stray()) {
                notes.calls.push(candidate);
                notes.numbers.extend(line);
                notes.alone.extend(line.map(|line| (line, candidate.start)));
            }
        }
        notes.numbers.sort_unstable();
        notes.numbers.dedup();
        let last = self.lines(self.from, self.to).next_back();
        let number =
            last.filter(|last| !inside(*last) && lines[*last].gap > self.place.step && alone(self.words(*last)).is_some());
        if let Some(at) = number.filter(|at| !notes.numbers.contains(at)) {
            notes.pages.push(at);
        }
        // A gap that a note goes on behind is one of the page's making.
        let gaps = found.iter().flat_map(|body| self.lines(body.line + 1, body.end));
        notes.go_on.extend(gaps.filter(|at| lines[*at].gap > self.place.step));
        for body in found {
            let next = self
                .lines(body.end, self.to)
                .find(|at| !notes.numbers.contains(at))
                .filter(|at| !inside(*at) && !lines[*at].has(PAGE));
            let above = self.lines(self.from, body.line).rev().find(|at| !inside(*at) && !notes.numbers.contains(at));
            let Some((above, next)) = above.zip(next) else { continue };
            if goes_on(self.words(next)) && !ends_sentence(self.words(above)) && !is_rule(self.words(above)) {
                notes.go_on.push(next);
            }
        }
    }
}

/// Whether `text` is words, and no row of numbers.
pub(super) fn is_worded(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let others = text.chars().filter(|c| !c.is_alphabetic() && !c.is_whitespace()).count();
    let wide = text.contains(|c: char| is_hangul(c) || is_unspaced(c));
    if wide { letters * 2 >= others && letters >= 2 } else { letters >= others && letters >= 4 }
}

/// Whether labels of two shapes stand in one chain: one of them may be broken.
fn is_kin(one: Shape, other: Shape) -> bool {
    let plain = |shape| matches!(shape, Shape::Spaced | Shape::Glued | Shape::Raised | Shape::Alone(_));
    one == other || (plain(one) && plain(other)) || one.is_alone() || other.is_alone()
}
