//! The EPUB Annotations profile (W3C Working Draft 1.0 of 2026): an `AnnotationSet`. Its bodies
//! are plain text; sets are about one publication, so several documents make several sets.

use serde_json::{Value, json};

use super::Target;
use super::webanno::{instant, selectors};
use crate::annotation::NoteKind;
use crate::export::book::{Book, Chapter, Entry};

/// Annotations beside an EPUB.
pub(super) const TARGET: Target = Target {
    name: "epub",
    extension: "annotation",
    aliases: &["annotation"],
    example: include_str!("../../../assets/templates/epub.annotation.jinja"),
    ..Target::new(write_epub)
};

const CONTEXT: &str = "https://www.w3.org/ns/epub-anno.jsonld";

/// Writes the notes as an annotation set; of several documents as an array of sets.
fn write_epub(book: &Book) -> Vec<u8> {
    let mut sets: Vec<Value> = book.chapters.iter().map(set).collect();
    let value = if sets.len() == 1 { sets.remove(0) } else { Value::Array(sets) };
    super::json::bytes_of(&value)
}

fn set(chapter: &Chapter) -> Value {
    let about = &chapter.document;
    let items: Vec<Value> = chapter.notes.iter().map(|entry| annotation(chapter, entry)).collect();
    let mut publication = json!({ "dc:identifier": [about.link], "dc:title": about.title });
    if !about.authors.is_empty() {
        publication["dc:creator"] = json!(about.authors);
    }
    for (name, value) in [("dc:publisher", about.publisher.as_deref()), ("dc:date", about.year.as_deref())] {
        if let Some(value) = value {
            publication[name] = json!(value);
        }
    }
    json!({
        "@context": CONTEXT,
        // The same document has the same set: its identity is made of the document's.
        "id": format!("urn:uuid:{}", uuid_of(&about.id)),
        "type": "AnnotationSet",
        "generator": { "id": "ibid://program", "type": "Software", "name": "ibid" },
        "title": about.title,
        "about": publication,
        "items": items,
    })
}

fn annotation(chapter: &Chapter, entry: &Entry) -> Value {
    let mut value = json!({
        "@context": CONTEXT,
        "id": format!("urn:uuid:{}", entry.id),
        "type": "Annotation",
        "motivation": if entry.note.kind == NoteKind::Bookmark { "bookmarking" } else { "highlighting" },
        "created": instant(&entry.note.created),
        "modified": instant(&entry.note.updated),
        "target": { "source": chapter.document.file, "selector": selectors(entry) },
    });
    if let Some(author) = &entry.author {
        value["creator"] = json!({ "id": "ibid://reader", "type": "Person", "name": author });
    }
    // A body without words is what a highlight's label and tags stand in.
    if !entry.body.is_empty() || !entry.tags.is_empty() || !entry.label.is_empty() {
        let mut body = json!({ "type": "TextualBody", "value": entry.body, "format": "text/plain" });
        let label = Some(entry.label.as_str()).filter(|label| !label.is_empty());
        let tags: Vec<&str> = entry.tags.iter().map(crate::document::SafeText::as_str).collect();
        if !tags.is_empty() {
            body["tags"] = json!(tags);
        }
        if let Some(label) = label {
            // The profile lets programs add terms of their own.
            body["ibid:label"] = json!(label);
            body["color"] = json!(colour(label));
        }
        value["body"] = body;
    }
    value
}

/// The profile's colour for a label, near the one that the screen gives it.
fn colour(label: &str) -> &'static str {
    match label {
        "question" => "blue",
        "claim" => "pink",
        "quote" => "green",
        "todo" => "purple",
        _ => "orange",
    }
}

/// A UUID (version 8) out of a hash.
fn uuid_of(text: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_colours_and_documents_identities() {
        let colours = ["question", "claim", "quote", "todo", "", "own"].map(colour);
        assert_eq!(colours, ["blue", "pink", "green", "purple", "orange", "orange"]);
        assert_eq!(uuid_of("a"), uuid_of("a"));
        assert_ne!(uuid_of("a"), uuid_of("b"));
        assert_eq!((uuid_of("a").len(), &uuid_of("a")[14..15]), (36, "8"));
    }
}
