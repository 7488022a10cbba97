//! The five ways through the whole program, each from one end to the other: what a change of any room on
//! the way breaks is seen here, whichever room it was. Each names the stations that it passes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use super::support::desk::Desk;
use super::support::terminal::{Setup, Terminal, written};

/// ibid on the brief of a desk, in its home.
fn open(desk: &Desk) -> Terminal {
    let mut terminal = begin(desk);
    terminal.see("keys");
    terminal
}

/// The same, where a question may lie over the text at once.
fn begin(desk: &Desk) -> Terminal {
    let mut terminal = Setup::new(&["brief.md"]).home(&desk.path().join("home")).cwd(desk.path()).size(90, 50).start();
    terminal.see("The opening calls");
    terminal
}

/// Cells of the screen: row, column.
type Cells = BTreeSet<(u16, u16)>;

const SIZE: (u16, u16) = (60, 14);

/// A screen of [`SIZE`] on which each cell holds `sign`, after `bytes`.
fn played(sign: char, bytes: &[u8]) -> vt100::Screen {
    let (columns, rows) = SIZE;
    let mut parser = vt100::Parser::new(rows.try_into().expect("rows"), columns.try_into().expect("columns"), 0);
    for row in 1..=rows {
        parser.process(format!("\x1b[{row};1H{}", sign.to_string().repeat(columns.into())).as_bytes());
    }
    parser.process(bytes);
    parser.screen().clone()
}

/// The cells that differ, in what they show or in how.
fn differing(one: &vt100::Screen, other: &vt100::Screen) -> Cells {
    let all = (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |column| (row, column)));
    all.filter(|(row, column)| one.cell(*row, *column) != other.cell(*row, *column)).collect()
}

/// From a key to paint: bytes of the terminal, cut and parsed (`terminal::input`), become a key; the key a command
/// (`app::keymap`); the command another state (`App::update`); the state a buffer (`ui::draw`); and of the buffer what has
/// changed becomes bytes again (`terminal::screen`).
#[test]
fn a_key_repaints_the_cells_that_it_changes_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "brief.md", b"# One\n\nThe first words.\n\nThe second words.\n\nThe third words.\n");
    let mut t = Setup::new(&[&file]).home(folder.path()).size(SIZE.0, SIZE.1).start();
    let bar_at = |words: &'static str| move |screen: &str| screen.contains(&format!("▎ {words}"));
    t.see("keys").press("}").until("the first in focus", bar_at("The first words."));

    let begun = t.frames().len();
    t.press("}").until("the second in focus", bar_at("The second words."));
    let frames = t.frames();
    let (before, after) = (played(' ', &frames[..begun]), played(' ', &frames));

    // The bar has gone down by a paragraph, and nothing else of the text is another.
    let row_of = |screen: &vt100::Screen, words: &str| {
        let row = screen.rows(0, SIZE.0).position(|row| row.contains(words)).expect("a row");
        u16::try_from(row).expect("a row")
    };
    let (first, second) = (row_of(&before, "▎ The first words."), row_of(&after, "▎ The second words."));
    let changed = differing(&before, &after);
    let in_text: Vec<u16> = changed.iter().map(|(row, _)| *row).filter(|row| *row < SIZE.1 - 1).collect();
    assert_eq!(in_text, [first, second], "{}", after.contents());

    // A cell that was not written still holds what stood there before. What lies between two that were is written with
    // them, and so is a blank tail: both cost less than to jump over it.
    let painted = differing(&played('#', b""), &played('#', &frames[begun..]));
    assert!(painted.is_superset(&changed));
    for (row, column) in painted.difference(&changed) {
        let is_near = changed.iter().any(|(other, at)| other == row && at.abs_diff(*column) <= 5);
        let is_tail = after.contents_between(*row, *column, *row, SIZE.0).trim().is_empty();
        assert!(is_near || is_tail, "row {row}, column {column}, of {changed:?}");
    }
    let rows = |cells: &Cells| cells.iter().map(|(row, _)| *row).collect::<BTreeSet<_>>();
    assert_eq!(rows(&painted), rows(&changed));
}

/// From open to swap: the first 64 KB are read and imported at once (`platform::files`, `import`), drawn, and read on in; the
/// whole comes from the job queue, and takes the place of the opening (`app`) without moving what is read.
#[test]
fn the_whole_document_takes_the_place_of_its_opening_and_the_place_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("# One\n\n");
    for number in 0..60_000 {
        write!(text, "Paragraph {number} of those that come first.\n\n").expect("written");
    }
    text += "The last words[^1].\n\n[^1]: A body that comes late.\n";
    let file = written(folder.path(), "long.md", text.as_bytes());
    let mut t = Setup::new(&[&file]).home(folder.path()).start();

    // Well within the opening, whether the whole is there by now or not.
    t.see("Paragraph 0 of").press("4 0 }").see("▎ Paragraph 39 of");
    let rows = |t: &Terminal| t.text().lines().take(22).map(str::to_owned).collect::<Vec<_>>();
    let before = rows(&t);
    // What stands at the end is known once the whole is.
    t.press("f").see("A body that comes late.").press("Esc").miss("A body that comes late.").see("▎ Paragraph 39 of");
    assert_eq!(rows(&t), before);
    t.press("G").see("The last words").press("q");
    assert_eq!(t.ended(), 0);
}

/// From a note to the disk: a key makes a note (`app::notes`) and an effect, the effect an order to the store's worker
/// (`terminal`), the order a row and a line of the log (`store`); only then it is said to be saved. Another process reads it.
#[test]
fn a_note_that_is_said_to_be_saved_is_read_by_another_process() {
    let desk = Desk::new();
    let mut t = open(&desk);
    t.press("] } ) a").see("C-s save").type_text("라고 한다").press("C-s").see("Note saved");

    let noted = |desk: &Desk| {
        let told = desk.json(&["annotations", "brief.md", "--json"]);
        let notes = told["notes"].as_array().expect("notes").clone();
        assert_eq!(notes.len(), 1, "{told}");
        (notes[0]["body"].clone(), notes[0]["anchor"]["quote"].clone())
    };
    let expected = ("라고 한다".into(), "Beta two says alpha again.".into());
    assert_eq!(noted(&desk), expected);

    // It is kept, whatever becomes of the program that wrote it.
    kill_process(Pid::from_raw(t.pid()).expect("a process"), Signal::KILL).expect("killed");
    t.ended();
    assert_eq!(noted(&desk), expected);
    let mut t = open(&desk);
    t.press("l").see("1 of 1").see("라고 한다").press("Esc q");
    assert_eq!(t.ended(), 0);
}

/// From an edition to its review: the bytes are others (`annotation::Rendition`), so that the notes of the older ones are
/// looked for (`annotation::AnchorHistory`), offered, reviewed (`app::notes`), and what is settled is kept (`store`).
#[test]
fn a_place_that_was_settled_in_a_newer_edition_is_kept() {
    let desk = Desk::new();
    for quote in ["Beta two says alpha again.", "Gamma one."] {
        desk.said(&["annotate", "brief.md", "--quote", quote]);
    }
    let text = fs::read_to_string(desk.path().join("brief.md")).expect("a file");
    let newer = text.replace("Beta two says alpha again.", "Beta two said alpha at last again.").replace("Gamma one.", "Delta.");
    fs::write(desk.path().join("brief.md"), newer).expect("written");

    let mut t = begin(&desk);
    t.see("A newer edition?").press("y").see("1 not placed").press("w").see("Review, 1 of 2");
    t.see("Beta two says alpha again.").see("Beta two said alpha at last").press("y").see("stands here from now on");
    t.see("Review, 2 of 2").see("Gamma one.").see("Nothing in this text is like it").press("Esc").miss("Review").press("q");
    assert_eq!(t.ended(), 0);

    // Settled is settled: for another process, and the next time.
    let told = desk.json(&["export", "brief.md", "--format", "json"]);
    let notes = told["notes"].as_array().expect("notes");
    let settled: Vec<_> = notes.iter().map(|note| &note["settled"]["anchor"]["quote"]).filter(|quote| !quote.is_null()).collect();
    assert_eq!(settled.len(), 1, "{told}");
    assert!(settled[0].as_str().is_some_and(|quote| quote.starts_with("Beta two said alpha")), "{told}");
    let mut t = open(&desk);
    t.press("l").see("1 of 2").see("Not placed in this text").press("Enter").miss("1 of 2");
    t.see("▎ Alpha one. Beta two said alpha at last again.").press("w").see("Review, 1 of 1").see("Gamma one.").press("Esc q");
    assert_eq!(t.ended(), 0);
}

/// From an export to its file: the key opens the desk (`app::exchange`), which asks for a preview (`platform::exports`, `export`);
/// Enter writes the bytes. The command line goes the same way from its own end.
#[test]
fn a_key_exports_the_bytes_that_the_command_prints() {
    let desk = Desk::new();
    desk.said(&["annotate", "brief.md", "--quote", "Beta two", "--note", "정말?", "--tag", "x"]);
    desk.said(&["annotate", "brief.md", "--quote", "Gamma one"]);
    let out = desk.path().join("brief-notes.md");

    let mut t = open(&desk);
    t.press("e").see("A new file.").see("> Beta two");
    assert!(!out.exists());
    t.press("Enter").see("2 notes written to").press("q");
    assert_eq!(t.ended(), 0);

    let file = fs::read_to_string(&out).expect("the export");
    assert!(file.contains("정말?") && file.contains("> Gamma one"), "{file}");
    assert_eq!(file, desk.said(&["export", "brief.md", "--format", "markdown"]));
}
