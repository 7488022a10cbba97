//! A document whose beginning is read.

use std::io;
use std::sync::Arc;

use crossterm::terminal;

use crate::app::{Action, App, NamedPlace, NotesAnswer, OpenDocument, Origin, Outcome, Reading, TerminalLook};
use crate::import::ReadOptions;
use crate::platform::config::Config;
use crate::platform::files::{OpenedFile, ReadError, name_of, read_as_of};
use crate::platform::reading_positions::ReadingPositions;
use crate::words::Words;

/// A document that is to be shown: its beginning is read, the rest still to come.
pub(crate) struct OpenedDocument {
    pub(crate) origin: Origin,
    /// What was opened of it.
    pub(crate) opened: OpenedFile,
    /// How it is read, where that is said.
    pub(crate) options: ReadOptions,
    /// The document of its beginning.
    pub(crate) reading: Reading,
    /// Where to start, where that is said.
    pub(crate) at: Option<NamedPlace>,
}

impl OpenedDocument {
    /// Opens a document and reads its beginning.
    pub(crate) fn open(origin: Origin, options: ReadOptions, at: Option<NamedPlace>) -> Result<Self, ReadError> {
        let mut opened = OpenedFile::open(&origin)?;
        let options = opened.settle(options);
        let reading = opened.opening(options)?;
        Ok(Self { origin, opened, options, reading, at })
    }

    /// The state that it is shown with first: at the place that is asked for, or where it was left.
    pub(crate) fn state(
        &mut self,
        words: &Arc<Words>,
        look: TerminalLook,
        config: &Config,
        positions: &ReadingPositions,
    ) -> io::Result<App> {
        let name = name_of(&self.origin, words);
        let open = OpenDocument::new(self.origin.clone(), name, self.reading.clone());
        let mut app = App::new(Arc::clone(words), look, open, terminal::size()?);
        app.open.read_as = read_as_of(self.options);
        app.configure(config.settings());
        app.open.marks = positions.marks_of(&self.origin);
        match (self.at.take(), positions.of(&self.origin)) {
            (Some(at), _) => app.start_at(at),
            (None, Some(spot)) => drop(app.update(Action::Outcome(Box::new(Outcome::Notes(NotesAnswer::Place(spot)))))),
            (None, None) => {}
        }
        Ok(app)
    }
}
