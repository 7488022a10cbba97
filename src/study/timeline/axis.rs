//! Time on a line: which stretches of it have dates, and where they fall on so many columns.
//!
//! Years of which much is told are wider than others, by the logarithm of how much, and long times
//! without dates are left out: else a brief on one year that looks back on thirty would crowd all
//! that it tells into a few columns.

use crate::document::value::{Date, Grain};

use super::DateMention;

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
/// What a year weighs without a date; each doubling of its dates adds as much.
const WEIGHT: f64 = 1.0;
/// Years between labels, those that come first where there is little room.
const STEPS: [i32; 11] = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0];

/// Where dates lie in time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeAxis {
    stretches: Vec<Stretch>,
    /// First days of all dates, in order.
    starts: Vec<i32>,
    /// The longest periods, first and last day, in order.
    periods: Vec<(i32, i32)>,
    /// The first day of each year from the first to the one behind the last, and what the years before it weigh.
    years: Vec<(i32, f64)>,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Scale<'a> {
    axis: &'a TimeAxis,
    parts: Vec<(Stretch, u16, u16)>,
}

impl TimeAxis {
    /// The axis of all dates whose year is known; `None` where there are none.
    #[must_use]
    pub fn of(dates: &[DateMention]) -> Option<Self> {
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
        let mut axis = Self { years: Vec::new(), stretches, starts, periods };
        let (first, last) = (axis.stretches.first()?.first.year, axis.stretches.last()?.last.year);
        let mut weight = 0.0;
        for year in first..=last.saturating_add(1) {
            let day = Date::of_year(year).day_number();
            axis.years.push((day, weight));
            let count = u32::try_from(axis.count(day, day + 364)).unwrap_or(u32::MAX);
            weight += WEIGHT * (1.0 + f64::from(count).ln_1p() / std::f64::consts::LN_2);
        }
        Some(axis)
    }

    /// What all time from the first year to the start of day `day` weighs.
    fn weight(&self, day: i32) -> f64 {
        let at = self.years.partition_point(|(start, _)| *start <= day).clamp(1, self.years.len().saturating_sub(1).max(1)) - 1;
        let (Some((start, weight)), Some((end, until))) = (self.years.get(at), self.years.get(at + 1)) else { return 0.0 };
        let share = f64::from(day - start) / f64::from((end - start).max(1));
        weight + (until - weight) * share.clamp(0.0, 1.0)
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

    /// Whether some years are drawn wider than others.
    #[must_use]
    pub fn is_uneven(&self) -> bool {
        let mut widths = self.years.windows(2).map(|pair| pair[1].1 - pair[0].1);
        let first = widths.next();
        widths.any(|width| first.is_some_and(|first| (width - first).abs() > 0.01))
    }

    /// The axis on `columns` columns. Long times without dates are left out as far as there is room to say so.
    #[must_use]
    pub fn scale(&self, columns: u16) -> Scale<'_> {
        let mut stretches = self.stretches.clone();
        let least = |count: usize| u16::try_from(count).map_or(u16::MAX, |count| count * (LEAST + BREAK));
        while stretches.len() > 1 && least(stretches.len()) > columns {
            join_nearest(&mut stretches);
        }
        let count = u16::try_from(stretches.len()).unwrap_or(1);
        let room = columns.saturating_sub((count - 1) * BREAK).max(count);
        let weight = |stretch: &Stretch| self.weight(stretch.last.day_number() + 1) - self.weight(stretch.first.day_number());
        let all: f64 = stretches.iter().map(weight).sum();
        let least = LEAST.min(room / count);
        let spare = f64::from(room - count * least);
        let (mut parts, mut x, mut sum) = (Vec::new(), 0, 0.0);
        for (before, stretch) in (0_u16..).zip(&stretches) {
            sum += weight(stretch);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let shared = if before + 1 == count { room - count * least } else { (spare * sum / all.max(1.0)) as u16 };
            let end = (before + 1) * least + shared + before * BREAK;
            parts.push((*stretch, x, end.saturating_sub(x).max(1)));
            x = end + BREAK;
        }
        Scale { axis: self, parts }
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

impl Scale<'_> {
    /// The columns where years are left out: the first of each sign.
    pub fn breaks(&self) -> impl Iterator<Item = u16> {
        self.parts.iter().skip(1).map(|(_, x, _)| x.saturating_sub(BREAK))
    }

    /// The column of day `day`; of one that the axis does not have, the nearest.
    #[must_use]
    pub fn column(&self, day: i32) -> u16 {
        let part = self.parts.iter().find(|(stretch, ..)| day <= stretch.last.day_number()).or(self.parts.last());
        part.map_or(0, |(stretch, x, width)| x + self.inside(stretch, *width, day))
    }

    /// The column of `day` within a stretch that has `width` of them.
    fn inside(&self, stretch: &Stretch, width: u16, day: i32) -> u16 {
        let weight = |day: i32| self.axis.weight(day);
        let (from, to) = (weight(stretch.first.day_number()), weight(stretch.last.day_number() + 1));
        let share = (weight(day) - from) / (to - from).max(f64::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let column = (share.clamp(0.0, 1.0) * f64::from(width)) as u16;
        column.min(width - 1)
    }

    /// First and last day of column `column`, the last before the first where it has no day; `None`
    /// where it is no part of time: in a break, or behind the end.
    #[must_use]
    pub fn days(&self, column: u16) -> Option<(i32, i32)> {
        let (stretch, x, width) = self.parts.iter().find(|(_, x, width)| (*x..x + width).contains(&column))?;
        let (first, last) = (stretch.first.day_number(), stretch.last.day_number());
        // The first day that is drawn in column `own` or later.
        let start = |own: u16| {
            let (mut low, mut high) = (first, last + 1);
            while low < high {
                let middle = low + (high - low) / 2;
                if self.inside(stretch, *width, middle) < own { low = middle + 1 } else { high = middle }
            }
            low
        };
        let end = if column + 1 == x + width { last + 1 } else { start(column - x + 1) };
        Some((start(column - x), end - 1))
    }

    /// Where labels stand, and what they say: years, or months (`04`) on an axis of months.
    #[must_use]
    pub fn labels(&self) -> Vec<(u16, String)> {
        let mut labels: Vec<(u16, String)> = Vec::new();
        let months = |date: Date| i32::from(date.year) * 12 + i32::from(date.month) - 1;
        for (stretch, x, width) in &self.parts {
            let (first, last) = (months(stretch.first), months(stretch.last));
            let in_months = self.parts.len() == 1 && last - first < 36;
            // The first stands whether a step meets it or not: it says where the stretch begins.
            let firsts = std::iter::once(first);
            let steps = STEPS.into_iter().filter(|years| in_months || *years > 0).flat_map(|years| {
                let step = if years > 0 { years * 12 } else { 1 };
                let met = (first + step - 1).div_euclid(step) * step;
                (met..=last).step_by(usize::try_from(step).unwrap_or(1))
            });
            for month in firsts.chain(steps) {
                let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                let date = u16::try_from(year).ok().zip(u8::try_from(of_year).ok());
                let Some(date) = date.and_then(|(year, month)| Date::of_month(year, month)) else { continue };
                let label = if of_year == 1 || month == first { year.to_string() } else { format!("{of_year:02}") };
                let column = self.column(date.day_number());
                let end = usize::from(column) + label.len();
                let at = labels.partition_point(|(before, _)| *before < column);
                let is_free =
                    at.checked_sub(1).is_none_or(|at| usize::from(labels[at].0) + labels[at].1.len() < usize::from(column))
                        && labels.get(at).is_none_or(|(next, _)| end < usize::from(*next));
                if is_free && end <= usize::from((x + width).max(x + 4)) {
                    labels.insert(at, (column, label));
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
    use crate::study::YearBasis;
    use proptest::prelude::*;

    fn dates(years: &[(u16, u16)]) -> Vec<DateMention> {
        let dated = |(first, last): &(u16, u16)| DateMention {
            span: Span::default(),
            sentence: Span::default(),
            first: Date::of_year(*first).first_day(),
            last: Date::of_year(*last).last_day(),
            grain: Grain::Year,
            is_rough: false,
            year: YearBasis::Said,
        };
        years.iter().map(dated).collect()
    }

    fn axis(years: &[(u16, u16)]) -> TimeAxis {
        TimeAxis::of(&dates(years)).expect("an axis")
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
    fn years_of_which_much_is_told_are_wide() {
        let mut years = vec![(1990, 1990), (1997, 1997), (2004, 2004), (2011, 2011), (2017, 2017)];
        years.extend([(2023, 2023); 20]);
        let axis = axis(&years);
        let scale = axis.scale(100);
        assert_eq!(scale.breaks().count(), 0);
        let wide = |year: u16| scale.column(day(year + 1)) - scale.column(day(year));
        assert!(100 - scale.column(day(2023)) > 3 * wide(1990) && wide(1990) > wide(1991), "{:?}", scale.labels());
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
        let labels = TimeAxis::of(&short).expect("an axis").scale(80).labels();
        let words: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(words, ["2023", "04", "05", "06", "07", "08", "09", "10", "11"]);
    }

    #[test]
    fn nothing_placed_has_no_axis() {
        assert_eq!(TimeAxis::of(&[]), None);
    }

    #[test]
    fn columns_breaks_and_labels_are_these() {
        let told = |years: &[(u16, u16)], columns: u16| {
            let axis = axis(years);
            let scale = axis.scale(columns);
            let labels: Vec<String> = scale.labels().into_iter().map(|(at, label)| format!("{at}:{label}")).collect();
            let parts: Vec<String> = scale
                .parts
                .iter()
                .map(|(stretch, x, width)| format!("{}-{}({}) {x}+{width}", stretch.first, stretch.last, stretch.dates))
                .collect();
            format!("{} | {} | {:?} {}", parts.join(", "), labels.join(" "), scale.breaks().collect::<Vec<_>>(), axis.is_uneven())
        };
        let years = |list: &[u16]| list.iter().map(|year| (*year, *year)).collect::<Vec<_>>();
        let mut out = String::new();
        for list in [
            &[2000][..],
            &[2000, 2001],
            &[2000, 2000, 2000, 2001],
            &[2000, 2008],
            &[2000, 2009],
            &[2000, 2010],
            &[1900, 1950, 2000],
            &[1900, 1910, 1960, 2000, 2001],
            &[1000, 1200, 1400, 1600, 1700, 1800, 1900, 2000],
            &[1, 1000, 2000],
            &[1953, 2018, 2019, 2019, 2019, 2023],
        ] {
            for columns in [1, 9, 16, 29, 30, 60, 120] {
                out += &format!("{list:?} on {columns}: {}\n", told(&years(list), columns));
            }
        }
        out += &format!("{}\n", told(&[(1990, 1999), (1995, 2005), (2020, 2020)], 60));
        crate::study::tests::golden("axis", &out);
    }

    #[test]
    fn periods_are_longer_than_a_year_and_the_longest_are_kept() {
        assert_eq!(axis(&[(2000, 2000), (2000, 2001), (2000, 2001), (2001, 2001)]).periods(), [(day(2000), day(2002) - 1)]);
        // A leap year has 366 days and lasts 365 of them: it is a mark.
        assert_eq!(axis(&[(2004, 2004)]).periods(), []);
        let many: Vec<(u16, u16)> = (0..40).map(|n| (1900 + n, 1901 + 2 * n)).collect();
        let axis = axis(&many);
        assert_eq!(axis.periods().len(), MOST_PERIODS);
        assert_eq!(axis.periods()[0], (day(1908), day(1918) - 1));
        assert!(axis.periods().is_sorted());
    }

    #[test]
    fn dates_are_counted_by_their_first_days() {
        let axis = axis(&[(2000, 2005), (2001, 2001), (2001, 2002)]);
        assert_eq!(axis.count(day(2000), day(2000)), 1);
        assert_eq!((axis.count(day(2000) + 1, day(2001)), axis.count(day(2001), day(2001) - 1)), (2, 0));
        assert_eq!((axis.count(i32::MIN, i32::MAX), axis.count(day(2001), day(2001))), (3, 2));
    }

    #[test]
    fn a_year_weighs_one_more_for_each_doubling_of_its_dates() {
        let axis = axis(&[(2000, 2000), (2001, 2001), (2001, 2001), (2001, 2001), (2003, 2003)]);
        let weight = |year: u16| axis.weight(day(year)) - axis.weight(day(2000));
        let close = |one: f64, other: f64| (one - other).abs() < 1e-6;
        assert!(close(weight(2001), 2.0) && close(weight(2002), 5.0) && close(weight(2003), 6.0) && close(weight(2004), 8.0));
        assert!(close(axis.weight(day(2001) + 182) - axis.weight(day(2001)), 3.0 * 182.0 / 365.0));
        assert!(close(axis.weight(day(1990)), 0.0) && close(axis.weight(day(2050)), 8.0));
        assert!(axis.is_uneven() && !self::axis(&[(2000, 2000), (2001, 2001)]).is_uneven());
    }

    #[test]
    fn long_times_without_dates_are_left_out_where_they_are_a_third_of_the_rest() {
        let stretches = |list: &[(u16, u16)]| {
            let axis = axis(list);
            axis.stretches.iter().map(|one| (one.first.year, one.last.year, one.dates)).collect::<Vec<_>>()
        };
        assert_eq!(stretches(&[(2000, 2000), (2007, 2007)]), [(2000, 2007, 2)]);
        assert_eq!(stretches(&[(2000, 2000), (2009, 2009)]), [(2000, 2000, 1), (2009, 2009, 1)]);
        assert_eq!(stretches(&[(2000, 2000), (2009, 2039)]), [(2000, 2039, 2)]);
        assert_eq!(stretches(&[(2000, 2010), (2005, 2006), (2019, 2019)]), [(2000, 2010, 2), (2019, 2019, 1)]);
        let far: Vec<(u16, u16)> = (1..=7).map(|n| (n * 200, n * 200)).collect();
        assert_eq!(stretches(&far).len(), MOST_STRETCHES);
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
                    prop_assert!(first > until || last.is_none_or(|last| last < first), "columns are in order");
                    last = Some(until.max(last.unwrap_or(i32::MIN)));
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
