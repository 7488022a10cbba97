//! Figures in running text: a number and its unit, told from dates, ordinals and numberings.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::value::{Evidence, Kind, Unit, Value};

/// A figure in a piece of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// Where it starts, in bytes of the piece.
    pub(super) start: usize,
    /// Where it ends, its unit included.
    pub(super) end: usize,
    /// What it says.
    pub(super) value: Value,
    /// Whether it says something that a table could hold, by its form alone: a unit, a fraction, thousands marks, or
    /// digits enough.
    pub(super) is_telling: bool,
}

/// Units that stand behind a number, the longer first.
const UNITS: [&str; 56] = [
    "퍼센트포인트",
    "퍼센트 포인트",
    "%포인트",
    "%p",
    "%P",
    "percentage points",
    "퍼센트",
    "per cent",
    "percent",
    "%",
    "trillion won",
    "billion won",
    "million won",
    "trillion dollars",
    "billion dollars",
    "million dollars",
    "trillion",
    "billion",
    "million",
    "bn won",
    "bn",
    "percentage point",
    "points",
    "포인트",
    "점",
    "억 달러",
    "억달러",
    "만 달러",
    "만달러",
    "천 달러",
    "천달러",
    "달러",
    "십억 원",
    "십억원",
    "백만 원",
    "백만원",
    "억 원",
    "억원",
    "만 원",
    "만원",
    "천 원",
    "천원",
    "원",
    "천 명",
    "천명",
    "만 명",
    "만명",
    "명",
    "persons",
    "people",
    "dollars",
    "USD",
    "won",
    "톤",
    "tons",
    "euros",
];

/// What makes a number in front of it something else than a figure.
const BEFORE: [&str; 31] = [
    "제",
    "표",
    "그림",
    "각주",
    "주석",
    "부록",
    "쪽",
    "table",
    "tables",
    "figure",
    "figures",
    "fig.",
    "section",
    "chapter",
    "note",
    "notes",
    "article",
    "no.",
    "p.",
    "pp.",
    "vol.",
    "part",
    "resolution",
    "page",
    "§",
    "equation",
    "eq.",
    "box",
    "annex",
    "appendix",
    "chart",
];

/// What makes a number before it a date, an ordinal or a numbering.
const BEHIND: [&str; 22] = [
    "년", "월", "일", "시", "분", "초", "차", "호", "항", "조 제", "장", "절", "쪽", "위", "회", "세기", "주년", "번째", "주",
    "번", "대 ", "개월",
];
/// What makes an ordinal of an integer that it is glued to: `1,234th`; no word that begins so: `801 students`.
const ORDINALS: [&str; 4] = ["th", "st", "nd", "rd"];

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    // A sign, a currency, digits with their marks, and the scales of Korean: 36조 7,042억.
    Regex::new(concat!(
        r"(?:US\$|USD |[$€£₩¥])? ?[-−△▲▼]?\d(?:[\d,]*\d)?(?:\.\d+)?",
        r"(?:(?: ?[십백천]?[조억만]| ?천|백)(?: ?\d(?:[\d,]*\d)?(?:\.\d+)?(?: ?[십백천]?[조억만]| ?천|백))*)?",
    ))
    .expect("a pattern")
});

/// The figures of `text`, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    NUMBER.find_iter(text).filter_map(|found| figure(text, found.start(), found.end())).collect()
}

fn figure(text: &str, start: usize, end: usize) -> Option<Figure> {
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    let (before, behind) = (&text[..start], &text[end..]);
    if is_part_of_a_word(before, behind) || is_numbering(before) {
        return None;
    }
    let (end, value) = with_unit(text, start, end)?;
    let behind = &text[end..];
    let printed = &text[start..end];
    if value.unit.is_none() && is_dated(before, behind, printed) {
        return None;
    }
    let is_telling = value.unit.is_some() || is_telling(printed);
    matches!(value.kind, Kind::Integer(_) | Kind::Decimal(_) | Kind::Percent(_) | Kind::PercentPoint(_) | Kind::Money(_))
        .then_some(Figure { start, end, value, is_telling })
}

/// The number with the unit behind it, where that makes a value; else alone.
fn with_unit(text: &str, start: usize, end: usize) -> Option<(usize, Value)> {
    let evidence = Evidence { years: false, ..Evidence::default() };
    let behind = &text[end..];
    let gap = behind.len() - behind.strip_prefix(' ').unwrap_or(behind).len();
    let lower = behind[gap..].chars().take(24).collect::<String>().to_lowercase();
    for unit in UNITS {
        if !lower.starts_with(&unit.to_lowercase()) {
            continue;
        }
        let until = end + gap + unit.len();
        // A word of Latin letters ends where its letters do.
        let goes_on = text.get(until..)?.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        if goes_on && unit.ends_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let value = Value::parse(text.get(start..until)?, &evidence);
        if value.is_number() && value.unit.is_some_and(|unit| unit != Unit::PLAIN) {
            return Some((until, value));
        }
    }
    if let Some(found) = with_words(text, start, end, &evidence) {
        return Some(found);
    }
    let value = Value::parse(text.get(start..end)?, &evidence);
    value.is_number().then_some((end, value))
}

/// The number with a scale and up to two Latin words behind it, the most that make a value with
/// a unit: `3.5 million tons`. What is merely counted (`14 countries`, `24 months`) is no figure.
fn with_words(text: &str, start: usize, end: usize, evidence: &Evidence) -> Option<(usize, Value)> {
    let mut ends = Vec::new();
    let mut at = end;
    while ends.len() < 3 {
        // A scale may be glued to its number: `8.9bn`.
        let is_glued = ends.is_empty() && !text[at..].starts_with(' ');
        let rest = if is_glued { &text[at..] } else { text[at..].strip_prefix(' ')? }.as_bytes();
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let is_scale = || {
            let short = matches!(&rest[..word], b"bn" | b"mn" | b"tn" | b"trn" | b"mln" | b"bln");
            short || (!is_glued && matches!(&rest[..word], b"thousand" | b"million" | b"billion" | b"trillion"))
        };
        if word == 0 || word > 12 || (ends.is_empty() && !is_scale()) {
            break;
        }
        at += usize::from(!is_glued) + word;
        ends.push(at);
        if !text[at..].starts_with(' ') {
            break;
        }
    }
    ends.into_iter().rev().find_map(|until| {
        let value = Value::parse(text.get(start..until)?, evidence);
        (value.is_number() && value.unit.is_some()).then_some((until, value))
    })
}

/// `COVID-19`, `B-52`, `3D`, `10.1.2`, `2:30`.
fn is_part_of_a_word(before: &str, behind: &str) -> bool {
    let mut back = before.chars().rev();
    let joined = match back.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('-' | '–' | '.' | ':' | '/' | '~' | ',' | '’' | '\'') => back.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let mut ahead = behind.chars();
    let goes_on = match ahead.next() {
        Some(':' | '/' | '.' | '-' | '–' | '~') => ahead.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_digit(),
        None => false,
    };
    joined || goes_on
}

/// `표 1`, `제2차`, `p. 5`, `Section 4`.
fn is_numbering(before: &str) -> bool {
    let tail: String = before.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    let tail = tail.trim_end().trim_end_matches(['<', '〈', '[', '(']).trim_end();
    BEFORE.iter().any(|word| {
        tail.strip_suffix(word).is_some_and(|rest| {
            // `제` stands at a word's start, and Latin words are whole: `step 5` is no page.
            !rest.ends_with(|c: char| c.is_alphanumeric())
                || (!word.is_ascii() && *word != "제" && *word != "표" && *word != "쪽")
        })
    })
}

/// Years, days and months.
fn is_dated(before: &str, behind: &str, printed: &str) -> bool {
    let ahead: String = behind.chars().take(12).collect::<String>().to_lowercase();
    let bare = ahead.trim_start();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let is_ordinal = ORDINALS.iter().any(|word| ahead.strip_prefix(word).is_some_and(ends)) && !printed.contains('.');
    // `801 may leave` and `801 marched` are no days.
    let is_day = || printed.len() <= 2 && MONTHS.iter().any(|month| bare.strip_prefix(month).is_some_and(ends));
    // With a blank between, the word ends behind it or a particle: `801 시설` are none of a clock.
    let is_counted = |word: &str| {
        bare.strip_prefix(word).is_some_and(|rest| {
            let is_glued = bare.len() == ahead.len() || word.chars().count() > 1;
            is_glued || ends(rest) || ["에", "은", "의", "까", "부", "이", "간"].iter().any(|one| rest.starts_with(one))
        })
    };
    let is_other = ["초과", "위안"].iter().any(|word| bare.starts_with(word));
    if is_ordinal || is_day() || (!is_other && BEHIND.iter().any(|word| is_counted(word))) {
        return true;
    }
    let tail: String = before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    if MONTHS.iter().any(|month| tail.trim_end().ends_with(month)) {
        return true;
    }
    // `2020. 3.11.`
    let year = before.trim_end().strip_suffix('.').unwrap_or_default();
    let year = year.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if year.len() == 4 && year.starts_with(['1', '2']) && printed.len() <= 5 {
        return true;
    }
    // A bare number like a year is one.
    printed.len() == 4
        && printed.bytes().all(|byte| byte.is_ascii_digit())
        && (printed.starts_with("19") || printed.starts_with("20"))
}

/// Whether a number without a unit says something that a table could hold: a fraction or thousands marks, and three
/// digits at least; else four.
fn is_telling(printed: &str) -> bool {
    let has_marks = printed.contains(['.', ',']);
    // A postcode begins with a zero.
    let is_code = printed.starts_with('0') && !has_marks;
    !is_code && printed.chars().filter(char::is_ascii_digit).count() >= if has_marks { 3 } else { 4 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        figures(text).into_iter().filter(|figure| figure.is_telling).map(|figure| &text[figure.start..figure.end]).collect()
    }

    #[test]
    fn figures_come_with_their_units() {
        for (text, expected) in [
            ("명목 GNI는 36조 7,042억 원으로 늘었다.", &["36조 7,042억 원"][..]),
            ("성장률은 -0.2%였고 인구는 2,566만 명이었다.", &["-0.2%", "2,566만 명"]),
            ("1인당 1,107달러에서 143만원으로", &["1,107달러", "143만원"]),
            ("GNI of 36,704.2 bn won, or $28.4 billion", &["36,704.2 bn won", "$28.4 billion"]),
            ("fell by 4.5 per cent to 284.1", &["4.5 per cent", "284.1"]),
            ("0.5%p 올랐다", &["0.5%p"]),
            ("25,660.4", &["25,660.4"]),
            ("exports of 3.5 million tons went to 4.2 million people", &["3.5 million tons", "4.2 million people"]),
            ("3.5 million in all", &["3.5 million"]),
            ("rose to 8.9bn, $2.1tn and 4.5bn euros", &["8.9bn", "$2.1tn", "4.5bn euros"]),
            ("a score of 5.7 points, up 1.2 points", &["5.7 points", "1.2 points"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_ordinals_and_numberings_are_no_figures() {
        for text in [
            "2023년 9월 12일",
            "2022",
            "in 2019 and 2020",
            "12 September 2023",
            "September 12",
            "제2375호",
            "제2차 회의",
            "표 1",
            "Table 2",
            "각주 5",
            "p. 12",
            "COVID-19",
            "B-52",
            "2023.7.26.",
            "세 번째",
            "1990년대",
            "10:30",
            "21세기",
            "Resolution 2375",
            "만리경-1호",
            "3D",
            "5",
            "12",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn each_unit_and_scale_is_of_its_number() {
        for (text, expected) in [
            (
                "5%포인트, 5 %p, 5%P, 5 percentage points, 5 percent",
                &["5%포인트", "5 %p", "5%P", "5 percentage points", "5 percent"][..],
            ),
            ("5 trillion won and 5 billion won and 5 million dollars", &["5 trillion won", "5 billion won", "5 million dollars"]),
            (
                "5억 달러, 5만달러, 5천 원, 5백만 원, 5원, 5천명, 5명",
                &["5억 달러", "5만달러", "5천 원", "5백만 원", "5원", "5천명", "5명"],
            ),
            ("5 persons, 5 people, 5 personsx, 5 peoples", &["5 persons", "5 people"]),
            (
                "5 dollars, 5 USD, 5 won, 5 wonder, 5톤, 5 tons, 5 euros",
                &["5 dollars", "5 USD", "5 won", "5톤", "5 tons", "5 euros"],
            ),
            ("US$5, $5, €5, £5, USD 5, ₩5,000", &["US$5", "$5", "€5", "£5", "USD 5", "₩5,000"]),
            ("△5%, ▲5%, -5%, −5%", &["△5%", "▲5%", "-5%", "−5%"]),
            (
                "5 thousand tons, 5 million barrels of oil, 5 bn euros, 5 countries",
                &["5 thousand tons", "5 million barrels", "5 bn euros"],
            ),
            ("1234, 123, 12.5, 1,234, 1999, 2099, 2100, 1899", &["1234", "12.5", "1,234", "2100", "1899"]),
            ("1234x, x1234, 1234-5, 1234.5, 1234:5, a-1234, (1234), ‘1234’, 1234.", &["1234", "1234.5", "1234", "1234", "1234"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_before_a_number_may_make_it_a_numbering() {
        use crate::study::tests::picked;
        let list = "제_ 표_ <표_ 그림_ 각주_ 발표_ Table_ tables_ table_ stable_ p._ pp._ step_ fig._ config._ part_ apart_ 본각주_ (표_ no._ won_ 쪽_ 이쪽_";
        assert_eq!(
            picked(list, |word| is_numbering(&word.replace('_', " "))),
            [
                "제_",
                "표_",
                "<표_",
                "그림_",
                "각주_",
                "Table_",
                "tables_",
                "table_",
                "p._",
                "pp._",
                "fig._",
                "part_",
                "본각주_",
                "(표_",
                "no._",
                "쪽_"
            ]
        );
        for (before, behind, printed, is) in [
            ("", "년", "12", true),
            ("", " 년", "12", true),
            ("", "th", "12", true),
            ("", "st century", "21", true),
            ("", " students", "801", false),
            ("", " states", "801", false),
            ("", " third", "801", false),
            ("", "rd", "1.3", false),
            ("", "thousand", "12", false),
            ("", " March", "12", true),
            ("", " marched", "12", false),
            ("", " mayors", "12", false),
            ("", " September", "12", true),
            ("September ", "", "12", true),
            ("in september ", "", "12", true),
            ("", "", "2019", true),
            ("", "", "1919", true),
            ("", "", "1819", false),
            ("", "", "20.9", false),
            ("", "", "20190", false),
            ("", "나라", "12", false),
            ("", " 시설", "801", false),
            ("", " 주민", "801", false),
            ("", "초과", "801", false),
            ("", "시에", "12", true),
            ("", " may leave", "801", false),
            ("지난 2020. ", ".", "3.11", true),
            ("12020. ", ".", "3.11", false),
        ] {
            assert_eq!(is_dated(before, behind, printed), is, "{before}|{printed}|{behind}");
        }
        for (before, behind, is) in [
            ("a", "", true),
            ("COVID-", "", true),
            (" -", "", false),
            ("1.", "", true),
            ("1:", "", true),
            ("a/", "", true),
            ("“", "", false),
            ("", ".5", true),
            ("", ". ", false),
            ("", ":3", true),
            ("", "-3", true),
            ("", "-a", false),
            ("", "3", true),
            ("", "a", false),
            ("", "", false),
        ] {
            assert_eq!(is_part_of_a_word(before, behind), is, "{before}|{behind}");
        }
        assert_eq!(
            picked("1.5 1,5 12.5 1,234 123 1234 12345 1 07233 0.5 0.55", is_telling),
            ["12.5", "1,234", "1234", "12345", "0.55"]
        );
    }

    #[test]
    fn a_figure_starts_behind_the_blank_before_it() {
        let text = "값은 -5.5% 이다";
        let figure = figures(text)[0];
        assert_eq!((figure.start, figure.end), (7, 12));
    }

    proptest! {
        #[test]
        fn any_text_ends_well(text in "\\PC{0,80}", numbers in "[0-9,.조억만천원%$△−-]{0,30}") {
            for text in [&text, &numbers] {
                for figure in figures(text) {
                    prop_assert!(text.get(figure.start..figure.end).is_some());
                }
            }
        }
    }
}
