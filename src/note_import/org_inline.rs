//! Marks and links within words of Org, as Markdown.

use super::org::SHOWN;
use crate::export::{ZERO_WIDTH_SPACE, markdown_inline, markdown_paragraph};

/// Marks and links within words.
pub(super) fn inline(text: &str, kept: &mut Vec<String>) -> String {
    const UNKNOWN: [&str; 5] = ["[fn:", "{{{", "<<", "\\(", "\\["];
    let mut out = Line::default();
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        if let Some(sign) = UNKNOWN.into_iter().find(|sign| rest.starts_with(sign)) {
            let line = rest.lines().next().unwrap_or_default();
            kept.push(line.chars().take(SHOWN).collect());
            out.plain.push_str(sign);
            (before, rest) = (sign.chars().next_back(), &rest[sign.len()..]);
            continue;
        }
        if let Some((markdown, length)) = link(rest, kept).or_else(|| mark(rest, before, kept)) {
            out.markup(&markdown);
            before = rest[..length].chars().next_back();
            rest = &rest[length..];
            continue;
        }
        if c == '\\' && rest.starts_with("\\\\\n") {
            out.markup("\\");
            rest = &rest[2..];
            before = None;
            continue;
        }
        if c != ZERO_WIDTH_SPACE {
            out.plain.push(c);
        }
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    out.end()
}

/// Markdown that is put together: words that are to stay words, and marks between them.
#[derive(Debug, Default)]
struct Line {
    out: String,
    /// Words that are not written yet.
    plain: String,
}

impl Line {
    fn markup(&mut self, markdown: &str) {
        self.flush();
        self.out.push_str(markdown);
    }

    fn flush(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        for (index, part) in plain.split('\n').enumerate() {
            if index > 0 {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
            }
            let is_first = self.out.is_empty() || self.out.ends_with('\n');
            if !is_first {
                self.out.push_str(&markdown_inline(part));
                continue;
            }
            let bare = part.trim_start();
            let tail = &bare[bare.trim_end().len()..];
            let is_line = !bare.trim().is_empty() && bare.trim().bytes().all(|byte| byte == b'=');
            self.out.push_str(if is_line { "\\" } else { "" });
            self.out.push_str(&markdown_paragraph(bare.trim_end()));
            self.out.push_str(tail);
        }
    }

    fn end(mut self) -> String {
        self.flush();
        self.out.trim_end().to_owned()
    }
}

/// `[[address][words]]`, and how many bytes it takes.
fn link(rest: &str, kept: &mut Vec<String>) -> Option<(String, usize)> {
    let inside = rest.strip_prefix("[[")?;
    let end = inside.find("]]")?;
    let (address, words) =
        inside[..end].split_once("][").map_or((&inside[..end], None), |(address, words)| (address, Some(words)));
    if address.is_empty() || address.contains(['[', ']', '\n', ZERO_WIDTH_SPACE]) {
        return None;
    }
    let is_bare =
        |address: &str| address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'(' | b')'));
    let target = if is_bare(address) { address.to_owned() } else { format!("<{}>", address.replace(['<', '>'], "")) };
    let markdown = match words {
        None if is_bare(address) && address.contains("://") => format!("<{address}>"),
        _ => format!("[{}]({target})", inline(words.unwrap_or(address), kept).replace('\n', " ")),
    };
    Some((markdown, 2 + end + 2))
}

/// `*strong*` and the like, and how many bytes it takes.
fn mark(rest: &str, before: Option<char>, kept: &mut Vec<String>) -> Option<(String, usize)> {
    let sign = rest.chars().next().filter(|c| matches!(c, '*' | '/' | '+' | '_' | '~' | '='))?;
    let is_open = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, ZERO_WIDTH_SPACE | '-' | '–' | '—' | '(' | '\'' | '"' | '{' | '*' | '/' | '+' | '_')
    });
    let inside = &rest[1..];
    if !is_open || inside.starts_with(|c: char| c.is_whitespace() || c == ZERO_WIDTH_SPACE) {
        return None;
    }
    let closes = |at: usize| {
        let (words, behind) = (&inside[..at], &inside[at + 1..]);
        let is_closed = behind.chars().next().is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    ZERO_WIDTH_SPACE
                        | '-'
                        | '–'
                        | '—'
                        | '.'
                        | ','
                        | ':'
                        | ';'
                        | '!'
                        | '?'
                        | '\''
                        | '"'
                        | ')'
                        | '}'
                        | '['
                        | '\\'
                        | '*'
                        | '/'
                        | '+'
                        | '_'
                        | '|'
                )
        });
        is_closed && !words.is_empty() && !words.ends_with(|c: char| c.is_whitespace() || c == ZERO_WIDTH_SPACE)
    };
    // No mark goes over more than a line end.
    let reach = inside.match_indices('\n').nth(1).map_or(inside.len(), |(at, _)| at);
    let at = inside[..reach].match_indices(sign).map(|(at, _)| at).find(|at| closes(*at))?;
    let words = &inside[..at];
    let length = at + 2;
    let around = |sign: &str, kept: &mut Vec<String>| format!("{sign}{}{sign}", inline(words, kept));
    Some((
        match sign {
            '*' => around("**", kept),
            '/' => around("*", kept),
            '+' => around("~~", kept),
            '_' => {
                kept.push(rest[..length].chars().take(SHOWN).collect());
                return None;
            }
            _ => code(&words.replace('\u{223C}', "~")),
        },
        length,
    ))
}

fn code(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", words.replace('\n', " "))
}
