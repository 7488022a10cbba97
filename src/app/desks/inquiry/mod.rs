//! Asking the brief: what is read out of a document, one desk with a leaf for each question.
//!
//! The cursor, the filter and the ways to the text and back are shared; what a leaf counts,
//! says and leads to stands in a file of its own. Answers come from the job lane when they
//! are first asked for, and are kept for as long as the document is open.

mod claims;
mod commands;
mod dates;
mod names;
mod replies;
mod shape;
mod timeline;

pub use dates::date_words;
pub use replies::{Replies, Reply};

use crate::app::{Field, ListCursor};

/// What can be asked of a brief: each is a leaf of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inquiry {
    /// The dates in it.
    Timeline,
    /// Its index: names and terms.
    Names,
    /// The figures of its prose, beside the cells of its tables.
    Claims,
    /// How long its sections are, and what lies where.
    Shape,
}

impl Inquiry {
    /// All of them, in the order of their tabs.
    pub const ALL: &[Self] = &[Self::Timeline, Self::Names, Self::Claims, Self::Shape];

    /// The message that names it.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Timeline => "inquiry-timeline",
            Self::Names => "inquiry-names",
            Self::Claims => "inquiry-claims",
            Self::Shape => "inquiry-shape",
        }
    }

    /// The message for a document of which there is nothing to tell.
    #[must_use]
    pub fn nothing(self) -> &'static str {
        match self {
            Self::Timeline => "timeline-none",
            Self::Names => "terms-none",
            Self::Claims => "claims-none",
            Self::Shape => "contents-empty",
        }
    }

    /// Rows that an entry takes.
    #[must_use]
    pub fn entry_rows(self) -> usize {
        match self {
            Self::Claims => 2,
            Self::Timeline | Self::Names | Self::Shape => 1,
        }
    }

    /// Rows of what is drawn over the entries, the blank row below it included, on a screen of `height` rows.
    #[must_use]
    pub fn head_rows(self, height: u16) -> u16 {
        match self {
            // On a low screen the entries come first.
            Self::Timeline if height < 16 => 1,
            Self::Timeline if height < 30 => 7,
            Self::Timeline => 8,
            Self::Names | Self::Claims | Self::Shape if height < 16 => 0,
            // Where the chosen one stands, and its sentence; how many a table holds.
            Self::Names => 3,
            Self::Claims => 2,
            Self::Shape => 6,
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or(0)
    }
}

/// The desk of inquiries: which leaf is open, and how each was left.
#[derive(Debug, Clone)]
pub struct InquiryDesk {
    /// The leaf that is open.
    pub inquiry: Inquiry,
    tabs: Vec<InquiryTab>,
}

impl Default for InquiryDesk {
    fn default() -> Self {
        Self { inquiry: Inquiry::ALL[0], tabs: vec![InquiryTab::default(); Inquiry::ALL.len()] }
    }
}

impl InquiryDesk {
    /// The state of the leaf that is open.
    #[must_use]
    pub fn tab(&self) -> &InquiryTab {
        &self.tabs[self.inquiry.index()]
    }

    pub(in crate::app) fn tab_mut(&mut self) -> &mut InquiryTab {
        &mut self.tabs[self.inquiry.index()]
    }

    /// The entry of the leaf that is chosen, where one is: its index among all.
    #[must_use]
    pub fn chosen(&self, count: usize) -> Option<usize> {
        let tab = self.tab();
        (tab.cursor.at < tab.count(count)).then(|| tab.index(tab.cursor.at))
    }
}

/// How a leaf is looked at.
#[derive(Debug, Clone, Default)]
pub struct InquiryTab {
    /// The cursor.
    pub cursor: ListCursor,
    /// The filter.
    pub filter: Field,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// Whether entries stand in the leaf's other order.
    pub turned: bool,
    /// Which of an entry's places is looked at: the entry's index among all, and the place's.
    looked: (usize, usize),
    /// The entries shown, in their order, where it is not simply all.
    passed: Option<Vec<u32>>,
    /// Another document or another answer came: what passes has to be told anew.
    stale: bool,
}

impl InquiryTab {
    /// Entries shown, out of `all`.
    #[must_use]
    pub fn count(&self, all: usize) -> usize {
        self.passed.as_ref().map_or(all, Vec::len)
    }

    /// Which place of entry `index` is looked at: the first, until another is asked for.
    #[must_use]
    pub fn place_of(&self, index: usize) -> usize {
        if self.looked.0 == index { self.looked.1 } else { 0 }
    }

    /// The index among all of the entry shown at `at`.
    #[must_use]
    pub fn index(&self, at: usize) -> usize {
        self.passed.as_ref().map_or(at, |passed| passed.get(at).map_or(usize::MAX, |index| *index as usize))
    }
}
