//! Exports that write themselves: where `[export] auto` names a folder, the file of a document
//! there is written again when the notes on it change. From what the store has committed, in a
//! thread of its own, a while after the last change, and at exit what still waits.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::annotation::DocumentId;
use crate::app::Outcome;
use crate::document::{SafeText, clean};
use crate::export::{Bundle, Options, Order, Target, in_order, target_named};
use crate::store::{Store, StoreError};
use crate::words::Words;

use super::config::Exports;
use super::deliver::deliver;
use super::folders::Folders;
use super::gather::{Gathered, Read};
use super::jobs::Answers;
use super::keeper::About;
use super::output::reason;
use super::said::store_words;
use super::templates::{Form, name_of};

/// How long the notes have to be left alone before their file is written.
const QUIET: Duration = Duration::from_millis(700);
/// How long they are waited for at most.
const LONGEST: Duration = Duration::from_secs(5);
/// The file that tells which file was written for which document; another form gets another name.
const WRITTEN: &str = "exports-1.json";
/// Bytes of a file that are looked through for whose it is.
const LOOKED_THROUGH: u64 = 64 << 20;
/// Digits of a document's hash in the name of a file whose usual name is another's.
const DIGITS: usize = 8;

/// Where and how files are written.
#[derive(Debug, Clone)]
pub(super) struct Auto {
    folder: PathBuf,
    target: &'static Target,
    /// A template for the names of files.
    name: String,
    folders: Folders,
}

impl Auto {
    /// What is configured; nothing where no folder is.
    pub(super) fn of(exports: &Exports, folders: Option<&Folders>) -> Option<Self> {
        let (folder, folders) = (exports.auto.clone()?, folders?.clone());
        Some(Self { folder, target: target_named(exports.format)?, name: exports.name.clone(), folders })
    }

    /// Writes the file of a document. Why not, in the reader's words.
    pub(super) fn write(&self, store: &Store, gathered: &mut Gathered, words: &Words) -> Result<PathBuf, String> {
        if gathered.document.as_ref().is_some_and(|document| document.meta().is_locked()) {
            return Err(words.say("auto-locked").into_owned());
        }
        in_order(&mut gathered.notes, Order::Place);
        let brief = gathered.brief();
        let stem = name_of(&self.name, &brief, words)?;
        let briefs = [brief];
        let bytes = Form::Target(self.target).write(&Bundle { briefs: &briefs, words, options: Options::default() }, words)?;
        let own = match gathered.id {
            Some(id) => lineage(store, id).map_err(|error| store_words(words, &error))?,
            None => Vec::new(),
        };
        let mut written = Written::load(&self.folders.state);
        let path = self.path(&stem, gathered, &own, &written).map_err(|error| self.failed(&self.folder, &error, words))?;
        deliver(&path, &bytes, words)?;
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
    fn path(&self, stem: &str, gathered: &Gathered, own: &[DocumentId], written: &Written) -> io::Result<PathBuf> {
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
            _ => reason(words, error),
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
fn may_write(path: &Path, gathered: &Gathered, own: &[DocumentId], written: &Written) -> io::Result<bool> {
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
struct Written {
    files: BTreeMap<PathBuf, DocumentId>,
}

impl Written {
    fn load(state: &Path) -> Self {
        let bytes = fs::read(state.join(WRITTEN)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn save(&self, state: &Path) -> io::Result<()> {
        fs::create_dir_all(state)?;
        let mut file = tempfile::NamedTempFile::new_in(state)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.persist(state.join(WRITTEN))?;
        Ok(())
    }
}

/// Writes files as long as somebody tells of changes; then what still waits, and why the last
/// one was not written, where it was not.
pub(super) fn serve(auto: &Auto, changed: &Receiver<About>, words: &Words, answers: &Answers) -> Option<String> {
    let mut told: BTreeMap<DocumentId, String> = BTreeMap::new();
    let mut is_over = false;
    while !is_over {
        let Ok(first) = changed.recv() else { break };
        let mut waiting = BTreeMap::from([(first.rendition.document(), first)]);
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            match changed.recv_timeout(QUIET) {
                Ok(about) => drop(waiting.insert(about.rendition.document(), about)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    is_over = true;
                    break;
                }
            }
        }
        for (id, about) in waiting {
            match export(auto, about, words) {
                Ok(_) => drop(told.remove(&id)),
                Err(reason) => {
                    log::error!("{reason}");
                    // Said once, until it has been well again.
                    if told.get(&id) != Some(&reason) {
                        answers.send(Outcome::Told(reason.as_str().into()));
                        told.insert(id, reason);
                    }
                }
            }
        }
    }
    told.into_values().next()
}

/// Writes the file of a document that is open.
fn export(auto: &Auto, about: About, words: &Words) -> Result<PathBuf, String> {
    let store = Store::open(&auto.folders.data, &Zoned::now()).map_err(|error| store_words(words, &error))?;
    let name = match about.path().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())) {
        Some(name) => SafeText::new(&name),
        None => super::files::name_of(&about.origin, words),
    };
    let read = Read { document: about.document, rendition: about.rendition, name };
    let mut gathered = Gathered::of(Some(&store), read).map_err(|error| store_words(words, &error))?;
    auto.write(&store, &mut gathered, words)
}

/// Writes the file of a document whose notes a command has changed; what fails is told.
pub(super) fn after(auto: &Auto, store: &Store, changed: Result<Gathered, StoreError>, words: &Words, tell: &dyn Fn(&str)) {
    let gathered = changed.map_err(|error| store_words(words, &error));
    if let Err(reason) = gathered.and_then(|mut gathered| auto.write(store, &mut gathered, words)) {
        log::error!("{reason}");
        tell(&reason);
    }
}
