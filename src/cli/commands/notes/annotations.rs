//! `ibid annotations`: the notes on a document, or on all.

use std::collections::HashMap;
use std::ffi::OsString;

use serde_json::{Value, json};

use crate::annotation::{DocumentId, Note, Sieve};
use crate::cli::Exit;
use crate::cli::session::{Desk, Done, shortened};
use crate::document::{Document, SafeText, Span};
use crate::export::{Standing, cell_words, label_words, note_value, notes_value, takes};

/// Columns shown of a quote.
const WIDEST_QUOTE: usize = 400;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    if desk.found.get_one::<OsString>("file").is_none() {
        return all(desk);
    }
    let loaded = desk.document("format")?;
    let (document, sieve) = (&loaded.document, Sieve::of(desk.text("filter").unwrap_or_default()));
    let mut notes: Vec<(Note, Option<Span>)> = desk
        .found(&loaded)?
        .into_iter()
        .filter(|(note, found)| takes(&sieve, note, Some(document), Standing::from(found), "", desk.words))
        .map(|(note, found)| (note, found.span()))
        .collect();
    sort(desk, &mut notes, |(note, _)| note);
    if desk.json() {
        let settled = desk.settled(desk.kept()?.as_ref(), Some(&loaded))?;
        desk.print_json(
            "ibid.annotations/1",
            notes_value(document, &loaded.name, Some(&loaded.rendition), &notes.iter().collect::<Vec<_>>(), &settled),
        );
        return Ok(Exit::Done);
    }
    for (index, (note, span)) in notes.iter().enumerate() {
        if index > 0 {
            desk.print("\n");
        }
        desk.print(&paragraph(desk, note, &place(desk, document, note, *span), span.map(|span| (document.as_ref(), span))));
    }
    if notes.is_empty() {
        desk.say(&desk.words.say("annotations-none"));
    }
    Ok(Exit::Done)
}

/// Where a note stands now, or where it stood.
fn place(desk: &Desk, document: &Document, note: &Note, span: Option<Span>) -> String {
    let Some(span) = span else { return stood(desk, note, Some(&desk.words.say("note-lost"))) };
    let section = document.section_at(span.start).map(|section| {
        let title = document.slice(document.sections()[section].title);
        if title.is_empty() { desk.words.say("section-opening").into_owned() } else { title.to_owned() }
    });
    let page = Some(desk.page_words(document, span)).filter(|page| !page.is_empty());
    page.into_iter().chain(section).collect::<Vec<_>>().join(" · ")
}

/// Where a note stood when it was made.
fn stood(desk: &Desk, note: &Note, lost: Option<&str>) -> String {
    let page = note.anchor.page.as_ref().map(|page| desk.words.fill("page-short", &[("page", page.as_str().into())]));
    let section = note.anchor.section.last().map(SafeText::to_string).filter(|title| !title.is_empty());
    let lost = lost.map(str::to_owned);
    lost.into_iter().chain(page).chain(section).collect::<Vec<_>>().join(" · ")
}

/// The notes on all documents, by document.
fn all(desk: &Desk) -> Done<Exit> {
    let kept = desk.kept()?;
    let mut notes = kept.as_ref().map(|store| desk.all_notes(store)).transpose()?.unwrap_or_default();
    // Without a library the notes are here all the same, under the hash of their document.
    let shelf = kept.as_ref().and_then(|store| store.library().ok()).unwrap_or_default();
    let settled = desk.settled(kept.as_ref(), None)?;
    let titles: HashMap<DocumentId, SafeText> = shelf.into_iter().map(|shelved| (shelved.document, shelved.title)).collect();
    let sieve = Sieve::of(desk.text("filter").unwrap_or_default());
    notes.retain(|note| {
        let title = titles.get(&note.document()).map_or("", |title| title.as_str());
        takes(&sieve, note, None, Standing::Unread, title, desk.words)
    });
    sort(desk, &mut notes, |note| note);
    if desk.json() {
        let nowhere = Document::default();
        let values: Vec<Value> = notes
            .iter()
            .map(|note| {
                let mut value = note_value(&nowhere, note, None, settled.get(&note.id));
                value["document"] = json!({ "title": titles.get(&note.document()), "bytes_hash": note.document() });
                value
            })
            .collect();
        desk.print_json("ibid.annotations/1", json!({ "document": null, "notes": values }));
        return Ok(Exit::Done);
    }
    let mut last = None;
    for note in &notes {
        if last.is_some() {
            desk.print("\n");
        }
        if last.replace(note.document()) != Some(note.document()) {
            let title = titles.get(&note.document()).map_or_else(|| note.document().to_string(), SafeText::to_string);
            desk.say(&format!("# {title}\n"));
        }
        desk.print(&paragraph(desk, note, &stood(desk, note, None), None));
    }
    if notes.is_empty() {
        desk.say(&desk.words.say("annotations-none"));
    }
    Ok(Exit::Done)
}

/// Puts notes into the order that is asked for; they come in that of the text.
fn sort<T>(desk: &Desk, notes: &mut [T], note: impl Fn(&T) -> &Note) {
    match desk.text("sort") {
        Some("newest") => notes.sort_by_key(|one| std::cmp::Reverse(note(one).updated.timestamp())),
        Some("label") => notes.sort_by_key(|one| label_words(desk.words, &note(one).label)),
        _ => {}
    }
}

/// A note in a few lines: where, what is quoted, what the reader wrote, and the rest. `now`
/// is where it stands in the document, where that is known.
fn paragraph(desk: &Desk, note: &Note, place: &str, now: Option<(&Document, Span)>) -> String {
    let mut out = String::new();
    if !place.is_empty() {
        out.push_str(place);
        out.push('\n');
    }
    if !note.anchor.quote.is_empty() {
        out.push_str(&format!("  “{}”\n", shortened(note.anchor.quote.trim(), WIDEST_QUOTE)));
    }
    if let Some(cell) = &note.anchor.cell {
        out.push_str(&format!("  {}\n", cell_words(desk.words, cell, now)));
    }
    for line in note.body.trim_end().lines() {
        out.push_str(format!("    {line}").trim_end());
        out.push('\n');
    }
    let kind = crate::export::kind_name(desk.words, note);
    let label = Some(label_words(desk.words, &note.label)).filter(|name| !name.is_empty());
    let tags = note.tags.iter().map(|tag| format!("#{tag}"));
    let rest = [note.created.strftime("%Y-%m-%d %H:%M").to_string(), note.id.to_string()];
    let facts: Vec<String> = [kind].into_iter().chain(label).chain(tags).chain(rest).collect();
    out.push_str(&format!("  {}\n", facts.join(" · ")));
    out
}
