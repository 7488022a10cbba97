//! The contents: the tree of sections with its folds, and a cursor in it.

use crate::app::layer::{After, Cell, Overlay};
use crate::app::reading::Reload;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::Document;

use crate::app::{App, Command, Context, Geometry, ListCursor};

/// Folds and cursor of the outline.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    folded: BTreeSet<u32>,
    /// The sections that are shown, in order: not those inside a folded one.
    pub shown: Arc<[u32]>,
    /// The cursor among [`Contents::shown`].
    pub cursor: ListCursor,
    /// The section being read.
    pub reading: Option<u32>,
    made_for: usize,
}

impl Contents {
    /// Whether `section` is folded.
    #[must_use]
    pub fn is_folded(&self, section: u32) -> bool {
        self.folded.contains(&section)
    }

    /// Another document has taken the place of the one whose outline was shown.
    pub(in crate::app) fn forget(&mut self) {
        self.shown = Arc::default();
        self.made_for = usize::MAX;
    }

    /// Makes the list of shown sections, when the document or a fold has changed.
    fn make(&mut self, document: &Document) {
        let sections = document.sections();
        let mut shown = Vec::with_capacity(sections.len());
        let mut hidden_below: Option<u16> = None;
        for (index, section) in (0_u32..).zip(sections) {
            if hidden_below.is_some_and(|depth| section.depth > depth) {
                continue;
            }
            hidden_below = self.folded.contains(&index).then_some(section.depth);
            shown.push(index);
        }
        self.shown = shown.into();
        self.made_for = sections.len();
    }

    /// The place among the shown of `section`, or of the folded one around it.
    fn place_of(&self, document: &Document, section: u32) -> usize {
        let mut section = section;
        loop {
            if let Ok(at) = self.shown.binary_search(&section) {
                return at;
            }
            match document.sections()[section as usize].parent {
                Some(parent) => section = parent,
                None => return 0,
            }
        }
    }

    fn chosen(&self) -> Option<u32> {
        self.shown.get(self.cursor.at).copied()
    }

    /// Folds the chosen section; where there is nothing to fold, the cursor goes to the one around it.
    fn fold(&mut self, document: &Document) {
        let Some(section) = self.chosen() else { return };
        if has_children(document, section) && !self.is_folded(section) {
            self.folded.insert(section);
            self.make(document);
        } else if let Some(parent) = document.sections()[section as usize].parent {
            self.cursor.at = self.place_of(document, parent);
        }
    }

    /// Unfolds the chosen section.
    fn unfold(&mut self, document: &Document) {
        if let Some(section) = self.chosen() {
            self.folded.remove(&section);
            self.make(document);
        }
    }
}

/// Whether `section` has sections in it.
#[must_use]
pub(in crate::app) fn has_children(document: &Document, section: u32) -> bool {
    document.sections().get(section as usize + 1).is_some_and(|next| next.parent == Some(section))
}

/// The keys are in the contents, whose folds and cursor are those of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentsLayer;

impl Overlay for ContentsLayer {
    fn context(&self) -> Context {
        Context::Contents
    }

    fn obey(&mut self, app: &mut App, command: Command, count: Option<usize>) -> After {
        let document = Arc::clone(app.document());
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(app.contents_height()).unwrap_or(isize::MAX);
        let contents = &mut app.pane.contents;
        let shown = contents.shown.len();
        match command {
            Command::Down => contents.cursor.step(times, shown),
            Command::Up => contents.cursor.step(-times, shown),
            Command::PageDown | Command::HalfDown => contents.cursor.step(page, shown),
            Command::PageUp | Command::HalfUp => contents.cursor.step(-page, shown),
            Command::Start => contents.cursor.at = 0,
            Command::End => contents.cursor.at = shown.saturating_sub(1),
            Command::Fold => contents.fold(&document),
            Command::Unfold => contents.unfold(&document),
            Command::Accept => {
                if let Some(section) = contents.chosen() {
                    app.jump(document.sections()[section as usize].span.start, 0);
                }
                return After::Close;
            }
            Command::Search | Command::Goto => {
                app.read(command, None);
                return After::Close;
            }
            _ => return After::Close,
        }
        After::Stay
    }

    /// Beside the text a click is the text's, which has what stands beside it in its care.
    fn click(&mut self, app: &mut App, (column, row): Cell) -> Option<After> {
        if app.geometry.contents.is_some() {
            return None;
        }
        let area = app.contents_overlay().inset(2, 1);
        if !area.holds(column, row) {
            return Some(After::Close);
        }
        Some(if app.click_contents(usize::from(row - area.y)) { After::Close } else { After::Stay })
    }

    fn resized(&self, geometry: &Geometry) -> After {
        // Beside the text the contents merely had the keys; over it they would cover it unasked.
        if geometry.contents.is_none() { After::Close } else { After::Stay }
    }

    fn carry(&mut self, _: &mut App, _: &Reload) -> After {
        // The pane's contents are made of the new document.
        After::Stay
    }
}

impl App {
    /// Puts the contents' cursor on the section being read, unless the reader moves it.
    pub(in crate::app) fn fit_contents(&mut self) {
        let document = Arc::clone(self.document());
        if self.pane.contents.made_for != document.sections().len() || self.pane.contents.shown.is_empty() {
            self.pane.contents.make(&document);
        }
        let reading = document.section_at(self.pane.view.focus).and_then(|section| u32::try_from(section).ok());
        self.pane.contents.reading = reading;
        if self.context() != Context::Contents
            && let Some(section) = reading
        {
            self.pane.contents.cursor.at = self.pane.contents.place_of(&document, section);
        }
        let height = self.contents_height();
        let count = self.pane.contents.shown.len();
        self.pane.contents.cursor.fit(height, count);
    }

    /// Rows that the contents have, beside the text or over it.
    fn contents_height(&self) -> usize {
        let area = self.geometry.contents.unwrap_or_else(|| self.contents_overlay().inset(2, 1));
        usize::from(area.height)
    }

    /// Where the contents stand when there is no room beside the text.
    #[must_use]
    pub fn contents_overlay(&self) -> crate::app::Area {
        let screen = self.geometry.screen;
        let count = u16::try_from(self.pane.contents.shown.len()).unwrap_or(u16::MAX);
        self.geometry.floating(screen.width.saturating_sub(8).min(70), count.saturating_add(2).max(5))
    }

    /// The cursor leaves the text for the contents.
    pub(in crate::app) fn open_contents(&mut self) {
        self.layers.push(ContentsLayer);
    }

    /// A click on row `row` of the contents; whether a section stands there.
    pub(in crate::app) fn click_contents(&mut self, row: usize) -> bool {
        let document = Arc::clone(self.document());
        let Some(section) = self.pane.contents.shown.get(self.pane.contents.cursor.first + row) else { return false };
        let start = document.sections()[*section as usize].span.start;
        self.layers.close::<ContentsLayer>();
        self.jump(start, 0);
        true
    }
}
