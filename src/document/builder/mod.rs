//! The only way to a [`Document`]: importers say what they find, in reading order.
//!
//! Text is cleaned as it comes in ([`super::clean`]), runs of spaces become one outside of
//! code, and a footnote's body may be given wherever the source has it: bodies are gathered
//! and stand after the last section. What follows from the rest (sections, captions, column
//! widths, which calls lack a body) is derived in [`Builder::finish`], so that every importer
//! gets the same.

mod assemble;
mod embedded;
mod grid;
mod stream;

use std::collections::HashMap;

use super::{
    Block, BlockKind, EmbeddedNote, Furniture, FurnitureKind, Link, Mark, MarkKind, Meta, Page, Picture, Point, SafeText, Span,
    Warning, WarningKind,
};
use stream::{Open, Stream};

/// Why a document could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The text has 4 GiB or more, so a point can't name a place in it.
    #[error("the text has {bytes} bytes; 4 GiB is the most")]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
}

/// Makes a document out of what an importer finds.
///
/// ```
/// use ibid::document::{BlockKind, Builder};
///
/// let mut builder = Builder::new();
/// builder.open(BlockKind::Heading(1));
/// builder.text("The outlook");
/// builder.open(BlockKind::Paragraph);
/// builder.text("It was announced,");
/// builder.call("1", "1");
/// builder.text(" and denied.");
/// let document = builder.finish()?;
/// assert_eq!(document.text(), "The outlook\nIt was announced, and denied.\n");
/// assert_eq!(document.footnotes()[0].calls.len(), 1);
/// # Ok::<(), ibid::document::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    /// The reading text first, then a stream for each footnote's body.
    streams: Vec<Stream>,
    /// The stream that is written to.
    current: usize,
    depth: u8,
    quote: u8,
    meta: Meta,
    notes: Vec<Note>,
    keys: HashMap<Box<str>, u32>,
    anchors: HashMap<Box<str>, Place>,
    /// Links to anchors that may come later: index of the link, name of the anchor.
    awaited: Vec<(usize, Box<str>)>,
    pub(super) links: Vec<Link>,
    warnings: Vec<(Warning, usize)>,
    embedded: Vec<EmbeddedNote>,
    /// Pieces of the text that notes stand on: of which note, in which stream.
    passages: Vec<(usize, usize, Span)>,
}

/// A point in one of the streams.
type Place = (usize, Point);
/// A footnote while its calls and its body come in.
#[derive(Debug)]
struct Note {
    label: SafeText,
    calls: Vec<Place>,
    body: Option<usize>,
}

impl Builder {
    /// A builder of an empty document.
    #[must_use]
    pub fn new() -> Self {
        Self { streams: vec![Stream::default()], ..Self::default() }
    }

    /// A builder with room for about `bytes` of text, where there is that much: the size of a
    /// file is only what it says of itself.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let mut builder = Self::new();
        let _ = builder.streams[0].text.try_reserve(bytes.min(u32::MAX as usize));
        builder
    }

    /// What the document says of itself.
    pub fn meta(&mut self) -> &mut Meta {
        &mut self.meta
    }

    /// The nesting of the blocks opened from now on: depth in lists and in block quotes.
    pub fn nest(&mut self, depth: u8, quote: u8) {
        (self.depth, self.quote) = (depth, quote);
    }

    /// Ends the open block and starts one of `kind`. A block that stays empty is dropped,
    /// unless it is a rule, a figure or a table. For tables see [`Builder::open_table`].
    pub fn open(&mut self, kind: BlockKind) {
        self.end(true);
        let (depth, quote) = (self.depth, self.quote);
        let stream = &mut self.streams[self.current];
        let start = stream.text.len();
        let marks = stream.marks.len();
        stream.open =
            Some(Open { kind, start, unit: start, row: 0, rows: 0, ragged: 0, beyond: 0, head_done: false, depth, quote, marks });
    }

    /// Ends the open block, if one is.
    pub fn close(&mut self) {
        self.end(false);
    }

    /// Ends the open block; `goes_on` tells that another block of the same stream follows.
    fn end(&mut self, goes_on: bool) {
        let stream = &mut self.streams[self.current];
        let Some(open) = stream.open.take() else { return };
        if let BlockKind::Table(_) = open.kind {
            while stream.text.len() > open.start && stream.text.ends_with('\n') {
                stream.text.pop();
            }
        } else {
            stream.trim(open.unit, open.kind);
        }
        let end = stream.text.len();
        // A body that starts with a list or a table keeps its empty first block: it carries the label.
        let stands_empty = matches!(open.kind, BlockKind::Rule | BlockKind::Figure | BlockKind::Table(_))
            || (goes_on && matches!(open.kind, BlockKind::FootnoteBody(_)));
        if end == open.start && !stands_empty {
            // A mark in what is dropped goes too; a call stays, as the end of the block before.
            // Only its own are looked at: a document of empty blocks would cost its square.
            let first = open.marks.min(stream.marks.len());
            let mut kept = first;
            for index in first..stream.marks.len() {
                if matches!(stream.marks[index].kind, MarkKind::Call(_)) {
                    stream.marks.swap(kept, index);
                    kept += 1;
                }
            }
            stream.marks.truncate(kept);
            return;
        }
        let limit = Point::new(end);
        for mark in stream.marks.iter_mut().rev().take_while(|mark| mark.span.end.at() >= open.start) {
            mark.span.end = mark.span.end.min(limit);
            mark.span.start = mark.span.start.min(limit);
        }
        stream.blocks.push(Block { span: Span::new(open.start, end), kind: open.kind, depth: open.depth, quote: open.quote });
        stream.text.push('\n');
    }

    /// Adds text to the open block (a paragraph, where none is open), cleaned; line breaks become spaces.
    pub fn text(&mut self, raw: &str) {
        if self.streams[self.current].open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        self.streams[self.current].push(raw);
    }

    /// Adds a line to the open code block, its spaces kept.
    pub fn code_line(&mut self, raw: &str) {
        let stream = &mut self.streams[self.current];
        let Some(open) = &mut stream.open else { return };
        if open.rows > 0 {
            stream.text.push('\n');
        }
        open.rows += 1;
        open.unit = stream.text.len();
        stream.append(raw);
    }

    /// A line break inside a paragraph: a space in the text, which phrases cross.
    pub fn line_break(&mut self) {
        self.text(" ");
        let at = self.here();
        self.mark(at, MarkKind::Break);
    }

    /// Where the next text goes.
    #[must_use]
    pub fn here(&self) -> Point {
        Point::new(self.streams[self.current].text.len())
    }

    /// Marks what came since `from` (a former [`Builder::here`]).
    pub fn mark(&mut self, from: Point, kind: MarkKind) {
        let end = self.here();
        let start = from.min(end);
        let empty = start == end;
        if !empty || matches!(kind, MarkKind::Call(_) | MarkKind::Break) {
            self.streams[self.current].marks.push(Mark { span: Span { start, end }, kind });
        }
    }

    /// Marks what came since `from` as a link to `address` outside.
    pub fn link(&mut self, from: Point, address: &str) {
        self.push_link(from, Link::Outer(SafeText::new(address)));
    }

    /// Marks what came since `from` as a link to the anchor `name`, which may come later.
    pub fn link_inside(&mut self, from: Point, name: &str) {
        self.awaited.push((self.links.len(), name.into()));
        self.push_link(from, Link::Broken(SafeText::new(name)));
    }

    fn push_link(&mut self, from: Point, link: Link) {
        let index = u32::try_from(self.links.len()).unwrap_or(u32::MAX);
        self.links.push(link);
        self.mark(from, MarkKind::Link(index));
    }

    /// Names this place, for links inside; the first of a name wins.
    pub fn anchor(&mut self, name: &str) {
        let place = (self.current, self.here());
        self.anchors.entry(name.into()).or_insert(place);
    }

    /// A footnote call here. `key` tells footnotes apart, `label` is what is printed:
    /// they differ where numbering starts again on each page.
    pub fn call(&mut self, key: &str, label: &str) {
        if self.streams[self.current].open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        let note = self.note(key, label);
        let at = self.here();
        self.notes[note as usize].calls.push((self.current, at));
        self.mark(at, MarkKind::Call(note));
    }

    /// Starts the body of footnote `key`; blocks and text go to it until [`Builder::end_body`].
    /// A second body of the same key goes on the first.
    pub fn begin_body(&mut self, key: &str, label: &str) {
        self.close();
        self.begin_body_inside(key, label);
    }

    /// As [`Builder::begin_body`], where the reading text's open block goes on after the body:
    /// one that stands at the foot of a page, in the middle of a paragraph.
    pub fn begin_body_inside(&mut self, key: &str, label: &str) {
        if self.current > 0 {
            self.end_body();
        }
        let note = self.note(key, label);
        if let Some(stream) = self.notes[note as usize].body {
            self.current = stream;
            return;
        }
        self.streams.push(Stream::default());
        self.current = self.streams.len() - 1;
        self.notes[note as usize].body = Some(self.current);
        self.open(BlockKind::FootnoteBody(note));
    }

    /// Ends the body; what follows is reading text again.
    pub fn end_body(&mut self) {
        self.close();
        self.current = 0;
    }

    fn note(&mut self, key: &str, label: &str) -> u32 {
        if let Some(note) = self.keys.get(key) {
            return *note;
        }
        let note = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        self.notes.push(Note { label: SafeText::new(label), calls: Vec::new(), body: None });
        self.keys.insert(key.into(), note);
        note
    }

    /// A page starts here, be it in the middle of a block.
    pub fn page(&mut self, label: &str) {
        let page = Page { label: SafeText::new(label), start: Point::new(self.streams[0].text.len()) };
        self.streams[0].pages.push(page);
    }

    /// Something that stood here and is left out of the text.
    pub fn furniture(&mut self, kind: FurnitureKind, text: &str) {
        let at = Point::new(self.streams[0].text.len());
        self.streams[0].furniture.push(Furniture { kind, text: SafeText::new(text), at });
    }

    /// The picture that belongs where a figure was just opened, by the name that its format decodes it by.
    pub fn picture(&mut self, name: &str) {
        let at = Point::new(self.streams[0].text.len());
        self.streams[0].pictures.push(Picture { at, name: SafeText::new(name) });
    }

    /// A warning about `span` of the stream that is being written.
    pub fn warn(&mut self, kind: WarningKind, span: Span) {
        self.warnings.push((Warning { kind, span }, self.current));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Align, Document};
    use super::*;

    fn built(write: impl FnOnce(&mut Builder)) -> Document {
        let mut builder = Builder::new();
        write(&mut builder);
        builder.finish().expect("a small document")
    }

    #[test]
    fn spaces_become_one_and_ends_are_trimmed() {
        let document = built(|b| {
            b.open(BlockKind::Paragraph);
            b.text("  판단된다.  ");
            b.text(" 2019년\n하노이  ");
        });
        assert_eq!(document.text(), "판단된다. 2019년 하노이\n");
    }

    #[test]
    fn a_warning_behind_trimmed_blanks_stands_on_a_character() {
        let document = built(|b| {
            b.open(BlockKind::Paragraph);
            b.text("끝 ");
            let behind = b.here();
            b.warn(WarningKind::BrokenLink { target: SafeText::new("x") }, Span { start: behind, end: Point(behind.0 + 1) });
            b.open(BlockKind::Paragraph);
            b.text("시작");
        });
        let spans: Vec<Span> = document.warnings().iter().map(|warning| warning.span).collect();
        assert!(
            spans
                .iter()
                .all(|span| document.text().is_char_boundary(span.start.at()) && document.text().is_char_boundary(span.end.at()))
        );
        assert_eq!(Document::from_flat(&document.to_flat().expect("bytes")), Ok(document));
    }

    #[test]
    fn code_keeps_its_spaces() {
        let document = built(|b| {
            b.open(BlockKind::Code);
            b.code_line("fn  main() {");
            b.code_line("    x");
            b.code_line("}");
        });
        assert_eq!(document.text(), "fn  main() {\n    x\n}\n");
    }

    #[test]
    fn a_call_takes_no_room_in_the_text() {
        let document = built(|b| {
            b.open(BlockKind::Paragraph);
            b.text("발표했고,");
            b.call("1", "1");
            b.text(" 10월");
        });
        assert_eq!(document.text(), "발표했고, 10월\n");
        assert_eq!(document.footnotes()[0].calls, [Point(13)]);
        assert!(matches!(document.warnings()[0].kind, WarningKind::FootnoteWithoutBody { .. }));
    }

    #[test]
    fn bodies_stand_last_in_the_order_of_their_calls() {
        let document = built(|b| {
            b.begin_body("b", "b");
            b.text("second body");
            b.end_body();
            b.begin_body("a", "a");
            b.text("first body");
            b.open(BlockKind::Paragraph);
            b.text("and more");
            b.end_body();
            b.open(BlockKind::Paragraph);
            b.text("one");
            b.call("a", "a");
            b.text(" two");
            b.call("b", "b");
        });
        assert_eq!(document.text(), "one two\nfirst body\nand more\nsecond body\n");
        assert_eq!(document.footnotes()[0].body, Some(1..3));
        assert_eq!(document.body_at(Point::new(document.text().find("more").expect("more"))), Some(0));
        assert_eq!(document.body_at(Point(0)), None);
        assert_eq!(document.slice(document.main()), "one two");
    }

    #[test]
    fn a_body_at_the_foot_of_a_page_parts_no_paragraph() {
        let document = built(|b| {
            b.text("A paragraph");
            b.call("1", "1");
            b.begin_body_inside("1", "1");
            b.text("a body");
            b.begin_body_inside("2", "2");
            b.text("another");
            b.end_body();
            b.text(" that goes on.");
        });
        assert_eq!(document.text(), "A paragraph that goes on.\na body\nanother\n");
        assert_eq!(document.blocks().len(), 3);
    }

    #[test]
    fn a_link_finds_an_anchor_that_comes_later() {
        let document = built(|b| {
            b.open(BlockKind::Paragraph);
            let from = b.here();
            b.text("see below");
            b.link_inside(from, "x");
            b.open(BlockKind::Paragraph);
            b.anchor("x");
            b.text("here");
        });
        assert_eq!(document.links(), [Link::Inner(Point(10))]);
    }

    #[test]
    fn a_table_keeps_its_grid() {
        let document = built(|b| {
            b.open(BlockKind::Caption);
            b.text("표 1. 지표 (단위: 억원)");
            b.open_table(3, 1);
            for row in [["구분", "2021", "2022"], ["가", "1,000.5", "2"], ["나", "", "-3.25"]] {
                for cell in row {
                    b.open_cell();
                    b.text(cell);
                    b.end_cell();
                }
                b.end_row();
                if row[0] == "구분" {
                    b.end_head();
                }
            }
            b.open(BlockKind::Source);
            b.text("* 자료: 한국은행.");
        });
        let table = &document.tables()[0];
        assert_eq!((table.height(), table.width(), table.head_height()), (2, 3, 1));
        assert_eq!(document.slice(table.cells[4]), "");
        assert_eq!(document.slice(table.source.expect("source")), "한국은행");
        assert_eq!(document.slice(table.unit.expect("unit")), "억원");
        assert_eq!(table.columns[2].align, Align::Right);
        assert_eq!(table.cell_at(Point::new(document.text().find("-3.25").expect("cell"))), Some((1, 2)));
    }

    #[test]
    fn a_cell_over_several_columns_widens_none() {
        let document = built(|b| {
            b.open_table(2, 0);
            b.end_head();
            for row in [["a title over both columns", ""], ["1", "22"]] {
                b.open_cell();
                b.text(row[0]);
                let first = b.end_cell();
                if row[1].is_empty() {
                    b.repeat_cell(first);
                } else {
                    b.open_cell();
                    b.text(row[1]);
                    b.end_cell();
                }
                b.end_row();
            }
        });
        let widths: Vec<u16> = document.tables()[0].columns.iter().map(|column| column.width).collect();
        assert_eq!(widths, [1, 2]);
    }

    #[test]
    fn marks_are_clipped_to_trimmed_text() {
        let document = built(|b| {
            b.open(BlockKind::Paragraph);
            let from = b.here();
            b.text("strong ");
            b.mark(from, MarkKind::Strong);
        });
        assert_eq!(document.marks()[0].span, Span::new(0, 6));
    }

    #[test]
    fn an_accent_that_comes_alone_is_composed() {
        let document = built(|b| {
            b.text("e");
            b.text("\u{301}t");
        });
        assert_eq!(document.text(), "ét\n");
    }

    #[test]
    fn nesting_counts_from_the_next_block_on() {
        let document = built(|b| {
            b.nest(1, 0);
            b.open(BlockKind::Paragraph);
            b.text("inside");
            b.nest(0, 0);
            b.open(BlockKind::Paragraph);
            b.text("outside");
        });
        assert_eq!(document.blocks().iter().map(|block| block.depth).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn a_dropped_block_keeps_its_calls_alone() {
        let document = built(|b| {
            b.text("one");
            for label in ["1", "2"] {
                b.open(BlockKind::Paragraph);
                b.call(label, label);
                b.line_break();
            }
        });
        assert_eq!(document.text(), "one\n");
        assert_eq!(document.marks().iter().map(|mark| mark.kind).collect::<Vec<_>>(), [MarkKind::Call(0), MarkKind::Call(1)]);
    }

    #[test]
    fn a_body_that_starts_with_a_list_is_its_own() {
        let document = built(|b| {
            for label in ["1", "2", "3"] {
                b.text("called");
                b.call(label, label);
                b.begin_body(label, label);
                if label == "2" {
                    b.open(BlockKind::Item(crate::document::Marker::Bullet));
                }
                if label != "3" {
                    b.text("body");
                }
                b.end_body();
            }
        });
        let bodies: Vec<_> = document.footnotes().iter().map(|footnote| footnote.body.clone()).collect();
        assert_eq!(bodies, [Some(3..4), Some(4..6), None]);
        assert_eq!(document.body_at(document.blocks()[5].span.start), Some(1));
    }

    #[test]
    fn sections_nest_by_the_headings_around() {
        let document = built(|b| {
            b.text("opening");
            for (level, title) in [(1, "A"), (4, "A.1"), (4, "A.2"), (1, "B")] {
                b.open(BlockKind::Heading(level));
                b.text(title);
            }
        });
        let shape: Vec<_> = document.sections().iter().map(|s| (document.slice(s.title), s.depth, s.parent)).collect();
        assert_eq!(shape, [("", 0, None), ("A", 0, None), ("A.1", 1, Some(1)), ("A.2", 1, Some(1)), ("B", 0, None)]);
        assert_eq!(document.slice(document.sections()[1].span), "A\nA.1\nA.2");
    }
}
