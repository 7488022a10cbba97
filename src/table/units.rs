//! Which unit holds for a cell: its own, its column's, its row's, the whole table's.

use std::collections::HashMap;

use crate::document::value::{Unit, Value};
use crate::document::{Document, Span, Table};

/// Rows whose labels are looked through for units in parentheses; a table of more rows
/// names its units in its head or in a column.
const LABELS_READ: usize = 20_000;

/// A unit as printed, and as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Where it stands.
    pub(super) span: Span,
    /// What it means; none for a word that is not known (`widgets`).
    pub(super) unit: Option<Unit>,
}

/// The units of a table, read once.
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    table: Option<Named>,
    columns: Vec<Option<Named>>,
    /// For each row, 1 + an index into `names`; empty where no row has one.
    rows: Vec<u16>,
    names: Vec<Named>,
}

impl Units {
    /// Reads heads, labels and the caption of `table`; `stub` columns hold labels.
    pub(super) fn of(document: &Document, table: &Table, stub: usize) -> Self {
        let named = |span: Span| Named { span, unit: Unit::parse(document.slice(span)) };
        let columns = (0..table.width())
            .map(|column| {
                let own = table.columns[column].unit.map(named);
                let heads = || table.column_path(column).filter_map(|span| inside(document, span)).last();
                own.or_else(|| if column < stub { None } else { heads() })
            })
            .collect();
        let mut units = Self { table: table.unit.map(named), columns, ..Self::default() };
        let several = table.unit.map_or_else(Vec::new, |span| several(document, span));
        if several.len() > 1 {
            units.share(document, table, stub, &several);
            if units.by_row() {
                return units;
            }
        }
        let holder = table.columns.iter().position(|column| column.holds_units);
        if holder.is_none() && table.height() > LABELS_READ {
            return units;
        }
        let mut known: HashMap<&str, u16> = HashMap::new();
        let mut rows = Vec::with_capacity(table.height());
        for row in 0..table.height() {
            let found = match holder {
                Some(column) => table.cell(row, column).filter(|span| !span.is_empty()).map(named),
                None => (0..stub).rev().filter_map(|column| inside(document, table.row(row)[column])).next(),
            };
            let Some(found) = found else {
                rows.push(0);
                continue;
            };
            let next = u16::try_from(units.names.len() + 1).unwrap_or(u16::MAX);
            let number = *known.entry(document.slice(found.span)).or_insert(next);
            if number == next && usize::from(next) == units.names.len() + 1 {
                units.names.push(found);
            }
            rows.push(number);
        }
        if !units.names.is_empty() {
            units.rows = rows;
        }
        units
    }

    /// Shares the units that one caption names (`단위: 조원, %`) between the columns and rows that they fit by their
    /// heads; the one that is left holds for the others.
    fn share(&mut self, document: &Document, table: &Table, stub: usize, several: &[Named]) {
        let fitting = |head: &str| several.iter().position(|named| named.unit.is_some_and(|unit| fits(unit, head)));
        let mut used = vec![false; several.len()];
        for column in stub..table.width() {
            let head = || table.column_path(column).find_map(|span| fitting(document.slice(span)));
            if self.columns[column].is_none()
                && let Some(at) = head()
            {
                (self.columns[column], used[at]) = (Some(several[at]), true);
            }
        }
        let rows: Vec<Option<usize>> = (0..table.height().min(LABELS_READ))
            .map(|row| table.row_path(row).find_map(|span| fitting(document.slice(span))))
            .collect();
        rows.iter().flatten().for_each(|at| used[*at] = true);
        let left: Vec<usize> = (0..several.len()).filter(|at| !used[*at]).collect();
        // Of several that fit no head nobody can tell.
        self.table = match (&left[..], used.contains(&true)) {
            ([only], true) => Some(several[*only]),
            _ => self.table,
        };
        let own_units = table.columns.iter().any(|column| column.holds_units);
        if rows.iter().any(Option::is_some) && !own_units {
            self.names = several.to_vec();
            self.rows = rows.iter().map(|at| at.map_or(0, |at| u16::try_from(at + 1).unwrap_or(0))).collect();
        }
    }

    /// Whether rows have units of their own.
    pub(super) fn by_row(&self) -> bool {
        !self.rows.is_empty()
    }

    /// The unit that column `column` names.
    pub(super) fn column(&self, column: usize) -> Option<Named> {
        self.columns.get(column).copied().flatten()
    }

    /// The unit that row `row` names.
    pub(super) fn row(&self, row: usize) -> Option<Named> {
        let number = usize::from(*self.rows.get(row)?);
        self.names.get(number.checked_sub(1)?).copied()
    }

    /// The unit around a cell that names none itself. A column that names one differs from
    /// the rest of its table (`증감률(%)`), so it comes before its row's.
    pub(super) fn around(&self, row: usize, column: usize) -> Option<Named> {
        self.column(column).or_else(|| self.row(row)).or(self.table)
    }

    /// The unit that holds for `value` at a cell.
    pub(super) fn holding(&self, value: &Value, row: usize, column: usize) -> Option<Unit> {
        let around = || self.around(row, column).and_then(|named| named.unit);
        match value.unit {
            // A scale in the cell takes the place of the scale around it.
            Some(Unit::PLAIN) => Some(around().map_or(Unit::PLAIN, |unit| Unit { power: 0, ..unit })),
            Some(own) => Some(own),
            None => around(),
        }
    }
}

/// The units of a caption that names more than one: `조원, %`, `명·건`, `1,000 persons; %`.
fn several(document: &Document, span: Span) -> Vec<Named> {
    let text = document.slice(span);
    if Unit::parse(text).is_some() || text.len() > 200 {
        return Vec::new();
    }
    let (mut found, mut at) = (Vec::new(), 0);
    // A comma between digits parts thousands.
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let parts = text.split_inclusive([',', '，', '·', 'ㆍ', ';', '/', '、']);
    let mut start = 0;
    for part in parts {
        at += part.len();
        if at < text.len() && part.ends_with(',') && is_digit(at) && at >= 2 && is_digit(at - 2) {
            continue;
        }
        let words = text[start..at].trim_end_matches([',', '，', '·', 'ㆍ', ';', '/', '、', ' ']);
        let lead = words.len() - words.trim_start().len();
        let own = Span::new(span.start.at() + start + lead, span.start.at() + start + words.len());
        start = at;
        let Some(unit) = Unit::parse(words) else { return Vec::new() };
        found.push(Named { span: own, unit: Some(unit) });
    }
    found
}

/// Whether a head is of what `unit` measures: `증감률` of per cent, `종사자 수` of persons, `소득` of won.
fn fits(unit: Unit, head: &str) -> bool {
    let head = head.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let is_ratio = has(&[
        "율",
        "률",
        "비중",
        "비율",
        "대비",
        "구성비",
        "증감",
        "%",
        "rate",
        "share",
        "ratio",
        "percent",
        "per cent",
        "growth",
        "change",
        "of gdp",
        "of total",
        "as a",
        "margin",
        "proportion",
    ]);
    match unit.measure.0 {
        "percent" | "percentage point" => is_ratio,
        _ if is_ratio => false,
        "person" => has(&[
            "인구",
            "인원",
            "명",
            "자 수",
            "자수",
            "종사",
            "취업",
            "학생",
            "population",
            "persons",
            "people",
            "workers",
            "employ",
            "staff",
            "pupils",
            "students",
        ]),
        "case" => has(&["건", "cases", "reports"]),
        "piece" | "place" | "company" => has(&["개", "곳", "수", "업체", "기업", "firms", "companies", "number", "places"]),
        "household" => has(&["가구", "세대", "household"]),
        "g" => has(&["톤", "물량", "량", "tons", "tonnes", "weight", "volume", "cargo"]),
        "vehicle" | "ship" => has(&["대수", "척", "차량", "선박", "ships", "vehicles"]),
        _ if unit.measure.is_currency() => has(&[
            "액",
            "금",
            "소득",
            "매출",
            "예산",
            "수입",
            "지출",
            "비용",
            "가격",
            "수지",
            "생산",
            "부채",
            "자산",
            "gdp",
            "gni",
            "income",
            "revenue",
            "cost",
            "sales",
            "budget",
            "price",
            "spending",
            "expenditure",
            "amount",
            "value",
            "debt",
            "dues",
        ]),
        _ => false,
    }
}

/// The unit in parentheses at the end of a head: `수출 (억달러)`, `GDP ($ bn)`.
fn inside(document: &Document, span: Span) -> Option<Named> {
    let text = document.slice(span);
    if text.len() > 1024 {
        return None;
    }
    let Some(body) = text.strip_suffix([')', '）', ']']) else {
        // `Growth, %`: behind the last comma, where that is a unit.
        let (head, words) = text.rsplit_once(", ")?;
        let unit = Unit::parse(words).filter(|_| words.len() <= 24 && !head.is_empty())?;
        let start = span.end.at() - words.len();
        return Some(Named { span: Span::new(start, span.end.at()), unit: Some(unit) });
    };
    let open = body.rfind(['(', '（', '['])?;
    let bracket = text[open..].chars().next()?.len_utf8();
    let words = &body[open + bracket..];
    let unit = Unit::parse(words)?;
    let start = span.start.at() + open + bracket;
    Some(Named { span: Span::new(start, start + words.len()), unit: Some(unit) })
}

#[cfg(test)]
mod tests {
    use super::super::TableView;
    use super::super::tests::{made, table_of};
    use super::*;

    fn printed(view: &TableView, named: Option<Named>) -> Option<&str> {
        named.map(|named| view.document().slice(named.span))
    }

    #[test]
    fn a_unit_stands_in_brackets_or_behind_a_comma() {
        let found = |text: &str| {
            let view = made(1, "", &[&format!("a|{text}"), "x|1"]);
            printed(&view, view.units.column(1)).map(str::to_owned)
        };
        assert_eq!(found("수출 (억달러)").as_deref(), Some("억달러"));
        assert_eq!(found("수출（억달러）").as_deref(), Some("억달러"));
        assert_eq!(found("GDP [$ bn]").as_deref(), Some("$ bn"));
        assert_eq!(found("수출 (잠정) (억달러)").as_deref(), Some("억달러"));
        assert_eq!(found("Growth, %").as_deref(), Some("%"));
        for none in ["수출", "수출 (잠정)", "억달러)", ", %", "Growth, much", "Seoul, Busan"] {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn a_head_longer_than_a_kilobyte_is_not_looked_through() {
        let found = |length: usize| {
            let view = made(1, "", &[&format!("a|{} (kg)", "x".repeat(length - 5)), "x|1"]);
            printed(&view, view.units.column(1)).is_some()
        };
        assert_eq!([1023, 1024, 1025].map(found), [true, true, false]);
    }

    #[test]
    fn heads_of_labels_name_no_unit() {
        let view = made(2, "", &["지역 (명)|시 (명)|값 (명)", "가|나|1"]);
        assert_eq!([0, 1, 2].map(|column| view.units.column(column).is_some()), [false, false, true]);
    }

    #[test]
    fn rows_name_theirs_in_a_column_or_in_their_labels() {
        let view = made(2, "", &["항목|단위|2021", "가|억원|1", "나||2", "다|천명|3", "라|억원|4"]);
        assert_eq!([0, 1, 2, 3].map(|row| printed(&view, view.units.row(row))), [Some("억원"), None, Some("천명"), Some("억원")]);
        assert_eq!((view.units.names.len(), view.units.by_row()), (2, true));
        let labels = made(1, "", &["항목|2021", "수출 (억달러)|1", "수입 (억달러)|2", "인구 (천명)|3", "기타|4"]);
        assert_eq!(
            [0, 1, 2, 3].map(|row| printed(&labels, labels.units.row(row))),
            [Some("억달러"), Some("억달러"), Some("천명"), None]
        );
        assert_eq!(labels.units.names.len(), 2);
        let none = made(1, "", &["항목|2021", "수출|1"]);
        assert!(!none.units.by_row() && none.units.row(0).is_none());
    }

    #[test]
    fn labels_of_very_many_rows_are_not_looked_through() {
        let by_row = |rows: usize| {
            let lines: Vec<[&str; 2]> = std::iter::once(["a", "b"]).chain(std::iter::repeat_n(["가 (명)", "1"], rows)).collect();
            table_of(1, "", &lines).units.by_row()
        };
        assert_eq!([LABELS_READ, LABELS_READ + 1].map(by_row), [true, false]);
    }

    #[test]
    fn the_units_of_one_caption_are_shared_by_the_heads() {
        let told = |caption: &str, lines: &[&str]| {
            let view = made(1, caption, lines);
            let cell = |row: usize, column: usize| printed(&view, view.units.around(row, column)).unwrap_or("-").to_owned();
            (0..view.height())
                .map(|row| (1..view.width()).map(|column| cell(row, column)).collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
        };
        let rows = ["구분|2022|2023", "총수입|617.8|573.9", "(국내총생산 대비)|1.2|1.5"];
        assert_eq!(told("표 1. 재정 (단위: 조원, %)", &rows), ["조원 조원", "% %"]);
        let columns = ["구분|2022|증감률", "총수입|617.8|5.1", "총지출|573.9|3.2"];
        assert_eq!(told("표 1. 재정 (단위: 억원·%)", &columns), ["억원 %", "억원 %"]);
        let both = ["항만|인구|소득", "부산|3,390|2,100"];
        assert_eq!(told("표 1. 항만 (단위: 천명, 만원)", &both), ["천명 만원"]);
        let english = ["Port|Dues|Share of total", "Busan|1,234|5.1"];
        assert_eq!(told("Table 1. Dues (Unit: 1,000 won; %)", &english), ["1,000 won %"]);
        // Where no head tells, nobody can.
        let none = ["항만|2022|2023", "부산|1|2"];
        assert_eq!(told("표 1. 항만 (단위: 조원, %)", &none), ["조원, % 조원, %"]);
    }

    #[test]
    fn the_nearest_unit_holds() {
        let view = made(1, "표 1. 예산 (단위: 억원)", &["항목|2021|비율 (%)", "가|1|2", "인구 (천명)|3|4"]);
        let around = |row, column| printed(&view, view.units.around(row, column));
        assert_eq!([around(0, 1), around(0, 2), around(1, 1), around(1, 2)], [Some("억원"), Some("%"), Some("천명"), Some("%")]);
        let value = |text: &str| Value::parse(text, &crate::document::value::Evidence::default());
        let holding = |text: &str, row, column| view.units.holding(&value(text), row, column);
        assert_eq!(holding("5", 0, 1), Unit::parse("억원"));
        assert_eq!(holding("5%", 0, 1), Some(Unit::PERCENT));
        assert_eq!(holding("1조 2,000억", 0, 1), Unit::parse("원"), "a scale of its own takes the place of the one around");
        let bare = made(1, "", &["a|b", "x|1"]);
        assert_eq!(bare.units.holding(&value("5"), 0, 1), None);
        assert_eq!(bare.units.holding(&value("1조 2,000억"), 0, 1), Some(Unit::PLAIN));
    }
}
