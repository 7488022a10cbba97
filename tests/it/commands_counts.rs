//! What commands count and promise is so: with none, one and many, and where nothing can be written.

use std::fs;

use ibid::annotation::Change;
use ibid::store::Store;

use crate::support::desk::Desk;

fn count(desk: &Desk) -> usize {
    desk.json(&["annotations", "brief.md", "--json"])["notes"].as_array().map_or(0, Vec::len)
}

/// Deletes the first note, as the list on the screen does.
fn delete_one(desk: &Desk) {
    let now = jiff::Zoned::now();
    let mut store = Store::open(&desk.path().join("data"), &now).expect("a store");
    let document = ibid::annotation::DocumentId::of(&fs::read(desk.path().join("brief.md")).expect("a file"));
    let note = store.notes(&document).expect("notes").remove(0);
    store.apply(&[Change::Delete(note.id)], &now).expect("deleted");
}

fn at(args: &[&str]) -> Vec<String> {
    args.iter().map(|arg| (*arg).to_owned()).chain(["--data-dir".into(), "data".into()]).collect()
}

fn said(desk: &Desk, args: &[&str]) -> String {
    let args = at(args);
    desk.said(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_purge_counts_what_goes_the_deleted_ones_of_the_document_too() {
    let desk = Desk::new();
    for quote in ["Alpha one", "Beta two", "Gamma one"] {
        said(&desk, &["annotate", "brief.md", "--quote", quote]);
    }
    let path = desk.path().join("brief.md");
    let path = path.to_str().expect("a path");
    said(&desk, &["library"]);
    assert_eq!(said(&desk, &["library", "purge"]), "Notes that would be removed for good: 0. --yes does it.\n");
    delete_one(&desk);
    assert_eq!(said(&desk, &["library", "purge"]), "Notes that would be removed for good: 1. --yes does it.\n");
    let all = ["library", "purge", "--document", path];
    assert_eq!(said(&desk, &all), "Notes that would be removed for good: 3. --yes does it.\n");
    assert_eq!(said(&desk, &[&all[..], &["--yes"]].concat()), "Notes removed for good: 3.\n");
    assert_eq!(said(&desk, &["library", "purge", "--yes"]), "Notes removed for good: 0.\n");
}

#[test]
fn an_import_does_just_what_it_said_it_would() {
    let desk = Desk::new();
    for (at, quote) in ["Alpha one", "Beta two"].into_iter().enumerate() {
        desk.said(&["annotate", "brief.md", "--quote", quote, "--note", &format!("note {at}")]);
        desk.said(&["export", "brief.md", "--format", "json", "--out", &format!("{at}.json")]);
    }
    let other = Desk::new();
    for (file, new, same, after) in [("0.json", 1, 0, 1), ("1.json", 1, 1, 2), ("1.json", 0, 2, 2)] {
        fs::copy(desk.path().join(file), other.path().join(file)).expect("copied");
        let counts = format!("{new} new, 0 changed, {same} the same; 0 of them doubtful, 0 lost.");
        let before = count(&other);
        let would = other.said(&["import", "brief.md", file, "--dry-run"]);
        assert_eq!(would, format!("It would be: {counts} Nothing was changed.\n"));
        assert_eq!(count(&other), before);
        assert_eq!(other.said(&["import", "brief.md", file]), format!("{counts}\n"));
        assert_eq!(count(&other), after);
    }
}

#[test]
fn nothing_is_said_to_be_written_where_it_can_t_be() {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one"]);
    fs::write(desk.path().join("in-the-way"), "a file\n").expect("a file");
    for path in ["in-the-way/notes.md", "no/such/folder/notes.md"] {
        let (code, wrong) = desk.refused(&["export", "brief.md", "--out", path]);
        assert!(code != 0 && wrong.contains("could not be written"), "{path}: {code} {wrong}");
    }
    assert_eq!(fs::read_to_string(desk.path().join("in-the-way")).expect("a file"), "a file\n");
    // A data folder that can't be one.
    for args in [
        &["annotate", "brief.md", "--quote", "Alpha one", "--data-dir", "in-the-way"][..],
        &["library", "backup", "--data-dir", "in-the-way"],
        &["library", "purge", "--yes", "--data-dir", "in-the-way"],
        &["library", "edit", "brief.md", "--title", "A title", "--data-dir", "in-the-way"],
    ] {
        let (code, wrong) = desk.refused(args);
        assert!(code != 0 && wrong.contains("can’t be saved"), "{args:?}: {code} {wrong}");
    }
    assert_eq!(count(&desk), 1);
}

#[test]
fn more_hits_are_said_to_be_there_only_where_they_are() {
    let desk = Desk::new();
    let remark = |limit: &str| {
        let output = desk.run(&["search", "alpha", "brief.md", "--limit", limit]);
        let said = String::from_utf8_lossy(&output.stdout).lines().count();
        (said, String::from_utf8_lossy(&output.stderr).trim().to_owned())
    };
    assert_eq!(remark("1"), (1, "brief.md: more than 1 hit; --limit prints more.".into()));
    assert_eq!(remark("2"), (2, String::new()));
    assert_eq!(remark("3"), (2, String::new()));
}

#[test]
fn one_is_counted_as_one() {
    let desk = Desk::new();
    fs::write(desk.path().join("ragged.csv"), "a,b\n1,2\n3\n4,5\n").expect("a file");
    let said = desk.said(&["check", "ragged.csv"]);
    assert!(said.contains("has 1 cell; table 1 has 2 columns."), "{said}");
    fs::write(desk.path().join("word.txt"), "Word\n").expect("a file");
    let said = desk.said(&["shape", "word.txt"]);
    assert!(said.contains("1 word and 0 Korean, Chinese or Japanese characters"), "{said}");
}
