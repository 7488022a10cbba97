//! `ibid FILE`: reads a document on the screen; where there is no screen, prints it.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use clap::Command;

use crate::app::{NamedPlace, Origin};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{ASCII, FILE, Key, NO_MOUSE, PRIVATE, WIDTH};
use crate::cli::args::nearest::nearest;
use crate::cli::output::eprint;
use crate::cli::session::{Session, origin_of};
use crate::cli::{CommandResult, Exit};
use crate::import::ReadOptions;
use crate::platform::files::{OpenedFile, shown_name};
use crate::platform::reading_positions::ReadingPositions;
use crate::terminal::{self, OpenedDocument, ReaderExit, Surroundings, capabilities};

use super::COMMANDS;
use super::document::text::print_document;

/// Where to start reading.
const AT: Key<String> = Key::new("at");

/// Adds what may be said without the name of a command.
pub(crate) fn args(ibid: Command, build: ArgBuilder) -> Command {
    ibid.arg(build.file().required(false))
        .arg(build.option(AT, "PLACE", "cli-at"))
        .arg(build.format())
        .args(build.reading())
        .arg(build.option(WIDTH, "COLUMNS", "cli-width"))
        .args(build.screen_options())
}

/// What to read, and where.
#[derive(Debug)]
pub(crate) struct Destination {
    pub(crate) origin: Origin,
    /// A place in it.
    pub(crate) at: Option<NamedPlace>,
    /// How it is read, where that is said.
    pub(crate) options: ReadOptions,
    /// What the reader should know of it.
    pub(crate) remark: Option<String>,
}

/// Reads the document that the command line names, or the one that was read last.
pub(crate) fn run(session: &Session) -> CommandResult {
    let origin = match session.args.value(FILE) {
        Some(name) => origin_of(name),
        None => origin_without_file(session),
    };
    let at = session.args.text(AT).map(str::parse).transpose();
    let at = at.map_err(|_| session.wrong(&session.words.say("cli-wrong-place")))?;
    let destination = Destination { origin, at, options: session.read_options(), remark: None };
    let command = command_meant(session);
    let ended = if io::stdout().is_terminal() { on_screen(session, destination) } else { print(session, &destination) };
    if let (Err(Exit::Unreadable), Some(like)) = (&ended, command) {
        session.remark(&session.words.fill("cli-perhaps-command", &[("like", like.into())]));
    }
    ended
}

/// The command that a name without folder or ending may have been meant for.
fn command_meant(session: &Session) -> Option<String> {
    let name = session.args.value(FILE)?.to_str().filter(|name| !name.contains(['.', '/']))?;
    let like = nearest(name, COMMANDS.iter().map(|command| command.name));
    (!like.is_empty()).then(|| like.join(", "))
}

/// What is read where no file is named: standard input where it is a pipe, else what was read last.
fn origin_without_file(session: &Session) -> Origin {
    let shows_errors = rustix::termios::isatty(io::stderr());
    if !io::stdin().is_terminal() && (shows_errors || !io::stdout().is_terminal()) {
        return Origin::Input;
    }
    positions(session).last().unwrap_or(Origin::Bundled(session.words.language()))
}

fn positions(session: &Session) -> ReadingPositions {
    session.folders.map(|folders| ReadingPositions::load(&folders.state)).unwrap_or_default()
}

fn print(session: &Session, destination: &Destination) -> CommandResult {
    let shown = shown_name(&destination.origin, session.words);
    let unread = |error| session.unreadable(&error, &shown);
    let opened = OpenedFile::open(&destination.origin).map_err(unread)?;
    let reading = opened.whole(destination.options, &()).map_err(unread)?;
    session.say_if_cut(&reading.document);
    let is_known = |at: &NamedPlace| matches!(at, NamedPlace::Note(_)) || at.point(&reading.document).is_some();
    if !destination.at.as_ref().is_none_or(is_known) {
        return Err(session.wrong(&session.words.say("message-no-such-place")));
    }
    print_document(session, &reading.document);
    Ok(Exit::Done)
}

/// Shows a document on the screen, until the reader leaves.
pub(crate) fn on_screen(session: &Session, destination: Destination) -> CommandResult {
    let Destination { origin, at, options, remark } = destination;
    let shown = shown_name(&origin, session.words);
    let document = OpenedDocument::open(origin, options, at).map_err(|error| session.unreadable(&error, &shown))?;
    let look = capabilities::of_environment(session.args.flag(ASCII));
    let start = terminal::Start {
        document,
        around: Surroundings {
            config: session.config.clone(),
            words: Arc::clone(session.words),
            folders: session.folders.cloned(),
            private: session.args.flag(PRIVATE),
        },
        fault: session.config_fault.map(str::to_owned).or(remark),
        look,
        ask: capabilities::may_ask(look),
        mouse: !session.args.flag(NO_MOUSE),
        positions: positions(session),
    };
    let (reason, exit) = match terminal::run(start) {
        Ok(ReaderExit { unread: Some(reason), .. }) => (reason, Exit::Unreadable),
        Ok(ReaderExit { cannot_keep: Some(reason), .. } | ReaderExit { unexported: Some(reason), .. }) => (reason, Exit::Unsaved),
        Ok(_) => return Ok(Exit::Done),
        Err(error) => (session.words.fill("no-terminal", &[("reason", error.to_string().into())]), Exit::Unreadable),
    };
    eprint(&(reason + "\n"));
    Err(exit)
}
