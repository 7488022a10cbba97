//! Documents that a command works on.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::annotation::Rendition;
use crate::app::Origin;
use crate::cli::args::key::FILE;
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, SafeText};
use crate::export::document_value;
use crate::import::ReadOptions;
use crate::platform::files::{OpenedFile, ReadError, shown_name};

use super::Session;

/// A document that a command works on.
pub(crate) struct Loaded {
    pub(crate) document: Arc<Document>,
    pub(crate) rendition: Rendition,
    /// Its file's name.
    pub(crate) name: SafeText,
    /// What the command line called it.
    pub(crate) shown: String,
    pub(crate) origin: Origin,
}

impl Loaded {
    /// What the document is called in JSON.
    pub(crate) fn about(&self) -> Value {
        document_value(&self.document, &self.name, Some(&self.rendition))
    }
}

impl Session<'_> {
    /// Reads the one document of the command line.
    pub(crate) fn document(&self) -> CommandResult<Loaded> {
        self.document_as(self.read_options())
    }

    /// The same, where another option than `--format` says what it is read as.
    pub(crate) fn document_as(&self, options: ReadOptions) -> CommandResult<Loaded> {
        let loaded = self.any_document_as(options)?;
        // An answer about nothing would look like one about a document that has no words.
        if loaded.document.unread().is_all { Err(Exit::Unreadable) } else { Ok(loaded) }
    }

    /// The same, also where no word of it could be read.
    pub(crate) fn any_document(&self) -> CommandResult<Loaded> {
        self.any_document_as(self.read_options())
    }

    fn any_document_as(&self, options: ReadOptions) -> CommandResult<Loaded> {
        let Some(file) = self.args.value(FILE) else { return Err(Exit::Usage) };
        self.load(file, options)
    }

    pub(crate) fn load(&self, file: &OsString, options: ReadOptions) -> CommandResult<Loaded> {
        self.load_origin(origin_of(file), options)
    }

    pub(crate) fn load_origin(&self, origin: Origin, options: ReadOptions) -> CommandResult<Loaded> {
        let shown = shown_name(&origin, self.words);
        let unread = |error| self.unreadable(&error, &shown);
        let opened = OpenedFile::open(&origin).map_err(unread)?;
        let name = SafeText::new(if origin == Origin::Input { &shown } else { &opened.name });
        let reading = opened.whole(options, &()).map_err(unread)?;
        let Some(rendition) = reading.rendition else { return Err(Exit::Unreadable) };
        let loaded = Loaded { document: reading.document, rendition, name, shown, origin };
        self.say_if_cut(&loaded.document);
        self.tell_unread(&loaded);
        Ok(loaded)
    }

    /// Says how much of a document could not be read.
    fn tell_unread(&self, loaded: &Loaded) {
        let (unread, pages) = (loaded.document.unread(), loaded.document.pages().len());
        let say = |id: &str, count: usize| {
            let said = [("file", loaded.shown.as_str().into()), ("count", count.into()), ("pages", pages.into())];
            self.remark(&self.words.fill(id, &said));
        };
        if unread.is_all {
            return say("read-no-page", pages);
        }
        if unread.pages > 0 {
            say("read-pages-lost", unread.pages);
        }
        if unread.parts > 0 {
            say("read-pages-part", unread.parts);
        }
    }

    /// Says where only the beginning of a file could be read.
    pub(crate) fn say_if_cut(&self, document: &Document) {
        if let Some((read, memory)) = document.cut() {
            self.remark(
                &self.words.fill("warning-cut-short", &[("read", read.div_ceil(1 << 20).into()), ("memory", memory.into())]),
            );
        }
    }

    /// Says why a document could not be read.
    pub(crate) fn unreadable(&self, error: &ReadError, name: &str) -> Exit {
        log::warn!("not read: {name}: {error:?}");
        self.remark(&error.words(self.words, name));
        Exit::Unreadable
    }

    /// The section that `number` names, from 1; says that there is none.
    pub(crate) fn section(&self, document: &Document, number: usize) -> CommandResult<usize> {
        let count = document.sections().len();
        match number.checked_sub(1).filter(|index| *index < count) {
            Some(index) => Ok(index),
            None => Err(self.wrong(&self.words.fill("cli-no-section", &[("number", number.into()), ("count", count.into())]))),
        }
    }
}

/// What a file argument means: `-` is standard input.
pub(crate) fn origin_of(name: &OsStr) -> Origin {
    if name == "-" { Origin::Input } else { Origin::File(PathBuf::from(name)) }
}
