//! A place in a document as a command line names it.

use std::str::FromStr;
use std::sync::Arc;

use crate::annotation::NoteId;
use crate::document::{Document, Point};

use crate::app::{App, Pending, Tone};

/// `section:3`, `page:5`, `50%`, `offset:1234`, or the id of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPlace {
    /// A section, counted from 1 as the outline counts.
    Section(usize),
    /// A page, by its label.
    Page(String),
    /// Behind so many percent of the reading text.
    Percent(usize),
    /// A byte of the document's text.
    Offset(u32),
    /// One of the reader's notes.
    Note(NoteId),
    /// A draft that waits, by what it is kept under; no command line names one.
    Draft(String),
}

/// What was read names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPlace;

impl FromStr for NamedPlace {
    type Err = UnknownPlace;
    fn from_str(text: &str) -> Result<Self, UnknownPlace> {
        if let Some(percent) = text.strip_suffix('%') {
            return percent.parse().ok().filter(|percent| *percent <= 100).map(Self::Percent).ok_or(UnknownPlace);
        }
        match text.split_once(':') {
            Some(("section", number)) => number.parse().map(Self::Section).map_err(|_| UnknownPlace),
            Some(("page", label)) if !label.is_empty() => Ok(Self::Page(label.to_owned())),
            Some(("offset", bytes)) => bytes.parse().map(Self::Offset).map_err(|_| UnknownPlace),
            Some(_) => Err(UnknownPlace),
            None => text.parse().map(Self::Note).map_err(|_| UnknownPlace),
        }
    }
}

impl NamedPlace {
    /// The point in `document`, where it has that place; a note's place only its owner knows.
    #[must_use]
    pub fn point(&self, document: &Document) -> Option<Point> {
        match self {
            Self::Section(number) => document.sections().get(number.checked_sub(1)?).map(|section| section.span.start),
            Self::Page(label) => document.pages().iter().find(|page| &*page.label == label).map(|page| page.start),
            Self::Offset(bytes) => {
                let at = *bytes as usize;
                (at <= document.text().len()).then(|| Point::new(document.floor(at)))
            }
            Self::Percent(percent) => {
                let (end, percent) = (document.main().end.at(), (*percent).min(100));
                let at = end / 100 * percent + (end % 100 * percent).div_ceil(100);
                let point = Point::new(document.floor(at.min(end.saturating_sub(1))));
                Some(document.sentence_at(point).start)
            }
            Self::Note(_) | Self::Draft(_) => None,
        }
    }
}

impl App {
    /// Starts at a place that the command line names; it may lie in what is not read yet.
    pub fn start_at(&mut self, at: NamedPlace) {
        self.open.pending = Some(Pending::At(at));
        self.carry_out_pending();
        self.refresh();
    }

    /// Goes to the place that is waited for, when it is there.
    pub(in crate::app) fn carry_out_pending(&mut self) {
        let document = Arc::clone(self.document());
        match self.open.pending.take() {
            Some(Pending::Command(command)) if self.open.is_whole() => {
                self.message = None;
                self.read(command, None);
            }
            Some(Pending::Table(table)) if self.open.is_whole() => {
                self.message = None;
                self.open_desk(table);
            }
            Some(Pending::Position(position)) if self.open.is_whole() => {
                self.message = None;
                self.resume(position);
            }
            Some(Pending::At(NamedPlace::Note(id))) => self.go_to_named_note(id),
            Some(Pending::At(NamedPlace::Draft(key))) => {
                if !self.open_named_draft(&key) {
                    self.open.pending = Some(Pending::At(NamedPlace::Draft(key)));
                }
            }
            // A part of the opening is no part of the whole.
            Some(Pending::At(at @ NamedPlace::Percent(_))) if !self.open.is_whole() && !self.open.stopped => {
                self.open.pending = Some(Pending::At(at));
            }
            Some(Pending::At(at)) => match at.point(&document) {
                Some(point) => self.pane.view.go(&document, point, 0),
                None if !self.open.is_whole() => self.open.pending = Some(Pending::At(at)),
                None => self.say(Tone::Warning, "message-no-such-place", &[]),
            },
            pending => self.open.pending = pending,
        }
    }

    /// Goes to a note that a command line or an address names, once it is known where it stands.
    fn go_to_named_note(&mut self, id: NoteId) {
        let placed = self.open.notebook.get(id);
        match placed.map(|placed| (placed.found.is_some(), placed.span(), placed.is_doubtful())) {
            Some((true, Some(span), is_doubtful)) => {
                let document = Arc::clone(self.document());
                self.pane.view.go(&document, span.start, 0);
                if is_doubtful {
                    self.say(Tone::Warning, "message-note-doubtful", &[]);
                }
            }
            Some((true, None, _)) => self.say(Tone::Warning, "message-note-lost", &[]),
            // It is still looked for.
            Some((false, ..)) => self.open.pending = Some(Pending::At(NamedPlace::Note(id))),
            None if !self.open.notebook.is_loaded() => self.open.pending = Some(Pending::At(NamedPlace::Note(id))),
            // Its document may be an older edition, whose notes are not carried over yet.
            None => {
                self.open.wanted_note = Some(id);
                self.say(Tone::Warning, "message-no-such-note", &[]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_in_five_ways() {
        assert_eq!("section:3".parse(), Ok(NamedPlace::Section(3)));
        assert_eq!("page:iv".parse(), Ok(NamedPlace::Page("iv".into())));
        assert_eq!("offset:12".parse(), Ok(NamedPlace::Offset(12)));
        assert_eq!("50%".parse(), Ok(NamedPlace::Percent(50)));
        assert!(matches!("0193a5d2-7c3e-7000-8000-000000000000".parse(), Ok(NamedPlace::Note(_))));
        for wrong in ["", "3", "section:x", "page:", "offset:-1", "line:4", "%", "-1%", "101%"] {
            assert_eq!(wrong.parse::<NamedPlace>(), Err(UnknownPlace), "{wrong}");
        }
    }
}
