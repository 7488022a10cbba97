//! `ibid compare`, as a shell starts it.

use serde_json::Value;

use super::support::desk::{BRIEF, Desk};

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

fn with(desk: &Desk, name: &str, text: &str) {
    std::fs::write(desk.path().join(name), text).expect("a file");
}

#[test]
fn the_same_text_ends_with_nothing_to_tell() {
    let desk = Desk::new();
    let said = desk.said(&["compare", "brief.md", "brief.md"]);
    assert!(said.contains("The words are the same.") && !said.contains("@@"), "{said}");
}

#[test]
fn editions_are_told_section_by_section_with_their_words_marked() {
    let desk = Desk::new();
    let newer = BRIEF.replace("Beta two says alpha again.", "Beta three says alpha again.").replace("| 0.4 |", "| 0.5 |");
    with(&desk, "newer.md", &newer.replace("Gamma one.", "Gamma one.\n\nDelta is new here, and nowhere else."));
    let said = desk.differing(&["compare", "brief.md", "newer.md"]);
    for expected in [
        "--- brief.md",
        "+++ newer.md",
        "@@ First section @@",
        "~ … Beta [-two-]{+three+} says alpha again.",
        "~ 2022, Growth: [-0.4-]{+0.5+}",
        "@@ Inner @@",
        "+ Delta is new here, and nowhere else.",
        "2 changed, 0 moved, 0 only in the first, 1 only in the second",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    assert!(!said.contains('\u{1b}') && !said.contains("The opening calls"), "{said}");
    let summary = desk.differing(&["compare", "brief.md", "newer.md", "--summary"]);
    assert!(summary.contains("Inner") && !summary.contains("Delta"), "{summary}");
}

#[test]
fn korean_words_are_marked_behind_their_stems() {
    let desk = Desk::speaking("ko_KR.UTF-8");
    with(&desk, "old.md", "북러 밀착은 이어진다. 그러나 오래가지 않는다.\n");
    with(&desk, "new.md", "북러 밀착이 이어진다. 그러나 오래가지 않는다.\n");
    let said = desk.differing(&["compare", "old.md", "new.md"]);
    assert!(said.contains("북러 밀착[-은-]{+이+} 이어진다.") && said.contains("바뀜 1"), "{said}");
}

#[test]
fn languages_are_paired_and_spans_are_bytes_of_both_texts() {
    let desk = Desk::new();
    with(&desk, "ko.md", KOREAN);
    with(&desk, "en.md", ENGLISH);
    let value: Value = serde_json::from_str(&desk.said(&["compare", "ko.md", "en.md", "--json"])).expect("JSON");
    assert_eq!((&value["by"], &value["strangers"]), (&"structure".into(), &false.into()));
    let text = |name: &str| desk.json(&["text", name, "--json"])["text"].as_str().expect("a text").to_owned();
    let (korean, english) = (text("ko.md"), text("en.md"));
    let slice = |text: &str, side: &Value| {
        let at = |name: &str| usize::try_from(side[name].as_u64().expect("an offset")).expect("small");
        text[at("start_byte")..at("end_byte")].to_owned()
    };
    let pairs = value["pairs"].as_array().expect("pairs");
    let found =
        pairs.iter().find(|pair| slice(&korean, &pair["left"]).starts_with("분위기가 달라진 해는 2018년이다")).expect("a pair");
    assert!(slice(&english, &found["right"]).starts_with("The mood changed in 2018."));
    assert_eq!(found["kind"], "beside");
    let said = desk.said(&["compare", "ko.md", "en.md"]);
    assert!(said.contains("Compared by order, lengths") && said.contains("| 분위기가 달라진 해는"), "{said}");
    // Set by hand, there is nothing in common.
    let set: Value =
        serde_json::from_str(&desk.differing(&["compare", "ko.md", "en.md", "--by", "words", "--json"])).expect("JSON");
    assert_eq!(set["by"], "words");
}

#[test]
fn strangers_are_told() {
    let desk = Desk::speaking("ko_KR.UTF-8");
    with(&desk, "one.md", "나무는 숲에서 자란다. 아무도 보지 않는다.\n");
    with(&desk, "two.md", "Ships sail the seas. Nobody counts them.\n\nBut they do.\n");
    let said = desk.differing(&["compare", "one.md", "two.md"]);
    assert!(said.contains("이어진다는 표시가 없습니다"), "{said}");
}

#[test]
fn what_can_not_be_read_or_is_wrong_is_told() {
    let desk = Desk::new();
    assert_eq!(desk.refused(&["compare", "brief.md", "none.md"]).0, 3);
    assert_eq!(desk.refused(&["compare", "brief.md"]).0, 2);
    assert_eq!(desk.refused(&["compare", "brief.md", "brief.md", "--by", "luck"]).0, 2);
}
