//! Comparing and two panes in a real terminal.

use super::support::terminal::{Setup, written};

const OLD: &str = "# One\n\nThe first words stand here. They are followed by more.\n\n# Two\n\nThe last words of all.\n";

#[test]
fn a_file_is_compared_with_its_path_completed_by_tab() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "old.md", OLD.as_bytes());
    written(folder.path(), "newer-edition.md", OLD.replace("stand", "stood").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).cwd(folder.path()).size(100, 30).start();
    t.see("The first words")
        .press("=")
        .see("Tab completes")
        .type_text("newer")
        .press("Tab")
        .see("newer-edition.md")
        .press("Enter");
    t.see("1 changed").see("stood here").see("change 1 of 1").press("s").see("the same").press("s Tab Enter");
    // On the right: the other document opens at the very place.
    t.see("stood here").miss("1 changed").press("Backspace").see("stand here").press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn an_older_edition_is_compared_by_its_kept_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{OLD}\n{}\n", "And many more words that stay as they are. ".repeat(9));
    let file = written(folder.path(), "brief.md", text.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("The first words").press("} h").see("Highlight saved").press("q");
    assert_eq!(t.ended(), 0);
    written(folder.path(), "brief.md", text.replace("stand here", "stood there").as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 30).start();
    t.see("A newer edition?").press("y").miss("A newer edition?").press("l").see("1 of 1").press("Esc").miss("1 of 1");
    t.press("=").see("an older edition").press("Enter").see("1 changed").see("stand here").press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn two_panes_are_parted_by_a_border_that_the_mouse_drags() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", OLD.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).size(100, 30).start();
    t.see("The first words").press("|").see("this document, here").press("Enter");
    let column = |screen: &str| screen.lines().nth(3).and_then(|line| line.chars().position(|c| c == '│'));
    t.until("a border in the middle", |screen| column(screen) == Some(50));
    // Pressed on the border, moved ten columns to the right, let go.
    t.type_text("\x1b[<0;51;8M\x1b[<32;61;8M\x1b[<0;61;8m");
    t.until("a border further right", |screen| column(screen) == Some(60));
    t.press("C-Left").until("further left", |screen| column(screen).is_some_and(|at| at < 60));
    t.press("]").see("Two").press("Tab |");
    t.until("the contents again", |screen| column(screen) == Some(30)).press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn another_document_stands_beside_the_first_and_keeps_out_of_its_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = written(folder.path(), "one.md", OLD.as_bytes());
    written(folder.path(), "two.md", b"# Other\n\nGamma stands alone here.\n");
    let mut t = Setup::new(&[&one]).home(folder.path()).cwd(folder.path()).size(120, 30).start();
    t.see("The first words").press("| G Enter").see("Tab completes").type_text("two.md").press("Enter").see("Gamma stands alone");
    t.press("} h")
        .see("opened first")
        .press("Tab } h")
        .see("Highlight saved")
        .press("Tab M-Enter")
        .see("Gamma")
        .miss("The first words");
    t.press("Backspace").see("The first words").press("l").see("1 of 1").press("Esc q");
    assert_eq!(t.ended(), 0);
}
