//! A line of cells as sort keys: one integer a cell, whatever the cells hold.
//!
//! The top bits tell the class (numbers, then dates, then words, then nothing), the rest
//! the place in it, so that comparing two integers compares two cells, and a column of a
//! million sorts without a look at its text.

use rust_decimal::Decimal;

use crate::document::value::{Date, Evidence, Kind, Value, simple_number};

use crate::collation;

/// Bits for the place inside a class.
const PLACE: u32 = 62;
const NUMBER: u64 = 0;
const DATE: u64 = 1 << PLACE;
const WORDS: u64 = 2 << PLACE;
/// What a cell without a value has: the greatest, both ways.
pub(super) const MISSING: u64 = 3 << PLACE;
/// Half of a class: a number that is 0.
const ZERO: i64 = 1 << (PLACE - 1);

/// A cell before its key is known.
#[derive(Debug, Clone, Copy)]
enum Slot {
    /// Digits, and how many are the fraction.
    Number(i64, u32),
    /// An index into the numbers that fit no such slot.
    Wide(u32),
    Date(u32),
    /// An index into the words.
    Words(u32),
    Missing,
}

/// Collects the cells of a line.
#[derive(Debug, Default)]
pub(super) struct Collector<'a> {
    slots: Vec<Slot>,
    wide: Vec<Decimal>,
    words: Vec<&'a str>,
    scale: u32,
}

impl<'a> Collector<'a> {
    pub(super) fn with_capacity(cells: usize) -> Self {
        Self { slots: Vec::with_capacity(cells), ..Self::default() }
    }

    /// Adds a cell whose text is a plain number; whether it was one.
    pub(super) fn push_simple(&mut self, text: &str, evidence: &Evidence) -> bool {
        let Some((number, scale)) = simple_number(text, evidence) else { return false };
        self.scale = self.scale.max(scale);
        self.slots.push(Slot::Number(number, scale));
        true
    }

    /// Adds a number of any size, or nothing.
    pub(super) fn push_number(&mut self, number: Option<Decimal>) {
        let slot = match number {
            None => Slot::Missing,
            Some(number) => {
                let number = number.normalize();
                match i64::try_from(number.mantissa()) {
                    Ok(mantissa) => {
                        self.scale = self.scale.max(number.scale());
                        Slot::Number(mantissa, number.scale())
                    }
                    Err(_) => {
                        self.wide.push(number);
                        Slot::Wide(index(self.wide.len() - 1))
                    }
                }
            }
        };
        self.slots.push(slot);
    }

    /// Adds a cell by its value, `number` being what it counts in order.
    pub(super) fn push(&mut self, text: &'a str, value: &Value, number: Option<Decimal>) {
        match (value.kind, number) {
            (_, Some(number)) => self.push_number(Some(number)),
            (Kind::Date(date) | Kind::Period(date, _), _) => self.slots.push(Slot::Date(day(date))),
            (Kind::Missing, _) => self.slots.push(Slot::Missing),
            _ => {
                self.words.push(text);
                self.slots.push(Slot::Words(index(self.words.len() - 1)));
            }
        }
    }

    /// The keys, in the order the cells came.
    pub(super) fn finish(self) -> Vec<u64> {
        let words = collation::ranks(self.words.iter().copied());
        let numbers = if self.wide.is_empty() { self.fixed() } else { None };
        let ranked = if numbers.is_some() { Vec::new() } else { self.ranked() };
        let of = |at: usize, slot: &Slot| match *slot {
            Slot::Number(..) | Slot::Wide(_) => NUMBER | numbers.as_ref().map_or_else(|| ranked[at], |numbers| numbers[at]),
            Slot::Date(day) => DATE | u64::from(day),
            Slot::Words(word) => WORDS | u64::from(words[word as usize]),
            Slot::Missing => MISSING,
        };
        self.slots.iter().enumerate().map(|(at, slot)| of(at, slot)).collect()
    }

    /// All numbers at one scale, moved above zero; `None` where one is too large for that.
    fn fixed(&self) -> Option<Vec<u64>> {
        let place = |slot: &Slot| match *slot {
            Slot::Number(mantissa, scale) => {
                let aligned = mantissa.checked_mul(10_i64.checked_pow(self.scale - scale)?)?;
                (aligned.unsigned_abs() < ZERO.unsigned_abs()).then(|| (aligned + ZERO).unsigned_abs())
            }
            _ => Some(0),
        };
        self.slots.iter().map(place).collect()
    }

    /// The rank of each number among all, by exact comparison; 0 for what is none.
    fn ranked(&self) -> Vec<u64> {
        let number = |slot: &Slot| match *slot {
            Slot::Number(mantissa, scale) => Some(Decimal::new(mantissa, scale)),
            Slot::Wide(at) => Some(self.wide[at as usize]),
            _ => None,
        };
        let mut numbers: Vec<(Decimal, usize)> =
            self.slots.iter().enumerate().filter_map(|(at, slot)| number(slot).map(|number| (number, at))).collect();
        numbers.sort_unstable();
        let mut places = vec![0; self.slots.len()];
        let mut rank = 0;
        for (position, (number, at)) in numbers.iter().enumerate() {
            if position > 0 && numbers[position - 1].0 != *number {
                rank += 1;
            }
            places[*at] = rank;
        }
        places
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A date as one number, in the order of time.
fn day(date: Date) -> u32 {
    let days = (u32::from(date.year) * 13 + u32::from(date.month)) * 32 + u32::from(date.day);
    days * 8 + date.grain as u32
}

/// `key` for sorting the other way: the classes keep their order, and nothing stays last.
pub(super) fn descending(key: u64) -> u64 {
    let mask = (1 << PLACE) - 1;
    if key >= MISSING { key } else { (key & !mask) | (!key & mask) }
}

/// `candidates` put in order by one or more lines of keys (`true`: descending), each looked
/// up by candidate. Equal ones stay as they came.
pub(super) fn order(candidates: &[u32], keys: &[(&[u64], bool)]) -> Vec<u32> {
    let key = |line: &(&[u64], bool), candidate: u32| {
        let key = line.0.get(candidate as usize).copied().unwrap_or(MISSING);
        if line.1 { descending(key) } else { key }
    };
    let Some((first, rest)) = keys.split_first() else { return candidates.to_vec() };
    let mut pairs: Vec<(u64, u32)> =
        candidates.iter().enumerate().map(|(position, &candidate)| (key(first, candidate), index(position))).collect();
    if rest.is_empty() {
        pairs.sort_unstable();
    } else {
        pairs.sort_unstable_by(|one, other| {
            let later = || {
                let (one, other) = (candidates[one.1 as usize], candidates[other.1 as usize]);
                rest.iter()
                    .map(|line| key(line, one).cmp(&key(line, other)))
                    .find(|order| order.is_ne())
                    .unwrap_or(std::cmp::Ordering::Equal)
            };
            one.0.cmp(&other.0).then_with(later).then(one.1.cmp(&other.1))
        });
    }
    pairs.into_iter().map(|(_, position)| candidates[position as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(texts: &[&str]) -> Vec<u64> {
        let evidence = Evidence::default();
        let mut collector = Collector::with_capacity(texts.len());
        for text in texts {
            if !collector.push_simple(text, &evidence) {
                let value = Value::parse(text, &evidence);
                collector.push(text, &value, value.rank());
            }
        }
        collector.finish()
    }

    fn sorted<'a>(texts: &[&'a str], descending: bool) -> Vec<&'a str> {
        let keys = keys(texts);
        let all: Vec<u32> = (0..index(texts.len())).collect();
        order(&all, &[(&keys, descending)]).into_iter().map(|at| texts[at as usize]).collect()
    }

    #[test]
    fn numbers_go_by_number_and_nothing_stays_last() {
        let texts = ["1,107.0", "-0.2", "-", "284.1", "36,704.2", "", "5"];
        assert_eq!(sorted(&texts, false), ["-0.2", "5", "284.1", "1,107.0", "36,704.2", "-", ""]);
        assert_eq!(sorted(&texts, true), ["36,704.2", "1,107.0", "284.1", "5", "-0.2", "-", ""]);
    }

    #[test]
    fn numbers_beyond_64_bits_keep_their_order() {
        let texts = ["99999999999999999999999999", "1", "-99999999999999999999999999", "0.0000000000000000000000001", "1조"];
        assert_eq!(
            sorted(&texts, false),
            ["-99999999999999999999999999", "0.0000000000000000000000001", "1", "1조", "99999999999999999999999999"]
        );
    }

    #[test]
    fn kinds_stand_apart() {
        let texts = ["나", "2022년 3월", "3.5", "가", "2021", "n/a"];
        assert_eq!(sorted(&texts, false), ["3.5", "2021", "2022년 3월", "가", "나", "n/a"]);
        assert_eq!(sorted(&texts, true), ["3.5", "2022년 3월", "2021", "나", "가", "n/a"]);
    }

    #[test]
    fn a_second_key_parts_what_the_first_leaves_equal() {
        let (first, second) = (keys(&["1", "2", "1", "2"]), keys(&["b", "b", "a", "a"]));
        assert_eq!(order(&[0, 1, 2, 3], &[(&first, true), (&second, false)]), [3, 1, 2, 0]);
        assert_eq!(order(&[3, 2, 1, 0], &[(&first, false)]), [2, 0, 3, 1], "stable");
    }

    const MIDDLE: u64 = 1 << (PLACE - 1);

    #[test]
    fn keys_by_value() {
        assert_eq!(keys(&["1.5", "-2", "0", "-"]), [MIDDLE + 15, MIDDLE - 20, MIDDLE, 3 << 62]);
        assert_eq!(keys(&["나", "가", "가", "1"]), [(2 << 62) + 1, 2 << 62, 2 << 62, MIDDLE + 1]);
        let date = keys(&["2022년 3월 5일"])[0];
        let place = ((2022 * 13 + 3) * 32 + 5) * 8 + crate::document::value::Grain::Day as u64;
        assert_eq!(date, (1 << 62) + place);
    }

    #[test]
    fn numbers_that_fit_no_slot_are_ranked_all_together() {
        assert_eq!(keys(&["99999999999999999999999999", "1", "1.0", "-3"]), [2, 1, 1, 0]);
        // The greatest that fits, and the first that would be taken for a date.
        assert_eq!(keys(&["2305843009213693951", "-2305843009213693951"]), [(1 << 62) - 1, 1]);
        assert_eq!(keys(&["2305843009213693952", "5"]), [1, 0]);
        assert_eq!(keys(&["2305843009213693951", "0.1"]), [1, 0]);
    }

    #[test]
    fn a_number_that_is_computed_has_the_key_of_a_printed_one() {
        let mut collector = Collector::with_capacity(3);
        for number in [Some("2.50"), None, Some("99999999999999999999999999"), Some("2.5")] {
            collector.push_number(number.map(|number| number.parse().expect("a number")));
        }
        assert_eq!(collector.finish(), [0, MISSING, 1, 0]);
        let mut simple = Collector::default();
        let evidence = Evidence::default();
        assert!(simple.push_simple("1,234.5", &evidence) && !simple.push_simple("가", &evidence));
        assert_eq!(simple.finish(), [MIDDLE + 12345]);
    }

    #[test]
    fn dates_are_put_in_the_order_of_time() {
        let dates = [
            "1990년대",
            "1999",
            "2021",
            "2021년 1월",
            "2021년 1월 1일",
            "2021년 1월 2일",
            "2021년 2월 1일",
            "2021년 12월 31일",
            "2022",
        ];
        let days: Vec<u32> = dates.iter().map(|text| day(Date::parse(text).expect("a date").0)).collect();
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
    }

    #[test]
    fn a_key_turns_inside_its_class() {
        let greatest = (1 << 62) - 1;
        assert_eq!([0, 5, greatest].map(descending), [greatest, greatest - 5, 0]);
        assert_eq!([DATE, DATE + 5].map(descending), [DATE + greatest, DATE + greatest - 5]);
        assert_eq!(descending(WORDS + 1), WORDS + greatest - 1);
        assert_eq!(descending(MISSING), MISSING);
    }

    #[test]
    fn what_has_no_key_stands_last() {
        assert_eq!(order(&[9, 1, 0], &[(&[5, 3], false)]), [1, 0, 9]);
        assert_eq!(order(&[9, 1, 0], &[(&[5, 3], true)]), [0, 1, 9]);
        assert_eq!(order(&[2, 1], &[]), [2, 1]);
    }
}
