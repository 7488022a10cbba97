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

#[test]
fn bodies_edited_in_org_and_logseq_come_back_as_markdown() {
    let desk = noted();
    let said = "Who says **so**?\n\n- one\n- [ ] two";
    let id = desk.said(&["annotate", "brief.md", "--quote", "Gamma one", "--note", said]).trim().to_owned();
    let body = |desk: &Desk| {
        let notes = desk.json(&["annotations", "brief.md", "--json"]);
        let note = notes["notes"].as_array().expect("notes").iter().find(|note| note["id"] == id.as_str()).expect("it").clone();
        note["body"].as_str().expect("a body").to_owned()
    };
    for (format, from, to, expected) in [
        ("org", "- [ ] two", "- [X] two\n\nMine is /new/.", "Who says **so**?\n\n- one\n- [x] two\n\nMine is *new*."),
        ("logseq", "* [ ] two", "* [ ] two\n\t  \n\t  Mine is *new*.", "Who says **so**?\n\n- one\n- [ ] two\n\nMine is *new*."),
    ] {
        desk.said(&["export", "brief.md", "--format", format, "--out", "notes.txt"]);
        let path = desk.path().join("notes.txt");
        assert!(desk.said(&["import", "brief.md", "notes.txt"]).starts_with("0 new, 0 changed, 3 the same"), "{format}");
        let text = fs::read_to_string(&path).expect("a file");
        let edited = text.replace(from, to);
        assert_ne!(edited, text, "{format}: {text}");
        fs::write(&path, &edited).expect("edited");
        assert_eq!(desk.json(&["import", "notes.txt", "--dry-run", "--json"])["source"], format);
        assert!(desk.said(&["import", "notes.txt"]).starts_with("0 new, 1 changed, 2 the same"), "{format}");
        assert_eq!(body(&desk), expected, "{format}");
        assert!(desk.said(&["import", "notes.txt"]).starts_with("0 new, 0 changed, 3 the same"), "{format}");
        // Exported again, what was taken in stands once, and nothing is put behind.
        let output = desk.run(&["export", "brief.md", "--format", format, "--out", "notes.txt"]);
        let again = fs::read_to_string(&path).expect("a file");
        assert_eq!((again.matches("Mine is").count(), output.stderr.len()), (1, 0), "{format}: {again}");
        fs::remove_file(&path).expect("removed");
        // Back to what it was.
        desk.said(&["export", "brief.md", "--out", "notes.md"]);
        let path = desk.path().join("notes.md");
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, text.replace(expected, said)).expect("edited");
        desk.said(&["import", "notes.md"]);
        assert_eq!(body(&desk), said, "{format}");
    }
    desk.said(&["export", "brief.md", "--format", "org", "--out", "notes.org"]);
    let path = desk.path().join("notes.org");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace("Who says *so*?", "Who says *so*?\n\n#+CAPTION: mine")).expect("edited");
    assert!(desk.said(&["import", "notes.org"]).contains("no words for “#+CAPTION: mine”"));
    assert!(body(&desk).contains("#+CAPTION: mine"));
}

#[test]
fn a_settled_place_and_the_edition_it_is_in_come_along() {
    let desk = noted();
    let path = desk.path().join("brief.md");
    let text = fs::read_to_string(&path).expect("a file");
    // The newer edition says it quite otherwise: the note's place has to be settled.
    fs::write(&path, text.replace("Beta two says alpha again.", "Beta, which were two, said alpha once more.")).expect("edited");
    desk.said(&["annotations", "review", "brief.md", "--carry"]);
    let before: serde_json::Value = desk.json(&["export", "brief.md", "--format", "json"]);
    assert!(before["notes"].as_array().expect("notes").iter().all(|note| note["settled"].is_null()));
    desk.said(&["annotations", "review", "brief.md", "--accept", "all"]);
    let bytes = desk.said(&["export", "brief.md", "--format", "json"]);
    fs::write(desk.path().join("notes.json"), &bytes).expect("a file");
    let exported: serde_json::Value = serde_json::from_str(&bytes).expect("JSON");
    let settled: Vec<_> = exported["notes"].as_array().expect("notes").iter().filter(|note| !note["settled"].is_null()).collect();
    assert!(!settled.is_empty(), "{bytes}");
    for note in &settled {
        assert_eq!(note["settled"]["anchor"]["start"], note["place"]["start_byte"]);
    }
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../assets/schemas/annotations.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a right schema");
    let wrong: Vec<String> =
        validator.iter_errors(&exported).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(desk.said(&["import", "brief.md", "notes.json"]).starts_with("0 new, 0 changed, 3 the same"));
    // Elsewhere, with the document and without.
    for args in [&["import", "brief.md", "notes.json"][..], &["import", "notes.json"]] {
        let other = Desk::new();
        for name in ["brief.md", "notes.json"] {
            fs::copy(desk.path().join(name), other.path().join(name)).expect("copied");
        }
        assert!(other.said(args).starts_with("3 new"), "{args:?}");
        assert_eq!(other.said(&["export", "brief.md", "--format", "json"]), bytes, "{args:?}");
        assert!(other.said(args).starts_with("0 new, 0 changed, 3 the same"), "{args:?}");
        assert_eq!(other.said(&["export", "brief.md", "--format", "json"]), bytes, "{args:?}");
    }
    // A library that has the notes, but not where they were settled, takes only that.
    let other = Desk::new();
    fs::copy(&path, other.path().join("brief.md")).expect("copied");
    fs::write(other.path().join("before.json"), before.to_string()).expect("a file");
    fs::write(other.path().join("notes.json"), &bytes).expect("a file");
    assert!(other.said(&["import", "before.json"]).starts_with("3 new"));
    let said = other.said(&["import", "notes.json"]);
    assert!(said.starts_with(&format!("0 new, {} changed", settled.len())), "{said}");
}

#[test]
fn a_place_that_another_library_invented_is_believed_in_nothing() {
    let desk = noted();
    let text = desk.said(&["export", "brief.md", "--format", "json"]);
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for note in file["notes"].as_array_mut().expect("notes") {
        let mut anchor = note["anchor"].clone();
        (anchor["start"], anchor["end"]) = (3_000_000_000_u32.into(), 4_000_000_000_u32.into());
        note["settled"] = serde_json::json!({ "anchor": anchor, "at": note["created"] });
        note["anchor"]["start"] = 4_000_000_000_u32.into();
        note["anchor"]["end"] = 1.into();
    }
    let other = Desk::new();
    fs::write(other.path().join("notes.json"), file.to_string()).expect("a file");
    assert!(other.said(&["import", "notes.json"]).starts_with("3 new"));
    for args in [&["annotations", "brief.md", "--json"][..], &["export", "brief.md"], &["annotations", "review", "brief.md"]] {
        other.said(args);
    }
}

#[test]
fn an_org_body_with_signs_that_are_no_marks_comes_back_unedited() {
    let desk = noted();
    let said = "A \\*b, [[c]] and /d, https://a.kr/_x_\n- item";
    let id = desk.said(&["annotate", "brief.md", "--quote", "Gamma one", "--note", said]).trim().to_owned();
    desk.said(&["export", "brief.md", "--format", "org", "--out", "notes.org"]);
    let text = fs::read_to_string(desk.path().join("notes.org")).expect("a file");
    assert!(text.contains('\u{200B}'), "{text}");
    let said = desk.said(&["import", "notes.org"]);
    assert!(said.starts_with("0 new, 0 changed, 3 the same"), "{id}: {said}");
}

/// Another body of the question, as if it was edited in the library.
fn edited_here(desk: &Desk, body: &str) {
    desk.said(&["export", "brief.md", "--format", "json", "--out", "edit.json", "--force"]);
    let path = desk.path().join("edit.json");
    let mut value: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).expect("a file")).expect("JSON");
    fn change(value: &mut serde_json::Value, body: &str) {
        match value {
            serde_json::Value::Array(all) => all.iter_mut().for_each(|one| change(one, body)),
            serde_json::Value::Object(all) => {
                if all.get("label").is_some_and(|label| label == "question") {
                    all.insert("body".into(), body.into());
                    all.insert("updated".into(), "2099-01-01T00:00:00+00:00[UTC]".into());
                }
                all.values_mut().for_each(|one| change(one, body));
            }
            _ => {}
        }
    }
    change(&mut value, body);
    fs::write(&path, value.to_string()).expect("written");
    let said = desk.said(&["import", "edit.json"]);
    assert!(said.contains("1 changed"), "{said}");
}

fn question(desk: &Desk) -> String {
    let notes = desk.json(&["annotations", "brief.md", "--json"]);
    let all = notes["notes"].as_array().expect("notes").clone();
    all.iter().find(|note| note["label"] == "question").expect("the question")["body"].as_str().expect("a body").to_owned()
}

#[test]
fn an_older_export_that_nobody_touched_changes_nothing() {
    for format in ["markdown", "obsidian", "logseq", "org"] {
        let desk = noted();
        desk.said(&["export", "brief.md", "--format", format, "--out", "old.txt"]);
        edited_here(&desk, "Who says so, here?");
        let path = desk.path().join("old.txt");
        let old = fs::read_to_string(&path).expect("a file");
        // As it was, as a formatter leaves it, and as older versions wrote it.
        let bare = |line: &str| match line.find("ibid:body ") {
            Some(at) => {
                let words = line[at + 10..].split(' ').filter(|word| word.len() != 8 || *word == "held").collect::<Vec<_>>();
                format!("{}ibid:body {}", &line[..at], words.join(" ")).trim_end().to_owned()
            }
            None => line.to_owned(),
        };
        let older: String = old.lines().map(|line| bare(line) + "\n").collect();
        for text in [old.clone(), old.replace("\n\n", "\n\n\n"), older] {
            fs::write(&path, text).expect("written");
            let said = desk.said(&["import", "brief.md", "old.txt"]);
            assert!(said.starts_with("0 new, 0 changed, 2 the same"), "{format}: {said}");
            assert_eq!(question(&desk), "Who says so, here?", "{format}");
        }
        // Edited on both sides: both are kept, and told.
        fs::write(&path, old.replace("Who says so?", "Who says so, there?")).expect("written");
        let told = desk.json(&["import", "brief.md", "old.txt", "--dry-run", "--json"]);
        assert_eq!((&told["conflicts"], &told["changed"]), (&1.into(), &0.into()), "{format}");
        let both = told["notes"].as_array().expect("notes").iter().find(|note| note["outcome"] == "conflict").expect("it");
        assert_eq!(both["conflict"]["before"], "Who says so?", "{format}");
        let said = desk.said(&["import", "brief.md", "old.txt"]);
        assert!(said.contains("edited here and in the file") && said.contains("“Who says so, there?”"), "{format}: {said}");
        assert_eq!(question(&desk), "Who says so, here?\n\n---\n\nWho says so, there?", "{format}");
        let again = desk.said(&["import", "brief.md", "old.txt"]);
        assert!(again.starts_with("0 new, 0 changed, 2 the same") && !again.contains("edited here"), "{format}: {again}");
    }
}

#[test]
fn a_file_that_is_edited_twice_is_imported_twice() {
    let desk = noted();
    desk.said(&["export", "brief.md", "--out", "notes.md"]);
    let path = desk.path().join("notes.md");
    let text = fs::read_to_string(&path).expect("a file");
    for body in ["Edited once.", "Edited twice.", "And again."] {
        fs::write(&path, text.replace("Who says so?", body)).expect("written");
        assert!(desk.said(&["import", "brief.md", "notes.md"]).starts_with("0 new, 1 changed"), "{body}");
        assert_eq!(question(&desk), body);
    }
    // A copy of the export that was edited otherwise is another file.
    fs::write(desk.path().join("copy.md"), text.replace("Who says so?", "In a copy.")).expect("written");
    assert!(desk.said(&["import", "brief.md", "copy.md"]).contains("edited here"));
    assert_eq!(question(&desk), "And again.\n\n---\n\nIn a copy.");
}
