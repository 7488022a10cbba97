//! The command line: arguments, the commands, and what they print.
//!
//! A command is a file below `commands` that holds its `Subcommand` beside what it
//! does, and a row of the table there.

mod args;
mod command_line;
mod commands;
mod exit;
mod output;
mod progress;
mod session;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ArgMatches;

use crate::platform::config::Config;
use crate::platform::files::{self, ReadError};
use crate::platform::folders::Folders;
use crate::platform::{logging, reading_positions, sandbox, terminal_watcher};
use crate::words::{Language, Words};

use args::CommandLineError;
use args::given::Arguments;
use command_line::{DATA_DIR, DEBUG, PASSWORD_FILE, command_line};
use output::{Output, eprint};
use session::Session;

use exit::{CommandResult, Exit};

/// Runs the program with the arguments and the environment of this process.
#[must_use]
pub fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if let [_, hidden] = &args[..] {
        if hidden == sandbox::COMMAND {
            return sandbox::serve();
        }
        if hidden == terminal_watcher::COMMAND {
            return terminal_watcher::serve();
        }
    }
    // An empty command line starts nothing.
    if args.is_empty() {
        args.push("ibid".into());
    }
    let words = Words::new(language(&args));
    match args::parse(command_line(&words), &words, args.into_iter()) {
        Ok(found) => run(&found, &Arc::new(words)).into(),
        Err(CommandLineError::Answer(said)) => {
            let out = Output::new();
            out.print(&said);
            commands::ended_with(Exit::Done, out.end(), &words).into()
        }
        Err(CommandLineError::Wrong(said)) => {
            eprint(&said);
            Exit::Usage.into()
        }
    }
}

/// Starts what every command needs, and runs the one that is asked for.
fn run(found: &ArgMatches, words: &Arc<Words>) -> Exit {
    let out = Output::new();
    let args = Arguments(found);
    let folders = Folders::find(args.value(DATA_DIR).map(PathBuf::as_path));
    logging::start(folders.as_ref(), args.flag(DEBUG));
    log::info!("ibid {} starts", env!("CARGO_PKG_VERSION"));
    if let Some(folders) = &folders {
        reading_positions::look_in(&folders.state);
    }
    let (config, fault) = Config::load(folders.as_ref(), words);
    sandbox::allow(config.limits);
    let session = Session {
        args,
        words,
        folders: folders.as_ref(),
        config: &config,
        config_fault: fault.as_deref(),
        out: &out,
        command_line,
    };
    let ended = take_password(&session).and_then(|()| commands::run(found, session));
    commands::ended_with(ended.unwrap_or_else(|exit| exit), out.end(), words)
}

/// Reads the password of documents from the file that is named for it.
fn take_password(session: &Session) -> CommandResult<()> {
    let Some(path) = session.args.value(PASSWORD_FILE) else { return Ok(()) };
    files::read_password(path).map_err(|error| session.unreadable(&ReadError::Io(error), &path.to_string_lossy()))
}

/// The language asked for on the command line, else that of the locale.
fn language(args: &[OsString]) -> Language {
    let mut asked = None;
    for pair in args.windows(2) {
        if pair[0] == "--language" {
            asked = Some(pair[1].to_string_lossy().into_owned());
        }
    }
    let joined = args.iter().find_map(|arg| arg.to_str()?.strip_prefix("--language=").map(str::to_owned));
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = asked.or(joined).or_else(|| set("LC_ALL")).or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    Language::of_locale(&locale.unwrap_or_default())
}
