//! From two frames to the bytes that turn the one on a terminal into the other.
//!
//! crossterm's backend moves the cursor before every cell that does not follow a narrow one,
//! which for Hangul means before every syllable: a page takes 7 KB. Here the cursor is moved
//! only where its place is not known: after a gap, and after characters on whose width
//! terminals disagree.

use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Unchanged columns that are cheaper to write again than to jump over.
const SHORT_GAP: usize = 5;
/// Blanks at a row's end that are cheaper to erase than to write.
const LONG_TAIL: usize = 4;

/// Writes what changes between `shown` and `next`, which have the same area.
pub(super) fn paint(shown: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
    let width = usize::from(next.area.width);
    if width == 0 {
        return;
    }
    let mut pen = Pen { out, at: None, style: None };
    for (y, (old, new)) in shown.content.chunks(width).zip(next.content.chunks(width)).enumerate() {
        if old != new {
            paint_row(&mut pen, y, old, new);
        }
    }
    pen.plain();
}

/// Writes the changed runs of one row.
fn paint_row(pen: &mut Pen, y: usize, old: &[Cell], new: &[Cell]) {
    let written = new.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
    let written = (written + usize::from(written > 0 && columns(&new[written - 1]) == 2)).min(new.len());
    let mut run: Option<(usize, usize)> = None;
    for (x, end) in changes(old, new) {
        match &mut run {
            Some((_, last)) if x <= *last + SHORT_GAP => *last = end,
            _ => {
                if let Some((from, to)) = run.replace((x, end)) {
                    pen.write_run(y, from, to, new);
                }
            }
        }
    }
    let Some((from, to)) = run else { return };
    if to > written.max(from) + LONG_TAIL {
        pen.write_run(y, from, written.max(from), new);
        pen.erase_from(y, written.max(from));
    } else {
        pen.write_run(y, from, to, new);
    }
}

/// The glyphs of `new` that the terminal does not show yet: first column, and the one behind.
fn changes(old: &[Cell], new: &[Cell]) -> Vec<(usize, usize)> {
    // Columns in which a glyph of the old row starts; the others are right halves.
    let mut starts = vec![false; old.len() + 2];
    let mut x = 0;
    while x < old.len() {
        starts[x] = true;
        x += columns(&old[x]);
    }
    let mut found = Vec::new();
    let mut x = 0;
    while x < new.len() {
        let end = (x + columns(&new[x])).min(new.len());
        let same = starts[x] && new[x] == old[x] && (x..end).all(|column| column == x || !starts[column]);
        if !same {
            found.push((x, end));
        }
        x = end;
    }
    found
}

/// Columns that a cell's glyph takes: 1 or 2.
fn columns(cell: &Cell) -> usize {
    if cell.symbol().is_ascii() { 1 } else { cell.symbol().width().clamp(1, 2) }
}

/// Whether all terminals agree on how far the cursor goes on after this symbol.
fn is_undisputed(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c.is_ascii() || c.width() == c.width_cjk(),
        _ => false,
    }
}

/// Colours and weight of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// Where the terminal's cursor is and what it writes with, as far as that is known.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    at: Option<(usize, usize)>,
    style: Option<Look>,
}

impl Pen<'_> {
    /// Writes the cells `from..to` of row `y`.
    fn write_run(&mut self, y: usize, from: usize, to: usize, row: &[Cell]) {
        let mut x = from;
        while x < to {
            let cell = &row[x];
            self.go(x, y);
            self.wear(Look::of(cell));
            self.out.extend_from_slice(cell.symbol().as_bytes());
            x += columns(cell);
            // At the last column the cursor stays, or waits to wrap: terminals differ.
            self.at = (is_undisputed(cell.symbol()) && x < row.len()).then_some((x, y));
        }
    }

    /// Erases row `y` from column `x` on.
    fn erase_from(&mut self, y: usize, x: usize) {
        self.go(x, y);
        self.wear(Look::PLAIN);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Moves the cursor, where it is not there already.
    fn go(&mut self, x: usize, y: usize) {
        // Writing to a Vec can't fail.
        let _ = match self.at {
            Some((column, row)) if (column, row) == (x, y) => Ok(()),
            Some((_, row)) if row == y => write!(self.out, "\x1b[{}G", x + 1),
            _ => write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.at = Some((x, y));
    }

    /// Changes colours and weight, where they are others.
    fn wear(&mut self, look: Look) {
        if self.style == Some(look) {
            return;
        }
        let before = self.style.unwrap_or(Look::PLAIN);
        let mut codes: Vec<String> = Vec::new();
        // Taking a weight away has no code of its own that all terminals know.
        let anew = self.style.is_none() || !look.modifier.contains(before.modifier);
        if anew {
            codes.push("0".into());
        }
        let worn = if anew { Look::PLAIN } else { before };
        for (flag, code) in MODIFIERS {
            if look.modifier.contains(flag) && !worn.modifier.contains(flag) {
                codes.push(code.into());
            }
        }
        if look.fg != worn.fg {
            codes.push(colour(look.fg, 30));
        }
        if look.bg != worn.bg {
            codes.push(colour(look.bg, 40));
        }
        let _ = write!(self.out, "\x1b[{}m", codes.join(";"));
        self.style = Some(look);
    }

    /// Leaves no colour behind.
    fn plain(&mut self) {
        if self.style.is_some_and(|style| style != Look::PLAIN) {
            self.out.extend_from_slice(b"\x1b[0m");
        }
    }
}

const MODIFIERS: [(Modifier, &str); 8] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The SGR code of a colour; `base` is 30 for text and 40 for background.
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    match colour {
        Color::Reset => (base + 9).to_string(),
        Color::Black => base.to_string(),
        Color::Red => (base + 1).to_string(),
        Color::Green => (base + 2).to_string(),
        Color::Yellow => (base + 3).to_string(),
        Color::Blue => (base + 4).to_string(),
        Color::Magenta => (base + 5).to_string(),
        Color::Cyan => (base + 6).to_string(),
        Color::Gray => (base + 7).to_string(),
        Color::DarkGray => bright.to_string(),
        Color::LightRed => (bright + 1).to_string(),
        Color::LightGreen => (bright + 2).to_string(),
        Color::LightYellow => (bright + 3).to_string(),
        Color::LightBlue => (bright + 4).to_string(),
        Color::LightMagenta => (bright + 5).to_string(),
        Color::LightCyan => (bright + 6).to_string(),
        Color::White => (bright + 7).to_string(),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn page(rows: &[String]) -> Buffer {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 20, height: u16::try_from(rows.len()).unwrap() });
        for (y, row) in (0..).zip(rows) {
            let style = if y % 2 == 0 { Style::new() } else { Style::new().fg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::BOLD) };
            buffer.set_stringn(0, y, row, 20, style);
        }
        buffer
    }

    /// What an eye sees: a blank that was written is no other than one that never was.
    fn seen(screen: &vt100::Screen) -> Vec<(String, vt100::Color, bool)> {
        let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let seen = cells.filter_map(|(row, column)| screen.cell(row, column)).map(|cell| match cell.contents().trim() {
            "" => (String::new(), vt100::Color::Default, false),
            text => (text.to_owned(), cell.fgcolor(), cell.bold()),
        });
        seen.collect()
    }

    #[test]
    fn hangul_is_written_without_moves_between() {
        let (before, after) = (page(&[String::new()]), page(&["북러 밀착의 배경".into()]));
        let mut bytes = Vec::new();
        paint(&before, &after, &mut bytes);
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{1b}[1;1H\u{1b}[0m북러 밀착의 배경");
    }

    #[test]
    fn a_long_blank_tail_is_erased() {
        let (before, after) = (page(&["aaaaaaaaaaaaaaaa".into()]), page(&["ab".into()]));
        let mut bytes = Vec::new();
        paint(&before, &after, &mut bytes);
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{1b}[1;2H\u{1b}[0mb\u{1b}[K");
    }

    proptest! {
        #[test]
        fn a_terminal_shows_each_frame_whatever_came_before(
            frames in proptest::collection::vec(proptest::collection::vec("[a한 ·“]{0,12}", 4), 2..6),
        ) {
            let mut terminal = vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0);
            let mut fresh = vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0);
            let mut before = page(&vec![String::new(); 4]);
            for frame in &frames {
                let after = page(frame);
                let mut bytes = Vec::new();
                paint(&before, &after, &mut bytes);
                terminal.process(&bytes);
                before = after;
            }
            let mut bytes = Vec::new();
            paint(&page(&vec![String::new(); 4]), &before, &mut bytes);
            fresh.process(&bytes);
            prop_assert_eq!(seen(terminal.screen()), seen(fresh.screen()));
        }
    }
}
