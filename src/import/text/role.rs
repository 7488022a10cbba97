//! What lines are sorted into, and what the sorting sees.

use super::flow::ends_line;
use super::footnotes::note::Body;
use super::letters::ends_sentence;
use super::line::{GONE, Line, PAGE};
use super::marker::{Marker, Scheme, marker};
use super::profile::Profile;
use super::tables::grid::Grid;

/// Rows of a gap above the usual that still don't part two blocks of code.
const CODE_APART: u16 = 2;

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

/// The line that is being sorted, with what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'t> {
    pub(super) at: usize,
    pub(super) line: Line,
    pub(super) words: &'t str,
    /// What counts it, where it starts with a number or a sign.
    pub(super) marker: Option<Marker>,
    pub(super) before: Option<Before<'t>>,
    /// Whether a gap or other quote signs part it from the line before.
    pub(super) fresh: bool,
    /// Whether that, or a new page, starts a block with it.
    pub(super) opens: bool,
    /// Whether the line before was ended on purpose, at least.
    pub(super) ended: bool,
    /// Whether the line before ends its paragraph, so that a heading may stand here without a gap.
    pub(super) parted: bool,
    pub(super) profile: &'t Profile,
}

impl<'t> Here<'t> {
    pub(super) fn of(sorted: &Sorted<'t>, at: usize, before: Option<Before<'t>>, fresh: bool, profile: &'t Profile) -> Self {
        let line = sorted.lines[at];
        let words = line.of(sorted.text);
        let opens = fresh || line.has(PAGE);
        let was_ended = before.is_some_and(|before| ends_line(&before, words, profile));
        let is_done = before.is_some_and(|before| {
            matches!(before.role, Role::Table(_) | Role::Source) || (before.role == Role::Flow && ends_sentence(before.words))
        });
        Self {
            at,
            line,
            words,
            marker: marker(words),
            before,
            fresh,
            opens,
            ended: opens || was_ended,
            parted: is_done && was_ended,
            profile,
        }
    }

    /// Whether the line before has this role.
    pub(super) fn follows(&self, role: Role) -> bool {
        self.before.is_some_and(|before| before.role == role)
    }

    /// How a line of code follows the one before it: blocks that a blank line or two part are one.
    pub(super) fn code_tie(&self) -> Tie {
        let is_near = self.line.gap <= self.profile.step + CODE_APART
            && self.before.is_some_and(|before| before.line.quote == self.line.quote);
        if self.follows(Role::Code) && (!self.fresh || is_near) { Tie::Joins } else { Tie::Starts }
    }
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
