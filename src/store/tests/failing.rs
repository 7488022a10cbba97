//! A disk that fails at its n-th call: once, and from then on. What was acknowledged is there after
//! opening it again, and what is not there was said to have failed.
//!
//! SQLite's own tests put a file system of theirs below the database and let its n-th call fail, for
//! n = 1, 2, … until a run goes through without a fault. That takes unsafe code here, so the calls are
//! made to fail from outside, by strace's fault injection, for the database, its WAL and its lock, the
//! log and the backups alike. Where strace is not there, or may not trace, it is said and passed over.
//! `IBID_FAULT_EVERY=1` tries every n; else one in so many is tried.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use super::faults::rounds;
use super::*;

const CHILD: &str = "IBID_FAULT_CHILD";
const TEST: &str = "store::tests::failing::a_disk_that_fails_at_any_call_loses_nothing_that_was_acknowledged";
/// What is made to fail.
const CALLS: &str = "openat,pwrite64,write,pread64,read,fsync,fdatasync,ftruncate,fallocate,rename,unlink,mkdir,newfstatat,statx";

/// A run of everything that writes; each thing is said when it was acknowledged, or when it failed.
fn run(folder: &Path) {
    let mut said = std::io::stdout();
    let mut say = |sign: &str, what: &str, text: &str| drop(writeln!(said, "{sign} {what} {text}"));
    let mut store = None;
    for second in 0..14 {
        if store.is_none() {
            store = Store::open(folder, &at(second)).ok();
        }
        // It is opened again where it says that this helps, as the program does.
        let Some(open) = store.as_mut() else { continue };
        let (name, text) = (format!("note {second}"), format!("text {second} {}", "글".repeat(300)));
        let done = match second {
            3 => open.back_up(&at(second)).map(|_| ()),
            5 | 9 => open.save_draft(&draft_of(&name, &text), None).map(|_| ()),
            7 => open.save_text(&PackedText::of(&text)),
            _ => {
                let mut one = note("a", &text, second);
                one.tags = tags([name.as_str()]);
                open.apply(&[Change::Add(Box::new(one))], &at(second)).map(|_| ())
            }
        };
        match done {
            Ok(()) => say("+", &name, ""),
            Err(error) => {
                say("!", &name, &error.to_string());
                if error.remedy() == Remedy::Reopen {
                    store = None;
                }
            }
        }
    }
}

/// What a run said of each thing: whether it was kept.
fn said(output: &str) -> BTreeMap<String, bool> {
    let lines = output.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let told = lines.filter_map(|line| {
        let (sign, rest) = line.split_once(" note ")?;
        let number = rest.split_whitespace().next()?;
        Some((format!("note {number}"), sign.ends_with('+')))
    });
    told.collect()
}

/// Runs it with the n-th call failing by `error`, once or from then on: what it said, and whether a call failed.
fn injected(folder: &Path, error: &str, when: &str) -> Option<(BTreeMap<String, bool>, bool)> {
    let trace = tempfile::NamedTempFile::new().expect("a file");
    let output = tempfile::NamedTempFile::new().expect("a file");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(trace.path());
    let mut paths: Vec<PathBuf> = ["", "notes.db", "notes.db-wal", "notes.db-shm", "notes.db-journal", "lock", "log", "backups"]
        .iter()
        .map(|name| folder.join(name))
        .collect();
    paths.extend((1..4).map(|segment| folder.join(format!("log/{segment:06}.log"))));
    paths.extend(["backups/new", "backups/new-journal"].map(|name| folder.join(name)));
    for path in &paths {
        command.arg("-P").arg(path);
    }
    command.args(["-e", &format!("trace={CALLS}"), "-e", &format!("inject={CALLS}:error={error}:when={when}")]);
    let status = command
        .arg(std::env::current_exe().expect("this binary"))
        .args(["--exact", TEST, "--nocapture"])
        .env(CHILD, folder)
        .stdout(output.reopen().expect("opened"))
        .stderr(Stdio::null())
        .status()
        .ok()?;
    let traced = String::from_utf8_lossy(&fs::read(trace.path()).expect("read")).into_owned();
    let output = fs::read_to_string(output.path()).expect("text");
    assert!(status.success(), "{error} at {when}: it panicked: {output}");
    (!traced.is_empty()).then(|| (said(&output), traced.contains("(INJECTED)")))
}

#[test]
fn a_disk_that_fails_at_any_call_loses_nothing_that_was_acknowledged() {
    if let Some(folder) = std::env::var_os(CHILD) {
        run(Path::new(&folder));
        return;
    }
    let every = rounds("IBID_FAULT_EVERY", 61);
    let (mut runs, mut acknowledged, mut failed, mut there_all_the_same) = (0, 0, 0, 0);
    for (error, goes_on) in [("EIO", ""), ("EIO", "+"), ("ENOSPC", ""), ("ENOSPC", "+")] {
        for call in (1..).step_by(usize::try_from(every).expect("few")) {
            let base = tempfile::tempdir().expect("a folder");
            let folder = base.path().join("ibid");
            let mut store = opened(&folder);
            let before = note("a", "there before", 0);
            add(&mut store, &before);
            drop(store);
            let when = format!("{call}{goes_on}");
            let Some((told, was_injected)) = injected(&folder, error, &when) else {
                println!("passed over: there is no strace here, or it may not trace");
                return;
            };
            if !was_injected {
                break;
            }
            runs += 1;
            let mut store = opened(&folder);
            let notices = store.take_notices();
            let nothing_missing = notices
                .iter()
                .all(|notice| !matches!(notice, Notice::CaughtUp { missing: 1.., .. } | Notice::Restored { missing: 1.., .. }));
            assert!(nothing_missing, "{error} at {when}: {notices:?}");
            let notes = store.all_notes().expect("read");
            assert!(notes.contains(&before), "{error} at {when}");
            let mut there: Vec<String> = notes.iter().flat_map(|note| note.tags.iter().map(ToString::to_string)).collect();
            there.extend(store.drafts().expect("read").into_iter().map(|draft| draft.name));
            for (name, kept) in &told {
                let is_there = there.contains(name) || ["note 3", "note 7"].contains(&name.as_str());
                assert!(is_there || !kept, "{error} at {when}: {name} was acknowledged and is gone; {notices:?}");
                (acknowledged, failed) = (acknowledged + usize::from(*kept), failed + usize::from(!kept));
                there_all_the_same += usize::from(!kept && there.contains(name));
            }
            // What is there was acknowledged, or said to have failed: nothing comes from nowhere.
            assert!(there.iter().all(|name| told.contains_key(name) || name.starts_with('무')), "{error} at {when}: {there:?}");
            assert!(store.check().expect("looked").notes_are_sound(), "{error} at {when}");
        }
    }
    println!(
        "{runs} runs, {acknowledged} changes acknowledged, 0 lost; {failed} said to have failed, of which {there_all_the_same} are there"
    );
}
