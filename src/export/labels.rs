//! Footnotes and link definitions in bodies: in one file their labels are everybody's, so each
//! note's get the end of its id, and lose it again.

use std::collections::HashSet;

/// Digits of a note's id that its labels get.
const DIGITS: usize = 8;

/// A body whose labels are its own in any file. `id` is the note's.
pub(super) fn labels_apart(body: &str, id: &str) -> String {
    let lines = outside_code(body);
    let defined: HashSet<String> =
        lines.iter().filter(|(_, is_code)| !is_code).filter_map(|(line, _)| defined(line)).map(folded).collect();
    if defined.is_empty() {
        return body.to_owned();
    }
    let end = end_of(id);
    let line = |(line, is_code): &(&str, bool)| if *is_code { (*line).to_owned() } else { renamed(line, &defined, end) };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The body that `labels_apart` wrote.
#[must_use]
pub fn labels_together(body: &str, id: &str) -> String {
    let end = format!("-{}]", end_of(id));
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(&end) {
        out.push_str(&rest[..at]);
        rest = &rest[at + end.len()..];
        let open = out.rfind('[').unwrap_or(0);
        // `[words][words-id]` was `[words]`.
        let label = folded(out.get(open + 1..).unwrap_or_default());
        let before = out[..open].strip_suffix(']').and_then(|before| Some(&before[before.rfind('[')? + 1..]));
        if before.is_some_and(|before| folded(before) == label) {
            out.truncate(open);
        } else {
            out.push(']');
        }
    }
    out + rest
}

fn end_of(id: &str) -> &str {
    id.get(id.len().saturating_sub(DIGITS)..).unwrap_or(id)
}

/// Labels are the same in any case, with any blanks.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The lines of a body, each with whether it is code.
fn outside_code(body: &str) -> Vec<(&str, bool)> {
    let mut fence: Option<&str> = None;
    let mut found = Vec::new();
    for line in body.split('\n') {
        let own = fence_of(line);
        let is_code = fence.is_some() || own.is_some();
        fence = match (fence, own) {
            (None, own) => own,
            (Some(open), Some(own)) if ends(open, own, line) => None,
            (open, _) => open,
        };
        found.push((line, is_code));
    }
    found
}

/// The fence that a body leaves open, which a line more would close.
pub(super) fn open_fence(body: &str) -> Option<&str> {
    body.split('\n').fold(None, |fence, line| match (fence, fence_of(line)) {
        (None, own) => own,
        (Some(open), Some(own)) if ends(open, own, line) => None,
        (open, _) => open,
    })
}

fn ends(open: &str, own: &str, line: &str) -> bool {
    own.starts_with(&open[..1]) && own.len() >= open.len() && line.trim() == own
}

/// The signs of a fence, where a line begins or ends one.
fn fence_of(line: &str) -> Option<&str> {
    let bare = line.trim_start();
    let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = bare.bytes().take_while(|byte| *byte == sign as u8).count();
    let is_span = sign == '`' && bare[run..].contains('`');
    (run >= 3 && !is_span).then(|| &bare[..run])
}

/// The label that a line defines.
fn defined(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches([' ', '>']);
    let label = &bare.strip_prefix('[')?[..bare.find("]:")?.checked_sub(1)?];
    let is_whole = !label.trim().is_empty() && !label.contains(['[', ']']) && !bare[label.len() + 3..].trim().is_empty();
    is_whole.then_some(label)
}

/// A line whose calls of what is `defined` lead to this note's.
fn renamed(line: &str, defined: &HashSet<String>, end: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => code_span(rest),
            '[' => {
                let label = rest[1..].find(['[', ']']).filter(|at| rest[1 + at..].starts_with(']')).map(|at| &rest[1..1 + at]);
                match label.filter(|label| defined.contains(&folded(label))) {
                    Some(label) => {
                        let behind = &rest[label.len() + 2..];
                        let is_named = label.starts_with('^') || out.ends_with(']') || behind.starts_with(':');
                        let is_link = behind.starts_with('(') || (behind.starts_with('[') && !behind.starts_with("[]"));
                        out.push_str(&match (is_named, is_link) {
                            (true, _) => format!("[{label}-{end}]"),
                            (_, true) => format!("[{label}]"),
                            _ => format!("[{label}][{label}-{end}]"),
                        });
                        rest = behind.strip_prefix("[]").filter(|_| !is_named).unwrap_or(behind);
                        continue;
                    }
                    None => 1,
                }
            }
            c => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// Bytes of a span of code, or of the signs alone where none ends it.
fn code_span(rest: &str) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    let sign = "`".repeat(run);
    let mut at = run;
    while let Some(found) = rest[at..].find(&sign) {
        let from = at + found;
        let own = rest[from..].bytes().take_while(|byte| *byte == b'`').count();
        if own == run {
            return from + run;
        }
        at = from + own;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0199a5d2-7c3e-7000-8000-0000000000ab";

    #[test]
    fn labels_of_a_note_are_its_own() {
        for (body, apart) in [
            ("a[^1] b\n\n[^1]: text", "a[^1-000000ab] b\n\n[^1-000000ab]: text"),
            (
                "[go][x] [x] [x][] [X]\n\n[x]: https://a.kr",
                "[go][x-000000ab] [x][x-000000ab] [x][x-000000ab] [X][X-000000ab]\n\n[x-000000ab]: https://a.kr",
            ),
            ("[x](u) \\[x] `[x]` [y] [x][z]\n[x]: u", "[x](u) \\[x] `[x]` [y] [x][z-]\n[x-000000ab]: u"),
            ("```\n[x]: u\n```\n[x]", "```\n[x]: u\n```\n[x]"),
            ("no [^1] here", "no [^1] here"),
            ("[각주]\n\n[각주]: https://a.kr", "[각주][각주-000000ab]\n\n[각주-000000ab]: https://a.kr"),
        ] {
            let apart = apart.replace("[z-]", "[z]");
            assert_eq!(labels_apart(body, ID), apart, "{body}");
            let together = labels_together(&apart, ID);
            assert_eq!(together, body.replace("[x][]", "[x]"), "{body}");
        }
    }

    #[test]
    fn a_fence_is_open_until_one_like_it_ends_it() {
        for (body, open) in [
            ("```\na", Some("```")),
            ("```\na\n```", None),
            ("````sh\n```\n", Some("````")),
            ("~~~\n```\n~~~~", None),
            ("```a```", None),
            ("``", None),
            ("  ```\n", Some("```")),
            ("```\n``` x", Some("```")),
            ("", None),
        ] {
            assert_eq!(open_fence(body), open, "{body}");
        }
        assert_eq!(["`a` b", "``a` b`` c", "`a", "` `` `"].map(code_span), [3, 8, 1, 6]);
    }
}
