//! Two panes: the same document at two places, the text and the reader's notes, or two documents.
//!
//! The pane in focus is what the state holds anyway (a document, and a view of it), so that no command has to
//! know of panes; the other is held beside, and changing the focus swaps them.
//! Notes belong to the document that was opened first, its home; a guest is for reading.

mod areas;
mod border;
mod opening;

use std::sync::Arc;

use crate::app::{
    App, Contents, Geometry, Jumps, LeftDesks, List, Margin, OpenDocument, Origin, SearchState, SidePanels, Tone, View,
};
use crate::document::{Document, Point};

/// A pane: what part of a text is on the screen, and the ways through it.
#[derive(Debug)]
pub struct Pane {
    /// What part of the text is on the screen.
    pub view: View,
    /// The outline's folds and cursor.
    pub contents: Contents,
    /// The search that is going on.
    pub search: SearchState,
    /// What stands beside the text.
    pub margin: Margin,
    pub(in crate::app) jumps: Jumps,
    /// Footnote desks that were left for the text.
    pub(in crate::app) left: LeftDesks,
}

impl Pane {
    /// A pane at the start of a document.
    #[must_use]
    pub(in crate::app) fn new(geometry: &Geometry, ascii: bool) -> Self {
        Self::at(View::new(geometry, ascii), Contents::default())
    }

    /// A pane with this view and these folds.
    fn at(view: View, contents: Contents) -> Self {
        Self {
            view,
            contents,
            search: SearchState::default(),
            margin: Margin::default(),
            jumps: Jumps::default(),
            left: LeftDesks::default(),
        }
    }
}

/// Two panes.
#[derive(Debug)]
pub struct Panes {
    /// The one without the focus; where the second is a list, nothing is in it.
    pub beside: Option<Pane>,
    /// Its document and all that belongs to it, where that is not the one of the pane in focus.
    other: Option<Box<OpenDocument>>,
    /// The list that the second pane is, while the text has the focus.
    pub list: Option<List>,
    /// Whether the second pane has the focus.
    pub second: bool,
    /// The share of the first, in thousandths.
    share: u16,
    /// Whether the border is being dragged.
    dragged: bool,
}

impl Panes {
    /// Where the document of the other pane comes from, where it is another one.
    pub(in crate::app) fn other_origin(&self) -> Option<Origin> {
        Some(self.other.as_ref()?.origin.clone())
    }
}

impl App {
    /// The document that notes belong to: the one that was opened first.
    #[must_use]
    pub fn home(&self) -> &OpenDocument {
        match self.other_document() {
            Some(other) if self.is_guest() => other,
            _ => &self.open,
        }
    }

    /// Whether the pane in focus holds another document than the one that was opened first.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.panes.as_ref().is_some_and(|panes| panes.second && panes.other.is_some())
    }

    pub(in crate::app) fn other_document(&self) -> Option<&OpenDocument> {
        self.panes.as_ref()?.other.as_deref()
    }

    /// What is open in the pane without the focus.
    #[must_use]
    pub fn open_beside(&self) -> &OpenDocument {
        self.other_document().unwrap_or(&self.open)
    }

    /// Whether the list that has the keys is the second pane.
    pub(in crate::app) fn list_is_pane(&self) -> bool {
        self.panes.as_ref().is_some_and(|panes| panes.beside.is_none() && panes.second)
    }

    /// The areas of a screen of this size, parted where there are two panes and room for them.
    pub(in crate::app) fn areas(&self, width: u16, height: u16) -> Geometry {
        let whole = Geometry::with(width, height, self.preferences.beside);
        match &self.panes {
            // What stands beside the text gives way.
            Some(panes) => {
                let bare = Geometry::with(width, height, SidePanels { margin: false, strip: false });
                bare.parted(panes.share, panes.second && panes.beside.is_some()).unwrap_or(whole)
            }
            None => whole,
        }
    }

    /// Lays the screen out anew; both panes keep their places.
    pub(in crate::app) fn lay_out(&mut self) {
        let screen = self.geometry.screen;
        self.geometry = self.areas(screen.width, screen.height);
        let document = Arc::clone(self.document());
        self.pane.view.resize(&self.geometry, &document);
        if self.geometry.other_pane.is_none() {
            // Out of sight it keeps its place as it is.
            return;
        }
        let (turned, beside) = (self.geometry.turned(), Arc::clone(&self.open_beside().document));
        if let Some(pane) = self.panes.as_mut().and_then(|panes| panes.beside.as_mut()) {
            pane.view.resize(&turned, &beside);
        }
    }

    /// Makes what the pane without the focus shows.
    pub(in crate::app) fn refresh_beside(&mut self) {
        if self.geometry.other_pane.is_none() {
            return;
        }
        let document = Arc::clone(&self.open_beside().document);
        let drawn = !self.preferences.formula_source;
        if let Some(pane) = self.panes.as_mut().and_then(|panes| panes.beside.as_mut()) {
            pane.view.draw_formulas(drawn, &document);
            pane.view.refresh(&document);
            let shown = pane.view.shown();
            pane.search.refresh(&document, shown);
        }
        if let Some(mut list) = self.panes.as_mut().and_then(|panes| panes.list.take()) {
            self.fit_list(&mut list);
            if let Some(panes) = &mut self.panes {
                panes.list = Some(list);
            }
        }
    }

    /// The focus goes to the other pane.
    pub(in crate::app) fn other_pane(&mut self) {
        self.swap_panes();
        // A search that another one took the place of goes on.
        if self.pane.search.matcher.is_some() && self.pane.search.hits.is_none() {
            self.search_again();
        }
    }

    /// What is held beside changes places with what the state holds.
    fn swap_panes(&mut self) {
        let Some(mut panes) = self.panes.take() else { return };
        panes.second = !panes.second;
        match (&mut panes.beside, panes.list.take()) {
            (Some(pane), _) => {
                std::mem::swap(pane, &mut self.pane);
                if let Some(other) = &mut panes.other {
                    std::mem::swap(&mut **other, &mut self.open);
                }
            }
            (None, Some(list)) => self.layers.push(list),
            (None, None) => {
                panes.list = self.layers.remove::<List>().map(|list| *list);
            }
        }
        self.panes = Some(panes);
        self.lay_out();
    }

    /// The text gets the keys; the list that had them stays as the second pane.
    pub(in crate::app) fn rest_list(&mut self, list: List) {
        self.swap_panes();
        if let Some(panes) = &mut self.panes {
            panes.list = Some(list);
        }
    }

    /// Opens the guest in its own right, at this place.
    pub(in crate::app) fn open_own(&mut self) {
        if !self.is_guest() {
            return self.say(Tone::Plain, "message-no-guest", &[]);
        }
        let (origin, offset) = (self.open.origin.clone(), self.pane.view.focus.0);
        self.swap_panes();
        self.leave_for(origin, Some(crate::app::NamedPlace::Offset(offset)));
    }

    /// Does something where the pane without the focus has it; layers are of the pane in focus.
    pub(in crate::app) fn in_other_pane(&mut self, act: impl FnOnce(&mut Self)) {
        let layers = std::mem::take(&mut self.layers);
        self.swap_panes();
        act(self);
        self.swap_panes();
        self.layers.put_under(layers);
    }

    /// Another reading of the document of both panes has come: the other keeps its place as well.
    pub(in crate::app) fn carry_beside(&mut self, new: &Document, carry: impl Fn(Point) -> Point) {
        let same = self.panes.as_mut().filter(|panes| panes.other.is_none());
        let Some(pane) = same.and_then(|panes| panes.beside.as_mut()) else { return };
        pane.view.top.point = carry(pane.view.top.point);
        pane.view.focus = carry(pane.view.focus);
        pane.view.forget_rows();
        pane.jumps.carry(carry);
        pane.left = LeftDesks::default();
        pane.contents.forget();
        pane.search.forget_hits();
        pane.view.refresh(new);
    }

    /// The view of the document that was opened first, and that document.
    pub(in crate::app) fn home_view(&self) -> (&View, &Arc<Document>) {
        match self.panes.as_ref().and_then(|panes| panes.beside.as_ref()) {
            Some(pane) if self.is_guest() => (&pane.view, &self.open_beside().document),
            _ => (&self.pane.view, self.document()),
        }
    }
}
