//! A row as text for a terminal that knows links: what is seen is the plain row.

use std::fmt::Write;

use super::{Flow, Row};
use crate::document::{Link, MarkKind};

impl Flow<'_> {
    /// The row as plain text, the texts of links between the signs of OSC 8, which say where they
    /// lead; only addresses that `accept` takes. Characters of an address that a terminal would not
    /// take stand as `%` and two digits.
    #[must_use]
    pub fn linked_line(&self, row: &Row, accept: &dyn Fn(&str) -> bool) -> String {
        let mut line = String::new();
        let mut found: Vec<(usize, usize, u32)> = Vec::new();
        self.write_noted(row, &mut line, &mut |at, span| {
            for mark in self.document.marks_in(span) {
                if let MarkKind::Link(link) = mark.kind
                    && let own = mark.span.intersect(span)
                    && !own.is_empty()
                    && found.last().is_none_or(|(_, end, _)| at + (own.start.at() - span.start.at()) >= *end)
                {
                    let start = at + (own.start.at() - span.start.at());
                    found.push((start, start + own.len(), link));
                }
            }
        });
        let (mut out, mut from) = (String::with_capacity(line.len()), 0);
        for (start, end, link) in found {
            // Blanks at the row's end are gone.
            let end = end.min(line.len());
            let Some(Link::Outer(address)) = self.document.links().get(link as usize) else { continue };
            if start >= end || !accept(address) {
                continue;
            }
            out.push_str(&line[from..start]);
            // The number joins the parts of a link that goes on in the next row.
            let _ = write!(out, "\x1b]8;id=ibid{link};{}\x1b\\{}\x1b]8;;\x1b\\", printable(address), &line[start..end]);
            from = end;
        }
        out.push_str(&line[from..]);
        out
    }
}

/// An address in printable ASCII.
fn printable(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if matches!(byte, b'!'..=b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Source, format_named};
    use crate::layout::{LayoutOptions, Place};

    #[test]
    fn links_are_told_and_what_is_seen_is_the_same() {
        let text =
            "See [the report on trade](https://example.org/가?a=b) and [a file](file:///etc/passwd) or [mail](mailto:a@b.c).\n";
        let format = format_named("markdown").expect("a format");
        let document = (format.read)(&Source { name: "a.md", bytes: text.as_bytes(), whole: true }, &()).expect("a document");
        let flow = Flow::new(&document, LayoutOptions { measure: 20, room: 20, ascii: false, formulas: false });
        let web = |address: &str| address.starts_with("http") || address.starts_with("mailto:");
        let rows = flow.rows(Place::default(), 20);
        let all: String = rows.iter().map(|row| flow.linked_line(row, &web) + "\n").collect();
        assert!(all.contains("\x1b]8;id=ibid0;https://example.org/%EA%B0%80?a=b\x1b\\the report on\x1b]8;;\x1b\\\n"), "{all:?}");
        assert!(all.contains("\\trade\x1b]8;;"), "{all:?}");
        assert!(all.contains("mailto:a@b.c") && !all.contains("passwd"), "{all:?}");
        let signs = regex::Regex::new("\x1b\\]8;[^\x1b]*\x1b\\\\").expect("a pattern");
        let plain: String = rows.iter().map(|row| flow.line(row) + "\n").collect();
        assert_eq!(signs.replace_all(&all, ""), plain);
    }
}
