//! What the reader did to a note, as data: the screen says it, the store keeps it.

use serde::{Deserialize, Serialize};

use super::{Confirmation, DocumentId, Label, Note, NoteId, NoteKind, SafeLines};
use crate::document::SafeText;

/// One change to one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new note.
    Add(Box<Note>),
    /// Other fields; those that the patch leaves out stay, whoever changed them meanwhile.
    Edit {
        /// Which note.
        id: NoteId,
        /// Its fields that change.
        patch: Patch,
    },
    /// Out of sight; a tombstone stays.
    Delete(NoteId),
    /// Back in sight.
    Restore(NoteId),
}

impl Change {
    /// The note that it changes.
    #[must_use]
    pub fn note(&self) -> NoteId {
        match self {
            Self::Add(note) => note.id,
            Self::Edit { id, .. } | Self::Delete(id) | Self::Restore(id) => *id,
        }
    }
}

/// What comes from another library: kept as one, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportBatch {
    /// Changes of notes.
    pub changes: Vec<Change>,
    /// Places that its reader settled.
    pub settled: Vec<(NoteId, Confirmation)>,
    /// Documents whose notes it carried over to another: older and newer.
    pub editions: Vec<(DocumentId, DocumentId)>,
}

impl ImportBatch {
    /// Whether there is nothing new in them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.settled.is_empty()
    }
}

/// Fields of a note that change; `None` leaves one as it is. The anchor never changes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Patch {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NoteKind>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// What the reader wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<SafeLines>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<SafeText>>,
}

impl Patch {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Leaves out the fields that are as they are in `note` already.
    pub fn leave_out_what_is(&mut self, note: &Note) {
        self.kind = self.kind.take().filter(|kind| *kind != note.kind);
        self.label = self.label.take().filter(|label| *label != note.label);
        self.body = self.body.take().filter(|body| *body != note.body);
        self.tags = self.tags.take().filter(|tags| *tags != note.tags);
    }

    /// Whether what the reader wrote in `now`, its label or its tags are neither as in `base` nor as
    /// they are to be: somebody else has changed them.
    #[must_use]
    pub fn clashes_with(&self, now: &Note, base: &Note) -> bool {
        fn differs<T: PartialEq>(new: Option<&T>, now: &T, base: &T) -> bool {
            new.is_some_and(|new| now != base && now != new)
        }
        differs(self.body.as_ref(), &now.body, &base.body)
            || differs(self.tags.as_ref(), &now.tags, &base.tags)
            || differs(self.label.as_ref(), &now.label, &base.label)
    }

    /// Changes `note`, and tells the fields that became others as they were before.
    pub fn apply(&self, note: &mut Note) -> Self {
        fn swap<T: Clone + PartialEq>(new: Option<&T>, held: &mut T) -> Option<T> {
            let new = new.filter(|new| *new != held)?;
            Some(std::mem::replace(held, new.clone()))
        }
        Self {
            kind: swap(self.kind.as_ref(), &mut note.kind),
            label: swap(self.label.as_ref(), &mut note.label),
            body: swap(self.body.as_ref(), &mut note.body),
            tags: swap(self.tags.as_ref(), &mut note.tags),
        }
    }
}
