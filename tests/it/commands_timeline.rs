//! `ibid timeline`, as a shell starts it.

use serde_json::Value;

use super::support::desk::Desk;

const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");
const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("en.md"), ENGLISH).expect("a file");
    std::fs::write(desk.path().join("ko.md"), KOREAN).expect("a file");
    desk
}

#[test]
fn dates_are_listed_in_order_of_time_with_their_sentences() {
    let desk = desk();
    let said = desk.said(&["timeline", "en.md"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("1960s") && lines[0].contains("section 7: During the contest"), "{said}");
    let first = lines.iter().find(|line| line.starts_with("2023-09-12")).expect("a summit");
    assert!(first.contains(" ?  section 1: Ever since Kim"), "{first}");
    let korean = desk.said(&["timeline", "ko.md", "--language", "ko"]);
    for words in ["1960년대 ", "1994~1996년 ", "2023년 9월 12일 ", "2017~2022년 "] {
        assert!(korean.lines().any(|line| line.starts_with(words)), "{words}: {korean}");
    }
    // Longer ones come before what lies in them.
    let order: Vec<&str> = lines.iter().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    let at = |digits: &str| order.iter().position(|found| *found == digits).expect("a date");
    assert!(at("2018") < at("2018-03-25") && at("2018-03-25") < at("2019") && at("2017–2022") < at("2017"), "{order:?}");
    let text = desk.said(&["timeline", "en.md", "--order", "place"]);
    assert!(text.starts_with("2023-09-12"), "{text}");
    assert_eq!(text.lines().count(), lines.len());
}

#[test]
fn dates_are_asked_for_by_time() {
    let desk = desk();
    let said = |args: &[&str]| desk.said(&[&["timeline", "ko.md"], args].concat());
    let one = said(&["--from", "2018-02", "--to", "2018-04", "--order", "place"]);
    let digits: Vec<&str> = one.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(digits, ["2018", "2018", "2018-03-25", "2018", "2017–2022"], "{one}");
    assert!(said(&["--from", "2024년 3월"]).lines().count() > 1);
    let (code, wrong) = desk.refused(&["timeline", "ko.md", "--from", "soon"]);
    assert!(code == 2 && wrong.contains("soon"), "{wrong}");
    assert_eq!(desk.refused(&["timeline", "ko.md", "--from", "March"]).0, 2);
    assert_eq!(desk.run(&["timeline", "ko.md", "--from", "2100"]).status.code(), Some(1));
    assert_eq!(desk.run(&["timeline", "brief.md"]).status.code(), Some(1));
}

#[test]
fn offsets_are_bytes_of_the_text_and_guesses_say_how_they_were_made() {
    let desk = desk();
    let text = desk.json(&["text", "ko.md", "--json"])["text"].as_str().expect("a text").to_owned();
    let value = desk.json(&["timeline", "ko.md", "--order", "place", "--json"]);
    assert_eq!(value["own_date"]["first"], "2023-10-01");
    assert_eq!(value["complete"], true);
    let dates = value["dates"].as_array().expect("dates");
    let at = |value: &Value| usize::try_from(value.as_u64().expect("bytes")).expect("bytes");
    for date in dates {
        let words = &text[at(&date["start_byte"])..at(&date["end_byte"])];
        assert_eq!(words, date["text"].as_str().expect("words"));
        assert!(date["sentence"].as_str().is_some_and(|sentence| sentence.contains(words)), "{date}");
        assert_eq!(date["year_by"] == "carried", date["year_start_byte"].is_number(), "{date}");
    }
    let that = dates.iter().find(|date| date["text"] == "그해").expect("that year");
    assert_eq!(&text[at(&that["year_start_byte"])..at(&that["year_end_byte"])], "2018년");
    assert_eq!((&that["first"], &that["precision"]), (&"2018-01-01".into(), &"year".into()));
    assert_eq!(dates[0]["year_by"], "document");
    // Without a date of the document a year stays open.
    std::fs::write(desk.path().join("open.md"), "It began on 12 September, that year.\n").expect("a file");
    let open = desk.json(&["timeline", "open.md", "--json"]);
    assert!(open["own_date"].is_null());
    assert_eq!((&open["dates"][0]["first"], &open["dates"][0]["year_by"]), (&"--09-12".into(), &"unknown".into()));
    assert!(open["dates"][1]["first"].is_null());
}

/// Documents that were not looked at when the rules were written.
#[test]
fn real_documents_have_their_dates() {
    let Some(corpus) = std::env::var_os("IBID_CORPUS") else {
        eprintln!("skipped: IBID_CORPUS is not set");
        return;
    };
    let desk = Desk::new();
    let file = |name: &str| std::path::Path::new(&corpus).join(name).to_string_lossy().into_owned();
    let found = |name: &str| {
        let value = desk.json(&["timeline", &file(name), "--order", "place", "--json"]);
        let dates = value["dates"].as_array().expect("dates").clone();
        let told =
            |date: &Value| format!("{}={}", date["text"].as_str().unwrap_or_default(), date["first"].as_str().unwrap_or("?"));
        dates.iter().map(told).collect::<Vec<String>>()
    };
    let brief = found("brief-ko.txt");
    println!("{brief:#?}");
    for date in
        ["지난 9월 12일=--09-12", "2018년 3월 25일=2018-03-25", "4월 25일=2019-04-25", "27일=2023-07-27", "3월 2일=2022-03-02"]
    {
        assert!(brief.iter().any(|found| found == date), "{date}");
    }
    assert!(brief.iter().all(|found| !found.contains("2375") && !found.contains("2397")));
    for name in [
        "18f-handbook.md",
        "gao-23-106826-snapshot.pdf",
        "us-ed-nclb.pdf",
        "us-nces-pirls.pdf",
        "eu-finland-knowledge-society.pdf",
    ] {
        if name.ends_with(".pdf") && cfg!(not(feature = "pdf")) {
            continue;
        }
        let found = found(name);
        println!("{name} {found:#?}");
        assert!(!found.is_empty(), "{name}");
    }
}
