//! `ibid paths`: where everything lies.

use std::path::Path;

use serde_json::json;

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, padded};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::layout::width;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "paths", about: "cli-paths", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let folders = session.known_folders()?;
    let notes = folders.data.join("notes.db");
    let log = folders.state.join("ibid.log");
    if session.json() {
        // A path need not be UTF-8; JSON has to be.
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let value = json!({
            "data": shown(&folders.data),
            "notes": shown(&notes),
            "state": shown(&folders.state),
            "log": shown(&log),
            "config": shown(&folders.config),
        });
        session.print_json("ibid.paths/1", value);
        return Ok(Exit::Done);
    }
    let rows = [("paths-notes", &notes), ("paths-state", &folders.state), ("paths-log", &log), ("paths-config", &folders.config)];
    let rows = rows.map(|(id, path)| (session.words.say(id).into_owned(), path));
    let widest = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, path) in &rows {
        session.say(&format!("{}  {}", padded(name, widest), clean(&path.to_string_lossy())));
    }
    Ok(Exit::Done)
}
