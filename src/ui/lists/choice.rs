//! A small choice.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, ChoiceList};

use crate::ui::pen::{cut, float, put, tint};

use super::list::paragraph;
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, list: &ChoiceList, theme: Theme) {
    let inner = float(buffer, app.choices_area(list), &app.words.say(list.title), theme);
    let ground = theme.style(Role::Floating);
    if !list.above.is_empty() {
        paragraph(buffer, theme, &list.above, Area { height: list.rows_above().saturating_sub(1), ..inner });
    }
    let above = list.rows_above().min(inner.height);
    let inner = Area { y: inner.y + above, height: inner.height - above, ..inner };
    let window = list.cursor.window(usize::from(inner.height), list.choices.len());
    for (y, at) in (inner.y..inner.bottom()).zip(window) {
        let words = app.choice_words(&list.choices[at]);
        put(buffer, (inner.x, y), inner.right(), &cut(&words, usize::from(inner.width)), theme.style(Role::Text).patch(ground));
        if at == list.cursor.at {
            tint(buffer, Area { y, height: 1, ..inner }, theme.style(Role::Chosen));
        }
    }
}
