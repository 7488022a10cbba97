//! What follows from the blocks: captions, sources, units, columns, warnings, the language.

use super::super::{Align, BlockKind, Builder, Column, Document, Span, Warning, WarningKind};
use super::{built, table};

/// A document of lines: `C` a caption, `S` a source, `T` a table of one cell, `P` a paragraph; words follow.
fn lines(lines: &[&str]) -> Document {
    built(|b| {
        for line in lines {
            let (kind, words) = line.split_at(1);
            match kind {
                "T" => table(b, 0, 0, &["cell"]),
                kind => {
                    b.open(match kind {
                        "C" => BlockKind::Caption,
                        "S" => BlockKind::Source,
                        _ => BlockKind::Paragraph,
                    });
                    b.text(words.trim());
                }
            }
        }
    })
}

/// Caption, source and unit of each table.
fn bound(document: &Document) -> Vec<[String; 3]> {
    let text = |span: Option<Span>| span.map_or(String::new(), |span| document.slice(span).to_owned());
    document.tables().iter().map(|table| [table.caption, table.source, table.unit].map(text)).collect()
}

#[test]
fn a_caption_goes_with_the_table_beside_it() {
    for (blocks, wanted) in [
        (&["C one", "T", "P x"][..], &[["one", ""]][..]),
        (&["P x", "T", "C one", "P x"], &[["one", ""]]),
        (&["C one", "T", "C two"], &[["one", ""]]),
        (&["C one", "P x", "T"], &[["", ""]]),
        (&["T", "C two", "T"], &[["", ""], ["two", ""]]),
        (&["C one", "T", "C two", "T"], &[["one", ""], ["two", ""]]),
        (&["T", "C one", "P x", "T"], &[["one", ""], ["", ""]]),
        // Sources stand under the table, under its caption, or over it.
        (&["C one", "T", "S a: b"], &[["one", "b"]]),
        (&["T", "S a: b", "C one"], &[["one", "b"]]),
        (&["T", "C one", "S a: b"], &[["one", "b"]]),
        (&["S a: b", "T"], &[["", "b"]]),
        (&["C one", "S a: b", "T"], &[["one", "b"]]),
        (&["T", "P x", "S a: b"], &[["", "b"]]),
        (&["T", "P x", "P y", "S a: b"], &[["", ""]]),
        (&["T", "S a: b", "C two", "T"], &[["", "b"], ["two", ""]]),
        (&["C one", "S a: b", "P x", "T"], &[["", ""]]),
        (&["C one", "P x", "T", "S a: b"], &[["", "b"]]),
    ] {
        let found: Vec<_> = bound(&lines(blocks)).into_iter().map(|[caption, source, _]| [caption, source]).collect();
        assert_eq!(found, wanted, "{blocks:?}");
    }
    // What the table before took as its own is not this one's too.
    let taken = bound(&lines(&["T", "C one", "S a: b", "T"]));
    assert_eq!(taken.iter().map(|[caption, ..]| caption.as_str()).collect::<Vec<_>>(), ["one", ""]);
}

#[test]
fn a_source_is_what_follows_its_word() {
    for (line, wanted) in [
        ("* 자료: 한국은행.", "한국은행"),
        ("출처：통계청 (2022).", "통계청 (2022"),
        ("Source: OECD . ", "OECD"),
        ("한국은행 제공", "한국은행 제공"),
        ("자료: ", ""),
        ("자료: .", ""),
        ("자료: 통계청: 연보。", "통계청: 연보"),
    ] {
        assert_eq!(bound(&lines(&["T", &format!("S{line}")]))[0][1], wanted, "{line:?}");
    }
}

#[test]
fn a_caption_names_the_unit_of_its_table() {
    for (caption, wanted) in [
        ("표 1. 지표 (단위: 억원)", "억원"),
        ("표 1. 지표 (단위： 억원, %)", "억원, %"),
        ("Table 1 [Unit: bn won]", "bn won"),
        ("Table 1 (units:persons)", "persons"),
        ("표（단위: 명）", "명"),
        ("표 (2020) (단위: 명)", "명"),
        ("Trade ($ millions)", "$ millions"),
        ("Trade ( $ millions )", "$ millions"),
        ("표 (단위: )", ""),
        ("표 (단위: 명", ""),
        ("표 (주: 억원)", ""),
        ("표 (잠정)", ""),
        ("표 ()", ""),
        ("표 단위: 명", ""),
    ] {
        assert_eq!(bound(&lines(&[&format!("C{caption}"), "T"]))[0][2], wanted, "{caption:?}");
    }
}

fn columns(stub: u16, heads: usize, lines: &[&str]) -> (u16, Vec<Column>) {
    let document = built(|b| table(b, stub, heads, lines));
    (document.tables()[0].stub, document.tables()[0].columns.clone())
}

#[test]
fn columns_are_as_wide_as_their_cells_and_stand_by_them() {
    let (stub, found) = columns(1, 1, &["||2022 만", "인구|(달러)|25,660.4", "국민총소득|%|-0.25", "a b|명|1,107"]);
    assert_eq!(stub, 2, "a column of units beside the labels is one of them");
    let told: Vec<_> =
        found.iter().map(|column| (column.align, column.width, column.word, column.fraction, column.holds_units)).collect();
    assert_eq!(told, [(Align::Left, 10, 10, 0, false), (Align::Left, 6, 6, 0, true), (Align::Right, 9, 8, 3, false)]);
    let (_, words) = columns(0, 1, &["a long head|x", "one three|y"]);
    assert_eq!(words.iter().map(|column| (column.width, column.word)).collect::<Vec<_>>(), [(11, 5), (1, 1)]);
}

#[test]
fn a_column_is_set_right_where_most_of_it_is_numbers() {
    for (stub, cells, wanted) in [
        (0, &["1", "2", "x"][..], Align::Right),
        (0, &["1", "x"], Align::Left),
        (0, &["1", "x", "y"], Align::Left),
        (0, &["1", "", "x", "2"], Align::Right),
        (1, &["1", "2", "3"], Align::Left),
        (0, &["x", "y"], Align::Left),
    ] {
        let lines: Vec<String> = cells.iter().map(|cell| format!("{cell}|z")).collect();
        let (_, found) = columns(stub, 0, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found[0].align, wanted, "{cells:?}");
    }
    let centred = built(|b| {
        b.open_table(1, 0);
        b.align(0, Align::Center);
        b.align(7, Align::Right);
        b.end_head();
        b.open_cell();
        b.text("12.5");
        b.end_cell();
        b.end_row();
    });
    let column = centred.tables()[0].columns[0];
    assert_eq!((column.align, column.fraction, column.width), (Align::Center, 0, 4), "as the source says");
}

#[test]
fn a_column_holds_units_by_its_head_or_by_all_its_cells() {
    let holds = |stub: u16, lines: &[&str]| columns(stub, 1, lines).1.iter().map(|column| column.holds_units).collect::<Vec<_>>();
    assert_eq!(holds(1, &["|단위|x", "a|위젯|1", "b|개들|2"]), [false, true, false]);
    assert_eq!(holds(1, &["|Units|x", "a|10,000 won|1"]), [false, true, false]);
    assert_eq!(holds(1, &["|y|x", "a|명|1", "b|억원|2"]), [false, true, false]);
    assert_eq!(holds(1, &["|y|x", "a|명|1", "b|위젯|2"]), [false, false, false]);
    assert_eq!(holds(1, &["|y|x", "a|1,000명|1", "b|100명|2"]), [false, false, false], "numbers with a unit");
    assert_eq!(holds(1, &["|단위|y", "a||", "b||"]), [false, false, false], "nothing is no unit");
    assert_eq!(holds(0, &["y|x", "명|1", "원|2"]), [false, false], "the first column is of labels");
    let stubs = |stub: u16, lines: &[&str]| columns(stub, 1, lines).0;
    assert_eq!(stubs(0, &["단위|x", "명|1"]), 0);
    assert_eq!(stubs(1, &["|x|단위", "a|1|명"]), 1, "not beside the labels");
    let (_, units) = columns(1, 1, &["|단위", "a|1.25", "b|2"]);
    assert!(!units[1].holds_units, "bare numbers are no units, whatever their head says");
    assert_eq!((units[1].align, units[1].fraction), (Align::Right, 3));
}

#[test]
fn a_cell_over_several_columns_is_the_width_of_none() {
    let (_, found) = columns(0, 1, &["a wide head|<|b", "a wide cell|<|c", "1|22|a wide cell", "d|another wide one|<"]);
    assert_eq!(found.iter().map(|column| column.width).collect::<Vec<_>>(), [1, 2, 11]);
}

#[test]
fn widths_are_taken_from_the_first_rows() {
    let of = |rows: usize, last: &str| {
        let lines: Vec<&str> = std::iter::repeat_n("ab cd", rows - 1).chain([last]).collect();
        let column = columns(0, 0, &lines).1[0];
        (column.width, column.word)
    };
    assert_eq!(of(256, "abcdefgh"), (8, 8));
    assert_eq!(of(257, "abcdefgh"), (7, 4), "room for what stands below");
    assert_eq!(of(2, &"x".repeat(5000)), (4096, 4096));
}

#[test]
fn halves_of_notes_and_links_are_told_in_order() {
    let document = built(|b| {
        b.text("one");
        b.call("1", "1");
        b.text(" two");
        b.call("2", "2");
        let from = b.here();
        b.text(" link");
        b.link_inside(from, "nowhere");
        b.text(" more");
        let from = b.here();
        b.text(" out");
        b.link(from, "https://a.b");
        for label in ["2", "3"] {
            b.begin_body(label, label);
            b.text("body");
            b.end_body();
        }
    });
    let label = |text: &str| text.into();
    assert_eq!(
        document.warnings(),
        [
            Warning { kind: WarningKind::FootnoteWithoutBody { label: label("1") }, span: Span::new(3, 3) },
            Warning { kind: WarningKind::BrokenLink { target: label("nowhere") }, span: Span::new(7, 12) },
            Warning { kind: WarningKind::FootnoteWithoutCall { label: label("3") }, span: Span::new(27, 31) },
        ]
    );
}

#[test]
fn the_language_is_that_of_the_script() {
    for (text, wanted) in [
        ("한국어", Some("ko")),
        ("가나 abc", Some("ko")),
        ("가 ab", None),
        ("가나 abcd 123 ...", None),
        ("가かき", Some("ja")),
        ("かabc", Some("ja")),
        ("かabcd", None),
        ("カタカナ", Some("ja")),
        ("漢字漢字か", None),
        ("English", None),
        ("Ελληνικά", None),
        ("", None),
    ] {
        assert_eq!(built(|b| b.text(text)).meta().language.as_deref(), wanted, "{text:?}");
    }
    let stated = built(|b| {
        b.meta().language = Some("fr".into());
        b.text("한국어");
    });
    assert_eq!(stated.meta().language.as_deref(), Some("fr"));
    let late = built(|b| b.text(&format!("{}{}", "1".repeat(4000), "한국어")));
    assert_eq!(late.meta().language, None, "the opening alone is asked");
}

/// The misprints that are told of the tables that `write` makes, as «printed = read (table, row, column)».
fn misprints(write: impl FnOnce(&mut Builder)) -> Vec<String> {
    let document = built(write);
    let told = |warning: &Warning| match &warning.kind {
        WarningKind::Misprint { printed, read, table, row, column } => {
            assert_eq!(document.slice(warning.span), &**printed);
            format!("{printed} = {read} ({table}, {row}, {column})")
        }
        other => format!("{other:?}"),
    };
    document.warnings().iter().map(told).collect()
}

#[test]
fn a_misprint_is_told_by_its_heads_and_read_by_its_neighbours() {
    let found = misprints(|b| {
        table(b, 1, 1, &["|2021|2022", "a|1,107.0|1,168.0"]);
        table(b, 2, 1, &["|단위|2020|2021|2022", "GNI|달러|1,107.0|1.243.0|1,168.0", "GDP|(달러)|1.298.0|1,107.0|1,168.0"]);
    });
    assert_eq!(found, ["1.243.0 = 1,243.0 (2, GNI (달러), 2021)", "1.298.0 = 1,298.0 (2, GDP (달러), 2020)"]);
    let column = misprints(|b| table(b, 1, 1, &["|n|x", "a|1,107.0|-", "b|1.243.0|-", "c|1,168.0|-"]));
    assert_eq!(column, ["1.243.0 = 1,243.0 (1, b, n)"], "by those above and below");
    let other_mark = misprints(|b| table(b, 1, 1, &["|n|m|x", "a|1,234|2,736|1.502", "b|1.5|1.502|1.503"]));
    assert_eq!(other_mark, ["1.502 = 1,502 (1, a, x)"]);
    let unlabelled = misprints(|b| table(b, 0, 1, &["k|v", "a|1,234.5", "b|2,345.6", "c|12,34.5", "|1,24.3"]));
    assert_eq!(unlabelled, ["12,34.5 = 1,234.5 (1, c, v)", "1,24.3 = 124.3 (1, 4, v)"]);
    assert!(misprints(|b| table(b, 1, 1, &["|n|m|x", "1.243.0|1,107.0|1,168.0|1,298.0"])).is_empty(), "a label is no number");
    assert!(misprints(|b| table(b, 1, 1, &["|n|m|x", "a|1.243.0|3|5"])).is_empty(), "nothing near tells how to read it");
}

#[test]
fn eight_neighbours_on_either_side_are_asked() {
    let row = |blanks: usize| format!("1.243.0|{}1,107.0|1,168.0", "x|".repeat(blanks));
    assert_eq!(misprints(|b| table(b, 0, 0, &[&row(6)])).len(), 1, "the last one is the eighth");
    assert_eq!(misprints(|b| table(b, 0, 0, &[&row(7)])).len(), 0, "the last one is the ninth");
}

#[test]
fn a_table_that_is_wrong_everywhere_is_told_a_hundred_times() {
    let wrong: Vec<String> = (0..130).map(|_| "1,107.0|1.243.0|1,168.0".to_owned()).collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert_eq!(misprints(|b| (0..2).for_each(|_| table(b, 0, 0, &wrong))).len(), 200);
}

#[test]
fn triangles_of_both_kinds_in_one_column_are_told() {
    let found = misprints(|b| {
        table(b, 1, 1, &["|증감|값", "가|△3.5|▲1", "나|▼1.2|▼2", "다|4.0|3"]);
        table(b, 2, 1, &["|a|b", "가|△3|▼1", "나|▼ 합계|2"]);
        table(b, 3, 1, &["|a|b", "가|△3|▲1", "나|▼2|▼2", "다|▲4|△3", "라|5|▽1"]);
    });
    let signs = WarningKind::TrianglesAlike { table: 1, column: "증감".into() };
    assert_eq!(found, [format!("{signs:?}")]);
}
