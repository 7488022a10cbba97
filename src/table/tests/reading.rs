//! Heads, labels, names and conditions: by value.

use super::*;

#[test]
fn a_label_says_a_unit_once() {
    let label = |path: &[&'static str], unit| Head { path: path.to_vec(), unit, known: None }.label();
    assert_eq!(label(&["명목 GNI", "2022"], Some("억원")), "명목 GNI › 2022 › 억원");
    assert_eq!(label(&["수출 (억달러)"], Some("억달러")), "수출 (억달러)");
    assert_eq!((label(&[], Some("%")), label(&["가"], None), label(&[], None)), ("%".to_owned(), "가".to_owned(), String::new()));
}

#[test]
fn a_unit_is_told_without_its_brackets() {
    let units = ["(억달러)", "（%）", "[ kg ]", "억원", "(a", "a)"].map(bare);
    assert_eq!(units, ["억달러", "%", "kg", "억원", "(a", "a)"]);
}

#[test]
fn a_row_is_headed_by_its_labels_each_once() {
    let heads = |stub, lines: &[&str]| {
        let view = made(stub, "", lines);
        (0..view.height()).map(|row| view.row_head(row).path.join("/")).collect::<Vec<_>>()
    };
    assert_eq!(heads(2, &["a|b|c", "가|나|1", "|다|2", "라||3", "||4"]), ["가/나", "다", "라", ""]);
    assert_eq!(heads(2, &["a|단위|c", "가|명|1"]), ["가"], "units are told apart");
    let mut b = Builder::new();
    b.open_table(3, 2);
    for text in ["a", "b", "c"] {
        cell(&mut b, text);
    }
    b.end_row();
    b.end_head();
    let label = cell(&mut b, "가");
    b.repeat_cell(label);
    cell(&mut b, "1");
    b.end_row();
    let view = TableView::new(Arc::new(b.finish().expect("a small document")), 0).expect("a table");
    assert_eq!(view.row_head(0).path, ["가"], "one cell over both columns");
}

#[test]
fn heads_lie_over_each_other() {
    let mut b = Builder::new();
    b.open_table(3, 1);
    cell(&mut b, "");
    let over = cell(&mut b, "수출");
    b.repeat_cell(over);
    b.end_row();
    for text in ["", "2021", "2022"] {
        cell(&mut b, text);
    }
    b.end_row();
    b.end_head();
    for text in ["가", "1", "2"] {
        cell(&mut b, text);
    }
    b.end_row();
    let mut view = TableView::new(Arc::new(b.finish().expect("a small document")), 0).expect("a table");
    assert_eq!([0, 1, 2, 3].map(|column| view.column_head(column).path.join("/")), ["", "수출/2021", "수출/2022", ""]);
    view.transpose();
    assert_eq!([0, 1, 2].map(|row| view.row_head(row).path.join("/")), ["수출/2021", "수출/2022", ""]);
    assert_eq!([0, 1, 2].map(|column| view.column_head(column).path.join("/")), ["", "가", ""]);
    let head = view.cell(1, 0);
    assert_eq!((head.text.as_ref(), head.span, head.source), ("수출 › 2022", None, None), "two heads stand in two places");
    assert_eq!(view.cell(0, 9).text, "");
}

#[test]
fn one_head_in_a_turned_table_stands_in_the_text() {
    let mut view = made(1, "", &["a|2021|글", "가|1|2"]);
    view.transpose();
    let head = view.cell(0, 0);
    assert_eq!(head.span.map(|span| view.document().slice(span)), Some("2021"));
    assert_eq!(
        (view.cell(0, 0).value.kind, view.cell(1, 0).value.kind),
        (Value::parse("2021", &Evidence::default()).kind, Kind::Text)
    );
}

#[test]
fn a_file_without_a_word_on_labels_has_them_in_front() {
    let labels = |stub, lines: &[&str]| made(stub, "", lines).label_columns();
    assert_eq!(labels(0, &["a|b", "x|1"]), 1);
    assert_eq!(labels(0, &["a|b", "1|x"]), 0);
    assert_eq!(labels(0, &["a", "x"]), 0, "a lone column is data");
    assert_eq!(labels(1, &["a|b", "1|x"]), 1);
    assert_eq!(labels(5, &["a|b", "x|y"]), 2, "no more than there are");
}

#[test]
fn tables_of_a_document_are_counted() {
    let mut b = Builder::new();
    for text in ["첫째", "둘째"] {
        b.open_table(1, 0);
        cell(&mut b, "머리");
        b.end_row();
        b.end_head();
        cell(&mut b, text);
        b.end_row();
    }
    let document = Arc::new(b.finish().expect("a small document"));
    for (table, text) in [(0, "첫째"), (1, "둘째")] {
        let view = TableView::new(Arc::clone(&document), table).expect("a table");
        assert_eq!((view.table_index(), view.cell(0, 0).text.as_ref()), (table, text));
        assert_eq!((view.width(), view.height(), view.table().height()), (1, 1, 1));
        assert!(Arc::ptr_eq(view.document(), &document) && !view.is_transposed());
    }
    assert!(TableView::new(document, 2).is_none());
}

#[test]
fn a_clone_is_the_same_view() {
    let mut view = view();
    view.sort(Axis::Rows, &[by(3, Direction::Ascending)]);
    view.hide(Axis::Columns, 5);
    view.derive(Some(Derivation::Change));
    view.transpose();
    view.freeze(3);
    let clone = view.clone();
    assert_eq!(write(&clone, Grid::Json), write(&view, Grid::Json));
    assert_eq!((clone.frozen(), clone.is_transposed(), clone.lead()), (3, true, 2));
}

#[test]
fn a_name_is_taken_by_the_whole_head_first() {
    let view = made(1, "", &["이름|2022|2022년 예산|예산 (억원)|4|1|label", "가|1|2|3|4|5|6"]);
    let column = |name: &str| view.find(Axis::Columns, name).map_err(|missing| (missing.why, missing.count));
    assert_eq!(column("2022"), Ok(1), "and not by its start");
    assert_eq!(column("2022년"), Ok(2));
    assert_eq!(column("예산"), Ok(3), "its start");
    assert_eq!(column("예산(억원)"), Ok(3));
    assert_eq!((column("4"), column("1"), column("5"), column("7")), (Ok(4), Ok(5), Ok(4), Ok(6)), "a head before a number");
    assert_eq!((column("0"), column("8")), (Err((NameMismatch::Unknown, 7)), Err((NameMismatch::Unknown, 7))));
    assert_eq!(column("202"), Err((NameMismatch::Ambiguous, 2)));
    assert_eq!(column("LABEL"), Ok(6), "a head of that name");
    assert_eq!((column(""), column(" ")), (Err((NameMismatch::Unknown, 7)), Err((NameMismatch::Unknown, 7))));
    assert_eq!(
        (view.find(Axis::Rows, "label").map_err(|missing| missing.why), view.find(Axis::Rows, "1")),
        (Err(NameMismatch::Unknown), Ok(0))
    );
    let missing = view.find(Axis::Rows, "나").expect_err("no such row");
    assert_eq!((missing.name.as_str(), missing.known.as_slice(), missing.count), ("나", ["가".to_owned()].as_slice(), 1));
}

#[test]
fn a_name_may_be_a_path_or_its_last_piece() {
    let view = made(2, "", &["부|국|값 (명)", "가|나|1", "가|다|2", "라|다|3"]);
    let row = |name: &str| view.find(Axis::Rows, name).map_err(|missing| (missing.why, missing.known));
    assert_eq!((row("가 / 나"), row("가›다"), row("나")), (Ok(0), Ok(1), Ok(0)));
    assert_eq!(row("다"), Err((NameMismatch::Ambiguous, vec!["가 › 다".into(), "라 › 다".into()])));
    assert_eq!(row("라"), Ok(2));
    assert_eq!(
        view.find(Axis::Columns, "값 › 명").map_err(|missing| missing.why),
        Err(NameMismatch::Unknown),
        "the unit is said once"
    );
    assert_eq!(view.find(Axis::Columns, "값"), Ok(2));
    let units = made(2, "", &["a|단위|값", "가|명|1", "나|원|2"]);
    assert_eq!((units.find(Axis::Rows, "가"), units.find(Axis::Rows, "가 › 명")), (Ok(0), Ok(0)), "with its unit or without");
}

fn passes(test: &str, cell: &str) -> bool {
    let value = Value::parse(cell, &Evidence::default());
    Condition::parse(test).expect("a test").passes(cell, &value, value.unit)
}

#[test]
fn a_comparison_holds_by_its_sign() {
    let cases = [
        ("<", [true, false, false]),
        ("<=", [true, true, false]),
        ("≤", [true, true, false]),
        ("=", [false, true, false]),
        ("==", [false, true, false]),
        ("!=", [true, false, true]),
        ("<>", [true, false, true]),
        ("≠", [true, false, true]),
        (">=", [false, true, true]),
        ("≥", [false, true, true]),
        (">", [false, false, true]),
    ];
    for (sign, holds) in cases {
        assert_eq!(["4.9", "5", "5.1"].map(|cell| passes(&format!("{sign} 5"), cell)), holds, "{sign}");
        let days = ["2022년 3월 4일", "2022년 3월 5일", "2022년 3월 6일"];
        assert_eq!(days.map(|cell| passes(&format!("{sign} 2022년 3월 5일"), cell)), holds, "{sign}");
        assert!(!passes(&format!("{sign} 5"), "x") && !passes(&format!("{sign} 2022년 3월 5일"), "5"));
    }
}

#[test]
fn a_year_is_a_number_of_the_date() {
    assert!(passes("= 2022", "2022년 3월") && passes("> 2021", "2022년 3월") && !passes("> 2022", "2022년 3월"));
    assert!(!passes("< 1조", "2022년 3월"), "an amount is none");
    assert!(passes(">= 2022년 3월 1일", "2022년 3월 5일~2022년 3월 9일"), "a span by its beginning");
}

#[test]
fn a_scale_asked_for_holds_for_numbers_of_any_measure() {
    assert!(passes("> 1만", "20,000") && passes("> 1만", "$20,000") && !passes("> 3만", "20,000"));
    assert!(!passes("> 1만원", "20,000"), "a measure does not");
    assert!(passes("> 1만원", "2만원") && !passes("> 1만원", "1만원"));
}

#[test]
fn words_behind_an_equals_sign_are_the_whole_cell() {
    assert!(passes("= 가", "가") && !passes("= 가", "가나") && passes("!= 가", "가나") && !passes("!= a", "A"));
    assert!(passes("= a.b", "A.B") && !passes("= a.b", "axb"));
}

#[test]
fn signs_of_patterns_alone_are_words() {
    assert!(passes("/", "a/b") && passes("!", "a!") && !passes("!", "a"));
    assert!(passes("/a.b", "axb") && !passes("/a.b", "AXB"), "a pattern need not be closed");
    assert!(passes("! /a/", "b") && !passes("! /a/", "a"));
    assert_eq!(Condition::parse("//").err(), Some(BadCondition::Empty));
    assert_eq!(Condition::parse(">").err(), Some(BadCondition::Empty));
    assert_eq!(Condition::parse("< 많이").err(), Some(BadCondition::NoNumber("많이".into())));
}

#[test]
fn what_stands_before_a_sign_names_a_line() {
    let named = |text: &'static str| {
        let (name, test) = Condition::parse_named(text).expect("a test");
        let value = |cell: &str| Value::parse(cell, &Evidence::default());
        (name, ["5", "x가x", "~가"].map(|cell| test.passes(cell, &value(cell), None)))
    };
    assert_eq!(named(" 수 > 4 "), (Some("수"), [true, false, false]));
    assert_eq!(named("> 4"), (None, [true, false, false]));
    assert_eq!(named("수~가"), (Some("수"), [false, true, true]));
    assert_eq!(named("~가"), (None, [false, false, true]));
    assert_eq!(named("가"), (None, [false, true, true]));
    assert_eq!(named("수!=5"), (Some("수"), [false, false, false]));
    assert_eq!(named("수!가"), (Some("수"), [true, false, false]));
}
