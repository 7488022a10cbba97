//! Units: every word that names one, and what scales make of it.

use rust_decimal::Decimal;

use super::super::measure::{measure, scale_char, scale_word};
use super::super::{Measure, Unit, Value, magnitude};

/// A measure, a power of ten, and words that name that much of it.
const MEASURES: &[(&str, i8, &[&str])] = &[
    ("percent", 0, &["%", "percent"]),
    ("percent", -1, &["‰"]),
    ("percentage point", 0, &["%p", "pp"]),
    ("KRW", 0, &["원", "krw"]),
    ("KRW", -2, &["전"]),
    ("USD", 0, &["달러", "usd"]),
    ("USD", -2, &["센트", "cent"]),
    ("EUR", 0, &["유로", "eur"]),
    ("JPY", 0, &["엔", "jpy"]),
    ("CNY", 0, &["위안", "cny"]),
    ("GBP", 0, &["파운드", "gbp"]),
    ("RUB", 0, &["루블", "rub"]),
    ("INR", 0, &["루피", "inr"]),
    ("CHF", 0, &["프랑", "chf"]),
    ("VND", 0, &["동", "vnd"]),
    ("THB", 0, &["바트"]),
    ("TRY", 0, &["₺"]),
    ("UAH", 0, &["₴"]),
    ("AUD", 0, &["A$", "aud"]),
    ("CAD", 0, &["C$", "cad"]),
    ("HKD", 0, &["HK$", "hkd"]),
    ("TWD", 0, &["NT$", "twd"]),
    ("SGD", 0, &["S$", "sgd"]),
    ("BRL", 0, &["R$", "brl"]),
    ("person", 0, &["명", "person"]),
    ("household", 0, &["가구", "household"]),
    ("year of age", 0, &["세"]),
    ("case", 0, &["건", "case"]),
    ("piece", 0, &["개", "number"]),
    ("place", 0, &["개소", "place"]),
    ("company", 0, &["개사", "companies"]),
    ("country", 0, &["개국", "countries"]),
    ("time", 0, &["회", "times"]),
    ("vehicle", 0, &["대", "vehicles"]),
    ("ship", 0, &["척", "ships"]),
    ("round", 0, &["발", "rounds"]),
    ("unit", 0, &["기", "unit"]),
    ("gun", 0, &["문"]),
    ("dwelling", 0, &["호"]),
    ("head", 0, &["마리", "heads"]),
    ("volume", 0, &["권"]),
    ("page", 0, &["쪽", "pages"]),
    ("rank", 0, &["위"]),
    ("fold", 0, &["배"]),
    ("point", 0, &["점", "포인트", "points"]),
    ("index", 0, &["지수", "index"]),
    ("year", 0, &["년", "year"]),
    ("month", 0, &["개월", "month"]),
    ("week", 0, &["주", "week"]),
    ("day", 0, &["일", "day"]),
    ("hour", 0, &["시간", "hour"]),
    ("minute", 0, &["분", "minute"]),
    ("second", 0, &["초", "second"]),
    ("seat", 0, &["석", "seats"]),
    ("sheet", 0, &["장"]),
    ("g", 0, &["그램", "gram"]),
    ("g", -3, &["mg"]),
    ("g", 3, &["㎏", "kilogram"]),
    ("g", 6, &["톤", "ton"]),
    ("g", 9, &["kt"]),
    ("g", 12, &["Mt"]),
    ("g", 15, &["Gt"]),
    ("m", 0, &["m", "metre"]),
    ("m", -3, &["㎜"]),
    ("m", -2, &["㎝"]),
    ("m", 3, &["㎞", "kilometre"]),
    ("m2", 0, &["㎡", "sqm"]),
    ("m2", 6, &["㎢", "sqkm"]),
    ("m2", 4, &["ha", "hectare"]),
    ("pyeong", 0, &["평"]),
    ("L", 3, &["㎥", "㎘"]),
    ("L", 0, &["리터", "litre"]),
    ("L", -3, &["㎖"]),
    ("barrel", 0, &["배럴", "barrel"]),
    ("W", 0, &["W"]),
    ("W", 3, &["kW"]),
    ("W", 6, &["MW"]),
    ("W", 9, &["GW"]),
    ("Wh", 0, &["Wh"]),
    ("Wh", 3, &["kWh"]),
    ("Wh", 6, &["MWh"]),
    ("Wh", 9, &["GWh"]),
    ("Wh", 12, &["TWh"]),
    ("degree Celsius", 0, &["℃"]),
    ("degree Fahrenheit", 0, &["°F"]),
    ("B", 3, &["KB"]),
    ("B", 6, &["MB"]),
    ("B", 9, &["GB"]),
    ("B", 12, &["TB"]),
    ("toe", 0, &["toe"]),
    ("g CO2", 6, &["tCO2eq"]),
    ("percentage point", -2, &["bp"]),
    ("SEK", 0, &["sek"]),
    ("NOK", 0, &["nok"]),
    ("DKK", 0, &["dkk"]),
    ("PLN", 0, &["pln"]),
    ("KPW", 0, &["kpw"]),
    ("acre", 0, &["acre"]),
    ("mile", 0, &["mile"]),
    ("pound", 0, &["pound"]),
    ("B", 0, &["bytes"]),
];

#[test]
fn every_word_names_its_measure() {
    for (name, power, words) in MEASURES {
        for word in *words {
            let found = measure(word).map(|(measure, power)| (measure.0, power));
            assert_eq!(found, Some((*name, *power)), "{word}");
        }
    }
    for (word, wanted) in [("Dollars", Some("USD")), ("WON", Some("KRW")), ("kG", None), ("백분율", None), ("", None)] {
        assert_eq!(measure(word).map(|(measure, _)| measure.0), wanted, "{word}");
    }
}

#[test]
fn a_currency_is_three_capitals() {
    for (name, wanted) in [("KRW", true), ("toe", false), ("Wh", false), ("KR", false), ("KRWX", false), ("", false)] {
        assert_eq!(Measure(name).is_currency(), wanted, "{name}");
    }
}

#[test]
fn scales_are_powers_of_ten() {
    let words = [
        ("k", 3),
        ("K", 3),
        ("m", 6),
        ("B", 9),
        ("hundred", 2),
        ("Thousand", 3),
        ("mln", 6),
        ("Mio", 6),
        ("bn", 9),
        ("Milliarden", 9),
        ("trn", 12),
    ];
    for (word, power) in words {
        assert_eq!(scale_word(word), Some(power), "{word}");
    }
    let signs = ['십', '百', '천', '万', '억', '兆', '경'].map(scale_char);
    assert_eq!(signs, [1, 2, 3, 4, 8, 12, 16].map(Some));
    assert_eq!((scale_word("x"), scale_word("of"), scale_char('가')), (None, None, None));
}

#[test]
fn a_unit_is_read_to_its_end_or_not_at_all() {
    let told = |text: &str| {
        Unit::parse(text).map(|unit| {
            format!("{}^{}{}", unit.measure.0, unit.power, unit.per.map_or(String::new(), |per| format!("/{}", per.0)))
        })
    };
    for (text, wanted) in [
        ("mln", Some("^6")),
        ("bn", None),
        ("천", None),
        ("단위: 천", Some("^3")),
        ("단위:", None),
        ("Units; persons", Some("person^0")),
        ("단위 억원", None),
        ("In thousands", Some("^3")),
        ("[단위: (천명)]", Some("person^3")),
        ("000s tonnes", Some("g^9")),
        ("A$m", Some("AUD^6")),
        ("US$bn", Some("USD^9")),
        ("percentage points", Some("percentage point^0")),
        ("/배럴", None),
        ("달러/배럴/일", None),
        ("천명/㎢", Some("person^-3/m2")),
        ("won per month", Some("KRW^0/month")),
        ("명 건", None),
        ("명 (전체)", None),
        ("명 대비", None),
        ("천 (2015=100)", None),
        ("% widgets", None),
        ("%, 증감률", Some("percent^0")),
        ("1,000,000 persons", Some("person^6")),
        ("10x persons", None),
    ] {
        assert_eq!(told(text).as_deref(), wanted, "{text:?}");
    }
    assert_eq!(Unit::PERCENT, Unit { measure: Measure::PERCENT, per: None, power: 0 });
    assert_eq!(Unit::POINT, Unit { measure: Measure::POINT, per: None, power: 0 });
}

#[test]
fn an_amount_is_brought_to_ones() {
    let amount = |number: &str, power: i8| {
        let number: Decimal = number.parse().expect("a number");
        magnitude(number, Some(Unit { power, ..Unit::PLAIN })).map(|amount| amount.to_string())
    };
    for (number, power, wanted) in [
        ("1.5", 9, Some("1500000000")),
        ("1.5", 1, Some("15")),
        ("1.5", 0, Some("1.5")),
        ("25", -2, Some("0.25")),
        ("-3", 4, Some("-30000")),
        ("1", 28, Some("10000000000000000000000000000")),
        ("9", 28, None),
        ("0.0000000000000000000000000100", 0, Some("0.0000000000000000000000000100")),
        ("0.0000000000000000000000000100", -2, Some("0.0000000000000000000000000001")),
        ("0.0000000000000000000000000100", -3, None),
        ("0.0000000000000000000000000150", -1, Some("0.0000000000000000000000000015")),
        ("0.0000000000000000000000000015", -1, None),
    ] {
        assert_eq!(amount(number, power).as_deref(), wanted, "{number} * 10^{power}");
    }
    assert_eq!(magnitude(Decimal::from(7), None), Some(Decimal::from(7)));
}

#[test]
fn a_computed_value_is_of_its_units_kind() {
    let kind = |number: &str, unit: Option<Unit>| Value::computed(number.parse().expect("a number"), unit).kind;
    let number = |text: &str| text.parse::<Decimal>().expect("a number");
    let won = Unit::parse("원");
    use super::super::Kind;
    assert_eq!(kind("5", None), Kind::Integer(number("5")));
    assert_eq!(kind("5.5", None), Kind::Decimal(number("5.5")));
    assert_eq!(kind("5", Some(Unit::PERCENT)), Kind::Percent(number("5")));
    assert_eq!(kind("5", Some(Unit::POINT)), Kind::PercentPoint(number("5")));
    assert_eq!(kind("5.5", won), Kind::Money(number("5.5")));
    assert_eq!(kind("5", Unit::parse("명")), Kind::Integer(number("5")));
    let range = Value { kind: Kind::Range(number("3"), number("5")), ..Value::TEXT };
    assert_eq!((range.rank(), range.number(), range.is_number()), (Some(number("3")), None, true));
    let money = Value::computed(number("7"), won);
    assert_eq!((money.rank(), money.number(), money.unit), (Some(number("7")), Some(number("7")), won));
    assert_eq!((Value::TEXT.rank(), Value::MISSING.is_number()), (None, false));
}
