//! The commands on the bundled Korean brief, as a Korean reader's shell starts them.

use serde_json::Value;

use super::support::desk::{Desk, steady};

const BRIEF: &str = include_str!("../../content/north-korea-russia.ko.md");

fn korean() -> Desk {
    let desk = Desk::speaking("ko_KR.UTF-8");
    std::fs::write(desk.path().join("북러.md"), BRIEF).expect("a file");
    desk
}

#[test]
fn the_brief_has_its_seven_sections() {
    let value = korean().json(&["outline", "북러.md", "--json"]);
    let sections = value["sections"].as_array().expect("sections");
    let parents: Vec<Option<u64>> = sections.iter().map(|section| section["parent"].as_u64()).collect();
    assert_eq!(parents, [None, None, None, Some(3), Some(3), Some(3), None]);
    assert_eq!(sections[0]["title"], "");
    let share: f64 =
        sections.iter().filter(|section| section["depth"] == 0).filter_map(|section| section["share"].as_f64()).sum();
    assert!((share - 1.0).abs() < 0.001, "{share}");
}

#[test]
fn offsets_of_calls_are_bytes_of_the_text_that_is_printed() {
    let desk = korean();
    let text = desk.json(&["text", "북러.md", "--json"]);
    let text = text["text"].as_str().expect("a text");
    let value = desk.json(&["footnotes", "북러.md", "--json"]);
    let footnotes = value["footnotes"].as_array().expect("footnotes");
    let labels: Vec<&str> = footnotes.iter().filter_map(|footnote| footnote["label"].as_str()).collect();
    assert_eq!(labels, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    let with_body: Vec<&str> = footnotes
        .iter()
        .filter(|footnote| footnote["body"].is_string())
        .filter_map(|footnote| footnote["label"].as_str())
        .collect();
    assert_eq!(with_body, ["5", "7"]);
    for call in footnotes.iter().flat_map(|footnote| footnote["calls"].as_array().expect("calls")) {
        let offset = usize::try_from(call["offset"].as_u64().expect("an offset")).expect("an offset");
        let sentence = call["sentence"].as_str().expect("a sentence");
        let start = text.find(sentence).expect("the sentence stands in the text");
        assert!((start..=start + sentence.len()).contains(&offset), "{sentence}");
    }
}

#[test]
fn the_misprint_sorts_by_what_it_means_and_stays_as_printed() {
    let desk = korean();
    let value = desk.json(&["tables", "북러.md", "1", "--transpose", "--sort", "1인당 GNI (달러):desc", "--json"]);
    let column = |row: &Value| {
        let cells = row["cells"].as_array().expect("cells");
        let cell = cells.iter().find(|cell| cell["row"] == 5).expect("a cell of the row");
        (row["head"][0].as_str().map(str::to_owned), cell["text"].as_str().map(str::to_owned), cell["value"].as_f64())
    };
    let rows: Vec<_> = value["rows"].as_array().expect("rows").iter().map(column).collect();
    let years: Vec<&str> = rows.iter().filter_map(|(year, ..)| year.as_deref()).collect();
    assert_eq!(years, ["2018", "2017", "2021", "2019", "2020", "2022"]);
    assert_eq!((rows[2].1.as_deref(), rows[2].2), (Some("1.243.0"), Some(1243.0)));
}

#[test]
fn a_row_is_named_as_it_is_printed_with_its_unit() {
    let desk = korean();
    for cell in [
        "1:1인당 GNI (달러):2021",
        "1:1인당GNI(달러):2021",
        "1:1인당 GNI › 달러:2021",
        "1:5:4",
        "1:\"1인당 GNI (달러)\":\"2021\"",
    ] {
        let value = desk.json(&["annotate", "북러.md", "--cell", cell, "--json"]);
        assert_eq!(value["note"]["anchor"]["quote"], "1.243.0", "{cell}");
    }
    let (code, said) = desk.refused(&["annotate", "북러.md", "--cell", "1:1인당 GNI:2021"]);
    assert!(code == 2 && said.contains("1인당 GNI › 만원, 1인당 GNI › 달러"), "{said}");
    assert!(desk.said(&["annotations", "북러.md"]).contains("1인당 GNI (달러) · 2021"));
}

#[test]
fn a_quote_may_hold_the_labels_that_the_screen_prints() {
    let desk = korean();
    let printed = desk.said(&["text", "북러.md", "--width", "0"]);
    let at = printed.find('¹').expect("the first call");
    let from = printed[..at].char_indices().rev().nth(8).map_or(0, |(from, _)| from);
    let to = printed[at..].char_indices().nth(8).map_or(printed.len(), |(to, _)| at + to);
    let quote = &printed[from..to];
    let value = desk.json(&["annotate", "북러.md", "--quote", quote, "--json"]);
    assert_eq!(value["note"]["anchor"]["quote"], quote.replace('¹', "").trim());
    // Another footnote's label stands elsewhere: this passage is not there.
    assert_eq!(desk.refused(&["annotate", "북러.md", "--quote", &quote.replace('¹', "²")]).0, 1);
    assert_eq!(desk.refused(&["annotate", "북러.md", "--quote", "¹"]).0, 1);
}

#[test]
fn notes_are_exported_in_korean() {
    let desk = korean();
    desk.said(&["annotate", "북러.md", "--section", "1", "--note", "첫머리: *별표*와 [괄호]"]);
    desk.said(&["annotate", "북러.md", "--section", "3"]);
    desk.said(&["annotate", "북러.md", "--cell", "1:1인당 GNI (달러):2021", "--note", "1,243.0?", "--label", "question"]);
    desk.said(&["annotate", "북러.md", "--section", "6", "--note", "# 제목처럼 보이는 메모", "--tag", "전망"]);
    steady("notes-ko.md", &desk.said(&["export", "북러.md"]));
    // The same notes give the same bytes.
    assert_eq!(desk.said(&["export", "북러.md"]), desk.said(&["export", "북러.md", "--format", "md"]));
}

#[test]
fn search_finds_what_korean_readers_type() {
    let desk = korean();
    let count = |query: &str| desk.json(&["search", query, "북러.md", "--json"])["hits"].as_array().map_or(0, Vec::len);
    assert!(count("연대") > 0);
    // Blind to spacing and to Unicode form.
    assert_eq!(count("안보보장"), count("안보 보장"));
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("연대").collect();
    assert_eq!(count(&decomposed), count("연대"));
    assert_eq!(desk.run(&["search", "없는말입니다", "북러.md"]).status.code(), Some(1));
}

#[test]
fn the_manual_and_help_are_in_korean() {
    let desk = korean();
    for args in [vec!["man"], vec!["--help"], vec!["help", "json"], vec!["help", "annotate"]] {
        let said = desk.said(&args);
        assert!(said.contains("메모"), "{args:?} {said}");
    }
    // Particles that depend on what is filled in read badly; messages do without them.
    let (_, said) = desk.refused(&["export", "북러.md", "--out", "없는 폴더/x.md"]);
    assert_eq!(said, "없는 폴더/x.md에 쓰지 못했습니다: 그런 폴더가 없습니다. 다른 곳을 고르세요.\n");
}
