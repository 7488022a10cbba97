//! Moving, the margin and what the brief tells, in a real terminal.

use super::support::terminal::{Setup, written};

const BRIEF: &str = "# One\n\nThe first words call[^1] a note.\n\n# Two\n\nThe second words.\n\n## Inner\n\nWords inside.\n\n# Three\n\nThe last words.\n\n[^1]: The body of the note.\n";

#[test]
fn places_keep_their_letters_over_a_restart_and_private_reading_keeps_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words").press("] ] ` a").see("This place is a now").press("g ' a").see("Inner").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&["--private", &file]).home(folder.path()).start();
    t.see("words").press("g ` b").see("This place is b now").press("q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("words").press("'").see("Inner").press("b").see("No place has the letter b").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn hints_jumps_and_siblings_by_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(80, 24).start();
    t.see("The first words").press("x a").see("footnote 1").press("Enter").see("The body of the note.");
    t.press("g > >")
        .see("Three")
        .press("<")
        .press("-")
        .see("Where I came from")
        .press("Enter")
        .press("? G")
        .see("12p")
        .press("Esc");
    t.press("5 0 % \\")
        .see("Only the paragraph in focus")
        .press("\\")
        .see("A ruler")
        .press("\\")
        .see("The text as it is")
        .press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn the_text_scrolls_by_itself_until_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    // One word a row, so that a row's time is short.
    let words: String = (0..400).map(|n| format!("w{n}\n\n")).collect();
    let file = written(folder.path(), "brief.md", words.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(110, 16).start();
    t.see("w0").press("; k k k k k k k k k k").see("scrolling 9.31×").see("w12").press("Space").see("scrolling paused");
    t.press("Esc").miss("scrolling").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_margin_gives_way_and_the_strip_comes_by_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = format!("{BRIEF}\n{}", "More words at the end of all.\n\n".repeat(60));
    let file = written(folder.path(), "brief.md", long.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(150, 30).start();
    t.see("The body of the note.").press(",").miss("The body of the note.").press(",").see("The body of the note.");
    t.press(") a").see("C-s save").type_text("여백에 쓴 글").press("C-s").see("Note saved").see("여백에 쓴 글");
    t.resize(80, 24).miss("The body of the note.").press(",").see("The body of the note.").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_brief_is_asked_for_its_shape() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", BRIEF.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 30).start();
    t.see("The first words").press("i");
    t.until("the shape", |screen| screen.contains("Shape") || screen.contains("Timeline"));
    t.press("Tab Tab Tab").see("sections ").press("/").type_text("Inn").press("Enter Enter").see("Words inside").press("q");
    assert_eq!(t.ended(), 0);
}
