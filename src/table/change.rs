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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::value::Kind;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    fn amount(number: &str, unit: &str) -> Amount {
        Amount { number: number.parse().ok(), unit: Unit::parse(unit) }
    }

    #[test]
    fn a_computed_cell_is_rounded_away_from_zero() {
        let text = |number: &str, decimals| Computed { number: Some(decimal(number)), unit: None, decimals }.text();
        assert_eq!(text("2.345", Some(2)), "2.35");
        assert_eq!(text("-2.345", Some(2)), "-2.35");
        assert_eq!(text("2", Some(1)), "2.0");
        assert_eq!(text("2.3450", None), "2.3450");
        assert_eq!((Computed::EMPTY.text(), Computed::EMPTY.value()), (String::new(), Value::MISSING));
        let percent = Computed { number: Some(decimal("2.5")), unit: Some(Unit::PERCENT), decimals: None };
        assert_eq!(percent.value().kind, Kind::Percent(decimal("2.5")));
    }

    #[test]
    fn amounts_are_like_by_what_they_count() {
        let like = |one: &str, other: &str| amount("1", one).is_like(&amount("1", other));
        assert!(like("억원", "조원") && like("", "") && like("%", "%"));
        assert!(!like("억원", "억달러") && !like("억원", "") && !like("", "억원"));
        assert_eq!(amount("2", "억원").size(), Some(decimal("200000000")));
        assert_eq!(amount("", "억원").size(), None);
    }

    #[test]
    fn a_change_is_in_the_unit_of_the_two_or_in_its_base() {
        let told = |before: &Amount, now: &Amount| {
            let change = change(before, now);
            (change.number.map(|number| number.to_string()).unwrap_or_default(), change.unit)
        };
        assert_eq!(told(&amount("3", "억원"), &amount("5", "억원")), ("2".to_owned(), Unit::parse("억원")));
        assert_eq!(told(&amount("3", "억원"), &amount("5", "조원")), ("4999700000000".to_owned(), Unit::parse("원")));
        assert_eq!(told(&amount("3", "%"), &amount("5", "%")), ("2".to_owned(), Some(Unit::POINT)));
        assert_eq!(told(&amount("3", ""), &amount("5", "")), ("2".to_owned(), None));
        for (before, now) in [("", "5"), ("3", ""), ("", "")] {
            assert_eq!(change(&amount(before, "억원"), &amount(now, "억원")), Computed::EMPTY, "{before} {now}");
        }
        assert_eq!(change(&amount("3", "억원"), &amount("5", "억달러")), Computed::EMPTY);
    }

    #[test]
    fn a_ratio_is_of_like_positive_amounts_that_are_no_rates() {
        assert_eq!(ratio(&amount("4", "억원"), &amount("5", "억원")), Some(decimal("1.25")));
        assert_eq!(ratio(&amount("4", "억원"), &amount("5", "조원")), Some(decimal("12500")));
        assert_eq!(ratio(&amount("4", ""), &amount("-5", "")), Some(decimal("-1.25")));
        let none = [
            ("0", "억원", "억원"),
            ("-4", "억원", "억원"),
            ("4", "%", "%"),
            ("4", "%p", "%p"),
            ("4", "억원", "억달러"),
            ("", "", ""),
        ];
        for (before, one, other) in none {
            assert_eq!(ratio(&amount(before, one), &amount("5", other)), None, "{before} {one} {other}");
        }
        assert_eq!(ratio(&amount("4", ""), &amount("", "")), None);
    }

    #[test]
    fn years_are_counted_in_parts_by_the_month() {
        let day = |year, month, day| Date::of_day(year, month, day).expect("a day");
        let close = |one: f64, other: f64| (one - other).abs() < 1e-9;
        assert!(close(years(Date::of_year(2020), Date::of_year(2022)), 2.0));
        assert!(close(years(day(2020, 3, 10), day(2022, 9, 25)), (24.0 + 6.0 + 15.0 / 31.0) / 12.0));
        assert!(close(years(day(2022, 9, 25), day(2020, 3, 10)), -(24.0 + 6.0 + 15.0 / 31.0) / 12.0));
    }

    #[test]
    fn growth_is_compounded_over_positive_periods() {
        assert_eq!(compound(decimal("1.21"), 2.0), Some(decimal("10")));
        assert_eq!(compound(decimal("8"), 3.0), Some(decimal("100")));
        assert_eq!(compound(decimal("0.25"), 2.0), Some(decimal("-50")));
        for (ratio, periods) in [("0", 2.0), ("-1", 2.0), ("1.21", 0.0), ("1.21", -2.0)] {
            assert_eq!(compound(decimal(ratio), periods), None, "{ratio} {periods}");
        }
    }

    #[test]
    fn equal_amounts_share_their_place() {
        let all =
            |amounts: &[(&str, &str)]| places(&amounts.iter().map(|(number, unit)| amount(number, unit)).collect::<Vec<_>>());
        assert_eq!(all(&[("3", ""), ("1", ""), ("3", ""), ("", ""), ("2", "")]), [1, 4, 1, 0, 3]);
        assert_eq!(all(&[("3", "억원"), ("1", "조원")]), [2, 1]);
        assert_eq!(all(&[("3", "억원"), ("1", "억달러")]), [0, 0], "unlike ones have none");
        assert_eq!(all(&[("3", "억원"), ("", ""), ("4", "억원")]), [2, 0, 1], "what is empty is like all");
        assert_eq!(all(&[]), Vec::<u32>::new());
    }
}
