//! CSL-JSON 1.0: what citation managers take of the documents themselves.

use serde_json::{Value, json};

use super::Target;
use crate::export::book::{About, Book};

/// The documents, for citation managers.
pub(super) const TARGET: Target = Target {
    name: "csl",
    extension: "csl.json",
    aliases: &["csl-json"],
    example: include_str!("../../../assets/templates/csl.json.jinja"),
    of_notes: false,
    ..Target::new(write_csl)
};

/// Writes each document as an item.
fn write_csl(book: &Book) -> Vec<u8> {
    super::json::bytes_of(&Value::Array(book.chapters.iter().map(|chapter| item(&chapter.document)).collect()))
}

fn item(about: &About) -> Value {
    let kind = match about.kind.as_deref() {
        Some("article") => "article-journal",
        Some("book") => "book",
        Some("chapter") => "chapter",
        Some("thesis") => "thesis",
        Some("webpage") => "webpage",
        _ => "report",
    };
    let mut value = json!({ "id": super::bibtex::key(about), "type": kind, "title": about.title });
    if !about.authors.is_empty() {
        let name = |author: &str| match author.split_once(',') {
            Some((family, given)) => json!({ "family": family.trim(), "given": given.trim() }),
            None => json!({ "literal": author }),
        };
        value["author"] = about.authors.iter().map(|author| name(author)).collect();
    }
    let texts = [
        ("publisher", &about.publisher),
        ("container-title", &about.container),
        (if kind == "article-journal" { "volume" } else { "number" }, &about.number),
        ("URL", &about.url),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            value[name] = json!(text);
        }
    }
    if let Some(date) = &about.date {
        value["issued"] = issued(date);
    }
    if let Some(language) = &about.language {
        value["language"] = json!(language);
    }
    value
}

/// A date in numbers where it is written so, else in its own words.
fn issued(date: &str) -> Value {
    let parts: Vec<u16> = date.split('-').map_while(|part| part.parse().ok()).collect();
    let is_whole = parts.len() == date.split('-').count() && parts.len() <= 3 && date.len() >= 4;
    if is_whole { json!({ "date-parts": [parts] }) } else { json!({ "literal": date }) }
}
