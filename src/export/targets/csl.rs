//! CSL-JSON 1.0: what citation managers take of the documents themselves.

use serde_json::{Value, json};

use super::Target;
use crate::export::book::{Book, DocumentRecord};

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
    let documents = || book.chapters.iter().map(|chapter| &chapter.document);
    let keys = super::bibtex::keys(documents());
    super::json::bytes_of(&Value::Array(documents().zip(keys).map(|(about, key)| item(about, &key)).collect()))
}

fn item(about: &DocumentRecord, key: &str) -> Value {
    let kind = match about.kind.as_deref() {
        Some("article") => "article-journal",
        Some("book") => "book",
        Some("chapter") => "chapter",
        Some("thesis") => "thesis",
        Some("webpage") => "webpage",
        _ => "report",
    };
    let mut value = json!({ "id": key, "type": kind, "title": about.title });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Details;
    use crate::export::{AnnotatedDocument, ExportInput, Options};
    use crate::words::{Language, Words};

    fn written(known: &[(&str, &str)]) -> Value {
        let mut details = Details::default();
        for (name, value) in known {
            assert!(details.set(name, value));
        }
        let words = Words::new(Language::English);
        let brief = AnnotatedDocument {
            document: None,
            name: "brief.pdf",
            rendition: None,
            id: None,
            details,
            notes: &[],
            settled: None,
        };
        let bytes = write_csl(&Book::of(&ExportInput { briefs: &[brief], words: &words, options: Options::default() }));
        serde_json::from_slice(&bytes).expect("JSON")
    }

    #[test]
    fn an_item_has_its_type_and_what_is_known() {
        for (kind, name, number) in [
            ("article", "article-journal", "volume"),
            ("book", "book", "number"),
            ("chapter", "chapter", "number"),
            ("thesis", "thesis", "number"),
            ("webpage", "webpage", "number"),
            ("report", "report", "number"),
        ] {
            let known = [
                ("title", "T"),
                ("author", "Kim, J.; Lee"),
                ("kind", kind),
                ("number", "7"),
                ("container", "C"),
                ("publisher", "P"),
                ("url", "u"),
            ];
            let expected = json!([{
                "id": "kim", "type": name, "title": "T", "author": [{ "family": "Kim", "given": "J." }, { "literal": "Lee" }],
                number: "7", "container-title": "C", "publisher": "P", "URL": "u",
            }]);
            assert_eq!(written(&known), expected);
        }
        assert_eq!(written(&[]), json!([{ "id": "brief", "type": "report", "title": "brief.pdf" }]));
    }

    #[test]
    fn a_date_is_numbers_where_it_is_written_so() {
        for (date, expected) in [
            ("2023", json!({ "date-parts": [[2023]] })),
            ("2023-12", json!({ "date-parts": [[2023, 12]] })),
            ("2023-12-05", json!({ "date-parts": [[2023, 12, 5]] })),
            ("2023-12-05-1", json!({ "literal": "2023-12-05-1" })),
            ("2023-x", json!({ "literal": "2023-x" })),
            ("999", json!({ "literal": "999" })),
            ("December 2023", json!({ "literal": "December 2023" })),
        ] {
            assert_eq!(issued(date), expected, "{date}");
        }
        assert_eq!(written(&[("date", "2023-12")])[0]["issued"], json!({ "date-parts": [[2023, 12]] }));
    }
}
