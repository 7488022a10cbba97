//! `ibid terms`: the index of a document: its names, terms and abbreviations, and where they stand.

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded, padded, page, section_title};
use crate::document::{Document, Span};
use crate::layout::width;
use crate::study::{Term, TermKind, TermOrder, Terms};

/// Columns that a term is padded to at most.
const WIDEST: usize = 40;
/// Places that a line names at most.
const MOST_PLACES: usize = 12;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let loaded = desk.document("format")?;
    let Some(terms) = Terms::of(&loaded.document, &|_| true) else { return Ok(Exit::Nothing) };
    let order = match desk.text("order") {
        Some("count") => TermOrder::Count,
        Some("place") => TermOrder::Place,
        _ => TermOrder::Name,
    };
    let least = desk.number("least").unwrap_or(1);
    let chosen: Vec<&Term> =
        terms.in_order(order).into_iter().map(|index| &terms.all[index as usize]).filter(|term| term.count() >= least).collect();
    if desk.json() {
        let values: Vec<Value> = chosen.iter().map(|term| value(&loaded.document, term)).collect();
        desk.print_json("ibid.terms/1", json!({ "document": loaded.about(), "complete": terms.is_whole, "terms": values }));
    } else {
        lines(desk, &loaded, &chosen, order);
        if !terms.is_whole {
            desk.remark(&desk.words.say("terms-cut"));
        }
    }
    Ok(if chosen.is_empty() { Exit::Nothing } else { Exit::Done })
}

fn lines(desk: &Desk, loaded: &Loaded, chosen: &[&Term], order: TermOrder) {
    let document = &loaded.document;
    if chosen.is_empty() {
        return desk.say(&desk.words.say("terms-none"));
    }
    let forms: Vec<String> = chosen.iter().map(|term| form(desk, document, term)).collect();
    let widest = forms.iter().map(|form| width(form)).max().unwrap_or(0).min(WIDEST);
    let mut under = None;
    for (term, form) in chosen.iter().zip(&forms) {
        let letter = term.letter();
        if order == TermOrder::Name && letter.is_some() && letter != under {
            desk.say(&letter.map(String::from).unwrap_or_default());
            under = letter;
        }
        let line = format!("  {}  {:>4}  {}", padded(form, widest), term.count(), places(desk, document, term));
        desk.say(line.trim_end());
    }
}

/// A term and what it stands for.
fn form(desk: &Desk, document: &Document, term: &Term) -> String {
    match term.meaning {
        Some(meaning) => {
            let id = if meaning.is_guess { "term-may-be" } else { "term-means" };
            let args = [("term", term.form.as_str().into()), ("meaning", document.slice(meaning.span).into())];
            desk.words.fill(id, &args)
        }
        None => term.form.clone(),
    }
}

/// Where a term stands: its pages, or its sections where there are no pages, each once.
fn places(desk: &Desk, document: &Document, term: &Term) -> String {
    let mut named: Vec<String> = Vec::new();
    let mut more = false;
    for span in &term.places {
        let place = page(document, *span).map_or_else(|| desk.whereabouts(document, *span), str::to_owned);
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
