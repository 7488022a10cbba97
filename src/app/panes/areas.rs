//! Where two panes stand: side by side, or one above the other.

use crate::app::core::WIDEST_MEASURE;
use crate::app::{Area, Geometry, PaneArea};

/// Columns that a pane has at least, side by side.
const NARROWEST: u16 = 36;
/// Rows that a pane has at least, one above the other.
const LOWEST: u16 = 6;

impl Geometry {
    /// The same screen with two panes, the contents and the margin given way; `share` is what the first
    /// has, in thousandths, and `second` whether the second has the focus. `None` where there is no room.
    #[must_use]
    pub(in crate::app) fn parted(&self, share: u16, second: bool) -> Option<Self> {
        let body = Area { x: 0, width: self.screen.width, ..self.text };
        let cut = |of: u16| u16::try_from(u32::from(of) * u32::from(share) / 1000).unwrap_or(of);
        let (first, border, other) = if body.width > 2 * NARROWEST {
            let at = cut(body.width).clamp(NARROWEST, body.width - NARROWEST - 1);
            let border = Area { x: at, width: 1, ..body };
            (Area { width: at, ..body }, border, Area { x: at + 1, width: body.width - at - 1, ..body })
        } else if body.height > 2 * LOWEST && body.width >= 20 {
            let at = cut(body.height).clamp(LOWEST, body.height - LOWEST - 1);
            let border = Area { y: body.y + at, height: 1, ..body };
            let other = Area { y: body.y + at + 1, height: body.height - at - 1, ..body };
            (Area { height: at, ..body }, border, other)
        } else {
            return None;
        };
        let (focus, other_pane) = if second { (pane(other), pane(first)) } else { (pane(first), pane(other)) };
        let parted = Self {
            contents: None,
            contents_rule: None,
            margin: None,
            margin_rule: None,
            strip: None,
            border: Some(border),
            other_pane: Some(other_pane),
            ..*self
        };
        Some(parted.with_pane(focus))
    }

    /// The same with the areas of `pane` for the text.
    fn with_pane(self, pane: PaneArea) -> Self {
        Self { text: pane.text, text_x: pane.text_x, measure: pane.measure, room: pane.room, ..self }
    }

    /// As the pane without the focus has it.
    #[must_use]
    pub(in crate::app) fn turned(&self) -> Self {
        self.other_pane.map_or(*self, |pane| self.with_pane(pane))
    }

    /// Whether two panes stand one above the other.
    #[must_use]
    pub fn is_stacked(&self) -> bool {
        self.border.is_some_and(|border| border.height == 1 && border.width > 1)
    }
}

/// Where the text of a pane stands in `area`.
fn pane(area: Area) -> PaneArea {
    let lead = if area.width < 50 { 2 } else { 3 };
    let room = area.width.saturating_sub(lead + 1).max(1);
    PaneArea { text: area, text_x: area.x + lead, measure: room.min(WIDEST_MEASURE), room }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_stand_beside_each_other_or_one_above_the_other() {
        let wide = Geometry::of(100, 30).parted(500, false).expect("room");
        assert!(!wide.is_stacked() && wide.contents.is_none() && wide.text.x == 0);
        assert_eq!(wide.turned().text, wide.other_pane.expect("two").text);
        assert!(Geometry::of(60, 30).parted(500, false).expect("room").is_stacked());
        assert!(Geometry::of(60, 10).parted(500, false).is_none() && Geometry::of(1, 1).parted(500, true).is_none());
    }

    #[test]
    fn panes_and_border_share_the_screen_without_overlap() {
        for width in 0..240 {
            for height in [0, 1, 9, 13, 16, 24, 60] {
                for share in [0, 150, 500, 850, 1000] {
                    let whole = Geometry::of(width, height);
                    let Some(parted) = whole.parted(share, width % 2 == 0) else { continue };
                    let (one, other, border) =
                        (parted.text, parted.other_pane.expect("two").text, parted.border.expect("a border"));
                    let cells = |area: Area| u32::from(area.width) * u32::from(area.height);
                    assert_eq!(cells(one) + cells(other) + cells(border), u32::from(width) * u32::from(whole.text.height));
                    for area in [one, other, border] {
                        assert!(area.right() <= width && area.bottom() <= height, "{width}x{height} {share}");
                    }
                    assert!(parted.text_x + parted.measure <= one.right() && parted.measure >= 1);
                }
            }
        }
    }
}
