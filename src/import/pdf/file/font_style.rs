//! The style of a glyph's font: by the font's own word, by its name, or, where the interpreter
//! tells neither, by the name of the page's font that has its outlines.

use std::collections::{HashMap, HashSet};

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::BezPath;
use hayro_interpret::{BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask, interpret};

use super::paint::{BOLD, ITALIC};

/// Fonts of a page that are looked at.
const MOST: usize = 256;

/// The styles of fonts whose programs tell the interpreter no name: Type 1 fonts, as TeX and
/// small programs use them. Each is made to paint all its letters once; by their outlines'
/// keys the font is known again.
#[derive(Default)]
pub(super) struct Faces {
    probed: HashSet<ObjectIdentifier>,
    /// The style of each outline.
    styles: HashMap<u128, u8>,
}

impl Faces {
    /// Gets to know the fonts of `page`.
    pub(super) fn learn<'a>(&mut self, page: &Page<'a>, context: &mut Context<'a>) {
        let fonts = &page.resources().fonts;
        for name in fonts.keys().take(MOST) {
            let Some(font) = fonts.get::<Dict<'_>>(&*name) else { continue };
            let unnamed = font.get::<Name<'_>>(b"Subtype").is_some_and(|kind| matches!(kind.as_str(), "Type1" | "MMType1"));
            if !unnamed || font.obj_id().is_some_and(|id| !self.probed.insert(id)) {
                continue;
            }
            let style = font.get::<Name<'_>>(b"BaseFont").map_or(0, |name| by_name(name.as_str()));
            let mut probe = Probe { style, styles: &mut self.styles };
            interpret(TypedIter::new(&all_letters(&name)), page.resources(), context, &mut probe);
        }
    }

    /// The style of `glyphs`, which are set in one font.
    pub(super) fn style(&self, glyphs: &[PositionedGlyph<'_>]) -> u8 {
        let Some(Glyph::Outline(outline)) = glyphs.first().map(|glyph| &**glyph) else { return 0 };
        let Some(font) = outline.font_data() else {
            return self.styles.get(&outline.identifier().cache_key()).copied().unwrap_or(0);
        };
        let by_name = by_name(&font.postscript_name.unwrap_or_default());
        let bold = font.weight.is_some_and(|weight| (600..=1000).contains(&weight));
        by_name | (if bold { BOLD } else { 0 }) | (if font.is_italic { ITALIC } else { 0 })
    }
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
}

impl Device<'_> for Probe<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let Glyph::Outline(outline) = &**glyph {
                // Two names for one program tell only what they have in common.
                self.styles
                    .entry(outline.identifier().cache_key())
                    .and_modify(|style| *style &= self.style)
                    .or_insert(self.style);
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

/// The style that a font's name tells.
fn by_name(name: &str) -> u8 {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // `cmbx`, `sfbx`, `ptmb`: how TeX's fonts call themselves.
    let tex = name.split('+').next_back().unwrap_or_default();
    let tex_bold = ["cmb", "sfb", "ecb", "lmb", "ptmb", "phvb", "pplb"].iter().any(|start| tex.starts_with(start));
    let tex_italic = ["cmti", "cmbxti", "cmmi", "sfti", "ecti", "ptmri"].iter().any(|start| tex.starts_with(start));
    let bold = tex_bold || says(&["bold", "black", "heavy", "demi", "headline", "견고딕", "extrab", "-eb", "-b0"]);
    let italic = tex_italic || says(&["italic", "oblique"]);
    (if bold { BOLD } else { 0 }) | (if italic { ITALIC } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_styles() {
        assert_eq!(by_name("ABCDEF+CMBX12"), BOLD);
        assert_eq!(by_name("CMR10"), 0);
        assert_eq!(by_name("TimesNewRomanPS-BoldItalicMT"), BOLD | ITALIC);
        assert_eq!(by_name("SFTI1095"), ITALIC);
    }
}
