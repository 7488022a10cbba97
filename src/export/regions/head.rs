//! What has to stand first in a file: front matter, page properties, keywords. ibid's part of it
//! is told in a mark, value by value, so that what the reader changed there stays changed.

use std::collections::HashMap;

use super::digest::sum;

/// The head of a file, in items that each have a key.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head<'a> {
    /// The lines around front matter; properties and keywords have none.
    fences: Option<(&'a str, &'a str)>,
    items: Vec<Item<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item<'a> {
    key: String,
    lines: Vec<&'a str>,
}

impl Item<'_> {
    fn digest(&self) -> String {
        let first = self.lines[0].split_once(':').map_or("", |(_, value)| value);
        sum([first].into_iter().chain(self.lines[1..].iter().copied()))
    }
}

/// What the values of ibid's head are, for the mark that tells it.
pub(in crate::export) fn head_sums(written: &str) -> String {
    let head = Head::of(head(written).0);
    head.items.iter().map(|item| format!("{}={}", item.key, item.digest())).collect::<Vec<_>>().join(",")
}

/// The head of a file, and the rest.
pub(super) fn head(text: &str) -> (&str, &str) {
    let is_fence = |line: &str| matches!(line.trim_end(), "---" | "...");
    let mut lines = text.split_inclusive('\n');
    if let Some(first) = lines.next().filter(|line| line.trim_end() == "---") {
        let mut end = first.len();
        for line in lines {
            end += line.len();
            if is_fence(line) && line.ends_with('\n') {
                return text.split_at(if end == first.len() + line.len() { 0 } else { end });
            }
        }
        return ("", text);
    }
    let is_keyword =
        |line: &str| line.starts_with("#+") && !line.get(2..8).is_some_and(|name| name.eq_ignore_ascii_case("begin_"));
    let is_property = |line: &str| {
        let key = line.split_once("::").map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
    };
    // Before Org's keywords may stand a drawer, comments and blank lines.
    let (mut end, mut at, mut is_open) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim();
        let is_comment = bare.is_empty() || bare == "#" || (bare.starts_with("# ") && !bare.contains("ibid:"));
        if bare.eq_ignore_ascii_case(":properties:") && end == 0 {
            is_open = true;
        } else if bare.eq_ignore_ascii_case(":end:") {
            is_open = false;
        } else if is_keyword(line) {
            end = at;
        } else if !is_open && !is_comment {
            break;
        }
    }
    if end == 0 {
        end = text.split_inclusive('\n').take_while(|line| is_property(line)).map(str::len).sum();
    }
    text.split_at(end)
}

impl<'a> Head<'a> {
    fn of(text: &'a str) -> Self {
        let mut lines: Vec<&str> = text.lines().collect();
        let is_front = lines.first().is_some_and(|line| line.trim_end() == "---") && lines.len() > 1;
        let fences = is_front.then(|| (lines.remove(0), lines.pop().unwrap_or_default()));
        let mut items: Vec<Item> = Vec::new();
        let mut is_drawer = false;
        for line in lines {
            // What is indented, an item of a list, a comment and a blank line belong to the key above.
            let is_more = match fences {
                Some(_) => {
                    line.trim().is_empty()
                        || line.starts_with([' ', '\t', '#', '}', ']'])
                        || line.starts_with("- ")
                        || line == "-"
                }
                None => is_drawer || !line.contains(':') || line.starts_with("# "),
            };
            is_drawer = fences.is_none()
                && (is_drawer || line.trim().eq_ignore_ascii_case(":properties:"))
                && !line.trim().eq_ignore_ascii_case(":end:");
            match items.last_mut() {
                Some(item) if is_more => item.lines.push(line),
                _ => {
                    let key = line.split_once(':').filter(|_| !is_more).map_or("", |(key, _)| key);
                    items.push(Item { key: key.trim().trim_matches(['"', '\'']).to_lowercase(), lines: vec![line] });
                }
            }
        }
        Self { fences, items }
    }

    fn has(&self, key: &str) -> bool {
        self.items.iter().any(|item| item.key == key)
    }

    fn text(&self) -> String {
        let lines = self.items.iter().flat_map(|item| &item.lines).copied();
        let (open, close) = self.fences.unzip();
        open.into_iter().chain(lines).chain(close).map(|line| format!("{line}\n")).collect()
    }
}

/// The head of a file that is written again: what is the reader's stays, where it stands. `sums`
/// tells what ibid wrote there last; an older export does not say, and then what stands there stays.
pub(super) fn joined_heads(old: &str, new: &str, sums: &str) -> String {
    let known: HashMap<&str, &str> = sums.split(',').filter_map(|one| one.rsplit_once('=')).collect();
    let (old, mut new) = (Head::of(old), Head::of(new));
    let is_ours = |item: &Item| known.get(item.key.as_str()).is_some_and(|sum| *sum == item.digest());
    if old.items.is_empty() {
        // Taken out as a whole, it stays out.
        return if known.is_empty() { new.text() } else { String::new() };
    }
    let is_other = !new.items.is_empty() && old.fences.is_some() != new.fences.is_some();
    if is_other || new.items.is_empty() {
        // Another target's: what ibid wrote goes, and what the reader wrote stands before what has to be first there.
        let items: Vec<Item> = old.items.iter().filter(|item| !is_ours(item)).cloned().collect();
        let kept = if items.is_empty() { String::new() } else { Head { fences: old.fences, items }.text() };
        return if old.fences.is_some() { kept + &new.text() } else { new.text() + &kept };
    }
    let mut items = Vec::new();
    for item in &old.items {
        match new.items.iter().position(|one| one.key == item.key && !item.key.is_empty()) {
            // What was there twice is the reader's from the second time on.
            Some(at) => items.push(if is_ours(item) {
                new.items.remove(at)
            } else {
                new.items.remove(at);
                item.clone()
            }),
            None if is_ours(item) => {}
            None => items.push(item.clone()),
        }
    }
    // What the reader took out stays out.
    items.extend(
        new.items
            .iter()
            .filter(|item| !known.contains_key(item.key.as_str()) && !item.key.is_empty() && !old.has(&item.key))
            .cloned(),
    );
    Head { fences: old.fences, items }.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_where_no_key_stands() {
        for (text, cut) in [
            ("---\na: b\n---\nrest", "---\na: b\n---\n"),
            ("---\na: b\n...\nrest", "---\na: b\n...\n"),
            ("--- \na: >\n  b\n\n  c\n---  \nrest", "--- \na: >\n  b\n\n  c\n---  \n"),
            ("---\na: b\nrest", ""),
            ("---\n---\nrest", ""),
            ("#+TITLE: x\n#+A\n\nrest", "#+TITLE: x\n#+A\n"),
            (":PROPERTIES:\n:ID: 5\n:END:\n# mine\n\n#+TITLE: x\n\nrest", ":PROPERTIES:\n:ID: 5\n:END:\n# mine\n\n#+TITLE: x\n"),
            ("#+begin_quote\nx\n", ""),
            ("# ibid:begin a b\n#+TITLE: x\n", ""),
            ("# Title\n\nwords\n", ""),
            ("title:: x\na-b:: y\n\nrest", "title:: x\na-b:: y\n"),
            ("a b:: x\n", ""),
            (":: x\n", ""),
            ("", ""),
        ] {
            assert_eq!(head(text), (cut, &text[cut.len()..]), "{text}");
        }
    }

    #[test]
    fn a_head_that_the_reader_changed_stays_changed() {
        let new = "---\ntitle: \"New\"\nfile: \"f\"\n---\n";
        let old = "---\ntitle: \"Old\"\nfile: \"f\"\n---\n";
        let sums = head_sums(old);
        for (was, then) in [
            // Nobody touched it: what ibid knows now stands there.
            (old, new),
            ("---\ntitle: \"Mine\"\nfile: \"f\"\n---\n", "---\ntitle: \"Mine\"\nfile: \"f\"\n---\n"),
            (
                "---\ntags: [a]\ntitle: >\n  folded\n\n  words\nfile: \"f\"\nrating: 5\n---\n",
                "---\ntags: [a]\ntitle: >\n  folded\n\n  words\nfile: \"f\"\nrating: 5\n---\n",
            ),
            ("---\nfile: \"f\"\ntitle: \"Old\"\n# mine\n...\n", "---\nfile: \"f\"\ntitle: \"Old\"\n# mine\n...\n"),
            // Taken out, it stays out.
            ("---\nfile: \"f\"\n---\n", "---\nfile: \"f\"\n---\n"),
            ("", ""),
        ] {
            assert_eq!(joined_heads(was, new, &sums), then, "{was}");
            assert_eq!(joined_heads(then, new, &sums), then, "{was}");
        }
        // An older export does not say what it wrote: what stands there stays.
        assert_eq!(joined_heads(old, new, ""), old);
        assert_eq!(joined_heads("", new, ""), new);
    }

    #[test]
    fn each_kind_of_head_is_joined_line_by_line() {
        for (old, new, sums, joined) in [
            ("title:: x\nmine:: 1\n", "title:: y\n", head_sums("title:: x\n"), "title:: y\nmine:: 1\n"),
            ("title:: mine\n", "title:: y\nurl:: u\n", head_sums("title:: x\n"), "title:: mine\nurl:: u\n"),
            (
                "#+TITLE: mine\n#+AUTHOR: a\n#+AUTHOR: b\n",
                "#+TITLE: y\n#+AUTHOR: c\n",
                head_sums("#+TITLE: x\n#+AUTHOR: a\n"),
                "#+TITLE: mine\n#+AUTHOR: c\n#+AUTHOR: b\n",
            ),
            ("#+title: x\n", "#+TITLE: y\n", head_sums("#+TITLE: x\n"), "#+TITLE: y\n"),
            (
                ":PROPERTIES:\n:ID: 5\n:END:\n#+TITLE: x\n",
                "#+TITLE: y\n",
                head_sums("#+TITLE: x\n"),
                ":PROPERTIES:\n:ID: 5\n:END:\n#+TITLE: y\n",
            ),
            // Own front matter above what has none keeps its fences.
            ("---\ntags: [housing]\n---\n", "", String::new(), "---\ntags: [housing]\n---\n"),
            ("--- \nfolded: >\n  a\n\n  b\n...\n", "", String::new(), "--- \nfolded: >\n  a\n\n  b\n...\n"),
            // Another target's: only what the reader wrote is left.
            ("---\ntitle: x\nmine: 1\n---\n", "", head_sums("---\ntitle: x\n---\n"), "---\nmine: 1\n---\n"),
            ("---\ntitle: x\n---\n", "#+TITLE: x\n", head_sums("---\ntitle: x\n---\n"), "#+TITLE: x\n"),
            ("---\nmine: x\n---\n", "title:: x\n", String::new(), "---\nmine: x\n---\ntitle:: x\n"),
            ("title:: mine\n", "---\ntitle: x\n---\n", String::new(), "---\ntitle: x\n---\ntitle:: mine\n"),
        ] {
            assert_eq!(joined_heads(old, new, &sums), joined, "{old}");
        }
    }
}
