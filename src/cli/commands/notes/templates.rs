//! `ibid templates`: the reader's own and the examples, to look at and to copy.

use serde_json::json;

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{JSON, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Session, padded};
use crate::cli::{CommandResult, Exit};
use crate::export::{TARGETS, VARIABLES};
use crate::platform::exports::templates::{ExportForm, own_templates, template_named};

const NAME: Key<String> = Key::new("name");
/// Tell what templates may name.
const LIST_VARIABLES: Key<bool> = Key::new("variables");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "templates", about: "cli-templates", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .arg(build.positional(NAME, "NAME", "cli-templates-name"))
        .arg(build.flag(LIST_VARIABLES, "cli-templates-variables").conflicts_with(JSON.name))
        .arg(build.json().conflicts_with(NAME.name))
}

fn run(session: &Session) -> CommandResult {
    if session.args.flag(LIST_VARIABLES) {
        session.print(VARIABLES);
        return Ok(Exit::Done);
    }
    if let Some(name) = session.args.text(NAME) {
        let form = template_named(name, session.folders, session.words).map_err(|said| session.wrong(&said))?;
        if let ExportForm::Template { source, .. } = form {
            session.print(&source);
        }
        return Ok(Exit::Done);
    }
    let own = own_templates(session.folders);
    let folder = session.folders.map(|folders| folders.config.join("templates").to_string_lossy().into_owned());
    if session.json() {
        let own: Vec<_> = own
            .iter()
            .map(|(name, extension, path)| json!({ "name": name, "extension": extension, "path": path.to_string_lossy() }))
            .collect();
        let examples: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        session.print_json("ibid.templates/1", json!({ "folder": folder, "own": own, "examples": examples }));
        return Ok(Exit::Done);
    }
    for (name, extension, path) in &own {
        session.say(&format!("{}  .{}  {}", padded(name, 16), padded(extension, 8), path.display()));
    }
    if own.is_empty() {
        session.say(&session.words.fill("templates-none", &[("folder", folder.unwrap_or_default().into())]));
    }
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    session.say(&session.words.fill("templates-examples", &[("names", names.join(", ").into())]));
    Ok(Exit::Done)
}
