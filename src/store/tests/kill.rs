//! Programs that are killed while they write: whatever was acknowledged is there.
//!
//! The child is this test binary again. `IBID_KILL_ROUNDS` sets how many rounds.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::faults::rounds;
use super::*;

const CHILD: &str = "IBID_KILL_CHILD";
/// Rounds in one folder: each looks at everything again that was ever written there.
const IN_ONE_FOLDER: u32 = 25;

/// Writes notes and drafts for ever, and says each one's identity once it was acknowledged.
fn write_for_ever(folder: &Path) {
    let mut store = opened(folder);
    let mut said = std::io::stdout();
    let _ = writeln!(said, "ready");
    let own = std::process::id();
    let mut typed: Option<String> = None;
    for second in 1.. {
        // What is typed grows, and becomes a note each fourth time.
        let name = format!("draft {own}");
        let text = format!("{}{second}.", typed.as_deref().unwrap_or(""));
        if store.save_draft(&draft_of(&name, &text), typed.as_deref()).is_ok_and(|kept| kept == name) {
            let _ = writeln!(said, "~{own} {text}");
            typed = Some(text);
        }
        let one = note("a", &"글".repeat(usize::try_from(second % 700).unwrap_or(0)), second);
        let draft = typed.clone().filter(|_| second % 4 == 0);
        let known = draft.as_deref().map(|text| DraftName { name: &name, text });
        if store.apply_draft(&[Change::Add(Box::new(one.clone()))], known, &at(second)).is_err() {
            continue;
        }
        let _ = writeln!(said, "+{}", one.id);
        if draft.is_some() {
            let _ = writeln!(said, "~{own} ");
            typed = None;
        }
        if second % 5 == 0 && store.apply(&[Change::Delete(one.id)], &at(second)).is_ok() {
            let _ = writeln!(said, "-{}", one.id);
        }
        if second % 40 == 0 {
            let _ = store.back_up(&at(second));
        }
    }
}

/// A writer, and what it has said so far: its output is a file, which can be read at any moment.
pub(super) struct Heard {
    child: std::process::Child,
    output: tempfile::NamedTempFile,
    added: BTreeSet<String>,
    deleted: BTreeSet<String>,
    /// What the draft of a writer says at least; empty where it became a note.
    drafts: std::collections::BTreeMap<String, String>,
}

impl Heard {
    /// Starts a writer in `folder`.
    pub(super) fn start(folder: &Path) -> Self {
        let output = tempfile::NamedTempFile::new().expect("a file");
        let child = child(folder, output.reopen().expect("opened"));
        Self { child, output, added: BTreeSet::new(), deleted: BTreeSet::new(), drafts: Default::default() }
    }

    /// Waits until the writer has opened the store, or has ended.
    pub(super) fn until_ready(&mut self) {
        while !self.said().contains("ready\n") && self.child.try_wait().expect("asked").is_none() {
            std::hint::spin_loop();
        }
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.output.path()).expect("read")).into_owned()
    }

    pub(super) fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
        self.take_in();
    }

    /// Takes in what was said up to now; a last line without its end is not said yet.
    pub(super) fn take_in(&mut self) {
        let said = self.said();
        for line in said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            match line.split_at_checked(1) {
                Some(("+", id)) if id.len() == 36 => drop(self.added.insert(id.to_owned())),
                Some(("-", id)) if id.len() == 36 => drop(self.deleted.insert(id.to_owned())),
                Some(("~", draft)) => {
                    if let Some((own, text)) = draft.split_once(' ') {
                        self.drafts.insert(own.to_owned(), text.to_owned());
                    }
                }
                _ => {}
            }
        }
    }

    /// What was added and not deleted.
    pub(super) fn living(&self) -> Vec<String> {
        self.added.difference(&self.deleted).cloned().collect()
    }
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_acknowledged() {
    if let Some(folder) = std::env::var_os(CHILD) {
        write_for_ever(Path::new(&folder));
        return;
    }
    let all = rounds("IBID_KILL_ROUNDS", 6);
    let acknowledged = (0..all)
        .step_by(IN_ONE_FOLDER as usize)
        .map(|from| kill(from..all.min(from + IN_ONE_FOLDER)))
        .fold((0, 0), |(notes, drafts), (more, typed)| (notes + more, drafts + typed));
    let (notes, drafts) = acknowledged;
    println!("{all} rounds of two writers, {notes} notes and {drafts} drafts acknowledged, 0 lost");
}

/// Kills two writers in each round, in one folder; tells how many notes and drafts were acknowledged.
fn kill(rounds: std::ops::Range<u32>) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut living, mut deleted): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    let mut typed = 0;
    for round in rounds {
        // Two writers at once. The kill comes while they write or back up; in each fourth
        // round while they open.
        let mut heard: Vec<_> = (0..2).map(|_| Heard::start(folder.path())).collect();
        if round % 4 != 3 {
            heard.iter_mut().for_each(Heard::until_ready);
        }
        wait(Duration::from_micros(5_000 + u64::from(round) * 7919 % 90_000));
        heard.iter_mut().for_each(|writer| writer.child.kill().expect("killed"));
        for writer in &mut heard {
            writer.kill();
            living.append(&mut writer.added);
            deleted.append(&mut writer.deleted);
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
        let drafts = store.drafts().expect("read");
        for (own, text) in heard.iter().flat_map(|said| &said.drafts) {
            typed += 1;
            let kept = drafts.iter().find(|draft| draft.name == format!("draft {own}"));
            // One more may be kept than was said, or may have become a note: then its step was the next.
            let next = kept.is_none_or(|kept| kept.text.starts_with(text.as_str()));
            let became = kept.is_none() && (text.is_empty() || becomes_a_note(text));
            assert!(next && (kept.is_some() || became), "round {round}: {text:?} is {kept:?}");
        }
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
    (living.len(), typed)
}

/// Whether the last of what was typed is that which becomes a note.
fn becomes_a_note(text: &str) -> bool {
    text.trim_end_matches('.').rsplit('.').next().and_then(|last| last.parse::<u32>().ok()).is_some_and(|last| last % 4 == 0)
}

/// Waited out by the clock: threads and sleeping are the shell's.
pub(super) fn wait(moment: Duration) {
    let started = Instant::now();
    while started.elapsed() < moment {
        std::hint::spin_loop();
    }
}

fn child(folder: &Path, output: std::fs::File) -> std::process::Child {
    Command::new(std::env::current_exe().expect("this binary"))
        .args(["--exact", "store::tests::kill::a_kill_at_any_moment_loses_nothing_that_was_acknowledged", "--nocapture"])
        .env(CHILD, folder)
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}
