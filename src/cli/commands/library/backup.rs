//! `ibid library backup`: a copy of the notes, now.

use jiff::Zoned;
use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::store::Backup;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "backup", about: "cli-backup", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.json())
}

/// Makes a backup now.
fn run(session: &Session) -> CommandResult {
    let mut store = session.writable_store()?;
    let made = store.back_up(&Zoned::now()).map_err(|error| session.unsaved(&error))?;
    if session.json() {
        session.print_json("ibid.backup/1", json!({ "backup": value(&made) }));
    } else {
        session.say(&clean(&made.path.to_string_lossy()));
    }
    Ok(Exit::Done)
}

/// A backup in JSON.
pub(crate) fn value(backup: &Backup) -> Value {
    json!({ "number": backup.number, "at": format!("{}Z", backup.at), "path": backup.path.to_string_lossy() })
}
