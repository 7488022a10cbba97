//! `ibid footnotes`: every footnote, where it is called, and its body.

use serde_json::{Value, json};

use crate::document::Span;

use super::{Desk, Done, Exit, Loaded, about, page, print, print_json, section};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    if desk.json() {
        print_json(&value(&loaded));
    } else {
        print(&lines(desk, &loaded));
    }
    Ok(Exit::Done)
}

fn lines(desk: &Desk, loaded: &Loaded) -> String {
    let document = &loaded.document;
    let mut out = String::new();
    for (index, footnote) in document.footnotes().iter().enumerate() {
        let body = match document.body_span(index) {
            Some(body) => document.slice(body).replace('\n', " "),
            None => desk.words.fill("footnote-none", &[("label", footnote.label.as_str().into())]),
        };
        out.push_str(&format!("{}  {body}\n", footnote.label));
        for call in &footnote.calls {
            let span = Span::empty(*call);
            let page = page(document, span)
                .map(|page| desk.words.fill("page-short", &[("page", page.into())]) + "  ")
                .unwrap_or_default();
            out.push_str(&format!("    {page}{}\n", document.slice(document.sentence_at(*call))));
        }
        if footnote.calls.is_empty() {
            out.push_str(&format!("    {}\n", desk.words.say("footnote-uncalled")));
        }
    }
    if document.footnotes().is_empty() {
        out.push_str(&format!("{}\n", desk.words.say("list-no-footnotes")));
    }
    out
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
                        "section": section(document, span),
                        "page": page(document, span),
                        "offset": call.0,
                    })
                })
                .collect();
            let body = document.body_span(index).map(|body| document.slice(body));
            json!({ "label": footnote.label, "calls": calls, "body": body })
        })
        .collect();
    json!({ "schema": "ibid.footnotes/1", "document": about(loaded), "offset_unit": "byte", "footnotes": footnotes })
}
