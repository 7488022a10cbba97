//! How it ends while another program holds what it wants to write.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};

use super::support::terminal::{Setup, Terminal, written};

/// Each of several writes waits for a lock as long as this, while nothing ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// A terminal in which five sentences are being highlighted, though another program holds the notes.
fn held_up(folder: &Path) -> (Terminal, Connection) {
    let file = written(folder, "brief.md", "# One\n\nWords of a paragraph.\n\n".repeat(7).as_bytes());
    let mut t = Setup::new(&[&file]).home(folder).size(200, 40).start();
    t.see("Words of a paragraph.").press("} h").see("Highlight saved");
    let other = Connection::open(folder.join(".local/share/ibid/notes.db")).expect("the notes");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    t.press("} h } h } h } h } h").read();
    (t, other)
}

#[test]
fn ending_waits_for_a_lock_no_longer_than_a_second_and_says_what_is_not_saved() {
    for end in [None, Some(Signal::TERM)] {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut t, other) = held_up(folder.path());
        let began = Instant::now();
        match end {
            Some(signal) => kill_process(Pid::from_raw(t.pid()).expect("a process"), signal).expect("signalled"),
            None => drop(t.press("q")),
        }
        assert_eq!(t.ended(), 4, "{end:?}");
        assert!(began.elapsed() < 2 * PATIENCE, "{end:?}");
        t.see("in use by another program: not saved");
        assert!(t.is_restored() && t.is_in_line_mode());
        drop(other);
    }
}

#[test]
fn a_terminal_that_vanishes_ends_it_as_soon() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut t, _other) = held_up(folder.path());
    let began = Instant::now();
    t.hang_up();
    assert_eq!(t.ended(), 4);
    assert!(began.elapsed() < 2 * PATIENCE);
}
