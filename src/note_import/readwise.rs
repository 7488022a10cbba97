//! The CSV that Readwise exports and takes.

use jiff::tz::TimeZone;

use super::{Content, ForeignNote, ImportedNote, NoteFileError, NoteFormat, identity, moment};
use crate::annotation::tags;
use crate::document::SafeText;

/// Readwise's CSV.
pub(super) const FORMAT: NoteFormat =
    NoteFormat { name: "readwise", sniff: is_readwise, read: read_readwise, remarks: super::no_remarks };

fn is_readwise(text: &str) -> bool {
    let head = text.lines().next().unwrap_or_default().to_lowercase();
    head.split(',').any(|name| name.trim().trim_matches('"') == "highlight")
}

fn read_readwise(text: &str, zone: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let wrong = |error: &csv::Error| NoteFileError::Broken {
        source: "readwise",
        place: error.position().map_or(1, csv::Position::line).to_string(),
        reason: error.to_string(),
    };
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let heads: Vec<String> =
        reader.headers().map_err(|error| wrong(&error))?.iter().map(|head| head.trim().to_lowercase()).collect();
    let column = |names: &[&str]| heads.iter().position(|head| names.contains(&head.as_str()));
    let Some(highlight) = column(&["highlight"]) else { return Err(NoteFileError::Unknown) };
    let columns = [&["title", "book title"][..], &["note"], &["location"], &["date", "highlighted at"], &["tags"]].map(column);
    if let Some(line) = unended(text) {
        let reason = "a field in quotes has no end".to_owned();
        return Err(NoteFileError::Broken { source: "readwise", place: line.to_string(), reason });
    }
    let mut found = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| wrong(&error))?;
        let [title, note, location, date, own] = columns.map(|column| column.and_then(|at| row.get(at)).unwrap_or_default());
        // Tags may stand in the note's first line, each behind a point.
        let (first, rest) = note.split_once('\n').unwrap_or((note, ""));
        let is_tags = !first.is_empty() && first.split_whitespace().all(|word| word.len() > 1 && word.starts_with('.'));
        let (named, body) = if is_tags { (first, rest) } else { ("", note) };
        let mut foreign = ForeignNote::on(&row[highlight]).with_body(body);
        foreign.tags = tags(named.split_whitespace().map(|tag| &tag[1..]).chain(own.split(',')));
        foreign.created = moment(date, zone);
        let id = identity(&["readwise", title, location, &row[highlight]]);
        let line = row.position().map_or(1, csv::Position::line);
        let title = Some(SafeText::new(title)).filter(|title| !title.is_empty());
        found.push(ImportedNote { id, title, content: Content::Foreign(Box::new(foreign)), place: format!("line {line}") });
    }
    Ok(found)
}

/// The line, counted from 1, of a field in quotes that is open where the file ends: it was cut short.
fn unended(text: &str) -> Option<usize> {
    let (mut line, mut open, mut is_start) = (1, None, true);
    for byte in text.bytes() {
        line += usize::from(byte == b'\n');
        match (open, byte) {
            // Two of them are one within the field, which opens again.
            (Some(_), b'"') => (open, is_start) = (None, true),
            (Some(_), _) => {}
            (None, b'"') if is_start => open = Some(line),
            (None, byte) => is_start = matches!(byte, b',' | b'\n' | b'\r'),
        }
    }
    open
}
