//! From one cell's text to one number: signs, digits, scales, unit, and what trails behind.

use rust_decimal::Decimal;

use super::digits;
use super::evidence::Evidence;
use super::measure::{Measure, measure, scale_char, scale_word};
use super::unit::{self, Unit};

/// A number with what was said of it in its own cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The number, its sign and its scale words (`2,000억`) worked in.
    pub(super) number: Decimal,
    /// The unit, where the cell names one; plain where it only has a scale.
    pub(super) unit: Option<Unit>,
    /// The scale words' power of ten, where one scale follows one number.
    pub(super) scale: Option<i8>,
    /// Whether the number is exact, or a bound, or about.
    pub(super) bound: Bound,
}

/// How a number binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// As it is.
    #[default]
    Exact,
    /// `약 5`, `~5`, `c. 5`
    About,
    /// `< 5`, `5 이하`
    AtMost,
    /// `> 5`, `5 이상`, `5+`
    AtLeast,
}

/// What is read on the way through a cell.
#[derive(Default)]
struct Found {
    negative: bool,
    positive: bool,
    open: bool,
    unit: Option<Unit>,
    bound: Bound,
    scaled: bool,
}

/// The quantity that `text` (plain spelling) is, whole; `None` where a part is no part of one.
pub(super) fn quantity(text: &str, evidence: &Evidence) -> Option<Quantity> {
    let mut found = Found::default();
    let rest = before(text, evidence, &mut found)?;
    let run = digits::run(rest);
    let mut rest = &rest[run.len()..];
    let run = without_call(run, &mut rest, evidence);
    let number = digits::number(run, evidence)?;
    let (mut number, after, scale) = scaled(number, rest, evidence, &mut found)?;
    behind(after, &mut found)?;
    if found.negative {
        number.set_sign_negative(!number.is_zero());
    }
    let unit = found.unit.or(found.scaled.then_some(Unit::PLAIN));
    Some(Quantity { number, unit, scale, bound: found.bound })
}

/// Signs, currencies and words before the digits; what is left.
fn before<'a>(text: &'a str, evidence: &Evidence, found: &mut Found) -> Option<&'a str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        if first.is_ascii_digit()
            || (matches!(first, '.' | ',' | '٫') && rest[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()))
        {
            return Some(rest);
        }
        let mut length = first.len_utf8();
        match first {
            '-' if !found.negative => found.negative = true,
            '+' => found.positive = true,
            '▲' => (found.negative, found.positive) = (evidence.filled_negative, !evidence.filled_negative),
            '△' => (found.negative, found.positive) = (evidence.open_negative, !evidence.open_negative),
            '▼' | '▽' | '↓' => found.negative = true,
            '↑' => found.positive = true,
            '(' if !found.open => {
                found.open = true;
                found.negative |= evidence.parentheses_negative;
            }
            '~' | '≈' | '≒' => found.bound = Bound::About,
            '<' | '≤' | '≦' => found.bound = Bound::AtMost,
            '>' | '≥' | '≧' => found.bound = Bound::AtLeast,
            '=' if found.bound != Bound::Exact => {}
            _ => {
                let (word, bound) = lead_word(rest)?;
                length = word;
                if let Some(bound) = bound {
                    found.bound = bound;
                } else {
                    let (measure, power) = measure(rest[..word].trim_end())?;
                    if !measure.is_currency() || found.unit.is_some() {
                        return None;
                    }
                    found.unit = Some(Unit { measure, per: None, power });
                }
            }
        }
        rest = &rest[length..];
    }
}

/// A word before the digits: its length, and what it binds; no bound for a currency.
fn lead_word(text: &str) -> Option<(usize, Option<Bound>)> {
    let bounds = [
        ("약", Bound::About),
        ("ca.", Bound::About),
        ("c.", Bound::About),
        ("about ", Bound::About),
        ("approx. ", Bound::About),
        ("최대", Bound::AtMost),
        ("up to ", Bound::AtMost),
        ("최소", Bound::AtLeast),
        ("at least ", Bound::AtLeast),
    ];
    if let Some((word, bound)) = bounds.iter().find(|(word, _)| text.starts_with(word)) {
        return Some((word.len(), Some(*bound)));
    }
    let end = text.find(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | '△' | '▲' | '▼' | '.' | ','))?;
    // `원 5` is no way to write an amount: behind Hangul stands a label's number.
    let is_sign = !text[..end].contains(|c: char| ('가'..='힣').contains(&c));
    is_sign.then_some((end, None))
}

/// `25,660.41)`: the digit before a lone parenthesis is a footnote's call. It is told from
/// the number by the group or the fraction that it would make too long.
fn without_call<'a>(run: &'a str, rest: &mut &str, evidence: &Evidence) -> &'a str {
    let Some(after) = rest.strip_prefix(')').filter(|after| !after.contains(')')) else { return run };
    let marks = run.rfind([',', '.']);
    let tail = marks.map_or(0, |at| run.len() - at - 1);
    let usual = match marks {
        Some(at) if run[at..].starts_with(',') => 3,
        Some(_) => evidence.decimals.map_or(usize::MAX, usize::from),
        None => usize::MAX,
    };
    if tail > usual && usual > 0 && tail - usual <= 2 {
        *rest = after;
        return &run[..run.len() - (tail - usual)];
    }
    run
}

/// The number with the scales behind it worked in, and what is left.
fn scaled<'a>(number: Decimal, rest: &'a str, evidence: &Evidence, found: &mut Found) -> Option<(Decimal, &'a str, Option<i8>)> {
    if let Some((number, rest)) = exponent(number, rest) {
        return Some((number, rest, None));
    }
    let blank = rest.len() - rest.trim_start().len();
    let after = rest.trim_start();
    let Some(first) = after.chars().next() else { return Some((number, after, None)) };
    if scale_char(first).is_some() {
        return east_asian(number, after, evidence, found);
    }
    if after.starts_with("'000") || after.starts_with("000s") {
        found.scaled = true;
        return Some((times(number, 3)?, &after[4..], Some(3)));
    }
    if !first.is_ascii_alphabetic() {
        return Some((number, rest, None));
    }
    let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let word = &after[..end];
    let power = scale_word(word).filter(|_| {
        // `5 m` is a length and `5m` or `$5 m` an amount; a letter that names a unit needs to be glued.
        let currency = found.unit.is_some() || measure(after[end..].trim()).is_some_and(|(measure, _)| measure.is_currency());
        let ends = after.len() == end || (!matches!(word, "b" | "B" | "K") && !after[end..].starts_with(['/', '²', '³']));
        word.len() > 1 || currency || (blank == 0 && ends)
    });
    let Some(power) = power else { return Some((number, rest, None)) };
    found.scaled = true;
    let rest = after[end..].strip_prefix('.').unwrap_or(&after[end..]);
    Some((times(number, power)?, rest, Some(power)))
}

/// `1조 2,000억`, `3만 5천`, `12만3,456`: numbers and scales in turn, each scale below the last.
fn east_asian<'a>(
    first: Decimal,
    text: &'a str,
    evidence: &Evidence,
    found: &mut Found,
) -> Option<(Decimal, &'a str, Option<i8>)> {
    found.scaled = true;
    let (mut total, mut section, mut current) = (Decimal::ZERO, Decimal::ZERO, Some(first));
    let (mut last_big, mut power, mut numbers) = (i8::MAX, 0, 1);
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let Some(c) = trimmed.chars().next() else { break };
        if let Some(scale) = scale_char(c) {
            // `천톤` behind a number is a scale and a unit, `조각` a word: the unit decides below.
            if scale < 4 {
                section = section.checked_add(times(current.take().unwrap_or(Decimal::ONE), scale)?)?;
            } else {
                if scale >= last_big {
                    return None;
                }
                last_big = scale;
                let part = section.checked_add(current.take().unwrap_or(Decimal::ZERO))?;
                total = total.checked_add(times(part, scale)?)?;
                section = Decimal::ZERO;
            }
            power += scale;
            rest = &trimmed[c.len_utf8()..];
        } else if c.is_ascii_digit() && current.is_none() {
            let run = digits::run(trimmed);
            current = Some(digits::number(run, evidence)?);
            numbers += 1;
            rest = &trimmed[run.len()..];
        } else {
            break;
        }
    }
    let number = total.checked_add(section)?.checked_add(current.unwrap_or(Decimal::ZERO))?;
    Some((number.normalize(), rest, (numbers == 1).then_some(power)))
}

/// `1.2e12`, `3.2×10^5`.
fn exponent(number: Decimal, rest: &str) -> Option<(Decimal, &str)> {
    let tail = rest
        .strip_prefix(['e', 'E'])
        .or_else(|| rest.trim_start().strip_prefix(['×', 'x', '*'])?.trim_start().strip_prefix("10^"))?;
    let (negative, digits) = match tail.as_bytes().first()? {
        b'-' => (true, &tail[1..]),
        b'+' => (false, &tail[1..]),
        _ => (false, tail),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let power: i8 = digits[..end].parse().ok().filter(|power| *power < 28)?;
    Some((times(number, if negative { -power } else { power })?.normalize(), &digits[end..]))
}

/// `number` times ten to `power`, exactly; `None` where it has more digits than are kept.
pub(super) fn times(number: Decimal, power: i8) -> Option<Decimal> {
    let (mut mantissa, mut scale) = (number.mantissa(), i64::from(number.scale()) - i64::from(power));
    while scale < 0 {
        mantissa = mantissa.checked_mul(10)?;
        scale += 1;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

/// Everything behind the number: percent, unit, bounds, calls, remarks, the closing parenthesis.
fn behind(text: &str, found: &mut Found) -> Option<()> {
    let mut rest = text;
    let mut ratio = false;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        if let Some((bound, length)) = bound(rest) {
            found.bound = bound;
            rest = &rest[length..];
            continue;
        }
        match first {
            ')' if found.open => {
                found.open = false;
                rest = &rest[1..];
            }
            '+' if rest.len() == 1 => {
                found.bound = Bound::AtLeast;
                rest = "";
            }
            '-' if rest.len() == 1 && !found.negative => {
                found.negative = true;
                rest = "";
            }
            '▲' | '↑' | '▼' | '▽' | '↓' if rest.len() == first.len_utf8() && !found.positive && !found.negative => {
                found.negative = !matches!(first, '▲' | '↑');
                rest = "";
            }
            '(' | '[' => {
                let close = if first == '(' { ')' } else { ']' };
                let end = rest.find(close)?;
                let inner = &rest[1..end];
                if found.unit.is_none()
                    && let Some(unit) = Unit::parse(inner)
                {
                    found.unit = Some(unit);
                }
                rest = &rest[end + 1..];
            }
            _ => match call(rest, found.open) {
                Some(length) => rest = &rest[length..],
                None => {
                    let (unit, length) = unit::leading(rest)?;
                    let joins = found.unit.is_none_or(|own| own.is_like(unit));
                    if ratio || !joins {
                        return None;
                    }
                    // The dollar of `US$5.2 million dollars` is said twice.
                    found.unit = Some(unit);
                    ratio = matches!(unit.measure, Measure::PERCENT | Measure::POINT);
                    rest = &rest[length..];
                }
            },
        }
    }
    (!found.open).then_some(())
}

/// Length of the footnote call or the status letter that starts `rest`.
fn call(rest: &str, open: bool) -> Option<usize> {
    let raised: usize = rest
        .chars()
        .take_while(|c| unit::is_superscript(*c) || matches!(c, '*' | '†' | '‡' | '§' | '#'))
        .map(char::len_utf8)
        .sum();
    if raised > 0 {
        return Some(raised);
    }
    // `1)` behind a blank, `p` (provisional), `r` (revised), `e` (estimated) at the end.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) && rest[digits..].starts_with(')') && !open {
        return Some(digits + 1);
    }
    if rest.len() == 1 && matches!(rest, "p" | "r" | "e" | "P" | "R" | "E") {
        return Some(1);
    }
    (!open && rest.len() == 2 && matches!(rest, "p)" | "r)" | "e)" | "P)" | "R)" | "E)")).then_some(2)
}

/// A word behind a number that makes it a bound, and its length.
fn bound(rest: &str) -> Option<(Bound, usize)> {
    [
        ("이상", Bound::AtLeast),
        ("초과", Bound::AtLeast),
        ("여", Bound::AtLeast),
        ("or more", Bound::AtLeast),
        ("이하", Bound::AtMost),
        ("미만", Bound::AtMost),
        ("or less", Bound::AtMost),
        ("가량", Bound::About),
        ("내외", Bound::About),
    ]
    .into_iter()
    .find(|(word, _)| rest.starts_with(word))
    .map(|(word, bound)| (bound, word.len()))
}
