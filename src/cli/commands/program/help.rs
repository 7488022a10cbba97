//! Help on commands and on the shapes of JSON; completions.

use clap_complete::Shell;

use crate::cli::Exit;
use crate::cli::args;
use crate::cli::session::{Desk, Done};

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let mut command = args::command(desk.words);
    // Gives the commands the name of the program and the options of all.
    command.build();
    match desk.text("topic") {
        None => desk.print(&command.render_help().to_string()),
        Some("json") => desk.print(desk.words.page_on_json()),
        Some(topic) => match command.find_subcommand_mut(topic) {
            Some(found) => desk.print(&found.render_help().to_string()),
            None => {
                let unknown = desk.words.fill("cli-wrong-command", &[("command", topic.into())]);
                let help = desk.words.fill("cli-see-help", &[("command", "ibid --help".into())]);
                return Err(desk.wrong(&format!("{unknown}\n{help}")));
            }
        },
    }
    Ok(Exit::Done)
}

pub(crate) fn completions(desk: &Desk) -> Done<Exit> {
    // Only the names of shells pass the command line.
    let shell = desk.text("shell").and_then(|name| name.parse().ok()).unwrap_or(Shell::Bash);
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut args::command(desk.words), "ibid", &mut bytes);
    desk.print(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Done)
}
