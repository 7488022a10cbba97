//! Whole screens as snapshots: what a change of drawing or layout does to them is seen in review.

use ibid::app::{Depth, TerminalLook};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

/// Both editions of the bundled brief after `keys`, on the three usual sizes.
fn snap(name: &str, keys: &str, sizes: &[(u16, u16)]) {
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    for (edition, text, language) in [("ko", KOREAN, Language::Korean), ("en", ENGLISH, Language::English)] {
        for &(width, height) in sizes {
            let mut reader = Reader::with(text, (width, height), language, look);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name}-{edition}-{width}x{height}"), reader.screen());
        }
    }
}

const SIZES: [(u16, u16); 4] = [(40, 10), (80, 24), (120, 40), (200, 50)];

#[test]
fn opening() {
    snap("opening", "", &SIZES);
}

#[test]
fn table_in_the_text() {
    snap("table", "t", &SIZES);
}

#[test]
fn table_desk_sorted() {
    snap("desk-sorted", "t Enter $ s", &SIZES);
}

#[test]
fn table_desk_turned() {
    snap("desk-turned", "t Enter x", &[(80, 24), (120, 40)]);
}

#[test]
fn table_desk_chart() {
    snap("desk-chart", "t Enter G c", &[(80, 30), (120, 40)]);
    snap("desk-bars", "t Enter x $ c c", &[(60, 26), (120, 40)]);
    snap("desk-sparks", "t Enter ,", &[(60, 24), (120, 40)]);
}

#[test]
fn table_desk_sorted_each_way() {
    snap("desk-falling", "t Enter $ s s", &[(80, 24)]);
    snap("desk-by-row", "t Enter G r", &[(80, 24)]);
    snap("desk-by-two", "t Enter 0 s $ + l", &[(80, 24)]);
}

#[test]
fn table_desk_computed() {
    snap("desk-change", "t Enter v", &[(80, 24)]);
    snap("desk-change-percent", "t Enter v v", &[(80, 24)]);
    snap("desk-index", "t Enter v v v", &[(80, 24)]);
    snap("desk-growth", "t Enter v v v v v", &[(80, 24)]);
    snap("desk-rank", "t Enter G v v v v v v", &[(80, 24)]);
}

#[test]
fn table_desk_in_hand() {
    snap("desk-marked", "t Enter m l l", &[(80, 24)]);
    snap("desk-row-in-hand", "t Enter j o", &[(80, 24)]);
    snap("desk-filtered", "t Enter / '> 1000' Enter l -", &[(80, 24)]);
    snap("desk-inspected", "t Enter j j j j l i", &[(40, 12), (80, 24)]);
    snap("desk-help", "t Enter ?", &[(120, 50)]);
}

#[test]
fn contents_over_the_text() {
    snap("contents", "o j j", &[(40, 10), (80, 24), (120, 40)]);
}

#[test]
fn peek_at_a_missing_footnote() {
    snap("peek", ") Enter", &[(40, 10), (80, 24), (160, 45)]);
}

#[test]
fn footnotes() {
    snap("footnotes", "f", &[(80, 24), (120, 40)]);
}

#[test]
fn empty_notes() {
    snap("no-notes", "l", &[(80, 24)]);
}

#[test]
fn writing_a_note() {
    snap("editor", "h a '확인 check'", &[(40, 12), (80, 24), (160, 45)]);
}

#[test]
fn notes_in_list_and_margin() {
    snap("notes", "a '출처를 확인할 것 check the source' C-s ) h ] m l", &[(80, 24), (160, 45)]);
    snap("margin", "a '출처를 확인할 것 check the source' C-s ) h", &[(160, 45), (200, 50)]);
}

#[test]
fn marks_overlap_without_hiding_each_other() {
    use ratatui::style::{Color, Modifier};
    const WORDS: &str = "One two three four five.";
    let look = TerminalLook { depth: Depth::True, light: false, ascii: false };
    // Whichever is made first: the sentence, or two words of it.
    for keys in [["h", "v w w o w h"], ["v w w o w h", "h"]] {
        let mut reader = Reader::with(&format!("{WORDS}\n"), (80, 10), Language::English, look);
        reader.press(keys[0]).press(keys[1]);
        // The shorter one gets a label of its own; in the list it stands behind.
        reader.press("l G t Esc");
        let cells = reader.cells_of(WORDS);
        let style = |word: &str| {
            let at = WORDS.find(word).expect("a word");
            (cells[at].bg, cells[at].modifier.contains(Modifier::UNDERLINED))
        };
        assert_eq!(style("two"), style("three"), "{keys:?}");
        assert_eq!([style("One"), style("four")], [style("five"), style("five")], "{keys:?}");
        assert!(style("two").1 && !style("five").1, "{keys:?}");
        assert!(style("two").0 != style("five").0 && style("five").0 != Color::Reset, "{keys:?}");
    }
    // A short one that begins where a long one does lies on it, too.
    let mut reader = Reader::with(&format!("{WORDS}\n"), (80, 10), Language::English, look);
    reader.press("h v w h l g t Esc");
    let cells = reader.cells_of(WORDS);
    assert_ne!(cells[0].bg, cells[WORDS.len() - 2].bg);
}

#[test]
fn searching() {
    snap("search", "/ 'UN'", &[(80, 24)]);
    snap("hits", "/ 'UN' Tab", &[(80, 24)]);
}

#[test]
fn going_anywhere() {
    snap("go-to", ": '1'", &[(80, 24), (120, 40)]);
}

#[test]
fn help() {
    snap("help", "?", &[(80, 24), (120, 40)]);
}

#[test]
fn ascii_marks() {
    let look = TerminalLook { depth: Depth::None, light: false, ascii: true };
    let mut reader = Reader::with(ENGLISH, (80, 24), Language::English, look);
    insta::assert_snapshot!("ascii-80x24", reader.press("t").screen());
}
