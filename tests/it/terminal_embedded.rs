//! Notes that a PDF carries, in a real terminal: seen, taken in, and not a second time.

use super::import_pdf::TEXT;
use super::import_pdf_embedded::{noted, over};
use super::support::terminal::{Setup, written};

#[test]
fn the_notes_of_a_pdf_become_the_readers_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let paper = noted(|page| {
        page.annotation("Highlight", &[over(60.0, 140.0, TEXT[0], "Plums were sold")], "/T (Kim) /Contents (Is that so?)");
        page.annotation("Underline", &[over(60.0, 152.0, TEXT[1], "the price was lower")], "/T (Lee)");
    });
    let file = written(folder.path(), "harvest.pdf", &paper.bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Plums were sold").press("l").see("In the file itself").see("1 of 2").see("Is that so?").see("underline · Lee");
    t.press("e").see("belongs to the file").press("Esc").miss("In the file itself");
    t.press(":").type_text("highlights and comments in the file\r").see("2 new").see("Enter take in");
    t.press("Enter").miss("Enter take in").press("l").see("1 of 2").see("Is that so?").miss("In the file itself").press("Esc");
    t.press(":").type_text("highlights and comments in the file\r").see("2 the same").see("nothing to take in").press("Esc q");
    assert_eq!(t.ended(), 0);
    let mut t = Setup::new(&[&file]).home(folder.path()).start();
    t.see("Plums were sold").press("l").see("1 of 2").see("Is that so?").miss("In the file itself").press("Esc q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}
