//! The table desk: the whole screen for one table.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::text::Span as Words;
use ratatui::widgets::{Axis as ChartAxis, Chart, Dataset, GraphType, Widget};

use crate::app::{App, Area, Desk};
use crate::document::Align;
use crate::document::value;
use crate::layout::width;
use crate::table::{Axis, Direction};

use super::pen::{cut, put, put_right, rect, tint};
use super::{Role, Theme};

/// Draws the desk.
pub(super) fn draw(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
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
    draw_cell_line(buffer, app, desk, theme);
    if desk.has_chart(&app.geometry) {
        draw_chart(buffer, app, desk, theme);
    }
}

/// How the table is turned and sorted, in words.
fn state_words(app: &App, desk: &Desk) -> String {
    let mut parts = Vec::new();
    if desk.view.is_transposed() {
        parts.push(app.words.say("desk-transposed").into_owned());
    }
    if let Some((axis, line, direction)) = desk.sorted {
        let head = match axis {
            Axis::Rows => desk.view.column_head(line).label(),
            Axis::Columns => desk.view.row_head(line).label(),
        };
        let id = match direction {
            Direction::Ascending => "desk-sorted-rising",
            Direction::Descending => "desk-sorted-falling",
        };
        let head = if head.is_empty() { app.words.say("desk-labels").into_owned() } else { head };
        parts.push(app.words.fill(id, &[("head", head.into())]));
    }
    parts.join(" · ")
}

/// The heads and the cells of one column.
fn draw_column(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, (column, x): (usize, u16), area: Area) {
    let columns = desk.width_of(column);
    let end = (x + columns).min(area.right());
    let measured = desk.view.measured(column);
    let right_aligned = measured.align == Align::Right;
    let sorted = desk.sorted.filter(|(axis, line, _)| *axis == Axis::Rows && *line == column);
    let head_style = if sorted.is_some() { theme.style(Role::Accent) } else { theme.style(Role::Muted) };
    let head = desk.view.column_head(column);
    let rows = desk.head_rows();
    let top = area.y.saturating_sub(rows + 1);
    let deepest = rows - u16::from(head_units(desk));
    let arrow = sorted.map_or("", |(_, _, direction)| match (direction, app.look.ascii) {
        (Direction::Ascending, false) => " ↑",
        (Direction::Descending, false) => " ↓",
        (Direction::Ascending, true) => " ^",
        (Direction::Descending, true) => " v",
    });
    let skip = deepest.saturating_sub(u16::try_from(head.path.len()).unwrap_or(0));
    for (level, piece) in (skip..deepest).zip(&head.path) {
        let last = level + 1 == deepest;
        let text = format!(
            "{}{}",
            cut(piece, usize::from(end.saturating_sub(x)).saturating_sub(if last { width(arrow) } else { 0 })),
            if last { arrow } else { "" }
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
        if here {
            tint(buffer, Area { x: x.saturating_sub(1), y, width: end - x + 2, height: 1 }, theme.style(Role::Chosen));
        }
    }
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
    if let Some(span) = cell.span
        && let Some(placed) = app.notebook.over(span).next()
    {
        style = style.patch(theme.style(Role::Label(app.labels.colour(&placed.note.label))));
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

/// The cell under the cursor in full, with its heads; what is odd about it; the table's source.
fn draw_cell_line(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let screen = app.geometry.screen;
    let y = screen.height.saturating_sub(3);
    let (left, right) = (2, screen.width.saturating_sub(1));
    let cell = desk.view.cell(desk.row, desk.column);
    let heads = [desk.view.row_head(desk.row).label(), desk.view.column_head(desk.column).label()];
    let heads: Vec<String> = heads.into_iter().filter(|head| !head.is_empty()).collect();
    let x = put(buffer, (left, y), right, &heads.join(" · "), theme.style(Role::Muted));
    let x = put(buffer, (x + 2, y), right, &cell.text, theme.style(Role::Text));
    if cell.misprint {
        let words = app.words.fill(
            "desk-misprint",
            &[
                ("printed", cell.text.to_string().into()),
                ("read", cell.value.number().map_or(String::new(), |number| number.to_string()).into()),
            ],
        );
        put(buffer, (x + 2, y), right, &words, theme.style(Role::Warning));
    }
    if let Some(source) = desk.view.table().source {
        let words = app.words.fill("desk-source", &[("source", app.document().slice(source).into())]);
        put(buffer, (left, y + 1), right, &words, theme.style(Role::Faint));
    }
}

/// A line over the row's values, in their order; gaps stay gaps.
fn draw_chart(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let area = desk.chart_area(&app.geometry);
    let series = desk.view.series(desk.row);
    let title = series.unit.as_ref().map_or(series.label.clone(), |unit| format!("{}, {unit}", series.label));
    put(buffer, (area.x, area.y), area.right(), &cut(&title, usize::from(area.width)), theme.style(Role::Muted));
    let values: Vec<f64> = series.points.iter().filter_map(|(_, value)| *value).collect();
    if values.len() < 2 {
        put(buffer, (area.x, area.y + 2), area.right(), &app.words.say("chart-too-few"), theme.style(Role::Muted));
        return;
    }
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    let (low, high) = if (high - low).abs() < f64::EPSILON { (low - 1.0, high + 1.0) } else { (low, high) };
    // A gap ends one line and the next value begins another.
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (at, (_, value)) in (0_u32..).zip(&series.points) {
        match value {
            Some(value) => {
                if let Some(run) = runs.last_mut() {
                    run.push((f64::from(at), *value));
                }
            }
            None => runs.push(Vec::new()),
        }
    }
    let line = Style::new().patch(theme.style(Role::Accent));
    let marker = if app.look.ascii { Marker::Dot } else { Marker::Braille };
    let datasets = runs
        .iter()
        .filter(|run| !run.is_empty())
        .map(|run| Dataset::default().data(run).marker(marker).style(line).graph_type(GraphType::Line))
        .collect();
    let muted = theme.style(Role::Muted);
    let last = f64::from(u32::try_from(series.points.len()).unwrap_or(u32::MAX)) - 1.0;
    let labels = |ends: [String; 2]| ends.map(|end| Words::styled(end, muted)).to_vec();
    let heads: Vec<Words> = if series.points.len() <= usize::from(area.width) / 8 {
        series.points.iter().map(|(head, _)| Words::styled(head.clone(), muted)).collect()
    } else {
        let first = series.points.first().map_or(String::new(), |(head, _)| head.clone());
        labels([first, series.points.last().map_or(String::new(), |(head, _)| head.clone())])
    };
    let chart = Chart::new(datasets)
        .x_axis(ChartAxis::default().bounds([0.0, last]).labels(heads).style(theme.style(Role::Rule)))
        .y_axis(ChartAxis::default().bounds([low, high]).labels(labels([short(low), short(high)])).style(theme.style(Role::Rule)))
        .legend_position(None);
    chart.render(rect(Area { y: area.y + 1, height: area.height.saturating_sub(1), ..area }), buffer);
}

/// A number for an axis: no more decimals than it needs.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
