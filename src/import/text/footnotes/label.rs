//! What a footnote's body starts with: its number or sign, and how that is printed.

use super::super::letters::{is_hangul, raised};
use super::call::{Print, SYMBOLS};

/// What starts a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) number: u16,
    pub(super) shape: Shape,
    /// Its bytes, signs around left out.
    pub(super) label: (usize, usize),
    /// Where the body's text starts.
    pub(super) from: usize,
}

/// How labels of bodies are printed: all of one group the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `7 Kim`
    Spaced,
    /// `7Kim`
    Glued,
    /// `7. Kim`
    Dotted,
    /// `7) Kim`
    Paren,
    /// `[7] Kim`
    Bracket,
    /// `⁷ Kim`
    Raised,
    /// `(7) Kim`
    Round,
    /// `^7 Kim`
    Caret,
    /// `* Kim`
    Symbol,
    /// `7`, its text on the next line; `7)` where this holds.
    Alone(bool),
}

impl Shape {
    /// Whether it is all that its line holds.
    pub(super) fn is_alone(self) -> bool {
        matches!(self, Self::Alone(_))
    }

    pub(super) fn suits(self, print: Print) -> bool {
        match self {
            Self::Paren => matches!(print, Print::Paren | Print::Bare | Print::Raised),
            Self::Bracket => matches!(print, Print::Bracket | Print::Bare),
            Self::Symbol => print == Print::Symbol,
            Self::Round => print == Print::Round,
            Self::Caret => print == Print::Caret,
            Self::Alone(true) => matches!(print, Print::Paren | Print::Round | Print::Bare | Print::Raised),
            Self::Alone(false) => matches!(print, Print::Bare | Print::Raised | Print::Bracket | Print::Caret),
            _ => matches!(print, Print::Bare | Print::Raised),
        }
    }
}

/// A line drawn over the notes of a page.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3 && line.chars().all(|c| matches!(c, '_' | '-' | '─' | '━' | '=' | '―' | '—'))
}

/// The label that `line` starts with, with words behind it.
pub(super) fn label(line: &str) -> Option<Label> {
    labelled(line).filter(|label| starts_words(&line[label.from..]))
}

/// Whether `text` starts as words do, and not as code, a table or a row of codes does.
fn starts_words(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | ':')).next().unwrap_or("");
    // `30EF ;`, `1E921;`: half a number of sixteen digits.
    let is_code = word.len() > 1
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'A'..=b'F'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_uppercase());
    !is_code && !text.starts_with(['|', ';', '#', '=', '%', '&', '+', '/', '\\', '{', '}', '>', '~', '^'])
}

fn labelled(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    if first.is_ascii_digit() {
        return numbered(line);
    }
    if first == '[' {
        let from = if line.starts_with("[^") { 2 } else { 1 };
        let digits = line[from..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = line[from + digits..].strip_prefix(']')?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        return made(&line[from..from + digits], Shape::Bracket, (from, from + digits), line.len() - rest.len());
    }
    if let Some(shape) = match first {
        '(' => Some(Shape::Round),
        '^' => Some(Shape::Caret),
        _ => None,
    } {
        let digits = line[1..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = line[1 + digits..].strip_prefix(if first == '(' { ")" } else { "" })?;
        let parted = rest.starts_with(|c: char| c.is_whitespace() || c.is_uppercase() || is_hangul(c));
        return made(&line[1..=digits], shape, (1, 1 + digits), line.len() - rest.len()).filter(|_| parted);
    }
    if raised(first).is_some() {
        let length: usize = line.chars().take_while(|c| raised(*c).is_some()).map(char::len_utf8).sum();
        let number = line[..length].chars().filter_map(raised).fold(0_u32, |sum, digit| (sum * 10 + digit).min(1000));
        let number = u16::try_from(number).ok().filter(|number| (1..1000).contains(number))?;
        return (length < line.len()).then_some(Label { number, shape: Shape::Raised, label: (0, length), from: length });
    }
    let length = line.len() - line.trim_start_matches(first).len();
    let number = SYMBOLS.iter().position(|symbol| *symbol == &line[..length])?;
    let text = line[length..].trim_start();
    (!text.is_empty() && !super::super::caption::is_source(line)).then_some(Label {
        number: u16::try_from(number + 1).ok()?,
        shape: Shape::Symbol,
        label: (0, length),
        from: length,
    })
}

fn numbered(line: &str) -> Option<Label> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let after = rest.chars().next()?;
    let starts = |text: &str| {
        text.trim_start().starts_with(|c: char| !c.is_ascii_digit() && !c.is_lowercase() || c.is_ascii_digit() && text.len() > 12)
    };
    match after {
        ')' if rest.len() > 1 => made(number, Shape::Paren, (0, digits), digits + 1),
        '.' if rest[1..].starts_with([' ', '\t']) => made(number, Shape::Dotted, (0, digits), digits + 1),
        ' ' | '\t' | '\u{A0}' if starts(rest) || rest.trim_start().starts_with("http") => {
            made(number, Shape::Spaced, (0, digits), digits)
        }
        c if c.is_uppercase() || matches!(c, '「' | '『' | '“' | '‘' | '"' | '(' | '《' | '〈' | '<') || is_hangul(c) => {
            made(number, Shape::Glued, (0, digits), digits)
        }
        _ => None,
    }
}

fn made(number: &str, shape: Shape, label: (usize, usize), from: usize) -> Option<Label> {
    let number = number.parse().ok().filter(|number| (1..1000).contains(number))?;
    Some(Label { number, shape, label, from })
}

/// The number that is all that `line` says: `7`, `7)`, `[7]`, `⁷`.
pub(super) fn alone(line: &str) -> Option<Label> {
    if line.len() > 9 {
        return None;
    }
    let inside = line.trim_start_matches(['[', '(', '^']).trim_end_matches([']', ')', '.', ' ']);
    let from = line.len() - line.trim_start_matches(['[', '(', '^']).len();
    let label = (from, from + inside.len());
    let shape = Shape::Alone(line.ends_with(')'));
    if !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit()) && !inside.starts_with('0') {
        return made(inside, shape, label, line.len());
    }
    let number = inside.chars().try_fold(0_u32, |sum, c| Some(sum * 10 + raised(c)?).filter(|sum| *sum < 1000))?;
    let number = u16::try_from(number).ok().filter(|number| *number > 0)?;
    Some(Label { number, shape, label, from: line.len() })
}
