//! How documents were exported last, in the state folder: as disposable as the last places are.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::annotation::{DocumentId, Hash32};
use crate::app::ExportSettings;
use crate::platform::state_file;

/// Documents that are remembered.
const KEPT: usize = 500;
/// The file; another form gets another name.
const NAME: &str = "exports-1.json";

/// What is remembered, the last export first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct LastExports {
    exports: Vec<LastExport>,
}

/// How one document was exported last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LastExport {
    document: DocumentId,
    /// How it was set.
    pub(crate) settings: ExportSettings,
    /// The checksum of the file as it was written.
    pub(crate) written: Option<Hash32>,
}

impl LastExports {
    /// What is remembered; nothing where the file can't be read.
    pub(crate) fn load(state: &Path) -> Self {
        state_file::load(state, NAME)
    }

    /// How `document` was exported last.
    pub(crate) fn of(&self, document: &DocumentId) -> Option<LastExport> {
        self.exports.iter().find(|one| one.document == *document).cloned()
    }

    /// Remembers how `document` was exported, and writes the file in one piece.
    pub(crate) fn remember(state: &Path, document: DocumentId, settings: &ExportSettings, written: Hash32) -> io::Result<()> {
        // Read again: another ibid may have remembered something since.
        let mut kept = Self::load(state);
        kept.exports.retain(|one| one.document != document);
        kept.exports.insert(0, LastExport { document, settings: settings.clone(), written: Some(written) });
        kept.exports.truncate(KEPT);
        state_file::save(state, NAME, &kept)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn each_document_has_its_own_last_export() {
        let folder = tempfile::tempdir().unwrap();
        let id = |byte| DocumentId(Hash32::from_bytes([byte; 32]));
        let settings = |form: &str| ExportSettings { form: form.into(), filter: "#가".into(), ..ExportSettings::default() };
        for (byte, form) in [(1, "org"), (2, "html"), (1, "csv")] {
            LastExports::remember(folder.path(), id(byte), &settings(form), Hash32::of(form.as_bytes())).unwrap();
        }
        let kept = LastExports::load(folder.path());
        assert_eq!(kept.of(&id(1)).map(|one| (one.settings, one.written)), Some((settings("csv"), Some(Hash32::of(b"csv")))));
        assert_eq!(kept.of(&id(2)).map(|one| one.settings.form), Some("html".into()));
        assert_eq!((kept.of(&id(3)), kept.exports.len()), (None, 2));
        fs::write(folder.path().join(NAME), "{{{").unwrap();
        assert_eq!(LastExports::load(folder.path()).of(&id(1)), None);
    }
}
