//! What the reader settled of a note: where it stands in a text that it was not made in.

use std::collections::HashMap;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::{Anchor, NoteId, timestamp};
use crate::document::Document;

/// A place that the reader settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The place, in the text that its rendition names.
    pub anchor: Anchor,
    /// When it was settled.
    #[serde(with = "timestamp")]
    pub at: Zoned,
}

impl Confirmation {
    /// Whether its words stand in `document` where it says: its offsets may come from elsewhere.
    #[must_use]
    pub fn holds_in(&self, document: &Document) -> bool {
        document.text().get(self.anchor.span().range()) == Some(&*self.anchor.quote)
    }
}

/// Places that the reader settled, by their notes.
pub type Confirmations = HashMap<NoteId, Confirmation>;
