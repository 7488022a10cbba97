//! A document that looks like a newer edition of one with notes: whether to carry them over.

use crate::annotation::DocumentId;
use crate::document::SafeText;

use crate::app::{App, At, Command, Effect, Layer, Pending};

/// An older document whose notes may belong here too.
#[derive(Debug, Clone, PartialEq)]
pub struct OlderEdition {
    /// The older document.
    pub document: DocumentId,
    /// What it is called.
    pub title: SafeText,
    /// How many notes are on it.
    pub notes: usize,
    /// How alike the texts are, from 0.0 to 1.0.
    pub likeness: f64,
}

impl App {
    /// Asks about an older edition; about one at a time, and never over what the reader does.
    pub(in crate::app) fn take_edition(&mut self, older: OlderEdition) {
        if self.layers.is_empty() {
            self.layers.push(Layer::Edition(older));
        }
    }

    pub(in crate::app) fn act_in_edition(&mut self, older: OlderEdition, command: Command) {
        let carry = match command {
            Command::CarryOver => true,
            Command::LeaveBehind => false,
            // Not answered: asked again when the document is opened again.
            Command::Close => return,
            _ => return self.layers.push(Layer::Edition(older)),
        };
        let aimed = self.open.aimed.take();
        if carry {
            self.open.pending = aimed.map(|id| Pending::At(At::Note(id)));
        }
        self.effects.push(Effect::Answer { older: older.document, carry });
    }
}
