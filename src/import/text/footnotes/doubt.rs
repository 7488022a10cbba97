//! What looks like notes and is none: items of lists, numbered headings, a second count that nothing calls.

use super::super::heading::heads_notes;
use unicode_width::UnicodeWidthStr;

use super::super::letters::{ends_sentence, first_word, goes_on};
use super::foot::{Foot, Mark, is_worded};
use super::label::{Label, Shape, alone, label};
use super::note::Body;
use super::stray::Sighting;

/// How far a number that stands alone among a page's notes, and hardly looks called, may be ahead of the last one.
const MOST_AHEAD: u16 = 2;
/// Lines that an item of a list has at most, where the next one tells that it is one.
const MOST_BETWEEN: usize = 8;
/// Lines of a note at most, where there are no pages.
const LONGEST: usize = 40;
/// What counts as a full line where lines are not broken at any width.
const FULL: usize = 72;
/// Lines that begin with one sign, at least, where they are items that stand apart.
const LISTED: usize = 3;
/// Lines of a paragraph that tell how wide it is.
const NEAR: usize = 4;
/// Other chains of the same numbers that a chain is held against.
const MOST_TWINS: usize = 3;

/// What says that a list follows, where no colon does.
const LEADS: [&str; 8] = [
    "다음과 같다.",
    "다음과 같습니다.",
    "다음과 같았다.",
    "아래와 같다.",
    "아래와 같습니다.",
    "as follows.",
    "次の通りである。",
    "如下。",
];
/// What works are cited with.
const CITED: [&str; 30] = [
    "p. ",
    "pp. ",
    "vol. ",
    "no. ",
    "ibid",
    "op. cit",
    "cf. ",
    "see ",
    "available at",
    "accessed",
    "http",
    "www.",
    "doi",
    "ed. ",
    "eds. ",
    "ff.",
    "et al",
    "쪽",
    "참조",
    "참고",
    "앞의 책",
    "앞의 글",
    "위의 책",
    "위의 글",
    "검색일",
    "제재",
    "「",
    "『",
    "《",
    "頁",
];

/// Lines of a page that begin with labels and are items of a list or headings, in order.
pub(super) fn others(foot: &Foot) -> Vec<usize> {
    let mut found = Vec::new();
    // The last item of a list, and the last note.
    let mut item: Option<(Label, usize)> = None;
    let mut note: Option<(Label, usize)> = None;
    let bullets = bullets(foot);
    for at in foot.lines(foot.from, foot.to) {
        let words = foot.words(at);
        if alone(words).is_some() {
            continue;
        }
        let Some(own) = label(words) else { continue };
        let counts = |last: Option<(Label, usize)>| {
            last.is_some_and(|(last, line)| {
                let next = own.shape == Shape::Symbol || last.number + 1 == own.number;
                own.shape == last.shape && next && is_block(foot, line, at)
            })
        };
        let cites = foot.place.paged && is_citation(&words[own.from..]);
        if counts(item) || (own.number == 1 || own.shape == Shape::Symbol) && !cites && is_led(foot, at) {
            item = Some((own, at));
            found.push(at);
        } else if !counts(note) && is_heading(foot, at, &own) {
            found.push(at);
        } else {
            note = Some((own, at));
        }
    }
    found.extend(bullets);
    found.sort_unstable();
    found.dedup();
    found
}

/// Lines that begin with a sign that other items of a list begin with, too: one right below, or two elsewhere.
fn bullets(foot: &Foot) -> Vec<usize> {
    let mut signs: Vec<(u16, Vec<usize>)> = Vec::new();
    for at in foot.lines(foot.from, foot.to) {
        let Some(own) = label(foot.words(at)).filter(|own| own.shape == Shape::Symbol) else { continue };
        match signs.iter_mut().find(|(number, _)| *number == own.number) {
            Some((_, lines)) => lines.push(at),
            None => signs.push((own.number, vec![at])),
        }
    }
    let is_list = |lines: &[usize]| lines.len() >= LISTED || lines.windows(2).any(|pair| is_block(foot, pair[0], pair[1]));
    signs.into_iter().map(|(_, lines)| lines).filter(|lines| is_list(lines)).flatten().collect()
}

/// Whether no gap parts the lines between `from` and `to`.
fn is_block(foot: &Foot, from: usize, to: usize) -> bool {
    foot.lines(from + 1, to).all(|at| foot.place.lines[at].gap <= foot.place.step)
}

/// Whether the line above `at` leads to a list.
fn is_led(foot: &Foot, at: usize) -> bool {
    let Some(above) = foot.lines(foot.from, at).next_back() else { return false };
    let words = foot.words(above);
    let leads = words.ends_with([':', '：']) || LEADS.iter().any(|end| words.ends_with(end));
    leads && !heads_notes(words)
}

/// Whether line `at` is a numbered heading: a few words, parted from what stands above, with a paragraph below.
fn is_heading(foot: &Foot, at: usize, own: &Label) -> bool {
    let (lines, step) = (foot.place.lines, foot.place.step);
    let title = foot.words(at)[own.from..].trim();
    let counts = matches!(own.shape, Shape::Spaced | Shape::Glued | Shape::Dotted | Shape::Paren | Shape::Round);
    let is_first = foot.lines(foot.from, at).next().is_none();
    if !counts || lines[at].gap <= step && !is_first || title.starts_with(char::is_lowercase) {
        return false;
    }
    if ends_sentence(title) || title.ends_with([',', ';', ':', '-']) || is_citation(title) {
        return false;
    }
    let Some(next) = foot.lines(at + 1, foot.to).next() else { return false };
    let (words, below) = (foot.words(next), &lines[next]);
    // Another note, or the next column.
    let is_note = label(words).is_some_and(|label| label.shape == own.shape && label.number > own.number);
    if alone(words).is_some() || is_note || lines[at].full > 0 && below.gap > step + 1 {
        return false;
    }
    let full = match usize::from(lines[at].full) {
        0 if foot.place.right > 0 => foot.place.right,
        0 => FULL,
        column => column,
    };
    let more = foot.lines(next + 1, foot.to).next().is_some_and(|more| lines[more].gap <= step);
    let is_text = usize::from(below.width) * 5 >= full * 3 || more || ends_sentence(words);
    let width = usize::from(lines[at].width);
    // Right above its text a heading leaves room for the word below; the first line of a note does not.
    let is_short = if below.gap > step {
        width * 4 <= full * 3
    } else {
        let block = foot.lines(next, foot.to).take(NEAR).map(|line| usize::from(lines[line].width)).max().unwrap_or(0);
        (width + 1 + first_word(words).width()) * 5 < block.min(full) * 4
    };
    is_text && is_short && !words.starts_with(char::is_lowercase)
}

/// Whether `text` cites a work: by its pages, its title's marks, or the year that it came out in.
pub(super) fn is_citation(text: &str) -> bool {
    let small = text.to_lowercase();
    CITED.iter().any(|sign| small.contains(sign)) || has_year(text)
}

/// Whether a year stands behind a comma or an opening bracket.
fn has_year(text: &str) -> bool {
    let mut before = ' ';
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            before = if c == ' ' && matches!(before, ',' | '(' | ':') { before } else { c };
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let year = digits == 4 && rest[..4].parse().is_ok_and(|year: u16| (1500..2100).contains(&year));
        if year && (matches!(before, ',' | '(') || rest[4..].starts_with([',', ';', ')'])) {
            return true;
        }
        before = '0';
        rest = &rest[digits..];
    }
    false
}

impl Foot<'_> {
    /// Whether a chain is surely one of notes. On pages their place speaks for them; where there are none, any list whose
    /// numbers stand behind some words of the text looks like notes.
    pub(super) fn is_sure(&self, chain: &[Mark]) -> bool {
        let [first, rest @ ..] = chain else { return false };
        let number = first.label.number;
        let is_plain = matches!(first.seen, Sighting::Plain(_));
        let is_near = is_plain || !rest.is_empty() || (self.expected..=self.expected + MOST_AHEAD).contains(&number);
        if self.place.paged {
            return is_near;
        }
        let is_seen = chain.iter().all(|mark| !mark.seen.is_none());
        is_seen
            && (number == 1 || number == self.expected)
            && (is_plain || !rest.is_empty() || number == self.expected)
            && !(rest.is_empty() && self.counts_on(first))
    }

    /// Whether the label that counts on from `mark`, and looks like it, stands in one of the next lines: an item of a list.
    fn counts_on(&self, mark: &Mark) -> bool {
        let next = |at: usize| {
            label(self.words(at)).is_some_and(|label| label.number == mark.label.number + 1 && label.shape == mark.label.shape)
        };
        self.lines(mark.line + 1, self.to).take(MOST_BETWEEN).any(next)
    }

    /// Whether a body, where there are no pages, is no longer than notes are, and does not lead to what follows it.
    pub(super) fn is_note(&self, body: &Body) -> bool {
        let Some(last) = self.lines(body.line, body.end).next_back() else { return false };
        let leads = self.words(last).ends_with(':') && self.lines(body.end, self.to).next().is_some();
        body.end - body.line <= LONGEST && !leads
    }

    /// Whether a chain stands where notes do, where there are no pages: below the last text, or parting a sentence; else
    /// its notes look like such, by works that they cite or by how they are printed, or the text goes on calling notes.
    pub(super) fn stands_below(&self, chain: &[Mark]) -> bool {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
        let printed = !matches!(first.label.shape, Shape::Spaced | Shape::Glued | Shape::Paren | Shape::Round);
        if self.place.paged || printed {
            return true;
        }
        let widest = self.lines(first.line, last.line + 1).map(|at| usize::from(self.place.lines[at].width)).max().unwrap_or(0);
        let end = self.end_of(last.line, (self.to, widest), false);
        let is_text = |at: &usize| usize::from(self.place.lines[*at].width) * 2 >= self.place.right && is_worded(self.words(*at));
        let Some(below) = self.lines(end, self.to).find(is_text) else { return true };
        let above = self.lines(self.from, first.line).next_back();
        let parts = above.is_some_and(|above| !ends_sentence(self.words(above))) && goes_on(self.words(below));
        let cited = self.cited(chain) * 2 >= chain.len();
        let number = last.label.number;
        let calls = self.place.candidates.iter().filter(|call| call.weight > 0 && call.line as usize >= end);
        parts || cited || calls.into_iter().any(|call| call.number == 1 || call.number == number + 1)
    }

    /// How many notes of a chain cite a work.
    fn cited(&self, chain: &[Mark]) -> usize {
        let text = |mark: &&Mark| is_citation(self.words(mark.line).get(mark.label.from..).unwrap_or(""));
        chain.iter().filter(text).count()
    }

    /// Of chains of the same numbers that the same calls call, the one that cites works, or else the last.
    pub(super) fn likelier(&self, chain: Vec<Mark>, marks: &[Mark]) -> Vec<Mark> {
        let mut best = chain;
        let mut rest: Vec<Mark> = marks.to_vec();
        for _ in 0..MOST_TWINS {
            let Some(first) = best.first().copied().filter(|first| !first.label.shape.is_alone()) else { break };
            rest.retain(|mark| !best.iter().any(|own| own.line == mark.line));
            let twin = self.chain(&rest);
            let Some(other) = twin.first().copied() else { break };
            let (from, to) = (first.line.min(other.line), first.line.max(other.line));
            let is_twin = twin.len() == best.len()
                && other.label.number == first.label.number
                && !self.is_called_between(first.label.number, (from, to));
            if !is_twin || self.print(&twin).is_none() || !self.is_sure(&twin) {
                break;
            }
            let rank = |chain: &[Mark]| (self.cited(chain) * 2 >= chain.len(), chain.last().map(|mark| mark.line));
            rest.retain(|mark| !twin.iter().any(|own| own.line == mark.line));
            if rank(&twin) > rank(&best) {
                best = twin;
            }
        }
        best
    }

    /// Whether numbers of a chain that notes in `found` have, too, are called once more for it.
    pub(super) fn has_calls(&self, chain: &[Mark], found: &[Body]) -> bool {
        chain.iter().all(|mark| {
            found.iter().filter(|body| body.number == mark.label.number).all(|body| {
                let (from, to) = (body.line.min(mark.line), body.line.max(mark.line));
                let stray = mark.seen.stray().is_some_and(|(call, _)| (from..to).contains(&(call.line as usize)));
                stray || self.is_called_between(mark.label.number, (from, to))
            })
        })
    }

    /// Whether a chain is rather a list, or headings: those are numbered with brackets, too. Notes
    /// stand at the page's end, or part a sentence from its end.
    pub(super) fn is_list(&self, chain: &[Mark]) -> bool {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return true };
        if !matches!(first.label.shape, Shape::Paren | Shape::Round) {
            return false;
        }
        let widest = self.lines(self.from, self.to).map(|at| usize::from(self.place.lines[at].width)).max().unwrap_or(0);
        let end = self.end_of(last.line, (self.to, widest), false);
        let ends_page = !self.lines(end, self.to).any(|at| is_worded(self.words(at)));
        let parts = self.lines(self.from, first.line).next_back().is_some_and(|at| {
            let words = self.words(at);
            !ends_sentence(words) && !words.ends_with(':')
        });
        !(ends_page || parts) || chain.iter().any(|mark| !matches!(mark.seen, Sighting::Plain(..)) && !mark.seen.is_none())
    }
}
