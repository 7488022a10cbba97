//! Imports from the shell.

use std::fs;

use crate::support::desk::Desk;

fn noted() -> Desk {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Beta two", "--note", "Who says so?", "--label", "question", "--tag", "x"]);
    desk.said(&["annotate", "brief.md", "--cell", "1:2020:3"]);
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one", "--note", "# A heading\n\n- and a list"]);
    desk
}

#[test]
fn an_export_imported_elsewhere_is_exported_the_same() {
    let desk = noted();
    desk.said(&["export", "brief.md", "--format", "json", "--out", "notes.json"]);
    let bytes = fs::read_to_string(desk.path().join("notes.json")).expect("a file");
    let said = desk.said(&["import", "notes.json"]);
    assert!(said.starts_with("0 new, 0 changed, 3 the same"), "{said}");
    let other = Desk::new();
    for name in ["brief.md", "notes.json"] {
        fs::copy(desk.path().join(name), other.path().join(name)).expect("copied");
    }
    let dry = other.json(&["import", "brief.md", "notes.json", "--dry-run", "--json"]);
    assert_eq!((&dry["new"], &dry["lost"]), (&3.into(), &0.into()));
    assert_eq!(other.json(&["annotations", "brief.md", "--json"])["notes"].as_array().map(Vec::len), Some(0));
    assert!(other.said(&["import", "brief.md", "notes.json"]).starts_with("3 new"));
    assert_eq!(other.said(&["export", "brief.md", "--format", "json"]), bytes);
    assert!(other.said(&["import", "brief.md", "notes.json"]).starts_with("0 new, 0 changed, 3 the same"));
    assert_eq!(other.said(&["export", "brief.md", "--format", "json"]), bytes);
}

#[test]
fn bodies_edited_in_our_markdown_come_back() {
    let desk = noted();
    for format in ["markdown", "obsidian"] {
        desk.said(&["export", "brief.md", "--format", format, "--out", "notes.md"]);
        let path = desk.path().join("notes.md");
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, text.replace("Who says so?", "Who says so?\n\nThe *ministry*.")).expect("edited");
        let said = desk.said(&["import", "brief.md", "notes.md"]);
        assert!(said.contains("1 changed, 1 the same"), "{format}: {said}");
        let notes = desk.json(&["annotations", "brief.md", "--json"]);
        assert!(notes["notes"].as_array().expect("notes").iter().any(|note| note["body"] == "Who says so?\n\nThe *ministry*."));
        assert!(notes["notes"].as_array().expect("notes").iter().any(|note| note["body"] == "# A heading\n\n- and a list"));
        assert!(desk.said(&["import", "brief.md", "notes.md"]).contains("0 changed, 2 the same"));
        // The file is exported again: nothing is left behind a region.
        desk.said(&["export", "brief.md", "--format", format, "--out", "notes.md"]);
        let again = fs::read_to_string(&path).expect("a file");
        assert_eq!(again.matches("The *ministry*.").count(), 1, "{again}");
        let id =
            notes["notes"].as_array().expect("notes").iter().find(|note| note["label"] == "question").expect("it")["id"].clone();
        desk.said(&["export", "brief.md", "--format", format, "--out", "notes.md"]);
        fs::write(&path, again.replace("Who says so?\n\nThe *ministry*.", "Who says so?")).expect("edited");
        assert!(desk.said(&["import", "brief.md", "notes.md"]).contains("1 changed"), "{id}");
        fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn notes_of_other_programs_are_placed_or_listed() {
    let desk = Desk::new();
    let clippings = "A short brief (Kim)\n- Your Highlight on page 1 | Location 1-2 | Added on Monday, 1 June 2026 10:00:00\n\nBeta two\n==========\nA short brief (Kim)\n- Your Highlight on page 2 | Location 9-9 | Added on Monday, 1 June 2026 10:00:00\n\nwords that stand nowhere in this brief at all\n==========\nAnother book\n- Your Highlight on page 2 | Location 9-9 | Added on Monday, 1 June 2026 10:00:00\n\nof another\n==========\n";
    fs::write(desk.path().join("clippings.txt"), clippings).expect("a file");
    let (code, said) = desk.refused(&["import", "clippings.txt"]);
    assert!(code == 2 && said.contains("ibid import FILE"), "{said}");
    let said = desk.said(&["import", "brief.md", "clippings.txt"]);
    assert!(said.starts_with("2 new") && said.contains("1 lost") && said.contains("words that stand nowhere"), "{said}");
    assert!(desk.said(&["import", "brief.md", "clippings.txt"]).starts_with("0 new, 0 changed, 2 the same"));
    let notes = desk.json(&["annotations", "brief.md", "--json"]);
    assert_eq!(notes["notes"].as_array().map(Vec::len), Some(2));
    // One undo would take all of it back: it is one step.
    let history = desk.json(&["annotations", "history", "brief.md", "--json"]);
    let steps: std::collections::BTreeSet<i64> =
        history["changes"].as_array().expect("changes").iter().filter_map(|change| change["step"].as_i64()).collect();
    assert_eq!(steps.len(), 1);
    fs::write(desk.path().join("others.txt"), clippings.replace("A short brief (Kim)", "Some other title")).expect("a file");
    let (code, said) = desk.refused(&["import", "brief.md", "others.txt"]);
    assert!(code == 2 && said.contains("--about") && said.contains("Another book"), "{said}");
    assert!(desk.said(&["import", "brief.md", "others.txt", "--about", "another book"]).starts_with("1 new"));
}

#[test]
fn a_wrong_file_of_notes_changes_nothing_and_says_why() {
    let desk = noted();
    let before = desk.said(&["export", "brief.md", "--format", "json"]);
    desk.said(&["export", "brief.md", "--format", "json", "--out", "whole.json"]);
    fs::write(desk.path().join("cut.json"), &before[..before.len() - 300]).expect("a file");
    fs::write(desk.path().join("odd.txt"), "no notes").expect("a file");
    for (file, words) in [("cut.json", "Nothing was changed"), ("odd.txt", "--source"), ("missing.json", "there is no such file")]
    {
        let (code, said) = desk.refused(&["import", "brief.md", file]);
        assert!(code == 3 && said.contains(file) && said.contains(words), "{file}: {said}");
    }
    assert_eq!(desk.said(&["export", "brief.md", "--format", "json"]), before);
}
