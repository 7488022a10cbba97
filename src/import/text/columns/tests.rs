//! Columns, read by value: what is read one after the other, and what stays as it was printed.

use crate::document::{BlockKind, Document};
use crate::import::{Source, format_named};

fn read(text: &str) -> Document {
    let source = Source { name: "columns.txt", bytes: text.as_bytes(), whole: true };
    (format_named("text").expect("a format").read)(&source, &()).expect("a text")
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let blocks = document.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph);
    blocks.map(|block| document.slice(block.span)).collect()
}

/// Lines of `left` and `right` beside each other, the right ones in column `gutter`.
fn beside(left: &str, right: &str, gutter: usize) -> String {
    let width = |line: &str| unicode_width::UnicodeWidthStr::width(line);
    let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let rows = (0..left.len().max(right.len())).map(|at| {
        let (left, right) = (left.get(at).copied().unwrap_or(""), right.get(at).copied().unwrap_or(""));
        format!("{left}{}{right}", " ".repeat(if right.is_empty() { 0 } else { gutter - width(left) }))
    });
    rows.collect::<Vec<_>>().join("\n")
}

const MILL: &str = "The mill stood at the edge of the
village, and the wheel had not been
turned since the river was led away.
In the spring the owner asked for a
loan, which the bank of the county
would not give, since nobody could
say how much the mill was worth.";

const BANK: &str = "The bank was founded by farmers who
had lost their fields in a flood. It
lent small sums, and it was patient,
as long as somebody would speak for
the borrower and pay the rate when a
harvest failed. The rate was low for
its time.";

#[test]
fn two_columns_are_read_one_after_the_other() {
    let document = read(&beside(MILL, BANK, 40));
    let one = |text: &str| text.replace('\n', " ");
    assert_eq!(document.text().trim_end(), format!("{}\n{}", one(MILL), one(BANK)));
}

#[test]
fn every_stretch_of_a_page_is_read() {
    let across = "A line that crosses the gutter of the page from its left edge to its right one, as heads do";
    for gutters in [[40, 40], [40, 46]] {
        for count in [1, 3, 4, 7, 20] {
            let stretches = (0..count).map(|at| beside(MILL, BANK, gutters[at % 2]));
            let document = read(&stretches.collect::<Vec<_>>().join(&format!("\n\n{across}\n\n")));
            let text = document.text();
            assert_eq!(text.matches("since the river was led away. In the spring the owner").count(), count, "{text}");
            assert_eq!(text.matches("and it was patient, as long as somebody").count(), count, "{text}");
            assert_eq!(text.matches(across).count(), count - 1, "{text}");
        }
    }
}

#[test]
fn a_gutter_of_two_blanks_is_one() {
    let document = read(&beside(MILL, BANK, 38));
    assert!(document.text().contains("since the river was led away. In the spring"), "{}", document.text());
    assert!(document.text().contains("patient, as long as somebody would speak"), "{}", document.text());
}

#[test]
fn three_columns_are_read_in_their_order() {
    let third = MILL.replace("mill", "forge").replace("village", "hamlet");
    let document = read(&beside(&beside(MILL, BANK, 40), &third, 80));
    let text = document.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(at("The mill stood at the edge of the village") < at("The bank was founded by farmers"));
    assert!(at("the rate when a harvest failed") < at("The forge stood at the edge of the hamlet"));
}

#[test]
fn korean_columns_are_cut_by_the_columns_that_a_terminal_shows() {
    let left = "물레방아는 마을 끝에 서 있었고 강물이\n돌려진 뒤로는 바퀴가 돌지 않았다. 봄이\n되자 주인은 돈을 빌리려 하였으나 고을의\n은행은 빌려주지 않았다. 그 방앗간이 얼마\n짜리인지 아무도 말하지 못하였기 때문이다.";
    let right = "은행은 홍수로 밭을 잃은 농부들이 세웠다.\n빌려주는 돈은 적었으나 참을성이 있어서\n누군가 보증을 서고 흉년에 이자를 대신\n내면 오래 기다려 주었다. 이자는 그때로서\n낮은 편이었고 아무도 쫓겨나지 않았다.";
    let text = read(&beside(left, right, 46)).text().to_owned();
    assert!(text.contains("강물이 돌려진 뒤로는 바퀴가 돌지 않았다. 봄이 되자 주인은"), "{text}");
    assert!(text.contains("참을성이 있어서 누군가 보증을 서고 흉년에 이자를 대신 내면"), "{text}");
}

#[test]
fn korean_columns_are_cut_by_characters_where_a_program_counted_those() {
    let left = [
        "물레방아는 마을 끝에 서 있었고 강물이",
        "돌려진 뒤로는 (1987년 3월) 바퀴가 돌지",
        "않았다. 봄이 되자 주인은 돈을 빌리려",
        "하였으나 고을의 은행 KB는 빌려주지 않",
        "았다. 방앗간이 얼마짜리인지 아무도 말",
        "하지 못하였기 때문이다. 주인은 떠났다.",
    ];
    let right = [
        "은행은 홍수로 밭을 잃은 농부들이 세웠다.",
        "빌려주는 돈은 적었으나 참을성이 있어서",
        "누군가 보증을 서고 흉년에 이자를 대신",
        "내면 오래 기다려 주었다. 이자는 그때로서",
        "낮은 편이었고 아무도 쫓겨나지 않았으므로",
        "사람들은 은행을 믿었다고 한다.",
    ];
    let rows: Vec<String> =
        left.iter().zip(right).map(|(left, right)| format!("{left}{}{right}", " ".repeat(30 - left.chars().count()))).collect();
    let text = read(&rows.join("\n")).text().to_owned();
    assert!(text.contains("봄이 되자 주인은 돈을 빌리려 하였으나"), "{text}");
    assert!(text.contains("참을성이 있어서 누군가 보증을"), "{text}");
}

#[test]
fn a_sentence_goes_on_from_the_foot_of_a_column_to_the_head_of_the_next() {
    let left = MILL.replace("say how much the mill was worth.", "say how much the mill was worth and");
    let right = BANK.replace("The bank was founded by farmers who", "who would buy it. The farmers, who");
    let document = read(&format!("{}MILLS AND BANKS\n\n{}", " ".repeat(30), beside(&left, &right, 42)));
    assert!(document.text().contains("how much the mill was worth and who would buy it. The farmers"), "{}", document.text());
}

#[test]
fn running_text_above_and_below_columns_stays_where_it_is() {
    let above = "This paper was read before the society in the winter of the year in which the bridge was built.";
    let document = read(&format!("{above}\n\n{}\n\n{above}", beside(MILL, BANK, 42)));
    let text = document.text();
    assert!(text.starts_with(above) && text.trim_end().ends_with(above), "{text}");
    assert!(text.contains("The mill stood at the edge of the village, and the wheel"), "{text}");
}

#[test]
fn columns_of_another_width_than_the_page_flow() {
    let wide = "The society met in the hall of the old school, and the room was so full that some members had to\nstand in the passage while the papers were read, which took the whole of the evening and of the\nnight, so that the last of the guests went home when the sun was up and the shops had opened.";
    let document = read(&format!("{wide}\n\n{wide}\n\n{}\n\n{wide}", beside(MILL, BANK, 42)));
    let found = paragraphs(&document);
    assert!(found.contains(&MILL.replace('\n', " ").as_str()), "{found:#?}");
}

#[test]
fn tables_contents_verse_and_code_are_no_columns() {
    let table = "Port            Ships in 2019     Ships in 2020\nBusan                   1,200             1,310\nUlsan                     830               790\nIncheon                   410               455\nMokpo                     120               118\nYeosu                     640               702\nPohang                    300               280";
    let index = "harbour, dues of, 12          mill, wheel of the, 31\nharbour, ice in, 14           mill, worth of, 33\nharbour, ships in, 15         night, watch by, 40\nice, on the river, 18         office, of the port, 44\nice, in spring, 19            office, hours of, 45\nlevy, brought in by, 22       papers, read, 51";
    let contents = "first part of the report ......... 3      third part of the report ......... 9\nhow it was asked for ............. 4      what was found by it ............ 10\nwho was asked about it ........... 5      what was left to ask ............ 12\nsecond part of the report ........ 6      fourth part of it ............... 14\nwhere it was printed ............. 7      its printer and place ........... 15\nwhen it was bound ................ 8      its readers since then .......... 19";
    let verse = "The wheel is still, the water gone,       The bank is shut, the farmer fled,\nThe miller sits before his door,          The ledger lies upon the floor,\nAnd waits until the night comes on,       And no one asks for whom they bled,\nAnd waits as he has done before.          For no one asks them any more.\nThe swallow nests upon the beam,          The river runs another way,\nThe rat has found the empty store.        And so do they who came before.";
    let code = "let mill = Mill::new(river);              fn turn(&mut self) -> Result<Flour> {\nlet wheel = mill.wheel();                     let grain = self.grain.take();\nwheel.turn(3)?;                               self.stones.grind(grain)\nlet flour = mill.flour();                 }\nassert_eq!(flour, 12);                    fn stop(&mut self) {\nmill.close();                                 self.open = false;";
    assert_eq!(read(table).tables().len(), 1);
    for text in [index, contents, verse, code] {
        let document = read(text);
        let (first, second) = text.split_once('\n').expect("two lines");
        let last = |line: &str| line.split("  ").last().expect("a part").trim().to_owned();
        let at = |words: &str| document.text().find(words).unwrap_or_else(|| panic!("{words} in {}", document.text()));
        let start = second.trim().split("  ").next().expect("a part");
        assert!(at(&last(first)) < at(start), "{}", document.text());
    }
}

#[test]
fn cells_of_prose_that_begin_and_end_together_are_rows() {
    let row = |left: &str, right: &str| beside(left, right, 44);
    let rows = [
        row(
            "The mill has to be inspected by the\noffice once in each of its years.",
            "A report is written by the inspector\nand kept for ten years.",
        ),
        row(
            "Water is led to the wheel only when\nthe gate is open to its mark.",
            "The mark is cut by the office and is\npainted red.",
        ),
        row(
            "Flour is weighed before it is sold\nand the weight is written down.",
            "The scale is tested in the spring by\nthe same office.",
        ),
        row(
            "Nothing is ground in the night but\nby leave of the village.",
            "Leave is asked for in writing and is\ngiven at the door.",
        ),
    ];
    let text = read(&rows.join("\n\n")).text().to_owned();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(at("A report is written") < at("Water is led"), "{text}");
}

#[test]
fn a_note_in_a_column_ends_with_the_column() {
    let left = "The mill stood at the edge of the\nvillage, and the wheel had not been\nturned since the river was led away.1\nIn the spring the owner asked for a\nloan, which the bank of the county\n\n1 Records of the county, volume six,\nwhich were burnt in the year after";
    let right = "would not give. The bank had been the\nwork of farmers who had lost their own\nfields in a flood. It lent small sums,\nand it was patient, as long as one who\nwas known would speak for them and pay\nthe rate when a harvest failed or when\nthe river was low.";
    let document = read(&beside(left, right, 42));
    let [note] = document.footnotes() else { panic!("one note in {}", document.text()) };
    assert_eq!(note.calls.len(), 1);
    let body = document.body_span(0).map(|span| document.slice(span));
    assert_eq!(body, Some("Records of the county, volume six, which were burnt in the year after"));
    assert!(document.text().contains("the bank of the county would not give. The bank had been"), "{}", document.text());
}
