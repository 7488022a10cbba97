//! Exports that write themselves: where `[export] auto` names a folder, the file of a document
//! there is written again when the notes on it change, from what the store has committed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::annotation::DocumentId;
use crate::document::clean;
use crate::export::{ExportInput, NoteOrder, Options, Target, sort_notes, target_named};
use crate::platform::config::ExportConfig;
use crate::platform::exports::collect::DocumentNotes;
use crate::platform::exports::templates::{ExportForm, export_file_name};
use crate::platform::exports::write::write_export;
use crate::platform::folders::Folders;
use crate::platform::io_reason::io_reason;
use crate::platform::state_file;
use crate::platform::store_words::store_words;
use crate::store::{Store, StoreError};
use crate::words::Words;

/// The file that tells which file was written for which document; another form gets another name.
const INDEX: &str = "auto-exports-1.json";
const OLD_INDEX: &str = "exports-1.json";
/// Bytes of a file that are looked through for whose it is.
const LOOKED_THROUGH: u64 = 64 << 20;
/// Digits of a document's hash in the name of a file whose usual name is another's.
const DIGITS: usize = 8;

/// Where and how files are written.
#[derive(Debug, Clone)]
pub(crate) struct AutoExport {
    folder: PathBuf,
    target: &'static Target,
    /// A template for the names of files.
    name: String,
    pub(crate) folders: Folders,
}

impl AutoExport {
    /// What is configured; nothing where no folder is.
    pub(crate) fn of(exports: &ExportConfig, folders: Option<&Folders>) -> Option<Self> {
        let (folder, folders) = (exports.auto.clone()?, folders?.clone());
        Some(Self { folder, target: target_named(&exports.format)?, name: exports.name.clone(), folders })
    }

    /// Writes the file of a document. Why not, in the reader's words.
    pub(crate) fn write(&self, store: &Store, gathered: &mut DocumentNotes, words: &Words) -> Result<PathBuf, String> {
        if gathered.document.as_ref().is_some_and(|document| document.meta().is_locked()) {
            return Err(words.say("auto-locked").into_owned());
        }
        sort_notes(&mut gathered.notes, NoteOrder::Place);
        let brief = gathered.brief();
        let stem = export_file_name(&self.name, &brief, words)?;
        let briefs = [brief];
        let bytes =
            ExportForm::Target(self.target).write(&ExportInput { briefs: &briefs, words, options: Options::default() }, words)?;
        let own = match gathered.id {
            Some(id) => lineage(store, id).map_err(|error| store_words(words, &error))?,
            None => Vec::new(),
        };
        let mut written = ExportIndex::load(&self.folders.state);
        let path = self.path(&stem, gathered, &own, &written).map_err(|error| self.failed(&self.folder, &error, words))?;
        write_export(&path, &bytes, words)?;
        if let Some(id) = gathered.id
            && written.files.insert(path.clone(), id) != Some(id)
            && let Err(error) = written.save(&self.folders.state)
        {
            log::warn!("it is not kept which document {} is of: {error}", path.display());
        }
        log::info!("exported to {}", path.display());
        Ok(path)
    }

    /// The file of a document: by the usual name, unless what lies there is another document's
    /// or none of ibid's; then by a name with the beginning of its hash.
    fn path(&self, stem: &str, gathered: &DocumentNotes, own: &[DocumentId], written: &ExportIndex) -> io::Result<PathBuf> {
        fs::metadata(&self.folder)?;
        let usual = self.folder.join(format!("{stem}.{}", self.target.extension));
        let Some(id) = gathered.id else { return Ok(usual) };
        if may_write(&usual, gathered, own, written)? {
            return Ok(usual);
        }
        let short = id.to_string()[..DIGITS].to_owned();
        let other = self.folder.join(format!("{stem}-{short}.{}", self.target.extension));
        match may_write(&other, gathered, own, written)? {
            true => Ok(other),
            false => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    fn failed(&self, path: &Path, error: &io::Error, words: &Words) -> String {
        let why = match error.kind() {
            io::ErrorKind::AlreadyExists => words.say("reason-exists").into_owned(),
            _ => io_reason(words, error),
        };
        words.fill("export-failed", &[("path", clean(&path.to_string_lossy()).into()), ("reason", why.into())])
    }
}

/// A document and its editions, older and newer, whose notes were carried over.
fn lineage(store: &Store, id: DocumentId) -> Result<Vec<DocumentId>, StoreError> {
    let mut own = vec![id];
    own.extend(store.carried_to(&id)?);
    own.extend(store.notes(&id)?.iter().map(crate::annotation::Note::document));
    own.sort_unstable();
    own.dedup();
    Ok(own)
}

/// Whether the file at `path` is this document's to write: it is not there, it was written for
/// it or for another edition of it, or it tells of it.
fn may_write(path: &Path, gathered: &DocumentNotes, own: &[DocumentId], written: &ExportIndex) -> io::Result<bool> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        other => other?,
    };
    if let Some(of) = written.files.get(path) {
        return Ok(own.contains(of));
    }
    if !found.is_file() || found.len() > LOOKED_THROUGH {
        return Ok(false);
    }
    let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
    let is_ours = text.contains("ibid:begin ") || text.contains("ibid://") || text.contains("\"ibid.");
    let tells = |id: &DocumentId| text.contains(&id.to_string()) || text.contains(&format!("about-{}", &id.to_string()[..12]));
    // What tells no hash is known by a note that it holds.
    let holds_a_note = || gathered.notes.iter().any(|(note, _)| text.contains(&note.id.to_string()));
    Ok(text.trim().is_empty() || (is_ours && own.iter().any(tells)) || holds_a_note())
}

/// Which file was written for which document.
#[derive(Debug, Default, Serialize, Deserialize)]
struct ExportIndex {
    files: BTreeMap<PathBuf, DocumentId>,
}

impl ExportIndex {
    fn load(state: &Path) -> Self {
        let index: Self = state_file::load(state, INDEX);
        // Once it shared a file with how documents were exported last, and each wrote over the other.
        if index.files.is_empty() { state_file::load(state, OLD_INDEX) } else { index }
    }

    fn save(&self, state: &Path) -> io::Result<()> {
        state_file::save(state, INDEX, self)
    }
}

/// Writes the file of a document whose notes a command has changed; what fails is told.
pub(crate) fn after_change(
    auto: &AutoExport,
    store: &Store,
    changed: Result<DocumentNotes, StoreError>,
    words: &Words,
    tell: &dyn Fn(&str),
) {
    let gathered = changed.map_err(|error| store_words(words, &error));
    if let Err(reason) = gathered.and_then(|mut gathered| auto.write(store, &mut gathered, words)) {
        log::error!("{reason}");
        tell(&reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Hash32;
    use crate::app::ExportSettings;
    use crate::platform::exports::last_exports::LastExports;

    #[test]
    fn what_was_written_by_itself_is_remembered_beside_the_last_exports() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path();
        let id = DocumentId(Hash32::of(b"document"));
        let index = ExportIndex { files: BTreeMap::from([("/vault/a.csv".into(), id)]) };
        index.save(state).unwrap();
        LastExports::remember(state, id, &ExportSettings::default(), Hash32::of(b"written")).unwrap();
        assert_eq!(ExportIndex::load(state).files, index.files);
        assert!(LastExports::load(state).of(&id).is_some());
        index.save(state).unwrap();
        assert!(LastExports::load(state).of(&id).is_some());
    }

    #[test]
    fn an_index_under_its_old_name_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let id = DocumentId(Hash32::of(b"document"));
        let index = ExportIndex { files: BTreeMap::from([("/vault/a.csv".into(), id)]) };
        state_file::save(folder.path(), OLD_INDEX, &index).unwrap();
        assert_eq!(ExportIndex::load(folder.path()).files, index.files);
    }
}
