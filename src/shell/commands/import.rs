//! `ibid import`: notes from elsewhere, all of them in one step, or none.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use jiff::Zoned;
use serde_json::{Value, json};

use crate::annotation::Found;
use crate::document::{SafeText, clean};
use crate::intake::{self, Fault, Incoming, Intake, NOTES_MOST, Outcome, Plan, SOURCES, plan};

use super::super::output::reason;
use super::{Desk, Done, Exit, Loaded, shortened};

/// Bytes of a file of notes at most.
const FILE_MOST: u64 = 256 << 20;
/// Notes without a place that are named, and columns of each.
const NAMED: usize = 20;
const WIDEST: usize = 70;
/// Notes between two lines of progress.
const TOLD_EVERY: usize = 1000;

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let files: Vec<&OsString> = desk.found.get_many("file").into_iter().flatten().collect();
    let (document, notes) = match files[..] {
        [notes] => (None, notes),
        [document, notes] => (Some(document), notes),
        _ => return Err(Exit::Usage),
    };
    let shown = clean(&notes.to_string_lossy()).into_owned();
    let mut intake = read(desk, Path::new(notes), &shown)?;
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
    let count = intake.notes.len();
    let held =
        |id| store.as_ref().and_then(|store| store.note(id).ok().flatten()).map(|(note, deleted)| (note, deleted.is_some()));
    let told = |done: usize| {
        if done > 0 && done.is_multiple_of(TOLD_EVERY) {
            desk.remark(&desk.words.fill("import-progress", &[("done", done.into()), ("count", count.into())]));
        }
        true
    };
    let on = loaded.as_ref().map(|loaded| (loaded.document.as_ref(), &loaded.rendition));
    let planned = plan(&intake, on, &held, &now, &told).unwrap_or_default();
    if let Some(store) = store.as_mut().filter(|_| !dry && !planned.changes.is_empty()) {
        store.apply(&planned.changes, &now).map_err(|error| desk.unsaved(&error))?;
        if let Some(loaded) = &loaded {
            desk.shelve(store, loaded, now);
        }
    }
    report(desk, &intake, &planned, dry);
    Ok(Exit::Done)
}

/// Reads the file of notes; says what is wrong with it, and where.
fn read(desk: &Desk, path: &Path, shown: &str) -> Done<Intake> {
    let unread = |why: String| {
        desk.remark(&desk.words.fill("import-unread", &[("file", shown.into()), ("reason", why.into())]));
        Exit::Unreadable
    };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(FILE_MOST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(FILE_MOST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => unread(desk.words.say("import-no-file").into_owned()),
        _ => unread(reason(desk.words, &error)),
    })?;
    if bytes.len() as u64 > FILE_MOST {
        return Err(unread(desk.words.fill("import-too-large", &[("most", (FILE_MOST >> 20).into())])));
    }
    intake::read(&bytes, desk.text("source"), &jiff::tz::TimeZone::system()).map_err(|fault| {
        let known = SOURCES.iter().map(|source| source.name).collect::<Vec<_>>().join(", ");
        unread(match fault {
            Fault::Unknown => desk.words.fill("import-unknown", &[("known", known.into())]),
            Fault::Broken { source, place, reason } => {
                let args = [("source", source.into()), ("place", place.into()), ("reason", clean(&reason).into())];
                desk.words.fill("import-broken", &args)
            }
            Fault::TooMany { count } => {
                desk.words.fill("import-too-many", &[("count", count.into()), ("most", NOTES_MOST.into())])
            }
            Fault::TooLong { place, bytes } => {
                desk.words.fill("import-too-long", &[("place", clean(&place).into()), ("bytes", bytes.into())])
            }
        })
    })
}

/// Of a file on several documents, the notes on this one; which they are has to be said where
/// no title is this document's.
fn choose(desk: &Desk, intake: &mut Intake, loaded: &Loaded) -> Done<()> {
    if let Some(about) = desk.text("about") {
        let wanted = folded(about);
        intake.notes.retain(|note| note.title.as_deref().is_some_and(|title| folded(title).contains(&wanted)));
        return Ok(());
    }
    let id = loaded.rendition.bytes;
    let is_own = |note: &Incoming| matches!(&note.content, intake::Content::Ours(note) if note.anchor.rendition.bytes == id);
    if intake.notes.iter().any(is_own) {
        intake.notes.retain(is_own);
        return Ok(());
    }
    let mut titles: Vec<SafeText> = Vec::new();
    for title in intake.notes.iter().filter_map(|note| note.title.clone()) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    if titles.len() < 2 {
        return Ok(());
    }
    let stem = loaded.name.rsplit_once('.').map_or(loaded.name.as_str(), |(stem, _)| stem);
    let names = [loaded.document.meta().title.as_deref().unwrap_or_default(), stem].map(folded);
    let is_this = |title: &str| {
        let title = folded(title);
        names.iter().any(|name| !name.is_empty() && (title.contains(name.as_str()) || (title.len() > 8 && name.contains(&title))))
    };
    if !titles.iter().any(|title| is_this(title)) {
        let shown: Vec<String> = titles.iter().take(NAMED).map(|title| format!("  {title}")).collect();
        let said = desk.words.fill("import-about-what", &[("count", titles.len().into())]);
        return Err(desk.wrong(&format!("{said}\n{}", shown.join("\n"))));
    }
    intake.notes.retain(|note| note.title.as_deref().is_none_or(is_this));
    Ok(())
}

/// A title as titles are compared: letters and digits, in lower case.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
                json!({ "id": note.id, "outcome": outcome, "state": state, "words": note.words, "place": note.place })
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
    let astray: Vec<_> = plan
        .notes
        .iter()
        .filter(|note| matches!(note.found, Some(Found::Doubtful { .. } | Found::Lost)) || note.outcome == Outcome::Homeless)
        .collect();
    for note in astray.iter().take(NAMED) {
        let state = if matches!(note.found, Some(Found::Doubtful { .. })) { "state-doubtful" } else { "note-lost" };
        desk.say(&format!("  {}: {}: “{}”", note.place, desk.words.say(state), shortened(&note.words, WIDEST)));
    }
    if astray.len() > NAMED {
        desk.say(&format!("  … {}", desk.words.fill("import-more", &[("count", (astray.len() - NAMED).into())])));
    }
}
