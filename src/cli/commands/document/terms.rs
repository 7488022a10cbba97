//! `ibid terms`: the index of a document: its names, terms and abbreviations, and where they stand.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, padded, page, section_title};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::study::{Term, TermKind, TermOrder, Terms};

/// Columns that a term is padded to at most.
const WIDEST: usize = 40;
/// ReadingPositions that a line names at most.
const MOST_PLACES: usize = 12;
const ORDER: Choice<TermOrder> =
    Choice::new("order", &[("name", TermOrder::Name), ("count", TermOrder::Count), ("place", TermOrder::Place)]);
/// How often a term stands there at least.
const LEAST: Key<usize> = Key::new("least");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "terms", about: "cli-terms", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .args([build.file(), build.format()])
        .arg(build.choice(ORDER, "ORDER", "cli-terms-order"))
        .arg(build.number(LEAST, "cli-terms-least"))
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let loaded = session.document()?;
    let Some(terms) = Terms::of(&loaded.document, &|_| true) else { return Ok(Exit::Nothing) };
    let order = session.args.choice(ORDER).unwrap_or(TermOrder::Name);
    let least = session.args.number(LEAST).unwrap_or(1);
    let chosen: Vec<&Term> =
        terms.in_order(order).into_iter().map(|index| &terms.all[index as usize]).filter(|term| term.count() >= least).collect();
    if session.json() {
        let values: Vec<Value> = chosen.iter().map(|term| value(&loaded.document, term)).collect();
        session.print_json("ibid.terms/1", json!({ "document": loaded.about(), "complete": terms.is_whole, "terms": values }));
    } else {
        lines(session, &loaded, &chosen, order);
        if !terms.is_whole {
            session.remark(&session.words.say("terms-cut"));
        }
    }
    Ok(if chosen.is_empty() { Exit::Nothing } else { Exit::Done })
}

fn lines(session: &Session, loaded: &Loaded, chosen: &[&Term], order: TermOrder) {
    let document = &loaded.document;
    if chosen.is_empty() {
        return session.say(&session.words.say("terms-none"));
    }
    let forms: Vec<String> = chosen.iter().map(|term| form(session, document, term)).collect();
    let widest = forms.iter().map(|form| width(form)).max().unwrap_or(0).min(WIDEST);
    let mut under = None;
    for (term, form) in chosen.iter().zip(&forms) {
        let letter = term.letter();
        if order == TermOrder::Name && letter.is_some() && letter != under {
            session.say(&letter.map(String::from).unwrap_or_default());
            under = letter;
        }
        let line = format!("  {}  {:>4}  {}", padded(form, widest), term.count(), places(session, document, term));
        session.say(line.trim_end());
    }
}

/// A term and what it stands for.
fn form(session: &Session, document: &Document, term: &Term) -> String {
    match term.meaning {
        Some(meaning) => {
            let id = if meaning.is_guess { "term-may-be" } else { "term-means" };
            let args = [("term", term.form.as_str().into()), ("meaning", document.slice(meaning.span).into())];
            session.words.fill(id, &args)
        }
        None => term.form.clone(),
    }
}

/// Where a term stands: its pages, or its sections where there are no pages, each once.
fn places(session: &Session, document: &Document, term: &Term) -> String {
    let mut named: Vec<String> = Vec::new();
    let mut more = false;
    for span in &term.places {
        let place = page(document, *span).map_or_else(|| session.whereabouts(document, *span), str::to_owned);
        if place.is_empty() || named.last() == Some(&place) {
            continue;
        }
        more = named.len() >= MOST_PLACES;
        if more {
            break;
        }
        named.push(place);
    }
    named.join(", ") + if more { ", …" } else { "" }
}

/// What a term is called in JSON.
fn kind(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Abbreviation => "abbreviation",
        TermKind::Name => "name",
        TermKind::Quoted => "quoted",
        TermKind::Term => "term",
    }
}

fn value(document: &Document, term: &Term) -> Value {
    let place = |span: &Span| {
        json!({
            "start_byte": span.start.0, "end_byte": span.end.0, "text": document.slice(*span),
            "section": section_title(document, *span), "page": page(document, *span),
        })
    };
    json!({
        "form": term.form, "kind": kind(term.kind),
        "stands_for": term.meaning.map(|meaning| document.slice(meaning.span)),
        "guessed": term.meaning.is_some_and(|meaning| meaning.is_guess),
        "count": term.count(), "spread": term.spread, "places": term.places.iter().map(place).collect::<Vec<_>>(),
    })
}
