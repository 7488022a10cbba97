//! Time on a line: which stretches of it have dates, and where they fall on so many columns.

use crate::document::value::{Date, Grain};

use super::Dated;

/// Columns of the sign where years are left out.
pub const BREAK: u16 = 4;
/// Stretches of time that an axis has at most.
const MOST_STRETCHES: usize = 6;
/// Columns that a stretch gets at least.
const LEAST: u16 = 6;
/// Years without a date that are left out: so many at least, in days.
const LEAST_GAP: i32 = 8 * 365;
/// Periods that are drawn at most, the longest.
const MOST_PERIODS: usize = 32;
/// A period is longer than this, in days; a year is a mark.
const PERIOD: i32 = 366;
/// Dates within so many days of each other stand on an axis of months.
const MONTHS: i32 = 550;
/// Columns between two labels at least, a label's own included.
const LABEL: i32 = 6;

/// Where dates lie in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    stretches: Vec<Stretch>,
    /// First days of all dates, in order.
    starts: Vec<i32>,
    /// The longest periods, first and last day, in order.
    periods: Vec<(i32, i32)>,
}

/// Years, or months, one after another, with dates in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    first: Date,
    last: Date,
    dates: usize,
}

impl Stretch {
    fn days(&self) -> i32 {
        self.last.day_number() - self.first.day_number() + 1
    }
}

/// An axis on so many columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    parts: Vec<(Stretch, u16, u16)>,
}

impl Axis {
    /// The axis of all dates whose year is known; `None` where there are none.
    #[must_use]
    pub fn of(dates: &[Dated]) -> Option<Self> {
        let mut spans: Vec<(Date, Date)> =
            dates.iter().filter(|date| date.is_placed()).map(|date| (date.first, date.last)).collect();
        spans.sort_unstable();
        let starts: Vec<i32> = spans.iter().map(|(first, _)| first.day_number()).collect();
        let mut periods: Vec<(i32, i32)> =
            spans.iter().map(|(first, last)| (first.day_number(), last.day_number())).filter(|(f, l)| l - f >= PERIOD).collect();
        periods.dedup();
        periods.sort_by_key(|(first, last)| first - last);
        periods.truncate(MOST_PERIODS);
        periods.sort_unstable();
        let stretches = stretches(&spans)?;
        Some(Self { stretches, starts, periods })
    }

    /// How many dates begin from day `first` to day `last` ([`Date::day_number`]).
    #[must_use]
    pub fn count(&self, first: i32, last: i32) -> usize {
        let before = |day: i32| self.starts.partition_point(|start| *start < day);
        before(last.saturating_add(1)) - before(first)
    }

    /// The longest periods, first and last day of each, by their first.
    #[must_use]
    pub fn periods(&self) -> &[(i32, i32)] {
        &self.periods
    }

    /// The axis on `columns` columns. Long times without dates are left out as far as there is room to say so.
    #[must_use]
    pub fn scale(&self, columns: u16) -> Scale {
        let mut stretches = self.stretches.clone();
        let least = |count: usize| u16::try_from(count).map_or(u16::MAX, |count| count * (LEAST + BREAK));
        while stretches.len() > 1 && least(stretches.len()) > columns {
            join_nearest(&mut stretches);
        }
        let count = u16::try_from(stretches.len()).unwrap_or(1);
        let room = columns.saturating_sub((count - 1) * BREAK).max(count);
        let (days, dates): (i32, usize) =
            (stretches.iter().map(Stretch::days).sum(), stretches.iter().map(|stretch| stretch.dates).sum());
        // Half by time, half by how much is told of it.
        let spare = f64::from(room.saturating_sub(count * LEAST));
        #[expect(clippy::cast_precision_loss)]
        let weight = |stretch: &Stretch| {
            f64::from(stretch.days()) / f64::from(days.max(1)) / 2.0 + stretch.dates as f64 / dates.max(1) as f64 / 2.0
        };
        let (mut parts, mut x, mut sum) = (Vec::new(), 0, 0.0);
        for (index, stretch) in stretches.iter().enumerate() {
            sum += weight(stretch);
            let before = u16::try_from(index).unwrap_or(0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let end = if before + 1 == count {
                room + before * BREAK
            } else {
                (before + 1) * LEAST.min(room / count) + (spare * sum) as u16 + before * BREAK
            };
            parts.push((*stretch, x, end.saturating_sub(x).max(1)));
            x = end + BREAK;
        }
        Scale { parts }
    }
}

/// Parts time where long stretches have no date: each of them a third of the rest at least.
fn stretches(spans: &[(Date, Date)]) -> Option<Vec<Stretch>> {
    let mut joined: Vec<Stretch> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some(before) if first.day_number() - before.last.day_number() < LEAST_GAP => {
                before.last = before.last.max(*last);
                before.dates += 1;
            }
            _ => joined.push(Stretch { first: *first, last: *last, dates: 1 }),
        }
    }
    while joined.len() > 1 {
        let total: i32 = joined.iter().map(Stretch::days).sum();
        let gaps: Vec<i32> = joined.windows(2).map(|pair| gap(&pair[0], &pair[1])).collect();
        let smallest = gaps.iter().min().copied().unwrap_or(0);
        if joined.len() <= MOST_STRETCHES && smallest >= total / 3 {
            break;
        }
        join_nearest(&mut joined);
    }
    let in_months = joined.len() == 1 && joined[0].days() <= MONTHS;
    for stretch in &mut joined {
        let grain = if in_months { Grain::Month } else { Grain::Year };
        let (first, last) = (stretch.first, stretch.last);
        stretch.first = Date { day: 1, month: if in_months { first.month } else { 1 }, ..first };
        stretch.last = Date { grain, ..last }.last_day();
    }
    (!joined.is_empty()).then_some(joined)
}

fn gap(one: &Stretch, other: &Stretch) -> i32 {
    other.first.day_number() - one.last.day_number()
}

/// Joins the two stretches with the shortest time between them.
fn join_nearest(stretches: &mut Vec<Stretch>) {
    let nearest = (1..stretches.len()).min_by_key(|at| gap(&stretches[at - 1], &stretches[*at]));
    if let Some(at) = nearest {
        let later = stretches.remove(at);
        let before = &mut stretches[at - 1];
        before.last = before.last.max(later.last);
        before.dates += later.dates;
    }
}

impl Scale {
    /// The columns where years are left out: the first of each sign.
    pub fn breaks(&self) -> impl Iterator<Item = u16> {
        self.parts.iter().skip(1).map(|(_, x, _)| x.saturating_sub(BREAK))
    }

    /// The column of day `day`; of one that the axis does not have, the nearest.
    #[must_use]
    pub fn column(&self, day: i32) -> u16 {
        let part = self.parts.iter().find(|(stretch, ..)| day <= stretch.last.day_number()).or(self.parts.last());
        let Some((stretch, x, width)) = part else { return 0 };
        let since = i64::from((day - stretch.first.day_number()).max(0));
        let at = since * i64::from(*width) / i64::from(stretch.days().max(1));
        x + u16::try_from(at).unwrap_or(u16::MAX).min(width - 1)
    }

    /// First and last day of column `column`; `None` where it has none: in a break, or behind the end.
    #[must_use]
    pub fn days(&self, column: u16) -> Option<(i32, i32)> {
        let (stretch, x, width) = self.parts.iter().find(|(_, x, width)| (*x..x + width).contains(&column))?;
        let at = |column: u16| {
            // Rounded up, so that each day is in the column that it is drawn in.
            let days = i64::from(column) * i64::from(stretch.days());
            let whole = i64::from(*width);
            stretch.first.day_number() + i32::try_from((days + whole - 1) / whole).unwrap_or(i32::MAX / 2)
        };
        Some((at(column - x), at(column - x + 1) - 1))
    }

    /// Where labels stand, and what they say: years, or months (`04`) where there is room.
    #[must_use]
    pub fn labels(&self) -> Vec<(u16, String)> {
        let mut labels = Vec::new();
        for (stretch, x, width) in &self.parts {
            // Months between two labels: the fewest that leave room.
            let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000];
            let columns = |months: i32| months * 30 * i32::from(*width) / stretch.days().max(1);
            // Beside other stretches years alone are named, lest a month seem to be of another.
            let fits = |step: &i32| columns(*step) >= LABEL && (self.parts.len() == 1 || *step >= 12);
            let step = steps.into_iter().find(fits).unwrap_or(12_000);
            let months = |date: Date| i32::from(date.year) * 12 + i32::from(date.month) - 1;
            let (first, last) = (months(stretch.first), months(stretch.last));
            // The first stands whether the step meets it or not: it says where the stretch begins.
            let met = (first + step - 1).div_euclid(step) * step;
            let mut last_end = -1_i32;
            for month in std::iter::once(first).chain((met..=last).step_by(usize::try_from(step).unwrap_or(1))) {
                let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                let date = u16::try_from(year).ok().zip(u8::try_from(of_year).ok());
                let Some(date) = date.and_then(|(year, month)| Date::of_month(year, month)) else { continue };
                let label = if of_year == 1 || month == first { year.to_string() } else { format!("{of_year:02}") };
                let column = self.column(date.day_number());
                let end = i32::from(column) + i32::try_from(label.len()).unwrap_or(4);
                if i32::from(column) > last_end && end <= i32::from(x + width).max(i32::from(*x) + 4) {
                    labels.push((column, label));
                    last_end = end;
                }
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::study::YearBy;
    use proptest::prelude::*;

    fn dates(years: &[(u16, u16)]) -> Vec<Dated> {
        let dated = |(first, last): &(u16, u16)| Dated {
            span: Span::default(),
            sentence: Span::default(),
            first: Date::of_year(*first).first_day(),
            last: Date::of_year(*last).last_day(),
            grain: Grain::Year,
            is_rough: false,
            year: YearBy::Said,
        };
        years.iter().map(dated).collect()
    }

    fn axis(years: &[(u16, u16)]) -> Axis {
        Axis::of(&dates(years)).expect("an axis")
    }

    fn day(year: u16) -> i32 {
        Date::of_year(year).day_number()
    }

    #[test]
    fn a_lone_early_date_does_not_squash_the_others() {
        let axis = axis(&[(1953, 1953), (2018, 2018), (2019, 2019), (2020, 2022), (2023, 2023)]);
        let scale = axis.scale(80);
        assert_eq!(scale.breaks().count(), 1);
        assert!(scale.column(day(2019)) - scale.column(day(2018)) >= 8, "{scale:?}");
        assert_eq!(scale.column(day(1953)), 0);
        // What is left out has no column of its own.
        let at = scale.breaks().next().expect("a break");
        assert!((at..at + BREAK).all(|column| scale.days(column).is_none()));
        let labels: Vec<String> = scale.labels().into_iter().map(|(_, label)| label).collect();
        assert!(labels.starts_with(&["1953".to_owned(), "2018".to_owned()]), "{labels:?}");
        // Where there is no room for two, there is one.
        assert_eq!(axis.scale(15).breaks().count(), 0);
    }

    #[test]
    fn years_in_a_row_are_one_stretch() {
        let axis = axis(&[(1990, 1990), (1995, 1996), (2000, 2009), (2018, 2018), (2024, 2024)]);
        assert_eq!(axis.scale(100).breaks().count(), 0);
        assert_eq!(axis.periods(), [(day(1995), day(1997) - 1), (day(2000), day(2010) - 1)]);
        assert_eq!(axis.count(day(1990), day(2001)), 3);
    }

    #[test]
    fn a_short_time_has_months() {
        let mut short = dates(&[(2023, 2023), (2023, 2023)]);
        (short[0].first.month, short[0].last.month) = (3, 4);
        (short[1].first.month, short[1].last) = (9, Date::of_day(2023, 11, 5).expect("a day"));
        short[0].last.day = 2;
        let labels = Axis::of(&short).expect("an axis").scale(80).labels();
        let words: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(words, ["2023", "04", "05", "06", "07", "08", "09", "10", "11"]);
    }

    #[test]
    fn nothing_placed_has_no_axis() {
        assert_eq!(Axis::of(&[]), None);
    }

    proptest! {
        #[test]
        fn every_day_is_in_the_column_that_it_is_drawn_in(
            years in proptest::collection::vec((1_u16..2900, 0_u16..60), 1..30),
            columns in 1_u16..300,
        ) {
            let years: Vec<(u16, u16)> = years.into_iter().map(|(first, more)| (first, first + more)).collect();
            let axis = axis(&years);
            let scale = axis.scale(columns);
            let mut counted = 0;
            let mut last = None;
            for column in 0..columns.max(8) {
                if let Some((first, until)) = scale.days(column) {
                    counted += axis.count(first, until);
                    prop_assert!(last.is_none_or(|last| last < first), "columns are in order");
                    last = Some(until.max(first - 1));
                    if first <= until {
                        prop_assert_eq!(scale.column(first), column);
                        prop_assert_eq!(scale.column(until), column);
                    }
                }
            }
            prop_assert_eq!(counted, years.len());
            let labels = scale.labels();
            prop_assert!(labels.windows(2).all(|pair| usize::from(pair[0].0) + pair[0].1.len() < usize::from(pair[1].0) + 1));
        }
    }
}
