//! The table desk: the whole screen for one table.

mod chart;
mod foot;
mod inspector;

pub use foot::formula_words;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::{App, Area, Desk};
use crate::document::value;
use crate::document::{Align, Span};
use crate::layout::width;
use crate::table::{Axis, Direction, SortKey};

use crate::ui::pen::{cut, put, put_right, tint};
use crate::ui::{Role, Theme};

/// Draws the desk.
pub(in crate::ui) fn draw(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let area = desk.body(&app.geometry);
    let air = u16::from(app.geometry.screen.height >= 16);
    let title = app.table_name(app.document(), desk.view.table_index());
    let right = app.geometry.screen.width.saturating_sub(1);
    let state = state_words(app, desk);
    let end = put_right(buffer, air, area.x + 1, right, &state, theme.style(Role::Muted)).saturating_sub(2);
    put(buffer, (area.x + 1, air), end, &cut(&title, usize::from(end.saturating_sub(area.x + 1))), theme.style(Role::Heading));
    let columns = desk.columns(area);
    for &(column, x) in &columns {
        draw_column(buffer, app, desk, theme, (column, x), area);
    }
    if columns.last().is_some_and(|(last, x)| last + 1 < desk.view.width() || x + desk.width_of(*last) > area.right()) {
        put(
            buffer,
            (right, area.y.saturating_sub(2)),
            right + 1,
            if app.look.ascii { ">" } else { "›" },
            theme.style(Role::Accent),
        );
    }
    let rule = if app.look.ascii { "-" } else { "─" }.repeat(usize::from(area.width));
    put(buffer, (area.x, area.y.saturating_sub(1)), area.right(), &rule, theme.style(Role::Rule));
    foot::draw(buffer, app, desk, theme);
    if let Some(x) = desk.sparks_at(area) {
        chart::sparks(buffer, app, desk, theme, x, area);
    }
    if desk.has_chart(&app.geometry) {
        chart::draw(buffer, app, desk, theme);
    }
    if desk.inspected.is_some() {
        inspector::draw(buffer, app, desk, theme);
    }
}

/// How the table is turned, sorted and filtered, in words.
fn state_words(app: &App, desk: &Desk) -> String {
    let view = &desk.view;
    let mut parts = Vec::new();
    if view.is_transposed() {
        parts.push(app.words.say("desk-transposed").into_owned());
    }
    for axis in [Axis::Rows, Axis::Columns] {
        let keys: Vec<String> = view.sort_keys(axis).iter().map(|key| key_words(app, desk, axis, *key)).collect();
        if !keys.is_empty() {
            parts.push(keys.join(&app.words.say("desk-then")));
        }
    }
    let filters = view.filters(Axis::Rows) + view.filters(Axis::Columns);
    if filters > 0 {
        parts.push(app.words.fill("desk-filters", &[("count", filters.into())]));
    }
    let hidden = view.hidden(Axis::Rows) + view.hidden(Axis::Columns);
    if hidden > 0 {
        parts.push(app.words.fill("desk-hidden", &[("count", hidden.into())]));
    }
    parts.join(" · ")
}

fn key_words(app: &App, desk: &Desk, axis: Axis, key: SortKey) -> String {
    let head = match axis {
        Axis::Rows => desk.view.column_head(key.line).label(),
        Axis::Columns => desk.view.row_head(key.line).label(),
    };
    let id = match key.direction {
        Direction::Ascending => "desk-sorted-rising",
        Direction::Descending => "desk-sorted-falling",
    };
    let head = if head.is_empty() { app.words.say("desk-labels").into_owned() } else { head };
    app.words.fill(id, &[("head", head.into())])
}

/// The heads and the cells of one column.
fn draw_column(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, (column, x): (usize, u16), area: Area) {
    let columns = desk.width_of(column);
    let end = (x + columns).min(area.right());
    let measured = desk.view.measured(column);
    let right_aligned = measured.align == Align::Right;
    let sorted = desk.sorted(column);
    let head_style = if sorted.is_some() { theme.style(Role::Accent) } else { theme.style(Role::Muted) };
    let head = desk.view.column_head(column);
    let rows = desk.head_rows();
    let top = area.y.saturating_sub(rows + 1);
    let deepest = rows - u16::from(head_units(desk));
    let arrow = sorted.map_or(String::new(), |(direction, nth, of)| {
        let arrow = match (direction, app.look.ascii) {
            (Direction::Ascending, false) => " ↑",
            (Direction::Descending, false) => " ↓",
            (Direction::Ascending, true) => " ^",
            (Direction::Descending, true) => " v",
        };
        // Which key it is, where there are several.
        if of > 1 { format!("{arrow}{nth}") } else { arrow.to_owned() }
    });
    // A note on the column stands on its head.
    let noted = desk.column_span(column).and_then(|span| note_style(app, theme, span));
    let head_style = noted.map_or(head_style, |style| head_style.patch(style));
    let skip = deepest.saturating_sub(u16::try_from(head.path.len()).unwrap_or(0));
    for (level, piece) in (skip..deepest).zip(&head.path) {
        let last = level + 1 == deepest;
        let text = format!(
            "{}{}",
            cut(piece, usize::from(end.saturating_sub(x)).saturating_sub(if last { width(&arrow) } else { 0 })),
            if last { arrow.as_str() } else { "" }
        );
        align(buffer, (x, top + level), end, &text, right_aligned, head_style);
    }
    if head.path.is_empty() && !arrow.is_empty() {
        put(buffer, (x, top + deepest - 1), end, arrow.trim_start(), head_style);
    }
    if let Some(unit) = head.unit {
        align(
            buffer,
            (x, top + rows - 1),
            end,
            &cut(unit, usize::from(end.saturating_sub(x))),
            right_aligned,
            theme.style(Role::Faint),
        );
    }
    let shown = desk.first_row..(desk.first_row + usize::from(area.height)).min(desk.view.height());
    for (y, row) in (area.y..area.bottom()).zip(shown) {
        let here = (row, column) == (desk.row, desk.column);
        draw_cell(buffer, app, desk, theme, (row, column), (x, y), end);
        let cell = Area { x: x.saturating_sub(1), y, width: end - x + 2, height: 1 };
        if here {
            let cursor = theme.style(Role::Chosen);
            // Told from the cells in hand without colour, too.
            tint(buffer, cell, if desk.has_block() { cursor.add_modifier(Modifier::UNDERLINED) } else { cursor });
        } else if desk.has_block() && desk.is_in_hand(row, column) {
            tint(buffer, cell, theme.style(Role::Selection));
        }
    }
}

/// The tint of the note on `span`, where there is one.
fn note_style(app: &App, theme: Theme, span: Span) -> Option<Style> {
    let placed = app.open.notebook.over(span).next()?;
    Some(theme.style(Role::Label(app.library.labels.colour(&placed.note.label))))
}

fn head_units(desk: &Desk) -> bool {
    (0..desk.view.width()).take(400).any(|column| desk.view.column_head(column).unit.is_some())
}

fn align(buffer: &mut Buffer, (x, y): (u16, u16), end: u16, text: &str, right: bool, style: Style) {
    if right {
        put_right(buffer, y, x, end, text, style);
    } else {
        put(buffer, (x, y), end, text, style);
    }
}

fn draw_cell(
    buffer: &mut Buffer,
    app: &App,
    desk: &Desk,
    theme: Theme,
    (row, column): (usize, usize),
    (x, y): (u16, u16),
    end: u16,
) {
    let cell = desk.view.cell(row, column);
    let measured = desk.view.measured(column);
    let is_label = column < desk.view.label_columns();
    let room = usize::from(end.saturating_sub(x));
    let mut style = theme.style(if is_label { Role::Muted } else { Role::Text });
    if cell.text.is_empty() && !is_label {
        let missing = if app.look.ascii { "-" } else { "–" };
        return align(buffer, (x, y), end, missing, measured.align == Align::Right, theme.style(Role::Faint));
    }
    // A label that goes on from the row above is said once, as it is printed.
    if is_label && row > desk.first_row && cell.span.is_some() && cell.span == desk.view.cell(row - 1, column).span {
        return;
    }
    if let Some(noted) = cell.span.and_then(|span| note_style(app, theme, span)) {
        style = style.patch(noted);
    }
    let text = cut(&cell.text, room);
    if measured.align == Align::Right {
        // By the decimal point: what has fewer decimals leaves room at its right.
        let own = if value::is_numeric(&text) { value::fraction_width(&text) } else { measured.fraction };
        let pad = u16::try_from(measured.fraction.saturating_sub(own)).unwrap_or(0);
        put_right(buffer, y, x, end.saturating_sub(pad), &text, style);
    } else {
        put(buffer, (x, y), end, &text, style);
    }
    if cell.misprint {
        put(buffer, (end, y), end + 1, "?", theme.style(Role::Warning).add_modifier(Modifier::BOLD));
    }
}
