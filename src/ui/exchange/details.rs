//! The form in which the reader says what the document is.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Area, DETAIL_FIELDS, DetailsForm};
use crate::layout::width;

use crate::ui::pen::{cut, float, put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Draws it; the cursor stands in the line that is typed in.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, form: &DetailsForm, theme: Theme) -> Option<Position> {
    let inner = float(buffer, app.details_area(), &app.words.say("detail-form"), theme);
    let ground = theme.style(Role::Floating);
    let muted = theme.style(Role::Muted).patch(ground);
    let labels: Vec<_> = DETAIL_FIELDS.iter().map(|(_, label)| app.words.say(label)).collect();
    let lead = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let x = inner.x + u16::try_from(lead).unwrap_or(0).min(inner.width / 2);
    // A low screen shows the lines round the one that is typed in.
    let rows = usize::from(inner.height.saturating_sub(1)).min(labels.len());
    let first = (form.at + 1).saturating_sub(rows);
    let mut cursor = None;
    for (y, at) in (inner.y..inner.bottom().saturating_sub(1)).zip(first..labels.len()) {
        put(buffer, (inner.x, y), x, &cut(&labels[at], usize::from(x - inner.x)), muted);
        let field = &form.fields[at];
        let is_here = at == form.at;
        if field.text().is_empty() && !form.from_file[at].is_empty() {
            // What the file says holds as long as nothing is typed.
            let said = cut(&form.from_file[at], usize::from(inner.right().saturating_sub(x)));
            put(buffer, (x, y), inner.right(), &said, theme.style(Role::Faint).patch(ground));
        }
        let caret = status::typed(buffer, theme, field, (x, y), inner.right());
        tint(buffer, Area { x, y, width: inner.right().saturating_sub(x), height: 1 }, ground);
        if is_here {
            cursor = Some(caret);
            tint(buffer, Area { y, height: 1, ..inner }, theme.style(Role::Chosen));
        }
    }
    let keys = app.words.say(if form.saving { "editor-saving" } else { "detail-keys" });
    put_right(buffer, inner.bottom().saturating_sub(1), inner.x, inner.right(), &cut(&keys, usize::from(inner.width)), muted);
    cursor
}
