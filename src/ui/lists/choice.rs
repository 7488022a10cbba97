//! A small choice.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, ChoiceList};

use crate::ui::pen::{cut, float, put, tint};
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, list: &ChoiceList, theme: Theme) {
    let inner = float(buffer, app.choices_area(list), &app.words.say(list.title), theme);
    let ground = theme.style(Role::Floating);
    let window = list.cursor.window(usize::from(inner.height), list.choices.len());
    for (y, at) in (inner.y..inner.bottom()).zip(window) {
        let words = app.choice_words(&list.choices[at]);
        put(buffer, (inner.x, y), inner.right(), &cut(&words, usize::from(inner.width)), theme.style(Role::Text).patch(ground));
        if at == list.cursor.at {
            tint(buffer, Area { y, height: 1, ..inner }, theme.style(Role::Chosen));
        }
    }
}
