//! Text of several lines that is safe to show: bodies of notes, quotes across blocks.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::document::clean;

/// Columns that a tab becomes; cleaning would leave one space, and indented code would lose its shape.
const TAB: &str = "    ";

/// Text whose lines are each clean as [`clean`] makes them, with `\n` between them and nothing else below a space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct SafeLines(Box<str>);

impl SafeLines {
    /// Cleans each line of `raw`. `\r\n` and `\r` end a line too; a tab becomes four spaces.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let mut text = String::with_capacity(raw.len());
        for line in raw.split_inclusive(['\n', '\r']) {
            let (line, end) = match line.as_bytes().last() {
                // Of `\r\n` the second half is an empty line of its own here.
                Some(b'\n') if line.len() == 1 && text.ends_with('\r') => {
                    text.pop();
                    ("", "\n")
                }
                Some(b'\n') => (&line[..line.len() - 1], "\n"),
                Some(b'\r') => (&line[..line.len() - 1], "\r"),
                _ => (line, ""),
            };
            if line.contains('\t') {
                text.push_str(&clean(&line.replace('\t', TAB)));
            } else {
                text.push_str(&clean(line));
            }
            text.push_str(end);
        }
        // Only the line ends put in above are left.
        Self(if text.contains('\r') { text.replace('\r', "\n") } else { text }.into())
    }

    /// The cleaned text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for SafeLines {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for SafeLines {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for SafeLines {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl<'de> Deserialize<'de> for SafeLines {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kind_of_line_end_becomes_one() {
        assert_eq!(&*SafeLines::new("a\r\nb\rc\n\r\n\r\rd\n"), "a\nb\nc\n\n\n\nd\n");
    }

    #[test]
    fn a_code_line_keeps_its_indent() {
        assert_eq!(&*SafeLines::new("```\n\tx\n```"), "```\n    x\n```");
    }

    #[test]
    fn an_escape_in_a_body_becomes_a_picture() {
        assert_eq!(&*SafeLines::new("a\u{1b}]0;x\u{7}\nb"), "a␛]0;x␇\nb");
    }

    proptest! {
        #[test]
        fn cleaned_lines_stay_as_they_are(raw in "[a가\u{301}\u{1b}\u{202e}\t\r\n ]{0,40}|\\PC*") {
            let once = SafeLines::new(&raw);
            prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(SafeLines::new(&once), once.clone());
        }
    }
}
