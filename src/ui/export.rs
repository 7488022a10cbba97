//! The form for exporting notes.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Area, EXPORT_TARGETS, Exporting};

use super::pen::{cut, float, put, put_right, tint};
use super::{Role, Theme, status};

/// Draws it; tells where the cursor belongs while the path is typed.
pub(super) fn draw(buffer: &mut Buffer, app: &App, exporting: &Exporting, theme: Theme) -> Option<Position> {
    let all = u16::try_from(EXPORT_TARGETS.len()).unwrap_or(u16::MAX);
    let inner = float(buffer, app.geometry.floating(72, all.saturating_add(8)), &app.words.say("do-export"), theme);
    let widest = EXPORT_TARGETS.iter().map(|(name, _)| name.len()).max().and_then(|most| u16::try_from(most).ok()).unwrap_or(0);
    // A low screen shows the part of the list that the chosen one stands in.
    let rows = all.min(inner.height.saturating_sub(6)).max(1);
    let first = (exporting.target + 1).saturating_sub(usize::from(rows));
    let ground = theme.style(Role::Floating);
    let plain = theme.style(Role::Text).patch(ground);
    let muted = theme.style(Role::Muted).patch(ground);
    let count = app.words.fill("export-count", &[("count", app.notebook.len().into())]);
    put(buffer, (inner.x, inner.y), inner.right(), &count, muted);
    for (y, (at, (name, ending))) in (inner.y + 2..).zip(EXPORT_TARGETS.iter().enumerate().skip(first).take(usize::from(rows))) {
        put(buffer, (inner.x + 1, y), inner.right(), name, plain);
        put(buffer, (inner.x + 3 + widest, y), inner.right(), &format!(".{ending}"), muted);
        if at == exporting.target {
            tint(buffer, Area { y, height: 1, ..inner }, theme.style(Role::Chosen));
        }
    }
    let y = inner.y + 3 + rows;
    let x = put(buffer, (inner.x, y), inner.right(), &app.words.say("export-path"), muted) + 1;
    let caret = status::typed(buffer, theme, &exporting.path, (x, y), inner.right());
    tint(buffer, Area { y, height: 1, ..inner }, ground);
    let keys = app.words.say(if exporting.editing { "export-keys-path" } else { "export-keys" });
    put_right(buffer, inner.bottom().saturating_sub(1), inner.x, inner.right(), &cut(&keys, usize::from(inner.width)), muted);
    exporting.editing.then_some(caret)
}
