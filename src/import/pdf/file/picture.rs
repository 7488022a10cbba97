//! The pictures of a part of a page, decoded when somebody wants to see them.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache, LumaData,
    SoftMask, interpret_page,
};

use super::{Area, File};
use crate::document::{Bitmap, MOST_SIDE};

impl File {
    /// What the pictures show that are painted within `area` of the page `number`, from 0:
    /// none where there are none. Text and lines upon them are left out.
    pub(in crate::import::pdf) fn picture(&self, number: usize, area: Area) -> Option<Bitmap> {
        let page = self.pdf.pages().get(number)?;
        let (width, height) = page.render_dimensions();
        let to_page = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let cache = InterpreterCache::new();
        let xref = self.pdf.xref();
        // How fine the finest picture is tells how many points the whole is worth.
        let mut measuring = Canvas { area, density: 0.0, bitmap: None };
        interpret_page(page, &mut Context::new(to_page, bounds, &cache, xref, self.settings.clone()), &mut measuring);
        let most = f64::from(MOST_SIDE) / f64::from(area.width().max(area.height()).max(1.0));
        let density = measuring.density.min(most);
        if density <= 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the largest side")]
        let side = |points: f32| (f64::from(points) * density).ceil() as u32;
        let bitmap = Bitmap::white(side(area.width()), side(area.height()));
        let mut canvas = Canvas { area, density, bitmap: Some(bitmap) };
        interpret_page(page, &mut Context::new(to_page, bounds, &cache, xref, self.settings.clone()), &mut canvas);
        canvas.bitmap
    }
}

/// Takes pictures in.
struct Canvas {
    area: Area,
    /// Points of the bitmap to a point of the page.
    density: f64,
    /// None while it is measured.
    bitmap: Option<Bitmap>,
}

/// A picture's points, whatever they are made of.
struct Points {
    data: ImageData,
    alpha: Option<LumaData>,
}

impl Points {
    /// Colour and opacity at a place from 0 to 1.
    fn at(&self, u: f64, v: f64) -> Option<([u8; 3], u8)> {
        let colour = match &self.data {
            ImageData::Rgb(data) => {
                let at = place(u, v, data.width, data.height)? * 3;
                let part = data.data.get(at..at + 3)?;
                [part[0], part[1], part[2]]
            }
            ImageData::Luma(data) => [*data.data.get(place(u, v, data.width, data.height)?)?; 3],
        };
        let alpha = match &self.alpha {
            Some(data) => *data.data.get(place(u, v, data.width, data.height)?)?,
            None => u8::MAX,
        };
        Some((colour, alpha))
    }
}

/// The point of a picture that is so wide and high, at a place from 0 to 1.
fn place(u: f64, v: f64, width: u32, height: u32) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the picture's sides")]
    let at = |part: f64, all: u32| (part * f64::from(all)).clamp(0.0, f64::from(all.saturating_sub(1))) as usize;
    ((0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&v) && width > 0 && height > 0)
        .then(|| at(v, height) * width as usize + at(u, width))
}

impl Canvas {
    /// Paints `points`, whose unit square lies on the page by `transform`.
    fn paint(&mut self, points: &Points, transform: Affine) {
        let Some(bitmap) = &mut self.bitmap else { return };
        if transform.determinant().abs() < f64::EPSILON {
            return;
        }
        let back = transform.inverse();
        let (left, top) = (f64::from(self.area.x0), f64::from(self.area.y0));
        // A figure may be hundreds of strips: each walks its own points only.
        let own = transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the bitmap's sides")]
        let point = |place: f64, from: f64, all: u32| ((place - from) * self.density).clamp(0.0, f64::from(all)) as u32;
        let (width, height) = (bitmap.width, bitmap.height);
        for y in point(own.y0, top, height)..(point(own.y1, top, height) + 1).min(height) {
            for x in point(own.x0, left, width)..(point(own.x1, left, width) + 1).min(width) {
                let on_page = Point::new(left + (f64::from(x) + 0.5) / self.density, top + (f64::from(y) + 0.5) / self.density);
                let Point { x: u, y: v } = back * on_page;
                let Some((colour, alpha)) = points.at(u, v) else { continue };
                let at = (y as usize * bitmap.width as usize + x as usize) * 3;
                let Some(under) = bitmap.rgb.get_mut(at..at + 3) else { continue };
                for (under, over) in under.iter_mut().zip(colour) {
                    let mixed = (u32::from(over) * u32::from(alpha) + u32::from(*under) * u32::from(255 - alpha)) / 255;
                    *under = u8::try_from(mixed).unwrap_or(u8::MAX);
                }
            }
        }
    }
}

impl Device<'_> for Canvas {
    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        // The transform is that of the picture's points; the unit square is easier to walk.
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let transform = props.transform * Affine::scale_non_uniform(width, height);
        let corner = |x: f64, y: f64| super::paint::at(transform, x, y);
        let area = Area::of(corner(0.0, 0.0), corner(1.0, 1.0));
        let within = self.area.holds(f32::midpoint(area.x0, area.x1), f32::midpoint(area.y0, area.y1), 1.0);
        if !within || width * height < 1.0 || area.width() <= 0.0 {
            return;
        }
        if self.bitmap.is_none() {
            self.density = self.density.max(width / f64::from(area.width()));
            return;
        }
        match image {
            Image::Raster(raster) => {
                let mut decoded = None;
                raster.with_rgba(|data, alpha| decoded = Some(Points { data, alpha }), Some((MOST_SIDE, MOST_SIDE)));
                if let Some(points) = decoded {
                    self.paint(&points, transform);
                }
            }
            Image::Stencil(stencil) => {
                let mut mask = None;
                stencil.with_stencil(|luma, _| mask = Some(luma), Some((MOST_SIDE, MOST_SIDE)));
                if let Some(alpha) = mask {
                    // A stencil's paint may be a pattern; ink is black.
                    let data = LumaData { data: vec![0; alpha.data.len()], ..alpha.clone() };
                    self.paint(&Points { data: ImageData::Luma(data), alpha: Some(alpha) }, transform);
                }
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
