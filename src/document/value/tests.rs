use proptest::prelude::*;

use super::*;

mod dates;
mod evidence;
mod numbers;
mod units;

/// A value in one short line: kind, number, unit as `measure^power/per`, bound.
fn told(value: &Value) -> String {
    let unit = value.unit.filter(|unit| *unit != Unit::PLAIN).map_or(String::new(), |unit| {
        let power = if unit.power == 0 { String::new() } else { format!("^{}", unit.power) };
        format!(" {}{power}{}", unit.measure.0, unit.per.map_or(String::new(), |per| format!("/{}", per.0)))
    });
    let bound = match value.bound {
        Bound::Exact => "",
        Bound::About => " about",
        Bound::AtMost => " at most",
        Bound::AtLeast => " at least",
    };
    match value.kind {
        Kind::Integer(n) => format!("int {n}{unit}{bound}"),
        Kind::Decimal(n) => format!("dec {n}{unit}{bound}"),
        Kind::Percent(n) => format!("pct {n}{bound}"),
        Kind::PercentPoint(n) => format!("pp {n}{bound}"),
        Kind::Money(n) => format!("money {n}{unit}{bound}"),
        Kind::Range(a, b) => format!("range {a} {b}{unit}"),
        Kind::Date(date) => format!("date {date}"),
        Kind::Period(a, b) => format!("period {a} {b}"),
        Kind::Missing => "missing".into(),
        Kind::Text => "text".into(),
    }
}

fn check(cases: &[(&str, &str)], evidence: &Evidence) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, wanted)| (text, wanted, told(&Value::parse(text, evidence))))
        .filter(|(_, wanted, found)| wanted != &found)
        .map(|(text, wanted, found)| format!("{text:?}: wanted {wanted:?}, found {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Cells as they stand in Korean, English and European tables, and what each says alone.
const CELLS: &[(&str, &str)] = &[
    // Plain numbers.
    ("0", "int 0"),
    ("7", "int 7"),
    ("42", "int 42"),
    ("1234", "int 1234"),
    ("25,660.4", "dec 25660.4"),
    ("36,704.2", "dec 36704.2"),
    ("284.1", "dec 284.1"),
    ("1,107.0", "dec 1107.0"),
    ("-0.2", "dec -0.2"),
    ("−0.2", "dec -0.2"),
    ("–4.5", "dec -4.5"),
    ("- 3.5", "dec -3.5"),
    ("+3.5", "dec 3.5"),
    (".5", "dec 0.5"),
    ("-.5", "dec -0.5"),
    ("0.4", "dec 0.4"),
    ("1,234,567", "int 1234567"),
    ("1,234", "int 1234"),
    ("12,34,567.00", "dec 1234567.00"),
    ("1,0000,0000", "int 100000000"),
    ("1.234.567", "int 1234567"),
    ("1.234.567,89", "dec 1234567.89"),
    ("1.234,5", "dec 1234.5"),
    ("12,5", "dec 12.5"),
    ("0,125", "dec 0.125"),
    ("1 234", "int 1234"),
    ("1 234 567,8", "dec 1234567.8"),
    ("1\u{202f}234,5", "dec 1234.5"),
    ("1\u{a0}234", "int 1234"),
    ("1'234.50", "dec 1234.50"),
    ("1’234’567", "int 1234567"),
    ("12_345_678", "int 12345678"),
    ("１，２３４．５", "dec 1234.5"),
    ("２５％", "pct 25"),
    ("٣٫٥", "dec 3.5"),
    ("١٬٢٣٤", "int 1234"),
    ("1.2e12", "int 1200000000000"),
    ("3.2×10^5", "int 320000"),
    ("1234567890123456789012345678", "int 1234567890123456789012345678"),
    ("12345678901234567890123456789", "text"),
    ("0.1234567890123456789012345678", "dec 0.1234567890123456789012345678"),
    // Negatives by other signs.
    ("△3.5", "dec -3.5"),
    ("▲1,234", "int -1234"),
    ("▼0.3", "dec -0.3"),
    ("△ 0.1%", "pct -0.1"),
    ("(1.2)", "dec -1.2"),
    ("(1,234)", "int -1234"),
    ("(3.4%)", "pct -3.4"),
    ("(3.4)%", "pct -3.4"),
    ("1,234-", "int -1234"),
    ("$(500)", "money -500 USD"),
    ("($1,234)", "money -1234 USD"),
    ("-0", "int 0"),
    // Percent and points.
    ("3.5%", "pct 3.5"),
    ("3.5 %", "pct 3.5"),
    ("-4.1%", "pct -4.1"),
    ("0.3%p", "pp 0.3"),
    ("△0.3%P", "pp -0.3"),
    ("2.1%포인트", "pp 2.1"),
    ("25bp", "pp 25"),
    ("3.5 pp", "pp 3.5"),
    ("3.5 percent", "pct 3.5"),
    ("3.5 per cent", "pct 3.5"),
    ("12 퍼센트", "pct 12"),
    ("3,5 %", "pct 3.5"),
    ("2.5‰", "pct 2.5"),
    // Money.
    ("$1,234.50", "money 1234.50 USD"),
    ("US$ 12", "money 12 USD"),
    ("USD 12", "money 12 USD"),
    ("12 USD", "money 12 USD"),
    ("€ 1.234,50", "money 1234.50 EUR"),
    ("1.234,50 €", "money 1234.50 EUR"),
    ("£3m", "money 3000000 GBP"),
    ("$5.2bn", "money 5200000000 USD"),
    ("$5 m", "money 5000000 USD"),
    ("€2.5 billion", "money 2500000000 EUR"),
    ("₩1,000", "money 1000 KRW"),
    ("￦1,000", "money 1000 KRW"),
    ("¥500", "money 500 JPY"),
    ("1,000원", "money 1000 KRW"),
    ("3만원", "money 30000 KRW"),
    ("143만 원", "money 1430000 KRW"),
    ("1,107달러", "money 1107 USD"),
    ("284.1억 달러", "money 28410000000 USD"),
    ("5유로", "money 5 EUR"),
    ("200 million won", "money 200000000 KRW"),
    ("-$3.5", "money -3.5 USD"),
    ("CHF 1'200.–", "text"),
    ("2,5 Mrd. €", "money 2500000000 EUR"),
    ("5 Mio. EUR", "money 5000000 EUR"),
    // Scales.
    ("1조 2,000억", "int 1200000000000"),
    ("1조 2,000억원", "money 1200000000000 KRW"),
    ("1조2000억 원", "money 1200000000000 KRW"),
    ("2.5조", "int 2500000000000"),
    ("900억", "int 90000000000"),
    ("1억2천만", "int 120000000"),
    ("3만 5천", "int 35000"),
    ("12만3,456", "int 123456"),
    ("5천억", "int 500000000000"),
    ("2천5백억", "int 250000000000"),
    ("36십억원", "money 36000000000 KRW"),
    ("25천명", "int 25000 person"),
    ("25,660.4천명", "int 25660400 person"),
    ("약 5만명", "int 50000 person about"),
    ("△1조 500억원", "money -1050000000000 KRW"),
    ("3億円", "money 300000000 JPY"),
    ("5万人", "int 50000 person"),
    ("12.5k", "int 12500"),
    ("12.5K", "int 12500"),
    ("3M", "int 3000000"),
    ("3m", "int 3000000"),
    ("1.2bn", "int 1200000000"),
    ("2 thousand", "int 2000"),
    ("7.8 billion people", "int 7800000000 person"),
    ("1.5 million tonnes", "int 1500000 g^6"),
    ("2 trn", "int 2000000000000"),
    // Units.
    ("120명", "int 120 person"),
    ("3,000톤", "int 3000 g^6"),
    ("12.5km", "dec 12.5 m^3"),
    ("5 m", "int 5 m"),
    ("70 kg", "int 70 g^3"),
    ("84㎡", "int 84 m2"),
    ("84 m²", "int 84 m2"),
    ("300 MW", "int 300 W^6"),
    ("24시간", "int 24 hour"),
    ("5개월", "int 5 month"),
    ("12건", "int 12 case"),
    ("3.5배", "dec 3.5 fold"),
    ("80달러/배럴", "money 80 USD/barrel"),
    ("-5℃", "int -5 degree Celsius"),
    ("3 ships", "int 3 ship"),
    // Bounds.
    ("100 이상", "int 100 at least"),
    ("5% 미만", "pct 5 at most"),
    ("<0.1", "dec 0.1 at most"),
    ("> 1,000", "int 1000 at least"),
    ("≤ 5", "int 5 at most"),
    ("100+", "int 100 at least"),
    ("약 300", "int 300 about"),
    ("~5", "int 5 about"),
    ("100여명", "int 100 person at least"),
    // Ranges.
    ("3~5", "range 3 5"),
    ("3∼5", "range 3 5"),
    ("3～5%", "range 3 5 percent"),
    ("10–12", "range 10 12"),
    ("10-12", "range 10 12"),
    ("1.5 to 2.5", "range 1.5 2.5"),
    ("1~2조원", "range 1000000000000 2000000000000 KRW"),
    ("-3~5", "range -3 5"),
    ("$3-5", "range 3 5 USD"),
    ("20%~30%", "range 20 30 percent"),
    ("12-3", "text"),
    ("02-1234-5678", "text"),
    // Calls and remarks.
    ("1,234¹", "int 1234"),
    ("25,660.4*", "dec 25660.4"),
    ("12.3†", "dec 12.3"),
    ("12.3 1)", "dec 12.3"),
    ("1,2341)", "int 1234"),
    ("12.3[1]", "dec 12.3"),
    ("12.3(p)", "dec 12.3"),
    ("12.3p", "dec 12.3"),
    ("1,234 (5.6)", "int 1234"),
    ("1,234(5.6%)", "int 1234"),
    ("35.2(%)", "pct 35.2"),
    // Dates and periods.
    ("2022", "date 2022"),
    ("2022년", "date 2022"),
    ("’22", "date 2022"),
    ("'98년", "date 1998"),
    ("2022년 3월", "date 2022-03"),
    ("2022년 3월 5일", "date 2022-03-05"),
    ("2023.7.26.", "date 2023-07-26"),
    ("2023. 7. 26", "date 2023-07-26"),
    ("2023-07-26", "date 2023-07-26"),
    ("2023/07/26", "date 2023-07-26"),
    ("2023-07", "date 2023-07"),
    ("2023.7.", "date 2023-07"),
    ("26.7.2023", "date 2023-07-26"),
    ("26/07/2023", "date 2023-07-26"),
    ("07/26/2023", "date 2023-07-26"),
    ("Q3 2023", "date 2023-Q3"),
    ("2023 Q3", "date 2023-Q3"),
    ("2023Q3", "date 2023-Q3"),
    ("3Q23", "date 2023-Q3"),
    ("2023년 3분기", "date 2023-Q3"),
    ("2023.3/4분기", "date 2023-Q3"),
    ("2023 상반기", "date 2023-H1"),
    ("H2 2023", "date 2023-H2"),
    ("FY2024", "date FY2024"),
    ("FY24", "date FY2024"),
    ("2023/24", "date FY2023"),
    ("July 2023", "date 2023-07"),
    ("Jul-23", "date 2023-07"),
    ("26 July 2023", "date 2023-07-26"),
    ("July 26, 2023", "date 2023-07-26"),
    ("3월", "date --03"),
    ("10월 18일", "date --10-18"),
    ("Mar", "date --03"),
    ("2023年7月26日", "date 2023-07-26"),
    ("1990년대", "date 1990s"),
    ("2010s", "date 2010s"),
    ("2022p", "date 2022"),
    ("2022(e)", "date 2022"),
    ("2017~2022", "period 2017 2022"),
    ("2017–2022", "period 2017 2022"),
    ("2017-22", "period 2017 2022"),
    ("2023년 1월~2023년 6월", "period 2023-01 2023-06"),
    ("2023.13.40.", "text"),
    ("2023-02-30", "text"),
    // Marks.
    ("", "missing"),
    ("   ", "missing"),
    ("-", "missing"),
    ("–", "missing"),
    ("—", "missing"),
    ("n/a", "missing"),
    ("N/A", "missing"),
    ("n.a.", "missing"),
    ("…", "missing"),
    ("...", "missing"),
    ("x", "missing"),
    ("X", "missing"),
    ("미상", "missing"),
    ("해당없음", "missing"),
    (":", "missing"),
    // Text, digits or not.
    ("인구", "text"),
    ("명목 GNI", "text"),
    ("1인당 GNI", "text"),
    ("제2장", "text"),
    ("1.243.0", "text"),
    ("COVID-19", "text"),
    ("G7", "text"),
    ("3 apples", "text"),
    ("1. 서론", "text"),
    ("192.168.0.1", "text"),
    ("5·18", "text"),
    ("3조각", "text"),
    ("Table 3", "text"),
    ("A+", "text"),
    ("±3", "text"),
    ("1,23,4", "text"),
    ("--5", "text"),
    ("(5", "text"),
    ("5)", "text"),
];

#[test]
fn cells_of_three_worlds_say_what_they_say() {
    assert!(CELLS.len() >= 150);
    check(CELLS, &Evidence::default());
}

#[test]
fn a_comma_table_reads_points_as_thousands() {
    let evidence = Evidence::gather(["1.234,5", "12,5", "3,75", "1.000"]);
    assert_eq!(evidence.decimal, Some(DecimalMark::Comma));
    check(&[("1.234", "int 1234"), ("1,234", "dec 1.234"), ("12,5", "dec 12.5"), ("1.234.567", "int 1234567")], &evidence);
}

#[test]
fn a_point_table_keeps_commas_for_thousands() {
    let evidence = Evidence::gather(["1,234.5", "12.5", "3.75", "1,000"]);
    check(&[("1.234", "dec 1.234"), ("1,234", "int 1234"), ("0,1234", "text")], &evidence);
}

#[test]
fn triangles_are_read_by_their_company() {
    let korean = Evidence::gather(["3.5", "△1.2", "▲0.3"]);
    check(&[("△1.2", "dec -1.2"), ("▲0.3", "dec -0.3")], &korean);
    let press = Evidence::gather(["▲3.5", "▼1.2"]);
    check(&[("▲3.5", "dec 3.5"), ("▼1.2", "dec -1.2")], &press);
    let korean = Evidence::gather(["△3.5", "▼1.2", "4.0"]);
    check(&[("△3.5", "dec -3.5"), ("▼1.2", "dec -1.2"), ("4.0", "dec 4.0")], &korean);
    let open_press = Evidence::gather(["△3.5", "▽1.2"]);
    check(&[("△3.5", "dec 3.5"), ("▽1.2", "dec -1.2")], &open_press);
    let minus = Evidence::gather(["▲3.5", "-1.2"]);
    check(&[("▲3.5", "dec 3.5"), ("-1.2", "dec -1.2")], &minus);
}

#[test]
fn parentheses_are_no_minus_beside_another_minus() {
    let errors = Evidence::gather(["1.5", "(0.2)", "-1.5", "(0.3)"]);
    check(&[("(0.2)", "dec 0.2")], &errors);
    let accounts = Evidence::gather(["1,500", "(200)", "300"]);
    check(&[("(200)", "int -200")], &accounts);
    let shares = Evidence::default().narrowed(["(20.1)", "(30.5)", "(49.4)"]);
    check(&[("(20.1)", "dec 20.1")], &shares);
}

#[test]
fn years_are_years_only_in_a_column_of_them() {
    check(&[("2022", "date 2022")], &Evidence::gather(["2022", "2021", "-"]));
    check(&[("2022", "int 2022")], &Evidence::gather(["2022", "36,704.2", "12"]));
}

#[test]
fn a_glued_call_is_told_by_the_usual_decimals() {
    let evidence = Evidence::gather(["25,660.4", "25,484.1", "25,367.9"]);
    assert_eq!(evidence.decimals, Some(1));
    check(&[("25,660.41)", "dec 25660.4"), ("25,660.412)", "dec 25660.4")], &evidence);
}

#[test]
fn a_misprint_is_read_by_its_neighbours() {
    let row = ["1,107.0", "1,168.0", "1,208.0", "1,298.0", "1,295.0"];
    let read = |text, neighbours: &[&str]| misprint(text, neighbours).map(|n| n.to_string());
    assert_eq!(read("1.243.0", &row), Some("1243.0".into()));
    assert_eq!(read("1,243,0", &row), Some("1243.0".into()));
    assert_eq!(read("l,243.0", &row), Some("1243.0".into()));
    assert_eq!(read("1,2O8.0", &row), Some("1208.0".into()));
    assert_eq!(read("-1.243.0", &["-1,107.0", "-900.0"]), Some("-1243.0".into()));
    assert_eq!(read("1.243", &["1,107", "1,168", "1,208"]), Some("1243".into()));
    assert_eq!(read("25,4841", &["25,660.4", "25,367.9"]), Some("25484.1".into()));
    assert_eq!(read("1,243.0", &row), None, "well formed");
    assert_eq!(read("3.5", &["1,107", "1,168"]), None, "small, and well formed");
    assert_eq!(read("1.243.0", &[]), None, "no neighbour, no guess");
    assert_eq!(read("1.243.0", &["3", "4", "5"]), None, "far from every neighbour");
    assert_eq!(read("인구", &row), None);
    assert_eq!(read("2023.7.26.", &row), None, "not of their size");
    assert_eq!(read(&"1.243.0".repeat(10_000), &row), None);
}

#[test]
fn numeric_is_any_number_and_no_label() {
    for text in [
        "25,660.4",
        "-0.2",
        "△3.5",
        "(1.2)",
        "1,243.0",
        "1.243.0",
        "3.5%",
        "2022",
        "3~5",
        "1조 2,000억",
        "$5bn",
        "120명",
        "25,660,4",
        "<5",
    ] {
        assert!(is_numeric(text), "{text}");
    }
    for text in
        ["", "-", "n/a", "인구", "1인당 GNI", "2022년 3월", "2023.7.26.", "제2장", "192.168.0.1", "1.2.3", "A1", "천명", "%"]
    {
        assert!(!is_numeric(text), "{text}");
    }
}

#[test]
fn a_number_of_ten_thousand_digits_is_text_at_once() {
    let long = "1".repeat(10_000);
    assert_eq!(Value::parse(&long, &Evidence::default()), Value::TEXT);
    assert!(!is_numeric(&long));
    assert_eq!(fraction_width(&long), 0);
    assert_eq!(Value::parse(&"가".repeat(1 << 20), &Evidence::default()), Value::TEXT);
}

#[test]
fn points_align_whatever_trails() {
    let widths = [
        ("25,660.4", 2),
        ("1,107.0", 2),
        ("-0.2", 2),
        ("12", 0),
        ("1,234", 0),
        ("5%", 1),
        ("5.2%", 3),
        ("(1.2)", 3),
        ("1.243.0", 2),
        ("1.234,56", 3),
        ("12,5", 2),
        ("284.1억", 4),
        ("１．５", 4),
        ("3~5", 0),
        ("1조 2,000억", 0),
        ("12 (전년 대비 3.5%)", 0),
        ("", 0),
        ("인구", 0),
        ("0.25*", 4),
    ];
    for (text, wanted) in widths {
        assert_eq!(fraction_width(text), wanted, "{text}");
    }
}

#[test]
fn units_are_known_in_both_languages() {
    let unit = |text: &str| {
        Unit::parse(text)
            .map(|u| format!("{}^{}{}", u.measure.0, u.power, u.per.map_or(String::new(), |per| format!("/{}", per.0))))
    };
    for (text, wanted) in [
        ("천명", "person^3"),
        ("천 명", "person^3"),
        ("십억원", "KRW^9"),
        ("(억달러)", "USD^8"),
        ("만원", "KRW^4"),
        ("(달러)", "USD^0"),
        ("%", "percent^0"),
        ("%p", "percentage point^0"),
        ("명", "person^0"),
        ("원", "KRW^0"),
        ("억원", "KRW^8"),
        ("조원", "KRW^12"),
        ("백만불", "USD^6"),
        ("톤", "g^6"),
        ("천톤", "g^9"),
        ("km", "m^3"),
        ("kg", "g^3"),
        ("USD", "USD^0"),
        ("bn won", "KRW^9"),
        ("USD bn", "USD^9"),
        ("($ millions)", "USD^6"),
        ("$m", "USD^6"),
        ("€bn", "EUR^9"),
        ("US$ million", "USD^6"),
        ("millions of US dollars", "USD^6"),
        ("thousand persons", "person^3"),
        ("'000 tonnes", "g^9"),
        ("1,000 persons", "person^3"),
        ("10억원", "KRW^9"),
        ("100만달러", "USD^6"),
        ("100 million won", "KRW^8"),
        ("단위: 억원", "KRW^8"),
        ("(단위: 천명)", "person^3"),
        ("Unit: percent", "percent^0"),
        ("in millions", "^6"),
        ("달러/배럴", "USD^0/barrel"),
        ("원/달러", "KRW^0/USD"),
        ("명/㎢", "person^-6/m2"),
        ("% of GDP", "percent^0"),
        ("%, 전년동기대비", "percent^0"),
        ("persons per household", "person^0/household"),
        ("per cent", "percent^0"),
        ("지수(2015=100)", "index^0"),
        ("백만", "^6"),
    ] {
        assert_eq!(unit(text).as_deref(), Some(wanted), "{text}");
    }
    for text in ["", "인구", "widgets", "천", "백분율표", "2022", "명목 GNI", "Korea", "x", "-", "35.2", "명, %"] {
        assert_eq!(unit(text), None, "{text}");
    }
}

#[test]
fn like_units_are_of_one_measure() {
    let unit = |text: &str| Unit::parse(text).expect("a unit");
    assert!(unit("십억원").is_like(unit("만원")));
    assert!(!unit("억달러").is_like(unit("억원")));
    assert!(!unit("%").is_like(unit("%p")));
    assert!(!unit("달러").is_like(unit("달러/배럴")));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>(), numbers in "[-+(△▲▼$€]{0,3}[0-9.,' ]{0,20}[%조억만천백십kmbn원p)*¹ ~-]{0,8}[0-9.,]{0,6}[가-힣]{0,3}") {
        for text in [text, numbers] {
            let evidence = Evidence::gather([text.as_str(), "1.5", "-2"]);
            let _ = (Value::parse(&text, &evidence), Value::parse(&text, &Evidence::default()));
            let _ = (is_numeric(&text), fraction_width(&text), is_unit(&text), misprint(&text, &["1,107.0", "1,168.0"]));
        }
    }

    #[test]
    fn the_short_way_agrees_with_the_long(text in "-?[0-9]{1,7}(,[0-9]{3}){0,2}(\\.[0-9]{1,4})?", years in any::<bool>()) {
        let evidence = Evidence { years, ..Evidence::default() };
        if let Some((mantissa, scale)) = simple_number(&text, &evidence) {
            let long = quantity(&text, &evidence).map(Value::of);
            prop_assert_eq!(long, Some(Value::parse(&text, &evidence)));
            prop_assert_eq!(Value::parse(&text, &evidence).number(), Some(Decimal::new(mantissa, scale)));
        }
    }

    #[test]
    fn a_written_number_is_read_back(mantissa in any::<i64>(), scale in 0_u32..12) {
        let number = Decimal::new(mantissa, scale);
        let evidence = Evidence { years: false, decimal: Some(DecimalMark::Dot), ..Evidence::default() };
        prop_assert_eq!(Value::parse(&number.to_string(), &evidence).number(), Some(number));
    }
}
