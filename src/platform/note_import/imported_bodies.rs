//! What bodies became when a file was imported: one that is edited there again was edited from
//! that, and not from what it was when the file was exported. As disposable as the last places are.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::annotation::{Change, NoteId};
use crate::export::body_digest;
use crate::note_import::{ImportPlan, ImportStatus};
use crate::platform::state_file;

/// Files that are remembered.
const KEPT: usize = 200;
/// The file; another form gets another name.
const NAME: &str = "imported-1.json";

/// What the bodies of one file became, each by the digest of its text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ImportedBodies {
    path: PathBuf,
    bodies: HashMap<String, String>,
}

impl ImportedBodies {
    /// Those of the file at `path`; none where nothing is known of it.
    pub(crate) fn of(state: Option<&Path>, path: &Path) -> Self {
        let path = fs::canonicalize(path).unwrap_or_default();
        let files: Vec<Self> = state.map(|state| state_file::load(state, NAME)).unwrap_or_default();
        let known = files.into_iter().find(|file| file.path == path);
        known.unwrap_or_else(|| Self { path, bodies: HashMap::new() })
    }

    /// Whether the last import of the file left `body` in a note.
    pub(crate) fn left(&self, note: NoteId, body: &str) -> bool {
        self.bodies.get(&note.to_string()).is_some_and(|digest| *digest == body_digest(body))
    }

    /// Remembers what a plan makes of bodies.
    pub(crate) fn remember(mut self, state: &Path, plan: &ImportPlan) -> io::Result<()> {
        let edited = plan.notes.iter().filter(|note| note.outcome == ImportStatus::Changed && note.found.is_none());
        let edited: std::collections::HashSet<NoteId> = edited.map(|note| note.id).collect();
        let bodies = plan.arrivals.changes.iter().filter_map(|change| match change {
            Change::Edit { id, patch } if edited.contains(id) => Some((id.to_string(), body_digest(patch.body.as_ref()?))),
            _ => None,
        });
        let bodies: Vec<(String, String)> = bodies.collect();
        if bodies.is_empty() || self.path.as_os_str().is_empty() {
            return Ok(());
        }
        self.bodies.extend(bodies);
        let mut files: Vec<Self> = state_file::load(state, NAME);
        files.retain(|file| file.path != self.path);
        files.insert(0, self);
        files.truncate(KEPT);
        state_file::save(state, NAME, &files)
    }
}
