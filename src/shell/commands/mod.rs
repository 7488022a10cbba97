//! The commands: whatever the screen can do, from a shell, on the very same store.
//!
//! Each prints for people, and with `--json` for programs: an object with a `schema`, its
//! offsets named by their unit. `ibid help json` describes the shapes.

mod annotate;
mod annotations;
mod check;
mod export;
mod footnotes;
mod help;
mod library;
mod outline;
mod search;
mod tables;
mod text;

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;
use serde_json::Value;

use crate::annotation::{Finder, Note, Rendition};
use crate::app::Origin;
use crate::document::{Document, Span};
use crate::import::Format;
use crate::store::Store;
use crate::words::Words;

use super::files::Opened;
use super::folders::Folders;
use super::{Exit, eprint, print, reader, store_words, unreadable};

pub(super) use export::export_to;
pub(super) use text::print_document;

/// What every command has at hand.
struct Desk<'a> {
    found: &'a ArgMatches,
    words: &'a Words,
    folders: Option<&'a Folders>,
}

/// A document that a command works on.
struct Loaded {
    document: Arc<Document>,
    rendition: Rendition,
    /// Its file's name.
    name: String,
    /// What the command line called it.
    shown: String,
    origin: Origin,
}

/// A command that can't go on has said why; this is how the program ends.
type Done<T> = Result<T, Exit>;

/// Runs command `name`.
pub(super) fn run(name: &str, found: &ArgMatches, words: &Words, folders: Option<&Folders>) -> Exit {
    let desk = Desk { found, words, folders };
    let ended = match name {
        "outline" => outline::run(&desk),
        "text" => text::run(&desk),
        "tables" => tables::run(&desk),
        "footnotes" => footnotes::run(&desk),
        "search" => search::run(&desk),
        "annotate" => annotate::run(&desk),
        "annotations" => annotations::run(&desk),
        "export" => export::run(&desk),
        "library" => library::run(&desk),
        "paths" => library::paths(&desk),
        "check" => check::run(&desk),
        "completions" => help::completions(&desk),
        "man" => help::man(&desk),
        "help" => help::run(&desk),
        _ => Err(Exit::Usage),
    };
    ended.unwrap_or_else(|exit| exit)
}

impl Desk<'_> {
    /// Whether JSON is asked for.
    fn json(&self) -> bool {
        self.found.try_get_one::<bool>("json").ok().flatten().copied().unwrap_or(false)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.found.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.found.try_get_one::<usize>(name).ok().flatten().copied()
    }

    fn flag(&self, name: &str) -> bool {
        self.found.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
    }

    /// Says that the command line is wrong, and how.
    fn wrong(&self, said: &str) -> Exit {
        eprint(&format!("{said}\n"));
        Exit::Usage
    }

    /// The format named in `option`.
    fn format(&self, option: &str) -> Done<Option<&'static Format>> {
        let named = self.text(option).map(reader::format_or_names).transpose();
        named.map_err(|known| self.wrong(&self.words.fill("cli-no-format", &[("known", known.into())])))
    }

    /// Reads the one document of the command line.
    fn document(&self, format_option: &str) -> Done<Loaded> {
        let format = self.format(format_option)?;
        let Some(file) = self.found.get_one::<OsString>("file") else { return Err(Exit::Usage) };
        self.load(file, format)
    }

    fn load(&self, file: &OsString, format: Option<&'static Format>) -> Done<Loaded> {
        let origin = super::origin_of(file);
        let shown = super::shown_name(&origin, self.words);
        let opened = Opened::open(&origin).map_err(|error| unreadable(&error, self.words, &shown))?;
        let name = if origin == Origin::Input { shown.clone() } else { opened.name.clone() };
        let reading = opened.whole(format, &()).map_err(|error| unreadable(&error, self.words, &shown))?;
        let Some(rendition) = reading.rendition else { return Err(Exit::Unreadable) };
        Ok(Loaded { document: reading.document, rendition, name, shown, origin })
    }

    /// The store; says why not.
    fn store(&self) -> Done<Store> {
        let Some(folders) = self.folders else {
            eprint(&format!("{}\n", self.words.say("store-no-home")));
            return Err(Exit::Unsaved);
        };
        Store::open(&folders.data, &jiff::Zoned::now()).map_err(|error| self.unsaved(&error))
    }

    fn unsaved(&self, error: &crate::store::StoreError) -> Exit {
        log::error!("{error}");
        eprint(&format!("{}\n", store_words(self.words, error)));
        Exit::Unsaved
    }

    /// The notes on a document, each with where it stands.
    fn notes(&self, loaded: &Loaded) -> Done<Vec<(Note, Option<Span>)>> {
        let Some(folders) = self.folders.filter(|folders| folders.data.join("notes.db").exists()) else { return Ok(Vec::new()) };
        let store = Store::open(&folders.data, &jiff::Zoned::now()).map_err(|error| self.unsaved(&error))?;
        let notes = store.notes(&loaded.rendition.document()).map_err(|error| self.unsaved(&error))?;
        let texts = store.old_texts(&notes, &loaded.rendition);
        let mut finder = Finder::new(&loaded.document, &loaded.rendition);
        for (hash, text) in &texts {
            finder.remember(*hash, text);
        }
        let mut place = |note: Note| {
            let span = finder.find(&note.anchor, &|| true).and_then(|found| found.span());
            (note, span)
        };
        Ok(notes.into_iter().map(&mut place).collect())
    }
}

/// Prints a value as JSON.
fn print_json(value: &Value) {
    print(&(serde_json::to_string_pretty(value).unwrap_or_default() + "\n"));
}

/// A page's label at a point.
fn page(document: &Document, span: Span) -> Option<&str> {
    document.page_at(span.start).map(|page| document.pages()[page].label.as_str())
}

/// The title of the section around a point; empty for an untitled one.
fn section(document: &Document, span: Span) -> &str {
    document.section_at(span.start).map_or("", |section| document.slice(document.sections()[section].title))
}

/// What a document is called in JSON.
fn about(loaded: &Loaded) -> Value {
    serde_json::json!({
        "file": loaded.name,
        "title": loaded.document.meta().title,
        "language": loaded.document.meta().language,
        "bytes_hash": loaded.rendition.bytes,
        "importer": loaded.rendition.importer,
    })
}

/// Writes `bytes` to `path` in one piece: all of it, or what was there before.
fn write_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    // A file that was there keeps its permissions; a new one gets those of any new file.
    let permissions = match std::fs::metadata(path) {
        Ok(found) => found.permissions(),
        Err(_) => std::os::unix::fs::PermissionsExt::from_mode(0o644),
    };
    file.as_file().set_permissions(permissions)?;
    file.persist(path)?;
    Ok(())
}
