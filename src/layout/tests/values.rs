//! Rows by value: what stands before, between and above them, and where they end.

use super::super::{Flow, LayoutOptions, PieceContent, Place, Role, Row, call_label, text_rows};
use super::fixture::{built, paragraph, table};
use crate::document::{Align, BlockKind, Builder, Document, Marker, Point};

fn setting(measure: u16) -> LayoutOptions {
    LayoutOptions { measure, room: measure, ascii: false, formulas: false }
}

fn rows(document: &Document, measure: u16) -> Vec<Row> {
    Flow::new(document, setting(measure)).rows(Place::default(), usize::MAX)
}

/// The rows as text; those without any left out.
fn lines(document: &Document, measure: u16) -> Vec<String> {
    let flow = Flow::new(document, setting(measure));
    rows(document, measure).iter().map(|row| flow.line(row)).filter(|line| !line.is_empty()).collect()
}

#[test]
fn labels_are_raised_lowered_and_cut() {
    for (label, ascii, drawn) in [
        ("0123456789", false, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
        ("()+-", false, "⁽⁾⁺⁻"),
        ("⁰¹²³⁴⁵⁶⁷⁸⁹", true, "[0123456789]"),
        ("⁽⁾⁺⁻", true, "[()+-]"),
        ("⁽⁾⁺⁻", false, "⁽⁾⁺⁻"),
        ("†‡§¶‖※*", false, "†‡§¶‖※*"),
        ("†", true, "[†]"),
        ("", true, "[]"),
        ("[a]", true, "[a]"),
        ("[a", false, "[[a]"),
        ("123456789012", false, "¹²³⁴⁵⁶⁷⁸⁹⁰¹²"),
        ("1234567890123", false, "¹²³⁴⁵⁶⁷⁸⁹⁰¹…"),
        ("*************", true, "***********~"),
        ("abcdefghij", false, "[abcdefghij]"),
        ("abcdefghijk", false, "[abcdefghi…]"),
        ("가나다라마", false, "[가나다라마]"),
        ("가나다라마바", false, "[가나다라…]"),
    ] {
        assert_eq!(call_label(label, ascii), drawn, "{label:?}");
    }
}

/// The columns of bars, marker and text of the rows of one block `of` a kind, nested so deep.
fn shape(measure: u16, of: BlockKind, depth: u8, quote: u8, text: &str) -> Vec<String> {
    let document = built(|b| {
        b.nest(depth, quote);
        b.open(of);
        b.text(text);
    });
    let piece = |row: &Row| {
        let told = |piece: &super::super::Piece| match piece.what {
            PieceContent::QuoteBar => format!("|{}", piece.x),
            PieceContent::Marker(_) | PieceContent::Label(_) => format!("m{}+{}", piece.x, piece.width),
            _ => format!("t{}", piece.x),
        };
        row.pieces.iter().map(told).collect::<Vec<_>>().join(" ")
    };
    rows(&document, measure).iter().map(piece).collect()
}

#[test]
fn what_stands_before_the_text() {
    let item = |marker| BlockKind::Item(marker);
    let two = "one two three four";
    for (measure, kind, depth, quote, wanted) in [
        (12, BlockKind::Paragraph, 0, 0, &["t0", "t0"][..]),
        (16, BlockKind::Paragraph, 1, 0, &["t4", "t4"]),
        (16, BlockKind::Paragraph, 0, 2, &["|0 |2 t4", "|0 |2 t4"]),
        (16, item(Marker::Bullet), 1, 0, &["m2+1 t4", "t4"]),
        (20, item(Marker::Bullet), 2, 0, &["m6+1 t8", "t8"]),
        (16, item(Marker::Bullet), 0, 0, &["m2+1 t4", "t4"]),
        (16, item(Marker::Number(7)), 1, 0, &["m1+2 t4", "t4"]),
        (16, item(Marker::Number(42)), 1, 0, &["m0+3 t4", "t4"]),
        // A marker too wide for its room pushes the text of its own row on.
        (18, item(Marker::Number(100)), 1, 0, &["m0+4 t5", "t4"]),
        (18, item(Marker::Number(100)), 1, 1, &["|0 m2+4 t7", "|0 t6"]),
        (16, item(Marker::Task(true)), 1, 0, &["m0+3 t4", "t4"]),
        // Half of the measure at most stands before the text.
        (12, BlockKind::Paragraph, 9, 0, &["t6", "t6", "t6", "t6"]),
        (12, BlockKind::Paragraph, 0, 9, &["|0 |2 |4 t6", "|0 |2 |4 t6", "|0 |2 |4 t6", "|0 |2 |4 t6"]),
        // Where a marker leaves no two columns to the text, it is left out.
        (4, item(Marker::Number(1000)), 1, 0, &["t2"]),
    ] {
        let text = if measure == 4 { "a" } else { two };
        assert_eq!(shape(measure, kind, depth, quote, text), wanted, "{kind:?} at {depth}, {quote} in {measure}");
    }
    // A printed marker hangs, with its spaces, up to eight columns.
    for (text, wanted) in [
        ("가. 하나 둘 셋 넷 다", &["t0", "t4"][..]),
        ("1234567 one two three", &["t0", "t8"]),
        ("12345678 one two three", &["t0", "t0"]),
        ("one-two-three-four-five", &["t0", "t0"]),
    ] {
        assert_eq!(shape(17, item(Marker::Printed), 1, 0, text), wanted, "{text:?}");
    }
    assert_eq!(shape(16, item(Marker::Printed), 3, 0, "- one two three"), ["t4", "t6"]);
}

#[test]
fn bodies_of_notes_start_at_one_column() {
    let document = built(|b| {
        for label in ["1", "12", "a-long-label"] {
            b.text("called");
            b.call(label, label);
            b.begin_body(label, label);
            b.text("body of the note");
            b.open(BlockKind::Paragraph);
            b.text("goes on");
            b.end_body();
        }
    });
    let lines = lines(&document, 30);
    assert_eq!(
        lines[lines.len() - 6..],
        [
            "  ¹ body of the note",
            "    goes on",
            " ¹² body of the note",
            "    goes on",
            "[a-long-la…] body of the note",
            "    goes on"
        ]
    );
    let roles: Vec<Role> =
        rows(&document, 30).iter().rev().map(|row| row.role).filter(|role| *role != Role::Blank).take(6).collect();
    assert_eq!(roles, [Role::Body(2), Role::Body(2), Role::Body(1), Role::Body(1), Role::Body(0), Role::Body(0)]);
    let ascii = Flow::new(&document, LayoutOptions { ascii: true, ..setting(30) });
    let all: Vec<String> = ascii.rows(Place::default(), usize::MAX).iter().map(|row| ascii.line(row)).collect();
    assert!(all.contains(&" [1] body of the note".to_owned()), "{all:?}");
}

#[test]
fn what_stands_between_two_blocks() {
    let kinds = |depth: u8, quote: u8, kind: BlockKind| (depth, quote, kind);
    let item = |marker: Marker| kinds(1, 0, BlockKind::Item(marker));
    let (paragraph, heading) = (kinds(0, 0, BlockKind::Paragraph), kinds(0, 0, BlockKind::Heading(1)));
    let (figure, caption, source) =
        (kinds(0, 0, BlockKind::Figure), kinds(0, 0, BlockKind::Caption), kinds(0, 0, BlockKind::Source));
    for (one, other, blanks) in [
        (paragraph, paragraph, 1),
        (heading, heading, 1),
        (heading, paragraph, 1),
        (paragraph, heading, 2),
        (item(Marker::Bullet), item(Marker::Bullet), 0),
        (item(Marker::Bullet), item(Marker::Task(true)), 0),
        (item(Marker::Task(false)), item(Marker::Bullet), 0),
        (item(Marker::Number(1)), item(Marker::Number(2)), 0),
        (item(Marker::Number(2)), item(Marker::Number(2)), 1),
        (item(Marker::Number(2)), item(Marker::Number(1)), 1),
        (item(Marker::Bullet), item(Marker::Number(1)), 1),
        (item(Marker::Printed), item(Marker::Printed), 0),
        (item(Marker::Printed), item(Marker::Bullet), 1),
        // Items of other depths stand together; of another quotation, apart.
        (item(Marker::Bullet), kinds(2, 0, BlockKind::Item(Marker::Number(1))), 0),
        (item(Marker::Bullet), kinds(1, 1, BlockKind::Item(Marker::Bullet)), 1),
        (kinds(1, 1, BlockKind::Item(Marker::Bullet)), kinds(2, 0, BlockKind::Item(Marker::Bullet)), 1),
        (item(Marker::Bullet), kinds(1, 0, BlockKind::Paragraph), 1),
        (figure, caption, 0),
        (figure, source, 0),
        (source, source, 0),
        (caption, source, 1),
        (caption, figure, 1),
        (source, paragraph, 1),
        (paragraph, kinds(0, 0, BlockKind::Rule), 1),
    ] {
        let document = built(|b| {
            for (depth, quote, kind) in [one, other] {
                b.nest(depth, quote);
                b.open(kind);
                if kind != BlockKind::Rule {
                    b.text("x");
                }
            }
        });
        let found = rows(&document, 40).iter().filter(|row| row.role == Role::Blank).count();
        assert_eq!(found, blanks, "{one:?} {other:?}");
    }
}

#[test]
fn a_bar_runs_through_the_air_inside_a_quotation() {
    let document = built(|b| {
        for (quote, text) in [(2, "a"), (1, "b"), (1, "c"), (0, "d")] {
            b.nest(0, quote);
            b.open(BlockKind::Paragraph);
            b.text(text);
        }
    });
    let flow = Flow::new(&document, setting(20));
    let lines: Vec<String> = rows(&document, 20).iter().map(|row| flow.line(row)).collect();
    assert_eq!(lines, ["│ │ a", "│", "│ b", "│", "│ c", "", "d"]);
}

#[test]
fn every_block_has_its_role() {
    let document = built(|b| {
        for kind in [
            BlockKind::Heading(3),
            BlockKind::Paragraph,
            BlockKind::Item(Marker::Bullet),
            BlockKind::Caption,
            BlockKind::Source,
            BlockKind::Figure,
            BlockKind::Rule,
        ] {
            b.open(kind);
            if kind != BlockKind::Rule {
                b.text("x");
            }
        }
        b.open(BlockKind::Code);
        b.code_line("x");
        table(b, 0, 1, &[&["h"], &["x"], &["y"]]);
        b.open_table(2, 0);
        b.close();
    });
    let found: Vec<Role> = rows(&document, 40).iter().map(|row| row.role).filter(|role| *role != Role::Blank).collect();
    let wanted = [
        Role::Heading(3),
        Role::Text,
        Role::Text,
        Role::Caption,
        Role::Source,
        Role::Figure,
        Role::Rule,
        Role::Code,
        Role::TableHead,
        Role::TableRule,
        Role::TableBody(0),
        Role::TableBody(1),
        Role::TableBody(0),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn rules_are_short_and_fit() {
    let rule = |measure: u16, depth: u8| {
        let document = built(|b| {
            b.nest(depth, 0);
            b.open(BlockKind::Rule);
        });
        rows(&document, measure)[0].pieces.iter().map(|piece| (piece.x, piece.width)).collect::<Vec<_>>()
    };
    assert_eq!(
        [rule(40, 0), rule(21, 0), rule(12, 0), rule(20, 1)],
        [vec![(0, 20)], vec![(0, 20)], vec![(0, 12)], vec![(4, 16)]]
    );
    let notes = built(|b| {
        b.text("x");
        b.call("1", "1");
        b.begin_body("1", "1");
        b.text("n");
        b.end_body();
    });
    let of = |measure: u16| {
        rows(&notes, measure).iter().filter(|row| row.role == Role::Rule).map(|row| row.pieces[0].width).collect::<Vec<_>>()
    };
    assert_eq!([of(40), of(9)], [[12], [9]]);
}

#[test]
fn code_goes_on_in_the_next_row_with_a_sign() {
    let code = |measure: u16, lines: &[&str]| {
        let document = built(|b| {
            b.open(BlockKind::Code);
            lines.iter().for_each(|line| b.code_line(line));
        });
        let flow = Flow::new(&document, setting(measure));
        rows(&document, measure).iter().map(|row| flow.line(row)).collect::<Vec<_>>()
    };
    assert_eq!(code(10, &["12345678", "123456789", "", "x   "]), ["  12345678", "  12345678", "› 9", "", "  x"]);
    assert_eq!(code(10, &["가나다라마", "a가나다라"]), ["  가나다라", "› 마", "  a가나다", "› 라"]);
    assert_eq!(code(1, &["ab"]), ["a", "b"], "no room for the sign");
    assert_eq!(code(2, &["ab"]), [" a", "›b"]);
}

#[test]
fn a_frame_takes_a_column_on_either_side() {
    let figure = built(|b| {
        b.open(BlockKind::Figure);
        b.text("one two");
    });
    assert_eq!([lines(&figure, 9), lines(&figure, 8)], [vec![" one two"], vec![" one", " two"]]);
    assert_eq!(lines(&paragraph("one two"), 7), ["one two"]);
}

#[test]
fn cells_stand_as_their_column_says() {
    let document = built(|b| {
        table(
            b,
            0,
            1,
            &[
                &["name", "a number", "words", "both", "<"],
                &["가", "1.5", "xx", "1", "22"],
                &["나다", "10", "x", "over both", "<"],
                &["라", "0.25%", "", "3", "4"],
            ],
        );
    });
    let flow = Flow::new(&document, setting(60));
    let text = |flow: &Flow<'_>| flow.rows(Place::default(), usize::MAX).iter().map(|row| flow.line(row)).collect::<Vec<_>>();
    assert_eq!(
        text(&flow),
        [
            "name  a number  words   both",
            "─────────────────────────────",
            "가       1.5    xx      1  22",
            "나다    10      x      over",
            "                       both",
            "라       0.25%          3   4",
        ]
    );
}

#[test]
fn centred_cells_have_as_much_on_either_side() {
    let document = built(|b| {
        b.open_table(2, 0);
        b.align(0, Align::Center);
        b.end_head();
        for row in [["abcdefg", "x"], ["abc", "x"], ["ab", "x"]] {
            for cell in row {
                b.open_cell();
                b.text(cell);
                b.end_cell();
            }
            b.end_row();
        }
    });
    assert_eq!(lines(&document, 40), ["abcdefg  x", "  abc    x", "  ab     x"]);
}

#[test]
fn words_of_nobodys_document_are_paragraphs_and_lines() {
    let of = |words: &str| {
        let (document, rows) = text_rows(words, setting(20)).expect("a small text");
        let flow = Flow::new(&document, setting(20));
        rows.iter().map(|row| flow.line(row)).collect::<Vec<_>>()
    };
    assert_eq!(of("one\ntwo\n\n\nthree\n  \nfour"), ["one", "two", "", "three", "", "four"]);
    assert_eq!(of(""), Vec::<String>::new());
    assert_eq!(of(&"x\n\n".repeat(3000)).len(), 2000);
}

#[test]
fn columns_and_points_at_the_edges_of_a_row() {
    let document = built(|b| {
        b.nest(1, 0);
        b.open(BlockKind::Item(Marker::Bullet));
        b.text("가나 다");
        b.call("1", "1");
        b.text(" end");
    });
    let flow = Flow::new(&document, setting(20));
    let row = &rows(&document, 20)[0];
    assert_eq!(flow.line(row), "  • 가나 다¹ end");
    let points: Vec<_> = (0..18).map(|x| flow.point_at(row, x).map(|point| point.0)).collect();
    let wanted = [0, 0, 0, 0, 0, 0, 3, 3, 6, 7, 7, 10, 10, 11, 12, 13, 13, 13].map(Some);
    assert_eq!(points, wanted);
    let columns: Vec<_> = [0, 3, 6, 7, 10, 11, 13, 14, 15].map(|at| flow.x_of(row, Point(at))).to_vec();
    assert_eq!(columns, [4, 6, 8, 9, 12, 13, 15, 16].map(Some).into_iter().chain([None]).collect::<Vec<_>>());
}

#[test]
fn places_are_ordered_as_they_stand() {
    let place = |point: u32, above: u16| Place { point: Point(point), above };
    let mut places = [place(5, 0), place(5, 2), place(5, 1), place(3, 0), place(7, 9)];
    places.sort();
    assert_eq!(places, [place(3, 0), place(5, 2), place(5, 1), place(5, 0), place(7, 9)]);
    assert!(place(5, 1) < place(5, 0) && place(5, 1).partial_cmp(&place(5, 1)) == Some(std::cmp::Ordering::Equal));
}

fn breaks(document: &Document, measure: u16) -> Vec<String> {
    lines(document, measure)
}

#[test]
fn labels_hang_at_the_end_of_a_cell_and_count_elsewhere() {
    let called = |write: &dyn Fn(&mut Builder)| built(|b| write(b));
    let end = called(&|b| {
        b.text("one two");
        b.call("1", "1");
        b.call("2", "2");
    });
    assert_eq!(breaks(&end, 10), ["one two¹ ²"]);
    assert_eq!(breaks(&end, 9), ["one", "two¹ ²"]);
    // A call behind a blank goes with the word that follows.
    let before = called(&|b| {
        b.text("one ");
        b.call("1", "1");
        b.text("two three");
    });
    assert_eq!(breaks(&before, 8), ["one ¹two", "three"]);
    assert_eq!(breaks(&before, 7), ["one", "¹two", "three"]);
    let broken = called(&|b| {
        b.text("one");
        b.line_break();
        b.call("1", "1");
        b.text("two");
        b.line_break();
        b.line_break();
        b.text("three");
    });
    assert_eq!(breaks(&broken, 20), ["one", "¹two", "three"]);
    let long = called(&|b| {
        b.text("abcdef");
        b.call("1", "1");
        b.text("ghijkl");
    });
    assert_eq!(breaks(&long, 6), ["abcde", "f¹ghij", "kl"]);
}
