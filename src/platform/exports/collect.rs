//! Documents with the reader's notes on them, gathered for an export: each read where its file
//! is at hand, else as its notes know it.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::sync::Arc;

use jiff::Zoned;

use crate::annotation::{Confirmations, Details, DocumentId, Finder, Found, Note, NoteFilter, NoteId, Rendition};
use crate::app::Origin;
use crate::document::{Document, SafeText};
use crate::export::{AnnotatedDocument, NoteContext, NoteOrder, Placement, matches_filter, sort_notes};
use crate::import::{ReadObserver, ReadOptions};
use crate::platform::files::OpenedFile;
use crate::store::{Access, Draft, Store, StoreError};
use crate::words::Words;

/// Notes that are looked for together.
const TOGETHER: usize = 256;

/// A document and its notes, as they were found.
#[derive(Debug, Clone)]
pub(crate) struct DocumentNotes {
    pub(crate) document: Option<Arc<Document>>,
    pub(crate) rendition: Option<Rendition>,
    pub(crate) name: SafeText,
    pub(crate) id: Option<DocumentId>,
    pub(crate) details: Details,
    pub(crate) notes: Vec<(Note, Placement)>,
    /// Where the reader settled that they stand.
    pub(crate) settled: Confirmations,
}

/// A document that was read.
pub(crate) struct ReadDocument {
    pub(crate) document: Arc<Document>,
    pub(crate) rendition: Rendition,
    /// Its file's name.
    pub(crate) name: SafeText,
}

impl DocumentNotes {
    /// A document that was read, with the notes on it.
    pub(crate) fn of(store: Option<&Store>, read: ReadDocument) -> Result<Self, StoreError> {
        let ReadDocument { document, rendition, name } = read;
        let found = store.map_or(Ok(Vec::new()), |store| found(store, &document, &rendition))?;
        let notes = found.into_iter().map(|(note, found)| (note, Placement::from(&found))).collect();
        let id = rendition.document();
        let own = store.map(|store| store.details(&id)).transpose()?.unwrap_or_default();
        let details = Details::of(document.meta()).under(&own);
        let settled = store.map(|store| store.settlements(Some(&rendition.text))).transpose()?.unwrap_or_default();
        let mut gathered =
            Self { document: Some(document), rendition: Some(rendition), name, id: Some(id), details, notes, settled };
        gathered.forget_others();
        Ok(gathered)
    }

    /// Leaves out what was settled of other notes than these.
    fn forget_others(&mut self) {
        let own: HashSet<NoteId> = self.notes.iter().map(|(note, _)| note.id).collect();
        self.settled.retain(|id, _| own.contains(id));
    }

    /// The same for an export.
    pub(crate) fn brief(&self) -> AnnotatedDocument<'_> {
        AnnotatedDocument {
            document: self.document.as_deref(),
            name: &self.name,
            rendition: self.rendition.as_ref(),
            id: self.id,
            details: self.details.clone(),
            notes: &self.notes,
            settled: Some(&self.settled),
        }
    }

    /// Leaves the notes that the query asks for, in the order that they are written in.
    pub(crate) fn choose(&mut self, filter: &NoteFilter, order: NoteOrder, words: &Words) {
        let title = self.details.title.as_deref().unwrap_or_default();
        let document = self.document.as_deref();
        self.notes
            .retain(|(note, standing)| matches_filter(filter, note, NoteContext { document, title, standing: *standing }, words));
        sort_notes(&mut self.notes, order);
    }
}

/// The notes on a document in the order of the text, each with how it was found; those that
/// were not found for certain last.
pub(crate) fn found(store: &Store, document: &Document, rendition: &Rendition) -> Result<Vec<(Note, Found)>, StoreError> {
    let notes = store.notes(&rendition.document())?;
    let past = store.past(&notes, rendition)?;
    let mut finder = past.finder(document, rendition);
    let mut found = Vec::with_capacity(notes.len());
    for part in notes.chunks(TOGETHER) {
        let anchors: Vec<_> = part.iter().map(|note| (note.id, &note.anchor)).collect();
        found.extend(past.find_all(&mut finder, &anchors, &|| true).unwrap_or_default());
    }
    let is_news =
        |(note, _): &(&Note, &Found)| note.anchor.rendition.text != rendition.text && !past.known.contains_key(&note.id);
    let news: Vec<(NoteId, Found)> =
        notes.iter().zip(&found).filter(is_news).map(|(note, found)| (note.id, found.clone())).collect();
    // So that it need not be found out again; nothing depends on it.
    if !news.is_empty()
        && *store.access() == Access::Write
        && let Err(error) = store.save_found(&rendition.text, &news, &Zoned::now())
    {
        log::warn!("where notes were found was not kept: {error}");
    }
    let mut notes: Vec<(Note, Found)> = notes.into_iter().zip(found).collect();
    notes.sort_by_key(|(note, found)| (found.span().is_none(), found.span(), note.id));
    Ok(notes)
}

/// Where a draft stands in a document, by the ladder that notes go down.
pub(crate) fn found_draft(store: &Store, document: &Document, rendition: &Rendition, draft: &Draft) -> Found {
    let Some(anchor) = &draft.anchor else { return Found::Lost };
    let old = anchor.rendition.text;
    let text = if old == rendition.text { None } else { store.text(&old).ok().flatten() };
    let mut finder = Finder::new(document, rendition);
    if let Some(text) = &text {
        finder.remember(old, text);
    }
    finder.find(anchor, &|| true).unwrap_or(Found::Lost)
}

/// The notes on all documents, those of one document together.
pub(crate) fn all_notes(store: &Store) -> Result<Vec<Note>, StoreError> {
    let mut notes = store.all_notes()?;
    let mut first = HashMap::new();
    for note in &notes {
        let known = first.len();
        first.entry(note.document()).or_insert(known);
    }
    notes.sort_by_key(|note| (first[&note.document()], note.id));
    Ok(notes)
}

/// A document with notes: read where its file is still there, else as its notes know it.
pub(crate) fn one(store: &Store, id: DocumentId, watch: &dyn ReadObserver) -> Result<DocumentNotes, StoreError> {
    if let Some(read) = at_hand(store, &id, watch)? {
        return Ok(read);
    }
    let notes = store.notes(&id)?.into_iter().map(|note| (note, Placement::Unread)).collect();
    let mut gathered = unread(store, id, notes)?;
    gathered.settled = store.settlements(None)?;
    gathered.forget_others();
    Ok(gathered)
}

/// A document whose file lies where the library saw it, and is as it was.
fn at_hand(store: &Store, id: &DocumentId, watch: &dyn ReadObserver) -> Result<Option<DocumentNotes>, StoreError> {
    let shelved = store.library_document(id).ok().flatten();
    let paths = shelved.iter().flat_map(|shelved| &shelved.paths);
    let mut read = paths.filter(|path| path.is_file()).filter_map(|path| read_if_possible(path.as_os_str(), watch));
    read.find(|read| read.rendition.document() == *id).map(|read| DocumentNotes::of(Some(store), read)).transpose()
}

/// A document as its notes know it.
fn unread(store: &Store, id: DocumentId, notes: Vec<(Note, Placement)>) -> Result<DocumentNotes, StoreError> {
    let shelved = store.library_document(&id).ok().flatten();
    let title = shelved.as_ref().map(|shelved| shelved.title.clone());
    let file = shelved.as_ref().and_then(|shelved| Some(shelved.paths.first()?.file_name()?.to_string_lossy().into_owned()));
    let name = file.map(|file| SafeText::new(&file)).or_else(|| title.clone()).unwrap_or_else(|| SafeText::new(&id.to_string()));
    let details = Details { title, ..Details::default() }.under(&store.details(&id)?);
    Ok(DocumentNotes { document: None, rendition: None, name, id: Some(id), details, notes, settled: Confirmations::new() })
}

/// Every document with notes: read where its file is still there, else as the notes know it.
/// `told` is asked before each with how many are done, and says whether to go on; `None` where
/// it says stop.
pub(crate) fn all(
    store: &Store,
    watch: &dyn ReadObserver,
    told: &dyn Fn(usize) -> bool,
) -> Result<Option<Vec<DocumentNotes>>, StoreError> {
    let mut gathered: Vec<DocumentNotes> = Vec::new();
    for note in all_notes(store)? {
        let id = note.document();
        if let Some(last) = gathered.last_mut().filter(|last| last.id == Some(id)) {
            if last.document.is_none() {
                last.notes.push((note, Placement::Unread));
            }
            continue;
        }
        if !told(gathered.len()) {
            return Ok(None);
        }
        gathered.push(match at_hand(store, &id, watch)? {
            Some(read) => read,
            None => unread(store, id, vec![(note, Placement::Unread)])?,
        });
    }
    if gathered.iter().any(|one| one.document.is_none()) {
        let settled = store.settlements(None)?;
        for one in gathered.iter_mut().filter(|one| one.document.is_none()) {
            let of_note = |(note, _): &(Note, Placement)| Some((note.id, settled.get(&note.id)?.clone()));
            one.settled = one.notes.iter().filter_map(of_note).collect();
        }
    }
    // A note that was carried over to a newer edition stands there, and not on the older one too.
    let mut seen = HashSet::new();
    let mut order: Vec<usize> = (0..gathered.len()).collect();
    order.sort_by_key(|at| (gathered[*at].document.is_none(), std::cmp::Reverse(gathered[*at].notes.len()), *at));
    for at in order {
        gathered[at].notes.retain(|(note, _)| seen.insert(note.id));
    }
    Ok(Some(gathered))
}

/// A file that may not be readable any more: then nothing, and nothing is said.
fn read_if_possible(file: &OsStr, watch: &dyn ReadObserver) -> Option<ReadDocument> {
    let opened = OpenedFile::open(&Origin::File(file.into())).ok()?;
    let name = SafeText::new(&opened.name);
    let reading = opened.whole(ReadOptions::default(), watch).ok()?;
    Some(ReadDocument { document: reading.document, rendition: reading.rendition?, name })
}

impl From<&Found> for Placement {
    fn from(found: &Found) -> Self {
        match found {
            Found::Exact(span) | Found::Moved { span, .. } => Self::At(*span),
            Found::Doubtful { .. } => Self::Doubtful,
            Found::Lost => Self::Lost,
        }
    }
}
