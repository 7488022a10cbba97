//! Bodies that the reader edited in a file that ibid wrote: in Markdown as they are, in Org and
//! in an outline of Logseq turned back.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::org::{self, Turned};
use super::{Content, EditedBody, ImportedNote, NoteFileError, NoteFormat};
use crate::annotation::SafeLines;
use crate::export::{body_digest, labels_together, logseq_line, logseq_line_back, region_bodies, regional_target};

/// Markdown and Obsidian.
pub(super) const MARKDOWN: NoteFormat =
    NoteFormat { name: "markdown", sniff: is_markdown, read: read_bodies, remarks: super::no_remarks };
/// A page of Logseq.
pub(super) const LOGSEQ: NoteFormat =
    NoteFormat { name: "logseq", sniff: |text| is_written_as("logseq", text), read: read_bodies, remarks: super::no_remarks };
/// An Org file.
pub(super) const ORG: NoteFormat =
    NoteFormat { name: "org", sniff: |text| is_written_as("org", text), read: read_bodies, remarks: super::no_remarks };

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
            // Org has no labels of Markdown's.
            let text = if target == "org" { body.text } else { labels_together(&body.text, &body.note) };
            let edited = EditedBody { text, target, base: body.base, is_as_written: body.is_as_written };
            found.push(ImportedNote { id, title: None, content: Content::Body(edited), place });
        }
    }
    Ok(found)
}

/// What a body in a file is to the note that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nobody edited it in the file, or it is as the note is.
    Same,
    /// It was edited in the file, and the note is as it was.
    Edited(Turned),
    /// It was edited in the file, and the note was edited here; with what it was before, where
    /// that is known.
    Both(Turned, Option<SafeLines>),
}

/// Holds a body in a file against that of the note, `here`, and those that the note had before,
/// `earlier`, the last one first. Of one that is as this file's last import left it nothing was
/// edited here (`is_imported`).
pub(super) fn weighed(body: &EditedBody, here: &str, earlier: &[SafeLines], is_imported: bool) -> Verdict {
    let found = turned(body, here);
    let text = SafeLines::new(&found.text);
    let is_here = |text: &str| *text == *here || format!("\n{here}\n").contains(&format!("\n{text}\n"));
    if is_same(body.target, &text, here) {
        return Verdict::Same;
    }
    let earlier = || earlier.iter().map(|body| body.trim_matches('\n').trim_end()).filter(|body| *body != here);
    // A formatter may have gone over it: what it says is what it was.
    let says = |known: &str| is_same(body.target, &turned(body, known).text, known);
    let base = match &body.base {
        Some(_) if body.is_as_written => return Verdict::Same,
        Some(base) if *base == body_digest(here) || is_imported => None,
        Some(base) => match earlier().find(|body| body_digest(body) == *base) {
            Some(known) if says(known) => return Verdict::Same,
            known => Some(known),
        },
        // An older export does not say what it wrote. Of one with other words than blanks its region tells.
        None if body.is_as_written && !here.split_whitespace().eq(text.split_whitespace()) => return Verdict::Same,
        None if earlier().any(says) => return Verdict::Same,
        None if is_imported => None,
        None => earlier().next().map(|_| None),
    };
    match base {
        None => Verdict::Edited(found),
        // Nothing of it would be lost, or it is in the note already.
        Some(_) if text.trim().is_empty() || is_here(text.trim_matches('\n').trim_end()) => Verdict::Same,
        Some(known) => Verdict::Both(found, known.map(SafeLines::new)),
    }
}

/// Whether two bodies say the same: other signs, and lines broken elsewhere, are no other words.
fn is_same(target: &str, one: &str, other: &str) -> bool {
    one == other || (target != "org" && meaning(one).is_some_and(|one| Some(one) == meaning(other)))
}

/// What a body in Markdown means, however it is set: none where blanks have a meaning.
fn meaning(body: &str) -> Option<String> {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(body, &options);
    (!html.contains("<pre")).then(|| html.split_whitespace().collect::<Vec<_>>().join(" "))
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
    let line = |line: &str| lines.get(line.trim_end()).map_or_else(|| logseq_line_back(line), |line| (*line).to_owned());
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
