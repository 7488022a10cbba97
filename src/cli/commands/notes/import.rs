//! `ibid import`: notes from elsewhere, all of them in one step, or none.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;

use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use clap::Command;
use clap::builder::PossibleValue;

use crate::annotation::{Change, DocumentId, Found, ImportBatch, NoteId};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{FILE, Key};
use crate::cli::commands::Subcommand;
use crate::cli::progress::Progress;
use crate::cli::session::{Loaded, Session, shortened};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::note_import::{ImportPlan, ImportStatus, NOTE_FORMATS, NoteFile, Remark, embedded_notes, plan};
use crate::platform::note_import::imported_bodies::ImportedBodies;
use crate::platform::note_import::place::place_all;
use crate::platform::note_import::{self, is_astray};
use crate::store::Store;

/// Notes without a place that are named, and columns of each.
const NAMED: usize = 20;
const WIDEST: usize = 70;
/// The program that the notes are from.
const SOURCE: Key<String> = Key::new("source");
/// A part of the title that they are filed under.
const ABOUT: Key<String> = Key::new("about");
const DRY_RUN: Key<bool> = Key::new("dry-run");
/// Whether the notes are those that the document's own file carries.
const FROM_DOCUMENT: Key<bool> = Key::new("from-document");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "import", about: "cli-import", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    let sources = NOTE_FORMATS.iter().map(|source| PossibleValue::new(source.name)).collect();
    command
        .after_help(build.examples("cli-import-examples"))
        .arg(build.positional(FILE, "[FILE] NOTES", "cli-import-files").required(true).num_args(1..=2))
        .arg(build.name_of(SOURCE, "NAME", "cli-import-source", sources))
        .arg(build.option(ABOUT, "TITLE", "cli-import-about"))
        .arg(build.flag(FROM_DOCUMENT, "cli-import-own").conflicts_with_all([SOURCE.name, ABOUT.name]))
        .arg(build.flag(DRY_RUN, "cli-import-dry"))
        .arg(build.format())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let own = session.args.flag(FROM_DOCUMENT);
    let (document, notes) = match session.args.values(FILE)[..] {
        [document] if own => (Some(document), document),
        [notes] => (None, notes),
        [_, _] if own => return Err(session.wrong(&session.words.say("import-own-alone"))),
        [document, notes] => (Some(document), notes),
        _ => return Err(Exit::Usage),
    };
    let now = Zoned::now();
    let (note_file, loaded) = if own { carried(session, notes, &now)? } else { named(session, document, notes)? };
    let dry = session.args.flag(DRY_RUN);
    let mut store = if dry { session.existing_store()? } else { Some(session.writable_store()?) };
    let found = match &loaded {
        Some(loaded) => {
            let told = Progress::new(session.words, "import-progress", note_file.notes.len());
            let on = (loaded.document.as_ref(), &loaded.rendition);
            let tell = |done| {
                told.tell(done);
                true
            };
            place_all(&note_file.notes, note_file.source, on, &tell).unwrap_or_default()
        }
        None => Vec::new(),
    };
    let on = loaded.as_ref().map(|loaded| (loaded.document.as_ref(), &loaded.rendition, found.as_slice()));
    let settled = session.settled(store.as_ref(), loaded.as_ref())?;
    let state = session.folders.map(|folders| folders.state.as_path());
    let imported = ImportedBodies::of(state, Path::new(notes));
    let planned = plan(&note_file, on, &|id| note_import::held(store.as_ref(), &settled, (&note_file, &imported), id), &now);
    // Nothing depends on it.
    if let Some(Err(error)) = state.filter(|_| !dry).map(|state| imported.remember(state, &planned)) {
        log::warn!("it is not kept what was imported from {}: {error}", notes.display());
    }
    if let Some(store) = store.as_mut().filter(|_| !dry && !planned.arrivals.is_empty()) {
        apply_import(session, store, loaded.as_ref(), &planned, now)?;
    }
    report(session, &note_file, &planned, dry);
    tell_remarks(session, &note_file);
    Ok(Exit::Done)
}

/// The notes that the file of a document carries.
fn carried(session: &Session, file: &OsString, now: &Zoned) -> CommandResult<(NoteFile, Option<Loaded>)> {
    let loaded = session.load(file, session.read_options())?;
    let note_file = embedded_notes(&loaded.document, &loaded.rendition, &TimeZone::system(), now);
    if note_file.notes.is_empty() {
        session.remark(&session.words.fill("import-own-none", &[("file", loaded.shown.as_str().into())]));
    }
    Ok((note_file, Some(loaded)))
}

/// The notes of the file that is named, those on `document` where one is.
fn named(session: &Session, document: Option<&OsString>, notes: &OsString) -> CommandResult<(NoteFile, Option<Loaded>)> {
    let shown = clean(&notes.to_string_lossy()).into_owned();
    let mut note_file = note_import::read(Path::new(notes), session.args.text(SOURCE), session.words).map_err(|why| {
        session.remark(&session.words.fill("import-unread", &[("file", shown.as_str().into()), ("reason", why.into())]));
        Exit::Unreadable
    })?;
    let loaded = document.map(|file| session.load(file, session.read_options())).transpose()?;
    match &loaded {
        Some(loaded) => choose(session, &mut note_file, loaded)?,
        // Foreign notes don't say which file they are on.
        None if note_file.notes.iter().any(|note| matches!(note.content, crate::note_import::Content::Foreign(_))) => {
            return Err(session.wrong(&session.words.fill("import-on-what", &[("file", shown.into())])));
        }
        None => {}
    }
    Ok((note_file, loaded))
}

/// Takes the notes in, in one step, and writes the files that tell of them again.
fn apply_import(
    session: &Session,
    store: &mut Store,
    loaded: Option<&Loaded>,
    planned: &ImportPlan,
    now: Zoned,
) -> CommandResult<()> {
    store.apply_import(&planned.arrivals, &now).map_err(|error| session.unsaved(&error))?;
    let Some(loaded) = loaded else {
        session.export_all_again(store, &touched(session, store, &planned.arrivals)?);
        return Ok(());
    };
    let unplaced = planned.notes.iter().filter_map(|note| {
        let found = note.found.clone().filter(|found| found.span().is_none())?;
        Some((note.id, found))
    });
    // So that it need not be found out again; nothing depends on it.
    if let Err(error) = store.save_found(&loaded.rendition.text, &unplaced.collect::<Vec<(NoteId, Found)>>(), &now) {
        log::warn!("where notes were found was not kept: {error}");
    }
    session.keep_document(store, loaded, now);
    session.export_again(store, loaded);
    Ok(())
}

/// The documents whose notes have changed: those of a newer edition stand there.
fn touched(session: &Session, store: &Store, arrivals: &ImportBatch) -> CommandResult<Vec<DocumentId>> {
    let unread = |error| session.unread(&error);
    let changed = arrivals.changes.iter().map(Change::note).chain(arrivals.settled.iter().map(|(note, _)| *note));
    let mut documents = Vec::new();
    for id in changed.collect::<HashSet<NoteId>>() {
        let Some((note, _)) = store.note(id).map_err(unread)? else { continue };
        let newer = store.carried_to(&note.document()).map_err(unread)?;
        documents.push(newer.last().copied().unwrap_or(note.document()));
    }
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}

/// Of a file on several documents, the notes on this one; which they are has to be said where
/// no title is this document's.
fn choose(session: &Session, note_file: &mut NoteFile, loaded: &Loaded) -> CommandResult<()> {
    let on = (&*loaded.document, loaded.name.as_str(), &loaded.rendition);
    note_import::choose(note_file, session.args.text(ABOUT), on).map_err(|titles| {
        let mut shown: Vec<String> = titles.iter().take(NAMED).map(|title| format!("  {title}")).collect();
        if let Some(more) = titles.len().checked_sub(NAMED).filter(|more| *more > 0) {
            shown.push(format!("  … {}", session.words.fill("import-more", &[("count", more.into())])));
        }
        let said = session.words.fill("import-about-what", &[("count", titles.len().into())]);
        session.wrong(&format!("{said}\n{}", shown.join("\n")))
    })
}

/// Says what was done, and which notes have no place.
fn report(session: &Session, note_file: &NoteFile, plan: &ImportPlan, dry: bool) {
    let (doubtful, lost) = plan.unplaced();
    let counts = [ImportStatus::New, ImportStatus::Changed, ImportStatus::Same].map(|outcome| plan.count(outcome));
    let conflicts = plan.count(ImportStatus::Conflict);
    if session.json() {
        let notes: Vec<Value> = plan
            .notes
            .iter()
            .map(|note| {
                let outcome = match note.outcome {
                    ImportStatus::New => "new",
                    ImportStatus::Changed => "changed",
                    ImportStatus::Conflict => "conflict",
                    ImportStatus::Same => "same",
                    ImportStatus::Unmatched => "homeless",
                };
                let state = note.found.as_ref().map(|found| match found {
                    Found::Exact(_) => "exact",
                    Found::Moved { .. } => "moved",
                    Found::Doubtful { .. } => "doubtful",
                    Found::Lost => "lost",
                });
                let conflict =
                    note.conflict.as_ref().map(|both| json!({ "before": both.before, "here": both.here, "file": both.file }));
                json!({
                    "id": note.id, "outcome": outcome, "state": state, "words": note.words, "place": note.place,
                    "as_written": note.as_written, "conflict": conflict,
                })
            })
            .collect();
        let [new, changed, same] = counts;
        let fields = json!({
            "source": note_file.source, "dry_run": dry, "new": new, "changed": changed,
            "conflicts": conflicts, "same": same,
            "doubtful": doubtful, "lost": lost, "notes": notes,
        });
        session.print_json("ibid.import/1", fields);
        return;
    }
    let [new, changed, same] = counts.map(std::convert::Into::into);
    let args = [("new", new), ("changed", changed), ("same", same), ("doubtful", doubtful.into()), ("lost", lost.into())];
    session.say(&session.words.fill(if dry { "import-would" } else { "import-done" }, &args));
    if conflicts > 0 {
        session.say(
            &session.words.fill(if dry { "import-would-conflict" } else { "import-conflicts" }, &[("count", conflicts.into())]),
        );
    }
    for (note, both) in plan.notes.iter().filter_map(|note| Some((note, note.conflict.as_ref()?))).take(NAMED) {
        session.say(&format!("  {}:", note.place));
        let sides =
            [("import-before", both.before.as_ref()), ("import-here", Some(&both.here)), ("import-there", Some(&both.file))];
        for (message, text) in sides.into_iter().filter_map(|(message, text)| Some((message, text?))) {
            session.say(&format!("    {}", session.words.fill(message, &[("text", shortened(text, WIDEST).into())])));
        }
    }
    tell_more(session, conflicts);
    for note in plan.notes.iter().filter(|note| matches!(note.outcome, ImportStatus::Changed | ImportStatus::Conflict)) {
        for words in &note.as_written {
            let args = [("place", note.place.as_str().into()), ("words", shortened(words, WIDEST).into())];
            session.say(&format!("  {}", session.words.fill("import-as-written", &args)));
        }
    }
    let astray: Vec<_> = plan.notes.iter().filter(|note| is_astray(note)).collect();
    for note in astray.iter().take(NAMED) {
        let state = if matches!(note.found, Some(Found::Doubtful { .. })) { "state-doubtful" } else { "note-lost" };
        session.say(&format!("  {}: {}: “{}”", note.place, session.words.say(state), shortened(&note.words, WIDEST)));
    }
    tell_more(session, astray.len());
}

/// Says what was passed over, and of which notes it is not sure what they are: apart from what is asked for.
fn tell_remarks(session: &Session, note_file: &NoteFile) {
    for remark in note_file.remarks.iter().take(NAMED) {
        let (id, line) = match remark {
            Remark::PassedOver { line } => ("import-passed-over", line),
            Remark::KindUnsure { line } => ("import-kind-unsure", line),
        };
        session.remark(&session.words.fill(id, &[("line", (*line).into())]));
    }
    if let Some(more) = note_file.remarks.len().checked_sub(NAMED).filter(|more| *more > 0) {
        session.remark(&format!("… {}", session.words.fill("import-more", &[("count", more.into())])));
    }
}

/// Says how many of `count` were not told one by one.
fn tell_more(session: &Session, count: usize) {
    if let Some(more) = count.checked_sub(NAMED).filter(|more| *more > 0) {
        session.say(&format!("  … {}", session.words.fill("import-more", &[("count", more.into())])));
    }
}
