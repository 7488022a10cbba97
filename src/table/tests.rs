//! Tests of the room as a whole, and the tables that its files' own tests are made of.

mod arranging;
mod computing;
mod reading;
mod writing;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::document::value::Kind;
use crate::document::{BlockKind, Builder, Document};

/// Table 1 of the brief: years run across, units have a column, two labels span two rows.
fn brief() -> Arc<Document> {
    let rows = [
        ("인구", "천명", ["25,660.4", "25,484.1", "25,367.9", "25,250.4", "25,132.3", "25,014.2"]),
        ("명목 GNI", "십억원", ["36,704.2", "36,253.2", "34,970.4", "35,561.6", "35,895.1", "36,630.8"]),
        ("", "(억달러)", ["284.1", "316.8", "296.3", "305.1", "326.2", "323.9"]),
        ("1인당 GNI", "만원", ["143.0", "142.3", "137.9", "140.8", "142.8", "146.4"]),
        ("", "(달러)", ["1,107.0", "1.243.0", "1,168.0", "1,208.0", "1,298.0", "1,295.0"]),
        ("경제성장률", "%", ["-0.2", "-0.1", "-4.5", "0.4", "-4.1", "-3.5"]),
    ];
    let mut b = Builder::new();
    b.open(BlockKind::Caption);
    b.text("<표 1. 북한의 각종 경제지표 추이>");
    b.open_table(8, 2);
    for head in ["", "단위", "2022", "2021", "2020", "2019", "2018", "2017"] {
        cell(&mut b, head);
    }
    b.end_row();
    b.end_head();
    let mut label = Span::default();
    for (name, unit, numbers) in rows {
        if name.is_empty() {
            b.repeat_cell(label);
        } else {
            label = cell(&mut b, name);
        }
        cell(&mut b, unit);
        for number in numbers {
            cell(&mut b, number);
        }
        b.end_row();
    }
    b.open(BlockKind::Source);
    b.text("* 자료: 한국은행.");
    Arc::new(b.finish().expect("a small document"))
}

fn cell(b: &mut Builder, text: &str) -> Span {
    b.open_cell();
    b.text(text);
    b.end_cell()
}

/// A table from lines of cells parted by `|`; the first line is the head.
pub(super) fn made(stub: u16, caption: &str, lines: &[&str]) -> TableView {
    let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.split('|').collect()).collect();
    table_of(stub, caption, &lines)
}

/// A table from lines of cells; the first line is the head.
pub(super) fn table_of<'a>(stub: u16, caption: &str, lines: &[impl AsRef<[&'a str]>]) -> TableView {
    let mut b = Builder::new();
    if !caption.is_empty() {
        b.open(BlockKind::Caption);
        b.text(caption);
    }
    b.open_table(lines.first().map_or(0, |line| line.as_ref().len()), stub);
    for (at, line) in lines.iter().enumerate() {
        for text in line.as_ref() {
            cell(&mut b, text);
        }
        b.end_row();
        if at == 0 {
            b.end_head();
        }
    }
    TableView::new(Arc::new(b.finish().expect("a small document")), 0).expect("a table")
}

fn view() -> TableView {
    brief_view()
}

pub(super) fn brief_view() -> TableView {
    TableView::new(brief(), 0).expect("a table")
}

fn column(view: &TableView, column: usize) -> Vec<String> {
    (0..view.height()).map(|row| view.cell(row, column).text.into_owned()).collect()
}

fn row(view: &TableView, row: usize) -> Vec<String> {
    (0..view.width()).map(|column| view.cell(row, column).text.into_owned()).collect()
}

fn by(line: usize, direction: Direction) -> SortKey {
    SortKey { line, direction }
}

#[test]
fn table_1_has_its_paths_and_units() {
    let view = view();
    assert_eq!((view.width(), view.height(), view.label_columns(), view.frozen()), (8, 6, 2, 2));
    assert_eq!(view.row_head(2).path, ["명목 GNI"]);
    assert_eq!(view.row_head(2).label(), "명목 GNI › 억달러");
    assert_eq!(view.row_head(4).label(), "1인당 GNI › 달러");
    assert_eq!(view.column_head(2).path, ["2022"]);
    let cell = view.cell(1, 2);
    assert_eq!((cell.text.as_ref(), cell.source), ("36,704.2", Some((1, 2))));
    let unit = cell.unit.expect("a unit");
    assert_eq!((unit.measure.0, unit.power), ("KRW", 9));
}

#[test]
fn the_misprint_of_table_1_is_read_and_stays_as_printed() {
    let view = view();
    let cell = view.cell(4, 3);
    assert_eq!(cell.text, "1.243.0");
    assert!(cell.misprint);
    assert_eq!(cell.value.kind, Kind::Decimal("1243.0".parse().expect("a number")));
    let marked = (0..view.height()).flat_map(|row| (0..view.width()).map(move |column| (row, column)));
    assert_eq!(marked.filter(|(row, column)| view.cell(*row, *column).misprint).collect::<Vec<_>>(), [(4, 3)]);
}

#[test]
fn table_1_sorts_both_ways_and_back() {
    let mut view = view();
    let (direction, sorted) = view.toggle_sort(Axis::Rows, 3);
    assert_eq!(direction, Some(Direction::Ascending));
    assert_eq!(sorted.unlike, ["천명", "십억원", "억달러", "%"], "unlike measures are said, each once");
    assert_eq!(column(&view, 3), ["-0.1", "142.3", "316.8", "1.243.0", "25,484.1", "36,253.2"]);
    assert_eq!(view.toggle_sort(Axis::Rows, 3).0, Some(Direction::Descending));
    assert_eq!(column(&view, 3), ["36,253.2", "25,484.1", "1.243.0", "316.8", "142.3", "-0.1"]);
    assert_eq!(view.sort_keys(Axis::Rows), [by(3, Direction::Descending)]);
    assert_eq!(view.toggle_sort(Axis::Rows, 3).0, None);
    assert_eq!(column(&view, 0), ["인구", "명목 GNI", "명목 GNI", "1인당 GNI", "1인당 GNI", "경제성장률"]);
}

#[test]
fn years_line_up_by_growth() {
    let mut view = view();
    view.sort(Axis::Columns, &[by(5, Direction::Descending)]);
    assert_eq!(row(&view, 5), ["경제성장률", "%", "0.4", "-0.1", "-0.2", "-3.5", "-4.1", "-4.5"]);
    assert_eq!(view.column_head(2).path, ["2019"]);
    view.restore_order();
    assert_eq!(view.column_head(2).path, ["2022"]);
}

#[test]
fn transposed_years_are_rows() {
    let mut view = view();
    view.transpose();
    assert_eq!((view.width(), view.height(), view.label_columns(), view.frozen()), (7, 6, 1, 1));
    assert_eq!(column(&view, 0), ["2022", "2021", "2020", "2019", "2018", "2017"]);
    assert_eq!(view.column_head(5).label(), "1인당 GNI › 달러");
    assert_eq!(column(&view, 6), ["-0.2", "-0.1", "-4.5", "0.4", "-4.1", "-3.5"]);
    assert_eq!(view.cell(1, 5).source, Some((4, 3)));
    assert_eq!(view.seen_at((4, 3)), Some((1, 5)));
    view.sort(Axis::Rows, &[by(0, Direction::Ascending)]);
    assert_eq!(column(&view, 0), ["2017", "2018", "2019", "2020", "2021", "2022"]);
    let sorted = view.sort(Axis::Rows, &[by(5, Direction::Descending)]);
    assert!(sorted.unlike.is_empty(), "one series, one unit");
    assert_eq!(column(&view, 5), ["1,298.0", "1,295.0", "1.243.0", "1,208.0", "1,168.0", "1,107.0"]);
    view.transpose();
    assert_eq!(view.column_head(2).path, ["2018"], "the order is kept");
    view.restore_order();
    assert_eq!(view.column_head(2).path, ["2022"]);
}

#[test]
fn names_find_lines() {
    let mut view = view();
    assert_eq!(view.find(Axis::Columns, "2022"), Ok(2));
    assert_eq!(view.find(Axis::Columns, "3"), Ok(2));
    assert_eq!(view.find(Axis::Columns, "단위"), Ok(1));
    assert_eq!(view.find(Axis::Columns, "label"), Ok(0));
    let missing = view.find(Axis::Columns, "1999").expect_err("no such year");
    assert_eq!(missing.why, NameMismatch::Unknown);
    assert_eq!(missing.known, ["1", "단위", "2022", "2021", "2020", "2019", "2018", "2017"]);
    assert_eq!(view.find(Axis::Rows, "인구"), Ok(0));
    assert_eq!(view.find(Axis::Rows, "1인당 GNI > 달러"), Ok(4));
    assert_eq!(view.find(Axis::Rows, "명목GNI›억달러"), Ok(2));
    assert_eq!(view.find(Axis::Rows, "경제"), Ok(5));
    let twice = view.find(Axis::Rows, "명목 GNI").expect_err("two rows");
    assert_eq!(
        (twice.why, twice.known.as_slice()),
        (NameMismatch::Ambiguous, ["명목 GNI › 십억원".to_owned(), "명목 GNI › 억달러".to_owned()].as_slice())
    );
    view.transpose();
    assert_eq!(view.find(Axis::Columns, "1인당 GNI/달러"), Ok(5));
    assert_eq!(view.find(Axis::Rows, "2020"), Ok(2));
}

#[test]
fn several_keys_part_what_is_equal() {
    let mut view = made(1, "", &["도시|구분|수", "나|b|1", "가|a|1", "다|a|2", "라|b|-"]);
    view.sort(Axis::Rows, &[by(1, Direction::Ascending), by(2, Direction::Descending)]);
    assert_eq!(column(&view, 0), ["다", "가", "나", "라"]);
    view.then_sort(Axis::Rows, by(1, Direction::Descending));
    assert_eq!(column(&view, 0), ["나", "라", "다", "가"]);
    view.sort(Axis::Rows, &[by(2, Direction::Descending), by(0, Direction::Ascending)]);
    assert_eq!(column(&view, 0), ["다", "가", "나", "라"], "nothing stays last");
}

#[test]
fn amounts_of_one_currency_are_compared_by_what_they_are() {
    let mut view = made(1, "표 1. 예산 (단위: 억원)", &["부처|예산", "가|900", "나|1.2조", "다|5,000", "라|3,000만원"]);
    let sorted = view.sort(Axis::Rows, &[by(1, Direction::Descending)]);
    assert!(sorted.unlike.is_empty());
    assert_eq!(column(&view, 0), ["나", "다", "가", "라"]);
    let mut view = made(1, "", &["항목|값", "가|$5m", "나|€3m", "다|€4m"]);
    assert_eq!(view.sort(Axis::Rows, &[by(1, Direction::Ascending)]).unlike, ["USD", "EUR"]);
}

#[test]
fn filters_hide_rows_and_columns() {
    let mut view = view();
    let test = |text| Condition::parse(text).expect("a test");
    assert_eq!(view.filter(Axis::Rows, Some(2), test("> 1000")), 3);
    assert_eq!(column(&view, 2), ["25,660.4", "36,704.2", "1,107.0"]);
    assert_eq!(view.filter(Axis::Rows, None, test("gni")), 2, "filters add up");
    view.clear_filters(Axis::Rows);
    assert_eq!(view.filter(Axis::Rows, Some(0), test("/^1인당/")), 2);
    view.clear_filters(Axis::Rows);
    assert_eq!(view.filter(Axis::Rows, Some(2), test(">= 1조원")), 1, "십억원 only: other measures don't compare");
    view.clear_filters(Axis::Rows);
    assert_eq!(view.filter(Axis::Columns, Some(5), test("< -3")), 2 + 3, "labels stay");
    assert_eq!(view.column_head(2).path, ["2020"]);
    view.clear_filters(Axis::Columns);
    view.transpose();
    assert_eq!(view.filter(Axis::Rows, Some(0), test(">= 2020")), 3);
    assert_eq!(column(&view, 0), ["2022", "2021", "2020"]);
}

#[test]
fn columns_hide_and_move() {
    let mut view = view();
    assert!(view.hide(Axis::Columns, 1));
    assert_eq!(row(&view, 0)[..3], ["인구", "25,660.4", "25,484.1"]);
    assert_eq!((view.label_columns(), view.hidden(Axis::Columns)), (1, 1));
    assert!(view.move_line(Axis::Columns, 6, 1));
    assert_eq!(view.column_head(1).path, ["2017"]);
    view.show_all(Axis::Columns);
    view.restore_order();
    assert_eq!(view.column_head(2).path, ["2022"]);
    view.transpose();
    assert!(view.hide(Axis::Columns, 1));
    assert!(!view.hide(Axis::Columns, 0), "the years stay");
    assert_eq!(view.column_head(1).label(), "명목 GNI › 십억원");
    assert!(view.move_line(Axis::Rows, 5, 0));
    assert_eq!(column(&view, 0)[..2], ["2017", "2022"]);
    view.freeze(3);
    assert_eq!(view.frozen(), 3);
    view.reset();
    assert_eq!((view.width(), view.is_transposed(), view.frozen()), (8, false, 2));
}

#[test]
fn change_goes_forward_in_time_whatever_the_order() {
    let mut view = view();
    let formula = view.derive(Some(Derivation::Change)).expect("a formula").clone();
    assert_eq!((formula.along, formula.by_time, formula.base), (Axis::Columns, true, None));
    assert_eq!(row(&view, 0), ["인구", "천명", "176.3", "116.2", "117.5", "118.1", "118.1", ""]);
    assert_eq!(row(&view, 4)[3..5], ["75.0", "-40.0"], "the misprint counts as what it means");
    let change = view.cell(5, 2);
    assert_eq!((change.text.as_ref(), change.value.kind), ("-0.1", Kind::PercentPoint("-0.1".parse().expect("a number"))));
    view.derive(Some(Derivation::ChangePercent));
    assert_eq!(row(&view, 1)[2..], ["1.2", "3.7", "-1.7", "-0.9", "-2.0", ""]);
    assert_eq!(row(&view, 5)[2..], ["", "", "", "", "", ""], "a rate has no rate of change");
    view.sort(Axis::Columns, &[by(1, Direction::Ascending)]);
    assert_eq!(row(&view, 1)[2..], ["-2.0", "-1.7", "-0.9", "1.2", "3.7", ""]);
    assert!(view.derive(None).is_none());
    assert_eq!(view.cell(1, 2).text, "34,970.4", "the print, sorted by its own numbers");
}

#[test]
fn index_growth_share_and_rank() {
    let mut view = view();
    let formula = view.derive(Some(Derivation::Index)).expect("a formula").clone();
    assert_eq!(formula.base.as_deref(), Some("2017"));
    assert_eq!(row(&view, 3)[2..], ["97.7", "97.2", "94.2", "96.2", "97.5", "100.0"]);
    view.derive(Some(Derivation::Growth));
    assert_eq!(row(&view, 0)[2..], ["0.51", "0.47", "0.47", "0.47", "0.47", ""]);
    view.derive(Some(Derivation::Rank));
    assert_eq!(row(&view, 4)[2..], ["6", "3", "5", "4", "1", "2"], "unlike rows are ranked along themselves");
    let mut view = made(1, "", &["지역|인구(명)", "서울|50", "부산|30", "기타|20", "합계|100"]);
    assert_eq!(view.derive(Some(Derivation::Share)).expect("a formula").base.as_deref(), Some("합계"));
    assert_eq!(column(&view, 1), ["50.0", "30.0", "20.0", "100.0"]);
    view.derive(Some(Derivation::Rank));
    assert_eq!(column(&view, 1), ["1", "2", "3", ""], "a total is no peer of its parts");
    let mut view = made(1, "", &["지역|값", "가|1", "나|3", "다|-", "라|x"]);
    view.derive(Some(Derivation::Share));
    assert_eq!(column(&view, 1), ["25.0", "75.0", "", ""]);
    view.derive(Some(Derivation::Rank));
    assert_eq!(column(&view, 1), ["2", "1", "", ""]);
}

#[test]
fn years_down_the_rows_are_a_series_too() {
    let mut view = made(1, "", &["연도|수출(억달러)", "2022|121", "2020|100", "2021|110", "2019|-"]);
    view.derive(Some(Derivation::ChangePercent));
    assert_eq!(column(&view, 1), ["10.0", "", "10.0", ""]);
    view.derive(Some(Derivation::Growth));
    assert_eq!(column(&view, 1), ["10.00", "", "10.00", ""]);
    assert_eq!(view.formula_shown().and_then(|formula| formula.base.as_deref()), Some("2019"));
    view.sort(Axis::Rows, &[by(0, Direction::Ascending)]);
    assert_eq!(column(&view, 1), ["", "", "10.00", "10.00"]);
}

#[test]
fn computing_costs_no_more_than_the_rows() {
    let lines: Vec<String> = std::iter::once("a|b".to_owned()).chain((0..4_000).map(|n| format!("r{n}|{}", n + 1))).collect();
    let mut view = made(1, "", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    for derivation in Derivation::ALL {
        view.derive(Some(derivation));
        view.sort(Axis::Rows, &[by(1, Direction::Descending)]);
        assert_eq!(view.height(), 4_000);
    }
    assert_eq!(view.cell(0, 1).text, "4000", "the lowest rank stands first");
}

#[test]
fn computed_numbers_are_exact() {
    let mut view = made(1, "", &["값|2020|2021", "가|0.1|0.3"]);
    view.derive(Some(Derivation::Change));
    assert_eq!(view.cell(0, 2).text, "0.2");
}

#[test]
fn a_series_goes_forward_in_time_and_keeps_its_gaps() {
    let mut view = view();
    let series = view.series(4);
    assert_eq!((series.label.as_str(), series.unit.as_deref(), series.by_time), ("1인당 GNI", Some("달러"), true));
    assert_eq!(series.points[0], ("2017".to_owned(), Some(1295.0)));
    assert_eq!(series.points[4], ("2021".to_owned(), Some(1243.0)));
    view.sort(Axis::Columns, &[by(4, Direction::Ascending)]);
    assert_eq!(view.series(4).points, series.points, "sorting moves no time");
    view.transpose();
    assert_eq!(view.series(0).unit, None, "a year counts unlike things");
    let gaps = made(1, "", &["a|2020|2021|2022", "x|1|-|3"]);
    assert_eq!(gaps.series(0).points.iter().map(|point| point.1).collect::<Vec<_>>(), [Some(1.0), None, Some(3.0)]);
}

#[test]
fn a_summary_tells_what_it_counts() {
    let view = view();
    let growth = view.summary((2..8).map(|column| (5, column)));
    let told = |n: Option<rust_decimal::Decimal>| n.map(|n| n.to_string());
    assert_eq!((growth.count, growth.empty, growth.unlike), (6, 0, false));
    assert_eq!(
        [told(growth.sum), told(growth.min), told(growth.max), told(growth.median), told(growth.mean)]
            .map(Option::unwrap_or_default),
        ["-12.0", "-4.5", "0.4", "-1.85", "-2"]
    );
    let mixed = view.summary([(0, 2), (1, 2)]);
    assert!(mixed.unlike && mixed.sum.is_none());
    let won = view.summary([(1, 2), (3, 2)]);
    assert_eq!(won.max, Some(rust_decimal::Decimal::from(36_704_200_000_000_i64)));
    assert_eq!(won.unit.map(|unit| unit.power), Some(0), "scales differ: ones of won");
    assert_eq!(view.summary([]).count, 0);
}

#[test]
fn tsv_holds_what_is_seen() {
    let mut view = view();
    view.sort(Axis::Rows, &[by(2, Direction::Descending)]);
    view.hide(Axis::Columns, 7);
    let tsv = write(&view, Grid::Tsv { guard: true });
    let lines: Vec<&str> = tsv.lines().collect();
    assert_eq!(lines[0], "\t단위\t2022\t2021\t2020\t2019\t2018");
    assert_eq!(lines[1], "명목 GNI\t십억원\t36,704.2\t36,253.2\t34,970.4\t35,561.6\t35,895.1");
    assert_eq!(lines[6], "경제성장률\t%\t-0.2\t-0.1\t-4.5\t0.4\t-4.1");
    assert_eq!(lines.len(), 7);
}

#[test]
fn csv_is_quoted_guarded_and_marked() {
    let view = made(1, "", &["a|b", "=1+1|x,y", "-0.2|say \"hi\"", "@cmd|-", "+82-2|△3"]);
    let csv = write(&view, Grid::Csv { bom: true, guard: true });
    assert_eq!(csv, "\u{FEFF}a,b\n'=1+1,\"x,y\"\n-0.2,\"say \"\"hi\"\"\"\n'@cmd,-\n'+82-2,△3\n");
    assert!(write(&view, Grid::Csv { bom: false, guard: false }).starts_with("a,b\n=1+1,"));
}

#[test]
fn markdown_and_html_hold_no_markup_of_the_cells() {
    let view = made(1, "표 <1>", &["a|b", "<script>|1", "*x*_`|2.5"]);
    assert_eq!(write(&view, Grid::Markdown), "| a | b |\n| --- | ---: |\n| \\<script\\> | 1 |\n| \\*x\\*\\_\\` | 2.5 |\n");
    let html = write(&view, Grid::Html);
    assert!(html.contains("<caption>표 &lt;1&gt;</caption>") && html.contains("&lt;script&gt;") && !html.contains("<script>"));
}

#[test]
fn text_stands_in_columns_by_display_width() {
    let mut view = view();
    view.transpose();
    view.hide(Axis::Columns, 2);
    let text = write(&view, Grid::Text);
    insta::assert_snapshot!(text, @r"
    <표 1. 북한의 각종 경제지표 추이>
          인구 › 천명  명목 GNI › 억달러  1인당 GNI › 만원  1인당 GNI › 달러  경제성장률 › %
    ────  ───────────  ─────────────────  ────────────────  ────────────────  ──────────────
    2022     25,660.4              284.1             143.0           1,107.0            -0.2
    2021     25,484.1              316.8             142.3           1.243.0            -0.1
    2020     25,367.9              296.3             137.9           1,168.0            -4.5
    2019     25,250.4              305.1             140.8           1,208.0             0.4
    2018     25,132.3              326.2             142.8           1,298.0            -4.1
    2017     25,014.2              323.9             146.4           1,295.0            -3.5
    ");
}

#[test]
fn json_tells_types_units_and_misprints() {
    let view = view();
    let json: serde_json::Value = serde_json::from_str(&write(&view, Grid::Json)).expect("JSON");
    assert_eq!(json["schema"], "ibid.table/1");
    assert_eq!(json["source"], "한국은행");
    assert_eq!(json["columns"][2]["head"][0], "2022");
    let cell = &json["rows"][4]["cells"][3];
    assert_eq!(
        (cell["text"].as_str(), cell["value"].as_f64(), cell["misprint"].as_bool()),
        (Some("1.243.0"), Some(1243.0), Some(true))
    );
    assert_eq!((cell["type"].as_str(), cell["row"].as_u64(), cell["column"].as_u64()), (Some("decimal"), Some(5), Some(4)));
    assert_eq!(json["rows"][1]["cells"][2]["unit"]["measure"], "KRW");
    assert_eq!(json["rows"][1]["unit"], "십억원");
    assert!(write(&view, Grid::Json).contains("\"value\":25660.4"), "every digit as printed");
}

#[test]
fn the_smallest_tables_do_no_harm() {
    for lines in [&["a"][..], &["a", "1"], &[""], &["", ""]] {
        let mut view = made(0, "", lines);
        for derivation in Derivation::ALL {
            view.derive(Some(derivation));
            for format in [Grid::Text, Grid::Json, Grid::Markdown, Grid::Html, Grid::Tsv { guard: true }] {
                let _ = write(&view, format);
            }
        }
        view.transpose();
        view.toggle_sort(Axis::Rows, 0);
        view.toggle_sort(Axis::Columns, 9);
        let _ = (view.series(0), view.measured(0), view.cell(9, 9), view.find(Axis::Columns, "x"), view.series(99));
        let _ = (view.hide(Axis::Rows, 0), view.move_line(Axis::Columns, 0, 5), view.column_head(77), view.row_head(77));
    }
    assert!(TableView::new(brief(), 1).is_none());
    let mut b = Builder::new();
    b.open_table(0, 0);
    let empty = b.finish().expect("a document");
    let mut view = TableView::new(Arc::new(empty), 0).expect("a table of nothing");
    view.transpose();
    view.derive(Some(Derivation::Share));
    assert_eq!((view.height(), write(&view, Grid::Csv { bom: false, guard: true }).as_str()), (0, "\"\"\n"));
}

#[test]
fn five_thousand_columns_and_a_megabyte_cell() {
    let head: Vec<String> = (0..5000).map(|n| format!("c{n}")).collect();
    let huge = "가".repeat(350_000);
    let mut cells: Vec<String> = (0..5000).map(|n| n.to_string()).collect();
    cells[7] = huge.clone();
    let mut view = made(0, "", &[&head.join("|"), &cells.join("|")]);
    view.sort(Axis::Columns, &[by(0, Direction::Descending)]);
    assert_eq!(view.cell(0, 0).text, "4999");
    assert_eq!(view.cell(0, 4999).text, huge);
    view.derive(Some(Derivation::Change));
    let missing = view.find(Axis::Columns, "nothing").expect_err("no such column");
    assert_eq!((missing.known.len(), missing.count), (50, 5000));
    view.transpose();
    assert_eq!(view.height(), 5000);
}

#[test]
fn a_table_without_labels_takes_its_first_words() {
    let view = made(0, "", &["city|people", "나|2", "가|1"]);
    assert_eq!((view.label_columns(), view.row_head(1).path), (1, vec!["가"]));
    let numbers = made(0, "", &["id|people", "7|2", "8|1"]);
    assert_eq!((numbers.label_columns(), numbers.row_head(1).path.len()), (0, 0));
}

/// A plain reader of RFC 4180, for reading back.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(c),
        }
    }
    records
}

fn any_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof![
        "-?[0-9]{1,4}(\\.[0-9])?".prop_map(String::from),
        "[가-힣]{0,4}".prop_map(String::from),
        Just("-".to_owned()),
        "[ -~]{0,6}".prop_map(|text| text.replace('|', "")),
        "20[0-2][0-9]년",
        "[0-9]{1,3}[억만%]",
    ];
    (1_usize..6, 1_usize..8).prop_flat_map(move |(width, height)| {
        proptest::collection::vec(proptest::collection::vec(cell.clone(), width), height + 1)
    })
}

fn of(cells: &[Vec<String>], stub: u16) -> TableView {
    let lines: Vec<String> = cells.iter().map(|row| row.join("|")).collect();
    made(stub, "", &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn sorting_is_a_permutation_and_the_print_comes_back(
        cells in any_table(),
        stub in 0_u16..2,
        keys in proptest::collection::vec((0_usize..6, any::<bool>()), 0..4),
        turned in any::<bool>(),
        derivation in proptest::option::of(0_usize..6),
    ) {
        let mut view = of(&cells, stub);
        if turned {
            view.transpose();
        }
        view.derive(derivation.map(|at| Derivation::ALL[at]));
        let printed = write(&view, Grid::Tsv { guard: false });
        for axis in [Axis::Rows, Axis::Columns] {
            let keys: Vec<SortKey> =
                keys.iter().map(|(line, down)| by(*line, if *down { Direction::Descending } else { Direction::Ascending })).collect();
            view.sort(axis, &keys);
        }
        for (printed, count) in [(0, cells.len() - 1), (1, cells[0].len())] {
            let mut shown = view.lines[printed].shown.clone();
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..u32::try_from(count).expect("small")).collect::<Vec<_>>());
        }
        view.restore_order();
        prop_assert_eq!(write(&view, Grid::Tsv { guard: false }), printed);
    }

    #[test]
    fn a_sorted_column_is_in_order_and_stable(cells in any_table(), line in 0_usize..6) {
        let mut view = of(&cells, 0);
        view.sort(Axis::Rows, &[by(line, Direction::Ascending)]);
        if line < view.width() {
            let keys = view.key_line(0, lines::By::Line(u32::try_from(line).expect("small")));
            let shown = &view.lines[0].shown;
            prop_assert!(shown.windows(2).all(|pair| (keys.keys[pair[0] as usize], pair[0]) < (keys.keys[pair[1] as usize], pair[1])));
        }
    }

    #[test]
    fn csv_comes_back_as_it_was(cells in any_table()) {
        let view = of(&cells, 1);
        let read = records(&write(&view, Grid::Csv { bom: false, guard: false }));
        let seen: Vec<Vec<String>> = (0..view.height()).map(|line| row(&view, line)).collect();
        prop_assert_eq!(&read[1..], &seen[..]);
    }

    #[test]
    fn transposing_twice_changes_nothing(cells in any_table()) {
        let mut view = of(&cells, 1);
        let printed = write(&view, Grid::Json);
        // A column of units beside the labels is a label too.
        let labels = view.label_columns();
        view.transpose();
        let turned = (view.width(), view.height());
        prop_assert_eq!(turned, (cells.len(), cells[0].len() - labels));
        view.transpose();
        prop_assert_eq!(write(&view, Grid::Json), printed);
    }
}

#[test]
fn words_that_are_left_out_leave_out_every_line_that_has_them() {
    let mut view = made(1, "", &["이름|2021|2022", "가|1|2", "나|3|가나", "다|5|6"]);
    assert_eq!(view.filter(Axis::Rows, None, Condition::parse("!가").expect("a test")), 1);
    view.clear_filters(Axis::Rows);
    // Columns are asked for by their heads as well as by what they hold.
    assert_eq!(view.filter(Axis::Columns, None, Condition::parse("2022").expect("a test")), 2);
    view.clear_filters(Axis::Columns);
    assert_eq!(view.filter(Axis::Columns, None, Condition::parse("!2022").expect("a test")), 2);
}

#[test]
fn a_unit_behind_a_comma_holds_for_its_column() {
    let view = made(1, "Table 1. Trade ($ millions)", &["Item|2021|Change, %", "Total|1,066.7|12.5", "Food|96.2|24.1"]);
    assert_eq!(view.cell(0, 2).unit, Some(Unit::PERCENT));
    assert_ne!(view.cell(0, 1).unit, Some(Unit::PERCENT));
    let cities = made(1, "", &["Item|Seoul, Busan", "Total|1"]);
    assert_eq!(cities.cell(0, 1).unit, None);
}
