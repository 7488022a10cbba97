//! The box that a note is written in, the passage above it still in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::widgets::Widget;

use crate::app::{App, Area, Editor, Subject};

use crate::ui::pen::{cut, float, put, put_right, rect, tint};
use crate::ui::{Role, Theme};

/// Draws it; the hardware cursor stands at the caret, where an input method composes.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, editor: &Editor, theme: Theme) -> Option<Position> {
    let label_of = match &editor.subject {
        Subject::Body { label, .. } => Some(label),
        Subject::Old(note) => note.body_of(),
        Subject::Adrift(anchor) => anchor.footnote.as_ref(),
        Subject::New(_) => None,
    };
    let title = match label_of {
        Some(label) => app.words.fill("kind-body", &[("label", label.as_str().into())]),
        None => app.words.say("place-editor").into_owned(),
    };
    let inner = float(buffer, app.editor_area(), &title, theme);
    let ground = theme.style(Role::Floating);
    let quote = editor.quote.replace('\n', " ");
    let muted = theme.style(Role::Muted).patch(ground);
    put(buffer, (inner.x, inner.y), inner.right(), &cut(&format!("“{quote}”"), usize::from(inner.width)), muted);
    let field = Area { y: inner.y + 2, height: inner.height.saturating_sub(3).max(1), ..inner };
    let area = &editor.area;
    area.render(rect(field).intersection(buffer.area), buffer);
    tint(buffer, field, theme.style(Role::Text).patch(ground));

    let label = editor.label.name();
    let foot = inner.bottom().saturating_sub(1);
    let mut x = inner.x;
    if !label.is_empty() {
        let words = app.label_words(&editor.label);
        let style =
            theme.style(Role::Accent).patch(ground).patch(theme.style(Role::Label(app.library.labels.colour(&editor.label))));
        x = put(buffer, (x, foot), inner.right(), &words, style) + 2;
    }
    let state = if editor.saving { app.words.say("editor-saving") } else { app.words.say("editor-keys") };
    put_right(buffer, foot, x, inner.right(), &cut(&state, usize::from(inner.right().saturating_sub(x))), muted);

    let (top, left) = area.scroll_offset();
    let caret = area.screen_cursor();
    let x = field.x + u16::try_from(caret.col).unwrap_or(u16::MAX).saturating_sub(left);
    let y = field.y + u16::try_from(caret.row).unwrap_or(u16::MAX).saturating_sub(top);
    Some(Position { x: x.min(field.right().saturating_sub(1)), y: y.min(field.bottom().saturating_sub(1)) })
}
