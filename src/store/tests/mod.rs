//! The store as a whole; faults and kills have files of their own.

mod behind;
mod copies;
mod drafts;
mod extremes;
mod failing;
mod faults;
mod kill;
mod values;

use super::*;
use crate::annotation::{Anchor, Label, NoteKind, Patch, Rendition, SafeLines, parse_timestamp, tags};
use crate::document::{BlockKind, Builder, Document, SafeText, Span};

/// A time, `second` seconds into a day.
pub(super) fn at(second: i64) -> Zoned {
    let noon = parse_timestamp("2026-11-23T12:00:00+09:00[+09:00]").expect("a time");
    noon.checked_add(jiff::SignedDuration::from_secs(second)).expect("near")
}

pub(super) fn brief() -> Document {
    let mut builder = Builder::new();
    builder.open(BlockKind::Heading(1));
    builder.text("북러 밀착의 배경");
    builder.open(BlockKind::Paragraph);
    builder.text("백악관은 무기 이전을 발표했고, 10월 18일에는 외무장관이 방문했다.");
    builder.finish().expect("a small document")
}

pub(super) fn rendition(source: &str) -> Rendition {
    Rendition::of(source.as_bytes(), &brief(), "text 1")
}

pub(super) fn note(source: &str, body: &str, second: i64) -> Note {
    let document = brief();
    let start = document.text().find("발표").expect("needle");
    Note {
        id: NoteId::new(&at(second)),
        kind: NoteKind::Note,
        label: Label::Claim,
        body: SafeLines::new(body),
        tags: tags(["무기"]),
        created: at(second),
        updated: at(second),
        author: Some(SafeText::new("읽는 이")),
        anchor: Anchor::of(&document, Span::new(start, start + 12), &rendition(source)),
    }
}

pub(super) fn body(text: &str) -> Patch {
    Patch { body: Some(SafeLines::new(text)), ..Patch::default() }
}

pub(super) fn add(store: &mut Store, note: &Note) {
    store.apply(&[Change::Add(Box::new(note.clone()))], &note.created).expect("added");
}

pub(super) fn opened(folder: &Path) -> Store {
    Store::open(folder, &at(0)).expect("opened")
}

pub(super) fn id(source: &str) -> DocumentId {
    DocumentId::of(source.as_bytes())
}

/// A draft without a place.
pub(super) fn draft_of(name: &str, text: &str) -> Draft {
    Draft {
        name: name.into(),
        document: id("a"),
        note: None,
        anchor: None,
        label: Label::None,
        base: None,
        text: SafeLines::new(text),
        at: at(1),
    }
}

fn bodies(store: &Store, source: &str) -> Vec<String> {
    store.notes(&id(source)).expect("read").iter().map(|note| note.body.to_string()).collect()
}

#[test]
fn the_linked_sqlite_has_no_wal_fault() {
    // Before 3.51.3 two writers could corrupt a database when the WAL was reset.
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn a_store_can_move_to_its_thread() {
    fn is_send<T: Send>() {}
    is_send::<Store>();
}

#[test]
fn notes_come_back_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (note("a", "첫째 줄\n\n- 둘째", 1), note("b", &"긴 글 ".repeat(200_000), 2));
    let mut store = opened(folder.path());
    add(&mut store, &one);
    add(&mut store, &other);
    drop(store);
    let store = opened(folder.path());
    assert_eq!(store.notes(&id("a")).expect("read"), std::slice::from_ref(&one));
    assert_eq!(store.note(other.id).expect("read"), Some((other, None)));
    assert_eq!(store.all_notes().expect("read").len(), 2);
    assert_eq!(store.notes(&id("c")).expect("read"), []);
}

#[test]
fn a_change_touches_only_its_fields() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "old", 1);
    add(&mut store, &one);
    let patch = Patch { label: Some(Label::Todo), ..Patch::default() };
    let step = store.apply(&[Change::Edit { id: one.id, patch }], &at(9)).expect("edited");
    let after = Note { label: Label::Todo, updated: at(9), ..one.clone() };
    assert_eq!(step.notes, [(one.id, Some(after.clone()))]);
    assert_eq!(store.notes(&id("a")).expect("read"), [after]);
    let same = store.apply(&[Change::Edit { id: one.id, patch: body("old") }], &at(10)).expect("nothing");
    assert_eq!(same.notes, []);
}

#[test]
fn undo_and_redo_reach_over_restarts() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = note("a", "one", 1);
    let mut store = opened(folder.path());
    add(&mut store, &one);
    store.apply(&[Change::Edit { id: one.id, patch: body("two") }], &at(2)).expect("edited");
    store.apply(&[Change::Delete(one.id)], &at(3)).expect("deleted");
    assert_eq!(bodies(&store, "a"), [""; 0]);
    for expected in [vec!["two"], vec!["one"], vec![]] {
        drop(store);
        store = opened(folder.path());
        assert!(store.undo(&id("a"), &at(4)).expect("undone").is_some());
        assert_eq!(bodies(&store, "a"), expected);
    }
    assert_eq!(store.undo(&id("a"), &at(5)).expect("nothing"), None);
    for expected in [vec!["one"], vec!["two"], vec![]] {
        drop(store);
        store = opened(folder.path());
        assert!(store.redo(&id("a"), &at(6)).expect("redone").is_some());
        assert_eq!(bodies(&store, "a"), expected);
    }
    assert_eq!(store.redo(&id("a"), &at(7)).expect("nothing"), None);
    store.undo(&id("a"), &at(8)).expect("undone");
    store.undo(&id("a"), &at(8)).expect("undone");
    assert_eq!(store.notes(&id("a")).expect("read"), [one], "updated comes back too");
}

#[test]
fn something_new_ends_what_can_be_done_again_but_not_the_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = note("a", "one", 1);
    let mut store = opened(folder.path());
    add(&mut store, &one);
    store.apply(&[Change::Edit { id: one.id, patch: body("two") }], &at(2)).expect("edited");
    store.undo(&id("a"), &at(3)).expect("undone");
    store.apply(&[Change::Edit { id: one.id, patch: body("three") }], &at(4)).expect("edited");
    assert_eq!(store.redo(&id("a"), &at(5)).expect("nothing"), None);
    store.undo(&id("a"), &at(6)).expect("undone");
    assert_eq!(bodies(&store, "a"), ["one"]);
    let history = store.history(HistoryScope::Note(one.id)).expect("read");
    assert_eq!(history[0].what, NoteEvent::Added(Box::new(one.clone())));
    assert_eq!(history[1].what, NoteEvent::Edited { before: body("one"), after: body("two") });
    assert_eq!(history[2].what, NoteEvent::Edited { before: body("one"), after: body("three") });
    assert_eq!(history.iter().map(|entry| entry.undone.clone()).collect::<Vec<_>>(), [None, Some(at(3)), Some(at(6))]);
    assert_eq!(store.history(HistoryScope::Document(id("a"))).expect("read"), history);
}

#[test]
fn one_step_of_many_is_undone_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let notes: Vec<Note> = (0..50).map(|n| note("a", &n.to_string(), n)).collect();
    let changes: Vec<Change> = notes.iter().map(|note| Change::Add(Box::new(note.clone()))).collect();
    store.apply(&changes, &at(60)).expect("added");
    let fails = [Change::Delete(notes[0].id), Change::Delete(NoteId::new(&at(0)))];
    assert!(matches!(store.apply(&fails, &at(61)), Err(StoreError::NoSuchNote(_))));
    assert_eq!(bodies(&store, "a").len(), 50, "half a step was kept");
    assert_eq!(store.undo(&id("a"), &at(62)).expect("undone").expect("a step").notes.len(), 50);
    assert_eq!(bodies(&store, "a").len(), 0);
    store.redo(&id("a"), &at(63)).expect("redone");
    assert_eq!(bodies(&store, "a").len(), 50);
}

#[test]
fn the_same_note_again_is_kept_once_and_another_of_its_identity_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "one", 1);
    add(&mut store, &one);
    add(&mut store, &one);
    let other = Note { body: SafeLines::new("other"), ..one.clone() };
    assert_eq!(store.apply(&[Change::Add(Box::new(other))], &at(2)), Err(StoreError::Exists(one.id)));
    assert_eq!(store.history(HistoryScope::Note(one.id)).expect("read").len(), 1);
}

#[test]
fn two_stores_see_each_other_and_overwrite_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut left, mut right) = (opened(folder.path()), opened(folder.path()));
    let one = note("a", "one", 1);
    add(&mut left, &one);
    assert!(right.changed_elsewhere().expect("asked"));
    assert!(!right.changed_elsewhere().expect("asked"));
    assert!(!left.changed_elsewhere().expect("asked"), "its own change");
    // Both edit what they saw: different fields both hold, of the same field the later.
    left.apply(&[Change::Edit { id: one.id, patch: body("left") }], &at(2)).expect("edited");
    let patch = Patch { label: Some(Label::Todo), body: Some(SafeLines::new("right")), ..Patch::default() };
    right.apply(&[Change::Edit { id: one.id, patch }], &at(1)).expect("edited, by a clock that is late");
    let (held, _) = left.note(one.id).expect("read").expect("there");
    assert_eq!((&*held.body, &held.label), ("right", &Label::Todo));
    let journal = left.history(HistoryScope::Note(one.id)).expect("read");
    assert!(journal.iter().any(|entry| entry.what == NoteEvent::Edited { before: body("one"), after: body("left") }));
    // One deletes, the other goes on typing: what was typed must not vanish.
    left.apply(&[Change::Delete(one.id)], &at(3)).expect("deleted");
    right.apply(&[Change::Edit { id: one.id, patch: body("typed on") }], &at(4)).expect("edited");
    assert_eq!(bodies(&left, "a"), ["typed on"]);
    left.undo(&id("a"), &at(5)).expect("undone");
    assert_eq!(bodies(&right, "a"), [""; 0]);
}

#[test]
fn places_drafts_and_texts_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let anchor = note("a", "", 0).anchor;
    let place = SavedPosition { anchor: anchor.clone(), at: at(1) };
    store.save_place(&id("a"), &SavedPosition { anchor: anchor.clone(), at: at(0) }).expect("saved");
    store.save_place(&id("a"), &place).expect("saved");
    let draft = |text: &str| Draft { anchor: Some(anchor.clone()), ..draft_of("새 노트", text) };
    store.save_draft(&draft("타자"), None).expect("saved");
    store.save_draft(&draft("타자 중"), Some("타자")).expect("saved");
    let text = brief().text().repeat(100);
    let packed = PackedText::of(&text);
    store.save_text(&packed).expect("kept");
    store.save_text(&packed).expect("kept once");
    drop(store);
    let mut store = opened(folder.path());
    assert_eq!(store.place(&id("a")).expect("read"), Some(place));
    assert_eq!(store.place(&id("b")).expect("read"), None);
    assert_eq!(store.drafts().expect("read"), [draft("타자 중")]);
    store.drop_draft("새 노트", "타자 중").expect("dropped");
    assert_eq!(store.drafts().expect("read"), []);
    let hash = crate::annotation::Hash32::of(text.as_bytes());
    assert_eq!(store.texts().expect("read"), [hash]);
    assert_eq!(store.text(&hash).expect("read"), Some(text));
}

#[test]
fn a_newer_edition_has_the_older_ones_notes_when_the_reader_wants_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("first", "one", 1);
    add(&mut store, &one);
    let edition = |newer: &str, older: &str, carried| Edition { older: id(older), newer: id(newer), carried, at: at(3) };
    store.save_edition(&edition("second", "first", true)).expect("saved");
    store.save_edition(&edition("third", "second", true)).expect("saved");
    store.save_edition(&edition("first", "third", true)).expect("a ring does no harm");
    store.save_edition(&edition("fork", "first", false)).expect("saved");
    add(&mut store, &note("third", "three", 2));
    let mut both = bodies(&store, "third");
    both.sort();
    assert_eq!(both, ["one", "three"]);
    assert_eq!(bodies(&store, "fork"), [""; 0]);
    assert_eq!(store.edition(&id("first"), &id("fork")).expect("read"), Some(edition("fork", "first", false)));
    // A step on a carried note is undone from the newer edition too.
    store.apply(&[Change::Delete(one.id)], &at(4)).expect("deleted");
    store.undo(&id("third"), &at(5)).expect("undone");
    assert_eq!(bodies(&store, "second").len(), 2);
}

#[test]
fn the_first_anchor_stays_and_the_latest_resolution_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "one", 1);
    add(&mut store, &one);
    let text = crate::annotation::Hash32::of(b"new text");
    let doubtful = Resolution {
        note: one.id,
        text,
        state: ResolutionKind::Doubtful,
        span: None,
        score: 0.7,
        candidates: vec![(Span::new(3, 9), 0.7), (Span::new(30, 36), 0.68)],
        anchor: None,
        basis: None,
        at: at(2),
    };
    let placed = Resolution {
        state: ResolutionKind::Placed,
        span: Some(Span::new(3, 9)),
        candidates: Vec::new(),
        anchor: Some(one.anchor.clone()),
        ..doubtful.clone()
    };
    store.resolve(std::slice::from_ref(&doubtful)).expect("kept");
    store.resolve(std::slice::from_ref(&placed)).expect("kept");
    assert_eq!(store.resolutions(&text).expect("read"), std::slice::from_ref(&placed));
    assert_eq!(store.resolutions_of(one.id).expect("read"), [doubtful, placed]);
    assert_eq!(store.notes(&id("a")).expect("read"), [one]);
}

#[test]
fn the_shelf_knows_where_documents_were_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let opening = |source: &str, path: &str, second| OpenedDocument {
        document: id(source),
        path: Some(PathBuf::from(path)),
        title: SafeText::new(source),
        size: 12,
        at: at(second),
    };
    store.opened(&opening("a", "/브리프/하나.txt", 3)).expect("shelved");
    store.opened(&opening("b", "/둘.txt", 2)).expect("shelved, by a clock that went back");
    store.opened(&opening("a", "/moved.txt", 1)).expect("shelved");
    store.opened(&opening("c", "/moved.txt", 1)).expect("a new edition at the same path");
    store.save_progress(&id("a"), 0.4).expect("saved");
    store.save_progress(&id("b"), f64::NAN).expect("saved");
    drop(store);
    let mut store = opened(folder.path());
    let shelf = store.library().expect("read");
    assert_eq!(shelf.iter().map(|one| &*one.title).collect::<Vec<_>>(), ["c", "a", "b"]);
    assert_eq!((shelf[1].times, shelf[1].progress, shelf[1].paths[0].as_path()), (2, 0.4, Path::new("/moved.txt")));
    assert_eq!(store.seen_at(Path::new("/moved.txt")).expect("read"), [id("c"), id("a")]);
    store.forget(&id("a")).expect("forgotten");
    assert_eq!(store.library_document(&id("a")).expect("read"), None);
}

#[test]
fn what_is_purged_is_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let (secret, other) = (note("a", "아무도 모르게 secret-words", 1), note("b", "stays", 2));
    add(&mut store, &secret);
    add(&mut store, &other);
    store.back_up(&at(3)).expect("backed up");
    store.apply(&[Change::Edit { id: secret.id, patch: body("still secret-words") }], &at(4)).expect("edited");
    store.apply(&[Change::Delete(secret.id)], &at(4)).expect("deleted");
    assert_eq!(store.tombstones().expect("read"), [secret.id]);
    store.purge(&[secret.id], &at(5)).expect("purged");
    assert_eq!(store.history(HistoryScope::Note(secret.id)).expect("read"), []);
    assert_eq!(store.undo(&id("a"), &at(6)).expect("nothing"), None);
    drop(store);
    let mut left = vec![folder.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            assert!(memchr::memmem::find(&bytes, b"secret-words").is_none(), "{}", path.display());
        }
    }
    let mut store = opened(folder.path());
    assert_eq!(store.all_notes().expect("read"), [other]);
    store.purge_document(&id("b"), &at(7)).expect("purged");
    assert_eq!(store.all_notes().expect("read"), []);
    assert!(store.check().expect("looked").is_sound());
}

#[test]
fn backups_are_the_last_five_and_one_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    assert!(!store.backup_due(&at(0)).expect("asked"), "nothing to back up");
    for day in 0..9 {
        for hour in 0..2 {
            let now = at(day * 86_400 + hour * 3600 + 1);
            add(&mut store, &note("a", "x", day * 2 + hour));
            assert!(store.backup_due(&now).expect("asked"));
            store.back_up(&now).expect("backed up");
            assert!(!store.backup_due(&now).expect("asked"));
        }
    }
    let kept: Vec<u32> = store.backups().iter().map(|backup| backup.number).collect();
    assert_eq!(kept, [6, 8, 10, 12, 14, 15, 16, 17, 18]);
    add(&mut store, &note("a", "x", 99));
    assert!(!store.backup_due(&at(8 * 86_400 + 3600 + 60)).expect("asked"), "a minute after the last");
    assert!(store.backup_due(&at(0)).expect("asked"), "the last one lies in the future");
    assert!(store.check().expect("looked").is_sound());
    assert_eq!(store.check().expect("looked").backups.len(), 9);
}

#[test]
fn a_chosen_backup_comes_back_and_what_came_after_it_stays_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    add(&mut store, &note("a", "before", 1));
    let backup = store.back_up(&at(2)).expect("backed up");
    add(&mut store, &note("a", "after", 3));
    let aside =
        Store::restore(folder.path(), &backup.path, RestoreWith::BackupAlone, &at(4)).expect("restored").expect("set aside");
    assert!(aside.is_file());
    assert!(store.notes(&id("a")).is_ok(), "what is open can be read");
    let late = store.apply(&[Change::Add(Box::new(note("a", "too late", 5)))], &at(5));
    assert!(matches!(late, Err(StoreError::Vanished { .. })));
    drop(store);
    let mut store = opened(folder.path());
    assert_eq!(bodies(&store, "a"), ["before"]);
    add(&mut store, &note("a", "and on", 6));
    drop(store);
    std::fs::write(folder.path().join("notes.db"), b"").expect("cut");
    assert_eq!(bodies(&opened(folder.path()), "a").len(), 2, "the log after the restored backup, not the one before it");
}

#[test]
fn what_was_found_in_doubt_holds_until_more_is_at_hand() {
    use crate::annotation::{Found, Hash32, Rendition};
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let [one, two] = [1, 2].map(|second| note("a", "n", second));
    add(&mut store, &one);
    add(&mut store, &two);
    let rendition = Rendition { text: Hash32::of(b"new text"), ..one.anchor.rendition.clone() };
    let known = |store: &Store| store.past(&[one.clone(), two.clone()], &rendition).expect("read").known;
    let doubtful = Found::Doubtful { candidates: vec![(Span::new(1, 2), 0.7)] };
    let found = [(one.id, doubtful.clone()), (two.id, Found::Lost)];
    store.save_found(&rendition.text, &found, &at(4)).expect("kept");
    assert_eq!(known(&store), found.clone().into());
    // A place that the reader settled in another text leads on.
    let other = Hash32::of(b"third text");
    let settled = Resolution::settled(two.id, other, Span::new(7, 9), two.anchor.clone(), at(6));
    store.resolve(&[settled]).expect("kept");
    assert_eq!(known(&store), [(one.id, doubtful)].into());
    // So does the text that they were made in.
    store.save_text(&PackedText::of("the text that it was made in")).expect("kept");
    let mut three = one.clone();
    three.id = note("a", "n", 3).id;
    three.anchor.rendition.text = Hash32::of(b"the text that it was made in");
    add(&mut store, &three);
    store.save_found(&rendition.text, &[(three.id, Found::Lost)], &at(8)).expect("kept");
    let past = store.past(std::slice::from_ref(&three), &rendition).expect("read");
    assert_eq!((past.known.len(), past.texts.len()), (1, 1));
}

#[test]
fn where_notes_were_found_is_kept_once_and_never_over_what_the_reader_settled() {
    use crate::annotation::Found;
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let [one, two, three] = [1, 2, 3].map(|second| note("a", "n", second));
    for note in [&one, &two, &three] {
        add(&mut store, note);
    }
    let text = crate::annotation::Hash32::of(b"new text");
    let moved = Found::Moved { span: Span::new(3, 9), score: 0.9 };
    let doubtful = Found::Doubtful { candidates: vec![(Span::new(1, 2), 0.7)] };
    let found = [(one.id, moved.clone()), (two.id, doubtful.clone()), (three.id, Found::Lost)];
    store.save_found(&text, &found, &at(4)).expect("kept");
    store.save_found(&text, &found, &at(5)).expect("kept");
    assert_eq!(store.resolutions_of(two.id).expect("read").len(), 1, "the same again is no row of its own");
    // What is in doubt is looked for again the next time; what is not, is known.
    assert_eq!(store.known(&text, &|_| None).expect("read"), [(one.id, moved)].into());
    let settled = Resolution::settled(two.id, text, Span::new(7, 9), two.anchor.clone(), at(6));
    store.resolve(&[settled]).expect("kept");
    store.save_found(&text, &[(two.id, doubtful)], &at(7)).expect("kept");
    assert_eq!(store.known(&text, &|_| None).expect("read")[&two.id], Found::Exact(Span::new(7, 9)));
    assert_eq!(store.resolutions_of(two.id).expect("read").len(), 2);
    assert_eq!(store.note(two.id).expect("read").expect("a note").0.anchor, two.anchor, "the first anchor stays");
    // Of what was settled in another text only the last word leads on.
    let other = crate::annotation::Hash32::of(b"third text");
    assert_eq!(
        store.past(std::slice::from_ref(&two), &Rendition { text: other, ..rendition("b") }).expect("read").later.len(),
        1
    );
    let taken_back = Resolution::found(two.id, text, &Found::Lost, at(8));
    store.resolve(&[taken_back]).expect("kept");
    assert_eq!(
        store.past(std::slice::from_ref(&two), &Rendition { text: other, ..rendition("b") }).expect("read").later.len(),
        0
    );
}
