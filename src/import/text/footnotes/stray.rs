//! Where a note of a page is called: by a number that looks like a call, or by one that a page's
//! typesetting left behind a blank, or on a line of its own above the word that it stood at.

use super::super::letters::{is_hangul, is_stop, is_unspaced};
use super::call::{Candidate, Print};
use super::foot::Foot;
use super::label::{Label, alone};
use super::note::{called_before, print_of};

/// The weight of a call that a note answers, whatever it looks like.
pub(in crate::import::text) const ANSWERED: i8 = 9;

/// How a number is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sighting {
    /// By a number glued to a word; perhaps on the page before.
    Plain(Print),
    /// By one that hardly is anything else.
    Likely(Candidate, Option<usize>),
    /// By one that may be many things.
    Unlikely(Candidate, Option<usize>),
    None,
}

impl Sighting {
    pub(super) fn is_none(&self) -> bool {
        *self == Self::None
    }

    pub(super) fn print(&self) -> Option<Print> {
        match self {
            Self::Plain(print) => Some(*print),
            Self::Likely(call, _) | Self::Unlikely(call, _) => Some(call.print),
            Self::None => None,
        }
    }

    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Plain(_) => 3,
            Self::Likely(..) => 2,
            Self::Unlikely(..) => 1,
            Self::None => 0,
        }
    }

    /// The call that looks like none, and the line that is nothing else.
    pub(super) fn stray(&self) -> Option<(Candidate, Option<usize>)> {
        match self {
            Self::Likely(call, line) | Self::Unlikely(call, line) => Some((*call, *line)),
            Self::Plain(_) | Self::None => None,
        }
    }
}

/// How the label on line `at` is called above it, or on the page before.
pub(super) fn sighting(foot: &Foot, at: usize, label: &Label) -> Sighting {
    let before = || plain(foot, (foot.last, foot.from), label).filter(|_| !foot.answered.contains(&label.number));
    if let Some(print) = plain(foot, (foot.from, at), label).or_else(before) {
        return Sighting::Plain(print);
    }
    let begun = foot.from == 0 && !foot.place.lines[0].has(super::super::line::PAGE);
    if let Some(print) = called_before(foot.place, *label).filter(|_| begun && label.shape.is_alone()) {
        return Sighting::Plain(print);
    }
    let own = detached(foot, (foot.from, at), label);
    if matches!(own, Sighting::Likely(..)) {
        return own;
    }
    if label.number >= foot.expected && !foot.answered.contains(&label.number) {
        let seen = detached(foot, (foot.last, foot.from), label);
        if matches!(seen, Sighting::Likely(..)) {
            return seen;
        }
    }
    if own.is_none() { weak(foot, at, label) } else { own }
}

/// A number glued to a word that it may belong to (`LAOs13`).
fn weak(foot: &Foot, at: usize, label: &Label) -> Sighting {
    let [from, to] = [foot.from, at].map(|line| u32::try_from(line).unwrap_or(u32::MAX));
    let found = foot.place.candidates.iter().find(|candidate| {
        (from..to).contains(&candidate.line)
            && candidate.number == label.number
            && candidate.print == Print::Bare
            && label.shape.suits(Print::Bare)
    });
    let Some(candidate) = found else { return Sighting::None };
    let marked = foot.place.text[candidate.end as usize..].starts_with(['.', ',', ';', ':', ')']);
    let candidate = Candidate { weight: ANSWERED, ..*candidate };
    if marked && label.number == foot.expected { Sighting::Likely(candidate, None) } else { Sighting::Unlikely(candidate, None) }
}

/// How a call of the label that looks like one, in lines `from..to`, is printed.
fn plain(foot: &Foot, (from, to): (usize, usize), label: &Label) -> Option<Print> {
    let [first, end] = [from, to].map(|line| u32::try_from(line).unwrap_or(u32::MAX));
    let candidates = foot.place.candidates;
    let start = candidates.partition_point(|candidate| candidate.line < first);
    candidates[start..]
        .iter()
        .take_while(|candidate| candidate.line < end)
        .find(|candidate| candidate.number == label.number && candidate.weight >= 0 && label.shape.suits(candidate.print))
        .map(|candidate| candidate.print)
        .or_else(|| print_of(foot.place, from, to, *label).filter(|print| *print != Print::Bare))
}

/// The call of the label in lines `from..at` that stands apart from its word.
fn detached(foot: &Foot, (from, at): (usize, usize), label: &Label) -> Sighting {
    let mut best = Sighting::None;
    let number = label.number.to_string();
    for line in foot.lines(from, at) {
        let words = foot.words(line);
        if !words.contains(&number) {
            continue;
        }
        let seen = match alone(words) {
            Some(own) if own.number == label.number => above_its_word(foot, line, at, label),
            Some(_) => Sighting::None,
            None => behind_a_blank(foot, line, label, &number),
        };
        if seen.rank() > best.rank() {
            best = seen;
        }
    }
    best
}

/// A number behind a blank in `words`: before a mark that no blank belongs before, or behind the
/// end of a sentence, it is a call; before a word that follows no number, it may be.
fn behind_a_blank(foot: &Foot, line: usize, label: &Label, number: &str) -> Sighting {
    let words = foot.words(line);
    let mut best = Sighting::None;
    for (start, _) in words.match_indices(number) {
        let end = start + number.len();
        let (before, after) = (&words[..start], &words[end..]);
        if is_behind_number(before, after) || is_behind_year(before, after) {
            return Sighting::Likely(call(foot, line, (start, end), label.number), None);
        }
        let Some(stem) = before.strip_suffix(' ').map(str::trim_end).filter(|stem| !stem.is_empty()) else { continue };
        if after.starts_with(|c: char| !c.is_whitespace()) {
            continue;
        }
        let word = stem.rsplit(' ').next().unwrap_or("");
        let named = NUMBERED.iter().any(|own| word.trim_start_matches(is_opener).eq_ignore_ascii_case(own))
            || stem
                .rsplit(' ')
                .next()
                .is_some_and(|word| word.chars().count() < 4 || word.ends_with(|c: char| c.is_ascii_digit()));
        let closed = stem.ends_with(is_stop) || stem.ends_with(['”', '’', '"', '」', '』', ')']);
        let letter = stem.ends_with(char::is_alphabetic);
        let next = after.trim_start();
        let mark = next.starts_with(['.', ',', ';', ':', ')', '?', '!']) && !next[1..].starts_with(|c: char| !c.is_whitespace());
        let candidate = call(foot, line, (stem.len(), end), label.number);
        let seen = if (mark && letter && !named) || (closed && !named) {
            Sighting::Likely(candidate, None)
        } else if letter && !named && (next.is_empty() || FOLLOWERS.contains(&next.split(' ').next().unwrap_or(""))) {
            Sighting::Unlikely(candidate, None)
        } else {
            Sighting::None
        };
        if seen.rank() > best.rank() {
            best = seen;
        }
    }
    best
}

/// Whether digits between `before` and `after` stand behind the mark of a sentence that ends in
/// a number (`in 1950.5 In`) or in two marks: no decimal, since a new sentence follows.
fn is_behind_number(before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else { return false };
    let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    let starts = after.is_empty()
        || after.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| c.is_uppercase() || is_hangul(c)));
    starts && (digits == 4 || stem.strip_suffix('.').is_some_and(|stem| stem.ends_with(char::is_alphabetic)))
}

/// Whether digits are glued to a year: `(EPSC, 20196)`.
fn is_behind_year(before: &str, after: &str) -> bool {
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = before[before.len() - digits..].parse().is_ok_and(|year: u16| (1800..2100).contains(&year));
    year && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '–')
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '“' | '‘' | '"' | '\'')
}

/// Words that are counted: a number behind them is theirs.
const NUMBERED: [&str; 36] = [
    "table",
    "tables",
    "figure",
    "figures",
    "fig",
    "box",
    "chapter",
    "section",
    "sections",
    "part",
    "annex",
    "appendix",
    "page",
    "pages",
    "class",
    "level",
    "step",
    "phase",
    "item",
    "question",
    "volume",
    "code",
    "article",
    "line",
    "grade",
    "note",
    "graph",
    "chart",
    "map",
    "exhibit",
    "tableau",
    "graphique",
    "encadré",
    "chapitre",
    "tabelle",
    "kapitel",
];

/// Words that hardly follow a number that counts something.
const FOLLOWERS: [&str; 28] = [
    "and", "or", "but", "which", "that", "who", "is", "was", "are", "were", "has", "have", "had", "in", "to", "for", "with",
    "by", "as", "on", "at", "from", "will", "et", "est", "und", "ist", "y",
];

/// A number on a line of its own that is called in the next line: where a blank is left over, at
/// the column that it was printed at, or else behind the first sentence.
fn above_its_word(foot: &Foot, line: usize, at: usize, label: &Label) -> Sighting {
    let Some(next) = foot.lines(line + 1, at).next() else { return Sighting::None };
    let words = foot.words(next);
    let Some(end) = left_over(words).or_else(|| printed_over(foot, line, next)).or_else(|| behind_sentence(words)) else {
        return Sighting::None;
    };
    let candidate = call(foot, next, (end, end), label.number);
    Sighting::Unlikely(candidate, Some(line))
}

/// Where a blank stands that no word needs: before a mark, or before a particle.
fn left_over(words: &str) -> Option<usize> {
    let marks = words.match_indices(' ').find(|(at, _)| {
        let next = words[at + 1..].chars().next();
        let after = words[at + 1..].chars().nth(1);
        matches!(next, Some('.' | ',' | ';' | ')')) && after.is_none_or(char::is_whitespace)
    });
    marks.map(|(at, _)| at)
}

/// The end of the word nearest to the column that the number on line `line` stands in; the end
/// of a sentence draws it. None where nothing tells the column.
fn printed_over(foot: &Foot, line: usize, next: usize) -> Option<usize> {
    let (above, below) = (&foot.place.lines[line], &foot.place.lines[next]);
    let column = usize::from(above.indent);
    if column <= usize::from(below.indent) + 1 {
        return None;
    }
    let words = foot.words(next);
    let ends = words.char_indices().filter(|(at, c)| {
        *c != ' ' && words[at + c.len_utf8()..].starts_with([' ', '\u{A0}']) || at + c.len_utf8() == words.len()
    });
    ends.map(|(at, c)| at + c.len_utf8()).min_by_key(|end| {
        let width = unicode_width::UnicodeWidthStr::width(&words[..*end]) + usize::from(below.indent);
        let drawn = if words[..*end].ends_with(is_stop) { 8 } else { 0 };
        width.abs_diff(column).saturating_sub(drawn) * 2 + usize::from(width > column)
    })
}

/// The end of the first sentence that ends inside of a line, or else of its first word that ends
/// in a mark.
fn behind_sentence(words: &str) -> Option<usize> {
    let inside = |marks: fn(char) -> bool| {
        words
            .char_indices()
            .find(|(at, c)| marks(*c) && words[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace))
            .map(|(at, c)| at + c.len_utf8())
    };
    inside(is_stop).or_else(|| inside(|c| matches!(c, ',' | ';' | ':'))).or_else(|| {
        let korean = words.contains(|c: char| is_hangul(c) || is_unspaced(c));
        (!korean).then(|| words.find(' ')).flatten()
    })
}

/// A call of `number` at bytes `from..to` of line `line`.
fn call(foot: &Foot, line: usize, (from, to): (usize, usize), number: u16) -> Candidate {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let start = foot.place.lines[line].start;
    Candidate {
        start: start + narrow(from),
        end: start + narrow(to),
        line: narrow(line),
        number,
        print: Print::Bare,
        weight: ANSWERED,
        series: 0,
    }
}
