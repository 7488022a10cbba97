//! The commands: whatever the screen can do, from a shell, on the very same store.
//!
//! Each prints for people, and with `--json` for programs: an object with a `schema`, its
//! offsets named by their unit. `ibid help json` describes the shapes.
//!
//! A new command is a file with a [`Subcommand`] and a row of [`COMMANDS`].

mod document;
mod library;
mod notes;
mod program;
pub(crate) mod read;

use std::io;

use clap::{ArgMatches, Command};

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::given::Arguments;
use crate::cli::output::eprint;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::platform::io_reason::io_reason;
use crate::words::Words;

/// A command: what it is called, what it takes, and what it does.
#[derive(Debug)]
pub(crate) struct Subcommand {
    pub(crate) name: &'static str,
    /// The message that says in a line what it is for.
    pub(crate) about: &'static str,
    /// Adds its arguments to what has its name.
    pub(crate) args: fn(Command, ArgBuilder) -> Command,
    pub(crate) run: fn(&Session) -> CommandResult,
    /// Commands that belong to it: `ibid library check`.
    pub(crate) parts: &'static [Subcommand],
}

/// Every command, in the order of the help.
pub(crate) const COMMANDS: &[Subcommand] = &[
    document::outline::COMMAND,
    document::shape::COMMAND,
    document::terms::COMMAND,
    document::claims::COMMAND,
    document::text::COMMAND,
    document::footnotes::COMMAND,
    document::references::COMMAND,
    document::pictures::COMMAND,
    document::check::COMMAND,
    notes::annotations::COMMAND,
    document::tables::COMMAND,
    document::search::COMMAND,
    document::timeline::COMMAND,
    notes::annotate::COMMAND,
    document::compare::COMMAND,
    notes::export::COMMAND,
    notes::import::COMMAND,
    notes::open::COMMAND,
    notes::templates::COMMAND,
    notes::cite::COMMAND,
    library::COMMAND,
    program::paths::COMMAND,
    program::formats::COMMAND,
    program::completions::COMMAND,
    program::man::COMMAND,
    program::help::COMMAND,
];

/// Runs the command that the command line names; without one a document is read.
pub(crate) fn run(found: &ArgMatches, session: Session) -> CommandResult {
    let (mut run, mut parts, mut found): (fn(&Session) -> CommandResult, _, _) = (read::run, COMMANDS, found);
    while let Some((name, own)) = found.subcommand() {
        let Some(command) = parts.iter().find(|command| command.name == name) else { return Err(Exit::Usage) };
        (run, parts, found) = (command.run, command.parts, own);
    }
    run(&Session { args: Arguments(found), ..session })
}

/// How the program ends, when what it printed may not have arrived.
pub(crate) fn ended_with(exit: Exit, printed: io::Result<()>, words: &Words) -> Exit {
    match printed {
        Ok(()) => exit,
        Err(error) => {
            log::error!("standard output: {error}");
            eprint(&format!("{}\n", words.fill("output-failed", &[("reason", io_reason(words, &error).into())])));
            Exit::Unsaved
        }
    }
}
