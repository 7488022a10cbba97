//! The whole command line: the options of the program, and the commands of the table.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{FORMAT, FROM, Key};
use crate::cli::commands::{COMMANDS, Subcommand, read};
use crate::words::{Language, Words};

/// The folder of the notes, and of all that is kept with them.
pub(crate) const DATA_DIR: Key<PathBuf> = Key::new("data-dir");
/// A file that holds the password of documents.
pub(crate) const PASSWORD_FILE: Key<PathBuf> = Key::new("password-file");
/// Write more to the log.
pub(crate) const DEBUG: Key<bool> = Key::new("debug");
/// The language of all that is said.
const LANGUAGE: Key<String> = Key::new("language");
/// Options of every command stand last in its help.
const LAST: usize = 1000;

/// The whole command line.
pub(crate) fn command_line(words: &Words) -> Command {
    let build = ArgBuilder { words };
    let ibid = build
        .command("ibid", "cli-about")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_negates_reqs(true)
        .subcommand_precedence_over_arg(true)
        .override_usage(build.two_usages("ibid [OPTIONS] [FILE]", "ibid [OPTIONS] COMMAND …"))
        .after_help(words.say("cli-more").into_owned());
    let ibid = read::args(ibid, build).args(of_every_command(build));
    COMMANDS.iter().fold(ibid, |ibid, own| ibid.subcommand(with_parts(own, build)))
}

/// The options that stand in the help of every command, behind its own.
fn of_every_command(build: ArgBuilder) -> [Arg; 6] {
    let languages = Language::ALL.map(|language| PossibleValue::new(language.tag())).to_vec();
    let everywhere = |arg: Arg| arg.global(true).display_order(LAST);
    [
        everywhere(build.option(DATA_DIR, "FOLDER", "cli-data-dir")),
        everywhere(build.name_of(LANGUAGE, "TAG", "cli-language", languages)),
        everywhere(build.option(PASSWORD_FILE, "FILE", "cli-password-file")),
        everywhere(build.flag(DEBUG, "cli-debug")),
        build.flag(Key::new("help"), "cli-help").short('h').action(ArgAction::Help).global(true).display_order(LAST + 1),
        build.flag(Key::new("version"), "cli-version").short('V').action(ArgAction::Version).display_order(LAST + 1),
    ]
}

/// A command with those that belong to it.
fn with_parts(own: &Subcommand, build: ArgBuilder) -> Command {
    let mut command = (own.args)(build.command(own.name, own.about), build);
    // Whatever may be told the format of a document may be told the rest of it.
    if command.get_arguments().any(|arg| arg.get_id() == FORMAT.name || arg.get_id() == FROM.name) {
        command = command.args(build.reading());
    }
    own.parts.iter().fold(command, |command, part| command.subcommand(with_parts(part, build)))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::args::{CommandLineError, parse};

    #[test]
    fn the_command_line_is_well_formed_in_every_language() {
        for language in Language::ALL {
            command_line(&Words::new(language)).debug_assert();
        }
    }

    #[test]
    fn a_file_named_like_a_command_needs_its_folder() {
        let words = Words::new(Language::English);
        let read = |args: &[&str]| {
            parse(command_line(&words), &words, args.iter().map(OsString::from)).ok().expect("a right command line")
        };
        assert_eq!(read(&["ibid", "text", "x"]).subcommand_name(), Some("text"));
        assert_eq!(read(&["ibid", "./text"]).subcommand_name(), None);
        assert_eq!(read(&["ibid"]).subcommand_name(), None);
    }

    #[test]
    fn a_wrong_argument_is_answered_in_the_readers_words() {
        let words = Words::new(Language::Korean);
        let Err(CommandLineError::Wrong(said)) =
            parse(command_line(&words), &words, ["ibid", "--nope"].iter().map(OsString::from))
        else {
            unreachable!()
        };
        assert!(said.contains("--nope") && !said.contains("error:"), "{said}");
    }
}
