//! The margin: footnote bodies and the reader's notes beside the row that they belong to,
//! in order, pushed down rather than laid over each other.

use ratatui::buffer::Buffer;

use crate::annotation::NoteKind;
use crate::app::{App, Area, row_span};
use crate::document::{Point, Span};
use crate::layout::{Drawn, Flow, Role as RowRole, Setting};

use super::pen::{cut, put};
use super::{Role, Theme, text};

/// Rows of a note that the margin shows before it says that there is more.
const NOTE_ROWS: usize = 8;

/// Draws the margin, where there is one.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: Theme) {
    let (Some(area), Some(rule)) = (app.geometry.margin, app.geometry.margin_rule) else { return };
    for y in 0..app.geometry.status.y {
        put(buffer, (rule, y), rule + 1, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
    }
    let mut free = area.y;
    for (y, row) in (area.y..area.bottom()).zip(&app.view.rows) {
        if matches!(row.role, RowRole::Body(_)) {
            continue;
        }
        for piece in &row.pieces {
            if let Drawn::Call(footnote, at) = piece.what {
                free = footnote_beside(buffer, app, theme, (footnote as usize, at), area, free.max(y));
            }
        }
        let Some(first) = row_span(row).next() else { continue };
        let shown = row_span(row).fold(first, Span::cover);
        for placed in app.notebook.over(shown) {
            let starts_here = placed.span().is_some_and(|span| shown.contains(span.start));
            if starts_here && !placed.note.body.is_empty() && placed.note.kind != NoteKind::Bookmark {
                free = note_beside(buffer, app, theme, placed, area, free.max(y));
            }
        }
    }
}

/// A footnote's body from row `y` on; tells the first row that is free below it.
fn footnote_beside(buffer: &mut Buffer, app: &App, theme: Theme, (footnote, at): (usize, Point), area: Area, y: u16) -> u16 {
    let document = app.document();
    if y >= area.bottom() {
        return y;
    }
    let lit = app.view.sentence.start <= at && at <= app.view.sentence.end;
    let Some(body) = document.body_span(footnote) else {
        let label = document.footnotes().get(footnote).map_or("", |footnote| &*footnote.label);
        let sign = crate::layout::call_label(label, app.look.ascii);
        let x = put(buffer, (area.x, y), area.right(), &sign, theme.style(Role::Call)) + 1;
        let words = cut(&app.words.say("margin-no-body"), usize::from(area.right().saturating_sub(x)));
        put(buffer, (x, y), area.right(), &words, theme.style(Role::Faint));
        return y + 2;
    };
    let setting = Setting { measure: area.width, room: area.width, ascii: app.look.ascii };
    let flow = Flow::new(document, setting);
    let room = usize::from(area.bottom() - y);
    let rows = flow.rows(flow.place_of(body.start), NOTE_ROWS.min(room) + 1);
    let own: Vec<_> = rows.iter().take_while(|row| row.place.point < body.end || row.place.point == body.start).collect();
    let shown = own.len().min(NOTE_ROWS).min(room);
    for (line, row) in (y..).zip(&own[..shown]) {
        for piece in &row.pieces {
            text::draw_piece(buffer, app, theme, row, piece, (area.x + piece.x, line), area.right());
        }
        if lit {
            super::pen::tint(buffer, Area { y: line, height: 1, ..area }, theme.style(Role::Text));
        }
    }
    let last = y + u16::try_from(shown).unwrap_or(0);
    if own.len() > shown && shown > 0 {
        sign_more(buffer, app, theme, area, last - 1);
    }
    last + 1
}

/// One of the reader's notes from row `y` on; tells the first row that is free below it.
fn note_beside(buffer: &mut Buffer, app: &App, theme: Theme, placed: &crate::app::Placed, area: Area, y: u16) -> u16 {
    if y >= area.bottom() {
        return y;
    }
    let sign = if app.look.ascii { "* " } else { "▪ " };
    let x = put(buffer, (area.x, y), area.right(), sign, theme.style(Role::Accent));
    let x = put(buffer, (x, y), area.right(), &app.note_lead(&placed.note), theme.style(Role::Accent));
    let time = placed.note.created.strftime(" · %H:%M").to_string();
    put(buffer, (x, y), area.right(), &time, theme.style(Role::Faint));
    let measure = area.width.saturating_sub(2).max(1);
    let setting = Setting { measure, room: measure, ascii: app.look.ascii };
    let end = placed.note.body.floor_char_boundary(placed.note.body.len().min(4000));
    let Some((document, rows)) = super::peek::rows_of_words(&placed.note.body[..end], setting) else { return y + 2 };
    let room = usize::from(area.bottom().saturating_sub(y + 1));
    let shown = rows.len().min(NOTE_ROWS).min(room);
    for (line, row) in (y + 1..).zip(&rows[..shown]) {
        for piece in &row.pieces {
            if let Drawn::Text(span) = piece.what {
                put(buffer, (area.x + 2 + piece.x, line), area.right(), document.slice(span), theme.style(Role::Text));
            }
        }
    }
    let last = y + 1 + u16::try_from(shown).unwrap_or(0);
    if rows.len() > shown {
        sign_more(buffer, app, theme, area, last - 1);
    }
    last + 1
}

/// A sign, at the right end of a row, that there is more of it.
fn sign_more(buffer: &mut Buffer, app: &App, theme: Theme, area: Area, y: u16) {
    super::pen::put_right(buffer, y, area.x, area.right(), if app.look.ascii { " ..." } else { " …" }, theme.style(Role::Accent));
}
