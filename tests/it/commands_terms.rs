//! `ibid terms` and `ibid claims`, as a shell starts them.

use serde_json::Value;

use super::support::desk::Desk;

const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");
const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("en.md"), ENGLISH).expect("a file");
    std::fs::write(desk.path().join("ko.md"), KOREAN).expect("a file");
    let prose = "# Trade\n\nGrowth was 0.4 in 2022. The price rose to 1.24 trillion won.\n\n| Year | Growth | Price (bn won) |\n\
        |:--|--:|--:|\n| 2021 | -0.1 | 1,243.0 |\n| 2022 | 0.4 | 98.5 |\n\nNobody knows of 77 billion won.\n";
    std::fs::write(desk.path().join("trade.md"), prose).expect("a file");
    desk
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a number")
}

#[test]
fn the_index_stands_by_name_under_letters() {
    let desk = desk();
    let said = desk.said(&["terms", "ko.md"]);
    let heads: Vec<&str> = said.lines().filter(|line| !line.starts_with(' ')).collect();
    assert!(heads.starts_with(&["#", "ㄱ", "ㄴ", "ㄷ"]) && heads.contains(&"N"), "{heads:?}");
    assert!(said.contains("핵협의그룹 (NCG)") && said.contains("NCG (핵협의그룹)"), "{said}");
    let korean = Desk::speaking("ko_KR.UTF-8");
    std::fs::write(korean.path().join("ko.md"), KOREAN).expect("a file");
    assert!(korean.said(&["terms", "ko.md"]).contains("핵협의그룹(NCG)"));
}

#[test]
fn the_index_stands_by_count_or_place_and_leaves_the_rare_out() {
    let desk = desk();
    let said = desk.said(&["terms", "en.md", "--order", "count", "--least", "9"]);
    let words: Vec<&str> = said.lines().map(|line| line.trim_start().split("  ").next().unwrap_or_default()).collect();
    assert!(words.starts_with(&["Russia", "North Korea", "China"]), "{words:?}");
    assert!(said.lines().all(|line| line.contains("section")) && !said.contains("Gap"), "{said}");
    let placed = desk.said(&["terms", "en.md", "--order", "place"]);
    assert!(placed.trim_start().starts_with("Kim Jong-un"), "{placed}");
    assert!(placed.lines().count() > 100);
    assert_eq!(desk.run(&["terms", "en.md", "--least", "5000"]).status.code(), Some(1));
    assert_eq!(desk.run(&["terms", "en.md", "--order", "length"]).status.code(), Some(2));
}

#[test]
fn places_are_bytes_of_the_text() {
    let desk = desk();
    for file in ["en.md", "ko.md"] {
        let text = desk.json(&["text", file, "--json"])["text"].as_str().expect("a text").to_owned();
        let value = desk.json(&["terms", file, "--json"]);
        assert_eq!((value["schema"].as_str(), &value["complete"]), (Some("ibid.terms/1"), &Value::Bool(true)));
        for term in value["terms"].as_array().expect("terms") {
            let places = term["places"].as_array().expect("places");
            assert_eq!(number(&term["count"]), places.len());
            assert_eq!(term["spread"].as_array().expect("bins").iter().map(number).sum::<usize>(), places.len());
            for place in places {
                let words = &text[number(&place["start_byte"])..number(&place["end_byte"])];
                assert_eq!(words, place["text"].as_str().expect("words"));
            }
        }
    }
}

#[test]
fn claims_say_by_which_cell_they_are_held_and_how_that_was_found() {
    let desk = desk();
    let value = desk.json(&["claims", "trade.md", "--json"]);
    let figures = value["figures"].as_array().expect("figures");
    let texts: Vec<&str> = figures.iter().filter_map(|figure| figure["text"].as_str()).collect();
    assert_eq!(texts, ["0.4", "1.24 trillion won", "77 billion won"]);
    let held = |figure: usize| &figures[figure]["held"][0];
    assert_eq!((&held(0)["cell"], &held(0)["exact"]), (&Value::from("0.4"), &Value::Bool(true)));
    assert_eq!((number(&held(0)["row"]), number(&held(0)["column"]), number(&held(0)["heads_named"])), (2, 2, 2));
    assert_eq!(held(1)["cell"], "1,243.0");
    assert_eq!((&held(1)["exact"], &held(1)["scaled"]), (&Value::Bool(false), &Value::Bool(true)));
    assert_eq!(figures[2]["held"], Value::Array(Vec::new()));
    assert_eq!(figures[1]["sentence"], "The price rose to 1.24 trillion won.");
    let said = desk.said(&["claims", "trade.md"]);
    assert!(said.contains("1.24 trillion won may be 1,243.0, rounded.") && said.contains("in another scale"), "{said}");
    assert!(said.contains("the sentence names 2 heads") && said.contains("77 billion won"), "{said}");
    // `ibid check` tells the same.
    assert_eq!(desk.json(&["check", "trade.md", "--json"])["figures"], value["figures"]);
    assert_eq!(desk.run(&["claims", "brief.md"]).status.code(), Some(1));
}
