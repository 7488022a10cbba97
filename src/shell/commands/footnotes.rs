//! `ibid footnotes`: every footnote, where it is called, and its body.

use serde_json::{Value, json};

use crate::document::{Document, MarkKind, Point, Span};
use crate::layout::call_label;

use super::{Desk, Done, Exit, Loaded, page, section_title};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    if desk.json() {
        desk.print_json("ibid.footnotes/1", value(&loaded));
    } else {
        lines(desk, &loaded.document);
    }
    Ok(Exit::Done)
}

fn lines(desk: &Desk, document: &Document) {
    for (index, footnote) in document.footnotes().iter().enumerate() {
        let body = match document.body_span(index) {
            Some(body) => document.slice(body).replace('\n', " "),
            None => desk.words.fill("footnote-none", &[("label", footnote.label.as_str().into())]),
        };
        desk.say(&format!("{}  {body}", footnote.label));
        for call in &footnote.calls {
            let place = desk.whereabouts(document, Span::empty(*call));
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            desk.say(&format!("    {place}{}", sentence(document, *call)));
        }
        if footnote.calls.is_empty() {
            desk.say(&format!("    {}", desk.words.say("footnote-uncalled")));
        }
    }
    if document.footnotes().is_empty() {
        desk.say(&desk.words.say("list-no-footnotes"));
    }
}

/// The sentence around `call`, with the labels of the calls in it.
fn sentence(document: &Document, call: Point) -> String {
    let span = document.sentence_at(call);
    let mut out = String::new();
    let mut from = span.start;
    for mark in document.marks_in(span) {
        if let MarkKind::Call(footnote) = mark.kind {
            out.push_str(document.slice(Span { start: from, end: mark.span.start }));
            out.push_str(&call_label(&document.footnotes()[footnote as usize].label, false));
            from = mark.span.start;
        }
    }
    out.push_str(document.slice(Span { start: from, end: span.end }));
    out.replace('\n', " ")
}

fn value(loaded: &Loaded) -> Value {
    let document = &loaded.document;
    let footnotes: Vec<Value> = document
        .footnotes()
        .iter()
        .enumerate()
        .map(|(index, footnote)| {
            let calls: Vec<Value> = footnote
                .calls
                .iter()
                .map(|call| {
                    let span = Span::empty(*call);
                    json!({
                        "sentence": document.slice(document.sentence_at(*call)),
                        "section": section_title(document, span),
                        "page": page(document, span),
                        "offset": call.0,
                    })
                })
                .collect();
            let body = document.body_span(index).map(|body| document.slice(body));
            json!({ "label": footnote.label, "calls": calls, "body": body })
        })
        .collect();
    json!({ "document": loaded.about(), "offset_unit": "byte", "footnotes": footnotes })
}
