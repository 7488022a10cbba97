//! What a page paints: glyphs with their places, straight lines, pictures.

use hayro_interpret::font::{Glyph as Painting, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Number};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings,
    RenderContent, SoftMask, interpret, interpret_page,
};

use super::Area;
use super::annotations::painted_on;
use super::damage::Damage;
use super::face_marks;
use super::font_style::Faces;
use super::glyph_text::{Mended, mend};
use super::tags::Role;

/// Set in a bold font, or drawn fatter.
pub(in crate::import::pdf) const BOLD: u8 = 1;
/// Set in a font of signs, whose codes say no letters. No glyph that comes out says so.
pub(super) const PICTURES: u8 = 4;
/// Its letters are all as wide as each other, as those of a typewriter.
pub(in crate::import::pdf) const TYPED: u8 = 8;
/// Set in an italic font.
pub(in crate::import::pdf) const ITALIC: u8 = 2;

/// Glyphs that a page has at most: more are no text that anybody wrote.
const MOST_GLYPHS: usize = 400_000;
/// Straight lines that a page has at most: more are a drawing.
const MOST_RULES: usize = 20_000;
const MOST_PICTURES: usize = 2_000;
/// A filled shape that is thinner is a line, in points.
const THIN: f32 = 3.0;
/// A rectangle that is larger may have text in it, in points.
const FRAME: f32 = 20.0;
/// A filled shape that is as high may lie under a line of text, in points.
const TINT: f32 = 6.0;
/// Glyphs smaller than this are not meant to be read, in points.
const SMALLEST: f32 = 1.0;

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::import::pdf) struct Glyph {
    pub(in crate::import::pdf) c: char,
    /// Where it starts and where the next one would, along its line.
    pub(in crate::import::pdf) x0: f32,
    pub(in crate::import::pdf) x1: f32,
    /// Its baseline.
    pub(in crate::import::pdf) y: f32,
    /// Its font's size.
    pub(in crate::import::pdf) size: f32,
    /// [`BOLD`], [`ITALIC`].
    pub(in crate::import::pdf) style: u8,
    /// Quarter turns of its line, clockwise. The places are those of the page turned back.
    pub(in crate::import::pdf) turn: u8,
    pub(in crate::import::pdf) role: Role,
}

/// A page as it is painted.
#[derive(Debug, Default)]
pub(in crate::import::pdf) struct Painted {
    pub(in crate::import::pdf) width: f32,
    pub(in crate::import::pdf) height: f32,
    /// In the order that they are painted in.
    pub(in crate::import::pdf) glyphs: Vec<Glyph>,
    /// Straight lines, and filled shapes as thin as lines.
    pub(in crate::import::pdf) rules: Vec<Area>,
    /// Rectangles that text may stand in: framed or filled.
    pub(in crate::import::pdf) frames: Vec<Area>,
    /// Lines that go askew, and curves: what no table and no frame is made of.
    pub(in crate::import::pdf) strokes: Vec<Area>,
    /// Filled shapes as high as a line at least, whatever corners they have.
    pub(in crate::import::pdf) fills: Vec<Area>,
    pub(in crate::import::pdf) pictures: Vec<Area>,
    /// Glyphs that say no character.
    pub(in crate::import::pdf) unreadable: usize,
    /// Text that lies askew, such as a watermark.
    pub(in crate::import::pdf) askew: String,
    pub(in crate::import::pdf) damage: Damage,
}

/// What the interpreter needs beside a page.
pub(super) struct Interpreter<'a, 'c> {
    pub(super) xref: &'a XRef,
    pub(super) cache: &'c InterpreterCache<'a>,
    pub(super) settings: &'c InterpreterSettings,
}

pub(super) fn paint<'a>(page: &Page<'a>, roles: Vec<Role>, faces: &mut Faces, with: &Interpreter<'a, '_>) -> Painted {
    let (width, height) = page.render_dimensions();
    let to_page = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(to_page, bounds, with.cache, with.xref, with.settings.clone());
    faces.learn(page, &mut context);
    let mut easel = Easel {
        painted: Painted { width, height, ..Painted::default() },
        faces,
        roles,
        open: Vec::new(),
        face: None,
        notes: Vec::new(),
    };
    let notes = painted_on(page);
    let marked = page.page_stream().filter(|_| easel.faces.have_doubles()).map(face_marks::marked);
    match marked {
        None if notes.is_empty() => interpret_page(page, &mut context, &mut easel),
        marked => {
            match &marked {
                Some(marked) => interpret(TypedIter::new(marked), page.resources(), &mut context, &mut easel),
                None => interpret(page.typed_operations(), page.resources(), &mut context, &mut easel),
            }
            easel.face = None;
            easel.notes = notes;
            let settings = InterpreterSettings { render_content: RenderContent::ANNOTATIONS, ..with.settings.clone() };
            let mut context = Context::new(to_page, bounds, with.cache, with.xref, settings);
            interpret_page(page, &mut context, &mut easel);
        }
    }
    easel.painted
}

/// Takes down what the interpreter draws.
struct Easel<'p> {
    painted: Painted,
    faces: &'p Faces,
    /// The roles of the page's numbered pieces.
    roles: Vec<Role>,
    /// The roles of the pieces that are being painted, the outermost first.
    open: Vec<Role>,
    /// The font that is set, by its name on the page, where marks tell it.
    face: Option<Vec<u8>>,
    /// Where notes are painted, while annotations are: what lies there is theirs.
    notes: Vec<Area>,
}

#[expect(clippy::cast_possible_truncation, reason = "points on a page need no more")]
pub(super) fn at(transform: Affine, x: f64, y: f64) -> (f32, f32) {
    let Point { x, y } = transform * Point::new(x, y);
    (x as f32, y as f32)
}

impl Easel<'_> {
    fn run(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, drawn_fatter: bool) {
        let style = self.faces.style(run.glyphs(), self.face.as_deref()) | if drawn_fatter { BOLD } else { 0 };
        let downwards = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            if self.painted.glyphs.len() >= MOST_GLYPHS {
                return;
            }
            let advance = match &**glyph {
                Painting::Outline(outline) => outline.advance_width(),
                Painting::Type3(drawn) => drawn.advance_width(),
            };
            self.glyph(glyph.as_unicode(), transform * glyph.transform(), f64::from(advance.unwrap_or(500.0)), style, downwards);
        }
    }

    fn glyph(&mut self, said: Option<BfString>, transform: Affine, advance: f64, style: u8, downwards: bool) {
        let (origin, end, up) = (at(transform, 0.0, 0.0), at(transform, advance, 0.0), at(transform, 0.0, 1000.0));
        let size = (up.0 - origin.0).hypot(up.1 - origin.1);
        if self.is_of_note(origin.0, origin.1) {
            return;
        }
        let inside = origin.0.is_finite() && origin.1.is_finite() && end.0.is_finite() && end.1.is_finite();
        if !inside || !(SMALLEST..10_000.0).contains(&size) {
            return;
        }
        let on_page =
            (-size..self.painted.width + size).contains(&origin.0) && (-size..self.painted.height + size).contains(&origin.1);
        if !on_page {
            return;
        }
        let Mended { text, unreadable } = mend(said, style & PICTURES != 0);
        self.painted.unreadable += usize::from(unreadable);
        // Its upright direction tells how its line lies, for glyphs without width too.
        let Some(turn) = quarter((up.0 - origin.0, up.1 - origin.1)) else {
            if self.painted.askew.len() < 200 {
                self.painted.askew.push_str(&text);
            }
            return;
        };
        let (turn, origin, end) = if downwards && turn == 0 {
            // A line from top to bottom, its letters upright, is read as one on its side.
            (1, (origin.0, origin.1 - 0.88 * size), (origin.0, origin.1 + 0.12 * size))
        } else {
            (turn, origin, end)
        };
        let (from, to) = (self.along(turn, origin), self.along(turn, end));
        let (mut x0, y) = from;
        let count = text.chars().count().max(1);
        #[expect(clippy::cast_precision_loss, reason = "a handful of letters")]
        let step = (to.0 - x0) / count as f32;
        let role = self.open.last().copied().unwrap_or_default();
        let style = style & !PICTURES;
        for c in text.chars() {
            self.painted.glyphs.push(Glyph { c, x0, x1: x0 + step, y, size, style, turn, role });
            x0 += step;
        }
    }

    /// A place on the page turned back by `turn` quarters, so that the line lies level.
    fn along(&self, turn: u8, (x, y): (f32, f32)) -> (f32, f32) {
        let (width, height) = (self.painted.width, self.painted.height);
        match turn {
            1 => (y, width - x),
            2 => (width - x, height - y),
            3 => (height - y, x),
            _ => (x, y),
        }
    }

    /// Whether what is painted here now belongs to a note.
    fn is_of_note(&self, x: f32, y: f32) -> bool {
        self.notes.iter().any(|area| area.holds(x, y, 1.0))
    }

    fn rule(&mut self, area: Area) {
        if self.painted.rules.len() < MOST_RULES && area.x0.is_finite() && area.y1.is_finite() {
            self.painted.rules.push(area);
        }
    }

    /// The level and upright lines of a path.
    fn strokes(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut here) = ((0.0, 0.0), (0.0, 0.0));
        for element in path.elements() {
            let to = match element {
                PathEl::MoveTo(p) => {
                    start = at(transform, p.x, p.y);
                    here = start;
                    continue;
                }
                PathEl::LineTo(p) => at(transform, p.x, p.y),
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    here = at(transform, p.x, p.y);
                    continue;
                }
            };
            let area = Area::of(here, to);
            if area.width() < 0.5 || area.height() < 0.5 {
                self.rule(area);
            }
            here = to;
        }
    }
}

impl Device<'_> for Easel<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if !self.notes.is_empty() {
            let (x, y) = at(props.transform, path.bounding_box().center().x, path.bounding_box().center().y);
            if self.is_of_note(x, y) {
                return;
            }
        }
        if self.painted.strokes.len() < MOST_RULES && goes_askew(path, props.transform) {
            let Rect { x0, y0, x1, y1 } = path.bounding_box();
            self.painted.strokes.push(Area::of(at(props.transform, x0, y0), at(props.transform, x1, y1)));
        }
        if path.elements().len() > 64 {
            return;
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.strokes(path, props.transform);
        }
        let Rect { x0, y0, x1, y1 } = path.bounding_box();
        let area = Area::of(at(props.transform, x0, y0), at(props.transform, x1, y1));
        let page = self.painted.width * self.painted.height;
        if area.width() > FRAME && area.height() > FRAME && area.width() * area.height() < 0.6 * page && is_rectangle(path) {
            self.painted.frames.extend((self.painted.frames.len() < MOST_PICTURES).then_some(area));
        }
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if filled && area.height() >= TINT && area.width() > FRAME && area.width() * area.height() < 0.6 * page {
            self.painted.fills.extend((self.painted.fills.len() < MOST_PICTURES).then_some(area));
        }
        if filled && (area.width() <= THIN || area.height() <= THIN) {
            self.rule(area);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        // What is filled and stroked comes in two runs.
        self.run(run, props.transform, matches!(mode, DrawMode::FillAndStroke(..) | DrawMode::Stroke(_)));
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        if self.painted.pictures.len() < MOST_PICTURES {
            let (width, height) = (f64::from(image.width()), f64::from(image.height()));
            let area = Area::of(at(props.transform, 0.0, 0.0), at(props.transform, width, height));
            self.painted.pictures.push(area);
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        if let Some(face) = tag.strip_prefix(face_marks::TAG) {
            self.face = Some(face.to_vec());
        }
        let number = properties.and_then(|said| said.get::<Number>(b"MCID")).map(|number| number.as_i64());
        let own = number.and_then(|number| self.roles.get(usize::try_from(number).ok()?).copied());
        // A drawing without meaning is called an artifact, too: only what says that it pages is furniture.
        let pages =
            || properties.and_then(|said| said.get::<Name<'_>>(b"Type")).is_some_and(|kind| kind.as_str() == "Pagination");
        let around = self.open.last().copied().unwrap_or_default();
        self.open.push(if tag == b"Artifact" && pages() { Role::Pagination } else { own.unwrap_or(around) });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Whether a path is part of a drawing: a line that goes askew, or curves that are no round corners.
fn goes_askew(path: &BezPath, transform: Affine) -> bool {
    const CORNERS: usize = 8;
    const MOST: usize = 20_000;
    let (mut askew, mut curves) = (0, 0);
    let (mut start, mut here) = ((0.0_f32, 0.0_f32), (0.0_f32, 0.0_f32));
    for element in path.elements().iter().take(MOST) {
        let to = match element {
            PathEl::MoveTo(p) => {
                start = at(transform, p.x, p.y);
                here = start;
                continue;
            }
            PathEl::LineTo(p) => at(transform, p.x, p.y),
            PathEl::ClosePath => start,
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                curves += 1;
                here = at(transform, p.x, p.y);
                continue;
            }
        };
        askew += usize::from((to.0 - here.0).abs() > 1.0 && (to.1 - here.1).abs() > 1.0);
        here = to;
    }
    askew > 0 || curves > CORNERS
}

/// Whether a path goes round a rectangle.
fn is_rectangle(path: &BezPath) -> bool {
    let corners: Option<Vec<Point>> = path
        .elements()
        .iter()
        .filter(|element| !matches!(element, PathEl::ClosePath))
        .map(|element| match element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => Some(*p),
            _ => None,
        })
        .collect();
    corners.is_some_and(|corners| {
        let straight = corners.windows(2).all(|pair| (pair[0].x - pair[1].x).abs() < 0.5 || (pair[0].y - pair[1].y).abs() < 0.5);
        matches!(corners.len(), 4 | 5) && straight
    })
}

/// How many quarters clockwise a line is turned whose letters stand up along `up`; none for a slope.
fn quarter((dx, dy): (f32, f32)) -> Option<u8> {
    // An eighth is more than any table head or stamp is off by chance.
    if dx.abs() * 8.0 <= dy.abs() {
        Some(if dy < 0.0 { 0 } else { 2 })
    } else if dy.abs() * 8.0 <= dx.abs() {
        Some(if dx > 0.0 { 1 } else { 3 })
    } else {
        None
    }
}
