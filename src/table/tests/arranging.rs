//! What a reader does to a view: by value.

use super::*;

fn test(text: &str) -> Condition {
    Condition::parse(text).expect("a test")
}

fn small() -> TableView {
    made(1, "", &["이름|가|나|다", "A|3|1|9", "B|1|2|8", "C|2|3|7"])
}

#[test]
fn toggling_another_line_starts_upwards() {
    let mut view = small();
    assert_eq!(view.toggle_sort(Axis::Rows, 1).0, Some(Direction::Ascending));
    assert_eq!(view.toggle_sort(Axis::Rows, 2).0, Some(Direction::Ascending));
    assert_eq!(view.toggle_sort(Axis::Rows, 2).0, Some(Direction::Descending));
    view.sort(Axis::Rows, &[by(1, Direction::Ascending), by(2, Direction::Ascending)]);
    assert_eq!(view.toggle_sort(Axis::Rows, 1).0, Some(Direction::Ascending), "of several keys none is turned");
    assert_eq!(view.toggle_sort(Axis::Rows, 9).0, Some(Direction::Ascending));
    assert_eq!(column(&view, 0), ["A", "B", "C"], "no such line: the printed order");
}

#[test]
fn keys_are_told_as_their_lines_are_seen() {
    let mut view = small();
    let up = |line| by(line, Direction::Ascending);
    view.sort(Axis::Rows, &[by(2, Direction::Descending), up(1)]);
    view.sort(Axis::Columns, &[up(1)]);
    assert_eq!(row(&view, 1)[1..], ["1", "2", "8"], "the row that stands second now");
    assert_eq!(view.sort_keys(Axis::Columns), [up(1)]);
    assert_eq!(view.sort_keys(Axis::Rows), [by(2, Direction::Descending), up(1)]);
    view.transpose();
    assert_eq!(view.sort_keys(Axis::Columns), [by(1, Direction::Descending), up(0)]);
    assert_eq!(view.sort_keys(Axis::Rows), [up(2)]);
    view.transpose();
    view.hide(Axis::Columns, 2);
    assert_eq!(view.sort_keys(Axis::Rows), [up(1)], "a key by a hidden line is not told");
    view.show_all(Axis::Columns);
    view.transpose();
    view.sort(Axis::Rows, &[up(0)]);
    assert_eq!(view.sort_keys(Axis::Rows), [up(0)], "the heads of a turned table");
    view.transpose();
    assert_eq!(view.sort_keys(Axis::Columns), []);
}

#[test]
fn filters_are_counted_and_taken_off_one_by_one() {
    let mut view = small();
    assert_eq!(view.filter(Axis::Rows, Some(1), test("> 1")), 2);
    assert_eq!(view.filter(Axis::Rows, Some(2), test("> 1")), 1);
    assert_eq!((view.filters(Axis::Rows), view.filters(Axis::Columns)), (2, 0));
    assert_eq!(view.filter(Axis::Rows, Some(9), test("> 100")), 1, "no such line");
    assert_eq!(view.filters(Axis::Rows), 2);
    view.drop_filter(Axis::Rows);
    assert_eq!((view.filters(Axis::Rows), column(&view, 0)), (1, vec!["A".to_owned(), "C".to_owned()]));
    assert_eq!(view.filter(Axis::Columns, Some(0), test("> 5")), 2);
    view.clear_filters(Axis::Rows);
    assert_eq!((view.filters(Axis::Rows), view.filters(Axis::Columns), view.height(), view.width()), (0, 1, 3, 2));
}

#[test]
fn rows_are_not_known_by_the_heads_of_columns() {
    let mut view = made(1, "", &["이름|2021|2022", "가|1|2", "나|3|4"]);
    assert_eq!(view.filter(Axis::Rows, None, test("2021")), 0);
    view.clear_filters(Axis::Rows);
    assert_eq!(view.filter(Axis::Rows, None, test("!2021")), 2);
    assert_eq!(view.filter(Axis::Columns, None, test("> 3")), 2, "the label and one that holds such a number");
    view.clear_filters(Axis::Columns);
    assert_eq!(view.filter(Axis::Columns, Some(1), test("> 3")), 2);
    assert_eq!(view.column_head(1).path, ["2022"]);
}

#[test]
fn the_last_line_stays() {
    let mut view = small();
    assert!(view.hide(Axis::Rows, 0) && view.hide(Axis::Rows, 1) && !view.hide(Axis::Rows, 0));
    assert!(!view.hide(Axis::Rows, 7) && !view.hide(Axis::Columns, 7));
    assert!(view.hide(Axis::Columns, 0));
    assert_eq!((column(&view, 0), view.hidden(Axis::Rows), view.hidden(Axis::Columns)), (vec!["1".to_owned()], 2, 1));
    view.show_all(Axis::Rows);
    assert_eq!((view.hidden(Axis::Rows), view.hidden(Axis::Columns), view.height()), (0, 1, 3));
}

#[test]
fn a_line_moves_where_both_are_there() {
    let mut view = small();
    assert!(view.move_line(Axis::Rows, 2, 0) && !view.move_line(Axis::Rows, 9, 0) && !view.move_line(Axis::Rows, 0, 9));
    assert_eq!(column(&view, 0), ["C", "A", "B"]);
    assert!(view.move_line(Axis::Columns, 1, 3));
    assert_eq!(row(&view, 0), ["C", "3", "7", "2"]);
    view.restore_order();
    assert_eq!(
        (column(&view, 0), row(&view, 0)),
        (["A", "B", "C"].map(str::to_owned).to_vec(), ["A", "3", "1", "9"].map(str::to_owned).to_vec())
    );
}

#[test]
fn labels_are_held_until_a_reader_says_otherwise() {
    let mut view = view();
    view.hide(Axis::Columns, 0);
    assert_eq!(view.frozen(), 1);
    view.freeze(0);
    assert_eq!(view.frozen(), 0);
    view.freeze(99);
    assert_eq!(view.frozen(), 7, "no more than there are");
}

#[test]
fn a_turned_table_counts_over_labels_that_were_moved() {
    for to in 0..4 {
        let mut view = small();
        view.move_line(Axis::Columns, 0, to);
        view.transpose();
        assert_eq!((view.width(), view.height(), view.label_columns()), (4, 3, 1));
        let rows: Vec<Vec<String>> = (0..3).map(|line| row(&view, line)).collect();
        assert_eq!(rows, [["가", "3", "1", "2"], ["나", "1", "2", "3"], ["다", "9", "8", "7"]], "{to}");
        assert_eq!(view.cell(3, 1).source, None);
    }
}

#[test]
fn a_printed_cell_is_found_where_it_is_seen() {
    let mut view = view();
    assert_eq!(
        [(0, 0), (0, 1), (4, 3), (5, 7)].map(|at| view.seen_at(at)),
        [Some((0, 0)), Some((0, 1)), Some((4, 3)), Some((5, 7))]
    );
    assert_eq!((view.seen_at((6, 0)), view.seen_at((0, 8))), (None, None));
    view.sort(Axis::Rows, &[by(3, Direction::Ascending)]);
    view.hide(Axis::Columns, 2);
    assert_eq!((view.seen_at((5, 3)), view.seen_at((5, 2))), (Some((0, 2)), None));
    view.transpose();
    assert_eq!((view.seen_at((5, 3)), view.seen_at((5, 0)), view.seen_at((5, 1))), (Some((0, 1)), None, None));
    for (row, column) in (0..view.height()).flat_map(|row| (1..view.width()).map(move |column| (row, column))) {
        let source = view.cell(row, column).source.expect("a printed cell");
        assert_eq!(view.seen_at(source), Some((row, column)));
    }
}

#[test]
fn keys_kept_of_one_line_are_not_taken_for_another() {
    let mut view = made(0, "", &["1|2|3|4|5|6", "1|2|1|2|1|2", "2|1|2|1|2|1"]);
    for _ in 0..2 {
        for line in 0..6 {
            view.sort(Axis::Rows, &[by(line, Direction::Ascending)]);
            assert_eq!(column(&view, line), ["1", "2"], "{line}");
        }
        view.sort(Axis::Columns, &[by(0, Direction::Ascending)]);
        assert_eq!(row(&view, 0), ["1", "1", "1", "2", "2", "2"]);
        view.restore_order();
    }
    assert_eq!(view.cache.keys.lock().expect("no panic").len(), 4, "the last ones");
}

#[test]
fn rows_of_scales_of_their_own_go_by_what_they_amount_to() {
    let mut view = made(1, "", &["항목|값", "나 (조원)|1", "가 (억원)|900", "다 (억원)|9,999"]);
    assert!(view.sort(Axis::Rows, &[by(1, Direction::Ascending)]).unlike.is_empty());
    assert_eq!(column(&view, 1), ["900", "9,999", "1"]);
    let mut columns = made(1, "", &["항목|A (조원)|B (억원)|C (억원)", "x|1|900|9,999"]);
    assert!(columns.sort(Axis::Columns, &[by(0, Direction::Ascending)]).unlike.is_empty());
    assert_eq!(row(&columns, 0), ["x", "900", "9,999", "1"]);
    let mut one = made(1, "", &["항목|값 (억원)", "가|900", "나|1.2조원", "다|5,000", "라|3,000만원", "마|-"]);
    one.sort(Axis::Rows, &[by(1, Direction::Ascending)]);
    assert_eq!(column(&one, 0), ["라", "가", "다", "나", "마"]);
    let mut labels = made(1, "", &["크기|값 (억원)", "2kg|1", "300g|2", "1kg|3"]);
    labels.sort(Axis::Rows, &[by(0, Direction::Ascending)]);
    assert_eq!(column(&labels, 0), ["300g", "1kg", "2kg"], "labels by units of their own");
}

#[test]
fn unlike_measures_are_told_once_each_and_not_all_of_very_many() {
    let unlike = |lines: &[&str]| made(2, "", lines).sort(Axis::Rows, &[by(2, Direction::Ascending)]).unlike;
    assert_eq!(unlike(&["a|단위|b", "x|위젯|1", "y|가젯|2", "z|위젯|3"]), ["위젯", "가젯"], "words that are not known");
    assert_eq!(unlike(&["a|단위|b", "x|억원|1", "y|조원|2"]), Vec::<String>::new());
    assert_eq!(unlike(&["a|단위|b", "x|억원|1", "y||2"]), Vec::<String>::new(), "a bare number is unlike nothing");
    assert_eq!(unlike(&["a|단위|b", "x|억원|1", "y|명|2조"]), ["억원", "명"]);
    assert_eq!(unlike(&["a|단위|b", "x||1조", "y|명|2"]), Vec::<String>::new(), "a scale is no measure");
    let many: Vec<String> =
        std::iter::once("a|단위|b".to_owned()).chain((0..20).map(|n| format!("x|위젯{}|{n}", char::from(b'a' + n)))).collect();
    assert_eq!(unlike(&many.iter().map(String::as_str).collect::<Vec<_>>()).len(), 9);
}

#[test]
fn what_is_computed_is_sorted_by_and_labels_as_printed() {
    let mut view = made(1, "", &["항목|2020|2021", "나|10|11", "가|10|30", "다|10|20"]);
    view.derive(Some(Derivation::Change));
    view.sort(Axis::Rows, &[by(2, Direction::Ascending)]);
    assert_eq!(column(&view, 2), ["1", "10", "20"]);
    view.sort(Axis::Rows, &[by(0, Direction::Ascending)]);
    assert_eq!(column(&view, 0), ["가", "나", "다"]);
    let mut columns = made(1, "", &["항목|2020|2021|2022", "가|10|11|30", "나|10|30|31"]);
    columns.derive(Some(Derivation::Change));
    columns.sort(Axis::Columns, &[by(0, Direction::Descending)]);
    assert_eq!(row(&columns, 0), ["가", "19", "1", ""]);
    let mut unlike = made(2, "", &["항목|단위|2020|2021", "가|명|10|11", "나|억원|10|30"]);
    unlike.derive(Some(Derivation::Change));
    assert_eq!(unlike.sort(Axis::Rows, &[by(3, Direction::Ascending)]).unlike, ["명", "억원"]);
    unlike.derive(Some(Derivation::Index));
    assert!(unlike.sort(Axis::Rows, &[by(3, Direction::Ascending)]).unlike.is_empty(), "an index can be compared");
}
