//! `ibid man`: one manual page for the program and its commands, in the reader's language.
//!
//! Written here and not by a generator, because those put their own English words into it
//! and point to a page a command, which nobody installs.

use std::fmt::Write as _;

use clap::{Arg, Command};

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::words::Words;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "man", about: "cli-man", args, run, parts: &[] };

fn args(command: Command, _: ArgBuilder) -> Command {
    command
}

fn run(session: &Session) -> CommandResult {
    session.print(&page(session.words, (session.command_line)(session.words)));
    Ok(Exit::Done)
}

/// The page as roff, for the macros of man(7).
fn page(words: &Words, mut ibid: Command) -> String {
    ibid.build();
    let mut out = String::from("'\\\" -*- coding: utf-8 -*-\n");
    // Writing to a String can't fail.
    let _ = write_page(&mut out, words, &mut ibid);
    out
}

fn write_page(out: &mut String, words: &Words, ibid: &mut Command) -> std::fmt::Result {
    writeln!(out, ".TH IBID 1 \"\" \"ibid {}\"", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, ".SH {}\nibid \\- {}", words.say("man-name"), line(&about(ibid)))?;
    writeln!(out, ".SH {}", words.say("man-synopsis"))?;
    let usage = usage(ibid);
    let ways: Vec<String> = usage.lines().map(|way| line(way.trim())).collect();
    writeln!(out, "{}", ways.join("\n.br\n"))?;
    writeln!(out, ".SH {}", words.say("cli-options").to_uppercase())?;
    for arg in ibid.get_arguments() {
        write_arg(out, arg)?;
    }
    writeln!(out, ".SH {}", words.say("cli-commands").to_uppercase())?;
    for own in ibid.get_subcommands_mut() {
        write_command(out, own)?;
    }
    writeln!(out, ".SH {}\n{}", words.say("man-more"), verbatim(&words.say("cli-more")))
}

/// A command, and behind it those that belong to it.
fn write_command(out: &mut String, own: &mut Command) -> std::fmt::Result {
    // One that has commands of its own is used in two ways; those follow.
    let usage = usage(own).lines().next().unwrap_or_default().trim().to_owned();
    writeln!(out, ".SS {}\n{}", line(&usage), line(&about(own)))?;
    // What every command has stands above.
    for arg in own.get_arguments().filter(|arg| !arg.is_global_set()) {
        write_arg(out, arg)?;
    }
    if let Some(examples) = own.get_after_help() {
        writeln!(out, ".PP\n{}", verbatim(&examples.to_string()))?;
    }
    for further in own.get_subcommands_mut() {
        write_command(out, further)?;
    }
    Ok(())
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn usage(command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned()
}

/// An argument and what it is for.
fn write_arg(out: &mut String, arg: &Arg) -> std::fmt::Result {
    let value = arg.get_value_names().and_then(<[_]>::first).filter(|_| arg.get_action().takes_values());
    let mut names: Vec<String> = Vec::new();
    names.extend(arg.get_short().map(|short| format!("\\fB\\-{short}\\fR")));
    names.extend(arg.get_long().map(|long| format!("\\fB\\-\\-{}\\fR", escaped(long))));
    let mut shown = names.join(", ");
    if let Some(value) = value {
        let value = format!("\\fI{}\\fR", escaped(value));
        shown = if shown.is_empty() { value } else { format!("{shown} {value}") };
    }
    writeln!(out, ".TP\n{shown}\n{}", line(&arg.get_help().map(ToString::to_string).unwrap_or_default()))
}

/// Text in which roff finds nothing to obey.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('…', "...")
}

/// The same at the start of a line, where a point or an apostrophe begins a request.
fn line(text: &str) -> String {
    let guard = if text.starts_with(['.', '\'']) { "\\&" } else { "" };
    format!("{guard}{}", escaped(text))
}

/// Lines that stay as they are.
fn verbatim(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    format!(".nf\n{}\n.fi", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command_line::command_line;
    use crate::words::Language;

    #[test]
    fn every_command_and_option_is_on_the_page() {
        for language in Language::ALL {
            let words = Words::new(language);
            let page = page(&words, command_line(&words));
            for own in command_line(&words).get_subcommands() {
                assert!(page.contains(&format!(".SS ibid {}", own.get_name())), "{}", own.get_name());
                for long in own.get_arguments().filter_map(Arg::get_long) {
                    assert!(page.contains(&format!("\\-\\-{}", escaped(long))), "{long}");
                }
                for further in own.get_subcommands() {
                    assert!(
                        page.contains(&format!(".SS ibid {} {}", own.get_name(), further.get_name())),
                        "{}",
                        further.get_name()
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_in_the_words_is_a_request() {
        assert_eq!(line(".so \\x -y"), "\\&.so \\ex \\-y");
        assert_eq!(line("'a"), "\\&'a");
        // No device for plain ASCII has an ellipsis.
        assert_eq!(line("COMMAND …"), "COMMAND ...");
    }
}
