//! Bodies that the reader edited in a file that ibid wrote: in Markdown as they are, in Org and
//! in an outline of Logseq turned back.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::org::{self, Turned};
use super::{Content, Fault, Incoming};
use crate::export::{Dialect, bodies, logseq_line};

pub(super) fn is_markdown(text: &str) -> bool {
    Dialect::of(text) == Some(Dialect::Markdown)
}

pub(super) fn is_logseq(text: &str) -> bool {
    Dialect::of(text) == Some(Dialect::Logseq)
}

pub(super) fn is_org(text: &str) -> bool {
    Dialect::of(text) == Some(Dialect::Org)
}

pub(super) fn read_bodies(text: &str, _: &TimeZone) -> Result<Vec<Incoming>, Fault> {
    let dialect = Dialect::of(text).ok_or(Fault::Unknown)?;
    let mut found: Vec<Incoming> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for body in bodies(text).ok_or(Fault::Unknown)? {
        let place = format!("line {}", body.line);
        let id = body.note.parse().map_err(|_| Fault::Broken {
            source: "markdown",
            place: body.line.to_string(),
            reason: format!("{} is no note's id", body.note),
        })?;
        // A region that was copied within the file: what stands first holds.
        if seen.insert(id) {
            found.push(Incoming { id, title: None, content: Content::Body(body.text, dialect), place });
        }
    }
    Ok(found)
}

/// A body as Markdown; `known` is what it was before the reader may have edited it.
pub(super) fn turned(body: &str, dialect: Dialect, known: &str) -> Turned {
    match dialect {
        Dialect::Markdown => {
            // Lines of blanks alone are written empty, and those at the ends not at all.
            let is_known = written_lines(known).eq(written_lines(body));
            Turned { text: if is_known { known } else { body }.to_owned(), kept: Vec::new() }
        }
        Dialect::Org => org::back(body, known),
        Dialect::Logseq => {
            // Blanks at the ends of lines are not written there.
            let bare = |line: &str| logseq_line(line).trim_end().to_owned();
            let lines: HashMap<String, &str> = known.lines().map(|line| (bare(line), line)).collect();
            let line = |line: &str| lines.get(line.trim_end()).copied().unwrap_or(line).to_owned();
            let same = body.lines().map(line).collect::<Vec<_>>().join("\n");
            // Two lines that Logseq has alike: nothing was edited.
            let is_known = known.lines().map(bare).eq(body.lines().map(|line| line.trim_end().to_owned()));
            Turned { text: if is_known { known.to_owned() } else { same }, kept: Vec::new() }
        }
    }
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
        assert_eq!(turned("# Heading\n\nwords \n\nmore", Dialect::Markdown, known).text, known);
        assert_eq!(turned("# Heading\n\nother\n\nmore", Dialect::Markdown, known).text, "# Heading\n\nother\n\nmore");
    }
}
