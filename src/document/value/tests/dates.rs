//! Dates and periods: every way of writing them that is read, and the days that they name.

use proptest::prelude::*;

use super::super::{Date, Grain, month_named};
use super::check;
use crate::document::value::Evidence;

/// The date or period that `text` is, in one line.
fn told(text: &str) -> String {
    match Date::parse(text) {
        None => "none".into(),
        Some((date, None)) => date.to_string(),
        Some((from, Some(to))) => format!("{from} to {to}"),
    }
}

#[test]
fn dates_are_read_as_they_are_written() {
    let cases = [
        // Fiscal years and decades.
        ("FY2024", "FY2024"),
        ("FY24", "FY2024"),
        ("FY98", "FY1998"),
        ("2024 회계연도", "FY2024"),
        ("FY2023/24", "FY2023"),
        ("FY2023-2024", "FY2023"),
        ("FY2023/25", "none"),
        ("FY1999/00", "FY1999"),
        ("2023/24", "FY2023"),
        ("1999/00", "FY1999"),
        ("2023/25", "2023 to 2025"),
        ("0999/00", "none"),
        ("1990s", "1990s"),
        ("1995s", "none"),
        ("1990년대", "1990s"),
        ("0990s", "none"),
        // Days.
        ("26.7.2023", "2023-07-26"),
        ("26/07/2023", "2023-07-26"),
        ("03/04/2023", "2023-03-04"),
        ("13/14/2023", "none"),
        ("2023년 7월 26일", "2023-07-26"),
        ("2023.7.26.", "2023-07-26"),
        ("2023-07-26", "2023-07-26"),
        ("12-Sep-2023", "2023-09-12"),
        ("12-Sep-23", "2023-09-12"),
        ("12-Sep-70", "1970-09-12"),
        ("12-Sep-69", "2069-09-12"),
        ("12 Sept 0100", "0100-09-12"),
        ("26 July 2023", "2023-07-26"),
        ("26 Juli 2023", "none"),
        ("July 26, 2023", "2023-07-26"),
        ("July 26 2023", "2023-07-26"),
        ("10월 18일", "--10-18"),
        ("2월 29일", "--02-29"),
        ("2월 30일", "none"),
        // Months, quarters, halves.
        ("2023.7.", "2023-07"),
        ("2023.7", "none"),
        ("'23.7", "2023-07"),
        ("'98년 7월", "1998-07"),
        ("2023-07", "2023-07"),
        ("2023/7", "2023-07"),
        ("2023m07", "2023-07"),
        ("2023:Q3", "2023-Q3"),
        ("2023, Q3", "2023-Q3"),
        ("7월", "--07"),
        ("12월말", "--12"),
        ("13월", "none"),
        ("July", "--07"),
        ("July 2023", "2023-07"),
        ("July, 2023", "2023-07"),
        ("Jul. 2023", "2023-07"),
        ("Jul-23", "2023-07"),
        ("Jul'23", "2023-07"),
        ("Q1 2023", "2023-Q1"),
        ("Q4", "--Q4"),
        ("Q5", "none"),
        ("Q0", "none"),
        ("3Q23", "2023-Q3"),
        ("2분기", "--Q2"),
        ("3/4분기", "--Q3"),
        ("H1 2023", "2023-H1"),
        ("2H", "--H2"),
        ("H3", "none"),
        ("상반기", "--H1"),
        ("2023 하반기", "2023-H2"),
        ("上半年", "--H1"),
        // Years.
        ("2023", "2023"),
        ("2023년", "2023"),
        ("1000년", "1000"),
        ("0999년", "none"),
        ("3000년", "none"),
        ("1700", "none"),
        ("1700p", "none"),
        ("'98", "1998"),
        ("2023년 전망", "2023"),
        ("2023(e)", "2023"),
        ("2023e)", "2023"),
        ("2023*", "2023"),
        ("2023x", "none"),
        // Periods.
        ("2017-22", "2017 to 2022"),
        ("2017/22", "2017 to 2022"),
        ("2022-22", "none"),
        ("2022-17", "none"),
        ("2017~22", "2017 to 2022"),
        ("2017~22년", "2017 to 2022"),
        ("2022~22", "none"),
        ("2022~17", "none"),
        ("2017~2022", "2017 to 2022"),
        ("2022~2017", "none"),
        ("2022 to 2023", "2022 to 2023"),
        ("2023년 1월~2023년 6월", "2023-01 to 2023-06"),
        ("2022.1분기~2023.2분기", "2022-Q1 to 2023-Q2"),
        ("2023년 3월~5월", "2023-03 to 2023-05"),
        ("2023년 3월~22", "none"),
        ("May~July", "--05 to --07"),
        ("3월~3월", "--03 to --03"),
        // No dates.
        ("", "none"),
        ("half", "none"),
        ("January~February", "none"),
        ("12345", "none"),
        ("2023.13.40.", "none"),
        ("2023-02-29", "none"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "none"),
    ];
    let wrong: Vec<_> =
        cases.iter().map(|(text, wanted)| (*text, *wanted, told(text))).filter(|(_, wanted, found)| wanted != found).collect();
    assert!(wrong.is_empty(), "text, wanted, found: {wrong:#?}");
    let spaced = |blanks: usize| format!("2023{}.7.26.", " ".repeat(blanks));
    assert_eq!((told(&spaced(38)).as_str(), told(&spaced(39)).as_str()), ("2023-07-26", "none"), "48 bytes at most");
}

#[test]
fn four_digits_are_a_year_where_years_are() {
    check(
        &[("2023", "int 2023"), ("2023년", "date 2023"), ("2017~2022", "period 2017 2022")],
        &Evidence { years: false, ..Evidence::default() },
    );
}

#[test]
fn a_date_has_a_first_day_and_a_last() {
    for (text, first, last) in [
        ("1990s", "1990-01-01", "1999-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("FY2024", "2024-01-01", "2024-12-31"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("H2 2023", "2023-07-01", "2023-12-31"),
        ("Q1 2023", "2023-01-01", "2023-03-31"),
        ("Q4 2023", "2023-10-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2023-04", "2023-04-01", "2023-04-30"),
        ("2023-07-26", "2023-07-26", "2023-07-26"),
    ] {
        let (date, _) = Date::parse(text).expect("a date");
        assert_eq!((date.first_day().to_string().as_str(), date.last_day().to_string().as_str()), (first, last), "{text}");
    }
}

#[test]
fn dates_are_made_of_what_the_calendar_has() {
    assert_eq!(Date::of_year(2022), Date { year: 2022, month: 1, day: 1, grain: Grain::Year });
    assert_eq!(Date::of_month(2022, 12), Some(Date { year: 2022, month: 12, day: 1, grain: Grain::Month }));
    assert_eq!([Date::of_month(2022, 0), Date::of_month(2022, 13)], [None, None]);
    assert_eq!(Date::of_day(2024, 2, 29), Some(Date { year: 2024, month: 2, day: 29, grain: Grain::Day }));
    assert_eq!([Date::of_day(2023, 2, 29), Date::of_day(2023, 6, 31), Date::of_day(2023, 1, 0)], [None; 3]);
    assert!(Date::of_day(0, 2, 29).is_some() && Date::of_day(2023, 7, 31).is_some());
}

#[test]
fn months_are_known_by_name() {
    for (at, name) in
        (1..).zip(["january", "feb", "mar", "april", "may", "jun", "july", "aug", "sept", "october", "nov", "december"])
    {
        assert_eq!(month_named(name), Some(at), "{name}");
    }
    for other in ["", "ja", "janu", "octo", "septem", "July", "xyz"] {
        assert_eq!(month_named(other), None, "{other}");
    }
}

proptest! {
    #[test]
    fn days_are_counted_as_the_calendar_does(year in 1_i16..9999, month in 1_i8..13, day in 1_i8..29) {
        let civil = jiff::civil::date(year, month, day);
        let first = jiff::civil::date(0, 1, 1);
        let date = Date::of_day(u16::try_from(year).expect("positive"), u8::try_from(month).expect("positive"), u8::try_from(day).expect("positive"));
        let counted = civil.since(first).expect("days").get_days();
        prop_assert_eq!(date.map(Date::day_number), Some(counted));
        prop_assert_eq!(told(&civil.to_string()), if (1800..=2100).contains(&year) { civil.to_string() } else { "none".to_owned() });
    }
}
