//! Go to anything: what is typed, and what fits it.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use crate::app::{App, Area, Goto, GotoTarget};
use crate::layout::width;

use crate::ui::pen::{cut, float, put, put_right, tint};
use crate::ui::{Role, Theme, status};

/// Draws it; tells where the cursor belongs.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, goto: &Goto, theme: Theme) -> Option<Position> {
    let inner = float(buffer, app.goto_area(), &app.words.say("do-go-to"), theme);
    let ground = theme.style(Role::Floating);
    let x = put(buffer, (inner.x, inner.y), inner.right(), ": ", theme.style(Role::Accent).patch(ground));
    let cursor = status::typed(buffer, theme, &goto.field, (x, inner.y), inner.right());
    tint(buffer, Area { height: 1, ..inner }, ground);
    let body = Area { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    if goto.ranked.is_empty() && !goto.field.text().is_empty() {
        let words = app.words.fill("goto-nothing", &[("query", goto.field.text().into())]);
        crate::ui::list::paragraph(buffer, theme, &words, body);
    }
    let window = goto.cursor.window(app.goto_height(), goto.ranked.len());
    for (y, at) in (body.y..body.bottom()).zip(window) {
        let ranked = &goto.ranked[at];
        let row = Area { y, height: 1, ..body };
        let kind = goto.goal(ranked.index).map_or(String::new(), |goal| kind(app, goal));
        let end = put_right(buffer, y, body.x, body.right(), &kind, theme.style(Role::Muted).patch(ground)).saturating_sub(2);
        if let Some(name) = goto.names.get(ranked.index) {
            draw_name(buffer, theme, name, &ranked.marks, (body.x + 1, y), end);
        }
        if at == goto.cursor.at {
            tint(buffer, row, theme.style(Role::Chosen));
        }
    }
    Some(cursor)
}

/// A name, the characters that were typed lit.
fn draw_name(buffer: &mut Buffer, theme: Theme, name: &str, marks: &[std::ops::Range<usize>], (mut x, y): (u16, u16), end: u16) {
    let plain = theme.style(Role::Text).patch(theme.style(Role::Floating));
    let lit = plain.patch(theme.style(Role::Accent)).add_modifier(Modifier::BOLD);
    let shown = cut(name, usize::from(end.saturating_sub(x)));
    // An ellipsis at the end is no part of the name.
    let same = shown.strip_suffix('…').filter(|_| width(name) > width(&shown)).unwrap_or(&shown).len();
    let mut from = 0;
    for mark in marks {
        let (start, position) = (mark.start.min(same), mark.end.min(same));
        if start < from || !shown.is_char_boundary(start) || !shown.is_char_boundary(position) {
            continue;
        }
        x = put(buffer, (x, y), end, &shown[from..start], plain);
        x = put(buffer, (x, y), end, &shown[start..position], lit);
        from = position;
    }
    put(buffer, (x, y), end, &shown[from..], plain);
}

/// What a candidate is, and where.
fn kind(app: &App, goal: &GotoTarget) -> String {
    let document = app.document();
    let page = |point| {
        document.page_at(point).map_or(String::new(), |page| {
            let label = document.pages()[page].label.to_string();
            app.words.fill("page-short", &[("page", label.into())])
        })
    };
    let (kind, page) = match goal {
        GotoTarget::Section(section) => ("goto-section", page(document.sections()[*section].span.start)),
        GotoTarget::Table(table) => ("goto-table", page(document.blocks()[document.tables()[*table].block as usize].span.start)),
        GotoTarget::Footnote(footnote) => {
            ("goto-footnote", document.footnotes()[*footnote].calls.first().map_or(String::new(), |call| page(*call)))
        }
        GotoTarget::Note(id) => (
            "goto-note",
            app.known_note(*id).and_then(crate::app::PlacedNote::span).map_or(String::new(), |span| page(span.start)),
        ),
        GotoTarget::Command(command) => match crate::app::keymap::keys_of(crate::app::Context::Text, *command).next() {
            Some(key) => ("goto-command", key.to_owned()),
            None => ("goto-keyless", String::new()),
        },
    };
    let kind = app.words.say(kind);
    if page.is_empty() { kind.into_owned() } else { format!("{kind}  {page}") }
}
