//! How documents were exported last, in the state folder: as disposable as the last places are.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::annotation::{DocumentId, Hash32};
use crate::app::ExportSettings;

/// Documents that are remembered.
const KEPT: usize = 500;
/// The file; another form gets another name.
const NAME: &str = "exports-1.json";

/// What is remembered, the last export first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Exported {
    exports: Vec<One>,
}

/// How one document was exported last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct One {
    document: DocumentId,
    /// How it was set.
    pub(crate) settings: ExportSettings,
    /// The checksum of the file as it was written.
    pub(crate) written: Option<Hash32>,
}

impl Exported {
    /// What is remembered; nothing where the file can't be read.
    pub(crate) fn load(state: &Path) -> Self {
        let bytes = fs::read(state.join(NAME)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// How `document` was exported last.
    pub(crate) fn of(&self, document: &DocumentId) -> Option<One> {
        self.exports.iter().find(|one| one.document == *document).cloned()
    }

    /// Remembers how `document` was exported, and writes the file in one piece.
    pub(crate) fn remember(state: &Path, document: DocumentId, settings: &ExportSettings, written: Hash32) -> io::Result<()> {
        // Read again: another ibid may have remembered something since.
        let mut kept = Self::load(state);
        kept.exports.retain(|one| one.document != document);
        kept.exports.insert(0, One { document, settings: settings.clone(), written: Some(written) });
        kept.exports.truncate(KEPT);
        fs::create_dir_all(state)?;
        let mut file = tempfile::NamedTempFile::new_in(state)?;
        file.write_all(&serde_json::to_vec(&kept)?)?;
        file.persist(state.join(NAME))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_has_its_own_last_export() {
        let folder = tempfile::tempdir().unwrap();
        let id = |byte| DocumentId(Hash32::from_bytes([byte; 32]));
        let settings = |form: &str| ExportSettings { form: form.into(), filter: "#가".into(), ..ExportSettings::default() };
        for (byte, form) in [(1, "org"), (2, "html"), (1, "csv")] {
            Exported::remember(folder.path(), id(byte), &settings(form), Hash32::of(form.as_bytes())).unwrap();
        }
        let kept = Exported::load(folder.path());
        assert_eq!(kept.of(&id(1)).map(|one| (one.settings, one.written)), Some((settings("csv"), Some(Hash32::of(b"csv")))));
        assert_eq!(kept.of(&id(2)).map(|one| one.settings.form), Some("html".into()));
        assert_eq!((kept.of(&id(3)), kept.exports.len()), (None, 2));
        fs::write(folder.path().join(NAME), "{{{").unwrap();
        assert_eq!(Exported::load(folder.path()).of(&id(1)), None);
    }
}
