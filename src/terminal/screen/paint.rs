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
            buffer.set_stringn(0, y, row, 20, Style::new());
        }
        buffer
    }

    /// What an eye sees of a cell: a blank has no ink but for a line below it or its colours the other way round.
    #[derive(Debug, PartialEq)]
    struct Seen {
        symbol: String,
        fg: vt100::Color,
        bg: vt100::Color,
        flags: [bool; 5],
    }

    impl Seen {
        fn of(symbol: &str, fg: vt100::Color, bg: vt100::Color, [bold, dim, italic, underline, inverse]: [bool; 5]) -> Self {
            let symbol = symbol.trim().to_owned();
            let is_inked = !symbol.is_empty();
            let fg = if is_inked || underline || inverse { fg } else { vt100::Color::Default };
            let flags = [bold && is_inked, dim && is_inked, italic && is_inked, underline, inverse];
            Self { symbol, fg, bg, flags }
        }
    }

    /// What a terminal shows, without the right halves of wide characters.
    fn shown(screen: &vt100::Screen) -> Vec<Seen> {
        let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column)).filter(|cell| !cell.is_wide_continuation());
        let flags = |cell: &vt100::Cell| [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
        cells.map(|cell| Seen::of(cell.contents(), cell.fgcolor(), cell.bgcolor(), flags(cell))).collect()
    }

    /// What a frame wants to be shown.
    fn wanted(frame: &Buffer) -> Vec<Seen> {
        let as_shown = |colour: Color| match colour {
            Color::Reset => vt100::Color::Default,
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            Color::Indexed(index) => vt100::Color::Idx(index),
            named => vt100::Color::Idx(u8::try_from(NAMED.iter().position(|one| *one == named).unwrap()).unwrap()),
        };
        let mut found = Vec::new();
        for row in frame.content.chunks(frame.area.width.into()) {
            let mut x = 0;
            while x < row.len() {
                let cell = &row[x];
                let flags = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
                let flags = flags.map(|flag| cell.modifier.contains(flag));
                found.push(Seen::of(cell.symbol(), as_shown(cell.fg), as_shown(cell.bg), flags));
                x += columns(cell);
            }
        }
        found
    }

    /// The sixteen colours that have names, in the terminal's order.
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];

    /// Styles of all kinds, the plain one often: it is what taking all away comes to.
    fn style() -> impl Strategy<Value = Style> {
        let colour = || {
            prop_oneof![
                3 => Just(Color::Reset),
                2 => proptest::sample::select(NAMED.to_vec()),
                1 => any::<u8>().prop_map(Color::Indexed),
                1 => any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
            ]
        };
        // Terminals have bold or dim, not both.
        let weight = proptest::sample::select(vec![Modifier::empty(), Modifier::BOLD, Modifier::DIM]);
        let signs = proptest::sample::subsequence(vec![Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED], 0..=3);
        let styled = (colour(), colour(), weight, signs).prop_map(|(fg, bg, weight, signs)| {
            Style::new().fg(fg).bg(bg).add_modifier(signs.into_iter().fold(weight, |all, sign| all | sign))
        });
        prop_oneof![1 => Just(Style::new()), 3 => styled]
    }

    /// A frame: rows of pieces, each in a style of its own.
    fn frame() -> impl Strategy<Value = Buffer> {
        let row = proptest::collection::vec(("[a한 ·“]{0,6}", style()), 0..4);
        proptest::collection::vec(row, 4).prop_map(|rows| {
            let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 20, height: 4 });
            for (y, row) in (0..).zip(rows) {
                let mut x = 0;
                for (text, style) in row {
                    x = buffer.set_stringn(x, y, text, usize::from(20 - x), style).0;
                }
            }
            buffer
        })
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

    fn worn(before: Look, after: Look) -> String {
        let mut out = Vec::new();
        let mut pen = Pen { out: &mut out, at: None, style: Some(before) };
        pen.wear(after);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_what_changes_is_said_and_after_a_reset_all_of_it() {
        let look = |fg, bg, modifier| Look { fg, bg, modifier };
        let (red, none) = (look(Color::Red, Color::Reset, Modifier::empty()), Modifier::empty());
        assert_eq!(worn(red, red), "");
        assert_eq!(worn(Look::PLAIN, red), "\x1b[31m");
        assert_eq!(worn(red, look(Color::Red, Color::Blue, none)), "\x1b[44m");
        assert_eq!(worn(red, look(Color::Red, Color::Reset, Modifier::BOLD)), "\x1b[1m");
        assert_eq!(worn(red, Look::PLAIN), "\x1b[39m");
        // A weight is taken away with all the rest, which has to be said again.
        let bold = look(Color::Red, Color::Blue, Modifier::BOLD | Modifier::ITALIC);
        assert_eq!(worn(bold, look(Color::Red, Color::Blue, Modifier::ITALIC)), "\x1b[0;3;31;44m");
        assert_eq!(worn(bold, red), "\x1b[0;31m");
    }

    #[test]
    fn every_weight_and_colour_has_its_code() {
        for (flag, code) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::SLOW_BLINK, "5"),
            (Modifier::REVERSED, "7"),
            (Modifier::HIDDEN, "8"),
            (Modifier::CROSSED_OUT, "9"),
        ] {
            assert_eq!(worn(Look::PLAIN, Look { modifier: flag, ..Look::PLAIN }), format!("\x1b[{code}m"));
        }
        assert_eq!(
            NAMED.map(|named| colour(named, 30).parse::<u16>().unwrap()),
            [30, 31, 32, 33, 34, 35, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97]
        );
        assert_eq!((colour(Color::Reset, 40), colour(Color::White, 40)), ("49".into(), "107".into()));
        assert_eq!(colour(Color::Indexed(200), 30), "38;5;200");
        assert_eq!(colour(Color::Rgb(1, 2, 3), 40), "48;2;1;2;3");
    }

    proptest! {
        #[test]
        fn a_terminal_shows_each_frame_whatever_came_before(frames in proptest::collection::vec(frame(), 1..6)) {
            let mut terminal = vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0);
            let mut before = Buffer::empty(Rect { x: 0, y: 0, width: 20, height: 4 });
            for after in frames {
                let mut bytes = Vec::new();
                paint(&before, &after, &mut bytes);
                terminal.process(&bytes);
                prop_assert_eq!(shown(terminal.screen()), wanted(&after));
                before = after;
            }
        }
    }
}
