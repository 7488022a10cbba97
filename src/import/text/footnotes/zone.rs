//! Notes that stand together, and which of them each line belongs to.

use super::super::letters::ends_sentence;
use super::call::Print;
use super::foot::{Foot, Mark, is_worded};
use super::label::{Label, Shape, alone};
use super::note::{Body, body};
use super::stray::Sighting;

/// Lines above a number that stands under its text, at most.
const ABOVE: usize = 16;

/// A number, and the text behind it up to the next one.
#[derive(Debug, Clone, Copy)]
struct Token {
    line: usize,
    label: Label,
    seen: Sighting,
    /// The lines of its text; none where another number, or nothing, comes next.
    text: Option<(usize, usize)>,
}

/// Text between two numbers: the notes whose numbers are `first..end` of the zone's, in order.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    number: u16,
    /// The token that it follows, if that starts on its first line.
    label: Option<Label>,
    lines: (usize, usize),
}

/// Notes with nothing between them.
pub(super) struct Zone {
    tokens: Vec<Token>,
    /// Marks of the chain that it holds.
    pub(super) taken: usize,
}

impl Zone {
    /// The zone that starts with the first mark of `chain`, with numbers that stand out of order.
    pub(super) fn of(foot: &Foot, chain: &[Mark], marks: &[Mark]) -> Self {
        let widest = widest(foot, chain);
        let mut held: Vec<Mark> = Vec::new();
        let (mut taken, mut end) = (0, chain.first().map_or(0, |mark| mark.line));
        for mark in chain {
            if taken > 0 && foot.lines(end, mark.line).any(|at| !is_bare(marks, at)) {
                break;
            }
            held.push(*mark);
            taken += 1;
            end = text_end(foot, mark, widest);
        }
        // Numbers alone behind it, inside it or above it, that its own lack.
        let mut first = chain.first().map_or(0, |mark| mark.line);
        let mut reach = end;
        let is_lacking = |held: &[Mark], mark: &Mark| {
            let known = held.iter().chain(chain).any(|own| own.label.number == mark.label.number);
            let near = held.iter().any(|own| own.label.number.abs_diff(mark.label.number) <= 2);
            !mark.seen.is_none() && !known && near
        };
        for mark in marks.iter().rev().filter(|mark| mark.label.shape.is_alone()) {
            if mark.line < first && is_lacking(&held, mark) && text_end(foot, mark, widest) >= first {
                held.push(*mark);
                first = mark.line;
            }
        }
        for mark in marks.iter().filter(|mark| mark.label.shape.is_alone() && mark.line >= first) {
            let behind = mark.line <= reach || foot.lines(reach, mark.line).next().is_none();
            if is_lacking(&held, mark) && behind {
                held.push(*mark);
                reach = reach.max(mark.line + 1);
            }
        }
        held.sort_by_key(|mark| mark.line);
        let mut tokens = Vec::with_capacity(held.len());
        for (at, mark) in held.iter().enumerate() {
            let limit = held.get(at + 1).map_or(foot.to, |next| next.line);
            tokens.push(Token {
                line: mark.line,
                label: mark.label,
                seen: mark.seen,
                text: text_of(foot, mark, (limit, widest)),
            });
        }
        Self { tokens, taken }
    }

    /// Puts the zone's bodies into `found`; tells lines with nothing but a number of theirs.
    pub(super) fn bodies(&self, foot: &Foot, print: Print, found: &mut Vec<Body>) -> Vec<usize> {
        let mut numbers: Vec<u16> = self.tokens.iter().map(|token| token.label.number).collect();
        numbers.sort_unstable();
        let Some(stretches) = self.stretches(foot, &numbers) else { return Vec::new() };
        let mut told = Vec::new();
        for (at, stretch) in stretches.iter().enumerate() {
            let from = numbers.partition_point(|number| *number < stretch.number);
            let to = stretches.get(at + 1).map_or(numbers.len(), |next| numbers.partition_point(|number| *number < next.number));
            let starts = splits(foot, stretch.lines, to - from);
            let ends = starts.iter().skip(1).copied().chain([stretch.lines.1]);
            for ((number, line), end) in numbers[from..to].iter().zip(&starts).zip(ends) {
                let own = self.tokens.iter().find(|token| token.label.number == *number);
                let Some(token) = own else { continue };
                let page = foot.page_of(*number, Some(token.seen));
                let mut made = match stretch.label.filter(|label| *line == stretch.lines.0 && label.number == *number) {
                    Some(label) => body(foot.place, (*line, end), &label, print, page),
                    None => body(foot.place, (token.line, end), &token.label, print, page),
                };
                if made.line != *line {
                    (made.line, made.from) = (*line, 0);
                }
                told.push(token.line);
                found.push(made);
            }
        }
        told
    }

    /// The stretches of text, each with the number of its first note; none where that is unclear.
    fn stretches(&self, foot: &Foot, numbers: &[u16]) -> Option<Vec<Stretch>> {
        let mut found: Vec<Stretch> = Vec::new();
        let mut group: Option<u16> = None;
        for token in &self.tokens {
            let number = group.map_or(token.label.number, |least| least.min(token.label.number));
            match token.text {
                Some(lines) => {
                    let label = Some(token.label).filter(|label| !label.shape.is_alone());
                    found.push(Stretch { number, label, lines });
                    group = None;
                }
                None => group = Some(number),
            }
        }
        let least = *numbers.first()?;
        if found.first().is_none_or(|first| first.number != least) {
            // Only what stands at the page's end is taken for the text of numbers below it.
            let last = self.tokens.iter().map(|token| token.text.map_or(token.line + 1, |(_, end)| end)).max()?;
            if foot.lines(last, foot.to).any(|at| is_worded(foot.words(at))) {
                return None;
            }
            let start = above(foot, self.tokens.first()?.line)?;
            found.insert(0, Stretch { number: least, label: None, lines: (start, self.tokens.first()?.line) });
        }
        let rises = found.windows(2).all(|pair| pair[0].number < pair[1].number);
        rises.then_some(found)
    }
}

/// Whether line `at` is a number that may be called.
fn is_bare(marks: &[Mark], at: usize) -> bool {
    marks.iter().any(|mark| mark.line == at && mark.label.shape.is_alone() && !mark.seen.is_none())
}

/// The widest line behind a label of the chain.
fn widest(foot: &Foot, chain: &[Mark]) -> usize {
    let lines = &foot.place.lines;
    let near = chain.iter().flat_map(|mark| foot.lines(mark.line, foot.to).take(3));
    near.map(|at| usize::from(lines[at].width)).max().unwrap_or(0).max(foot.place.right * 3 / 4)
}

/// The lines of the text behind `mark`, up to line `limit`.
fn text_of(foot: &Foot, mark: &Mark, (limit, widest): (usize, usize)) -> Option<(usize, usize)> {
    let start = match mark.label.shape {
        Shape::Alone(_) => foot.lines(mark.line + 1, limit).next().filter(|next| alone(foot.words(*next)).is_none())?,
        _ => mark.line,
    };
    Some((start, foot.end_of(start, (limit, widest), mark.label.shape.is_alone())))
}

fn text_end(foot: &Foot, mark: &Mark, widest: usize) -> usize {
    text_of(foot, mark, (foot.to, widest)).map_or(mark.line + 1, |(_, end)| end)
}

/// Where the text above the number on line `at` starts: behind a gap that parts it from a
/// sentence that goes on elsewhere, or with lines that are wider than the page's others, as
/// small print is.
fn above(foot: &Foot, at: usize) -> Option<usize> {
    let lines = &foot.place.lines;
    let block = foot.lines(foot.from, at).rev().take(ABOVE).find(|line| lines[*line].gap > foot.place.step);
    let open = |line: &usize| {
        let before = foot.lines(foot.from, *line).next_back();
        before.is_some_and(|before| !ends_sentence(foot.words(before))) && !foot.words(*line).starts_with(char::is_lowercase)
    };
    if let Some(start) = block.filter(open) {
        return Some(start);
    }
    let mut start = None;
    for line in foot.lines(foot.from, at).rev().take(ABOVE) {
        let wide = usize::from(lines[line].width) > foot.place.right;
        if !wide && !ends_sentence(foot.words(line)) {
            break;
        }
        start = Some(line);
        if lines[line].gap > foot.place.step {
            break;
        }
    }
    start
}

/// The first lines of `count` notes in lines `from..to`: the likeliest ends of notes part them.
/// Fewer where there are not as many.
fn splits(foot: &Foot, (from, to): (usize, usize), count: usize) -> Vec<usize> {
    let lines = &foot.place.lines;
    let widest = foot.lines(from, to).map(|at| lines[at].width).max().unwrap_or(0);
    let mut ends: Vec<(i32, usize)> = Vec::new();
    let mut before = from;
    for at in foot.lines(from + 1, to) {
        let (words, next) = (foot.words(before), foot.words(at));
        let short = usize::from(lines[before].width) * 5 < usize::from(widest) * 4;
        let closed = ends_sentence(words);
        let weight = 2 * i32::from(short) + 2 * i32::from(closed) + i32::from(lines[at].gap > foot.place.step)
            - 2 * i32::from(next.starts_with(char::is_lowercase));
        if (short || closed) && weight > 0 {
            ends.push((weight, at));
        }
        before = at;
    }
    ends.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), *at));
    let mut starts: Vec<usize> = ends.into_iter().take(count.saturating_sub(1)).map(|(_, at)| at).chain([from]).collect();
    starts.sort_unstable();
    starts
}
