//! `ibid import`: notes from elsewhere, all of them in one step, or none.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;

use jiff::Zoned;
use serde_json::{Value, json};

use crate::annotation::{Arrivals, Change, DocumentId, Found, NoteId};
use crate::cli::Exit;
use crate::cli::progress::Progress;
use crate::cli::session::{Desk, Done, Loaded, shortened};
use crate::document::clean;
use crate::intake::{self, Intake, Outcome, Plan, plan};
use crate::platform::note_import::place::place_all;
use crate::platform::note_import::{self, is_astray};
use crate::store::Store;

/// Notes without a place that are named, and columns of each.
const NAMED: usize = 20;
const WIDEST: usize = 70;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let files: Vec<&OsString> = desk.found.get_many("file").into_iter().flatten().collect();
    let (document, notes) = match files[..] {
        [notes] => (None, notes),
        [document, notes] => (Some(document), notes),
        _ => return Err(Exit::Usage),
    };
    let shown = clean(&notes.to_string_lossy()).into_owned();
    let mut intake = note_import::read(Path::new(notes), desk.text("source"), desk.words).map_err(|why| {
        desk.remark(&desk.words.fill("import-unread", &[("file", shown.as_str().into()), ("reason", why.into())]));
        Exit::Unreadable
    })?;
    let loaded = document.map(|file| desk.load(file, desk.format("format"))).transpose()?;
    match &loaded {
        Some(loaded) => choose(desk, &mut intake, loaded)?,
        // Foreign notes don't say which file they are on.
        None if intake.notes.iter().any(|note| matches!(note.content, intake::Content::Foreign(_))) => {
            return Err(desk.wrong(&desk.words.fill("import-on-what", &[("file", shown.into())])));
        }
        None => {}
    }
    let now = Zoned::now();
    let dry = desk.flag("dry-run");
    let mut store = if dry { desk.kept()? } else { Some(desk.writable()?) };
    let found = match &loaded {
        Some(loaded) => {
            let told = Progress::new(desk.words, "import-progress", intake.notes.len());
            let on = (loaded.document.as_ref(), &loaded.rendition);
            let tell = |done| {
                told.tell(done);
                true
            };
            place_all(&intake.notes, intake.source, on, &tell).unwrap_or_default()
        }
        None => Vec::new(),
    };
    let on = loaded.as_ref().map(|loaded| (loaded.document.as_ref(), &loaded.rendition, found.as_slice()));
    let settled = desk.settled(store.as_ref(), loaded.as_ref())?;
    let planned = plan(&intake, on, &|id| note_import::held(store.as_ref(), &settled, id), &now);
    if let Some(store) = store.as_mut().filter(|_| !dry && !planned.arrivals.is_empty()) {
        store.take_in(&planned.arrivals, &now).map_err(|error| desk.unsaved(&error))?;
        if let Some(loaded) = &loaded {
            let found: Vec<(NoteId, Found)> = planned
                .notes
                .iter()
                .filter_map(|note| Some((note.id, note.found.clone().filter(|found| found.span().is_none())?)))
                .collect();
            // So that it need not be found out again; nothing depends on it.
            if let Err(error) = store.keep_found(&loaded.rendition.text, &found, &now) {
                log::warn!("where notes were found was not kept: {error}");
            }
        }
        match &loaded {
            Some(loaded) => {
                desk.shelve(store, loaded, now);
                desk.export_again(store, loaded);
            }
            None => desk.export_all_again(store, &touched(desk, store, &planned.arrivals)?),
        }
    }
    report(desk, &intake, &planned, dry);
    Ok(Exit::Done)
}

/// The documents whose notes have changed: those of a newer edition stand there.
fn touched(desk: &Desk, store: &Store, arrivals: &Arrivals) -> Done<Vec<DocumentId>> {
    let unread = |error| desk.unread(&error);
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
fn choose(desk: &Desk, intake: &mut Intake, loaded: &Loaded) -> Done<()> {
    let on = (&*loaded.document, loaded.name.as_str(), &loaded.rendition);
    note_import::choose(intake, desk.text("about"), on).map_err(|titles| {
        let shown: Vec<String> = titles.iter().take(NAMED).map(|title| format!("  {title}")).collect();
        let said = desk.words.fill("import-about-what", &[("count", titles.len().into())]);
        desk.wrong(&format!("{said}\n{}", shown.join("\n")))
    })
}

/// Says what was done, and which notes have no place.
fn report(desk: &Desk, intake: &Intake, plan: &Plan, dry: bool) {
    let (doubtful, lost) = plan.astray();
    let counts = [Outcome::New, Outcome::Changed, Outcome::Same].map(|outcome| plan.count(outcome));
    if desk.json() {
        let notes: Vec<Value> = plan
            .notes
            .iter()
            .map(|note| {
                let outcome = match note.outcome {
                    Outcome::New => "new",
                    Outcome::Changed => "changed",
                    Outcome::Same => "same",
                    Outcome::Homeless => "homeless",
                };
                let state = note.found.as_ref().map(|found| match found {
                    Found::Exact(_) => "exact",
                    Found::Moved { .. } => "moved",
                    Found::Doubtful { .. } => "doubtful",
                    Found::Lost => "lost",
                });
                json!({ "id": note.id, "outcome": outcome, "state": state, "words": note.words, "place": note.place, "as_written": note.as_written })
            })
            .collect();
        let [new, changed, same] = counts;
        let fields = json!({
            "source": intake.source, "dry_run": dry, "new": new, "changed": changed, "same": same,
            "doubtful": doubtful, "lost": lost, "notes": notes,
        });
        desk.print_json("ibid.import/1", fields);
        return;
    }
    let [new, changed, same] = counts.map(std::convert::Into::into);
    let args = [("new", new), ("changed", changed), ("same", same), ("doubtful", doubtful.into()), ("lost", lost.into())];
    desk.say(&desk.words.fill(if dry { "import-would" } else { "import-done" }, &args));
    for note in plan.notes.iter().filter(|note| note.outcome == Outcome::Changed) {
        for words in &note.as_written {
            let args = [("place", note.place.as_str().into()), ("words", shortened(words, WIDEST).into())];
            desk.say(&format!("  {}", desk.words.fill("import-as-written", &args)));
        }
    }
    let astray: Vec<_> = plan.notes.iter().filter(|note| is_astray(note)).collect();
    for note in astray.iter().take(NAMED) {
        let state = if matches!(note.found, Some(Found::Doubtful { .. })) { "state-doubtful" } else { "note-lost" };
        desk.say(&format!("  {}: {}: “{}”", note.place, desk.words.say(state), shortened(&note.words, WIDEST)));
    }
    if astray.len() > NAMED {
        desk.say(&format!("  … {}", desk.words.fill("import-more", &[("count", (astray.len() - NAMED).into())])));
    }
}
