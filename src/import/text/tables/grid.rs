//! A table as it was found: its cells as pieces of the window's text.

use super::super::letters::is_closer;
use crate::document::offset_in;

/// A piece of the window's text; empty where the table has nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::import::text) struct Cell {
    pub(in crate::import::text) start: u32,
    pub(in crate::import::text) end: u32,
    /// It is the same as the cell before it in its row (a head over several columns).
    pub(in crate::import::text) wide: bool,
    /// It is the same as the cell above it (a label over several rows).
    pub(in crate::import::text) tall: bool,
}

impl Cell {
    /// The cell of `part`, a piece of `text`.
    pub(in crate::import::text) fn of(text: &str, part: &str) -> Self {
        let start = offset_in(text, part);
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(start + part.len()), wide: false, tall: false }
    }

    pub(in crate::import::text) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// A table: rows of cells, all of the same number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::import::text) struct Grid {
    pub(in crate::import::text) columns: usize,
    /// How many leading columns hold labels.
    pub(in crate::import::text) stub: u16,
    /// How many of the rows are head rows.
    pub(in crate::import::text) head: usize,
    /// All rows, one after the other.
    pub(in crate::import::text) cells: Vec<Cell>,
    /// The first line behind the table.
    pub(in crate::import::text) end: usize,
}

/// Whether `text` is a number as tables print it, or what they print for none.
pub(in crate::import) fn is_value(text: &str) -> bool {
    if matches!(text, "-" | "–" | "—" | "―" | "…" | "..." | ".." | "n/a" | "N/A" | "n.a." | "NA" | "na" | "x" | "X" | "－" | "*")
    {
        return true;
    }
    let inside =
        text.trim_start_matches(['(', '[', '-', '−', '–', '+', '△', '▲', '▼', '▽', '$', '€', '£', '¥', '₩', '<', '>', '~', '*']);
    let inside = inside.trim_end_matches(|c: char| is_closer(c) || matches!(c, '%' | '*' | '†' | 'p' | 'r' | 'e' | '％'));
    let mut digits = 0;
    let plain = inside.bytes().all(|byte| {
        digits += usize::from(byte.is_ascii_digit());
        byte.is_ascii_digit() || matches!(byte, b',' | b'.')
    });
    plain
        && digits > 0
        && inside.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && inside.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether `text` heads a column of a time series: a year, a quarter, a month.
pub(in crate::import) fn is_period(text: &str) -> bool {
    let inside = text.trim_start_matches(['\'', '’', '‘', '(', '`']);
    let inside = inside.strip_prefix("FY").unwrap_or(inside);
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inside[digits..].trim_end_matches([')', '*']);
    let Ok(number) = inside[..digits].parse::<u32>() else { return false };
    match digits {
        4 => {
            let year = (1500..2200).contains(&number);
            let span = rest
                .strip_prefix(['/', '-', '–', '.', '~'])
                .is_some_and(|more| !more.is_empty() && more.len() <= 5 && more.bytes().all(|byte| byte.is_ascii_digit()));
            let named = matches!(
                rest,
                "" | "년"
                    | "年"
                    | "E"
                    | "P"
                    | "F"
                    | "e"
                    | "p"
                    | "f"
                    | "Q1"
                    | "Q2"
                    | "Q3"
                    | "Q4"
                    | "H1"
                    | "H2"
                    | "년(P)"
                    | "년p"
                    | "(P"
                    | "(p"
                    | "(E"
                    | "(e"
                    | "(잠정"
                    | "(추정"
            );
            year && (named || span)
        }
        2 => text.starts_with(['\'', '’', '‘']) && matches!(rest, "" | "년" | "."),
        1 => matches!(rest, "/4" | "Q" | "분기" | "월") || (text.starts_with('Q') && rest.is_empty()),
        _ => false,
    }
}

/// What tables print as units of rows.
const UNITS: [&str; 62] = [
    "%",
    "％",
    "%p",
    "‰",
    "명",
    "천명",
    "만명",
    "백만명",
    "인",
    "가구",
    "호",
    "세대",
    "개",
    "개소",
    "개국",
    "건",
    "천건",
    "만건",
    "회",
    "대",
    "천대",
    "만대",
    "원",
    "천원",
    "만원",
    "백만원",
    "억원",
    "십억원",
    "조원",
    "달러",
    "천달러",
    "만달러",
    "백만달러",
    "억달러",
    "십억달러",
    "불",
    "억불",
    "엔",
    "위안",
    "유로",
    "톤",
    "천톤",
    "만톤",
    "kg",
    "t",
    "km",
    "㎞",
    "㎢",
    "km²",
    "㎡",
    "ha",
    "GWh",
    "TWh",
    "MW",
    "kW",
    "배럴",
    "USD",
    "KRW",
    "EUR",
    "배",
    "점",
    "위",
];

/// Whether `text` is a unit, in parentheses or one that tables print without.
pub(in crate::import::text) fn is_unit(text: &str) -> bool {
    let bare = without_parentheses(text);
    bare.len() < text.len()
        || UNITS.contains(&text)
        || matches!(text, "persons" | "thousands" | "millions" | "bn" | "mn" | "US$" | "$" | "tonnes" | "index" | "지수")
}

/// `text` without the parentheses around all of it.
pub(in crate::import::text) fn without_parentheses(text: &str) -> &str {
    [('(', ')'), ('[', ']'), ('（', '）')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inside| !inside.is_empty() && !inside.contains(['(', ')']))
        .unwrap_or(text)
}

/// Whether `text` is the head of a column of units.
pub(in crate::import::text) fn heads_units(text: &str) -> bool {
    matches!(without_parentheses(text).to_lowercase().as_str(), "단위" | "unit" | "units" | "単位" | "单位")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_periods_and_units_are_told_apart() {
        for text in ["25,660.4", "-0.2", "1.243.0", "(3.1)", "△4.1", "12%", "-", "n/a", "$5.2"] {
            assert!(is_value(text), "{text}");
        }
        for text in ["천명", "GNI", "1인당", "2,000년", "", "()", "v1.2"] {
            assert!(!is_value(text), "{text}");
        }
        for text in ["2022", "2022년", "'21", "2020/21", "FY2019", "2021Q3", "1/4"] {
            assert!(is_period(text), "{text}");
        }
        for text in ["1234567", "22", "2,022", "0.5", "2400"] {
            assert!(!is_period(text), "{text}");
        }
        assert!(is_unit("(억달러)") && is_unit("천명") && !is_unit("인구"));
        assert_eq!(without_parentheses("(억달러)"), "억달러");
    }
}
