//! The arithmetic behind computed views: differences, ratios, growth, places.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::document::value::{Date, Measure, Unit, Value};

use super::units::magnitude;

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

/// The difference, in the unit of the two; in its base where their scales differ.
pub(super) fn change(before: (Option<Decimal>, Option<Unit>), now: (Option<Decimal>, Option<Unit>)) -> Computed {
    let empty = Computed { number: None, unit: None, decimals: None };
    let (Some(old), Some(new)) = (before.0, now.0) else { return empty };
    let (number, unit) = match (before.1, now.1) {
        (Some(one), Some(other)) if one != other => {
            if !one.is_like(other) {
                return empty;
            }
            let difference =
                magnitude(new, Some(other)).zip(magnitude(old, Some(one))).and_then(|(new, old)| new.checked_sub(old));
            (difference, Some(Unit { power: 0, ..other }))
        }
        (one, other) if one.is_some() != other.is_some() => return empty,
        (unit, _) => (new.checked_sub(old), unit),
    };
    // The difference of two percentages is in points.
    let unit = unit.map(|unit| if unit.measure == Measure::PERCENT { Unit { measure: Measure::POINT, ..unit } } else { unit });
    Computed { number, unit, decimals: None }
}

/// `now` by `before`; only of positive amounts that are no rates themselves, since a change
/// of a growth rate in percent says nothing.
pub(super) fn ratio(before: Option<Decimal>, now: Option<Decimal>, unit: Option<Unit>) -> Option<Decimal> {
    let is_rate = unit.is_some_and(|unit| matches!(unit.measure, Measure::PERCENT | Measure::POINT));
    let before = before.filter(|before| *before > Decimal::ZERO && !is_rate)?;
    now?.checked_div(before)
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

/// Places from the greatest down, among cells that all count the same thing.
pub(super) fn rank(
    read: &[(Option<Decimal>, Option<Unit>)],
    like: impl Fn(usize, usize) -> bool,
    amount: impl Fn(usize) -> Option<Decimal>,
    computed: &mut [Computed],
) {
    let filled: Vec<usize> = (0..read.len()).filter(|at| read[*at].0.is_some()).collect();
    if filled.windows(2).any(|pair| !like(pair[0], pair[1])) {
        return;
    }
    let mut order: Vec<(Decimal, usize)> = filled.into_iter().filter_map(|at| amount(at).map(|amount| (amount, at))).collect();
    order.sort_unstable_by(|one, other| other.cmp(one));
    let mut place = 0_usize;
    for (position, (amount, at)) in order.iter().enumerate() {
        if position == 0 || order[position - 1].0 != *amount {
            place = position + 1;
        }
        computed[*at] = Computed { number: Decimal::from_usize(place), unit: None, decimals: None };
    }
}
