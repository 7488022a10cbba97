//! The only way to a [`Document`]: importers say what they find, in reading order.
//!
//! Text is cleaned as it comes in ([`super::clean`]), runs of spaces become one outside of
//! code, and a footnote's body may be given wherever the source has it: bodies are gathered
//! and stand after the last section. What follows from the rest (sections, captions, column
//! widths, which calls lack a body) is derived in [`Builder::finish`], so that every importer
//! gets the same.

use std::collections::HashMap;

use super::safe::joins;
use super::{
    Align, Block, BlockKind, Column, Document, Footnote, Furniture, FurnitureKind, Link, Mark, MarkKind, Meta, Page, Point,
    SafeText, Span, Table, Warning, WarningKind, clean, derive,
};

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
}

/// A point in one of the streams.
type Place = (usize, Point);

/// Text that is being written, with everything that lies over it, offsets its own.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) tables: Vec<Table>,
    pub(super) pages: Vec<Page>,
    pub(super) furniture: Vec<Furniture>,
    open: Option<Open>,
}

/// The block that is being written.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: BlockKind,
    start: usize,
    /// Where the unit that spaces are trimmed in starts: the block, the cell, the code line.
    unit: usize,
    /// Cells of the row being written.
    row: usize,
    /// Rows ended.
    rows: u32,
    head_done: bool,
    depth: u8,
    quote: u8,
    /// Marks that the stream had when it was opened.
    marks: usize,
}

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

    /// A builder with room for about `bytes` of text.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let mut builder = Self::new();
        builder.streams[0].text.reserve(bytes);
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
        stream.open = Some(Open { kind, start, unit: start, row: 0, rows: 0, head_done: false, depth, quote, marks });
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

    /// A warning about `span` of the stream that is being written.
    pub fn warn(&mut self, kind: WarningKind, span: Span) {
        self.warnings.push((Warning { kind, span }, self.current));
    }

    /// Ends the open block and starts a table of `columns` columns, of which the first `stub`
    /// hold labels. Give cells with [`Builder::open_cell`] and [`Builder::end_cell`] or
    /// [`Builder::repeat_cell`], rows with [`Builder::end_row`], and [`Builder::close`] it.
    pub fn open_table(&mut self, columns: usize, stub: u16) {
        let (index, block) = {
            self.end(true);
            let stream = &self.streams[self.current];
            (stream.tables.len(), stream.blocks.len())
        };
        self.open(BlockKind::Table(u32::try_from(index).unwrap_or(u32::MAX)));
        self.streams[self.current].tables.push(Table {
            block: u32::try_from(block).unwrap_or(u32::MAX),
            columns: vec![Column::default(); columns],
            stub,
            ..Table::default()
        });
    }

    /// Starts a cell of the open table; its text comes by [`Builder::text`].
    pub fn open_cell(&mut self) {
        let stream = &mut self.streams[self.current];
        if let Some(open) = &mut stream.open {
            open.unit = stream.text.len();
        }
    }

    /// Ends the cell and tells its span, for [`Builder::repeat_cell`].
    pub fn end_cell(&mut self) -> Span {
        let stream = &mut self.streams[self.current];
        let Some(open) = stream.open else { return Span::default() };
        stream.trim(open.unit, open.kind);
        let span = Span::new(open.unit, stream.text.len());
        if !span.is_empty() {
            stream.text.push('\n');
        }
        self.push_cell(span);
        span
    }

    /// A cell that is the same as `span`: one that spans rows or columns.
    pub fn repeat_cell(&mut self, span: Span) {
        self.push_cell(span);
    }

    fn push_cell(&mut self, span: Span) {
        let stream = &mut self.streams[self.current];
        let (Some(open), Some(table)) = (&mut stream.open, stream.tables.last_mut()) else { return };
        open.row += 1;
        if open.row > table.columns.len() {
            // Text of a cell too many stays findable: it joins the last cell of its row.
            let cells = if open.head_done { &mut table.cells } else { &mut table.head };
            if let Some(last) = cells.last_mut() {
                *last = if last.is_empty() { span } else { *last };
            }
            return;
        }
        let cells = if open.head_done { &mut table.cells } else { &mut table.head };
        cells.push(span);
    }

    /// Ends a row: a head row until [`Builder::end_head`] was called. Missing cells are empty;
    /// one of another length than the head is a warning.
    pub fn end_row(&mut self) {
        let here = self.here();
        let stream = &mut self.streams[self.current];
        let (Some(open), Some(table)) = (&mut stream.open, stream.tables.last_mut()) else { return };
        let columns = table.columns.len();
        let found = std::mem::take(&mut open.row);
        let cells = if open.head_done { &mut table.cells } else { &mut table.head };
        for _ in found..columns {
            cells.push(Span::empty(here));
        }
        if open.head_done {
            open.rows += 1;
        }
        if found != columns {
            let [row, cells, columns] = [open.rows as usize, found, columns].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            self.warn(WarningKind::RaggedRow { row, cells, columns }, Span::empty(here));
        }
    }

    /// The rows so far are the table's head.
    pub fn end_head(&mut self) {
        if let Some(open) = &mut self.streams[self.current].open {
            open.head_done = true;
        }
    }

    /// The table that is being written, for alignments and units.
    pub fn table(&mut self) -> Option<&mut Table> {
        let stream = &mut self.streams[self.current];
        stream.open.and(stream.tables.last_mut())
    }

    /// Sets how `column` of the open table stands, where the source says so.
    pub fn align(&mut self, column: usize, align: Align) {
        if let Some(column) = self.table().and_then(|table| table.columns.get_mut(column)) {
            column.align = align;
        }
    }

    /// Derives what follows from the rest, and hands the document over.
    ///
    /// # Errors
    /// [`BuildError::TooLarge`] for 4 GiB of text and more.
    pub fn finish(mut self) -> Result<Document, BuildError> {
        self.close();
        let bytes: usize = self.streams.iter().map(|stream| stream.text.len()).sum();
        if u32::try_from(bytes).is_err() {
            return Err(BuildError::TooLarge { bytes });
        }
        let order = self.order_of_notes();
        let mut streams = self.streams;
        let mut bases = vec![0_u32; streams.len()];
        let mut bodies = vec![None; self.notes.len()];
        let mut main = std::mem::take(&mut streams[0]);
        let first_body = main.blocks.len();
        for &note in &order {
            let Some(stream) = self.notes[note].body else { continue };
            let from = main.blocks.len();
            bases[stream] = main.append_stream(std::mem::take(&mut streams[stream]));
            bodies[note] = (main.blocks.len() > from).then_some((from, main.blocks.len()));
        }
        main.text.shrink_to_fit();
        main.blocks.shrink_to_fit();
        let as_index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let final_place = |(stream, point): Place| Point(point.0 + bases[stream]);
        let mut new_index = vec![0_u32; order.len()];
        for (to, &from) in order.iter().enumerate() {
            new_index[from] = as_index(to);
        }
        for mark in &mut main.marks {
            if let MarkKind::Call(note) = &mut mark.kind {
                *note = new_index[*note as usize];
            }
        }
        for block in &mut main.blocks {
            if let BlockKind::FootnoteBody(note) = &mut block.kind {
                *note = new_index[*note as usize];
            }
        }
        for (link, name) in self.awaited {
            if let Some(place) = self.anchors.get(&name) {
                self.links[link] = Link::Inner(final_place(*place));
            }
        }
        let footnotes = order
            .iter()
            .map(|&note| Footnote {
                label: self.notes[note].label.clone(),
                calls: self.notes[note].calls.iter().copied().map(final_place).collect(),
                body: bodies[note].map(|(from, to)| as_index(from)..as_index(to)),
            })
            .collect();
        let warnings =
            self.warnings.into_iter().map(|(warning, stream)| Warning { span: warning.span.shifted(bases[stream]), ..warning });
        let document = Document {
            text: main.text,
            meta: self.meta,
            blocks: main.blocks,
            marks: main.marks,
            links: self.links,
            sections: Vec::new(),
            footnotes,
            tables: main.tables,
            pages: main.pages,
            warnings: warnings.collect(),
            furniture: main.furniture,
            bodies: as_index(first_body),
            reach: 0,
        };
        Ok(derive::all(document))
    }

    /// Footnotes by first call, those called in bodies after those called in the text, uncalled last.
    fn order_of_notes(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.notes.len()).collect();
        order.sort_by_key(|&note| match self.notes[note].calls.first() {
            Some((0, point)) => (0, point.0),
            Some(_) => (1, 0),
            None => (2, 0),
        });
        order
    }
}

impl Stream {
    /// Adds `raw` to the open unit; a space more than one, or at its start, is left out.
    fn push(&mut self, raw: &str) {
        let unit = self.open.map_or(0, |open| open.unit);
        let raw = if self.text.len() == unit || self.text.ends_with(' ') { raw.trim_start_matches([' ', '\n']) } else { raw };
        if self.open.is_some_and(|open| open.kind == BlockKind::Code) || !has_double_space(raw) {
            self.append(raw);
            return;
        }
        for word in raw.split_inclusive([' ', '\n', '\t']) {
            let word = if self.text.ends_with(' ') { word.trim_start_matches([' ', '\n', '\t']) } else { word };
            self.append(word);
        }
    }

    /// Adds `raw`, cleaned; what composes with the text before it is composed.
    fn append(&mut self, raw: &str) {
        let cleaned = clean(raw);
        let unit = self.open.map_or(0, |open| open.unit);
        if self.text.len() > unit && cleaned.chars().next().is_some_and(joins) {
            let marked = self.marks.last().map_or(unit, |mark| mark.span.end.at()).max(unit);
            let base = self.text[unit..].char_indices().rev().find(|(_, c)| !joins(*c)).map_or(unit, |(at, _)| unit + at);
            if base >= marked {
                let joined = format!("{}{cleaned}", &self.text[base..]);
                self.text.truncate(base);
                self.text.push_str(&clean(&joined));
                return;
            }
        }
        self.text.push_str(&cleaned);
    }

    /// Takes trailing spaces off the unit that starts at `unit`.
    fn trim(&mut self, unit: usize, kind: BlockKind) {
        let keep = match kind {
            BlockKind::Code => self.text[unit..].trim_end_matches('\n').len(),
            _ => self.text[unit..].trim_end_matches([' ', '\n']).len(),
        };
        self.text.truncate(unit + keep);
        let end = Point::new(unit + keep);
        for mark in self.marks.iter_mut().rev().take_while(|mark| mark.span.end > end) {
            mark.span.end = end;
            mark.span.start = mark.span.start.min(end);
        }
        for page in self.pages.iter_mut().rev().take_while(|page| page.start > end) {
            page.start = end;
        }
    }

    /// Adds a body's stream behind this one; tells by how many bytes its offsets moved.
    fn append_stream(&mut self, body: Self) -> u32 {
        let base = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let block_base = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let table_base = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
        self.text.push_str(&body.text);
        self.marks.extend(body.marks.into_iter().map(|mark| Mark { span: mark.span.shifted(base), ..mark }));
        self.blocks.extend(body.blocks.into_iter().map(|block| Block {
            span: block.span.shifted(base),
            kind: match block.kind {
                BlockKind::Table(table) => BlockKind::Table(table + table_base),
                other => other,
            },
            ..block
        }));
        self.tables.extend(body.tables.into_iter().map(|mut table| {
            table.block += block_base;
            for span in table.head.iter_mut().chain(&mut table.cells) {
                *span = span.shifted(base);
            }
            for column in &mut table.columns {
                column.unit = column.unit.map(|span| span.shifted(base));
            }
            for span in [&mut table.caption, &mut table.unit, &mut table.source] {
                *span = span.map(|span| span.shifted(base));
            }
            table
        }));
        base
    }
}

/// Whether two blanks stand side by side.
fn has_double_space(raw: &str) -> bool {
    let mut last = b'x';
    raw.bytes().any(|byte| {
        let blank = |b: u8| matches!(b, b' ' | b'\n' | b'\t');
        let found = blank(byte) && blank(last);
        last = byte;
        found
    })
}

#[cfg(test)]
mod tests {
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
