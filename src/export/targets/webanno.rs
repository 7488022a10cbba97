//! W3C Web Annotations (Recommendation of 2017-02-23) in JSON-LD: a collection with one page.

use serde_json::{Map, Value, json};

use super::Target;
use crate::annotation::NoteKind;
use crate::export::book::{Book, DocumentRecord, Entry};

/// Web Annotations.
pub(super) const TARGET: Target = Target {
    name: "jsonld",
    extension: "jsonld",
    aliases: &["w3c", "webanno"],
    example: include_str!("../../../assets/templates/jsonld.jsonld.jinja"),
    ..Target::new(write_webanno)
};

/// Writes the notes as an `AnnotationCollection`.
fn write_webanno(book: &Book) -> Vec<u8> {
    let items: Vec<Value> = book
        .chapters
        .iter()
        .flat_map(|chapter| chapter.notes.iter().map(|entry| annotation(entry, &source(&chapter.document))))
        .collect();
    let titles: Vec<&str> = book.chapters.iter().map(|chapter| chapter.document.title.as_str()).collect();
    let id = match &book.chapters[..] {
        [only] if !only.document.id.is_empty() => format!("{}/annotations", only.document.link),
        _ => "ibid://library/annotations".to_owned(),
    };
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "AnnotationCollection",
        "label": titles.join("; "),
        "total": items.len(),
        "first": { "id": format!("{id}/1"), "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    super::json::bytes_of(&collection)
}

/// What is annotated, by the hash of its bytes: a file has no address that holds elsewhere.
fn source(about: &DocumentRecord) -> Value {
    let link = if about.link.is_empty() { "ibid://document/unknown" } else { &about.link };
    let mut source = json!({ "id": link, "type": "Text", "label": about.title });
    if let Some(language) = &about.language {
        source["language"] = json!(language);
    }
    source
}

/// One annotation.
fn annotation(entry: &Entry, source: &Value) -> Value {
    let mut bodies = Vec::new();
    if !entry.body.is_empty() {
        bodies.push(json!({ "type": "TextualBody", "value": entry.body, "format": "text/markdown", "purpose": "commenting" }));
    }
    for tag in entry.tags {
        bodies.push(json!({ "type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging" }));
    }
    if !entry.label.is_empty() {
        bodies.push(json!({ "type": "TextualBody", "value": entry.label, "format": "text/plain", "purpose": "classifying" }));
    }
    let mut value = Map::new();
    value.insert("id".into(), json!(format!("urn:uuid:{}", entry.id)));
    value.insert("type".into(), json!("Annotation"));
    value.insert("motivation".into(), json!(motivation(entry.note.kind)));
    value.insert("created".into(), json!(instant(&entry.note.created)));
    value.insert("modified".into(), json!(instant(&entry.note.updated)));
    if let Some(author) = &entry.author {
        value.insert("creator".into(), json!({ "type": "Person", "name": author }));
    }
    if !bodies.is_empty() {
        value.insert("body".into(), json!(bodies));
    }
    if let Some(label) = entry.note.body_of() {
        // The footnote that the comment is the text of; an address of our own, which others leave be.
        value.insert("ibid:footnote".into(), json!(label));
    }
    value.insert("target".into(), json!({ "source": source, "selector": selectors(entry) }));
    Value::Object(value)
}

pub(super) fn motivation(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Highlight => "highlighting",
        NoteKind::Note => "commenting",
        NoteKind::Bookmark => "bookmarking",
    }
}

/// A time as `xsd:dateTime` has it: an offset, and no name of a zone.
pub(super) fn instant(at: &jiff::Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
}

/// The quote with what stands around it, and its position in characters where that can be counted.
pub(super) fn selectors(entry: &Entry) -> Vec<Value> {
    let anchor = &entry.note.anchor;
    let quote = json!({
        "type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.before, "suffix": anchor.after,
    });
    let position = entry.start_char.zip(entry.end_char);
    let position = position.map(|(start, end)| json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    [quote].into_iter().chain(position).collect()
}
