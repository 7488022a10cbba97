//! A small choice.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Choosing};

use crate::ui::pen::{cut, float, put, tint};
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, choosing: &Choosing, theme: Theme) {
    let inner = float(buffer, app.choosing_area(choosing), &app.words.say(choosing.title), theme);
    let ground = theme.style(Role::Floating);
    let window = choosing.roll.window(usize::from(inner.height), choosing.choices.len());
    for (y, at) in (inner.y..inner.bottom()).zip(window) {
        let words = app.choice_words(&choosing.choices[at]);
        put(buffer, (inner.x, y), inner.right(), &cut(&words, usize::from(inner.width)), theme.style(Role::Text).patch(ground));
        if at == choosing.roll.at {
            tint(buffer, Area { y, height: 1, ..inner }, theme.style(Role::Chosen));
        }
    }
}
