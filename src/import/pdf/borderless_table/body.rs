//! The rows below the heads: wrapped cells and labels put together, rows that name a group told from rows of values.

use super::super::line::Line;
use super::super::ruled_table::{Cell, parted};
use super::{STRIP, is_numeric};

/// Lines of one cell follow each other within this, in ems.
const NEXT: f32 = 1.5;
/// A line in the middle of the table may miss it by so much, in ems.
const CENTRED: f32 = 2.0;

/// A row of values, or of what is about to be one: lines by column.
type Row = Vec<Vec<Line>>;

/// The rows of cells that `run` makes, its columns cut at `cuts`.
pub(super) fn body(run: &[Vec<Line>], cuts: &[f32], sides: (f32, f32)) -> Vec<Vec<Cell>> {
    let labels_end = labels_end(run, cuts, sides);
    let mut rows: Vec<Row> = Vec::new();
    let mut groups: Vec<bool> = Vec::new();
    // A label that goes on in the row of its values.
    let mut opened: Option<Line> = None;
    for line in run {
        let row = cells(line, cuts);
        let group = group(line, rows.last(), cuts, sides);
        if let Some(name) = group {
            rows.push(name);
            groups.push(true);
            opened = None;
            continue;
        }
        let label_alone = row[1..].iter().all(Vec::is_empty) && row[0].len() == 1;
        let wraps = |last: &Line, next: &Line| {
            next.text.starts_with(char::is_lowercase)
                && next.y - last.y < NEXT * next.size
                && last.x1 + next.first_word_width() + 0.25 * last.size > labels_end
        };
        if row[0].is_empty() && row.iter().flatten().all(|line| !is_numeric(&line.text)) && goes_on(rows.last(), &row) {
            // Words under words, and nothing under the label: the cell above goes on.
            if let Some(above) = rows.last_mut() {
                above.iter_mut().zip(row).for_each(|(cell, more)| cell.extend(more));
            }
            continue;
        }
        if let Some(label) = row[0].first() {
            let under = rows.last().and_then(|above| above[0].last()).filter(|_| groups.last() == Some(&false));
            if label_alone && under.is_some_and(|last| wraps(last, label)) {
                if let Some(above) = rows.last_mut() {
                    above[0].extend(row.into_iter().next().unwrap_or_default());
                }
                continue;
            }
            // `Households whose members` / `go to school  12.5  13.1`
            let over = opened.take().is_some_and(|last| wraps(&last, label));
            if over
                && !label_alone
                && let Some(above) = rows.last_mut()
            {
                above.iter_mut().zip(row).for_each(|(cell, more)| cell.extend(more));
                *groups.last_mut().unwrap_or(&mut false) = false;
                continue;
            }
            opened = label_alone.then(|| label.clone());
        }
        rows.push(row);
        groups.push(label_alone);
    }
    rows.into_iter().map(|row| spread(row, cuts)).collect()
}

/// How far the labels of rows with values go.
fn labels_end(run: &[Vec<Line>], cuts: &[f32], sides: (f32, f32)) -> f32 {
    let first = cuts.first().copied().unwrap_or(sides.1);
    let ends = run.iter().filter_map(|row| row.first()).map(|line| line.x1).filter(|x1| *x1 <= first);
    ends.fold(sides.0, f32::max)
}

/// Whether `row`, which has no label, goes on the one above it: words under words.
fn goes_on(above: Option<&Row>, row: &Row) -> bool {
    let Some(above) = above else { return false };
    above.iter().zip(row).all(|(above, below)| {
        below.is_empty() || above.last().is_some_and(|last| !is_numeric(&last.text) && below[0].y - last.y < 2.0 * last.size)
    })
}

/// The row of a line that names the rows below it, in the middle of the table or over its values.
fn group(line: &[Line], above: Option<&Row>, cuts: &[f32], sides: (f32, f32)) -> Option<Row> {
    let [one] = line else { return None };
    let first = cuts.first().copied()?;
    if one.x0 < first - 1.0 && one.x1 < first || is_numeric(&one.text) {
        return None;
    }
    let middle = f32::midpoint(one.x0, one.x1);
    let of = |from: f32, to: f32| (middle - f32::midpoint(from, to)).abs() < CENTRED * one.size;
    let centred = of(sides.0, sides.1) || of(first, sides.1);
    let row = cells(line, cuts);
    let crosses = cuts.iter().any(|cut| one.x0 < *cut && *cut < one.x1);
    let named = row[0].is_empty() && (centred && crosses || !goes_on(above, &row));
    named.then(|| {
        let mut row = vec![Vec::new(); cuts.len() + 1];
        row[0] = vec![one.clone()];
        row
    })
}

/// The lines of a row by column; one that lies over several stands in the first of them.
pub(super) fn cells(row: &[Line], cuts: &[f32]) -> Row {
    let mut cells = vec![Vec::new(); cuts.len() + 1];
    for line in row {
        let (from, to) = (cuts.partition_point(|x| *x <= line.x0), cuts.partition_point(|x| *x < line.x1));
        let crosses = to.saturating_sub(from);
        let parts = if crosses > 0 { parted(line, cuts) } else { Vec::new() };
        // Numbers that were set too close for a gap are parted at the strip; so are words of
        // neighbouring columns, and a line over several columns is not.
        if parts.len() > 1 && (stand_apart(&parts) || line.text.split(' ').count() > crosses && is_numeric(&line.text)) {
            for part in parts {
                cells[cuts.partition_point(|x| *x <= f32::midpoint(part.x0, part.x1))].push(part);
            }
        } else {
            cells[cuts.partition_point(|x| *x <= line.x0 + 1.0)].push(line.clone());
        }
    }
    cells
}

/// Whether the parts of a line stand further apart than words of one cell do.
fn stand_apart(parts: &[Line]) -> bool {
    let apart = |pair: &[Line]| {
        let gap = (pair[1].x0 - pair[0].x1).max(pair[0].x0 - pair[1].x1);
        gap >= 0.9 * STRIP * pair[0].size
    };
    parts.windows(2).all(apart)
}

/// Cells of a row; a line over several columns reaches into those behind it that are empty.
fn spread(row: Row, cuts: &[f32]) -> Vec<Cell> {
    let mut reach = f32::MIN;
    row.into_iter()
        .enumerate()
        .map(|(column, lines)| {
            let starts = if column == 0 { f32::MIN } else { cuts[column - 1] };
            if lines.is_empty() && column > 0 && reach > starts {
                return Cell::Wide;
            }
            if let Some(right) = lines.iter().map(|line| line.x1).reduce(f32::max) {
                reach = right;
            }
            Cell::Lines(lines)
        })
        .collect()
}
