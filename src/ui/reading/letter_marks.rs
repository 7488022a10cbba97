//! The marks that the reader set, while a letter is waited for.

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::document::Span;

use crate::ui::pen::{cut, float, put, put_right};
use crate::ui::{Role, Theme};

/// Draws them, a row each.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) {
    let inner = float(buffer, app.letter_area(), &app.words.say("place-letter"), theme);
    let ground = theme.style(Role::Floating);
    if app.open.marks.is_empty() {
        let words = cut(&app.words.say("marks-none"), usize::from(inner.width));
        put(buffer, (inner.x, inner.y), inner.right(), &words, theme.style(Role::Muted).patch(ground));
    }
    for (y, (letter, point)) in (inner.y..inner.bottom()).zip(&app.open.marks) {
        put(buffer, (inner.x, y), inner.right(), &letter.to_string(), theme.style(Role::Accent).patch(ground));
        let page = app.page_words(app.document(), Span::empty(*point));
        let end = put_right(buffer, y, inner.x, inner.right(), &page, theme.style(Role::Muted).patch(ground)).saturating_sub(2);
        let words = cut(&app.mark_words(*point), usize::from(end.saturating_sub(inner.x + 3)));
        put(buffer, (inner.x + 3, y), end, &words, theme.style(Role::Text).patch(ground));
    }
}
