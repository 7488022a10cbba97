//! `ibid export`: the notes on one document, on several or on all, for elsewhere.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::annotation::{Details, DocumentId, Found, Note, Sieve};
use crate::document::{SafeText, clean};
use crate::export::{Brief, Bundle, Options, Order, Standing, target_named};
use crate::store::Store;

use super::super::deliver::{deliver, is_stream};
use super::super::templates::{Form, name_of, template_named};
use super::annotations::takes;
use super::{Desk, Done, Exit, Loaded};

/// A document and its notes, as they were found.
struct Gathered {
    loaded: Option<Loaded>,
    name: SafeText,
    id: DocumentId,
    details: Details,
    notes: Vec<(Note, Standing)>,
}

pub(super) fn run(desk: &Desk) -> Done<Exit> {
    let out = desk.path("out").filter(|path| *path != Path::new("-"));
    let usual = desk.config().export;
    let form = form(desk, usual.format, out.is_none())?;
    let gathered = gather(desk)?;
    let briefs: Vec<Brief> = gathered.iter().map(Gathered::brief).collect();
    let order = if desk.text("sort") == Some("time") { Order::Time } else { Order::Place };
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
fn gather(desk: &Desk) -> Done<Vec<Gathered>> {
    let files: Vec<&OsString> = desk.found.get_many("file").into_iter().flatten().collect();
    let store = desk.kept()?;
    let mut gathered = Vec::new();
    if desk.flag("all") {
        let Some(store) = &store else { return Ok(gathered) };
        gathered = all(desk, store)?;
    } else if files.is_empty() {
        return Err(desk.wrong(&desk.words.fill("cli-wrong-missing", &[("arg", "<FILE>".into())])));
    }
    for file in files {
        let loaded = desk.load(file, desk.format("from"))?;
        gathered.push(Gathered::of(desk, store.as_ref(), loaded)?);
    }
    let sieve = Sieve::of(desk.text("filter").unwrap_or_default());
    for one in &mut gathered {
        let document = one.loaded.as_ref().map(|loaded| loaded.document.as_ref());
        let title = one.details.title.as_deref().unwrap_or_default().to_owned();
        one.notes.retain(|(note, standing)| takes(desk, &sieve, note, document.zip(standing.span()), (*standing).into(), &title));
    }
    if desk.flag("all") {
        gathered.retain(|one| !one.notes.is_empty());
    }
    Ok(gathered)
}

/// Every document with notes: read where its file is still there, else as the notes know it.
fn all(desk: &Desk, store: &Store) -> Done<Vec<Gathered>> {
    let mut gathered: Vec<Gathered> = Vec::new();
    for note in desk.all_notes(store)? {
        let id = note.document();
        if let Some(last) = gathered.last_mut().filter(|last| last.id == id) {
            if last.loaded.is_none() {
                last.notes.push((note, Standing::Unread));
            }
            continue;
        }
        let shelved = store.shelved(&id).ok().flatten();
        let paths = shelved.iter().flat_map(|shelved| &shelved.paths);
        let mut read = paths.filter(|path| path.is_file()).filter_map(|path| desk.quietly(path.as_os_str()));
        gathered.push(match read.find(|loaded| loaded.rendition.document() == id) {
            Some(loaded) => Gathered::of(desk, Some(store), loaded)?,
            None => {
                let title = shelved.as_ref().map(|shelved| shelved.title.clone());
                let file =
                    shelved.as_ref().and_then(|shelved| Some(shelved.paths.first()?.file_name()?.to_string_lossy().into_owned()));
                let name = file
                    .map(|file| SafeText::new(&file))
                    .or_else(|| title.clone())
                    .unwrap_or_else(|| SafeText::new(&id.to_string()));
                let own = store.details(&id).map_err(|error| desk.unread(&error))?;
                let details = Details { title, ..Details::default() }.under(&own);
                Gathered { loaded: None, name, id, details, notes: vec![(note, Standing::Unread)] }
            }
        });
    }
    // A note that was carried over to a newer edition stands there, and not on the older one too.
    let mut seen = HashSet::new();
    let mut order: Vec<usize> = (0..gathered.len()).collect();
    order.sort_by_key(|at| (gathered[*at].loaded.is_none(), std::cmp::Reverse(gathered[*at].notes.len()), *at));
    for at in order {
        gathered[at].notes.retain(|(note, _)| seen.insert(note.id));
    }
    Ok(gathered)
}

impl Gathered {
    fn of(desk: &Desk, store: Option<&Store>, loaded: Loaded) -> Done<Self> {
        let found = store.map_or(Ok(Vec::new()), |store| desk.found_in(store, &loaded))?;
        let notes = found.into_iter().map(|(note, found)| (note, Standing::from(&found))).collect();
        let details = desk.details(store, &loaded)?;
        Ok(Self { name: loaded.name.clone(), id: loaded.rendition.document(), details, notes, loaded: Some(loaded) })
    }

    fn brief(&self) -> Brief<'_> {
        Brief {
            document: self.loaded.as_ref().map(|loaded| loaded.document.as_ref()),
            name: &self.name,
            rendition: self.loaded.as_ref().map(|loaded| &loaded.rendition),
            id: Some(self.id),
            details: self.details.clone(),
            notes: &self.notes,
        }
    }
}

impl From<&Found> for Standing {
    fn from(found: &Found) -> Self {
        match found {
            Found::Exact(span) | Found::Moved { span, .. } => Self::At(*span),
            Found::Doubtful { .. } => Self::Doubtful,
            Found::Lost => Self::Lost,
        }
    }
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
