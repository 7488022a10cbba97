//! Columns that no upright line parts, inside a table with lines.

use super::super::borderless_table::{apart, is_numeric};
use super::super::line::Line;
use super::{Cell, parted};

/// What parts two columns of numbers, in ems, where a head stands over each, and where none does.
const HEADED: f32 = 0.3;
const UNHEADED: f32 = 1.15;

/// Parts columns of `rows` that hold several numbers side by side in nearly every row.
/// `edges` is where the columns begin and end.
pub(super) fn part_columns(rows: &mut [Vec<Cell>], edges: &mut Vec<f32>) {
    let mut column = 0;
    while column < rows.first().map_or(0, Vec::len) {
        let cuts = cuts(rows, column);
        for row in rows.iter_mut() {
            part(row, column, &cuts);
        }
        for (at, cut) in cuts.iter().enumerate() {
            edges.insert(column + 1 + at, *cut);
        }
        column += 1 + cuts.len();
    }
}

/// Where a column is to be cut.
fn cuts(rows: &[Vec<Cell>], column: usize) -> Vec<f32> {
    let alone = |row: &&Vec<Cell>| row.get(column + 1) != Some(&Cell::Wide);
    let held: Vec<&[Line]> = rows
        .iter()
        .filter(alone)
        .filter_map(|row| if let Cell::Lines(lines) = &row[column] { Some(lines.as_slice()) } else { None })
        .filter(|lines| !lines.is_empty())
        .collect();
    let several = |lines: &&&[Line]| match lines {
        [line] => line.text.contains(' ') && is_numeric(&line.text) && !is_remarked(&line.text),
        _ => false,
    };
    let numbers: Vec<&Line> = held.iter().filter(several).map(|lines| &lines[0]).collect();
    let heads: Vec<Vec<Line>> = held
        .iter()
        .take(3)
        .filter(|lines| lines.iter().any(|line| !is_numeric(&line.text)))
        .map(|lines| lines.to_vec())
        .collect();
    let body = held.len().saturating_sub(heads.len());
    if numbers.len() < 2 || numbers.len() * 3 < body * 2 {
        return Vec::new();
    }
    apart(&numbers, &heads, (HEADED, UNHEADED))
}

/// Whether a number is followed by a mark that leads to a remark: `107,000 (2)`.
fn is_remarked(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| {
        let inside = last.strip_prefix(['(', '[']).and_then(|inside| inside.strip_suffix([')', ']']));
        inside.is_some_and(|inside| inside.len() <= 2 && inside.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            || last.chars().all(|c| !c.is_alphanumeric())
    })
}

/// Puts the parts of one cell into the columns that it was cut into.
fn part(row: &mut Vec<Cell>, column: usize, cuts: &[f32]) {
    if cuts.is_empty() {
        return;
    }
    let mut cells: Vec<Cell> = match std::mem::replace(&mut row[column], Cell::Wide) {
        Cell::Lines(lines) if lines.is_empty() => vec![Cell::Lines(Vec::new()); cuts.len() + 1],
        Cell::Lines(lines) if row.get(column + 1) != Some(&Cell::Wide) => {
            let mut cells = vec![Vec::new(); cuts.len() + 1];
            for line in lines.iter().flat_map(|line| parted(line, cuts)) {
                cells[cuts.partition_point(|cut| *cut <= f32::midpoint(line.x0, line.x1))].push(line);
            }
            cells.into_iter().map(Cell::Lines).collect()
        }
        Cell::Lines(lines) => {
            let mut cells = vec![Cell::Wide; cuts.len() + 1];
            cells[0] = Cell::Lines(lines);
            cells
        }
        other => vec![other; cuts.len() + 1],
    };
    row.splice(column..=column, cells.drain(..));
}
