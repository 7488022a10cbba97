//! `ibid library purge`: removes for good what was deleted, or all that is kept of a document.

use jiff::Zoned;
use serde_json::json;

use clap::Command;

use crate::annotation::DocumentId;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::store::{Store, StoreError};

/// The document that all is removed of.
const DOCUMENT: Key<String> = Key::new("document");
/// Do it, and do not only tell.
const YES: Key<bool> = Key::new("yes");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "purge", about: "cli-purge", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.option(DOCUMENT, "DOCUMENT", "cli-purge-document")).arg(build.flag(YES, "cli-purge-yes")).arg(build.json())
}

/// Removes for good what was deleted, or all that is kept of one document.
fn run(session: &Session) -> CommandResult {
    let mut store = session.writable_store()?;
    let now = Zoned::now();
    let document = session.args.text(DOCUMENT).map(|name| document_named(session, &store, name)).transpose()?;
    let notes = going(&store, document.as_ref()).map_err(|error| session.unread(&error))?;
    let sure = session.args.flag(YES);
    if sure {
        let done = match &document {
            Some(document) => store.purge_document(document, &now),
            None => store.tombstones().and_then(|ids| store.purge(&ids, &now)),
        };
        done.map_err(|error| session.unsaved(&error))?;
    }
    if session.json() {
        session.print_json("ibid.purged/1", json!({ "notes": notes, "done": sure }));
    } else {
        let id = if sure { "upkeep-purged" } else { "upkeep-would-purge" };
        session.say(&session.words.fill(id, &[("count", notes.into())]));
    }
    Ok(Exit::Done)
}

/// How many notes go: those that were deleted, or all of a document, the deleted ones with them.
fn going(store: &Store, document: Option<&DocumentId>) -> Result<usize, StoreError> {
    let deleted = store.tombstones()?;
    let Some(document) = document else { return Ok(deleted.len()) };
    let mut count = store.notes(document)?.len();
    for id in deleted {
        count += usize::from(store.note(id)?.is_some_and(|(note, _)| note.document() == *document));
    }
    Ok(count)
}

/// The document that `name` names: the beginning of its hash, or a path that it was read from.
pub(crate) fn document_named(session: &Session, store: &Store, name: &str) -> CommandResult<DocumentId> {
    let absolute = std::path::absolute(name).unwrap_or_else(|_| name.into());
    let shelf = session.library(store)?;
    let by_hash = |id: &DocumentId| name.len() >= 8 && id.to_string().starts_with(name);
    let mut found: Vec<DocumentId> = shelf
        .iter()
        .filter(|shelved| by_hash(&shelved.document) || shelved.paths.contains(&absolute))
        .map(|shelved| shelved.document)
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(session.wrong(&session.words.fill("upkeep-many", &[("name", clean(name).into())]))),
        (None, _) => {
            session.remark(&session.words.fill("upkeep-unknown", &[("name", clean(name).into())]));
            Err(Exit::Nothing)
        }
    }
}
