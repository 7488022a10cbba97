//! From a run of digits and marks to an exact number.

use rust_decimal::Decimal;

use super::evidence::{DecimalMark, Evidence};

/// The most significant digits that are kept exactly; a longer number stays text.
const MOST_DIGITS: usize = 28;

/// How a run of digits is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// The mark between groups.
    pub(super) group: Option<char>,
    /// The mark before the fraction.
    pub(super) decimal: Option<char>,
    /// Digits of the fraction.
    pub(super) decimals: usize,
    /// Whether it can be read in one way only.
    pub(super) certain: bool,
}

/// Marks that may stand inside a number. A blank and an apostrophe only part thousands.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | ' ' | '_' | '٬' | '٫')
}

/// The longest start of `text` that is digits with marks between them. A blank is inside
/// only before exactly three digits, so that `25.4 1)` ends at the blank.
pub(super) fn run(text: &str) -> &str {
    let mut end = 0;
    let mut group = 0;
    let mut fraction = false;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            group += 1;
            end = at + 1;
            continue;
        }
        if !is_mark(c) {
            break;
        }
        let rest = &text[at + c.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || (end == 0 && !matches!(c, '.' | ',' | '٫')) {
            break;
        }
        if matches!(c, ' ' | '\'' | '_') && (digits != 3 || fraction || group > 3) {
            break;
        }
        fraction |= c == '٫' || (c == '.' && text[..at].contains([',', '\'', ' ']));
        group = 0;
    }
    &text[..end]
}

/// How `run` is written; `None` where its marks fit no way of writing numbers.
pub(super) fn shape(run: &str) -> Option<Shape> {
    let marks: Marks = Marks::of(run)?;
    let plain = Shape { group: None, decimal: None, decimals: 0, certain: true };
    match (marks.first, marks.last) {
        (None, _) => Some(plain),
        // One kind of mark.
        (Some(mark), None) => {
            let grouped = groups_fit(run, mark);
            let fraction = run.len() - run.rfind(mark).unwrap_or(0) - mark.len_utf8();
            if mark == '٫' {
                return (marks.firsts == 1).then_some(Shape { decimal: Some(mark), decimals: fraction, ..plain });
            }
            if marks.firsts > 1 || !matches!(mark, ',' | '.') {
                return grouped.then_some(Shape { group: Some(mark), ..plain });
            }
            let could_group = grouped && !run.starts_with('0');
            Some(Shape { decimal: Some(mark), decimals: fraction, certain: !could_group, ..plain })
        }
        // Thousands, then the fraction.
        (Some(group), Some(decimal)) => {
            let at = run.rfind(decimal)?;
            let fits = marks.lasts == 1 && matches!(decimal, '.' | ',' | '٫') && groups_fit(&run[..at], group);
            let decimals = run.len() - at - decimal.len_utf8();
            fits.then_some(Shape { group: Some(group), decimal: Some(decimal), decimals, certain: true })
        }
    }
}

/// The kinds of mark in a run, in their order.
struct Marks {
    first: Option<char>,
    firsts: usize,
    last: Option<char>,
    lasts: usize,
}

impl Marks {
    /// `None` where kinds are mixed in any other way than all of one, then all of another.
    fn of(run: &str) -> Option<Self> {
        let mut marks = Self { first: None, firsts: 0, last: None, lasts: 0 };
        for c in run.chars().filter(|c| is_mark(*c)) {
            if marks.first.is_none_or(|first| first == c) && marks.last.is_none() {
                marks.first = Some(c);
                marks.firsts += 1;
            } else if marks.last.is_none_or(|last| last == c) && marks.first != Some(c) {
                marks.last = Some(c);
                marks.lasts += 1;
            } else {
                return None;
            }
        }
        Some(marks)
    }
}

/// Whether `mark`, which `run` holds, parts it as thousands (`1,234,567`), as lakhs (`12,34,567`) or as
/// myriads (`1,0000,0000`).
fn groups_fit(run: &str, mark: char) -> bool {
    let lengths = || run.split(mark).map(str::len);
    let (count, first) = (lengths().count(), lengths().next().unwrap_or(0));
    let all = |size: usize| (1..=size).contains(&first) && lengths().skip(1).all(|length| length == size);
    let lakhs =
        || (1..=2).contains(&first) && lengths().skip(1).take(count - 2).all(|n| n == 2) && lengths().next_back() == Some(3);
    all(3) || (mark == ',' && (lakhs() || (count > 2 && all(4))))
}

/// The number that `run` writes, with what the table says of its marks.
pub(super) fn number(run: &str, evidence: &Evidence) -> Option<Decimal> {
    let shape = shape(run)?;
    let Some(mark) = shape.decimal else { return exact(run, None) };
    if shape.group.is_some() || shape.certain {
        let odd_comma = mark == ',' && shape.group.is_none() && shape.decimals > 3 && evidence.decimal == Some(DecimalMark::Dot);
        return if odd_comma { None } else { exact(run, Some(mark)) };
    }
    // `1.234` or `1,234`: thousands or a fraction.
    let decimal = match evidence.decimal {
        Some(DecimalMark::Comma) => ',',
        Some(DecimalMark::Dot) | None => '.',
    };
    exact(run, (mark == decimal).then_some(mark))
}

/// The digits of `run` as a number, its fraction behind the last `mark`.
pub(super) fn exact(run: &str, mark: Option<char>) -> Option<Decimal> {
    let split = mark.and_then(|mark| run.rfind(mark));
    let mut mantissa: u128 = 0;
    let (mut digits, mut scale) = (0, 0_u32);
    for (at, byte) in run.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        if mantissa > 0 || byte > b'0' {
            digits += 1;
        }
        scale += u32::from(split.is_some_and(|split| at > split));
        if digits > MOST_DIGITS || scale > 28 {
            return None;
        }
        mantissa = mantissa * 10 + u128::from(byte - b'0');
    }
    Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()
}

/// Whether `run` is four digits that can be a year.
pub(super) fn is_year(run: &str) -> bool {
    run.len() == 4 && run.parse::<u16>().is_ok_and(|year| (1800..=2100).contains(&year))
}

/// A number of nothing but a minus, digits, comma-parted thousands and a point: its digits
/// as an integer, and how many of them are its fraction. Most cells of most tables are that,
/// and a column of a million needs no more than this.
pub(super) fn simple(text: &str, evidence: &Evidence) -> Option<(i64, u32)> {
    let bytes = text.as_bytes();
    let (negative, body) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if body.len() > 18 || body.is_empty() || evidence.decimal == Some(DecimalMark::Comma) {
        return None;
    }
    let (mut value, mut group, mut grouped, mut scale, mut fraction) = (0_i64, 0, false, 0_u32, false);
    for &byte in body {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                group += 1;
                scale += u32::from(fraction);
            }
            b',' if !fraction && if grouped { group == 3 } else { (1..=3).contains(&group) } => (group, grouped) = (0, true),
            b'.' if !fraction && group > 0 && (!grouped || group == 3) => (fraction, group) = (true, 0),
            _ => return None,
        }
    }
    let whole = group > 0 && (fraction || !grouped || group == 3);
    // Leading zeros before a mark and years are for the full reader.
    let odd = (body[0] == b'0' && grouped) || (evidence.years && body.len() == 4 && !fraction && !grouped && !negative);
    (whole && !odd).then_some((if negative { -value } else { value }, scale))
}
