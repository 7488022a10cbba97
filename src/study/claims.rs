//! Figures in prose beside the cells that hold them, the same or rounded.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Pace;
use super::figure::figures;
use crate::document::value::{Unit, Value, magnitude};
use crate::document::{BlockKind, Document, Point, Span};
use crate::table::TableView;

/// Cells that are held against the prose at most, over all tables.
const MOST_CELLS: usize = 2_000_000;
/// Cells told of one figure.
const MOST_HELD: usize = 8;
/// Cells of the same number that are looked at for one figure.
const MOST_ALIKE: usize = 1_000;
/// Figures of one document that are listed.
const MOST_CLAIMS: usize = 100_000;

/// A figure in the prose, and the cells that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where it stands, its unit included.
    pub span: Span,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// What it says.
    pub value: Value,
    /// The cells that hold the same or a rounded value: those whose heads the sentence names first.
    pub held: Vec<MatchingCell>,
}

/// A cell that holds a figure of the prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchingCell {
    /// The table: an index into [`Document::tables`].
    pub table: usize,
    /// Its row and column, as printed.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// Whether the values are the same; else the prose has it rounded.
    pub exact: bool,
    /// Whether the prose and the table count in other scales: 36.7조 원 beside 36,704.2 of 십억원.
    pub scaled: bool,
    /// How many of the cell's heads the sentence names.
    pub named: u32,
}

/// Every figure in a document's prose.
#[derive(Debug, Default)]
pub struct Claims {
    /// The figures, in order.
    pub all: Vec<Claim>,
    /// The numbers of the tables that they are held against.
    pub cells: Cells,
    /// Whether all figures are here, held against all numbers.
    pub is_whole: bool,
    /// Indices into [`Self::all`]: those that a cell holds first, each group in order.
    pub grouped: Vec<u32>,
    /// How many of them a cell holds.
    pub held: usize,
}

impl Claims {
    /// The figures of `document`; `None` where `pace` said no.
    #[must_use]
    pub fn of(document: &Arc<Document>, pace: Pace) -> Option<Self> {
        let cells = Cells::of(document, &|| pace(Point(0)))?;
        let mut all = Vec::new();
        for block in document.blocks() {
            if !pace(block.span.start) {
                return None;
            }
            add_claims(document, &cells, block.span, &mut all, pace)?;
        }
        let is_whole = cells.is_whole && all.len() < MOST_CLAIMS;
        let mut grouped: Vec<u32> = (0_u32..).take(all.len()).collect();
        grouped.sort_by_key(|index| all[*index as usize].held.is_empty());
        let held = grouped.partition_point(|index| !all[*index as usize].held.is_empty());
        Some(Self { all, cells, is_whole, grouped, held })
    }
}

/// The numbers of a document's tables, in order.
#[derive(Debug, Default)]
pub struct Cells {
    /// By what they amount to in ones of their measure, without their sign.
    amounts: Vec<(Decimal, Entry)>,
    /// By the number as printed.
    printed: Vec<(Decimal, Entry)>,
    /// The tables as printed: looked at with each figure, made once.
    views: Vec<Option<TableView>>,
    /// Whether all cells are here: a document of many millions keeps the first.
    pub is_whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    table: u32,
    row: u32,
    column: u32,
}

impl Cells {
    /// The numbers of all tables of `document`; `None` where `go_on` said no.
    #[must_use]
    pub fn of(document: &Arc<Document>, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let mut cells = Self { is_whole: true, ..Self::default() };
        for table in 0..document.tables().len() {
            cells.views.push(TableView::new(Arc::clone(document), table));
            let Some(Some(view)) = cells.views.last() else { continue };
            for row in 0..view.height() {
                if !go_on() {
                    return None;
                }
                if cells.printed.len() >= MOST_CELLS {
                    cells.is_whole = false;
                    break;
                }
                for column in view.label_columns()..view.width() {
                    let cell = view.cell(row, column);
                    let (Some(number), Some(source)) = (cell.value.number(), cell.source) else { continue };
                    let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    let entry = Entry { table: index(table), row: index(source.0), column: index(source.1) };
                    cells.printed.push((number.abs(), entry));
                    if let Some(amount) = magnitude(number, cell.unit).filter(|_| cell.unit.is_some()) {
                        cells.amounts.push((amount.abs(), entry));
                    }
                }
            }
        }
        cells.amounts.sort_unstable();
        cells.printed.sort_unstable();
        Some(cells)
    }

    /// Table `table` as printed: rows and columns as seen are those of the print.
    #[must_use]
    pub fn view(&self, table: usize) -> Option<&TableView> {
        self.views.get(table)?.as_ref()
    }

    /// Whether no table has a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }
}

/// The figures within `span` of `document`, each with the cells that hold it.
#[must_use]
pub fn claims(document: &Document, cells: &Cells, span: Span) -> Vec<Claim> {
    let mut found = Vec::new();
    add_claims(document, cells, span, &mut found, &|_| true);
    found
}

/// Adds the figures within `span`, up to the most that are listed; `None` where `pace` said no.
fn add_claims(document: &Document, cells: &Cells, span: Span, found: &mut Vec<Claim>, pace: Pace) -> Option<()> {
    let is_prose = document.block_at(span.start).is_some_and(|block| {
        let kind = document.blocks()[block].kind;
        matches!(kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::FootnoteBody(_))
    });
    if !is_prose {
        return Some(());
    }
    let text = document.slice(span);
    let mut sentences = document.sentences_in(span);
    let mut sentence = sentences.next().unwrap_or(span);
    let mut lower = document.slice(sentence).to_lowercase();
    for figure in figures(text).into_iter().take(MOST_CLAIMS.saturating_sub(found.len())) {
        let own = Span::new(span.start.at() + figure.start, span.start.at() + figure.end);
        if !pace(own.start) {
            return None;
        }
        let before = sentence;
        while sentence.end <= own.start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        if sentence != before {
            lower = document.slice(sentence).to_lowercase();
        }
        let held = held(cells, &figure.value, &text[figure.start..figure.end], &lower);
        found.push(Claim { span: own, sentence, value: figure.value, held });
    }
    Some(())
}

/// The cells that hold a figure; `sentence` is the one around it, in lower case.
fn held(cells: &Cells, value: &Value, printed: &str, sentence: &str) -> Vec<MatchingCell> {
    let Some(number) = value.number().map(|number| number.abs()) else { return Vec::new() };
    // Zero stands anywhere, and a bare small number, too: they would be found everywhere.
    if number.is_zero() {
        return Vec::new();
    }
    let (wanted, lines) = match value.unit {
        Some(unit) => (magnitude(number, Some(unit)), &cells.amounts),
        None => (Some(number), &cells.printed),
    };
    let Some(wanted) = wanted else { return Vec::new() };
    let half = precision(printed, number, wanted) / Decimal::TWO;
    let from = lines.partition_point(|(amount, _)| *amount < wanted - half);
    let near = lines[from..].iter().take_while(|(amount, _)| *amount <= wanted + half).take(MOST_ALIKE);
    let mut found: Vec<(bool, usize, MatchingCell)> = Vec::new();
    for (amount, entry) in near {
        let (table, row, column) = (entry.table as usize, entry.row as usize, entry.column as usize);
        let Some(view) = cells.view(table) else { continue };
        let unit = view.cell(row, column).unit;
        if !agrees(value.unit, unit) {
            continue;
        }
        let heads = [view.row_head(row), view.column_head(column)];
        let named = heads.iter().flat_map(|head| &head.path).filter(|head| names(sentence, head)).count();
        let scaled = value.unit.is_some()
            && view.cell(row, column).value.number().is_some_and(|cell| !is_rounded(first_digits(printed), cell.abs()));
        let told = u32::try_from(named).unwrap_or(u32::MAX);
        let held = MatchingCell { table, row, column, exact: *amount == wanted, scaled, named: told };
        found.push((!held.exact, usize::MAX - named, held));
    }
    // Named heads first, the same value before a rounded one.
    found.sort_unstable_by_key(|(rounded, named, held)| (*named, *rounded, *held));
    found.into_iter().map(|(_, _, held)| held).take(MOST_HELD).collect()
}

/// Whether a figure's unit and a cell's can be of one thing.
fn agrees(figure: Option<Unit>, cell: Option<Unit>) -> bool {
    match (figure, cell) {
        (Some(figure), Some(cell)) => figure.is_like(cell),
        // A bare number may leave its unit to the sentence.
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// The first run of digits of a figure: 36 of `36조 7,042억`.
fn first_digits(printed: &str) -> &str {
    let from = printed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let rest = &printed[from..];
    &rest[..rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len())]
}

/// Whether digits say `number`, or round it: then prose and table count in the same scale.
fn is_rounded(digits: &str, number: Decimal) -> bool {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let plain = plain.trim_end_matches('.');
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    plain.parse::<Decimal>().is_ok_and(|said| (said - number).abs() <= step / Decimal::TWO)
}

/// Whether a sentence in lower case names a head: its words, the unit in parentheses left out.
fn names(sentence: &str, head: &str) -> bool {
    let bare = head.split(['(', '（', '[']).next().unwrap_or(head).trim();
    bare.chars().count() > 1 && sentence.contains(&bare.to_lowercase())
}

/// One step of the last digit printed, in ones of the measure: 0.1조 is 10^11, 7,042억 is 10^8.
fn precision(printed: &str, number: Decimal, amount: Decimal) -> Decimal {
    // The last run of digits tells: in 36조 7,042억 that is 7,042 of 억.
    let last = printed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let run = last.rfind(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).map_or(last, |at| {
        let width = last[at..].chars().next().map_or(1, char::len_utf8);
        &last[at + width..]
    });
    let decimals = run.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = run.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let Ok(value) = digits.parse::<Decimal>() else { return Decimal::ZERO };
    if value.is_zero() || number.is_zero() {
        return Decimal::ZERO;
    }
    let step = Decimal::new(1, u32::try_from(decimals.min(20)).unwrap_or(20));
    // Of one run the amount says what a step comes to; of several, the scale behind the last.
    let scale = printed[last.len()..].trim_start().chars().next();
    let runs = printed.split(|c: char| "조억만천".contains(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    if runs < 2 {
        return step.checked_mul(amount).and_then(|scaled| scaled.checked_div(value)).unwrap_or_default();
    }
    let power = match scale {
        Some('조') => 12,
        Some('억') => 8,
        Some('만') => 4,
        Some('천') => 3,
        _ => 0,
    };
    step.checked_mul(Decimal::from(10_i64.pow(power))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Source, format_named};

    fn read(markdown: &str) -> Arc<Document> {
        let format = format_named("markdown").expect("a format");
        Arc::new((format.read)(&Source { name: "a.md", bytes: markdown.as_bytes(), whole: true }, &()).expect("a document"))
    }

    /// Each figure with the texts of the cells that hold it; `~` before what is rounded.
    fn told(document: &Arc<Document>) -> Vec<(String, Vec<String>)> {
        let cells = Cells::of(document, &|| true).expect("not stopped");
        let text = |held: &MatchingCell| {
            let cell = document.tables()[held.table].cell(held.row, held.column).map_or("", |span| document.slice(span));
            if held.exact { cell.to_owned() } else { format!("~{cell}") }
        };
        document
            .blocks()
            .iter()
            .flat_map(|block| claims(document, &cells, block.span))
            .map(|claim| (document.slice(claim.span).to_owned(), claim.held.iter().map(text).collect()))
            .collect()
    }

    const TABLE: &str = "\n\n표 1. 지표\n\n| 지표 | 단위 | 2022 | 2021 |\n|:--|:--|--:|--:|\n| 인구 | 천명 | 25,660.4 | 25,484.1 |\n| 명목 GNI | 십억원 | 36,704.2 | 36,253.2 |\n| 명목 GNI | 억달러 | 284.1 | 316.8 |\n| 1인당 GNI | 달러 | 1,107.0 | 1.243.0 |\n| 성장률 | % | -0.2 | -4.5 |\n";

    fn of(prose: &str) -> Vec<(String, Vec<String>)> {
        told(&read(&format!("{prose}{TABLE}")))
    }

    #[test]
    fn a_figure_is_held_by_the_cell_with_its_value_in_any_scale() {
        for (prose, figure, cells) in [
            ("명목 GNI는 36조 7,042억 원이었다.", "36조 7,042억 원", &["36,704.2"][..]),
            ("명목 GNI는 36.7조 원이었다.", "36.7조 원", &["~36,704.2"]),
            ("인구는 2,566만 명이다.", "2,566만 명", &["~25,660.4"]),
            ("인구는 25,660,400명이다.", "25,660,400명", &["25,660.4"]),
            ("성장률은 4.5% 낮아졌다.", "4.5%", &["-4.5"]),
            ("1인당 1,243달러였다.", "1,243달러", &["1.243.0"]),
            ("달러로는 284.1억 달러였다.", "284.1억 달러", &["284.1"]),
            ("GNI fell to 28.41 billion dollars.", "28.41 billion dollars", &["284.1"]),
            ("값은 1,107.0이었다.", "1,107.0", &["1,107.0"]),
            ("무역은 99억 달러였다.", "99억 달러", &[]),
            ("284.1% 늘었다.", "284.1%", &[]),
        ] {
            let expected: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            assert_eq!(of(prose), [(figure.to_owned(), expected)], "{prose}");
        }
    }

    #[test]
    fn what_the_sentence_names_comes_first() {
        let table = "\n\n| 나라 | 수출 | 수입 |\n|:--|--:|--:|\n| 가국 | 12.5 | 7.1 |\n| 나국 | 3.3 | 12.5 |\n";
        let document = read(&format!("나국의 수입은 12.5로 늘었다.{table}"));
        let cells = Cells::of(&document, &|| true).expect("not stopped");
        let found = claims(&document, &cells, document.blocks()[0].span);
        let places: Vec<_> = found[0].held.iter().map(|held| (held.row, held.column)).collect();
        assert_eq!(places, [(1, 2), (0, 1)]);
    }

    #[test]
    fn the_dates_and_numbers_of_resolutions_in_the_briefs_are_no_figures() {
        for bytes in [
            &include_bytes!("../../content/north-korea-russia.ko.md")[..],
            &include_bytes!("../../content/north-korea-russia.en.md")[..],
        ] {
            let document = read(std::str::from_utf8(bytes).expect("text"));
            assert_eq!(told(&document), []);
            let cells = Cells::of(&document, &|| true).expect("not stopped");
            assert_eq!(cells.printed.len(), 36);
        }
    }

    #[test]
    fn a_match_says_how_it_came_about() {
        for (prose, exact, scaled, named) in [
            ("명목 GNI는 36조 7,042억 원이었다.", true, true, 1),
            ("36.7조 원이었다.", false, true, 0),
            ("2022년 인구는 25,660.4천 명이다.", true, false, 2),
            ("인구는 25,660천 명이다.", false, false, 1),
            ("1,107.0이었다.", true, false, 0),
        ] {
            let document = read(&format!("{prose}{TABLE}"));
            let claims = Claims::of(&document, &|_| true).expect("not stopped");
            assert!(claims.is_whole);
            let held = claims.all[0].held[0];
            assert_eq!((held.exact, held.scaled, held.named), (exact, scaled, named), "{prose}");
        }
    }

    #[test]
    fn figures_without_end_are_cut_and_told() {
        let document = read(&"값은 12.5와 13.5다. ".repeat(MOST_CLAIMS / 2 + 10));
        let claims = Claims::of(&document, &|_| true).expect("not stopped");
        assert!(claims.all.len() == MOST_CLAIMS && !claims.is_whole);
        assert!(Claims::of(&document, &|_| false).is_none());
    }

    #[test]
    fn nobody_waits_for_more() {
        assert!(Cells::of(&read(TABLE), &|| false).is_none());
    }

    #[test]
    fn the_last_digit_printed_says_how_precise_a_figure_is() {
        let of = |printed: &str, number: i64, amount: i64| {
            precision(printed, Decimal::from(number), Decimal::from(amount)).normalize().to_string()
        };
        assert_eq!(of("36조 7,042억", 36, 36_704_200_000_000), "100000000");
        assert_eq!(of("3조 5천", 3, 3), "1000");
        assert_eq!(of("3조 5만 원", 3, 3), "10000");
        assert_eq!(of("3억 2.5조", 3, 3), "100000000000");
        assert_eq!(of("3억 2", 3, 3), "1");
        assert_eq!(of("284.1", 284, 2841), "1");
        assert_eq!(of("25", 25, 25_000), "1000");
        assert_eq!(of("25%", 25, 25), "1");
        assert_eq!(of("0", 0, 5), "0");
        assert_eq!(of("0.0", 5, 5), "0");
        assert_eq!(of("", 5, 5), "0");
    }

    #[test]
    fn digits_say_a_number_or_round_it() {
        assert_eq!(["36조 7,042억", "약 1,107.0원", "없음", "-5"].map(first_digits), ["36", "1,107.0", "", "5"]);
        let is = |digits: &str, number: &str| is_rounded(digits, number.parse().expect("a number"));
        assert!(is("36.7", "36.7") && is("36.7", "36.74") && is("36.7", "36.65") && is("36.7", "36.75"));
        assert!(!is("36.7", "36.76") && !is("36.7", "36.64") && is("36", "36.5") && !is("36", "36.6") && is("1,107", "1107"));
        assert!(is("36.", "36.2") && !is("x", "36"));
    }

    #[test]
    fn a_head_is_named_by_its_words_without_its_unit() {
        assert!(
            names("명목 gni는 늘었다", "명목 GNI")
                && names("인구는", "인구 (천명)")
                && names("인구는", "인구（명）")
                && names("인구는", "인구[명]")
        );
        assert!(!names("인구는", "무역") && !names("a b", "a") && !names("인구는", "(인구)"));
    }

    #[test]
    fn units_agree_where_they_are_of_one_thing() {
        let of = |text: &str| Unit::parse(text);
        assert!(agrees(of("달러"), of("억달러")) && agrees(None, of("달러")) && agrees(None, None));
        assert!(!agrees(of("달러"), of("명")) && !agrees(of("달러"), None));
    }

    #[test]
    fn figures_that_a_cell_holds_are_grouped_first() {
        let document = read(&format!("값은 99.5였다. 인구는 25,660.4천 명이다. 또 88.5였다. 성장률은 4.5% 낮아졌다.{TABLE}"));
        let claims = Claims::of(&document, &|_| true).expect("not stopped");
        assert_eq!((claims.all.len(), claims.grouped.as_slice(), claims.held), (4, &[1, 3, 0, 2][..], 2));
        let sentences: Vec<&str> = claims.all.iter().map(|claim| document.slice(claim.sentence).trim()).collect();
        assert_eq!(sentences, ["값은 99.5였다.", "인구는 25,660.4천 명이다.", "또 88.5였다.", "성장률은 4.5% 낮아졌다."]);
        assert!(!claims.cells.is_empty() && claims.cells.view(0).is_some() && claims.cells.view(1).is_none());
        assert!(Cells::of(&read("Words."), &|| true).expect("not stopped").is_empty());
        // Where the same figure stands many times, the first eight cells are told.
        let rows: String = (0..12).map(|row| format!("| r{row} | 12.5 |\n")).collect();
        let document = read(&format!("값은 12.5다.\n\n| a | b |\n|--|--:|\n{rows}"));
        let held = &Claims::of(&document, &|_| true).expect("not stopped").all[0].held;
        assert_eq!(held.iter().map(|held| held.row).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
        // What is no prose says nothing.
        let none = read("# 값은 12.5다\n\n```\n12.5\n```\n");
        assert_eq!(Claims::of(&none, &|_| true).expect("not stopped").all, []);
        assert_eq!(told(&read("값은 0.0이다.\n\n| a | b |\n|--|--:|\n| r | 0.0 |\n")), [("0.0".to_owned(), vec![])]);
    }
}
