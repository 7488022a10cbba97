//! Soft trouble and removed furniture: data, never a crash, never silence.

use serde::{Deserialize, Serialize};

use super::{Point, SafeText, Span};

/// Something that the reader should know of; the words come from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What the reader should know.
    pub kind: WarningKind,
    /// The words that it is about; empty where it is about the whole.
    pub span: Span,
}

/// The kinds of warning, with what their message needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WarningKind {
    /// The file holds no body for this footnote.
    FootnoteWithoutBody {
        /// The footnote's label.
        label: SafeText,
    },
    /// Nothing calls this footnote.
    FootnoteWithoutCall {
        /// The footnote's label.
        label: SafeText,
    },
    /// Several bodies have one label; they are shown one after the other.
    FootnoteTwice {
        /// The label.
        label: SafeText,
    },
    /// A number that looks misprinted.
    Misprint {
        /// As printed.
        printed: SafeText,
        /// What it is read as.
        read: SafeText,
        /// The table, counted from 1.
        table: u32,
        /// Heads of its row.
        row: SafeText,
        /// Heads of its column.
        column: SafeText,
    },
    /// A column has `△` and `▼`, which could be more and less: both are read as a minus.
    TrianglesAlike {
        /// The table, counted from 1.
        table: u32,
        /// Heads of the column.
        column: SafeText,
    },
    /// A table's row had more or fewer cells than its head.
    RaggedRow {
        /// The table, counted from 1.
        table: u32,
        /// The row, counted from 1.
        row: u32,
        /// Cells found.
        cells: u32,
        /// Columns of the table.
        columns: u32,
    },
    /// A quotation mark that opens a field and that nothing closes is read as a sign.
    UnclosedQuote {
        /// The line of the first one, counted from 1.
        line: u32,
        /// How many there are.
        count: u32,
    },
    /// Bytes that the encoding does not know became U+FFFD.
    Undecodable {
        /// The first one's offset in the file, in bytes.
        offset: u64,
        /// How many places.
        count: u32,
        /// The encoding that was used.
        encoding: SafeText,
    },
    /// NUL bytes in a text were left out.
    Nul {
        /// The first one's offset in the file, in bytes.
        offset: u64,
        /// How many there are.
        count: u32,
    },
    /// The bytes named no encoding, and this one was guessed.
    GuessedEncoding {
        /// The encoding.
        encoding: SafeText,
    },
    /// A text looks like something that it was not read as.
    LooksLike {
        /// What it looks like.
        what: SafeText,
        /// The format that reads it so.
        format: SafeText,
    },
    /// A link to a place inside that this document does not have.
    BrokenLink {
        /// Its target.
        target: SafeText,
    },
    /// Something was nested deeper, or was more, than the reader takes; the rest is shown flat.
    Capped {
        /// What there was too much of.
        what: Limit,
        /// The most that is taken.
        limit: u32,
    },
    /// A page whose text can't be told.
    PageUnread {
        /// What the page is called.
        page: SafeText,
        /// Why it has none.
        fault: PageFault,
    },
    /// The file has front matter that could not be read.
    FrontMatter {
        /// What the parser said.
        reason: SafeText,
    },
    /// Only the beginning of the file was read: there is no memory for the rest.
    CutShort {
        /// Bytes that were read.
        read: u64,
        /// The memory that reading may take, in MiB.
        memory: u64,
    },
}

/// What there may be more of than is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Levels of lists and quotations.
    Nesting,
    /// Signs of markup in one stretch.
    Markup,
    /// Quotation signs in one line.
    Quotes,
    /// Calls of footnotes.
    Footnotes,
    /// Pages.
    Pages,
}

impl Limit {
    /// The word of the catalogue that names it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nesting => "capped-nesting",
            Self::Markup => "capped-markup",
            Self::Quotes => "capped-quotes",
            Self::Footnotes => "capped-footnotes",
            Self::Pages => "capped-pages",
        }
    }
}

/// Why a page has no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageFault {
    /// Its fonts do not say which characters they draw.
    Unmapped,
    /// It is a picture of a page.
    Scanned,
    /// A part of it is damaged; the rest was read.
    Partly,
    /// Reading it failed.
    Failed,
}

/// How much of a document could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unread {
    /// Pages without text that are damaged, or whose fonts say nothing.
    pub pages: usize,
    /// Pages that are pictures.
    pub pictures: usize,
    /// Pages of which a part is damaged.
    pub parts: usize,
    /// No word of it could be read.
    pub is_all: bool,
}

impl Unread {
    /// What the warnings of a document say, whose text is `text`.
    pub(super) fn of(warnings: &[Warning], text: &str) -> Self {
        let mut unread = Self::default();
        for warning in warnings {
            let WarningKind::PageUnread { fault, .. } = &warning.kind else { continue };
            match fault {
                PageFault::Unmapped | PageFault::Failed => unread.pages += 1,
                PageFault::Scanned => unread.pictures += 1,
                PageFault::Partly => unread.parts += 1,
            }
        }
        unread.is_all = unread != Self::default() && text.trim().is_empty();
        unread
    }
}

/// Something that belongs to the page and not to the text: taken out, and listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it was taken for.
    pub kind: FurnitureKind,
    /// As it stood.
    pub text: SafeText,
    /// Where it stood.
    pub at: Point,
}

/// The kinds of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FurnitureKind {
    /// A line repeated at the head of pages.
    RunningHead,
    /// A line repeated at the foot of pages.
    RunningFoot,
    /// A page number.
    PageNumber,
    /// Markup that has no text of its own (an HTML comment, a tag).
    Markup,
}
