//! Numbers along the axes of a chart, which stand in columns, too.

use super::super::line::Line;
use super::body::cells;

/// Whether the numbers of `run` are those of a chart's axes: they go up or down by equal steps, in all of its
/// columns or in its only row.
pub(super) fn is_axis(run: &[Vec<Line>], cuts: &[f32]) -> bool {
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); cuts.len() + 1];
    let (mut steps, mut numbered) = (0, 0);
    let mut labels: Vec<String> = Vec::new();
    for row in run {
        let mut across: Vec<f64> = Vec::new();
        let cells = cells(row, cuts);
        labels.extend(cells[0].first().map(|line| line.text.clone()).filter(|text| number(text).is_none()));
        for (column, cell) in cells.iter().enumerate() {
            let number = cell.first().filter(|_| cell.len() == 1).and_then(|line| number(&line.text));
            columns[column].extend(number);
            across.extend(number);
        }
        numbered += usize::from(!across.is_empty());
        steps += usize::from(goes_by_steps(&across));
    }
    columns.retain(|column| column.len() > 1);
    labels.sort_unstable();
    labels.dedup();
    // Rows with names are rows.
    if labels.len() > 2 {
        return false;
    }
    let all = !columns.is_empty() && columns.iter().all(|column| goes_by_steps(column));
    all && columns.len() * 2 > cuts.len() || steps > 0 && steps == numbered && numbered <= 2
}

/// Whether numbers, four at least, go up or down by equal steps.
fn goes_by_steps(numbers: &[f64]) -> bool {
    let [first, second, ..] = numbers else { return false };
    let step = second - first;
    let even = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < 0.01 * step.abs();
    numbers.len() >= 4 && step != 0.0 && numbers.windows(2).all(even)
}

/// The number that a cell holds.
fn number(text: &str) -> Option<f64> {
    let bare: String = text.trim_end_matches('%').replace(',', "").replace(['–', '−'], "-");
    bare.parse().ok().filter(|number: &f64| number.is_finite())
}
