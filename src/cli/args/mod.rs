//! The command line: what may be said, in the reader's words.

mod wrong;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, RangedU64ValueParser, StyledStr, ValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::cli::commands::DETAILS;
use crate::export::TARGETS;
use crate::import::FORMATS;
use crate::intake::SOURCES;
use crate::layout::width;
use crate::table::Derivation;
use crate::table::GRIDS;
use crate::words::{Language, Words};
use wrong::what_is_wrong;

/// Names of the commands that take one file and a choice of `--json`.
const ON_A_FILE: [(&str, &str); 10] = [
    ("outline", "cli-outline"),
    ("shape", "cli-shape"),
    ("terms", "cli-terms"),
    ("claims", "cli-claims"),
    ("text", "cli-text"),
    ("footnotes", "cli-footnotes"),
    ("references", "cli-references"),
    ("pictures", "cli-pictures"),
    ("check", "cli-check"),
    ("annotations", "cli-annotations"),
];
/// The shells that completions can be made for.
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];
/// Options of every command stand last in its help.
const LAST: usize = 1000;

/// The whole command line.
pub(crate) fn command(words: &Words) -> Command {
    let style = Say { words };
    let mut ibid = style
        .styled(Command::new("ibid"), "cli-about")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_negates_reqs(true)
        .subcommand_precedence_over_arg(true)
        .override_usage(style.two_ways("ibid [OPTIONS] [FILE]", "ibid [OPTIONS] COMMAND …"))
        .after_help(words.say("cli-more").into_owned())
        .arg(style.file().required(false))
        .arg(style.option("at", "PLACE", "cli-at"))
        .arg(style.format())
        .arg(style.option("width", "COLUMNS", "cli-width").value_parser(value_parser!(u16)))
        .arg(style.flag("private", "cli-private"))
        .arg(style.flag("no-mouse", "cli-no-mouse"))
        .arg(style.flag("ascii", "cli-ascii"))
        .arg(
            style
                .option("data-dir", "FOLDER", "cli-data-dir")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .display_order(LAST),
        )
        .arg(
            style
                .one_of("language", "TAG", "cli-language", Language::ALL.map(|language| PossibleValue::new(language.tag())))
                .global(true)
                .display_order(LAST),
        )
        .arg(
            style
                .option("password-file", "FILE", "cli-password-file")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .display_order(LAST),
        )
        .arg(style.flag("debug", "cli-debug").global(true).display_order(LAST))
        .arg(style.flag("help", "cli-help").short('h').action(ArgAction::Help).global(true).display_order(LAST + 1))
        .arg(style.flag("version", "cli-version").short('V').action(ArgAction::Version).display_order(LAST + 1));
    for (name, about) in ON_A_FILE {
        let mut own = style.sub(name, about).arg(style.file().required(name != "annotations")).arg(style.format());
        if name == "text" {
            own = own
                .arg(style.number("section", "cli-text-section"))
                .arg(style.option("width", "COLUMNS", "cli-width").value_parser(value_parser!(u16)))
                .arg(style.one_of("links", "WHEN", "cli-text-links", ["auto", "always", "never"].map(PossibleValue::new)))
                .arg(style.flag("dump", "cli-text-dump").conflicts_with_all(["json", "section", "width"]));
        }
        if name == "terms" {
            own = own
                .arg(style.one_of("order", "ORDER", "cli-terms-order", ["name", "count", "place"].map(PossibleValue::new)))
                .arg(style.number("least", "cli-terms-least"));
        }
        if name == "pictures" {
            own = own.arg(style.option("write", "FOLDER", "cli-pictures-write").value_parser(value_parser!(PathBuf)));
        }
        if name == "annotations" {
            let usage = style.two_ways("ibid annotations [OPTIONS] [FILE]", "ibid annotations COMMAND …");
            own = own.override_usage(usage).args_conflicts_with_subcommands(true).subcommand(
                style.sub("history", "cli-history").arg(style.file().required(false)).arg(style.format()).arg(style.json()),
            );
            let orders = ["place", "newest", "label"].map(PossibleValue::new);
            own = own
                .subcommand(review(style))
                .arg(style.option("filter", "QUERY", "cli-filter").allow_hyphen_values(true))
                .arg(style.one_of("sort", "ORDER", "cli-sort-notes", orders))
                .after_help(style.examples("cli-annotations-examples"));
        }
        ibid = ibid.subcommand(own.arg(style.json()));
    }
    ibid.subcommand(tables(style))
        .subcommand(search(style))
        .subcommand(timeline(style))
        .subcommand(annotate(style))
        .subcommand(compare(style))
        .subcommand(export(style))
        .subcommand(import(style))
        .subcommand(
            style
                .sub("open", "cli-open")
                .after_help(style.examples("cli-open-examples"))
                .arg(style.positional("address", "ADDRESS", "cli-open-address").required(true))
                .arg(style.flag("print", "cli-open-print"))
                .arg(style.flag("private", "cli-private"))
                .arg(style.flag("no-mouse", "cli-no-mouse"))
                .arg(style.flag("ascii", "cli-ascii"))
                .arg(style.json()),
        )
        .subcommand(
            style
                .sub("templates", "cli-templates")
                .arg(style.positional("name", "NAME", "cli-templates-name"))
                .arg(style.flag("variables", "cli-templates-variables").conflicts_with("json"))
                .arg(style.json().conflicts_with("name")),
        )
        .subcommand(
            style
                .sub("cite", "cli-cite")
                .after_help(style.examples("cli-cite-examples"))
                .arg(style.file())
                .arg(style.option("quote", "TEXT", "cli-cite-quote"))
                .arg(style.number("nth", "cli-nth").requires("quote"))
                .arg(style.option("style", "NAME", "cli-cite-style"))
                .arg(style.format())
                .arg(style.json()),
        )
        .subcommand(library(style))
        .subcommand(style.sub("paths", "cli-paths").arg(style.json()))
        .subcommand(style.sub("formats", "cli-formats").arg(style.json()))
        .subcommand(
            style.sub("completions", "cli-completions").arg(
                style
                    .positional("shell", "SHELL", "cli-shell")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(SHELLS))
                    .hide_possible_values(true),
            ),
        )
        .subcommand(style.sub("man", "cli-man"))
        .subcommand(style.sub("help", "cli-help-command").arg(style.positional("topic", "TOPIC", "cli-topic")))
}

fn export(style: Say) -> Command {
    let targets = TARGETS.iter().map(|target| PossibleValue::new(target.name).aliases(target.aliases));
    style
        .sub("export", "cli-export")
        .after_help(style.examples("cli-export-examples"))
        .arg(style.file().required(false).num_args(0..))
        .arg(style.flag("all", "cli-export-all").conflicts_with("file"))
        .arg(style.one_of("format", "NAME", "cli-export-format", targets))
        .arg(style.option("template", "NAME", "cli-export-template").conflicts_with("format"))
        .arg(style.option("out", "PATH", "cli-export-out").value_parser(value_parser!(PathBuf)))
        .arg(style.option("filter", "QUERY", "cli-filter").allow_hyphen_values(true))
        .arg(style.one_of("sort", "ORDER", "cli-export-sort", ["place", "time"].map(PossibleValue::new)))
        .arg(style.flag("sentence", "cli-export-sentence"))
        .arg(style.flag("bom", "cli-tables-bom"))
        .arg(style.from())
        .arg(style.json())
}

fn import(style: Say) -> Command {
    let sources = SOURCES.iter().map(|source| PossibleValue::new(source.name));
    let files = style.positional("file", "[FILE] NOTES", "cli-import-files").value_parser(ValueParser::os_string());
    style
        .sub("import", "cli-import")
        .after_help(style.examples("cli-import-examples"))
        .arg(files.required(true).num_args(1..=2))
        .arg(style.one_of("source", "NAME", "cli-import-source", sources))
        .arg(style.option("about", "TITLE", "cli-import-about"))
        .arg(style.flag("dry-run", "cli-import-dry"))
        .arg(style.format())
        .arg(style.json())
}

fn review(style: Say) -> Command {
    let levels = ["exact", "moved", "all"].map(PossibleValue::new);
    style
        .sub("review", "cli-review")
        .arg(style.file())
        .arg(style.flag("carry", "cli-review-carry"))
        .arg(style.flag("leave", "cli-review-leave").conflicts_with("carry"))
        .arg(style.one_of("accept", "WHICH", "cli-review-accept", levels))
        .arg(style.format())
        .arg(style.json())
}

fn library(style: Say) -> Command {
    let backup = style.positional("backup", "BACKUP", "cli-restore-backup").value_parser(value_parser!(PathBuf));
    style
        .sub("library", "cli-library")
        .override_usage(style.two_ways("ibid library [OPTIONS]", "ibid library COMMAND …"))
        .args_conflicts_with_subcommands(true)
        .arg(style.json())
        .subcommand(style.sub("backup", "cli-backup").arg(style.json()))
        .subcommand(style.sub("check", "cli-library-check").arg(style.json()))
        .subcommand(style.sub("restore", "cli-restore").arg(backup).arg(style.json()))
        .subcommand(DETAILS.iter().fold(
            style.sub("edit", "cli-library-edit").arg(style.file()).arg(style.format()).arg(style.json()),
            |own, (name, about)| own.arg(style.option(name, "TEXT", about)),
        ))
        .subcommand(
            style
                .sub("purge", "cli-purge")
                .arg(style.option("document", "DOCUMENT", "cli-purge-document"))
                .arg(style.flag("yes", "cli-purge-yes"))
                .arg(style.json()),
        )
}

fn tables(style: Say) -> Command {
    style
        .sub("tables", "cli-tables")
        .after_help(style.examples("cli-tables-examples"))
        .arg(style.file())
        .arg(style.positional("number", "NUMBER", "cli-tables-number").value_parser(value_parser!(usize)))
        .arg(
            style
                .one_of(
                    "format",
                    "NAME",
                    "cli-tables-format",
                    GRIDS.iter().map(|grid| PossibleValue::new(grid.name).aliases(grid.aliases)),
                )
                .requires("number"),
        )
        .arg(style.option("sort", "COLUMN[:desc]", "cli-tables-sort").requires("number"))
        .arg(style.option("then", "COLUMN[:desc]", "cli-tables-then").requires("sort").action(ArgAction::Append))
        .arg(style.flag("transpose", "cli-tables-transpose").requires("number"))
        .arg(
            style
                .option("filter", "CONDITION", "cli-tables-filter")
                .requires("number")
                .action(ArgAction::Append)
                .allow_hyphen_values(true),
        )
        .arg(
            style
                .one_of("view", "NAME", "cli-tables-view", Derivation::ALL.map(|view| PossibleValue::new(view.name())))
                .requires("number"),
        )
        .arg(style.flag("bom", "cli-tables-bom").requires("number"))
        .arg(style.from())
        .arg(style.json().conflicts_with("format"))
}

fn search(style: Say) -> Command {
    style
        .sub("search", "cli-search")
        .after_help(style.examples("cli-search-examples"))
        .arg(style.positional("query", "QUERY", "cli-query").required(true))
        .arg(style.file().num_args(1..))
        .arg(style.flag("regex", "cli-regex"))
        .arg(style.option("limit", "NUMBER", "cli-limit").value_parser(RangedU64ValueParser::<usize>::new().range(1..)))
        .arg(style.format())
        .arg(style.json())
}

fn timeline(style: Say) -> Command {
    style
        .sub("timeline", "cli-timeline")
        .after_help(style.examples("cli-timeline-examples"))
        .arg(style.file())
        .arg(style.option("from", "DATE", "cli-timeline-from"))
        .arg(style.option("to", "DATE", "cli-timeline-to"))
        .arg(style.one_of("order", "ORDER", "cli-timeline-order", ["time", "place"].map(PossibleValue::new)))
        .arg(style.format())
        .arg(style.json())
}

fn compare(style: Say) -> Command {
    let files = style.positional("files", "FILE", "cli-compare-files").value_parser(ValueParser::os_string());
    let ways = ["auto", "words", "structure"].map(PossibleValue::new);
    style
        .sub("compare", "cli-compare")
        .after_help(style.examples("cli-compare-examples"))
        .arg(files.required(true).num_args(2).value_names(["FILE", "OTHER"]))
        .arg(style.one_of("by", "WAY", "cli-compare-by", ways))
        .arg(style.flag("summary", "cli-compare-summary"))
        .arg(style.format())
        .arg(style.json())
}

fn annotate(style: Say) -> Command {
    style
        .sub("annotate", "cli-annotate")
        .after_help(style.examples("cli-annotate-examples"))
        .arg(style.file())
        .arg(style.option("quote", "TEXT", "cli-quote"))
        .arg(style.number("nth", "cli-nth").requires("quote"))
        .arg(style.option("cell", "TABLE:ROW:COLUMN", "cli-cell").conflicts_with("quote"))
        .arg(style.number("section", "cli-annotate-section").conflicts_with_all(["quote", "cell"]))
        .arg(style.option("footnote", "LABEL", "cli-annotate-footnote").conflicts_with_all(["quote", "cell", "section"]))
        .arg(style.option("note", "TEXT", "cli-note"))
        .arg(style.option("label", "NAME", "cli-label"))
        .arg(style.option("tag", "NAME", "cli-tag").action(ArgAction::Append))
        .arg(style.format())
        .arg(style.json())
}

/// Makes arguments whose words come from the catalogue.
#[derive(Clone, Copy)]
struct Say<'a> {
    words: &'a Words,
}

impl Say<'_> {
    fn sub(self, name: &'static str, about: &str) -> Command {
        self.styled(Command::new(name), about)
    }

    fn styled(self, command: Command, about: &str) -> Command {
        let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", self.words.say("cli-usage"));
        command
            .about(StyledStr::from(self.words.say(about).into_owned()))
            .help_template(template)
            .disable_help_flag(true)
            .subcommand_help_heading(self.words.say("cli-commands").into_owned())
            .subcommand_value_name("COMMAND")
    }

    /// Two ways to use a command, one under the other behind the word for usage.
    fn two_ways(self, first: &str, second: &str) -> String {
        format!("{first}\n{}{second}", " ".repeat(width(&self.words.say("cli-usage")) + 1))
    }

    /// Examples of a command, a line each.
    fn examples(self, id: &str) -> String {
        let lines = self.words.say(id);
        let indented: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
        format!("{}\n{}", self.words.say("cli-examples"), indented.join("\n"))
    }

    fn arg(self, name: &'static str, help: &str) -> Arg {
        Arg::new(name).help(self.words.say(help).into_owned())
    }

    fn positional(self, name: &'static str, value: &'static str, help: &str) -> Arg {
        self.arg(name, help).value_name(value).help_heading(self.words.say("cli-arguments").into_owned())
    }

    fn file(self) -> Arg {
        self.positional("file", "FILE", "cli-file").value_parser(ValueParser::os_string()).required(true)
    }

    fn option(self, name: &'static str, value: &'static str, help: &str) -> Arg {
        self.arg(name, help).long(name).value_name(value).help_heading(self.words.say("cli-options").into_owned())
    }

    fn number(self, name: &'static str, help: &str) -> Arg {
        self.option(name, "NUMBER", help).value_parser(value_parser!(usize))
    }

    /// An option with one of these values; its help names them.
    fn one_of(self, name: &'static str, value: &'static str, help: &str, known: impl IntoIterator<Item = PossibleValue>) -> Arg {
        self.option(name, value, help).value_parser(PossibleValuesParser::new(known)).hide_possible_values(true)
    }

    fn flag(self, name: &'static str, help: &str) -> Arg {
        self.arg(name, help).long(name).action(ArgAction::SetTrue).help_heading(self.words.say("cli-options").into_owned())
    }

    fn json(self) -> Arg {
        self.flag("json", "cli-json")
    }

    /// What a document is read as.
    fn format(self) -> Arg {
        self.read_as("format")
    }

    /// The same, where `--format` says what to write.
    fn from(self) -> Arg {
        self.read_as("from")
    }

    fn read_as(self, name: &'static str) -> Arg {
        let known = FORMATS.iter().map(|format| PossibleValue::new(format.name).aliases(format.extensions));
        self.one_of(name, "NAME", "cli-format", known)
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
    let args: Vec<OsString> = args.collect();
    let command = command(words);
    let names: Vec<&str> = args.iter().skip(1).filter_map(|arg| arg.to_str()).collect();
    let own = names.iter().find_map(|name| command.find_subcommand(name)).map(|found| found.get_name().to_owned());
    let first = names.first().map(|name| (*name).to_owned());
    let known: Vec<String> = command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
    command.try_get_matches_from(args).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Refusal::Answer(error.render().to_string()),
        _ => {
            let said = what_is_wrong(words, &error, own.is_none().then_some(first).flatten(), &known);
            let help = own.map_or_else(|| "ibid --help".to_owned(), |name| format!("ibid {name} --help"));
            Refusal::Wrong(format!("{said}\n{}\n", words.fill("cli-see-help", &[("command", help.into())])))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_in_every_language() {
        for language in Language::ALL {
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
