//! Obsidian: front matter, a callout for each quote, and a block id to link to it.

use super::Target;
use super::markdown::{about_key, under_headings, words_of, write_body, write_more};
use crate::export::book::{Book, DocumentRecord, Entry};
use crate::export::escape::{inline, paragraph};
use crate::export::regions::{Marks, Regions, head_sums, region};

/// A file of an Obsidian vault.
pub(super) const TARGET: Target = Target {
    name: "obsidian",
    extension: "md",
    example: include_str!("../../../assets/templates/obsidian.md.jinja"),
    regions: Some(Regions::new(Marks::Percent)),
    ..Target::new(write_obsidian)
};

/// Writes the notes for an Obsidian vault.
fn write_obsidian(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    if let [only] = &book.chapters[..] {
        write_front(&mut out, &only.document);
    }
    let sums = head_sums(&out);
    for chapter in &book.chapters {
        let about = &chapter.document;
        region(&mut out, Marks::Percent, &about_key(about), |out| {
            *out += &words_of(&format!("# {}\n", inline(&about.title)), Marks::Percent);
            if !sums.is_empty() {
                *out += &format!("\n{}\n", Marks::Percent.line(&format!("head {sums}")));
            }
        });
        under_headings(&mut out, chapter, book.words, Marks::Percent, |out, entry| {
            region(out, Marks::Percent, &entry.id, |out| write_note(out, book, entry));
        });
    }
    out.into_bytes()
}

/// Properties, as YAML. A JSON string is a YAML string; no comment begins in it.
fn write_front(out: &mut String, about: &DocumentRecord) {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default().replace("%%", "%\\u0025");
    *out += &format!("---\ntitle: {}\n", quoted(&about.title));
    if !about.authors.is_empty() {
        let authors: Vec<String> = about.authors.iter().map(|author| format!("  - {}\n", quoted(author))).collect();
        *out += &format!("authors:\n{}", authors.concat());
    }
    for (name, value) in about.named() {
        *out += &format!("{name}: {}\n", quoted(value));
    }
    *out += &format!("file: {}\n", quoted(&about.file));
    if !about.link.is_empty() {
        *out += &format!("ibid: {}\n", quoted(&about.link));
    }
    *out += "---\n";
}

fn write_note(out: &mut String, book: &Book, entry: &Entry) {
    let facts = entry.facts(book.words).join(" · ");
    let mut quote = format!("> [!quote] {}\n", inline(&facts));
    if entry.quote.is_empty() {
        quote += &format!("> … {}\n", inline(&entry.line()));
    } else if entry.is_code {
        let mut code = String::new();
        super::markdown::write_quote(&mut code, entry);
        quote += code.trim_start_matches('\n');
    } else {
        let lines = entry.quote.lines().filter(|line| !line.trim().is_empty());
        quote += &lines.map(|line| format!("> {}\n", paragraph(line))).collect::<Vec<_>>().join(">\n");
    }
    *out += &words_of(&quote, Marks::Percent);
    // A block's id stands behind it, apart by a blank line where the block is a callout.
    *out += &format!("\n^{}\n", entry.id);
    write_body(out, entry, Marks::Percent);
    let mut more = String::new();
    write_more(&mut more, book, entry);
    let mut facts: Vec<String> = entry.tags.iter().map(|tag| format!("#{}", tag.replace(char::is_whitespace, "-"))).collect();
    facts.extend(entry.author.as_ref().map(|author| inline(author)));
    facts.push(entry.created_short.clone());
    facts.push(format!("[ibid]({})", entry.link));
    more += &format!("\n{}\n", facts.join(" · "));
    *out += &words_of(&more, Marks::Percent);
}
