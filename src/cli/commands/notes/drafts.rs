//! `ibid annotations drafts`: what was typed and not saved.

use std::collections::HashMap;

use serde_json::{Value, json};

use clap::Command;

use crate::annotation::{DocumentId, Found, format_timestamp};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::FILE;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::SafeText;
use crate::platform::exports::collect;
use crate::store::{Draft, Store};

/// Columns shown of a quote.
const WIDEST: usize = 100;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "drafts", about: "cli-drafts", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file().required(false), build.format(), build.json()])
}

/// Lists the drafts, those on one document with where they stand in it now.
fn run(session: &Session) -> CommandResult {
    let loaded = session.args.value(FILE).map(|_| session.document()).transpose()?;
    let kept = session.existing_store()?;
    let found = kept.as_ref().map(|store| gathered(store, loaded.as_ref()));
    let drafts = found.transpose().map_err(|error| session.unread(&error))?.unwrap_or_default();
    let shelf = kept.as_ref().and_then(|store| store.library().ok()).unwrap_or_default();
    let titles: HashMap<DocumentId, SafeText> = shelf.into_iter().map(|shelved| (shelved.document, shelved.title)).collect();
    if session.json() {
        let values: Vec<Value> = drafts.iter().map(|(draft, found)| value(draft, found.as_ref(), &titles)).collect();
        session.print_json("ibid.drafts/1", json!({ "drafts": values }));
        return Ok(Exit::Done);
    }
    for (index, (draft, found)) in drafts.iter().enumerate() {
        if index > 0 {
            session.print("\n");
        }
        let title = titles.get(&draft.document).map_or_else(|| draft.document.to_string(), SafeText::to_string);
        let lost = matches!(found, Some(Found::Lost)).then(|| session.words.say("note-lost").into_owned());
        let head: Vec<String> = [draft.at.strftime("%Y-%m-%d %H:%M").to_string(), title].into_iter().chain(lost).collect();
        session.say(&head.join(" · "));
        if let Some(anchor) = draft.anchor.as_ref().filter(|anchor| !anchor.quote.is_empty()) {
            session.say(&format!("  “{}”", shortened(anchor.quote.trim(), WIDEST)));
        }
        for line in draft.text.lines() {
            session.say(format!("    {line}").trim_end());
        }
    }
    if drafts.is_empty() {
        session.say(&session.words.say("drafts-none"));
    }
    Ok(Exit::Done)
}

/// The drafts on a document and its older editions, each with where it stands; or all.
fn gathered(store: &Store, loaded: Option<&Loaded>) -> Result<Vec<(Draft, Option<Found>)>, crate::store::StoreError> {
    let drafts = store.drafts()?;
    let Some(Loaded { document, rendition, .. }) = loaded else {
        return Ok(drafts.into_iter().map(|draft| (draft, None)).collect());
    };
    let lineage = store.lineage(&rendition.document())?;
    let here = drafts.into_iter().filter(|draft| lineage.contains(&draft.document));
    Ok(here.map(|draft| (draft.clone(), Some(collect::found_draft(store, document, rendition, &draft)))).collect())
}

fn value(draft: &Draft, found: Option<&Found>, titles: &HashMap<DocumentId, SafeText>) -> Value {
    let span = found.and_then(Found::span);
    json!({
        "document": { "title": titles.get(&draft.document), "bytes_hash": draft.document },
        "note": draft.note.map(|id| id.to_string()),
        "quote": draft.anchor.as_ref().map(|anchor| anchor.quote.to_string()),
        "text": draft.text.to_string(),
        "at": format_timestamp(&draft.at),
        "start_byte": span.map(|span| span.start.0),
        "end_byte": span.map(|span| span.end.0),
    })
}
