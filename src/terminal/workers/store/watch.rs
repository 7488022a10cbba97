//! Watches the folder of the notes, so that two programs on one document see each other's.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::{NotesAnswer, Outcome};
use crate::terminal::workers::outcomes::OutcomeSender;

/// A watch that lasts as long as this lives. It sleeps in the kernel: nothing wakes it but a change.
pub(crate) struct NotesWatch {
    _watcher: RecommendedWatcher,
}

impl NotesWatch {
    /// Watches `folder`. Where that can't be done (a network folder, no watches left) the
    /// notes are still right whenever the document is opened.
    pub(crate) fn start(folder: &Path, answers: &OutcomeSender) -> Option<Self> {
        let answers = answers.clone();
        let (touched, touches) = channel();
        if let Err(error) = thread::Builder::new().name("watch".into()).spawn(move || tell(&touches, &answers)) {
            log::warn!("no thread to watch the notes: {error}");
            return None;
        }
        let told = move |event: notify::Result<notify::Event>| {
            // What reading touches is no change.
            let changed = |event: &notify::Event| event.kind.is_modify() || event.kind.is_create();
            if event.is_ok_and(|event| changed(&event) && event.paths.iter().any(|path| is_ours(path))) {
                // Nobody listens when the program ends.
                let _ = touched.send(());
            }
        };
        let started = notify::recommended_watcher(told).and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        started
            .inspect_err(|error| log::warn!("the notes are not watched: {error}"))
            .ok()
            .map(|watcher| Self { _watcher: watcher })
    }
}

/// The database and its write-ahead log.
fn is_ours(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| matches!(name, "notes.db" | "notes.db-wal"))
}

/// Tells of changes, each a few times: what is written becomes visible to other programs a
/// little later, when it is on the disk, and of that moment no file tells.
fn tell(touches: &Receiver<()>, answers: &OutcomeSender) {
    const LATER: [Duration; 3] = [Duration::from_millis(80), Duration::from_millis(250), Duration::from_millis(600)];
    while touches.recv().is_ok() {
        for pause in LATER {
            thread::sleep(pause);
            answers.send(Outcome::Notes(NotesAnswer::Touched));
        }
        // What was written meanwhile has been told of, but for the last of it.
        if touches.try_iter().count() > 0 {
            thread::sleep(LATER[2]);
            answers.send(Outcome::Notes(NotesAnswer::Touched));
        }
    }
}
