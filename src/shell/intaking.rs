//! Files of notes from elsewhere: reading them, choosing those on a document, and telling what
//! they would change. The screen and `ibid import` share it.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use jiff::Zoned;

use crate::annotation::{Found, NoteId, Rendition, Settlements};
use crate::app::{Incoming as Shown, IncomingLine, Intake as SoFar, NotesFile, Outcome as Answer};
use crate::document::{Document, SafeText, clean};
use crate::intake::{self, Content, Fault, Held, Incoming, Intake, NOTES_MOST, Outcome, Plan, SOURCES, plan};
use crate::store::Store;
use crate::words::Words;

use super::folders::Folders;
use super::jobs::{Answers, Token};
use super::output::reason;
use super::paths;
use super::placing::place_all;
use super::said::store_words;

/// Bytes of a file of notes at most.
const FILE_MOST: u64 = 256 << 20;
/// Notes that a summary lists, and characters of each.
const LISTED: usize = 1000;
const WIDEST: usize = 300;
/// Notes between two tellings of how far it is.
const TOLD_EVERY: usize = 100;

/// Reads a file of notes (`-` is standard input). `source` names its form where it is known.
///
/// # Errors
/// What is wrong with it and where, in the reader's words.
pub(super) fn read(path: &Path, source: Option<&str>, words: &Words) -> Result<Intake, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(FILE_MOST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(FILE_MOST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => words.say("import-no-file").into_owned(),
        _ => reason(words, &error),
    })?;
    if bytes.len() as u64 > FILE_MOST {
        return Err(words.fill("import-too-large", &[("most", (FILE_MOST >> 20).into())]));
    }
    intake::read(&bytes, source, &jiff::tz::TimeZone::system()).map_err(|fault| fault_words(&fault, words))
}

/// Why a file gives no notes.
fn fault_words(fault: &Fault, words: &Words) -> String {
    match fault {
        Fault::Unknown => {
            let known = SOURCES.iter().map(|source| source.name).collect::<Vec<_>>().join(", ");
            words.fill("import-unknown", &[("known", known.into())])
        }
        Fault::Broken { source, place, reason } => {
            let args = [("source", (*source).into()), ("place", place.as_str().into()), ("reason", clean(reason).into())];
            words.fill("import-broken", &args)
        }
        Fault::TooMany { count } => words.fill("import-too-many", &[("count", (*count).into()), ("most", NOTES_MOST.into())]),
        Fault::TooLong { place, bytes } => {
            words.fill("import-too-long", &[("place", clean(place).into()), ("bytes", (*bytes).into())])
        }
    }
}

/// Of a file on several documents, leaves the notes on this one.
///
/// # Errors
/// The titles in the file, where none of them is this document's: which is meant has to be said.
pub(super) fn choose(
    intake: &mut Intake,
    about: Option<&str>,
    (document, name, rendition): (&Document, &str, &Rendition),
) -> Result<(), Vec<SafeText>> {
    if let Some(about) = about {
        let wanted = folded(about);
        intake.notes.retain(|note| note.title.as_deref().is_some_and(|title| folded(title).contains(&wanted)));
        return Ok(());
    }
    let id = rendition.document();
    let is_own =
        |note: &Incoming| matches!(&note.content, Content::Ours(ours) if ours.home == Some(id) || ours.note.document() == id);
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
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let names = [document.meta().title.as_deref().unwrap_or_default(), stem].map(folded);
    let is_this = |title: &str| {
        let title = folded(title);
        names.iter().any(|name| !name.is_empty() && (title.contains(name.as_str()) || (title.len() > 8 && name.contains(&title))))
    };
    if !titles.iter().any(|title| is_this(title)) {
        return Err(titles);
    }
    intake.notes.retain(|note| note.title.as_deref().is_none_or(is_this));
    Ok(())
}

/// A title as titles are compared: letters and digits, in lower case.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A note that is here; `settled` tells where the reader settled that notes stand.
pub(super) fn held(store: Option<&Store>, settled: &Settlements, id: NoteId) -> Option<Held> {
    let (note, deleted) = store?.note(id).ok().flatten()?;
    Some(Held { note, is_deleted: deleted.is_some(), settled: settled.get(&id).cloned() })
}

/// The notes of a plan that have no certain place.
pub(super) fn is_astray(note: &intake::Planned) -> bool {
    matches!(note.found, Some(Found::Doubtful { .. } | Found::Lost)) || note.outcome == Outcome::Homeless
}

/// Reads a file for the screen and tells what it would change; how far it is is told meanwhile.
pub(super) fn look(file: &NotesFile, folders: Option<&Folders>, words: &Words, token: &Token, answers: &Answers) {
    let tell = |intake| answers.send(Answer::Intake { request: file.request, intake });
    match planned(file, folders, words, token, &tell) {
        Ok(Some(intake)) => tell(intake),
        Ok(None) => {}
        Err(reason) => {
            let args = [("file", paths::shown(&file.path).into()), ("reason", reason.into())];
            tell(SoFar::Refused(words.fill("import-unread", &args).into()));
        }
    }
}

fn planned(
    file: &NotesFile,
    folders: Option<&Folders>,
    words: &Words,
    token: &Token,
    tell: &dyn Fn(SoFar),
) -> Result<Option<SoFar>, String> {
    let path = paths::expanded(&file.path.to_string_lossy());
    if !std::fs::metadata(&path).is_ok_and(|found| found.is_file()) && path.exists() {
        return Err(words.say("import-no-plain-file").into_owned());
    }
    let mut intake = read(&path, None, words)?;
    if let Err(titles) = choose(&mut intake, file.about.as_deref(), (&file.document, &file.name, &file.rendition)) {
        return Ok(Some(SoFar::About(titles.iter().map(ToString::to_string).collect())));
    }
    let now = Zoned::now();
    let store =
        folders.map(|folders| Store::open(&folders.data, &now)).transpose().map_err(|error| store_words(words, &error))?;
    let count = intake.notes.len();
    let last = Cell::new(usize::MAX);
    let told = |done: usize| {
        let turn = done / TOLD_EVERY;
        if last.replace(turn) != turn {
            tell(SoFar::SoFar(done, count));
        }
        !token.is_cancelled()
    };
    let on = (&*file.document, &file.rendition);
    let Some(found) = place_all(&intake.notes, intake.source, on, &told).filter(|_| !token.is_cancelled()) else {
        return Ok(None);
    };
    let settled = store.as_ref().map(|store| store.settlements(Some(&file.rendition.text))).transpose();
    let settled = settled.map_err(|error| store_words(words, &error))?.unwrap_or_default();
    let plan = plan(&intake, Some((on.0, on.1, &found)), &|id| held(store.as_ref(), &settled, id), &now);
    Ok(Some(SoFar::Planned(Arc::new(summary(&intake, plan, words)))))
}

/// A plan as it is shown: notes without a certain place first, then those that change something.
fn summary(intake: &Intake, plan: Plan, words: &Words) -> Shown {
    let (doubtful, lost) = plan.astray();
    let [new, changed, same] = [Outcome::New, Outcome::Changed, Outcome::Same].map(|outcome| plan.count(outcome));
    let rank = |note: &intake::Planned| match note.outcome {
        _ if is_astray(note) => 0,
        Outcome::New => 1,
        Outcome::Changed => 2,
        Outcome::Same | Outcome::Homeless => 3,
    };
    let mut notes: Vec<&intake::Planned> = plan.notes.iter().collect();
    notes.sort_by_key(|note| rank(note));
    let line = |note: &&intake::Planned| IncomingLine {
        state: words.say(state_message(note)).into_owned(),
        is_astray: is_astray(note),
        words: clean(&note.words.replace('\n', " ").chars().take(WIDEST).collect::<String>()).into_owned(),
        place: clean(&note.place).into_owned(),
    };
    let lines = notes.iter().take(LISTED).map(line).collect();
    Shown { source: intake.source.to_owned(), new, changed, same, doubtful, lost, lines, arrivals: Arc::new(plan.arrivals) }
}

/// What becomes of a note, as a message of the catalogue.
fn state_message(note: &intake::Planned) -> &'static str {
    match (&note.found, note.outcome) {
        (Some(Found::Doubtful { .. }), _) => "state-doubtful",
        (Some(Found::Lost), _) | (_, Outcome::Homeless) => "note-lost",
        (_, Outcome::New) => "import-new",
        (_, Outcome::Changed) => "import-changed",
        (_, Outcome::Same) => "import-same",
    }
}
