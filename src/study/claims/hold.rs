//! Whether a cell holds a figure: its value, its unit, and what the sentence around it names.

use rust_decimal::Decimal;

use super::MatchingCell;
use super::cells::{Cells, Entry};
use super::heads::Naming;
use crate::document::value::{Measure, Unit, Value, magnitude};

/// Cells told of one figure.
const MOST_HELD: usize = 8;
/// Cells of the same number that are looked at for one figure.
const MOST_ALIKE: usize = 1_000;
/// Digits that tell a figure with a unit, and one without, where no head is named.
const TELLING: (usize, usize) = (3, 5);
/// By how much of itself a figure may round what a cell says, in percent: `1조` is no rounding of 0.6조.
const MOST_ROUNDED: i64 = 5;

/// The cells that hold a figure.
#[derive(Debug, Default)]
pub(super) struct Holding {
    pub(super) cells: Vec<MatchingCell>,
    /// Whether more cells were alike than were looked at.
    pub(super) is_cut: bool,
}

/// The cells that hold the figure `value`, which is printed as `printed`; `naming` is what its sentence names.
///
/// A head that the sentence names ties the figure to its cell, also rounded; a year or a month alone does not. Where
/// none is named, a cell holds a figure that says the very same with its unit, and as exactly, if no other cell does.
pub(super) fn held(cells: &Cells, value: &Value, printed: &str, naming: &Naming) -> Holding {
    let mut holding = Holding::default();
    let Some(number) = value.number().map(|number| number.abs()) else { return holding };
    // Zero stands anywhere.
    if number.is_zero() {
        return holding;
    }
    let mut found: Vec<(bool, u32, MatchingCell)> = Vec::new();
    let mut free: Vec<MatchingCell> = Vec::new();
    let scaled = value.unit.is_some();
    let lines: &[&[(Decimal, Entry)]] = match value.unit {
        // `10.5 million` leaves its measure to the table.
        Some(Unit::PLAIN) => &[&cells.amounts, &cells.printed],
        Some(_) => &[&cells.amounts],
        None => &[&cells.printed],
    };
    let Some(wanted) = (if scaled { magnitude(number, value.unit) } else { Some(number) }) else { return holding };
    let step = precision(printed, number, wanted);
    let most = wanted.checked_mul(Decimal::new(MOST_ROUNDED, 2)).unwrap_or_default();
    let half = (step / Decimal::TWO).min(most);
    for (which, lines) in lines.iter().enumerate() {
        let from = lines.partition_point(|(amount, _)| *amount < wanted - half);
        let near = lines[from..].iter().take_while(|(amount, _)| *amount <= wanted + half);
        for (count, (amount, entry)) in near.enumerate() {
            if count >= MOST_ALIKE {
                holding.is_cut = true;
                break;
            }
            let (table, row, column) = (entry.table as usize, entry.row as usize, entry.column as usize);
            let Some(view) = cells.view(table) else { continue };
            let cell = view.cell(row, column);
            if !agrees(value.unit, cell.unit) || (which > 0 && cell.unit.is_some()) {
                continue;
            }
            let named = cells.heads.count(naming, table, row, column);
            let is_scaled =
                value.unit.is_some() && cell.value.number().is_some_and(|cell| !is_rounded(first_digits(printed), cell.abs()));
            let held = MatchingCell { table, row, column, exact: *amount == wanted, scaled: is_scaled, named };
            let is_as_fine = cell.value.number().is_some_and(|number| {
                let own = Decimal::new(1, number.scale());
                magnitude(own, cell.unit.filter(|_| value.unit.is_some())).is_some_and(|own| step <= own)
            });
            if named > 0 {
                found.push((!held.exact, u32::MAX - named, held));
            } else if held.exact && (is_as_fine || digits(printed) >= TELLING.0) {
                free.push(held);
            }
        }
    }
    let telling = if value.unit.is_some_and(|unit| unit != Unit::PLAIN) { 0 } else { TELLING.1 };
    if let ([only], true) = (&free[..], found.is_empty() && digits(printed) >= telling) {
        holding.cells.push(*only);
        return holding;
    }
    // Named heads first, the same value before a rounded one.
    found.sort_unstable_by_key(|(rounded, named, held)| (*named, *rounded, *held));
    holding.cells.extend(found.into_iter().map(|(_, _, held)| held).take(MOST_HELD));
    holding
}

/// Whether a figure's unit and a cell's can be of one thing.
pub(super) fn agrees(figure: Option<Unit>, cell: Option<Unit>) -> bool {
    match (figure, cell) {
        // A scale alone is of what is counted, and no share of it.
        (Some(Unit::PLAIN), cell) => !cell.is_some_and(|unit| matches!(unit.measure, Measure::PERCENT | Measure::POINT)),
        (Some(figure), Some(cell)) => figure.is_like(cell),
        // A bare number may leave its unit to the sentence.
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Digits that a figure is written with, without zeros before them.
pub(super) fn digits(printed: &str) -> usize {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

/// The first run of digits of a figure: 36 of `36조 7,042억`.
fn first_digits(printed: &str) -> &str {
    let from = printed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let rest = &printed[from..];
    &rest[..rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len())]
}

/// Whether digits say `number`, or round it: then prose and table count in the same scale.
fn is_rounded(digits: &str, number: Decimal) -> bool {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let plain = plain.trim_end_matches('.');
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    plain.parse::<Decimal>().is_ok_and(|said| (said - number).abs() <= step / Decimal::TWO)
}

/// One step of the last digit printed, in ones of the measure: 0.1조 is 10^11, 7,042억 is 10^8.
pub(super) fn precision(printed: &str, number: Decimal, amount: Decimal) -> Decimal {
    // The last run of digits tells: in 36조 7,042억 that is 7,042 of 억.
    let last = printed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let run = last.rfind(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).map_or(last, |at| {
        let width = last[at..].chars().next().map_or(1, char::len_utf8);
        &last[at + width..]
    });
    let decimals = run.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = run.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let Ok(value) = digits.parse::<Decimal>() else { return Decimal::ZERO };
    if value.is_zero() || number.is_zero() {
        return Decimal::ZERO;
    }
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    // Of one run the amount says what a step comes to; of several, the scales behind the last: 7천억 of 36조 7천억.
    let scales = "조억만천백십";
    let runs = printed.split(|c: char| scales.contains(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    if runs < 2 {
        return step.checked_mul(amount).and_then(|scaled| scaled.checked_div(value)).unwrap_or_default();
    }
    let powers = printed[last.len()..].trim_start().chars().map_while(|c| match c {
        '조' => Some(12),
        '억' => Some(8),
        '만' => Some(4),
        '천' => Some(3),
        '백' => Some(2),
        '십' => Some(1),
        _ => None,
    });
    let power = powers.sum::<u32>().min(18);
    step.checked_mul(Decimal::from(10_i64.pow(power))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_printed_says_how_precise_a_figure_is() {
        let of = |printed: &str, number: i64, amount: i64| {
            precision(printed, Decimal::from(number), Decimal::from(amount)).normalize().to_string()
        };
        assert_eq!(of("36조 7,042억", 36, 36_704_200_000_000), "100000000");
        assert_eq!(of("3조 5천", 3, 3), "1000");
        assert_eq!(of("3조 5만 원", 3, 3), "10000");
        assert_eq!(of("3억 2.5조", 3, 3), "100000000000");
        assert_eq!(of("3억 2", 3, 3), "1");
        assert_eq!(of("36조 7천억 원", 36, 3), "100000000000");
        assert_eq!(of("2천5백만 명", 25_000_000, 25_000_000), "1000000");
        assert_eq!(of("3천억", 3, 300_000_000_000), "100000000000");
        assert_eq!(of("284.1", 284, 2841), "1");
        assert_eq!(of("25", 25, 25_000), "1000");
        assert_eq!(of("25%", 25, 25), "1");
        assert_eq!(of("0", 0, 5), "0");
        assert_eq!(of("0.0", 5, 5), "0");
        assert_eq!(of("", 5, 5), "0");
    }

    #[test]
    fn digits_say_a_number_or_round_it() {
        assert_eq!(["36조 7,042억", "약 1,107.0원", "없음", "-5"].map(first_digits), ["36", "1,107.0", "", "5"]);
        let is = |digits: &str, number: &str| is_rounded(digits, number.parse().expect("a number"));
        assert!(is("36.7", "36.7") && is("36.7", "36.74") && is("36.7", "36.65") && is("36.7", "36.75"));
        assert!(!is("36.7", "36.76") && !is("36.7", "36.64") && is("36", "36.5") && !is("36", "36.6") && is("1,107", "1107"));
        assert!(is("36.", "36.2") && !is("x", "36"));
    }

    #[test]
    fn units_agree_where_they_are_of_one_thing() {
        let of = |text: &str| Unit::parse(text);
        assert!(agrees(of("달러"), of("억달러")) && agrees(None, of("달러")) && agrees(None, None));
        assert!(!agrees(of("달러"), of("명")) && !agrees(of("달러"), None));
    }
}
