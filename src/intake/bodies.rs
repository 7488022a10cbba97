//! Bodies that the reader edited in a Markdown file that ibid wrote.

use jiff::tz::TimeZone;

use super::{Content, Fault, Incoming};
use crate::annotation::SafeLines;
use crate::export::bodies;

pub(super) fn has_regions(text: &str) -> bool {
    bodies(text).is_some()
}

pub(super) fn read_bodies(text: &str, _: &TimeZone) -> Result<Vec<Incoming>, Fault> {
    let mut found: Vec<Incoming> = Vec::new();
    for body in bodies(text).ok_or(Fault::Unknown)? {
        let place = format!("line {}", body.line);
        let id = body.note.parse().map_err(|_| Fault::Broken {
            source: "markdown",
            place: body.line.to_string(),
            reason: format!("{} is no note's id", body.note),
        })?;
        // A region that was copied within the file: what stands first holds.
        if !found.iter().any(|other| other.id == id) {
            found.push(Incoming { id, title: None, content: Content::Body(SafeLines::new(&body.text)), place });
        }
    }
    Ok(found)
}
