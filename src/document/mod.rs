//! The nouns: one immutable text, and ranges over it.
//!
//! A [`Document`] holds one `String`; blocks, marks, sections, cells and pages are spans of
//! it. It is NFC, holds no control character but the line break that ends every unit a
//! phrase can't cross (block, code line, cell), and can be made only by [`Builder`], so that
//! nothing hostile reaches a screen by another way.

mod bitmap;
mod block;
mod builder;
mod derive;
mod dump;
mod embedded;
mod flat;
mod footnote;
mod meta;
mod misprints;
mod outline;
mod roman;
mod safe_text;
mod sentence;
mod span;
mod table;
pub mod value;
mod warning;

pub use bitmap::Bitmap;
#[cfg(any(feature = "pdf", test))]
pub(crate) use bitmap::MOST_SIDE;
pub use block::{Block, BlockKind, Link, Mark, MarkKind, Marker, Picture};
pub use builder::{BuildError, Builder};
pub use embedded::{EmbeddedKind, EmbeddedNote, EmbeddedReply};
pub use flat::FlatError;
pub use footnote::Footnote;
pub use meta::Meta;
pub use outline::{Page, Section};
pub(crate) use roman::roman;
pub use safe_text::{SafeText, clean};
pub(crate) use sentence::sentences;
pub(crate) use span::offset_in;
pub use span::{Point, Span};
pub use table::{Align, Column, Table};
pub use warning::{Furniture, FurnitureKind, Limit, PageFault, Unread, Warning, WarningKind};

/// A brief: one text and what lies over it. Nothing in it changes once it is built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    text: String,
    meta: Meta,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    links: Vec<Link>,
    sections: Vec<Section>,
    footnotes: Vec<Footnote>,
    tables: Vec<Table>,
    pages: Vec<Page>,
    warnings: Vec<Warning>,
    furniture: Vec<Furniture>,
    pictures: Vec<Picture>,
    embedded: Vec<EmbeddedNote>,
    bodies: u32,
    /// Length of the longest mark, in bytes: how far before a span one that reaches it may start.
    reach: u32,
}

impl Document {
    /// The whole text: every block in reading order, then the footnotes' bodies.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`; a span of another document is cut to what this one has.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let end = self.floor(span.end.at().min(self.text.len()));
        let start = self.floor(span.start.at().min(end));
        &self.text[start..end]
    }

    /// What it says of itself.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// All blocks in reading order; footnotes' bodies last.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The index of the first block of the footnotes' bodies; `blocks().len()` where there are none.
    #[must_use]
    pub fn bodies(&self) -> usize {
        self.bodies as usize
    }

    /// The span of the reading text: all sections, without the footnotes' bodies.
    #[must_use]
    pub fn main(&self) -> Span {
        let end = self.blocks[..self.bodies()].last().map_or(0, |block| block.span.end.at());
        Span::new(0, end)
    }

    /// All marks, by start, the longer first.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What the links lead to.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All sections in reading order, each parent before its children.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All footnotes, in the order of their first calls; uncalled ones last.
    #[must_use]
    pub fn footnotes(&self) -> &[Footnote] {
        &self.footnotes
    }

    /// All tables in reading order.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The pages; none where the source has no pages.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// Soft trouble met while reading.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// That nothing behind `read` bytes of the file is in it, since reading may take no more than `memory` MiB.
    #[must_use]
    pub(crate) fn cut_short(mut self, read: u64, memory: u64) -> Self {
        let end = Span::empty(Point::new(self.text.len()));
        self.warnings.insert(0, Warning { kind: WarningKind::CutShort { read, memory }, span: end });
        self
    }

    /// The bytes that were read where the file has more, and the memory that reading may take, in MiB.
    #[must_use]
    pub fn cut(&self) -> Option<(u64, u64)> {
        self.warnings.iter().find_map(|warning| match warning.kind {
            WarningKind::CutShort { read, memory } => Some((read, memory)),
            _ => None,
        })
    }

    /// How much of it could not be read.
    #[must_use]
    pub fn unread(&self) -> Unread {
        Unread::of(&self.warnings, self.text())
    }

    /// What was taken out of the text.
    #[must_use]
    pub fn furniture(&self) -> &[Furniture] {
        &self.furniture
    }

    /// The pictures that can be decoded, in reading order.
    #[must_use]
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// The notes that the file itself carries, by where they stand.
    #[must_use]
    pub fn embedded(&self) -> &[EmbeddedNote] {
        &self.embedded
    }

    /// The picture that the block at index `block` is the place of: its index in [`Self::pictures`].
    #[must_use]
    pub fn picture_of(&self, block: usize) -> Option<usize> {
        let block = self.blocks.get(block).filter(|block| block.kind == BlockKind::Figure)?;
        self.pictures.binary_search_by_key(&block.span.start, |picture| picture.at).ok()
    }

    /// The block that `point` stands in, or the one before it where it stands between two.
    #[must_use]
    pub fn block_at(&self, point: Point) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start <= point).checked_sub(1).or((!self.blocks.is_empty()).then_some(0))
    }

    /// The innermost section around `point`; `None` in a footnote's body.
    #[must_use]
    pub fn section_at(&self, point: Point) -> Option<usize> {
        if self.blocks.get(self.bodies()).is_some_and(|body| body.span.start <= point) {
            return None;
        }
        self.sections.partition_point(|section| section.span.start <= point).checked_sub(1)
    }

    /// The titles from the outermost section around `section` down to itself.
    #[must_use]
    pub fn section_path(&self, section: usize) -> Vec<usize> {
        let mut path = vec![section];
        while let Some(parent) = self.sections[path[path.len() - 1]].parent {
            path.push(parent as usize);
        }
        path.reverse();
        path
    }

    /// The page that `point` stands on. A footnote's body stands on the page of its first call.
    #[must_use]
    pub fn page_at(&self, point: Point) -> Option<usize> {
        let point = match self.body_at(point) {
            Some(footnote) => *self.footnotes[footnote].calls.first()?,
            None => point,
        };
        self.pages.partition_point(|page| page.start <= point).checked_sub(1)
    }

    /// The footnote whose body `point` stands in.
    #[must_use]
    pub fn body_at(&self, point: Point) -> Option<usize> {
        let mut block = self.block_at(point)?;
        if block < self.bodies() {
            return None;
        }
        loop {
            if let BlockKind::FootnoteBody(footnote) = self.blocks[block].kind {
                return Some(footnote as usize);
            }
            block = block.checked_sub(1)?;
        }
    }

    /// The text of a footnote's body: from its first block to its last.
    #[must_use]
    pub fn body_span(&self, footnote: usize) -> Option<Span> {
        let body = self.footnotes.get(footnote)?.body.clone()?;
        let blocks = self.blocks.get(body.start as usize..body.end as usize)?;
        Some(blocks.first()?.span.cover(blocks.last()?.span))
    }

    /// The table that `point` stands in: its index.
    #[must_use]
    pub fn table_at(&self, point: Point) -> Option<usize> {
        match self.blocks[self.block_at(point)?].kind {
            BlockKind::Table(table) => Some(table as usize),
            _ => None,
        }
    }

    /// The marks that touch `span`, in order; a call or a break at its very end counts.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let from = Point(span.start.0.saturating_sub(self.reach));
        let first = self.marks.partition_point(|mark| mark.span.start < from);
        self.marks[first..]
            .iter()
            .take_while(move |mark| mark.span.start <= span.end)
            .filter(move |mark| mark.span.overlaps(span) || (mark.span.is_empty() && span.start <= mark.span.start))
    }

    /// How far `point` is into the reading text, from 0.0 to 1.0.
    #[must_use]
    pub fn share(&self, point: Point) -> f64 {
        let end = self.main().end.0;
        if end == 0 { 0.0 } else { (f64::from(point.0) / f64::from(end)).min(1.0) }
    }
}

#[cfg(test)]
mod tests;
