//! The footnote desk and addresses outside, in a real terminal.

use std::os::unix::fs::PermissionsExt;

use super::support::terminal::{Setup, Terminal, written};

const TEXT: &str = "\
# One

The first calls[^1] a note. See [the report](https://example.org/report?a=b) there. Section 2 tells more.

# 2 Two

The second calls[^2] another.

[^1]: Jane Smith, “Trade,” 2015.
[^3]: Ibid., p. 4.
";

/// ibid on the text, where `xdg-open` writes what it is asked to open into a file.
fn open(folder: &std::path::Path, desktop: bool) -> Terminal {
    let file = written(folder, "a.md", TEXT.as_bytes());
    let program = written(folder, "xdg-open", b"#!/bin/sh\necho \"$1\" > opened.new && mv opened.new opened\n");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut setup = Setup::new(&[&file]).cwd(folder).home(&folder.join("home")).env("PATH", &path).size(100, 30);
    if desktop {
        setup = setup.env("DISPLAY", ":9");
    }
    let mut terminal = setup.start();
    terminal.see("The first calls").see("keys");
    terminal
}

#[test]
fn the_desk_leads_to_calls_and_back_and_keeps_what_is_written_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = open(folder.path(), false);
    t.press("f").see("Jane Smith").see("no text in this file").see("Called once");
    t.press("j").see("This file holds no text for footnote 2").press("a").see("text of footnote 2");
    t.type_text("Found elsewhere.").press("C-s").see("your text").see("Found elsewhere.");
    t.press("Enter").miss("Called once").see("The second calls").press("Backspace").see("Called once").see("Found elsewhere.");
    // With the Hangul input mode on: ㅓ is j, ㅐ is o.
    t.press("ㅓ")
        .see("Ibid. → footnote 2")
        .press("ㅐ")
        .see("footnote 2 (your text)")
        .press("Backspace")
        .see("Ibid. → footnote 2");
    t.press("f").see("keys").press("q");
    assert_eq!(t.ended(), 0);
    // It is there the next time.
    let mut t = open(folder.path(), false);
    t.press("f j").see("Found elsewhere.").press("f").see("keys").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_reference_is_peeked_at_followed_and_come_back_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = open(folder.path(), false);
    t.press("} ) )").see("Enter Section 2").press("Enter").see("Enter go").press("Enter").miss("Enter go");
    t.press("Backspace").see("Section 2 tells");
    t.press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn an_address_goes_to_the_desktop_when_the_key_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = open(folder.path(), true);
    t.press("} )").press("Enter").see("https://example.org/report?a=b").press("!").see("Handed to the desktop");
    t.until("opened", |_| folder.path().join("opened").exists());
    assert_eq!(std::fs::read_to_string(folder.path().join("opened")).expect("written"), "https://example.org/report?a=b\n");
    t.press("Esc").miss("Esc close").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn without_a_desktop_nothing_is_opened_and_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = open(folder.path(), false);
    t.press("} )").press("!").see("There is no desktop here");
    assert!(!folder.path().join("opened").exists());
    t.press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_terminal_that_knows_links_gets_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "a.md", TEXT.as_bytes());
    for (program, known) in [("WezTerm", true), ("Apple_Terminal", false)] {
        let mut t = Setup::new(&["text", &file]).env("TERM_PROGRAM", program).start();
        t.see("The second calls");
        assert_eq!(t.ended(), 0);
        let raw = String::from_utf8_lossy(&t.bytes()).into_owned();
        assert_eq!(raw.contains("\u{1b}]8;id=ibid0;https://example.org/report?a=b\u{1b}\\"), known, "{program}: {raw:?}");
    }
}
