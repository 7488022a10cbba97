//! Tables whose columns still stand under each other, parted by two blanks or more, and those
//! parted by tabs.

use unicode_width::UnicodeWidthChar;

use super::super::line::{GONE, LEADER, Line, RUN};
use super::grid::{Cell, Grid, is_period, is_value};

/// The most rows and columns that are taken as one table.
const MOST_ROWS: usize = 1000;
const MOST_COLUMNS: usize = 40;
/// A cell wider than this, in columns, is text set in columns, not a table's.
const WIDEST_CELL: usize = 48;

/// A cell and the columns that it covers.
#[derive(Debug, Clone, Copy)]
struct Piece {
    left: usize,
    right: usize,
    cell: Cell,
}

/// The line behind the last one of the run of lines from `at` on that have wide gaps inside;
/// a line without one belongs to it if the next has one.
pub(in crate::import::text) fn run_end(lines: &[Line], at: usize, step: u16) -> usize {
    let mut end = at;
    let mut next = at;
    while let Some(line) = lines.get(next).filter(|line| next == at || line.gap <= step) {
        if line.has(RUN) && !line.has(LEADER) {
            end = next + 1;
        } else if next > end {
            break;
        }
        next += 1;
        if end - at >= MOST_ROWS {
            break;
        }
    }
    end
}

/// Whether lines `from..to` were stretched to end at column `right`: their wide gaps part words.
pub(in crate::import::text) fn is_justified(lines: &[Line], from: usize, to: usize, right: usize) -> bool {
    let inner = &lines[from..to.saturating_sub(1).max(from)];
    inner.iter().filter(|line| line.right().abs_diff(right) <= 1).count() * 5 >= inner.len() * 4
}

/// The table that lines `from..to` make; none where their columns don't hold.
pub(in crate::import::text) fn aligned_table(text: &str, lines: &[Line], from: usize, to: usize) -> Option<Grid> {
    if to - from < 3 || to - from > MOST_ROWS {
        return None;
    }
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut ruled = None;
    for line in lines[from..to].iter().filter(|line| !line.has(GONE)) {
        if is_rule(line.of(text)) {
            ruled = ruled.or(Some(rows.len()));
        } else {
            rows.push(pieces(text, line));
        }
    }
    let columns = columns(&rows)?;
    let heads = rows.iter().position(|row| row.iter().skip(1).any(|piece| is_value(piece.cell.text(text)))).unwrap_or(0);
    let mut placed = Vec::with_capacity(rows.len());
    for (nth, row) in rows.iter().enumerate() {
        placed.push(place(row, &columns, nth < heads)?);
    }
    join_labels(&rows, &mut placed);
    if !is_table(text, &placed) {
        return None;
    }
    let head = ruled.filter(|rows| (1..=3).contains(rows) && *rows < placed.len()).unwrap_or_else(|| head_rows(text, &placed));
    let cells: Vec<Cell> = placed.concat();
    Some(Grid { columns: columns.len(), stub: 1, head, cells, end: to })
}

/// Only what is drawn between the rows of a table.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '=' | '─' | '━' | '_' | '+' | '|' | ' '))
}

/// The cells of a line: what two blanks or a tab part.
fn pieces(text: &str, line: &Line) -> Vec<Piece> {
    let words = line.of(text);
    let mut found: Vec<Piece> = Vec::new();
    let (mut column, mut blanks) = (usize::from(line.indent), usize::MAX);
    for (at, c) in words.char_indices() {
        match c {
            ' ' => {
                blanks = blanks.saturating_add(1);
                column += 1;
            }
            '\t' => {
                blanks = blanks.saturating_add(2);
                column = (column / 8 + 1) * 8;
            }
            _ => {
                let width = c.width().unwrap_or(0);
                let from = usize::try_from(line.start).unwrap_or(0) + at;
                let end = from + c.len_utf8();
                match found.last_mut() {
                    Some(piece) if blanks < 2 => {
                        piece.right = column + width;
                        piece.cell.end = u32::try_from(end).unwrap_or(u32::MAX);
                    }
                    _ => found.push(Piece { left: column, right: column + width, cell: Cell::of(text, &text[from..end]) }),
                }
                column += width;
                blanks = 0;
            }
        }
    }
    found
}

/// The columns that most rows agree on: rows with the most frequent number of cells, if their
/// cells don't reach under each other's.
fn columns(rows: &[Vec<Piece>]) -> Option<Vec<(usize, usize)>> {
    let mut counts = [0_usize; MOST_COLUMNS + 1];
    for row in rows.iter().filter(|row| (2..=MOST_COLUMNS).contains(&row.len())) {
        counts[row.len()] += 1;
    }
    let usual = (2..counts.len()).max_by_key(|cells| counts[*cells])?;
    if counts[usual] < 2 {
        return None;
    }
    let mut columns = vec![(usize::MAX, 0); usual];
    for row in rows.iter().filter(|row| row.len() == usual) {
        for (column, piece) in columns.iter_mut().zip(row) {
            *column = (column.0.min(piece.left), column.1.max(piece.right));
        }
    }
    columns.windows(2).all(|pair| pair[0].1 < pair[1].0).then_some(columns)
}

/// Joins a label on a line of its own with the one below it that is set further in: its second half.
fn join_labels(rows: &[Vec<Piece>], placed: &mut Vec<Vec<Cell>>) {
    for nth in (1..rows.len()).rev() {
        let (upper, lower) = (&rows[nth - 1], &rows[nth]);
        let [label] = upper.as_slice() else { continue };
        let goes_on = lower.len() > 1 && lower[0].left > label.left && placed[nth - 1][0] == label.cell;
        if goes_on && placed[nth][0] == lower[0].cell {
            placed[nth][0].start = label.cell.start;
            placed.remove(nth - 1);
        }
    }
}

/// The cells of `row` under `columns`; none where two fall into one, or one into none. A head
/// that stands between two columns stands over both.
fn place(row: &[Piece], columns: &[(usize, usize)], head: bool) -> Option<Vec<Cell>> {
    let mut cells = vec![Cell::default(); columns.len()];
    for piece in row {
        let slack = usize::from(!head);
        let touches = |column: &(usize, usize)| piece.left < column.1 + slack && column.0 < piece.right + slack;
        let nearest = || {
            columns
                .iter()
                .enumerate()
                .min_by_key(|(_, column)| piece.left.abs_diff(column.0).min(piece.right.abs_diff(column.1)))
                .map(|(at, _)| at)
        };
        let behind = columns.iter().position(|column| column.0 >= piece.right).filter(|behind| head && *behind > 1);
        let (first, last) = match (columns.iter().position(touches), columns.iter().rposition(touches)) {
            (Some(first), Some(last)) => (first, last),
            _ => match behind {
                Some(behind) => (behind - 1, behind),
                None => nearest().map(|at| (at, at))?,
            },
        };
        for (nth, cell) in cells[first..=last].iter_mut().enumerate() {
            if cell.end > cell.start {
                return None;
            }
            *cell = Cell { wide: nth > 0, ..piece.cell };
        }
    }
    Some(cells)
}

/// Whether the grid is a table's: numbers in half of it, or three columns of short words in
/// nearly every row; not two columns of a page's text.
fn is_table(text: &str, rows: &[Vec<Cell>]) -> bool {
    let (mut filled, mut values, mut widest, mut full) = (0, 0, 0, 0);
    for row in rows {
        full += usize::from(row.iter().filter(|cell| cell.end > cell.start).count() * 3 >= row.len() * 2);
        widest = row.iter().map(|cell| cell.text(text).chars().count()).max().unwrap_or(0).max(widest);
        for cell in row[1..].iter().filter(|cell| cell.end > cell.start) {
            filled += 1;
            values += usize::from(is_value(cell.text(text)) || is_period(cell.text(text)));
        }
    }
    let columns = rows.first().map_or(0, Vec::len);
    let numbers = values * 2 >= filled && filled > 0;
    widest <= WIDEST_CELL && full * 2 >= rows.len() && (numbers || (columns >= 3 && full * 10 >= rows.len() * 8))
}

/// How many rows at the top are heads: those without a number where the rows below have them.
fn head_rows(text: &str, rows: &[Vec<Cell>]) -> usize {
    let has_values = |row: &Vec<Cell>| row[1..].iter().any(|cell| is_value(cell.text(text)) && !is_period(cell.text(text)));
    let first = rows.iter().position(has_values).unwrap_or(usize::from(rows.len() > 1));
    if first <= 3 { first } else { 0 }
}
