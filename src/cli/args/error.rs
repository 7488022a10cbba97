//! What is wrong with a command line, in the reader's words.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::Words;

use super::nearest::nearest;

/// The commands that could have been named.
pub(super) struct Known<'a> {
    /// All of them; those that belong to a command, where one is named.
    pub(super) commands: &'a [String],
    /// Whether a command is named.
    pub(super) is_named: bool,
    /// A command that stands behind another word, where none is named.
    pub(super) behind: Option<&'a str>,
}

/// More values than these are not all told to who has given a wrong one.
const MOST_TOLD: usize = 12;

/// clap speaks English only; what matters of its errors is said in the reader's words.
/// `first` is the first word of the command line that is no command.
pub(super) fn what_is_wrong(words: &Words, error: &clap::Error, first: Option<String>, commands: &Known) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let known: Vec<&str> = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    match error.kind() {
        ErrorKind::UnknownArgument
        | ErrorKind::InvalidSubcommand
        | ErrorKind::MissingRequiredArgument
        | ErrorKind::ArgumentConflict
            if let Some(behind) = commands.behind =>
        {
            let first = first.filter(|first| !looks_like_a_file(first)).unwrap_or_default();
            match nearest(&first, commands.commands.iter().map(String::as_str)) {
                like if like.is_empty() => words.fill("cli-wrong-order", &[("command", behind.into())]),
                like => words.fill("cli-wrong-like", &[("like", like.join(", ").into()), ("command", first.into())]),
            }
        }
        // Something behind what must have been meant for a command.
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand if !arg.starts_with('-') => {
            let arg = if arg.is_empty() { context(ContextKind::InvalidSubcommand) } else { arg };
            match first.filter(|first| !looks_like_a_file(first) && !commands.commands.contains(first)) {
                Some(first) => match nearest(&first, commands.commands.iter().map(String::as_str)) {
                    like if !like.is_empty() => {
                        words.fill("cli-wrong-like", &[("like", like.join(", ").into()), ("command", first.into())])
                    }
                    _ if commands.is_named => words.fill("cli-wrong-extra", &[("arg", arg.into())]),
                    _ => words.fill("cli-wrong-command", &[("command", first.into())]),
                },
                None => words.fill("cli-wrong-extra", &[("arg", arg.into())]),
            }
        }
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            like if like.is_empty() => words.fill("cli-wrong-unknown", &[("arg", arg.into())]),
            like => words.fill("cli-wrong-unknown-like", &[("arg", arg.into()), ("like", like.into())]),
        },
        ErrorKind::MissingRequiredArgument => words.fill("cli-wrong-missing", &[("arg", arg.trim_end_matches('.').into())]),
        ErrorKind::InvalidValue if value.is_empty() => words.fill("cli-wrong-no-value", &[("arg", arg.into())]),
        ErrorKind::InvalidValue if !known.is_empty() => {
            let like = nearest(&value, known.iter().copied()).join(", ");
            let id = match (like.is_empty(), known.len() > MOST_TOLD) {
                (false, false) => "cli-wrong-near",
                (false, true) => "cli-wrong-nearest",
                (true, _) => "cli-wrong-choice",
            };
            let known = known.join(", ");
            words.fill(id, &[("arg", arg.into()), ("value", value.into()), ("known", known.into()), ("like", like.into())])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words.fill("cli-wrong-value", &[("arg", arg.into()), ("value", value.into())])
        }
        // A word in the place of a part of the command, behind options of its own.
        ErrorKind::ArgumentConflict if arg.is_empty() && first.is_some() => {
            let command = first.unwrap_or_default();
            match nearest(&command, commands.commands.iter().map(String::as_str)) {
                like if like.is_empty() => words.fill("cli-wrong-command", &[("command", command.into())]),
                like => words.fill("cli-wrong-like", &[("like", like.join(", ").into()), ("command", command.into())]),
            }
        }
        ErrorKind::ArgumentConflict if arg == context(ContextKind::PriorArg) => {
            words.fill("cli-wrong-twice", &[("arg", arg.into())])
        }
        ErrorKind::ArgumentConflict => {
            words.fill("cli-wrong-conflict", &[("arg", arg.into()), ("other", context(ContextKind::PriorArg).into())])
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words.fill("cli-wrong-number", &[("arg", arg.into())])
        }
        _ => words.say("cli-wrong").into_owned(),
    }
}

/// Whether an argument names a file rather than a command: commands have neither ending nor folder.
fn looks_like_a_file(arg: &str) -> bool {
    arg.contains(['.', '/'])
}
