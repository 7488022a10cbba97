//! Runs of digits: where they end, how they are written, and what they come to.

use rust_decimal::Decimal;

use super::super::digits::{exact, is_year, number, run, shape, simple};
use super::super::{DecimalMark, Evidence, fraction_width, grouped};
use super::check;

#[test]
fn a_run_ends_where_no_mark_stands_between_digits() {
    for (text, wanted) in [
        ("", ""),
        ("12", "12"),
        ("1,234.5 kg", "1,234.5"),
        ("25.4 1)", "25.4"),
        (".5", ".5"),
        ("'5", ""),
        (" 5", ""),
        ("5.", "5"),
        ("5, 678", "5"),
        // A blank is a thousands mark before three digits, behind three at most, and before the fraction.
        ("1 23", "1"),
        ("1 2345", "1"),
        ("1234 567", "1234"),
        ("123 456", "123 456"),
        ("1 234 567 890", "1 234 567 890"),
        ("1 234 567,8", "1 234 567,8"),
        ("1,234.5 678", "1,234.5"),
        ("3٫5 123", "3٫5"),
        ("1.5 234", "1.5 234"),
    ] {
        assert_eq!(run(text), wanted, "{text:?}");
    }
}

#[test]
fn the_marks_of_a_run_tell_how_it_is_written() {
    let told = |run: &str| {
        shape(run).map_or("none".to_owned(), |shape| {
            let group = shape.group.map_or(String::new(), |mark| format!("group {mark} "));
            let decimal = shape.decimal.map_or(String::new(), |mark| format!("decimal {mark} {} ", shape.decimals));
            format!("{group}{decimal}{}", if shape.certain { "certain" } else { "open" })
        })
    };
    for (run, wanted) in [
        ("1234", "certain"),
        ("1,234", "decimal , 3 open"),
        ("123.456", "decimal . 3 open"),
        ("0,234", "decimal , 3 certain"),
        (".234", "decimal . 3 certain"),
        ("1234,567", "decimal , 3 certain"),
        ("12,34", "decimal , 2 certain"),
        ("1,0000", "decimal , 4 certain"),
        ("3٫5", "decimal ٫ 1 certain"),
        ("1٫2٫3", "none"),
        ("1,234,567", "group , certain"),
        ("1.234.567", "group . certain"),
        ("1 234", "group   certain"),
        ("1'234", "group ' certain"),
        ("1'23", "none"),
        ("1,23,4", "none"),
        ("1.234,56", "group . decimal , 2 certain"),
        ("1,234.5", "group , decimal . 1 certain"),
        ("1,23.4", "none"),
        ("1,234.5.6", "none"),
        ("1.2,3.4", "none"),
        ("1,234 567", "none"),
        // Lakhs and myriads, with commas alone.
        ("12,34,567", "group , certain"),
        ("1,23,45,678", "group , certain"),
        ("12.34.567", "none"),
        ("123,45,678", "none"),
        ("1,2,345", "none"),
        ("12,34,56", "none"),
        ("1,23,45,678,890", "none"),
        ("1234,5678,9012", "group , certain"),
        ("1.0000.0000", "none"),
        ("12345,0000,0000", "none"),
    ] {
        assert_eq!(told(run), wanted, "{run:?}");
    }
}

#[test]
fn what_a_table_says_of_its_marks_decides_what_is_open() {
    let by = |decimal: Option<DecimalMark>, run: &str| {
        number(run, &Evidence { decimal, ..Evidence::default() }).map(|number| number.to_string())
    };
    let (dot, comma) = (Some(DecimalMark::Dot), Some(DecimalMark::Comma));
    for (decimal, run, wanted) in [
        (None, "1,234", Some("1234")),
        (None, "1.234", Some("1.234")),
        (dot, "1,234", Some("1234")),
        (comma, "1,234", Some("1.234")),
        (comma, "1.234", Some("1234")),
        // Where a point is the decimal mark, a comma before four digits is none.
        (dot, "0,1234", None),
        (None, "0,1234", Some("0.1234")),
        (comma, "0,1234", Some("0.1234")),
        (dot, "0,123", Some("0.123")),
        (dot, "12.3456", Some("12.3456")),
        (dot, "1.234,5678", Some("1234.5678")),
        (dot, "1,23,4", None),
    ] {
        assert_eq!(by(decimal, run).as_deref(), wanted, "{run:?} by {decimal:?}");
    }
}

#[test]
fn twenty_eight_digits_are_exact_and_no_more() {
    let ones = "1".repeat(28);
    assert_eq!(exact(&ones, None).map(|n| n.to_string()), Some(ones.clone()));
    assert_eq!(exact(&format!("000{ones}"), None).map(|n| n.to_string()), Some(ones), "leading zeros take no room");
    assert_eq!(exact(&"1".repeat(29), None), None);
    assert_eq!(exact(&format!("1{}", "0".repeat(28)), None), None, "zeros behind a digit do");
    let small = |decimals: usize| exact(&format!("0.{}1", "0".repeat(decimals - 1)), Some('.'));
    assert_eq!(small(28), Some(Decimal::new(1, 28)));
    assert_eq!(small(29), None);
    assert_eq!(exact("1,234.50", Some('.')), Some(Decimal::new(123_450, 2)));
    assert_eq!(exact("1,234.50", None), Some(Decimal::from(123_450)));
}

#[test]
fn years_are_four_digits_of_three_centuries() {
    for year in ["1800", "2022", "2100"] {
        assert!(is_year(year), "{year}");
    }
    for other in ["1799", "2101", "22", "02022", "202", "year"] {
        assert!(!is_year(other), "{other}");
    }
}

#[test]
fn simple_numbers_are_digits_commas_and_a_point() {
    let years = Evidence::default();
    let none = Evidence { years: false, ..years };
    for (text, wanted) in [
        ("0", Some((0, 0))),
        ("12", Some((12, 0))),
        ("999", Some((999, 0))),
        ("12345", Some((12345, 0))),
        ("01234", Some((1234, 0))),
        ("-0.2", Some((-2, 1))),
        ("-2022", Some((-2022, 0))),
        ("12.5", Some((125, 1))),
        ("2022.5", Some((20225, 1))),
        ("2,022", Some((2022, 0))),
        ("1,234.50", Some((123_450, 2))),
        ("12,345,678", Some((12_345_678, 0))),
        ("123456789012345678", Some((123_456_789_012_345_678, 0))),
        ("1234567890123456789", None),
        ("", None),
        ("-", None),
        ("--1", None),
        ("1a", None),
        ("0,123", None),
        ("1,23", None),
        ("1234,567", None),
        ("1,2345", None),
        ("1,23,456", None),
        (",123", None),
        (".5", None),
        ("5.", None),
        ("1,234.", None),
        ("1,23.4", None),
        ("1.2.3", None),
        ("1.2,3", None),
        ("1.234,567", None),
    ] {
        assert_eq!(simple(text, &years), wanted, "{text:?}");
        assert_eq!(simple(text, &none), wanted, "{text:?} where no year is meant");
    }
    assert_eq!(simple("2022", &years), None);
    assert_eq!(simple("2022", &none), Some((2022, 0)));
    assert_eq!(simple("12", &Evidence { decimal: Some(DecimalMark::Comma), ..none }), None);
    assert_eq!(simple("12", &Evidence { decimal: Some(DecimalMark::Dot), ..none }), Some((12, 0)));
}

#[test]
fn signs_before_a_number() {
    check(
        &[
            ("↑3.5", "dec 3.5"),
            ("↓3.5", "dec -3.5"),
            ("▽3.5", "dec -3.5"),
            ("-(5)", "int -5"),
            ("((5)", "text"),
            ("--5", "text"),
            ("≈5", "int 5 about"),
            ("<=5", "int 5 at most"),
            (">= 5", "int 5 at least"),
            ("=5", "text"),
            ("'5", "text"),
            (". 5", "text"),
            ("최대 5", "int 5 at most"),
            ("최소 5", "int 5 at least"),
            ("kg 5", "text"),
            ("원 5", "text"),
            ("$ €5", "text"),
        ],
        &Evidence::default(),
    );
    // Where an arrow up is no minus, the one behind can't turn it round.
    check(&[("▲3.5▼", "text"), ("▲3.5", "dec 3.5")], &Evidence { filled_negative: false, ..Evidence::default() });
    check(&[("△3.5▽", "text"), ("△3.5", "dec 3.5")], &Evidence { open_negative: false, ..Evidence::default() });
}

#[test]
fn what_stands_behind_a_number() {
    check(
        &[
            ("3.5▼", "dec -3.5"),
            ("3.5▲", "dec 3.5"),
            ("3.5↑", "dec 3.5"),
            ("+3.5▼", "text"),
            ("-3.5▼", "text"),
            ("3.5▼ x", "text"),
            ("-5-", "text"),
            ("5-x", "text"),
            ("100+5", "text"),
            ("5% %", "text"),
            ("5 kg 명", "text"),
            ("5 kg m", "int 5 g^9"),
            ("US$5.2 million dollars", "money 5200000 USD"),
            ("5 (명) (건)", "int 5 person"),
            // Calls, and letters of a state.
            ("12.3 12)", "dec 12.3"),
            ("12.3 123)", "text"),
            ("12.3 12", "text"),
            ("(12.3 1)", "text"),
            ("12.3p)", "dec 12.3"),
            ("5 x", "text"),
            ("5 x)", "text"),
            ("70명¹", "int 70 person"),
            ("70 kg (p)", "int 70 g^3"),
            // A call that is glued to a group that it would make too long.
            ("1,23456)", "int 1234"),
            ("1,234567)", "text"),
            ("12341)", "text"),
        ],
        &Evidence::default(),
    );
    check(&[("12.5)", "text")], &Evidence { decimals: Some(0), ..Evidence::default() });
    check(&[("12.51)", "dec 12.5"), ("12.5123)", "text")], &Evidence { decimals: Some(1), ..Evidence::default() });
}

#[test]
fn scales_behind_a_number() {
    check(
        &[
            ("12.5 '000", "int 12500"),
            ("1234 000s", "int 1234000"),
            ("5b", "int 5000000000"),
            ("5 b", "text"),
            ("5m²", "int 5 m2"),
            ("5m people", "int 5000000 person"),
            ("5 m €", "money 5000000 EUR"),
            ("2 bn.", "int 2000000000"),
            ("1.2e-3", "dec 0.0012"),
            ("5e+2", "int 500"),
            ("1e27", "int 1000000000000000000000000000"),
            ("1e28", "text"),
            ("3.2 x 10^5", "int 320000"),
            ("1만 2억", "text"),
            ("2조 3억", "int 2000300000000"),
            ("십억", "text"),
        ],
        &Evidence::default(),
    );
}

#[test]
fn ranges_share_a_scale_and_a_unit() {
    check(
        &[
            ("1~2천억", "range 100000000000 200000000000"),
            ("1~2조 3억", "range 1 2000300000000"),
            ("1조~2조원", "range 1000000000000 2000000000000 KRW"),
            ("1억원~2조", "range 100000000 2000000000000 KRW"),
            ("3kg~5명", "text"),
            ("5~5", "range 5 5"),
            ("5~3", "text"),
            ("3..5", "range 3 5"),
            ("3에서 5", "range 3 5"),
        ],
        &Evidence::default(),
    );
}

#[test]
fn marks_for_nothing_are_short() {
    check(
        &[
            ("---------", "missing"),
            ("----------", "text"),
            ("#n/a", "text"),
            ("unknown", "missing"),
            ("missing missing", "text"),
        ],
        &Evidence::default(),
    );
}

#[test]
fn the_room_right_of_the_ones() {
    let longest = format!("{}.5", "1".repeat(158));
    for (text, wanted) in [
        (longest.as_str(), 2),
        (&format!("1{longest}"), 0),
        ("5 abcdefg", 8),
        ("5 abcdefgh", 0),
        ("12¹", 1),
        ("1.243.00", 3),
        ("1234.567.890", 0),
        ("0.5", 2),
        ("1,234,567", 0),
        ("12:30", 0),
    ] {
        assert_eq!(fraction_width(text), wanted, "{text:?}");
    }
}

#[test]
fn thousands_are_parted() {
    for (plain, wanted) in
        [("5", "5"), ("123", "123"), ("1234", "1,234"), ("-123456", "-123,456"), ("1234567.1234", "1,234,567.1234")]
    {
        assert_eq!(grouped(plain), wanted);
    }
}
