//! Clippings as a Kindle keeps them: entries apart by a line of `=`, a quote and what was
//! written on it each an entry of its own.

use super::Target;
use crate::export::book::Book;

/// `My Clippings.txt`.
pub(super) const TARGET: Target = Target {
    name: "clippings",
    extension: "clippings.txt",
    aliases: &["kindle"],
    example: include_str!("../../../assets/templates/clippings.txt.jinja"),
    ..Target::new(write_clippings)
};

/// Bytes of text that a location stands for.
const LOCATION: u32 = 150;

/// A line of an entry: the one that parts entries would part it.
fn line(text: &str) -> String {
    text.strip_prefix("==========").map_or_else(|| text.to_owned(), |rest| format!("= ========={rest}"))
}

/// Writes the notes as `My Clippings.txt`.
fn write_clippings(book: &Book) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    for chapter in &book.chapters {
        let about = &chapter.document;
        let title =
            if about.authors.is_empty() { about.title.clone() } else { format!("{} ({})", about.title, about.authors_line()) };
        for entry in &chapter.notes {
            let anchor = &entry.note.anchor;
            let (first, last) = (anchor.start / LOCATION + 1, anchor.end.max(anchor.start) / LOCATION + 1);
            let page = entry.page.as_ref().map(|page| format!("page {page} | ")).unwrap_or_default();
            let added = entry.note.created.strftime("%A, %B %-d, %Y %-I:%M:%S %p");
            let mut write = |kind: &str, at: &str, text: &str| {
                let lines: Vec<String> = text.lines().map(line).collect();
                let (title, text) = (line(&title), lines.join("\r\n"));
                out += &format!(
                    "{title}\r\n- Your {kind} on {page}Location {at} | Added on {added}\r\n\r\n{text}\r\n==========\r\n"
                );
            };
            let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
            if entry.quote.is_empty() {
                write("Bookmark", &range, "")
            } else {
                write("Highlight", &range, &entry.line())
            }
            if !entry.body.is_empty() {
                write("Note", &last.to_string(), entry.body);
            }
        }
    }
    out.into_bytes()
}
