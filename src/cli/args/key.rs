//! The names of arguments, each with the type of its value: a command declares an argument and
//! reads it by the same constant, so that neither a name nor a type can be mistaken.

use std::ffi::OsString;
use std::marker::PhantomData;
use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::value_parser;

use crate::import::delimiter_named;

/// What an argument may hold.
pub(crate) trait ArgValue: Clone + Send + Sync + 'static {
    /// How it is read from the command line.
    fn parser() -> ValueParser;
}

impl ArgValue for String {
    fn parser() -> ValueParser {
        ValueParser::string()
    }
}

impl ArgValue for OsString {
    fn parser() -> ValueParser {
        ValueParser::os_string()
    }
}

impl ArgValue for PathBuf {
    fn parser() -> ValueParser {
        ValueParser::path_buf()
    }
}

impl ArgValue for u16 {
    fn parser() -> ValueParser {
        value_parser!(u16).into()
    }
}

/// The sign between the fields of delimited text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delimiter(pub(crate) u8);

impl ArgValue for Delimiter {
    fn parser() -> ValueParser {
        ValueParser::new(|name: &str| delimiter_named(name).map(Self).ok_or("no sign"))
    }
}

impl ArgValue for usize {
    fn parser() -> ValueParser {
        value_parser!(usize).into()
    }
}

/// The name of an argument that holds a `T`. Of an option it is the word behind the two dashes.
pub(crate) struct Key<T> {
    pub(crate) name: &'static str,
    value: PhantomData<fn() -> T>,
}

// Not derived: a key is copied whatever its value is.
impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }
}

/// An option with a few values that have names.
pub(crate) struct Choice<T: 'static> {
    pub(crate) name: &'static str,
    pub(crate) values: &'static [(&'static str, T)],
}

impl<T> Clone for Choice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Choice<T> {}

impl<T: Copy> Choice<T> {
    pub(crate) const fn new(name: &'static str, values: &'static [(&'static str, T)]) -> Self {
        Self { name, values }
    }

    /// The value that a word of the command line stands for.
    pub(crate) fn value(&self, word: &str) -> Option<T> {
        self.values.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

/// The document that a command is about; `-` is standard input.
pub(crate) const FILE: Key<OsString> = Key::new("file");
/// The format that it is read as.
pub(crate) const FORMAT: Key<String> = Key::new("format");
/// The same, where `--format` says what to write.
pub(crate) const FROM: Key<String> = Key::new("from");
/// The encoding of its text.
pub(crate) const ENCODING: Key<String> = Key::new("encoding");
/// The sign between its fields.
pub(crate) const DELIMITER: Key<Delimiter> = Key::new("delimiter");
/// Print for programs.
pub(crate) const JSON: Key<bool> = Key::new("json");
/// The columns that text is wrapped at.
pub(crate) const WIDTH: Key<u16> = Key::new("width");
/// Keep nothing but what the reader writes.
pub(crate) const PRIVATE: Key<bool> = Key::new("private");
/// Leave the mouse to the terminal.
pub(crate) const NO_MOUSE: Key<bool> = Key::new("no-mouse");
/// Draw with the characters of ASCII.
pub(crate) const ASCII: Key<bool> = Key::new("ascii");
/// Which notes, by a query.
pub(crate) const FILTER: Key<String> = Key::new("filter");
/// Which of several equal passages.
pub(crate) const NTH: Key<usize> = Key::new("nth");
/// Begin CSV with a byte order mark.
pub(crate) const BOM: Key<bool> = Key::new("bom");
/// The words of a passage.
pub(crate) const QUOTE: Key<String> = Key::new("quote");
