//! Which of the text highlights and comments stand on: the areas that they lie on, held against
//! the letters of a line.

use super::file::{Annotation, Area, Glyph};
use super::line::{Line, Piece};
use crate::document::EmbeddedNote;

/// How far a letter may stand off the line that it is looked for on, in ems.
const LEVEL: f32 = 0.3;
/// An area that is lower than this, in ems, is a line, and marks the letters that it runs through or under.
const LOW: f32 = 0.6;
/// How far an area may end before the middle of a letter that it is to cover, in points: numbers are rounded.
const SLACK: f32 = 0.05;

/// Letters that are looked at on a page to find those nearest to comments.
const MOST_LOOKS: usize = 20_000_000;

/// The notes of a page, and where they lie.
#[derive(Debug, Clone, Default)]
pub(super) struct Noted {
    pub(super) notes: Vec<EmbeddedNote>,
    /// Areas with the note that lies there, by their upper edges.
    areas: Vec<(Area, usize)>,
    /// The height of the highest.
    highest: f32,
    /// Where the letters stand that are as high on the page as an area: baseline, left and right edge.
    letters: Vec<(f32, f32, f32)>,
}

impl Noted {
    /// The notes of a page on which `glyphs` stand. What marks no passage stands on the letter nearest to it.
    pub(super) fn of(annotations: impl Iterator<Item = Annotation>, glyphs: &[Glyph]) -> Self {
        let mut noted = Self::default();
        let seen = || glyphs.iter().filter(|glyph| glyph.c != ' ');
        let mut budget = MOST_LOOKS;
        for Annotation { note, areas } in annotations {
            let index = noted.notes.len();
            if note.kind.marks() {
                noted.areas.extend(areas.into_iter().map(|area| (area, index)));
            } else if let Some(area) = areas.first() {
                budget = budget.saturating_sub(glyphs.len());
                let nearest = seen().take(budget).min_by(|a, b| distance(a, area).total_cmp(&distance(b, area)));
                noted.areas.extend(nearest.map(|glyph| (letter(glyph), index)));
            }
            noted.notes.push(note);
        }
        if noted.areas.is_empty() {
            return noted;
        }
        noted.areas.sort_by(|(a, _), (b, _)| a.y0.total_cmp(&b.y0));
        noted.highest = noted.areas.iter().map(|(area, _)| area.height()).fold(0.0, f32::max);
        noted.letters = seen()
            .filter(|glyph| noted.near(glyph.y, glyph.size).any(|(area, _)| is_level(area, glyph.y, glyph.size)))
            .map(|glyph| (glyph.y, glyph.x0.min(glyph.x1), glyph.x0.max(glyph.x1)))
            .collect();
        noted.letters.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        noted
    }

    /// Areas that may lie on a line with this baseline.
    fn near(&self, y: f32, size: f32) -> impl Iterator<Item = &(Area, usize)> {
        let from = self.areas.partition_point(|(area, _)| area.y0 < y - size - self.highest);
        let to = self.areas.partition_point(|(area, _)| area.y0 <= y + size);
        self.areas.get(from..to).unwrap_or_default().iter()
    }

    /// Tells the stretches of `text`, which is what `piece` of `line` says, that notes stand on: from, to, which note.
    pub(super) fn over(&self, line: &Line, piece: &Piece, text: &str, mut tell: impl FnMut(usize, usize, usize)) {
        let here = || self.near(line.y, line.size).filter(|(area, _)| is_level(area, line.y, line.size));
        let (left, right) = (piece.x0.min(piece.x1), piece.x0.max(piece.x1));
        if text.is_empty() || !here().any(|(area, _)| area.x0 < right && area.x1 > left) {
            return;
        }
        let middles = self.middles(line, (left, right), text);
        for (area, note) in here() {
            let covers = |middle: &f32| *middle >= area.x0 - SLACK && *middle <= area.x1 + SLACK;
            let first = middles.iter().position(|(_, middle)| covers(middle));
            let last = middles.iter().rposition(|(_, middle)| covers(middle));
            let (Some(first), Some(last)) = (first, last) else { continue };
            let end = middles.get(last + 1).map_or(text.len(), |(at, _)| *at);
            tell(middles[first].0, end, *note);
        }
    }

    /// The letters of a piece of a line, each with where it starts in `text` and where its middle stands.
    fn middles(&self, line: &Line, (left, right): (f32, f32), text: &str) -> Vec<(usize, f32)> {
        let off = LEVEL * line.size;
        let from = self.letters.partition_point(|(y, ..)| *y < line.y - off);
        let level = self.letters[from..].iter().take_while(|(y, ..)| *y <= line.y + off);
        let mut middles: Vec<f32> =
            level.map(|(_, x0, x1)| f32::midpoint(*x0, *x1)).filter(|middle| *middle >= left && *middle <= right).collect();
        middles.sort_by(f32::total_cmp);
        let starts: Vec<usize> = text.char_indices().filter(|(_, c)| *c != ' ').map(|(at, _)| at).collect();
        // What was painted twice, composed or mended has other letters than it has signs: these stand evenly then.
        if middles.len() != starts.len() {
            #[expect(clippy::cast_precision_loss, reason = "the letters of a word")]
            let (step, count) = ((right - left) / starts.len().max(1) as f32, starts.len());
            #[expect(clippy::cast_precision_loss, reason = "the letters of a word")]
            let even = (0..count).map(|at| left + (at as f32 + 0.5) * step).collect();
            middles = even;
        }
        starts.into_iter().zip(middles).collect()
    }
}

/// Whether an area lies on a line with this baseline: the middle of its letters in the area, or, where that is
/// no higher than a line, the area's middle in the line.
fn is_level(area: &Area, y: f32, size: f32) -> bool {
    let middle = y - 0.3 * size;
    if area.height() < LOW * size {
        let own = f32::midpoint(area.y0, area.y1);
        return own > y - 0.8 * size && own < y + 0.3 * size;
    }
    area.y0 <= middle && area.y1 >= middle
}

fn letter(glyph: &Glyph) -> Area {
    Area::of((glyph.x0, glyph.y - 0.8 * glyph.size), (glyph.x1, glyph.y + 0.2 * glyph.size))
}

/// How far a letter stands from an area: what is beside it is nearer than what is above or below.
fn distance(glyph: &Glyph, area: &Area) -> f32 {
    let (own, off) = (letter(glyph), |from: f32, to: f32, low: f32, high: f32| (low - to).max(from - high).max(0.0));
    let across = off(own.x0, own.x1, area.x0, area.x1);
    let down = off(own.y0, own.y1, area.y0, area.y1);
    across + 4.0 * down
}

#[cfg(test)]
mod tests {
    use super::super::file::Role;
    use super::super::line::lines;
    use super::*;
    use crate::document::EmbeddedKind;

    /// `text` from `x` on, with letters as wide as `widths` says in turn.
    fn painted(text: &str, x: f32, y: f32, widths: &[f32]) -> Vec<Glyph> {
        let mut at = x;
        let glyph = |(c, width): (char, &f32)| {
            let glyph = Glyph { c, x0: at, x1: at + width, y, size: 10.0, style: 0, turn: 0, role: Role::Unsaid };
            at += width;
            glyph
        };
        text.chars().zip(widths.iter().cycle()).map(glyph).collect()
    }

    /// What notes on `areas` stand on in the only line of `glyphs`, piece by piece.
    fn found(glyphs: &[Glyph], kind: EmbeddedKind, areas: &[[f32; 4]]) -> Vec<String> {
        let areas = areas.iter().map(|[x0, y0, x1, y1]| Area { x0: *x0, y0: *y0, x1: *x1, y1: *y1 }).collect();
        let annotation = Annotation { note: EmbeddedNote::new(kind, "a"), areas };
        let noted = Noted::of(std::iter::once(annotation), glyphs);
        let mut out = Vec::new();
        for line in lines(glyphs) {
            for piece in &line.pieces {
                let text = line.piece_text(piece);
                noted.over(&line, piece, text, |from, to, _| out.push(text[from..to].to_owned()));
            }
        }
        out
    }

    #[test]
    fn half_a_letter_is_a_letter() {
        let glyphs = painted("will wow", 0.0, 100.0, &[8.0, 2.0, 2.0, 2.0, 3.0]);
        let under = |x0, x1| found(&glyphs, EmbeddedKind::Highlight, &[[x0, 92.0, x1, 102.0]]);
        assert_eq!(under(0.0, 14.0), ["will"]);
        assert_eq!(under(0.0, 9.0), ["wi"], "the middle of the second letter");
        assert_eq!(under(4.2, 13.0), ["ill"], "less than half of the first one");
        assert_eq!(under(9.0, 24.0), ["ill", "w"]);
        assert_eq!(under(30.0, 40.0), [""; 0]);
    }

    #[test]
    fn an_area_lies_on_the_line_whose_letters_it_covers() {
        let mut glyphs = painted("above", 0.0, 88.0, &[5.0]);
        glyphs.extend(painted("here", 0.0, 100.0, &[5.0]));
        let on = |y0, y1| found(&glyphs, EmbeddedKind::Underline, &[[0.0, y0, 50.0, y1]]);
        assert_eq!(on(88.0, 104.0), ["here"], "a little too high");
        assert_eq!(on(99.5, 100.5), ["here"], "no higher than a line");
        assert_eq!(on(80.0, 104.0), ["above", "here"]);
        assert_eq!(on(f32::MIN, f32::MAX), ["above", "here"]);
    }

    #[test]
    fn what_marks_nothing_stands_on_what_is_nearest() {
        let mut glyphs = painted("left", 0.0, 100.0, &[5.0]);
        glyphs.extend(painted("right", 200.0, 140.0, &[5.0]));
        let at = |x0: f32, y0: f32| found(&glyphs, EmbeddedKind::Comment, &[[x0, y0, x0 + 20.0, y0 + 20.0]]);
        assert_eq!(at(-30.0, 90.0), ["l"]);
        assert_eq!(at(150.0, 130.0), ["r"]);
        assert_eq!(found(&[], EmbeddedKind::Comment, &[[0.0, 0.0, 1.0, 1.0]]), [""; 0]);
    }

    #[test]
    fn letters_that_are_not_counted_stand_evenly() {
        // A ligature is one sign and two letters.
        let glyphs = painted("한글문장", 0.0, 100.0, &[10.0]);
        let noted = Noted::of(std::iter::empty(), &glyphs);
        let line = Line { y: 100.0, size: 10.0, ..Line::default() };
        assert_eq!(noted.middles(&line, (0.0, 40.0), "한글문장"), [(0, 5.0), (3, 15.0), (6, 25.0), (9, 35.0)]);
    }
}
