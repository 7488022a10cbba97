//! What is asked for while a document is still being read happens when it is, or is said not to.

use ibid::annotation::NoteKind;
use ibid::app::{Outcome, ReadAnswer};

use super::support::reader::Reader;
use super::support::wander::reading_of;

const OPENING: &str = "# One\n\nAlpha stands here. Beta stands here.\n\nGamma stands here.\n";

fn reader() -> Reader {
    Reader::at_opening(&reading_of("brief.md", OPENING.as_bytes()).expect("a document"), "brief.md", (80, 24))
}

fn read(reader: &mut Reader, text: &str) {
    let reading = reading_of("brief.md", text.as_bytes()).expect("a document");
    reader.tell(Outcome::Read { request: 0, answer: ReadAnswer::Done(reading) });
}

fn marked(reader: &Reader) -> Vec<(NoteKind, &str)> {
    let placed = reader.app.open.notebook.placed().iter();
    placed.map(|placed| (placed.note.kind, reader.app.document().slice(placed.span().expect("a place")))).collect()
}

#[test]
fn every_mark_that_waits_is_made_where_it_was_asked_for() {
    let mut reader = reader();
    reader.press("} h");
    assert_eq!(reader.message(), "It will be marked as soon as the document is read …");
    assert!(reader.app.waits());
    // The reader goes on, marks more, and asks for the end.
    reader.press(") m ) h h G");
    assert_eq!(marked(&reader), []);
    read(&mut reader, &format!("# Nought\n\nWords before.\n\n{OPENING}\nThe rest of it.\n"));
    let expected = [
        (NoteKind::Highlight, "Alpha stands here."),
        (NoteKind::Bookmark, "Beta stands here."),
        (NoteKind::Highlight, "Gamma stands here."),
    ];
    assert_eq!(marked(&reader), expected);
    assert!(!reader.app.waits());
}

#[test]
fn a_note_that_waits_is_written_on_the_sentence_it_was_asked_for() {
    let mut reader = reader();
    reader.press("} a ) )");
    read(&mut reader, OPENING);
    reader.press("'why' C-s");
    assert_eq!(marked(&reader), [(NoteKind::Note, "Alpha stands here.")]);
}

#[test]
fn a_mark_whose_passage_is_gone_is_said_not_to_be_made() {
    let mut reader = reader();
    reader.press("} h ) h");
    read(&mut reader, "# One\n\nNothing of that is here.\n");
    assert_eq!(marked(&reader), []);
    let said = "2 passages that waited to be marked are not there any more: they were not marked.";
    assert_eq!(reader.message(), said);
}

#[test]
fn hits_beyond_those_that_are_looked_for_are_said_to_be_more() {
    let status = |words: usize| {
        let text = "alpha ".repeat(words);
        let mut reader = Reader::of(&text, (80, 24));
        reader.press("/ 'alpha' Enter");
        reader.screen().lines().nth(23).unwrap_or_default().to_owned()
    };
    assert!(status(1000).contains(" 1 of 1000"), "{}", status(1000));
    assert!(status(1001).contains("1 of more than 1000"), "{}", status(1001));
}
