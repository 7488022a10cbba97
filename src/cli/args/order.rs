//! A command line as people type it -> as the parser takes it: options may stand before the command that
//! they are for, and a value may begin with a hyphen.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

/// A command line in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InOrder {
    /// What the parser is given.
    pub(super) args: Vec<OsString>,
    /// The command that is named.
    pub(super) named: Option<String>,
    /// The first word that is neither the name of a command nor an option or its value.
    pub(super) first: Option<String>,
}

/// What has been seen of a command line.
struct Seen<'a> {
    /// The command so far, and those that it belongs to.
    path: Vec<&'a Command>,
    options: Vec<OsString>,
    words: Vec<OsString>,
    /// Whether something has to change before the parser takes it as it is meant.
    is_changed: bool,
    /// Whether a word begins with a hyphen, so that `--` has to stand before the words.
    parted: bool,
}

/// Puts `args` in order for `command`.
pub(super) fn in_order(command: &Command, args: Vec<OsString>) -> InOrder {
    let mut seen = Seen { path: vec![command], options: Vec::new(), words: Vec::new(), is_changed: false, parted: false };
    let mut rest = args.iter().skip(1).peekable();
    while let Some(arg) = rest.next() {
        let Some(text) = arg.to_str().filter(|text| text.len() > 1 && text.starts_with('-')) else {
            seen.word(arg);
            continue;
        };
        if text == "--" {
            seen.parted = true;
            seen.words.extend(rest.by_ref().cloned());
        } else if !is_option(text) && !is_flag(text) {
            // `-4.5`, `-가`, `- x`
            (seen.is_changed, seen.parted) = (true, true);
            seen.words.push(arg.clone());
        } else if !text.contains('=') && seen.takes_value(text) {
            let value =
                rest.next_if(|next| next.to_str().is_none_or(|next| !is_option(next) && !matches!(next, "-h" | "-V" | "--")));
            seen.option(arg, value);
        } else {
            seen.options.push(arg.clone());
        }
    }
    let first = seen.words.first().and_then(|word| word.to_str()).map(str::to_owned);
    let named = seen.path.get(1).map(|named| named.get_name().to_owned());
    let args = if seen.is_changed { seen.arranged(args.into_iter().next()) } else { args };
    InOrder { args, named, first }
}

impl Seen<'_> {
    /// A word without a hyphen: the name of a command, else what a command works on.
    fn word(&mut self, word: &OsString) {
        let command = self.path.last().filter(|_| self.words.is_empty()).and_then(|own| own.find_subcommand(word));
        match command {
            Some(command) => {
                // What stands before a command's name is for the command.
                self.is_changed |= !self.options.is_empty();
                self.path.push(command);
            }
            None => self.words.push(word.clone()),
        }
    }

    /// Whether the option that `text` names takes a value: the command so far knows it, or one that may follow.
    fn takes_value(&self, text: &str) -> bool {
        let Some(name) = text.strip_prefix("--") else { return false };
        let declared = |command: &Command| command.get_arguments().find(|arg| arg.get_long() == Some(name)).map(takes_value);
        let own = self.path.iter().rev().find_map(|command| declared(command));
        let parts = || self.path.last().and_then(|command| command.get_subcommands().find_map(declared));
        own.or_else(parts).unwrap_or(false)
    }

    /// An option with its value; one that begins with a hyphen is joined to its option.
    fn option(&mut self, option: &OsString, value: Option<&OsString>) {
        let mut option = option.clone();
        match value {
            Some(value) if value.to_str().is_some_and(|value| value.len() > 1 && value.starts_with('-')) => {
                option.push("=");
                option.push(value);
                self.options.push(option);
                self.is_changed = true;
            }
            value => self.options.extend(std::iter::once(option).chain(value.cloned())),
        }
    }

    /// The name of the program, the command, its options, then what it works on.
    fn arranged(self, program: Option<OsString>) -> Vec<OsString> {
        let [root, path @ ..] = &self.path[..] else { return Vec::new() };
        let is_version = |arg: &OsString| {
            let versions = || root.get_arguments().filter(|arg| matches!(arg.get_action(), ArgAction::Version));
            arg.to_str().is_some_and(|text| versions().any(|own| is_spelled(own, text)))
        };
        let (front, options): (Vec<OsString>, Vec<OsString>) = self.options.into_iter().partition(is_version);
        let names = path.iter().map(|command| command.get_name().into());
        let parting = self.parted.then(|| "--".into());
        program.into_iter().chain(front).chain(names).chain(options).chain(parting).chain(self.words).collect()
    }
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

/// Whether `text` is how `arg` is written.
fn is_spelled(arg: &Arg, text: &str) -> bool {
    let short = || text.strip_prefix('-').and_then(|text| text.parse().ok());
    text.strip_prefix("--").map_or_else(|| arg.get_short() == short(), |long| arg.get_long() == Some(long))
}

/// `--section`, `--width=40`: a letter behind two hyphens, and no blank before the value.
fn is_option(text: &str) -> bool {
    let name = text.split('=').next().unwrap_or(text);
    name.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' '))
}

/// `-h`, `-abc`: letters behind one hyphen.
fn is_flag(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|flags| !flags.is_empty() && flags.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line::command_line;
    use crate::words::{Language, Words};

    fn ordered(line: &[&str]) -> Vec<String> {
        let command = command_line(&Words::new(Language::English));
        let args = std::iter::once("ibid").chain(line.iter().copied()).map(OsString::from).collect();
        in_order(&command, args).args.into_iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn options_before_a_command_are_for_the_command() {
        assert_eq!(ordered(&["--format", "markdown", "outline", "a.txt"]), ["outline", "--format", "markdown", "a.txt"]);
        assert_eq!(ordered(&["--width=20", "text", "a.md", "--section", "2"]), ["text", "--width=20", "--section", "2", "a.md"]);
        assert_eq!(ordered(&["--json", "search", "word", "a.md"]), ["search", "--json", "word", "a.md"]);
        assert_eq!(ordered(&["--data-dir", "x", "library", "check"]), ["library", "check", "--data-dir", "x"]);
        assert_eq!(ordered(&["library", "--data-dir", "x", "check"]), ["library", "check", "--data-dir", "x"]);
        // The value of an option is no command.
        assert_eq!(ordered(&["--at", "text", "a.md"]), ["--at", "text", "a.md"]);
        assert_eq!(ordered(&["--version", "text"]), ["--version", "text"]);
        assert_eq!(ordered(&["-V", "--width", "9", "text"]), ["-V", "text", "--width", "9"]);
        assert_eq!(ordered(&["--help", "text"]), ["text", "--help"]);
    }

    #[test]
    fn a_value_may_begin_with_a_hyphen() {
        let note = ordered(&["annotate", "a.md", "--quote", "-0.2", "--note", "- check this"]);
        assert_eq!(note, ["annotate", "--quote=-0.2", "--note=- check this", "a.md"]);
        assert_eq!(ordered(&["annotate", "a.md", "--note", "-- 확인"]), ["annotate", "--note=-- 확인", "a.md"]);
        assert_eq!(ordered(&["annotate", "a.md", "--quote", "-T"]), ["annotate", "--quote=-T", "a.md"]);
        assert_eq!(ordered(&["search", "-4.5", "a.md"]), ["search", "--", "-4.5", "a.md"]);
        assert_eq!(ordered(&["search", "-가 나", "a.md", "--json"]), ["search", "--json", "--", "-가 나", "a.md"]);
        assert_eq!(ordered(&["search", "-5", "--", "-b.md"]), ["search", "--", "-5", "-b.md"]);
    }

    #[test]
    fn what_is_an_option_stays_one() {
        for line in [
            &["annotate", "a.md", "--quote", "--note", "x"][..],
            &["annotate", "a.md", "--note", "-h"],
            &["search", "--nope", "word", "a.md"],
            &["search", "-i", "word", "a.md"],
            &["text", "-"],
            &["text", "a.md", "--section"],
            &["a.md", "text"],
            &["search", "--", "-5", "a.md"],
            &["export", "a.md", "--out", "-"],
            &[],
        ] {
            assert_eq!(ordered(line), line, "{line:?}");
        }
    }

    #[test]
    fn the_first_word_is_what_may_have_been_meant_for_a_command() {
        let command = command_line(&Words::new(Language::English));
        let first = |line: &[&str]| in_order(&command, line.iter().map(OsString::from).collect()).first;
        assert_eq!(first(&["ibid", "--width", "9", "outlin", "x"]).as_deref(), Some("outlin"));
        assert_eq!(first(&["ibid", "text", "a.md"]).as_deref(), Some("a.md"));
        assert_eq!(first(&["ibid", "--json"]), None);
        let named = |line: &[&str]| in_order(&command, line.iter().map(OsString::from).collect()).named;
        assert_eq!(named(&["ibid", "--width", "9", "text", "search"]).as_deref(), Some("text"));
        assert_eq!(named(&["ibid", "library", "check"]).as_deref(), Some("library"));
        assert_eq!(named(&["ibid", "a.md", "text"]), None);
        assert_eq!(named(&["ibid", "--", "text"]), None);
    }
}
