//! What ibid exports as JSON: whole notes.

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Content, IbidNote, ImportedNote, NoteFileError, NoteFormat, broken};
use crate::annotation::{Confirmation, DocumentId, Note};
use crate::document::SafeText;

/// ibid's own JSON.
pub(super) const FORMAT: NoteFormat = NoteFormat { name: "ibid", sniff: is_ours, read: read_ours, remarks: super::no_remarks };

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    document: Option<Named>,
    notes: Vec<Line>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    title: Option<SafeText>,
    #[serde(default)]
    bytes_hash: Option<DocumentId>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(flatten)]
    note: Note,
    #[serde(default)]
    document: Option<Named>,
    #[serde(default)]
    settled: Option<Confirmation>,
}

fn is_ours(text: &str) -> bool {
    const NAME: &str = "\"ibid.annotations/1\"";
    // Programs that write JSON again may have put it behind the notes.
    let is_schema =
        |at: usize| text[..at].trim_end().strip_suffix(':').is_some_and(|before| before.trim_end().ends_with("\"schema\""));
    text.trim_start().starts_with('{') && text.match_indices(NAME).any(|(at, _)| is_schema(at))
}

fn read_ours(text: &str, _: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let file: File = serde_json::from_str(text).map_err(|error| broken("ibid", &error))?;
    let about = file.document;
    let incoming = |(index, line): (usize, Line)| {
        let (own, all) = (line.document.as_ref(), about.as_ref());
        let title = own.and_then(|own| own.title.clone()).or_else(|| all?.title.clone());
        let home = own.and_then(|own| own.bytes_hash).or_else(|| all?.bytes_hash);
        let (id, place) = (line.note.id, format!("note {}", index + 1));
        ImportedNote {
            id,
            title,
            place,
            content: Content::Ours(Box::new(IbidNote { note: line.note, home, settled: line.settled })),
        }
    };
    Ok(file.notes.into_iter().enumerate().map(incoming).collect())
}
