//! Link references whose definition comrak can't see: it stands in another stretch of the
//! file, or behind the opening part.

use std::collections::{HashMap, HashSet};

use memchr::{memchr, memmem, memrchr};

use super::html;
use super::inline::key_of;

/// The longest label and address that are taken, in bytes.
const LONGEST: usize = 1000;

/// What the rest of the file says of link references.
#[derive(Debug, Default)]
pub(super) struct References {
    defined: HashMap<String, String>,
    /// Labels that the opening part uses as `[text][label]`. Their definitions are likely to
    /// stand at the end of the file, so the brackets are taken for a link to somewhere.
    used: HashSet<String>,
    /// The keys of the footnotes that have a body; `None` where that is not known yet.
    notes: Option<HashSet<String>>,
}

impl References {
    /// Looks `text` through: for definitions, if it is parsed in stretches, and for uses
    /// whose definition may be missing, if it is not the whole file.
    pub(super) fn of(text: &str, whole: bool, in_stretches: bool) -> Self {
        let defined = if in_stretches { definitions(text) } else { HashMap::new() };
        let used = if whole { HashSet::new() } else { used_in_full(text) };
        Self { defined, used, notes: whole.then(|| notes(text)) }
    }

    /// Whether `[^label]` calls a footnote: one with a body, or a number, whose body is lost. `[^a-z]` is text.
    pub(super) fn calls(&self, label: &str) -> bool {
        let is_number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
        is_number || self.notes.as_ref().is_none_or(|notes| notes.contains(&key_of(label)))
    }

    /// The address of `label`; empty where it is not known yet.
    pub(super) fn target(&self, label: &str) -> Option<String> {
        if self.defined.is_empty() && self.used.is_empty() {
            return None;
        }
        let label = normal(label);
        self.defined.get(&label).cloned().or_else(|| self.used.contains(&label).then(String::new))
    }
}

/// Labels match whatever their case and spaces.
fn normal(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// `[label]: address` at the start of a line, in quotes and lists too. The first of a label wins.
///
/// One that stands in a code block is found as well; that matters only where the same label
/// is used as a link elsewhere and has no definition.
fn definitions(text: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for at in memmem::find_iter(text.as_bytes(), b"]:") {
        let start = memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        if at - start > LONGEST {
            continue;
        }
        let line = text[start..at].trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        let Some(label) = line.strip_prefix('[').filter(|label| !label.starts_with('^') && !label.contains('[')) else {
            continue;
        };
        let rest = text[at + 2..].trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix('\n').map_or(rest, |next| next.trim_start_matches([' ', '\t']));
        let address = match rest.strip_prefix('<') {
            Some(inside) => memchr(b'>', &inside.as_bytes()[..inside.len().min(LONGEST)]).map(|end| &inside[..end]),
            None => Some(rest.split(|c: char| c.is_whitespace()).next().unwrap_or_default()),
        };
        let label = normal(label);
        if let Some(address) = address.filter(|address| !address.is_empty() && address.len() <= LONGEST && !label.is_empty()) {
            found.entry(label).or_insert_with(|| unescaped(&html::decode(address)));
        }
    }
    found
}

/// The keys of `[^label]:` at the start of a line, in quotes and lists too. One that stands in a code block is found as
/// well: then its calls are such without a body.
fn notes(text: &str) -> HashSet<String> {
    let bytes = text.as_bytes();
    let opens = |at: &usize| {
        let before = bytes[..*at].iter().rev().take(LONGEST).take_while(|byte| **byte != b'\n');
        before
            .copied()
            .all(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')') || byte.is_ascii_digit())
    };
    memmem::find_iter(bytes, b"[^")
        .filter(opens)
        .filter_map(|at| {
            let rest = &bytes[at + 2..];
            let end = memchr(b']', &rest[..rest.len().min(LONGEST)])?;
            (rest.get(end + 1) == Some(&b':')).then(|| key_of(&text[at + 2..at + 2 + end]))
        })
        .collect()
}

/// The labels of `[text][label]`.
fn used_in_full(text: &str) -> HashSet<String> {
    memmem::find_iter(text.as_bytes(), b"][")
        .filter_map(|at| {
            let rest = &text.as_bytes()[at + 2..];
            let end = memchr(b']', &rest[..rest.len().min(LONGEST)])?;
            Some(&text[at + 2..at + 2 + end])
        })
        .filter(|label| !label.is_empty() && !label.starts_with('^') && !label.contains('['))
        .map(normal)
        .collect()
}

fn unescaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.peek().filter(|next| c == '\\' && next.is_ascii_punctuation()).copied();
        if escaped.is_some() {
            chars.next();
        }
        out.push(escaped.unwrap_or(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_at_line_starts() {
        let text = "[a]: http://x.kr/a\\_b 'title'\n> [B  c]:\n  <u v>\nsee [d]: no\n[^1]: note\n[a]: second\n[e]:\n\n";
        let found = definitions(text);
        assert_eq!(found.get("a").map(String::as_str), Some("http://x.kr/a_b"));
        assert_eq!(found.get("b c").map(String::as_str), Some("u v"));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_call_has_a_body_or_is_a_number() {
        let text = "[^a]: one\n> - [^B c]: two\nsee [^d]: no\n1. [^각주]: three\n";
        let references = References::of(text, true, false);
        for (label, calls) in
            [("a", true), ("b c", true), ("d", false), ("각주", true), ("12", true), ("a-z", false), ("", false)]
        {
            assert_eq!(references.calls(label), calls, "{label}");
        }
        assert!(References::of(text, false, false).calls("d"), "its body may come");
    }

    #[test]
    fn an_opening_takes_full_references_for_links() {
        let references = References::of("see [the plan][Plan 1] and [주]", false, false);
        assert_eq!(references.target("plan  1").as_deref(), Some(""));
        assert_eq!(references.target("주"), None);
    }
}
