//! Charts of what the desk shows: lines over a row's periods, bars down a column, and a small
//! line beside each row. Gaps stay gaps, and what is below zero stands below the axis.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::text::Span as Words;
use ratatui::widgets::{Axis as ChartAxis, Chart, Dataset, GraphType, Sparkline, Widget};

use crate::app::{App, Area, ChartKind, Depth, Desk};
use crate::document::value::grouped;
use crate::layout::width;
use crate::table::Series;
use crate::ui::pen::{cut, put, put_right, rect};
use crate::ui::{Role, Theme};

/// Rows drawn in one chart at most: more lines can't be told apart.
const MOST_LINES: usize = 6;
/// Columns of a table whose rows are read whole for a sparkline.
const MOST_POINTS: usize = 200;
/// Columns that the label of a bar takes at most.
const WIDEST_LABEL: u16 = 24;
/// Eighths of a cell, from none to all, from the left.
const EIGHTHS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// Draws the chart that is asked for.
pub(super) fn draw(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme) {
    let area = desk.chart_area(&app.geometry);
    match desk.drawing {
        ChartKind::None => {}
        ChartKind::Lines => lines(buffer, app, desk, theme, area),
        ChartKind::Bars => bars(buffer, app, desk, theme, area),
    }
}

/// The row of the cursor, and the marked rows of the same unit.
fn drawn_rows(desk: &Desk) -> Vec<Series> {
    let own = desk.view.series(desk.row);
    let others = desk.rows_in_hand().filter(|row| *row != desk.row && desk.mark.is_some()).map(|row| desk.view.series(row));
    let others: Vec<Series> = others.take(50).filter(|other| other.unit == own.unit).take(MOST_LINES - 1).collect();
    std::iter::once(own).chain(others).collect()
}

/// Lines over the columns, in the order of time where they have one.
fn lines(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, area: Area) {
    let all = drawn_rows(desk);
    let values: Vec<f64> = all.iter().flat_map(|series| series.points.iter().filter_map(|(_, value)| *value)).collect();
    title(buffer, app, theme, &all, area);
    let most = all.iter().map(|series| series.points.iter().filter(|(_, value)| value.is_some()).count()).max().unwrap_or(0);
    if most < 2 {
        put(buffer, (area.x, area.y + 2), area.right(), &app.words.say("chart-too-few"), theme.style(Role::Muted));
        return;
    }
    let (low, high) = bounds(&values);
    let last = all.iter().map(|series| series.points.len()).max().unwrap_or(1).saturating_sub(1);
    let last = f64::from(u32::try_from(last).unwrap_or(u32::MAX));
    let runs: Vec<(usize, Vec<(f64, f64)>)> =
        all.iter().enumerate().flat_map(|(line, series)| runs(series).into_iter().map(move |run| (line, run))).collect();
    let zero = [(0.0, 0.0), (last, 0.0)];
    let mut datasets = Vec::new();
    if low < 0.0 && high > 0.0 {
        let dots = Dataset::default().data(&zero).marker(Marker::Dot).style(theme.style(Role::Rule));
        datasets.push(dots.graph_type(GraphType::Line));
    }
    datasets.extend(runs.iter().map(|(line, run)| {
        Dataset::default().data(run).marker(marker(app, *line)).style(line_style(theme, *line)).graph_type(GraphType::Line)
    }));
    let muted = theme.style(Role::Muted);
    let heads = heads(&all[0], area).into_iter().map(|head| Words::styled(head, muted)).collect::<Vec<_>>();
    let scale = [short(low), short(high)].map(|end| Words::styled(end, muted)).to_vec();
    let chart = Chart::new(datasets)
        .x_axis(ChartAxis::default().bounds([0.0, last]).labels(heads).style(theme.style(Role::Rule)))
        .y_axis(ChartAxis::default().bounds([low, high]).labels(scale).style(theme.style(Role::Rule)))
        .legend_position(None);
    let below = Area { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    chart.render(rect(below).intersection(buffer.area), buffer);
}

/// What each line is, and the unit; each name in its line's style, behind its marker.
fn title(buffer: &mut Buffer, app: &App, theme: Theme, all: &[Series], area: Area) {
    let muted = theme.style(Role::Muted);
    let unit = all.first().and_then(|series| series.unit.clone()).map(|unit| format!(", {unit}")).unwrap_or_default();
    let room = usize::from(area.width) / all.len().max(1);
    let mut x = area.x;
    for (line, series) in all.iter().enumerate() {
        if all.len() > 1 {
            x = put(buffer, (x, area.y), area.right(), &format!("{} ", sign(app, line)), line_style(theme, line));
        }
        let label = cut(&series.label, room.saturating_sub(4).max(4));
        x = put(buffer, (x, area.y), area.right(), &label, muted) + if line + 1 < all.len() { 2 } else { 0 };
    }
    put(buffer, (x, area.y), area.right(), &unit, muted);
}

/// The marker of a line, so that lines are told apart without colour too.
fn marker(app: &App, line: usize) -> Marker {
    match (app.look.ascii, line) {
        (true, _) => Marker::Dot,
        // Colours tell them apart, where there are any.
        _ if app.look.depth != Depth::None => Marker::Braille,
        (false, 0) => Marker::Braille,
        (false, 1) => Marker::Dot,
        (false, 2) => Marker::HalfBlock,
        (false, 3) => Marker::Bar,
        _ => Marker::Block,
    }
}

/// What stands for the marker beside a line's name.
fn sign(app: &App, line: usize) -> &'static str {
    match (app.look.ascii, line) {
        (true, _) => "*",
        _ if app.look.depth != Depth::None => "━",
        (false, 0) => "⠤",
        (false, 1) => "•",
        (false, 2) => "▀",
        (false, 3) => "▄",
        _ => "█",
    }
}

fn line_style(theme: Theme, line: usize) -> Style {
    let role = [Role::Accent, Role::Warning, Role::Good, Role::Error, Role::Call, Role::Text][line % MOST_LINES];
    Style::new().patch(theme.style(role)).remove_modifier(Modifier::BOLD)
}

/// The pieces of a line: a gap ends one, and the next value begins another.
fn runs(series: &Series) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (at, (_, value)) in (0_u32..).zip(&series.points) {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((f64::from(at), *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The least and the greatest, apart even where all are the same.
fn bounds(values: &[f64]) -> (f64, f64) {
    let ends = |(low, high): (f64, f64), value: &f64| (low.min(*value), high.max(*value));
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
    if (high - low).abs() < f64::EPSILON { (low - 1.0, high + 1.0) } else { (low, high) }
}

/// Heads for the axis: all that stand beside each other, else the first and the last.
fn heads(series: &Series, area: Area) -> Vec<String> {
    let room = usize::from(area.width).saturating_sub(10) / series.points.len().max(1);
    if series.points.iter().all(|(head, _)| width(head) + 1 < room) {
        return series.points.iter().map(|(head, _)| head.clone()).collect();
    }
    let ends = [series.points.first(), series.points.last()];
    ends.into_iter().flatten().map(|(head, _)| cut(head, usize::from(area.width) / 3)).collect()
}

/// A bar a row down the cursor's column, from zero to the right, or to the left where below it.
///
/// ratatui's `BarChart` knows no numbers below zero, and sets labels below bars, where wide ones don't fit.
fn bars(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, area: Area) {
    let column = desk.column;
    let rows = usize::from(area.height).saturating_sub(1);
    let first = desk.row.saturating_sub(rows / 2).min(desk.view.height().saturating_sub(rows));
    let shown: Vec<usize> = (first..desk.view.height()).take(rows).collect();
    let head = desk.view.column_head(column).label();
    put(buffer, (area.x, area.y), area.right(), &cut(&head, usize::from(area.width)), theme.style(Role::Muted));
    let bars: Vec<(String, Option<f64>, String)> = shown
        .iter()
        .map(|row| {
            let cell = desk.view.cell(*row, column);
            let value = cell.value.number().and_then(|number| number.to_string().parse::<f64>().ok());
            (desk.view.row_head(*row).label(), value, cell.text.into_owned())
        })
        .collect();
    let values: Vec<f64> = bars.iter().filter_map(|(_, value, _)| *value).collect();
    if values.is_empty() {
        put(buffer, (area.x, area.y + 2), area.right(), &app.words.say("chart-no-numbers"), theme.style(Role::Muted));
        return;
    }
    let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let labels = bars.iter().map(|(label, ..)| columns(label)).max().unwrap_or(0).min(WIDEST_LABEL).min(area.width / 3);
    let numbers = bars.iter().map(|(_, _, text)| columns(text)).max().unwrap_or(0).min(16);
    let (low, high) = (values.iter().copied().fold(0.0, f64::min), values.iter().copied().fold(0.0, f64::max));
    let left = area.x + labels + 2;
    let room = area.right().saturating_sub(left + numbers + 2).max(4);
    let span = if high > low { high - low } else { 1.0 };
    let zero = -low / span * f64::from(room);
    for (y, (row, (label, value, text))) in (area.y + 1..).zip(shown.iter().zip(&bars)) {
        let here = *row == desk.row;
        let label_style = theme.style(if here { Role::Text } else { Role::Muted });
        put_right(buffer, y, area.x, area.x + labels, &cut(label, usize::from(labels)), label_style);
        let style = theme.style(if here { Role::Accent } else { Role::Muted });
        if let Some(value) = value {
            let end = (value - low) / span * f64::from(room);
            bar(buffer, app, (left, y), zero.min(end), zero.max(end), style.remove_modifier(Modifier::BOLD));
        }
        put_right(buffer, y, area.right().saturating_sub(numbers), area.right(), &cut(text, usize::from(numbers)), label_style);
    }
}

/// A bar from `from` to `to` cells behind `x`, to an eighth of a cell at its right end.
fn bar(buffer: &mut Buffer, app: &App, (x, y): (u16, u16), from: f64, to: f64, style: Style) {
    // Both lie between 0 and the width of the screen.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let eighths = |cells: f64| (cells * 8.0).round().max(0.0) as u32;
    let (first, last) = (eighths(from) / 8, eighths(to));
    for cell in first..last.div_ceil(8) {
        let filled = (last - cell * 8).min(8);
        let shown = if app.look.ascii { if filled >= 4 { "#" } else { "" } } else { EIGHTHS[filled as usize] };
        let at = x.saturating_add(u16::try_from(cell).unwrap_or(u16::MAX));
        put(buffer, (at, y), at.saturating_add(1), shown, style);
    }
    if last <= first * 8 {
        // A value of nothing still has its place.
        put(
            buffer,
            (x.saturating_add(u16::try_from(first).unwrap_or(0)), y),
            u16::MAX,
            if app.look.ascii { "|" } else { "▏" },
            style,
        );
    }
}

/// A small line beside each row, in the order of time.
pub(super) fn sparks(buffer: &mut Buffer, app: &App, desk: &Desk, theme: Theme, x: u16, area: Area) {
    let columns = desk.spark_width().min(area.right().saturating_sub(x));
    let set = if app.look.ascii { ASCII_BARS } else { ratatui::symbols::bar::NINE_LEVELS };
    for (y, row) in (area.y..area.bottom()).zip(desk.first_row..desk.view.height()) {
        let points: Vec<Option<f64>> = if desk.view.width() <= MOST_POINTS {
            desk.view.series(row).points.into_iter().map(|(_, value)| value).collect()
        } else {
            // Of thousands of columns only the last are read, as they stand.
            let first = desk.view.width() - usize::from(columns);
            let number = |column: usize| desk.view.cell(row, column).value.number();
            (first..desk.view.width()).map(|column| number(column).and_then(|number| number.to_string().parse().ok())).collect()
        };
        let values: Vec<f64> = points.iter().copied().flatten().collect();
        if values.len() < 2 {
            continue;
        }
        let (low, high) = bounds(&values);
        // From 1, so that the least of them is still seen; a gap is none.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let level = |value: f64| 1 + ((value - low) / (high - low) * 7.0).round() as u64;
        // Of more points than there are columns, the latest.
        let skip = points.len().saturating_sub(usize::from(columns));
        let data: Vec<Option<u64>> = points[skip..].iter().map(|value| value.map(level)).collect();
        let style = theme.style(if row == desk.row { Role::Accent } else { Role::Muted });
        let spark = Sparkline::default().data(data).max(8).bar_set(set.clone()).style(style).absent_value_symbol(" ");
        spark.render(rect(Area { x, y, width: columns, height: 1 }).intersection(buffer.area), buffer);
    }
}

/// Levels for terminals that have ASCII only.
const ASCII_BARS: ratatui::symbols::bar::Set = ratatui::symbols::bar::Set {
    full: "#",
    seven_eighths: "#",
    three_quarters: "*",
    five_eighths: "*",
    half: "=",
    three_eighths: "-",
    one_quarter: "-",
    one_eighth: "_",
    empty: " ",
};

/// A number for an axis: no more decimals than it needs, thousands marked.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    grouped(text.trim_end_matches('0').trim_end_matches('.'))
}
