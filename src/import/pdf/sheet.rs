//! A page's lines, once its glyphs are put together; and what is measured of all pages.

use std::collections::HashMap;

use super::file::{Annotation, Area, BOLD, Damage, Glyph, Link, Painted, Role};
use super::line::{Line, lines};
use super::noted::Noted;

/// Tenths of a file's text that may be bold for a mark.
const COMMON: u64 = 7;

/// A page whose glyphs have become lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// From 0, as the file counts.
    pub(super) number: usize,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
    /// Lines that stand upright beside those that lie level.
    pub(super) turned: Vec<Line>,
    /// Lines that the file itself calls running heads, feet or page numbers.
    pub(super) paged: Vec<Line>,
    pub(super) rules: Vec<Area>,
    /// Framed and shaded rectangles.
    pub(super) frames: Vec<Area>,
    /// Lines that go askew, and curves.
    pub(super) strokes: Vec<Area>,
    /// Filled shapes, as high as a line at least.
    pub(super) fills: Vec<Area>,
    pub(super) pictures: Vec<Area>,
    pub(super) links: Vec<Link>,
    /// Highlights and comments that the file carries.
    pub(super) noted: Noted,
    /// What lies askew: a watermark.
    pub(super) askew: String,
    pub(super) state: State,
    /// Quarters that the page was turned by, so that its lines lie level.
    pub(super) turn: u8,
}

/// Whether a page could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    #[default]
    Read,
    /// It has letters whose font does not say what they are.
    Unmapped,
    /// It is a picture and nothing else.
    Scanned,
    /// A part of it is damaged; the rest was read.
    Partly,
    /// It could not be painted, or took too long.
    Failed,
}

impl Sheet {
    /// The lines of a page. A page that lies on its side is turned upright.
    pub(super) fn of(number: usize, painted: Painted, links: Vec<Link>, annotations: Vec<Annotation>) -> Self {
        let mut counts = [0_usize; 4];
        for glyph in &painted.glyphs {
            counts[usize::from(glyph.turn & 3)] += 1;
        }
        let main = (0..4_u8).max_by_key(|turn| (counts[usize::from(*turn)], 4 - turn)).unwrap_or(0);
        let (width, height) = (painted.width, painted.height);
        let turned = |area: Area| {
            let corner = |x: f32, y: f32| match main {
                1 => (y, width - x),
                2 => (width - x, height - y),
                3 => (height - y, x),
                _ => (x, y),
            };
            Area::of(corner(area.x0, area.y0), corner(area.x1, area.y1))
        };
        let annotations = annotations
            .into_iter()
            .map(|annotation| Annotation { areas: annotation.areas.into_iter().map(turned).collect(), ..annotation });
        let all = painted.glyphs.len();
        let (level, upright): (Vec<Glyph>, Vec<Glyph>) = painted.glyphs.into_iter().partition(|glyph| glyph.turn == main);
        let (paged, level): (Vec<Glyph>, Vec<Glyph>) = level.into_iter().partition(|glyph| glyph.role == Role::Pagination);
        // A page of nothing else is called so by mistake.
        let (paged, level) = if paged.len() > level.len() { (Vec::new(), [level, paged].concat()) } else { (paged, level) };
        let covers = |area: &Area| area.width() * area.height() > 0.4 * width * height;
        let unmapped = painted.unreadable * 10 > all * 3 && painted.unreadable > 8;
        let state = if unmapped {
            State::Unmapped
        } else if all < 3 && painted.pictures.iter().any(covers) {
            State::Scanned
        } else if painted.damage == Damage::Whole {
            State::Failed
        } else if painted.damage == Damage::Part {
            State::Partly
        } else {
            State::Read
        };
        let side: Vec<Line> = (0..4)
            .filter(|turn| *turn != main)
            .flat_map(|turn| lines(&upright.iter().filter(|glyph| glyph.turn == turn).copied().collect::<Vec<_>>()))
            .collect();
        let noted = Noted::of(annotations, &level);
        let (width, height) = if main % 2 == 1 { (height, width) } else { (width, height) };
        Self {
            number,
            width,
            height,
            lines: if unmapped { Vec::new() } else { lines(&level) },
            paged: if unmapped { Vec::new() } else { lines(&paged) },
            turned: if unmapped { Vec::new() } else { side },
            rules: painted.rules.into_iter().map(turned).collect(),
            frames: painted.frames.into_iter().map(turned).collect(),
            strokes: painted.strokes.into_iter().map(turned).collect(),
            fills: painted.fills.into_iter().map(turned).collect(),
            pictures: painted.pictures.into_iter().map(turned).collect(),
            links: links.into_iter().map(|link| Link { area: turned(link.area), ..link }).collect(),
            noted,
            askew: painted.askew,
            turn: main,
            state,
        }
    }

    /// An area of it, on the page as it is painted.
    pub(super) fn painted(&self, area: Area) -> Area {
        let corner = |x: f32, y: f32| match self.turn {
            1 => (self.height - y, x),
            2 => (self.width - x, self.height - y),
            3 => (y, self.width - x),
            _ => (x, y),
        };
        Area::of(corner(area.x0, area.y0), corner(area.x1, area.y1))
    }

    /// A page that could not be painted.
    pub(super) fn failed(number: usize, annotations: Vec<Annotation>) -> Self {
        let noted = Noted::of(annotations.into_iter(), &[]);
        Self { number, noted, state: State::Failed, ..Self::default() }
    }
}

/// The size that most letters of the pages are set in.
pub(super) fn body_size(sheets: &[Sheet]) -> f32 {
    let mut letters: HashMap<u32, usize> = HashMap::new();
    for line in sheets.iter().flat_map(|sheet| &sheet.lines) {
        *letters.entry(half_points(line.size)).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(20, |(size, _)| size);
    #[expect(clippy::cast_precision_loss, reason = "a font's size")]
    let size = most as f32 / 2.0;
    size
}

/// Takes the weight off the pages where most of their text has it: there it marks nothing.
pub(super) fn without_common_weight(sheets: &mut [Sheet]) {
    let pieces = |sheet: &Sheet| {
        let lines = sheet.lines.iter();
        lines.flat_map(|line| &line.pieces).map(|piece| (piece.style & BOLD != 0, piece.end - piece.start)).collect::<Vec<_>>()
    };
    let (mut bold, mut all) = (0_u64, 0_u64);
    for (is_bold, length) in sheets.iter().flat_map(pieces) {
        all += u64::from(length);
        bold += if is_bold { u64::from(length) } else { 0 };
    }
    if bold * 10 > all * COMMON {
        let lines = sheets.iter_mut().flat_map(|sheet| &mut sheet.lines);
        lines.flat_map(|line| &mut line.pieces).for_each(|piece| piece.style &= !BOLD);
    }
}

/// A size in half points, the nearest.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are between 1 and 10,000")]
pub(super) fn half_points(size: f32) -> u32 {
    (size * 2.0).round() as u32
}
