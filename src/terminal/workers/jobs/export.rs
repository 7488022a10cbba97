//! Exports that are asked for on the screen: told before, then written.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::annotation::{Confirmations, Details, DocumentId, Hash32, NoteFilter, Rendition};
use crate::app::{ExchangeAnswer, ExportForm as Offered, ExportRequest, ExportSettings, FileFate, Outcome, Preview};
use crate::document::clean;
use crate::export::{
    AnnotatedDocument, ExportInput, NoteOrder, Opening, Options, Overwrite, Placement, TARGETS, Target, opening, target_named,
};
use crate::platform::config::ExportConfig;
use crate::platform::exports::collect::{self, DocumentNotes};
use crate::platform::exports::last_exports::LastExports;
use crate::platform::exports::templates::{ExportForm, export_file_name, own_templates, template_named};
use crate::platform::exports::write::{WritePlan, carry_out_plan, failed, plan_write};
use crate::platform::folders::Folders;
use crate::platform::store_words::store_words;
use crate::platform::typed_paths;
use crate::store::Store;
use crate::terminal::workers::jobs::queue::Job;
use crate::words::Words;

/// Bytes of a beginning that are enough to look at.
const ENOUGH: usize = 16 << 10;
/// Bytes, lines, and characters of a line, that are looked at at most.
const SHOWN: usize = 256 << 10;
const LINES: usize = 4000;
const COLUMNS: usize = 600;

/// What exports need to know. Jobs get a copy.
#[derive(Clone)]
pub(crate) struct Exporter {
    pub(crate) folders: Option<Folders>,
    /// Remember nothing.
    pub(crate) private: bool,
    pub(crate) usual: ExportConfig,
    pub(crate) words: Arc<Words>,
    /// The documents with notes, once they were gathered for an export of all.
    pub(crate) gathered: Arc<Mutex<Option<Arc<Vec<DocumentNotes>>>>>,
}

/// An export with all that it takes.
struct Prepared {
    form: ExportForm,
    gathered: Vec<DocumentNotes>,
    /// Notes before the filter.
    all: usize,
    path: PathBuf,
    options: Options,
}

impl Prepared {
    fn documents(&self) -> Vec<DocumentId> {
        self.gathered.iter().filter_map(|one| one.id).collect()
    }
}

impl Exporter {
    /// The forms that there are, and how the last export of the document was.
    pub(crate) fn recall(&self, document: Option<DocumentId>) -> Outcome {
        *self.gathered.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let target = |target: &Target| Offered {
            name: target.name.to_owned(),
            extension: target.extension.to_owned(),
            of_notes: target.of_notes,
            is_own: false,
        };
        let own = own_templates(self.folders.as_ref()).into_iter().map(|(name, extension, _)| Offered {
            name,
            extension,
            of_notes: true,
            is_own: true,
        });
        let forms = TARGETS.iter().map(target).chain(own).collect();
        let usual = ExportSettings { form: self.usual.format.clone(), ..ExportSettings::default() };
        let settings = document.and_then(|document| self.remembered()?.of(&document)).map_or(usual, |kept| kept.settings);
        Outcome::Exchange(ExchangeAnswer::Recalled { forms, settings })
    }

    fn remembered(&self) -> Option<LastExports> {
        let folders = self.folders.as_ref().filter(|_| !self.private)?;
        Some(LastExports::load(&folders.state))
    }

    /// Tells what would be written: its beginning at once, what becomes of the file when that
    /// is known.
    pub(crate) fn preview(&self, export: &ExportRequest, job: &Job) {
        let request = export.request;
        let tell = |preview| job.send(Outcome::Exchange(ExchangeAnswer::Previewed { request, preview }));
        let told = self.prepare(export, job).and_then(|prepared| match prepared {
            Some(prepared) => self.look(export, &prepared, job, &tell),
            None => Ok(()),
        });
        if let Err(reason) = told.map_err(Into::into) {
            tell(Err(reason));
        }
    }

    fn look(
        &self,
        export: &ExportRequest,
        prepared: &Prepared,
        job: &Job,
        tell: &dyn Fn(Result<Arc<Preview>, crate::app::Reason>),
    ) -> Result<(), String> {
        let briefs: Vec<AnnotatedDocument> = prepared.gathered.iter().map(DocumentNotes::brief).collect();
        let bundle = ExportInput { briefs: &briefs, words: &self.words, options: prepared.options };
        let write = |bundle: &ExportInput| prepared.form.write(bundle, &self.words);
        let Opening { bytes, is_whole } = opening(&bundle, ENOUGH, &write)?;
        let preview = |bytes: &[u8], is_whole, fate| {
            let (lines, are_all) = lines_of(bytes);
            tell(Ok(Arc::new(Preview {
                lines,
                is_whole: is_whole && are_all,
                count: briefs.iter().map(|brief| brief.notes.len()).sum(),
                all: prepared.all,
                documents: briefs.len(),
                path: typed_paths::shown(&prepared.path),
                fate,
            })));
        };
        let known = self.known(export);
        let mut foreseen = if is_whole || !prepared.path.is_file() {
            plan_write(&prepared.path, &bytes, prepared.form.target(), known, &prepared.documents())
        } else {
            preview(&bytes, false, None);
            let whole = write(&bundle)?;
            plan_write(&prepared.path, &whole, prepared.form.target(), known, &prepared.documents())
        };
        if job.is_cancelled() {
            return Ok(());
        }
        let merged = match &mut foreseen {
            Ok(WritePlan::There(Overwrite::Merged(merged), _)) => Some(std::mem::take(&mut merged.text)),
            _ => None,
        };
        let fate = match foreseen {
            Ok(WritePlan::New) => FileFate::New,
            Ok(WritePlan::Stream) => FileFate::Stream,
            Ok(WritePlan::There(fate, bytes)) => match fate {
                Overwrite::Same => FileFate::Same,
                Overwrite::Merged(merged) => FileFate::Merged { kept: merged.kept, rescued: merged.rescued },
                Overwrite::Replaced => FileFate::Replaced { bytes },
                Overwrite::Foreign => FileFate::Refused(self.words.say("export-foreign").into()),
            },
            Err(error) => FileFate::Refused(failed(&prepared.path, &error, &self.words).into()),
        };
        match merged {
            Some(text) => preview(text.as_bytes(), true, Some(fate)),
            None => preview(&bytes, is_whole, Some(fate)),
        }
        Ok(())
    }

    /// The checksum of what ibid wrote last for this document, where that is remembered.
    fn known(&self, export: &ExportRequest) -> Option<Hash32> {
        let document = export.rendition.as_ref().map(Rendition::document)?;
        self.remembered()?.of(&document)?.written
    }

    /// Writes an export; says what came of it.
    pub(crate) fn write(&self, export: &ExportRequest, job: &Job) {
        let written = self.prepare(export, job).and_then(|prepared| match prepared {
            Some(prepared) => self.deliver(export, &prepared).map(Some),
            None => Ok(None),
        });
        match written {
            Ok(Some(outcome)) => job.send(outcome),
            Ok(None) => {}
            Err(reason) => job.send(Outcome::Exchange(ExchangeAnswer::NotExported(reason.into()))),
        }
    }

    fn deliver(&self, export: &ExportRequest, prepared: &Prepared) -> Result<Outcome, String> {
        let briefs: Vec<AnnotatedDocument> = prepared.gathered.iter().map(DocumentNotes::brief).collect();
        let bundle = ExportInput { briefs: &briefs, words: &self.words, options: prepared.options };
        let bytes = prepared.form.write(&bundle, &self.words)?;
        let path = &prepared.path;
        let why = |error| failed(path, &error, &self.words);
        // Looked at once more: it may be another than it was when that was told.
        let foreseen =
            plan_write(path, &bytes, prepared.form.target(), self.known(export), &prepared.documents()).map_err(why)?;
        if matches!(foreseen, WritePlan::There(Overwrite::Foreign, _)) {
            return Err(self.words.say("export-foreign").into_owned());
        }
        let (written, rescued) = carry_out_plan(path, bytes, foreseen).map_err(why)?;
        self.remember(export, &written);
        let count = prepared
            .form
            .target()
            .is_none_or(|target| target.of_notes)
            .then(|| briefs.iter().map(|brief| brief.notes.len()).sum());
        Ok(Outcome::Exchange(ExchangeAnswer::Exported { count, path: typed_paths::shown(path), rescued }))
    }

    /// Remembers how this document was exported; nothing depends on it.
    fn remember(&self, export: &ExportRequest, written: &[u8]) {
        let document = export.rendition.as_ref().map(Rendition::document);
        let folders = self.folders.as_ref().filter(|_| !self.private);
        let Some((document, folders)) = document.zip(folders) else { return };
        if let Err(error) = LastExports::remember(&folders.state, document, &export.settings, Hash32::of(written)) {
            log::warn!("how it was exported is not remembered: {error}");
        }
    }

    /// Gathers what an export takes; nothing where nobody waits for it any more.
    fn prepare(&self, export: &ExportRequest, job: &Job) -> Result<Option<Prepared>, String> {
        let settings = &export.settings;
        let words = &self.words;
        let form = match (settings.is_own, target_named(&settings.form)) {
            (true, _) => template_named(&settings.form, self.folders.as_ref(), words)?,
            (false, Some(target)) => ExportForm::Target(target),
            (false, None) => ExportForm::Target(target_named(&self.usual.format).unwrap_or(&TARGETS[0])),
        };
        let order = if settings.by_time { NoteOrder::Time } else { NoteOrder::Place };
        let mut gathered = if settings.all {
            let Some(gathered) = self.gather(export, job)? else { return Ok(None) };
            gathered
        } else {
            let tells_settled = form.target().is_some_and(|target| target.tells_settled);
            let settled = if tells_settled { self.settled(export)? } else { Confirmations::new() };
            vec![own(export, settled)]
        };
        let all = gathered.iter().map(|one| one.notes.len()).sum();
        let filter = NoteFilter::of(&settings.filter);
        for one in &mut gathered {
            if job.is_cancelled() {
                return Ok(None);
            }
            one.choose(&filter, order, words);
        }
        if settings.all {
            gathered.retain(|one| !one.notes.is_empty());
        }
        let path = self.destination(settings, &form, &gathered)?;
        Ok(Some(Prepared { form, gathered, all, path, options: Options { sentence: settings.sentence, bom: false, order } }))
    }

    /// The file that is meant: the one that was typed, or one with the usual name in a folder.
    fn destination(&self, settings: &ExportSettings, form: &ExportForm, gathered: &[DocumentNotes]) -> Result<PathBuf, String> {
        let typed = settings.path.trim();
        let usual = || self.usual.folder.as_deref().map_or_else(|| PathBuf::from("."), typed_paths::expanded);
        let path = if typed.is_empty() { usual() } else { typed_paths::expanded(typed) };
        if !typed.is_empty() && !typed.ends_with('/') && !path.is_dir() {
            return Ok(path);
        }
        let name = match gathered {
            [only] if !settings.all => export_file_name(&self.usual.name, &only.brief(), &self.words)?,
            _ => "ibid-notes".to_owned(),
        };
        Ok(path.join(format!("{name}.{}", form.extension())))
    }

    /// Where the reader settled that the notes on the open document stand.
    fn settled(&self, export: &ExportRequest) -> Result<Confirmations, String> {
        let Some((folders, rendition)) = self.folders.as_ref().zip(export.rendition.as_ref()) else {
            return Ok(Confirmations::new());
        };
        let store = Store::open(&folders.data, &jiff::Zoned::now());
        store.and_then(|store| store.settlements(Some(&rendition.text))).map_err(|error| store_words(&self.words, &error))
    }

    /// The documents with notes; read once, as long as the desk is open.
    fn gather(&self, export: &ExportRequest, job: &Job) -> Result<Option<Vec<DocumentNotes>>, String> {
        let kept = || self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gathered) = kept().clone() {
            return Ok(Some(gathered.to_vec()));
        }
        let Some(folders) = &self.folders else { return Err(self.words.say("store-no-home").into_owned()) };
        let fault = |error| store_words(&self.words, &error);
        let store = Store::open(&folders.data, &jiff::Zoned::now()).map_err(fault)?;
        let told = |done| {
            job.send(Outcome::Exchange(ExchangeAnswer::Gathering { request: export.request, done }));
            !job.is_cancelled()
        };
        let found = collect::all(&store, job, &told).map_err(fault)?;
        if job.is_cancelled() {
            return Ok(None);
        }
        let Some(gathered) = found else { return Ok(None) };
        *kept() = Some(Arc::new(gathered.clone()));
        Ok(Some(gathered))
    }
}

/// The open document with its notes.
fn own(export: &ExportRequest, settled: Confirmations) -> DocumentNotes {
    let standing = |found: &Option<_>| found.as_ref().map_or(Placement::Unread, Placement::from);
    DocumentNotes {
        document: Some(Arc::clone(&export.document)),
        rendition: export.rendition.clone(),
        name: export.name.clone(),
        id: export.rendition.as_ref().map(Rendition::document),
        details: Details::clone(&export.details),
        notes: export.notes.iter().map(|(note, found)| (note.clone(), standing(found))).collect(),
        settled,
    }
}

/// The first lines, safe to show; whether they are all.
fn lines_of(bytes: &[u8]) -> (Vec<String>, bool) {
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let text = String::from_utf8_lossy(shown);
    let text = text.trim_start_matches('\u{FEFF}');
    let line = |line: &str| clean(&line.replace('\t', "    ").chars().take(COLUMNS).collect::<String>()).into_owned();
    let lines: Vec<String> = text.lines().take(LINES).map(line).collect();
    let are_all = shown.len() == bytes.len() && lines.len() < LINES;
    (lines, are_all)
}
