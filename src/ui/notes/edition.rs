//! The question whether notes of an older edition belong here.

use ratatui::buffer::Buffer;

use crate::app::{App, OlderEdition};

use crate::ui::pen::{cut, float, put, put_right};
use crate::ui::{Role, Theme};

/// Draws it.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, older: &OlderEdition, theme: Theme) {
    let inner = float(buffer, app.geometry.floating(72, 9), &app.words.say("edition-title"), theme);
    let ground = theme.style(Role::Floating);
    let plain = theme.style(Role::Text).patch(ground);
    let muted = theme.style(Role::Muted).patch(ground);
    let width = usize::from(inner.width);
    // Between 0 and 100.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (older.similarity.clamp(0.0, 1.0) * 100.0).floor() as usize;
    let alike = app.words.fill("edition-alike", &[("percent", percent.into())]);
    let (id, count) = if older.notes > 0 { ("edition-notes", older.notes) } else { ("edition-drafts", older.drafts) };
    let notes = app.words.fill(id, &[("count", count.into())]);
    for (y, (line, style)) in (inner.y..inner.bottom()).zip([(older.title.as_str(), plain), (&alike, muted), (&notes, plain)]) {
        put(buffer, (inner.x, y), inner.right(), &cut(line, width), style);
    }
    let keys = app.words.say("edition-keys");
    put_right(buffer, inner.bottom().saturating_sub(1), inner.x, inner.right(), &cut(&keys, width), muted);
}
