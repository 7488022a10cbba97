//! Markdown.
use super::{ImportError, Source, Watch, text};
use crate::document::Document;

pub(super) fn read_markdown(source: &Source, watch: &dyn Watch) -> Result<Document, ImportError> {
    text::read_text(source, watch)
}
