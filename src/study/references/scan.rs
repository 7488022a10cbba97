//! Which words look like references, by their form alone.

use super::ReferenceKind;
use super::form::{Match, standing};

/// Words that may be a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// First byte, in the text that was scanned.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What they name.
    pub(super) kind: ReferenceKind,
    /// Which of the kind; several for `Tables 1 and 3`.
    pub(super) meant: Vec<Meant>,
    /// Whether the words mean something else where there is nothing to be pointed to.
    pub(super) must_be_there: bool,
}

/// Which one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// By its number, in the form of [`super::number::normal`].
    Number(String),
    /// The next one.
    Below,
    /// The one before.
    Above,
    /// A chapter, and a section of it: what each is called, and its number.
    Levels(Vec<(Level, String)>),
    /// The section beside the one that the words stand in: the next, else the one before.
    Beside(Level, bool),
    /// One between the ends of a range: nothing is said of it where it is not there.
    Between(Box<Self>),
    /// `2-1` or `1–3`: one thing where it is there, else all of a range.
    Range(Box<Self>, Vec<Self>),
}

/// What a part of a document is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Level {
    /// 부, Part.
    Part,
    /// 장, Chapter.
    Chapter,
    /// 절.
    Section,
    /// Section: of any depth.
    Any,
}

/// The mentions that start in `text[from..to]`, in order; of two that overlap the first.
pub(super) fn mentions(text: &str, from: usize, to: usize) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let Some(piece) = text.get(from..to) else { return found };
    for (form, pattern) in standing(piece) {
        let matches = pattern.captures_iter(piece).filter_map(|captures| Match::of(form, text, from, captures));
        found.extend(matches.filter_map(|one| {
            let (kind, meant, must_be_there) = (form.read)(&one)?;
            Some(Mention { start: one.start, end: one.end, kind, meant, must_be_there })
        }));
    }
    found.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
    let mut end = 0;
    found.retain(|mention| {
        let is_free = mention.start >= end;
        if is_free {
            end = mention.end;
        }
        is_free
    });
    found
}
