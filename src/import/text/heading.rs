//! Headings: which lines are, and how deep they stand.

use super::chapter::{PARTS, breaks_off};
use super::letters::{ends_sentence, is_closer, is_hangul, is_letter, is_word};
use super::line::{DIGIT, LEADER, Line, RUN, WIDE};
use super::marker::{Marker, Scheme};
use super::runs::Standing;
use crate::import::caption::goes_on;

/// How a heading looks: headings that look the same stand on the same level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Numbered.
    Counted(Scheme),
    /// Drawn under with this sign.
    Drawn(char),
    /// Set in the middle.
    Centred,
    /// In capitals.
    Capitals,
    /// Short, and parted from the text.
    Plain,
}

/// What parts of a document that stand beside its numbered sections are called.
const UNNUMBERED: [&str; 40] = [
    "abstract",
    "acknowledg",
    "annex",
    "appendi",
    "author",
    "bibliograph",
    "conclu",
    "contents",
    "copyright",
    "editor",
    "endnotes",
    "executive summary",
    "foreword",
    "full copyright",
    "glossary",
    "index",
    "introduction",
    "notes",
    "preface",
    "references",
    "informative ref",
    "normative ref",
    "status of this",
    "summary",
    "table of",
    "about the",
    "intellectual prop",
    "list of",
    "요약",
    "목차",
    "차례",
    "머리말",
    "서문",
    "맺음말",
    "부록",
    "참고문헌",
    "참고 문헌",
    "주석",
    "각주",
    "미주",
];

/// What the first lines of letters and of printed books name, before a colon.
const FIELDS: [&str; 22] = [
    "title",
    "author",
    "editor",
    "translator",
    "date",
    "language",
    "subject",
    "from",
    "to",
    "cc",
    "re",
    "release date",
    "posting date",
    "encoding",
    "character set encoding",
    "keywords",
    "저자",
    "일시",
    "수신",
    "발신",
    "제목",
    "참조",
];

/// What endnotes stand under.
const NOTES: [&str; 13] =
    ["notes", "endnotes", "footnotes", "note", "references", "주", "주석", "각주", "미주", "후주", "참고문헌", "注", "註"];

/// Whether endnotes stand under a heading of these words.
pub(in crate::import) fn heads_notes(title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    NOTES.contains(&title.as_str())
}

/// What surrounds a line that may be a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// The line stands behind a wider gap than lines of a paragraph do, or starts the text.
    pub(super) gap_before: bool,
    /// And a wider gap stands behind it.
    pub(super) gap_after: bool,
    /// The gap before is wider still than between paragraphs.
    pub(super) far: bool,
    /// The line after is running text: long, or a sentence.
    pub(super) text_after: bool,
    /// The line after is set further in.
    pub(super) deeper_after: bool,
    /// The line after is full: its paragraph starts there.
    pub(super) full_after: bool,
    /// The first word of the line after would have fitted in this one.
    pub(super) loose: bool,
    /// The line before is a heading.
    pub(super) under_heading: bool,
    /// It is the first line of the text.
    pub(super) at_top: bool,
    /// The line before, or the one after, is counted by the same scheme, with the number next to this one.
    pub(super) sibling: bool,
    /// How surely its count is a chapter's.
    pub(super) standing: Standing,
}

/// Whether a line is short enough for a heading; one that is counted may be a full one nearly.
fn is_short(line: &Line, found: Option<Marker>, full: usize) -> bool {
    let tenths = match found.map(|found| found.scheme) {
        Some(Scheme::Part | Scheme::Chapter | Scheme::Section) => 10,
        Some(_) => 9,
        None => 8,
    };
    usize::from(line.width) * 10 <= full * tenths
}

/// How the heading looks that line `line`, of `words`, is; none where it is none. `full` is
/// the width of full lines, or of what counts as long where there is none.
pub(super) fn heading(line: &Line, words: &str, found: Option<Marker>, around: Around, full: usize) -> Option<Look> {
    let counts = found.is_some_and(|found| is_top(found.scheme));
    if line.has(LEADER) || !is_short(line, found, full) || !counts && !has_letters(words) {
        return None;
    }
    match found {
        // A count that stands alone may be a league's or a law's; what has a title's capitals may be a title.
        Some(found) if is_top(found.scheme) && around.standing == Standing::Alone => {
            is_in_capitals(words[found.length..].trim()).then(|| plain(line, words, around, full)).flatten()
        }
        Some(found) => counted(line, words, found, around),
        None => plain(line, words, around, full),
    }
}

/// A counter, a few words behind it, and room around: the question mark that may end such
/// words is no sentence's end (`3. …의 야심: 연대 주도?`).
fn counted(line: &Line, words: &str, found: Marker, around: Around) -> Option<Look> {
    let title = words[found.length..].trim();
    let top = is_top(found.scheme);
    let asks = title.ends_with(['?', '!']);
    if !around.gap_before && !around.under_heading {
        return None;
    }
    let ends = ends_sentence(title) && !asks && !is_titled(title);
    let sentence = if top { is_sentence(title, ends) } else { ends };
    if around.sibling && !top || sentence || title.ends_with([',', ';']) {
        return None;
    }
    if title.is_empty() && !top {
        return None;
    }
    let apart = around.gap_after || around.deeper_after || (around.loose && around.full_after);
    let suits = match found.scheme {
        Scheme::Part | Scheme::Chapter | Scheme::Section => apart || around.loose && around.standing == Standing::Sure,
        Scheme::Article => apart && !title.contains(')') || title.len() < 60 && title.ends_with(')') && apart,
        Scheme::Decimal(1) | Scheme::Roman | Scheme::Capital | Scheme::Hangul => apart && starts_title(title),
        // A decimal fraction may start a line too; a title does not go on in small letters.
        Scheme::Decimal(_) => apart && starts_title(title),
        Scheme::NumberParen(_) | Scheme::HangulParen(_) => apart && around.text_after && line.has(WIDE) && starts_title(title),
        Scheme::Sign('□' | '■' | '◆' | '◇' | '▣' | '○' | '◎' | '―') => {
            apart && around.gap_after && line.width < 50
        }
        _ => false,
    };
    suits.then_some(Look::Counted(found.scheme))
}

pub(super) fn is_top(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::Part | Scheme::Chapter | Scheme::Section)
}

/// Whether what follows the count of a chapter makes a sentence of the line: `Part 3 of the law says so.` What a sign
/// parts from the count is a title, whatever it ends in; `ends` says that it ends as sentences do.
fn is_sentence(title: &str, ends: bool) -> bool {
    let of = ["of ", "to ", "in ", "from ", "for ", "under "].iter().any(|word| title.starts_with(word));
    !title.starts_with(PARTS) && (ends && !is_capitals(title) || of || goes_on(title) || breaks_off(title))
}

/// Whether all words of `title` but the short ones begin with capitals (`The Harbour of the Town`).
fn is_in_capitals(title: &str) -> bool {
    let starts = title.chars().next().is_some_and(char::is_uppercase);
    starts
        && !ends_sentence(title)
        && title.split(' ').filter(|word| word.chars().count() > 3).all(|word| !word.starts_with(char::is_lowercase))
}

/// Whether `title`, which ends in a full stop, has capitals as titles do (`Conveying Verbatim Copies.`).
fn is_titled(title: &str) -> bool {
    let mut words = title.trim_end_matches('.').split(' ').filter(|word| word.chars().count() > 4).peekable();
    words.peek().is_some()
        && title.ends_with('.')
        && words.all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(['.', ',', ';']))
}

/// Whether `title` starts as titles do: not in small letters, not with a sign.
fn starts_title(title: &str) -> bool {
    title
        .chars()
        .find(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '「' | '『' | '<' | '《' | '〈' | '(' | '['))
        .is_some_and(|c| is_word(c) && !c.is_lowercase())
}

/// Words without a counter: alone between gaps, short, no sentence, and text after them.
fn plain(line: &Line, words: &str, around: Around, full: usize) -> Option<Look> {
    if !around.gap_before && !around.under_heading {
        return None;
    }
    let asks = words.ends_with(['?', '!']) && around.far;
    let capitals = is_capitals(words);
    if (ends_sentence(words) && !asks && !capitals) || !starts_title(words) || line.has(RUN) {
        return None;
    }
    // Speech, and what breaks off, is no title; nor is a field of a letter's head.
    let bare = words.trim_end_matches(is_closer);
    let speech = bare.len() < words.len() && words.starts_with(['"', '“', '‘', '\'']) && words.ends_with(['"', '”', '’', '\'']);
    let field = words.split_once(':').is_some_and(|(name, _)| FIELDS.contains(&name.trim_end().to_lowercase().as_str()));
    if speech && !around.far
        || field
        || bare.ends_with([',', ';', ':', '-', '–', '—', '~', '('])
        || words.ends_with("다") && words.contains(' ') && !around.far
    {
        return None;
    }
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let dated = starts_with_date(words) || words.contains(',') && words.ends_with(|c: char| c.is_ascii_digit());
    if line.has(DIGIT) && (digits * 2 > words.chars().count() || dated) {
        return None;
    }
    // Set further in than the text, and about as far from the right edge.
    let (left, right) = (usize::from(line.indent), full.saturating_sub(line.right()));
    let centred = left >= 8 && (left.abs_diff(right) <= 10 || around.at_top);
    let alone = around.gap_after && around.text_after;
    let hanging =
        !around.gap_after && around.loose && (around.deeper_after || around.full_after) && usize::from(line.width) * 2 <= full;
    if centred && around.gap_after {
        return Some(Look::Centred);
    }
    if capitals && (around.gap_after || around.deeper_after) {
        return Some(Look::Capitals);
    }
    let is_far = around.gap_after && around.far && !around.sibling;
    (alone || hanging || is_far).then_some(Look::Plain)
}

/// Whether `words` start with a year and a month: `2024. 3.`, `2024-03`.
fn starts_with_date(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words[digits..].strip_prefix(['.', '-', '/']);
    digits == 4 && rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether `words` are in capitals: four letters at least, none small, of a script that has both.
fn is_capitals(words: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 4 && !words.chars().any(|c| c.is_lowercase() || is_hangul(c))
}

fn has_letters(words: &str) -> bool {
    words.chars().filter(|c| is_letter(*c)).nth(1).is_some() || words.chars().any(|c| c.is_numeric() && !c.is_ascii())
}

/// The looks that are open, outermost first: the level of a heading is its look's place there.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    open: Vec<Look>,
    /// Whether the last heading without a number is one that numbered sections stand beside.
    beside: bool,
}

impl Levels {
    /// The level of a heading of this look, from 1. A look that was not met before stands
    /// below the last heading, unless it ranks higher by custom.
    ///
    /// `decimal` says whether the file counts `1.`, `1.1`: then `1.` is its highest level, as
    /// chapters and parts are, and what has no number before stands beside it.
    pub(super) fn level(&mut self, look: Look, title: &str, decimal: bool) -> u8 {
        let counted = matches!(look, Look::Counted(_));
        // One short word in capitals is a name among other titles.
        let name = look == Look::Capitals && title.len() <= 5 && self.open.contains(&Look::Plain) && !self.open.contains(&look);
        let look = if name { Look::Plain } else { look };
        let beside = !counted && is_unnumbered(title);
        if let Some(at) = self.open.iter().position(|open| *open == look) {
            self.open.truncate(at + 1);
        } else {
            self.close_for(look, beside, decimal);
            self.open.push(look);
        }
        if !counted {
            self.beside = beside;
        }
        u8::try_from(self.open.len()).unwrap_or(u8::MAX).min(6)
    }

    /// Closes what a look that is not open can't stand below.
    fn close_for(&mut self, look: Look, beside: bool, decimal: bool) {
        if beside && self.open.iter().any(|open| matches!(open, Look::Counted(_))) {
            self.open.clear();
        }
        let Look::Counted(scheme) = look else { return };
        if let Scheme::Decimal(levels) = scheme {
            let above = |open: &Look| matches!(open, Look::Counted(Scheme::Decimal(outer)) if *outer < levels);
            if let Some(at) = self.open.iter().rposition(above) {
                self.open.truncate(at + 1);
                return;
            }
        }
        while matches!(self.open.last(), Some(Look::Counted(open)) if rank(*open) >= rank(scheme)) {
            self.open.pop();
        }
        let highest =
            matches!(scheme, Scheme::Part | Scheme::Chapter | Scheme::Roman) || (decimal && scheme == Scheme::Decimal(1));
        let unnumbered = !self.open.iter().any(|open| matches!(open, Look::Counted(_)));
        if unnumbered && (highest || self.beside) {
            self.open.clear();
        }
    }
}

fn is_unnumbered(title: &str) -> bool {
    let title = title.to_lowercase();
    UNNUMBERED.iter().any(|word| title.starts_with(word))
}

/// The order in which reports nest their counters.
fn rank(scheme: Scheme) -> u8 {
    match scheme {
        Scheme::Part => 0,
        Scheme::Chapter => 1,
        Scheme::Section => 2,
        Scheme::Article => 3,
        Scheme::Roman => 4,
        Scheme::Capital => 5,
        Scheme::Decimal(levels) => 5 + levels,
        Scheme::Hangul | Scheme::Small => 13,
        Scheme::NumberParen(false) => 14,
        Scheme::LetterParen(_) | Scheme::HangulParen(false) | Scheme::SmallRoman(_) => 15,
        Scheme::NumberParen(true) => 16,
        Scheme::HangulParen(true) => 17,
        Scheme::Circled => 18,
        Scheme::Sign('□' | '■' | '▣' | '◆' | '◇') => 19,
        Scheme::Sign('○' | '◯' | '◎' | 'ㅇ' | 'ᄋ' | '❍') => 20,
        Scheme::Sign(_) => 21,
        Scheme::Bullet(_) => 22,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_nest_as_they_come() {
        let mut levels = Levels::default();
        let one = Look::Counted(Scheme::Decimal(1));
        let shape = [(Look::Plain, "배경"), (Look::Plain, "동기"), (one, "경제"), (one, "군사"), (Look::Plain, "전망")];
        assert_eq!(shape.map(|(look, title)| levels.level(look, title, false)), [1, 1, 2, 2, 1]);
    }

    #[test]
    fn numbered_sections_stand_beside_front_and_back_matter() {
        let mut levels = Levels::default();
        let shape = [
            (Look::Plain, "Abstract"),
            (Look::Counted(Scheme::Decimal(1)), "Introduction"),
            (Look::Counted(Scheme::Decimal(2)), "Scope"),
            (Look::Counted(Scheme::Decimal(1)), "Terms"),
            (Look::Plain, "Acknowledgements"),
        ];
        assert_eq!(shape.map(|(look, title)| levels.level(look, title, true)), [1, 1, 2, 1, 1]);
    }

    #[test]
    fn korean_counters_nest_by_custom() {
        let mut levels = Levels::default();
        let shape =
            [Scheme::Roman, Scheme::Decimal(1), Scheme::Hangul, Scheme::NumberParen(false), Scheme::Decimal(1), Scheme::Roman];
        assert_eq!(shape.map(|scheme| levels.level(Look::Counted(scheme), "", false)), [1, 2, 3, 4, 2, 1]);
    }
}
