//! What stands before the text of a row: quote bars, indents, markers of items, labels of notes.

use super::label::{call_label, marker_text};
use super::lines::is_space;
use super::{LayoutOptions, Piece, PieceContent, Row, width};
use crate::document::{BlockKind, Document, Marker, Point, Span};

/// Columns of a level of quotes: the bar and a space.
const QUOTE: u32 = 2;
/// Columns of a level of lists: a number of two digits, its full stop and a space.
const LIST: u32 = 4;
/// Bytes that a printed marker is looked for in.
const PRINTED: u32 = 24;

/// What stands before a block's text. All in columns from the left edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Bars of quotes.
    bars: u32,
    /// Where the text of the block's first row starts.
    pub(super) first: u32,
    /// Where the text of all other rows starts.
    pub(super) rest: u32,
    /// The marker or label in the first row.
    lead: Option<Piece>,
}

impl Prefix {
    pub(super) fn of(document: &Document, setting: LayoutOptions, index: usize) -> Self {
        let block = document.blocks()[index];
        let measure = u32::from(setting.measure.max(1));
        // However deep it is nested, half of the measure is left for text.
        let most = measure / 2;
        let levels = |depth: u8, columns: u32| u32::from(depth) * columns;
        let bars = levels(block.quote, QUOTE).min(most) / QUOTE;
        let label = if index < document.bodies() { 0 } else { label_room(setting) };
        let outer = (bars * QUOTE + label).min(most);
        let at = |depth: u8| (outer + levels(depth, LIST)).min(most);
        let plain = |x: u32| Self { bars, first: x, rest: x, lead: None };
        match block.kind {
            BlockKind::Item(Marker::Printed) => {
                let x = (outer + levels(block.depth.saturating_sub(1), QUOTE)).min(most);
                let start = Span { end: block.span.end.min(Point(block.span.start.0.saturating_add(PRINTED))), ..block.span };
                let hang = printed_hang(document.slice(start));
                Self { rest: if x + hang <= most { x + hang } else { x }, ..plain(x) }
            }
            BlockKind::Item(marker) => {
                let depth = block.depth.max(1);
                let wide = columns(&marker_text(marker, setting.ascii));
                plain(at(depth)).led(PieceContent::Marker(marker), at(depth - 1), wide, measure)
            }
            BlockKind::FootnoteBody(note) => {
                let label = document.footnotes().get(note as usize).map_or("", |note| &*note.label);
                let wide = columns(&call_label(label, setting.ascii));
                plain(outer).led(PieceContent::Label(note), outer - label_room(setting).min(outer), wide, measure)
            }
            // A bracket of the picture's frame stands before its words.
            BlockKind::Figure => plain((at(block.depth) + 1).min(measure - 1)),
            _ => plain(at(block.depth)),
        }
    }

    /// With a marker `wide` columns wide that ends a space before the text; one too wide for
    /// that starts at `from` and pushes the text of the first row on.
    fn led(mut self, what: PieceContent, from: u32, wide: u32, measure: u32) -> Self {
        let x = self.rest.saturating_sub(wide + 1).max(from);
        self.first = (x + wide + 1).max(self.rest);
        if self.first + 2 > measure {
            // No room for both: the text comes first.
            self.first = self.rest;
            return self;
        }
        self.lead = Some(Piece { x: narrow(x), width: narrow(wide), what });
        self
    }

    /// Columns that the text of the first row and of all others have within `measure`.
    pub(super) fn room(&self, measure: u32) -> (u32, u32) {
        (measure.saturating_sub(self.first).max(1), measure.saturating_sub(self.rest).max(1))
    }

    /// Puts the bars, and the marker where it is the block's first row, before a row's text.
    pub(super) fn put(&self, row: &mut Row, first: bool) {
        put_bars(row, self.bars);
        if first {
            row.pieces.extend(self.lead);
        }
    }

    /// Number of quote bars.
    pub(super) fn bars(&self) -> u32 {
        self.bars
    }
}

pub(super) fn put_bars(row: &mut Row, bars: u32) {
    row.pieces.extend((0..bars).map(|bar| Piece { x: narrow(bar * QUOTE), width: 1, what: PieceContent::QuoteBar }));
}

/// Room for the labels of footnotes' bodies, so that all bodies start at one column.
fn label_room(setting: LayoutOptions) -> u32 {
    if setting.ascii { 5 } else { 4 }
}

/// Columns of a printed marker and the spaces after it; 0 where the text has none.
fn printed_hang(start: &str) -> u32 {
    let Some(marker) = start.find(is_space) else { return 0 };
    let end = start[marker..].find(|c| !is_space(c)).map_or(start.len(), |at| marker + at);
    Some(columns(&start[..end])).filter(|hang| *hang <= 8).unwrap_or(0)
}

pub(super) fn columns(text: &str) -> u32 {
    u32::try_from(width(text)).unwrap_or(u32::MAX)
}

/// Columns of the screen: rows are never as wide as a `u16` can't tell.
pub(super) fn narrow(columns: u32) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
