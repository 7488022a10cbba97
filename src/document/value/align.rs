//! Where the point of a number stands, for setting numbers under each other.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::digits;

/// A longer tail is a remark and no sign; the cell then stands flush right.
const LONGEST_TAIL: usize = 8;

/// Terminal columns that a number takes right of its ones: the decimal mark, the digits
/// behind it, and signs such as `%` or `)`. So `5%` has 1 and `5.2%` has 3, and both align.
/// 0 for anything else, and for numbers with several parts (`1조 2,000억`, `3~5`).
#[must_use]
pub fn fraction_width(text: &str) -> usize {
    let text = text.trim_end();
    if text.len() > super::plain::LONGEST {
        return 0;
    }
    let Some(start) = text.find(is_digit) else { return 0 };
    let rest = &text[start..];
    let end = rest.char_indices().find(|(at, c)| !is_digit(*c) && !joins(&rest[*at..], *c)).map_or(rest.len(), |(at, _)| at);
    let (run, tail) = rest.split_at(end);
    if tail.contains(is_digit) || tail.width() > LONGEST_TAIL {
        // A second number: only a remark in parentheses leaves the first one its place.
        return 0;
    }
    mark(run).map_or(0, |at| run[at..].width()) + tail.width()
}

fn is_digit(c: char) -> bool {
    c.is_numeric() && c.width().is_some() && !matches!(c, '¹' | '²' | '³' | '⁰'..='⁹')
}

/// Whether `c`, at the start of `rest`, stands between digits of one number.
fn joins(rest: &str, c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '’' | '٬' | '٫' | '．' | '，' | '\u{A0}' | '\u{202F}' | '\u{2009}')
        && rest[c.len_utf8()..].starts_with(is_digit)
}

/// Where the decimal mark of `run` stands, in bytes.
fn mark(run: &str) -> Option<usize> {
    let plain = super::plain::Plain::new(run)?;
    match digits::shape(plain.as_str()) {
        Some(shape) if shape.certain => shape.decimal.and_then(|_| run.rfind(['.', ',', '٫', '．', '，'])),
        // Without a word on its marks a lone comma parts thousands.
        Some(_) => run.rfind('.'),
        // Misprinted marks: the last short group is the fraction.
        None => run.rfind(['.', ',']).filter(|at| run.len() - at - 1 < 3),
    }
}

/// `number`, digits with or without a sign and a fraction, with commas between its thousands.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}
