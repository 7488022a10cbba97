//! Arguments: their names and types, how they are declared, and what a command line says.

pub(crate) mod builder;
mod error;
pub(crate) mod given;
pub(crate) mod key;
pub(crate) mod nearest;
mod order;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, Command};

use crate::words::Words;

use error::{Known, what_is_wrong};
use order::{InOrder, in_order};

/// What a wrong command line is answered with.
pub(crate) enum CommandLineError {
    /// Help or version was asked for: the words, and no error.
    Answer(String),
    /// The words for what is wrong, and where help is.
    Wrong(String),
}

/// Reads the arguments of a command line that `command` describes.
///
/// # Errors
/// [`CommandLineError`] with the words to print.
pub(crate) fn parse(
    command: Command,
    words: &Words,
    args: impl Iterator<Item = OsString>,
) -> Result<ArgMatches, CommandLineError> {
    let InOrder { args, named, first } = in_order(&command, args.collect());
    let own = named.and_then(|name| command.find_subcommand(name));
    let names_of = |command: &Command| command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
    // What may have been meant: a command, or a part of the one that is named.
    let known: Vec<String> = names_of(own.unwrap_or(&command));
    let words_given = || args.iter().skip(1).take_while(|arg| *arg != "--").filter_map(|arg| arg.to_str());
    let behind = words_given().find_map(|name| command.find_subcommand(name)).filter(|_| own.is_none());
    let behind = behind.map(|found| found.get_name().to_owned());
    let own = own.map(|found| found.get_name().to_owned());
    command.try_get_matches_from(args).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => CommandLineError::Answer(error.render().to_string()),
        _ => {
            let said = what_is_wrong(
                words,
                &error,
                first,
                &Known { commands: &known, is_named: own.is_some(), behind: behind.as_deref() },
            );
            let help = own.map_or_else(|| "ibid --help".to_owned(), |name| format!("ibid {name} --help"));
            CommandLineError::Wrong(format!("{said}\n{}\n", words.fill("cli-see-help", &[("command", help.into())])))
        }
    })
}
