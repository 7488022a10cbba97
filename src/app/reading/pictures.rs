//! A figure's picture, decoded and shown over the text.

use crate::app::layer::{After, Cell, Overlay};
use std::sync::Arc;

use crate::document::{Bitmap, BlockKind, Document, Span};

use crate::app::{App, Command, Context, Origin, ReadEffect, Reason, Tone};

/// A picture on the screen.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its points.
    pub bitmap: Arc<Bitmap>,
    /// The words under it.
    pub caption: Option<Span>,
}

impl Overlay for Picture {
    fn context(&self) -> Context {
        Context::Help
    }

    /// Any key closes it.
    fn obey(&mut self, _: &mut App, _: Command, _: Option<usize>) -> After {
        After::Close
    }

    fn click(&mut self, _: &mut App, _: Cell) -> Option<After> {
        Some(After::Close)
    }
}

impl App {
    /// The picture of the figure that the focus is at, or whose caption it is in: its index.
    #[must_use]
    pub fn picture_in_focus(&self, document: &Document) -> Option<usize> {
        let here = document.block_at(self.pane.view.focus)?;
        let caption = |at: usize| document.blocks().get(at).is_some_and(|block| block.kind == BlockKind::Caption);
        document.picture_of(here).or_else(|| {
            let around = [here.checked_sub(1)?, here + 1];
            caption(here).then(|| around.into_iter().find_map(|block| document.picture_of(block)))?
        })
    }

    /// Has the picture at index `picture` decoded.
    pub(in crate::app) fn decode(&mut self, document: &Document, picture: usize) {
        let Some(picture) = document.pictures().get(picture) else { return };
        if matches!(self.open.origin, Origin::Input) {
            return self.say(Tone::Plain, "message-picture-input", &[]);
        }
        self.say(Tone::Plain, "message-picture-decoding", &[]);
        self.effects.push(ReadEffect::Decode { origin: self.open.origin.clone(), name: picture.name.to_string() });
    }

    /// Shows a picture that was asked for, if the reader is still there.
    pub(in crate::app) fn take_picture(&mut self, name: &str, decoded: Result<Arc<Bitmap>, Reason>) {
        let document = Arc::clone(self.document());
        let still = self.picture_in_focus(&document).filter(|at| &*document.pictures()[*at].name == name);
        let Some(picture) = still.filter(|_| self.layers.is_empty()) else { return };
        match decoded {
            Ok(bitmap) => {
                self.message = None;
                let caption = caption_of(&document, picture);
                self.layers.push(Picture { bitmap, caption });
            }
            Err(reason) => self.say(Tone::Error, "message-picture-failed", &[("reason", reason.to_string().into())]),
        }
    }
}

/// The words under, or over, the picture at index `picture`.
#[must_use]
pub fn caption_of(document: &Document, picture: usize) -> Option<Span> {
    let block = document.block_at(document.pictures().get(picture)?.at)?;
    let caption = |at: usize| document.blocks().get(at).filter(|block| block.kind == BlockKind::Caption);
    caption(block + 1).or_else(|| caption(block.checked_sub(1)?)).map(|block| block.span)
}
