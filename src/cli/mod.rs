//! The command line: what the arguments mean, and the commands.

mod args;
mod commands;
mod output;
mod progress;
mod session;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::app::Origin;
use crate::import;
use crate::platform::config::Config;
use crate::platform::files::{self, Opened, ReadError, shown_name};
use crate::platform::folders::Folders;
use crate::platform::last_read::Places;
use crate::platform::{logging, sandbox};
use crate::terminal::{self, Ended, capabilities};
use crate::words::{Language, Words};

use args::Refusal;
use commands::Aim;

/// How the program ends; the numbers are part of its interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Done = 0,
    /// A search found nothing, or two documents differ.
    Nothing = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Something could not be read.
    Unreadable = 3,
    /// Something could not be saved.
    Unsaved = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program with the arguments and the environment of this process.
#[must_use]
pub fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args.len() == 2 && args[1] == sandbox::COMMAND {
        return sandbox::serve();
    }
    // An empty command line starts nothing.
    if args.is_empty() {
        args.push("ibid".into());
    }
    let words = Words::new(language(&args));
    match args::parse(&words, args.into_iter()) {
        Ok(found) => run(&found, words).into(),
        Err(Refusal::Answer(said)) => {
            print(&said);
            Exit::Done.into()
        }
        Err(Refusal::Wrong(said)) => {
            eprint(&said);
            Exit::Usage.into()
        }
    }
}

fn run(found: &ArgMatches, words: Words) -> Exit {
    let folders = Folders::find(found.get_one::<PathBuf>("data-dir").map(PathBuf::as_path));
    logging::start(folders.as_ref(), found.get_flag("debug"));
    log::info!("ibid {} starts", env!("CARGO_PKG_VERSION"));
    let (config, fault) = Config::load(folders.as_ref(), &words);
    sandbox::allow(config.limits);
    if let Some(path) = found.get_one::<PathBuf>("password-file") {
        match std::fs::read_to_string(path) {
            Ok(text) => files::set_password(text.lines().next().unwrap_or_default()),
            Err(error) => return unreadable(&ReadError::Io(error), &words, &path.to_string_lossy()),
        }
    }
    match found.subcommand() {
        Some(("open", own)) => match commands::open(own, &words, folders.as_ref(), io::stdout().is_terminal()) {
            Ok(aim) => show(own, aim, words, folders, (config, fault)),
            Err(exit) => exit,
        },
        Some((name, own)) => commands::run(name, own, &words, folders.as_ref()),
        None => read(found, words, folders, (config, fault)),
    }
}

/// Reads the document that the command line names.
fn read(found: &ArgMatches, words: Words, folders: Option<Folders>, (config, fault): (Config, Option<String>)) -> Exit {
    let places = folders.as_ref().map(|folders| Places::load(&folders.state)).unwrap_or_default();
    let on_screen = io::stdout().is_terminal();
    let named = found.get_one::<OsString>("file").map(OsString::as_os_str);
    let origin = match named {
        Some(name) => origin_of(name),
        None if !io::stdin().is_terminal() && !on_screen => Origin::Input,
        None if !io::stdin().is_terminal() && rustix::termios::isatty(io::stderr()) => Origin::Input,
        None => places.last().unwrap_or(Origin::Bundled(words.language())),
    };
    let Ok(at) = found.get_one::<String>("at").map(|place| place.parse()).transpose() else {
        eprint(&(words.say("cli-wrong-place").into_owned() + "\n"));
        return Exit::Usage;
    };
    show(found, Aim { origin, at, remark: None }, words, folders, (config, fault))
}

/// Shows a document on the screen; where there is no terminal to write to, prints it.
fn show(found: &ArgMatches, aim: Aim, words: Words, folders: Option<Folders>, (config, fault): (Config, Option<String>)) -> Exit {
    let Aim { origin, at, remark } = aim;
    let places = folders.as_ref().map(|folders| Places::load(&folders.state)).unwrap_or_default();
    let format = commands::format_asked_for(found, "format");
    let shown = shown_name(&origin, &words);
    let opened = match Opened::open(&origin) {
        Ok(opened) => opened,
        Err(error) => return unreadable(&error, &words, &shown),
    };
    if !io::stdout().is_terminal() {
        return commands::print_document(opened, format, found.get_one::<u16>("width").copied(), &words, &shown);
    }
    let used = format.unwrap_or_else(|| import::format_of(&opened.name, &opened.head));
    let reading = match opened.opening(used) {
        Ok(reading) => reading,
        Err(error) => return unreadable(&error, &words, &shown),
    };
    let look = capabilities::of_environment(found.get_flag("ascii"));
    let language = words.language();
    let start = terminal::Start {
        book: terminal::Book { origin, opened, format, reading, at },
        config,
        fault: fault.or(remark),
        words,
        look,
        ask: capabilities::may_ask(look),
        mouse: !found.get_flag("no-mouse"),
        private: found.get_flag("private"),
        folders,
        places,
    };
    match terminal::run(start) {
        Ok(Ended { unread: Some(reason), .. }) => {
            eprint(&(reason + "\n"));
            Exit::Unreadable
        }
        Ok(Ended { cannot_keep: Some(reason), .. } | Ended { unexported: Some(reason), .. }) => {
            eprint(&(reason + "\n"));
            Exit::Unsaved
        }
        Ok(_) => Exit::Done,
        Err(error) => {
            let words = Words::new(language);
            eprint(&(words.fill("no-terminal", &[("reason", error.to_string().into())]) + "\n"));
            Exit::Unreadable
        }
    }
}

/// What a file argument means: `-` is standard input.
fn origin_of(name: &OsStr) -> Origin {
    if name == "-" { Origin::Input } else { Origin::File(PathBuf::from(name)) }
}

fn unreadable(error: &ReadError, words: &Words, name: &str) -> Exit {
    log::warn!("not read: {name}: {error:?}");
    eprint(&(error.words(words, name) + "\n"));
    Exit::Unreadable
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

/// Prints to standard output; a reader that has gone away is no error.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints to standard error. Names and arguments in what is said may hold anything.
fn eprint(text: &str) {
    let safe: Vec<_> = text.split('\n').map(crate::document::clean).collect();
    let _ = io::stderr().lock().write_all(safe.join("\n").as_bytes());
}
