//! Where things stand at the export desk. Drawing and scrolling read the same areas.

use crate::app::{App, Area, ExportRow};

/// From this width the preview stands beside the settings.
const SIDE_BY_SIDE: u16 = 120;
/// Columns of the settings, where it does.
const SETTINGS: u16 = 58;
/// From this height there is air between the parts.
const WITH_AIR: u16 = 18;

/// The parts of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportAreas {
    /// What it is, and how many notes.
    pub head: Area,
    /// The settings, a row each; fewer than there are on a low screen.
    pub settings: Area,
    /// What becomes of the file.
    pub fate: Area,
    /// A thin rule before the preview: a row, or a column.
    pub rule: Area,
    /// What would be written.
    pub preview: Area,
}

impl App {
    /// The parts of the export desk on this screen.
    #[must_use]
    pub fn export_areas(&self) -> ExportAreas {
        let screen = self.geometry.screen;
        let side = u16::from(screen.width >= 50) * 2 + 1;
        let air = u16::from(screen.height >= WITH_AIR);
        let rows = u16::try_from(ExportRow::ALL.len()).unwrap_or(6);
        let all =
            Area { x: side, y: air, width: screen.width.saturating_sub(2 * side), height: screen.height.saturating_sub(1 + air) };
        let head = Area { height: 1.min(all.height), ..all };
        let below = |area: Area, gap: u16, height: u16| {
            let y = area.bottom().saturating_add(gap).min(all.bottom());
            Area { y, height: height.min(all.bottom() - y), ..area }
        };
        if screen.width >= SIDE_BY_SIDE {
            let left = Area { width: SETTINGS, ..head };
            let settings = below(left, air, rows);
            let fate = below(settings, air, 4);
            let rule = Area { x: left.right() + 2, y: settings.y, width: 1, height: all.bottom() - settings.y };
            let preview =
                Area { x: rule.x + 3, y: settings.y, width: all.right().saturating_sub(rule.x + 3), height: rule.height };
            return ExportAreas { head, settings, fate, rule, preview };
        }
        // On a low screen the rows round the chosen one, so that something of the preview is seen.
        let shown = if screen.height >= WITH_AIR { rows } else { (screen.height / 4).clamp(1, rows) };
        let settings = below(head, air, shown);
        let fate = below(settings, 0, 1 + air);
        let rule = below(fate, 0, 1);
        let preview = below(rule, 0, all.bottom());
        ExportAreas { head, settings, fate, rule, preview }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{OpenDocument, Origin, Reading, TerminalLook};
    use crate::document::{Document, SafeText};
    use crate::words::{Language, Words};

    #[test]
    fn the_parts_stand_on_the_screen_and_not_on_each_other() {
        for width in [20, 40, 80, 119, 120, 160, 200] {
            for height in [3, 6, 10, 12, 17, 18, 24, 50] {
                let reading = Reading { document: Arc::new(Document::default()), rendition: None };
                let open = OpenDocument::new(Origin::Input, SafeText::new("x"), reading);
                let app = App::new(Words::new(Language::English), TerminalLook::default(), open, (width, height));
                let areas = app.export_areas();
                let parts = [areas.head, areas.settings, areas.fate, areas.rule, areas.preview];
                for (at, area) in parts.iter().enumerate() {
                    assert!(area.right() <= width.max(2) && area.bottom() < height, "{width}x{height}: {area:?}");
                    for other in &parts[at + 1..] {
                        let beside = area.right() <= other.x || other.right() <= area.x;
                        let apart = area.bottom() <= other.y || other.bottom() <= area.y;
                        assert!(beside || apart, "{width}x{height}: {area:?} {other:?}");
                    }
                }
                assert!(height < 10 || areas.preview.height >= 3, "{width}x{height}");
            }
        }
    }
}
