//! `ibid library edit`: what the reader says a document is.

use serde_json::json;

use clap::Command;

use crate::annotation::{Details, KINDS};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};

/// The details that can be set, as options.
const DETAILS: [(Key<String>, &str); 8] = [
    (Key::new("title"), "cli-detail-title"),
    (Key::new("author"), "cli-detail-author"),
    (Key::new("publisher"), "cli-detail-publisher"),
    (Key::new("date"), "cli-detail-date"),
    (Key::new("kind"), "cli-detail-kind"),
    (Key::new("container"), "cli-detail-container"),
    (Key::new("number"), "cli-detail-number"),
    (Key::new("url"), "cli-detail-url"),
];
pub(crate) const COMMAND: Subcommand = Subcommand { name: "edit", about: "cli-library-edit", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    let details = DETAILS.iter().map(|(detail, help)| build.option(*detail, "TEXT", help));
    command.args([build.file(), build.format(), build.json()]).args(details)
}

/// Sets what is given, and shows what is known.
fn run(session: &Session) -> CommandResult {
    let loaded = session.any_document()?;
    let id = loaded.rendition.document();
    let given: Vec<(&str, &str)> =
        DETAILS.iter().filter_map(|(detail, _)| Some((detail.name, session.args.text(*detail)?))).collect();
    if let Some((_, kind)) = given.iter().find(|(name, value)| *name == "kind" && !value.is_empty() && !KINDS.contains(value)) {
        let args = [("arg", "--kind".into()), ("value", (*kind).into()), ("known", KINDS.join(", ").into())];
        return Err(session.wrong(&session.words.fill("cli-wrong-choice", &args)));
    }
    let mut own = Details::default();
    if given.is_empty() {
        if let Some(store) = session.existing_store()? {
            own = store.details(&id).map_err(|error| session.unread(&error))?;
        }
    } else {
        let mut store = session.writable_store()?;
        own = store.details(&id).map_err(|error| session.unread(&error))?;
        for (name, value) in given {
            own.set(name, value);
        }
        store.save_details(&id, &own).map_err(|error| session.unsaved(&error))?;
    }
    let known = Details::of(loaded.document.meta()).under(&own);
    if session.json() {
        session.print_json("ibid.details/1", json!({ "document": loaded.about(), "details": known, "own": own }));
        return Ok(Exit::Done);
    }
    let said = DETAILS.iter().map(|(detail, _)| (detail.name, known.get(detail.name))).filter(|(_, said)| !said.is_empty());
    let mut lines: Vec<String> = said.map(|(name, said)| format!("{name}: {said}")).collect();
    if lines.is_empty() {
        lines.push(session.words.say("details-none").into_owned());
    }
    session.say(&lines.join("\n"));
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::DETAILS;
    use crate::app::DETAIL_FIELDS;

    #[test]
    fn the_form_on_the_screen_has_the_details_of_the_command() {
        assert_eq!(DETAIL_FIELDS.map(|(name, _)| name), DETAILS.map(|(detail, _)| detail.name));
    }
}
