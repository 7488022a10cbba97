//! What becomes of output that can't be written, whatever the command.

use std::fs::File;
use std::process::{Command, Output, Stdio};

use super::support::desk::Desk;

/// Something that each command prints.
const PRINTING: &[&[&str]] = &[
    &["--help"],
    &["-h"],
    &["--version"],
    &["help"],
    &["help", "json"],
    &["help", "export"],
    &["outline", "--help"],
    &["library", "check", "--help"],
    &["brief.md"],
    &["outline", "brief.md"],
    &["shape", "brief.md"],
    &["terms", "brief.md"],
    &["claims", "brief.md"],
    &["text", "brief.md"],
    &["footnotes", "brief.md", "--json"],
    &["references", "brief.md", "--json"],
    &["pictures", "brief.md"],
    &["check", "brief.md"],
    &["annotate", "brief.md", "--quote", "Alpha one", "--note", "Words", "--json"],
    &["annotations", "brief.md"],
    &["tables", "brief.md"],
    &["search", "alpha", "brief.md"],
    &["timeline", "brief.md", "--json"],
    &["compare", "brief.md", "other.md"],
    &["export", "brief.md"],
    &["import", "notes.json", "--dry-run"],
    &["templates", "--variables"],
    &["cite", "brief.md"],
    &["library"],
    &["library", "check"],
    &["paths"],
    &["formats"],
    &["completions", "bash"],
    &["man"],
];

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path().join("other.md"), "# Other\n\nAlpha is another thing here.\n").expect("a file");
    desk.said(&["annotate", "brief.md", "--quote", "Alpha one", "--note", "The first"]);
    let notes = desk.said(&["export", "brief.md", "--format", "json"]);
    std::fs::write(desk.path().join("notes.json"), notes).expect("a file");
    desk
}

fn run(desk: &Desk, args: &[&str], out: impl Into<Stdio>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(args).current_dir(desk.path()).env_clear().env("HOME", desk.path().join("home")).env("LANG", "C.UTF-8");
    command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("a run")
}

#[test]
fn every_command_prints_something_here() {
    let help = Desk::new().said(&["--help"]);
    let names = help.lines().skip_while(|line| *line != "Commands:").skip(1).map_while(|line| line.split_whitespace().next());
    let missing: Vec<&str> = names.filter(|name| !PRINTING.iter().any(|args| args[0] == *name) && *name != "open").collect();
    assert_eq!(missing, [""; 0]);
    let desk = desk();
    for args in PRINTING {
        assert!(!run(&desk, args, Stdio::piped()).stdout.is_empty(), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_any_command_is_said_and_an_error() {
    let desk = desk();
    for args in PRINTING {
        let full = run(&desk, args, File::options().write(true).open("/dev/full").expect("a device"));
        assert_eq!(full.status.code(), Some(4), "{args:?}");
        let said = String::from_utf8_lossy(&full.stderr);
        assert!(said.ends_with("Not everything could be printed: the disk is full.\n"), "{args:?}: {said}");
    }
}

#[test]
fn a_reader_that_has_left_is_no_error_of_any_command() {
    let desk = desk();
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let (left, whole) = (run(&desk, args, writer), run(&desk, args, Stdio::piped()));
        assert_eq!(left.status.code(), whole.status.code(), "{args:?}");
        assert_eq!(left.stderr, whole.stderr, "{args:?}");
    }
}
