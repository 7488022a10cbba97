//! `ibid annotations`: the notes on a document, or on all.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use clap::Command;

use super::{drafts, history, review};
use crate::annotation::{DocumentId, Note, NoteFilter, NoteId};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{Choice, FILE, FILTER};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::{Document, SafeText, Span};
use crate::export::{NoteContext, Placement, cell_words, label_words, matches_filter, note_value, notes_value};

/// Columns shown of a quote.
const WIDEST_QUOTE: usize = 400;
/// What notes are ordered by.
#[derive(Clone, Copy)]
enum Sorting {
    Place,
    Newest,
    Label,
}

const SORT: Choice<Sorting> =
    Choice::new("sort", &[("place", Sorting::Place), ("newest", Sorting::Newest), ("label", Sorting::Label)]);

pub(crate) const COMMAND: Subcommand = Subcommand {
    name: "annotations",
    about: "cli-annotations",
    args,
    run,
    parts: &[drafts::COMMAND, history::COMMAND, review::COMMAND],
};

fn args(command: Command, build: ArgBuilder) -> Command {
    let usage = build.two_usages("ibid annotations [OPTIONS] [FILE]", "ibid annotations COMMAND …");
    command
        .override_usage(usage)
        .args_conflicts_with_subcommands(true)
        .after_help(build.examples("cli-annotations-examples"))
        .arg(build.file().required(false))
        .arg(build.format())
        .arg(build.option(FILTER, "QUERY", "cli-filter").allow_hyphen_values(true))
        .arg(build.choice(SORT, "ORDER", "cli-sort-notes"))
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    if session.args.value(FILE).is_none() {
        return all(session);
    }
    let loaded = session.any_document()?;
    let (document, filter) = (&loaded.document, NoteFilter::of(session.args.text(FILTER).unwrap_or_default()));
    let found = session.notes_on(&loaded)?;
    let own: HashSet<NoteId> = found.iter().map(|(note, _)| note.id).collect();
    let carried = document.embedded().iter().filter(|carried| !own.contains(&NoteId::of_embedded(carried, document))).count();
    let mut notes: Vec<(Note, Option<Span>)> = found
        .into_iter()
        .filter(|(note, found)| {
            let around = NoteContext { document: Some(document), title: "", standing: Placement::from(found) };
            matches_filter(&filter, note, around, session.words)
        })
        .map(|(note, found)| (note, found.span()))
        .collect();
    sort(session, &mut notes, |(note, _)| note);
    if session.json() {
        let settled = session.settled(session.existing_store()?.as_ref(), Some(&loaded))?;
        session.print_json(
            "ibid.annotations/1",
            notes_value(document, &loaded.name, Some(&loaded.rendition), &notes.iter().collect::<Vec<_>>(), &settled),
        );
        return Ok(Exit::Done);
    }
    for (index, (note, span)) in notes.iter().enumerate() {
        if index > 0 {
            session.print("\n");
        }
        session.print(&paragraph(
            session,
            note,
            &place(session, document, note, *span),
            span.map(|span| (document.as_ref(), span)),
        ));
    }
    if notes.is_empty() {
        session.say(&session.words.say("annotations-none"));
    }
    if carried > 0 {
        session.remark(&session.words.fill("annotations-embedded", &[("count", carried.into())]));
    }
    Ok(Exit::Done)
}

/// Where a note stands now, or where it stood.
fn place(session: &Session, document: &Document, note: &Note, span: Option<Span>) -> String {
    let Some(span) = span else { return stood(session, note, Some(&session.words.say("note-lost"))) };
    let section = document.section_at(span.start).map(|section| {
        let title = document.slice(document.sections()[section].title);
        if title.is_empty() { session.words.say("section-opening").into_owned() } else { title.to_owned() }
    });
    let page = Some(session.page_words(document, span)).filter(|page| !page.is_empty());
    page.into_iter().chain(section).collect::<Vec<_>>().join(" · ")
}

/// Where a note stood when it was made.
fn stood(session: &Session, note: &Note, lost: Option<&str>) -> String {
    let page = note.anchor.page.as_ref().map(|page| session.words.fill("page-short", &[("page", page.as_str().into())]));
    let section = note.anchor.section.last().map(SafeText::to_string).filter(|title| !title.is_empty());
    let lost = lost.map(str::to_owned);
    lost.into_iter().chain(page).chain(section).collect::<Vec<_>>().join(" · ")
}

/// The notes on all documents, by document.
fn all(session: &Session) -> CommandResult {
    let kept = session.existing_store()?;
    let mut notes = kept.as_ref().map(|store| session.all_notes(store)).transpose()?.unwrap_or_default();
    // Without a library the notes are here all the same, under the hash of their document.
    let shelf = kept.as_ref().and_then(|store| store.library().ok()).unwrap_or_default();
    let settled = session.settled(kept.as_ref(), None)?;
    let titles: HashMap<DocumentId, SafeText> = shelf.into_iter().map(|shelved| (shelved.document, shelved.title)).collect();
    let filter = NoteFilter::of(session.args.text(FILTER).unwrap_or_default());
    notes.retain(|note| {
        let title = titles.get(&note.document()).map_or("", |title| title.as_str());
        matches_filter(&filter, note, NoteContext { document: None, title, standing: Placement::Unread }, session.words)
    });
    sort(session, &mut notes, |note| note);
    if session.json() {
        let nowhere = Document::default();
        let values: Vec<Value> = notes
            .iter()
            .map(|note| {
                let mut value = note_value(&nowhere, note, None, settled.get(&note.id));
                value["document"] = json!({ "title": titles.get(&note.document()), "bytes_hash": note.document() });
                value
            })
            .collect();
        session.print_json("ibid.annotations/1", json!({ "document": null, "notes": values }));
        return Ok(Exit::Done);
    }
    let mut last = None;
    for note in &notes {
        if last.is_some() {
            session.print("\n");
        }
        if last.replace(note.document()) != Some(note.document()) {
            let title = titles.get(&note.document()).map_or_else(|| note.document().to_string(), SafeText::to_string);
            session.say(&format!("# {title}\n"));
        }
        session.print(&paragraph(session, note, &stood(session, note, None), None));
    }
    if notes.is_empty() {
        session.say(&session.words.say("annotations-none"));
    }
    Ok(Exit::Done)
}

/// Puts notes into the order that is asked for; they come in that of the text.
fn sort<T>(session: &Session, notes: &mut [T], note: impl Fn(&T) -> &Note) {
    match session.args.choice(SORT).unwrap_or(Sorting::Place) {
        Sorting::Newest => notes.sort_by_key(|one| std::cmp::Reverse(note(one).updated.timestamp())),
        Sorting::Label => notes.sort_by_key(|one| label_words(session.words, &note(one).label)),
        Sorting::Place => {}
    }
}

/// A note in a few lines: where, what is quoted, what the reader wrote, and the rest. `now`
/// is where it stands in the document, where that is known.
fn paragraph(session: &Session, note: &Note, place: &str, now: Option<(&Document, Span)>) -> String {
    let mut out = String::new();
    if !place.is_empty() {
        out.push_str(place);
        out.push('\n');
    }
    if !note.anchor.quote.is_empty() {
        out.push_str(&format!("  “{}”\n", shortened(note.anchor.quote.trim(), WIDEST_QUOTE)));
    }
    if let Some(cell) = &note.anchor.cell {
        out.push_str(&format!("  {}\n", cell_words(session.words, cell, now)));
    }
    for line in note.body.trim_end().lines() {
        out.push_str(format!("    {line}").trim_end());
        out.push('\n');
    }
    let kind = crate::export::kind_name(session.words, note);
    let label = Some(label_words(session.words, &note.label)).filter(|name| !name.is_empty());
    let tags = note.tags.iter().map(|tag| format!("#{tag}"));
    let rest = [note.created.strftime("%Y-%m-%d %H:%M").to_string(), note.id.to_string()];
    let facts: Vec<String> = [kind].into_iter().chain(label).chain(tags).chain(rest).collect();
    out.push_str(&format!("  {}\n", facts.join(" · ")));
    out
}
