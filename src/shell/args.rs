//! The command line: what may be said, in the reader's words.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{StyledStr, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::words::Words;

/// Names of the commands that take one file and a choice of `--json`.
const ON_A_FILE: [(&str, &str); 4] =
    [("outline", "cli-outline"), ("footnotes", "cli-footnotes"), ("check", "cli-check"), ("text", "cli-text")];

/// The whole command line.
pub(crate) fn command(words: &Words) -> Command {
    let style = Say { words };
    let mut ibid = style
        .styled(Command::new("ibid"), "cli-about")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_conflicts_with_subcommands(false)
        .subcommand_negates_reqs(true)
        .subcommand_precedence_over_arg(true)
        .arg(style.file("file").required(false))
        .arg(style.option("at", "PLACE", "cli-at"))
        .arg(style.option("format", "NAME", "cli-format").global(false))
        .arg(style.flag("no-mouse", "cli-no-mouse"))
        .arg(style.flag("ascii", "cli-ascii"))
        .arg(style.option("width", "COLUMNS", "cli-width").value_parser(value_parser!(u16)))
        .arg(style.option("data-dir", "FOLDER", "cli-data-dir").value_parser(value_parser!(PathBuf)).global(true))
        .arg(style.option("language", "TAG", "cli-language").global(true))
        .arg(style.flag("debug", "cli-debug").global(true))
        .arg(style.flag("help", "cli-help").short('h').action(ArgAction::Help).global(true))
        .arg(style.flag("version", "cli-version").short('V').action(ArgAction::Version));
    for (name, about) in ON_A_FILE {
        let mut own =
            style.sub(name, about).arg(style.file("file")).arg(style.json()).arg(style.option("format", "NAME", "cli-format"));
        if name == "text" {
            own = own
                .arg(style.option("section", "NUMBER", "cli-text-section").value_parser(value_parser!(usize)))
                .arg(style.option("width", "COLUMNS", "cli-width").value_parser(value_parser!(u16)))
                .arg(style.flag("dump", "cli-text-dump"));
        }
        ibid = ibid.subcommand(own);
    }
    ibid.subcommand(tables(style))
        .subcommand(search(style))
        .subcommand(annotate(style))
        .subcommand(
            style
                .sub("annotations", "cli-annotations")
                .arg(style.file("file").required(false))
                .arg(style.json())
                .arg(style.from()),
        )
        .subcommand(
            style
                .sub("export", "cli-export")
                .arg(style.file("file"))
                .arg(style.option("format", "NAME", "cli-export-format").default_value("markdown").hide_default_value(true))
                .arg(style.option("out", "PATH", "cli-export-out").value_parser(value_parser!(PathBuf)))
                .arg(style.json())
                .arg(style.from()),
        )
        .subcommand(style.sub("import", "cli-import").arg(style.file("file")).hide(true))
        .subcommand(style.sub("library", "cli-library").arg(style.json()))
        .subcommand(style.sub("paths", "cli-paths").arg(style.json()))
        .subcommand(
            style.sub("completions", "cli-completions").arg(style.positional("shell", "SHELL", "cli-shell").required(true)),
        )
        .subcommand(style.sub("man", "cli-man"))
        .subcommand(style.sub("help", "cli-help-command").arg(style.positional("topic", "TOPIC", "cli-topic")))
}

fn tables(style: Say) -> Command {
    style
        .sub("tables", "cli-tables")
        .arg(style.file("file"))
        .arg(style.positional("number", "NUMBER", "cli-tables-number").value_parser(value_parser!(usize)))
        .arg(style.option("format", "NAME", "cli-tables-format"))
        .arg(style.option("sort", "COLUMN[:desc]", "cli-tables-sort"))
        .arg(style.flag("transpose", "cli-tables-transpose"))
        .arg(style.json())
        .arg(style.from())
}

fn search(style: Say) -> Command {
    style
        .sub("search", "cli-search")
        .arg(style.positional("query", "QUERY", "cli-query").required(true))
        .arg(style.file("file").num_args(1..))
        .arg(style.flag("regex", "cli-regex"))
        .arg(style.option("limit", "NUMBER", "cli-limit").value_parser(value_parser!(usize)))
        .arg(style.option("format", "NAME", "cli-format"))
        .arg(style.json())
}

fn annotate(style: Say) -> Command {
    style
        .sub("annotate", "cli-annotate")
        .arg(style.file("file"))
        .arg(style.option("quote", "TEXT", "cli-quote"))
        .arg(style.option("nth", "NUMBER", "cli-nth").value_parser(value_parser!(usize)))
        .arg(style.option("cell", "TABLE:ROW:COLUMN", "cli-cell").conflicts_with("quote"))
        .arg(
            style
                .option("section", "NUMBER", "cli-annotate-section")
                .value_parser(value_parser!(usize))
                .conflicts_with_all(["quote", "cell"]),
        )
        .arg(style.option("note", "TEXT", "cli-note"))
        .arg(style.option("label", "NAME", "cli-label"))
        .arg(style.option("tag", "NAME", "cli-tag").action(ArgAction::Append))
        .arg(style.json())
        .arg(style.option("format", "NAME", "cli-format"))
}

/// Makes arguments whose words come from the catalogue.
#[derive(Clone, Copy)]
struct Say<'a> {
    words: &'a Words,
}

impl Say<'_> {
    fn sub(self, name: &'static str, about: &str) -> Command {
        self.styled(Command::new(name), about).disable_help_flag(false)
    }

    fn styled(self, command: Command, about: &str) -> Command {
        let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", self.words.say("cli-usage"));
        command
            .about(StyledStr::from(self.words.say(about).into_owned()))
            .help_template(template)
            .subcommand_help_heading(self.words.say("cli-commands").into_owned())
            .subcommand_value_name("COMMAND")
    }

    fn arg(self, name: &'static str, help: &str) -> Arg {
        Arg::new(name).help(self.words.say(help).into_owned())
    }

    fn positional(self, name: &'static str, value: &'static str, help: &str) -> Arg {
        self.arg(name, help).value_name(value).help_heading(self.words.say("cli-arguments").into_owned())
    }

    fn file(self, name: &'static str) -> Arg {
        self.positional(name, "FILE", "cli-file").value_parser(ValueParser::os_string()).required(true)
    }

    fn option(self, name: &'static str, value: &'static str, help: &str) -> Arg {
        self.arg(name, help).long(name).value_name(value).help_heading(self.words.say("cli-options").into_owned())
    }

    fn flag(self, name: &'static str, help: &str) -> Arg {
        self.arg(name, help).long(name).action(ArgAction::SetTrue).help_heading(self.words.say("cli-options").into_owned())
    }

    fn json(self) -> Arg {
        self.flag("json", "cli-json")
    }

    fn from(self) -> Arg {
        self.option("from", "NAME", "cli-format")
    }
}

/// What a wrong command line is answered with.
pub(crate) enum Refusal {
    /// Help or version was asked for: the words, and no error.
    Answer(String),
    /// The words for what is wrong, and where help is.
    Wrong(String),
}

/// Reads the command line.
///
/// # Errors
/// [`Refusal`] with the words to print.
pub(crate) fn parse(words: &Words, args: impl Iterator<Item = OsString>) -> Result<ArgMatches, Refusal> {
    command(words).try_get_matches_from(args).map_err(|error| refusal(words, &error))
}

/// clap speaks English only; what matters of its errors is said in the reader's words.
fn refusal(words: &Words, error: &clap::Error) -> Refusal {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Refusal::Answer(error.render().to_string()),
        ErrorKind::UnknownArgument => words.fill("cli-wrong-unknown", &[("arg", arg.into())]),
        ErrorKind::InvalidSubcommand => {
            words.fill("cli-wrong-command", &[("command", context(ContextKind::InvalidSubcommand).into())])
        }
        ErrorKind::MissingRequiredArgument => words.fill("cli-wrong-missing", &[("arg", arg.into())]),
        ErrorKind::InvalidValue if value.is_empty() => words.fill("cli-wrong-no-value", &[("arg", arg.into())]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words.fill("cli-wrong-value", &[("arg", arg.into()), ("value", value.into())])
        }
        ErrorKind::ArgumentConflict => {
            words.fill("cli-wrong-conflict", &[("arg", arg.into()), ("other", context(ContextKind::PriorArg).into())])
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words.fill("cli-wrong-number", &[("arg", arg.into())])
        }
        _ => words.say("cli-wrong").into_owned(),
    };
    Refusal::Wrong(format!("{said}\n{}\n", words.say("cli-see-help")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn the_command_line_is_well_formed_in_every_language() {
        for language in [Language::English, Language::Korean] {
            command(&Words::new(language)).debug_assert();
        }
    }

    #[test]
    fn a_file_named_like_a_command_needs_its_folder() {
        let words = Words::new(Language::English);
        let read = |args: &[&str]| parse(&words, args.iter().map(OsString::from)).ok().expect("a right command line");
        assert_eq!(read(&["ibid", "text", "x"]).subcommand_name(), Some("text"));
        assert_eq!(read(&["ibid", "./text"]).subcommand_name(), None);
        assert_eq!(read(&["ibid"]).subcommand_name(), None);
    }

    #[test]
    fn a_wrong_argument_is_answered_in_the_readers_words() {
        let words = Words::new(Language::Korean);
        let Err(Refusal::Wrong(said)) = parse(&words, ["ibid", "--nope"].iter().map(OsString::from)) else { unreachable!() };
        assert!(said.contains("--nope") && !said.contains("error:"), "{said}");
    }
}
