//! What the store worker is asked to do.

use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::Rendition;
use crate::app::{Origin, StoreOrder};
use crate::document::{Document, SafeText};

/// An order with the document that it is about.
pub(crate) struct StoreRequest {
    pub(crate) about: StoreSubject,
    pub(crate) order: StoreOrder,
}

/// The open document, as far as the store goes.
#[derive(Clone)]
pub(crate) struct StoreSubject {
    pub(crate) document: Arc<Document>,
    pub(crate) rendition: Rendition,
    pub(crate) origin: Origin,
    pub(crate) title: SafeText,
}

impl StoreSubject {
    /// The file, in full.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            _ => None,
        }
    }
}
