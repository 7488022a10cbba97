//! Databases that are behind their log, folders that can be read and not written, and what a
//! restoration says before it is done.

use std::fs;

use super::faults::{all_of, filled, left_by_a_kill};
use super::*;

/// Copies a data folder, the parts of the database that are named left out.
fn copied(from: &Path, to: &Path, without: &[&str]) {
    files::make_folder(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            copied(&entry.path(), &to.join(&name), &[]);
        } else if !without.contains(&name.as_str()) {
            fs::copy(entry.path(), to.join(&name)).expect("copied");
        }
    }
}

fn log_of(folder: &Path) -> String {
    let mut segments: Vec<PathBuf> =
        fs::read_dir(folder.join("log")).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    segments.sort();
    segments.iter().map(|path| fs::read_to_string(path).expect("text")).collect()
}

#[test]
fn a_copy_without_its_wal_gets_back_what_the_log_holds_and_makes_nothing_void() {
    let (source, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let place = folder.path().join("copy");
    let mut store = opened(source.path());
    let notes: Vec<Note> = (1..8).map(|n| note("a", &format!("노트 {n}"), n)).collect();
    notes[..3].iter().for_each(|note| add(&mut store, note));
    store.notes.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("in the database");
    notes[3..].iter().for_each(|note| add(&mut store, note));
    store.apply(&[Change::Edit { id: notes[0].id, patch: body("later words") }], &at(20)).expect("edited");
    store.apply(&[Change::Delete(notes[1].id)], &at(21)).expect("deleted");
    store.back_up(&at(22)).expect("backed up: the next segment begins");
    add(&mut store, &note("a", "in the next segment", 23));
    let expected = all_of(&store);
    copied(source.path(), &place, &["notes.db-wal", "notes.db-shm"]);
    // As it was before its WAL was folded into it.
    fs::remove_dir_all(place.join("backups")).expect("removed");
    let mut copy = opened(&place);
    assert_eq!(all_of(&copy), expected);
    assert!(!log_of(&place).contains("void"), "{}", log_of(&place));
    let notices = copy.take_notices();
    assert!(matches!(notices[..], [Notice::CaughtUp { missing: 0, .. }]), "{notices:?}");
    // It goes on from there, and opening it again finds nothing to do.
    add(&mut copy, &note("a", "goes on", 30));
    drop(copy);
    let mut copy = opened(&place);
    assert_eq!((copy.take_notices(), all_of(&copy).len()), (Vec::new(), expected.len() + 1));
    assert!(copy.check().expect("looked").is_sound());
}

#[test]
fn a_wal_cut_anywhere_loses_no_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = left_by_a_kill(folder.path());
    let wal = folder.path().join("notes.db-wal");
    let whole = fs::read(&wal).expect("read");
    for keep in (0..whole.len()).step_by(997).chain([31, 32, whole.len() - 1]) {
        let place = tempfile::tempdir().expect("a folder");
        left_by_a_kill(place.path());
        fs::write(place.path().join("notes.db-wal"), &whole[..keep]).expect("cut");
        let mut store = opened(place.path());
        assert_eq!(all_of(&store), expected, "cut to {keep}");
        let notices = store.take_notices();
        let is_true = matches!(notices[..], [] | [Notice::CaughtUp { missing: 0, .. }]);
        assert!(is_true, "cut to {keep}: {notices:?}");
        assert!(!log_of(place.path()).contains("void"), "cut to {keep}");
    }
}

#[test]
fn what_is_missing_in_the_log_is_counted_step_by_step() {
    let (source, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut store = opened(source.path());
    add(&mut store, &note("a", "in the database", 1));
    store.notes.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("in the database");
    (2..10).for_each(|n| add(&mut store, &note("a", &format!("note {n}"), n)));
    for (name, gone, missing) in [("none", 0..0, 0), ("two", 3..5, 2), ("first", 1..2, 1), ("all but the last", 1..8, 7)] {
        let place = folder.path().join(name);
        copied(source.path(), &place, &["notes.db-wal", "notes.db-shm"]);
        let path = place.join("log/000001.log");
        let lines: Vec<String> = fs::read_to_string(&path).expect("text").lines().map(|line| format!("{line}\n")).collect();
        let left: String = lines.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, line)| line.as_str()).collect();
        fs::write(&path, left).expect("written");
        let mut store = opened(&place);
        assert_eq!(store.take_notices(), [Notice::CaughtUp { notes: 8 - missing, missing }], "{name}");
        assert_eq!(all_of(&store).len(), 9 - missing, "{name}");
    }
}

#[test]
fn an_old_copy_of_the_database_is_brought_up_by_a_backup_where_the_log_does_not_reach_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    add(&mut store, &note("a", "old", 1));
    store.notes.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("in the database");
    let old = fs::read(folder.path().join("notes.db")).expect("read");
    for hour in 0..7 {
        add(&mut store, &note("a", &format!("hour {hour}"), 10 + hour));
        store.back_up(&at(100 + hour)).expect("backed up");
    }
    add(&mut store, &note("a", "the last", 90));
    let expected = all_of(&store);
    drop(store);
    fs::write(folder.path().join("notes.db"), old).expect("synced from elsewhere");
    let mut store = opened(folder.path());
    assert_eq!(all_of(&store), expected);
    assert_eq!(store.take_notices(), [Notice::CaughtUp { notes: 8, missing: 0 }]);
}

#[test]
fn what_was_purged_is_not_brought_back_by_catching_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let notes: Vec<Note> = (1..4).map(|n| note("a", &format!("note {n}"), n)).collect();
    notes.iter().for_each(|note| add(&mut store, note));
    let segment = store.log.segments();
    store.apply(&[Change::Delete(notes[1].id)], &at(9)).expect("deleted");
    // The record alone, as a kill before the rest of a purge leaves it.
    store
        .write(|step| {
            recovery::restore::remove_note(step.connection, notes[1].id)?;
            step.purge(notes[1].id);
            Ok(())
        })
        .expect("purged");
    assert_eq!(store.log.segments(), segment);
    drop(store);
    let mut store = opened(folder.path());
    assert_eq!((store.take_notices(), all_of(&store).len()), (Vec::new(), 2));
}

#[test]
fn a_lock_that_is_none_blocks_nothing() {
    for (what, spoil) in [
        ("garbage", (|path| fs::write(path, "garbage".repeat(200)).expect("written")) as fn(&Path)),
        ("a folder", |path| fs::create_dir(path).expect("made")),
        ("a full folder", |path| fs::create_dir_all(path.join("x")).expect("made")),
        ("a link to nowhere", |path| std::os::unix::fs::symlink("nowhere", path).expect("linked")),
        ("one byte", |path| fs::write(path, "x").expect("written")),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let expected = filled(folder.path());
        fs::remove_file(folder.path().join("lock")).expect("there was one");
        spoil(&folder.path().join("lock"));
        let mut store = opened(folder.path());
        assert_eq!((store.take_notices(), all_of(&store)), (Vec::new(), expected), "{what}");
        assert_eq!(store.access(), &Access::Write, "{what}");
        add(&mut store, &note("c", "it can be written", 70));
        store.back_up(&at(71)).expect("backed up");
    }
}

#[test]
fn notes_are_read_where_they_can_not_be_written_whatever_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.db");
    let expected = left_by_a_kill(folder.path());
    let full = || StoreError::Full { path: path.clone() };
    let looked = |spoil: &dyn Fn()| {
        left_by_a_kill(folder.path());
        spoil();
        let mut store = read_only::open_a_copy(folder.path(), full(), &at(60)).expect("read");
        assert_eq!(store.access(), &Access::ReadOnly { why: Box::new(full()) });
        assert_eq!(all_of(&store), expected);
        let late = store.apply(&[Change::Add(Box::new(note("a", "no", 2)))], &at(61));
        assert_eq!(late, Err(full()), "the reason is told as it is");
        store.take_notices()
    };
    assert_eq!(looked(&|| {}), []);
    let wal = folder.path().join("notes.db-wal");
    assert!(matches!(looked(&|| fs::remove_file(&wal).expect("removed"))[..], [Notice::CaughtUp { missing: 0, .. }]));
    let damaged = looked(&|| fs::write(&path, "garbage".repeat(999)).expect("written"));
    assert!(matches!(&damaged[..], [Notice::Restored { aside: Some(aside), .. }] if *aside == path), "{damaged:?}");
    let gone = looked(&|| [&path, &wal].into_iter().for_each(|path| fs::remove_file(path).expect("removed")));
    assert!(matches!(gone[..], [Notice::Restored { aside: None, .. }]), "{gone:?}");
    assert!(!folder.path().join("damaged").exists() && !path.exists(), "nothing is written there");
    // Where nothing was ever kept there is nothing to read, and the reason is told.
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(read_only::open_a_copy(empty.path(), full(), &at(60)).err(), Some(full()));
}

#[test]
fn what_another_program_keeps_locked_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let other = Connection::open(folder.path().join("notes.db")).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let busy = StoreError::Busy { path: folder.path().join("notes.db") };
    let mut store = read_only::open_beside(folder.path(), busy.clone()).expect("read");
    assert_eq!(all_of(&store), expected);
    assert_eq!(store.apply(&[Change::Delete(expected[0].id)], &at(60)), Err(busy));
}

#[test]
fn a_restored_database_tells_where_nothing_is_known_of_what_came_later() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    fs::remove_dir_all(folder.path().join("log")).expect("removed");
    fs::write(folder.path().join("notes.db"), "garbage").expect("written");
    let notices = opened(folder.path()).take_notices();
    let [Notice::Restored { notes: 16, missing: 0, unsure_since: Some(since), .. }] = &notices[..] else {
        panic!("{notices:?}");
    };
    assert_eq!(since.to_string(), "2026-11-23T03:00:40");
}

#[test]
fn a_restoration_tells_before_what_goes_and_what_comes_and_takes_the_log_along() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let notes: Vec<Note> = (1..5).map(|n| note("a", &format!("note {n}"), n)).collect();
    notes[..2].iter().for_each(|note| add(&mut store, note));
    let backup = store.back_up(&at(9)).expect("backed up");
    add(&mut store, &notes[2]);
    store.apply(&[Change::Delete(notes[0].id)], &at(10)).expect("deleted");
    store.apply(&[Change::Edit { id: notes[1].id, patch: body("later words") }], &at(11)).expect("edited");
    let draft = draft_of("d", "typed");
    store.save_draft(&draft, None).expect("kept");
    let before = all_of(&store);
    let plan = |with| {
        let plan = Store::plan_restore(folder.path(), &backup.path, with).expect("looked");
        let bodies = |notes: &[Note]| notes.iter().map(|note| note.body.to_string()).collect::<Vec<_>>().join(", ");
        (plan.notes, bodies(&plan.goes), bodies(&plan.comes), bodies(&plan.changes), plan.missing)
    };
    let told = |notes: usize, goes: &str, comes: &str, changes: &str| (notes, goes.into(), comes.into(), changes.into(), 0);
    assert_eq!(plan(RestoreWith::Log), told(2, "", "", ""));
    assert_eq!(plan(RestoreWith::BackupAlone), told(2, "note 3", "note 1", "note 2"));
    assert_eq!(all_of(&store), before, "looking changes nothing");
    drop(store);
    Store::restore(folder.path(), &backup.path, RestoreWith::Log, &at(13)).expect("restored").expect("set aside");
    let store = opened(folder.path());
    assert_eq!(all_of(&store), before);
    assert_eq!(store.drafts().expect("read"), std::slice::from_ref(&draft), "what was being typed stays");
    drop(store);
    Store::restore(folder.path(), &backup.path, RestoreWith::BackupAlone, &at(14)).expect("restored");
    let mut store = opened(folder.path());
    assert_eq!(all_of(&store).iter().map(|note| note.body.to_string()).collect::<Vec<_>>(), ["note 1", "note 2"]);
    assert_eq!((store.take_notices(), store.drafts().expect("read")), (Vec::new(), vec![draft]));
}

#[test]
fn a_sound_store_with_a_bad_copy_is_told_apart_from_a_bad_store() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    let store = opened(folder.path());
    let path = store.backups()[0].path.clone();
    fs::write(path, "x").expect("spoilt");
    let checked = store.check().expect("looked");
    assert!(!checked.is_sound() && checked.notes_are_sound());
    assert!(!CheckReport { unsound: 1, ..checked.clone() }.notes_are_sound());
    assert!(!CheckReport { damage: Some("x".into()), ..checked }.notes_are_sound());
}
