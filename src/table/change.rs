//! The arithmetic behind computed views: differences, ratios, growth, places.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::document::value::{Date, Measure, Unit, Value};

use crate::document::value::magnitude;

/// A computed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Computed {
    /// None where it can't be computed.
    pub(super) number: Option<Decimal>,
    pub(super) unit: Option<Unit>,
    /// Decimals shown; all of them where none.
    pub(super) decimals: Option<u32>,
}

impl Computed {
    /// A cell without a value.
    pub(super) const EMPTY: Self = Self { number: None, unit: None, decimals: None };

    /// As drawn: empty without a value.
    pub(super) fn text(self) -> String {
        let Some(number) = self.number else { return String::new() };
        match self.decimals {
            Some(decimals) => format!("{:.1$}", rounded(number, decimals), decimals as usize),
            None => number.to_string(),
        }
    }

    pub(super) fn value(self) -> Value {
        self.number.map_or(Value::MISSING, |number| Value::computed(number, self.unit))
    }
}

fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A number and the unit that holds for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amount {
    pub(super) number: Option<Decimal>,
    pub(super) unit: Option<Unit>,
}

impl Amount {
    /// In ones of its measure.
    pub(super) fn size(&self) -> Option<Decimal> {
        magnitude(self.number?, self.unit)
    }

    /// Whether both count the same thing, as far as is known.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self.unit, other.unit) {
            (Some(one), Some(other)) => one.is_like(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// The difference, in the unit of the two; in its base where their scales differ.
pub(super) fn change(before: &Amount, now: &Amount) -> Computed {
    if before.number.is_none() || now.number.is_none() || !before.is_like(now) {
        return Computed::EMPTY;
    }
    let same = before.unit == now.unit;
    let (old, new) = if same { (before.number, now.number) } else { (before.size(), now.size()) };
    let number = new.zip(old).and_then(|(new, old)| new.checked_sub(old));
    // The difference of two percentages is in points.
    let unit = now.unit.map(|unit| Unit {
        measure: if unit.measure == Measure::PERCENT { Measure::POINT } else { unit.measure },
        power: if same { unit.power } else { 0 },
        ..unit
    });
    Computed { number, unit, decimals: None }
}

/// `now` by `before`; only of like positive amounts that are no rates themselves, since a
/// change of a growth rate in percent says nothing.
pub(super) fn ratio(before: &Amount, now: &Amount) -> Option<Decimal> {
    let is_rate = now.unit.is_some_and(|unit| matches!(unit.measure, Measure::PERCENT | Measure::POINT));
    let fits = !is_rate && before.is_like(now);
    let base = before.size().filter(|size| fits && *size > Decimal::ZERO)?;
    now.size()?.checked_div(base)
}

/// Years from one date to another, in parts by the month.
pub(super) fn years(from: Date, to: Date) -> f64 {
    let months = |date: Date| f64::from(date.year) * 12.0 + f64::from(date.month) + f64::from(date.day) / 31.0;
    (months(to) - months(from)) / 12.0
}

/// The mean growth in percent that makes `ratio` in so many periods.
pub(super) fn compound(ratio: Decimal, periods: f64) -> Option<Decimal> {
    let ratio = ratio.to_f64().filter(|ratio| *ratio > 0.0)?;
    if periods <= 0.0 {
        return None;
    }
    let growth = (ratio.powf(1.0 / periods) - 1.0) * 100.0;
    Decimal::from_f64(growth).map(|growth| rounded(growth, 10))
}

/// Places from 1, the greatest, down; equal ones share theirs, and 0 is none. All must
/// count the same thing.
pub(super) fn places(amounts: &[Amount]) -> Vec<u32> {
    let mut places = vec![0; amounts.len()];
    let filled = || amounts.iter().filter(|amount| amount.number.is_some());
    if filled().zip(filled().skip(1)).any(|(one, other)| !one.is_like(other)) {
        return places;
    }
    let mut order: Vec<(Decimal, usize)> =
        amounts.iter().enumerate().filter_map(|(at, amount)| Some((amount.size()?, at))).collect();
    order.sort_unstable_by(|one, other| other.cmp(one));
    let mut place = 0;
    for (position, (size, at)) in (1_u32..).zip(&order) {
        if position == 1 || order[position as usize - 2].0 != *size {
            place = position;
        }
        places[*at] = place;
    }
    places
}
