//! Where things stand on the screen. Drawing, mouse and layout read the same areas.
//!
//! The measure of the text comes first: 60 to 76 columns. From 100 columns the contents
//! stand beside it, from 140 the margin too; below that both fold into overlays and peeks.

/// The widest measure: longer lines are hard to follow back.
pub(in crate::app) const WIDEST_MEASURE: u16 = 76;
/// From this width the contents stand beside the text.
const WITH_CONTENTS: u16 = 100;
/// From this width the margin stands too.
const WITH_MARGIN: u16 = 140;
/// Rows of the strip at the foot, its rule aside.
const STRIP: u16 = 7;
/// The margin's narrowest useful width.
const NARROWEST_MARGIN: u16 = 26;

/// Columns of everything right of the contents where a margin stands: a rule, the air round the text,
/// the widest measure, the air round the second rule, the narrowest margin.
const BESIDE_CONTENTS: u16 = 1 + 4 + WIDEST_MEASURE + 3 + NARROWEST_MARGIN;

/// A rectangle of the screen, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell at `column`, `row` lies in it.
    #[must_use]
    pub fn holds(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// The column behind its last one.
    #[must_use]
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The row under its last one.
    #[must_use]
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }

    /// Without `columns` at both sides and `rows` above and below.
    #[must_use]
    pub fn inset(self, columns: u16, rows: u16) -> Self {
        Self {
            x: self.x + columns.min(self.width / 2),
            y: self.y + rows.min(self.height / 2),
            width: self.width.saturating_sub(2 * columns),
            height: self.height.saturating_sub(2 * rows),
        }
    }
}

/// What the reader wants beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SidePanels {
    /// The margin, where the screen is wide enough.
    pub margin: bool,
    /// A strip at the foot with the footnotes of the screen, where it is not.
    pub strip: bool,
}

impl Default for SidePanels {
    fn default() -> Self {
        Self { margin: true, strip: false }
    }
}

/// Where the text of a pane stands: as the fields of [`Geometry`] with these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaneArea {
    /// The rows that the text may use.
    pub text: Area,
    /// Column where the text itself starts.
    pub text_x: u16,
    /// Columns of running text.
    pub measure: u16,
    /// Columns that tables and code may take.
    pub room: u16,
}

/// The areas of the screen at its present size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// All of it.
    pub screen: Area,
    /// The contents beside the text, where there is room.
    pub contents: Option<Area>,
    /// The column of the thin rule right of the contents.
    pub contents_rule: Option<u16>,
    /// The rows that the text may use, from the focus bar to the right end of its room.
    pub text: Area,
    /// Column where the text itself starts; the focus bar stands two before it.
    pub text_x: u16,
    /// Columns of running text.
    pub measure: u16,
    /// Columns that tables and code may take.
    pub room: u16,
    /// The margin beside the text, where there is room.
    pub margin: Option<Area>,
    /// The column of the thin rule left of the margin.
    pub margin_rule: Option<u16>,
    /// The strip under the text, below its rule.
    pub strip: Option<Area>,
    /// The line at the foot.
    pub status: Area,
    /// The pane without the focus, where two stand.
    pub other_pane: Option<PaneArea>,
    /// The cells of the border between two panes.
    pub border: Option<Area>,
}

impl Geometry {
    /// The areas of a screen of `width` columns and `height` rows, with what stands beside the text at first.
    #[must_use]
    pub fn of(width: u16, height: u16) -> Self {
        Self::with(width, height, SidePanels::default())
    }

    /// The same with what the reader wants beside the text.
    #[must_use]
    pub fn with(width: u16, height: u16, beside: SidePanels) -> Self {
        let screen = Area { x: 0, y: 0, width, height };
        let status = Area { x: 0, y: height.saturating_sub(1), width, height: height.min(1) };
        let air = u16::from(height >= 16);
        let rows = height.saturating_sub(1 + 2 * air);
        let body = Area { x: 0, y: air, width, height: rows };

        // Where a margin can stand, it and the measure come before the width of the contents.
        let contents_width = match width.checked_sub(BESIDE_CONTENTS) {
            Some(most) if width >= WITH_MARGIN => (width * 3 / 10).clamp(30, 48).min(most),
            _ => (width * 3 / 10).clamp(28, 34),
        };
        let has_contents = width >= WITH_CONTENTS;
        let contents = has_contents.then_some(Area { width: contents_width, ..body });
        let contents_rule = has_contents.then_some(contents_width);
        let left = if has_contents { contents_width + 1 } else { 0 };

        // Air left of the text, the focus bar in it: three columns, or two on a narrow screen.
        let lead = if width < 50 { 2 } else { 3 };
        let space = width.saturating_sub(left + lead + u16::from(width >= 50));
        let margin_fits = beside.margin && width >= WITH_MARGIN && space >= WIDEST_MEASURE + 3 + NARROWEST_MARGIN;
        let measure = space.clamp(1, WIDEST_MEASURE);
        let text_x = left + lead;
        let margin_rule = margin_fits.then(|| text_x + measure + 2);
        let margin = margin_rule.map(|rule| Area { x: rule + 2, width: (width - rule - 3).min(48), ..body });
        let room = match margin_rule {
            Some(rule) => rule - text_x - 1,
            None => space.max(1),
        };
        // Narrower, a strip at the foot takes a third of the text's rows at most.
        let strip_rows = (rows / 3).min(STRIP);
        let has_strip = beside.strip && width < WITH_MARGIN && strip_rows >= 2;
        let text_rows = if has_strip { rows - strip_rows - 1 } else { rows };
        let strip = has_strip.then_some(Area { x: text_x, y: body.y + text_rows + 1, width: measure, height: strip_rows });
        let text = Area { x: left, y: body.y, width: lead + room, height: text_rows };
        Self {
            strip,
            screen,
            contents,
            contents_rule,
            text,
            text_x,
            measure,
            room,
            margin,
            margin_rule,
            status,
            other_pane: None,
            border: None,
        }
    }

    /// Whether the screen is wide enough for a margin, wanted or not.
    #[must_use]
    pub fn can_have_margin(&self) -> bool {
        Self::of(self.screen.width, self.screen.height).margin.is_some()
    }

    /// The area of something that floats over the whole screen: centred, at most `width` by `height`.
    #[must_use]
    pub fn floating(&self, width: u16, height: u16) -> Area {
        let width = width.min(self.screen.width.saturating_sub(2)).max(1);
        let height = height.min(self.screen.height.saturating_sub(2)).max(1);
        Area {
            x: (self.screen.width.saturating_sub(width)) / 2,
            y: (self.screen.height.saturating_sub(height)) / 3,
            width,
            height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_come_with_width() {
        let narrow = Geometry::of(80, 24);
        assert_eq!((narrow.measure, narrow.contents, narrow.margin), (76, None, None));
        let middle = Geometry::of(100, 40);
        assert!(middle.contents.is_some() && middle.margin.is_none() && middle.measure >= 60);
        let least = Geometry::of(140, 40);
        assert!(least.margin.is_some() && least.measure == 76 && least.contents.is_some_and(|area| area.width >= 30));
        let wide = Geometry::of(160, 45);
        assert!(wide.contents.is_some() && wide.margin.is_some_and(|area| area.width >= NARROWEST_MARGIN) && wide.measure == 76);
    }

    #[test]
    fn no_area_leaves_the_screen() {
        for width in 0..260 {
            for height in [0, 1, 2, 3, 10, 16, 50] {
                for (margin, strip) in [(true, false), (false, false), (true, true), (false, true)] {
                    let geometry = Geometry::with(width, height, SidePanels { margin, strip });
                    let areas = [geometry.contents, geometry.margin, geometry.strip, Some(geometry.text), Some(geometry.status)];
                    for area in areas.into_iter().flatten() {
                        assert!(area.right() <= width.max(4) && area.bottom() <= height, "{width}x{height}: {area:?}");
                    }
                    assert!(geometry.measure >= 1 && geometry.room >= geometry.measure);
                    assert!((width < 100) || geometry.measure >= 60, "{width}");
                    assert!(geometry.text_x + geometry.measure <= width.max(4));
                    assert!(
                        geometry
                            .strip
                            .is_none_or(|strip| strip.y > geometry.text.bottom() && strip.bottom() <= geometry.status.y)
                    );
                }
            }
        }
    }
}
