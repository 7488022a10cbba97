//! What every command has at hand: its arguments, the words, the store, and where to print.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;
use serde_json::Value;

use crate::annotation::{Details, DocumentId, Found, Note, Rendition, Settlements};
use crate::app::Origin;
use crate::cli::output::Output;
use crate::cli::{Exit, eprint, origin_of, shown_name, unreadable};
use crate::document::{Document, SafeText, Span};
use crate::export::{Shape, document_value};
use crate::import::{FORMATS, Format};
use crate::platform::config::Config;
use crate::platform::exports::auto::{self, Auto};
use crate::platform::exports::collect::{self, Gathered};
use crate::platform::files::Opened;
use crate::platform::folders::Folders;
use crate::platform::store_words::{cannot_write, notice_words, store_words};
use crate::store::{Opening, PackedText, Store, StoreError};
use crate::words::Words;

/// What a command works with.
pub(crate) struct Desk<'a> {
    pub(crate) found: &'a ArgMatches,
    pub(crate) words: &'a Words,
    pub(crate) folders: Option<&'a Folders>,
    pub(crate) out: &'a Output,
}

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

/// A command that can't go on has said why; this is how the program ends.
pub(crate) type Done<T> = Result<T, Exit>;

impl Loaded {
    /// What the document is called in JSON.
    pub(crate) fn about(&self) -> Value {
        document_value(&self.document, &self.name, Some(&self.rendition))
    }
}

impl Desk<'_> {
    /// Whether JSON is asked for.
    pub(crate) fn json(&self) -> bool {
        self.flag("json")
    }

    /// What is configured; what is wrong with it is said.
    pub(crate) fn config(&self) -> Config {
        let (config, fault) = Config::load(self.folders, self.words);
        if let Some(fault) = fault {
            self.remark(&fault);
        }
        config
    }

    /// Every value of an option that may be given more than once.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.found.get_many::<String>(name).into_iter().flatten().map(String::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.found.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.found.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }

    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.found.try_get_one::<usize>(name).ok().flatten().copied()
    }

    pub(crate) fn path(&self, name: &str) -> Option<&Path> {
        self.found.try_get_one::<std::path::PathBuf>(name).ok().flatten().map(std::path::PathBuf::as_path)
    }

    pub(crate) fn print(&self, text: &str) {
        self.out.print(text);
    }

    /// Prints a line.
    pub(crate) fn say(&self, line: &str) {
        self.out.print(line);
        self.out.print("\n");
    }

    /// Prints an object as JSON, with the name of its shape.
    pub(crate) fn print_json(&self, schema: &'static str, fields: Value) {
        // What fails is kept for the end.
        let _ = serde_json::to_writer_pretty(self.out, &Shape { schema, fields });
        self.print("\n");
    }

    /// Says something that is not the answer, on standard error.
    pub(crate) fn remark(&self, said: &str) {
        self.out.hand_on();
        eprint(&format!("{said}\n"));
    }

    /// Says that the command line is wrong, and how.
    pub(crate) fn wrong(&self, said: &str) -> Exit {
        self.remark(said);
        Exit::Usage
    }

    /// Says why something could not be saved.
    pub(crate) fn unsaved(&self, error: &StoreError) -> Exit {
        log::error!("{error}");
        self.remark(&store_words(self.words, error));
        Exit::Unsaved
    }

    /// Says why what is saved could not be read.
    pub(crate) fn unread(&self, error: &StoreError) -> Exit {
        self.unsaved(error);
        Exit::Unreadable
    }

    /// The format that `option` asks for.
    pub(crate) fn format(&self, option: &str) -> Option<&'static Format> {
        format_asked_for(self.found, option)
    }

    /// Reads the one document of the command line. `option` may name its format.
    pub(crate) fn document(&self, option: &str) -> Done<Loaded> {
        let Some(file) = self.found.get_one::<OsString>("file") else { return Err(Exit::Usage) };
        self.load(file, self.format(option))
    }

    pub(crate) fn load(&self, file: &OsString, format: Option<&'static Format>) -> Done<Loaded> {
        self.load_origin(origin_of(file), format)
    }

    pub(crate) fn load_origin(&self, origin: Origin, format: Option<&'static Format>) -> Done<Loaded> {
        let shown = shown_name(&origin, self.words);
        let unread = |error| {
            self.out.hand_on();
            unreadable(&error, self.words, &shown)
        };
        let opened = Opened::open(&origin).map_err(unread)?;
        let name = SafeText::new(if origin == Origin::Input { &shown } else { &opened.name });
        let reading = opened.whole(format, &()).map_err(unread)?;
        let Some(rendition) = reading.rendition else { return Err(Exit::Unreadable) };
        Ok(Loaded { document: reading.document, rendition, name, shown, origin })
    }

    /// The store, to write to it; says why not.
    fn store(&self) -> Done<Store> {
        let Some(folders) = self.folders else {
            self.remark(&self.words.say("store-no-home"));
            return Err(Exit::Unsaved);
        };
        self.open(folders).map_err(|error| self.unsaved(&error))
    }

    /// The same, where it can be written to.
    pub(crate) fn writable(&self) -> Done<Store> {
        let store = self.store()?;
        match cannot_write(&store, self.words) {
            Some(reason) => {
                self.remark(&reason);
                Err(Exit::Unsaved)
            }
            None => Ok(store),
        }
    }

    /// What was kept so far, to read it: `None` where nothing was, and nothing is made then.
    pub(crate) fn kept(&self) -> Done<Option<Store>> {
        let Some(folders) = self.folders.filter(|folders| holds_something(&folders.data)) else { return Ok(None) };
        self.open(folders).map(Some).map_err(|error| self.unread(&error))
    }

    fn open(&self, folders: &Folders) -> Result<Store, StoreError> {
        let mut store = Store::open(&folders.data, &jiff::Zoned::now())?;
        for notice in store.take_notices() {
            if let Some(said) = notice_words(self.words, &notice) {
                self.remark(&said);
            }
        }
        Ok(store)
    }

    /// The notes on a document in the order of the text, each with how it was found; those
    /// that were not found for certain last.
    pub(crate) fn found(&self, loaded: &Loaded) -> Done<Vec<(Note, Found)>> {
        let found = |store: Store| collect::found(&store, &loaded.document, &loaded.rendition);
        self.kept()?.map_or(Ok(Vec::new()), found).map_err(|error| self.unread(&error))
    }

    /// What the reader settled of where notes stand: in this document's text before others.
    pub(crate) fn settled(&self, store: Option<&Store>, loaded: Option<&Loaded>) -> Done<Settlements> {
        let text = loaded.map(|loaded| &loaded.rendition.text);
        store.map_or(Ok(Settlements::new()), |store| store.settlements(text).map_err(|error| self.unread(&error)))
    }

    /// What is known of a document: what its file says, under what the reader says.
    pub(crate) fn details(&self, store: Option<&Store>, loaded: &Loaded) -> Done<Details> {
        let own = store.map(|store| store.details(&loaded.rendition.document())).transpose();
        let own = own.map_err(|error| self.unread(&error))?.unwrap_or_default();
        Ok(Details::of(loaded.document.meta()).under(&own))
    }

    /// Writes the file of a document whose notes have changed, where that is configured.
    pub(crate) fn export_again(&self, store: &Store, loaded: &Loaded) {
        if let Some(auto) = self.auto() {
            let Loaded { document, rendition, name, .. } = loaded;
            let read = collect::Read { document: Arc::clone(document), rendition: rendition.clone(), name: name.clone() };
            auto::after(&auto, store, Gathered::of(Some(store), read), self.words, &|reason| self.remark(reason));
        }
    }

    /// The same of documents that the library has to find.
    pub(crate) fn export_all_again(&self, store: &Store, changed: &[DocumentId]) {
        let Some(auto) = self.auto() else { return };
        for id in changed {
            auto::after(&auto, store, collect::one(store, *id, &()), self.words, &|reason| self.remark(reason));
        }
    }

    fn auto(&self) -> Option<Auto> {
        // What is wrong with the configuration is said where it is read for the command itself.
        Auto::of(&Config::load(self.folders, self.words).0.export, self.folders)
    }

    /// Puts a document on the shelf, and lays its text down, so that its notes can be found
    /// again. They are saved already: what fails here is for the log.
    pub(crate) fn shelve(&self, store: &mut Store, loaded: &Loaded, now: jiff::Zoned) {
        let path = match &loaded.origin {
            Origin::File(path) => std::path::absolute(path).ok(),
            _ => None,
        };
        let opening = Opening {
            document: loaded.rendition.document(),
            path,
            title: loaded.document.meta().title.clone().unwrap_or_else(|| loaded.name.clone()),
            size: loaded.document.text().len() as u64,
            at: now,
        };
        // What has a password is not laid down without one.
        let text = (!loaded.document.meta().is_locked()).then(|| PackedText::of(loaded.document.text()));
        if let Err(error) = store.opened(&opening).and_then(|()| text.map_or(Ok(()), |text| store.keep_text(&text))) {
            log::warn!("{error}");
        }
    }

    /// The notes on all documents, those of one document together.
    pub(crate) fn all_notes(&self, store: &Store) -> Done<Vec<Note>> {
        collect::all_notes(store).map_err(|error| self.unread(&error))
    }

    /// What the library holds; says why it can't be read.
    pub(crate) fn shelf(&self, store: &Store) -> Done<Vec<crate::store::Shelved>> {
        store.library().map_err(|error| self.unread(&error))
    }

    /// The section that `number` names, from 1; says that there is none.
    pub(crate) fn section(&self, document: &Document, number: usize) -> Done<usize> {
        let count = document.sections().len();
        match number.checked_sub(1).filter(|index| *index < count) {
            Some(index) => Ok(index),
            None => Err(self.wrong(&self.words.fill("cli-no-section", &[("number", number.into()), ("count", count.into())]))),
        }
    }

    /// A page in few words; empty where there are no pages.
    pub(crate) fn page_words(&self, document: &Document, span: Span) -> String {
        page(document, span).map(|page| self.words.fill("page-short", &[("page", page.into())])).unwrap_or_default()
    }

    /// Where something stands: its page and its section, as far as the document has them.
    pub(crate) fn whereabouts(&self, document: &Document, span: Span) -> String {
        let section = match (document.body_at(span.start), document.section_at(span.start)) {
            (Some(footnote), _) => {
                let label = document.footnotes()[footnote].label.as_str();
                self.words.fill("place-footnote", &[("label", label.into())])
            }
            (None, Some(section)) if document.sections().len() > 1 => {
                self.words.fill("section-short", &[("number", (section + 1).into())])
            }
            _ => String::new(),
        };
        let both = [self.page_words(document, span), section];
        both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a data folder may hold notes. A lost database is restored from what lies beside
/// it, so any file of the store tells; the log and the configuration do not.
fn holds_something(data: &Path) -> bool {
    match std::fs::read_dir(data) {
        Ok(entries) => entries.flatten().any(|entry| entry.file_name() != "state" && entry.file_name() != "config"),
        // What can't be looked into has to be said.
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

/// The format that `option` of the command line asks for, by its name or an ending of its files.
pub(crate) fn format_asked_for(found: &ArgMatches, option: &str) -> Option<&'static Format> {
    let asked = found.try_get_one::<String>(option).ok().flatten()?;
    FORMATS.iter().find(|format| format.name == asked || format.extensions.contains(&asked.as_str()))
}

/// A page's label at a point.
pub(crate) fn page(document: &Document, span: Span) -> Option<&str> {
    document.page_at(span.start).map(|page| document.pages()[page].label.as_str())
}

/// The title of the section around a point; empty for an untitled one.
pub(crate) fn section_title(document: &Document, span: Span) -> &str {
    document.section_at(span.start).map_or("", |section| document.slice(document.sections()[section].title))
}

/// `text` in `columns` columns at least, by display width.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(crate::layout::width(text))))
}

/// The beginning of `text` on one line, in about `columns` columns.
pub(crate) fn shortened(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let c = if c == '\n' { ' ' } else { c };
        taken += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if taken > columns {
            return out.trim_end().to_owned() + " …";
        }
        out.push(c);
    }
    out
}
