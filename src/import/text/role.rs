//! What lines are sorted into, and what the sorting sees.

use super::grid::Grid;
use super::line::{GONE, Line};
use super::marker::Scheme;
use super::note::Body;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Out of the text.
    #[default]
    Gone,
    Heading(u8),
    /// Running text.
    Flow,
    Item(Scheme),
    Code,
    Caption,
    Source,
    Rule,
    /// The table of this index.
    Table(u32),
    /// The footnote's body of this index.
    Body(u32),
}

/// How a line follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tie {
    /// It starts a block.
    #[default]
    Starts,
    /// It goes on the line before.
    Joins,
    /// It belongs to the same block, on a line of its own.
    Breaks,
}

/// A sorted line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Piece {
    pub(super) role: Role,
    pub(super) tie: Tie,
    /// The bytes of it that are text: without a bullet, or a caption's brackets.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) depth: u8,
    pub(super) quote: u8,
}

/// The line before, be it of this window or of the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'t> {
    pub(super) line: Line,
    pub(super) words: &'t str,
    pub(super) role: Role,
}

/// A window's lines, and what they were sorted into.
pub(super) struct Sorted<'w> {
    pub(super) text: &'w str,
    pub(super) lines: &'w [Line],
    pub(super) bodies: &'w [Body],
    pub(super) pieces: &'w mut Vec<Piece>,
    pub(super) grids: &'w mut Vec<Grid>,
    /// Whether the file goes on behind the window.
    pub(super) more: bool,
}

impl Sorted<'_> {
    /// The words of line `at`.
    pub(super) fn words(&self, at: usize) -> &str {
        self.lines[at].of(self.text)
    }

    /// The last line before `at` that is in the text.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|before| is_text(self.pieces[*before].role))
    }

    /// The next line that is in the text.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|next| !self.lines[*next].has(GONE))
    }

    /// Sorts line `at`, the next one.
    pub(super) fn push(&mut self, role: Role, tie: Tie, at: usize) -> &mut Piece {
        let line = &self.lines[at];
        self.pieces.push(Piece { role, tie, start: line.start, end: line.end, depth: 0, quote: line.quote });
        let last = self.pieces.len() - 1;
        &mut self.pieces[last]
    }
}

/// Whether a line is in the reading text.
pub(super) fn is_text(role: Role) -> bool {
    !matches!(role, Role::Gone | Role::Body(_))
}
