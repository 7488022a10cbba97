//! The bodies of footnotes: blocks at the ends of pages and of the file whose lines start with
//! the numbers that are called above, and sections of endnotes.

use super::super::heading::heads_notes;
use super::super::line::{GONE, Line, PAGE};
use super::call::{Candidate, Print};
use super::chain::{Call, Chains, MOST_CALLS};
use super::doubt::others;
use super::foot::{Foot, Notes};
use super::label::{Label, Shape, is_rule, label};

/// Lines at the end of a page or file that bodies are looked for in.
const REACH: usize = 400;

/// Lines of a body at the end of a page at most, on the whole.
const LONGEST: usize = 60;

/// A footnote's body: from line `line` up to line `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::text) struct Body {
    pub(in crate::import::text) line: usize,
    pub(in crate::import::text) end: usize,
    pub(in crate::import::text) number: u16,
    /// How the calls of its number are printed.
    pub(in crate::import::text) print: Print,
    /// Bytes of its label in the window.
    pub(in crate::import::text) label: (u32, u32),
    /// Where its text starts, from its line's start.
    pub(in crate::import::text) from: u32,
    /// The first line of its page: its call stands from there on, or in an earlier window.
    pub(in crate::import::text) page: usize,
    /// Whether it stands under a title of notes.
    pub(in crate::import::text) titled: bool,
}

/// Bodies found in a window, and what goes on in the next one.
#[derive(Debug, Default)]
pub(in crate::import::text) struct Bodies {
    /// This window's, in order.
    pub(in crate::import::text) found: Vec<Body>,
    /// What else the notes at the feet of its pages tell.
    pub(in crate::import::text) notes: Notes,
    /// Bodies found in all windows.
    count: u32,
    /// The number of the last one found on a page.
    last: u16,
    /// In a section of endnotes: the number of its last one, and how its calls are printed.
    zone: Option<(u16, Print)>,
}

/// What of the file is known where bodies are looked for.
pub(in crate::import::text) struct Place<'a> {
    pub(in crate::import::text) text: &'a str,
    pub(in crate::import::text) lines: &'a [Line],
    pub(in crate::import::text) candidates: &'a [Candidate],
    /// Blank lines between lines of a paragraph.
    pub(in crate::import::text) step: u16,
    /// The column that hardly any line passes; 0 where lines are not broken at a width.
    pub(in crate::import::text) right: usize,
    /// Whether a page, or the file, ends with the window.
    pub(in crate::import::text) ended: bool,
    /// Whether the file has pages.
    pub(in crate::import::text) paged: bool,
    /// The last number called in earlier windows, by the way it is printed.
    pub(in crate::import::text) called: &'a dyn Fn(Print) -> u16,
}

impl Bodies {
    /// Whether there were more bodies than are taken.
    pub(in crate::import::text) fn is_full(&self) -> bool {
        self.count >= MOST_CALLS
    }

    /// Leaves out bodies that nothing calls, where there are no pages whose ends would speak for them; whether there
    /// were any. Those under a title of notes stay, and those whose number stands on a line of its own.
    pub(in crate::import::text) fn drops_uncalled(&mut self, lines: &[Line], calls: &[Call], before: &Chains) -> bool {
        let is_called = |body: &Body| {
            let own = |call: &Call| call.candidate.print == body.print && call.candidate.number == body.number;
            calls.iter().any(|call| own(call) && (call.candidate.line as usize) < body.line)
                || body.number <= before.last_number(body.print)
        };
        let stays = |body: &Body| body.titled || body.label.0 < lines[body.line].start || is_called(body);
        let (kept, gone): (Vec<Body>, Vec<Body>) = self.found.iter().partition(|body| stays(body));
        let inside = |line: usize| gone.iter().any(|body| (body.line..=body.end).contains(&line));
        self.notes.forget(inside, |number| gone.iter().any(|body| body.number == number));
        self.found = kept;
        !gone.is_empty()
    }

    /// Finds the bodies of a window.
    pub(in crate::import::text) fn find(&mut self, place: &Place) {
        self.found.clear();
        self.notes.clear();
        if self.is_full() {
            return;
        }
        let lines = place.lines;
        let mut from = self.go_on(place);
        if let Some(title) = (from..lines.len()).find(|at| is_title(place, *at)) {
            self.pages(place, from, title);
            let end = self.zone_from(place, title + 1, None);
            from = end.max(title + 1);
        }
        self.pages(place, from, lines.len());
        self.count = self.count.saturating_add(u32::try_from(self.found.len()).unwrap_or(u32::MAX));
    }

    /// The bodies on the pages that lie in lines `from..to`.
    fn pages(&mut self, place: &Place, from: usize, to: usize) {
        let lines = place.lines;
        let (mut last, mut before, mut start) = (from, from, from);
        for at in from + 1..=to {
            let ends = if at == lines.len() { place.ended } else { lines.get(at).is_some_and(|line| line.has(PAGE)) };
            if ends {
                self.page(place, last, (start, at));
            }
            if at < to && lines[at].has(PAGE) {
                (last, before, start) = (before, start, at);
            }
        }
    }

    /// The bodies on the page that lines `from..to` are; `last` is the first line of the
    /// second page before.
    fn page(&mut self, place: &Place, last: usize, (from, to): (usize, usize)) {
        let known = self.found.len();
        let expected = self.last.max((place.called)(Print::Bare)) + 1;
        let answered = self.found.iter().filter(|body| body.line >= last).map(|body| body.number).collect();
        let foot = Foot { place, last, from, to, expected, answered };
        foot.find(&mut self.found, &mut self.notes);
        if self.found.len() == known {
            self.end(&foot);
        }
        if let Some(body) = self.found.last() {
            self.last = body.number;
        }
    }

    /// The bodies at the end of the page that lines `from..to` are: the longest run of labels
    /// that count on and are called above, with nothing but their own lines behind them.
    fn end(&mut self, foot: &Foot) {
        let (place, from, to) = (foot.place, foot.from, foot.to);
        let lines = place.lines;
        let others = others(foot);
        let mut chain: Vec<(usize, Label)> = Vec::new();
        // The last line, going up, that starts a block of its own.
        for at in (from.max(to.saturating_sub(REACH))..to).rev().filter(|at| !lines[*at].has(GONE)) {
            let label = label(lines[at].of(place.text)).filter(|_| others.binary_search(&at).is_err());
            let follows = label.filter(|label| match chain.last() {
                None => true,
                Some((_, after)) => {
                    after.shape == label.shape
                        && (label.shape == Shape::Symbol && label.number != after.number || label.number + 1 == after.number)
                }
            });
            match follows {
                Some(label) => chain.push((at, label)),
                // A gap inside the notes: what stands above is none of theirs.
                None if lines[at].gap > place.step => break,
                None => {}
            }
            if chain.len() > 60 {
                break;
            }
        }
        chain.reverse();
        while let Some((first, label)) = chain.first().copied() {
            if self.is_apart(place, from, first, label.shape) {
                break;
            }
            chain.remove(0);
        }
        let Some((first, _)) = chain.first().copied() else { return };
        let Some(print) = called(place, from, first, &chain) else { return };
        let too_long = |(line, _): &(usize, Label)| to - line > LONGEST * (1 + chain.iter().filter(|(at, _)| at > line).count());
        if chain.iter().any(too_long) {
            return;
        }
        let widest = foot.lines(first, to).map(|at| usize::from(lines[at].width)).max().unwrap_or(0);
        let last = chain.last().map_or(to, |(line, _)| foot.end_of(*line, (to, widest), false));
        let ends = chain.iter().skip(1).map(|(line, _)| *line).chain([last]);
        for ((line, label), end) in chain.iter().zip(ends) {
            self.found.push(body(place, (*line, end), label, print, from));
        }
    }

    /// Whether the first body, at `first`, is set apart from the text above it.
    fn is_apart(&self, place: &Place, from: usize, first: usize, shape: Shape) -> bool {
        let above = (from..first).rev().find(|at| !place.lines[*at].has(GONE));
        let ruled = above.is_some_and(|above| is_rule(place.lines[above].of(place.text)));
        let parted = place.lines[first].gap > place.step || ruled;
        match shape {
            Shape::Bracket | Shape::Raised => true,
            Shape::Dotted | Shape::Glued => ruled || parted,
            _ => parted || place.step > 0,
        }
    }

    /// Endnotes at the window's start, where the last one stood among them.
    fn go_on(&mut self, place: &Place) -> usize {
        match self.zone {
            Some(zone) => self.zone_from(place, 0, Some(zone)),
            None => 0,
        }
    }

    /// Endnotes from line `from` on; tells where they end.
    fn zone_from(&mut self, place: &Place, from: usize, zone: Option<(u16, Print)>) -> usize {
        let lines = place.lines;
        let mut last = zone;
        let mut shape = None;
        let mut at = from;
        let mut end = from;
        while at < lines.len() {
            let line = &lines[at];
            if is_rule(line.of(place.text)) && last.is_none() {
                at += 1;
                continue;
            }
            let found = if line.has(GONE) { None } else { label(line.of(place.text)) };
            let next = found.filter(|label| {
                let counts = match last {
                    // Some may be lost.
                    Some((number, _)) => (number + 1..=number + 3).contains(&label.number) || (label.number == 1 && number > 1),
                    None => label.number <= 1 || label.shape == Shape::Bracket,
                };
                counts && label.shape != Shape::Symbol && shape.is_none_or(|shape| shape == label.shape)
            });
            if let Some(label) = next {
                let print = match last {
                    Some((_, print)) => print,
                    None => match print_of(place, 0, from, label).or_else(|| called_before(place, label)) {
                        Some(print) => print,
                        None => break,
                    },
                };
                if let Some(before) = self.found.last_mut().filter(|before| before.end == at || before.line >= from) {
                    before.end = at;
                }
                self.found.push(Body { titled: true, ..body(place, (at, at + 1), &label, print, 0) });
                last = Some((label.number, print));
                shape = Some(label.shape);
                end = at + 1;
            } else if line.gap > place.step && !line.has(PAGE | GONE) && last.is_some() && !counts_on(place, at, last) {
                self.zone = None;
                return at;
            } else if last.is_some() {
                end = at + 1;
                if let Some(before) = self.found.last_mut().filter(|before| before.line >= from) {
                    before.end = end;
                }
            } else if at > from + 2 {
                break;
            }
            at += 1;
        }
        self.zone = last.filter(|_| at == lines.len() && end == at);
        end
    }
}

/// Whether one of the next lines is the label that counts on: what stands between is a
/// paragraph of the note before.
fn counts_on(place: &Place, at: usize, last: Option<(u16, Print)>) -> bool {
    let Some((number, _)) = last else { return false };
    place.lines[at..]
        .iter()
        .take(8)
        .any(|line| label(line.of(place.text)).is_some_and(|label| (number + 1..=number + 3).contains(&label.number)))
}

/// The body of lines `line..end`, the first of which starts with `label`.
pub(super) fn body(place: &Place, (line, end): (usize, usize), label: &Label, print: Print, page: usize) -> Body {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let start = place.lines[line].start;
    Body {
        line,
        end,
        number: label.number,
        print,
        label: (start + narrow(label.label.0), start + narrow(label.label.1)),
        from: narrow(label.from),
        page,
        titled: false,
    }
}

/// Whether line `at` is the title of a section of endnotes: one of its words, alone, with a
/// first label below.
fn is_title(place: &Place, at: usize) -> bool {
    let line = &place.lines[at];
    if line.has(GONE) || line.width > 24 || line.gap <= place.step || !heads_notes(line.of(place.text)) {
        return false;
    }
    let below = place.lines[at + 1..].iter().find(|line| !line.has(GONE) && !is_rule(line.of(place.text)));
    below.is_some_and(|below| label(below.of(place.text)).is_some_and(|label| label.number == 1 && label.shape != Shape::Symbol))
}

/// How the calls of `chain` are printed, if half of its numbers at least are called on the
/// page, between `from` and `first`, or in an earlier window where the page began there.
fn called(place: &Place, from: usize, first: usize, chain: &[(usize, Label)]) -> Option<Print> {
    // Headings are numbered like this too: notes to calls of an earlier window reach to the last of them.
    let begun = from == 0 && !place.lines[0].has(PAGE);
    let alone = |shape| matches!(shape, Shape::Dotted | Shape::Glued) || shape == Shape::Spaced && !place.paged;
    let last = chain.last().filter(|(_, last)| begun && (!alone(last.shape) || chain.len() > 1));
    let prints = chain.iter().filter_map(|(_, label)| {
        print_of(place, from, first, *label).or_else(|| {
            let print = called_before(place, *label)?;
            last.filter(|(_, last)| last.number >= (place.called)(print)).and(Some(print))
        })
    });
    let mut counts = [0_usize; super::call::PRINTS];
    let mut best = None;
    for print in prints {
        counts[print as usize] += 1;
        if best.is_none_or(|best| counts[print as usize] > counts[best as usize]) {
            best = Some(print);
        }
    }
    best.filter(|print| counts[*print as usize] * 2 >= chain.len())
}

/// How the call of `label`, which must stand in lines `from..to`, is printed.
pub(super) fn print_of(place: &Place, from: usize, to: usize, label: Label) -> Option<Print> {
    // Lists are numbered so, too.
    let list = matches!(label.shape, Shape::Dotted | Shape::Paren | Shape::Round);
    let [from, to] = [from, to].map(|line| u32::try_from(line).unwrap_or(u32::MAX));
    let first = place.candidates.partition_point(|candidate| candidate.line < from);
    place.candidates[first..]
        .iter()
        .take_while(|candidate| candidate.line < to)
        .find(|candidate| {
            candidate.number == label.number && label.shape.suits(candidate.print) && (!list || candidate.weight > 0)
        })
        .map(|candidate| candidate.print)
}

/// How the call of `label`, which must stand in an earlier window, is printed.
pub(super) fn called_before(place: &Place, label: Label) -> Option<Print> {
    [Print::Bare, Print::Raised, Print::Paren, Print::Bracket, Print::Round, Print::Caret]
        .into_iter()
        .find(|print| label.shape.suits(*print) && label.number <= (place.called)(*print))
}
