//! Tables drawn with signs: cells between upright strokes, rules between rows.

use super::super::line::{GONE, Line};
use super::grid::{Cell, Grid};

/// The most rows and columns that are taken as one table.
const MOST_ROWS: usize = 1000;
const MOST_COLUMNS: usize = 40;

/// The table that is drawn from line `at` on; none where what stands there is no grid.
pub(in crate::import::text) fn boxed_table(text: &str, lines: &[Line], at: usize, step: u16) -> Option<Grid> {
    if !is_rule(lines[at].of(text)) && !is_row(lines[at].of(text)) {
        return None;
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut ruled, mut strokes) = (None, 0);
    let mut end = at;
    for (nth, line) in lines[at..].iter().take(MOST_ROWS).enumerate() {
        let words = line.of(text);
        if line.has(GONE) || (nth > 0 && line.gap > step) {
            break;
        }
        if is_rule(words) {
            strokes += 1;
            ruled = ruled.or(Some(rows.len()).filter(|rows| *rows > 0));
        } else if is_row(words) {
            rows.push(cells(text, words));
        } else {
            break;
        }
        end = at + nth + 1;
    }
    let columns = rows.first()?.len();
    let even = rows.iter().all(|row| row.len() == columns);
    // A lone stroke at both ends frames a remark, not a table.
    if !even || rows.len() < 2 || !(2..=MOST_COLUMNS).contains(&columns) || (strokes == 0 && rows.len() < 3) {
        return None;
    }
    // A rule that comes only behind the last row closes the table.
    let head = ruled.filter(|head| *head < rows.len()).unwrap_or(0);
    Some(Grid { columns, stub: 1, head: head.min(3), cells: rows.concat(), end })
}

fn is_stroke(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║')
}

/// A line of cells: a stroke at each end.
fn is_row(words: &str) -> bool {
    words.starts_with(is_stroke) && words.ends_with(is_stroke) && words.chars().count() > 2
}

/// A line between rows: `+---+`, `|---|`, `├──┤`.
fn is_rule(words: &str) -> bool {
    let corner = |c: char| matches!(c, '+' | '\u{2500}'..='\u{257F}') || is_stroke(c);
    words.starts_with(corner)
        && words.contains(['-', '=', '─', '━', '═'])
        && words.chars().all(|c| corner(c) || matches!(c, '-' | '=' | ':' | ' '))
}

/// The cells of a row; its strokes stand between them.
fn cells(text: &str, words: &str) -> Vec<Cell> {
    let inside = words.strip_prefix(is_stroke).and_then(|rest| rest.strip_suffix(is_stroke)).unwrap_or(words);
    inside.split(is_stroke).map(|cell| Cell::of(text, cell.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::{Pending, scan};

    fn boxed(text: &str) -> Option<(usize, usize, usize, usize)> {
        let mut lines = Vec::new();
        scan(text, &mut Pending::default(), &mut lines);
        boxed_table(text, &lines, 0, 0).map(|grid| (grid.columns, grid.cells.len() / grid.columns, grid.head, grid.end))
    }

    #[test]
    fn strokes_and_rules_make_a_table() {
        assert_eq!(boxed("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n| 3 |   |\n+---+---+\ntext\n"), Some((2, 3, 1, 6)));
        assert_eq!(boxed("│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n"), Some((2, 2, 1, 3)));
        assert_eq!(boxed("| a | b |\n| c | d |\n| e | f |\n"), Some((2, 3, 0, 3)));
    }

    #[test]
    fn other_drawings_are_none() {
        for text in ["| a |\n| b |\n| c |\n", "+---+\n| a |\n+---+\n", "|x|\n", "| a | b |\n| c |\n", "--> a\n", "text\n"] {
            assert_eq!(boxed(text), None, "{text}");
        }
    }
}
