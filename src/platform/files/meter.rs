//! A reading that is watched for what it takes of the memory.

use std::cell::Cell;

use crate::document::Document;
use crate::import::{ImportError, ReadObserver, ReadOptions};
use crate::platform::memory;
use crate::platform::sandbox::Limits;

use super::ReadError;

/// Who watches a reading, and how much memory there is for it.
pub(super) struct Metered<'a> {
    watch: &'a dyn ReadObserver,
    options: ReadOptions,
    limits: Limits,
    /// What the program may hold before a reading ends: what is made of a document has to fit in, too.
    most: u64,
    /// Bytes after which it had to end.
    cut: Cell<Option<usize>>,
}

impl<'a> Metered<'a> {
    pub(super) fn of(watch: &'a dyn ReadObserver, options: ReadOptions, limits: Limits) -> Self {
        Self { watch, options, limits, most: limits.bytes() / 2, cut: Cell::new(None) }
    }

    /// The document, which says what of it is missing.
    ///
    /// # Errors
    /// [`ReadError::TooMuch`] where nothing could be read of what there is.
    pub(super) fn told(&self, document: Document) -> Result<Document, ReadError> {
        let Some(cut) = self.cut.get() else { return Ok(document) };
        if document.text().trim().is_empty() {
            return Err(ReadError::TooMuch { memory: self.limits.bytes() >> 20 });
        }
        log::warn!("cut short behind {cut} bytes");
        Ok(document.cut_short(cut as u64, self.limits.bytes() >> 20))
    }
}

impl ReadObserver for Metered<'_> {
    fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        self.watch.at(done, all)
    }

    fn wants_opening(&self) -> bool {
        self.watch.wants_opening()
    }

    fn opening(&self, document: Document) {
        self.watch.opening(document);
    }

    fn password(&self) -> Option<&str> {
        self.watch.password()
    }

    fn options(&self) -> ReadOptions {
        self.options
    }

    fn skips(&self, number: usize) -> bool {
        self.watch.skips(number)
    }

    fn room(&self) -> usize {
        memory::held().map_or(usize::MAX, |held| usize::try_from(self.most.saturating_sub(held)).unwrap_or(usize::MAX))
    }

    fn cut(&self, bytes: usize) {
        self.cut.set(Some(self.cut.get().map_or(bytes, |cut| cut.min(bytes))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Builder, WarningKind};

    fn document(text: &str) -> Document {
        let mut builder = Builder::new();
        builder.open(BlockKind::Paragraph);
        builder.text(text);
        builder.finish().expect("a small document")
    }

    fn limits(memory: u64) -> Limits {
        Limits { memory, ..Limits::default() }
    }

    #[test]
    fn what_is_cut_short_says_so() {
        let wide = Metered::of(&(), ReadOptions::default(), limits(1 << 20));
        assert!(wide.room() > 1 << 20);
        assert!(wide.told(document("all of it")).expect("whole").warnings().is_empty());

        let narrow = Metered::of(&(), ReadOptions::default(), limits(1));
        #[cfg(target_os = "linux")]
        assert_eq!(narrow.room(), 0);
        narrow.cut(7);
        narrow.cut(9);
        let part = narrow.told(document("a part")).expect("a part");
        assert_eq!(part.warnings()[0].kind, WarningKind::CutShort { read: 7, memory: 1 });
        assert_eq!(part.cut(), Some((7, 1)));
        assert!(matches!(narrow.told(document(" ")), Err(ReadError::TooMuch { memory: 1 })));
    }
}
