//! Files of notes from elsewhere: reading them, choosing those on a document, and finding where
//! they stand in it. The screen and `ibid import` share it.

pub(crate) mod imported_bodies;
pub(crate) mod place;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::annotation::{Confirmations, Found, NoteId, Rendition, SafeLines};
use crate::document::{Document, SafeText, clean};
use crate::note_import::{
    self, Content, ImportStatus, ImportedNote, KnownNote, MOST_NOTES, NOTE_FORMATS, NoteFile, NoteFileError,
};
use crate::platform::io_reason::io_reason;
use crate::platform::note_import::imported_bodies::ImportedBodies;
use crate::store::{HistoryScope, NoteEvent, Store};
use crate::words::Words;

/// Bytes of a file of notes at most.
const FILE_MOST: u64 = 256 << 20;

/// Reads a file of notes (`-` is standard input). `source` names its form where it is known.
///
/// # Errors
/// What is wrong with it and where, in the reader's words.
pub(crate) fn read(path: &Path, source: Option<&str>, words: &Words) -> Result<NoteFile, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(FILE_MOST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(FILE_MOST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => words.say("import-no-file").into_owned(),
        _ => io_reason(words, &error),
    })?;
    if bytes.len() as u64 > FILE_MOST {
        return Err(words.fill("import-too-large", &[("most", (FILE_MOST >> 20).into())]));
    }
    note_import::read(&bytes, source, &jiff::tz::TimeZone::system()).map_err(|fault| fault_words(&fault, words))
}

/// Why a file gives no notes.
fn fault_words(fault: &NoteFileError, words: &Words) -> String {
    match fault {
        NoteFileError::Unknown => {
            let known = NOTE_FORMATS.iter().map(|source| source.name).collect::<Vec<_>>().join(", ");
            words.fill("import-unknown", &[("known", known.into())])
        }
        NoteFileError::Broken { source, place, reason } => {
            let args = [("source", (*source).into()), ("place", place.as_str().into()), ("reason", clean(reason).into())];
            words.fill("import-broken", &args)
        }
        NoteFileError::TooMany { count } => {
            words.fill("import-too-many", &[("count", (*count).into()), ("most", MOST_NOTES.into())])
        }
        NoteFileError::TooLong { place, bytes } => {
            words.fill("import-too-long", &[("place", clean(place).into()), ("bytes", (*bytes).into())])
        }
    }
}

/// Of a file on several documents, leaves the notes on this one.
///
/// # Errors
/// The titles in the file, where none of them is this document's: which is meant has to be said.
pub(crate) fn choose(
    note_file: &mut NoteFile,
    about: Option<&str>,
    (document, name, rendition): (&Document, &str, &Rendition),
) -> Result<(), Vec<SafeText>> {
    if let Some(about) = about {
        let wanted = folded(about);
        note_file.notes.retain(|note| note.title.as_deref().is_some_and(|title| folded(title).contains(&wanted)));
        return Ok(());
    }
    let id = rendition.document();
    let is_own =
        |note: &ImportedNote| matches!(&note.content, Content::Ours(ours) if ours.home == Some(id) || ours.note.document() == id);
    if note_file.notes.iter().any(is_own) {
        note_file.notes.retain(is_own);
        return Ok(());
    }
    let mut titles: Vec<SafeText> = Vec::new();
    for title in note_file.notes.iter().filter_map(|note| note.title.clone()) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    if titles.len() < 2 {
        return Ok(());
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let names = [document.meta().title.as_deref().unwrap_or_default(), stem].map(folded);
    let is_this = |title: &str| {
        let title = folded(title);
        names.iter().any(|name| !name.is_empty() && (title.contains(name.as_str()) || (title.len() > 8 && name.contains(&title))))
    };
    if !titles.iter().any(|title| is_this(title)) {
        return Err(titles);
    }
    note_file.notes.retain(|note| note.title.as_deref().is_none_or(is_this));
    Ok(())
}

/// A title as titles are compared: letters and digits, in lower case.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A note that is here, with what it was before where `note_file` is an export with bodies that may
/// have been edited, `imported` before; `settled` tells where the reader settled that notes stand.
pub(crate) fn held(
    store: Option<&Store>,
    settled: &Confirmations,
    (note_file, imported): (&NoteFile, &ImportedBodies),
    id: NoteId,
) -> Option<KnownNote> {
    let store = store?;
    let (note, deleted) = store.note(id).ok().flatten()?;
    let has_bodies = note_file.notes.first().is_some_and(|note| matches!(note.content, Content::Body(_)));
    let earlier = if has_bodies { earlier_bodies(store, id) } else { Vec::new() };
    let is_imported = has_bodies && imported.left(id, &note.body);
    Some(KnownNote { note, is_deleted: deleted.is_some(), settled: settled.get(&id).cloned(), earlier, is_imported })
}

/// The bodies that a note had, the last one first.
fn earlier_bodies(store: &Store, id: NoteId) -> Vec<SafeLines> {
    let history = store.history(HistoryScope::Note(id)).unwrap_or_default();
    let bodies = history.into_iter().rev().flat_map(|entry| match entry.what {
        NoteEvent::Added(note) => vec![note.body],
        NoteEvent::Edited { before, after } => after.body.into_iter().chain(before.body).collect(),
        NoteEvent::Deleted | NoteEvent::Restored => Vec::new(),
    });
    bodies.collect()
}

/// The notes of a plan that have no certain place.
pub(crate) fn is_astray(note: &note_import::PlannedNote) -> bool {
    matches!(note.found, Some(Found::Doubtful { .. } | Found::Lost)) || note.outcome == ImportStatus::Unmatched
}
