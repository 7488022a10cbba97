//! Org: keywords, headlines, each quote a block, and what the reader wrote turned from Markdown into Org.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::book::{Book, Entry};
use super::headings::Headings;
use super::markdown::about_key;
use super::regions::{Marks, region};

/// Stands before what Org would take for markup; Org's manual names it for this.
const APART: char = '\u{200B}';
/// Lists and quotes within each other that are followed.
const DEEPEST: usize = 64;

/// Writes the notes as an Org file.
pub(super) fn write_org(book: &Book) -> Vec<u8> {
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
    for chapter in &book.chapters {
        let about = &chapter.document;
        region(&mut out, Marks::Hash, &about_key(about), |out| {
            *out += &format!("* {}\n:PROPERTIES:\n", headline(&about.title));
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
                        *out += &format!("{} {}\n", "*".repeat(depth + 2), headline(title));
                    }
                });
            }
            region(&mut out, Marks::Hash, &entry.id, |out| write_note(out, book, entry, under.path.len() + 2));
        }
    }
    out.into_bytes()
}

fn write_note(out: &mut String, book: &Book, entry: &Entry, depth: usize) {
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
        // A comma before what would end the block or begin a headline: Org takes it away again.
        let line = |line: &str| {
            if line.starts_with(['*', ',']) || line.starts_with("#+") { format!(",{line}\n") } else { format!("{line}\n") }
        };
        *out += &format!("#+begin_src\n{}#+end_src\n", entry.quote.lines().map(line).collect::<String>());
    } else if !entry.quote.is_empty() {
        let paragraphs: Vec<String> = entry.quote.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect();
        *out += &format!("#+begin_quote\n{}\n#+end_quote\n", paragraphs.join("\n\n"));
    } else {
        *out += &format!("#+begin_quote\n… {}\n#+end_quote\n", escaped(&line));
    }
    if !entry.body.is_empty() {
        *out += &format!("\n{}\n", org_of(entry.body));
    }
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
    if text.ends_with(':') { format!("{text}{APART}") } else { text }
}

/// Words at the beginning of a line.
fn paragraph(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_item = text.starts_with(['-', '+', '*', '#', '|', ':']) || (digits > 0 && text[digits..].starts_with(['.', ')']));
    if is_item { format!("{APART}{}", escaped(text)) } else { escaped(text) }
}

/// Words of the document: what Org would take for markup is kept apart from the words around it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let opens = before.is_none_or(|before| !before.is_alphanumeric()) && next.is_some_and(|next| !next.is_whitespace());
        let marks = match c {
            '*' | '/' | '_' | '=' | '~' | '+' => opens,
            '[' => matches!(next, Some('[' | 'f' | '0'..='9' | '-' | 'X' | ' ')),
            '<' => next.is_some_and(|next| next == '<' || next.is_ascii_digit() || next.is_ascii_alphabetic()),
            '\\' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '(' | '[' | '\\')),
            '{' => next == Some('{'),
            '$' => opens,
            '@' => next == Some('@'),
            _ => false,
        };
        out.push(if c == '\n' { ' ' } else { c });
        if marks {
            out.push(APART);
        }
        before = Some(c);
    }
    out
}

/// Markdown as Org.
fn org_of(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let arena = Arena::new();
    let mut out = String::new();
    blocks(parse_document(&arena, markdown, &options), &mut out, 0);
    out.trim_end().to_owned()
}

fn blocks<'a>(parent: &'a AstNode<'a>, out: &mut String, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for node in parent.children() {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => *out += &format!("{}\n\n", paragraph_of(node)),
            // A headline in a note would end it.
            NodeValue::Heading(_) => *out += &format!("*{}*\n\n", inlines(node).trim()),
            NodeValue::BlockQuote => {
                let mut inner = String::new();
                blocks(node, &mut inner, depth + 1);
                *out += &format!("#+begin_quote\n{}\n#+end_quote\n\n", inner.trim_end());
            }
            NodeValue::CodeBlock(code) => {
                let line = |line: &str| {
                    if line.starts_with(['*', ',']) || line.starts_with("#+") {
                        format!(",{line}\n")
                    } else {
                        format!("{line}\n")
                    }
                };
                let language = code.info.split_whitespace().next().map(|name| format!(" {name}")).unwrap_or_default();
                *out += &format!("#+begin_src{language}\n{}#+end_src\n\n", code.literal.lines().map(line).collect::<String>());
            }
            NodeValue::HtmlBlock(html) => {
                *out += &format!("{}\n\n", html.literal.lines().map(paragraph).collect::<Vec<_>>().join("\n"))
            }
            NodeValue::List(list) => {
                for (index, item) in node.children().enumerate() {
                    let mut inner = String::new();
                    blocks(item, &mut inner, depth + 1);
                    let bullet =
                        if list.list_type == ListType::Ordered { format!("{}. ", list.start + index) } else { "- ".to_owned() };
                    let indent = format!("\n{}", " ".repeat(bullet.len()));
                    *out += &format!("{bullet}{}\n", inner.trim_end().replace("\n\n", "\n").replace('\n', &indent));
                }
                out.push('\n');
            }
            NodeValue::ThematicBreak => *out += "-----\n\n",
            _ => blocks(node, out, depth + 1),
        }
    }
}

fn paragraph_of<'a>(node: &'a AstNode<'a>) -> String {
    let text = inlines(node);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            if line.starts_with(['*', '#', '-', '+', '|', ':']) && !line.starts_with("*\u{2060}") && starts_block(line) {
                format!("{APART}{line}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n")
}

/// Whether a line would be a headline, a keyword, an item or a row.
fn starts_block(line: &str) -> bool {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    let item = line.starts_with("- ") || line.starts_with("+ ");
    item || line.starts_with(['#', '|', ':']) || (stars > 0 && line[stars..].starts_with(' '))
}

fn inlines<'a>(parent: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for node in parent.children() {
        let value = node.data().value.clone();
        match value {
            NodeValue::Text(text) => out += &escaped(&text),
            NodeValue::Code(code) => out += &format!("~{}~", code.literal.replace('~', "∼")),
            NodeValue::Emph => out += &format!("/{}/", inlines(node)),
            NodeValue::Strong => out += &format!("*{}*", inlines(node)),
            NodeValue::Strikethrough => out += &format!("+{}+", inlines(node)),
            NodeValue::SoftBreak => out.push('\n'),
            NodeValue::LineBreak => out += "\\\\\n",
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let url = link.url.replace('[', "%5B").replace(']', "%5D");
                let words = inlines(node);
                out += &if words.is_empty() || words == url { format!("[[{url}]]") } else { format!("[[{url}][{words}]]") };
            }
            NodeValue::HtmlInline(html) => out += &escaped(&html),
            _ => out += &inlines(node),
        }
    }
    out
}
