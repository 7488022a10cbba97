//! The answers that a document has given so far.

use std::sync::Arc;

use crate::document::Point;
use crate::study::{Claims, LengthIndex, Terms, Timeline};

use super::{Inquiry, InquiryDesk};
use crate::app::{App, StudyEffect};

/// An answer from the job lane.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The dates in it.
    Timeline(Arc<Timeline>),
    /// Its index.
    Names(Arc<Terms>),
    /// The figures of its prose.
    Claims(Arc<Claims>),
    /// How long it is, and where.
    Shape(Arc<LengthIndex>),
}

impl Reply {
    fn inquiry(&self) -> Inquiry {
        match self {
            Self::Timeline(_) => Inquiry::Timeline,
            Self::Names(_) => Inquiry::Names,
            Self::Claims(_) => Inquiry::Claims,
            Self::Shape(_) => Inquiry::Shape,
        }
    }
}

/// What is known of the document that is open.
#[derive(Debug, Default)]
pub struct Replies {
    known: Vec<Reply>,
    /// What was asked for and is not answered yet, and how far that is.
    asked: Vec<(Inquiry, Point)>,
    /// How the desk was left.
    pub(super) left: Option<InquiryDesk>,
}

impl Replies {
    fn get(&self, inquiry: Inquiry) -> Option<&Reply> {
        self.known.iter().find(|known| known.inquiry() == inquiry)
    }

    /// How long the document is, and where, once that is known.
    #[must_use]
    pub fn shape(&self) -> Option<&Arc<LengthIndex>> {
        match self.get(Inquiry::Shape)? {
            Reply::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    /// The document's dates, once they are known.
    #[must_use]
    pub fn timeline(&self) -> Option<&Arc<Timeline>> {
        match self.get(Inquiry::Timeline)? {
            Reply::Timeline(timeline) => Some(timeline),
            _ => None,
        }
    }

    /// The document's index, once it is known.
    #[must_use]
    pub fn terms(&self) -> Option<&Arc<Terms>> {
        match self.get(Inquiry::Names)? {
            Reply::Names(terms) => Some(terms),
            _ => None,
        }
    }

    /// The figures of the document's prose, once they are known.
    #[must_use]
    pub fn claims(&self) -> Option<&Arc<Claims>> {
        match self.get(Inquiry::Claims)? {
            Reply::Claims(claims) => Some(claims),
            _ => None,
        }
    }

    /// The place in the text up to which an answer that is not there yet has come.
    #[must_use]
    pub fn progress(&self, inquiry: Inquiry) -> Option<Point> {
        self.asked.iter().find(|(asked, _)| *asked == inquiry).map(|(_, point)| *point)
    }
}

impl App {
    /// Has a question answered, unless it is already or is about to be.
    pub(in crate::app) fn inquire(&mut self, inquiry: Inquiry) {
        if self.open.replies.get(inquiry).is_none() && self.open.replies.progress(inquiry).is_none() {
            self.open.replies.asked.push((inquiry, Point(0)));
            self.effects.push(StudyEffect::Inquire { document: Arc::clone(self.document()), inquiry });
        }
    }

    /// An answer has come: about the document that is open, if it still is.
    pub(in crate::app) fn take_reply(&mut self, reply: Reply) {
        self.open.replies.asked.retain(|(asked, _)| *asked != reply.inquiry());
        self.open.replies.known.retain(|known| known.inquiry() != reply.inquiry());
        self.open.replies.known.push(reply);
        self.inquiries_changed();
    }

    /// An answer is on its way, and has come as far as `point`.
    pub(in crate::app) fn take_progress(&mut self, inquiry: Inquiry, point: Point) {
        if let Some((_, reached)) = self.open.replies.asked.iter_mut().find(|(asked, _)| *asked == inquiry) {
            *reached = point;
        }
    }

    /// Another document is open now: what was known is of the old one.
    pub(in crate::app) fn forget_replies(&mut self) {
        self.open.replies.known.clear();
        self.open.replies.asked.clear();
        self.inquiries_changed();
    }
}
