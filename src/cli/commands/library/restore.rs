//! `ibid library restore`: a backup, and what the log says came after it, in the place of what is kept.

use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde_json::json;

use clap::Command;

use crate::annotation::Note;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::store::{RestorePlan, RestoreWith, Store};

const BACKUP: Key<PathBuf> = Key::new("backup");
/// The backup alone, without the log.
const ALONE: Key<bool> = Key::new("alone");
/// Do it, and do not only tell.
const YES: Key<bool> = Key::new("yes");
/// Notes that are told one by one.
const TOLD: usize = 20;
/// Columns shown of a note.
const WIDEST: usize = 60;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "restore", about: "cli-restore", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .arg(build.positional(BACKUP, "BACKUP", "cli-restore-backup"))
        .arg(build.flag(ALONE, "cli-restore-alone"))
        .arg(build.flag(YES, "cli-restore-yes"))
        .arg(build.json())
}

/// Makes the notes again from the backup named, or the newest that holds.
fn run(session: &Session) -> CommandResult {
    let folders = session.known_folders()?;
    let with = if session.args.flag(ALONE) { RestoreWith::BackupAlone } else { RestoreWith::Log };
    let (chosen, plan) = match session.args.value(BACKUP) {
        Some(path) if !path.exists() => {
            session.remark(&session.words.fill("read-missing", &[("file", clean(&path.to_string_lossy()).into())]));
            return Err(Exit::Unreadable);
        }
        Some(path) => (path.clone(), Store::plan_restore(&folders.data, path, with).map_err(|error| session.unread(&error))?),
        None => newest(session, &folders.data, with)?,
    };
    let sure = session.args.flag(YES);
    let aside = if sure {
        Store::restore(&folders.data, &chosen, with, &Zoned::now()).map_err(|error| session.unsaved(&error))?
    } else {
        None
    };
    let shown = |path: &Path| clean(&path.to_string_lossy()).into_owned();
    if session.json() {
        let aside = aside.as_deref().map(Path::to_string_lossy);
        let ids = |notes: &[Note]| notes.iter().map(|note| note.id.to_string()).collect::<Vec<_>>();
        session.print_json(
            "ibid.restored/1",
            json!({
                "backup": chosen.to_string_lossy(), "aside": aside, "done": sure, "notes": plan.notes, "goes": ids(&plan.goes),
                "comes": ids(&plan.comes), "changes": ids(&plan.changes), "missing": plan.missing,
            }),
        );
        return Ok(Exit::Done);
    }
    if sure {
        session.say(&session.words.fill("upkeep-restored", &[("path", shown(&chosen).into())]));
        if let Some(aside) = aside {
            session.say(&session.words.fill("upkeep-aside", &[("path", shown(&aside).into())]));
        }
        return Ok(Exit::Done);
    }
    session.say(&session.words.fill("upkeep-would-restore", &[("path", shown(&chosen).into())]));
    tell(session, &plan);
    Ok(Exit::Done)
}

/// The newest backup that holds, and what it would change.
fn newest(session: &Session, data: &Path, with: RestoreWith) -> CommandResult<(PathBuf, RestorePlan)> {
    let mut refused = None;
    for backup in Store::backups_in(data).into_iter().rev() {
        match Store::plan_restore(data, &backup.path, with) {
            Ok(plan) => return Ok((backup.path, plan)),
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        Some(error) => Err(session.unread(&error)),
        None => {
            session.remark(&session.words.say("upkeep-no-backup"));
            Err(Exit::Nothing)
        }
    }
}

/// What would go, what would come, and how to do it.
fn tell(session: &Session, plan: &RestorePlan) {
    session.say(&session.words.fill("upkeep-after", &[("notes", plan.notes.into())]));
    for (id, notes) in [("upkeep-goes", &plan.goes), ("upkeep-comes", &plan.comes), ("upkeep-changes", &plan.changes)] {
        for note in notes.iter().take(TOLD) {
            let words = note.body.lines().next().filter(|line| !line.is_empty()).unwrap_or(&note.anchor.quote);
            session.say(&session.words.fill(id, &[("words", shortened(words, WIDEST).into())]));
        }
        if notes.len() > TOLD {
            session.say(&session.words.fill("upkeep-more", &[("count", (notes.len() - TOLD).into())]));
        }
    }
    if plan.missing > 0 {
        session.say(&session.words.fill("upkeep-unlogged", &[("missing", plan.missing.into())]));
    }
    session.say(&session.words.say("upkeep-restore-yes"));
}
