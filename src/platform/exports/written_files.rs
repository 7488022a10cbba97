//! Which files commands wrote last, and what: a form that does not say whose it is (BibTeX, a
//! table of one's own template) is known for ibid's by it. As disposable as the last places are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::annotation::Hash32;
use crate::platform::state_file;

/// Files that are remembered.
const KEPT: usize = 1000;
/// The file; another form gets another name.
const NAME: &str = "written-1.json";

/// What is remembered, the last one first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct WrittenFiles {
    files: Vec<(PathBuf, Hash32)>,
}

impl WrittenFiles {
    /// What ibid wrote to `path` last, where that is known.
    pub(crate) fn of(state: &Path, path: &Path) -> Option<Hash32> {
        let path = fs::canonicalize(path).ok()?;
        let known: Self = state_file::load(state, NAME);
        known.files.into_iter().find(|(file, _)| *file == path).map(|(_, written)| written)
    }

    /// Remembers what stands at `path`.
    pub(crate) fn remember(state: &Path, path: &Path) -> io::Result<()> {
        let path = fs::canonicalize(path)?;
        let written = Hash32::of(&fs::read(&path)?);
        let mut known: Self = state_file::load(state, NAME);
        known.files.retain(|(file, _)| *file != path);
        known.files.insert(0, (path, written));
        known.files.truncate(KEPT);
        state_file::save(state, NAME, &known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_what_was_written_there_last() {
        let folder = tempfile::tempdir().unwrap();
        let (state, file) = (folder.path().join("state"), folder.path().join("a.bib"));
        assert_eq!(WrittenFiles::of(&state, &file), None);
        for text in ["one", "two"] {
            fs::write(&file, text).unwrap();
            WrittenFiles::remember(&state, &file).unwrap();
            assert_eq!(WrittenFiles::of(&state, &folder.path().join("./a.bib")), Some(Hash32::of(text.as_bytes())));
        }
        assert_eq!(state_file::load::<WrittenFiles>(&state, NAME).files.len(), 1);
    }
}
