//! Plain text.
use super::{ImportError, Source, Watch};
use crate::document::{Builder, Document};

pub(super) fn read_text(source: &Source, _watch: &dyn Watch) -> Result<Document, ImportError> {
    let mut builder = Builder::new();
    for line in String::from_utf8_lossy(source.bytes).split("\n\n") {
        builder.close();
        builder.text(line);
    }
    Ok(builder.finish()?)
}

pub(super) fn opening(bytes: &[u8]) -> usize {
    bytes.len()
}
