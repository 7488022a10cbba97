//! Files that are read as what they look like, or as what the reader says, in a real terminal.

use super::support::terminal::{Setup, written};

const MARKDOWN: &str =
    "# Harbour dues\n\nThe dues were set **anew** in the spring.\n\n- five per cent\n\n## The towns\n\nBusan and Ulsan.\n";

#[test]
fn what_looks_like_markdown_is_offered_read_so_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "notes.txt", MARKDOWN.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("This looks like Markdown. R reads it so.").see("**anew**");
    t.press("R").see("as Markdown").press("Enter").see("Read so.").miss("**anew**").press("q");
    assert_eq!(t.ended(), 0);
    // It is remembered, on the screen and in commands; an option decides otherwise for once.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The dues were set anew").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["outline", &file]).home(folder.path()).start();
    t.see("The towns");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["text", &file, "--format", "text"]).home(folder.path()).start();
    t.see("**anew**");
    assert_eq!(t.ended(), 0);
    // And back.
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The dues were set anew").press("R").see("as plain text").press("Enter").see("**anew**").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn a_guessed_encoding_is_told_and_another_one_can_be_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    // Two words of Korean, which are words of Western Europe, too.
    let file = written(folder.path(), "short.txt", b"caf\xE9 \xC7\xD1\xB1\xB9\n");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("R reads the file in another").press(":").press("a n o t h e r Space e n c o d i n g").see("in another encoding");
    t.press("Enter").see("EUC-KR").press("j j j Enter").see("한국").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn fields_of_a_text_can_be_read_as_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "ports.txt", b"port;2020;2021\nBusan;10;12\nUlsan;7;9\nJeju;3;4\n");
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("This looks like CSV").press("R Enter").see("Read so.").miss("Busan;10").press("q");
    assert_eq!(t.ended(), 0);
}
