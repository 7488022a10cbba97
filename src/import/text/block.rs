//! How the lines between two gaps are set: as running text, each for itself, or as they stand.

use super::letters::{digest, ends_sentence, first_word, is_hangul};
use super::line::{GONE, LEADER, Line, RUN};
use super::marker::marker;
use super::profile::Profile;

/// More lines than these that each stand for themselves are a listing, not a stanza.
const LONGEST_STANZA: usize = 40;
/// Lines this wide are paragraphs, where lines are not broken at any width.
const PARAGRAPH: usize = 80;

/// Lines of verse at least: fewer are set in by chance.
const VERSE: usize = 4;
/// Columns that a line of verse is set in or out at least.
const STAGGER: u16 = 2;
/// Columns of a line with a label at least, where that is no option: what is shorter is a list of names.
const LABELLED: usize = 50;
/// Lines whose second parts start in one column at least: fewer do by chance.
const ALIGNED: usize = 5;

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
    /// A label, and text that hangs behind it.
    Hanging,
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
    if hanging(text, &lines[from..to]).is_some() {
        return Style::Hanging;
    }
    if n >= 2 && looks.runs * 2 >= n {
        return Style::Code;
    }
    if n >= ALIGNED && is_aligned(text, &lines[from..to]) {
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
    if !counted && n >= VERSE && is_staggered(text, &lines[from..to]) && looks.loose + 1 >= n {
        return Style::Stanza;
    }
    let aside =
        lines[from].full == 0 && looks.least >= base + 3 && looks.right + 3 <= measure.right && looks.most <= looks.least + 4;
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

/// Whether something stands beside something else in nearly every line: words behind a wide gap
/// that start in the same column. Markers of items do not count.
fn is_aligned(text: &str, lines: &[Line]) -> bool {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let mut all = 0;
    for line in lines.iter().filter(|line| !line.has(GONE)) {
        all += 1;
        let words = line.of(text);
        let Some(start) = second_part(words).filter(|_| line.has(RUN) && !line.has(LEADER) && marker(words).is_none()) else {
            continue;
        };
        let start = usize::from(line.indent) + start;
        match counts.iter_mut().find(|(at, _)| *at == start) {
            Some((_, count)) => *count += 1,
            None => counts.push((start, 1)),
        }
    }
    counts.iter().any(|(_, count)| *count >= ALIGNED && *count * 5 >= all * 4)
}

/// The column that text behind labels hangs in: each line has a label at the block's edge and
/// text there, or starts there.
pub(super) fn hanging(text: &str, lines: &[Line]) -> Option<u16> {
    let first = lines.first()?;
    let start = |line: &Line| second_part(line.of(text)).map(|at| usize::from(line.indent) + at);
    let column = start(first)?;
    let is_option =
        first.of(text).starts_with(['-', '+']) && first.of(text)[1..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let label = column.saturating_sub(usize::from(first.indent));
    if label > LONGEST_LABEL || !(is_option || first.right() >= LABELLED) || lines.iter().any(|line| line.has(LEADER)) {
        return None;
    }
    let hangs = |line: &Line| usize::from(line.indent) == column;
    let is_labelled = |line: &Line| line.indent == first.indent && start(line) == Some(column);
    let fits = lines.iter().all(|line| hangs(line) || is_labelled(line));
    // Behind a label stands running text, not another row.
    let flows = lines.windows(2).any(|pair| hangs(&pair[1]) && pair[0].right() >= pair[1].right() && !pair[1].has(RUN));
    (fits && flows).then(|| u16::try_from(column).ok())?
}

/// Whether lines are set in and out in turn, as verse is.
fn is_staggered(text: &str, lines: &[Line]) -> bool {
    let worded = |line: &Line| line.of(text).starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '‘' | '"' | '\''));
    let turns = lines.windows(2).filter(|pair| pair[0].indent.abs_diff(pair[1].indent) >= STAGGER).count();
    turns * 2 >= lines.len() && lines.iter().all(worded)
}

/// The column that the words behind the first wide gap start in.
fn second_part(words: &str) -> Option<usize> {
    let gap = words.find("  ").or_else(|| words.find('\t'))?;
    let rest = words[gap..].trim_start();
    Some(unicode_width::UnicodeWidthStr::width(&words[..words.len() - rest.len()]))
}

/// Whether the wide gaps of a line part columns: a full line with one gap has a label before
/// it, and one that ends right at the measure was stretched to it.
fn is_ragged(line: &Line, words: &str, profile: &Profile) -> bool {
    let right = profile.measure.map_or(0, |measure| measure.right_of(line));
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
    // `<1부>` is a word in brackets; `<br>` is none.
    let in_brackets = words.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    if in_brackets.is_some_and(|inside| inside.chars().any(is_hangul) || marker(words).is_some()) {
        return false;
    }
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
        || is_statement(words)
        || is_listed_file(words)
}

/// Whether a line is a statement of a program: it sets a name, or opens a block.
fn is_statement(words: &str) -> bool {
    let mut parts = words.split(' ').filter(|part| !part.is_empty());
    let (Some(first), second) = (parts.next(), parts.next()) else { return false };
    let name = first.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && first.chars().all(|c| c.is_ascii_alphanumeric() || "_.[]".contains(c));
    let sets = matches!(second, Some("=" | "+=" | "-=" | "*=" | "/=" | ":=" | "|=" | "==")) && parts.next().is_some();
    let opens =
        matches!(first, "for" | "if" | "while" | "elif" | "else:" | "try:" | "with" | "class" | "def") && words.ends_with(':');
    let gives = first == "return" && second.is_some() && parts.next().is_none();
    (name && sets) || opens || gives
}

/// Whether a line starts with the rights of a file, as `ls -l` tells them.
fn is_listed_file(words: &str) -> bool {
    let Some(rights) = words.as_bytes().get(..10) else { return false };
    matches!(rights[0], b'-' | b'd' | b'l' | b'b' | b'c' | b'p' | b's')
        && rights[1..].iter().all(|byte| matches!(byte, b'r' | b'w' | b'x' | b's' | b'S' | b't' | b'T' | b'-'))
        && rights[1..].chunks(3).all(|three| matches!(three[0], b'r' | b'-') && matches!(three[1], b'w' | b'-'))
        && words[10..].trim_start_matches(['@', '+', '.']).starts_with(' ')
}
