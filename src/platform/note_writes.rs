//! Carrying a change of the notes out, with its time and, for a new one, its identity.

use jiff::Zoned;

use crate::annotation::{Change, DocumentId, Note, NoteId, SafeLines};
use crate::app::{NewNote, NoteChange, Written};
use crate::document::SafeText;
use crate::store::{DraftName, Step, Store, StoreError};

/// Carries a change out, and drops the draft that it was typed as; tells what was written.
pub(crate) fn apply_write(
    store: &mut Store,
    document: &DocumentId,
    write: NoteChange,
    (author, draft): (Option<SafeText>, Option<DraftName<'_>>),
) -> Result<(Written, Option<Step>), StoreError> {
    let now = Zoned::now();
    Ok(match write {
        NoteChange::Add(new) => {
            let note = new_note(*new, author, &now);
            let id = note.id;
            (Written::Added(id), Some(store.apply_draft(&[Change::Add(Box::new(note))], draft, &now)?))
        }
        NoteChange::Rewrite(rewrite) => {
            let step = store.rewrite(&rewrite.base, &rewrite.patch, draft, &now)?;
            (Written::Edited(rewrite.base.id), Some(step))
        }
        NoteChange::Edit { id, patch } => (Written::Edited(id), Some(store.apply(&[Change::Edit { id, patch: *patch }], &now)?)),
        NoteChange::Delete(id) => (Written::Deleted, Some(store.apply(&[Change::Delete(id)], &now)?)),
        NoteChange::Undo => match store.undo(document, &now)? {
            Some(step) => (Written::Undone, Some(step)),
            None => (Written::Nothing, None),
        },
        NoteChange::Redo => match store.redo(document, &now)? {
            Some(step) => (Written::Redone, Some(step)),
            None => (Written::Nothing, None),
        },
    })
}

/// A new note, with its identity and its time.
pub(crate) fn new_note(new: NewNote, author: Option<SafeText>, now: &Zoned) -> Note {
    Note {
        id: NoteId::new(now),
        kind: new.kind,
        label: new.label,
        body: SafeLines::new(&new.body),
        tags: new.tags,
        created: now.clone(),
        updated: now.clone(),
        author,
        anchor: new.anchor,
    }
}
