//! Notes in a real terminal: written, found again in a newer edition, across documents, and
//! what becomes of them when the disk fails.

use std::fs;

use super::support::terminal::{Setup, wait_until, written};

const BRIEF: &[u8] = b"# One\n\nThe first words. More of them.\n\n# Two\n\nThe last words.\n";

#[test]
fn a_newer_edition_asks_once_whether_to_carry_the_notes_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("# One\n\nThe first words. {}\n", "And many more of them that stay as they are. ".repeat(9));
    let file = written(folder.path(), "brief.md", text.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    written(folder.path(), "brief.md", format!("A line that is new.\n\n{text}").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("A newer edition?").see("Carry its note over").press("Esc").miss("A newer edition?").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("A newer edition?").press("y").miss("A newer edition?").press("l").see("1 of 1").see("The first words.").press("Esc q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("A line that is new.").press("l").see("1 of 1");
    assert!(!t.text().contains("A newer edition?"));
    t.press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_lost_note_is_put_on_a_passage_by_hand_and_stays_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let rest = "And many more of them that stay as they are. ".repeat(9);
    let file = written(folder.path(), "brief.md", format!("# One\n\nAltogether different in the beginning. {rest}\n").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Altogether").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    written(folder.path(), "brief.md", format!("# One\n\nQuite new words, said since. {rest}\n").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("A newer edition?").press("y").miss("A newer edition?").press("l").see("Not placed in this text");
    t.press("+").see("press + there").press("g } +").see("stands here from now on");
    t.press("l").see("1 of 1").miss("not found in this text").press("Enter q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Quite new words").press("l").see("1 of 1").see("Altogether different");
    assert!(!t.text().contains("not found in this text"));
    t.press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_note_is_written_on_in_the_readers_own_editor() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let editor = written(folder.path(), "editor.sh", b"#!/bin/sh\necho in the editor; stat -c %a \"$2\"; test \"$1\" = -x || exit 9\nread line\necho \"more: $line\" >> \"$2\"\n");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o700)).expect("permissions");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).env("VISUAL", &format!("{editor} -x")).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("처음 쓴 글\r").press("C-o").see("in the editor").see("600");
    t.type_text("typed there\r")
        .see("C-s save")
        .see("처음 쓴 글")
        .see("more: typed there")
        .press("C-s")
        .see("Note saved")
        .press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
    // One that fails changes nothing.
    let mut t = Setup::new(&[&file]).home(folder.path()).env("VISUAL", &editor).start();
    t.see("The first words.").press("G a").see("C-s save").type_text("stays").press("C-o").see("Your editor failed").see("stays");
    t.press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn notes_are_tagged_filtered_and_sorted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("첫 메모\r\r#통계 #자료").press("C-s").see("Note saved");
    t.press("G a").see("C-s save").type_text("둘째 메모").see("둘째 메모").miss("Note saved").press("C-l C-s").see("Note saved");
    t.press("l").see("#통계 #자료").until("as in the text", |screen| in_order(screen, "첫 메모", "둘째 메모"));
    t.press("s").see("changed last first").until("newest first", |screen| in_order(screen, "둘째 메모", "첫 메모"));
    t.press("s").see("By label").press("s").see("As in the text");
    t.press("/").type_text("#자료").see("1 of 1").press("Enter e").see("C-s save");
    t.press("Esc").miss("C-s save").press("Esc").miss("1 of 1").press("q");
    assert_eq!(t.ended(), 0);
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command.env_clear().env("HOME", folder.path()).args(["annotations", &file, "--json"]).output().expect("a run");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (&value["notes"][0]["tags"], &value["notes"][0]["body"]),
        (&serde_json::json!(["통계", "자료"]), &"첫 메모".into())
    );
}

fn in_order(screen: &str, first: &str, second: &str) -> bool {
    screen.find(first).zip(screen.find(second)).is_some_and(|(first, second)| first < second)
}

#[test]
fn notes_of_all_documents_lead_to_their_documents_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = written(folder.path(), "one.md", b"# One\n\nThe first brief says this.\n");
    let two = written(
        folder.path(),
        "two.md",
        format!("# Two\n\n{}The second brief says that.\n", "Words before it.\n\n".repeat(60)).as_bytes(),
    );
    let mut t = Setup::new(&[&two]).home(folder.path()).start();
    t.see("Words before it.").press("G h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&one]).home(folder.path()).start();
    t.see("The first brief").press("} a").see("C-s save").type_text("mine").press("C-s").see("Note saved");
    t.press("l")
        .see("My notes ")
        .see("1 of 1")
        .press("l")
        .see("on all documents")
        .see("1 of 2")
        .see("The second brief says that.");
    t.press("/").type_text("section:two").see("1 of 1").press("Enter Enter");
    t.miss("on all documents").see("The second brief says that.").see("Two");
    assert!(!t.text().contains("The first brief"));
    // The way back leads to the document that it was opened from.
    t.press("C-o C-o").see("The first brief");
    t.press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn a_document_that_has_gone_is_named_and_this_one_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = written(folder.path(), "one.md", b"# One\n\nThe first brief says this.\n");
    let two = written(folder.path(), "two.md", b"# Two\n\nThe second brief says that.\n");
    let mut t = Setup::new(&[&two]).home(folder.path()).start();
    t.see("The second").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    fs::remove_file(&two).expect("removed");
    let mut t = Setup::new(&[&one]).home(folder.path()).start();
    t.see("The first brief").press("l l").see("1 of 1").press("Enter").see("two.md").see("The first brief").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn labels_of_ones_own_and_tags_are_typed_in_the_list() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join(".config/ibid")).expect("a folder");
    fs::write(folder.path().join(".config/ibid/config.toml"), "[reader]\nname = \"Hong\"\n[labels]\n\"중요\" = \"red\"\n")
        .expect("written");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("l").see("1 of 1");
    // Behind the four built-in ones.
    t.press("t").see("question").press("t").see("claim").press("t").see("quote").press("t").see("to do").press("t").see("중요");
    t.press("=").see("Label: 중요").press("C-u").type_text("later").press("Enter").see("later");
    t.press("#").see("Tags:").type_text("통계 \"two words\"").press("Enter").see("#통계 #two words");
    t.press("/").type_text("label:later #two");
    t.until("the filter and what passes it", |screen| screen.contains("label:later #two") && screen.contains("1 of 1"));
    t.type_text("x").see("Nothing matches").press("Esc");
    t.press("z").miss("#통계").press("z").see("중요").press("Esc").press("q");
    assert_eq!(t.ended(), 0);
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command.env_clear().env("HOME", folder.path()).args(["annotations", &file, "--json"]).output().expect("a run");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&value["notes"][0]["author"], &value["notes"][0]["label"]), (&"Hong".into(), &"중요".into()));
}

#[test]
fn a_wrong_configuration_is_said_with_its_line_and_reading_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join(".config/ibid")).expect("a folder");
    fs::write(folder.path().join(".config/ibid/config.toml"), "[reader]\nname = 5\n").expect("written");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).size(120, 24).start();
    t.see("The first words.").see("config.toml: line 2").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn notes_that_an_edition_moved_are_reviewed_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let rest = "And many more of them that stay as they are, whatever else is done. ".repeat(12);
    let old = format!(
        "# One\n\nThe trade of the two countries grew by a third in that year. {rest}\n\n# Two\n\nAltogether gone from here. {rest}\n"
    );
    let file = written(folder.path(), "brief.md", old.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The trade of").press("} h").see("Highlight saved").press("] } h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    let new = old.replace("grew by a third in that", "grew by a fifth in that").replace("Altogether gone from here. ", "");
    written(folder.path(), "brief.md", format!("A line that is new.\n\n{new}").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("A newer edition?").press("y").see("1 not placed").press("w").see("Review, 1 of 2");
    t.see("Altogether gone from here.").see("Nothing in this text is like it").press("y").see("It has no place yet");
    t.press("n").see("Review, 2 of 2").see("by a third in that").see("by a fifth in that year.").see("other words now");
    t.press("s").see("What changed").see("One").see("+1").press("Esc").see("Review, 2 of 2");
    // A place that was settled is taken back as any change is, and made again.
    t.press("y").see("settled").press("z").see("other words now").press("C-r").see("settled");
    t.press("Esc").miss("Review").press("w").see("Review, 1 of 1").press("+").see("press + there");
    t.press("G +").see("stands here from now on").press("w").see("No note here waits").press("q");
    assert_eq!(t.ended(), 0);
    // What was settled, and what was found, is known the next time.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("stay as they are")
        .press("l")
        .see("of 2")
        .miss("Not placed")
        .press("Esc")
        .press("w")
        .see("No note here waits")
        .press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn what_cannot_be_saved_stays_in_the_editor_and_is_written_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let data = folder.path().join("data");
    let named = data.to_string_lossy().into_owned();
    let mut t = Setup::new(&["--data-dir", &named, &file]).home(folder.path()).size(120, 24).cwd(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("worth keeping").see("worth keeping");
    // The folder vanishes, and can't be made again: a file lies in its place. (A draft may be written just then.)
    wait_until("a file in place of the folder", || {
        let _ = fs::remove_dir_all(&data);
        fs::write(&data, "in the way").is_ok()
    });
    // What is said first depends on whether a draft has met the same before.
    t.press("C-s").see("ot saved").see("worth keeping");
    t.press("C-t").see("Write to the file: ibid-note.md").press("Enter").see("Written to ibid-note.md").see("worth keeping");
    assert_eq!(fs::read_to_string(folder.path().join("ibid-note.md")).expect("the note"), "worth keeping\n");
    // A file that is there is never written over.
    t.press("C-t Enter").see("not written over").see("worth keeping");
    // With the folder back, so is saving.
    fs::remove_file(&data).expect("removed");
    t.press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command
        .env_clear()
        .env("HOME", folder.path())
        .args(["--data-dir", &named, "annotations", &file])
        .output()
        .expect("a run");
    assert!(String::from_utf8_lossy(&output.stdout).contains("worth keeping"));
}

#[test]
fn that_notes_can_be_saved_again_is_said_once_they_can_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let data = folder.path().join("data");
    fs::write(&data, "in the way").expect("a file");
    let named = data.to_string_lossy().into_owned();
    let mut t = Setup::new(&["--data-dir", &named, &file]).home(folder.path()).size(120, 24).start();
    // Said at the start, and once more of what could not be saved.
    t.see("The first words.").see("is in the way: notes can’t be saved").press("} h").see("Not saved;");
    assert!(!t.text().contains("again"), "nothing has changed");
    fs::remove_file(&data).expect("removed");
    t.press("h").see("Highlight saved").press("l").see("1 of 1").press("Esc q");
    assert_eq!(t.ended(), 0);
    let listed = || {
        let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
        let command = command.env_clear().env("HOME", folder.path());
        let output = command.args(["--data-dir", &named, "annotations", &file, "--json"]).output().expect("a run");
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        value["notes"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(listed(), 1);
    // A folder that vanishes is told; what is saved next begins it anew.
    let mut t = Setup::new(&["--data-dir", &named, &file]).home(folder.path()).size(120, 24).start();
    t.see("The first words.").press("l").see("1 of 1").press("Esc");
    fs::remove_dir_all(&data).expect("removed");
    t.press("} }").press("h").see("is no longer there: not saved");
    t.press("h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    assert_eq!(listed(), 1, "the one that was saved since");
}

#[test]
fn a_data_folder_of_others_is_said_and_reading_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    for name in ["folder", "foreign"] {
        let data = folder.path().join(name);
        let notes = data.join("notes.db");
        if name == "folder" {
            fs::create_dir_all(&notes).expect("a folder");
        } else {
            fs::create_dir_all(&data).expect("a folder");
            let other = rusqlite::Connection::open(&notes).expect("a database");
            other
                .execute_batch("PRAGMA application_id = 7; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);")
                .expect("filled");
        }
        let named = data.to_string_lossy().into_owned();
        let mut t = Setup::new(&["--data-dir", &named, &file]).home(folder.path()).size(120, 24).start();
        t.see("The first words.").see("notes.db").press("} h").see("notes.db").press("l").see("0 of 0");
        // What can't be read is not said to be none.
        t.see("can’t be read");
        assert!(!t.text().contains("No notes yet"), "{name}");
        t.press("Esc").press("q");
        assert_eq!(t.ended(), 4, "{name}");
        if name == "foreign" {
            let other = rusqlite::Connection::open(&notes).expect("a database");
            assert_eq!(other.query_row("SELECT x FROM theirs", [], |row| row.get::<_, i64>(0)), Ok(1), "theirs was touched");
        }
    }
}
