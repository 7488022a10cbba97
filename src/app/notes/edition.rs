//! A document that looks like a newer edition of one with notes: whether to carry them over.

use crate::annotation::DocumentId;
use crate::app::layer::{After, Overlay};
use crate::app::reading::Reload;
use crate::document::SafeText;

use crate::app::{App, Command, Context, NamedPlace, Pending, StoreOrder};

/// An older document whose notes may belong here too.
#[derive(Debug, Clone, PartialEq)]
pub struct OlderEdition {
    /// The older document.
    pub document: DocumentId,
    /// What it is called.
    pub title: SafeText,
    /// How many notes are on it.
    pub notes: usize,
    /// How many drafts wait for it.
    pub drafts: usize,
    /// How alike the texts are, from 0.0 to 1.0.
    pub similarity: f64,
}

impl Overlay for OlderEdition {
    fn context(&self) -> Context {
        Context::Edition
    }

    fn obey(&mut self, app: &mut App, command: Command, _: Option<usize>) -> After {
        match command {
            Command::CarryOver => app.answer_edition(self.document, true),
            Command::LeaveBehind => app.answer_edition(self.document, false),
            // Not answered: asked again when the document is opened again.
            Command::Close => {}
            _ => return After::Stay,
        }
        After::Close
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        After::Stay
    }
}

impl App {
    /// Asks about an older edition; about one at a time, and never over what the reader does.
    pub(in crate::app) fn take_edition(&mut self, older: OlderEdition) {
        if self.layers.is_empty() {
            self.layers.push(older);
        }
    }

    fn answer_edition(&mut self, older: DocumentId, carry: bool) {
        let wanted_note = self.open.wanted_note.take();
        if carry {
            self.open.pending = wanted_note.map(|id| Pending::At(NamedPlace::Note(id)));
        }
        self.effects.push(StoreOrder::Answer { older, carry });
    }
}
