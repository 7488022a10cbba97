//! The data folder copied while somebody writes, as a backup program or a syncing one does: whatever
//! was acknowledged before the copy began is in it, and what is said of it is so.

use std::fs;
use std::time::Duration;

use super::faults::rounds;
use super::kill::{Heard, wait};
use super::*;

/// Copies a folder file by file, in the order of their names, as `cp -r` does.
fn copied(from: &Path, to: &Path, passes_over: &[&str]) {
    files::make_folder(to).expect("made");
    let mut names: Vec<_> = fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    for name in names {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copied(&from, &to, &[]);
        } else if !passes_over.iter().any(|other| name == *other) {
            // A file may have gone meanwhile: a backup that was pruned, a WAL that was folded in.
            let _ = fs::copy(&from, &to);
        }
    }
}

#[test]
fn a_folder_copied_while_somebody_writes_holds_what_was_acknowledged() {
    let all = rounds("IBID_COPY_ROUNDS", 12);
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Heard::start(folder.path());
    writer.until_ready();
    let (mut without, mut told) = (0, 0);
    for round in 0..all {
        wait(Duration::from_micros(3_000 + u64::from(round) * 7919 % 60_000));
        writer.take_in();
        let acknowledged = writer.living();
        let place = tempfile::tempdir().expect("a folder");
        let place = place.path().join("copy");
        let passes_over: &[&str] = match round % 3 {
            0 => &[],
            1 => &["notes.db-wal", "notes.db-shm"],
            _ => &["notes.db-shm"],
        };
        without += usize::from(round % 3 == 1);
        copied(folder.path(), &place, passes_over);
        let mut store = opened(&place);
        let notices = store.take_notices();
        told += usize::from(!notices.is_empty());
        let there: std::collections::BTreeSet<String> =
            store.all_notes().expect("read").iter().map(|note| note.id.to_string()).collect();
        let tombs: std::collections::BTreeSet<String> =
            store.tombstones().expect("read").iter().map(ToString::to_string).collect();
        let lost: Vec<_> = acknowledged.iter().filter(|id| !there.contains(*id) && !tombs.contains(*id)).collect();
        assert!(lost.is_empty(), "round {round}: {} of {} lost, {notices:?}", lost.len(), acknowledged.len());
        for notice in &notices {
            match notice {
                Notice::CaughtUp { missing, .. } => assert_eq!(*missing, 0, "round {round}: {notices:?}"),
                Notice::Restored { notes, missing, .. } => {
                    assert_eq!((*notes, *missing), (there.len(), 0), "round {round}: {notices:?}");
                }
                other => panic!("round {round}: {other:?}"),
            }
        }
        drop(store);
        assert_eq!(opened(&place).take_notices(), [], "round {round}: it was not made sound");
    }
    writer.kill();
    println!("{all} copies, {without} of them without a WAL, {told} brought up or restored, 0 acknowledged notes lost");
}
