//! What is open: the document, how much of it is read, and where it came from.

use std::path::PathBuf;
use std::sync::Arc;

use crate::annotation::Rendition;
use crate::document::{Document, SafeText};
use crate::words::Language;

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input; it can't be read again.
    Input,
    /// The brief that comes with the program.
    Bundled(Language),
}

/// A reading of a document: what an opening or a whole import gives.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document.
    pub document: Arc<Document>,
    /// What it was read from; `None` while only its opening is read.
    pub rendition: Option<Rendition>,
}

/// The open document.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The document, as far as it is read.
    pub document: Arc<Document>,
    /// What it was read from; `None` while only its opening is read.
    pub rendition: Option<Rendition>,
    /// Where it comes from.
    pub origin: Origin,
    /// What it is called on the screen: its file's name.
    pub name: SafeText,
    /// Bytes read and bytes in all, while it is being read.
    pub progress: Option<(usize, usize)>,
    /// The file is not what was read any more.
    pub stale: bool,
    /// The reader stopped it: the rest does not come.
    pub stopped: bool,
}

impl Brief {
    /// A brief out of its first reading.
    #[must_use]
    pub fn new(origin: Origin, name: SafeText, reading: Reading) -> Self {
        Self {
            document: reading.document,
            rendition: reading.rendition,
            origin,
            name,
            progress: None,
            stale: false,
            stopped: false,
        }
    }

    /// Whether all of it is read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rendition.is_some()
    }

    /// Whether nothing of it is there yet.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.rendition.is_none() && self.document.blocks().is_empty()
    }

    /// What it is called: by its title, else by its file.
    #[must_use]
    pub fn title(&self) -> &str {
        self.document.meta().title.as_deref().unwrap_or(&self.name)
    }
}
