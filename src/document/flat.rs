//! A document as bytes, and back: how one comes from a process that is not trusted.
//!
//! A text and arrays, nothing nested. What comes in is believed in nothing: every string is
//! cleaned again, every span checked against the text, every index against what it points
//! into, and what follows from the rest is derived again.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    Block, BlockKind, Document, EmbeddedNote, Footnote, Furniture, Link, Mark, MarkKind, Meta, Page, Picture, Point, Span, Table,
    Warning, clean, derive,
};

/// Grows whenever the bytes change their meaning.
const VERSION: u32 = 3;

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no sound document: {what}")]
pub struct FlatError {
    /// What is wrong with it.
    pub what: &'static str,
}

#[derive(Serialize)]
struct Told<'d> {
    version: u32,
    text: &'d str,
    meta: &'d Meta,
    blocks: &'d [Block],
    marks: &'d [Mark],
    links: &'d [Link],
    footnotes: &'d [Footnote],
    tables: &'d [Table],
    pages: &'d [Page],
    warnings: &'d [Warning],
    furniture: &'d [Furniture],
    pictures: &'d [Picture],
    embedded: &'d [EmbeddedNote],
    bodies: u32,
}

#[derive(Deserialize)]
struct Heard {
    version: u32,
    text: String,
    meta: Meta,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    links: Vec<Link>,
    footnotes: Vec<Footnote>,
    tables: Vec<Table>,
    pages: Vec<Page>,
    warnings: Vec<Warning>,
    furniture: Vec<Furniture>,
    pictures: Vec<Picture>,
    embedded: Vec<EmbeddedNote>,
    bodies: u32,
}

impl Document {
    /// The document as bytes, for [`Document::from_flat`] of the same build.
    ///
    /// # Errors
    /// [`FlatError`] where it can't be told, for want of memory.
    pub fn to_flat(&self) -> Result<Vec<u8>, FlatError> {
        let told = Told {
            version: VERSION,
            text: &self.text,
            meta: &self.meta,
            blocks: &self.blocks,
            marks: &self.marks,
            links: &self.links,
            footnotes: &self.footnotes,
            tables: &self.tables,
            pages: &self.pages,
            warnings: &self.warnings,
            furniture: &self.furniture,
            pictures: &self.pictures,
            embedded: &self.embedded,
            bodies: self.bodies,
        };
        postcard::to_stdvec(&told).map_err(|_| FlatError { what: "it can't be written" })
    }

    /// The document that `bytes` tell.
    ///
    /// # Errors
    /// [`FlatError`] for whatever the grammar of a document does not allow.
    pub fn from_flat(bytes: &[u8]) -> Result<Self, FlatError> {
        let (heard, rest) = postcard::take_from_bytes::<Heard>(bytes).map_err(|_| FlatError { what: "it can't be read" })?;
        ensure(heard.version == VERSION && rest.is_empty(), "another version")?;
        let Heard {
            text,
            meta,
            blocks,
            marks,
            links,
            footnotes,
            tables,
            pages,
            warnings,
            furniture,
            pictures,
            embedded,
            bodies,
            ..
        } = heard;
        let sections = Vec::new();
        let document = Self {
            text,
            meta,
            blocks,
            marks,
            links,
            sections,
            footnotes,
            tables,
            pages,
            warnings,
            furniture,
            pictures,
            embedded,
            bodies,
            reach: 0,
        };
        document.check()?;
        Ok(derive::structure(document))
    }

    /// Whether everything that others rely on holds.
    fn check(&self) -> Result<(), FlatError> {
        ensure(u32::try_from(self.text.len()).is_ok(), "the text is too long")?;
        ensure(self.text.split('\n').all(|unit| clean(unit) == unit), "the text is not clean")?;
        self.check_blocks()?;
        self.check_marks()?;
        self.check_footnotes()?;
        self.tables.iter().try_for_each(|table| self.check_table(table))?;
        ensure(self.pages.iter().all(|page| self.has_point(page.start)), "a page starts nowhere")?;
        ensure(self.pages.is_sorted_by_key(|page| page.start), "pages out of order")?;
        ensure(self.warnings.iter().all(|warning| self.has(warning.span)), "a warning about nothing")?;
        ensure(self.furniture.iter().all(|piece| self.has_point(piece.at)), "furniture that stood nowhere")?;
        ensure(self.pictures.iter().all(|picture| self.has_point(picture.at)), "a picture nowhere")?;
        ensure(self.pictures.is_sorted_by_key(|picture| picture.at), "pictures out of order")?;
        self.check_embedded()
    }

    fn check_blocks(&self) -> Result<(), FlatError> {
        let bodies = self.bodies as usize;
        ensure(bodies <= self.blocks.len(), "bodies beyond the blocks")?;
        ensure(self.blocks.iter().all(|block| self.has(block.span)), "a block outside of the text")?;
        ensure(self.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "blocks over each other")?;
        let mut tables = 0;
        for (at, block) in self.blocks.iter().enumerate() {
            match block.kind {
                BlockKind::FootnoteBody(note) => {
                    ensure(at >= bodies && (note as usize) < self.footnotes.len(), "a body of no footnote")?;
                }
                BlockKind::Table(table) => {
                    let own = self.tables.get(table as usize).map(|table| table.block as usize);
                    ensure(own == Some(at), "a block of no table")?;
                    tables += 1;
                }
                _ => {}
            }
        }
        ensure(tables == self.tables.len(), "a table without a block")?;
        let first = self.blocks.get(bodies);
        ensure(first.is_none_or(|block| matches!(block.kind, BlockKind::FootnoteBody(_))), "text behind the text")
    }

    fn check_marks(&self) -> Result<(), FlatError> {
        for mark in &self.marks {
            ensure(self.has(mark.span), "a mark outside of the text")?;
            ensure(
                match mark.kind {
                    MarkKind::Link(link) => (link as usize) < self.links.len(),
                    MarkKind::Call(note) => (note as usize) < self.footnotes.len(),
                    _ => true,
                },
                "a mark that leads nowhere",
            )?;
        }
        let leads = |link: &Link| !matches!(link, Link::Inner(point) if !self.has_point(*point));
        ensure(self.links.iter().all(leads), "a link outside of the text")
    }

    fn check_footnotes(&self) -> Result<(), FlatError> {
        for note in &self.footnotes {
            ensure(note.calls.iter().all(|call| self.has_point(*call)), "a call outside of the text")?;
            if let Some(Range { start, end }) = note.body {
                ensure(start < end && start >= self.bodies && end as usize <= self.blocks.len(), "a body outside of the bodies")?;
            }
        }
        Ok(())
    }

    fn check_table(&self, table: &Table) -> Result<(), FlatError> {
        let width = table.columns.len();
        ensure(
            width > 0 && table.head.len().is_multiple_of(width) && table.cells.len().is_multiple_of(width),
            "a table with holes",
        )?;
        ensure(usize::from(table.stub) <= width, "more labels than columns")?;
        let Some(block) = self.blocks.get(table.block as usize) else { return Err(FlatError { what: "a table of no block" }) };
        // An empty cell at the end may stand behind the line break that the table gave up.
        let inside =
            |span: &Span| self.has(*span) && span.start >= block.span.start && (span.end <= block.span.end || span.is_empty());
        ensure(table.head.iter().chain(&table.cells).all(inside), "a cell outside of its table")?;
        let named = [table.caption, table.unit, table.source].into_iter().flatten();
        ensure(
            named.chain(table.columns.iter().filter_map(|column| column.unit)).all(|span| self.has(span)),
            "a table's words outside of the text",
        )
    }

    fn check_embedded(&self) -> Result<(), FlatError> {
        ensure(self.embedded.iter().all(|note| self.has(note.span)), "a note outside of the text")?;
        ensure(self.embedded.is_sorted_by_key(|note| note.span.start), "notes out of order")?;
        let has_page = |note: &EmbeddedNote| note.page.is_none_or(|page| (page as usize) < self.pages.len());
        ensure(self.embedded.iter().all(has_page), "a note on no page")?;
        let mut keys = HashSet::new();
        ensure(self.embedded.iter().all(|note| keys.insert(&*note.key)), "two notes of one name")
    }

    fn has_point(&self, point: Point) -> bool {
        self.text.is_char_boundary(point.at())
    }

    fn has(&self, span: Span) -> bool {
        span.start <= span.end && self.has_point(span.start) && self.has_point(span.end)
    }
}

fn ensure(holds: bool, what: &'static str) -> Result<(), FlatError> {
    if holds { Ok(()) } else { Err(FlatError { what }) }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, EmbeddedKind, Marker};
    use super::*;
    use proptest::prelude::*;

    fn document() -> Document {
        let mut builder = Builder::new();
        builder.page("1");
        builder.open(BlockKind::Heading(1));
        builder.text("북러 밀착");
        builder.open(BlockKind::Caption);
        builder.text("표 1. 지표 (단위: 억원)");
        builder.open_table(3, 1);
        for (at, cell) in ["", "2021", "2022", "인구", "1.5", "", "총", "2", ""].into_iter().enumerate() {
            builder.open_cell();
            builder.text(cell);
            builder.end_cell();
            if at % 3 == 2 {
                builder.end_row();
            }
            if at == 2 {
                builder.end_head();
            }
        }
        builder.close();
        builder.nest(1, 0);
        builder.open(BlockKind::Item(Marker::Bullet));
        let from = builder.here();
        let note = builder.embedded(EmbeddedNote::new(EmbeddedKind::Highlight, "발표"));
        builder.text("발표했고,");
        builder.passage(note, from);
        builder.mark(from, MarkKind::Strong);
        builder.call("1", "1");
        builder.text(" 10월");
        builder.link_inside(from, "nowhere");
        builder.begin_body("1", "1");
        builder.text("한겨레");
        builder.end_body();
        builder.finish().expect("a small document")
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let document = document();
        assert_eq!(Document::from_flat(&document.to_flat().expect("bytes")), Ok(document));
        let empty = Builder::new().finish().expect("nothing");
        assert_eq!(Document::from_flat(&empty.to_flat().expect("bytes")), Ok(empty));
    }

    /// What is wrong with the document that `spoil` has changed.
    fn spoiled(spoil: impl FnOnce(&mut Document)) -> &'static str {
        let mut document = document();
        spoil(&mut document);
        Document::from_flat(&document.to_flat().expect("bytes")).map_or_else(|unsound| unsound.what, |_| "nothing")
    }

    #[test]
    fn what_breaks_the_grammar_is_refused() {
        assert_eq!(spoiled(|_| {}), "nothing");
        assert_eq!(spoiled(|d| d.text.push('\u{1B}')), "the text is not clean");
        assert_eq!(spoiled(|d| d.text.push_str("e\u{301}")), "the text is not clean");
        assert_eq!(spoiled(|d| d.blocks[0].span.end.0 -= 1), "a block outside of the text");
        assert_eq!(spoiled(|d| d.blocks[1].span.start.0 = 0), "blocks over each other");
        assert_eq!(spoiled(|d| d.bodies = 99), "bodies beyond the blocks");
        assert_eq!(spoiled(|d| d.bodies = 1), "text behind the text");
        assert_eq!(spoiled(|d| d.footnotes.clear()), "a body of no footnote");
        assert_eq!(spoiled(|d| d.tables[0].block = 0), "a block of no table");
        assert_eq!(spoiled(|d| d.tables[0].cells.truncate(4)), "a table with holes");
        assert_eq!(spoiled(|d| d.tables[0].cells[0].start.0 = 0), "a cell outside of its table");
        assert_eq!(spoiled(|d| d.marks[0].kind = MarkKind::Link(9)), "a mark that leads nowhere");
        assert_eq!(spoiled(|d| d.links[0] = Link::Inner(Point(1))), "a link outside of the text");
        assert_eq!(spoiled(|d| d.footnotes[0].calls[0].0 = 9999), "a call outside of the text");
        assert_eq!(spoiled(|d| d.footnotes[0].body = Some(0..1)), "a body outside of the bodies");
        assert_eq!(spoiled(|d| d.pages[0].start.0 = 9999), "a page starts nowhere");
    }

    #[test]
    fn every_index_leads_to_what_it_names() {
        assert_eq!(spoiled(|d| d.blocks[4].kind = BlockKind::FootnoteBody(1)), "a body of no footnote");
        assert_eq!(spoiled(|d| d.bodies = 5), "a body of no footnote");
        assert_eq!(spoiled(|d| d.blocks[2].kind = BlockKind::Table(1)), "a block of no table");
        assert_eq!(spoiled(|d| d.tables.push(d.tables[0].clone())), "a table without a block");
        assert_eq!(spoiled(|d| d.marks[0].kind = MarkKind::Link(1)), "a mark that leads nowhere");
        assert_eq!(spoiled(|d| d.marks[0].kind = MarkKind::Call(1)), "a mark that leads nowhere");
        for (start, end) in [(4, 4), (5, 4), (4, 6), (3, 5)] {
            assert_eq!(spoiled(|d| d.footnotes[0].body = Some(start..end)), "a body outside of the bodies");
        }
        let off = |span: Span| Span { start: span.end, end: span.start };
        assert_eq!(spoiled(|d| d.marks[0].span = off(d.marks[0].span)), "a mark outside of the text");
        assert_eq!(spoiled(|d| d.marks[0].span.start.0 += 1), "a mark outside of the text");
        assert_eq!(spoiled(|d| d.marks[0].span.end.0 = 1), "a mark outside of the text");
        assert_eq!(spoiled(|d| d.warnings.push(warning(1))), "a warning about nothing");
        assert_eq!(spoiled(|d| d.warnings.push(warning(0))), "nothing");
        let piece = |at| Furniture { kind: super::super::FurnitureKind::Markup, text: "x".into(), at: Point(at) };
        assert_eq!(spoiled(|d| d.furniture.push(piece(1))), "furniture that stood nowhere");
        let picture = |at| Picture { at: Point(at), name: "x".into() };
        assert_eq!(spoiled(|d| d.pictures.push(picture(1))), "a picture nowhere");
        assert_eq!(spoiled(|d| d.pictures = vec![picture(3), picture(0)]), "pictures out of order");
        let note = |key: &str, at| EmbeddedNote { span: Span::empty(Point(at)), ..EmbeddedNote::new(EmbeddedKind::Comment, key) };
        assert_eq!(spoiled(|d| d.embedded.push(note("a", 1))), "a note outside of the text");
        assert_eq!(spoiled(|d| d.embedded = vec![note("a", 3), note("b", 0)]), "notes out of order");
        assert_eq!(spoiled(|d| d.embedded = vec![note("a", 0), note("a", 3)]), "two notes of one name");
        assert_eq!(spoiled(|d| d.embedded = vec![EmbeddedNote { page: Some(1), ..note("a", 0) }]), "a note on no page");
        let page = |at| Page { label: "x".into(), start: Point(at) };
        assert_eq!(spoiled(|d| d.pages = vec![page(3), page(0)]), "pages out of order");
        assert_eq!(spoiled(|d| d.pages = vec![page(0), page(0), page(3)]), "nothing");
    }

    fn warning(at: u32) -> Warning {
        Warning { kind: super::super::WarningKind::GuessedEncoding { encoding: "x".into() }, span: Span::empty(Point(at)) }
    }

    #[test]
    fn a_table_has_no_holes_and_keeps_to_its_block() {
        assert_eq!(spoiled(|d| d.tables[0].head.truncate(2)), "a table with holes");
        assert_eq!(
            spoiled(|d| {
                let table = &mut d.tables[0];
                table.columns.clear();
                table.head.clear();
                table.cells.clear();
            }),
            "a table with holes"
        );
        assert_eq!(spoiled(|d| d.tables[0].stub = 4), "more labels than columns");
        assert_eq!(spoiled(|d| d.tables[0].stub = 3), "nothing");
        let end = |d: &Document| d.blocks[2].span.end.0;
        assert_eq!(spoiled(|d| d.tables[0].cells[4].end.0 = end(d) + 1), "a cell outside of its table");
        assert_eq!(spoiled(|d| d.tables[0].cells[0].start.0 += 1), "a cell outside of its table");
        assert_eq!(spoiled(|d| d.tables[0].cells[5] = Span::empty(Point(end(d) + 1))), "nothing", "behind the line break");
        assert_eq!(spoiled(|d| d.tables[0].head[0] = Span::empty(Point(0))), "a cell outside of its table");
        for words in [
            |d: &mut Document| d.tables[0].caption = Some(Span::new(0, 1)),
            |d: &mut Document| d.tables[0].columns[0].unit = Some(Span::new(0, 1)),
        ] {
            assert_eq!(spoiled(words), "a table's words outside of the text");
        }
    }

    #[test]
    fn bytes_of_another_version_are_refused() {
        let bytes = document().to_flat().expect("bytes");
        let refused = |bytes: &[u8]| Document::from_flat(bytes).map_or_else(|unsound| unsound.what, |_| "nothing");
        assert_eq!(refused(&[&[1], &bytes[1..]].concat()), "another version");
        assert_eq!(refused(&[&bytes[..], &[0]].concat()), "another version");
        assert_eq!(refused(&bytes[..9]), "it can't be read");
    }

    proptest! {
        #[test]
        fn any_bytes_end_well(at in 0_usize..400, byte in any::<u8>(), cut in 0_usize..400) {
            let mut bytes = document().to_flat().expect("bytes");
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % bytes.len());
            if let Ok(document) = Document::from_flat(&bytes) {
                // What was let in can be looked at.
                let _ = document.dump();
            }
        }
    }
}
