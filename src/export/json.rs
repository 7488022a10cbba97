//! JSON: everything that a note holds. Offsets are bytes, and say so.

use serde_json::{Value, json};

use super::{Bundle, in_order, title};
use crate::annotation::{Note, write_moment};
use crate::document::{Document, Span};

/// The name of this shape; another shape gets another name.
const SCHEMA: &str = "ibid.annotations/1";

/// Writes the notes as JSON.
pub(super) fn write_json(bundle: &Bundle) -> Vec<u8> {
    let notes: Vec<Value> = in_order(bundle).into_iter().map(|(note, span)| note_value(bundle.document, note, *span)).collect();
    let meta = bundle.document.meta();
    let fields: serde_json::Map<String, Value> =
        meta.fields.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
    let value = json!({
        "schema": SCHEMA,
        "document": {
            "title": title(bundle),
            "file": bundle.name,
            "language": meta.language,
            "fields": fields,
        },
        "notes": notes,
    });
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A note as JSON, with where it stands in `document` now.
#[must_use]
pub fn note_value(document: &Document, note: &Note, span: Option<Span>) -> Value {
    let place = span.map(|span| {
        json!({
            "start_byte": span.start.0,
            "end_byte": span.end.0,
            "text": document.slice(span),
            "section": section_titles(document, span),
            "page": document.page_at(span.start).map(|page| &document.pages()[page].label),
        })
    });
    json!({
        "id": note.id,
        "kind": note.kind,
        "label": note.label,
        "body": note.body,
        "tags": note.tags,
        "created": write_moment(&note.created),
        "updated": write_moment(&note.updated),
        "author": note.author,
        "anchor": note.anchor,
        "place": place,
    })
}

/// Titles of the sections around, the outermost first; an untitled one has an empty title.
fn section_titles(document: &Document, span: Span) -> Vec<&str> {
    let section = document.section_at(span.start);
    let path = section.map(|section| document.section_path(section)).unwrap_or_default();
    path.into_iter().map(|section| document.slice(document.sections()[section].title)).collect()
}
