//! `ibid annotations history`: every change of the notes, also what was undone or deleted.

use serde_json::{Value, json};

use clap::Command;

use crate::annotation::{Patch, format_timestamp};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::FILE;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, shortened};
use crate::cli::{CommandResult, Exit};
use crate::store::{HistoryEntry, HistoryScope, NoteEvent};

/// Columns shown of a text.
const WIDEST: usize = 60;
pub(crate) const COMMAND: Subcommand = Subcommand { name: "history", about: "cli-history", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.args([build.file().required(false), build.format(), build.json()])
}

fn run(session: &Session) -> CommandResult {
    let of = match session.args.value(FILE) {
        Some(_) => HistoryScope::Document(session.any_document()?.rendition.document()),
        None => HistoryScope::All,
    };
    let kept = session.existing_store()?;
    let entries = kept.map(|store| store.history(of).map_err(|error| session.unread(&error))).transpose()?.unwrap_or_default();
    if session.json() {
        let values: Vec<Value> = entries.iter().map(value).collect();
        session.print_json("ibid.history/1", json!({ "changes": values }));
        return Ok(Exit::Done);
    }
    for entry in &entries {
        let undone = if entry.undone.is_some() { format!("  ({})", session.words.say("history-undone")) } else { String::new() };
        let note = entry.note.to_string();
        session.say(&format!("{}  {note}  {}{undone}", entry.at.strftime("%Y-%m-%d %H:%M:%S"), what(session, entry)));
    }
    if entries.is_empty() {
        session.say(&session.words.say("annotations-none"));
    }
    Ok(Exit::Done)
}

fn what(session: &Session, entry: &HistoryEntry) -> String {
    match &entry.what {
        NoteEvent::Added(note) => {
            let words = if note.body.is_empty() { &*note.anchor.quote } else { note.body.lines().next().unwrap_or_default() };
            format!("{}: {}", session.words.say("history-added"), shortened(words, WIDEST))
        }
        NoteEvent::Edited { before, after } => {
            format!("{}: {} → {}", session.words.say("history-edited"), fields(before), fields(after))
        }
        NoteEvent::Deleted => session.words.say("history-deleted").into_owned(),
        NoteEvent::Restored => session.words.say("history-restored").into_owned(),
    }
}

/// The fields of a patch in few words.
fn fields(patch: &Patch) -> String {
    let label = patch.label.as_ref().map(|label| format!("[{}]", label.name()));
    let body = patch.body.as_ref().map(|body| format!("“{}”", shortened(body.trim(), WIDEST)));
    let tags = patch.tags.as_ref().map(|tags| tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    [label, body, tags].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn value(entry: &HistoryEntry) -> Value {
    let (what, before, after) = match &entry.what {
        NoteEvent::Added(note) => {
            ("added", Value::Null, json!({ "label": note.label.name(), "body": note.body, "tags": note.tags }))
        }
        NoteEvent::Edited { before, after } => ("edited", json!(before), json!(after)),
        NoteEvent::Deleted => ("deleted", Value::Null, Value::Null),
        NoteEvent::Restored => ("restored", Value::Null, Value::Null),
    };
    json!({
        "note": entry.note, "step": entry.step, "at": format_timestamp(&entry.at), "what": what,
        "before": before, "after": after, "undone": entry.undone.as_ref().map(format_timestamp),
    })
}
