//! Tables without lines around their cells: rows whose parts stand in the same columns.

use super::file::Area;
use super::line::Line;
use super::ruled_table::{Cell, Table, parted, settle};
use crate::import::text::{is_period, is_value};

/// Rows that a table without lines has at least.
const FEWEST_ROWS: usize = 3;
/// An upright strip between two columns, in ems.
const STRIP: f32 = 0.45;
/// What parts words of two cells, in ems.
const CELLS: f32 = 1.15;
/// Lines that are looked at as one table at most.
const MOST_ROWS: usize = 2_000;

/// A part of a column: lines, or a table.
pub(super) enum Part {
    Lines(Vec<Line>),
    Table(Table),
}

/// What speaks for a table besides its columns.
pub(super) struct Signs<'a> {
    /// The straight lines of the page.
    pub(super) rules: &'a [Area],
    /// Whether a line is a caption of a table.
    pub(super) is_caption: fn(&str) -> bool,
}

/// The lines of a column, with the tables among them found.
pub(super) fn parts(lines: Vec<Line>, signs: &Signs<'_>) -> Vec<Part> {
    let rows = rows(lines);
    let mut out: Vec<Part> = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        match table_at(&rows, at, signs) {
            Some((mut table, end)) => {
                take_heads(&mut table, &mut plain);
                if !plain.is_empty() {
                    out.push(Part::Lines(std::mem::take(&mut plain)));
                }
                out.push(Part::Table(table));
                at = end;
            }
            None => {
                // One baseline is one line again.
                let mut row = rows[at].clone();
                settle(&mut row);
                plain.extend(row);
                at += 1;
            }
        }
    }
    if !plain.is_empty() {
        out.push(Part::Lines(plain));
    }
    out
}

/// Lines by baseline.
fn rows(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if (line.y - row[0].y).abs() < 0.35 * row[0].size.min(line.size) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut parts: Vec<Line> = Vec::with_capacity(row.len());
        for line in row.drain(..) {
            match parts.last_mut() {
                // The wide blank of a justified line.
                Some(last) if line.x0 - last.x1 < CELLS * last.size && !(is_numeric(&last.text) && is_numeric(&line.text)) => {
                    last.append(line);
                }
                _ => parts.push(line),
            }
        }
        *row = parts;
    }
    rows
}

/// The table that starts at row `at`, and the row behind it.
fn table_at(rows: &[Vec<Line>], at: usize, signs: &Signs<'_>) -> Option<(Table, usize)> {
    if rows[at].len() < 2 || is_list_item(&rows[at]) {
        return None;
    }
    let end = reach(rows, at);
    let captioned =
        (at.saturating_sub(3)..at).chain(end..(end + 2).min(rows.len())).any(|row| (signs.is_caption)(&rows[row][0].text));
    let ruled = is_ruled(&rows[at..end], signs.rules);
    let fewest = if captioned || ruled { 2 } else { FEWEST_ROWS };
    let run = &rows[at..end];
    if run.iter().filter(|row| row.len() > 1).count() < fewest {
        return None;
    }
    let strips = strips(run)?;
    let columns = strips.len() + 1;
    let cells: Vec<Vec<Vec<Line>>> = run.iter().map(|row| cells(row, &strips)).collect();
    let (mut values, mut filled) = (0, 0);
    for cell in cells.iter().flat_map(|row| row.iter().skip(1)).filter(|cell| !cell.is_empty()) {
        filled += 1;
        values += usize::from(cell.iter().all(|line| is_numeric(&line.text)));
    }
    let numbers = values * 2 >= filled && values >= 4;
    if !(numbers || (captioned || ruled) && columns > 1 && filled >= 2 * fewest) {
        return None;
    }
    Some((table(run, cells, &strips), end))
}

/// Takes the lines right over a table that stand over one of its columns into its head.
fn take_heads(table: &mut Table, plain: &mut Vec<Line>) {
    let Some(first) = table.rows.first_mut().filter(|_| table.head.is_some_and(|head| head > 0)) else { return };
    while let Some(line) = plain.last() {
        let size = line.size.max(1.0);
        let near = table.area.y0 - line.y < 1.1 * size && table.area.y0 > line.y - 0.3 * size;
        let over =
            (1..table.edges.len() - 1).find(|at| line.x0 >= table.edges[*at] - 1.0 && line.x1 <= table.edges[at + 1] + 1.0);
        let (true, Some(column)) = (near, over) else { return };
        let Some(line) = plain.pop() else { return };
        table.area.y0 = line.top();
        if let Some(Cell::Lines(lines)) = first.get_mut(column) {
            lines.insert(0, line);
        }
    }
}

/// Whether each word of a cell is a value.
pub(super) fn is_numeric(text: &str) -> bool {
    !text.is_empty() && text.split(' ').all(|word| is_value(word.trim_end_matches(['*', ')'])) || is_value(word))
}

/// A bullet or a number with its item's text is no row of a table.
fn is_list_item(row: &[Line]) -> bool {
    let first = row[0].text.as_str();
    row.len() == 2
        && first.chars().count() <= 4
        && !is_numeric(&row[1].text)
        && (first.ends_with(['.', ')']) || first.chars().all(|c| !c.is_alphanumeric()))
}

/// The row behind the last that may belong to the table that starts at `at`.
fn reach(rows: &[Vec<Line>], at: usize) -> usize {
    let mut end = at + 1;
    let mut singles = 0;
    let step = 3.2;
    for row in at + 1..rows.len().min(at + MOST_ROWS) {
        let (above, here) = (&rows[row - 1][0], &rows[row][0]);
        if here.y - above.y > step * here.size.max(above.size) {
            break;
        }
        if rows[row].len() > 1 && !is_list_item(&rows[row]) {
            (end, singles) = (row + 1, 0);
        } else {
            singles += 1;
            if singles > 2 {
                break;
            }
        }
    }
    end
}

/// Whether level lines stand right over and right under the rows.
fn is_ruled(run: &[Vec<Line>], rules: &[Area]) -> bool {
    let left = run.iter().flatten().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = run.iter().flatten().map(|line| line.x1).fold(f32::MIN, f32::max);
    let (Some(first), Some(last)) = (run.first().map(|row| &row[0]), run.last().map(|row| &row[0])) else { return false };
    let spans = |rule: &&Area| {
        rule.height() < 3.0 && rule.x0 < left + 12.0 && rule.x1 > right - 12.0 && rule.width() < 1.3 * (right - left) + 20.0
    };
    let near = |y: f32, size: f32| rules.iter().filter(spans).any(|rule| (rule.y0 - y).abs() < 1.6 * size);
    near(first.top(), first.size) && near(last.bottom(), last.size)
}

/// The upright strips that (nearly) no row crosses: their middles.
fn strips(run: &[Vec<Line>]) -> Option<Vec<f32>> {
    let em = run[0][0].size;
    let multi: Vec<&Vec<Line>> = run.iter().filter(|row| row.len() > 1).collect();
    // Heads over several columns may cross; what most rows agree on counts.
    let allowed = multi.len() / 7;
    let mut edges: Vec<(f32, i32)> =
        multi.iter().flat_map(|row| row.iter()).flat_map(|line| [(line.x0, 1), (line.x1, -1)]).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut depth = 0_i32;
    let mut strips: Vec<f32> = Vec::new();
    let allowed = i32::try_from(allowed).unwrap_or(0);
    let mut open: Option<f32> = None;
    for (x, step) in edges {
        let before = depth;
        depth += step;
        if before > allowed && depth <= allowed {
            open = Some(x);
        } else if before <= allowed
            && depth > allowed
            && let Some(from) = open.take()
            && x - from >= STRIP * em
        {
            strips.push(f32::midpoint(from, x));
        }
    }
    // Each column has to be met by more than one row.
    let met = |from: f32, to: f32| {
        multi
            .iter()
            .filter(|row| row.iter().any(|line| f32::midpoint(line.x0, line.x1) > from && f32::midpoint(line.x0, line.x1) < to))
            .count()
    };
    let mut bounds = vec![f32::MIN];
    bounds.extend(&strips);
    bounds.push(f32::MAX);
    let thin = (1..bounds.len()).find(|at| met(bounds[at - 1], bounds[*at]) * 4 < multi.len());
    if thin.is_some() && strips.len() < 2 {
        return None;
    }
    (!strips.is_empty()).then_some(strips)
}

/// The lines of a row by column; one that lies over several stands in the first of them.
fn cells(row: &[Line], strips: &[f32]) -> Vec<Vec<Line>> {
    let mut cells = vec![Vec::new(); strips.len() + 1];
    for line in row {
        let crosses = strips.iter().filter(|x| line.x0 < **x && line.x1 > **x).count();
        // Numbers that were set too close for a gap are parted at the strip; so are heads of
        // neighbouring columns, and a head over several columns is not.
        let gaps: Vec<f32> = strips.iter().copied().filter(|x| is_gap(line, *x)).collect();
        if crosses > 0 && (gaps.len() == crosses || line.text.split(' ').count() > crosses && is_numeric(&line.text)) {
            for part in parted(line, strips) {
                cells[strips.partition_point(|x| *x <= f32::midpoint(part.x0, part.x1))].push(part);
            }
        } else {
            cells[strips.partition_point(|x| *x <= line.x0 + 1.0)].push(line.clone());
        }
    }
    cells
}

/// Whether words of `line` stand apart at `x` more than words of one cell do.
fn is_gap(line: &Line, x: f32) -> bool {
    let before = line.pieces.iter().filter(|piece| piece.x1 <= x + 1.0).map(|piece| piece.x1).fold(f32::MIN, f32::max);
    let behind = line.pieces.iter().filter(|piece| piece.x0 >= x - 1.0).map(|piece| piece.x0).fold(f32::MAX, f32::min);
    let covered = line.pieces.iter().any(|piece| piece.x0 < x - 1.0 && piece.x1 > x + 1.0);
    !covered && before < x + 1.0 && behind > x - 1.0 && behind - before >= 0.9 * STRIP * line.size
}

/// The table of the rows: head lines and wrapped cells put together.
fn table(run: &[Vec<Line>], cells: Vec<Vec<Vec<Line>>>, strips: &[f32]) -> Table {
    let area = run.iter().flatten().map(Line::area).reduce(|all, one| all.cover(&one)).unwrap_or_default();
    let mut edges = vec![area.x0];
    edges.extend(strips);
    edges.push(area.x1);
    let valued = |row: &Vec<Vec<Line>>| {
        let filled: Vec<&Vec<Line>> = row.iter().skip(1).filter(|cell| !cell.is_empty()).collect();
        let number = |cell: &&&Vec<Line>| is_numeric(&cell[0].text) && !is_period(&cell[0].text);
        !filled.is_empty() && filled.iter().filter(number).count() * 2 > filled.len()
    };
    let head = cells.iter().position(valued).unwrap_or(1).min(8);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut head_rows = 0;
    let mut merged_head: Option<Vec<Vec<Line>>> = None;
    for (at, row) in cells.into_iter().enumerate() {
        if at < head {
            let spans = row.iter().flatten().any(|line| strips.iter().filter(|x| line.x0 < **x && line.x1 > **x).count() > 0);
            if spans {
                if let Some(before) = merged_head.take() {
                    rows.push(before.into_iter().map(Cell::Lines).collect());
                    head_rows += 1;
                }
                rows.push(spread(row, strips));
                head_rows += 1;
            } else {
                match &mut merged_head {
                    Some(above) => above.iter_mut().zip(row).for_each(|(above, below)| above.extend(below)),
                    None => merged_head = Some(row),
                }
            }
            if at + 1 == head
                && let Some(before) = merged_head.take()
            {
                rows.push(before.into_iter().map(Cell::Lines).collect());
                head_rows += 1;
            }
            continue;
        }
        let starts_empty = row[0].is_empty();
        let text_alone = row.iter().flatten().all(|line| !is_numeric(&line.text));
        // Words under words, and nothing under the label: the cell above goes on.
        if starts_empty
            && text_alone
            && rows.len() > head_rows
            && let Some(above) = rows.last_mut()
        {
            for (cell, more) in above.iter_mut().zip(row) {
                if let Cell::Lines(lines) = cell {
                    lines.extend(more);
                }
            }
            continue;
        }
        rows.push(spread(row, strips));
    }
    Table { area, rows, head: Some(head_rows), edges }
}

/// Cells of a row; a line over several columns reaches into those behind it that are empty.
fn spread(row: Vec<Vec<Line>>, strips: &[f32]) -> Vec<Cell> {
    let mut reach = f32::MIN;
    row.into_iter()
        .enumerate()
        .map(|(column, lines)| {
            let starts = if column == 0 { f32::MIN } else { strips[column - 1] };
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

#[cfg(test)]
mod tests {
    use super::super::line::word;
    use super::*;

    fn found(lines: Vec<Line>) -> Vec<Vec<Vec<String>>> {
        let signs = Signs { rules: &[], is_caption: |_| false };
        let tables = parts(lines, &signs).into_iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            Part::Lines(_) => None,
        });
        tables.map(|table| table.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect()).collect()
    }

    #[test]
    fn numbers_in_columns_are_a_table() {
        let mut lines = vec![word("text before it", 0.0, 0.0)];
        for (n, label) in ["", "Plums", "Pears", "Figs"].into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let y = 20.0 + 12.0 * n as f32;
            if n > 0 {
                lines.push(word(label, 0.0, y));
            }
            lines.push(word(if n == 0 { "2021" } else { "1,204.5" }, 80.0, y));
            lines.push(word(if n == 0 { "2022" } else { "-3.5" }, 140.0, y));
        }
        lines.push(word("text behind it", 0.0, 120.0));
        let tables = found(lines);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0][0], ["", "2021", "2022"]);
        assert_eq!(tables[0][3], ["Figs", "1,204.5", "-3.5"]);
    }

    #[test]
    fn a_list_is_no_table() {
        let lines = (0..5_u8)
            .flat_map(|n| [word("•", 0.0, 12.0 * f32::from(n)), word("some words", 20.0, 12.0 * f32::from(n))])
            .collect();
        assert!(found(lines).is_empty());
    }
}
