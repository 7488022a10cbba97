//! A strict terminal: it knows just the sequences that the program has reason to write, and takes down whatever else
//! comes, and whatever is written past the end of a row.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A cell: what stands in it (nothing in the right half of a wide one), and its colours and weight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub look: Look,
}

/// Ink, ground and weights, as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Look {
    fg: Vec<u32>,
    bg: Vec<u32>,
    weights: Vec<u32>,
}

/// The terminal.
#[derive(Debug)]
pub(crate) struct Strict {
    columns: usize,
    rows: usize,
    cells: Vec<Vec<Cell>>,
    x: usize,
    y: usize,
    /// The next glyph would go to the next row.
    full: bool,
    /// Where the last glyph stands: what comes next may be more of it, as reads are cut anywhere.
    glyph: Option<(usize, usize)>,
    bottom: usize,
    look: Look,
    held: Vec<u8>,
    modes: Vec<u32>,
    /// Frames that were begun and ended.
    pub frames: usize,
    /// What must not be.
    pub faults: Vec<String>,
}

/// Modes that the program sets: wrapping, the cursor, the mouse, focus, the other screen, paste, frames.
const MODES: [u32; 8] = [7, 25, 1000, 1002, 1004, 1006, 1049, 2004];
const FRAME: u32 = 2026;
/// The screen that is the program's own.
const OTHER_SCREEN: u32 = 1049;

impl Strict {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self {
            columns,
            rows,
            cells: vec![vec![Cell::default(); columns]; rows],
            x: 0,
            y: 0,
            full: false,
            glyph: None,
            bottom: rows,
            look: Look::default(),
            held: Vec::new(),
            modes: Vec::new(),
            frames: 0,
            faults: Vec::new(),
        }
    }

    /// What stands on the screen: blanks are the same whether they were written or never were.
    pub(crate) fn shown(&self) -> Vec<Vec<Cell>> {
        let mut shown = self.cells.clone();
        for cell in shown.iter_mut().flatten().filter(|cell| cell.text.trim().is_empty()) {
            cell.text.clear();
            let line_or_turned = [4, 7].iter().any(|weight| cell.look.weights.contains(weight));
            if !line_or_turned {
                (cell.look.fg, cell.look.weights) = (Vec::new(), Vec::new());
            }
        }
        shown
    }

    /// The text of a row.
    pub(crate) fn row(&self, y: usize) -> String {
        let (mut text, mut x) = (String::new(), 0);
        while x < self.columns {
            let glyph = &self.cells[y][x].text;
            text.push_str(if glyph.is_empty() { " " } else { glyph });
            x += glyph.width().clamp(1, 2);
        }
        text.trim_end().to_owned()
    }

    /// Whether all that was begun is written.
    pub(crate) fn is_whole(&self) -> bool {
        self.held.is_empty() && !self.modes.contains(&FRAME)
    }

    pub(crate) fn has_mode(&self, mode: u32) -> bool {
        self.modes.contains(&mode)
    }

    fn fault(&mut self, what: impl Into<String>) {
        if self.faults.len() < 20 {
            self.faults.push(what.into());
        }
    }

    /// Takes bytes in, in whatever pieces they come.
    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut at = 0;
        while at < held.len() {
            match self.step(&held[at..]) {
                Some(taken) => at += taken,
                None => break,
            }
        }
        self.held = held[at..].to_vec();
        if self.held.len() > 4096 {
            self.fault(format!("never ended: {:?}", String::from_utf8_lossy(&self.held[..32])));
            self.held.clear();
        }
    }

    /// Takes the first piece; how many bytes it had, nothing where its end has not come.
    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes[0] {
            0x1b => {
                self.glyph = None;
                self.escape(bytes)
            }
            0x00..=0x1f | 0x7f => {
                self.glyph = None;
                match bytes[0] {
                    // On the shell's screen others write too: the shell, the terminal's echo.
                    b'\r' if !self.has_mode(OTHER_SCREEN) => self.x = 0,
                    b'\n' if !self.has_mode(OTHER_SCREEN) => self.y = (self.y + 1).min(self.rows - 1),
                    _ if !self.has_mode(OTHER_SCREEN) => {}
                    other => self.fault(format!("control character {other:#04x}")),
                }
                Some(1)
            }
            _ => {
                let end = bytes.iter().position(|byte| *byte < 0x20 || *byte == 0x7f).unwrap_or(bytes.len());
                match std::str::from_utf8(&bytes[..end]) {
                    Ok(text) => self.write(text),
                    Err(error) if error.error_len().is_none() && end == bytes.len() => {
                        let good = error.valid_up_to();
                        if good == 0 {
                            return None;
                        }
                        self.write(&String::from_utf8_lossy(&bytes[..good]));
                        return Some(good);
                    }
                    Err(_) => self.fault(format!("no UTF-8: {:?}", &bytes[..end.min(16)])),
                }
                Some(end)
            }
        }
    }

    fn write(&mut self, text: &str) {
        let mut text = Cow::Borrowed(text);
        if let Some((x, y)) = self.glyph {
            let begun = &self.cells[y][x].text;
            let joined = format!("{begun}{text}");
            if joined.graphemes(true).next().is_some_and(|glyph| glyph.len() > begun.len()) {
                (self.x, self.y, self.full, text) = (x, y, false, Cow::Owned(joined));
            }
        }
        for glyph in text.graphemes(true) {
            if glyph.chars().any(char::is_control) {
                self.fault(format!("control character in {glyph:?}"));
            }
            let width = glyph.width().min(2);
            if width == 0 {
                if let Some(cell) = self.x.checked_sub(1).map(|x| &mut self.cells[self.y][x]) {
                    cell.text.push_str(glyph);
                }
                continue;
            }
            if self.full || self.x + width > self.columns {
                if !self.has_mode(OTHER_SCREEN) {
                    continue;
                }
                self.fault(format!("{glyph:?} goes past the end of row {}", self.y));
                continue;
            }
            self.clear(self.x, self.x + width);
            self.glyph = Some((self.x, self.y));
            self.cells[self.y][self.x] = Cell { text: glyph.to_owned(), look: self.look.clone() };
            if width == 2 {
                self.cells[self.y][self.x + 1] = Cell { text: String::new(), look: self.look.clone() };
            }
            self.x += width;
            if self.x >= self.columns {
                self.full = true;
                self.x = self.columns - 1;
            }
        }
    }

    /// Empties cells, and the halves of wide ones that lose the other half.
    fn clear(&mut self, from: usize, to: usize) {
        let row = &mut self.cells[self.y];
        if let Some(before) = from.checked_sub(1).filter(|before| row[*before].text.width() > 1) {
            row[before].text = String::new();
        }
        for cell in &mut row[from..to] {
            *cell = Cell { text: String::new(), look: Look { fg: Vec::new(), weights: Vec::new(), ..self.look.clone() } };
        }
    }

    fn escape(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes.get(1)? {
            b'[' => {
                let end = 2 + bytes[2..].iter().position(|byte| (0x40..=0x7e).contains(byte))?;
                let inner = String::from_utf8_lossy(&bytes[2..end]).into_owned();
                self.control(&inner, bytes[end]);
                Some(end + 1)
            }
            b']' => {
                let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| (at, at + 1));
                let string = bytes.windows(2).skip(1).position(|pair| pair == b"\x1b\\").map(|at| (at + 1, at + 3));
                let (end, behind) = [bell, string].into_iter().flatten().min()?;
                let said = String::from_utf8_lossy(&bytes[2..end]).into_owned();
                let known = ["11;?", "52;c;", "8;"].iter().any(|begin| said.starts_with(begin));
                if !known || said.chars().any(char::is_control) {
                    self.fault(format!("OSC {said:?}"));
                }
                Some(behind)
            }
            other => {
                self.fault(format!("escape and {:?}", char::from(*other)));
                Some(2)
            }
        }
    }

    fn control(&mut self, inner: &str, last: u8) {
        let (is_private, numbers) = inner.strip_prefix('?').map_or((false, inner), |rest| (true, rest));
        let parts: Option<Vec<u32>> =
            numbers.split(';').map(|part| if part.is_empty() { Some(0) } else { part.parse().ok() }).collect();
        let Some(parts) = parts else { return self.fault(format!("CSI {inner:?}{}", char::from(last))) };
        let number = |at: usize| usize::try_from(parts.get(at).copied().unwrap_or(0).max(1)).expect("a number");
        match (is_private, last) {
            (true, b'h' | b'l') => {
                for mode in parts {
                    self.set_mode(mode, last == b'h');
                }
            }
            (false, b'm') => self.dress(&parts),
            (false, b'H') => self.go(number(1) - 1, number(0) - 1),
            (false, b'G') => self.go(number(0) - 1, self.y),
            (false, b'J') if parts == [2] => self.cells = vec![vec![Cell::default(); self.columns]; self.rows],
            (false, b'K') if parts == [0] => self.clear(self.x, self.columns),
            (false, b'r') => {
                let bottom = if parts.len() > 1 { number(1) } else { self.rows };
                if bottom > self.rows {
                    self.fault(format!("a region to row {bottom}"));
                }
                self.bottom = bottom.min(self.rows);
                self.go(0, 0);
            }
            (false, b'M' | b'L') => {
                let region = &mut self.cells[self.y..self.bottom];
                let many = number(0).min(region.len());
                let empty = vec![Cell::default(); self.columns];
                if last == b'M' {
                    region.rotate_left(many);
                    let from = region.len() - many;
                    region[from..].fill(empty);
                } else {
                    region.rotate_right(many);
                    region[..many].fill(empty);
                }
            }
            _ => self.fault(format!("CSI {inner:?}{}", char::from(last))),
        }
    }

    fn set_mode(&mut self, mode: u32, on: bool) {
        if mode != FRAME && !MODES.contains(&mode) {
            return self.fault(format!("mode {mode}"));
        }
        self.modes.retain(|set| *set != mode);
        if on {
            self.modes.push(mode);
        } else if mode == FRAME {
            self.frames += 1;
        }
    }

    fn go(&mut self, x: usize, y: usize) {
        if x >= self.columns || y >= self.rows {
            self.fault(format!("the cursor goes to {x},{y} of {}x{}", self.columns, self.rows));
        }
        (self.x, self.y, self.full) = (x.min(self.columns - 1), y.min(self.rows - 1), false);
    }

    fn dress(&mut self, parts: &[u32]) {
        let mut at = 0;
        while at < parts.len() {
            let part = parts[at];
            match part {
                0 => self.look = Look::default(),
                1..=9 => self.look.weights.push(part),
                38 | 48 => {
                    let long = match parts.get(at + 1) {
                        Some(2) => 5,
                        Some(5) => 3,
                        _ => return self.fault(format!("colour {parts:?}")),
                    };
                    let Some(colour) = parts.get(at + 1..at + long) else { return self.fault(format!("colour {parts:?}")) };
                    *(if part == 38 { &mut self.look.fg } else { &mut self.look.bg }) = colour.to_vec();
                    at += long - 1;
                }
                39 => self.look.fg.clear(),
                49 => self.look.bg.clear(),
                30..=37 | 90..=97 => self.look.fg = vec![part],
                40..=47 | 100..=107 => self.look.bg = vec![part],
                _ => return self.fault(format!("weight {part}")),
            }
            self.look.weights.sort_unstable();
            at += 1;
        }
    }
}

#[test]
fn what_a_program_must_not_write_is_taken_down() {
    let faults = |bytes: &[u8]| {
        let mut strict = Strict::new(6, 2);
        strict.take(b"\x1b[?1049h");
        strict.take(bytes);
        strict.faults
    };
    let none: [&[u8]; 5] =
        [b"\x1b[2;3H\x1b[1mab\x1b[0m", "\x1b[1;5H한".as_bytes(), b"\x1b[?2026h\x1b[?2026l", b"\x1b]52;c;aA==\x1b\\", b"abcdef"];
    for bytes in none {
        assert_eq!(faults(bytes), [""; 0], "{:?}", String::from_utf8_lossy(bytes));
    }
    let some: [&[u8]; 8] =
        [b"abcdefg", "\x1b[1;6H한".as_bytes(), b"\x1b[3;1H", b"\x1b]0;title\x07", b"\x1b[5n", b"\x08", b"\x1bc", b"\xff\xfe."];
    for bytes in some {
        assert_eq!(faults(bytes).len(), 1, "{:?}", String::from_utf8_lossy(bytes));
    }
    let family = "\x1b[1;1Ha👨\u{200d}👩\u{200d}👦👍🏽x\x1b[2;1He\u{301}🇰🇷🇫🇷\u{1100}\u{1161}";
    let mut whole = Strict::new(6, 2);
    whole.take(b"\x1b[?1049h");
    whole.take(family.as_bytes());
    assert_eq!((whole.row(0).as_str(), whole.row(1).as_str()), ("a👨\u{200d}👩\u{200d}👦👍🏽x", "e\u{301}🇰🇷🇫🇷"));
    for cut in 1..family.len() {
        let mut cut_up = Strict::new(6, 2);
        cut_up.take(b"\x1b[?1049h");
        cut_up.take(&family.as_bytes()[..cut]);
        cut_up.take(&family.as_bytes()[cut..]);
        assert_eq!((cut_up.row(0), cut_up.row(1)), (whole.row(0), whole.row(1)), "cut at {cut}");
    }
    let mut pieces = Strict::new(6, 2);
    for byte in "\x1b[1;2H한\x1b[0m".as_bytes() {
        pieces.take(&[*byte]);
    }
    assert_eq!((pieces.row(0), pieces.faults.len(), pieces.is_whole()), (" 한".into(), 0, true));
    pieces.take(b"\x1b[1;3Hx");
    assert_eq!(pieces.row(0), "  x", "half of a wide one does not stay");
}
