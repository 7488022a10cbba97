//! `ibid export`: the notes on one document, on several or on all, for elsewhere.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::annotation::Sieve;
use crate::cli::Exit;
use crate::cli::session::{Desk, Done, Loaded};
use crate::document::clean;
use crate::export::{Brief, Bundle, Options, Order, target_named};
use crate::platform::exports::collect::{self, Gathered};
use crate::platform::exports::templates::{Form, name_of, template_named};
use crate::platform::exports::write::{deliver, is_stream};

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let out = desk.path("out").filter(|path| *path != Path::new("-"));
    let usual = desk.config().export;
    let form = form(desk, usual.format, out.is_none())?;
    let order = if desk.text("sort") == Some("time") { Order::Time } else { Order::Place };
    let gathered = gather(desk, order)?;
    let briefs: Vec<Brief> = gathered.iter().map(Gathered::brief).collect();
    let options = Options { sentence: desk.flag("sentence"), bom: desk.flag("bom"), order };
    let bundle = Bundle { briefs: &briefs, words: desk.words, options };
    let bytes = form.write(&bundle, desk.words).map_err(|said| desk.wrong(&said))?;
    let count = gathered.iter().map(|one| one.notes.len()).sum();
    let Some(path) = out else {
        desk.print(&String::from_utf8_lossy(&bytes));
        return Ok(Exit::Done);
    };
    let path = match path.is_dir() {
        true => path.join(file_name(desk, &usual.name, &form, &bundle)?),
        false => path.to_owned(),
    };
    let rescued = deliver(&path, &bytes, desk.words).map_err(|reason| {
        desk.remark(&reason);
        Exit::Unsaved
    })?;
    report(desk, form.name(), &path, count, rescued);
    Ok(Exit::Done)
}

/// In which form: a target or a template of the reader's own.
fn form(desk: &Desk, usual: &'static str, to_output: bool) -> Done<Form> {
    if let Some(name) = desk.text("template") {
        return template_named(name, desk.folders, desk.words).map_err(|said| desk.wrong(&said));
    }
    // Without a file to report on, JSON can only mean the notes themselves.
    let usual = if desk.json() && to_output { "json" } else { usual };
    let name = desk.text("format").unwrap_or(usual);
    let Some(target) = target_named(name) else { return Err(Exit::Usage) };
    if desk.json() && to_output && target.name != "json" {
        let args = [("arg", "--json".into()), ("other", format!("--format {}", target.name).into())];
        return Err(desk.wrong(&desk.words.fill("cli-wrong-conflict", &args)));
    }
    Ok(Form::Target(target))
}

/// What a file in a folder is called.
fn file_name(desk: &Desk, template: &str, form: &Form, bundle: &Bundle) -> Done<PathBuf> {
    let name = match bundle.briefs {
        [only] => name_of(template, only, desk.words).map_err(|said| desk.wrong(&said))?,
        _ => "ibid-notes".to_owned(),
    };
    Ok(PathBuf::from(format!("{name}.{}", form.extension())))
}

/// The documents that are asked for, with those of their notes that pass the filter.
fn gather(desk: &Desk, order: Order) -> Done<Vec<Gathered>> {
    let files: Vec<&OsString> = desk.found.get_many("file").into_iter().flatten().collect();
    let store = desk.kept()?;
    let mut gathered = Vec::new();
    if desk.flag("all") {
        let Some(store) = &store else { return Ok(gathered) };
        gathered = collect::all(store, &(), &|_| true).map_err(|error| desk.unread(&error))?.unwrap_or_default();
    } else if files.is_empty() {
        return Err(desk.wrong(&desk.words.fill("cli-wrong-missing", &[("arg", "<FILE>".into())])));
    }
    for file in files {
        let Loaded { document, rendition, name, .. } = desk.load(file, desk.format("from"))?;
        let read = collect::Read { document, rendition, name };
        gathered.push(Gathered::of(store.as_ref(), read).map_err(|error| desk.unread(&error))?);
    }
    let sieve = Sieve::of(desk.text("filter").unwrap_or_default());
    gathered.iter_mut().for_each(|one| one.choose(&sieve, order, desk.words));
    if desk.flag("all") {
        gathered.retain(|one| !one.notes.is_empty());
    }
    Ok(gathered)
}

/// Says what was written; on standard error, where the notes themselves went to standard output.
fn report(desk: &Desk, format: &str, path: &Path, count: usize, rescued: usize) {
    let shown = path.to_string_lossy();
    if desk.json() {
        desk.print_json("ibid.export/1", json!({ "notes": count, "path": shown, "format": format, "edited_regions": rescued }));
        return;
    }
    let said = desk.words.fill("message-exported", &[("count", count.into()), ("path", clean(&shown).into())]);
    if is_stream(path) {
        desk.remark(&said)
    } else {
        desk.say(&said)
    }
    if rescued > 0 {
        desk.remark(&desk.words.fill("export-rescued", &[("count", rescued.into())]));
    }
}
