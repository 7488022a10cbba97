//! Text that is being written, with everything that lies over it.

use super::super::safe_text::joins;
use super::super::{Block, BlockKind, Furniture, Mark, Page, Picture, Point, Table, clean};

/// Text that is being written, with everything that lies over it, offsets its own.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) tables: Vec<Table>,
    pub(super) pages: Vec<Page>,
    pub(super) furniture: Vec<Furniture>,
    pub(super) pictures: Vec<Picture>,
    pub(super) open: Option<Open>,
}

/// The block that is being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) kind: BlockKind,
    pub(super) start: usize,
    /// Where the unit that spaces are trimmed in starts: the block, the cell, the code line.
    pub(super) unit: usize,
    /// Cells of the row being written.
    pub(super) row: usize,
    /// Rows of another length than the head that were told.
    pub(super) ragged: u32,
    /// Columns of the table beyond those that it was opened with.
    pub(super) beyond: usize,
    /// Rows ended.
    pub(super) rows: u32,
    pub(super) head_done: bool,
    pub(super) depth: u8,
    pub(super) quote: u8,
    /// Marks that the stream had when it was opened.
    pub(super) marks: usize,
}
impl Stream {
    /// Adds `raw` to the open unit; a space more than one, or at its start, is left out.
    pub(super) fn push(&mut self, raw: &str) {
        let unit = self.open.map_or(0, |open| open.unit);
        let blank = [' ', '\n', '\t'];
        let raw = if self.text.len() == unit || self.text.ends_with(' ') { raw.trim_start_matches(blank) } else { raw };
        if self.open.is_some_and(|open| open.kind == BlockKind::Code) || !has_double_space(raw) {
            self.append(raw);
            return;
        }
        for word in raw.split_inclusive(blank) {
            let word = if self.text.ends_with(' ') { word.trim_start_matches(blank) } else { word };
            self.append(word);
        }
    }

    /// Adds `raw`, cleaned; what composes with the text before it is composed. A mark that ended between the two
    /// is brought to a character's edge at the end of all.
    pub(super) fn append(&mut self, raw: &str) {
        let cleaned = clean(raw);
        let unit = self.open.map_or(0, |open| open.unit);
        if self.text.len() > unit && cleaned.chars().next().is_some_and(joins) {
            let base = self.text[unit..].char_indices().rev().find(|(_, c)| !joins(*c)).map_or(unit, |(at, _)| unit + at);
            let joined = format!("{}{cleaned}", &self.text[base..]);
            self.text.truncate(base);
            self.text.push_str(&clean(&joined));
            return;
        }
        self.text.push_str(&cleaned);
    }

    /// Takes trailing spaces off the unit that starts at `unit`.
    pub(super) fn trim(&mut self, unit: usize, kind: BlockKind) {
        let keep = match kind {
            BlockKind::Code => self.text.len() - unit,
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
