//! Footnotes written as HTML, or as links: which link is a call, which text is its body.
//!
//! There is no one way: `<sup><a href="#fn1">1</a></sup>`, `<a href="#fn1"><sup>1</sup></a>`,
//! `[\[1\]](#_ftn1)` out of word processors, or a bare `<sup>1</sup>`. A call is a short link
//! that is raised, or whose target is named as notes are; a body is what has that name.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use super::inline::{Inline, Role};

/// Pieces that a call or a way back is looked for in.
const LONGEST_PATTERN: usize = 16;
/// Bytes around a link in which `<sup>` is looked for.
const NEAR: usize = 80;
/// Characters of a label.
const LONGEST_LABEL: usize = 8;

/// The footnotes of one document that are not Markdown's own.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The names that calls lead to, and the label where it is known.
    called: HashMap<String, Option<String>>,
    /// Bare raised numbers are calls as long as they count up: the last one that was.
    last_bare: u32,
    /// Numbers that label a Markdown footnote.
    numbers: HashSet<u32>,
}

impl Notes {
    /// Looks through `text` for links that may be calls, so that a body is known wherever it stands.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut called = HashMap::new();
        for open in [b"\"#", b"'#", b"(#", b"=#"] {
            for at in memmem::find_iter(bytes, open) {
                let window = &bytes[at + 2..(at + 2 + 200).min(bytes.len())];
                let Some(len) = window.iter().position(|byte| matches!(byte, b'"' | b'\'' | b')' | b' ' | b'>' | b'\n')) else {
                    continue;
                };
                let name = name_of_target(&text[at + 2..at + 2 + len]);
                if !is_way_back(&name) && (is_note(&name) || is_raised(bytes, at)) {
                    called.entry(name).or_insert(None);
                }
            }
        }
        let number = |at: usize| {
            let window = &bytes[at + 2..(at + 2 + LONGEST_LABEL).min(bytes.len())];
            let len = window.iter().position(|byte| *byte == b']')?;
            std::str::from_utf8(&window[..len]).ok()?.parse().ok()
        };
        let numbers = memmem::find_iter(bytes, b"[^").filter_map(number).collect();
        Self { called, last_bare: 0, numbers }
    }

    /// Whether a Markdown footnote has this number.
    pub(super) fn has_label(&self, number: u32) -> bool {
        self.numbers.contains(&number)
    }

    /// Whether anything calls a note by this name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        !self.called.is_empty() && self.called.contains_key(&name_of_target(name))
    }

    /// The key and the label of the note named `name`.
    pub(super) fn key_and_label(&self, name: &str) -> (String, String) {
        let name = name_of_target(name);
        let known = self.called.get(&name).cloned().flatten();
        let label = known.unwrap_or_else(|| label_in(&name));
        (format!("#{name}"), label)
    }

    /// Puts calls in the place of the links and raised numbers that are calls, and takes out
    /// the ways back.
    pub(super) fn join(&mut self, inlines: &mut Vec<Inline>) {
        let worth = |inline: &Inline| matches!(inline, Inline::SupStart | Inline::LinkStart { .. });
        if !inlines.iter().any(worth) {
            return;
        }
        let mut raised = 0_u32;
        let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
        let mut rest = std::mem::take(inlines).into_iter().peekable();
        let mut window: std::collections::VecDeque<Inline> = std::collections::VecDeque::new();
        loop {
            while window.len() < LONGEST_PATTERN {
                match rest.next() {
                    Some(inline) => window.push_back(inline),
                    None => break,
                }
            }
            let Some(first) = window.pop_front() else { break };
            match first {
                Inline::LinkStart { ref target, role } if target.starts_with('#') => {
                    let end = window.iter().position(|inline| *inline == Inline::LinkEnd);
                    match end.and_then(|end| self.part_of(target, role, raised > 0, window.iter().take(end))) {
                        Some(part) => {
                            let anchors = window.drain(..=end.unwrap_or(0)).filter(|inline| matches!(inline, Inline::Anchor(_)));
                            out.extend(anchors);
                            out.extend(part);
                        }
                        None => out.push(first),
                    }
                }
                Inline::SupStart => {
                    if let Some((call, taken)) = self.bare_call(&out, &window) {
                        out.extend(window.drain(..taken).filter(|inline| matches!(inline, Inline::Anchor(_))));
                        out.push(call);
                    } else {
                        raised += 1;
                        out.push(first);
                    }
                }
                Inline::SupEnd => {
                    raised = raised.saturating_sub(1);
                    out.push(first);
                }
                // What stands between two calls in one raised piece is not text.
                Inline::Text(ref text) if raised > 0 && is_between(text) && matches!(out.last(), Some(Inline::Call { .. })) => {}
                _ => out.push(first),
            }
        }
        *inlines = out;
    }

    /// What a link to `target` is: a call, a way back (nothing), or neither.
    fn part_of<'a>(
        &mut self,
        target: &str,
        role: Role,
        raised: bool,
        inside: impl Iterator<Item = &'a Inline>,
    ) -> Option<Option<Inline>> {
        let (mut text, mut raises) = (String::new(), false);
        for inline in inside {
            match inline {
                Inline::Text(piece) => text.push_str(piece),
                Inline::Code(piece) => text.push_str(piece),
                Inline::SupStart => raises = true,
                Inline::Image { .. } | Inline::Call { .. } | Inline::LinkStart { .. } | Inline::Break => return None,
                _ => {}
            }
        }
        let text = text.trim();
        if role == Role::Back || is_arrow(text) {
            return Some(None);
        }
        let label = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '\\') || c.is_whitespace());
        let short = !label.is_empty() && label.chars().count() <= LONGEST_LABEL && !label.contains(char::is_whitespace);
        let name = name_of_target(target);
        let plain_sign = label.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()) || label.len() < text.len();
        let calls = role == Role::Call || raised || raises || (is_note(&name) && plain_sign);
        if !short || !calls {
            return None;
        }
        let label = label.to_owned();
        if !is_way_back(&name) {
            self.called.insert(name.clone(), Some(label.clone()));
        }
        Some(Some(Inline::Call { key: format!("#{name}"), label }))
    }

    /// `<sup>7</sup>`, where 7 is the next number or one that was called before. Returns
    /// the pieces of `window` that it takes.
    ///
    /// An exponent is not one: it stands behind a digit, a single letter or a unit.
    fn bare_call(&mut self, before: &[Inline], window: &std::collections::VecDeque<Inline>) -> Option<(Inline, usize)> {
        let end = window.iter().position(|inline| *inline == Inline::SupEnd)?;
        let number = raised_number(window.iter().take(end))?;
        let last = before.iter().rev().take(LONGEST_PATTERN).find_map(|inline| match inline {
            Inline::Text(text) if !text.trim().is_empty() => Some(&**text),
            Inline::Code(_) | Inline::Image { .. } => Some("."),
            _ => None,
        })?;
        if is_base(last) || !(number == self.last_bare + 1 || (1..=self.last_bare).contains(&number)) {
            return None;
        }
        self.last_bare = self.last_bare.max(number);
        Some((Inline::Call { key: format!("sup{number}"), label: number.to_string() }, end + 1))
    }

    /// The note whose body `inlines` are: they start with the raised number of a former call.
    pub(super) fn bare_body(&self, inlines: &[Inline]) -> Option<(String, String)> {
        let start = inlines.iter().position(|inline| !matches!(inline, Inline::Anchor(_) | Inline::Soft))?;
        if self.last_bare == 0 || inlines[start] != Inline::SupStart {
            return None;
        }
        let end = find(inlines, start, &Inline::SupEnd)?;
        let number = raised_number(inlines[start + 1..end].iter()).filter(|number| *number <= self.last_bare)?;
        let has_text = inlines[end..].iter().any(|inline| matches!(inline, Inline::Text(text) if !text.trim().is_empty()));
        has_text.then(|| (format!("sup{number}"), number.to_string()))
    }

    /// Whether a body may be met at all.
    pub(super) fn any(&self) -> bool {
        !self.called.is_empty() || self.last_bare > 0
    }
}

/// Takes the label off the start of a body: `1. `, `[1] `, `<sup>1</sup>`, a link back.
pub(super) fn without_label(mut inlines: Vec<Inline>, label: &str) -> Vec<Inline> {
    let blank = |inline: &Inline| match inline {
        Inline::Anchor(_)
        | Inline::Soft
        | Inline::Break
        | Inline::SupStart
        | Inline::SupEnd
        | Inline::LinkEnd
        | Inline::Hidden(_) => true,
        Inline::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    let Some(start) = inlines.iter().position(|inline| !blank(inline)) else { return inlines };
    match &mut inlines[start] {
        Inline::LinkStart { .. } | Inline::Call { .. } => {
            let is_call = matches!(inlines[start], Inline::Call { .. });
            let end = if is_call { Some(start) } else { find(&inlines, start, &Inline::LinkEnd) };
            if let Some(end) = end
                && (is_call || is_label(&super::inline::plain(&inlines[start..end]), label))
            {
                inlines.drain(start..=end);
                if let Some(Inline::Text(text)) = inlines.iter_mut().skip(start).find(|inline| !matches!(inline, Inline::SupEnd))
                {
                    *text = text.trim_start_matches(['.', ')', ']', ':', ' ']).to_owned().into();
                }
            }
        }
        Inline::Text(text) => {
            let body = text.trim_start();
            let open = body.trim_start_matches(['[', '(']);
            if let Some(rest) = open.strip_prefix(label) {
                let after = rest.trim_start_matches(['.', ')', ']', ':']);
                if after.len() < rest.len() || after.is_empty() || after.starts_with(char::is_whitespace) {
                    *text = after.trim_start().to_owned().into();
                }
            }
        }
        _ => {}
    }
    inlines
}

/// Where the next `sought` behind `start` stands, if it is near.
fn find(inlines: &[Inline], start: usize, sought: &Inline) -> Option<usize> {
    inlines.iter().skip(start + 1).take(LONGEST_PATTERN).position(|inline| inline == sought).map(|at| start + 1 + at)
}

fn is_label(text: &str, label: &str) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | '^') || c.is_whitespace());
    bare == label || is_arrow(text.trim())
}

/// The number in raised text that holds nothing else (`7`, `[7]`, `7)`).
fn raised_number<'a>(inside: impl Iterator<Item = &'a Inline>) -> Option<u32> {
    let mut text = String::new();
    for inline in inside {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Anchor(_) | Inline::Start(_) | Inline::End(_) => {}
            _ => return None,
        }
    }
    let digits = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|number| *number > 0)
}

/// Whether a raised number behind `text` is an exponent.
fn is_base(text: &str) -> bool {
    const UNITS: [&str; 12] = ["km", "cm", "mm", "nm", "dm", "um", "ft", "in", "yd", "mi", "ha", "sec"];
    let word = &text[text.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    word.ends_with(|c: char| c.is_ascii_digit()) || word.len() == 1 || UNITS.contains(&word)
}

/// The name in a link's target, as it is compared: decoded, GitHub's prefix left out.
pub(super) fn name_of_target(target: &str) -> String {
    super::slug::anchor_name(target.strip_prefix('#').unwrap_or(target))
}

/// Whether notes are named so: `fn1`, `fn:1`, `_ftn1`, `footnote-1`, `endnote2`, `cite_note-3`.
fn is_note(name: &str) -> bool {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^_*(?:(?:fn|ftn|edn|foot-?note|end-?note|cite_note|각주)s?[-_:.]?(?:.*[-_:.])?|(?:side-?)?note[-_:.]?|주[-_:.]?)\d+[a-z]?$").ok()
    });
    NAME.as_ref().is_some_and(|shape| shape.is_match(name)) && !is_way_back(name)
}

/// Whether calls are named so, that bodies lead back to: `fnref1`, `_ftnref1`, `cite_ref-3`, `reference-1`.
fn is_way_back(name: &str) -> bool {
    ["fnref", "ftnref", "ednref", "noteref", "note-ref", "cite_ref", "reference", "refmark"]
        .iter()
        .any(|word| name.contains(word))
        || name.starts_with("ref")
}

/// Whether the link around byte `at` is raised.
fn is_raised(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(NEAR)..at];
    let after = &bytes[at..(at + NEAR + NEAR).min(bytes.len())];
    let opened = memmem::rfind(before, b"<sup").is_some_and(|open| memmem::find(&before[open..], b"</sup").is_none());
    let holds = || {
        let end = memmem::find(after, b"</a").or_else(|| memmem::find(after, b"\n")).unwrap_or(after.len());
        memmem::find(&after[..end], b"<sup").is_some()
    };
    // `[<sup>1</sup>](#fn1)`
    opened || holds() || before.ends_with(b"</sup>]") || before.ends_with(b"</sup>](")
}

fn is_arrow(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, '↩' | '↑' | '⤴' | '⏎' | '↵' | '⇧' | '⬆' | '⮌' | '⤶' | '▲' | '^' | '\u{FE0E}' | '\u{FE0F}' | ' '))
}

fn is_between(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ',' | ';' | '·' | '、' | '，' | '\u{A0}' | '[' | ']') || c.is_whitespace())
}

/// `footnote-12` -> `12`.
fn label_in(name: &str) -> String {
    let digits = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let label = if digits < name.len() { &name[digits..] } else { name };
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::super::tag;
    use super::*;

    fn joined(notes: &mut Notes, html: &str) -> String {
        let mut inlines = Vec::new();
        html::tokens(html).for_each(|token| tag::push(token, &mut inlines));
        notes.join(&mut inlines);
        let shown = |inline: &Inline| match inline {
            Inline::Text(text) => text.to_string(),
            Inline::Call { key, label } => format!("{{{key} {label}}}"),
            Inline::LinkStart { target, .. } => format!("<{target}>"),
            _ => String::new(),
        };
        inlines.iter().map(shown).collect()
    }

    #[test]
    fn raised_links_are_calls_however_they_nest() {
        for html in [
            "a.<sup id=\"r1\"><a href=\"#n1\">1</a></sup> b",
            "a.<a href='#n1'><sup>[1]</sup></a> b",
            "a.<sup>[<a href=\"#n1\">1</a>]</sup> b",
        ] {
            let shown = joined(&mut Notes::of(html), html);
            assert!(shown.contains("{#n1 1}") && shown.ends_with(" b"), "{html} gave {shown}");
            assert!(Notes::of(html).is_called("n1"), "{html}");
        }
    }

    #[test]
    fn two_calls_in_one_raised_piece() {
        let html = "a<sup><a href=\"#fn1\">1</a>, <a href=\"#fn2\">2</a></sup>";
        assert_eq!(joined(&mut Notes::of(html), html), "a{#fn1 1}{#fn2 2}");
    }

    #[test]
    fn a_link_to_a_section_stays_a_link() {
        let html = "see <a href=\"#part-2\">2</a> and <a href=\"#fn1\">the note</a>";
        assert_eq!(joined(&mut Notes::of(html), html), "see <#part-2>2 and <#fn1>the note");
    }

    #[test]
    fn bare_numbers_are_calls_while_they_count_up() {
        let html = "했다.<sup>1</sup> 10<sup>2</sup> m<sup>2</sup> 면적 km<sup>2</sup> policy<sup>2</sup> <sup>3</sup> 또<sup>1</sup> 밖<sup>9</sup>";
        assert_eq!(joined(&mut Notes::default(), html), "했다.{sup1 1} 102 m2 면적 km2 policy{sup2 2} {sup3 3} 또{sup1 1} 밖9");
    }

    #[test]
    fn ways_back_go() {
        let html = "text <a href=\"#reference-1\">↩︎</a><a class='footnote-backref' href='#x'>back</a>";
        assert_eq!(joined(&mut Notes::of(html), html), "text ");
    }

    #[test]
    fn names_of_notes() {
        for name in ["fn1", "fn:1", "_ftn12", "footnote-1", "cite_note-Kim-3", "각주-2", "note2"] {
            assert!(is_note(name), "{name}");
        }
        for name in ["fnref1", "_ftnref12", "cite_ref-3", "notes-on-2023", "section-1", "footing"] {
            assert!(!is_note(name), "{name}");
        }
    }

    #[test]
    fn a_body_loses_its_label() {
        let text = |inlines: Vec<Inline>| super::super::inline::plain(&inlines);
        for body in ["1. Ib.", "[1] Ib.", "<sup>1</sup> Ib.", "<a href='#r'>1</a>. Ib.", "(1) Ib."] {
            let mut inlines = Vec::new();
            html::tokens(body).for_each(|token| tag::push(token, &mut inlines));
            assert_eq!(text(without_label(inlines, "1")).trim(), "Ib.", "{body}");
        }
        assert_eq!(text(without_label(vec![Inline::Text("19세기".into())], "1")), "19세기");
    }
}
