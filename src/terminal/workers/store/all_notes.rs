//! The notes on all documents, and where each document is.

use std::collections::HashMap;

use crate::annotation::{DocumentId, Note};
use crate::app::{AllNotes, KnownDocument, Origin};
use crate::platform::files;
use crate::words::Language;

/// Puts notes together by document, that of the document opened last first, and tells where
/// each document was seen last.
pub(crate) fn of(mut notes: Vec<Note>, library: &[crate::store::LibraryDocument]) -> AllNotes {
    let documents: HashMap<DocumentId, KnownDocument> = library
        .iter()
        .map(|shelved| {
            let origin = origin_of(shelved);
            (shelved.document, KnownDocument { title: shelved.title.clone(), origin })
        })
        .collect();
    let mut rank: HashMap<DocumentId, usize> = library.iter().enumerate().map(|(at, shelved)| (shelved.document, at)).collect();
    for note in &notes {
        let next = rank.len();
        rank.entry(note.document()).or_insert(next);
    }
    notes.sort_by_cached_key(|note| (rank[&note.document()], note.anchor.start, note.id));
    AllNotes { notes, documents }
}

/// The place where a document was seen last that still has a file; the bundled brief is always there.
pub(super) fn origin_of(shelved: &crate::store::LibraryDocument) -> Option<Origin> {
    let bundled =
        Language::ALL.into_iter().map(Origin::Bundled).find(|origin| files::bundled_document(origin) == Some(shelved.document));
    let path = || shelved.paths.iter().find(|path| path.is_file()).or(shelved.paths.first());
    bundled.or_else(|| path().cloned().map(Origin::File))
}
