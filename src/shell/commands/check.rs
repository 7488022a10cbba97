//! `ibid check`: what is wrong with a document, and what was left out of its text.

use serde_json::{Value, json};

use crate::document::{Document, FurnitureKind, Span, Warning, WarningKind};
use crate::words::Words;

use super::{Desk, Done, Exit, Loaded, about, page, print, print_json};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    if desk.json() {
        print_json(&value(desk, &loaded));
        return Ok(Exit::Done);
    }
    let document = &loaded.document;
    for warning in document.warnings() {
        let page = page(document, warning.span)
            .map(|page| desk.words.fill("page-short", &[("page", page.into())]) + ": ")
            .unwrap_or_default();
        print(&format!("{page}{}\n", warning_words(desk.words, warning)));
    }
    for piece in document.furniture() {
        let page = page(document, Span::empty(piece.at))
            .map(|page| desk.words.fill("page-short", &[("page", page.into())]) + ": ")
            .unwrap_or_default();
        let kind = desk.words.say(furniture_message(piece.kind));
        print(&format!("{page}{kind}: {}\n", piece.text));
    }
    if document.warnings().is_empty() && document.furniture().is_empty() {
        print(&format!("{}\n", desk.words.say("check-nothing")));
    }
    Ok(Exit::Done)
}

fn furniture_message(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::RunningHead => "furniture-running-head",
        FurnitureKind::RunningFoot => "furniture-running-foot",
        FurnitureKind::PageNumber => "furniture-page-number",
        FurnitureKind::Markup => "furniture-markup",
    }
}

/// A warning in the reader's words.
fn warning_words(words: &Words, warning: &Warning) -> String {
    match &warning.kind {
        WarningKind::FootnoteWithoutBody { label } => words.fill("footnote-none", &[("label", label.as_str().into())]),
        WarningKind::FootnoteWithoutCall { label } => words.fill("warning-uncalled", &[("label", label.as_str().into())]),
        WarningKind::Misprint { printed, read, table, row, column } => words.fill(
            "warning-misprint",
            &[
                ("table", (*table).into()),
                ("row", row.as_str().into()),
                ("column", column.as_str().into()),
                ("printed", printed.as_str().into()),
                ("read", read.as_str().into()),
            ],
        ),
        WarningKind::RaggedRow { row, cells, columns } => {
            words.fill("warning-ragged", &[("row", (*row).into()), ("cells", (*cells).into()), ("columns", (*columns).into())])
        }
        WarningKind::Undecodable { offset, count, encoding } => words.fill(
            "warning-undecodable",
            &[("offset", (*offset).into()), ("count", (*count).into()), ("encoding", encoding.as_str().into())],
        ),
        WarningKind::GuessedEncoding { encoding } => words.fill("warning-guessed", &[("encoding", encoding.as_str().into())]),
        WarningKind::BrokenLink { target } => words.fill("message-link-broken", &[("target", target.as_str().into())]),
        WarningKind::Capped { what, limit } => {
            words.fill("warning-capped", &[("what", words.say(what).into()), ("limit", (*limit).into())])
        }
        WarningKind::FrontMatter { reason } => words.fill("warning-front-matter", &[("reason", reason.as_str().into())]),
    }
}

/// What a warning is called in JSON.
fn name(kind: &WarningKind) -> &'static str {
    match kind {
        WarningKind::FootnoteWithoutBody { .. } => "footnote-without-body",
        WarningKind::FootnoteWithoutCall { .. } => "footnote-without-call",
        WarningKind::Misprint { .. } => "misprint",
        WarningKind::RaggedRow { .. } => "ragged-row",
        WarningKind::Undecodable { .. } => "undecodable",
        WarningKind::GuessedEncoding { .. } => "guessed-encoding",
        WarningKind::BrokenLink { .. } => "broken-link",
        WarningKind::Capped { .. } => "capped",
        WarningKind::FrontMatter { .. } => "front-matter",
    }
}

fn value(desk: &Desk, loaded: &Loaded) -> Value {
    let document: &Document = &loaded.document;
    let warnings: Vec<Value> = document
        .warnings()
        .iter()
        .map(|warning| {
            json!({
                "kind": name(&warning.kind),
                "message": warning_words(desk.words, warning),
                "start_byte": warning.span.start.0,
                "end_byte": warning.span.end.0,
                "page": page(document, warning.span),
            })
        })
        .collect();
    let furniture: Vec<Value> = document
        .furniture()
        .iter()
        .map(|piece| {
            let kind = furniture_message(piece.kind).trim_start_matches("furniture-");
            json!({ "kind": kind, "text": piece.text, "at_byte": piece.at.0, "page": page(document, Span::empty(piece.at)) })
        })
        .collect();
    json!({ "schema": "ibid.check/1", "document": about(loaded), "warnings": warnings, "furniture": furniture })
}
