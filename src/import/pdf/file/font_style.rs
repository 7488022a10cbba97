//! The style of a glyph's font: by the font's own word, by its name and its descriptor, or, where
//! the interpreter tells neither, by those of the page's font that has its outlines.

use std::collections::{HashMap, HashSet};

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Number, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::BezPath;
use hayro_interpret::{BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask, interpret};

use super::font_name::by_name;
use super::paint::{BOLD, ITALIC};

/// Fonts of a page that are looked at.
const MOST: usize = 256;
/// How deep forms within forms are looked at for their fonts.
const DEEPEST: usize = 3;
/// A font of this weight is bold.
const BOLD_WEIGHT: i64 = 600;
/// The stems of a bold face are so thick at least, in thousandths of an em. Programs that do not
/// know write less.
const BOLD_STEM: i64 = 120;
/// Bits of a descriptor's flags (ISO 32000-2, 9.8.2).
const ITALIC_FLAG: i64 = 1 << 6;
const BOLD_FLAG: i64 = 1 << 18;

/// The styles of fonts whose programs tell the interpreter no name: Type 1 fonts, as TeX and
/// small programs use them, and fonts that are not in the file. Each is made to paint all its
/// letters once; by their outlines' keys the font is known again.
#[derive(Default)]
pub(super) struct Faces {
    probed: HashSet<ObjectIdentifier>,
    /// The style of each outline: what all fonts have in common that use it.
    styles: HashMap<u128, u8>,
    /// The styles of fonts by their names and descriptors.
    named: HashMap<String, u8>,
    /// One outline of each font that is not in the file, and its style.
    samples: HashMap<ObjectIdentifier, (u128, u8)>,
    /// The styles of the page's fonts, by their names there, where two of them share outlines and differ.
    on_page: HashMap<Vec<u8>, u8>,
}

impl Faces {
    /// Gets to know the fonts of `page`.
    pub(super) fn learn<'a>(&mut self, page: &Page<'a>, context: &mut Context<'a>) {
        self.on_page.clear();
        self.learn_from(page.resources(), context, 0);
        let mut seen: HashMap<u128, u8> = HashMap::new();
        let (mut names, mut differ) = (HashMap::new(), false);
        for (name, font) in fonts(page.resources()) {
            let Some((sample, style)) = font.obj_id().and_then(|id| self.samples.get(&id)) else { continue };
            names.insert(name.to_vec(), *style);
            differ |= *seen.entry(*sample).or_insert(*style) != *style;
        }
        if differ {
            self.on_page = names;
        }
    }

    fn learn_from<'a>(&mut self, resources: &Resources<'a>, context: &mut Context<'a>, depth: usize) {
        for (name, font) in fonts(resources) {
            let id = font.obj_id();
            if id.is_some_and(|id| !self.probed.insert(id)) {
                continue;
            }
            let base = font.get::<Name<'_>>(b"BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
            let descriptor = descriptor(&font);
            let kind = font.get::<Name<'_>>(b"Subtype").map(|kind| kind.as_str().to_owned()).unwrap_or_default();
            let inside = descriptor
                .as_ref()
                .is_some_and(|told| [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| told.contains_key(key)));
            // Some programs guess the stems of what they put in: they tell only where no name does.
            let guessed = inside && is_telling(bare(&base));
            let style = by_name(&base) | descriptor.as_ref().map_or(0, |told| described(told, guessed));
            self.named.entry(bare(&base).to_owned()).and_modify(|known| *known &= style).or_insert(style);
            if !(matches!(&*kind, "Type1" | "MMType1") || kind == "TrueType" && !inside) {
                continue;
            }
            let mut probe = Probe { style, styles: &mut self.styles, sample: None };
            interpret(TypedIter::new(&all_letters(&name)), resources, context, &mut probe);
            if let (Some(id), Some(sample), false) = (id, probe.sample, inside) {
                self.samples.insert(id, (sample, style));
            }
        }
        // Whole pages may be painted by a form.
        let forms = resources.x_objects.keys().take(if depth < DEEPEST { MOST } else { 0 });
        for form in forms.filter_map(|name| resources.x_objects.get::<Stream<'_>>(&*name)) {
            let dict = form.dict();
            let is_new = dict.obj_id().is_none_or(|id| self.probed.insert(id));
            if let Some(own) = dict.get::<Dict<'_>>(b"Resources").filter(|_| is_new) {
                self.learn_from(&Resources::new(own), context, depth + 1);
            }
        }
    }

    /// Whether the page's fonts have to be told apart by what its content says.
    pub(super) fn have_doubles(&self) -> bool {
        !self.on_page.is_empty()
    }

    /// The style of `glyphs`, which are set in one font, `set` by that name.
    pub(super) fn style(&self, glyphs: &[PositionedGlyph<'_>], set: Option<&[u8]>) -> u8 {
        let Some(Glyph::Outline(outline)) = glyphs.first().map(|glyph| &**glyph) else { return 0 };
        let Some(font) = outline.font_data() else {
            let told = set.and_then(|name| self.on_page.get(name));
            return told.or_else(|| self.styles.get(&outline.identifier().cache_key())).copied().unwrap_or(0);
        };
        let name = font.postscript_name.unwrap_or_default();
        let bold = font.weight.is_some_and(|weight| (600..=1000).contains(&weight));
        let named = self.named.get(bare(&name)).copied().unwrap_or_else(|| by_name(&name));
        named | (if bold { BOLD } else { 0 }) | (if font.is_italic { ITALIC } else { 0 })
    }
}

/// The fonts of some resources, with their names there.
fn fonts<'a>(resources: &Resources<'a>) -> impl Iterator<Item = (Name<'a>, Dict<'a>)> {
    let fonts = resources.fonts.clone();
    let names: Vec<Name<'a>> = fonts.keys().take(MOST).collect();
    names.into_iter().filter_map(move |name| Some((name.clone(), fonts.get::<Dict<'a>>(&*name)?)))
}

/// The descriptor of a font, or of the one that it is composed of.
fn descriptor<'a>(font: &Dict<'a>) -> Option<Dict<'a>> {
    let own = font.get::<Dict<'a>>(b"FontDescriptor");
    own.or_else(|| font.get::<Array<'a>>(b"DescendantFonts")?.iter::<Dict<'a>>().next()?.get(b"FontDescriptor"))
}

/// The style that a font's descriptor tells; by its stems only where they are not `guessed`.
fn described(descriptor: &Dict<'_>, guessed: bool) -> u8 {
    let number = |key: &[u8]| descriptor.get::<Number>(key).map_or(0, |number| number.as_i64());
    let name = descriptor.get::<Name<'_>>(b"FontName").map_or(0, |name| by_name(name.as_str()));
    let flags = number(b"Flags");
    let bold = number(b"FontWeight") >= BOLD_WEIGHT || !guessed && number(b"StemV") >= BOLD_STEM || flags & BOLD_FLAG != 0;
    name | (if bold { BOLD } else { 0 }) | (if flags & ITALIC_FLAG != 0 { ITALIC } else { 0 })
}

/// A font's name without the letters that stand for the part of it that is in the file.
fn bare(name: &str) -> &str {
    name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, name)| name)
}

/// Whether a font's name is that of a family, and not a mere number: `F1`, `CIDFont+F2`, `T3Font_1`.
fn is_telling(name: &str) -> bool {
    let name = name.rsplit('+').next().unwrap_or(name);
    let letters = name.split(|c: char| !c.is_alphabetic()).map(|part| part.chars().count()).max().unwrap_or(0);
    letters > 3 && !name.to_lowercase().starts_with("cidfont") && !name.starts_with("T3Font")
}

/// Operators that show every code of the font called `name`.
fn all_letters(name: &[u8]) -> Vec<u8> {
    let mut operators = b"BT /".to_vec();
    for byte in name {
        operators.extend_from_slice(format!("#{byte:02X}").as_bytes());
    }
    operators.extend_from_slice(b" 1 Tf <");
    for code in 0..=u8::MAX {
        operators.extend_from_slice(format!("{code:02X}").as_bytes());
    }
    operators.extend_from_slice(b"> Tj ET");
    operators
}

/// Takes down which outlines a font has.
struct Probe<'s> {
    style: u8,
    styles: &'s mut HashMap<u128, u8>,
    /// The first outline.
    sample: Option<u128>,
}

impl Device<'_> for Probe<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let Glyph::Outline(outline) = &**glyph {
                // Two names for one program tell only what they have in common.
                let key = outline.identifier().cache_key();
                self.sample.get_or_insert(key);
                self.styles.entry(key).and_modify(|style| *style &= self.style).or_insert(self.style);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
