//! How the program begins, waits and ends in a real terminal, whatever happens to it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::support::terminal::{Setup, Terminal, wait_until, written};

fn signal(terminal: &Terminal, signal: Signal) {
    kill_process(Pid::from_raw(terminal.pid()).expect("a process"), signal).expect("signalled");
}

const BRIEF: &[u8] = b"# One\n\nThe first words. And more of them.\n\n# Two\n\nThe last words.\n";

/// A terminal in which a note has been begun.
fn writing(folder: &Path) -> Terminal {
    let file = written(folder, "brief.md", BRIEF);
    let mut t = Setup::new(&["--debug", &file]).home(folder).start();
    t.see("The first words.").press("} a").see("C-s save").type_text("쓰다 만 생각").see("쓰다 만 생각");
    t
}

fn draft_is_offered(folder: &Path) {
    let mut t = Setup::new(&[folder.join("brief.md").to_str().expect("a path")]).home(folder).start();
    t.see("The first words.").press("a").see("쓰다 만 생각").see("Your unsaved draft is back");
}

#[test]
fn a_signal_keeps_what_was_typed_and_gives_the_terminal_back() {
    for end in [Signal::TERM, Signal::HUP, Signal::INT] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut t = writing(folder.path());
        signal(&t, end);
        t.ended();
        assert!(t.is_restored(), "{end:?}");
        draft_is_offered(folder.path());
    }
}

#[test]
fn a_vanished_terminal_ends_it_and_keeps_what_was_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = writing(folder.path());
    t.hang_up();
    t.ended();
    draft_is_offered(folder.path());
}

#[test]
fn it_is_suspended_and_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.").press("C-z").wait("the shell's screen", |t| t.text().trim().is_empty() && t.is_restored());
    // It gives the terminal back before it stops: a signal in between would be lost.
    t.stopped();
    signal(&t, Signal::CONT);
    t.see("The first words.").press("G").see("100 %").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn stopped_from_outside_it_takes_the_terminal_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.");
    assert!(!t.is_in_line_mode());
    signal(&t, Signal::STOP);
    t.stopped();
    // As a shell does when a job stops.
    t.set_line_mode();
    assert!(t.is_in_line_mode());
    signal(&t, Signal::CONT);
    t.wait("keys one by one", |t| !t.is_in_line_mode());
    t.press("?").see("Keys ·").press("Esc q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored() && t.is_in_line_mode());
}

#[test]
fn any_size_shows_the_text_and_none_loses_what_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = writing(folder.path());
    for (columns, rows) in [(40, 10), (200, 50), (20, 5), (3, 2), (1, 1), (80, 24)] {
        t.resize(columns, rows);
    }
    t.see("쓰다 만 생각").press("C-s").see("Note saved");
    for (columns, rows) in [(40, 10), (120, 40), (200, 50), (60, 15)] {
        t.resize(columns, rows);
        t.see("The first words.");
    }
    t.press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn without_colour_and_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", b"# One\n\nA call[^1] and more.\n\n[^1]: Body.\n");
    let colours = regex::Regex::new("\x1b\\[[0-9;]*(?:[34][0-8]|9[0-7])[0-9;:]*m").expect("a pattern");
    for (name, value, coloured) in [("NO_COLOR", "1", false), ("COLORTERM", "truecolor", true)] {
        let mut t = Setup::new(&[&file]).home(folder.path()).env(name, value).start();
        t.see("A call").press("} h").see("Highlight saved").press("Enter").see("Enter go");
        t.press("Esc l").see("My notes");
        let said = String::from_utf8_lossy(&t.bytes()).into_owned();
        assert_eq!(colours.is_match(&said), coloured, "{name}");
    }
}

#[test]
fn hostile_text_and_names_never_reach_the_terminal_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile = "The text\u{1b}]0;owned\u{7} goes\u{1b}[2J on\u{9b}31m here\u{202e}evil\u{85} and\u{7f} ends.\r\n";
    let file = written(folder.path(), "na\u{1b}]0;owned\u{7}me.txt", hostile.repeat(3).as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The text").press("?").see("Keys ·").press("Esc / t h e Enter Esc l").see("No notes yet");
    t.press("Esc :").see("Go to anything").press("Esc").miss("Go to anything");
    let said = t.bytes();
    let text = String::from_utf8_lossy(&said);
    for bad in ["]0;owned", "\u{202e}", "\u{9b}31m"] {
        assert!(!text.contains(bad), "{bad:?}");
    }
    t.see("The text").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn late_answers_of_the_terminal_are_no_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    // In pieces, late, and some that nothing asked for.
    t.see("The first words.").send(b"\x1b]11;rgb:ff").read();
    t.send(b"ff/ffff/ffff\x1b\\\x1b[?62;4c\x1b]10;rgb:0000/0000/0000\x07\x1bP>|term 1.0\x1b\\");
    // What is read behind them finds the reader in the text.
    t.press("?").see("Keys · Reading").press("Esc").miss("Keys ·").see("The first words.");
    assert!(!t.text().contains("ff/ff") && !t.text().contains("term 1.0"), "{}", t.text());
    t.press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn keys_may_come_in_pieces() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = writing(folder.path());
    for byte in "덧붙임".bytes() {
        t.send(&[byte]).read();
    }
    t.see("쓰다 만 생각덧붙임").paste("붙여 넣은\n글\u{1b}[31m").see("붙여 넣은").press("C-s").see("Note saved").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn nothing_happens_while_nothing_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words.");
    let woken = |t: &Terminal| {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", t.pid())).ok()?;
        tasks
            .flatten()
            .map(|task| {
                let status = std::fs::read_to_string(task.path().join("status")).ok()?;
                let switches = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
                switches.trim().parse::<u64>().ok()
            })
            .sum::<Option<u64>>()
    };
    // The folder of the notes has just been made, and is looked at for a moment; on a loaded
    // machine that takes longer. What wakes again and again is never quiet.
    wait_until("half a second in which it rests", || {
        let before = (t.bytes().len(), woken(&t));
        std::thread::sleep(Duration::from_millis(500));
        before == (t.bytes().len(), woken(&t)) && before.1.is_some()
    });
    t.press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_end_is_right_on_the_first_press_while_the_file_is_still_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::new();
    for number in 0..120_000 {
        writeln!(text, "Line {number} of a long report that takes a moment to be read in whole.\n").expect("written");
    }
    text += "These are the very last words.\n";
    let file = written(folder.path(), "long.txt", text.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Line 0 of").press("G").see("These are the very last words.").see("100 %");
    t.press("g").see("Line 0 of").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_list_opened_while_the_file_is_still_read_stays_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("# One\n\nWords with a call[^1] here.\n\n[^1]: The body.\n\n");
    for number in 0..60_000 {
        write!(text, "Paragraph {number} takes a moment to be read.\n\n").expect("written");
    }
    text += "The last words[^2].\n\n[^2]: Another body.\n";
    let file = written(folder.path(), "long.md", text.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Words with")
        .press("f")
        .see("Footnotes")
        .see("Another body.")
        .press("Esc : F o o")
        .see("Go to anything")
        .press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn piped_text_is_read_with_keys_from_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.txt", b"Piped words.\n\nAnd the end of them.\n");
    let script = format!("cat {file} | {} -", env!("CARGO_BIN_EXE_ibid"));
    let mut t = Setup::shell(&script).home(folder.path()).start();
    t.see("Piped words.").press("?").see("Keys ·").press("Esc q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn what_can_not_be_read_leaves_the_terminal_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = written(folder.path(), "empty.txt", b"");
    let binary = written(folder.path(), "binary.txt", &[0, 1, 2, 3].repeat(300));
    let path = folder.path().to_str().expect("a path");
    let missing = format!("{path}/missing.txt");
    for (file, words) in [(empty.as_str(), "is empty"), (&binary, "not text"), (path, "folder"), (&missing, "no such file")] {
        let mut t = Setup::new(&[file]).home(folder.path()).size(200, 24).start();
        t.see(words);
        assert_eq!(t.ended(), 3);
        assert!(!t.bytes().windows(8).any(|window| window == b"\x1b[?1049h"), "{file}");
    }
}

#[test]
fn reading_goes_on_where_nothing_can_be_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    written(folder.path(), "data", b"in the way");
    let mut t = Setup::new(&["--data-dir", "data", &file]).cwd(folder.path()).home(folder.path()).start();
    t.see("The first words.").see("notes can’t be saved").press("} h").see("notes can’t be saved").press("q");
    assert_eq!(t.ended(), 4);
    t.see("--data-dir");
    assert!(t.is_restored());
}

#[test]
fn privately_read_it_leaves_only_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut t = Setup::new(&["--private", &file]).home(folder.path()).start();
    t.see("The first words.").press("} h").see("Highlight saved").press("G q");
    assert_eq!(t.ended(), 0);
    let said = |args: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("ibid").expect("the binary");
        let output = command.env_clear().env("HOME", folder.path()).args(args).output().expect("a run");
        String::from_utf8(output.stdout).expect("text")
    };
    assert!(said(&["annotations", &file]).contains("The first words."));
    assert!(!said(&["library"]).contains("brief.md"));
    let state = folder.path().join(".local/state/ibid");
    for entry in std::fs::read_dir(state).expect("a folder").flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        assert!(!text.contains("brief.md"), "{:?}: {text}", entry.path());
    }
}

#[test]
fn two_on_one_document_see_each_others_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF);
    let mut one = Setup::new(&[&file]).home(folder.path()).start();
    one.see("The first words.").press("l").see("No notes yet");
    let mut other = Setup::new(&[&file]).home(folder.path()).start();
    other.see("The first words.").press("} h").see("Highlight saved");
    one.see("1 of 1").see("The first words.").press("Esc");
    // What one of them deletes is gone in the other, and can be brought back there.
    one.press("l x").see("Deleted").press("Esc");
    other.press("l").see("No notes yet").press("z").see("1 of 1").press("Esc q");
    assert_eq!(other.ended(), 0);
    one.press("q");
    assert_eq!(one.ended(), 0);
}
