//! `ibid footnotes`: every footnote, where it is called, and its body.

use std::collections::HashMap;

use serde_json::{Value, json};

use clap::Command;

use crate::annotation::{Note, own_bodies};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, page, section_title};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, MarkKind, Point, Span};
use crate::layout::call_label;
use crate::study::Citations;
use crate::ui::meant_words;

/// Other footnotes of one work that are named.
const ALIKE: usize = 40;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "footnotes", about: "cli-footnotes", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file(), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let notes: Vec<(Note, Option<Span>)> =
        session.notes_on(&loaded)?.into_iter().map(|(note, found)| (note, found.span())).collect();
    let known = Known::of(&loaded.document, &notes);
    if session.json() {
        session.print_json("ibid.footnotes/1", value(&loaded, &known));
    } else {
        lines(session, &loaded.document, &known);
    }
    Ok(Exit::Done)
}

/// What is known of the footnotes beside the file's own words.
struct Known<'a> {
    own: HashMap<usize, &'a Note>,
    citations: Citations,
}

impl<'a> Known<'a> {
    fn of(document: &Document, notes: &'a [(Note, Option<Span>)]) -> Self {
        let by_id: HashMap<_, &Note> = notes.iter().map(|(note, _)| (note.id, note)).collect();
        let own = own_bodies(document, notes.iter().map(|(note, span)| (note, *span)));
        let own = own.into_iter().filter_map(|(footnote, id)| Some((footnote, *by_id.get(&id)?))).collect();
        Self { own, citations: Citations::of(document, &|| true).unwrap_or_default() }
    }
}

fn lines(session: &Session, document: &Document, known: &Known) {
    let label = |footnote: Option<usize>| footnote.map_or(String::new(), |at| document.footnotes()[at].label.to_string());
    for (index, footnote) in document.footnotes().iter().enumerate() {
        let body = match document.body_span(index) {
            Some(body) => document.slice(body).replace('\n', " "),
            None => session.words.fill("footnote-none", &[("label", footnote.label.as_str().into())]),
        };
        session.say(&format!("{}  {body}", footnote.label));
        if let Some(own) = known.own.get(&index) {
            session.say(&format!("    {}: {}", session.words.say("footnote-your-text"), own.body.trim().replace('\n', " ")));
        }
        for pointer in known.citations.pointers(index) {
            session.say(&format!("    {}", meant_words(session.words, pointer, document.slice(pointer.span), label)));
        }
        let alike: Vec<String> = known.citations.alike(index).take(ALIKE).map(|other| label(Some(other))).collect();
        if !alike.is_empty() {
            session.say(&format!("    {}", session.words.fill("footnotes-alike", &[("labels", alike.join(", ").into())])));
        }
        for call in &footnote.calls {
            let place = session.whereabouts(document, Span::empty(*call));
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            session.say(&format!("    {place}{}", sentence(document, *call)));
        }
        if footnote.calls.is_empty() {
            session.say(&format!("    {}", session.words.say("footnote-uncalled")));
        }
    }
    if document.footnotes().is_empty() {
        session.say(&session.words.say("list-no-footnotes"));
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

fn value(loaded: &Loaded, known: &Known) -> Value {
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
            let label = |at: usize| &document.footnotes()[at].label;
            let own = known.own.get(&index).map(|note| json!({ "id": note.id, "body": note.body }));
            let meant: Vec<Value> = known
                .citations
                .pointers(index)
                .iter()
                .map(|pointer| {
                    json!({
                        "text": document.slice(pointer.span), "footnote": pointer.to.map(label),
                        "first": pointer.first.map(label), "reason": pointer.reason.name(),
                    })
                })
                .collect();
            let alike: Vec<Value> = known.citations.alike(index).map(|other| json!(label(other))).collect();
            json!({ "label": footnote.label, "calls": calls, "body": body, "own": own, "meant": meant, "same_work": alike })
        })
        .collect();
    json!({ "document": loaded.about(), "offset_unit": "byte", "footnotes": footnotes })
}
