//! Addresses opened in a real terminal.

use std::fs;

use super::support::terminal::{Setup, written};

/// A long text, so that a note at its end is not on the first screen.
fn long(middle: &str) -> String {
    format!("# One\n\n{}\n\n# Two\n\n{middle}\n", "Words that stay as they are, line for line. ".repeat(120))
}

/// A highlight on the last paragraph; the address of it.
fn noted(home: &std::path::Path, file: &str) -> String {
    let mut t = Setup::new(&[file]).home(home).start();
    t.see("Words that stay").press("G h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["export", file, "--out", &format!("{}/notes.md", home.display())]).home(home).start();
    t.see("1 note");
    assert_eq!(t.ended(), 0);
    let text = fs::read_to_string(home.join("notes.md")).expect("a file");
    let start = text.find("ibid://note/").expect("an address");
    text[start..].split(')').next().expect("its end").to_owned()
}

#[test]
fn an_address_opens_the_document_at_the_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", long("The very last passage.").as_bytes());
    let address = noted(folder.path(), &file);
    let mut t = Setup::new(&["open", &address]).home(folder.path()).start();
    t.see("The very last passage.").press("q");
    assert_eq!(t.ended(), 0);
    // The file has changed: it is told, asked, and then the note is gone to where it stands now.
    written(folder.path(), "brief.md", long("A new line.\n\nThe very last passage.").as_bytes());
    let mut t = Setup::new(&["open", &address]).home(folder.path()).start();
    t.see("A newer edition?").press("y").see("The very last passage.").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["open", &address]).home(folder.path()).start();
    t.see("The very last passage.").press("l").see("1 of 1").press("x").see("0 of 0").press("Esc").miss("My notes").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["open", &address]).home(folder.path()).start();
    t.see("was deleted");
    assert_eq!(t.ended(), 1);
}
