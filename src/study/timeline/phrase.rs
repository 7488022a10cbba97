//! The dates of one block: what the pattern finds and the words around let stand, joined where
//! two of them are the ends of one period.

use crate::document::value::Date;

use super::guard::{is_date, settled};
use super::pattern::DATE;
use super::stamp::{Part, Stamp, Year, apart, is_dash, read};
use super::years::days;

/// How far a day alone may stand behind the date whose month it goes on with, in bytes.
const REACH: usize = 64;
/// The longest words between two dates of one period or list, in bytes.
const GAP: usize = 24;
/// Matches between two looks at whether somebody still waits.
const BETWEEN_LOOKS: usize = 1024;

/// A date or a period as its words say it, in bytes of the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Where it starts.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What it says; of a period its start.
    pub(super) first: Stamp,
    /// The end of a period, where other words say it.
    pub(super) last: Option<Stamp>,
    /// Its year is that of a later date of the same list: the year, and where that date stands.
    pub(super) ahead: Option<(u16, usize, usize)>,
    /// Whether it stands in brackets, as a citation's year does: `(Kim, 2019)`.
    pub(super) is_aside: bool,
}

impl Phrase {
    /// First and last day, where the words themselves say the year.
    pub(super) fn said(&self) -> Option<(Date, Date)> {
        let Year::Said(year) = self.first.year else { return None };
        days(self.first, year)
    }
}

/// Puts the dates of `text`, `room` at most, into `found`. Gives whether these are all; `None`
/// where `go_on` said no. Costs the length of the text.
pub(super) fn phrases(text: &str, room: usize, found: &mut Vec<Phrase>, go_on: &dyn Fn() -> bool) -> Option<bool> {
    let mut at = 0;
    let mut matches = 0_usize;
    // Where a number that is no date ended: those joined to it are none either.
    let mut refused = usize::MAX;
    while let Some(hit) = DATE.find_at(text, at) {
        matches += 1;
        if matches.is_multiple_of(BETWEEN_LOOKS) && !go_on() {
            return None;
        }
        let end = settled(text, hit.start(), hit.end());
        let words = &text[hit.start()..end];
        let joined = refused <= hit.start() && is_list(&text[refused..hit.start()]) && words.len() == 4;
        let stamp = read(words).filter(|stamp| !joined && is_date(text, hit.start(), end, *stamp));
        let Some(stamp) = stamp else {
            if words.len() == 4 {
                refused = end;
            }
            // Another date may start inside: COVID-|19 |March 2020.
            at = text.ceil_char_boundary(hit.start() + 1);
            continue;
        };
        at = end.max(hit.start() + 1);
        if found.len() >= room {
            return Some(false);
        }
        add(text, found, hit.start(), end, stamp);
    }
    take_years_from_behind(text, found);
    Some(true)
}

/// Adds a date, and joins it to the one before where both are ends of one period.
fn add(text: &str, found: &mut Vec<Phrase>, start: usize, end: usize, mut stamp: Stamp) {
    if let Part::Days(0, day, _) = stamp.part {
        // A day alone goes on with the month before.
        let Some(month) = found.last().filter(|before| start - before.end <= REACH).and_then(month_of) else {
            return;
        };
        stamp.part = Part::Days(month, day, day);
    }
    let is_aside = text[end..].starts_with([')', ']']);
    let one = Phrase { start, end, first: stamp, last: None, ahead: None, is_aside };
    if let Some(at) = apart(stamp, &text[start..end])
        && let Part::Days(month, from, to) = stamp.part
    {
        let cut = text[start..start + at].trim_end_matches(|c: char| " ,·&과와".contains(c) || c == '\u{a0}');
        let cut = cut.strip_suffix("and").or_else(|| cut.strip_suffix("or")).unwrap_or(cut).trim_end();
        let first = Stamp { part: Part::Days(month, from, from), ..stamp };
        let second = Stamp { part: Part::Days(month, to, to), ..stamp };
        found.push(Phrase { end: start + cut.len(), first, is_aside: false, ..one });
        found.push(Phrase { start: start + at, first: second, ..one });
        return;
    }
    if let Some(before) = found.last_mut()
        && before.last.is_none()
        && let Some(end) = ends_period(text, before, start, end)
    {
        before.last = Some(stamp);
        before.end = end;
        before.is_aside = is_aside;
        return;
    }
    found.push(one);
}

fn month_of(phrase: &Phrase) -> Option<u8> {
    match phrase.last.unwrap_or(phrase.first).part {
        Part::Days(month, ..) => Some(month),
        _ => None,
    }
}

/// Where the period ends that starts with `before` and whose second date stands from `start` to
/// `end`; `None` where they are two dates.
fn ends_period(text: &str, before: &Phrase, start: usize, end: usize) -> Option<usize> {
    if start - before.end > GAP {
        return None;
    }
    let gap = text[before.end..start].trim();
    let behind = &text[end..];
    let until = if behind.starts_with("까지") { "까지".len() } else { 0 };
    let between = || behind.trim_start_matches('의').trim_start().starts_with("사이");
    let is_between = || text[..before.start].trim_end().to_ascii_lowercase_ends_with("between");
    let is_period = match gap {
        "to" | "to the" | "through" | "through the" | "until" | "until the" | "till" | "up to" => true,
        "부터" | "에서" => until > 0 || between(),
        "과" | "와" => between(),
        "and" | "and the" => is_between(),
        gap => {
            let mut signs = gap.chars();
            signs.next().is_some_and(is_dash) && matches!(signs.as_str(), "" | "the")
        }
    };
    is_period.then_some(end + until)
}

/// Whether `gap` joins two members of a list: `and`, `, `.
fn is_list(gap: &str) -> bool {
    gap.len() <= GAP && matches!(gap.trim(), "," | "and" | "or" | "&" | ", and" | ", or" | "과" | "와" | "및")
}

/// Gives dates without a year that of the last of their list: `in March, April and May 2023`.
fn take_years_from_behind(text: &str, found: &mut [Phrase]) {
    for at in (1..found.len()).rev() {
        let (before, later) = found.split_at_mut(at);
        let (Some(one), Some(next)) = (before.last_mut(), later.first()) else { continue };
        let inner = matches!(one.first.part, Part::Months(..) | Part::Days(..) | Part::Quarter(_));
        if one.first.year != Year::Open || one.last.is_some() || !inner || !is_list(&text[one.end..next.start]) {
            continue;
        }
        // Only where the year stands last, as in English.
        one.ahead = match (next.last.unwrap_or(next.first).year, next.ahead) {
            (Year::Said(year), _) if text[next.start..next.end].ends_with(|c: char| c.is_ascii_digit()) => {
                Some((year, next.start, next.end))
            }
            (Year::Open, ahead) => ahead,
            _ => None,
        };
    }
}

/// Endings of words without regard to their case.
trait EndsWith {
    fn to_ascii_lowercase_ends_with(&self, word: &str) -> bool;
}

impl EndsWith for str {
    fn to_ascii_lowercase_ends_with(&self, word: &str) -> bool {
        self.len() >= word.len() && self.as_bytes()[self.len() - word.len()..].eq_ignore_ascii_case(word.as_bytes())
    }
}
