//! PDFs to documents: what damage takes away is told, and nothing that was read at all is no success.

use ibid::document::{Document, PageFault, Unread, WarningKind};
use miniz_oxide::deflate::compress_to_vec_zlib;

use super::import_pdf::{TEXT, read};
use super::support::desk::Desk;
use super::support::paper::Paper;

/// A page of text, packed.
fn packed(lines: usize) -> Vec<u8> {
    let mut content = String::new();
    for n in 0..lines {
        let words = TEXT[n % TEXT.len()].replace(['(', ')'], "");
        content.push_str(&format!("BT /F 10 Tf 1 0 0 1 60 {} Tm ({n} {words}) Tj ET\n", 740 - 12 * n));
    }
    compress_to_vec_zlib(content.as_bytes(), 6)
}

/// The same with a few bytes changed from `at` on.
fn broken(at: usize) -> Vec<u8> {
    let mut bytes = packed(40);
    bytes[at..].iter_mut().take(8).for_each(|byte| *byte = !*byte);
    bytes
}

fn paper(pages: &[Vec<u8>]) -> Paper {
    let mut paper = Paper::default();
    for page in pages {
        paper.packed_page("/FlateDecode", page);
    }
    paper
}

fn faults(document: &Document) -> Vec<(String, PageFault)> {
    let told = document.warnings().iter().filter_map(|warning| match &warning.kind {
        WarningKind::PageUnread { page, fault } => Some((page.to_string(), *fault)),
        _ => None,
    });
    told.collect()
}

#[test]
fn what_damage_takes_from_a_page_is_told() {
    let middle = packed(40).len() / 2;
    // A check sum that is missing altogether is no damage: nothing else is.
    let mut short = packed(40);
    short.truncate(short.len() - 4);
    let document = read(&paper(&[packed(40), broken(middle), broken(2), short, packed(40)]));
    assert_eq!(faults(&document), [("2".to_owned(), PageFault::Partly), ("3".to_owned(), PageFault::Failed)]);
    assert_eq!(document.unread(), Unread { pages: 1, parts: 1, ..Unread::default() });
    assert_eq!(document.pages().len(), 5);
}

#[test]
fn a_page_without_any_content_is_blank_and_not_damaged() {
    let blank = compress_to_vec_zlib(b"q Q\n", 6);
    let document = read(&paper(&[packed(10), blank]));
    assert_eq!(faults(&document), []);
    assert_eq!(document.unread(), Unread::default());
}

#[test]
fn a_document_of_which_nothing_could_be_read_is_no_success() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("lost.pdf"), paper(&[broken(2), broken(2)]).bytes()).expect("a file");
    for command in ["text", "outline", "footnotes", "tables", "terms"] {
        let (code, said) = desk.refused(&[command, "lost.pdf"]);
        assert_eq!(
            (code, said.trim()),
            (3, "lost.pdf: no word of its 2 pages could be read; `ibid check` says why."),
            "{command}"
        );
    }
    let checked = desk.run(&["check", "lost.pdf"]);
    assert_eq!(checked.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&checked.stdout).contains("Page 2 could not be read."));
}

#[test]
fn pages_that_damage_took_are_told_beside_the_answer() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("part.pdf"), paper(&[packed(40), broken(2)]).bytes()).expect("a file");
    let output = desk.run(&["text", "part.pdf"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Plums were sold"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told.trim(), "part.pdf: 1 of 2 pages could not be read; `ibid check` says which, and why.");
}

#[test]
fn the_program_that_made_a_file_is_not_its_author() {
    let desk = Desk::new();
    let mut paper = paper(&[packed(10)]);
    paper.info("/Title (Microsoft Word - x.doc) /Creator (PageSetter 4) /Producer (Distiller) /CreationDate (D:00000000000000)");
    std::fs::write(desk.path().join("made.pdf"), paper.bytes()).expect("a file");
    let cited = desk.said(&["cite", "made.pdf"]);
    for wrong in ["PageSetter", "Distiller", "Microsoft", "0000"] {
        assert!(!cited.contains(wrong), "{cited}");
    }
}
