//! A long cell, whole.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Desk};
use crate::layout::{LayoutOptions, PieceContent};
use crate::ui::pen::{cut, float, put, put_right};
use crate::ui::{Role, Theme};

/// Bytes of a cell that are shown: what is longer is read in the text.
const MOST: usize = 20_000;

/// The cells of the cursor's row one below the other, the cursor's own whole.
pub(super) fn draw(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let screen = app.geometry.screen;
    let wanted = app.geometry.floating(screen.width.saturating_sub(4).min(90), screen.height.saturating_sub(4).min(24));
    let row = desk.view.row_head(desk.row).label();
    let inner = float(buffer, wanted, &row, theme);
    if inner.height < 3 {
        return;
    }
    let ground = theme.style(Role::Floating);
    let (plain, muted) = (theme.style(Role::Text).patch(ground), theme.style(Role::Muted).patch(ground));
    let head = desk.view.column_head(desk.column).label();
    put(
        buffer,
        (inner.x, inner.y),
        inner.right(),
        &cut(&head, usize::from(inner.width)),
        theme.style(Role::Accent).patch(ground),
    );
    let body = Area { y: inner.y + 1, height: inner.height - 2, ..inner };
    let cell = desk.view.cell(desk.row, desk.column);
    let end = cell.text.floor_char_boundary(cell.text.len().min(MOST));
    let setting = LayoutOptions { measure: body.width.max(1), room: body.width.max(1), ascii: app.look.ascii, formulas: false };
    if let Some((document, rows)) = crate::layout::text_rows(&cell.text[..end], setting) {
        let first = desk.inspected.unwrap_or(0).min(rows.len().saturating_sub(usize::from(body.height)));
        for (y, row) in (body.y..body.bottom()).zip(&rows[first..]) {
            for piece in &row.pieces {
                if let PieceContent::Text(span) = piece.what {
                    put(buffer, (body.x + piece.x, y), body.right(), document.slice(span), plain);
                }
            }
        }
    }
    let keys = cut(&app.words.say("desk-inspector-keys"), usize::from(inner.width));
    put_right(buffer, inner.bottom() - 1, inner.x, inner.right(), &keys, muted);
}
