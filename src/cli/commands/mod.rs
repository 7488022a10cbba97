//! The commands: whatever the screen can do, from a shell, on the very same store.
//!
//! Each prints for people, and with `--json` for programs: an object with a `schema`, its
//! offsets named by their unit. `ibid help json` describes the shapes.

pub(crate) mod document;
pub(crate) mod library;
pub(crate) mod notes;
pub(crate) mod program;

use std::io;

use clap::ArgMatches;

use crate::cli::output::Output;
use crate::cli::session::Desk;
use crate::cli::{Exit, eprint};
use crate::platform::folders::Folders;
use crate::platform::io_reason::io_reason;
use crate::words::Words;

use document::{check, claims, compare, footnotes, outline, pictures, references, search, shape, tables, terms, text, timeline};
use library::{details, upkeep};
use notes::{annotate, annotations, export, history, import, review, templates};
use program::{formats, help, man};

pub(crate) use crate::cli::session::format_asked_for;
pub(crate) use details::DETAILS;
pub(crate) use document::text::print_document;
pub(crate) use notes::open::Aim;

/// Runs command `name`.
pub(crate) fn run(name: &str, found: &ArgMatches, words: &Words, folders: Option<&Folders>) -> Exit {
    let out = Output::new();
    let (part, found) = found.subcommand().map_or((None, found), |(part, own)| (Some(part), own));
    let desk = Desk { found, words, folders, out: &out };
    let ended = match name {
        "annotations" if part == Some("history") => history::run(&desk),
        "annotations" if part == Some("review") => review::run(&desk),
        "library" if part == Some("backup") => upkeep::backup(&desk),
        "library" if part == Some("check") => upkeep::check(&desk),
        "library" if part == Some("restore") => upkeep::restore(&desk),
        "library" if part == Some("edit") => details::edit(&desk),
        "library" if part == Some("purge") => upkeep::purge(&desk),
        "outline" => outline::run(&desk),
        "shape" => shape::run(&desk),
        "text" => text::run(&desk),
        "tables" => tables::run(&desk),
        "pictures" => pictures::run(&desk),
        "footnotes" => footnotes::run(&desk),
        "references" => references::run(&desk),
        "search" => search::run(&desk),
        "annotate" => annotate::run(&desk),
        "annotations" => annotations::run(&desk),
        "export" => export::run(&desk),
        "import" => import::run(&desk),
        "templates" => templates::run(&desk),
        "cite" => details::run(&desk),
        "library" => library::run(&desk),
        "paths" => library::paths(&desk),
        "formats" => formats::run(&desk),
        "check" => check::run(&desk),
        "timeline" => timeline::run(&desk),
        "compare" => compare::run(&desk),
        "claims" => claims::run(&desk),
        "terms" => terms::run(&desk),
        "completions" => help::completions(&desk),
        "man" => man::run(&desk),
        "help" => help::run(&desk),
        _ => Err(Exit::Usage),
    };
    ended_with(ended.unwrap_or_else(|exit| exit), out.end(), words)
}

/// Finds what `ibid open` is to read; or how the program ends, where there is nothing to read.
pub(crate) fn open(found: &ArgMatches, words: &Words, folders: Option<&Folders>, on_screen: bool) -> Result<Aim, Exit> {
    let out = Output::new();
    let desk = Desk { found, words, folders, out: &out };
    match notes::open::run(&desk, on_screen) {
        Ok(Some(aim)) => Ok(aim),
        Ok(None) => Err(ended_with(Exit::Done, out.end(), words)),
        Err(exit) => Err(ended_with(exit, out.end(), words)),
    }
}

/// How the program ends, when what it printed may not have arrived.
fn ended_with(exit: Exit, printed: io::Result<()>, words: &Words) -> Exit {
    match printed {
        Ok(()) => exit,
        Err(error) => {
            log::error!("standard output: {error}");
            eprint(&format!("{}\n", words.fill("output-failed", &[("reason", io_reason(words, &error).into())])));
            Exit::Unsaved
        }
    }
}
