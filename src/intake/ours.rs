//! What ibid exports as JSON: whole notes.

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Content, Fault, Incoming, broken};
use crate::annotation::Note;
use crate::document::SafeText;

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
}

#[derive(Deserialize)]
struct Line {
    #[serde(flatten)]
    note: Note,
    #[serde(default)]
    document: Option<Named>,
}

pub(super) fn is_ours(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(400)).unwrap_or(text);
    head.trim_start().starts_with('{') && head.contains("\"ibid.annotations/1\"")
}

pub(super) fn read_ours(text: &str, _: &TimeZone) -> Result<Vec<Incoming>, Fault> {
    let file: File = serde_json::from_str(text).map_err(|error| broken("ibid", &error))?;
    let about = file.document.and_then(|document| document.title);
    let incoming = |(index, line): (usize, Line)| Incoming {
        id: line.note.id,
        title: line.document.and_then(|document| document.title).or_else(|| about.clone()),
        place: format!("note {}", index + 1),
        content: Content::Ours(Box::new(line.note)),
    };
    Ok(file.notes.into_iter().enumerate().map(incoming).collect())
}
