//! Lines that go on, and lines that stay as they were printed.

use crate::document::{BlockKind, Document, FurnitureKind, MarkKind, WarningKind};
use crate::import::{ReadOptions, Source, format_named};

fn read(text: &str) -> Document {
    let source = Source { name: "lines.txt", bytes: text.as_bytes(), whole: true };
    (format_named("text").expect("a format").read)(&source, &()).expect("a text")
}

fn blocks(document: &Document, wanted: impl Fn(BlockKind) -> bool) -> Vec<&str> {
    document.blocks().iter().filter(|block| wanted(block.kind)).map(|block| document.slice(block.span)).collect()
}

/// The text with its line breaks.
fn broken(document: &Document) -> String {
    let mut text = document.text().to_owned();
    let breaks = document.marks().iter().filter(|mark| mark.kind == MarkKind::Break);
    for mark in breaks {
        let at = mark.span.start.at();
        text.replace_range(at - 1..at, "\n");
    }
    text
}

const PROSE: &str = "The mill stood at the edge of the village, and its wheel had not been turned for years. The owner\nasked the bank of the county for a loan, which it would not give to him or to his wife, since nobody\ncould say how much the mill was worth.";

#[test]
fn text_that_hangs_behind_an_option_goes_on() {
    let text = "OPTIONS\n     -q    Say nothing about the wheel, whatever its state is.  This is the same as\n           --silent.\n     -v, --verbose\n           Say all.\n\n     -n    Count the turns of the wheel from the first of the year on, and not from the day of\n           the last repair.\n";
    let document = read(text);
    assert!(
        document.text().contains("\n-q Say nothing about the wheel, whatever its state is. This is the same as --silent.\n"),
        "{}",
        document.text()
    );
    assert!(
        document.text().contains(
            "\n-n Count the turns of the wheel from the first of the year on, and not from the day of the last repair."
        )
    );
}

#[test]
fn labels_with_hanging_text_start_a_paragraph_each() {
    let text = "Miller:   The wheel has not been turned since the river was led away, and nobody knows\n          whether it will come back.\nBanker:   Then we cannot say how much the mill is worth, and the loan has to wait until\n          somebody does.\n";
    let document = read(text);
    let found = blocks(&document, |kind| kind == BlockKind::Paragraph);
    assert_eq!(
        found,
        [
            "Miller: The wheel has not been turned since the river was led away, and nobody knows whether it will come back.",
            "Banker: Then we cannot say how much the mill is worth, and the loan has to wait until somebody does.",
        ]
    );
}

#[test]
fn verse_keeps_its_lines() {
    let verse = "the wheel stood in the dry bed,\n    the rope hung in the door,\nthe miller counted what he had\n    and counted it once more.";
    let document = read(&format!("{PROSE}\n\n{verse}\n\n{PROSE}\n"));
    let lines: Vec<&str> = verse.lines().map(str::trim).collect();
    assert!(broken(&document).contains(&lines.join("\n")), "{}", document.dump());
    let korean = "바퀴는 마른 바닥에 있고\n밧줄은 문에 걸려 있었다\n방앗간 주인은 세어 보고\n또 한 번 세어 보았다";
    assert_eq!(broken(&read(korean)).trim_end(), korean);
}

#[test]
fn programs_keep_their_lines_and_indents() {
    let code = "def turn(wheel):\n    # a turn a day\n    count = wheel.count + 1\n    while wheel.wet:\n        count += wheel.turns\n    return count";
    let document = read(&format!("{PROSE}\n\n{code}\n\n{PROSE}\n"));
    assert_eq!(blocks(&document, |kind| kind == BlockKind::Code), [code]);
    let rust = "let mill = Mill::new();\nmill.wheel = Wheel::dry();\ntotal = mill.turns(3)";
    let document = read(&format!("{PROSE}\n\n{rust}\n\n{PROSE}\n"));
    assert_eq!(blocks(&document, |kind| kind == BlockKind::Code), [rust]);
}

#[test]
fn lists_of_files_keep_their_columns() {
    let list = "total 8\ndrwxr-xr-x 2 mill mill 4096 Mar  1 09:00 flour\n-rw-r--r-- 1 mill mill   77 Mar 11 09:10 rope.txt\nlrwxrwxrwx 1 mill mill    4 Mar  2 09:20 wheel";
    let document = read(list);
    assert_eq!(blocks(&document, |kind| kind == BlockKind::Code), [list]);
}

#[test]
fn a_statement_like_sentence_is_no_program() {
    let document = read(&format!("{PROSE}\n\nfor the mill, the bank said:\nif it turns, it earns. Return it.\n\n{PROSE}\n"));
    assert!(blocks(&document, |kind| kind == BlockKind::Code).is_empty(), "{}", document.dump());
}

#[test]
fn what_is_left_out_at_a_page_s_head_is_of_that_page() {
    let page = |number: u32| format!("RECORDS OF THE MILL\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{number}\n");
    let document = read(&(7..11).map(page).collect::<String>());
    let heads = document.furniture().iter().filter(|piece| piece.kind == FurnitureKind::RunningHead);
    let label = |at| document.page_at(at).map(|page| document.pages()[page].label.to_string());
    let pages: Vec<String> = heads.filter_map(|piece| label(piece.at)).collect();
    assert_eq!(pages, ["7", "8", "9", "10"]);
}

#[test]
fn a_count_in_angle_brackets_is_a_heading_and_a_tag_is_none() {
    let document = read(&format!("<1부>\n\n{PROSE}\n\n<br>\n\n{PROSE}\n\n<제2부>\n\n{PROSE}\n"));
    assert_eq!(blocks(&document, |kind| matches!(kind, BlockKind::Heading(_))), ["<1부>", "<제2부>"]);
    assert_eq!(blocks(&document, |kind| kind == BlockKind::Code), ["<br>"]);
}

#[test]
fn what_looks_like_something_else_is_offered_and_read_as_it_stands() {
    let text = format!("# The mill\n\n{PROSE}\n\nIt is **dry**.\n");
    let offered = |document: &Document| {
        document
            .warnings()
            .iter()
            .any(|warning| matches!(&warning.kind, WarningKind::LooksLike { format, .. } if &**format == "markdown"))
    };
    let document = read(&text);
    assert!(offered(&document) && document.text().contains("**dry**"));
    // What the reader calls text is text.
    let said = ReadOptions { format: format_named("text"), ..ReadOptions::default() };
    let source = Source { name: "a.txt", bytes: text.as_bytes(), whole: true };
    assert!(!offered(&(format_named("text").expect("a format").read)(&source, &said).expect("a text")));
    assert!(!offered(&read(PROSE)));
}

/// Titles of the sections of a text in which each of `lines` stands alone between paragraphs.
fn titles(lines: &[&str], between: &str) -> Vec<String> {
    let all: Vec<String> = lines.iter().map(|line| format!("{line}\n\n{between}\n\n")).collect();
    let document = read(&format!("{between}\n\n{}", all.concat()));
    let found = blocks(&document, |kind| matches!(kind, BlockKind::Heading(_)));
    found.into_iter().map(str::to_owned).collect()
}

const KOREAN: &str = "은행은 장부를 옛 학교의 강당에 두었는데 전쟁이 끝난 뒤로 아무도 들여다보지 않았고, 해마다 봄이면\n지붕으로 비가 새어 들어왔다고 마을 사람들은 말한다.";

#[test]
fn a_count_alone_is_no_chapter() {
    for line in [
        "2회 연속 우승",
        "1부 리그",
        "1부 리그로 승격",
        "3권 세트",
        "2편 동시 상영",
        "2절 가사",
        "제2부 리그",
        "제3회 세계 물 포럼",
        "第二部 上場企業",
        "第3回 大会",
        "第２部 上場",
        "Act 5 of 1998",
        "Section 8 housing",
        "Section 8 housing was built",
        "Part 2 of the plan was dropped",
        "Part 3 workers",
        "Chapter 11 bankruptcy filings",
        "Book 3 passengers",
        "Volume 2 in stock",
        "Act 5 was struck down",
        "Part 2 to 4",
        "Letter 3 from the owner",
    ] {
        for between in [PROSE, KOREAN] {
            assert_eq!(titles(&[line], between), [""; 0], "{line}");
            // Nor is it at a line's start in a paragraph, or two of them in a list.
            let inside = format!("{between}\n{line} {between}");
            assert_eq!(titles(&[&inside], between), [""; 0], "{line}");
        }
    }
}

#[test]
fn chapters_that_count_on_are_sections() {
    for lines in [
        ["1부 겨울", "2부 봄"],
        ["1화", "2화"],
        ["제1부 서론", "제2부 본론"],
        ["제1부 서론", "제1장 배경"],
        ["제1회", "제2회"],
        ["第一部 冬", "第二部 春"],
        ["第一章 冬", "第五章 春"],
        ["Part 1 The Harbour", "Part 2 The Town"],
        ["Chapter 1 the harbour", "Chapter 2 the town"],
        ["Act I", "Scene 1"],
        ["Book One", "Chapter 1"],
        ["Act 1: Ice", "Part 7: Snow"],
        ["Section 1. Scope", "Section 2. Terms"],
        ["Teil 1 Das Eis", "Teil 2 Der Schnee"],
    ] {
        assert_eq!(titles(&lines, PROSE), lines);
    }
}
