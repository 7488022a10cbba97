//! Disks that are full, folders that can't be written, bytes that change: no note that was
//! acknowledged is lost, and nothing panics.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// Files of a store with notes in a backup, notes after it, a deleted one and an edited one,
/// as a killed program leaves them; and the notes that it must give back.
struct Sample {
    files: Vec<(PathBuf, Vec<u8>)>,
    notes: Vec<Note>,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let made = |n: i64| note(if n % 2 == 0 { "a" } else { "b" }, &format!("노트 {n} {}", "글".repeat(99)), n);
    let notes: Vec<Note> = (0..30).map(made).collect();
    for (index, one) in notes.iter().enumerate() {
        add(&mut store, one);
        if index == 15 {
            store.back_up(&at(40)).expect("backed up");
        }
    }
    store.apply(&[Change::Delete(notes[3].id)], &at(50)).expect("deleted");
    store.apply(&[Change::Edit { id: notes[4].id, patch: body("edited") }], &at(51)).expect("edited");
    store.notes.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("most of it in the database");
    store.apply(&[Change::Edit { id: notes[20].id, patch: body("edited") }], &at(51)).expect("edited");
    store.undo(&id("a"), &at(52)).expect("undone");
    let mut files = Vec::new();
    let mut left = vec![folder.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else {
            let name = path.strip_prefix(folder.path()).expect("inside").to_owned();
            files.push((name, fs::read(&path).expect("read")));
        }
    }
    Sample { files, notes: all_of(&store) }
});

/// The sample's files in `folder`, its WAL still beside it.
pub(super) fn left_by_a_kill(folder: &Path) -> Vec<Note> {
    for (name, bytes) in SAMPLE.files.iter().filter(|(name, _)| !name.ends_with("notes.db-shm")) {
        let path = folder.join(name);
        files::make_folder(path.parent().expect("a folder")).expect("made");
        files::make_file(&path).expect("made");
        fs::write(path, bytes).expect("written");
    }
    SAMPLE.notes.clone()
}

/// The sample's files in `folder`, closed in peace.
pub(super) fn filled(folder: &Path) -> Vec<Note> {
    let notes = left_by_a_kill(folder);
    drop(opened(folder));
    notes
}

pub(super) fn all_of(store: &Store) -> Vec<Note> {
    let mut all = store.all_notes().expect("read");
    all.sort_by_key(|note| note.id);
    all
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "fits", 1);
    add(&mut store, &one);
    let pages: i64 = store.notes.pragma_query_value(None, "page_count", |row| row.get(0)).expect("a number");
    store.notes.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(())).expect("set");
    let big = note("a", &"가".repeat(100_000), 2);
    let result = store.apply(&[Change::Add(Box::new(big.clone()))], &at(2));
    assert!(matches!(result, Err(StoreError::Full { .. })), "{result:?}");
    assert_eq!(result.map_err(|error| error.remedy()).err(), Some(Remedy::FreeSpace));
    assert_eq!(store.notes(&id("a")).expect("read"), std::slice::from_ref(&one));
    store.notes.pragma_update_and_check(None, "max_page_count", 1 << 20, |_| Ok(())).expect("set");
    add(&mut store, &big);
    drop(store);
    assert_eq!(all_of(&opened(folder.path())), [one, big]);
}

#[test]
fn a_failed_commit_does_not_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let one = note("a", "kept", 1);
    add(&mut store, &one);
    let log = fs::read(folder.path().join("log/000001.log")).expect("read");
    // A constraint that is checked by the commit, after the log has been written.
    store
        .notes
        .execute_batch(
            "PRAGMA foreign_keys = ON; CREATE TABLE a (x PRIMARY KEY);
             CREATE TABLE b (x REFERENCES a (x) DEFERRABLE INITIALLY DEFERRED);
             CREATE TEMP TRIGGER t AFTER UPDATE ON main.meta BEGIN INSERT INTO b VALUES (7); END",
        )
        .expect("prepared");
    let never = store.apply(&[Change::Add(Box::new(note("a", "never", 2)))], &at(2));
    assert!(never.is_err(), "{never:?}");
    assert_eq!(fs::read(folder.path().join("log/000001.log")).expect("read"), log, "it was not taken back");
    drop(store);
    assert_eq!(all_of(&opened(folder.path())), std::slice::from_ref(&one));
    fs::write(folder.path().join("notes.db"), "not a database any more").expect("damaged");
    assert_eq!(all_of(&opened(folder.path())), [one]);
}

#[test]
fn a_deletion_that_was_killed_while_another_program_goes_on_does_not_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let (one, other) = (note("a", "kept", 1), note("a", "kept too", 2));
    add(&mut store, &one);
    let never = recovery::log::Logged { note: one.clone(), deleted: Some(at(2).to_string()) };
    store
        .log
        .append(1, &recovery::log::line_of(&recovery::log::Record::Notes { step: 2, notes: vec![never] }).expect("a line").1)
        .expect("appended");
    add(&mut store, &other);
    drop(store);
    fs::write(folder.path().join("notes.db"), "gone").expect("damaged");
    assert_eq!(all_of(&opened(folder.path())), [one, other]);
}

#[test]
fn a_database_that_was_cut_short_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let path = folder.path().join("notes.db");
    let whole = fs::read(&path).expect("read");
    for keep in [0, 1, 50, 100, 4095, 4096, 4097, 8192, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        fs::write(&path, &whole[..keep]).expect("cut");
        let mut store = opened(folder.path());
        assert_eq!(all_of(&store), expected, "cut to {keep}");
        let notices = store.take_notices();
        let is_told = matches!(&notices[..], [Notice::Restored { notes: 29, missing: 0, aside: Some(_), .. }]);
        // Without the empty end of its last page it is still whole.
        assert!(is_told || keep == whole.len() - 1, "cut to {keep}: {notices:?}");
        add(&mut store, &note("c", "it can be written", 70));
        store.purge_document(&id("c"), &at(71)).expect("purged");
        drop(store);
        assert_eq!(opened(folder.path()).take_notices(), [], "it was not made sound");
    }
}

#[test]
fn a_wal_that_a_kill_left_is_not_played_into_the_restored_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = left_by_a_kill(folder.path());
    assert!(folder.path().join("notes.db-wal").metadata().expect("there").len() > 0);
    let path = folder.path().join("notes.db");
    let whole = fs::read(&path).expect("read");
    assert_eq!(all_of(&opened(folder.path())), expected, "the WAL is read");
    for keep in [0, 4096, whole.len() / 2] {
        left_by_a_kill(folder.path());
        fs::write(&path, &whole[..keep]).expect("cut");
        assert_eq!(all_of(&opened(folder.path())), expected, "cut to {keep}");
        assert_eq!(opened(folder.path()).take_notices(), []);
    }
}

#[test]
fn a_database_that_is_gone_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    fs::remove_file(folder.path().join("notes.db")).expect("removed");
    assert_eq!(all_of(&opened(folder.path())), expected);
    fs::remove_file(folder.path().join("notes.db")).expect("removed");
    fs::remove_dir_all(folder.path().join("backups")).expect("removed");
    assert_eq!(all_of(&opened(folder.path())), expected, "from the log alone");
}

#[test]
fn a_bad_backup_is_passed_over_for_an_older_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let mut store = opened(folder.path());
    let newest = store.back_up(&at(60)).expect("backed up");
    drop(store);
    let length = fs::metadata(&newest.path).expect("there").len();
    fs::OpenOptions::new().write(true).open(&newest.path).expect("opened").set_len(length / 2).expect("cut");
    fs::write(folder.path().join("notes.db"), "gone").expect("damaged");
    let mut store = opened(folder.path());
    assert_eq!(all_of(&store), expected);
    let number = |notice: &Notice| match notice {
        Notice::Restored { backup, .. } => backup.clone(),
        _ => None,
    };
    assert!(number(&store.take_notices()[0]).is_some_and(|path| path != newest.path));
}

#[test]
fn a_changed_letter_in_a_note_is_noticed_and_put_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let path = folder.path().join("notes.db");
    let mut bytes = fs::read(&path).expect("read");
    let needle = "노트 17 글글".as_bytes();
    let found: Vec<usize> = memchr::memmem::find_iter(&bytes, needle).collect();
    assert!(!found.is_empty());
    for at in found {
        bytes[at + needle.len() - 1] ^= 1;
    }
    fs::write(&path, bytes).expect("written");
    let mut store = opened(folder.path());
    assert_eq!(all_of(&store), expected);
    assert_eq!(store.take_notices(), [Notice::Repaired { notes: 1, lost: 0 }]);
    assert!(store.undo(&id("b"), &at(80)).expect("undone").is_some(), "the journal is still there");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds("IBID_FLIP_ROUNDS", 10), ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_lose_no_note(flips in proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..12)) {
        let folder = tempfile::tempdir().expect("a folder");
        let expected = filled(folder.path());
        let path = folder.path().join("notes.db");
        let mut bytes = fs::read(&path).expect("read");
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        fs::write(&path, bytes).expect("written");
        match Store::open(folder.path(), &at(90)) {
            Ok(store) => prop_assert_eq!(all_of(&store), expected),
            Err(error) => prop_assert!(false, "{:?}", error),
        }
    }
}

/// How many rounds: few, or as many as the environment says.
pub(super) fn rounds(variable: &str, few: u32) -> u32 {
    std::env::var(variable).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(few)
}

#[test]
fn a_damaged_index_is_made_anew_and_costs_no_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    fs::write(folder.path().join("index.db"), "gibberish".repeat(1000)).expect("damaged");
    let mut store = opened(folder.path());
    assert_eq!(store.take_notices(), [Notice::IndexRebuilt]);
    assert_eq!(all_of(&store), expected);
    assert_eq!(store.library().expect("read"), []);
}

#[test]
fn a_newer_schema_is_read_and_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let other = Connection::open(folder.path().join("notes.db")).expect("opened");
    other.execute_batch("ALTER TABLE notes ADD shade TEXT; PRAGMA user_version = 7").expect("a later program");
    drop(other);
    let mut store = opened(folder.path());
    let known = u32::try_from(schema::NOTES.len()).expect("few");
    assert_eq!(store.access(), &Access::Newer { found: 7, known });
    assert_eq!(all_of(&store), expected);
    let result = store.apply(&[Change::Delete(expected[0].id)], &at(60));
    assert!(matches!(result, Err(StoreError::Newer { found: 7, .. })), "{result:?}");
}

#[test]
fn an_older_schema_is_backed_up_before_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = filled(folder.path());
    let steps = [schema::NOTES, &["ALTER TABLE notes ADD shade TEXT"]].concat();
    let before = recovery::backup::backups(folder.path()).len();
    let Ok(open::Ready::Write(notes)) = open::ready(folder.path(), &steps, &mut Vec::new(), &at(70)) else {
        panic!("it was not opened");
    };
    assert_eq!(migrate::schema_of(&notes).expect("a number"), i64::try_from(steps.len()).expect("few"));
    drop(notes);
    let backups = recovery::backup::backups(folder.path());
    assert_eq!(backups.len(), before + 1);
    let newest = backups.last().expect("one");
    assert!(recovery::backup::verify(&newest.path).is_ok());
    Store::restore(folder.path(), &newest.path, RestoreWith::BackupAlone, &at(71)).expect("restored");
    assert_eq!(all_of(&opened(folder.path())), expected, "the program of before can go on with it");
}

#[test]
fn a_folder_whose_name_is_no_text_can_be_backed_up() {
    use std::os::unix::ffi::OsStrExt;
    let base = tempfile::tempdir().expect("a folder");
    let folder = base.path().join(std::ffi::OsStr::from_bytes(b"ibid\xff"));
    let mut store = opened(&folder);
    let one = note("a", "one", 1);
    add(&mut store, &one);
    store.back_up(&at(2)).expect("backed up");
    drop(store);
    fs::write(folder.join("notes.db"), "gone").expect("damaged");
    assert_eq!(all_of(&opened(&folder)), [one]);
}

#[test]
fn another_programs_database_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.db");
    let other = Connection::open(&path).expect("opened");
    other.execute_batch("CREATE TABLE recipes (x); PRAGMA application_id = 77").expect("written");
    drop(other);
    let before = fs::read(&path).expect("read");
    assert!(matches!(Store::open(folder.path(), &at(0)), Err(StoreError::Foreign { .. })));
    assert_eq!(fs::read(&path).expect("read"), before);
}

#[test]
fn a_folder_or_a_file_in_the_way_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("notes.db")).expect("made");
    assert!(matches!(Store::open(folder.path(), &at(0)), Err(StoreError::WrongKind { .. })));
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("written");
    assert!(matches!(Store::open(&file, &at(0)), Err(StoreError::WrongKind { .. })));
    assert!(matches!(Store::open(&file.join("below"), &at(0)), Err(StoreError::Unwritable { .. })));
}

#[test]
fn a_folder_that_vanishes_takes_no_note_along_unsaid() {
    let base = tempfile::tempdir().expect("a folder");
    let folder = base.path().join("ibid");
    let mut store = opened(&folder);
    add(&mut store, &note("a", "kept", 1));
    fs::rename(&folder, base.path().join("elsewhere")).expect("moved");
    let late = Change::Add(Box::new(note("a", "late", 2)));
    assert!(matches!(store.apply(std::slice::from_ref(&late), &at(2)), Err(StoreError::Vanished { .. })));
    assert!(matches!(store.changed_elsewhere(), Err(StoreError::Vanished { .. })));
    assert_eq!(StoreError::Vanished { path: folder.clone() }.remedy(), Remedy::Reopen);
    let mut store = opened(&folder);
    store.apply(&[late], &at(3)).expect("the note was still in the editor");
    assert_eq!(bodies(&store, "a"), ["late"]);
}

#[test]
fn another_program_that_keeps_the_lock_is_waited_for_and_then_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = opened(folder.path());
    let other = Connection::open(folder.path().join("notes.db")).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    store.notes.busy_timeout(std::time::Duration::from_millis(20)).expect("set");
    let late = Change::Add(Box::new(note("a", "late", 2)));
    let result = store.apply(std::slice::from_ref(&late), &at(2));
    assert!(matches!(result, Err(StoreError::Busy { .. })), "{result:?}");
    other.execute_batch("COMMIT").expect("free");
    store.apply(&[late], &at(3)).expect("kept");
}

#[test]
fn what_the_store_makes_is_its_owners_alone() {
    let base = tempfile::tempdir().expect("a folder");
    let folder = base.path().join("deep/ibid");
    filled(&folder);
    let mut left = vec![folder];
    while let Some(path) = left.pop() {
        let mode = fs::metadata(&path).expect("there").permissions().mode() & 0o777;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{}", path.display());
            left.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else {
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
}

/// A user without rights: root reads and writes everything, whatever the modes say.
const NOBODY: u32 = 65_534;

/// Runs a test of this binary again as a user whom modes bind; whether this already is that run.
fn as_nobody(test: &str, folder: &Path) -> bool {
    if std::env::var_os("IBID_AS_NOBODY").is_some() || !rustix::process::geteuid().is_root() {
        return true;
    }
    let program = std::env::current_exe().expect("this binary");
    let copy = folder.join("tests");
    fs::copy(program, &copy).expect("copied");
    let output = Command::new(copy)
        .args(["--exact", test, "--nocapture"])
        .env("IBID_AS_NOBODY", folder)
        .current_dir(folder)
        .uid(NOBODY)
        .gid(NOBODY)
        .output()
        .expect("started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&[output.stdout, output.stderr].concat()));
    false
}

#[test]
fn a_folder_that_can_not_be_written_is_read() {
    // The first run makes the folder; the one as nobody finds it.
    let base = tempfile::tempdir().expect("a folder");
    let given = std::env::var_os("IBID_AS_NOBODY").map(PathBuf::from);
    let folder = given.clone().unwrap_or_else(|| base.path().to_owned()).join("ibid");
    if given.is_none() {
        let mut store = opened(&folder);
        add(&mut store, &note("a", "in the wal", 1));
        // As a program leaves it that was killed: the note is still in the WAL.
        for end in ["", "-wal"] {
            let from = recovery::restore::beside(&folder.join("notes.db"), end);
            fs::copy(&from, recovery::restore::beside(&folder.join("copy"), end)).expect("copied");
        }
        drop(store);
        for end in ["", "-wal"] {
            fs::rename(
                recovery::restore::beside(&folder.join("copy"), end),
                recovery::restore::beside(&folder.join("notes.db"), end),
            )
            .expect("put");
        }
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let mode = if path.is_dir() { 0o555 } else { 0o444 };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("set");
        fs::set_permissions(base.path(), fs::Permissions::from_mode(0o755)).expect("set");
    }
    if as_nobody("store::tests::faults::a_folder_that_can_not_be_written_is_read", base.path()) {
        let mut store = opened(&folder);
        assert!(matches!(store.access(), Access::ReadOnly { .. }));
        assert_eq!(bodies(&store, "a"), ["in the wal"]);
        let result = store.apply(&[Change::Add(Box::new(note("a", "no", 2)))], &at(2));
        assert!(matches!(result, Err(StoreError::ReadOnly { .. })), "{result:?}");
        let none = folder.join("none");
        assert!(matches!(Store::open(&none, &at(0)), Err(StoreError::Unwritable { .. })));
    }
    if given.is_none() {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("set");
    }
}
