//! What an importer says becomes blocks, marks, notes and tables; and all of it as a golden text.

use proptest::prelude::*;

use super::super::{Align, Block, BlockKind, Builder, Document, FurnitureKind, Link, MarkKind, Marker, Point, Span, WarningKind};
use super::{built, table};

#[test]
fn the_whole_structure_as_text() {
    let document = built(|b| {
        b.meta().title = Some("A brief".into());
        b.meta().language = Some("en".into());
        b.meta().fields.push(("author".into(), "Kim".into()));
        b.page("1");
        b.furniture(FurnitureKind::RunningHead, "head");
        b.open(BlockKind::Heading(1));
        b.text("A");
        b.open(BlockKind::Paragraph);
        for kind in [MarkKind::Emphasis, MarkKind::Strong, MarkKind::Strike, MarkKind::Code] {
            let from = b.here();
            b.text("word ");
            b.mark(from, kind);
        }
        b.page("2");
        b.line_break();
        let from = b.here();
        b.text("out");
        b.link(from, "https://a.b");
        b.text(" ");
        let from = b.here();
        b.text("in");
        b.link_inside(from, "place");
        b.text(" ");
        let from = b.here();
        b.text("gone");
        b.link_inside(from, "nowhere");
        b.call("1", "1");
        b.open(BlockKind::Heading(2));
        b.text("B");
        b.anchor("place");
        b.nest(1, 0);
        for marker in [Marker::Bullet, Marker::Number(7), Marker::Task(true), Marker::Task(false), Marker::Printed] {
            b.open(BlockKind::Item(marker));
            b.text("item");
        }
        b.nest(0, 2);
        b.open(BlockKind::Code);
        b.code_line("x  y");
        b.code_line("");
        b.nest(1, 1);
        b.open(BlockKind::Rule);
        b.nest(0, 0);
        b.open(BlockKind::Figure);
        b.picture("map.png");
        b.open(BlockKind::Caption);
        b.text("Table 1 (unit: won)");
        table(b, 1, 1, &["|unit|n", "a|won|1.5", "b|%|x"]);
        if let Some(table) = b.table() {
            table.columns[2].align = Align::Left;
        }
        b.open(BlockKind::Source);
        b.text("Source: office.");
        b.page("3");
        b.begin_body("1", "1");
        b.text("body");
        b.end_body();
        b.begin_body("2", "*");
        b.text("uncalled");
        b.end_body();
        b.warn(WarningKind::GuessedEncoding { encoding: "cp949".into() }, Span::new(0, 1));
    });
    insta::assert_snapshot!(document.dump(), @r#"
    document 142 bytes
    title "A brief"
    language en
    field author "Kim"
    page 1 @0
    section 1 depth 0 0..127
    heading 1 0..1 "A"
    paragraph 2..33 "word word word word out in gone"
      page 2 @22
      emphasis 2..7 "word "
      strong 7..12 "word "
      strike 12..17 "word "
      code 17..22 "word "
      link 22..25 "out" -> "https://a.b"
      break @22
      link 26..28 "in" -> @35
      link 29..33 "gone" -> nowhere "nowhere"
      call "1" @33
    section 2 depth 1 in 1 34..127
    heading 2 34..35 "B"
    item bullet depth 1 36..40 "item"
    item 7 depth 1 41..45 "item"
    item task done depth 1 46..50 "item"
    item task open depth 1 51..55 "item"
    item printed depth 1 56..60 "item"
    code quote 2 61..66 "x  y\n"
    rule depth 1 quote 1 67..67 ""
    figure 68..68 ""
    caption 69..88 "Table 1 (unit: won)"
    table 89..111 "unit\nn\na\nwon\n1.5\nb\n%\nx"
      table 1 columns 3 rows 2 stub 2
      caption "Table 1 (unit: won)"
      unit "won"
      source "office"
      column 1 Left width 1 word 1 fraction 0
      column 2 Left width 4 word 4 fraction 0 holds units
      column 3 Left width 3 word 3 fraction 0
      head  | unit | n
      row a | won | 1.5
      row b | % | x
    source 112..127 "Source: office."
      page 3 @127
    bodies
    footnote 128..132 "body"
    footnote 133..141 "uncalled"
    footnote "1" calls @33 body blocks 14..15
    footnote "*" calls none body blocks 15..16
    warning 0..1 GuessedEncoding { encoding: "cp949" }
    warning 29..33 BrokenLink { target: "nowhere" }
    warning 133..141 FootnoteWithoutCall { label: "*" }
    picture @68 "map.png"
    furniture RunningHead @0 "head"
    "#);
}

#[test]
fn blocks_that_stay_empty_are_dropped_but_for_those_that_say_something() {
    let document = built(|b| {
        b.text("a");
        for kind in [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Code, BlockKind::Rule, BlockKind::Figure] {
            b.open(kind);
            b.text(" ");
        }
        b.open_table(2, 0);
        b.open(BlockKind::Paragraph);
        let from = b.here();
        b.mark(from, MarkKind::Strong);
        b.text("b");
    });
    let kinds: Vec<_> = document.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Rule, BlockKind::Figure, BlockKind::Table(0), BlockKind::Paragraph]);
    assert_eq!((document.text(), document.marks().len()), ("a\n\n\n\nb\n", 0), "a mark of nothing is none");
}

#[test]
fn a_text_may_be_given_in_any_pieces() {
    let document = built(|b| {
        *b = Builder::with_capacity(1 << 20);
        b.text("가 ");
        b.text(" 나");
        b.open(BlockKind::Code);
        b.code_line("  x  ");
        b.code_line("");
        b.code_line("y  ");
    });
    assert_eq!(document.text(), "가 나\n  x  \n\ny  \n");
    assert!(document.blocks().iter().all(|block| block.span.end.at() < document.text().len()));
}

#[test]
fn marks_end_where_the_text_does() {
    let document = built(|b| {
        b.text("one");
        b.mark(Point(0), MarkKind::Code);
        b.text(" ");
        b.mark(Point(1), MarkKind::Strong);
        b.page("2");
        b.open(BlockKind::Paragraph);
        let from = b.here();
        b.text("two ");
        b.mark(from, MarkKind::Emphasis);
        b.open(BlockKind::Paragraph);
        b.text("three");
        b.mark(Point(99), MarkKind::Strong);
    });
    let spans: Vec<_> = document.marks().iter().map(|mark| (mark.span.start.0, mark.span.end.0)).collect();
    assert_eq!(spans, [(0, 3), (1, 3), (4, 7)]);
    assert_eq!(document.pages()[0].start, Point(3));
    assert_eq!(document.blocks()[1], Block { span: Span::new(4, 7), kind: BlockKind::Paragraph, depth: 0, quote: 0 });
}

#[test]
fn the_first_of_a_name_is_where_its_links_lead() {
    let document = built(|b| {
        b.text("a");
        b.anchor("x");
        b.text("b");
        b.anchor("x");
        b.link_inside(Point(0), "x");
        b.link_inside(Point(0), "note");
        b.begin_body("1", "1");
        b.text("see");
        b.anchor("note");
        b.end_body();
    });
    assert_eq!(document.links(), [Link::Inner(Point(1)), Link::Inner(Point(6))]);
}

#[test]
fn what_stands_in_a_body_moves_with_it() {
    let document = built(|b| {
        b.begin_body("b", "b");
        b.text("body of b");
        b.call("c", "c");
        b.warn(WarningKind::GuessedEncoding { encoding: "x".into() }, Span::new(5, 7));
        table(b, 0, 1, &["h|i", "1|2"]);
        b.end_body();
        b.begin_body("b", "b");
        b.open(BlockKind::Paragraph);
        b.text("goes on");
        b.end_body();
        b.begin_body("a", "a");
        b.text("body of a");
        b.end_body();
        b.text("text");
        b.call("a", "a");
        b.text(" on ");
        b.call("b", "b");
        table(b, 0, 0, &["main"]);
        b.begin_body("d", "d");
        b.end_body();
    });
    assert_eq!(document.text(), "text on\nmain\nbody of a\nbody of b\nh\ni\n1\n2\ngoes on\n");
    let labels: Vec<_> = document.footnotes().iter().map(|note| (&*note.label, note.calls.clone(), note.body.clone())).collect();
    assert_eq!(
        labels,
        [("a", vec![Point(4)], Some(2..3)), ("b", vec![Point(7)], Some(3..6)), ("c", vec![Point(32)], None), ("d", vec![], None),]
    );
    let calls: Vec<_> = document.marks().iter().map(|mark| (mark.span.start.0, mark.kind)).collect();
    assert_eq!(calls, [(4, MarkKind::Call(0)), (7, MarkKind::Call(1)), (32, MarkKind::Call(2))]);
    let second = &document.tables()[1];
    assert_eq!((second.block, document.blocks()[4].kind), (4, BlockKind::Table(1)));
    let cells: Vec<_> = second.head.iter().chain(&second.cells).map(|cell| document.slice(*cell)).collect();
    assert_eq!(cells, ["h", "i", "1", "2"]);
    let spans: Vec<_> = document.warnings().iter().map(|warning| (&warning.kind, document.slice(warning.span))).collect();
    assert!(spans.contains(&(&WarningKind::GuessedEncoding { encoding: "x".into() }, "of")), "{spans:?}");
    assert_eq!(document.blocks()[3].kind, BlockKind::FootnoteBody(1));
}

#[test]
fn rows_of_another_length_are_told_and_made_whole() {
    let document = built(|b| {
        b.open_table(2, 0);
        for (at, line) in ["h", "1|2|3", "4||5", "6", "7|8"].into_iter().enumerate() {
            for cell in line.split('|') {
                b.open_cell();
                b.text(cell);
                b.end_cell();
            }
            b.end_row();
            if at == 0 {
                b.end_head();
            }
        }
    });
    let made = &document.tables()[0];
    let cells: Vec<_> = made.head.iter().chain(&made.cells).map(|cell| document.slice(*cell)).collect();
    assert_eq!(cells, ["h", "", "1", "2", "4", "5", "6", "", "7", "8"], "a cell too many takes an empty one's place");
    let ragged: Vec<_> = document.warnings().iter().map(|warning| warning.kind.clone()).collect();
    let of = |row, cells| WarningKind::RaggedRow { table: 1, row, cells, columns: 2 };
    assert_eq!(ragged, [of(0, 1), of(1, 3), of(2, 3), of(3, 1)]);
    let wrong = built(|b| table(b, 0, 0, &[&["a|b"], ["c"; 130].as_slice()].concat()));
    assert_eq!(wrong.warnings().len(), 100, "a file that is wrong everywhere is told of a hundred times");
}

/// A document as it comes back from another process.
fn told_again(document: &Document) -> Document {
    Document::from_flat(&document.to_flat().expect("bytes")).expect("a sound document")
}

#[test]
fn an_accent_behind_a_mark_is_composed_with_its_letter() {
    let behind = built(|b| {
        b.text("caf");
        let from = b.here();
        b.text("e");
        b.mark(from, MarkKind::Strong);
        b.text("\u{301}s");
    });
    assert_eq!((behind.text(), behind.marks()[0].span), ("cafés\n", Span::new(3, 5)));
    let before = built(|b| {
        b.text("cafe");
        let from = b.here();
        b.text("\u{301}s");
        b.mark(from, MarkKind::Strong);
    });
    assert_eq!((before.text(), before.slice(before.marks()[0].span)), ("cafés\n", "és"));
    for document in [behind, before] {
        assert_eq!(told_again(&document), document);
    }
}

proptest! {
    #[test]
    fn blanks_become_one_however_a_text_comes(pieces in proptest::collection::vec("[ab \n\t]{0,6}", 0..8)) {
        let document = built(|b| pieces.iter().for_each(|piece| b.text(piece)));
        let wanted = pieces.concat().split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(document.text().trim_end_matches('\n'), wanted);
    }

    #[test]
    fn what_is_built_is_sound(pieces in proptest::collection::vec(("[ae\u{301}\u{308}가\u{11a8} ]{0,4}", 0_u8..5), 0..10)) {
        let document = built(|b| {
            for (text, what) in &pieces {
                let from = b.here();
                b.text(text);
                match what {
                    0 => b.mark(from, MarkKind::Strong),
                    1 => b.open(BlockKind::Paragraph),
                    2 => b.call("1", "1"),
                    3 => b.page("1"),
                    _ => {}
                }
            }
        });
        prop_assert_eq!(told_again(&document), document);
    }
}
