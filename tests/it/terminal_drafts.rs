//! Drafts in a real terminal: «kept» is said when it is so, what was typed is listed and opened again
//! whatever became of the file, and no window writes over what another one saved.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::support::terminal::{Setup, Terminal, wait_until, written};

const BRIEF: &str = "# One\n\nThe first words. More of them.\n\n# Two\n\nThe last words, which nobody reads.\n";

fn brief(folder: &Path) -> String {
    written(folder, "brief.md", format!("{BRIEF}\n{}\n", "And many more words that stay as they are. ".repeat(20)).as_bytes())
}

fn killed(mut terminal: Terminal) {
    kill_process(Pid::from_raw(terminal.pid()).expect("a process"), Signal::KILL).expect("killed");
    terminal.ended();
}

/// What `ibid annotations drafts` lists.
fn listed(folder: &Path) -> String {
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command.env_clear().env("HOME", folder).args(["annotations", "drafts"]).output().expect("a run");
    String::from_utf8(output.stdout).expect("text")
}

fn database(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join(".local/share/ibid/notes.db")).expect("opened")
}

#[test]
fn what_is_said_to_be_kept_is_there_after_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("쓰다 만 생각").press("Esc").see("Kept as a draft");
    killed(t);
    assert!(listed(folder.path()).contains("쓰다 만 생각"));
}

#[test]
fn a_draft_is_written_while_one_types_without_a_pause() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save");
    let path = folder.path().join(".local/share/ibid/notes.db");
    // It may not be there yet, and this must not be who makes it.
    let counted = || {
        let database = rusqlite::Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        database.query_row("SELECT count(*) FROM drafts", [], |row| row.get::<_, i64>(0)).ok()
    };
    // No pause is as long as the one that a draft waits for; what only a pause writes is never written.
    wait_until("a draft", || {
        t.send(b"x").read();
        std::thread::sleep(Duration::from_millis(40));
        counted() == Some(1)
    });
    killed(t);
    assert!(listed(folder.path()).contains("xxx"));
}

#[test]
fn a_draft_under_a_lock_is_said_not_to_be_kept_and_kept_once_it_can_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(120, 24).start();
    t.see("The first words.").press("} h").see("Highlight saved");
    let other = database(folder.path());
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    t.press(") a").see("C-s save").type_text("locked thought").press("Esc").see("Not kept as a draft").see("in use");
    other.execute_batch("COMMIT").expect("free");
    // It is tried again by itself.
    t.see("Kept as a draft.");
    killed(t);
    assert!(listed(folder.path()).contains("locked thought"));
}

#[test]
fn a_draft_that_can_not_be_kept_to_the_end_is_shown_on_leaving() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(120, 24).start();
    t.see("The first words.").press("} h").see("Highlight saved");
    let other = database(folder.path());
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    t.press(") a").see("C-s save").type_text("a lost thought").press("Esc").see("Not kept as a draft").press("q");
    assert_eq!(t.ended(), 4);
    t.see("could not be kept").see("a lost thought");
}

#[test]
fn a_draft_is_announced_and_listed_and_goes_on_in_an_edited_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("on the first words").press("Esc").see("Kept as a draft");
    t.press("q");
    assert_eq!(t.ended(), 0);
    // It is announced; and opened from the list, from wherever the reader is.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("An unsaved draft is waiting").press("G A").see("Unsaved drafts").see("on the first words").press("Enter");
    t.see("C-s save").see("The first words.").press("Esc").see("Kept as a draft").press("q");
    assert_eq!(t.ended(), 0);
    // Another text with the same words: the draft is the only thing that waits for it.
    let text = fs::read_to_string(&file).expect("text");
    written(folder.path(), "brief.md", format!("A line that is new.\n\nAnd one more.\n\n{text}").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 30).start();
    t.see("A newer edition?").see("Carry its unsaved draft over").press("y").miss("A newer edition?");
    t.press("A")
        .see("on the first words")
        .press("Enter")
        .see("C-s save")
        .see("on the first words")
        .press("C-s")
        .see("Note saved");
    t.press("l").see("1 of 1").see("One").press("Enter q");
    assert_eq!(t.ended(), 0);
    assert!(listed(folder.path()).contains("No draft"), "it has become a note");
}

#[test]
fn a_draft_is_given_up_in_the_list_when_that_is_asked_for_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("of no use").press("Esc").see("Kept as a draft");
    // The first choice keeps it, and so does Esc.
    t.press("A").see("of no use").press("x").see("Delete this draft?").press("Enter").miss("Delete this draft?");
    t.press("x").see("Delete this draft?").press("Esc").miss("Delete this draft?").see("of no use");
    assert!(listed(folder.path()).contains("of no use"));
    t.press("x").see("Delete this draft?").press("j Enter").see("No draft is waiting").press("Esc q");
    assert_eq!(t.ended(), 0);
    assert!(listed(folder.path()).contains("No draft"), "it is gone from the disk too");
}

#[test]
fn a_draft_of_another_document_is_opened_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let other = written(folder.path(), "other.md", b"# Another document\n\nQuite other words.\n");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("elsewhere").press("Esc").see("Kept as a draft").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&other]).home(folder.path()).start();
    t.see("An unsaved draft is waiting").press("A").see("elsewhere").press("Enter").see("The first words.").see("C-s save");
    t.see("elsewhere").press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_draft_whose_passage_is_gone_is_opened_and_saved_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.")
        .press("G a")
        .see("C-s save")
        .type_text("on what goes")
        .press("Esc")
        .see("Kept as a draft")
        .press("q");
    assert_eq!(t.ended(), 0);
    let text = fs::read_to_string(&file).expect("text");
    let last = text.trim_end().rsplit_once(". ").map_or("", |(all, _)| all).to_owned();
    let changed = last.replace("And many more words that stay as they are", "Something else");
    written(folder.path(), "brief.md", format!("{changed}.\n").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 30).start();
    t.see("The first words.").press("A").see("on what goes").press("Enter").see("C-s save").see("on what goes");
    t.press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn what_the_readers_own_editor_wrote_is_kept_when_the_terminal_goes_meanwhile() {
    for (name, script) in [
        ("killed", "#!/bin/sh\necho 'written outside' >> \"$1\"\necho in the editor\nread line\n"),
        ("failing", "#!/bin/sh\ntrap '' HUP\necho 'written outside' >> \"$1\"\necho in the editor\nsleep 1\nexit 1\n"),
        ("endless", "#!/bin/sh\ntrap '' HUP TERM\necho 'written outside' >> \"$1\"\necho in the editor\nsleep 8\n"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = brief(folder.path());
        let editor = written(folder.path(), "editor.sh", script.as_bytes());
        fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("permissions");
        let mut t = Setup::new(&[&file]).home(folder.path()).env("VISUAL", &editor).start();
        t.see("The first words.").press("} a").see("C-s save").type_text("typed here").press("C-o").see("in the editor");
        // As the system does when the terminal goes: all that run in it are told.
        kill_process_group(Pid::from_raw(t.pid()).expect("a process"), Signal::HUP).expect("hung up");
        t.ended();
        let said = listed(folder.path());
        assert!(said.contains("typed here") && said.contains("written outside"), "{name}: {said}");
    }
}

#[test]
fn of_two_windows_the_later_save_shows_what_the_earlier_one_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = brief(folder.path());
    let mut one = Setup::new(&[&file]).home(folder.path()).start();
    one.see("The first words.").press("} a").see("C-s save").type_text("first").press("C-s").see("Note saved");
    let mut other = Setup::new(&[&file]).home(folder.path()).start();
    // The notes are there before it is written on.
    other.see("The first words.").press("l").see("1 of 1").press("Esc").miss("1 of 1");
    other.press("} a").see("C-s save").type_text(" from here").see("first from here");
    one.press("a").see("C-s save").type_text(" from there").see("first from there").press("C-s").see("Note saved");
    other.press("C-s").see("Another window").see("first from there").press("Enter").see("Note saved").press("q");
    assert_eq!(other.ended(), 0);
    one.press("q");
    assert_eq!(one.ended(), 0);
    let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
    let output = command.env_clear().env("HOME", folder.path()).args(["annotations", &file]).output().expect("a run");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("first from there") && said.contains("first from here"), "{said}");
}
