//! Whole screens as snapshots: what a change of drawing or layout does to them is seen in review.

use ibid::app::{Depth, Look};
use ibid::words::Language;

use super::support::reader::Reader;

const KOREAN: &str = include_str!("../../content/north-korea-russia.ko.md");
const ENGLISH: &str = include_str!("../../content/north-korea-russia.en.md");

/// Both editions of the bundled brief after `keys`, on the three usual sizes.
fn snap(name: &str, keys: &str, sizes: &[(u16, u16)]) {
    let look = Look { depth: Depth::True, light: false, ascii: false };
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
    let look = Look { depth: Depth::None, light: false, ascii: true };
    let mut reader = Reader::with(ENGLISH, (80, 24), Language::English, look);
    insta::assert_snapshot!("ascii-80x24", reader.press("t").screen());
}
