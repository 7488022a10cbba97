//! Tables whose rows are tinted, with no line in them.

use super::super::borderless_table::{Strip, free};
use super::super::file::Area;
use super::super::line::Line;
use super::{Cell, Rule, Table, parted, settle};

/// Rows that such a table has at least, and columns.
const FEWEST_ROWS: usize = 3;
const FEWEST_COLUMNS: usize = 2;
/// Fills of a page that are looked at: more are a drawing.
const MOST: usize = 1_000;
/// How far edges that are one may differ, in points.
const SNAP: f32 = 3.0;
/// Between two tinted rows one may lie without a tint, so many times as high at most.
const PLAIN: f32 = 2.5;
/// White space between two columns, in ems.
const STRIP: f32 = 0.8;

/// Takes the tables whose rows are `fills`, one below the other, out of `lines`.
pub(in crate::import::pdf) fn bands(fills: &[Area], lines: &mut Vec<Line>) -> Vec<Table> {
    if fills.len() > MOST || fills.len() < 2 {
        return Vec::new();
    }
    let mut tables = Vec::new();
    for stack in stacks(&rows_of(fills)) {
        tables.extend(table(&stack, lines));
    }
    tables
}

/// Fills side by side are one row.
fn rows_of(fills: &[Area]) -> Vec<Area> {
    let mut sorted = fills.to_vec();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Area> = Vec::new();
    for fill in sorted {
        let level = |row: &&mut Area| (row.y0 - fill.y0).abs() < SNAP && (row.y1 - fill.y1).abs() < SNAP;
        let mut level = rows.iter_mut().rev().take(20).filter(level);
        match level.find(|row| fill.x0 - row.x1 < 2.0 * SNAP && fill.x1 > row.x0 - SNAP) {
            Some(row) => *row = row.cover(&fill),
            None => rows.push(fill),
        }
    }
    rows
}

/// Rows one below the other, between the same sides, with what lies between two of them.
fn stacks(rows: &[Area]) -> Vec<Vec<Area>> {
    let mut stacks: Vec<Vec<Area>> = Vec::new();
    for row in rows {
        let follows = |stack: &&mut Vec<Area>| {
            let last = stack[stack.len() - 1];
            let between = row.y0 - last.y1;
            (last.x0 - row.x0).abs() < SNAP
                && (last.x1 - row.x1).abs() < SNAP
                && between > -SNAP
                && between < PLAIN * last.height().min(row.height())
        };
        match stacks.iter_mut().find(follows) {
            Some(stack) => {
                let above = stack[stack.len() - 1].y1;
                if row.y0 - above > SNAP {
                    stack.push(Area { y0: above, y1: row.y0, ..*row });
                }
                stack.push(*row);
            }
            None => stacks.push(vec![*row]),
        }
    }
    stacks.retain(|stack| stack.len() >= FEWEST_ROWS);
    stacks
}

fn table(rows: &[Area], lines: &mut Vec<Line>) -> Option<Table> {
    let whole = rows.iter().copied().reduce(|all, one| all.cover(&one))?;
    let row_of = |line: &Line| {
        let y = line.y - 0.3 * line.size;
        let inside = line.x0 > whole.x0 - SNAP && line.x1 < whole.x1 + SNAP;
        rows.iter().position(|row| inside && row.y0 <= y && y < row.y1)
    };
    let within: Vec<(usize, &Line)> = lines.iter().filter_map(|line| Some((row_of(line)?, line))).collect();
    let cuts = cuts(&within, rows.len());
    if cuts.len() + 1 < FEWEST_COLUMNS {
        return None;
    }
    let mut cells = vec![vec![Vec::new(); cuts.len() + 1]; rows.len()];
    for (row, line) in within {
        for part in parted(line, &cuts) {
            cells[row][cuts.partition_point(|cut| *cut <= f32::midpoint(part.x0, part.x1))].push(part);
        }
    }
    let mut filled = cells.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
    // Text in a box goes from one side to the other; two columns of it are none of a table, either.
    let longest = cells.iter().flatten().map(Vec::len).max().unwrap_or(0);
    if longest > 12 {
        filled = 0;
    }
    if filled < FEWEST_ROWS || filled * 3 < rows.len() * 2 {
        return None;
    }
    lines.retain(|line| row_of(line).is_none());
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(cells.len());
    for row in cells.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
        let settled = row.into_iter().map(|mut cell| {
            settle(&mut cell);
            Cell::Lines(cell)
        });
        rows.push(settled.collect());
    }
    let edges = std::iter::once(whole.x0).chain(cuts).chain([whole.x1]).collect();
    Some(Table { area: whole, rows, head: None, edges })
}

/// Where white space goes down through (nearly) all of the rows.
fn cuts(lines: &[(usize, &Line)], rows: usize) -> Vec<f32> {
    let em = lines.first().map_or(10.0, |(_, line)| line.size);
    let strips = free(lines.iter().map(|(_, line)| (line.x0, line.x1, 1)), 0);
    let cuts: Vec<f32> = strips.iter().filter(|strip| strip.width() >= STRIP * em).map(Strip::middle).collect();
    // Each column is met by half of the rows.
    let met = |column: usize| {
        let mut held: Vec<usize> = lines
            .iter()
            .filter(|(_, line)| cuts.partition_point(|cut| *cut <= f32::midpoint(line.x0, line.x1)) == column)
            .map(|(row, _)| *row)
            .collect();
        held.sort_unstable();
        held.dedup();
        held.len() * 2 >= rows
    };
    if (0..=cuts.len()).all(met) { cuts } else { Vec::new() }
}

/// The upper and lower edges of the tinted rows that go over all of a group of lines, above or below its level ones. Rows that touch are one: the
/// tint of a cell may be painted line by line.
pub(super) fn edges_of(fills: &[Area], level: &[Rule], upright: &[Rule]) -> Vec<Rule> {
    let xs = |side: fn(f32, f32) -> f32, start: f32, of: fn(&Rule) -> f32| {
        upright.iter().map(|rule| rule.at).chain(level.iter().map(of)).fold(start, side)
    };
    let (left, right) = (xs(f32::min, f32::MAX, |rule| rule.from), xs(f32::max, f32::MIN, |rule| rule.to));
    let top = upright.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let end = upright.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let inside = |fill: &&Area| fill.y0 > top - SNAP && fill.y1 < end + SNAP && fill.x0 > left - SNAP && fill.x1 < right + SNAP;
    let within: Vec<Area> = fills.iter().filter(inside).copied().collect();
    let mut rows: Vec<Area> = Vec::new();
    for row in rows_of(&within) {
        if row.x0 > left + SNAP || row.x1 < right - SNAP {
            continue;
        }
        match rows.last_mut() {
            Some(last) if row.y0 - last.y1 < SNAP => *last = last.cover(&row),
            _ => rows.push(row),
        }
    }
    // Where lines part the rows, a tint is that of a word or of a cell.
    let (first, last) = level.iter().fold((f32::MAX, f32::MIN), |(first, last), rule| (first.min(rule.at), last.max(rule.at)));
    let edges = rows.into_iter().flat_map(|row| [row.y0, row.y1].map(|at| Rule { at, from: row.x0, to: row.x1 }));
    edges.filter(|edge| edge.at < first - SNAP || edge.at > last + SNAP).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::*;

    fn found(tinted: impl Fn(u8) -> bool) -> Vec<Vec<Vec<String>>> {
        let fills: Vec<Area> = (0..5_u8)
            .filter(|row| tinted(*row))
            .map(|row| Area { x0: 50.0, y0: 20.0 * f32::from(row), x1: 300.0, y1: 20.0 * f32::from(row) + 20.0 })
            .collect();
        let mut lines: Vec<Line> = (0..5_u8)
            .flat_map(|row| {
                [
                    word(&format!("label {row}"), 58.0, 20.0 * f32::from(row) + 14.0),
                    word("some words", 180.0, 20.0 * f32::from(row) + 14.0),
                ]
            })
            .collect();
        let tables = bands(&fills, &mut lines);
        assert_eq!(lines.is_empty(), !tables.is_empty());
        tables.iter().map(|table| table.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect()).collect()
    }

    #[test]
    fn tinted_rows_are_a_table() {
        let tables = found(|_| true);
        assert_eq!((tables.len(), tables[0].len()), (1, 5));
        assert_eq!(tables[0][4], ["label 4", "some words"]);
    }

    #[test]
    fn every_second_row_may_be_tinted() {
        assert_eq!(found(|row| row % 2 == 0)[0].len(), 5);
        assert!(found(|row| row == 0).is_empty());
    }
}
