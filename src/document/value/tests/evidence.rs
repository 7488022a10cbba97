//! What the cells of a table say of its signs, and how misprints are read by their neighbours.

use super::super::{DecimalMark, Evidence, looks_misprinted, misprint};

fn of(cells: &[&str]) -> Evidence {
    Evidence::gather(cells.iter().copied())
}

#[test]
fn the_decimal_mark_is_the_one_that_more_cells_show() {
    for (cells, wanted) in [
        (&["12.5"][..], Some(DecimalMark::Dot)),
        (&["12,5"], Some(DecimalMark::Comma)),
        (&["1,234,567"], Some(DecimalMark::Dot)),
        (&["1.234.567"], Some(DecimalMark::Comma)),
        (&["1,234", "5"], None),
        (&["12.5", "12,5"], None),
        (&["12.5", "12,5", "7,5"], Some(DecimalMark::Comma)),
        (&["제1,5장", "12.5"], Some(DecimalMark::Dot)),
        (&["1,5-2,5"], None),
        (&[], None),
    ] {
        assert_eq!(of(cells).decimal, wanted, "{cells:?}");
    }
    let comma = of(&["12,5"]);
    assert_eq!(comma.narrowed(["12"]).decimal, Some(DecimalMark::Comma), "what a column leaves open its table tells");
    assert_eq!(comma.narrowed(["1.5"]).decimal, Some(DecimalMark::Dot));
}

#[test]
fn parentheses_are_a_minus_where_nothing_else_is() {
    for (cells, wanted) in [
        (&["(0.2)", "3"][..], true),
        (&["(0.2)", "-1", "3"], false),
        (&["(0.2)", "▼1.2", "3"], false),
        (&["(0.2)", "△1", "3"], false),
        (&["(0.2)", "▲1", "3"], false),
        (&["(0.2)", "△1", "▲1"], false),
        // A whole column in parentheses is a remark on the one beside it.
        (&["(1)", "(2)"], true),
        (&["(1)", "(2)", "(3)"], false),
        (&["(1)", "(2)", "(3)", "4"], true),
        (&["5)", "6)", "7)"], true),
    ] {
        assert_eq!(of(cells).parentheses_negative, wanted, "{cells:?}");
    }
    assert!(!of(&["(0.2)", "-1"]).narrowed(["(0.2)"]).parentheses_negative, "the table's habit");
}

#[test]
fn a_column_with_one_sign_beside_plain_numbers_means_a_minus_by_it() {
    let changes = of(&["(8,200)", "10,500", "-6.0%"]);
    assert!(!changes.parentheses_negative);
    assert!(changes.narrowed(["10,500", "(8,200)", "2,300"]).parentheses_negative);
    assert!(!changes.narrowed(["(8,200)", "-3", "2,300"]).parentheses_negative);
    assert!(!changes.narrowed(["-6.0%", "8.5%"]).parentheses_negative);
    // A standard error stands below each coefficient.
    assert!(!changes.narrowed(["0.42", "(0.11)", "1.3", "(0.2)"]).parentheses_negative);
    assert!(changes.narrowed(["0.42", "(0.11)"]).parentheses_negative);
    let pairs = of(&["△123", "45", "▲3.2%", "▼4.5%"]);
    assert!(!pairs.open_negative && !pairs.filled_negative);
    assert!(pairs.narrowed(["△123", "45", "△7"]).open_negative);
    assert!(!pairs.narrowed(["△123", "△7"]).open_negative, "nothing plain beside it");
    assert!(pairs.narrowed(["▲12", "45"]).filled_negative);
    assert!(!pairs.narrowed(["▲3.2%", "▼4.5%", "1"]).filled_negative);
    assert!(!pairs.narrowed(["▲3.2%", "-4.5%", "1"]).filled_negative);
}

#[test]
fn triangles_are_a_minus_where_no_other_sign_is() {
    for (cells, filled, open) in [
        (&["▲1", "△2", "3"][..], true, true),
        (&["▲1", "-2"], false, true),
        (&["▲1", "▼2"], false, false),
        (&["△1", "▽2"], false, false),
        (&["▲1", "2-3"], true, true),
    ] {
        let evidence = of(cells);
        assert_eq!((evidence.filled_negative, evidence.open_negative), (filled, open), "{cells:?}");
    }
    let press = of(&["▲1", "▼2"]).narrowed(["▲1"]);
    assert!(!press.filled_negative && !press.open_negative, "the table's habit");
}

#[test]
fn four_digits_are_years_where_all_numbers_are() {
    for (cells, wanted) in [
        (&["2022", "2021", "-", "합계", "제2장"][..], true),
        (&["2022", "12"], false),
        (&["2022년", "2021년"], false),
        (&["2022", "-2021"], false),
        (&["12", "13"], false),
        (&["2022", "2,021"], false),
    ] {
        assert_eq!(of(cells).years, wanted, "{cells:?}");
    }
}

#[test]
fn the_usual_decimals_are_those_of_two_cells_in_three() {
    for (cells, wanted) in [
        (&["1.5", "2.5", "3.25"][..], Some(1)),
        (&["1.5", "2.55"], None),
        (&["1.5"], None),
        (&["1.5", "2.5", "3.5", "4.25", "5.25"], None),
        (&["12", "13"], Some(0)),
        (&["2022", "1.5", "2.5", "2021", "2020", "2019"], Some(1)),
        (&["USD 5.25", "USD 6.25"], Some(2)),
        (&["제1.5장", "제2.5장"], None),
        (&["1.5-2.5", "3.5-4.5", "5.5~6.5"], None),
        (&["0.123456789", "0.987654321"], Some(7)),
        (&[], None),
    ] {
        assert_eq!(of(cells).decimals, wanted, "{cells:?}");
    }
}

#[test]
fn wrong_marks_are_seen() {
    for text in [
        "1.243.0",
        "1.243.00",
        "1.243.0000",
        "25,660,4",
        "243.243.0",
        "-1.243.0",
        "１.２４３.０",
        "1,243.567.8",
        "12,34.5",
        "1,24.3",
        "1.24,3",
        "1,2345.6",
    ] {
        assert!(looks_misprinted(text), "{text}");
    }
    for text in [
        "1.243",
        "1,234,567",
        "1.24.0",
        "1234.567.8",
        "1.243.00000",
        "2021.12.3",
        "1.2.3",
        "3,4",
        "1,234.5",
        "192.168.0.1",
        "l.243.0",
        "A1.243.0",
        "인구",
        "",
    ] {
        assert!(!looks_misprinted(text), "{text}");
    }
}

#[test]
fn a_misprint_is_what_fits_its_neighbours() {
    let read = |text: &str, neighbours: &[&str]| misprint(text, neighbours).map(|n| n.to_string());
    let row = ["1,107.0", "1,168.0", "1,208.0"];
    for (text, neighbours, wanted) in [
        ("1 .243.0", &row[..], Some("1243.0")),
        ("1·243.0", &row, Some("1243.0")),
        ("1,2|3.0", &row, Some("1213.0")),
        ("(1.243.0)", &row, Some("-1243.0")),
        ("+1.243.0", &row, Some("1243.0")),
        ("1.243.0", &["1,107.0"], None),
        ("2O22", &["2021", "2023"], Some("2022")),
        // Letters for digits: two digits at least, and more than half of it.
        ("1.O", &["1.2", "1.5"], None),
        ("lOlO12", &["101010", "101012", "101015"], None),
        ("1O1O", &["1010", "1011", "1020"], None),
        ("1O1O1", &["10101", "10111"], Some("10101")),
        // A lone mark is doubted where its number is a hundred times too small, or too large.
        ("1.243", &["0", "1,107", "1,168", "1,208"], Some("1243")),
        ("12.43", &["1,107", "1,168", "1,208"], None),
        ("1.243", &["110", "116", "120"], None),
        // Two readings that come equally near are none.
        ("1.10.0", &["110", "110", "1,100", "1,100"], None),
        ("4.47.5", &["1,000", "3,000"], None),
        // Amidst the neighbours the one nearer to their middle is meant.
        ("1.234.5678", &["1,000", "15,000,000", "16,000,000", "17,000,000"], Some("12345678")),
        // The point that all the others have was forgotten.
        ("25,4841", &["25,660.4", "25,367.9"], Some("25484.1")),
    ] {
        assert_eq!(read(text, neighbours).as_deref(), wanted, "{text} among {neighbours:?}");
    }
}
