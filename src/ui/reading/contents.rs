//! The contents: the tree of sections, where the reader is in it, and where notes lie.

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Context};
use crate::document::Document;

use crate::ui::pen::{cut, float, put, put_right, tint};
use crate::ui::{Role, Theme};

/// The contents beside the text, with the thin rule between.
pub(in crate::ui) fn beside(buffer: &mut Buffer, app: &App, theme: Theme) {
    let Some(area) = app.geometry.contents else { return };
    if let Some(x) = app.geometry.contents_rule {
        for y in 0..app.geometry.status.y {
            put(buffer, (x, y), x + 1, if app.look.ascii { "|" } else { "│" }, theme.style(Role::Rule));
        }
    }
    draw(buffer, app, theme, Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area });
}

/// The contents over the text, where there is no room beside it.
pub(in crate::ui) fn over(buffer: &mut Buffer, app: &App, theme: Theme) {
    if app.geometry.contents.is_none() {
        let inner = float(buffer, app.contents_overlay(), &app.words.say("place-contents"), theme);
        draw(buffer, app, theme, inner);
    }
}

fn draw(buffer: &mut Buffer, app: &App, theme: Theme, area: Area) {
    let document = app.document();
    let has_keys = app.context() == Context::Contents;
    let shown = app.pane.contents.cursor.window(usize::from(area.height), app.pane.contents.shown.len());
    for (y, at) in (area.y..area.bottom()).zip(shown) {
        let section = app.pane.contents.shown[at];
        draw_section(buffer, app, theme, document, (section, y), area);
        if has_keys && at == app.pane.contents.cursor.at {
            tint(buffer, Area { y, height: 1, ..area }, theme.style(Role::Chosen));
        }
    }
    if document.sections().is_empty() {
        put(buffer, (area.x, area.y), area.right(), &app.words.say("contents-empty"), theme.style(Role::Muted));
    }
}

fn draw_section(buffer: &mut Buffer, app: &App, theme: Theme, document: &Document, (index, y): (u32, u16), area: Area) {
    let section = &document.sections()[index as usize];
    let reading = app.pane.contents.reading == Some(index);
    let indent = (section.depth * 2).min(area.width / 3);
    let has_children = document.sections().get(index as usize + 1).is_some_and(|next| next.parent == Some(index));
    let sign = match (has_children, app.pane.contents.is_folded(index), app.look.ascii) {
        (false, ..) => " ",
        (true, true, false) => "▸",
        (true, false, false) => "▾",
        (true, true, true) => "+",
        (true, false, true) => "-",
    };
    let style = theme.style(if reading { Role::Accent } else { Role::Text });
    let mut x = area.x + indent;
    if reading {
        put(buffer, (area.x.saturating_sub(1), y), area.x, if app.look.ascii { "|" } else { "▎" }, theme.style(Role::Focus));
    }
    x = put(buffer, (x, y), area.right(), sign, theme.style(Role::Muted)) + 1;

    // Right: how many notes, and the page.
    let page = document.page_at(section.span.start).map(|page| document.pages()[page].label.to_string()).unwrap_or_default();
    let mut end = area.right();
    if !page.is_empty() {
        end = put_right(buffer, y, x, end, &page, theme.style(Role::Faint)).saturating_sub(1);
    }
    let own = own_span(document, index);
    let notes = app.open.notebook.count_in(own);
    if notes > 0 {
        let sign = if app.look.ascii { "*" } else { "▪" };
        end = put_right(buffer, y, x, end, &format!("{sign}{notes}"), theme.style(Role::Accent)).saturating_sub(1);
    }
    let title = cut(&app.section_title(document, index as usize), usize::from(end.saturating_sub(x)));
    put(buffer, (x, y), end, &title, style);
}

/// What belongs to a section and to none of its children.
fn own_span(document: &Document, index: u32) -> crate::document::Span {
    let section = document.sections()[index as usize].span;
    match document.sections().get(index as usize + 1) {
        Some(next) if next.parent == Some(index) => crate::document::Span { start: section.start, end: next.span.start },
        _ => section,
    }
}
