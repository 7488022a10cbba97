//! Programs that are killed while they write: whatever was acknowledged is there.
//!
//! The child is this test binary again. `IBID_KILL_ROUNDS` sets how many rounds.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::faults::rounds;
use super::*;

const CHILD: &str = "IBID_KILL_CHILD";
/// Rounds in one folder: each looks at everything again that was ever written there.
const IN_ONE_FOLDER: u32 = 25;

/// Writes notes for ever, and says each one's identity once it was acknowledged.
fn write_for_ever(folder: &Path) {
    let mut store = opened(folder);
    let mut said = std::io::stdout();
    let _ = writeln!(said, "ready");
    for second in 1.. {
        let one = note("a", &"글".repeat(usize::try_from(second % 700).unwrap_or(0)), second);
        if store.apply(&[Change::Add(Box::new(one.clone()))], &at(second)).is_err() {
            continue;
        }
        let _ = writeln!(said, "+{}", one.id);
        if second % 5 == 0 && store.apply(&[Change::Delete(one.id)], &at(second)).is_ok() {
            let _ = writeln!(said, "-{}", one.id);
        }
        if second % 40 == 0 {
            let _ = store.back_up(&at(second));
        }
    }
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_acknowledged() {
    if let Some(folder) = std::env::var_os(CHILD) {
        write_for_ever(Path::new(&folder));
        return;
    }
    let all = rounds("IBID_KILL_ROUNDS", 6);
    let acknowledged: usize =
        (0..all).step_by(IN_ONE_FOLDER as usize).map(|from| kill(from..all.min(from + IN_ONE_FOLDER))).sum();
    println!("{all} rounds of two writers, {acknowledged} notes acknowledged, 0 lost");
}

/// Kills two writers in each round, in one folder; tells how many notes were acknowledged.
fn kill(rounds: std::ops::Range<u32>) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut living, mut deleted): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    for round in rounds {
        // Two writers at once. The kill comes while they write or back up; in each fourth
        // round while they open.
        let mut children: Vec<_> = (0..2).map(|_| child(folder.path())).collect();
        let mut heard: Vec<_> =
            children.iter_mut().map(|child| BufReader::new(child.stdout.take().expect("its output"))).collect();
        if round % 4 != 3 {
            for said in &mut heard {
                let mut line = String::new();
                while !line.ends_with("ready\n") && said.read_line(&mut line).expect("it speaks") > 0 {}
            }
        }
        // Waited out by the clock: threads and sleeping are the shell's.
        let (moment, started) = (Duration::from_micros(5_000 + u64::from(round) * 7919 % 90_000), Instant::now());
        while started.elapsed() < moment {
            std::hint::spin_loop();
        }
        for child in &mut children {
            child.kill().expect("killed");
        }
        for (mut child, said) in children.into_iter().zip(heard) {
            for line in said.lines().map_while(std::result::Result::ok) {
                match line.split_at_checked(1) {
                    Some(("+", id)) if id.len() == 36 => drop(living.insert(id.to_owned())),
                    Some(("-", id)) if id.len() == 36 => drop(deleted.insert(id.to_owned())),
                    _ => {}
                }
            }
            child.wait().expect("ended");
        }
        let mut store = opened(folder.path());
        assert_eq!(store.take_notices(), [], "round {round}");
        let there: BTreeSet<String> = store.all_notes().expect("read").iter().map(|note| note.id.to_string()).collect();
        let lost: Vec<_> = living.iter().filter(|id| !there.contains(*id) && !deleted.contains(*id)).collect();
        // A note whose deletion was carried out and not yet said is among those without an answer: at most one a child and round.
        let tombs: BTreeSet<String> = store.tombstones().expect("read").iter().map(ToString::to_string).collect();
        assert!(lost.iter().all(|id| tombs.contains(*id)), "round {round}: lost {lost:?}");
        deleted.extend(lost.into_iter().cloned().collect::<Vec<_>>());
        assert!(deleted.iter().all(|id| !there.contains(id)), "round {round}: a deleted note came back");
        let checked = store.check().expect("looked");
        assert!(checked.is_sound(), "round {round}: {checked:?}");
    }
    // And once more with the database gone: all of it stands in the backups and the log.
    let store = opened(folder.path());
    let expected: BTreeSet<NoteId> = store.all_notes().expect("read").iter().map(|note| note.id).collect();
    drop(store);
    std::fs::write(folder.path().join("notes.db"), "gone").expect("damaged");
    let store = opened(folder.path());
    let there: BTreeSet<NoteId> = store.all_notes().expect("read").iter().map(|note| note.id).collect();
    assert_eq!(there, expected);
    living.len()
}

fn child(folder: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().expect("this binary"))
        .args(["--exact", "store::tests::kill::a_kill_at_any_moment_loses_nothing_that_was_acknowledged", "--nocapture"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}
