//! `ibid completions`: what a shell needs to complete the command line.

use clap_complete::Shell;

use clap::Command;

use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Choice;
use crate::cli::commands::Subcommand;
use crate::cli::session::Session;
use crate::cli::{CommandResult, Exit};

const SHELL: Choice<Shell> = Choice::new(
    "shell",
    &[
        ("bash", Shell::Bash),
        ("elvish", Shell::Elvish),
        ("fish", Shell::Fish),
        ("powershell", Shell::PowerShell),
        ("zsh", Shell::Zsh),
    ],
);

pub(crate) const COMMAND: Subcommand = Subcommand { name: "completions", about: "cli-completions", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command.arg(build.positional_choice(SHELL, "SHELL", "cli-shell").required(true))
}

fn run(session: &Session) -> CommandResult {
    let Some(shell) = session.args.choice(SHELL) else { return Err(Exit::Usage) };
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut (session.command_line)(session.words), "ibid", &mut bytes);
    session.print(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Done)
}
