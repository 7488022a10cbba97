//! Which notes are exported, and in what order: by what the filter asks for, with all that the
//! document tells of a note.

use super::{NoteOrder, Placement, kind_name, label_words};
use crate::annotation::{Facts, Note, NoteFilter};
use crate::document::{Document, Span};
use crate::words::Words;

/// Where a note stands, as far as a query over notes asks for it.
#[derive(Debug, Clone, Copy)]
pub struct NoteContext<'a> {
    /// The document that it stands in, where that is at hand.
    pub document: Option<&'a Document>,
    /// What the document is called.
    pub title: &'a str,
    /// Where in it.
    pub standing: Placement,
}

/// Whether the query asks for a note.
#[must_use]
pub fn matches_filter(filter: &NoteFilter, note: &Note, around: NoteContext, words: &Words) -> bool {
    let NoteContext { document, title, standing } = around;
    if filter.is_empty() {
        return true;
    }
    let now = document.zip(standing.span());
    let section = match now {
        Some((document, span)) => section_of(document, span).to_owned(),
        None => note.anchor.section.last().map_or(String::new(), ToString::to_string),
    };
    let page = match now {
        Some((document, span)) => {
            document.page_at(span.start).map_or("", |page| document.pages()[page].label.as_str()).to_owned()
        }
        None => note.anchor.page.as_ref().map_or(String::new(), ToString::to_string),
    };
    let (kind, label) = (kind_name(words, note), label_words(words, &note.label));
    let (doubtful, lost) = (standing == Placement::Doubtful, standing == Placement::Lost);
    let state = match standing {
        Placement::Doubtful => words.say("state-doubtful"),
        Placement::Lost => words.say("state-lost"),
        _ => "".into(),
    };
    let shown = [label.as_str(), &*kind, &*state];
    filter.matches(note, &Facts { section: &section, page: &page, document: title, doubtful, lost, shown: &shown })
}

/// Puts notes into the order that they are written in.
pub fn sort_notes(notes: &mut [(Note, Placement)], order: NoteOrder) {
    match order {
        NoteOrder::Place => notes.sort_by_cached_key(|(note, standing)| place_in_order(note, *standing)),
        NoteOrder::Time => notes.sort_by_cached_key(|(note, _)| time_in_order(note)),
    }
}

/// The same of notes that are only looked at.
pub(super) fn ordered(notes: &[(Note, Placement)], order: NoteOrder) -> Vec<&(Note, Placement)> {
    let mut notes: Vec<_> = notes.iter().collect();
    match order {
        NoteOrder::Place => notes.sort_by_key(|(note, standing)| place_in_order(note, *standing)),
        NoteOrder::Time => notes.sort_by_key(|(note, _)| time_in_order(note)),
    }
    notes
}

/// By the text; where no text is at hand, by where they stood when they were made.
fn place_in_order(note: &Note, standing: Placement) -> impl Ord + use<> {
    let span = match standing {
        Placement::At(span) => Some(span),
        Placement::Unread => Some(note.anchor.span()),
        Placement::Doubtful | Placement::Lost => None,
    };
    (span.is_none(), span, note.id)
}

/// The oldest first.
fn time_in_order(note: &Note) -> impl Ord + use<> {
    (note.created.timestamp(), note.id)
}

/// The title of the section around a point; empty for an untitled one.
fn section_of(document: &Document, span: Span) -> &str {
    document.section_at(span.start).map_or("", |section| document.slice(document.sections()[section].title))
}
