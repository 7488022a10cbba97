//! Computed views, series, summaries, and what heads tell of time and totals: by value.

use super::*;

fn told(number: Option<rust_decimal::Decimal>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The series of a column: of the row that it is once the table is turned.
fn column_series(view: &TableView, column: usize) -> Series {
    let mut turned = view.clone();
    turned.transpose();
    turned.series(column - view.label_columns())
}

#[test]
fn derivations_have_names_of_their_own() {
    let names = Derivation::ALL.map(Derivation::name);
    assert_eq!(names, ["change", "change-percent", "index", "share", "growth", "rank"]);
    assert_eq!(names.map(Derivation::named), Derivation::ALL.map(Some));
    assert_eq!(Derivation::named("sum"), None);
}

#[test]
fn a_formula_tells_where_it_runs_and_against_what() {
    let formula = |view: &mut TableView, derivation| {
        let formula = view.derive(Some(derivation)).expect("a formula").clone();
        assert_eq!(view.formula_shown(), Some(&formula));
        (formula.along, formula.base, formula.by_time)
    };
    let mut across = made(1, "", &["항목|2021|2020", "가|1|2", "합계|3|4"]);
    assert_eq!(formula(&mut across, Derivation::Change), (Axis::Columns, None, true));
    assert_eq!(formula(&mut across, Derivation::Index), (Axis::Columns, Some("2020".into()), true));
    assert_eq!(formula(&mut across, Derivation::Share), (Axis::Rows, Some("합계".into()), false));
    assert_eq!(formula(&mut across, Derivation::Rank), (Axis::Rows, None, false));
    let mut unlike = made(2, "", &["항목|단위|2021|2020", "가|명|1|2", "나|원|3|4"]);
    assert_eq!(formula(&mut unlike, Derivation::Share), (Axis::Columns, None, false));
    let mut down = made(1, "", &["연도|수", "2021|1", "2020|2"]);
    assert_eq!(formula(&mut down, Derivation::Growth), (Axis::Rows, Some("2020".into()), true));
    assert_eq!(formula(&mut down, Derivation::Share), (Axis::Rows, None, false), "years are peers without an order");
    let mut plain = made(2, "", &["항목|단위|값", "가|명|1", "나|원|2"]);
    assert_eq!(formula(&mut plain, Derivation::Rank), (Axis::Rows, None, false), "nothing else is there to go along");
    assert_eq!(formula(&mut plain, Derivation::Index), (Axis::Rows, Some("가 › 명".into()), false));
    assert!(plain.derive(None).is_none() && plain.formula_shown().is_none());
}

#[test]
fn labels_stay_as_they_are_printed() {
    let mut view = made(1, "", &["번호|값", "1|10", "2|30"]);
    view.derive(Some(Derivation::Change));
    assert_eq!(
        (column(&view, 0), column(&view, 1)),
        (vec!["1".to_owned(), "2".to_owned()], vec![String::new(), "20".to_owned()])
    );
    assert_eq!((view.cell(1, 1).source, view.cell(1, 1).span), (Some((1, 1)), None));
}

#[test]
fn growth_starts_at_the_first_value() {
    let mut view = made(1, "", &["항목|값", "가|-", "나|100", "다|110", "라|121"]);
    view.derive(Some(Derivation::Growth));
    assert_eq!(column(&view, 1), ["", "", "10.00", "10.00"]);
    assert_eq!([0, 1, 2].map(|row| view.cell(row, 1).unit), [None, None, Some(Unit::PERCENT)]);
    view.derive(Some(Derivation::Index));
    assert_eq!(column(&view, 1), ["", "100.0", "110.0", "121.0"]);
    let mut years = made(1, "", &["연도|값", "2024|400", "2020|100", "2022|200"]);
    years.derive(Some(Derivation::Growth));
    assert_eq!(column(&years, 1), ["41.42", "", "41.42"], "a period is a year");
}

#[test]
fn shares_are_of_parts_that_are_alike_and_not_below_zero() {
    let shares = |lines: &[&str]| {
        let mut view = made(1, "", lines);
        view.derive(Some(Derivation::Share));
        column(&view, 1)
    };
    assert_eq!(shares(&["a|b", "x|0", "y|5", "z|5"]), ["0.0", "50.0", "50.0"]);
    assert_eq!(shares(&["a|b", "x|0", "y|0"]), ["", ""], "of nothing");
    assert_eq!(shares(&["a|b", "x|-1", "y|5"]), ["", ""]);
    assert_eq!(shares(&["a|b", "x|$1", "y|€5"]), ["", ""]);
    assert_eq!(shares(&["a|b", "x|1", "계|4"]), ["25.0", "100.0"]);
    assert_eq!(shares(&["a|b", "계|8", "x|1", "y|-"]), ["100.0", "12.5", ""]);
}

#[test]
fn totals_have_no_rank_wherever_they_stand() {
    let ranks = |lines: &[&str]| {
        let mut view = made(1, "", lines);
        view.derive(Some(Derivation::Rank));
        column(&view, 1)
    };
    assert_eq!(ranks(&["a|b", "x|1", "계|4", "y|3"]), ["2", "", "1"]);
    assert_eq!(ranks(&["a|b", "Total|4", "y|3"]), ["", "1"]);
    assert_eq!(ranks(&["a|b", "계|4", "합계|3"]), ["1", "2"], "two of them are none");
}

#[test]
fn what_a_line_is_seen_against_is_worked_out_once() {
    let mut view = made(1, "", &["a|b|c", "x|1|2", "y|3|4"]);
    view.derive(Some(Derivation::Rank));
    assert_eq!(
        (column(&view, 1), column(&view, 2)),
        (vec!["2".to_owned(), "1".to_owned()], vec!["2".to_owned(), "1".to_owned()])
    );
    assert_eq!(view.cache.bases.lock().expect("no panic").len(), 2);
    view.derive(Some(Derivation::Share));
    assert_eq!(view.cache.bases.lock().expect("no panic").len(), 0);
}

#[test]
fn totals_go_by_their_name() {
    let down = |label: &str| made(1, "", &["a|b", "x|1", &format!("{label}|4")]).total_line(Axis::Rows);
    for label in ["계", "합 계", "총계", "전체", "Total", "ALL", "sum", "Grand Total", "합", "총합", "總計", "合計"]
    {
        assert_eq!(down(label), Some(1), "{label}");
    }
    assert_eq!((down("통계"), down("")), (None, None));
    let across = made(1, "", &["계|서울|합계", "가|1|2"]);
    assert_eq!((across.total_line(Axis::Columns), across.total_line(Axis::Rows)), (Some(2), None), "labels are none");
    assert_eq!((across.line_label(Axis::Columns, 2), across.line_label(Axis::Rows, 0)), ("합계".to_owned(), "가".to_owned()));
}

#[test]
fn an_axis_is_in_time_if_all_its_heads_are_dates_and_different() {
    let order = |view: &TableView, axis| view.times(axis).map(|times| (times.by_time.clone(), times.positions.clone()));
    let across = made(1, "", &["a|2022|2020|2021", "x|1|2|3"]);
    assert_eq!(order(&across, Axis::Columns), Some((vec![1, 2, 0], vec![2, 0, 1])));
    assert_eq!(order(&across, Axis::Rows), None);
    let down = made(1, "", &["a|b", "2023~2024|1", "2020|2"]);
    assert_eq!((order(&down, Axis::Rows), order(&down, Axis::Columns)), (Some((vec![1, 0], vec![1, 0])), None));
    for none in [["a|2021|2021", "x|1|2"], ["a|2021|b", "x|1|2"], ["a|2021", "x|1"]] {
        assert_eq!(order(&made(1, "", &none), Axis::Columns), None, "{none:?}");
    }
}

#[test]
fn a_series_begins_at_its_earliest_line_or_its_first() {
    let lines = |view: &TableView| [Axis::Rows, Axis::Columns].map(|axis| view.first_line(axis));
    assert_eq!(lines(&made(1, "", &["a|2022|2020|2021", "x|1|2|3"])), [Some(0), Some(2)]);
    assert_eq!(lines(&made(2, "", &["a|b|c|d", "x|y|1|2"])), [Some(0), Some(2)]);
    assert_eq!(lines(&made(1, "", &["a|b"])), [None, Some(1)], "no rows");
    assert_eq!(lines(&made(2, "", &["a|b", "x|y"])), [Some(0), None], "no data");
    let counts = |view: &TableView| [Axis::Rows, Axis::Columns].map(|axis| view.data_count(axis));
    assert_eq!(counts(&made(2, "", &["a|b|c|d|e", "x|y|1|2|3", "x|y|1|2|3"])), [2, 3]);
}

#[test]
fn a_series_tells_the_unit_of_its_points() {
    let unit = |view: &TableView, column| column_series(view, column).unit;
    let view = made(1, "", &["연도|수출 (억달러)|비중|값|돈", "2020|100|5%|1|$5m", "2021|121|6%|2%|$6m"]);
    assert_eq!(
        [1, 2, 3, 4].map(|column| unit(&view, column)),
        [Some("억달러".into()), Some("%".into()), None, Some("USD".into())]
    );
    let mut view = view;
    view.derive(Some(Derivation::Change));
    assert_eq!([1, 2].map(|column| unit(&view, column)), [Some("억달러".into()), Some("%p".into())]);
    view.derive(Some(Derivation::ChangePercent));
    assert_eq!(unit(&view, 1), Some("%".into()));
    view.derive(Some(Derivation::Rank));
    assert_eq!(unit(&view, 1), None);
    let scales = made(1, "", &["연도|값 (억원)", "2020|1조원", "2021|2조원"]);
    assert_eq!(unit(&scales, 1), Some("KRW".into()), "their own, not the one around");
}

#[test]
fn points_go_by_time_or_as_they_are_seen() {
    let points = |series: &Series| {
        series.points.iter().map(|(label, value)| format!("{label} {}", value.unwrap_or(-1.0))).collect::<Vec<_>>()
    };
    let mut view = made(1, "", &["연도|나|가", "2022|3|x", "2020|1|5", "2021|2|6"]);
    let series = column_series(&view, 1);
    assert_eq!(
        (series.label.as_str(), series.by_time, points(&series)),
        ("나", true, ["2020 1", "2021 2", "2022 3"].map(str::to_owned).to_vec())
    );
    let series = view.series(1);
    assert_eq!(
        (series.label.as_str(), series.by_time, points(&series)),
        ("2020", false, ["나 1", "가 5"].map(str::to_owned).to_vec())
    );
    view.sort(Axis::Columns, &[by(0, Direction::Descending)]);
    assert_eq!(points(&view.series(0)), ["나 3", "가 -1"], "nothing stays last");
    view.hide(Axis::Rows, 1);
    assert_eq!(points(&column_series(&view, 1)), ["2021 2", "2022 3"]);
    view.transpose();
    assert_eq!((view.series(0).by_time, points(&view.series(0))), (true, ["2021 2", "2022 3"].map(str::to_owned).to_vec()));
    let mut across = made(2, "", &["항목|단위|2021|2020", "가|명|1|2"]);
    assert_eq!(points(&across.series(0)), ["2020 2", "2021 1"]);
    across.hide(Axis::Columns, 1);
    assert_eq!(points(&across.series(0)), ["2020 2", "2021 1"]);
}

#[test]
fn a_summary_by_value() {
    let view = made(1, "", &["a|b|c (억원)|d", "x|3|1|5", "y|1|2|6%", "z|10|-|x", "w|2|3조원|7"]);
    let summary = |cells: &[(usize, usize)]| {
        let all = view.summary(cells.iter().copied());
        ([all.sum, all.mean, all.min, all.max, all.median].map(told).join(" "), all.count, all.empty, all.unlike)
    };
    assert_eq!(summary(&[(0, 1), (1, 1), (2, 1), (3, 1)]), ("16 4 1 10 2.5".to_owned(), 4, 0, false));
    assert_eq!(summary(&[(0, 1), (1, 1), (2, 1)]), ("14 4.6666666667 1 10 3".to_owned(), 3, 0, false));
    assert_eq!(summary(&[(0, 1), (1, 1)]), ("4 2 1 3 2".to_owned(), 2, 0, false));
    assert_eq!(summary(&[(1, 1)]), ("1 1 1 1 1".to_owned(), 1, 0, false));
    assert_eq!(summary(&[(0, 2), (1, 2), (2, 2), (2, 3), (2, 0)]), ("3 1.5 1 2 1.5".to_owned(), 2, 3, false));
    assert_eq!(summary(&[(2, 2), (2, 3)]), ("    ".to_owned(), 0, 2, false));
    assert_eq!(summary(&[(0, 1), (0, 2)]), ("    ".to_owned(), 2, 0, true));
    assert_eq!(summary(&[(0, 2), (0, 1)]), ("    ".to_owned(), 2, 0, true), "a bare number and an amount");
    let won = |cells: &[(usize, usize)]| view.summary(cells.iter().copied()).unit;
    assert_eq!((won(&[(0, 2), (1, 2)]), won(&[(0, 2), (3, 2)]), won(&[(0, 1)])), (Unit::parse("억원"), Unit::parse("원"), None));
    assert_eq!(told(view.summary([(0, 2), (3, 2)]).sum), "3000100000000");
}
