//! Each form read, and what an import of it would do.

use std::collections::HashMap;

use super::*;
use crate::annotation::{Change, Finder, Found, Note, Rendition};
use crate::document::{BlockKind, Builder, Document};

fn document() -> Document {
    let mut b = Builder::new();
    b.open(BlockKind::Paragraph);
    b.text("The agency reported that demand for transit fell sharply in the second year of the study.");
    b.open(BlockKind::Paragraph);
    b.text("러시아와 북한은 조약을 맺고 서로의 안보를 지키기로 하였으며 이는 새로운 국면이다.");
    b.finish().expect("a small document")
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Seoul").expect("a zone")
}

fn read_as(name: &str, text: &str) -> Vec<ImportedNote> {
    let note_file = read(text.as_bytes(), None, &zone()).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    assert_eq!(note_file.source, name);
    note_file.notes
}

fn foreign(incoming: &ImportedNote) -> &ForeignNote {
    match &incoming.content {
        Content::Foreign(foreign) => foreign,
        other => panic!("{other:?}"),
    }
}

const JSONLD: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[
 {"id":"urn:uuid:0199a5d2-7c3e-7000-8000-000000000001","type":"Annotation","created":"2026-01-02T03:04:05Z",
  "body":[{"type":"TextualBody","value":"Why?","purpose":"commenting"},{"type":"TextualBody","value":"t","purpose":"tagging"}],
  "target":{"source":"https://a.kr","selector":{"type":"TextQuoteSelector","exact":"demand for transit fell","prefix":"reported that ","suffix":" sharply"}}},
 {"id":"https://a.kr/1","type":"Annotation","bodyValue":"\u001b]0;x\u0007 =cmd()","target":{"source":"https://a.kr","selector":{"type":"RangeSelector","refinedBy":{"type":"TextQuoteSelector","exact":"조약을 맺고"}}}}]}"#;
const HYPOTHESIS: &str = r#"[{"id":"AbC","created":"2026-01-02T03:04:05.123+00:00","updated":"2026-01-03T03:04:05.123+00:00","user":"acct:kim@hypothes.is",
 "uri":"https://a.kr","text":"A *thought*","tags":["one","two"],"document":{"title":["A study"]},
 "target":[{"source":"https://a.kr","selector":[{"type":"RangeSelector"},{"type":"TextPositionSelector","start":1,"end":2},{"type":"TextQuoteSelector","exact":"second year","prefix":"in the ","suffix":" of the"}]}]}]"#;
const SIDECAR: &str = "-- ./book.epub\nreturn {\n [\"annotations\"] = {\n  [1] = {\n   [\"chapter\"] = \"One\",\n   [\"datetime\"] = \"2026-01-02 03:04:05\",\n   [\"note\"] = \"Mine\",\n   [\"pageno\"] = 7,\n   [\"pos0\"] = \"/a.0\",\n   [\"pos1\"] = \"/a.9\",\n   [\"text\"] = \"fell sharply in the\\\nsecond year\",\n  },\n  [2] = { [\"datetime\"] = \"2026-01-02 03:05:05\", [\"text\"] = \"in One\", [\"page\"] = \"/b\" },\n },\n [\"doc_props\"] = { [\"title\"] = \"A study\" },\n}\n";
const KOREADER: &str = r#"{"title":"A study","author":"K","entries":[{"chapter":"One","page":7,"text":"demand for transit","note":"Mine","time":1767323045,"sort":"highlight"}],"created_on":1767323045}"#;
const READWISE: &str = "Highlight,Title,Author,URL,Note,Location,Date\n\"demand for transit, fell\",A study,,,\".one .two\nMine\",12,2026-01-02 03:04:05+09:00\n서로의 안보를 지키기로,A study,,,,13,\n";
const CLIPPINGS: &str = "\u{FEFF}A study (Kim)\r\n- Your Highlight on page 7 | Location 100-101 | Added on Monday, November 23, 2026 6:04:05 PM\r\n\r\ndemand for transit fell sharply\r\n==========\r\nA study (Kim)\r\n- Your Note on page 7 | Location 101 | Added on Monday, November 23, 2026 6:05:05 PM\r\n\r\nMine\r\n==========\r\n다른 책 (홍길동)\r\n- 12페이지의 하이라이트 | 위치 200-201 | 추가일: 2026년 11월 23일 월요일 오후 6:04:05\r\n\r\n새로운 국면이다\r\n==========\r\n";

#[test]
fn each_form_is_known_by_its_signs_and_read() {
    let notes = read_as("jsonld", JSONLD);
    let first = foreign(&notes[0]);
    assert_eq!((&*first.quote, &*first.before, &*first.body), ("demand for transit fell", "reported that ", "Why?"));
    assert_eq!(
        (first.kind, first.tags.len(), notes[0].id.to_string().as_str()),
        (NoteKind::Note, 1, "0199a5d2-7c3e-7000-8000-000000000001")
    );
    assert_eq!(&*foreign(&notes[1]).body, "␛]0;x␇ =cmd()", "what comes from elsewhere is cleaned");

    let notes = read_as("hypothesis", HYPOTHESIS);
    let first = foreign(&notes[0]);
    assert_eq!(
        (&*first.quote, first.author.as_deref(), notes[0].title.as_deref()),
        ("second year", Some("kim"), Some("A study"))
    );
    assert_eq!(first.updated.as_ref().map(|at| at.strftime("%d").to_string()), Some("03".into()));

    let notes = read_as("koreader", SIDECAR);
    let first = foreign(&notes[0]);
    assert_eq!((&*first.quote, &*first.body, first.page.as_deref()), ("fell sharply in the second year", "Mine", Some("7")));
    assert_eq!(first.created.as_ref().map(ToString::to_string), Some("2026-01-02T03:04:05+09:00[Asia/Seoul]".into()));
    assert_eq!(foreign(&notes[1]).kind, NoteKind::Bookmark);
    let notes = read_as("koreader", KOREADER);
    assert_eq!((&*foreign(&notes[0]).body, foreign(&notes[0]).page.as_deref()), ("Mine", Some("7")));

    let notes = read_as("readwise", READWISE);
    assert_eq!((&*foreign(&notes[0]).body, foreign(&notes[0]).tags.len(), notes[1].place.as_str()), ("Mine", 2, "line 4"));

    let notes = read_as("clippings", CLIPPINGS);
    assert_eq!(notes.len(), 2, "a note goes to its highlight");
    let first = foreign(&notes[0]);
    assert_eq!((&*first.body, first.page.as_deref(), notes[0].title.as_deref()), ("Mine", Some("7"), Some("A study")));
    let hours: Vec<_> = notes.iter().map(|note| foreign(note).created.as_ref().map(jiff::Zoned::hour)).collect();
    assert_eq!(hours, [Some(18), Some(18)]);
    assert_eq!(foreign(&notes[1]).page.as_deref(), Some("12"));
}

/// What an import would do, every note placed.
fn planned(
    note_file: &NoteFile,
    document: &Document,
    rendition: &Rendition,
    held: &dyn Fn(NoteId) -> Option<KnownNote>,
) -> ImportPlan {
    let now: Zoned = "2026-11-24T09:00:00+09:00[Asia/Seoul]".parse().expect("a time");
    let found = place(&note_file.notes, note_file.source, &mut Finder::new(document, rendition), &|| true).expect("not stopped");
    plan(note_file, Some((document, rendition, &found)), held, &now)
}

/// A note in memory.
fn held(notes: &HashMap<NoteId, (Note, bool)>, id: NoteId) -> Option<KnownNote> {
    notes.get(&id).map(|(note, is_deleted)| KnownNote {
        note: note.clone(),
        is_deleted: *is_deleted,
        settled: None,
        earlier: Vec::new(),
        is_imported: false,
    })
}

/// Carries out the changes of a plan on notes in memory.
fn carried_out(notes: &mut HashMap<NoteId, (Note, bool)>, changes: &[Change]) {
    for change in changes {
        match change {
            Change::Add(note) => drop(notes.insert(note.id, ((**note).clone(), false))),
            Change::Edit { id, patch } => drop(notes.get_mut(id).map(|(note, _)| patch.apply(note))),
            Change::Delete(id) => notes.get_mut(id).expect("a note").1 = true,
            Change::Restore(id) => notes.get_mut(id).expect("a note").1 = false,
        }
    }
}

#[test]
fn an_import_twice_changes_nothing_the_second_time() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    for text in [JSONLD, HYPOTHESIS, SIDECAR, KOREADER, READWISE, CLIPPINGS] {
        let note_file = read(text.as_bytes(), None, &zone()).expect("read");
        let mut notes = HashMap::new();
        let once = planned(&note_file, &document, &rendition, &|_| None);
        assert_eq!(
            (once.count(ImportStatus::New), once.notes.len()),
            (note_file.notes.len(), note_file.notes.len()),
            "{}",
            note_file.source
        );
        carried_out(&mut notes, &once.arrivals.changes);
        let again = planned(&note_file, &document, &rendition, &|id| held(&notes, id));
        assert_eq!(
            (again.arrivals.changes.len(), again.count(ImportStatus::Same)),
            (0, note_file.notes.len()),
            "{}",
            note_file.source
        );
        // What was deleted since comes back, and only that.
        let id = note_file.notes[0].id;
        notes.get_mut(&id).expect("a note").1 = true;
        let back = planned(&note_file, &document, &rendition, &|id| held(&notes, id));
        assert_eq!(back.arrivals.changes, [Change::Restore(id)], "{}", note_file.source);
    }
}

#[test]
fn quotes_go_through_the_ladder_and_none_is_dropped() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let text = "Highlight,Note\n\"The agency reported that demand for transit fell  sharply in the second year\",\n\"The agency has reported that demand for transit fell sharply in the second years\",\n\"Nothing of this kind was ever said by anybody in this text, nor will be.\",keep me\n";
    let note_file = read(text.as_bytes(), None, &zone()).expect("read");
    let plan = planned(&note_file, &document, &rendition, &|_| None);
    assert!(matches!(plan.notes[0].found, Some(Found::Exact(_) | Found::Moved { .. })), "{:?}", plan.notes[0]);
    assert!(!matches!(plan.notes[1].found, Some(Found::Lost)), "{:?}", plan.notes[1]);
    assert_eq!((plan.notes[2].found.clone(), plan.arrivals.changes.len()), (Some(Found::Lost), 3));
    let Change::Add(note) = &plan.arrivals.changes[0] else { panic!("an addition") };
    assert_eq!(document.slice(note.anchor.span()), "The agency reported that demand for transit fell sharply in the second year");
    assert_eq!(note.anchor.rendition, rendition);
    assert!(place(&note_file.notes, note_file.source, &mut Finder::new(&document, &rendition), &|| false).is_none(), "stopped");
}

#[test]
fn blanks_at_the_ends_of_a_quote_are_its_neighbours() {
    let text =
        JSONLD.replace("\"demand for transit fell\"", "\" demand for transit fell \"").replace("reported that ", "reported that");
    let notes = read_as("jsonld", &text.replace(" sharply", "sharply"));
    let first = foreign(&notes[0]);
    assert_eq!((&*first.before, &*first.quote, &*first.after), ("reported that ", "demand for transit fell", " sharply"));
}

#[test]
fn a_long_quote_that_stands_once_is_placed_by_its_words_alone() {
    let mut b = Builder::new();
    for year in ["second", "secund"] {
        b.open(BlockKind::Paragraph);
        b.text(&format!("The agency reported that demand for transit fell sharply in the {year} year of the study."));
    }
    let document = b.finish().expect("a small document");
    let rendition = Rendition::of(b"source", &document, "test 1");
    let text = "Highlight\nThe agency reported that demand for transit fell sharply in the second year\n";
    let note_file = read(text.as_bytes(), None, &zone()).expect("read");
    let plan = planned(&note_file, &document, &rendition, &|_| None);
    assert!(plan.notes[0].found.as_ref().is_some_and(|found| found.span().is_some()), "{:?}", plan.notes[0]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let fault = |text: &str, source| read(text.as_bytes(), source, &zone()).expect_err("wrong");
    assert_eq!(fault("hello", None), NoteFileError::Unknown);
    let cut = &JSONLD[..JSONLD.len() / 2];
    assert!(
        matches!(fault(cut, None), NoteFileError::Broken { source: "jsonld", ref place, .. } if place == "4"),
        "{:?}",
        fault(cut, None)
    );
    assert!(matches!(fault(&SIDECAR[..200], None), NoteFileError::Broken { source: "koreader", .. }));
    assert!(matches!(fault("Highlight,Note\na,b,c\n", None), NoteFileError::Broken { ref place, .. } if place == "2"));
    let cut = fault("Highlight,Note\na,\"b \"\"c\"\"\"\nd,\"cut\nshort", None);
    assert!(matches!(cut, NoteFileError::Broken { source: "readwise", ref place, .. } if place == "3"), "{cut:?}");
    assert!(read(b"Highlight,Note\n5\" disks,a\"b\n\"\",\"x\"\n", None, &zone()).is_ok(), "a quote within a field is a letter");
    let cut = &CLIPPINGS[..CLIPPINGS.rfind("==").expect("an end") - 10];
    assert_eq!(read(cut.as_bytes(), None, &zone()).map(|file| file.remarks), Ok(vec![Remark::PassedOver { line: 11 }]));
    assert!(matches!(read(b"\nab\xff", None, &zone()), Err(NoteFileError::Broken { ref place, .. }) if place == "2"));
    let many = format!("Highlight\n{}", "x\n".repeat(MOST_NOTES + 1));
    assert_eq!(fault(&many, None), NoteFileError::TooMany { count: MOST_NOTES + 1 });
    let long = format!("Highlight,Note\nx,{}\n", "y".repeat(10 << 20));
    assert_eq!(fault(&long, None), NoteFileError::TooLong { place: "line 2".into(), bytes: 10 << 20 });
}

proptest::proptest! {
    #[test]
    fn every_file_is_notes_or_a_fault(text in "([\\PC\n]{0,60}|[\\[\\]{}\":,a0\n]{0,60})", source in 0..NOTE_FORMATS.len()) {
        let _ = read(text.as_bytes(), Some(NOTE_FORMATS[source].name), &zone());
        let _ = read(text.as_bytes(), None, &zone());
    }
}

mod edited;
mod forms;
mod held;
mod lua;
mod org;
