//! Which counts of chapters go on from each other: one alone may be anything's.

use std::collections::HashSet;

use super::chapter::form;
use super::heading::is_top;
use super::letters::ends_sentence;
use super::line::{GONE, LEADER, Line, PAGE};
use super::marker::{Marker, Scheme, marker};

/// Columns of a line with a count at most.
const LONGEST: u16 = 100;
/// Counts that are remembered of a file at most.
const MOST: usize = 10_000;

/// How surely a count at a line's start is a chapter's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// By what it looks like.
    Sure,
    /// The count next to it stands elsewhere, or one of what it is made up of stands below.
    Counted,
    /// By nothing.
    Alone,
}

/// The counts met so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    seen: HashSet<(u64, u32)>,
    /// Whether chapters or sections are surely counted.
    chapters: bool,
}

impl Runs {
    /// Notes the counts that lines of a window start with.
    pub(super) fn see(&mut self, text: &str, lines: &[Line], step: u16) {
        let mut ended = true;
        for line in lines.iter().filter(|line| !line.has(GONE)) {
            let words = line.of(text);
            let apart = ended || line.gap > step || line.has(PAGE | LEADER);
            ended = ends_sentence(words);
            if !apart || ended || line.width > LONGEST || self.seen.len() >= MOST {
                continue;
            }
            if let Some(found) = marker(words).filter(|found| is_top(found.scheme)) {
                let form = form(words, &found);
                self.seen.insert((form.name, found.number));
                self.chapters |= form.sure && found.scheme != Scheme::Part;
            }
        }
    }

    /// How surely `found`, which line `words` starts with, is a chapter's count; `below` is what the next line starts with.
    pub(super) fn standing(&self, words: &str, found: &Marker, below: Option<&Marker>) -> Standing {
        let form = form(words, found);
        let near = [found.number.checked_sub(1), found.number.checked_add(1)];
        let is_part = |below: &Marker| {
            below.number == 1
                && below.scheme != found.scheme
                && (is_top(below.scheme) || matches!(below.scheme, Scheme::Decimal(1) | Scheme::Roman))
        };
        // What has chapters may have parts.
        let holds = self.chapters && found.scheme == Scheme::Part && words.starts_with(['제', '第']);
        if form.sure {
            Standing::Sure
        } else if holds
            || near.into_iter().flatten().any(|number| self.seen.contains(&(form.name, number)))
            || below.is_some_and(is_part)
        {
            Standing::Counted
        } else {
            Standing::Alone
        }
    }
}
