//! A unit -> its rows.

use smallvec::SmallVec;

use super::formula::{self, Formulas};
use super::grid::Columns;
use super::lines::{Call, Line, Room, Wrapping, is_space, leads};
use super::measure::Cells;
use super::prefix::{Prefix, narrow};
use super::table::{RowOfCells, TableRows};
use super::unit::{Part, Unit};
use super::{LayoutOptions, Piece, PieceContent, Place, Role, Row};
use crate::document::{Block, BlockKind, Document, Point, Span};

/// Columns before code; a line that goes on from the row above has the sign for it there.
const CODE_INDENT: u32 = 2;
/// Columns of a thematic break.
const RULE: u32 = 20;
/// Blocks of a footnote's body after its first that are known to be of it.
const BODY_BLOCKS: usize = 256;

/// Lays units out; keeps nothing of them but room for the next.
#[derive(Debug)]
pub(super) struct Setter<'a> {
    pub(super) document: &'a Document,
    pub(super) setting: LayoutOptions,
    wrapping: Wrapping,
    table: TableRows,
}

impl<'a> Setter<'a> {
    pub(super) fn new(document: &'a Document, setting: LayoutOptions) -> Self {
        Self { document, setting, wrapping: Wrapping::default(), table: TableRows::default() }
    }

    /// Shows these columns of the table that is block `block`.
    pub(super) fn show_columns(&mut self, block: usize, columns: Columns) {
        self.table.show(block, columns);
    }

    /// Adds the rows of `unit` to `out`, one at least.
    pub(super) fn set(&mut self, unit: &Unit, out: &mut Vec<Row>) {
        let block = self.document.blocks()[unit.block];
        let prefix = Prefix::of(self.document, self.setting, unit.block);
        let index = u32::try_from(unit.block).unwrap_or(u32::MAX);
        let role = role(self.document, unit, block);
        let bare = |point: Point| Row {
            place: Place { point, above: 0 },
            block: index,
            role,
            pieces: SmallVec::new(),
            drawn: String::new(),
        };
        match unit.part {
            Part::Text | Part::Cell(_) => self.set_text(unit, &prefix, bare, out),
            Part::Code => self.set_code(unit, &prefix, bare, out),
            Part::Row(row) => {
                let put = RowOfCells { document: self.document, setting: self.setting, unit, row, prefix: &prefix };
                self.table.set(&put, &mut self.wrapping, bare, out);
            }
            Part::Rule | Part::Void => {
                let mut row = bare(unit.span.start);
                prefix.put(&mut row, true);
                let width = if unit.part == Part::Rule { RULE.min(prefix.room(self.measure()).1) } else { 0 };
                let what =
                    if unit.part == Part::Rule { PieceContent::Rule } else { PieceContent::Text(Span::empty(unit.span.start)) };
                row.pieces.push(Piece { x: narrow(prefix.rest), width: narrow(width), what });
                out.push(row);
            }
        }
    }

    fn measure(&self) -> u32 {
        u32::from(self.setting.measure.max(1))
    }

    fn set_text(&mut self, unit: &Unit, prefix: &Prefix, bare: impl Fn(Point) -> Row, out: &mut Vec<Row>) {
        let starts = unit.span.start == self.document.blocks()[unit.block].span.start;
        // The closing bracket of a picture's frame needs a column, too.
        let framed = u32::from(self.document.blocks()[unit.block].kind == BlockKind::Figure);
        let (first, rest) = prefix.room(self.measure());
        let rest = rest.saturating_sub(framed).max(1);
        let first = if starts { first.saturating_sub(framed).max(1) } else { rest };
        let room = Room { first, rest, slack: 0 };
        self.wrapping.wrap(self.document, unit.span, room, self.setting);
        let mut calls = &self.wrapping.calls[..];
        let lines = &self.wrapping.lines;
        for (at, line) in lines.iter().enumerate() {
            let is_first = at == 0 && starts;
            let (x, room) = if is_first { (prefix.first, first) } else { (prefix.rest, rest) };
            let next = lines.get(at + 1).map(|next| Point(next.start));
            let mut row = bare(Point(line.start));
            prefix.put(&mut row, is_first);
            calls =
                put_line(self.document, &Put { formulas: &self.wrapping.formulas, line: *line, next, x, room }, calls, &mut row);
            out.push(row);
        }
    }

    fn set_code(&mut self, unit: &Unit, prefix: &Prefix, bare: impl Fn(Point) -> Row, out: &mut Vec<Row>) {
        let measure = super::grid::room(self.setting, prefix.rest);
        let indent = CODE_INDENT.min(measure - 1);
        let (x, room) = (prefix.rest + indent, measure - indent);
        if let Some(lines) = formula::display(self.document, self.setting, unit.span, room) {
            for (span, drawn) in &lines {
                let mut row = bare(span.start);
                prefix.put(&mut row, false);
                formula::put_display(&mut row, x, (*span, drawn), unit.span);
                out.push(row);
            }
            return;
        }
        let text = self.document.slice(unit.span);
        let mut at = unit.span.start.at();
        let mut goes_on =
            at > self.document.blocks()[unit.block].span.start.at() && self.document.text().as_bytes()[at - 1] != b'\n';
        // The line break at the end of a chunk ends its last line and starts none.
        let text = if unit.next == unit.span.end { text.strip_suffix('\n').unwrap_or(text) } else { text };
        for line in text.split('\n') {
            let mut push = |start: usize, end: usize, width: u32| {
                let mut row = bare(Point::new(at + start));
                prefix.put(&mut row, false);
                if goes_on && indent > 0 {
                    row.pieces.push(Piece { x: narrow(prefix.rest), width: 1, what: PieceContent::Cut });
                }
                goes_on = true;
                row.pieces.push(Piece {
                    x: narrow(x),
                    width: narrow(width),
                    what: PieceContent::Text(Span::new(at + start, at + end)),
                });
                out.push(row);
            };
            let shown = line.trim_end_matches(is_space);
            let (mut start, mut width) = (0, 0);
            for cell in Cells::new(shown) {
                if width + cell.width > room && cell.start > start {
                    push(start, cell.start, width);
                    (start, width) = (cell.start, 0);
                }
                width += cell.width;
            }
            push(start, shown.len(), width);
            goes_on = false;
            at += line.len() + 1;
        }
    }
}

fn role(document: &Document, unit: &Unit, block: Block) -> Role {
    match (unit.part, block.kind) {
        (Part::Row(row) | Part::Cell(row), BlockKind::Table(table)) => {
            let body = super::grid::Grid::of(document, table as usize).and_then(|grid| grid.body(row));
            body.map_or(Role::TableHead, Role::TableBody)
        }
        (_, BlockKind::Heading(level)) => Role::Heading(level),
        (_, BlockKind::Code) => Role::Code,
        (_, BlockKind::Table(_)) => Role::TableBody(0),
        (_, BlockKind::Caption) => Role::Caption,
        (_, BlockKind::Source) => Role::Source,
        (_, BlockKind::Figure) => Role::Figure,
        (_, BlockKind::Rule) => Role::Rule,
        (_, BlockKind::FootnoteBody(note)) => Role::Body(note),
        (_, BlockKind::Paragraph | BlockKind::Item(_)) => body_of(document, unit.block).map_or(Role::Text, Role::Body),
    }
}

/// The footnote whose body block `index` goes on.
fn body_of(document: &Document, index: usize) -> Option<u32> {
    let blocks = document.blocks().get(document.bodies()..=index)?;
    blocks.iter().rev().take(BODY_BLOCKS).find_map(|block| match block.kind {
        BlockKind::FootnoteBody(note) => Some(note),
        _ => None,
    })
}

/// A line of text, and where in its row it is put.
pub(super) struct Put<'a> {
    pub(super) formulas: &'a Formulas,
    pub(super) line: Line,
    /// Where the next line of the same text starts.
    pub(super) next: Option<Point>,
    /// First screen column.
    pub(super) x: u32,
    /// Columns that it may take.
    pub(super) room: u32,
}

/// Adds a line's text to `row`, with the calls in it. Gives the calls that are left.
pub(super) fn put_line<'c>(document: &Document, put: &Put<'_>, calls: &'c [Call], row: &mut Row) -> &'c [Call] {
    let Put { formulas, line, next, x, room } = *put;
    let is_mine = |call: &&Call| next.is_none_or(|next| call.at < next || (call.at == next && !leads(document, next)));
    let (mine, rest) = calls.split_at(calls.iter().take_while(is_mine).count());
    if line.start == line.end && mine.is_empty() {
        row.pieces.push(Piece { x: narrow(x), width: narrow(line.width), what: PieceContent::Text(line.span()) });
        return rest;
    }
    if mine.is_empty() {
        formulas.put(document, line.span(), x, row);
        return rest;
    }
    // Whatever happens, the text is shown whole: labels get what it leaves.
    let mut spare = room.saturating_sub(formulas.columns(document, line.span()));
    let (mut x, mut from) = (x, Point(line.start));
    for call in mine {
        let at = call.at.clamp(from, Point(line.end));
        if at > from {
            let span = Span { start: from, end: at };
            x = formulas.put(document, span, x, row);
            from = at;
        }
        let gap = call.gap.min(spare);
        let width = call.label.min(spare - gap);
        if width > 0 {
            let what = PieceContent::Call(call.footnote, call.at);
            row.pieces.push(Piece { x: narrow(x + gap), width: narrow(width), what });
            x += gap + width;
            spare -= gap + width;
        }
    }
    if from < Point(line.end) {
        formulas.put(document, Span { start: from, end: Point(line.end) }, x, row);
    } else if line.start == line.end {
        row.pieces.push(Piece { x: narrow(x), width: 0, what: PieceContent::Text(Span::empty(from)) });
    }
    rest
}
