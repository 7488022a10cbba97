//! JSON: everything that a note holds. Offsets are bytes, and say so.

use serde::Serialize;
use serde_json::{Value, json};

use super::Target;
use crate::annotation::{Confirmation, Confirmations, Note, Rendition, format_timestamp};
use crate::document::{Document, SafeText, Span};
use crate::export::Book;
use crate::export::book::{Chapter, section_titles};

/// All that ibid keeps of its notes; what it imports whole.
pub(super) const TARGET: Target = Target {
    name: "json",
    extension: "json",
    example: include_str!("../../../assets/templates/json.json.jinja"),
    tells_settled: true,
    ..Target::new(write_json)
};

/// The name of this shape; another shape gets another name.
const SCHEMA: &str = "ibid.annotations/1";

/// An object with the name of its shape, which stands first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionedJson {
    /// The shape's name and version.
    pub schema: &'static str,
    /// The other fields: an object.
    #[serde(flatten)]
    pub fields: Value,
}

/// Writes the notes as JSON.
fn write_json(book: &Book) -> Vec<u8> {
    let nowhere = Document::default();
    let notes = |chapter: &Chapter| -> Vec<Value> {
        let document = chapter.brief.document.unwrap_or(&nowhere);
        let value = |entry: &crate::export::Entry| {
            let settled = chapter.brief.settled.and_then(|settled| settled.get(&entry.note.id));
            let mut value = note_value(document, entry.note, entry.standing.span(), settled);
            if book.options.sentence && entry.start_byte.is_some() {
                value["place"]["sentence"] = json!(entry.sentence);
            }
            value
        };
        chapter.notes.iter().map(value).collect()
    };
    let about = |chapter: &Chapter| {
        let (brief, nowhere) = (chapter.brief, &nowhere);
        let mut about = about_value(brief.document.unwrap_or(nowhere), brief.name, brief.rendition);
        about["title"] = json!(brief.details.title);
        about["bytes_hash"] = json!(brief.id);
        about["details"] = json!(brief.details);
        about
    };
    let fields = match &book.chapters[..] {
        [only] => json!({ "document": about(only), "notes": notes(only) }),
        // Of several documents each note names its own.
        many => {
            let notes = many.iter().flat_map(|chapter| {
                let document = about(chapter);
                notes(chapter).into_iter().map(move |mut note| {
                    note["document"] = document.clone();
                    note
                })
            });
            json!({ "document": null, "notes": notes.collect::<Vec<_>>() })
        }
    };
    bytes_of(&VersionedJson { schema: SCHEMA, fields })
}

/// JSON as a file: in lines, and the last one ended.
pub(super) fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A document with its front matter.
fn about_value(document: &Document, name: &str, rendition: Option<&Rendition>) -> Value {
    let fields: serde_json::Map<String, Value> =
        document.meta().fields.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
    let mut about = document_value(document, name, rendition);
    about["fields"] = Value::Object(fields);
    about
}

/// A document as JSON: what it is called, and what its notes are kept under.
#[must_use]
pub fn document_value(document: &Document, name: &str, rendition: Option<&Rendition>) -> Value {
    json!({
        "file": name,
        "title": document.meta().title,
        "language": document.meta().language,
        "bytes_hash": rendition.map(|rendition| rendition.bytes),
        "importer": rendition.map(|rendition| &rendition.importer),
    })
}

/// Notes in the order that they are given in, and the document that they are on with its front matter.
#[must_use]
pub fn notes_value(
    document: &Document,
    name: &str,
    rendition: Option<&Rendition>,
    notes: &[&(Note, Option<Span>)],
    settled: &Confirmations,
) -> Value {
    let about = about_value(document, name, rendition);
    let value = |(note, span): &&(Note, Option<Span>)| note_value(document, note, *span, settled.get(&note.id));
    let notes: Vec<Value> = notes.iter().map(value).collect();
    json!({ "document": about, "notes": notes })
}

/// A note as JSON, with where it stands in `document` now, and what the reader settled of that.
#[must_use]
pub fn note_value(document: &Document, note: &Note, span: Option<Span>, settled: Option<&Confirmation>) -> Value {
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
        "created": format_timestamp(&note.created),
        "updated": format_timestamp(&note.updated),
        "author": note.author.as_ref().map(SafeText::as_str),
        "anchor": note.anchor,
        "place": place,
        "settled": settled,
    })
}
