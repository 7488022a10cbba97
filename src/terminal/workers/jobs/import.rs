//! Tells what a file of notes from elsewhere would change.

use std::cell::Cell;
use std::sync::Arc;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::annotation::Found;
use crate::app::{
    ExchangeAnswer, ImportPlan as Shown, ImportPlanLine, ImportProgress as SoFar, ImportRequest, Outcome as Answer,
};
use crate::document::clean;
use crate::note_import::{ImportPlan, ImportStatus, NoteFile, embedded_notes, plan};
use crate::platform::folders::Folders;
use crate::platform::note_import::imported_bodies::ImportedBodies;
use crate::platform::note_import::place::place_all;
use crate::platform::note_import::{choose, held, is_astray, read};
use crate::platform::store_words::store_words;
use crate::platform::typed_paths;
use crate::store::Store;
use crate::words::Words;

use super::queue::Job;

/// Notes that a summary lists, and characters of each.
const LISTED: usize = 1000;
const WIDEST: usize = 300;
/// Notes between two tellings of how far it is.
const TOLD_EVERY: usize = 100;

/// Reads a file for the screen and tells what it would change; how far it is is told meanwhile.
pub(crate) fn preview(file: &ImportRequest, folders: Option<&Folders>, words: &Words, job: &Job) {
    let tell = |progress| job.send(Answer::Exchange(ExchangeAnswer::ImportProgress { request: file.request, progress }));
    match planned(file, folders, words, job, &tell) {
        Ok(Some(intake)) => tell(intake),
        Ok(None) => {}
        Err(reason) => {
            let args = [("file", typed_paths::shown(&file.path).into()), ("reason", reason.into())];
            tell(SoFar::Refused(words.fill("import-unread", &args).into()));
        }
    }
}

fn planned(
    file: &ImportRequest,
    folders: Option<&Folders>,
    words: &Words,
    job: &Job,
    tell: &dyn Fn(SoFar),
) -> Result<Option<SoFar>, String> {
    let path = typed_paths::expanded(&file.path.to_string_lossy());
    let now = Zoned::now();
    let own = file.is_own.then(|| embedded_notes(&file.document, &file.rendition, &TimeZone::system(), &now));
    if own.is_none() && !path.is_file() && path.exists() {
        return Err(words.say("import-no-plain-file").into_owned());
    }
    let mut intake = own.map_or_else(|| read(&path, None, words), Ok)?;
    if let Err(titles) = choose(&mut intake, file.about.as_deref(), (&file.document, &file.name, &file.rendition)) {
        return Ok(Some(SoFar::About(titles.iter().map(ToString::to_string).collect())));
    }
    let store =
        folders.map(|folders| Store::open(&folders.data, &now)).transpose().map_err(|error| store_words(words, &error))?;
    let count = intake.notes.len();
    let last = Cell::new(usize::MAX);
    let told = |done: usize| {
        let turn = done / TOLD_EVERY;
        if last.replace(turn) != turn {
            tell(SoFar::SoFar(done, count));
        }
        !job.is_cancelled()
    };
    let on = (&*file.document, &file.rendition);
    let Some(found) = place_all(&intake.notes, intake.source, on, &told).filter(|_| !job.is_cancelled()) else {
        return Ok(None);
    };
    let settled = store.as_ref().map(|store| store.settlements(Some(&file.rendition.text))).transpose();
    let settled = settled.map_err(|error| store_words(words, &error))?.unwrap_or_default();
    let state = folders.map(|folders| folders.state.as_path());
    let imported = ImportedBodies::of(state, &path);
    let known = |id| held(store.as_ref(), &settled, (&intake, &imported), id);
    let plan = plan(&intake, Some((on.0, on.1, &found)), &known, &now);
    // What is not carried out does no harm there: it tells what a body would be.
    if let Some(Err(error)) = state.map(|state| imported.remember(state, &plan)) {
        log::warn!("it is not kept what was imported from {}: {error}", path.display());
    }
    Ok(Some(SoFar::Planned(Arc::new(summary(&intake, plan, words)))))
}

/// A plan as it is shown: notes without a certain place first, then those that change something.
fn summary(intake: &NoteFile, plan: ImportPlan, words: &Words) -> Shown {
    let (doubtful, lost) = plan.unplaced();
    let [new, changed, conflicts, same] =
        [ImportStatus::New, ImportStatus::Changed, ImportStatus::Conflict, ImportStatus::Same].map(|outcome| plan.count(outcome));
    let rank = |note: &crate::note_import::PlannedNote| match note.outcome {
        _ if is_astray(note) => 0,
        ImportStatus::Conflict => 1,
        ImportStatus::New => 2,
        ImportStatus::Changed => 3,
        ImportStatus::Same | ImportStatus::Unmatched => 4,
    };
    let mut notes: Vec<&crate::note_import::PlannedNote> = plan.notes.iter().collect();
    notes.sort_by_key(|note| rank(note));
    let line = |note: &&crate::note_import::PlannedNote| ImportPlanLine {
        state: words.say(state_message(note)).into_owned(),
        is_astray: is_astray(note),
        words: clean(&told(note).replace('\n', " ").chars().take(WIDEST).collect::<String>()).into_owned(),
        place: clean(&note.place).into_owned(),
    };
    let lines = notes.iter().take(LISTED).map(line).collect();
    Shown {
        source: intake.source.to_owned(),
        new,
        changed,
        conflicts,
        same,
        doubtful,
        lost,
        lines,
        arrivals: Arc::new(plan.arrivals),
    }
}

/// The words of a note; where it was edited on both sides, what stands here and what the file has.
fn told(note: &crate::note_import::PlannedNote) -> String {
    let both = note.conflict.as_ref().map(|both| format!("“{}” ↔ “{}”", both.here, both.file));
    both.unwrap_or_else(|| note.words.clone())
}

/// What becomes of a note, as a message of the catalogue.
fn state_message(note: &crate::note_import::PlannedNote) -> &'static str {
    match (&note.found, note.outcome) {
        (Some(Found::Doubtful { .. }), _) => "state-doubtful",
        (Some(Found::Lost), _) | (_, ImportStatus::Unmatched) => "note-lost",
        (_, ImportStatus::New) => "import-new",
        (_, ImportStatus::Changed) => "import-changed",
        (_, ImportStatus::Conflict) => "import-conflict",
        (_, ImportStatus::Same) => "import-same",
    }
}
