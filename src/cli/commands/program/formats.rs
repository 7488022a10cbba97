//! `ibid formats`: what can be read, and what of it.

use serde_json::{Value, json};

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, padded};
use crate::cli::{CommandResult, Exit};
use crate::import::{FORMATS, LEFT_OUT};
use crate::layout::width;

pub(crate) const COMMAND: Subcommand = Subcommand { name: "formats", about: "cli-formats", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let about = |id: &str| session.words.say(id).into_owned();
    if session.json() {
        let formats: Vec<Value> = FORMATS
            .iter()
            .map(|format| {
                json!({
                    "name": format.name,
                    "extensions": format.extensions,
                    "apart": format.sandboxed,
                    "version": format.version,
                    "reads": about(format.about),
                })
            })
            .collect();
        session.print_json("ibid.formats/1", json!({ "formats": formats }));
        return Ok(Exit::Done);
    }
    let endings: Vec<String> = FORMATS
        .iter()
        .map(|format| format.extensions.iter().map(|end| format!(".{end}")).collect::<Vec<_>>().join(" "))
        .collect();
    let name = FORMATS.iter().map(|format| width(format.name)).max().unwrap_or(0);
    let ending = endings.iter().map(|text| width(text)).max().unwrap_or(0);
    for (format, own) in FORMATS.iter().zip(&endings) {
        session.say(&format!("{}  {}  {}", padded(format.name, name), padded(own, ending), about(format.about)));
    }
    session.say("");
    if FORMATS.iter().any(|format| format.sandboxed) {
        session.say(&session.words.say("formats-apart"));
    }
    if !LEFT_OUT.is_empty() {
        session.say(&session.words.fill("formats-left-out", &[("formats", LEFT_OUT.join(", ").into())]));
    }
    Ok(Exit::Done)
}
