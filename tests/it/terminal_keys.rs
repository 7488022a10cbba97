//! Every key, pressed in a real terminal: what the screen shows after it.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::support::terminal::{Setup, Terminal};

/// Three sections of forty numbered paragraphs, with a table, two footnotes and a link.
fn brief() -> String {
    let mut text = String::from("---\ntitle: Keys\n---\n\n");
    for (section, name) in ["Apples", "Pears", "Plums"].into_iter().enumerate() {
        write!(text, "# {name}\n\n").expect("written");
        for paragraph in 1..=40 {
            write!(text, "{name} number {paragraph:02} stands here. It ends with the word kernel.").expect("written");
            match (section, paragraph) {
                (0, 2) => text += " This one calls a note[^1] indeed. And this one calls another[^2] too.",
                (0, 3) => text += " Look at [the plums](#plums) there.",
                _ => {}
            }
            text += "\n\n";
        }
        if section == 1 {
            text += "Table 1. Harvest (unit: t)\n\n| Year | Crop |\n|:--|--:|\n| 2021 | 30 |\n| 2022 | 9 |\n| 2023 | 120 |\n\n";
        }
    }
    text + "[^1]: The body of the note.\n"
}

struct Desk {
    folder: tempfile::TempDir,
    file: PathBuf,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("keys.md");
    std::fs::write(&file, brief()).expect("a file");
    Desk { folder, file }
}

impl Desk {
    fn setup(&self, args: &[&str]) -> Setup {
        let file = self.file.to_str().expect("a path");
        Setup::new(&[&[file], args].concat()).home(&self.folder.path().join("home")).cwd(self.folder.path())
    }

    fn open(&self) -> Terminal {
        let mut terminal = self.setup(&[]).start();
        terminal.see("Apples number 01").see("keys");
        terminal
    }
}

#[test]
fn rows_pages_and_ends() {
    let desk = desk();
    let mut t = desk.open();
    t.press("j j").miss("Apples\n");
    t.press("k Up").see("Apples number 01");
    t.press("5j").miss("Apples number 01");
    t.press("5 k").see("Apples number 01");
    for (down, up) in [("Space", "b"), ("PageDown", "PageUp"), ("d", "u"), ("C-d", "C-u"), ("C-f", "C-b")] {
        t.press(down).miss("Apples number 01");
        t.press(up).see("Apples number 01");
    }
    t.press("Down Down Down").miss("Apples number 01");
    for (end, start) in [("G", "g"), ("End", "Home")] {
        t.press(end).see("Plums number 40").see("100 %");
        t.press(start).see("Apples number 01");
    }
    // The Hangul input mode is on: ㅓ is j, ㅏ is k.
    t.press("ㅓ ㅓ ㅓ").miss("Apples number 01");
    t.press("ㅏ ㅏ ㅏ").see("Apples number 01");
    t.press("q");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn sections_paragraphs_sentences_and_the_way_back() {
    let desk = desk();
    let mut t = desk.open();
    t.press("]").see("Pears number 01").miss("Apples number 01");
    t.press("[").see("Apples number 01");
    t.press("2 ]").see("Plums number 01");
    t.press("Backspace").see("Apples number 01");
    t.press("M-Right").see("Plums number 01");
    t.press("C-o").see("Apples number 01");
    t.press("M-Right").see("Plums number 01");
    t.press("M-Left").see("Apples number 01");
    // The status line offers what the sentence in focus leads to.
    t.press("} } ) )").see("footnote 1");
    t.press(")").see("footnote 2");
    t.press("(").see("footnote 1");
    t.press("{ { }").press("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn enter_follows_footnotes_links_and_tables() {
    let desk = desk();
    let mut t = desk.open();
    t.press("} } ) )").see("footnote 1").press("Enter").see("The body of the note.").see("Enter go");
    t.press("Enter").miss("Enter go").see("The body of the note.");
    t.press("Backspace").see("Apples number 02");
    t.press(")").see("footnote 2").press("Enter").see("no text for footnote 2").press("Esc").miss("Enter go");
    t.press("} ) )").see("link").press("Enter").see("Plums").press("Enter").see("Plums number 01").miss("Apples number 02");
    t.press("Backspace").see("Apples number 03");
    t.press("f").see("Footnotes").see("The body of the note.").press("j Enter").miss("Footnotes").see("footnote 2");
    t.press("t").see("Harvest").press("Enter").see("row 1 of 3");
    t.press("l s").until("sorted up", |screen| in_order(screen, &["2022", "2021", "2023"]));
    t.press("s").until("sorted down", |screen| in_order(screen, &["2023", "2021", "2022"]));
    t.press("p").until("as printed", |screen| in_order(screen, &["2021", "2022", "2023"]));
    t.press("x").until("turned", |screen| screen.lines().any(|row| in_order(row, &["2021", "2022", "2023"])));
    t.press("c c x y").see("Sent to the clipboard");
    assert!(String::from_utf8_lossy(&t.bytes()).contains("\u{1b}]52;c;"), "what is copied goes to the terminal");
    t.press("h j k Esc").miss("Esc text").see("Harvest");
    t.press("q");
    assert_eq!(t.ended(), 0);
}

fn in_order(text: &str, words: &[&str]) -> bool {
    let at: Vec<Option<usize>> = words.iter().map(|word| text.find(word)).collect();
    at.iter().all(Option::is_some) && at.is_sorted()
}

#[test]
fn contents_search_and_go_to_anything() {
    let desk = desk();
    let mut t = desk.open();
    t.press("o").see("Contents").press("j j Enter").see("Plums number 01");
    t.press("Tab").see("Contents").press("Esc").miss("Contents");
    t.press("g").see("Apples number 01");
    t.press("/").type_text("pears number 3").see("1 of 10").press("Enter").see("Pears number 30");
    t.press("n").see("2 of 10").see("Pears number 31");
    t.press("N").see("1 of 10").press("n p").see("1 of 10");
    t.press("s").see("Hits").see("Pears number 37").press("Esc").miss("/ filter");
    t.press("Esc").miss("of 10");
    t.press("/").type_text("no such words").see("nothing found").press("Esc");
    t.press(":").type_text("plum").see("section").press("Enter").see("Plums number 01");
    t.press("C-p").type_text("harvest").see("table").press("Enter").see("Harvest");
    t.press("?").see("Keys ·").press("Esc").miss("Keys ·");
    t.press("C-c");
    assert_eq!(t.ended(), 0);
    assert!(t.is_restored());
}

#[test]
fn notes_are_written_listed_undone_and_exported() {
    let desk = desk();
    let mut t = desk.open();
    t.press("} h").see("Highlight saved");
    t.press("z").see("Undone").press("C-r").see("Done again");
    t.press(") a").see("C-s save").type_text("왜 그런가?").paste("\npasted\tlines\r\nand more").see("and more");
    assert!(t.cursor().is_some(), "the cursor stands in the editor");
    t.press("C-l C-s").see("Note saved");
    t.press("} m").see("Bookmark saved");
    t.press("} v Right w").see("Esc close").press("h").see("Highlight saved");
    t.press("} v").miss("Highlight saved").press("s o p h").see("Highlight saved");
    t.press("} v ) y").see("Sent to the clipboard");
    t.press("l").see("My notes").see("왜 그런가?").see("of 5");
    t.press("/").type_text("그런가").see("1 of 1").press("Enter t").see("claim");
    t.press("e").see("C-s save").type_text(" 끝").press("C-s").see("Note saved");
    t.press("Esc").miss("My notes");
    t.press("l").see("My notes").press("j x").see("Deleted").press("z").see("Undone").press("Esc").miss("My notes");
    t.press("e").see("A new file.").press("Enter").see("5 notes written to");
    t.press("q");
    assert_eq!(t.ended(), 0);
    let exported: Vec<_> = std::fs::read_dir(desk.folder.path())
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "md") && entry.path() != desk.file)
        .collect();
    assert_eq!(exported.len(), 1);
    let said = std::fs::read_to_string(exported[0].path()).expect("a file");
    assert!(said.contains("왜 그런가?") && said.contains("and more") && said.contains("끝"), "{said}");
    // They are there when the file is opened again, at the place where it was left.
    let mut t = desk.setup(&[]).start();
    t.see("Apples number 05").press("l").see("My notes").see("왜 그런가?").press("Esc q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn the_file_is_read_again_and_the_place_kept() {
    let desk = desk();
    let mut t = desk.open();
    t.press("]").see("Pears number 01");
    std::fs::write(&desk.file, brief().replace("Pears number 02", "Pears changed 02")).expect("a file");
    t.press("r").see("Read again").see("Pears changed 02");
    t.press("q");
    assert_eq!(t.ended(), 0);
    // The next start opens where the last one ended.
    let mut t = desk.setup(&[]).start();
    t.see("Pears changed 02").press("q");
    assert_eq!(t.ended(), 0);
    for (place, words) in [("section:3", "Plums number 01"), ("offset:0", "Apples number 01")] {
        let mut t = desk.setup(&["--at", place]).start();
        t.see(words).press("q");
        assert_eq!(t.ended(), 0);
    }
}
