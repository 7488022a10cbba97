//! What an import changes of notes that are here: the newer holds, what was deleted comes back, and
//! where a note was settled goes along.

use super::*;
use crate::annotation::{Confirmation, Hash32, Patch};
use crate::note_import::plan::{ImportPlan, ImportStatus, KnownNote, PlannedNote, plan};

fn at(minute: u8) -> Zoned {
    format!("2026-11-24T09:{minute:02}:00+09:00[Asia/Seoul]").parse().expect("a time")
}

fn note(document: &Document, rendition: &Rendition, body: &str, minute: u8) -> Note {
    let span = document.blocks()[0].span;
    Note {
        id: identity(&["a note"]),
        kind: NoteKind::Note,
        label: Label::None,
        body: SafeLines::new(body),
        tags: Vec::new(),
        created: at(0),
        updated: at(minute),
        author: None,
        anchor: Anchor::of(document, span, rendition),
    }
}

fn ours(note: &Note, home: Option<DocumentId>, settled: Option<Confirmation>) -> NoteFile {
    let content = Content::Ours(Box::new(IbidNote { note: note.clone(), home, settled }));
    NoteFile {
        source: "ibid",
        notes: vec![ImportedNote { id: note.id, title: None, content, place: "note 1".into() }],
        remarks: Vec::new(),
    }
}

fn body(id: NoteId, text: &str) -> NoteFile {
    let content = Content::Body(EditedBody { text: text.into(), target: "markdown", base: None, is_as_written: false });
    NoteFile {
        source: "markdown",
        notes: vec![ImportedNote { id, title: None, content, place: "line 1".into() }],
        remarks: Vec::new(),
    }
}

fn settlement(document: &Document, rendition: &Rendition, minute: u8) -> Confirmation {
    Confirmation { anchor: Anchor::of(document, document.blocks()[1].span, rendition), at: at(minute) }
}

fn held(note: &Note, is_deleted: bool, settled: Option<Confirmation>) -> KnownNote {
    KnownNote { note: note.clone(), is_deleted, settled, earlier: Vec::new(), is_imported: false }
}

fn outcome(plan: &ImportPlan) -> (ImportStatus, usize, usize) {
    (plan.notes[0].outcome, plan.arrivals.changes.len(), plan.arrivals.settled.len())
}

#[test]
fn of_two_states_of_a_note_the_one_changed_last_holds() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    for (here, comes, changes) in [(10, 11, true), (10, 10, true), (10, 9, false)] {
        let known = note(&document, &rendition, "here", here);
        let note_file = ours(&note(&document, &rendition, "comes", comes), None, None);
        let plan = plan(&note_file, None, &|_| Some(held(&known, false, None)), &at(30));
        let expected = if changes { (ImportStatus::Changed, 1, 0) } else { (ImportStatus::Same, 0, 0) };
        assert_eq!(outcome(&plan), expected, "{here} {comes}");
        if changes {
            let Change::Edit { id, patch: Patch { body: Some(body), .. } } = &plan.arrivals.changes[0] else { panic!("an edit") };
            assert_eq!((*id, &**body), (known.id, "comes"));
        }
    }
}

#[test]
fn a_note_that_was_deleted_comes_back_as_it_comes_however_old() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let known = note(&document, &rendition, "here", 10);
    for (words, changes) in [("comes", 2), ("here", 1)] {
        let note_file = ours(&note(&document, &rendition, words, 5), None, None);
        let plan = plan(&note_file, None, &|_| Some(held(&known, true, None)), &at(30));
        assert_eq!(outcome(&plan), (ImportStatus::New, changes, 0), "{words}");
        assert_eq!(plan.arrivals.changes[0], Change::Restore(known.id));
    }
}

#[test]
fn a_body_changes_the_note_that_is_here_and_no_other() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let known = note(&document, &rendition, "\n here \n", 10);
    let of = |text: &str, held: Option<KnownNote>| outcome(&plan(&body(known.id, text), None, &|_| held.clone(), &at(30)));
    assert_eq!(of("other", Some(held(&known, false, None))), (ImportStatus::Changed, 1, 0));
    assert_eq!(of(" here", Some(held(&known, false, None))), (ImportStatus::Same, 0, 0));
    assert_eq!(of("other", Some(held(&known, true, None))), (ImportStatus::Unmatched, 0, 0));
    assert_eq!(of("other", None), (ImportStatus::Unmatched, 0, 0));
}

#[test]
fn a_settled_place_goes_along_unless_the_one_here_is_as_new() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let known = note(&document, &rendition, "here", 10);
    let comes = |minute| ours(&known, None, Some(settlement(&document, &rendition, minute)));
    let of = |minute, here: Option<u8>| {
        let here = here.map(|minute| settlement(&document, &rendition, minute));
        outcome(&plan(&comes(minute), None, &|_| Some(held(&known, false, here.clone())), &at(30)))
    };
    assert_eq!(of(5, None), (ImportStatus::Changed, 0, 1));
    assert_eq!(of(5, Some(4)), (ImportStatus::Changed, 0, 1));
    assert_eq!(of(5, Some(5)), (ImportStatus::Same, 0, 0));
    assert_eq!(of(5, Some(6)), (ImportStatus::Same, 0, 0));
    let new = plan(&comes(5), None, &|_| None, &at(30));
    assert_eq!(outcome(&new), (ImportStatus::New, 1, 1));
}

#[test]
fn notes_of_another_copy_come_to_this_document_and_those_of_an_older_edition_are_carried() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let other = Rendition { bytes: Hash32::of(b"a copy"), ..rendition.clone() };
    let foreign = note(&document, &other, "words", 10);
    let on = Some((&document, &rendition, &[][..]));
    let settled = Some(settlement(&document, &other, 5));
    let copied = plan(&ours(&foreign, None, settled), on, &|_| None, &at(30));
    let Change::Add(added) = &copied.arrivals.changes[0] else { panic!("an addition") };
    assert_eq!((added.document(), copied.arrivals.editions.len()), (rendition.document(), 0));
    assert_eq!(copied.arrivals.settled[0].1.anchor.rendition.bytes, rendition.bytes);
    // Exported with this document, to which the older one's notes were carried over.
    let carried = plan(&ours(&foreign, Some(rendition.document()), None), on, &|_| None, &at(30));
    let Change::Add(added) = &carried.arrivals.changes[0] else { panic!("an addition") };
    assert_eq!(
        (added.document(), &carried.arrivals.editions[..]),
        (other.document(), &[(other.document(), rendition.document())][..])
    );
    // Without a document at hand they go to their own.
    let own = plan(&ours(&foreign, Some(other.document()), None), None, &|_| None, &at(30));
    assert_eq!(own.arrivals.editions, []);
    let mut twice = ours(&foreign, Some(rendition.document()), None);
    let mut second = twice.notes[0].clone();
    second.id = identity(&["another"]);
    twice.notes.push(second);
    assert_eq!(plan(&twice, on, &|_| None, &at(30)).arrivals.editions.len(), 1, "each pair once");
}

#[test]
fn the_same_note_twice_in_a_file_is_taken_once() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let mut twice = ours(&note(&document, &rendition, "first", 10), None, None);
    twice.notes.push(ours(&note(&document, &rendition, "second", 11), None, None).notes.remove(0));
    let plan = plan(&twice, None, &|_| None, &at(30));
    let Change::Add(added) = &plan.arrivals.changes[0] else { panic!("an addition") };
    assert_eq!((plan.notes.len(), plan.arrivals.changes.len(), &*added.body), (1, 1, "first"));
}

#[test]
fn a_foreign_note_has_the_times_that_it_says_or_now() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let times = |created: Option<u8>, updated: Option<u8>| {
        let mut foreign = ForeignNote::on("demand for transit fell");
        (foreign.created, foreign.updated) = (created.map(at), updated.map(at));
        let content = Content::Foreign(Box::new(foreign));
        let note_file = NoteFile {
            source: "readwise",
            notes: vec![ImportedNote { id: identity(&["x"]), title: None, content, place: String::new() }],
            remarks: Vec::new(),
        };
        let plan = plan(&note_file, Some((&document, &rendition, &[])), &|_| None, &at(30));
        let Change::Add(note) = &plan.arrivals.changes[0] else { panic!("an addition") };
        (note.created.minute(), note.updated.minute())
    };
    assert_eq!(times(Some(1), Some(2)), (1, 2));
    assert_eq!(times(Some(1), None), (1, 1));
    assert_eq!(times(None, Some(2)), (2, 2));
    assert_eq!(times(None, None), (30, 30));
}

#[test]
fn foreign_notes_need_a_document_and_have_their_words() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let note_file = read(READWISE.as_bytes(), None, &zone()).expect("read");
    assert_eq!(plan(&note_file, None, &|_| None, &at(30)), ImportPlan::default());
    let clip = read("T (A)\n- Your Note on page 7 | x\n\nmine\n==========\n".as_bytes(), None, &zone()).expect("read");
    let found = place(&clip.notes, clip.source, &mut Finder::new(&document, &rendition), &|| true).expect("not stopped");
    assert_eq!(found, [Some(Found::Lost)], "no words to look for it by");
    let planned = plan(&clip, Some((&document, &rendition, &found)), &|_| None, &at(30));
    assert_eq!((planned.notes[0].words.as_str(), planned.unplaced()), ("mine", (0, 1)));
}

#[test]
fn what_was_found_in_doubt_or_not_at_all_is_counted() {
    let planned = |outcome, found| PlannedNote {
        id: identity(&["x"]),
        outcome,
        found,
        words: String::new(),
        place: String::new(),
        as_written: Vec::new(),
        conflict: None,
    };
    let notes = vec![
        planned(ImportStatus::New, Some(Found::Lost)),
        planned(ImportStatus::Unmatched, None),
        planned(ImportStatus::New, Some(Found::Doubtful { candidates: Vec::new() })),
        planned(ImportStatus::Same, None),
        planned(ImportStatus::New, Some(Found::Exact(document().blocks()[0].span))),
    ];
    let plan = ImportPlan { notes, ..ImportPlan::default() };
    assert_eq!((plan.count(ImportStatus::New), plan.count(ImportStatus::Same), plan.count(ImportStatus::Changed)), (3, 1, 0));
    assert_eq!(plan.unplaced(), (1, 2));
}

#[test]
fn a_place_that_was_settled_in_this_very_text_is_taken_without_looking() {
    let document = document();
    let rendition = Rendition::of(b"source", &document, "test 1");
    let known = note(&document, &rendition, "here", 10);
    let of = |settled: Confirmation| {
        let note_file = ours(&known, None, Some(settled));
        place(&note_file.notes, "ibid", &mut Finder::new(&document, &rendition), &|| true).expect("not stopped").remove(0)
    };
    let settled = settlement(&document, &rendition, 5);
    assert_eq!(of(settled.clone()), Some(Found::Exact(settled.anchor.span())));
    let mut other = settled.clone();
    other.anchor.rendition.text = Hash32::of(b"another text");
    assert_eq!(of(other).and_then(|found| found.span()), Some(document.blocks()[0].span));
    let mut gone = settled;
    gone.anchor.quote = SafeLines::new("words that stand elsewhere");
    assert_eq!(of(gone).and_then(|found| found.span()), Some(document.blocks()[0].span));
}
