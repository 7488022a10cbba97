//! Bodies that the reader edited in a file that ibid wrote: in Markdown as they are, in Org and
//! in an outline of Logseq turned back.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::org::{self, Turned};
use super::{Content, EditedBody, ImportedNote, NoteFileError, NoteFormat};
use crate::export::{logseq_line, region_bodies, regional_target};

/// Markdown and Obsidian.
pub(super) const MARKDOWN: NoteFormat = NoteFormat { name: "markdown", sniff: is_markdown, read: read_bodies };
/// A page of Logseq.
pub(super) const LOGSEQ: NoteFormat =
    NoteFormat { name: "logseq", sniff: |text| is_written_as("logseq", text), read: read_bodies };
/// An Org file.
pub(super) const ORG: NoteFormat = NoteFormat { name: "org", sniff: |text| is_written_as("org", text), read: read_bodies };

/// Turns a body back to Markdown; the second is what it was before the reader may have edited it.
type Back = fn(&str, &str) -> Turned;

/// The targets whose files have bodies otherwise than in Markdown.
const NOT_MARKDOWN: [(&str, Back); 2] = [("logseq", back_from_logseq), ("org", org::back)];

fn is_written_as(name: &str, text: &str) -> bool {
    regional_target(text).is_some_and(|target| target.name == name)
}

fn is_markdown(text: &str) -> bool {
    regional_target(text).is_some_and(|target| NOT_MARKDOWN.iter().all(|(name, _)| *name != target.name))
}

fn read_bodies(text: &str, _: &TimeZone) -> Result<Vec<ImportedNote>, NoteFileError> {
    let target = regional_target(text).ok_or(NoteFileError::Unknown)?.name;
    let mut found: Vec<ImportedNote> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for body in region_bodies(text).ok_or(NoteFileError::Unknown)? {
        let place = format!("line {}", body.line);
        let id = body.note.parse().map_err(|_| NoteFileError::Broken {
            source: "markdown",
            place: body.line.to_string(),
            reason: format!("{} is no note's id", body.note),
        })?;
        // A region that was copied within the file: what stands first holds.
        if seen.insert(id) {
            found.push(ImportedNote { id, title: None, content: Content::Body(EditedBody { text: body.text, target }), place });
        }
    }
    Ok(found)
}

/// A body as Markdown; `known` is what it was before the reader may have edited it.
pub(super) fn turned(body: &EditedBody, known: &str) -> Turned {
    let own = NOT_MARKDOWN.iter().find(|(name, _)| *name == body.target);
    own.map_or(back_from_markdown as Back, |(_, back)| *back)(&body.text, known)
}

fn back_from_markdown(body: &str, known: &str) -> Turned {
    // Lines of blanks alone are written empty, and those at the ends not at all.
    let is_known = written_lines(known).eq(written_lines(body));
    Turned { text: if is_known { known } else { body }.to_owned(), kept: Vec::new() }
}

fn back_from_logseq(body: &str, known: &str) -> Turned {
    // Blanks at the ends of lines are not written there.
    let bare = |line: &str| logseq_line(line).trim_end().to_owned();
    let lines: HashMap<String, &str> = known.lines().map(|line| (bare(line), line)).collect();
    let line = |line: &str| lines.get(line.trim_end()).copied().unwrap_or(line).to_owned();
    let same = body.lines().map(line).collect::<Vec<_>>().join("\n");
    // Two lines that Logseq has alike: nothing was edited.
    let is_known = known.lines().map(bare).eq(body.lines().map(|line| line.trim_end().to_owned()));
    Turned { text: if is_known { known.to_owned() } else { same }, kept: Vec::new() }
}

/// The lines of a body as Markdown has them.
fn written_lines(body: &str) -> impl Iterator<Item = &str> {
    let first = body.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let lines = body.trim_end().lines().skip(first);
    lines.map(|line| if line.trim().is_empty() { "" } else { line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_blanks_that_markdown_leaves_out_are_no_edit() {
        let known = " \n# Heading\n  \nwords \n\u{3000}\nmore  ";
        assert_eq!(back_from_markdown("# Heading\n\nwords \n\nmore", known).text, known);
        assert_eq!(back_from_markdown("# Heading\n\nother\n\nmore", known).text, "# Heading\n\nother\n\nmore");
    }
}
