//! Opening the second pane, and closing it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{App, Choice, ChoiceList, Geometry, List, ListKind, OpenDocument, Origin, Question, ReadEffect, Reading, Tone};
use crate::document::{Builder, Point, SafeText};

use super::border::HALF;
use super::{Pane, Panes};

/// Tables that are offered for the second pane.
const MOST_TABLES: usize = 20;

impl App {
    /// Opens the second pane, or closes it.
    pub(in crate::app) fn second_pane(&mut self) {
        if self.panes.is_some() {
            return self.close_pane();
        }
        let screen = self.geometry.screen;
        if Geometry::of(screen.width, screen.height).parted(HALF, false).is_none() {
            return self.say(Tone::Plain, "message-no-room-for-panes", &[]);
        }
        let document = Arc::clone(self.document());
        let mut choices = vec![Choice::PaneHere, Choice::PaneNotes];
        if document.bodies() < document.blocks().len() {
            choices.push(Choice::PaneFootnotes);
        }
        choices.extend((0..document.tables().len().min(MOST_TABLES)).map(Choice::PaneTable));
        if let Origin::Bundled(language) = self.open.origin {
            let other = match language {
                crate::words::Language::English => crate::words::Language::Korean,
                crate::words::Language::Korean => crate::words::Language::English,
            };
            choices.push(Choice::PaneOrigin(Origin::Bundled(other)));
        }
        choices.push(Choice::PaneFile);
        self.layers.push(ChoiceList::new("choose-pane", choices));
    }

    /// The second pane closes; the focus goes to the document that was opened first, or stays at its place.
    pub(in crate::app) fn close_pane(&mut self) {
        if self.is_guest() {
            self.swap_panes();
        }
        self.panes = None;
        self.lay_out();
    }

    /// Opens the second pane on the same document at `point`, or where the reader is.
    pub(in crate::app) fn open_pane(&mut self, point: Option<Point>) {
        let pane = Pane::at(self.pane.view.clone(), self.pane.contents.clone());
        self.part(Some(pane), None, None);
        // The new pane has the focus, as a reader who asked for it expects.
        self.swap_panes();
        if let Some(point) = point {
            let document = Arc::clone(self.document());
            self.pane.view.go(&document, point, 0);
        }
    }

    /// Opens the second pane as the list of the reader's notes.
    pub(in crate::app) fn open_notes_pane(&mut self) {
        let near = self.nearest_note();
        self.part(None, None, Some(List::new(ListKind::Notes, near)));
        self.swap_panes();
    }

    /// Opens the second pane on the file at `path`.
    pub(in crate::app) fn open_pane_at(&mut self, path: &str) {
        self.open_other_pane(Origin::File(PathBuf::from(path)));
    }

    /// Opens the second pane on another document; it is read behind the screen.
    pub(in crate::app) fn open_other_pane(&mut self, origin: Origin) {
        // A document without anything is always made.
        let Ok(empty) = Builder::new().finish() else { return };
        let name = match &origin {
            Origin::File(path) => SafeText::new(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()),
            _ => SafeText::new(&self.choice_words(&Choice::PaneOrigin(origin.clone()))),
        };
        let request = self.request();
        let mut other = OpenDocument::new(origin.clone(), name, Reading { document: Arc::new(empty), rendition: None });
        (other.progress, other.reading_request) = (Some((0, 0)), request);
        self.part(Some(Pane::new(&self.geometry, self.look.ascii)), Some(Box::new(other)), None);
        self.swap_panes();
        self.effects.push(ReadEffect::Beside { request, origin });
    }

    fn part(&mut self, beside: Option<Pane>, other: Option<Box<OpenDocument>>, list: Option<List>) {
        self.panes = Some(Panes { beside, other, list, second: false, share: HALF, dragged: false });
        self.lay_out();
        if self.geometry.is_stacked() {
            self.say(Tone::Plain, "message-panes-stacked", &[]);
        }
    }

    /// Asks for the path of a file.
    pub(in crate::app) fn ask_path(&mut self, question: Question) {
        self.ask(question, "");
    }
}
