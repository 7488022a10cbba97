//! How the lines between two gaps are set: as running text, each for itself, or as they stand.

use super::letters::{digest, ends_sentence, first_word};
use super::line::{GONE, LEADER, Line, RUN};
use super::marker::marker;
use super::profile::Profile;

/// More lines than these that each stand for themselves are a listing, not a stanza.
const LONGEST_STANZA: usize = 40;
/// Lines this wide are paragraphs, where lines are not broken at any width.
const PARAGRAPH: usize = 80;

/// A label before a gap is no longer, in characters; what is, is a column of text.
const LONGEST_LABEL: usize = 24;

/// How the lines of a block are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    /// As running text: a line goes on in the next where it is full.
    #[default]
    Flow,
    /// Each line a paragraph.
    Paragraphs,
    /// Each line stays a line of its paragraph: verse, addresses, talk.
    Stanza,
    /// As they stand, blanks included: code, drawings, listings, tables of contents.
    Code,
    /// Running text, set further in on both sides.
    Quote,
}

/// What the lines of a block look like, counted.
#[derive(Debug, Default)]
struct Looks {
    lines: usize,
    runs: usize,
    leaders: usize,
    art: usize,
    code: usize,
    sentences: usize,
    loose: usize,
    records: usize,
    counted: usize,
    width: usize,
    least: usize,
    most: usize,
    right: usize,
}

/// The style of the block that lines `from..to` are.
pub(super) fn style(text: &str, lines: &[Line], from: usize, to: usize, profile: &Profile) -> Style {
    let looks = looks(text, lines, from, to, profile);
    let base = usize::from(profile.base);
    let n = looks.lines;
    let indented = looks.most > looks.least + 1;
    if looks.leaders * 2 > n || looks.art * 2 > n {
        return Style::Code;
    }
    if n >= 2 && looks.runs * 2 >= n {
        return Style::Code;
    }
    if looks.code >= 2 && looks.code * 5 >= n * 2 {
        return Style::Code;
    }
    let Some(measure) = profile.measure else {
        let is_listing = n >= 3 && indented && looks.sentences * 3 < n && looks.counted * 3 < n;
        let is_record = n >= 8 && looks.records * 5 >= n * 4;
        return if is_listing || is_record {
            Style::Code
        } else if n == 1 || looks.sentences * 5 >= n * 3 {
            Style::Paragraphs
        } else if n > LONGEST_STANZA {
            Style::Code
        } else if looks.width >= n * PARAGRAPH {
            Style::Paragraphs
        } else {
            Style::Stanza
        };
    };
    let counted = marker(lines[from].of(text)).is_some();
    if looks.least >= base + 4 && n >= 2 && indented && !counted && looks.loose * 2 >= n {
        return Style::Code;
    }
    if looks.loose * 3 > n * 2 && n > LONGEST_STANZA && looks.sentences * 3 < n {
        return Style::Code;
    }
    let aside = looks.least >= base + 3 && looks.right + 3 <= measure.right && looks.most <= looks.least + 4;
    if aside && n >= 2 && looks.loose * 2 < n { Style::Quote } else { Style::Flow }
}

fn looks(text: &str, lines: &[Line], from: usize, to: usize, profile: &Profile) -> Looks {
    let mut looks = Looks { least: usize::MAX, ..Looks::default() };
    let first = shape(lines[from].of(text)).filter(|_| profile.measure.is_none());
    for at in (from..to).filter(|at| !lines[*at].has(GONE)) {
        let (line, words) = (&lines[at], lines[at].of(text));
        looks.lines += 1;
        looks.runs += usize::from(line.has(RUN) && !line.has(LEADER) && is_ragged(line, words, profile));
        looks.leaders += usize::from(line.has(LEADER));
        looks.art += usize::from(is_drawn(words));
        looks.code += usize::from(is_code(words));
        looks.sentences += usize::from(ends_sentence(words));
        looks.records += usize::from(first.is_some() && shape(words) == first);
        looks.counted += usize::from(profile.measure.is_none() && marker(words).is_some());
        looks.width += usize::from(line.width);
        looks.least = looks.least.min(usize::from(line.indent));
        looks.most = looks.most.max(usize::from(line.indent));
        looks.right = looks.right.max(line.right());
        let next = lines.get(at + 1).filter(|_| at + 1 < to);
        looks.loose +=
            usize::from(next.is_some_and(|next| profile.measure.is_some_and(|measure| measure.is_loose(line, next.of(text)))));
    }
    looks
}

/// Whether the wide gaps of a line part columns: a full line with one gap has a label before
/// it, and one that ends right at the measure was stretched to it.
fn is_ragged(line: &Line, words: &str, profile: &Profile) -> bool {
    let right = profile.measure.map_or(0, |measure| measure.right);
    let stretched = line.right().abs_diff(right) <= 1;
    let full = line.right() * 8 >= right * 7 && line.right() <= right + 1;
    let mut parts = words.split("  ").filter(|part| !part.trim().is_empty());
    let first = parts.next().map_or(0, |part| part.chars().count());
    let more = parts.count();
    // Two blanks side by side once are a slip of the hand.
    let wide = words.contains("   ") || words.contains('\t') || more > 1;
    wide && !stretched && !(full && more < 2 && first <= LONGEST_LABEL)
}

/// Whether more than a third of a line are signs that drawings are made of.
fn is_drawn(words: &str) -> bool {
    // Drawings start or end with such a sign; prose hardly ever does.
    let edge =
        |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && (c.is_ascii() || matches!(c, '\u{2500}'..='\u{259F}')));
    if !edge(words.chars().next()) && !words.ends_with(['|', '+', '-', '=', '>', '/', '\\']) {
        return false;
    }
    let (mut signs, mut all) = (0, 0);
    for c in words.chars().take(200).filter(|c| *c != ' ') {
        all += 1;
        signs += usize::from(matches!(c, '|' | '+' | '-' | '=' | '_' | '/' | '\\' | '<' | '>' | '^' | '\u{2500}'..='\u{259F}'));
    }
    all >= 3 && signs * 3 > all
}

/// The first word of a line, its digits all taken for one: lines of a log start alike. None
/// for items of a list, which do too.
fn shape(words: &str) -> Option<u64> {
    if marker(words).is_some() {
        return None;
    }
    Some(digest(first_word(words).chars().take(24).map(|c| if c.is_ascii_digit() { '0' } else { c })))
}

/// Whether a line ends or starts as lines of programs do.
fn is_code(words: &str) -> bool {
    words.ends_with(['{', '}', '\\'])
        || (words.ends_with(';') && words.contains(['=', ')']))
        || words.starts_with(['{', '}', '@', '$'])
        || words.starts_with("//")
        || words.starts_with("/*")
        || words.starts_with("#include")
        || words.starts_with("</")
        || (words.starts_with('<') && words.ends_with("/>"))
        || words.ends_with("):")
}
