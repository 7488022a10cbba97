//! What a command line gave, by the keys that it was declared with.

use clap::ArgMatches;
use clap::parser::MatchesError;

use super::key::{ArgValue, Choice, Key};

/// The arguments of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arguments<'a>(pub(crate) &'a ArgMatches);

impl<'a> Arguments<'a> {
    /// The value of an argument; nothing where it was not given.
    pub(crate) fn value<T: ArgValue>(self, key: Key<T>) -> Option<&'a T> {
        checked(self.0.try_get_one(key.name), key.name).flatten()
    }

    /// Every value of an argument that may be given more than once.
    pub(crate) fn values<T: ArgValue>(self, key: Key<T>) -> Vec<&'a T> {
        checked(self.0.try_get_many(key.name), key.name).flatten().into_iter().flatten().collect()
    }

    pub(crate) fn text(self, key: Key<String>) -> Option<&'a str> {
        self.value(key).map(String::as_str)
    }

    pub(crate) fn number(self, key: Key<usize>) -> Option<usize> {
        self.value(key).copied()
    }

    pub(crate) fn flag(self, key: Key<bool>) -> bool {
        checked(self.0.try_get_one(key.name), key.name).flatten().copied().unwrap_or(false)
    }

    /// Which of the values of an option was chosen.
    pub(crate) fn choice<T: Copy>(self, choice: Choice<T>) -> Option<T> {
        choice.value(self.text(Key::new(choice.name))?)
    }
}

/// What clap found. A command that asks for an argument that it has not declared, or for
/// another type, is mistaken: tests fail there, and readers go on without the argument.
fn checked<T>(found: Result<T, MatchesError>, name: &str) -> Option<T> {
    debug_assert!(found.is_ok(), "{name}: {:?}", found.as_ref().err());
    found.inspect_err(|error| log::error!("the argument {name}: {error}")).ok()
}
