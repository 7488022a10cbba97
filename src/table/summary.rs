//! Sum, mean, least, greatest and median of some cells.

use rust_decimal::Decimal;

use crate::document::value::Unit;

use super::TableView;
use crate::document::value::magnitude;

/// What some cells add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Cells with a number.
    pub count: usize,
    /// Cells without one.
    pub empty: usize,
    /// Their sum; none where it has more digits than are kept, or where units are unlike.
    pub sum: Option<Decimal>,
    /// Their mean, rounded to 10 decimals.
    pub mean: Option<Decimal>,
    /// The least.
    pub min: Option<Decimal>,
    /// The greatest.
    pub max: Option<Decimal>,
    /// The middle one, or the mean of the two in the middle.
    pub median: Option<Decimal>,
    /// The unit that they all have; where only their scales differ, the base unit.
    pub unit: Option<Unit>,
    /// Whether they count unlike things: then only `count` and `empty` are told.
    pub unlike: bool,
}

impl TableView {
    /// The summary of `cells`, row and column as seen.
    #[must_use]
    pub fn summary(&self, cells: impl IntoIterator<Item = (usize, usize)>) -> Summary {
        let mut summary = Summary::default();
        let mut numbers: Vec<(Decimal, Option<Unit>)> = Vec::new();
        for (row, column) in cells {
            let cell = self.cell(row, column);
            match cell.value.number() {
                Some(number) => numbers.push((number, cell.unit)),
                None => summary.empty += 1,
            }
        }
        summary.count = numbers.len();
        let Some(&(_, first)) = numbers.first() else { return summary };
        let alike = numbers.iter().all(|(_, unit)| match (unit, first) {
            (Some(unit), Some(first)) => unit.is_like(first),
            (unit, first) => unit.is_none() && first.is_none(),
        });
        if !alike {
            summary.unlike = true;
            return summary;
        }
        let same = numbers.iter().all(|(_, unit)| *unit == first);
        summary.unit = if same { first } else { first.map(|unit| Unit { power: 0, ..unit }) };
        let amounts: Option<Vec<Decimal>> =
            numbers.iter().map(|(number, unit)| if same { Some(*number) } else { magnitude(*number, *unit) }).collect();
        let Some(mut amounts) = amounts else { return summary };
        amounts.sort_unstable();
        summary.min = amounts.first().copied();
        summary.max = amounts.last().copied();
        let middle = amounts.len() / 2;
        summary.median = if amounts.len() % 2 == 1 {
            Some(amounts[middle])
        } else {
            amounts[middle - 1]
                .checked_add(amounts[middle])
                .and_then(|two| two.checked_div(Decimal::TWO))
                .map(|middle| middle.normalize())
        };
        summary.sum = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
        let mean = summary.sum.and_then(|sum| sum.checked_div(Decimal::from(amounts.len())));
        summary.mean = mean.map(|mean| mean.round_dp(10).normalize());
        summary
    }
}
