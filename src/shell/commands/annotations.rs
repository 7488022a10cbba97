//! `ibid annotations`: the notes on a document, or on all.

use std::collections::HashMap;
use std::ffi::OsString;

use serde_json::{Value, json};

use crate::annotation::{DocumentId, Note, write_moment};
use crate::document::{Document, SafeText};
use crate::export::note_value;

use super::{Desk, Done, Exit, about, print, print_json, section};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    if desk.found.get_one::<OsString>("file").is_none() {
        return all(desk);
    }
    let loaded = desk.document("from")?;
    let mut notes = desk.notes(&loaded)?;
    notes.sort_by_key(|(note, span)| (span.is_none(), *span, note.id));
    if desk.json() {
        let values: Vec<Value> = notes.iter().map(|(note, span)| note_value(&loaded.document, note, *span)).collect();
        print_json(&json!({ "schema": "ibid.annotations/1", "document": about(&loaded), "notes": values }));
    } else {
        for (note, span) in &notes {
            let place = match span {
                Some(span) => section(&loaded.document, *span).to_owned(),
                None => desk.words.say("note-lost").into_owned(),
            };
            print(&line(desk, note, &place));
        }
        if notes.is_empty() {
            print(&format!("{}\n", desk.words.say("annotations-none")));
        }
    }
    Ok(Exit::Done)
}

/// The notes on all documents, by document.
fn all(desk: &Desk) -> Done<Exit> {
    let store = desk.store()?;
    let notes = store.all_notes().map_err(|error| desk.unsaved(&error))?;
    let titles: HashMap<DocumentId, SafeText> =
        store.library().unwrap_or_default().into_iter().map(|shelved| (shelved.document, shelved.title)).collect();
    let title = |note: &Note| titles.get(&note.document()).map_or_else(|| note.document().to_string(), SafeText::to_string);
    if desk.json() {
        let nowhere = Document::default();
        let values: Vec<Value> = notes
            .iter()
            .map(|note| {
                let mut value = note_value(&nowhere, note, None);
                value["document"] = json!({ "title": title(note), "bytes_hash": note.document() });
                value
            })
            .collect();
        print_json(&json!({ "schema": "ibid.annotations/1", "document": null, "notes": values }));
        return Ok(Exit::Done);
    }
    let mut last = None;
    for note in &notes {
        if last.replace(note.document()) != Some(note.document()) {
            print(&format!("{}\n", title(note)));
        }
        let place = note.anchor.section.last().map(SafeText::to_string).unwrap_or_default();
        print(&line(desk, note, &place));
    }
    if notes.is_empty() {
        print(&format!("{}\n", desk.words.say("annotations-none")));
    }
    Ok(Exit::Done)
}

/// A note in a few lines.
fn line(desk: &Desk, note: &Note, place: &str) -> String {
    let page =
        note.anchor.page.as_ref().map(|page| format!("  {}", desk.words.fill("page-short", &[("page", page.as_str().into())])));
    let label = if note.label.name().is_empty() { String::new() } else { format!("  {}", note.label.name()) };
    let tags: String = note.tags.iter().map(|tag| format!("  #{tag}")).collect();
    let quote = note.anchor.quote.replace('\n', " ");
    let body: String = note.body.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "{}  {}{label}{}  {place}{tags}\n    “{quote}”\n{body}",
        note.id,
        write_moment(&note.created),
        page.unwrap_or_default()
    )
}
