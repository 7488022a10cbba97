//! Help on commands and on the shapes of JSON; completions; the manual page.

use std::io;

use clap_complete::Shell;

use super::super::args;
use super::{Desk, Done, Exit, print};

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let mut command = args::command(desk.words);
    match desk.text("topic") {
        None => print(&command.render_long_help().to_string()),
        Some("json") => print(desk.words.page_on_json()),
        Some(topic) => match command.find_subcommand_mut(topic) {
            Some(found) => print(&found.render_long_help().to_string()),
            None => {
                let said = desk.words.fill("cli-wrong-command", &[("command", topic.into())]);
                return Err(desk.wrong(&said));
            }
        },
    }
    Ok(Exit::Done)
}

pub(super) fn completions(desk: &Desk) -> Done<Exit> {
    let named = desk.text("shell").unwrap_or_default();
    let Ok(shell) = named.parse::<Shell>() else {
        let said = desk.words.fill("cli-wrong-value", &[("arg", "SHELL".into()), ("value", named.into())]);
        return Err(desk.wrong(&said));
    };
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut args::command(desk.words), "ibid", &mut bytes);
    print(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Done)
}

pub(super) fn man(desk: &Desk) -> Done<Exit> {
    let mut bytes = Vec::new();
    let written: io::Result<()> = clap_mangen::Man::new(args::command(desk.words)).render(&mut bytes);
    if let Err(error) = written {
        log::error!("{error}");
        return Err(Exit::Unsaved);
    }
    print(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Done)
}
