//! `ibid export`: the notes on one document, on several or on all, for elsewhere.

use std::path::{Path, PathBuf};

use serde_json::json;

use clap::Command;
use clap::builder::PossibleValue;

use crate::annotation::{DocumentId, NoteFilter};
use crate::cli::args::builder::ArgBuilder;
use crate::cli::args::key::{BOM, Choice, FILE, FILTER, FORMAT, Key};
use crate::cli::commands::Subcommand;
use crate::cli::session::{Loaded, Session};
use crate::cli::{CommandResult, Exit};
use crate::document::clean;
use crate::export::{AnnotatedDocument, ExportInput, NoteOrder, Options, TARGETS, target_named};
use crate::platform::exports::collect::{self, DocumentNotes};
use crate::platform::exports::templates::{ExportForm, export_file_name, template_named};
use crate::platform::exports::write::{is_stream, write_export, write_own_export};
use crate::platform::exports::written_files::WrittenFiles;

/// The notes on all documents.
const ALL: Key<bool> = Key::new("all");
const TEMPLATE: Key<String> = Key::new("template");
const OUT: Key<PathBuf> = Key::new("out");
const SORT: Choice<NoteOrder> = Choice::new("sort", &[("place", NoteOrder::Place), ("time", NoteOrder::Time)]);
const SENTENCE: Key<bool> = Key::new("sentence");
const FORCE: Key<bool> = Key::new("force");

pub(crate) const COMMAND: Subcommand = Subcommand { name: "export", about: "cli-export", args, run, parts: &[] };

fn args(command: Command, build: ArgBuilder) -> Command {
    let targets = TARGETS.iter().map(|target| PossibleValue::new(target.name).aliases(target.aliases)).collect();
    command
        .after_help(build.examples("cli-export-examples"))
        .arg(build.file().required(false).num_args(0..))
        .arg(build.flag(ALL, "cli-export-all").conflicts_with(FILE.name))
        .arg(build.name_of(FORMAT, "NAME", "cli-export-format", targets))
        .arg(build.option(TEMPLATE, "NAME", "cli-export-template").conflicts_with(FORMAT.name))
        .arg(build.option(OUT, "PATH", "cli-export-out"))
        .arg(build.flag(FORCE, "cli-export-force"))
        .arg(build.option(FILTER, "QUERY", "cli-filter").allow_hyphen_values(true))
        .arg(build.choice(SORT, "ORDER", "cli-export-sort"))
        .arg(build.flag(SENTENCE, "cli-export-sentence"))
        .arg(build.flag(BOM, "cli-tables-bom"))
        .arg(build.from())
        .arg(build.json())
}

fn run(session: &Session) -> CommandResult {
    let out = session.args.value(OUT).filter(|path| path.as_os_str() != "-");
    let usual = &session.config().export;
    let form = form(session, &usual.format, out.is_none())?;
    let order = session.args.choice(SORT).unwrap_or(NoteOrder::Place);
    let gathered = gather(session, order)?;
    let briefs: Vec<AnnotatedDocument> = gathered.iter().map(DocumentNotes::brief).collect();
    let options = Options { sentence: session.args.flag(SENTENCE), bom: session.args.flag(BOM), order };
    let bundle = ExportInput { briefs: &briefs, words: session.words, options };
    let bytes = form.write(&bundle, session.words).map_err(|said| session.wrong(&said))?;
    let count = gathered.iter().map(|one| one.notes.len()).sum();
    let Some(path) = out else {
        session.print(&String::from_utf8_lossy(&bytes));
        return Ok(Exit::Done);
    };
    let path = match path.is_dir() {
        true => path.join(file_name(session, &usual.name, &form, &bundle)?),
        false => path.to_owned(),
    };
    let documents: Vec<DocumentId> = gathered.iter().filter_map(|one| one.id).collect();
    let rescued = write_to(session, &path, &bytes, (&form, &documents)).map_err(|reason| {
        session.remark(&reason);
        Exit::Unsaved
    })?;
    report(session, form.name(), &path, count, rescued);
    Ok(Exit::Done)
}

/// Writes the file, over one that ibid did not write only where that is asked for.
fn write_to(
    session: &Session,
    path: &Path,
    bytes: &[u8],
    (form, documents): (&ExportForm, &[DocumentId]),
) -> Result<usize, String> {
    let state = session.folders.map(|folders| folders.state.as_path());
    let rescued = if session.args.flag(FORCE) {
        write_export(path, bytes, session.words)?
    } else {
        let known = state.and_then(|state| WrittenFiles::of(state, path));
        write_own_export(path, bytes, form.target(), (known, documents), session.words)?
    };
    // A file that says itself whose it is need not be remembered; nothing depends on the others.
    if let Some(state) = state.filter(|_| !is_stream(path))
        && let Err(error) = WrittenFiles::remember(state, path)
    {
        log::warn!("it is not kept what was written to {}: {error}", path.display());
    }
    Ok(rescued)
}

/// In which form: a target or a template of the reader's own.
fn form(session: &Session, usual: &str, to_output: bool) -> CommandResult<ExportForm> {
    if let Some(name) = session.args.text(TEMPLATE) {
        return template_named(name, session.folders, session.words).map_err(|said| session.wrong(&said));
    }
    // Without a file to report on, JSON can only mean the notes themselves.
    let usual = if session.json() && to_output { "json" } else { usual };
    let name = session.args.text(FORMAT).unwrap_or(usual);
    let Some(target) = target_named(name) else { return Err(Exit::Usage) };
    if session.json() && to_output && target.name != "json" {
        let args = [("arg", "--json".into()), ("other", format!("--format {}", target.name).into())];
        return Err(session.wrong(&session.words.fill("cli-wrong-conflict", &args)));
    }
    Ok(ExportForm::Target(target))
}

/// What a file in a folder is called.
fn file_name(session: &Session, template: &str, form: &ExportForm, bundle: &ExportInput) -> CommandResult<PathBuf> {
    let name = match bundle.briefs {
        [only] => export_file_name(template, only, session.words).map_err(|said| session.wrong(&said))?,
        _ => "ibid-notes".to_owned(),
    };
    Ok(PathBuf::from(format!("{name}.{}", form.extension())))
}

/// The documents that are asked for, with those of their notes that pass the filter.
fn gather(session: &Session, order: NoteOrder) -> CommandResult<Vec<DocumentNotes>> {
    let files = session.args.values(FILE);
    let store = session.existing_store()?;
    let mut gathered = Vec::new();
    if session.args.flag(ALL) {
        let Some(store) = &store else { return Ok(gathered) };
        gathered = collect::all(store, &(), &|_| true).map_err(|error| session.unread(&error))?.unwrap_or_default();
    } else if files.is_empty() {
        return Err(session.wrong(&session.words.fill("cli-wrong-missing", &[("arg", "<FILE>".into())])));
    }
    for file in files {
        let Loaded { document, rendition, name, .. } = session.load(file, session.read_options_from())?;
        let read = collect::ReadDocument { document, rendition, name };
        gathered.push(DocumentNotes::of(store.as_ref(), read).map_err(|error| session.unread(&error))?);
    }
    let filter = NoteFilter::of(session.args.text(FILTER).unwrap_or_default());
    gathered.iter_mut().for_each(|one| one.choose(&filter, order, session.words));
    if session.args.flag(ALL) {
        gathered.retain(|one| !one.notes.is_empty());
    }
    Ok(gathered)
}

/// Says what was written; on standard error, where the notes themselves went to standard output.
fn report(session: &Session, format: &str, path: &Path, count: usize, rescued: usize) {
    let shown = path.to_string_lossy();
    if session.json() {
        session
            .print_json("ibid.export/1", json!({ "notes": count, "path": shown, "format": format, "edited_regions": rescued }));
        return;
    }
    let said = session.words.fill("message-exported", &[("count", count.into()), ("path", clean(&shown).into())]);
    if is_stream(path) {
        session.remark(&said)
    } else {
        session.say(&said)
    }
    if rescued > 0 {
        session.remark(&session.words.fill("export-rescued", &[("count", rescued.into())]));
    }
}
