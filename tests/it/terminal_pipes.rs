//! What comes through a pipe is shown as it comes, and keys work meanwhile.

use std::path::Path;

use super::support::terminal::{Setup, Terminal};

/// A pipe that gives a line for each file `1`, `2` … that is made in `folder`, and ends where there is `end`.
fn drip(folder: &Path, into: &str) -> Terminal {
    let waiting =
        "n=1; while [ ! -e end ]; do if [ -e $n ]; then echo \"Line $n has come.\"; echo; n=$((n+1)); else sleep 0.01; fi; done";
    let script = format!("({waiting}) | {{ {} {into}; code=$?; touch end; exit $code; }}", env!("CARGO_BIN_EXE_ibid"));
    Setup::shell(&script).cwd(folder).home(folder).start()
}

fn make(folder: &Path, name: &str) {
    std::fs::write(folder.join(name), "").expect("a file");
}

#[test]
fn lines_are_shown_as_they_come_and_the_end_makes_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = drip(folder.path(), "-");
    t.see("Reading");
    for line in ["1", "2", "3"] {
        make(folder.path(), line);
        t.see(&format!("Line {line} has come."));
    }
    // What is open stays open while more comes.
    t.press("?").see("Keys ·");
    make(folder.path(), "4");
    t.press("Esc").see("Line 4 has come.");
    make(folder.path(), "end");
    t.press("h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_pipe_that_gives_nothing_is_left_by_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    for (into, key) in [("-", "q"), ("/dev/stdin", "q"), ("-", "C-c")] {
        let mut t = drip(folder.path(), into);
        t.see("Reading").press("?").see("Keys ·").press("Esc").miss("Keys ·").press(key);
        assert_eq!(t.ended(), 0, "{into} {key}");
        assert!(t.is_restored());
        std::fs::remove_file(folder.path().join("end")).expect("gone");
    }
}

#[test]
fn a_pipe_that_ends_without_a_word_is_told_when_the_screen_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = drip(folder.path(), "-");
    t.see("Reading");
    make(folder.path(), "end");
    t.see("is empty");
    assert_eq!(t.ended(), 3);
    assert!(t.is_restored());
}

#[test]
fn suspended_by_a_key_the_whole_pipe_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let ibid = env!("CARGO_BIN_EXE_ibid");
    // As in a shell with jobs: the pipe is a group of its own, and its stop is told.
    let script = format!("set -m; sleep 1000 | {ibid} -; echo the pipe has stopped; kill -9 %1; fg >/dev/null 2>&1; echo over");
    let mut t = Setup::shell(&script).cwd(folder.path()).home(folder.path()).start();
    t.see("Reading").press("C-z").see("the pipe has stopped").see("over");
    t.ended();
    assert!(t.is_restored());
}
