//! From the words of a head, a caption or a cell to a unit.

use rust_decimal::Decimal;

use super::measure::{Measure, measure, scale_char, scale_word};
use super::plain::Plain;

/// What one of a number stands for: `십억원` is 10⁹ of KRW, `kg` is 10³ of gram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// What is measured.
    pub measure: Measure,
    /// What it is measured by: the barrel of `달러/배럴`.
    pub per: Option<Measure>,
    /// The power of ten that the unit is of its measure.
    pub power: i8,
}

impl Unit {
    /// A count of ones.
    pub const PLAIN: Self = Self { measure: Measure::PLAIN, per: None, power: 0 };
    /// Percent.
    pub const PERCENT: Self = Self { measure: Measure::PERCENT, ..Self::PLAIN };
    /// Percentage points.
    pub const POINT: Self = Self { measure: Measure::POINT, ..Self::PLAIN };

    /// Whether numbers of both can be put in order.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        (self.measure, self.per) == (other.measure, other.per)
    }

    /// The unit that `text` names, brackets and the word `단위` around it left out; `None`
    /// where a word of it is unknown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = Plain::new(text)?;
        let (words, named) = unwrapped(plain.as_str());
        let (unit, tokens) = read(words)?;
        // A lone `천`, `k` or `만` says nothing until someone calls it a unit.
        let scale_only = unit.measure == Measure::PLAIN && tokens < 2 && words.chars().count() < 3;
        (named || !scale_only).then_some(unit)
    }
}

/// `number` in ones of its measure; `None` where that has more digits than are kept.
#[must_use]
pub fn magnitude(number: Decimal, unit: Option<Unit>) -> Option<Decimal> {
    let power = i32::from(unit.map_or(0, |unit| unit.power));
    let (mut mantissa, mut scale) = (number.mantissa(), i32::try_from(number.scale()).ok()? - power);
    while scale < 0 {
        mantissa = mantissa.checked_mul(10)?;
        scale += 1;
    }
    while scale > 28 && mantissa % 10 == 0 && mantissa != 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

/// The words inside brackets and behind `단위:` or `in`; whether such a word was there.
fn unwrapped(text: &str) -> (&str, bool) {
    let mut text = text.trim();
    let mut named = false;
    loop {
        let before = text;
        for (open, close) in [('(', ')'), ('[', ']'), ('<', '>')] {
            if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
                && !inner.contains([open, close])
            {
                text = inner.trim();
            }
        }
        for word in ["단위", "단위는", "unit", "units", "Unit", "Units", "UNIT", "in", "In", "단 위"] {
            let Some(rest) = text.strip_prefix(word) else { continue };
            let rest = rest.trim_start();
            if let Some(rest) = rest.strip_prefix([':', ';']) {
                (text, named) = (rest.trim(), true);
                break;
            }
            if word.eq_ignore_ascii_case("in") && text.as_bytes().get(word.len()) == Some(&b' ') {
                (text, named) = (rest, true);
                break;
            }
        }
        if text == before {
            return (text, named);
        }
    }
}

/// The unit that `words` name to their end, and how many words it took.
fn read(words: &str) -> Option<(Unit, usize)> {
    let mut unit = Unit::PLAIN;
    let mut rest = words;
    let mut tokens = 0;
    let mut named = false;
    loop {
        rest = rest.trim_start_matches([' ', '.']);
        for filler in ["of ", "US ", "in ", "constant ", "current "] {
            rest = rest.strip_prefix(filler).map_or(rest, str::trim_start);
        }
        if rest.is_empty() {
            break;
        }
        if let Some(by) = rest.strip_prefix('/').or_else(|| rest.strip_prefix("per ").filter(|by| !by.starts_with("cent"))) {
            let (by, _) = read(by.trim_start())?;
            if !named || by.per.is_some() {
                return None;
            }
            (unit.per, unit.power) = (Some(by.measure), unit.power.checked_sub(by.power)?);
            break;
        }
        if named && is_remark(rest, unit) {
            break;
        }
        let (step, length) = step(rest, named)?;
        match step {
            Step::Power(power) => unit.power = unit.power.checked_add(power)?,
            Step::Measure(_) if named => return None,
            Step::Measure((measure, power)) => {
                (unit.measure, unit.power) = (measure, unit.power.checked_add(power)?);
                named = true;
            }
        }
        rest = &rest[length..];
        tokens += 1;
    }
    (tokens > 0).then_some((unit, tokens))
}

enum Step {
    Power(i8),
    Measure((Measure, i8)),
}

/// The first word of `rest`: what it means, and its length in bytes; `named`: a measure came before.
fn step(rest: &str, named: bool) -> Option<(Step, usize)> {
    if let Some(length) =
        ["per cent", "percentage points", "percentage point"].iter().find(|word| rest.starts_with(**word)).map(|word| word.len())
    {
        return Some((Step::Measure((if length == 8 { Measure::PERCENT } else { Measure::POINT }, 0)), length));
    }
    if let Some(zeros) = rest.strip_prefix('\'').or(Some(rest)).filter(|rest| rest.starts_with("000")) {
        return Some((Step::Power(3), rest.len() - zeros.len() + 3 + usize::from(zeros[3..].starts_with('s'))));
    }
    if rest.starts_with('1') {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(rest.len());
        let zeros = rest[1..end].bytes().filter(|byte| *byte == b'0').count();
        let power = rest[1..end].bytes().all(|byte| matches!(byte, b'0' | b',')).then_some(zeros)?;
        return Some((Step::Power(i8::try_from(power).ok()?), end));
    }
    // The whole word first: `백분율` is no hundred of anything.
    let end = rest.find([' ', '/', '(', ',', '[']).unwrap_or(rest.len());
    // Behind a unit `m` is a million and no metre.
    if named && let Some(power) = scale_word(&rest[..end]) {
        return Some((Step::Power(power), end));
    }
    if let Some(found) = measure(&rest[..end]) {
        return Some((Step::Measure(found), end));
    }
    let first = rest.chars().next()?;
    if first.is_ascii_alphabetic() {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..end];
        // `US$ millions`, `A$m`: the sign belongs to the letters before it.
        if rest[end..].starts_with('$') {
            return measure(&rest[..=end]).map(|found| (Step::Measure(found), end + 1));
        }
        return scale_word(word)
            .map(|power| (Step::Power(power), end))
            .or_else(|| measure(word).map(|found| (Step::Measure(found), end)));
    }
    if let Some(power) = scale_char(first) {
        return Some((Step::Power(power), first.len_utf8()));
    }
    // A sign glued to a scale: `$m`, `€bn`.
    let length = first.len_utf8();
    measure(&rest[..length]).map(|found| (Step::Measure(found), length))
}

/// Whether `rest` only explains: `of GDP`, `(2015=100)`, `, 전년동기대비`.
fn is_remark(rest: &str, unit: Unit) -> bool {
    let is_base = rest.starts_with('(') && rest.ends_with(')') && rest.contains("=100");
    let ratio = matches!(unit.measure, Measure::PERCENT | Measure::POINT);
    let words = ["GDP", "GNI", "total", "change", "growth", "yoy", "y/y", "YoY", "p.a.", "annum", "대비", "비율", "증감률"];
    is_base || (ratio && words.iter().any(|word| rest.contains(word)))
}

/// The unit that starts `text` right behind a number, and its length in bytes. Longest first,
/// and never the half of a word.
pub(super) fn leading(text: &str) -> Option<(Unit, usize)> {
    let ends_word =
        |c: char| matches!(c, ' ' | '(' | '[' | '*' | '†' | '‡' | '§' | ')' | ',' | '~' | '-' | '+') || is_superscript(c);
    let ends = text.char_indices().rev().filter(|(_, c)| ends_word(*c)).map(|(at, _)| at);
    std::iter::once(text.len()).chain(ends.take(8)).find_map(|end| {
        let words = text[..end].trim_end();
        let (unit, _) = read(words).filter(|(unit, _)| unit.measure != Measure::PLAIN)?;
        Some((unit, words.len()))
    })
}

/// Whether `c` is a raised digit or letter: a footnote's call.
pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰'..='⁹' | '⁽' | '⁾' | 'ª' | 'º' | 'ᵃ'..='ᵡ' | 'ⁿ')
}
