//! Plain text: what a mail or a printed page takes.

use super::Target;
use super::markdown::known_facts;
use crate::export::book::{Book, Entry};
use crate::export::headings::titles;
use crate::export::{JOINT, book::Chapter};

/// Plain text.
pub(super) const TARGET: Target = Target {
    name: "text",
    extension: "txt",
    aliases: &["txt"],
    example: include_str!("../../../assets/templates/text.txt.jinja"),
    ..Target::new(write_text)
};

/// Writes the notes as plain text.
fn write_text(book: &Book) -> Vec<u8> {
    let chapters: Vec<String> = book.chapters.iter().map(|chapter| write_chapter(book, chapter)).collect();
    chapters.join("\n\n").into_bytes()
}

fn write_chapter(book: &Book, chapter: &Chapter) -> String {
    let about = &chapter.document;
    let mut out = format!("{}\n", about.title);
    for (name, value) in known_facts(about) {
        out += &format!("{name}: {value}\n");
    }
    out += &format!("{}: {}\n", book.words.say("export-file"), about.file);
    let mut shown = String::new();
    for entry in &chapter.notes {
        let path = if entry.is_astray() {
            book.words.say("export-not-found").into_owned()
        } else {
            titles(&entry.section, book.words).join(JOINT)
        };
        if path != shown {
            out += &format!("\n{path}\n");
            shown = path;
        }
        write_note(&mut out, book, entry);
    }
    out
}

fn write_note(out: &mut String, book: &Book, entry: &Entry) {
    if entry.quote.is_empty() {
        *out += &format!("\n  … {}\n", entry.line());
    } else {
        let lines: Vec<&str> = entry.quote.lines().filter(|line| !line.trim().is_empty()).collect();
        *out += &format!("\n  “{}”\n", lines.join("\n   "));
    }
    for line in entry.body.lines() {
        *out += format!("    {line}").trim_end();
        out.push('\n');
    }
    let sentence = entry.around().map(|sentence| format!("{} {sentence}", book.words.say("export-sentence")));
    let footnotes = entry.footnote_lines(book.words).into_iter().map(|(label, body)| format!("{label}: {body}"));
    let more =
        sentence.into_iter().chain(entry.cell.as_ref().map(|cell| cell.words.clone())).chain(footnotes).chain(entry.stood());
    more.for_each(|line| *out += &format!("  {}\n", line.replace('\n', " ")));
    let mut facts = entry.facts(book.words);
    facts.extend(entry.tags.iter().map(|tag| format!("#{tag}")));
    facts.extend(entry.author.clone());
    facts.extend([entry.created_short.clone(), entry.id.clone()]);
    *out += &format!("  {}\n", facts.join(" · "));
}
