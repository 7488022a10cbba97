//! A chart in plain text: a small line a row where rows run over time, else a bar a row.

use unicode_width::UnicodeWidthStr;

use crate::table::{Axis, Series, TableView};

/// Columns that bars take at most, and labels.
const BARS: usize = 40;
const WIDEST_LABEL: usize = 32;
/// Points that a small line has at most: the latest.
const POINTS: usize = 40;
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The caption, and a line a row.
pub(super) fn write_chart(view: &TableView) -> String {
    let mut out = String::new();
    if let Some(caption) = view.table().caption {
        out.push_str(view.document().slice(caption));
        out.push('\n');
    }
    let over_time = view.height() > 0 && view.series(0).by_time;
    if over_time {
        lines(view, &mut out)
    } else {
        bars(view, &mut out)
    }
    out
}

/// Each row as it goes over time: its shape, its first value and its last.
fn lines(view: &TableView, out: &mut String) {
    let all: Vec<(String, Series)> = (0..view.height()).map(|row| (view.row_head(row).label(), view.series(row))).collect();
    let labels = widest(all.iter().map(|(label, _)| label.as_str()));
    let points = all.iter().map(|(_, series)| series.points.len().min(POINTS)).max().unwrap_or(0);
    for (label, series) in &all {
        let values = || series.points.iter().filter_map(|(_, value)| *value);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let level = |value: f64| {
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            // Between 0 and 7.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let level = (share * 7.0).round() as usize;
            LEVELS[level.min(7)]
        };
        let skip = series.points.len().saturating_sub(POINTS);
        let shape: String = series.points[skip..].iter().map(|(_, value)| value.map_or(' ', level)).collect();
        let end = |found: Option<&(String, Option<f64>)>| {
            found.and_then(|(head, value)| value.map(|value| format!("{head}: {}", number(value))))
        };
        let ends = [end(series.points.first()), end(series.points.last())];
        let ends = ends.into_iter().flatten().collect::<Vec<_>>().join(" → ");
        out.push_str(format!("{}  {shape:points$}  {ends}", padded(label, labels)).trim_end());
        out.push('\n');
    }
}

/// The column that rows are sorted by, else the first that holds numbers, a bar a row.
fn bars(view: &TableView, out: &mut String) {
    let holds_numbers = |column: &usize| (0..view.height().min(100)).any(|row| view.cell(row, *column).value.is_number());
    let sorted = view.sort_keys(Axis::Rows).first().map(|key| key.line).filter(holds_numbers);
    let Some(column) = sorted.or_else(|| (view.label_columns()..view.width()).find(holds_numbers)) else { return };
    let head = view.column_head(column).label();
    if !head.is_empty() {
        out.push_str(&head);
        out.push('\n');
    }
    let rows: Vec<(String, Option<f64>, String)> = (0..view.height())
        .map(|row| {
            let cell = view.cell(row, column);
            let value = cell.value.number().and_then(|number| number.to_string().parse().ok());
            (view.row_head(row).label(), value, cell.text.into_owned())
        })
        .collect();
    let labels = widest(rows.iter().map(|(label, ..)| label.as_str()));
    let values = || rows.iter().filter_map(|(_, value, _)| *value);
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    // From 0 to 40 cells, in eighths.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let eighths = |share: f64| (share * (BARS * 8) as f64).round().max(0.0) as usize;
    let zero = eighths(-low / span) / 8;
    for (label, value, text) in &rows {
        let bar = match value {
            None => String::new(),
            Some(value) if *value < 0.0 => {
                let from = eighths((value - low) / span) / 8;
                format!("{}{}", " ".repeat(from), "█".repeat(zero.saturating_sub(from)))
            }
            Some(value) => {
                let long = eighths(value / span);
                format!("{}{}{}", " ".repeat(zero), "█".repeat(long / 8), EIGHTHS[long % 8])
            }
        };
        out.push_str(format!("{}  {}  {text}", padded(label, labels), padded(&bar, BARS)).trim_end());
        out.push('\n');
    }
}

fn widest<'a>(labels: impl Iterator<Item = &'a str>) -> usize {
    labels.map(UnicodeWidthStr::width).max().unwrap_or(0).min(WIDEST_LABEL)
}

/// `text` in `columns` columns at least.
fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// A number with no more decimals than it needs.
fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
