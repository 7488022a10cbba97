//! Tables: rows, paths of heads, places; and the pictures beside them.

use proptest::prelude::*;

use super::super::{Bitmap, Column, Document, MOST_SIDE, Point, Span, Table};
use super::{built, table};

fn of(stub: u16, heads: usize, lines: &[&str]) -> Document {
    built(|b| table(b, stub, heads, lines))
}

fn texts(document: &Document, spans: impl Iterator<Item = Span>) -> Vec<String> {
    spans.map(|span| document.slice(span).to_owned()).collect()
}

#[test]
fn a_grid_has_rows_and_paths() {
    let document = of(3, 2, &["||단위|수출|<|수입", "||단위|2021|2022|2022", "한국|계|억원|1|2|3", "한국|<||4|5|6"]);
    let table = &document.tables()[0];
    assert_eq!((table.width(), table.height(), table.head_height()), (6, 2, 2));
    assert_eq!(texts(&document, table.row(1).iter().copied()), ["한국", "한국", "", "4", "5", "6"]);
    assert_eq!(texts(&document, table.head_row(1).iter().copied()), ["", "", "단위", "2021", "2022", "2022"]);
    let cell = |row: usize, column: usize| table.cell(row, column).map(|span| document.slice(span).to_owned());
    assert_eq!(
        [cell(0, 0), cell(0, 5), cell(1, 3), cell(0, 6), cell(2, 0)],
        [Some("한국".into()), Some("3".into()), Some("4".into()), None, None]
    );
    let heads: Vec<_> = (0..6).map(|column| texts(&document, table.column_path(column)).join("/")).collect();
    assert_eq!(heads, ["", "", "단위/단위", "수출/2021", "수출/2022", "수입/2022"]);
    let labels: Vec<_> = (0..2).map(|row| texts(&document, table.row_path(row)).join("/")).collect();
    assert_eq!(labels, ["한국/계", "한국"], "no unit, nothing empty, nothing twice");
    assert_eq!(table.row_unit(0).map(|span| document.slice(span)), Some("억원"));
    assert_eq!(table.row_unit(1), None);
    assert_eq!((Table::default().height(), Table::default().head_height()), (0, 0));
}

#[test]
fn every_point_of_a_table_stands_in_a_cell() {
    let document = of(0, 1, &["h|i|j", "a||b", "|c|", "d|e|f"]);
    assert_eq!(document.text(), "h\ni\nj\na\nb\nc\nd\ne\nf\n");
    let table = &document.tables()[0];
    let at: Vec<_> = (0..17).map(|at| table.cell_at(Point(at))).collect();
    let cells = [None, None, None, Some((0, 0)), Some((0, 2)), Some((1, 1)), Some((2, 0)), Some((2, 1)), Some((2, 2))];
    let wanted: Vec<_> = cells.iter().flat_map(|cell| [*cell, *cell]).take(17).collect();
    assert_eq!(at, wanted);
    assert_eq!([0, 1, 2].map(|row| table.row_start(row).0), [6, 10, 12]);
    // An empty last row stands at the table's end.
    let last = of(0, 0, &["a", ""]);
    assert_eq!(last.tables()[0].cell_at(Point(1)), Some((1, 0)));
    assert_eq!(last.tables()[0].cells[1], Span::new(1, 1));
}

#[test]
fn a_row_starts_at_its_first_own_cell() {
    // A label that is carried over from the row above belongs to that row.
    let document = built(|b| {
        b.open_table(2, 1);
        b.end_head();
        b.open_cell();
        b.text("label");
        let label = b.end_cell();
        for (at, number) in ["1", "2"].into_iter().enumerate() {
            if at > 0 {
                b.repeat_cell(label);
            }
            b.open_cell();
            b.text(number);
            b.end_cell();
            b.end_row();
        }
    });
    let table = &document.tables()[0];
    assert_eq!([table.row_start(0), table.row_start(1)], [Point(0), Point(8)]);
    assert_eq!([0, 6, 7, 8].map(|at| table.cell_at(Point(at))), [Some((0, 0)), Some((0, 1)), Some((0, 1)), Some((1, 1))]);
    let mut same = table.clone();
    same.cells[3] = same.cells[1];
    assert_eq!(same.row_start(1), Point(0), "a row without a cell of its own starts where its first cell does");
}

#[test]
fn heads_that_hold_units_are_no_labels() {
    let holds = Column { holds_units: true, ..Column::default() };
    let cells = vec![Span::new(0, 1), Span::new(2, 3), Span::empty(Point(4)), Span::new(4, 5)];
    let table = Table { columns: vec![Column::default(), holds], stub: 2, cells, ..Table::default() };
    assert_eq!([0, 1].map(|row| table.row_path(row).collect::<Vec<_>>()), [vec![Span::new(0, 1)], vec![]]);
    assert_eq!([0, 1].map(|row| table.row_unit(row)), [Some(Span::new(2, 3)), Some(Span::new(4, 5))]);
}

#[test]
fn a_picture_keeps_its_shape_and_its_bounds() {
    let white = Bitmap::white(0, MOST_SIDE + 1);
    assert_eq!((white.width, white.height, white.rgb.len()), (1, MOST_SIDE, 3 * MOST_SIDE as usize));
    assert!(white.rgb.iter().all(|part| *part == 255));
    let two = Bitmap { width: 2, height: 1, rgb: vec![1, 2, 3, 4, 5, 6] };
    assert_eq!(
        [two.point(0, 0), two.point(1, 0), two.point(2, 0), two.point(0, 1), two.point(9, 9)],
        [[1, 2, 3], [4, 5, 6], [255; 3], [255; 3], [255; 3]]
    );
    let tall = Bitmap { width: 1, height: 2, rgb: vec![1, 2, 3, 4, 5, 6] };
    assert_eq!([tall.point(0, 1), tall.point(1, 0)], [[4, 5, 6], [255; 3]]);
    for (width, height, sound) in [
        (1, 1, true),
        (MOST_SIDE, 1, true),
        (1, MOST_SIDE, true),
        (0, 1, false),
        (1, 0, false),
        (MOST_SIDE + 1, 1, false),
        (1, MOST_SIDE + 1, false),
    ] {
        let rgb = vec![0; width as usize * height as usize * 3];
        assert_eq!(Bitmap { width, height, rgb }.is_sound(), sound, "{width} x {height}");
    }
    for (from, room, wanted) in [
        ((400, 100), (80, 80), (80, 20)),
        ((100, 400), (80, 80), (20, 80)),
        ((10, 10), (30, 20), (20, 20)),
        ((10, 10), (20, 30), (20, 20)),
        ((300, 1), (30, 30), (30, 1)),
        ((1, 300), (30, 30), (1, 30)),
        ((6, 4), (3, 2), (3, 2)),
        ((6, 4), (0, 0), (1, 1)),
    ] {
        let fitted = Bitmap::white(from.0, from.1).fitted(room.0, room.1);
        assert_eq!((fitted.width, fitted.height), wanted, "{from:?} in {room:?}");
    }
}

proptest! {
    #[test]
    fn each_point_of_a_smaller_picture_is_the_mean_of_its_own(
        width in 1_u32..7, height in 1_u32..7, to in (1_u32..9, 1_u32..9), seed in any::<u64>(),
    ) {
        let bytes = (0..width * height * 3).map(|at| (seed.rotate_left(at * 7) & 255) as u8).collect();
        let picture = Bitmap { width, height, rgb: bytes };
        let scaled = picture.scaled(to.0, to.1);
        prop_assert!(scaled.is_sound());
        let stretch = |at: u32, all: u32, few: u32| (at * all / few)..((at + 1) * all / few).max(at * all / few + 1);
        for (x, y) in (0..to.0).flat_map(|x| (0..to.1).map(move |y| (x, y))) {
            let own: Vec<[u8; 3]> = stretch(y, height, to.1)
                .flat_map(|row| stretch(x, width, to.0).map(move |column| (column, row)))
                .map(|(column, row)| picture.point(column, row))
                .collect();
            let mean = |part: usize| own.iter().map(|point| u32::from(point[part])).sum::<u32>() / u32::try_from(own.len()).expect("few");
            prop_assert_eq!(scaled.point(x, y).map(u32::from), [mean(0), mean(1), mean(2)]);
        }
    }
}
