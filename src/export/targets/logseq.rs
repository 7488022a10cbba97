//! Logseq: page properties, then an outline of blocks, each note a block with an id of its own.

use super::Target;
use crate::export::book::{Book, DocumentRecord, Entry};
use crate::export::escape::inline;
use crate::export::headings::Headings;
use crate::export::regions::{Marks, Regions, sum};

/// A page of Logseq.
pub(super) const TARGET: Target = Target {
    name: "logseq",
    extension: "md",
    example: include_str!("../../../assets/templates/logseq.md.jinja"),
    regions: Some(Regions::in_outline(Marks::Html)),
    ..Target::new(write_logseq)
};

/// Writes the notes as a Logseq page.
fn write_logseq(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    if let [only] = &book.chapters[..] {
        write_properties(&mut out, &only.document);
        out.push('\n');
    }
    for chapter in &book.chapters {
        let title = format!("# {}", inline(&chapter.document.title));
        block(&mut out, 0, &super::markdown::about_key(&chapter.document), &[title]);
        let mut headings = Headings::default();
        for entry in &chapter.notes {
            let under = headings.before(entry, &chapter.document, book.words);
            for (depth, title) in under.path.iter().enumerate().skip(under.known) {
                // Each heading is a block, so it is a region of its own.
                let key = format!("{}.{depth}", under.key.as_deref().unwrap_or_default());
                block(&mut out, depth, &key, &[format!("{} {}", "#".repeat((depth + 2).min(6)), inline(title))]);
            }
            block(&mut out, under.path.len(), &entry.id, &note(book, entry));
        }
    }
    out.into_bytes()
}

fn write_properties(out: &mut String, about: &DocumentRecord) {
    let optional = |value: &Option<crate::document::SafeText>| value.as_ref().map(ToString::to_string);
    let properties = [
        ("title", Some(about.title.clone())),
        ("author", Some(about.authors_line()).filter(|authors| !authors.is_empty())),
        ("publisher", optional(&about.publisher)),
        ("date", optional(&about.date)),
        ("url", optional(&about.url)),
        ("file", Some(about.file.clone())),
        ("ibid", Some(about.link.clone()).filter(|link| !link.is_empty())),
    ];
    for (name, value) in properties {
        *out += &value.map(|value| format!("{name}:: {value}\n")).unwrap_or_default();
    }
}

/// A block: its first line has the bullet, the others stand two columns further in.
fn block(out: &mut String, depth: usize, key: &str, lines: &[String]) {
    let indent = "\t".repeat(depth);
    let lines: Vec<&str> = lines.iter().flat_map(|line| line.split('\n')).collect();
    *out += &format!("{indent}- {}\n", Marks::Html.line(&format!("begin {key} {}", sum(lines.iter().copied()))));
    for line in lines {
        *out += format!("{indent}  {line}").trim_end();
        out.push('\n');
    }
    *out += &format!("{indent}  {}\n", Marks::Html.line("end"));
}

fn note(book: &Book, entry: &Entry) -> Vec<String> {
    let mut lines = vec![format!("id:: {}", entry.id), format!("ibid-created:: {}", entry.created)];
    if entry.is_code {
        let longest = entry.quote.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        lines.push(fence.clone());
        lines.extend(entry.quote.lines().map(|line| Marks::Html.escaped(line)));
        lines.push(fence);
    } else if entry.quote.is_empty() {
        lines.push(format!("> … {}", inline(&entry.line())));
    } else {
        lines.extend(entry.quote.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("> {}", inline(line))));
    }
    lines.push(String::new());
    if !entry.body.is_empty() {
        lines.push(Marks::Html.line("body"));
        lines.extend(entry.body.lines().map(|line| Marks::Html.escaped(&logseq_line(line))));
        lines.push(Marks::Html.line("body-end"));
        lines.push(String::new());
    }
    lines.extend(entry.around().map(|sentence| format!("{} {}", book.words.say("export-sentence"), inline(sentence))));
    lines.extend(entry.cell.as_ref().map(|cell| inline(&cell.words)));
    lines.extend(entry.footnote_lines(book.words).into_iter().map(|(label, body)| format!("{label}: {}", inline(&body))));
    lines.extend(entry.stood().map(|stood| inline(&stood)));
    let mut facts: Vec<String> = entry.facts(book.words).iter().map(|fact| inline(fact)).collect();
    facts.extend(entry.tags.iter().map(|tag| if tag.contains(' ') { format!("#[[{tag}]]") } else { format!("#{tag}") }));
    facts.push(format!("[ibid]({})", entry.link));
    lines.push(facts.join(" · "));
    lines
}

/// A line of a body: a hyphen would begin a block of its own.
#[must_use]
pub fn logseq_line(line: &str) -> String {
    let bare = line.trim_start();
    let indent = &line[..line.len() - bare.len()];
    bare.strip_prefix("- ").map_or_else(|| line.to_owned(), |item| format!("{indent}* {item}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hyphen_with_a_blank_would_begin_a_block() {
        let lines = ["- a", "  - a", "-a", "* a", "a - b", "-"].map(logseq_line);
        assert_eq!(lines, ["* a", "  * a", "-a", "* a", "a - b", "-"]);
    }
}
