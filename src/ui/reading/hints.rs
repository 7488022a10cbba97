//! Letters on everything that can be followed; the rest of the screen steps back.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::app::{App, Hints};

use crate::ui::pen::{put, tint};
use crate::ui::{Role, Theme};

/// Draws the labels that go on as typed.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, hints: &Hints, theme: Theme) {
    for area in [Some(app.geometry.text), app.geometry.contents].into_iter().flatten() {
        tint(buffer, area, theme.style(Role::Muted));
    }
    for hint in hints.hints.iter().filter(|hint| hint.label.starts_with(&hints.typed)) {
        // A wide character that the label stands on is covered whole.
        let columns = u16::try_from(hint.label.len()).unwrap_or(1);
        for x in hint.x..(hint.x + columns).min(app.geometry.screen.width) {
            buffer[(x, hint.y)].reset();
        }
        if hint.x + columns < app.geometry.screen.width && buffer[(hint.x + columns, hint.y)].symbol().is_empty() {
            buffer[(hint.x + columns, hint.y)].set_symbol(" ");
        }
        if let Some(left) = hint.x.checked_sub(1)
            && crate::layout::width(buffer[(left, hint.y)].symbol()) > 1
        {
            buffer[(left, hint.y)].set_symbol(" ");
        }
        let style = theme.style(Role::HitHere).add_modifier(Modifier::BOLD);
        put(buffer, (hint.x, hint.y), hint.x + columns, &hint.label, style);
    }
}
