//! `ibid open`: what an address in an exported file leads to, read there or only said.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use serde_json::json;

use clap::Command;

use crate::annotation::{Address, DocumentId, Found, Note, NoteId};
use crate::app::{NamedPlace, Origin};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::Key;
use crate::cli::commands::Subcommand;
use crate::cli::commands::read::{self, Destination};
use crate::cli::session::{Loaded, Session, page, section_title, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::import::ReadOptions;
use crate::platform::files;
use crate::store::Store;
use crate::words::Language;

/// Columns shown of a quote.
const WIDEST: usize = 100;

/// What an address leads to.
struct Goal {
    address: Address,
    note: Option<Note>,
    at: Option<NamedPlace>,
    origin: Origin,
    /// Whether the document is not the one that the address was written for: the file was
    /// changed, and its notes are not carried over.
    is_changed: bool,
}

const ADDRESS: Key<String> = Key::new("address");
/// Say where it leads, and read nothing.
const PRINT: Key<bool> = Key::new("print");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "open", about: "cli-open", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    command
        .after_help(build.examples("cli-open-examples"))
        .arg(build.positional(ADDRESS, "ADDRESS", "cli-open-address").required(true))
        .arg(build.flag(PRINT, "cli-open-print"))
        .args(build.screen_options())
        .arg(build.json())
}

/// Reads on the screen what the address leads to, or says it.
fn run(session: &Session) -> CommandResult {
    let goal = goal(session)?;
    if io::stdout().is_terminal() && !session.args.flag(PRINT) && !session.json() {
        let remark = goal.is_changed.then(|| changed(session, &goal.origin));
        return read::on_screen(
            session,
            Destination { origin: goal.origin, at: goal.at, options: ReadOptions::default(), remark },
        );
    }
    tell(session, &goal)?;
    Ok(Exit::Done)
}

fn goal(session: &Session) -> CommandResult<Goal> {
    let given = session.args.text(ADDRESS).unwrap_or_default();
    let said = |id: &str| session.words.fill(id, &[("address", shortened(&clean(given), WIDEST).into())]);
    let address: Address = given.parse().map_err(|_| session.wrong(&said("open-no-address")))?;
    let nothing = |words: String| {
        session.remark(&words);
        Exit::Nothing
    };
    match address {
        Address::Note(id) => {
            let Some(store) = session.existing_store()? else { return Err(nothing(said("open-no-note"))) };
            let held = store.note(id).map_err(|error| session.unread(&error))?;
            let Some((note, deleted)) = held else { return Err(nothing(said("open-no-note"))) };
            if let Some(when) = deleted {
                let when = when.strftime("%Y-%m-%d %H:%M").to_string();
                return Err(nothing(session.words.fill("open-deleted", &[("when", when.into())])));
            }
            let (origin, is_changed) = found(session, Some(&store), note.document())?;
            Ok(Goal { address, note: Some(note), at: Some(NamedPlace::Note(id)), origin, is_changed })
        }
        Address::Document { id, ref at } => {
            let at = at.as_deref().map(|place| place.parse().map_err(|_| session.wrong(&session.words.say("cli-wrong-place"))));
            let at = at.transpose()?;
            let (origin, is_changed) = found(session, session.existing_store()?.as_ref(), id)?;
            Ok(Goal { address, note: None, at, origin, is_changed })
        }
    }
}

/// The file of a document: as it was, else a newer edition that its notes were carried over to,
/// else what lies now where it lay; and whether it is the last. Says why there is none.
fn found(session: &Session, store: Option<&Store>, id: DocumentId) -> CommandResult<(Origin, bool)> {
    let bundled = Language::ALL.map(Origin::Bundled);
    if let Some(origin) = bundled.into_iter().find(|origin| files::bundled_document(origin) == Some(id)) {
        return Ok((origin, false));
    }
    let unreadable = |words: String| {
        session.remark(&words);
        Exit::Unreadable
    };
    let Some(store) = store else { return Err(unreadable(session.words.say("open-unknown-document").into_owned())) };
    let newer = store.carried_to(&id).map_err(|error| session.unread(&error))?;
    // Without its library ibid knows no paths; that is said below.
    let paths = |id: &DocumentId| store.library_document(id).ok().flatten().map(|shelved| shelved.paths);
    for document in [&id].into_iter().chain(&newer) {
        // Where the older one lay, a newer one may lie now.
        let is_it =
            |path: &PathBuf| path.is_file() && files::document_at(path).is_ok_and(|found| found == id || newer.contains(&found));
        if let Some(path) = paths(document).unwrap_or_default().into_iter().find(is_it) {
            return Ok((Origin::File(path), false));
        }
    }
    let Some(known) = paths(&id) else { return Err(unreadable(session.words.say("open-unknown-document").into_owned())) };
    if let Some(path) = known.iter().find(|path| path.is_file()) {
        return Ok((Origin::File(path.clone()), true));
    }
    Err(unreadable(match known.first() {
        Some(path) => session.words.fill("open-gone", &[("path", clean(&path.to_string_lossy()).into())]),
        None => session.words.say("open-no-file").into_owned(),
    }))
}

/// That the file is not what it was.
fn changed(session: &Session, origin: &Origin) -> String {
    session.words.fill("open-changed", &[("path", shown(session, origin).into())])
}

/// The file's whole path, clean.
fn shown(session: &Session, origin: &Origin) -> String {
    match origin {
        Origin::File(path) => clean(&path.to_string_lossy()).into_owned(),
        other => files::name_of(other, session.words).to_string(),
    }
}

/// Says the file and the place.
fn tell(session: &Session, goal: &Goal) -> CommandResult<()> {
    let loaded = session.load_origin(goal.origin.clone(), ReadOptions::default())?;
    let document = &loaded.document;
    let of_note = match &goal.note {
        Some(note) => Some(in_document(session, &loaded, note.id)?),
        None => None,
    };
    let point = goal.at.as_ref().and_then(|at| at.point(document));
    if goal.note.is_none() && goal.at.is_some() && point.is_none() {
        return Err(session.wrong(&session.words.say("message-no-such-place")));
    }
    let span = match &of_note {
        Some(found) => found.as_ref().and_then(Found::span),
        None => point.map(crate::document::Span::empty),
    };
    let state = match &of_note {
        _ if goal.is_changed => "changed",
        Some(Some(Found::Doubtful { .. })) => "doubtful",
        Some(Some(Found::Lost) | None) => "lost",
        _ => "there",
    };
    if session.json() {
        let is_bundled = matches!(goal.origin, Origin::Bundled(_));
        let fields = json!({
            "address": goal.address.to_string(),
            "document": loaded.about(),
            "path": (!is_bundled).then(|| loaded.shown.clone()),
            "note": goal.note.as_ref().map(|note| note.id),
            "quote": goal.note.as_ref().map(|note| &note.anchor.quote),
            "state": state,
            "start_byte": span.map(|span| span.start.0),
            "end_byte": span.map(|span| span.end.0),
            "section": span.map(|span| section_title(document, span)),
            "page": span.and_then(|span| page(document, span)),
        });
        session.print_json("ibid.place/1", fields);
        return Ok(());
    }
    session.say(&shown(session, &goal.origin));
    if goal.is_changed {
        session.remark(&changed(session, &goal.origin));
    }
    let place = span.map(|span| session.whereabouts(document, span)).filter(|place| !place.is_empty());
    let quote = goal.note.as_ref().map(|note| note.anchor.quote.trim()).filter(|quote| !quote.is_empty());
    let quote = quote.map(|quote| format!("“{}”", shortened(quote, WIDEST)));
    let state = match state {
        "doubtful" => Some(session.words.say("state-doubtful").into_owned()),
        "lost" => Some(session.words.say("note-lost").into_owned()),
        _ => None,
    };
    let line: Vec<String> = [place, state, quote].into_iter().flatten().collect();
    if !line.is_empty() {
        session.say(&line.join(" · "));
    }
    Ok(())
}

/// How a note is found in a document; nothing where it is not among its notes.
fn in_document(session: &Session, loaded: &Loaded, id: NoteId) -> CommandResult<Option<Found>> {
    Ok(session.notes_on(loaded)?.into_iter().find(|(note, _)| note.id == id).map(|(_, found)| found))
}
