//! Logseq: page properties, then an outline of blocks, each note a block with an id of its own.

use super::Target;
use crate::export::book::{Book, DocumentRecord, Entry};
use crate::export::escape;
use crate::export::headings::Headings;
use crate::export::labels::{labels_apart, open_fence};
use crate::export::regions::{BodyForm, Marks, Regions, body_begin, defused, head_sums, sum};

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
    let sums = head_sums(&out);
    for chapter in &book.chapters {
        let mut about = vec![defused(&format!("# {}", inline(&chapter.document.title)))];
        if !sums.is_empty() {
            about.push(Marks::Html.line(&format!("head {sums}")));
        }
        block(&mut out, 0, &super::markdown::about_key(&chapter.document), &about);
        let mut headings = Headings::default();
        for entry in &chapter.notes {
            let under = headings.before(entry, &chapter.document, book.words);
            for (depth, title) in under.path.iter().enumerate().skip(under.known) {
                // Each heading is a block, so it is a region of its own.
                let key = format!("{}.{depth}", under.key.as_deref().unwrap_or_default());
                block(&mut out, depth, &key, &[defused(&format!("{} {}", "#".repeat((depth + 2).min(6)), inline(title)))]);
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

/// Words of the document: what Logseq would fetch from elsewhere is kept apart.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape::inline(text).chars() {
        if matches!(c, '{' | '(') && out.ends_with(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn note(book: &Book, entry: &Entry) -> Vec<String> {
    let mut lines = vec![format!("id:: {}", entry.id), format!("ibid-created:: {}", entry.created)];
    if entry.is_code {
        let longest = entry.quote.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        lines.push(fence.clone());
        lines.extend(entry.quote.lines().map(str::to_owned));
        lines.push(fence);
    } else if entry.quote.is_empty() {
        lines.push(format!("> … {}", inline(&entry.line())));
    } else {
        lines.extend(entry.quote.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("> {}", inline(line))));
    }
    lines.push(String::new());
    let quote: Vec<String> = lines.iter().map(|line| defused(line)).collect();
    let mut lines = Vec::new();
    lines.extend(entry.around().map(|sentence| format!("{} {}", book.words.say("export-sentence"), inline(sentence))));
    lines.extend(entry.cell.as_ref().map(|cell| inline(&cell.words)));
    lines.extend(entry.footnote_lines(book.words).into_iter().map(|(label, body)| format!("{label}: {}", inline(&body))));
    lines.extend(entry.stood().map(|stood| inline(&stood)));
    let mut facts: Vec<String> = entry.facts(book.words).iter().map(|fact| inline(fact)).collect();
    facts.extend(entry.tags.iter().map(|tag| if tag.contains(' ') { format!("#[[{tag}]]") } else { format!("#{tag}") }));
    facts.push(format!("[ibid]({})", entry.link));
    lines.push(facts.join(" · "));
    let more = lines.iter().map(|line| defused(line));
    quote.into_iter().chain(body(entry)).chain(more).collect()
}

/// What the reader wrote, between its marks. A fence that it leaves open would reach into the
/// blocks behind it.
fn body(entry: &Entry) -> Vec<String> {
    if entry.body.is_empty() {
        return Vec::new();
    }
    let body = labels_apart(entry.body, &entry.id);
    let fence = open_fence(&body);
    let mut lines: Vec<String> = body.lines().map(|line| Marks::Html.escaped(&logseq_line(line))).collect();
    lines.extend(fence.map(str::to_owned));
    let begin = body_begin(Marks::Html, BodyForm { held: false, closed: fence.is_some() }, entry.body, &lines);
    [begin].into_iter().chain(lines).chain([Marks::Html.line("body-end"), String::new()]).collect()
}

/// A line of a body: a hyphen would begin a block of its own, two colons would set a property of
/// the block.
#[must_use]
pub fn logseq_line(line: &str) -> String {
    let bare = line.trim_start();
    let indent = &line[..line.len() - bare.len()];
    match (bare.strip_prefix("- "), property(bare, "::")) {
        (Some(item), _) => format!("{indent}* {item}"),
        (_, Some((key, value))) => format!("{indent}{key}:\\:{value}"),
        _ => line.to_owned(),
    }
}

/// A line that the reader wrote in a block, without what [`logseq_line`] puts into one.
#[must_use]
pub fn logseq_line_back(line: &str) -> String {
    let bare = line.trim_start();
    let indent = &line[..line.len() - bare.len()];
    property(bare, ":\\:").map_or_else(|| line.to_owned(), |(key, value)| format!("{indent}{key}::{value}"))
}

fn property<'a>(bare: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    bare.split_once(sign).filter(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hyphen_with_a_blank_would_begin_a_block() {
        let lines = ["- a", "  - a", "-a", "* a", "a - b", "-"].map(logseq_line);
        assert_eq!(lines, ["* a", "  * a", "-a", "* a", "a - b", "-"]);
    }

    #[test]
    fn a_line_of_a_body_sets_no_property_of_its_block() {
        for (line, written) in
            [("id:: 5", "id:\\: 5"), ("  a-b::", "  a-b:\\:"), ("a b:: c", "a b:: c"), ("std::vec", "std::vec")]
        {
            assert_eq!(logseq_line(line), written);
            assert_eq!(logseq_line_back(written), line);
        }
    }

    #[test]
    fn what_logseq_would_fetch_is_words() {
        assert_eq!([inline("{{x}} ((y)) {{{"), inline("f(x) {a}")], ["{\\{x}} (\\(y)) {\\{\\{", "f(x) {a}"]);
    }
}
