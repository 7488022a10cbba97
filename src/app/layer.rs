//! What can lie over the text.

use crate::app::{
    Ask, Choosing, Comparing, Context, Desk, DetailsForm, Editor, Exporting, Field, FootnoteDesk, Goto, Help, Hints, Importing,
    Inquiring, Letter, List, OlderEdition, Peek, Picture, Review, Rolling, Selection,
};

/// Something that has the keys instead of the text.
#[derive(Debug)]
pub enum Layer {
    /// The contents: over the text on a narrow screen, else beside it.
    Contents,
    /// A selection being made.
    Select(Selection),
    /// A look at what something leads to.
    Peek(Peek),
    /// The search line.
    Search(Field),
    /// Go to anything.
    Goto(Goto),
    /// A list: footnotes, notes, hits.
    List(List),
    /// The footnote desk.
    Footnotes(Box<FootnoteDesk>),
    /// The table desk.
    Desk(Box<Desk>),
    /// A note being written.
    Editor(Box<Editor>),
    /// Where and how to export.
    Export(Box<Exporting>),
    /// Notes from elsewhere, and what they would change.
    Import(Box<Importing>),
    /// What the document is, to be said.
    Details(Box<DetailsForm>),
    /// The keys that work here.
    Help(Help),
    /// The desk of what the brief tells when asked.
    Inquiry(Box<Inquiring>),
    /// A letter that is waited for.
    Letter(Letter),
    /// Letters on everything that can be followed.
    Hints(Hints),
    /// The text scrolls by itself.
    Rolling(Rolling),
    /// A small choice.
    Choose(Choosing),
    /// The compare desk.
    Compare(Box<Comparing>),
    /// A figure's picture.
    Picture(Picture),
    /// Whether notes of an older edition belong here.
    Edition(OlderEdition),
    /// The notes that an edition moved, one by one.
    Review(Review),
    /// A line typed at the foot.
    Ask(Ask),
}

impl Layer {
    /// Whether it is a desk, which takes the whole screen.
    #[must_use]
    pub fn fills_screen(&self) -> bool {
        matches!(self, Self::Desk(_) | Self::Footnotes(_) | Self::Inquiry(_) | Self::Export(_) | Self::Compare(_))
    }

    /// What the reader is doing in it, as far as keys go.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Contents => Context::Contents,
            Self::Select(_) => Context::Select,
            Self::Peek(_) => Context::Peek,
            Self::Search(_) | Self::Goto(_) | Self::Ask(_) | Self::Details(_) => Context::Line,
            Self::List(list) if list.filtering => Context::Line,
            Self::List(_) => Context::List,
            Self::Inquiry(inquiring) if inquiring.leaf().filtering => Context::Line,
            Self::Inquiry(_) => Context::Inquiry,
            Self::Letter(_) | Self::Hints(_) => Context::Letter,
            Self::Rolling(_) => Context::Rolling,
            Self::Footnotes(desk) if desk.filtering => Context::Line,
            Self::Footnotes(_) => Context::Footnotes,
            Self::Desk(_) => Context::Desk,
            Self::Choose(_) => Context::Choose,
            Self::Compare(_) => Context::Compare,
            Self::Editor(_) => Context::Editor,
            Self::Export(exporting) if exporting.typing.is_some() => Context::Line,
            Self::Export(_) => Context::Export,
            Self::Import(_) => Context::Import,
            Self::Help(_) | Self::Picture(_) => Context::Help,
            Self::Edition(_) => Context::Edition,
            Self::Review(_) => Context::Review,
        }
    }
}
