//! However it ends or stops, the terminal is given back as it was found.

use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};

use super::support::terminal::{Setup, Terminal, written};

const BRIEF: &[u8] = b"# One\n\nThe first words. And more of them.\n\n# Two\n\nThe last words.\n";

fn started(folder: &Path) -> Terminal {
    let file = written(folder, "brief.md", BRIEF);
    Setup::new(&[&file]).home(folder).start()
}

fn process(terminal: &Terminal) -> Pid {
    Pid::from_raw(terminal.pid()).expect("a process")
}

fn signal(terminal: &Terminal, signal: Signal) {
    kill_process(process(terminal), signal).expect("signalled");
}

#[track_caller]
fn is_as_it_was_found(terminal: &mut Terminal, how: &str) {
    terminal.ended();
    assert!(terminal.is_restored() && terminal.is_in_line_mode(), "{how}");
}

#[test]
fn a_signal_in_the_first_moment_leaves_the_terminal_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    for end in [Signal::TERM, Signal::HUP, Signal::QUIT].repeat(5) {
        let mut t = started(folder.path());
        // The very change that has to be taken back.
        t.wait("keys one by one", |t| !t.is_in_line_mode());
        signal(&t, end);
        is_as_it_was_found(&mut t, &format!("{end:?}"));
    }
}

/// One that a shell waits for, as in life, and its process: where the first process of a terminal dies, so does
/// the terminal.
fn started_by_a_shell(folder: &Path) -> (Terminal, Pid) {
    written(folder, "brief.md", BRIEF);
    let ibid = env!("CARGO_BIN_EXE_ibid");
    let script = format!("sh -c 'echo $$ > pid; exec {ibid} brief.md'; read -r line");
    let mut t = Setup::shell(&script).cwd(folder).home(folder).start();
    t.see("The first words.");
    let pid = std::fs::read_to_string(folder.join("pid")).expect("a file");
    (t, Pid::from_raw(pid.trim().parse().expect("a number")).expect("a process"))
}

#[track_caller]
fn the_shell_has_it_again(terminal: &mut Terminal, how: &str) {
    terminal.wait(how, |t| t.is_restored() && t.is_in_line_mode()).press("Enter");
    assert_eq!(terminal.ended(), 0, "{how}");
}

#[test]
fn a_signal_that_asks_it_to_end_ends_it_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    for end in [Signal::TERM, Signal::HUP, Signal::QUIT, Signal::ABORT, Signal::USR1, Signal::USR2, Signal::ALARM, Signal::XCPU] {
        let mut t = started(folder.path());
        t.see("The first words.");
        signal(&t, end);
        is_as_it_was_found(&mut t, &format!("{end:?}"));
        assert_eq!(t.ended(), 0, "{end:?}");
    }
}

#[test]
fn what_ends_it_at_once_leaves_the_terminal_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    // The second of some ends one that is stuck.
    let ends: [&[Signal]; 5] =
        [&[Signal::KILL], &[Signal::ILL], &[Signal::FPE], &[Signal::QUIT, Signal::QUIT], &[Signal::ABORT, Signal::ABORT]];
    for signals in ends {
        let (mut t, pid) = started_by_a_shell(folder.path());
        for end in signals {
            // The one before may have been enough.
            let _ = kill_process(pid, *end);
        }
        the_shell_has_it_again(&mut t, &format!("{signals:?}"));
    }
}

#[test]
fn a_file_that_may_not_grow_ends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = started(folder.path());
    t.see("The first words.");
    signal(&t, Signal::XFSZ);
    t.press("?").see("Keys ·").press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_that_runs_out_leaves_the_terminal_as_it_was() {
    use rustix::process::{Resource, Rlimit, prlimit};
    let folder = tempfile::tempdir().expect("a folder");
    let (mut t, pid) = started_by_a_shell(folder.path());
    prlimit(Some(pid), Resource::As, Rlimit { current: Some(1 << 20), maximum: None }).expect("a limit");
    // A screen of more cells than there is room for.
    t.set_size(1000, 1000);
    the_shell_has_it_again(&mut t, "no memory");
}

#[test]
fn stopped_by_a_signal_it_gives_the_terminal_to_the_shell_and_takes_it_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = started(folder.path());
    t.see("The first words.");
    for _ in 0..3 {
        assert!(t.takes_the_mouse());
        signal(&t, Signal::TSTP);
        t.stopped();
        t.wait("the shell's screen", |t| t.text().trim().is_empty() && t.is_restored() && t.is_in_line_mode());
        signal(&t, Signal::CONT);
        t.see("The first words.").wait("the mouse", Terminal::takes_the_mouse);
        assert!(!t.is_in_line_mode());
    }
    t.press("?").see("Keys ·").press("Esc q");
    is_as_it_was_found(&mut t, "q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn killed_while_it_is_stopped_it_leaves_the_shells_screen_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = started(folder.path());
    t.see("The first words.");
    signal(&t, Signal::TSTP);
    t.stopped();
    t.wait("the shell's screen", |t| t.is_restored() && t.is_in_line_mode());
    let before = t.bytes();
    signal(&t, Signal::KILL);
    is_as_it_was_found(&mut t, "killed");
    assert_eq!(t.bytes(), before);
}
