//! Arguments whose help comes from the catalogue.

use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::{Arg, ArgAction, Command};

use crate::import::{ENCODINGS, FORMATS};
use crate::layout::width;
use crate::words::Words;

use super::key::{ASCII, ArgValue, Choice, DELIMITER, ENCODING, FILE, FORMAT, FROM, JSON, Key, NO_MOUSE, PRIVATE};

/// Makes commands and arguments with the words of a language; `help` and `about` are ids of messages.
#[derive(Clone, Copy)]
pub(crate) struct ArgBuilder<'a> {
    pub(crate) words: &'a Words,
}

impl ArgBuilder<'_> {
    /// A command with its headings in the reader's language.
    pub(crate) fn command(self, name: &'static str, about: &str) -> Command {
        let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", self.words.say("cli-usage"));
        Command::new(name)
            .about(StyledStr::from(self.words.say(about).into_owned()))
            .help_template(template)
            .disable_help_flag(true)
            .subcommand_help_heading(self.words.say("cli-commands").into_owned())
            .subcommand_value_name("COMMAND")
    }

    /// Two ways to use a command, one under the other behind the word for usage.
    pub(crate) fn two_usages(self, first: &str, second: &str) -> String {
        format!("{first}\n{}{second}", " ".repeat(width(&self.words.say("cli-usage")) + 1))
    }

    /// Examples of a command, a line each.
    pub(crate) fn examples(self, id: &str) -> String {
        let lines = self.words.say(id);
        let indented: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
        format!("{}\n{}", self.words.say("cli-examples"), indented.join("\n"))
    }

    fn arg(self, name: &'static str, help: &str) -> Arg {
        Arg::new(name).help(self.words.say(help).into_owned())
    }

    pub(crate) fn positional<T: ArgValue>(self, key: Key<T>, value: &'static str, help: &str) -> Arg {
        let heading = self.words.say("cli-arguments").into_owned();
        self.arg(key.name, help).value_name(value).help_heading(heading).value_parser(T::parser())
    }

    pub(crate) fn option<T: ArgValue>(self, key: Key<T>, value: &'static str, help: &str) -> Arg {
        self.long(key.name, help).value_name(value).value_parser(T::parser())
    }

    pub(crate) fn number(self, key: Key<usize>, help: &str) -> Arg {
        self.option(key, "NUMBER", help)
    }

    pub(crate) fn flag(self, key: Key<bool>, help: &str) -> Arg {
        self.long(key.name, help).action(ArgAction::SetTrue)
    }

    /// An option with one of a few values; its help names them.
    pub(crate) fn choice<T: Copy>(self, choice: Choice<T>, value: &'static str, help: &str) -> Arg {
        self.name_of(Key::new(choice.name), value, help, possible_values(choice))
    }

    /// An argument without dashes that has one of a few values.
    pub(crate) fn positional_choice<T: Copy>(self, choice: Choice<T>, value: &'static str, help: &str) -> Arg {
        let known = PossibleValuesParser::new(possible_values(choice));
        self.positional(Key::<String>::new(choice.name), value, help).value_parser(known).hide_possible_values(true)
    }

    /// The same, of values that a table of the library names.
    pub(crate) fn name_of(self, key: Key<String>, value: &'static str, help: &str, known: Vec<PossibleValue>) -> Arg {
        self.long(key.name, help).value_name(value).value_parser(PossibleValuesParser::new(known)).hide_possible_values(true)
    }

    fn long(self, name: &'static str, help: &str) -> Arg {
        self.arg(name, help).long(name).help_heading(self.words.say("cli-options").into_owned())
    }

    /// The document that a command is about.
    pub(crate) fn file(self) -> Arg {
        self.positional(FILE, "FILE", "cli-file").required(true)
    }

    pub(crate) fn json(self) -> Arg {
        self.flag(JSON, "cli-json")
    }

    /// What a document is read as.
    pub(crate) fn format(self) -> Arg {
        self.read_as(FORMAT)
    }

    /// The same, where `--format` says what to write.
    pub(crate) fn from(self) -> Arg {
        self.read_as(FROM)
    }

    fn read_as(self, key: Key<String>) -> Arg {
        let known =
            FORMATS.iter().map(|format| PossibleValue::new(format.name).aliases(format.extensions).aliases(format.aliases));
        self.name_of(key, "NAME", "cli-format", known.collect())
    }

    /// What else is said of how a document is read.
    pub(crate) fn reading(self) -> [Arg; 2] {
        let known = ENCODINGS.iter().map(|(name, others)| PossibleValue::new(*name).aliases(*others)).collect();
        [self.name_of(ENCODING, "NAME", "cli-encoding", known).ignore_case(true), self.option(DELIMITER, "SIGN", "cli-delimiter")]
    }

    /// What the reader on the screen is started with.
    pub(crate) fn screen_options(self) -> [Arg; 3] {
        [self.flag(PRIVATE, "cli-private"), self.flag(NO_MOUSE, "cli-no-mouse"), self.flag(ASCII, "cli-ascii")]
    }
}

/// The words for the values of a choice.
fn possible_values<T: Copy>(choice: Choice<T>) -> Vec<PossibleValue> {
    choice.values.iter().map(|(name, _)| PossibleValue::new(*name)).collect()
}
