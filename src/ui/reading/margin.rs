//! What stands beside the text: footnotes' bodies and the reader's notes in the margin, or the
//! footnotes of this screen in a strip at its foot.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Layer, Sidenote, SidenoteHead, SidenoteKind};
use crate::layout::PieceContent;

use crate::ui::pen::{cut, put, put_right, tint};
use crate::ui::{Role, Theme, text};

/// Draws the margin or the strip, where there is one.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) {
    let geometry = &app.geometry;
    if let Some(rule) = geometry.margin_rule {
        for y in 0..geometry.status.y {
            put(buffer, (rule, y), rule + 1, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
        }
    }
    let Some(area) = app.sidenotes_area() else { return };
    if geometry.margin.is_none() {
        let rule = if app.look.ascii { "-" } else { "─" }.repeat(usize::from(area.width.min(geometry.measure)));
        put(buffer, (area.x, area.y.saturating_sub(1)), area.right(), &rule, theme.style(Role::Rule));
        if app.pane.margin.notes.is_empty() {
            let words = cut(&app.words.say("strip-empty"), usize::from(area.width));
            put(buffer, (area.x, area.y), area.right(), &words, theme.style(Role::Faint));
        }
    }
    for note in &app.pane.margin.notes {
        sidenote(buffer, app, theme, note, area);
    }
    if app.pane.margin.missing > 0 {
        let words = app.words.fill("margin-missing", &[("count", app.pane.margin.missing.into())]);
        let y = area.bottom().saturating_sub(1);
        put(buffer, (area.x, y), area.right(), &cut(&words, usize::from(area.width)), theme.style(Role::Accent));
    }
}

/// Draws one: its lead, where it has one, and its rows.
fn sidenote(buffer: &mut Buffer, app: &App, theme: Theme, note: &Sidenote, area: Area) {
    let mut y = note.y;
    if let Some(lead) = &note.lead {
        draw_lead(buffer, app, theme, note, lead, (area, y));
        y += 1;
    }
    for (line, row) in (y..).zip(&note.rows) {
        match &note.made {
            Some(made) => {
                for piece in &row.pieces {
                    if let PieceContent::Text(span) = piece.what {
                        let at = (area.x + 2 + piece.x, line);
                        put(buffer, at, area.right(), made.slice(span), theme.style(Role::Text));
                    }
                }
            }
            None => {
                for piece in &row.pieces {
                    text::draw_piece(buffer, app, theme, row, piece, (area.x + piece.x, line), area.right());
                }
                if note.lit {
                    tint(buffer, Area { y: line, height: 1, ..area }, theme.style(Role::Text));
                }
            }
        }
    }
    let rows = u16::try_from(note.rows.len()).unwrap_or(0);
    let last = (y + rows).saturating_sub(1).max(note.y);
    if note.more {
        let sign = if app.look.ascii { " ..." } else { " …" };
        put_right(buffer, last, area.x, area.right(), sign, theme.style(Role::Accent));
    }
    // The bar says which of them the keys of a peek are for, as it does in the text.
    let peeked = matches!(app.layers.last(), Some(Layer::Peek(peek)) if app.peeks_in_margin(peek)
        && peek.target().is_some_and(|target| note.kind.is(target)));
    if peeked {
        for line in note.y..=last {
            let bar = if app.look.ascii { "|" } else { "▎" };
            put(buffer, (area.x.saturating_sub(1), line), area.x, bar, theme.style(Role::Focus));
        }
    }
}

/// Whose it is, and when it was written.
fn draw_lead(buffer: &mut Buffer, app: &App, theme: Theme, note: &Sidenote, lead: &SidenoteHead, (area, y): (Area, u16)) {
    let end = area.right();
    match (lead, note.kind) {
        (SidenoteHead::Note, SidenoteKind::Note(id)) => {
            let Some(placed) = app.known_note(id) else { return };
            let sign = match (app.is_embedded(id), app.look.ascii) {
                (true, true) => "o ",
                (true, false) => "◦ ",
                (false, true) => "* ",
                (false, false) => "▪ ",
            };
            let x = put(buffer, (area.x, y), end, sign, theme.style(Role::Accent));
            let x = put(buffer, (x, y), end, &app.note_lead(&placed.note), theme.style(Role::Accent));
            // Whose it is tells more than the hour of a day that may be years ago.
            let rest = match (app.is_embedded(id), &placed.note.author) {
                (false, _) => placed.note.created.strftime(" · %H:%M").to_string(),
                (true, author) => author.as_ref().map_or(String::new(), |author| format!(" · {author}")),
            };
            put(buffer, (x, y), end, &rest, theme.style(Role::Faint));
        }
        (SidenoteHead::OwnBody | SidenoteHead::NoBody, SidenoteKind::Footnote(footnote, _)) => {
            let x = put(buffer, (area.x, y), end, &app.call_sign(footnote), theme.style(Role::Call)) + 1;
            let (id, role) = match lead {
                SidenoteHead::OwnBody => ("margin-own-body", Role::Accent),
                _ => ("margin-no-body", if note.lit { Role::Muted } else { Role::Faint }),
            };
            put(buffer, (x, y), end, &cut(&app.words.say(id), usize::from(end.saturating_sub(x))), theme.style(role));
        }
        _ => {}
    }
}
