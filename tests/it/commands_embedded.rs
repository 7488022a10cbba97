//! Notes that a document's own file carries, from the shell.

use std::fs;

use super::import_pdf::TEXT;
use super::import_pdf_embedded::{noted, over};
use crate::support::desk::Desk;
use crate::support::paper::Paper;

/// A file with a highlight, a comment on a passage, and a mark without words; the comment says `words`.
fn file(words: &str, title: &str) -> Paper {
    let mut paper = noted(|page| {
        page.annotation(
            "Highlight",
            &[over(60.0, 140.0, TEXT[0], "Plums were sold")],
            "/C [0 1 0] /T (Kim) /M (D:20240102030405Z)",
        );
        page.annotation(
            "Highlight",
            &[over(60.0, 152.0, TEXT[1], "the price was lower")],
            &format!(
                "/Contents ({words}) /T (Lee) /CreationDate (D:20240102030405+09'00') /NM (0d5f3a52-7a0e-4f7e-b8a3-1f2e3d4c5b6a)"
            ),
        );
        page.annotation("StrikeOut", &[over(60.0, 164.0, TEXT[2], "None of this")], "/CreationDate (D:2024)");
    });
    paper.info(&format!("/Title ({title})"));
    paper
}

fn desk() -> Desk {
    let desk = Desk::new();
    fs::write(desk.path().join("noted.pdf"), file("Is that so?", "The harvest").bytes()).expect("a file");
    desk
}

#[test]
fn they_are_taken_in_once() {
    let desk = desk();
    let dry = desk.json(&["import", "noted.pdf", "--from-document", "--dry-run", "--json"]);
    assert_eq!((&dry["source"], &dry["new"], &dry["lost"]), (&"document".into(), &3.into(), &0.into()));
    assert_eq!(desk.json(&["annotations", "noted.pdf", "--json"])["notes"].as_array().map(Vec::len), Some(0));
    assert!(desk.said(&["import", "noted.pdf", "--from-document"]).starts_with("3 new, 0 changed, 0 the same"));
    let first = desk.said(&["annotations", "noted.pdf", "--json"]);
    assert!(desk.said(&["import", "noted.pdf", "--from-document"]).starts_with("0 new, 0 changed, 3 the same"));
    assert_eq!(desk.said(&["annotations", "noted.pdf", "--json"]), first);
    let notes: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    let told: Vec<[&str; 5]> = notes["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| {
            let text = |value: &'static str| note[value].as_str().unwrap_or_default();
            [text("kind"), note["place"]["text"].as_str().unwrap_or_default(), text("body"), text("label"), text("author")]
        })
        .collect();
    assert_eq!(
        told,
        [
            ["highlight", "Plums were sold", "", "green", "Kim"],
            ["note", "the price was lower", "Is that so?", "", "Lee"],
            ["highlight", "None of this", "", "", ""],
        ]
    );
    assert_eq!(notes["notes"][2]["tags"], serde_json::json!(["strikeout"]));
    assert_eq!(notes["notes"][1]["created"], "2024-01-02T03:04:05+09:00[+09:00]");
}

#[test]
fn a_comment_that_is_edited_in_the_file_changes_its_note() {
    let desk = desk();
    desk.said(&["import", "noted.pdf", "--from-document"]);
    fs::write(desk.path().join("noted.pdf"), file("It is not so.", "The harvest").bytes()).expect("a file");
    assert!(desk.said(&["import", "noted.pdf", "--from-document"]).starts_with("0 new, 1 changed, 2 the same"));
    // The file is another by its bytes; the notes are on it all the same, each once.
    let notes = desk.json(&["annotations", "noted.pdf", "--json"]);
    let bodies: Vec<&str> =
        notes["notes"].as_array().expect("notes").iter().map(|note| note["body"].as_str().expect("a body")).collect();
    assert_eq!(bodies, ["", "It is not so.", ""]);
    assert!(desk.said(&["import", "noted.pdf", "--from-document"]).starts_with("0 new, 0 changed, 3 the same"));
}

#[test]
fn what_the_reader_wrote_since_is_kept() {
    let desk = desk();
    desk.said(&["import", "noted.pdf", "--from-document"]);
    desk.said(&["annotate", "noted.pdf", "--quote", "the price was lower", "--note", "My own words."]);
    let before = desk.said(&["annotations", "noted.pdf", "--json"]);
    desk.said(&["import", "noted.pdf", "--from-document"]);
    assert_eq!(desk.said(&["annotations", "noted.pdf", "--json"]), before);
}

#[test]
fn marks_at_one_place_in_two_files_are_two() {
    let desk = desk();
    let paper = |title: &str| {
        let mut paper = noted(|page| {
            page.annotation("Highlight", &[over(60.0, 140.0, TEXT[0], "Plums were sold")], "/Contents (x)");
        });
        paper.info(&format!("/Title ({title})"));
        paper.bytes()
    };
    fs::write(desk.path().join("one.pdf"), paper("One report")).expect("a file");
    fs::write(desk.path().join("other.pdf"), paper("Another report")).expect("a file");
    assert!(desk.said(&["import", "one.pdf", "--from-document"]).starts_with("1 new"));
    assert!(desk.said(&["import", "other.pdf", "--from-document"]).starts_with("1 new"));
}

#[test]
fn check_tells_of_them_and_an_import_says_where_there_are_none() {
    let desk = desk();
    let said = desk.said(&["check", "noted.pdf"]);
    assert!(said.contains("3 of them") && said.contains("(Lee)") && said.contains("Is that so?"), "{said}");
    let told = desk.json(&["check", "noted.pdf", "--json"]);
    assert_eq!(told["embedded"][0]["colour"], "#00ff00");
    assert_eq!(told["embedded"][1]["text"], "the price was lower");
    let hint = |desk: &Desk| String::from_utf8_lossy(&desk.run(&["annotations", "noted.pdf"]).stderr).into_owned();
    assert!(hint(&desk).contains("3 highlights and comments"), "{}", hint(&desk));
    desk.said(&["import", "noted.pdf", "--from-document"]);
    assert_eq!(hint(&desk), "");
    let output = desk.run(&["import", "brief.md", "--from-document"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no highlights"));
    let (code, why) = desk.refused(&["import", "noted.pdf", "brief.md", "--from-document"]);
    assert_eq!(code, 2, "{why}");
    assert!(why.contains("--from-document"), "{why}");
}
