//! What the terminal shows, and the fewest bytes that make it show the next frame.
//!
//! ratatui's `Terminal` compares cell by cell, so that scrolling by a row rewrites the whole
//! page. Here rows that only moved are moved by the terminal itself (a scroll region), and
//! what is left is painted; each frame is one write, fenced by synchronized output.

mod paint;
pub(crate) mod raw_mode;

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::terminal::screen::paint::paint;

/// Synchronized output (mode 2026): terminals that don't know it ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The screen: what is shown, and a second buffer for the next frame.
#[derive(Debug)]
pub(crate) struct Screen {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// Nothing is known of what the terminal shows.
    unknown: bool,
}

impl Screen {
    /// A screen of this size of which nothing is known.
    pub(crate) fn new((width, height): (u16, u16)) -> Self {
        let area = Rect { x: 0, y: 0, width, height };
        Self { shown: Buffer::empty(area), next: Buffer::empty(area), cursor: None, unknown: true }
    }

    /// The screen has another size, or something else has written on it.
    pub(crate) fn forget(&mut self, size: (u16, u16)) {
        *self = Self::new(size);
    }

    /// Draws a frame and writes what has changed to `out`, in one piece.
    ///
    /// # Errors
    /// Those of `out`.
    pub(crate) fn draw(&mut self, out: &mut impl Write, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.next.reset();
        let cursor = draw(&mut self.next);
        let mut bytes = Vec::with_capacity(4096);
        bytes.extend_from_slice(BEGIN);
        let quiet = bytes.len();
        if self.unknown {
            bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
            self.shown.reset();
            self.unknown = false;
        } else if let Some(moved) = Moved::between(&self.shown, &self.next) {
            moved.write(&mut bytes)?;
            moved.apply(&mut self.shown);
        }
        paint(&self.shown, &self.next, &mut bytes);
        if cursor != self.cursor || (cursor.is_some() && bytes.len() > quiet) {
            match cursor {
                Some(Position { x, y }) => write!(bytes, "\x1b[{};{}H\x1b[?25h", y + 1, x + 1)?,
                None => bytes.extend_from_slice(b"\x1b[?25l"),
            }
            self.cursor = cursor;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        if bytes.len() > quiet {
            bytes.extend_from_slice(END);
            out.write_all(&bytes)?;
            out.flush()?;
        }
        Ok(())
    }
}

/// Rows that stand elsewhere in the next frame: `top..bottom` moves up by `by` (down, if negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moved {
    top: u16,
    bottom: u16,
    by: i32,
}

impl Moved {
    /// The longest run of rows that the next frame shows moved, where moving it pays.
    fn between(shown: &Buffer, next: &Buffer) -> Option<Self> {
        let (width, height) = (usize::from(shown.area.width), usize::from(shown.area.height));
        if shown.area != next.area || width == 0 || height < 4 {
            return None;
        }
        let (old, new) = (row_hashes(shown), row_hashes(next));
        let blank = hash_of(&vec![Cell::EMPTY; width]);
        let unmoved = old.iter().zip(&new).filter(|(a, b)| a == b && **a != blank).count();
        let shifts = (1..=height / 2).flat_map(|by| [(by, true), (by, false)]);
        let runs = shifts.filter_map(|(by, up)| longest_run(&old, &new, blank, by, up));
        let (written, moved) = runs.max_by_key(|(written, _)| *written)?;
        (written > 2 && written > unmoved).then_some(moved)
    }

    /// Lines deleted or inserted at the top of a scroll region.
    fn write(self, out: &mut impl Write) -> io::Result<()> {
        let (top, bottom) = (self.top + 1, self.bottom);
        let what = if self.by > 0 { 'M' } else { 'L' };
        write!(out, "\x1b[0m\x1b[{top};{bottom}r\x1b[{top};1H\x1b[{}{what}\x1b[r", self.by.unsigned_abs())
    }

    /// What the terminal shows after it.
    fn apply(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let rows = &mut shown.content[usize::from(self.top) * width..usize::from(self.bottom) * width];
        let cells = (self.by.unsigned_abs() as usize * width).min(rows.len());
        let empty = if self.by > 0 {
            rows.rotate_left(cells);
            let from = rows.len() - cells;
            &mut rows[from..]
        } else {
            rows.rotate_right(cells);
            &mut rows[..cells]
        };
        for cell in empty {
            cell.reset();
        }
    }
}

/// The longest run of rows of `new` that stand `by` rows lower (`up`) or higher in `old`, and
/// how many of them are not blank.
fn longest_run(old: &[u64], new: &[u64], blank: u64, by: usize, up: bool) -> Option<(usize, Moved)> {
    let height = old.len();
    let (from, to) = if up { (&old[by..], &new[..height - by]) } else { (&old[..height - by], &new[by..]) };
    let mut best: Option<(usize, std::ops::Range<usize>)> = None;
    let mut start = 0;
    for end in 0..=to.len() {
        if end < to.len() && from[end] == to[end] {
            continue;
        }
        let written = to[start..end].iter().filter(|row| **row != blank).count();
        if best.as_ref().is_none_or(|(most, _)| written > *most) {
            best = Some((written, start..end));
        }
        start = end + 1;
    }
    let (written, rows) = best?;
    let as_row = |row: usize| u16::try_from(row).unwrap_or(u16::MAX);
    let shift = i32::from(as_row(by));
    Some((written, Moved { top: as_row(rows.start), bottom: as_row(rows.end + by), by: if up { shift } else { -shift } }))
}

fn row_hashes(buffer: &Buffer) -> Vec<u64> {
    buffer.content.chunks(usize::from(buffer.area.width)).map(hash_of).collect()
}

/// A hash of what a row says, whatever its colours: rows that are taken for the same and are
/// not only cost that they are painted, so a weak and quick one will do (FNV-1a, 64 bits).
fn hash_of(row: &[Cell]) -> u64 {
    row.iter()
        .flat_map(|cell| cell.symbol().bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(lines: &[&str]) -> Buffer {
        let width = 12;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height: u16::try_from(lines.len()).unwrap() });
        for (y, line) in (0..).zip(lines) {
            buffer.set_string(0, y, line, ratatui::style::Style::new());
        }
        buffer
    }

    /// The cells that a terminal shows after `frames`.
    fn played(frames: &[Buffer]) -> (String, usize) {
        let size = frames[0].area;
        let mut terminal = vt100::Parser::new(size.height.try_into().unwrap(), size.width.try_into().unwrap(), 0);
        let mut screen = Screen::new((size.width, size.height));
        let mut last = 0;
        for frame in frames {
            let mut bytes = Vec::new();
            screen
                .draw(&mut bytes, |buffer| {
                    *buffer = frame.clone();
                    None
                })
                .unwrap();
            last = bytes.len();
            terminal.process(&bytes);
        }
        let size = terminal.screen().size();
        // A blank that was written is no other than one that never was.
        let rows: Vec<String> = terminal.screen().rows(0, size.1.get()).map(|row| row.trim_end().to_owned()).collect();
        (rows.join("\n"), last)
    }

    #[test]
    fn a_page_that_scrolls_by_a_row_is_not_written_again() {
        let before = page(&["한글 한 줄", "둘째 줄", "셋째 줄", "넷째 줄", "다섯째 줄", "status 1"]);
        let after = page(&["둘째 줄", "셋째 줄", "넷째 줄", "다섯째 줄", "여섯째 줄", "status 2"]);
        let (shown, bytes) = played(&[before.clone(), after.clone()]);
        assert_eq!(shown, played(std::slice::from_ref(&after)).0);
        assert!(bytes < 100, "{bytes} bytes");
        assert_eq!(played(&[after.clone(), before.clone()]).0, played(&[before]).0);
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let frame = page(&["a", "b", "c", "d"]);
        assert_eq!(played(&[frame.clone(), frame]).1, 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_moved_the_terminal_shows_the_frame(rows in proptest::collection::vec("[a-c 가]{0,5}", 24), shifts in proptest::collection::vec(-6_i32..6, 1..5)) {
            let mut frames = Vec::new();
            let mut at = 6_i32;
            for shift in [0].iter().chain(&shifts) {
                at = (at + shift).clamp(0, 12);
                let from = usize::try_from(at).unwrap();
                let lines: Vec<&str> = rows[from..from + 10].iter().map(String::as_str).collect();
                frames.push(page(&lines));
            }
            let last = frames.last().unwrap().clone();
            prop_assert_eq!(played(&frames).0, played(&[last]).0);
        }
    }
}
