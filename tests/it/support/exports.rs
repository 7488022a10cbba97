//! What the world answers at the export desk, without a disk.

use ibid::annotation::{Found, NoteFilter, Rendition};
use ibid::app::{ExchangeAnswer, ExportForm, ExportRequest, ExportSettings, FileFate, Outcome, Preview};
use ibid::export::{
    AnnotatedDocument, ExportInput, NoteContext, NoteOrder, Options, Placement, TARGETS, matches_filter, sort_notes, target_named,
};
use ibid::words::Words;

/// The forms, with a template of the reader's, and how the last export was.
pub(crate) fn recalled(settings: ExportSettings) -> Outcome {
    let forms = TARGETS.iter().map(|target| ExportForm {
        name: target.name.into(),
        extension: target.extension.into(),
        of_notes: target.of_notes,
        is_own: false,
    });
    let own = ExportForm { name: "review".into(), extension: "md".into(), of_notes: true, is_own: true };
    Outcome::Exchange(ExchangeAnswer::Recalled { forms: forms.chain([own]).collect(), settings })
}

/// What an export of the open document would write.
pub(crate) fn previewed(export: &ExportRequest, words: &Words, fate: FileFate) -> Preview {
    let settings = &export.settings;
    let target = target_named(&settings.form).unwrap_or(&TARGETS[0]);
    let standing = |found: &Option<Found>| match found {
        Some(Found::Exact(span) | Found::Moved { span, .. }) => Placement::At(*span),
        Some(Found::Doubtful { .. }) => Placement::Doubtful,
        Some(Found::Lost) => Placement::Lost,
        None => Placement::Unread,
    };
    let order = if settings.by_time { NoteOrder::Time } else { NoteOrder::Place };
    let filter = NoteFilter::of(&settings.filter);
    let all = export.notes.iter().map(|(note, found)| (note.clone(), standing(found)));
    let mut notes: Vec<_> = all
        .filter(|(note, standing)| {
            let around = NoteContext { document: Some(&export.document), title: "", standing: *standing };
            matches_filter(&filter, note, around, words)
        })
        .collect();
    sort_notes(&mut notes, order);
    let briefs = [AnnotatedDocument {
        document: Some(&export.document),
        name: &export.name,
        rendition: export.rendition.as_ref(),
        id: export.rendition.as_ref().map(Rendition::document),
        details: export.details.clone(),
        notes: &notes,
        settled: None,
    }];
    let options = Options { sentence: settings.sentence, bom: false, order };
    let bytes = ibid::export::write(target, &ExportInput { briefs: &briefs, words, options });
    let stem = export.name.rsplit_once('.').map_or(export.name.as_str(), |(stem, _)| stem);
    let usual = format!("{stem}-notes.{}", target.extension);
    Preview {
        lines: String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect(),
        is_whole: true,
        count: notes.len(),
        all: export.notes.len(),
        documents: 1,
        path: if settings.path.is_empty() { usual } else { settings.path.clone() },
        fate: Some(fate),
    }
}
