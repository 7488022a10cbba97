//! `ibid help`: on commands, and on the shapes of JSON.

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::args::nearest::nearest;
use crate::cli::commands::{COMMANDS, Subcommand};
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};

/// A command, or `json`.
const TOPIC: Key<String> = Key::new("topic");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "help", about: "cli-help-command", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.positional(TOPIC, "TOPIC", "cli-topic"))
}

fn run(session: &Session) -> CommandResult {
    let mut command = (session.command_line)(session.words);
    // Gives the commands the name of the program and the options of all.
    command.build();
    match session.args.text(TOPIC) {
        None => session.print(&command.render_help().to_string()),
        Some("json") => session.print(session.words.page_on_json()),
        Some(topic) => match command.find_subcommand_mut(topic) {
            Some(found) => session.print(&found.render_help().to_string()),
            None => {
                let like = nearest(topic, COMMANDS.iter().map(|command| command.name));
                let id = if like.is_empty() { "cli-wrong-command" } else { "cli-wrong-like" };
                let unknown = session.words.fill(id, &[("like", like.join(", ").into()), ("command", topic.into())]);
                let help = session.words.fill("cli-see-help", &[("command", "ibid --help".into())]);
                return Err(session.wrong(&format!("{unknown}\n{help}")));
            }
        },
    }
    Ok(Exit::Done)
}
