//! What the reader says about a file, where its bytes do not say it, or say it wrongly.

use super::encoding::TextEncoding;
use super::{Format, ImportError, ReadObserver, format_named, format_of};

/// How a file is to be read; what is left out is told by its name and its bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// The format.
    pub format: Option<&'static Format>,
    /// The encoding of its text.
    pub encoding: Option<TextEncoding>,
    /// The sign between the fields of delimited text.
    pub delimiter: Option<u8>,
}

impl ReadOptions {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.format.is_none() && self.encoding.is_none() && self.delimiter.is_none()
    }

    /// The format of a file that is called `name` and begins with `bytes`.
    #[must_use]
    pub fn format_of(&self, name: &str, bytes: &[u8]) -> &'static Format {
        let delimited = || self.delimiter.and_then(|_| format_named("csv"));
        self.format.or_else(delimited).unwrap_or_else(|| format_of(name, bytes))
    }
}

/// Reads without anybody who watches.
impl ReadObserver for ReadOptions {
    fn at(&self, _: usize, _: usize) -> Result<(), ImportError> {
        Ok(())
    }

    fn options(&self) -> ReadOptions {
        *self
    }
}

/// The sign that `name` names: itself, or what it is called.
#[must_use]
pub fn delimiter_named(name: &str) -> Option<u8> {
    match (name.as_bytes(), name.to_lowercase().as_str()) {
        ([sign], _) if sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, b'"' | b'\n' | b'\r') => Some(*sign),
        (_, "tab" | "\\t") => Some(b'\t'),
        (_, "comma") => Some(b','),
        (_, "semicolon") => Some(b';'),
        (_, "colon") => Some(b':'),
        (_, "pipe" | "bar") => Some(b'|'),
        (_, "space" | "blank") => Some(b' '),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_named_by_themselves_or_in_words() {
        let all = [";", "|", "\t", "^", "~", "tab", "\\t", "Tab", "semicolon", "pipe", "space", "comma"];
        let read = all.map(|name| delimiter_named(name).map(char::from));
        assert_eq!(read, [';', '|', '\t', '^', '~', '\t', '\t', '\t', ';', '|', ' ', ','].map(Some));
        for name in ["a", "7", "\"", "", "||", "·", "semi", "\n"] {
            assert_eq!(delimiter_named(name), None, "{name}");
        }
    }

    #[test]
    fn a_named_sign_makes_delimited_text_of_a_file() {
        let options = ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() };
        assert_eq!(options.format_of("a.txt", b"a;b\n").name, "csv");
        let tsv = ReadOptions { format: format_named("tsv"), ..options };
        assert_eq!(tsv.format_of("a.txt", b"a;b\n").name, "tsv");
        assert_eq!(ReadOptions::default().format_of("a.txt", b"a;b\n").name, "text");
    }
}
