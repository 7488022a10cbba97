//! `ibid library restore`: a backup in the place of what is kept.

use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde_json::json;

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::store::Store;

const BACKUP: Key<PathBuf> = Key::new("backup");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "restore", about: "cli-restore", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.positional(BACKUP, "BACKUP", "cli-restore-backup")).arg(build.json())
}

/// Puts a backup in the place of what is kept: the one named, or the newest.
fn run(session: &Session) -> CommandResult {
    let folders = session.known_folders()?;
    let chosen: Option<PathBuf> = match session.args.value(BACKUP) {
        Some(path) => Some(path.clone()),
        None => Store::backups_in(&folders.data).pop().map(|backup| backup.path),
    };
    let Some(chosen) = chosen else {
        session.remark(&session.words.say("upkeep-no-backup"));
        return Err(Exit::Nothing);
    };
    if !chosen.exists() {
        session.remark(&session.words.fill("read-missing", &[("file", clean(&chosen.to_string_lossy()).into())]));
        return Err(Exit::Unreadable);
    }
    let aside = Store::restore(&folders.data, &chosen, &Zoned::now()).map_err(|error| session.unsaved(&error))?;
    let shown = |path: &Path| clean(&path.to_string_lossy()).into_owned();
    if session.json() {
        let aside = aside.as_deref().map(Path::to_string_lossy);
        session.print_json("ibid.restored/1", json!({ "backup": chosen.to_string_lossy(), "aside": aside }));
        return Ok(Exit::Done);
    }
    session.say(&session.words.fill("upkeep-restored", &[("path", shown(&chosen).into())]));
    if let Some(aside) = aside {
        session.say(&session.words.fill("upkeep-aside", &[("path", shown(&aside).into())]));
    }
    Ok(Exit::Done)
}
