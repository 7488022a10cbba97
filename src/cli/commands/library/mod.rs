//! `ibid library`: the documents that were read, and the commands that look after what is kept.

mod backup;
mod check;
mod edit;
mod purge;
mod restore;

pub(crate) use purge::document_named;

use serde_json::{Value, json};

use clap::Command;

use crate::annotation::format_timestamp;
use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, padded};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::layout::width;

/// Columns that a title is padded to at most.
const WIDEST_TITLE: usize = 60;
pub(crate) const COMMAND: Subcommand = Subcommand {
    name: "library",
    about: "cli-library",
    args,
    run,
    parts: &[backup::COMMAND, check::COMMAND, restore::COMMAND, edit::COMMAND, purge::COMMAND],
};

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .override_usage(build.two_usages("ibid library [OPTIONS]", "ibid library COMMAND …"))
        .args_conflicts_with_subcommands(true)
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let kept = session.existing_store()?;
    let shelved = kept.map(|store| session.library(&store)).transpose()?.unwrap_or_default();
    if session.json() {
        let values: Vec<Value> = shelved
            .iter()
            .map(|document| {
                json!({
                    "bytes_hash": document.document,
                    "title": document.title,
                    "paths": document.paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
                    "size_bytes": document.size,
                    "progress": document.progress,
                    "first_opened": format_timestamp(&document.first),
                    "last_opened": format_timestamp(&document.last),
                    "times_opened": document.times,
                })
            })
            .collect();
        session.print_json("ibid.library/1", json!({ "documents": values }));
        return Ok(Exit::Done);
    }
    let widest = shelved.iter().map(|document| width(&document.title)).max().unwrap_or(0).min(WIDEST_TITLE);
    for document in &shelved {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (document.progress.clamp(0.0, 1.0) * 100.0).floor() as u64;
        let share = session.words.fill("status-share", &[("percent", percent.into())]);
        let day = document.last.strftime("%Y-%m-%d");
        let path = document.paths.first().map(|path| clean(&path.to_string_lossy()).into_owned()).unwrap_or_default();
        session.say(format!("{day}  {share:>5}  {}  {path}", padded(&document.title, widest)).trim_end());
    }
    if shelved.is_empty() {
        session.say(&session.words.say("library-empty"));
    }
    Ok(Exit::Done)
}
