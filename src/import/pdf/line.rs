//! Glyphs to lines: what stands on one baseline without a wide gap, blanks between its words,
//! raised and lowered signs put back where they belong.

mod accent;
mod from_right;
mod initial;
mod raised;
mod typed;

use super::file::{Area, BOLD, Glyph, Role, TYPED};
use super::note::label::{is_section_sign, is_sign, raised_digit};

/// A gap that may part two columns or two cells, in ems. Lines that are justified have blanks
/// as wide now and then: what stands on one baseline of one column is put together again.
const GAP: f32 = 0.55;

/// A letter that is painted twice to look bold is shifted less than this, in ems, and more than that.
const HAIR: f32 = 0.1;
const SHIFT: f32 = 0.01;
/// A gap behind a large capital that parts it from small ones, in ems: they are one word.
const BEHIND_CAPITAL: f32 = 0.4;

/// A stretch of a line that is set in one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// Bytes of the line's text.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) size: f32,
    pub(super) style: u8,
    /// Above the baseline and smaller: a footnote call, an exponent.
    pub(super) raised: bool,
    /// Where it is raised: its number among what may call notes, from 1.
    pub(super) sign: u32,
}

/// A line, or the part of one that a column holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// The size of most of its characters.
    pub(super) size: f32,
    /// A blank was painted at its end: a word ended there.
    pub(super) trail: bool,
    /// What the file says that it is.
    pub(super) role: Role,
    /// It is set in the type of a typewriter.
    pub(super) typed: bool,
}

impl Line {
    pub(super) fn top(&self) -> f32 {
        self.y - 0.8 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.y + 0.2 * self.size
    }

    pub(super) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub(super) fn area(&self) -> Area {
        Area { x0: self.x0, y0: self.top(), x1: self.x1, y1: self.bottom() }
    }

    pub(super) fn piece_text(&self, piece: &Piece) -> &str {
        self.text.get(piece.start as usize..piece.end as usize).unwrap_or_default()
    }

    /// The style that all of its letters have.
    pub(super) fn style(&self) -> u8 {
        self.pieces.iter().filter(|piece| !piece.raised).map(|piece| piece.style).fold(u8::MAX, |all, one| all & one)
    }

    /// How wide its first word is, whichever way it reads.
    pub(super) fn first_word_width(&self) -> f32 {
        let end = self.text.find(' ').map_or(u32::MAX, narrow);
        let first = self.pieces.iter().take_while(|piece| piece.start < end);
        let (x0, x1) = first.fold((f32::MAX, f32::MIN), |(x0, x1), piece| (x0.min(piece.x0), x1.max(piece.x1)));
        (x1 - x0).max(0.0)
    }

    /// The same baseline's next part, put behind this one; before it where both read from the right.
    pub(super) fn append(&mut self, mut next: Self) {
        let level = (next.y - self.y).abs() < 0.3 * self.size;
        if level && next.x0 >= self.x1 && from_right::reads_from_right(&next.text) && from_right::reads_from_right(&self.text) {
            std::mem::swap(self, &mut next);
        }
        if !self.text.is_empty() && !next.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        let shift = narrow(self.text.len());
        self.text.push_str(&next.text);
        self.pieces.extend(next.pieces.into_iter().map(|piece| Piece {
            start: piece.start + shift,
            end: piece.end + shift,
            ..piece
        }));
        if next.text.chars().count() > self.text.chars().count() / 2 {
            self.size = next.size;
        }
        self.x0 = self.x0.min(next.x0);
        self.x1 = self.x1.max(next.x1);
        self.trail = next.trail;
        self.typed &= next.typed;
    }
}

/// Glyphs painted one after the other on one baseline.
struct Chunk {
    glyphs: Vec<Glyph>,
    raised: bool,
}

/// A line in the making.
struct Row {
    chunks: Vec<Chunk>,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// The lines of a page, by their baselines from the top.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let glyphs = accent::composed(glyphs);
    let mut rows = joined(rows(chunks(&glyphs, &typed::justified(&glyphs))), true);
    initial::lower(&mut rows);
    raised::raise(&mut rows);
    let mut lines: Vec<Line> = joined(rows, false).into_iter().filter_map(Row::line).collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// Glyphs in the order of painting, cut where one does not go on the one before it. With them comes which of them
/// stand in lines that blanks were doubled in to fill them.
fn chunks(glyphs: &[Glyph], justified: &[bool]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (glyph, justified) in glyphs.iter().zip(justified) {
        if let Some(chunk) = chunks.last_mut()
            && let Some(last) = chunk.glyphs.last()
        {
            let gap = glyph.x0 - last.x1;
            let level = (glyph.y - last.y).abs() < 0.06 * last.size;
            let alike = (glyph.size / last.size - 1.0).abs() < 0.04;
            let typed = glyph.c != ' ' && !justified && typed::moves_on(&chunk.glyphs);
            // A blank parts the words around it, whatever size it has.
            if !typed && level && (alike || glyph.c == ' ') && gap > -0.5 * last.size && gap < last.size {
                let size = if alike { glyph.size } else { last.size };
                chunk.glyphs.push(Glyph { size, ..*glyph });
                continue;
            }
        }
        chunks.push(Chunk { glyphs: vec![*glyph], raised: false });
    }
    chunks
}

/// Chunks by baseline, each a row; blanks alone are none.
fn rows(chunks: Vec<Chunk>) -> Vec<Row> {
    chunks
        .into_iter()
        .filter_map(|chunk| {
            let seen = || chunk.glyphs.iter().filter(|glyph| glyph.c != ' ');
            let first = *seen().next()?;
            let x0 = seen().map(|glyph| glyph.x0).fold(f32::MAX, f32::min);
            let x1 = seen().map(|glyph| glyph.x1).fold(f32::MIN, f32::max);
            Some(Row { x0, x1, y: first.y, size: first.size, chunks: vec![chunk] })
        })
        .collect()
}

/// Rows that stand on one baseline close to each other become one; letters that may be drop
/// capitals stay for themselves where they are `apart`.
fn joined(mut rows: Vec<Row>, apart: bool) -> Vec<Row> {
    rows.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let mut level = vec![first];
        // The baseline may drift a little along a line; never by a line.
        while let Some(next) = rows.next_if(|row| {
            let last = &level[level.len() - 1];
            row.y - last.y < 0.14 * last.size.min(row.size) && row.y - level[0].y < 0.3 * level[0].size
        }) {
            level.push(next);
        }
        level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let from = out.len();
        for row in level {
            match out.get_mut(from..).and_then(|rest| rest.last_mut()) {
                Some(last)
                    if row.x0 - last.x1 < GAP * common(last.size, row.size)
                        && !(apart && last.size > initial::LARGER * row.size && initial::is_initial(last)) =>
                {
                    last.take(row);
                }
                _ => out.push(row),
            }
        }
    }
    out
}

/// The size that the gap between two rows is measured by: the larger, unless that is another text's.
fn common(a: f32, b: f32) -> f32 {
    if a.max(b) > initial::LARGER * a.min(b) { a.min(b) } else { a.max(b) }
}

impl Row {
    /// What stands in it, without the blanks around it.
    fn text(&self) -> String {
        let text: String = self.chunks.iter().flat_map(|chunk| &chunk.glyphs).map(|glyph| glyph.c).collect();
        text.trim().to_owned()
    }

    fn take(&mut self, other: Self) {
        if other.x1 - other.x0 > self.x1 - self.x0 {
            self.size = other.size;
        }
        (self.x0, self.x1) = (self.x0.min(other.x0), self.x1.max(other.x1));
        self.chunks.extend(other.chunks);
    }

    fn line(self) -> Option<Line> {
        let mut glyphs: Vec<(Glyph, bool)> =
            self.chunks.into_iter().flat_map(|chunk| chunk.glyphs.into_iter().map(move |glyph| (glyph, chunk.raised))).collect();
        glyphs.sort_by(|(a, _), (b, _)| a.x0.total_cmp(&b.x0));
        // Drawn twice, a hair apart, to look bold.
        glyphs.dedup_by(|(b, _), (a, _)| {
            let apart = (b.x0 - a.x0).abs();
            let near = apart < (0.45 * (a.x1 - a.x0).max(0.1 * a.size)).min(HAIR * a.size);
            let twice = a.c == b.c && near && (a.y - b.y).abs() < 0.15 * a.size;
            if twice && a.c != ' ' {
                a.style |= b.style | if apart > SHIFT * a.size { BOLD } else { 0 };
            }
            twice
        });
        from_right::turn_round(&mut glyphs);
        let size = common_size(&glyphs);
        let trail = glyphs.last().is_some_and(|(glyph, _)| glyph.c == ' ');
        let role = glyphs.iter().find(|(_, raised)| !raised).map_or(Role::Unsaid, |(glyph, _)| glyph.role);
        let typed = glyphs.iter().all(|(glyph, _)| glyph.c == ' ' || glyph.style & TYPED != 0);
        let mut line = Line { y: self.y, x0: self.x0, x1: self.x1, size, trail, role, typed, ..Line::default() };
        let spacing = Spacing::of(&glyphs);
        let mut before: Option<Glyph> = None;
        let mut blank = false;
        for (at, (glyph, raised)) in glyphs.iter().copied().enumerate() {
            if glyph.c == ' ' {
                blank = true;
                continue;
            }
            let starts_word = before.is_some_and(|before| spacing.parts(&before, &glyph, blank));
            let behind_word = !starts_word && before.is_some();
            // A raised digit of the font, and a star behind a word, call notes as raised signs do.
            let digit = raised_digit(glyph.c);
            let glyph = Glyph { c: digit.unwrap_or(glyph.c), style: glyph.style & !TYPED, ..glyph };
            let calls = is_sign(glyph.c) || is_section_sign(glyph.c) && ends_word(&glyphs[at..], &spacing);
            let raised = raised || digit.is_some() || calls && behind_word;
            if starts_word {
                line.text.push(' ');
            }
            let start = narrow(line.text.len());
            line.text.push(glyph.c);
            let end = narrow(line.text.len());
            match line.pieces.last_mut() {
                Some(piece)
                    if piece.raised == raised
                        && piece.style == glyph.style
                        && (piece.size / glyph.size - 1.0).abs() < 0.04
                        && !starts_word =>
                {
                    piece.end = end;
                    (piece.x0, piece.x1) = (piece.x0.min(glyph.x0), piece.x1.max(glyph.x1));
                }
                _ => line.pieces.push(Piece {
                    start,
                    end,
                    x0: glyph.x0,
                    x1: glyph.x1,
                    size: glyph.size,
                    style: glyph.style,
                    raised,
                    sign: 0,
                }),
            }
            (before, blank) = (Some(glyph), false);
        }
        (!line.text.is_empty()).then_some(line)
    }
}

/// What a gap between two glyphs has to be to stand for a blank.
struct Spacing {
    /// In ems.
    blank: f32,
    /// Letters stand apart, and painted blanks between them mean nothing.
    tracked: bool,
}

impl Spacing {
    fn of(glyphs: &[(Glyph, bool)]) -> Self {
        let seen: Vec<&Glyph> = glyphs.iter().map(|(glyph, _)| glyph).collect();
        let painted = seen.iter().filter(|glyph| glyph.c == ' ').count();
        let letters: Vec<&&Glyph> = seen.iter().filter(|glyph| glyph.c != ' ').collect();
        let mut close: Vec<f32> = seen
            .windows(2)
            .filter(|pair| pair[0].c != ' ' && pair[1].c != ' ')
            .map(|pair| gap(pair[0], pair[1]) / pair[0].size.max(1.0))
            .collect();
        // `C O N T E N T S`: a blank behind nearly every letter.
        if letters.len() >= 5
            && painted * 10 >= letters.len() * 7
            && letters.iter().all(|glyph| glyph.c.is_alphabetic() || glyph.c == '&')
        {
            let mut all: Vec<f32> = letters.windows(2).map(|pair| gap(pair[0], pair[1]) / pair[0].size.max(1.0)).collect();
            let usual = median(&mut all);
            return Self { blank: usual * 1.6, tracked: true };
        }
        let usual = if close.len() >= 4 { median(&mut close).clamp(0.0, 1.0) } else { 0.0 };
        // Where blanks are painted, other gaps are kerning.
        let least = if painted > 0 { 0.28 } else { 0.16 };
        Self { blank: usual * 1.35 + least, tracked: false }
    }

    /// Whether a word ends between two glyphs, with a painted `blank` between them or none.
    fn parts(&self, before: &Glyph, here: &Glyph, blank: bool) -> bool {
        if blank && !self.tracked {
            return true;
        }
        let gap = gap(before, here);
        // Small capitals behind the large one of their word.
        let is_capital = |glyph: &Glyph| glyph.c.is_uppercase();
        if is_capital(before) && is_capital(here) && (1.1..initial::LARGER).contains(&(before.size / here.size)) {
            return gap > BEHIND_CAPITAL * before.size;
        }
        // Beside a raised sign the line's blanks are what they are, and hardly any is painted.
        let least = if (before.size / here.size - 1.0).abs() > 0.14 { 0.75 * self.blank } else { self.blank };
        gap > least * before.size.max(here.size)
    }
}

/// Whether the sign that `glyphs` begin with ends a word, with no number behind it: `§ 3` names a section.
fn ends_word(glyphs: &[(Glyph, bool)], spacing: &Spacing) -> bool {
    let (Some((sign, _)), rest) = (glyphs.first(), glyphs.get(1..).unwrap_or_default()) else { return false };
    let next = rest.iter().map(|(glyph, _)| glyph).find(|glyph| glyph.c != ' ');
    let blank = rest.first().is_some_and(|(glyph, _)| glyph.c == ' ');
    next.is_none_or(|next| !next.c.is_numeric() && (!next.c.is_alphabetic() || spacing.parts(sign, next, blank)))
}

/// How far two glyphs that follow each other stand apart, whichever way they are read.
fn gap(before: &Glyph, here: &Glyph) -> f32 {
    (here.x0 - before.x1).max(before.x0 - here.x1)
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The size of most of the glyphs that stand on the baseline.
fn common_size(glyphs: &[(Glyph, bool)]) -> f32 {
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|(glyph, raised)| !raised && glyph.c != ' ').map(|(glyph, _)| glyph.size).collect();
    if sizes.is_empty() {
        sizes = glyphs.iter().map(|(glyph, _)| glyph.size).collect();
    }
    let usual = median(&mut sizes);
    // Small capitals: the line is as large as the capitals that its words start with.
    let largest = sizes.last().copied().unwrap_or(usual);
    let small = |glyph: &Glyph| glyph.size < 0.95 * largest;
    let is_small_capitals = usual < 0.93 * largest
        && usual > 0.6 * largest
        && glyphs.iter().all(|(glyph, raised)| *raised || !glyph.c.is_lowercase() && (small(glyph) || !glyph.c.is_numeric()))
        && glyphs.iter().any(|(glyph, raised)| !raised && small(glyph) && glyph.c.is_uppercase());
    if is_small_capitals { largest } else { usual }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A word of a table, as the tests of other steps want one: each letter half of ten points wide.
#[cfg(test)]
pub(super) fn word(text: &str, x0: f32, y: f32) -> Line {
    #[expect(clippy::cast_precision_loss, reason = "a short word")]
    let x1 = x0 + 5.0 * text.chars().count() as f32;
    let piece = Piece { start: 0, end: narrow(text.len()), x0, x1, size: 10.0, style: 0, raised: false, sign: 0 };
    Line { text: text.into(), pieces: vec![piece], x0, x1, y, size: 10.0, ..Line::default() }
}

#[cfg(test)]
mod tests;
