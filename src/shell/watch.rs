//! Watches the folder of the notes, so that two programs on one document see each other's.

use std::path::Path;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::jobs::Answers;
use crate::app::Outcome;

/// A watch that lasts as long as this lives. It sleeps in the kernel: nothing wakes it but a change.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches `folder`. Where that can't be done (a network folder, no watches left) the
    /// notes are still right whenever the document is opened.
    pub(super) fn start(folder: &Path, answers: &Answers) -> Option<Self> {
        let answers = answers.clone();
        let told = move |event: notify::Result<notify::Event>| {
            // The write-ahead log and the database; what reading touches is no change.
            let is_ours = |path: &std::path::PathBuf| {
                path.file_name().is_some_and(|name| {
                    name.to_string_lossy().starts_with("notes.db") && !name.to_string_lossy().ends_with("-shm")
                })
            };
            let changed =
                |event: &notify::Event| (event.kind.is_modify() || event.kind.is_create()) && event.paths.iter().any(is_ours);
            if event.is_ok_and(|event| changed(&event)) {
                answers.send(Outcome::NotesTouched);
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
