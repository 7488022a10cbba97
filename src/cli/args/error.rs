//! What is wrong with a command line, in the reader's words.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::Words;

/// clap speaks English only; what matters of its errors is said in the reader's words.
/// `first` is the first argument of a command line that names none of the `known` commands.
pub(super) fn what_is_wrong(words: &Words, error: &clap::Error, first: Option<String>, known_commands: &[String]) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let known = context(ContextKind::ValidValue);
    match error.kind() {
        // Something behind what must have been meant for a command.
        ErrorKind::UnknownArgument if !arg.starts_with('-') => match first.filter(|first| !first.starts_with('-')) {
            Some(first) if looks_like_a_file(&first) => words.fill("cli-wrong-extra", &[("arg", arg.into())]),
            Some(first) => {
                let is_like = |known: &&String| known.starts_with(&first) || first.starts_with(*known);
                let like: Vec<&str> = known_commands.iter().filter(is_like).map(String::as_str).collect();
                let id = if like.is_empty() { "cli-wrong-command" } else { "cli-wrong-like" };
                words.fill(id, &[("like", like.join(", ").into()), ("command", first.into())])
            }
            None => words.fill("cli-wrong-extra", &[("arg", arg.into())]),
        },
        ErrorKind::UnknownArgument => words.fill("cli-wrong-unknown", &[("arg", arg.into())]),
        // Behind the name of a file it only looks like a command.
        ErrorKind::InvalidSubcommand => words.fill("cli-wrong-extra", &[("arg", context(ContextKind::InvalidSubcommand).into())]),
        ErrorKind::MissingRequiredArgument => words.fill("cli-wrong-missing", &[("arg", arg.trim_end_matches('.').into())]),
        ErrorKind::InvalidValue if value.is_empty() => words.fill("cli-wrong-no-value", &[("arg", arg.into())]),
        ErrorKind::InvalidValue if !known.is_empty() => {
            words.fill("cli-wrong-choice", &[("arg", arg.into()), ("value", value.into()), ("known", known.into())])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words.fill("cli-wrong-value", &[("arg", arg.into()), ("value", value.into())])
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
