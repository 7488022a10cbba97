//! What the store worker keeps without being waited for: places, texts and backups.

use jiff::Zoned;

use crate::annotation::{Anchor, Found, NoteId};
use crate::app::ReadingPosition;
use crate::document::Span;
use crate::store::{Access, PackedText, SavedPosition};

use super::super::order::StoreSubject;
use super::StoreThread;

impl StoreThread {
    /// Keeps where notes were found, so that it need not be found out again; nothing depends on it.
    pub(super) fn save_found(&mut self, about: &StoreSubject, found: &[(NoteId, Found)]) {
        if self.private {
            return;
        }
        let Some(store) = self.store() else { return };
        if *store.access() == Access::Write
            && let Err(error) = store.save_found(&about.rendition.text, found, &Zoned::now())
        {
            log::warn!("where notes were found was not kept: {error}");
        }
    }

    /// Keeps the text that a note was made in, once; reviewing a newer edition needs it.
    pub(super) fn save_text(&mut self, about: &StoreSubject) {
        // What has a password is not laid down without one.
        if self.private || about.document.meta().is_locked() {
            return;
        }
        let Some(store) = &mut self.store else { return };
        let kept = store
            .has_text(&about.rendition.text)
            .and_then(|has| if has { Ok(()) } else { store.save_text(&PackedText::of(about.document.text())) });
        if let Err(error) = kept {
            log::warn!("the text was not kept: {error}");
        }
    }

    /// Backs up where it is time to; what was written is answered for already.
    pub(super) fn back_up(&mut self) {
        let Some(store) = &mut self.store else { return };
        let now = Zoned::now();
        match store.backup_due(&now).and_then(|due| if due { store.back_up(&now).map(Some) } else { Ok(None) }) {
            Ok(Some(backup)) => log::info!("backed up to {}", backup.path.display()),
            Ok(None) => {}
            Err(error) => log::error!("no backup: {error}"),
        }
    }

    pub(super) fn keep_place(&mut self, about: &StoreSubject, spot: ReadingPosition) {
        if self.private {
            return;
        }
        let document = about.rendition.document();
        let anchor = Anchor::of(&about.document, Span::empty(spot.top), &about.rendition);
        let Some(store) = self.store() else { return };
        if *store.access() != Access::Write {
            return;
        }
        let kept = store.save_place(&document, &SavedPosition { anchor, at: Zoned::now() });
        let kept = kept.and_then(|()| store.save_progress(&document, f64::from(spot.thousandths) / 1000.0));
        if let Err(error) = kept {
            log::warn!("the place was not kept: {error}");
        }
    }
}
