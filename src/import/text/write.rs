//! Telling the builder what was found: the step that makes blocks of sorted lines.

use std::collections::HashSet;

use super::footnotes::call::{Candidate, Print};
use super::footnotes::chain::Call;
use super::footnotes::note::Body;
use super::join::{Join, join};
use super::letters::{is_hyphen, is_letter, is_stop, is_unspaced};
use super::line::{Line, PAGE, REST};
use super::marker::Scheme;
use super::page::Pages;
use super::profile::Profile;
use super::role::{Piece, Role, Tie};
use super::tables::grid::{Cell, Grid};
use crate::document::{BlockKind, Builder, FurnitureKind, Marker, Point, Span, offset_in};
use crate::import::terminal_text::Link;

/// Columns from one tab stop to the next.
const TAB: usize = 8;
/// Blank lines kept between two lines of code at most.
const BLANK_LINES: u16 = 2;

/// A window, with all that was found in it.
pub(super) struct Found<'w> {
    pub(super) profile: &'w Profile,
    pub(super) text: &'w str,
    pub(super) lines: &'w [Line],
    pub(super) pieces: &'w [Piece],
    pub(super) grids: &'w [Grid],
    pub(super) calls: &'w [Call],
    /// Bodies, each with its footnote's run.
    pub(super) bodies: &'w [(Body, u32)],
    pub(super) pages: &'w Pages,
    /// Whether characters were lost in decoding and the first one's place is not known yet.
    pub(super) lossy: bool,
    /// What a program made links, in order.
    pub(super) links: &'w [Link],
}

/// The line before, of which `words` is the end.
#[derive(Clone, Copy)]
pub(super) struct Last<'w> {
    pub(super) words: &'w str,
    pub(super) line: Line,
}

/// A line that is being written, with what stands on it.
struct Written<'w> {
    line: &'w Line,
    piece: &'w Piece,
    /// The number of the page that starts with it.
    page: Option<&'w str>,
    before: Option<Last<'w>>,
    calls: &'w [Call],
}

/// Writes windows to a builder.
#[derive(Debug, Default)]
pub(super) struct Writer {
    /// A hyphen at the end of the last line, until it is known whether its word goes on.
    held: Option<char>,
    /// Whether anything was written.
    pub(super) written: bool,
    /// The place of the first character that could not be decoded.
    pub(super) lost: Option<Point>,
    /// Footnotes that have a body: run and number.
    bodied: HashSet<(u32, u16)>,
    /// A line of code, being put together.
    code: String,
    /// What was left out at the head of a page whose text is still to come.
    heads: Vec<(FurnitureKind, String)>,
}

impl Writer {
    /// Writes a window; `before` is the last line of the window before.
    pub(super) fn write<'w>(&mut self, builder: &mut Builder, found: &Found<'w>, mut before: Option<Last<'w>>) {
        let mut pages = found.pages.starts.iter().peekable();
        let mut removed = found.pages.removed.iter().peekable();
        let mut calls = found.calls;
        let (mut in_body, mut in_head) = (false, false);
        for (at, (line, piece)) in found.lines.iter().zip(found.pieces).enumerate() {
            // The lines above a page's text are the page's.
            in_head = piece.role == Role::Gone && (in_head || line.has(PAGE));
            if let Some(gone) = removed.next_if(|gone| gone.line == at) {
                if in_head {
                    self.heads.push((gone.kind, line.of(found.text).to_owned()));
                } else {
                    builder.furniture(gone.kind, line.of(found.text));
                }
            }
            let page = pages.next_if(|start| start.line <= at).map(|start| start.number.to_string());
            let page = page.as_deref();
            let written = Written { line, piece, page, before, calls: &[] };
            if let Some(page) = page.filter(|_| piece.role == Role::Gone || matches!(piece.role, Role::Body(_))) {
                self.start_page(builder, Some(page));
            }
            if in_body && !matches!(piece.role, Role::Body(_)) && piece.role != Role::Gone {
                builder.end_body();
                in_body = false;
            }
            match piece.role {
                Role::Gone => continue,
                Role::Body(nth) => {
                    self.body_line(builder, found, at, nth as usize);
                    in_body = true;
                    // The text above goes on after the notes: what came before it stays what it was.
                    continue;
                }
                Role::Table(nth) => {
                    if piece.tie == Tie::Starts {
                        self.start(builder, 0, 0);
                        builder.close();
                        self.start_page(builder, page);
                        Self::table(builder, found, &found.grids[nth as usize]);
                    } else {
                        self.start_page(builder, page);
                    }
                }
                Role::Code => self.code_line(builder, found, &written),
                _ => {
                    let own = calls.iter().take_while(|call| call.candidate.line as usize <= at).count();
                    let (here, rest) = calls.split_at(own);
                    calls = rest;
                    self.line(builder, found, &Written { calls: here, ..written });
                }
            }
            self.written = true;
            before = Some(Last { words: line.of(found.text), line: *line });
        }
        if in_body {
            builder.end_body();
        }
    }

    /// Ends all that was written.
    pub(super) fn finish(&mut self, builder: &mut Builder) {
        self.end(builder);
        self.write_heads(builder);
    }

    fn start_page(&mut self, builder: &mut Builder, page: Option<&str>) {
        if let Some(page) = page {
            builder.page(page);
            self.write_heads(builder);
        }
    }

    fn write_heads(&mut self, builder: &mut Builder) {
        for (kind, words) in self.heads.drain(..) {
            builder.furniture(kind, &words);
        }
    }

    /// Ends the open block, with the hyphen that it may end in.
    fn end(&mut self, builder: &mut Builder) {
        self.release(builder);
        builder.close();
    }

    fn release(&mut self, builder: &mut Builder) {
        if let Some(hyphen) = self.held.take() {
            builder.text(hyphen.encode_utf8(&mut [0; 4]));
        }
    }

    fn start(&mut self, builder: &mut Builder, depth: u8, quote: u8) {
        self.end(builder);
        builder.nest(depth, quote);
    }

    /// A line of anything but code, tables and footnotes' bodies.
    fn line(&mut self, builder: &mut Builder, found: &Found, written: &Written) {
        let piece = written.piece;
        match (piece.tie, written.before) {
            (Tie::Starts, _) | (_, None) => {
                self.start(builder, piece.depth, piece.quote);
                builder.open(kind(piece.role));
            }
            (Tie::Joins, Some(before)) => self.join(builder, found, before, written.line),
            (Tie::Breaks, Some(_)) => {
                self.release(builder);
                builder.line_break();
            }
        }
        self.start_page(builder, written.page);
        let mut from = piece.start as usize;
        for call in written.calls {
            let candidate = call.candidate;
            let at = candidate.start as usize;
            if at < from {
                continue;
            }
            self.text(builder, found, &found.text[from..at]);
            let label = super::label_of(candidate.print, candidate.number);
            builder.call(&format!("{}:{}", call.run, candidate.number), &label);
            from = candidate.end as usize;
            if starts_sentence(found.text, candidate) {
                builder.text(" ");
            }
        }
        self.last_text(builder, found, &found.text[from.min(piece.end as usize)..piece.end as usize], piece.role);
    }

    /// Text of the end of a line: a hyphen there waits for the next one.
    fn last_text(&mut self, builder: &mut Builder, found: &Found, text: &str, role: Role) {
        let hyphen = text.chars().next_back().filter(|c| is_hyphen(*c) || matches!(c, '\u{AD}' | '¬'));
        match hyphen.filter(|_| matches!(role, Role::Flow | Role::Item(_) | Role::Body(_))) {
            Some(hyphen) => {
                self.text(builder, found, &text[..text.len() - hyphen.len_utf8()]);
                self.held = Some(hyphen);
            }
            None => self.text(builder, found, text),
        }
    }

    fn text(&mut self, builder: &mut Builder, found: &Found, text: &str) {
        if found.lossy
            && self.lost.is_none()
            && let Some(at) = text.find(char::REPLACEMENT_CHARACTER)
        {
            linked_text(builder, found, &text[..at]);
            self.lost = Some(builder.here());
            linked_text(builder, found, &text[at..]);
            return;
        }
        linked_text(builder, found, text);
    }

    /// What stands between the line before and this one.
    fn join(&mut self, builder: &mut Builder, found: &Found, before: Last, line: &Line) {
        let Last { words, line: last } = before;
        let how = if line.has(REST) {
            if last.trail > 0 || line.indent > 0 { Join::Blank } else { Join::Nothing }
        } else {
            join(words, last.trail, line.of(found.text), found.profile)
        };
        match how {
            Join::Without(_) => self.held = None,
            Join::Nothing => self.release(builder),
            Join::Blank => {
                self.release(builder);
                builder.text(" ");
            }
        }
    }

    fn code_line(&mut self, builder: &mut Builder, found: &Found, written: &Written) {
        let line = written.line;
        if written.piece.tie == Tie::Starts {
            self.start(builder, 0, written.piece.quote);
            builder.open(BlockKind::Code);
        } else if line.has(REST) {
            self.start_page(builder, written.page);
            builder.text(line.of(found.text));
            return;
        } else {
            for _ in 0..line.gap.saturating_sub(found.profile.step).min(BLANK_LINES) {
                builder.code_line("");
            }
        }
        self.start_page(builder, written.page);
        self.code.clear();
        self.code.extend(std::iter::repeat_n(' ', usize::from(line.indent)));
        let mut column = 0;
        for part in line.of(found.text).split_inclusive('\t') {
            let words = part.trim_end_matches('\t');
            self.code.push_str(words);
            column += unicode_width::UnicodeWidthStr::width(words);
            if words.len() < part.len() {
                let stop = ((column + usize::from(line.indent)) / TAB + 1) * TAB - usize::from(line.indent);
                self.code.extend(std::iter::repeat_n(' ', stop - column));
                column = stop;
            }
        }
        builder.code_line(&self.code);
    }

    /// A line of a footnote's body. The open block of the text stays open.
    fn body_line(&mut self, builder: &mut Builder, found: &Found, at: usize, nth: usize) {
        let (body, run) = &found.bodies[nth];
        let (line, piece) = (&found.lines[at], &found.pieces[at]);
        let held = self.held.take();
        if body.line == at {
            let label = &found.text[body.label.0 as usize..body.label.1 as usize];
            let label = if label.starts_with(|c: char| super::letters::raised(c).is_some()) {
                body.number.to_string()
            } else {
                label.to_owned()
            };
            builder.nest(0, 0);
            builder.begin_body_inside(&format!("{run}:{}", body.number), &label);
            self.bodied.insert((*run, body.number));
        } else if piece.tie == Tie::Starts {
            builder.open(BlockKind::Paragraph);
        } else if let Some(above) = (body.line..at).rev().find(|above| found.pieces[*above].role == piece.role) {
            let above = &found.lines[above];
            match join(above.of(found.text), above.trail, line.of(found.text), found.profile) {
                Join::Blank => builder.text(" "),
                Join::Nothing | Join::Without(_) => {}
            }
        }
        let next = found.lines.get(at + 1).filter(|_| at + 1 < body.end && found.pieces[at + 1].tie == Tie::Joins);
        let whole = &found.text[piece.start as usize..piece.end as usize];
        let less = match next.map(|next| join(whole, line.trail, next.of(found.text), found.profile)) {
            Some(Join::Without(less)) => less,
            _ => 0,
        };
        self.text(builder, found, &whole[..whole.len() - less]);
        self.written = true;
        self.held = held;
    }

    /// Whether the footnote of this run and number has a body already.
    pub(super) fn has_body(&self, run: u32, number: u16) -> bool {
        self.bodied.contains(&(run, number))
    }

    fn table(builder: &mut Builder, found: &Found, grid: &Grid) {
        builder.open_table(grid.columns, grid.stub);
        let mut above: Vec<Span> = vec![Span::default(); grid.columns];
        if grid.head == 0 {
            builder.end_head();
        }
        for (nth, row) in grid.cells.chunks(grid.columns).enumerate() {
            let mut left = Span::default();
            for (cell, above) in row.iter().zip(&mut above) {
                left = place(builder, found, cell, left, *above);
                *above = left;
            }
            builder.end_row();
            if nth + 1 == grid.head {
                builder.end_head();
            }
        }
        builder.close();
    }
}

/// Whether the next sentence starts right behind a call that ends one.
fn starts_sentence(text: &str, call: Candidate) -> bool {
    let before = text[..call.start as usize].chars().next_back();
    let after = text[call.end as usize..].chars().next();
    call.print == Print::Bare && before.is_some_and(is_stop) && after.is_some_and(|c| is_letter(c) && !is_unspaced(c))
}

/// Adds `text`, a piece of the window's, with the links that stand in it.
fn linked_text(builder: &mut Builder, found: &Found, text: &str) {
    if found.links.is_empty() {
        return builder.text(text);
    }
    let (from, mut done) = (offset_in(found.text, text), 0);
    for link in found.links.iter().skip_while(|link| link.end <= from) {
        let start = link.start.saturating_sub(from).clamp(done, text.len());
        let end = link.end.saturating_sub(from).clamp(start, text.len());
        if link.start >= from + text.len() {
            break;
        }
        builder.text(&text[done..start]);
        let here = builder.here();
        builder.text(&text[start..end]);
        builder.link(here, &link.address);
        done = end;
    }
    builder.text(&text[done..]);
}

/// Writes a cell, or repeats the one to its left or above; tells its place.
fn place(builder: &mut Builder, found: &Found, cell: &Cell, left: Span, above: Span) -> Span {
    if cell.wide || cell.tall {
        let same = if cell.wide { left } else { above };
        builder.repeat_cell(same);
        return same;
    }
    builder.open_cell();
    linked_text(builder, found, cell.text(found.text));
    builder.end_cell()
}

fn kind(role: Role) -> BlockKind {
    match role {
        Role::Heading(level) => BlockKind::Heading(level),
        Role::Item(Scheme::Bullet(_)) => BlockKind::Item(Marker::Bullet),
        Role::Item(_) => BlockKind::Item(Marker::Printed),
        Role::Code => BlockKind::Code,
        Role::Caption => BlockKind::Caption,
        Role::Source => BlockKind::Source,
        Role::Rule => BlockKind::Rule,
        Role::Gone | Role::Flow | Role::Table(_) | Role::Body(_) => BlockKind::Paragraph,
    }
}
