//! Whole small documents as rows of text, at three widths.

use super::super::{LayoutOptions, plain};
use super::fixture::{built, table};
use crate::document::{Align, BlockKind, Builder, Document, MarkKind, Marker};

/// All rows at a measure of `measure` columns, each between bars, in a room of `room` columns.
fn rows(document: &Document, measure: u16, room: u16, ascii: bool) -> String {
    let mut out = Vec::new();
    plain(document, LayoutOptions { measure, room, ascii, formulas: false }, &mut out).expect("writing to memory");
    String::from_utf8(out).expect("text").lines().map(|line| format!("|{line}\n")).collect()
}

fn paragraph(b: &mut Builder, text: &str) {
    b.open(BlockKind::Paragraph);
    // A raised digit in the text of a test is a call.
    for part in text.split_inclusive(|c| "¹²³⁴".contains(c)) {
        let bare = part.trim_end_matches(|c| "¹²³⁴".contains(c));
        b.text(bare);
        if let Some(label) = part[bare.len()..].chars().next() {
            let label = match label {
                '¹' => "1",
                '²' => "2",
                '³' => "3",
                _ => "*",
            };
            b.call(label, label);
        }
    }
}

fn korean() -> Document {
    built(|b| {
        b.open(BlockKind::Heading(1));
        b.text("두 나라는 왜 가까워졌는가");
        b.open(BlockKind::Heading(2));
        b.text("1. 어려워진 살림과 바깥에서 찾은 길");
        paragraph(
            b,
            "정부는 지난해 가을 새 협정의 초안을 발표했고,¹ 10월 18일에는 두 나라의 외교장관이 다시 만났다. 新조약이 다룬 것은 무역·금융·노동의 세 갈래이며, “재정건전성”을(를) 지키면서 3.5%의 성장을 이루겠다는 것이 그 뼈대였다(자세한 것은 표 1).² 다만 국경이 닫혔던 2020–2022년의 손실은 25,660.4천명분의 일자리에 이르러, 북-중-러 사이의 교역이 늘어난 뒤에도 거의 메워지지 않았다.",
        );
        b.open(BlockKind::Caption);
        b.text("표 1. 지표의 변화, 2020년부터 2022년까지");
        table(
            b,
            1,
            1,
            &[
                &["", "단위", "2022", "2021", "2020"],
                &["인구", "천명", "25,660.4", "25,484.1", "25,367.9"],
                &["1인당 소득", "만원", "142.3¹", "140", "137.9"],
                &["^", "달러", "1,107", "1,243.05", ""],
                &["성장률", "%", "–0.2", "–0.1", "-4.5"],
            ],
        );
        b.open(BlockKind::Source);
        b.text("* 자료: 통계청.");
        paragraph(b, "이어서 세 가지를 본다.");
        for (depth, marker, text) in [
            (1, Marker::Printed, "□ 첫째, 협정이 실제로 무엇을 약속하는지 조문을 따라 하나씩 읽어 본다."),
            (2, Marker::Printed, "○ 약속에는 기한이 있는 것과 없는 것이 섞여 있으므로, 둘을 나누어 볼 필요가 있다."),
            (1, Marker::Printed, "□ 둘째, 돈의 흐름."),
        ] {
            b.nest(depth, 0);
            b.open(BlockKind::Item(marker));
            b.text(text);
        }
        b.nest(0, 1);
        paragraph(b, "「약속은 지켜져야 한다」는 말은 누구나 하지만, 그 말을 지키는 데 드는 값은 누구도 먼저 말하지 않는다.");
        paragraph(b, "— 어느 사설");
        b.nest(0, 0);
        b.open(BlockKind::Rule);
        b.begin_body("1", "1");
        b.text("통계청, 『지난해의 살림』, 2022년, 34쪽. 이 수치는 나중에 고쳐졌으므로 다시 확인해야 한다.");
        b.end_body();
        b.begin_body("2", "2");
        b.text("일간지의 사설.");
        b.open(BlockKind::Paragraph);
        b.text("둘째 문단도 있다.");
        b.end_body();
    })
}

fn english() -> Document {
    built(|b| {
        paragraph(
            b,
            "Workers are still found along the border,¹ though a resolution asked for their return within two years;²³ the well-known report at https://example.org/a/very/long/path/that/goes/on/and/on/report-2022.html?page=3 says so.",
        );
        for (depth, marker, text) in [
            (1, Marker::Number(9), "The ninth point, which is long enough to be set in two rows on a narrow screen."),
            (1, Marker::Number(10), "The tenth."),
            (2, Marker::Bullet, "A point of its own, and rather a long one, so that its second row hangs."),
            (2, Marker::Task(true), "Done."),
        ] {
            b.nest(depth, 0);
            b.open(BlockKind::Item(marker));
            b.text(text);
        }
        b.nest(1, 0);
        paragraph(b, "A paragraph that goes on the tenth point.");
        b.nest(1, 0);
        b.open(BlockKind::Item(Marker::Number(11)));
        b.text("The eleventh.");
        b.nest(0, 0);
        b.open(BlockKind::Code);
        b.code_line("fn main() {");
        b.code_line("    println!(\"a line of code that is longer than the room it has\");");
        b.code_line("");
        b.code_line("}");
        b.open(BlockKind::Figure);
        b.text("A map of the border, with the three crossings that were open in the spring");
        b.open(BlockKind::Caption);
        b.text("Figure 1. The border");
        b.open(BlockKind::Heading(2));
        b.text("An address");
        b.open(BlockKind::Paragraph);
        b.text("12 Long Street");
        b.line_break();
        b.text("Some Town");
        b.line_break();
        b.text("מכתב בעברית · رسالة بالعربية · 👨‍👩‍👧‍👦");
        let from = b.here();
        b.text(" ×2");
        b.mark(from, MarkKind::Strong);
        b.begin_body("1", "1");
        b.text("A body.");
        b.end_body();
        b.begin_body("*", "*");
        b.text("A body that nothing calls.");
        b.end_body();
    })
}

fn tables() -> Document {
    built(|b| {
        table(
            b,
            1,
            2,
            &[
                &["Country", "2021", "<", "2022", "<", "What the report says of it"],
                &["^", "first", "second", "first", "second", "^"],
                &[
                    "North Korea",
                    "1.5",
                    "10.25",
                    "100",
                    "(3)",
                    "Trade fell in the first half and came back in the second, mostly by rail.",
                ],
                &["", "", "", "", "", ""],
                &["Russia", "2", "n/a", "△3.1", "12.75%", "Workers returned."],
                &["All of them taken together", "<", "<", "<", "<", "No sum is given¹."],
            ],
        );
        b.open(BlockKind::Caption);
        b.text("Table 1. Two years");
        table(b, 1, 1, &[&["이름", "뜻"], &["조약", "나라와 나라가 글로 맺은 약속으로, 국회의 동의를 얻어야 하는 것도 있다."]]);
        if let Some(table) = b.table() {
            table.columns[0].align = Align::Center;
        }
    })
}

fn japanese() -> Document {
    built(|b| {
        paragraph(
            b,
            "　両国は新しい「条約」の草案を発表した。¹データのチェックは2023年に行われ、その結果は（まだ）公表されていない――関係者はそう語った。",
        );
        paragraph(
            b,
            "两国外长在莫斯科会面，并发表了“联合声明”。声明说：双方将在贸易、金融和劳务三个方面扩大合作，但没有给出具体的时间表。",
        );
    })
}

#[test]
fn a_korean_brief() {
    let document = korean();
    insta::assert_snapshot!("korean-40", rows(&document, 40, 40, false));
    insta::assert_snapshot!("korean-72", rows(&document, 72, 72, false));
    insta::assert_snapshot!("korean-120", rows(&document, 72, 120, false));
}

#[test]
fn an_english_brief() {
    let document = english();
    insta::assert_snapshot!("english-40", rows(&document, 40, 40, false));
    insta::assert_snapshot!("english-72", rows(&document, 72, 72, false));
    insta::assert_snapshot!("english-120", rows(&document, 120, 120, true));
}

#[test]
fn tables_that_shrink_and_are_cut() {
    let document = tables();
    insta::assert_snapshot!("tables-40", rows(&document, 40, 40, false));
    insta::assert_snapshot!("tables-72", rows(&document, 72, 72, false));
    insta::assert_snapshot!("tables-120", rows(&document, 72, 120, false));
}

#[test]
fn japanese_and_chinese() {
    let document = japanese();
    insta::assert_snapshot!("japanese-40", rows(&document, 40, 40, false));
    insta::assert_snapshot!("japanese-72", rows(&document, 72, 72, false));
}
