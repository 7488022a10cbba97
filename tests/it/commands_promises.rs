//! Numbers and promises of messages, each under circumstances that would make it lie.

use std::fs;

use serde_json::{Value, json};

use crate::support::desk::Desk;

/// A file of `count` notes of ibid's own, made from one; `change` makes each another.
fn many(desk: &Desk, count: usize, change: impl Fn(&mut Value, usize)) -> String {
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one", "--note", "body 0"]);
    let mut file = desk.json(&["export", "brief.md", "--format", "json"]);
    let one = file["notes"][0].clone();
    let notes = (0..count).map(|at| {
        let mut note = one.clone();
        note["id"] = json!(format!("01900000-0000-7000-8000-{at:012}"));
        change(&mut note, at);
        note
    });
    file["notes"] = notes.collect();
    serde_json::to_string(&file).expect("JSON")
}

#[test]
fn what_a_list_leaves_out_is_counted() {
    let desk = Desk::new();
    let file = many(&desk, 23, |note, at| {
        note["body"] = json!(format!("body {at}"));
        note["anchor"]["quote"] = json!(format!("words {at} that stand nowhere"));
        note["anchor"]["before"] = json!("none");
        note["anchor"]["after"] = json!("none");
    });
    let other = Desk::new();
    fs::write(other.path().join("notes.json"), &file).expect("a file");
    let said = other.said(&["import", "brief.md", "notes.json"]);
    assert!(said.contains("23 new") && said.contains("23 lost"), "{said}");
    assert_eq!(said.matches("that stand nowhere").count(), 20, "{said}");
    assert!(said.ends_with("… 3 more\n"), "{said}");
    // The same notes, each changed here and in a file that was written before.
    other.said(&["export", "brief.md", "--out", "notes.md"]);
    fs::write(other.path().join("again.json"), file.replace("body ", "here ")).expect("a file");
    other.said(&["import", "brief.md", "again.json"]);
    let exported = fs::read_to_string(other.path().join("notes.md")).expect("a file");
    fs::write(other.path().join("notes.md"), exported.replace("\nbody ", "\nthere ")).expect("a file");
    let said = other.said(&["import", "brief.md", "notes.md", "--dry-run"]);
    assert!(said.contains("23 notes were edited") && said.contains("would stand in them"), "{said}");
    assert_eq!(said.matches("here:        “here").count(), 20, "{said}");
    assert_eq!(said.matches("in the file: “there").count(), 20, "{said}");
    assert_eq!(said.matches("… 3 more").count(), 1, "{said}");
    let said = other.said(&["import", "brief.md", "notes.md"]);
    assert!(said.contains("both texts stand in them"), "{said}");
}

#[test]
fn a_restoration_does_what_it_said() {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Gamma one", "--note", "kept"]);
    desk.said(&["library", "backup"]);
    let file = many(&desk, 23, |note, at| note["body"] = json!(format!("later {at}")));
    fs::write(desk.path().join("notes.json"), file).expect("a file");
    desk.said(&["import", "brief.md", "notes.json"]);
    let count = || desk.json(&["annotations", "--json"])["notes"].as_array().map_or(0, Vec::len);
    // The one that the file was made from, too.
    assert_eq!(count(), 25);
    let checked = desk.said(&["library", "check"]);
    assert!(checked.starts_with("25 notes; 0 deleted") && checked.contains("is sound"), "{checked}");
    let told = desk.said(&["library", "restore", "--alone"]);
    assert!(told.starts_with("From the backup ") && told.contains("Afterwards: one note."), "{told}");
    assert_eq!((told.matches("It would go: ").count(), told.contains("… and 4 more.")), (20, true), "{told}");
    assert_eq!(count(), 25, "nothing was done yet");
    let done = desk.said(&["library", "restore", "--alone", "--yes"]);
    let aside = done.lines().find_map(|line| line.strip_prefix("What was there is now at ")).expect("told");
    assert!(done.starts_with("Restored from ") && std::path::Path::new(aside).is_file(), "{done}");
    assert_eq!(count(), 1);
    // And back, by what was set aside.
    let told = desk.said(&["library", "restore", aside, "--alone"]);
    assert!(told.contains("Afterwards: 25 notes.") && told.matches("It would come back: ").count() == 20, "{told}");
    desk.said(&["library", "restore", aside, "--alone", "--yes"]);
    assert_eq!(count(), 25);
}

#[test]
fn notes_of_a_newer_ibid_are_read_and_not_saved() {
    let desk = Desk::new();
    let at = |args: &[&'static str]| [args, &["--data-dir", "data"]].concat();
    desk.said(&at(&["annotate", "brief.md", "--quote", "Alpha one", "--note", "first"]));
    let database = rusqlite::Connection::open(desk.path().join("data/notes.db")).expect("a database");
    let steps: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    database.pragma_update(None, "user_version", steps + 1).expect("written");
    drop(database);
    let (code, said) = desk.refused(&at(&["annotate", "brief.md", "--quote", "Gamma one"]));
    assert!(code == 4 && said.contains("was written by a newer ibid: notes can be read, not saved"), "{code} {said}");
    assert!(desk.said(&at(&["annotations", "brief.md"])).contains("first"));
    assert!(desk.said(&at(&["export", "brief.md", "--format", "text"])).contains("first"));
}

#[test]
fn a_file_that_is_no_text_keeps_its_bytes() {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one"]);
    let held: Vec<u8> = "\u{FEFF}mine".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(desk.path().join("notes.md"), &held).expect("a file");
    for args in [&["export", "brief.md", "--out", "notes.md"][..], &["export", "brief.md", "--out", "notes.md", "--force"]] {
        let (code, said) = desk.refused(args);
        assert!(code == 4 && said.contains("it is not UTF-8, and what you wrote in it could be lost"), "{code} {said}");
        assert_eq!(fs::read(desk.path().join("notes.md")).expect("a file"), held);
    }
}
