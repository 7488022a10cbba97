//! `ibid references`: what the text points to without a link, and what it leads to.

use serde_json::{Value, json};

use clap::Command;

use crate::app::aim_span;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, page, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::study::{Landmarks, Reference, ReferenceTarget, printed_number, references};

/// Columns shown of what a reference leads to.
const WIDEST: usize = 100;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "references", about: "cli-references", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let document = &loaded.document;
    let found = all(document);
    if session.json() {
        let values: Vec<Value> = found.iter().map(|reference| value(document, reference)).collect();
        session
            .print_json("ibid.references/1", json!({ "document": loaded.about(), "offset_unit": "byte", "references": values }));
        return Ok(Exit::Done);
    }
    for reference in &found {
        session.say(&line(session, document, reference));
    }
    if found.is_empty() {
        session.say(&session.words.say("references-none"));
    }
    Ok(Exit::Done)
}

/// All references of a document.
pub(crate) fn all(document: &Document) -> Vec<Reference> {
    references(document, &Landmarks::of(document), &|| true).unwrap_or_default()
}

/// Where, the words, and what they lead to.
pub(crate) fn line(session: &Session, document: &Document, reference: &Reference) -> String {
    let at = page(document, reference.span).map(|page| session.words.fill("page-short", &[("page", page.into())]) + ": ");
    let words = document.slice(reference.span);
    let leads = match reference.aim {
        ReferenceTarget::Nowhere => session.words.say("references-nowhere").into_owned(),
        aim => said(session, document, aim),
    };
    let guess = match reference.basis.is_guess() {
        true => format!(
            " ({})",
            session.words.say(if reference.basis == crate::study::Basis::Counted {
                "reference-counted"
            } else {
                "reference-nearest"
            })
        ),
        false => String::new(),
    };
    format!("{}{words} → {}{guess}", at.unwrap_or_default(), shortened(&leads, WIDEST))
}

/// What stands where a reference leads, in a line.
fn said(session: &Session, document: &Document, aim: ReferenceTarget) -> String {
    let label = |id: &str, name: &'static str, label: &str| session.words.fill(id, &[(name, label.into())]);
    match aim {
        ReferenceTarget::Page(page) => label("page-short", "page", &document.pages()[page].label),
        ReferenceTarget::Footnote(footnote) => {
            let known = label("place-footnote", "label", &document.footnotes()[footnote].label);
            document.body_span(footnote).map_or(known.clone(), |body| format!("{known}: {}", one_line(document, body)))
        }
        ReferenceTarget::Table(table) => match document.tables()[table].caption {
            Some(caption) => one_line(document, caption),
            None => session.words.fill("table-number", &[("number", (table + 1).into())]),
        },
        _ => aim_span(document, aim).map_or(String::new(), |span| one_line(document, span)),
    }
}

fn one_line(document: &Document, span: Span) -> String {
    /// Bytes of it.
    const MOST: usize = 400;
    let cut = Span::new(span.start.at(), document.floor(span.end.at().min(span.start.at() + MOST)));
    document.slice(cut).replace('\n', " ")
}

/// The same for programs.
fn value(document: &Document, reference: &Reference) -> Value {
    let number = match reference.aim {
        ReferenceTarget::Table(at) | ReferenceTarget::Section(at) | ReferenceTarget::Page(at) => Some(json!(at + 1)),
        ReferenceTarget::Footnote(at) => Some(json!(document.footnotes()[at].label)),
        ReferenceTarget::Figure(_) | ReferenceTarget::Nowhere => None,
    };
    let printed = printed_number(document, reference.aim);
    let place = match reference.aim {
        ReferenceTarget::Page(page) => Some(document.pages()[page].start.0),
        aim => aim_span(document, aim).map(|span| span.start.0),
    };
    json!({
        "text": document.slice(reference.span),
        "kind": reference.kind.name(),
        "leads": reference.aim != ReferenceTarget::Nowhere,
        "number": number,
        "printed": printed,
        "to_byte": place,
        "basis": reference.basis.name(),
        "guess": reference.basis.is_guess(),
        "start_byte": reference.span.start.0,
        "end_byte": reference.span.end.0,
        "section": section_title(document, reference.span),
        "page": page(document, reference.span),
    })
}

/// Those that lead nowhere, for `ibid check`.
pub(crate) fn lost(document: &Document) -> Vec<Reference> {
    all(document).into_iter().filter(|reference| reference.aim == ReferenceTarget::Nowhere).collect()
}

/// The same for programs.
pub(crate) fn lost_value(document: &Document, lost: &[Reference]) -> Vec<Value> {
    let one = |reference: &Reference| {
        json!({
            "text": document.slice(reference.span), "kind": reference.kind.name(), "start_byte": reference.span.start.0,
            "end_byte": reference.span.end.0, "page": page(document, reference.span),
        })
    };
    lost.iter().map(one).collect()
}
