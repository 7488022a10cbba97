//! The words of an anchor in a text: as they are, changed, long, or none at all.

use memchr::memmem;

use super::super::Anchor;
use super::approximate::{Pattern, Place, fold};
use super::candidate::{Candidate, Context, share};
use super::scans::Scans;
use crate::document::{Point, Span};

/// Errors looked for at most, and their share of the pattern.
const ERRORS_MOST: usize = 256;
const ERRORS_SHARE: usize = 3;
/// From here on a third of a quote is more than is looked for: its two ends are searched for.
const LONG_CHARS: usize = ERRORS_MOST * ERRORS_SHARE;
/// Characters of each end of a long quote.
const END_CHARS: usize = 512;
/// Beginnings of a long quote of which the end is looked for.
const BEGINNINGS: usize = 8;
/// Exact occurrences that are looked at, and how many of them closely.
const OCCURRENCES_MOST: usize = 1 << 16;
const CLOSELY: usize = 32;

/// Told whether to go on.
pub(in crate::annotation) type GoOn<'a> = &'a dyn Fn() -> bool;

/// Where the words stand as they were.
#[derive(Debug, Default)]
pub(in crate::annotation) struct Occurrences {
    /// How many there are, as far as was counted.
    pub(in crate::annotation) count: usize,
    /// The ones whose surroundings are most alike.
    pub(in crate::annotation) candidates: Vec<Candidate>,
}

impl Occurrences {
    /// Whether some were left uncounted.
    pub(in crate::annotation) fn are_too_many(&self) -> bool {
        self.count >= OCCURRENCES_MOST
    }
}

/// All exact occurrences of the quote in `text`, `except` left out. A point's words are those on both its sides.
pub(in crate::annotation) fn exact(text: &str, anchor: &Anchor, context: &Context, except: Option<Span>) -> Occurrences {
    let point_words = format!("{}{}", anchor.before, anchor.after);
    let is_point = anchor.quote.is_empty();
    let words = if is_point { point_words.as_str() } else { &anchor.quote };
    if words.is_empty() {
        return Occurrences::default();
    }
    let (before, after) = (anchor.before.as_bytes(), anchor.after.as_bytes());
    let mut occurrences = Occurrences::default();
    // Bytes that agree on both sides: cheap, and enough to choose whom to look at closely.
    let mut nearest: Vec<(usize, usize)> = Vec::new();
    for start in memmem::find_iter(text.as_bytes(), words.as_bytes()).take(OCCURRENCES_MOST) {
        let (here, end) = if is_point { (start + before.len(), start + before.len()) } else { (start, start + words.len()) };
        if except == Some(Span::new(here, end)) {
            continue;
        }
        occurrences.count += 1;
        let left = text.as_bytes()[..start].iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count();
        let right = text.as_bytes()[end..].iter().zip(after).take_while(|(a, b)| a == b).count();
        nearest.push((left + right, here));
        if nearest.len() >= 2 * CLOSELY {
            keep_nearest(&mut nearest, anchor.start as usize);
        }
    }
    keep_nearest(&mut nearest, anchor.start as usize);
    occurrences.candidates = nearest
        .into_iter()
        .map(|(_, start)| {
            let span = Span::new(start, if is_point { start } else { start + words.len() });
            let (before, after) = if is_point { (1.0, 1.0) } else { context.around(text, span) };
            Candidate { span, quote: 1.0, before, after }
        })
        .collect();
    occurrences
}

/// The ones that agree most, and of those the ones nearest to the old offset.
fn keep_nearest(nearest: &mut Vec<(usize, usize)>, offset: usize) {
    nearest.sort_by_key(|(agree, at)| (std::cmp::Reverse(*agree), at.abs_diff(offset)));
    nearest.truncate(CLOSELY);
}

/// Where the words stand changed. `None` where `go_on` said stop.
pub(in crate::annotation) fn changed(
    text: &str,
    anchor: &Anchor,
    context: &Context,
    scans: &mut Scans,
    go_on: GoOn<'_>,
) -> Option<Vec<Candidate>> {
    if anchor.quote.is_empty() {
        return changed_point(text, anchor, scans, go_on);
    }
    let length = anchor.quote.chars().count();
    if length > LONG_CHARS {
        return changed_long(text, anchor, context, scans, go_on);
    }
    let places = places(text, anchor.quote.chars(), scans, go_on)?;
    let candidate = |place: Place| {
        let span = trimmed(text, place, &anchor.quote);
        around(text, context, span, share(length.saturating_sub(place.errors), length))
    };
    Some(places.into_iter().map(candidate).collect())
}

fn places(text: &str, words: impl Iterator<Item = char>, scans: &mut Scans, go_on: GoOn<'_>) -> Option<Vec<Place>> {
    let chars: Vec<char> = words.map(fold).collect();
    let limit = (chars.len() / ERRORS_SHARE).min(ERRORS_MOST);
    if limit == 0 {
        return Some(Vec::new());
    }
    let ends = scans.ends(text, &chars, limit, go_on)?;
    Some(Pattern::new(chars.into_iter(), &mut scans.alphabet).places_of(text, ends))
}

fn around(text: &str, context: &Context, span: Span, quote: f64) -> Candidate {
    let (before, after) = context.around(text, span);
    Candidate { span, quote, before, after }
}

/// The place without white space at its ends, unless the quote has some there.
fn trimmed(text: &str, place: Place, quote: &str) -> Span {
    let blank = [' ', '\n'];
    let (mut start, mut end) = (place.start, place.end);
    if !quote.starts_with(blank) {
        start = end - text[start..end].trim_start_matches(blank).len();
    }
    if !quote.ends_with(blank) {
        end = start + text[start..end].trim_end_matches(blank).len();
    }
    Span::new(start, end)
}

/// A long quote by its two ends, the second where the first and the length say; by one of
/// them alone, for half as much, where the other is gone.
fn changed_long(text: &str, anchor: &Anchor, context: &Context, scans: &mut Scans, go_on: GoOn<'_>) -> Option<Vec<Candidate>> {
    let length = anchor.quote.chars().count();
    let beginnings = places(text, anchor.quote.chars().take(END_CHARS), scans, go_on)?;
    let ending: Vec<char> = anchor.quote.chars().skip(length - END_CHARS).collect();
    let pattern = Pattern::new(ending.into_iter(), &mut scans.alphabet);
    let limit = END_CHARS / ERRORS_SHARE;
    let good = |errors: usize, of: usize| share(of.saturating_sub(errors), of);
    let mut found = Vec::new();
    for beginning in beginnings.into_iter().take(BEGINNINGS) {
        let at =
            |chars: usize| text[beginning.start..].char_indices().nth(chars).map_or(text.len(), |(at, _)| beginning.start + at);
        let from = at((length - length / 3).saturating_sub(END_CHARS));
        let to = at(length + length / 3);
        let window = &text[from..to];
        let endings = pattern.places(window, limit, go_on)?;
        found.push(match endings.first() {
            Some(end) => {
                let span = Span::new(beginning.start, from + end.end);
                around(text, context, span, good(beginning.errors + end.errors, 2 * END_CHARS))
            }
            None => around(text, context, Span::new(beginning.start, beginning.end), good(beginning.errors, END_CHARS) / 2.0),
        });
    }
    if found.is_empty() {
        let half = |end: Place| around(text, context, Span::new(end.start, end.end), good(end.errors, END_CHARS) / 2.0);
        found.extend(pattern.places(text, limit, go_on)?.into_iter().take(BEGINNINGS).map(half));
    }
    Some(found)
}

/// A point by the words on both its sides: they are found as one, and parted where both fit best.
fn changed_point(text: &str, anchor: &Anchor, scans: &mut Scans, go_on: GoOn<'_>) -> Option<Vec<Candidate>> {
    let (before, after): (Vec<char>, Vec<char>) = (anchor.before.chars().collect(), anchor.after.chars().collect());
    let length = before.len() + after.len();
    let places = places(text, before.iter().chain(&after).copied(), scans, go_on)?;
    let mut found: Vec<(Place, Vec<usize>)> = Vec::new();
    let pattern = Pattern::new(before.iter().copied(), &mut scans.alphabet);
    for place in places {
        found.push((place, pattern.distances(text[place.start..place.end].chars())));
    }
    let pattern = Pattern::new(after.iter().copied(), &mut scans.alphabet);
    let candidate = |(place, left): (Place, Vec<usize>)| {
        let piece = &text[place.start..place.end];
        let right = pattern.distances_backwards(piece.chars().rev());
        let ends: Vec<usize> = piece.char_indices().map(|(at, _)| at).chain([piece.len()]).collect();
        let last = ends.len() - 1;
        let fits = |&at: &usize| {
            let is_neat_before = piece[..ends[at]].chars().next_back() == before.last().copied();
            let is_neat_after = piece[ends[at]..].chars().next() == after.first().copied();
            (left[at] + right[last - at], !is_neat_before, !is_neat_after)
        };
        let at = (0..=last).min_by_key(fits).unwrap_or(0);
        let similarity = share(length.saturating_sub(place.errors), length);
        let span = Span::empty(Point::new(place.start + ends[at]));
        Candidate { span, quote: similarity, before: similarity, after: similarity }
    };
    Some(found.into_iter().map(candidate).collect())
}

#[cfg(test)]
mod tests;
