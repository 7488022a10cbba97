//! Org: keywords, headlines, each quote a block, and what the reader wrote as Org.

use super::Target;
use super::markdown::about_key;
use super::org_body::{ZERO_WIDTH_SPACE, escaped, org_blocks, src};
use crate::export::book::{Book, Entry};
use crate::export::headings::Headings;
use crate::export::regions::{BodyForm, Marks, Regions, body_begin, defused, head_sums, region};

/// An Org file.
pub(super) const TARGET: Target = Target {
    name: "org",
    extension: "org",
    example: include_str!("../../../assets/templates/org.org.jinja"),
    regions: Some(Regions::new(Marks::Hash)),
    ..Target::new(write_org)
};

/// Writes the notes as an Org file.
fn write_org(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    if let [only] = &book.chapters[..] {
        let about = &only.document;
        out += &format!("#+TITLE: {}\n", about.title);
        if !about.authors.is_empty() {
            out += &format!("#+AUTHOR: {}\n", about.authors_line());
        }
        out += &about.date.as_ref().map(|date| format!("#+DATE: {date}\n")).unwrap_or_default();
        // Otherwise the words behind an underscore would be lowered.
        out += "#+OPTIONS: ^:{}\n";
    }
    let sums = head_sums(&out);
    for chapter in &book.chapters {
        let about = &chapter.document;
        region(&mut out, Marks::Hash, &about_key(about), |out| {
            if !sums.is_empty() {
                *out += &format!("{}\n", Marks::Hash.line(&format!("head {sums}")));
            }
            *out += &defused(&format!("* {}\n:PROPERTIES:\n", headline(&about.title)));
            let facts =
                [("FILE", Some(about.file.as_str())), ("PUBLISHER", about.publisher.as_deref()), ("URL", about.url.as_deref())];
            for (name, value) in facts {
                *out += &value.map(|value| format!(":{name}: {value}\n")).unwrap_or_default();
            }
            *out += &format!(":IBID: {}\n:END:\n", about.link);
        });
        let mut headings = Headings::default();
        for entry in &chapter.notes {
            let under = headings.before(entry, about, book.words);
            if let Some(key) = under.key {
                region(&mut out, Marks::Hash, &key, |out| {
                    for (depth, title) in under.path.iter().enumerate().skip(under.known) {
                        *out += &defused(&format!("{} {}\n", "*".repeat(depth + 2), headline(title)));
                    }
                });
            }
            region(&mut out, Marks::Hash, &entry.id, |out| write_note(out, book, entry, under.path.len() + 2));
        }
    }
    out.into_bytes()
}

fn write_note(out: &mut String, book: &Book, entry: &Entry, depth: usize) {
    let mut quote = String::new();
    write_quote(&mut quote, entry, depth);
    *out += &defused(&quote);
    if !entry.body.is_empty() {
        let blocks: Vec<String> = org_blocks(entry.body).into_iter().map(|block| block.org).collect();
        let lines: Vec<String> = blocks.join("\n\n").lines().map(|line| Marks::Hash.escaped(line)).collect();
        let begin = body_begin(Marks::Hash, BodyForm::default(), entry.body, &lines);
        *out += &format!("\n{begin}\n{}\n{}\n", lines.join("\n"), Marks::Hash.line("body-end"));
    }
    let mut more = String::new();
    write_more(&mut more, book, entry);
    *out += &defused(&more);
}

fn write_quote(out: &mut String, entry: &Entry, depth: usize) {
    let line = entry.line();
    let end = line.char_indices().nth(60).map_or(line.len(), |(at, _)| at);
    let short = if end < line.len() { format!("{} …", line[..end].trim_end()) } else { line.clone() };
    // A tag of Org is made of letters, digits, `_` and `@`.
    let tag =
        |tag: &str| tag.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '@') { c } else { '_' }).collect::<String>();
    let tags: Vec<String> = entry.tags.iter().map(|name| tag(name)).collect();
    let tags = if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) };
    *out += &format!("{} {}{tags}\n:PROPERTIES:\n:ID: {}\n", "*".repeat(depth), headline(&short), entry.id);
    *out += &format!(":CREATED: {}\n:KIND: {}\n", entry.created, entry.kind);
    let facts = [
        ("LABEL", Some(entry.label.as_str()).filter(|label| !label.is_empty())),
        ("PAGE", entry.page.as_deref()),
        ("AUTHOR", entry.author.as_deref()),
        ("FOOTNOTE", entry.body_of),
    ];
    for (name, value) in facts {
        *out += &value.map(|value| format!(":{name}: {value}\n")).unwrap_or_default();
    }
    *out += &format!(":IBID: {}\n:END:\n", entry.link);
    if entry.is_code {
        *out += &src("", entry.quote);
    } else if !entry.quote.is_empty() {
        let paragraphs: Vec<String> = entry.quote.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect();
        *out += &format!("#+begin_quote\n{}\n#+end_quote\n", paragraphs.join("\n\n"));
    } else {
        *out += &format!("#+begin_quote\n… {}\n#+end_quote\n", escaped(&line));
    }
}

fn write_more(out: &mut String, book: &Book, entry: &Entry) {
    if let Some(sentence) = entry.around() {
        *out += &format!("\n{} {}\n", book.words.say("export-sentence"), escaped(sentence));
    }
    *out += &entry.cell.as_ref().map(|cell| format!("\n{}\n", paragraph(&cell.words))).unwrap_or_default();
    for (label, body) in entry.footnote_lines(book.words) {
        *out += &format!("\n{label}: {}\n", escaped(&body));
    }
    *out += &entry.stood().map(|stood| format!("\n{}\n", paragraph(&stood))).unwrap_or_default();
}

/// Words of a headline: what ends it with colons would be its tags.
fn headline(text: &str) -> String {
    let text = escaped(&text.replace('\n', " "));
    if text.ends_with(':') { format!("{text}{ZERO_WIDTH_SPACE}") } else { text }
}

/// Words at the beginning of a line.
pub(super) fn paragraph(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_item = text.starts_with(['-', '+', '*', '#', '|', ':']) || (digits > 0 && text[digits..].starts_with(['.', ')']));
    if is_item { format!("{ZERO_WIDTH_SPACE}{}", escaped(text)) } else { escaped(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_a_line_or_a_headline_are_kept_from_being_more() {
        for (text, expected) in [
            ("a", "a"),
            (" a ", "a"),
            ("- a", "^- a"),
            ("+a", "^+^a"),
            ("*a", "^*^a"),
            ("#a", "^#a"),
            ("|a", "^|a"),
            (":a", "^:a"),
            ("1. a", "^1. a"),
            ("1) a", "^1) a"),
            ("1 a", "1 a"),
            (". a", ". a"),
        ] {
            assert_eq!(paragraph(text).replace(ZERO_WIDTH_SPACE, "^"), expected, "{text}");
        }
        assert_eq!(
            [headline("a:"), headline("a: b"), headline("a\nb")].map(|text| text.replace(ZERO_WIDTH_SPACE, "^")),
            ["a:^", "a: b", "a b"]
        );
    }
}
