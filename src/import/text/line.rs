//! A window's lines, each a small record: where it stands, how wide it is, what surrounds it.

use unicode_width::UnicodeWidthChar;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// A line that holds something. Blank ones are only counted, in the next line's `gap`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Its first and last byte in the window, blanks at both ends and quote signs left out.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Columns before its text.
    pub(super) indent: u16,
    /// Columns of its text.
    pub(super) width: u16,
    /// Blank lines before it.
    pub(super) gap: u16,
    /// Blanks behind its text: 0, 1, or 2 for more.
    pub(super) trail: u8,
    /// How many `>` it starts with, as answers to letters do.
    pub(super) quote: u8,
    /// What it holds: the bits below.
    pub(super) holds: u16,
    /// The width of the column that it stands in, where that is one of several; else 0.
    pub(super) full: u16,
}

/// It holds a digit, or one of the signs that call footnotes.
pub(super) const DIGIT: u16 = 1;
/// It holds two blanks side by side that no sentence end explains, or a tab.
pub(super) const RUN: u16 = 1 << 1;
/// It holds characters that take two columns.
pub(super) const WIDE: u16 = 1 << 2;
/// A form feed stands before it.
pub(super) const FEED: u16 = 1 << 3;
/// It is the rest of a line that the last window started.
pub(super) const REST: u16 = 1 << 4;
/// It holds a blank.
pub(super) const BLANK: u16 = 1 << 5;
/// A page starts with it.
pub(super) const PAGE: u16 = 1 << 6;
/// It was taken out of the text: furniture, or drawn under a title.
pub(super) const GONE: u16 = 1 << 7;
/// It holds signs that footnotes are called by, other than plain digits.
pub(super) const SIGN: u16 = 1 << 8;
/// It holds a dot leader, as tables of contents do.
pub(super) const LEADER: u16 = 1 << 9;

impl Line {
    /// Its text in the window's `text`.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// The column behind its last character.
    pub(super) fn right(&self) -> usize {
        usize::from(self.indent) + usize::from(self.width)
    }

    /// Whether it holds any of `bits`.
    pub(super) fn has(&self, bits: u16) -> bool {
        self.holds & bits != 0
    }
}

/// What a window hands to the next one about lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pending {
    /// Blank lines at its end.
    gap: u16,
    /// A form feed at its end.
    feed: bool,
    /// Its last line goes on.
    inside: bool,
}

impl Pending {
    /// Whether a page ends with the window.
    pub(super) fn ends_page(self) -> bool {
        self.feed
    }
}

/// Puts the lines of `text` into `lines`.
pub(super) fn scan(text: &str, pending: &mut Pending, lines: &mut Vec<Line>) {
    lines.clear();
    let mut from = 0;
    while from < text.len() {
        let rest = &text.as_bytes()[from..];
        let (length, next) = match memchr::memchr2(b'\n', b'\x0C', rest) {
            Some(at) => (at, at + 1),
            None => (rest.len(), rest.len()),
        };
        let end = from + length;
        let ended_by = rest.get(length);
        match measured(text, from, end) {
            Some(mut line) => {
                line.gap = pending.gap;
                line.holds |= if pending.feed { FEED } else { 0 } | if pending.inside { REST } else { 0 };
                lines.push(line);
                *pending = Pending::default();
            }
            // The blank rest of a line whose start the last window had, or that a form feed
            // ended, is no blank line.
            None if pending.inside || (length == 0 && ended_by == Some(&b'\x0C')) => {}
            None if ended_by == Some(&b'\n') => pending.gap = pending.gap.saturating_add(1),
            None => {}
        }
        pending.inside = ended_by.is_none() && length > 0;
        pending.feed |= ended_by == Some(&b'\x0C');
        from += next;
    }
}

/// The record of the line at `from..end`; none where it is blank.
fn measured(text: &str, from: usize, end: usize) -> Option<Line> {
    let bytes = text.as_bytes();
    let (mut start, indent, quote) = margin(text, from, end);
    if start == end {
        return None;
    }
    let mut line = Line { indent: narrow(indent), quote, ..Line::default() };
    let mut stop = end;
    while stop > start {
        let blank = match bytes[stop - 1] {
            b' ' | b'\t' => 1,
            b'\r' => 0,
            0x80 if text[start..stop].ends_with('\u{3000}') => 3,
            0xA0 if text[start..stop].ends_with('\u{A0}') => 2,
            _ => break,
        };
        line.trail = (line.trail + blank.min(1)).min(2);
        stop -= usize::from(blank.max(1));
    }
    if start == stop {
        return None;
    }
    // A mark of byte order in the middle of a file, as joined files have.
    if text[start..stop].starts_with('\u{FEFF}') && stop > start + 3 {
        start += 3;
    }
    line.start = u32::try_from(start).ok()?;
    line.end = u32::try_from(stop).ok()?;
    let (width, holds) = content(&text[start..stop], indent);
    line.width = narrow(width);
    line.holds = holds;
    Some(line)
}

/// Where the text of a line starts, in bytes and in columns, and its quote signs.
fn margin(text: &str, from: usize, end: usize) -> (usize, usize, u8) {
    let (mut at, mut column, mut quote) = (from, 0, 0_u8);
    for c in text[from..end].chars() {
        match c {
            ' ' | '\u{A0}' => column += 1,
            '\t' => column = (column / TAB + 1) * TAB,
            '\u{3000}' => column += 2,
            '\r' => {}
            '>' if at == from || quote > 0 => {
                let next = text[at + 1..end].chars().next();
                if !matches!(next, None | Some(' ' | '>' | '\t' | '\r')) && quote == 0 {
                    break;
                }
                (quote, column) = (quote.saturating_add(1), 0);
            }
            _ => break,
        }
        at += c.len_utf8();
    }
    // The blank behind a quote sign belongs to it.
    (at, if quote > 0 { column.saturating_sub(1) } else { column }, quote)
}

/// Columns of `text`, which starts at column `indent`, and what it holds.
fn content(text: &str, indent: usize) -> (usize, u16) {
    let bytes = text.as_bytes();
    let (mut at, mut column, mut holds) = (0, indent, 0_u16);
    let (mut blanks, mut dots) = (0_usize, 0_usize);
    // Whether the last character that was not blank ends a sentence or a part of one.
    let mut closed = false;
    while at < bytes.len() {
        let byte = bytes[at];
        let mut closing = matches!(byte, b'.' | b'?' | b'!' | b':' | b';' | b',' | b')' | b'"' | b'\'');
        if byte.is_ascii() {
            at += 1;
            match byte {
                b' ' => {
                    blanks += 1;
                    column += 1;
                    holds |= BLANK;
                    continue;
                }
                b'\t' => {
                    blanks += 3;
                    column = (column / TAB + 1) * TAB;
                    holds |= BLANK;
                    continue;
                }
                b'0'..=b'9' => holds |= DIGIT,
                b'*' => holds |= SIGN,
                _ => {}
            }
            dots = if byte == b'.' { dots + 1 } else { 0 };
            column += usize::from(byte >= b' ' && byte != 0x7F);
        } else {
            // Most syllables of Hangul and most ideographs are told by their first byte.
            let wide = matches!(byte, 0xEB | 0xEC | 0xE5..=0xE8);
            let c = if wide { '가' } else { text[at..].chars().next().unwrap_or(' ') };
            at += c.len_utf8();
            match c {
                '가'..='힣' | '\u{4E00}'..='\u{9FFF}' => {
                    dots = 0;
                    column += 2;
                    holds |= WIDE;
                }
                _ => {
                    let width = c.width().unwrap_or(0);
                    column += width;
                    holds |= if width == 2 { WIDE } else { 0 } | if is_sign(c) { SIGN } else { 0 };
                    dots = if matches!(c, '·' | '…' | '⋯') { dots + 2 } else { 0 };
                    closing = matches!(c, '’' | '”' | '。' | '」' | '』');
                }
            }
        }
        if blanks > 0 {
            // Typists put two blanks behind a sentence.
            if blanks > 2 || (blanks == 2 && !closed) {
                holds |= RUN;
            }
            blanks = 0;
        }
        if dots > 4 {
            holds |= LEADER;
        }
        closed = closing;
    }
    (column - indent, holds)
}

/// Signs that call a footnote, `*` left out.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
