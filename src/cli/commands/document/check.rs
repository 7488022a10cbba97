//! `ibid check`: what is wrong with a document, and what was left out of its text.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::document::{Document, Furniture, FurnitureKind, PageFault, Span, Warning, WarningKind};
use crate::search::excerpt;
use crate::study::Claim;
use crate::words::Words;

use super::claims;
use super::embedded;
use super::references;
use crate::cli::session::{Loaded, Session, page, shortened};
use crate::cli::{CommandResult, Exit};

/// Characters shown of the words around a call.
const AROUND: usize = 40;
/// Columns shown of what was left out.
const WIDEST: usize = 100;

/// What is reported together, in the order that it is reported.
const WARNINGS: [(&str, &str); 16] = [
    ("cut-short", "check-cut-short"),
    ("undecodable", "check-undecodable"),
    ("nul", "check-nul"),
    ("guessed-encoding", "check-guessed"),
    ("looks-like", "check-looks-like"),
    ("front-matter", "check-front-matter"),
    ("footnote-without-body", "check-no-body"),
    ("footnote-without-call", "check-no-call"),
    ("misprint", "check-misprint"),
    ("footnote-twice", "check-footnote-twice"),
    ("triangles-alike", "check-triangles"),
    ("ragged-row", "check-ragged"),
    ("unclosed-quote", "check-unclosed-quote"),
    ("broken-link", "check-links"),
    ("unread-page", "check-pages"),
    ("capped", "check-capped"),
];
const FURNITURE: [(FurnitureKind, &str, &str); 4] = [
    (FurnitureKind::RunningHead, "running-head", "check-running-heads"),
    (FurnitureKind::RunningFoot, "running-foot", "check-running-feet"),
    (FurnitureKind::PageNumber, "page-number", "check-page-numbers"),
    (FurnitureKind::Markup, "markup", "check-markup"),
];
pub(crate) const COMMAND: Subcommand = Subcommand { name: "check", about: "cli-check", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.any_document()?;
    if session.json() {
        session.print_json("ibid.check/1", value(session, &loaded));
        return Ok(end(&loaded));
    }
    let document = &loaded.document;
    for (kind, heading) in WARNINGS {
        let of_kind: Vec<&Warning> = document.warnings().iter().filter(|warning| name(&warning.kind) == kind).collect();
        if !of_kind.is_empty() {
            session.say(&session.words.fill(heading, &[("count", of_kind.len().into())]));
        }
        for warning in of_kind {
            session.say(&format!("  {}", line(session, document, warning)));
        }
    }
    for (kind, _, heading) in FURNITURE {
        let of_kind: Vec<&Furniture> = document.furniture().iter().filter(|piece| piece.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        session.say(&session.words.fill(heading, &[("count", of_kind.len().into())]));
        if kind == FurnitureKind::PageNumber {
            let numbers: Vec<&str> = of_kind.iter().map(|piece| piece.text.as_str()).collect();
            session.say(&format!("  {}", shortened(&numbers.join(", "), WIDEST)));
            continue;
        }
        for (text, pages) in alike(document, &of_kind) {
            let pages = if pages.is_empty() { String::new() } else { place(session, &pages.join(", ")) };
            session.say(&format!("  {pages}{}", shortened(text, WIDEST)));
        }
    }
    let has_embedded = embedded::say(session, document);
    let lost = references::lost(document);
    if !lost.is_empty() {
        session.say(&session.words.fill("check-references", &[("count", lost.len().into())]));
    }
    for reference in &lost {
        let sentence = document.slice(document.sentence_at(reference.span.start));
        let at = page(document, reference.span).map(|page| place(session, page)).unwrap_or_default();
        let words = document.slice(reference.span);
        session.say(&format!("  {at}{words}  “{}”", shortened(&sentence.replace('\n', " "), WIDEST)));
    }
    let figures = figures(session, &loaded);
    claims::say(session, document, &figures);
    if document.warnings().is_empty() && document.furniture().is_empty() && figures.is_empty() && lost.is_empty() && !has_embedded
    {
        session.say(&session.words.say("check-nothing"));
    }
    Ok(end(&loaded))
}

/// A damaged document of which nothing could be read is no success, though all of it is told.
fn end(loaded: &Loaded) -> Exit {
    let unread = loaded.document.unread();
    if unread.is_all && unread.pictures == 0 { Exit::Unreadable } else { Exit::Done }
}

/// The figures of the prose, where there are tables that could hold them.
fn figures(session: &Session, loaded: &Loaded) -> Vec<Claim> {
    let found = claims::claims(session, loaded);
    if found.cells.is_empty() { Vec::new() } else { found.all }
}

/// What was left out, each text once with the pages that it stood on.
fn alike<'a>(document: &'a Document, pieces: &[&'a Furniture]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for piece in pieces {
        let at = *known.entry(piece.text.as_str()).or_insert_with(|| {
            found.push((piece.text.as_str(), Vec::new()));
            found.len() - 1
        });
        found[at].1.extend(page(document, Span::empty(piece.at)));
    }
    found
}

fn place(session: &Session, page: &str) -> String {
    session.words.fill("page-short", &[("page", page.into())]) + ": "
}

/// A warning on a line under its heading: where, and what.
fn line(session: &Session, document: &Document, warning: &Warning) -> String {
    let at = page(document, warning.span).map(|page| place(session, page)).unwrap_or_default();
    match &warning.kind {
        // The heading has said it of all.
        WarningKind::FootnoteWithoutBody { label } | WarningKind::FootnoteWithoutCall { label } => {
            let around = excerpt(document, warning.span, AROUND);
            let words = document.slice(Span { start: around.before.start, end: around.after.end });
            let cut = |more: bool| if more { "…" } else { "" };
            let label = session.words.fill("place-footnote", &[("label", label.as_str().into())]);
            format!("{at}{label}  {}{words}{}", cut(around.more_before), cut(around.more_after))
        }
        _ => format!("{at}{}", message(session.words, warning)),
    }
}

/// A warning in the reader's words.
fn message(words: &Words, warning: &Warning) -> String {
    match &warning.kind {
        WarningKind::FootnoteWithoutBody { label } => words.fill("footnote-none", &[("label", label.as_str().into())]),
        WarningKind::FootnoteWithoutCall { label } => words.fill("warning-uncalled", &[("label", label.as_str().into())]),
        WarningKind::FootnoteTwice { label } => words.fill("warning-footnote-twice", &[("label", label.as_str().into())]),
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
        WarningKind::TrianglesAlike { table, column } => {
            words.fill("warning-triangles", &[("table", (*table).into()), ("column", column.as_str().into())])
        }
        WarningKind::RaggedRow { table, row, cells, columns } => words.fill(
            "warning-ragged",
            &[("table", (*table).into()), ("row", (*row).into()), ("cells", (*cells).into()), ("columns", (*columns).into())],
        ),
        WarningKind::UnclosedQuote { line, count } => {
            words.fill("warning-unclosed-quote", &[("line", (*line).into()), ("count", (*count).into())])
        }
        WarningKind::Undecodable { offset, count, encoding } => words.fill(
            "warning-undecodable",
            &[("offset", (*offset).into()), ("count", (*count).into()), ("encoding", encoding.as_str().into())],
        ),
        WarningKind::Nul { offset, count } => {
            words.fill("warning-nul", &[("offset", (*offset).into()), ("count", (*count).into())])
        }
        WarningKind::GuessedEncoding { encoding } => words.fill("warning-guessed", &[("encoding", encoding.as_str().into())]),
        WarningKind::LooksLike { what, format } => {
            words.fill("warning-looks-like", &[("what", what.as_str().into()), ("format", format.as_str().into())])
        }
        WarningKind::BrokenLink { target } => words.fill("message-link-broken", &[("target", target.as_str().into())]),
        WarningKind::Capped { what, limit } => {
            words.fill("warning-capped", &[("what", words.say(what.word()).into()), ("limit", (*limit).into())])
        }
        WarningKind::PageUnread { page, fault } => {
            let id = match fault {
                PageFault::Unmapped => "warning-page-unmapped",
                PageFault::Scanned => "warning-page-scanned",
                PageFault::Partly => "warning-page-partly",
                PageFault::Failed => "warning-page-failed",
            };
            words.fill(id, &[("page", page.as_str().into())])
        }
        WarningKind::CutShort { read, memory } => {
            words.fill("warning-cut-short", &[("read", read.div_ceil(1 << 20).into()), ("memory", (*memory).into())])
        }
        WarningKind::FrontMatter { reason } => words.fill("warning-front-matter", &[("reason", reason.as_str().into())]),
    }
}

/// What a warning is called in JSON.
fn name(kind: &WarningKind) -> &'static str {
    match kind {
        WarningKind::FootnoteWithoutBody { .. } => "footnote-without-body",
        WarningKind::FootnoteWithoutCall { .. } => "footnote-without-call",
        WarningKind::FootnoteTwice { .. } => "footnote-twice",
        WarningKind::Misprint { .. } => "misprint",
        WarningKind::TrianglesAlike { .. } => "triangles-alike",
        WarningKind::RaggedRow { .. } => "ragged-row",
        WarningKind::UnclosedQuote { .. } => "unclosed-quote",
        WarningKind::Undecodable { .. } => "undecodable",
        WarningKind::Nul { .. } => "nul",
        WarningKind::GuessedEncoding { .. } => "guessed-encoding",
        WarningKind::LooksLike { .. } => "looks-like",
        WarningKind::BrokenLink { .. } => "broken-link",
        WarningKind::Capped { .. } => "capped",
        WarningKind::PageUnread { .. } => "unread-page",
        WarningKind::FrontMatter { .. } => "front-matter",
        WarningKind::CutShort { .. } => "cut-short",
    }
}

/// What a program needs of a warning, beside the message for people.
fn details(kind: &WarningKind) -> Value {
    match kind {
        WarningKind::FootnoteWithoutBody { label }
        | WarningKind::FootnoteWithoutCall { label }
        | WarningKind::FootnoteTwice { label } => json!({ "label": label }),
        WarningKind::Misprint { printed, read, table, row, column } => {
            json!({ "printed": printed, "read": read, "table": table, "row": row, "column": column })
        }
        WarningKind::TrianglesAlike { table, column } => json!({ "table": table, "column": column }),
        WarningKind::RaggedRow { table, row, cells, columns } => {
            json!({ "table": table, "row": row, "cells": cells, "columns": columns })
        }
        WarningKind::UnclosedQuote { line, count } => json!({ "line": line, "count": count }),
        WarningKind::Undecodable { offset, count, encoding } => {
            json!({ "file_byte": offset, "count": count, "encoding": encoding })
        }
        WarningKind::Nul { offset, count } => json!({ "file_byte": offset, "count": count }),
        WarningKind::GuessedEncoding { encoding } => json!({ "encoding": encoding }),
        WarningKind::LooksLike { what, format } => json!({ "what": what, "format": format }),
        WarningKind::BrokenLink { target } => json!({ "target": target }),
        WarningKind::Capped { what, limit } => json!({ "what": what.word(), "limit": limit }),
        WarningKind::PageUnread { page, fault } => {
            let fault = match fault {
                PageFault::Unmapped => "unmapped",
                PageFault::Scanned => "scanned",
                PageFault::Partly => "partly",
                PageFault::Failed => "failed",
            };
            json!({ "page": page, "fault": fault })
        }
        WarningKind::CutShort { read, memory } => json!({ "read_bytes": read, "memory_mebibytes": memory }),
        WarningKind::FrontMatter { reason } => json!({ "reason": reason }),
    }
}

fn value(session: &Session, loaded: &Loaded) -> Value {
    let document: &Document = &loaded.document;
    let warnings: Vec<Value> = document
        .warnings()
        .iter()
        .map(|warning| {
            json!({
                "kind": name(&warning.kind),
                "message": message(session.words, warning),
                "details": details(&warning.kind),
                "start_byte": warning.span.start.0,
                "end_byte": warning.span.end.0,
                "page": page(document, warning.span),
            })
        })
        .collect();
    let kind = |piece: &Furniture| FURNITURE.iter().find(|(kind, ..)| *kind == piece.kind).map(|(_, name, _)| *name);
    let furniture: Vec<Value> = document
        .furniture()
        .iter()
        .map(|piece| {
            let page = page(document, Span::empty(piece.at));
            json!({ "kind": kind(piece), "text": piece.text, "at_byte": piece.at.0, "page": page })
        })
        .collect();
    let figures = claims::value(document, &figures(session, loaded));
    let references = references::lost_value(document, &references::lost(document));
    json!({
        "document": loaded.about(), "warnings": warnings, "furniture": furniture, "figures": figures, "references": references,
        "embedded": embedded::value(document),
    })
}
