//! From the text of a cell to its value: the one reader of numbers, units and dates.
//!
//! Importers, the table desk and the check of claims read cells by [`Value::parse`], so that
//! a number is the same everywhere. Numbers are exact decimals of up to 28 digits; what is
//! longer stays text. A cell's unit stands beside its number and is never worked in; scale
//! words (`2,000억`, `5bn`) are.

mod align;
mod date;
mod digits;
mod evidence;
mod measure;
mod misprint;
mod plain;
mod quantity;
mod unit;

use rust_decimal::Decimal;

pub use align::{fraction_width, grouped};
pub use date::{Date, Grain, month_named};
pub use evidence::{DecimalMark, Evidence};
pub use measure::Measure;
pub use misprint::misprint;
pub(in crate::document) use misprint::{by_its_marks, has_other_mark, looks_misprinted};
pub use quantity::Bound;
pub use unit::{Unit, magnitude};

use plain::Plain;
use quantity::{Quantity, quantity};

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// What kind of thing, and the thing.
    pub kind: Kind,
    /// The unit that the cell itself names; [`Unit::PLAIN`] where it names only a scale
    /// (`1조 2,000억`), so that its head's scale does not hold for it.
    pub unit: Option<Unit>,
    /// Whether the number is a bound or about (`5 이상`, `약 5`).
    pub bound: Bound,
}

/// The kinds of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number without a fraction.
    Integer(Decimal),
    /// A number with a fraction.
    Decimal(Decimal),
    /// Percent: 3.5 for `3.5%`.
    Percent(Decimal),
    /// Percentage points.
    PercentPoint(Decimal),
    /// An amount of the currency that [`Value::unit`] tells.
    Money(Decimal),
    /// From, to.
    Range(Decimal, Decimal),
    /// A date.
    Date(Date),
    /// First and last of a span of time.
    Period(Date, Date),
    /// Nothing, or a mark for it: `-`, `n/a`, `…`, `미상`.
    Missing,
    /// Anything else.
    Text,
}

impl Value {
    /// A cell without anything.
    pub const MISSING: Self = Self { kind: Kind::Missing, unit: None, bound: Bound::Exact };
    /// A cell of words.
    pub const TEXT: Self = Self { kind: Kind::Text, unit: None, bound: Bound::Exact };

    /// The value of `text`, with what the table around it says of its signs.
    ///
    /// ```
    /// use ibid::document::value::{Evidence, Kind, Value};
    ///
    /// let value = Value::parse("1조 2,000억원", &Evidence::default());
    /// assert_eq!(value.kind, Kind::Money(1_200_000_000_000_i64.into()));
    /// ```
    #[must_use]
    pub fn parse(text: &str, evidence: &Evidence) -> Self {
        if let Some((mantissa, scale)) = digits::simple(text, evidence) {
            let number = Decimal::new(mantissa, scale);
            return Self { kind: if scale == 0 { Kind::Integer(number) } else { Kind::Decimal(number) }, ..Self::TEXT };
        }
        let Some(plain) = Plain::new(text) else { return Self::TEXT };
        let text = plain.as_str();
        if is_missing(text) {
            return Self::MISSING;
        }
        if let Some((from, to)) = date::date(text, evidence) {
            let kind = to.map_or(Kind::Date(from), |to| Kind::Period(from, to));
            return Self { kind, ..Self::TEXT };
        }
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Self::TEXT;
        }
        if let Some(found) = quantity(text, evidence) {
            return Self::of(found);
        }
        range(text, evidence).unwrap_or(Self::TEXT)
    }

    /// A value that is computed: `number` in `unit`.
    #[must_use]
    pub fn computed(number: Decimal, unit: Option<Unit>) -> Self {
        Self::of(Quantity { number, unit, scale: None, bound: Bound::Exact })
    }

    fn of(found: Quantity) -> Self {
        let number = found.number;
        let kind = match found.unit.map(|unit| unit.measure) {
            Some(Measure::PERCENT) => Kind::Percent(number),
            Some(Measure::POINT) => Kind::PercentPoint(number),
            Some(measure) if measure.is_currency() => Kind::Money(number),
            _ if number.scale() == 0 => Kind::Integer(number),
            _ => Kind::Decimal(number),
        };
        Self { kind, unit: found.unit, bound: found.bound }
    }

    /// The number, as printed and in its own unit; none for a range, a date, a mark, text.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.kind {
            Kind::Integer(n) | Kind::Decimal(n) | Kind::Percent(n) | Kind::PercentPoint(n) | Kind::Money(n) => Some(n),
            _ => None,
        }
    }

    /// The number that it is put in order by: of a range, where it starts.
    #[must_use]
    pub fn rank(&self) -> Option<Decimal> {
        if let Kind::Range(from, _) = self.kind { Some(from) } else { self.number() }
    }

    /// Whether it is a number of any kind, ranges included.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.rank().is_some()
    }
}

/// Whether `text` (plain spelling) stands for no value.
fn is_missing(text: &str) -> bool {
    if text.is_empty() || (text.len() <= 9 && text.bytes().all(|byte| byte == b'-')) {
        return true;
    }
    if text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_alphabetic() || b"/.: ?".contains(&byte)) {
        let folded = text.to_ascii_lowercase();
        let words = [
            "x", "n/a", "na", "n.a.", "n.a", "#n/a", "nd", "n.d.", "nil", "null", "none", "nan", ".", "..", "...", ":", "?",
            "n/d", "n.r.", "missing", "unknown", "k.a.", "n.v.", "s.o.", "tbd",
        ];
        return words.contains(&folded.as_str());
    }
    matches!(
        text,
        "…" | "……"
            | "‥"
            | "·"
            | "#N/A"
            | "미상"
            | "불명"
            | "없음"
            | "해당없음"
            | "해당 없음"
            | "자료없음"
            | "자료 없음"
            | "미공개"
            | "비공개"
            | "미집계"
            | "미발표"
            | "(-)"
            | "( - )"
            | "△"
            | "✕"
            | "✗"
            | "×"
            | "不明"
            | "*"
            | "**"
            | "ー"
    )
}

/// `3~5`, `10–12%`, `1~2조원`, `3 to 5`: two quantities, the lower first.
fn range(text: &str, evidence: &Evidence) -> Option<Value> {
    let parted = text
        .split_once('~')
        .or_else(|| text.split_once(" to "))
        .or_else(|| text.split_once("에서"))
        .or_else(|| text.split_once(".."))
        .or_else(|| {
            // A dash between two numbers; a first one is a minus.
            let at = text.char_indices().skip(1).find(|(_, c)| *c == '-')?.0;
            Some((&text[..at], &text[at + 1..]))
        });
    let (left, right) = parted?;
    let (left, right) = (left.trim(), right.trim());
    let (mut from, to) = (quantity(left, evidence)?, quantity(right, evidence)?);
    if from.unit.is_none()
        && from.scale.is_none()
        && let Some(scale) = to.scale
    {
        from.number = quantity::times(from.number, scale)?;
    }
    let alike = match (from.unit, to.unit) {
        (Some(one), Some(other)) => one == other || one == Unit::PLAIN || other == Unit::PLAIN,
        _ => true,
    };
    if !alike || from.number > to.number {
        return None;
    }
    let unit = to.unit.filter(|unit| *unit != Unit::PLAIN).or(from.unit).or(to.unit);
    Some(Value { kind: Kind::Range(from.number, to.number), unit, bound: Bound::Exact })
}

/// The number of a cell that is nothing but digits, comma-parted thousands and a point, as
/// an integer and its number of decimals; the same as [`Value::parse`] gives, sooner.
#[must_use]
pub fn simple_number(text: &str, evidence: &Evidence) -> Option<(i64, u32)> {
    digits::simple(text, evidence)
}

/// Whether `text` is a number of any kind: with signs, thousands marks, a unit, a range, or
/// misprinted marks (`1.243.0`). Four digits such as `2022` are one too.
#[must_use]
pub fn is_numeric(text: &str) -> bool {
    let evidence = Evidence { years: false, ..Evidence::default() };
    simple_number(text, &evidence).is_some() || Value::parse(text, &evidence).is_number() || misprint::looks_misprinted(text)
}

/// Whether `text` names a unit: `십억원`, `(억달러)`, `%`, `bn won`, `thousand persons`.
#[must_use]
pub fn is_unit(text: &str) -> bool {
    Unit::parse(text).is_some()
}

#[cfg(test)]
mod tests;
