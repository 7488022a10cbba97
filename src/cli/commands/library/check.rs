//! `ibid library check`: whether the notes and their backups are sound.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::clean;

use super::backup;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "check", about: "cli-library-check", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.json())
}

/// Looks at everything that is kept.
fn run(session: &Session) -> CommandResult {
    let Some(store) = session.existing_store()? else {
        session.remark(&session.words.say("annotations-none"));
        return Ok(Exit::Nothing);
    };
    let found = store.check().map_err(|error| session.unread(&error))?;
    if session.json() {
        let backups: Vec<Value> = found
            .backups
            .iter()
            .map(|(copy, holds)| {
                let mut shown = backup::value(copy);
                shown["holds"] = json!(holds);
                shown
            })
            .collect();
        session.print_json(
            "ibid.upkeep/1",
            json!({
                "sound": found.is_sound(), "damage": found.damage, "notes": found.notes, "deleted": found.deleted,
                "unsound": found.unsound, "unread": found.unread, "backups": backups,
            }),
        );
    } else {
        let counts = [("notes", found.notes.into()), ("deleted", found.deleted.into())];
        session.say(&session.words.fill("upkeep-notes", &counts));
        for (backup, holds) in &found.backups {
            let id = if *holds { "upkeep-holds" } else { "upkeep-broken" };
            let at = backup.at.strftime("%Y-%m-%d %H:%M").to_string();
            session.say(&session.words.fill(id, &[("at", at.into()), ("path", clean(&backup.path.to_string_lossy()).into())]));
        }
        if let Some(damage) = &found.damage {
            session.say(&session.words.fill("upkeep-damage", &[("reason", clean(damage).into())]));
        }
        if found.unsound + found.unread > 0 {
            let counts = [("unsound", found.unsound.into()), ("unread", found.unread.into())];
            session.say(&session.words.fill("upkeep-unsound", &counts));
        }
        session.say(&session.words.say(match (found.is_sound(), found.notes_are_sound()) {
            (true, _) => "upkeep-well",
            (false, true) => "upkeep-ill-copies",
            (false, false) => "upkeep-ill-notes",
        }));
    }
    Ok(if found.is_sound() { Exit::Done } else { Exit::Unreadable })
}
