//! Markdown: under the document's headings, each quote, what the reader wrote, page and time.

use super::Target;
use crate::export::book::{Book, Chapter, DocumentRecord, Entry};
use crate::export::escape::{inline, paragraph};
use crate::export::headings::Headings;
use crate::export::labels::labels_apart;
use crate::export::regions::{BodyForm, Marks, Regions, body_begin, defused, region, uncommented};
use crate::words::Words;

/// The usual one: Markdown under the headings of the document.
pub(super) const TARGET: Target = Target {
    name: "markdown",
    extension: "md",
    aliases: &["md"],
    example: include_str!("../../../assets/templates/markdown.md.jinja"),
    regions: Some(Regions::new(Marks::Html)),
    ..Target::new(write_markdown)
};

/// Writes the notes as Markdown.
fn write_markdown(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    for chapter in &book.chapters {
        let about = &chapter.document;
        region(&mut out, Marks::Html, &about_key(about), |out| write_about(out, about, book.words));
        under_headings(&mut out, chapter, book.words, Marks::Html, |out, entry| {
            region(out, Marks::Html, &entry.id, |out| write_note(out, book, entry));
        });
    }
    out.into_bytes()
}

/// The key of the region that tells of a document.
pub(super) fn about_key(about: &DocumentRecord) -> String {
    format!("about-{}", about.id.get(..12).unwrap_or("none"))
}

fn write_about(out: &mut String, about: &DocumentRecord, words: &Words) {
    let mut text = format!("# {}\n\n", inline(&about.title));
    for (name, value) in known_facts(about) {
        text += &format!("- {}: {}\n", paragraph(&name), inline(&value));
    }
    text += &format!("- {}: {}\n", words.say("export-file"), inline(&about.file));
    *out += &defused(&text);
}

/// What is known of a document, each with its name: its own fields, and what the reader added.
pub(super) fn known_facts(about: &DocumentRecord) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> =
        about.fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let mut add = |name: &str, value: Option<String>| {
        let known = |(key, _): &&mut (String, String)| key.eq_ignore_ascii_case(name) || *key == format!("{name}s");
        match (value, facts.iter_mut().find(known)) {
            (Some(value), Some((_, old))) => *old = value,
            (Some(value), None) => facts.push((name.to_owned(), value)),
            (None, _) => {}
        }
    };
    add("author", Some(about.authors_line()).filter(|authors| !authors.is_empty()));
    for (name, value) in about.named() {
        add(name, Some(value.to_string()));
    }
    facts
}

/// Writes every note with `write`, and before it the headings around it that were not written
/// yet; the notes that have no place stand under a heading of their own.
pub(super) fn under_headings(
    out: &mut String,
    chapter: &Chapter,
    words: &Words,
    marks: Marks,
    mut write: impl FnMut(&mut String, &Entry),
) {
    let mut headings = Headings::default();
    for entry in &chapter.notes {
        let under = headings.before(entry, &chapter.document, words);
        if let Some(key) = under.key {
            region(out, marks, &key, |out| {
                for (depth, title) in under.path.iter().enumerate().skip(under.known) {
                    // Markdown has six levels; the document's title has taken the first.
                    let line = format!("{} {}\n\n", "#".repeat((depth + 2).min(6)), inline(title));
                    *out += &words_of(&line, marks);
                }
            });
        }
        write(out, entry);
    }
}

fn write_note(out: &mut String, book: &Book, entry: &Entry) {
    let mut quote = String::new();
    write_quote(&mut quote, entry);
    *out += &defused(&quote);
    write_body(out, entry, Marks::Html);
    let mut more = String::new();
    write_more(&mut more, book, entry);
    let mut facts: Vec<String> = entry.facts(book.words).iter().map(|fact| inline(fact)).collect();
    // Written as programs for notes read tags.
    facts.extend(entry.tags.iter().map(|tag| format!("#{}", inline(tag))));
    facts.extend(entry.author.as_ref().map(|author| inline(author)));
    facts.push(entry.created_short.clone());
    facts.push(format!("[{}]({})", entry.id, entry.link));
    more += &format!("\n{}\n", facts.join(" · "));
    *out += &defused(&more);
}

/// What is not the body, as it is written in a file with these marks.
pub(super) fn words_of(text: &str, marks: Marks) -> String {
    defused(&if marks == Marks::Percent { uncommented(text) } else { text.to_owned() })
}

/// The words that the note stands on, each paragraph of them a paragraph; code as code.
pub(super) fn write_quote(out: &mut String, entry: &Entry) {
    if entry.quote.is_empty() {
        *out += &format!("\n> … {}\n", inline(&entry.line()));
    } else if entry.is_code {
        let longest = entry.quote.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        *out += &format!("\n> {fence}\n");
        entry.quote.lines().for_each(|line| *out += &format!("> {line}\n"));
        *out += &format!("> {fence}\n");
    } else {
        let paragraphs = entry.quote.lines().filter(|line| !line.trim().is_empty());
        for (index, line) in paragraphs.enumerate() {
            *out += &format!("{}> {}\n", if index == 0 { "\n" } else { ">\n" }, paragraph(line));
        }
    }
}

/// What the reader wrote, as it is. A heading, a fence or a tag in it would reach beyond it
/// into the notes that follow: such a body is held by a list item.
pub(super) fn write_body(out: &mut String, entry: &Entry, marks: Marks) {
    if entry.body.is_empty() {
        return;
    }
    let body = labels_apart(entry.body, &entry.id);
    let form = BodyForm { held: body.lines().any(reaches_out), closed: false };
    let line = |(index, line): (usize, &str)| {
        let line = marks.escaped(line);
        match (form.held, index) {
            _ if line.trim().is_empty() => String::new(),
            (false, _) => line,
            // Behind `-` or `*` a rule would be taken for part of the marker.
            (true, 0) => format!("+ {line}"),
            (true, _) => format!("  {line}"),
        }
    };
    let lines: Vec<String> = body.lines().enumerate().map(line).collect();
    let begin = body_begin(marks, form, entry.body, &lines);
    *out += &format!("\n{begin}\n\n{}\n\n{}\n", lines.join("\n"), marks.line("body-end"));
}

/// Whether a line may begin a heading, a code block or HTML, or makes the one above a heading.
fn reaches_out(line: &str) -> bool {
    let line = line.trim_start_matches(' ').trim_end();
    line.starts_with(['#', '<'])
        || line.starts_with("```")
        || line.starts_with("~~~")
        || line.starts_with("$$")
        || (!line.is_empty() && line.bytes().all(|byte| byte == b'='))
        || (!line.is_empty() && line.bytes().all(|byte| byte == b'-'))
}

/// The sentence around, the cell, the footnotes that are called, and where a lost note stood.
pub(super) fn write_more(out: &mut String, book: &Book, entry: &Entry) {
    if let Some(sentence) = entry.around() {
        *out += &format!("\n{} {}\n", book.words.say("export-sentence"), inline(sentence));
    }
    if let Some(cell) = &entry.cell {
        *out += &format!("\n{}\n", paragraph(&cell.words));
    }
    for (label, body) in entry.footnote_lines(book.words) {
        *out += &format!("\n{label}: {}\n", inline(&body));
    }
    if let Some(stood) = entry.stood() {
        *out += &format!("\n{}\n", paragraph(&stood));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_reach_beyond_a_body_are_held() {
        use crate::export::tests::lines_that;
        assert_eq!(
            lines_that("# a|  # a|a # b|<b>|a <b>|```|~~~|``|===|= =|---|-|- a|--a||  |```sh|a|$$|$a$", reaches_out),
            ["# a", "  # a", "<b>", "```", "~~~", "===", "---", "-", "```sh", "$$"]
        );
    }

    #[test]
    fn what_the_reader_says_stands_in_the_place_of_a_field() {
        use crate::annotation::Details;
        use crate::export::{AnnotatedDocument, ExportInput, Options};
        let mut b = crate::document::Builder::new();
        b.meta().fields = vec![("Authors".into(), "old".into()), ("date".into(), "2020".into()), ("topic".into(), "x".into())];
        let document = b.finish().expect("a small document");
        let mut details = Details::default();
        for (name, value) in [("author", "Kim; Lee"), ("date", "2021"), ("url", "u")] {
            assert!(details.set(name, value));
        }
        let words = Words::new(crate::words::Language::English);
        let brief = AnnotatedDocument {
            document: Some(&document),
            name: "a",
            rendition: None,
            id: None,
            details,
            notes: &[],
            settled: None,
        };
        let bundle = ExportInput { briefs: &[brief], words: &words, options: Options::default() };
        let facts = known_facts(&Book::of(&bundle).chapters[0].document);
        let facts: Vec<String> = facts.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(facts, ["Authors=old", "date=2021", "topic=x", "author=Kim; Lee", "url=u"]);
    }
}
