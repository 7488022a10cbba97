//! Names for headings, as GitHub makes them, so that a file's own links find their places.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use super::html;
use crate::document::clean;

/// The names given so far, and how often each was asked for.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    given: HashMap<String, u32>,
}

impl Slugs {
    /// The name of the next heading, whose text is `title`: lower case, punctuation left
    /// out, spaces as hyphens, a number behind where the name is taken.
    pub(super) fn of(&mut self, title: &str) -> String {
        let name = slug_of(title);
        let mut number = self.given.get(&name).copied().unwrap_or(0);
        let mut slug = if number == 0 { name.clone() } else { format!("{name}-{number}") };
        while self.given.contains_key(&slug) {
            number += 1;
            slug = format!("{name}-{number}");
        }
        self.given.insert(slug.clone(), 1);
        self.given.insert(name, number + 1);
        slug
    }
}

/// `title` in lower case, punctuation left out, spaces as hyphens.
pub(super) fn slug_of(title: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, ' ' | '-' | '_');
    clean(title).trim().to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A name as it is compared: decoded, in lower case, without GitHub's prefix.
pub(super) fn anchor_name(raw: &str) -> String {
    let decoded = percent_decoded(&html::decode(raw));
    let name = clean(&decoded).to_lowercase();
    name.strip_prefix("user-content-").map_or(name.clone(), str::to_owned)
}

/// `%ED%95%9C` -> `한`; what is no UTF-8 then stays as it is.
fn percent_decoded(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = raw.get(at + 1..at + 3).filter(|hex| bytes[at] == b'%' && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_githubs() {
        let mut slugs = Slugs::default();
        for (title, name) in [
            ("1. 지속되는 경제난국", "1-지속되는-경제난국"),
            ("What’s next? (draft)", "whats-next-draft"),
            ("Snake_case & co", "snake_case--co"),
            ("What’s next? (draft)", "whats-next-draft-1"),
            ("What’s next? (draft)", "whats-next-draft-2"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(slugs.of(title), name);
        }
    }

    #[test]
    fn a_name_that_looks_numbered_is_not_given_twice() {
        let mut slugs = Slugs::default();
        let given: Vec<String> = ["a", "a-1", "a", "a"].iter().map(|title| slugs.of(title)).collect();
        assert_eq!(given, ["a", "a-1", "a-2", "a-3"]);
    }

    #[test]
    fn a_hundred_thousand_equal_headings() {
        let mut slugs = Slugs::default();
        let last = (0..100_000).map(|_| slugs.of("결론")).last();
        assert_eq!(last.as_deref(), Some("결론-99999"));
    }

    #[test]
    fn targets_are_decoded() {
        assert_eq!(anchor_name("%ED%95%9C%EA%B5%AD"), "한국");
        assert_eq!(anchor_name("user-content-FN-1"), "fn-1");
        assert_eq!(anchor_name("100%"), "100%");
        assert_eq!(anchor_name("%FF"), "%ff");
    }
}
