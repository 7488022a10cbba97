//! What is kept, and what comes back, by value and at the limits.

use super::*;
use crate::annotation::{Details, Found, Hash32};

fn hash(text: &str) -> Hash32 {
    Hash32::of(text.as_bytes())
}

/// That the reader settled `note` in the text `text` at `span`.
fn settled(note: &Note, text: &str, span: Span, second: i64) -> Resolution {
    let mut anchor = note.anchor.clone();
    anchor.rendition.text = hash(text);
    anchor.start = span.start.0;
    anchor.end = span.end.0;
    Resolution::settled(note.id, hash(text), span, anchor, at(second))
}

#[test]
fn what_the_search_says_of_a_note_is_its_row() {
    let note = note("a", "n", 1);
    let of = |found: &Found| {
        let row = Resolution::found(note.id, hash("x"), found, at(2));
        (row.state, row.span, row.score, row.candidates.len(), row.anchor.is_some())
    };
    let (span, other) = (Span::new(3, 9), Span::new(30, 36));
    assert_eq!(of(&Found::Exact(span)), (ResolutionKind::Exact, Some(span), 1.0, 0, false));
    assert_eq!(of(&Found::Moved { span, score: 0.9 }), (ResolutionKind::Moved, Some(span), 0.9, 0, false));
    assert_eq!(
        of(&Found::Doubtful { candidates: vec![(span, 0.7), (other, 0.6)] }),
        (ResolutionKind::Doubtful, None, 0.7, 2, false)
    );
    assert_eq!(of(&Found::Doubtful { candidates: vec![(span, 0.7); 17] }).3, 16, "no more are kept");
    assert_eq!(of(&Found::Lost), (ResolutionKind::Lost, None, 0.0, 0, false));
    let settled = settled(&note, "x", span, 3);
    assert_eq!(
        (settled.state, settled.span, settled.score, settled.anchor.is_some()),
        (ResolutionKind::Placed, Some(span), 1.0, true)
    );
}

#[test]
fn a_place_settled_here_counts_before_one_settled_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let [one, two, three] = [1, 2, 3].map(|second| note("a", "n", second));
    let (here, there) = (Span::new(3, 9), Span::new(30, 36));
    // Whichever was settled later: the place in this text holds.
    store.resolve(&[settled(&one, "this", here, 4), settled(&one, "other", there, 5)]).expect("kept");
    store.resolve(&[settled(&two, "other", there, 4), settled(&two, "this", here, 5)]).expect("kept");
    store.resolve(&[settled(&three, "other", here, 4), settled(&three, "third", there, 5)]).expect("kept");
    let starts = |text: Option<&Hash32>| {
        let found = store.settlements(text).expect("read");
        [one.id, two.id, three.id].map(|id| found.get(&id).map(|settled| settled.anchor.start))
    };
    assert_eq!(starts(Some(&hash("this"))), [Some(3), Some(3), Some(30)]);
    assert_eq!(starts(Some(&hash("other"))), [Some(30), Some(30), Some(3)]);
    assert_eq!(starts(None), [Some(30), Some(3), Some(30)], "the last one said");
}

#[test]
fn a_place_that_was_taken_back_is_settled_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "n", 1);
    let span = Span::new(3, 9);
    store.resolve(&[settled(&one, "this", span, 4)]).expect("kept");
    store.resolve(&[Resolution::found(one.id, hash("this"), &Found::Lost, at(5))]).expect("kept");
    assert!(store.settlements(Some(&hash("this"))).expect("read").is_empty());
    assert!(store.settled_elsewhere(&hash("other")).expect("read").is_empty());
    store.resolve(&[settled(&one, "this", span, 6)]).expect("kept");
    assert!(store.settled_elsewhere(&hash("this")).expect("read").is_empty(), "this text is not elsewhere");
    assert_eq!(store.settled_elsewhere(&hash("other")).expect("read")[&one.id].start, 3);
}

#[test]
fn what_is_known_is_what_was_found_for_certain_or_on_the_same_grounds() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let (text, span) = (hash("text"), Span::new(3, 9));
    let ids: Vec<Note> = (1..8).map(|second| note("a", "n", second)).collect();
    let row = |at_: usize, found: Found, basis: Option<&str>| Resolution {
        basis: basis.map(str::to_owned),
        ..Resolution::found(ids[at_].id, text, &found, at(9))
    };
    let doubtful = Found::Doubtful { candidates: vec![(span, 0.7)] };
    store
        .resolve(&[
            row(0, Found::Exact(span), None),
            row(1, Found::Moved { span, score: 0.9 }, None),
            row(2, doubtful.clone(), Some("same")),
            row(3, doubtful.clone(), Some("other")),
            row(4, doubtful.clone(), None),
            row(5, Found::Lost, Some("same")),
            settled(&ids[6], "text", span, 9),
        ])
        .expect("kept");
    let known = store.known(&text, &|_| Some("same".to_owned())).expect("read");
    let found = |at: usize| known.get(&ids[at].id).cloned();
    assert_eq!(found(0), Some(Found::Exact(span)));
    assert_eq!(found(1), Some(Found::Moved { span, score: 0.9 }));
    assert_eq!((found(2), found(3), found(4)), (Some(doubtful), None, None));
    assert_eq!(found(5), Some(Found::Lost));
    assert_eq!(found(6), Some(Found::Exact(span)));
    assert!(!store.known(&text, &|_| None).expect("read").contains_key(&ids[4].id), "no grounds are not the same grounds");
}

#[test]
fn where_notes_were_found_is_a_row_only_where_it_says_something_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "n", 1);
    add(&mut store, &one);
    let text = hash("text");
    let rows = |store: &Store| store.resolutions_of(one.id).expect("read").len();
    let moved = |start| Found::Moved { span: Span::new(start, start + 6), score: 0.9 };
    for (found, expected) in [
        (moved(3), 1),
        (moved(3), 1),
        (moved(4), 2),
        (Found::Lost, 3),
        (Found::Lost, 3),
        (Found::Doubtful { candidates: vec![(Span::new(1, 2), 0.7)] }, 4),
        (Found::Doubtful { candidates: vec![(Span::new(1, 3), 0.7)] }, 5),
    ] {
        store.save_found(&text, &[(one.id, found.clone())], &at(2)).expect("kept");
        assert_eq!(rows(&store), expected, "{found:?}");
    }
    store.resolve(&[settled(&one, "text", Span::new(3, 9), 4)]).expect("kept");
    store.save_found(&text, &[(one.id, moved(8))], &at(5)).expect("nothing");
    assert_eq!(rows(&store), 6, "what the reader settled stays");
}

#[test]
fn editions_are_followed_both_ways_up_to_64() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let name = |at: usize| format!("edition {at}");
    let edition = |older: usize, carried| Edition { older: id(&name(older)), newer: id(&name(older + 1)), carried, at: at(3) };
    for older in 0..70 {
        store.save_edition(&edition(older, true)).expect("saved");
    }
    let onwards = store.carried_to(&id(&name(0))).expect("read");
    assert_eq!((onwards.len(), onwards[0], onwards[62]), (63, id(&name(1)), id(&name(63))));
    assert_eq!(store.carried_to(&id(&name(68))).expect("read"), [id(&name(69)), id(&name(70))]);
    add(&mut store, &note(&name(7), "seven", 1));
    add(&mut store, &note(&name(6), "six", 2));
    assert_eq!(bodies(&store, &name(70)), ["seven"], "63 editions back, and no further");
    // The answer was taken back.
    store.save_edition(&edition(68, false)).expect("saved");
    assert_eq!(store.carried_to(&id(&name(68))).expect("read"), []);
    assert_eq!(store.edition(&id(&name(68)), &id(&name(69))).expect("read").map(|edition| edition.carried), Some(false));
    assert_eq!(store.edition(&id(&name(69)), &id(&name(68))).expect("read"), None);
}

#[test]
fn of_several_newer_editions_the_last_answered_comes_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    for (newer, second) in [("b", 5), ("c", 9), ("d", 7)] {
        store.save_edition(&Edition { older: id("a"), newer: id(newer), carried: true, at: at(second) }).expect("saved");
    }
    assert_eq!(store.carried_to(&id("a")).expect("read"), [id("c"), id("d"), id("b")]);
}

#[test]
fn no_draft_is_longer_than_64_megabytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let draft = |bytes: usize| draft_of("n", &"x".repeat(bytes));
    store.save_draft(&draft(5), None).expect("kept");
    let more = store.save_draft(&draft((64 << 20) + 1), Some("xxxxx"));
    assert_eq!(more, Err(StoreError::TooLarge { bytes: (64 << 20) + 1, most: 64 << 20 }));
    assert_eq!(store.drafts().expect("read")[0].text.len(), 5, "the former one is still there");
}

#[test]
fn what_the_reader_says_of_a_document_comes_back_and_can_be_unsaid() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let own = Details { authors: vec![SafeText::new("홍길동")], ..Details::default() };
    assert_eq!(store.details(&id("a")).expect("read"), Details::default());
    store.save_details(&id("a"), &own).expect("kept");
    drop(store);
    let mut store = opened(folder.path());
    assert_eq!(store.details(&id("a")).expect("read"), own);
    assert_eq!(store.details(&id("b")).expect("read"), Details::default());
    store.save_details(&id("a"), &Details::default()).expect("unsaid");
    assert_eq!(store.details(&id("a")).expect("read"), Details::default());
}

#[test]
fn the_shelf_tells_size_times_and_progress_as_they_were_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let opening = |size, path: Option<&str>, second| OpenedDocument {
        document: id("a"),
        path: path.map(PathBuf::from),
        title: SafeText::new("제목"),
        size,
        at: at(second),
    };
    store.opened(&opening(7, None, 3)).expect("shelved");
    let first = store.library_document(&id("a")).expect("read").expect("there");
    assert_eq!((first.size, first.times, first.progress, first.paths.len()), (7, 1, 0.0, 0));
    store.opened(&opening(u64::MAX, Some("/x"), 5)).expect("shelved");
    let second = store.library_document(&id("a")).expect("read").expect("there");
    assert_eq!((second.times, second.first, second.last, second.paths.len()), (2, at(3), at(5), 1));
    assert_eq!(second.size, i64::MAX as u64);
    for (given, kept) in [(0.25, 0.25), (-3.0, 0.0), (7.5, 1.0), (f64::INFINITY, 0.0), (1.0, 1.0)] {
        store.save_progress(&id("a"), given).expect("saved");
        assert_eq!(store.library_document(&id("a")).expect("read").expect("there").progress, kept, "{given}");
    }
    store.forget(&id("a")).expect("forgotten");
    assert_eq!((store.library().expect("read").len(), store.seen_at(Path::new("/x")).expect("read").len()), (0, 0));
}

#[test]
fn a_backup_is_due_an_hour_after_the_last_and_only_if_something_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    add(&mut store, &note("a", "x", 1));
    assert!(store.backup_due(&at(1)).expect("asked"), "there is none yet");
    store.back_up(&at(10)).expect("backed up");
    assert!(!store.backup_due(&at(10 + 9999)).expect("asked"), "nothing changed since");
    add(&mut store, &note("a", "y", 2));
    for (second, due) in [(10, false), (10 + 3599, false), (10 + 3600, true), (9, true)] {
        assert_eq!(store.backup_due(&at(second)).expect("asked"), due, "{second}");
    }
}

#[test]
fn the_newest_backup_of_each_of_seven_days_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    for day in 0..14 {
        add(&mut store, &note("a", "x", day));
        store.back_up(&at(day * 86_400)).expect("backed up");
    }
    let kept: Vec<u32> = store.backups().iter().map(|backup| backup.number).collect();
    assert_eq!(kept, [8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(Store::backups_in(folder.path()), store.backups());
    assert_eq!(Store::backups_in(&folder.path().join("nowhere")), []);
}

#[test]
fn the_log_begins_with_the_oldest_of_the_last_five_backups() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let segments = || {
        let mut found: Vec<String> = std::fs::read_dir(folder.path().join("log"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        found.sort();
        found
    };
    let mut at_start = None;
    for hour in 0..9 {
        add(&mut store, &note("a", "x", hour));
        store.back_up(&at(hour * 60)).expect("backed up");
        add(&mut store, &note("a", "y", 100 + hour));
        at_start = at_start.or_else(|| segments().last().cloned());
    }
    let left = segments();
    assert_eq!(left.len(), 5, "{left:?}");
    assert!(!left.contains(&at_start.expect("a segment")), "{left:?}");
}

#[test]
fn a_backup_is_known_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).expect("made");
    for name in [
        "notes-000012-20261123T091200Z.db",
        "notes-000003-20261124T000000Z.db",
        "notes-x-20261123T091200Z.db",
        "notes-000001.db",
        "new",
    ] {
        std::fs::write(backups.join(name), b"").expect("written");
    }
    let found = Store::backups_in(folder.path());
    assert_eq!(found.iter().map(|backup| backup.number).collect::<Vec<_>>(), [3, 12]);
    assert_eq!(found[1].at.to_string(), "2026-11-23T09:12:00");
}

#[test]
fn what_is_checked_is_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let notes: Vec<Note> = (1..4).map(|second| note("a", "x", second)).collect();
    notes.iter().for_each(|note| add(&mut store, note));
    store.apply(&[Change::Delete(notes[0].id)], &at(5)).expect("deleted");
    let checked = store.check().expect("looked");
    assert_eq!((checked.notes, checked.deleted, checked.unsound, checked.unread), (2, 1, 0, 0));
    assert!(checked.is_sound());
    for wrong in [
        CheckReport { damage: Some("x".into()), ..checked.clone() },
        CheckReport { unsound: 1, ..checked.clone() },
        CheckReport { unread: 1, ..checked.clone() },
    ] {
        assert!(!wrong.is_sound());
    }
    let backup = store.back_up(&at(6)).expect("backed up");
    assert!(!CheckReport { backups: vec![(backup.clone(), true), (backup, false)], ..checked }.is_sound());
    assert_eq!(store.tombstones().expect("read"), [notes[0].id]);
}

#[test]
fn each_error_has_what_can_be_done_about_it() {
    let path = || PathBuf::from("/x");
    let kind = std::io::ErrorKind::Other;
    for (error, remedy) in [
        (StoreError::Unwritable { path: path(), kind }, Remedy::Permit),
        (StoreError::Denied { path: path() }, Remedy::Permit),
        (StoreError::ReadOnly { path: path() }, Remedy::Permit),
        (StoreError::WrongKind { path: path() }, Remedy::MoveAside),
        (StoreError::Foreign { path: path() }, Remedy::MoveAside),
        (StoreError::Newer { path: path(), found: 9, known: 2 }, Remedy::Update),
        (StoreError::Full { path: path() }, Remedy::FreeSpace),
        (StoreError::Busy { path: path() }, Remedy::Retry),
        (StoreError::Io { path: path(), reason: String::new() }, Remedy::Retry),
        (StoreError::Damaged { path: path(), reason: String::new() }, Remedy::Reopen),
        (StoreError::Vanished { path: path() }, Remedy::Reopen),
        (StoreError::TooLarge { bytes: 2, most: 1 }, Remedy::Nothing),
    ] {
        assert_eq!(error.remedy(), remedy, "{error}");
    }
}

#[test]
fn what_the_system_says_is_told_with_its_file() {
    use super::super::error::Fault;
    use rusqlite::ffi;
    let path = Path::new("/nowhere/at/all");
    let io = |kind: std::io::ErrorKind| Fault::from(std::io::Error::from(kind)).at(path);
    assert!(matches!(io(std::io::ErrorKind::StorageFull), StoreError::Full { .. }));
    assert!(matches!(io(std::io::ErrorKind::QuotaExceeded), StoreError::Full { .. }));
    assert!(matches!(io(std::io::ErrorKind::PermissionDenied), StoreError::Denied { .. }));
    assert!(matches!(io(std::io::ErrorKind::ReadOnlyFilesystem), StoreError::ReadOnly { .. }));
    assert!(matches!(io(std::io::ErrorKind::NotFound), StoreError::Vanished { .. }));
    assert!(matches!(io(std::io::ErrorKind::TimedOut), StoreError::Io { .. }));
    let sql = |code: i32| Fault::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
    let there = std::env::current_exe().expect("a file that is there");
    let (at, reason) = (|| path.to_owned(), String::new);
    for (code, expected, is_damage) in [
        (ffi::SQLITE_FULL, StoreError::Full { path: at() }, false),
        (ffi::SQLITE_BUSY, StoreError::Busy { path: at() }, false),
        (ffi::SQLITE_LOCKED, StoreError::Busy { path: at() }, false),
        (ffi::SQLITE_READONLY, StoreError::ReadOnly { path: at() }, false),
        (ffi::SQLITE_PERM, StoreError::Denied { path: at() }, false),
        (ffi::SQLITE_CANTOPEN, StoreError::Vanished { path: at() }, false),
        (ffi::SQLITE_CORRUPT, StoreError::Damaged { path: at(), reason: reason() }, true),
        (ffi::SQLITE_NOTADB, StoreError::Damaged { path: at(), reason: reason() }, true),
    ] {
        assert_eq!(sql(code).is_damage(), is_damage, "{code}");
        let told = sql(code).at(path);
        assert_eq!(std::mem::discriminant(&told), std::mem::discriminant(&expected), "{told}");
    }
    assert!(matches!(sql(ffi::SQLITE_CANTOPEN).at(&there), StoreError::Denied { .. }));
    assert!(matches!(sql(ffi::SQLITE_IOERR).at(path), StoreError::Io { .. }));
    let typed = || Fault::from(rusqlite::Error::InvalidColumnType(0, "x".into(), rusqlite::types::Type::Null));
    assert!(matches!(typed().at(path), StoreError::Damaged { .. }) && typed().is_damage());
    let query = || Fault::from(rusqlite::Error::QueryReturnedNoRows);
    assert!(matches!(query().at(path), StoreError::Io { .. }) && query().is_damage());
    assert!(Fault::Data("x".into()).is_damage());
    assert!(!Fault::from(std::io::Error::other("x")).is_damage());
    assert!(!Fault::from(StoreError::Busy { path: path.into() }).is_damage());
    assert!(Fault::from(StoreError::Damaged { path: path.into(), reason: String::new() }).is_damage());
}

#[test]
fn an_older_edition_is_offered_where_its_text_is_alike_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let words = |from: usize, to: usize| (from..to).map(|at| format!("word{at} ")).collect::<String>();
    let old_text = words(0, 400);
    let opening = |source: &str, path: &str, title: &str| OpenedDocument {
        document: id(source),
        path: Some(PathBuf::from(path)),
        title: SafeText::new(title),
        size: 1,
        at: at(1),
    };
    store.opened(&opening("old", "/brief.txt", "A Brief")).expect("shelved");
    let mut one = note("old", "n", 1);
    one.anchor.rendition.text = hash(&old_text);
    add(&mut store, &one);
    store.save_text(&PackedText::of(&old_text)).expect("kept");
    let offered = |store: &Store, path: Option<&str>, title: &str, text: &str| {
        store.older_editions(&id("new"), path.map(Path::new), title, text).expect("looked")
    };
    // At the same path half as much in common is enough; by its title alone it is not.
    let half = words(0, 200) + &words(1000, 1200);
    let alike = crate::annotation::similarity(&old_text, &half);
    assert!((0.4..0.6).contains(&alike), "{alike}");
    let found = offered(&store, Some("/brief.txt"), "other", &half);
    assert_eq!((found.len(), found[0].document, found[0].notes, &*found[0].title), (1, id("old"), 1, "A Brief"));
    assert_eq!(found[0].similarity, alike);
    assert_eq!(offered(&store, Some("/elsewhere.txt"), "a brief", &half), []);
    assert_eq!(offered(&store, None, "A BRIEF", &old_text).len(), 1);
    // Under another name and title by its lines, whatever their order.
    assert_eq!(offered(&store, None, "another", &old_text).len(), 1);
    assert_eq!(offered(&store, None, "another", &half), []);
    assert_eq!(offered(&store, Some("/brief.txt"), "x", &words(2000, 2400)), [], "another text lies there now");
    assert_eq!(store.older_editions(&id("old"), Some(Path::new("/brief.txt")), "A Brief", &old_text).expect("looked"), []);
    // Once asked, it is not asked again.
    store.save_edition(&Edition { older: id("old"), newer: id("new"), carried: false, at: at(3) }).expect("saved");
    assert_eq!(offered(&store, Some("/brief.txt"), "A Brief", &old_text), []);
}

#[test]
fn an_older_edition_elsewhere_is_known_by_three_quarters_of_its_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let lines = |from: usize, to: usize| (from..to).rev().map(|at| format!("a town {at:04}\n")).collect::<String>();
    let old = (0..100).map(|at| format!("a town {at:04}\n")).collect::<String>();
    let shelved = OpenedDocument { document: id("old"), path: None, title: SafeText::new("A"), size: 1, at: at(1) };
    store.opened(&shelved).expect("shelved");
    let mut one = note("old", "n", 1);
    one.anchor.rendition.text = hash(&old);
    add(&mut store, &one);
    store.save_text(&PackedText::of(&old)).expect("kept");
    for (text, wanted) in [
        (lines(0, 100), true),
        (lines(25, 125), true),
        (lines(26, 126), false),
        // 100 lines of 166, and as many of 167; twice the length is looked at, more is not.
        (lines(0, 166), true),
        (lines(0, 167), false),
        (lines(0, 60), true),
        (lines(0, 49), false),
    ] {
        let found = store.older_editions(&id("new"), Some(Path::new("/b.csv")), "B", &text).expect("looked");
        assert_eq!(!found.is_empty(), wanted, "{} lines", text.lines().count());
    }
}

#[test]
fn past_texts_are_those_of_the_notes_made_in_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "n", 1);
    let rendition = one.anchor.rendition.clone();
    store.save_text(&PackedText::of("other text")).expect("kept");
    assert!(store.has_text(&hash("other text")).expect("looked"));
    assert!(!store.has_text(&hash("no text")).expect("looked"));
    assert_eq!(store.text(&hash("no text")).expect("read"), None);
    let past = store.past(std::slice::from_ref(&one), &rendition).expect("read");
    assert_eq!((past.texts.len(), past.known.len(), past.later.len()), (0, 0, 0), "made in this very text");
    let mut two = note("a", "n", 2);
    two.anchor.rendition.text = hash("other text");
    store
        .resolve(&[settled(&two, "third text", Span::new(3, 9), 4), settled(&one, "third text", Span::new(3, 9), 4)])
        .expect("kept");
    let past = store.past(&[one, two.clone()], &rendition).expect("read");
    assert_eq!(past.texts, [(hash("other text"), "other text".to_owned())]);
    assert_eq!(past.later.keys().copied().collect::<Vec<_>>(), [two.id], "only of notes that are elsewhere");
}

#[test]
fn a_kept_text_that_changed_on_the_disk_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    store.save_text(&PackedText::of("a text")).expect("kept");
    let other = super::super::pack::pack("a test");
    store.notes.execute("UPDATE texts SET packed = ?1", [other]).expect("changed");
    assert_eq!(store.text(&hash("a text")).expect("read"), None);
}
