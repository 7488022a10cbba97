//! A picture in half blocks: two points to a cell, one over the other. Where the terminal has
//! few colours, or none, its light and dark in shades.

use ratatui::buffer::Buffer;

use crate::app::{App, Depth, Picture};

use crate::ui::pen::{cut, float, put};
use crate::ui::{Role, Theme};

/// Shades from light to dark, as ink on paper.
const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];
const ASCII_SHADES: [&str; 5] = [" ", ".", "+", "%", "@"];

/// Draws it, as large as the screen allows.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, picture: &Picture, theme: Theme) {
    let screen = app.geometry.screen;
    let title = app.words.say("picture-title");
    let inner = float(buffer, app.geometry.floating(screen.width, screen.height), &title, theme);
    let ground = theme.style(Role::Floating);
    // A row of air, and the caption.
    let rows = inner.height.saturating_sub(2);
    if rows == 0 || inner.width == 0 {
        return;
    }
    let colourful = matches!(app.look.depth, Depth::True | Depth::Indexed) && !app.look.ascii;
    let fitted = picture.bitmap.fitted(u32::from(inner.width), u32::from(rows) * 2);
    let (width, height) = (fitted.width.min(u32::from(inner.width)), fitted.height.min(u32::from(rows) * 2));
    let narrow = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    let (left, top) = (inner.x + (inner.width - narrow(width)) / 2, inner.y + (rows - narrow(height.div_ceil(2))) / 2);
    for y in (0..height).step_by(2) {
        for x in 0..width {
            let (upper, lower) = (fitted.point(x, y), fitted.point(x, y + 1));
            let Some(cell) = buffer.cell_mut((left + narrow(x), top + narrow(y / 2))) else { continue };
            if colourful {
                cell.set_symbol("▀").set_style(theme.points(upper, lower));
            } else {
                cell.set_symbol(shade(upper, lower, app.look.light, app.look.ascii)).set_style(theme.style(Role::Text));
            }
        }
    }
    let plain = theme.style(Role::Text).patch(ground);
    if let Some(caption) = picture.caption {
        let words = app.document().slice(caption).replace('\n', " ");
        put(buffer, (inner.x, inner.bottom() - 1), inner.right(), &cut(&words, usize::from(inner.width)), plain);
    }
}

/// The shade of two points: on a dark ground what is bright is drawn, on a light one what is dark.
fn shade(upper: [u8; 3], lower: [u8; 3], light: bool, ascii: bool) -> &'static str {
    let sum: u32 = upper.into_iter().chain(lower).map(u32::from).sum();
    let bright = (sum / 6) as usize;
    let step = (if light { 255 - bright } else { bright }) * SHADES.len() / 256;
    if ascii { ASCII_SHADES[step] } else { SHADES[step] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_are_ink_on_light_and_light_on_dark() {
        assert_eq!(shade([255; 3], [255; 3], true, false), " ");
        assert_eq!(shade([255; 3], [255; 3], false, false), "█");
        assert_eq!(shade([0; 3], [0; 3], true, true), "@");
        assert_eq!(shade([0; 3], [255; 3], false, false), "▒");
    }
}
