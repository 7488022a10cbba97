//! Tables that an extractor wrote a cell a line, row by row or column by column. Only the order
//! of labels and numbers tells how many cells a row has.

use super::super::caption::is_source;
use super::super::letters::ends_sentence;
use super::super::line::{GONE, Line};
use super::grid::{Cell, Grid, heads_units, is_period, is_unit, is_value};

/// The most cells, and the most columns, of such a table.
const MOST_CELLS: usize = 800;
const MOST_COLUMNS: usize = 20;
/// Rows, without the head, that it has at least.
const LEAST_ROWS: usize = 2;
/// Columns of a cell at most: what is longer is a line of text.
const WIDEST: u16 = 40;

/// The table whose first cell is line `at`, which stands under a caption.
pub(in crate::import::text) fn stacked_table(text: &str, lines: &[Line], at: usize, step: u16) -> Option<Grid> {
    let count = cells_from(text, lines, at, step);
    let cells: Vec<&str> = lines[at..at + count].iter().map(|line| line.of(text)).collect();
    let (by_rows, by_columns) = (by_rows(&cells), by_columns(&cells));
    // Where both suit, the rows are years, and the first cell says whether it stands over these.
    let across = by_rows.is_some() && (by_columns.is_none() || heads_periods(cells[0]));
    let (columns, units) = if across { by_rows } else { by_columns }?;
    let rows = cells.len() / columns;
    let place = |nth: usize| if across { nth } else { nth % columns * rows + nth / columns };
    let cells = (0..cells.len()).map(|nth| Cell::of(text, cells[place(nth)])).collect();
    Some(Grid { columns, stub: if units { 2 } else { 1 }, head: 1, cells, end: at + count })
}

/// How many lines from `at` on may be cells: short ones, as close to each other as the first two.
fn cells_from(text: &str, lines: &[Line], at: usize, step: u16) -> usize {
    let gap = lines.get(at + 1).map_or(0, |second| second.gap);
    if gap > step + 1 {
        return 0;
    }
    let is_cell = |(nth, line): (usize, &Line)| {
        let words = line.of(text);
        let prose = ends_sentence(words) && !is_value(words) || is_source(words);
        (nth == 0 || line.gap <= gap) && line.width <= WIDEST && !line.has(GONE) && !prose
    };
    lines[at..].iter().take(MOST_CELLS).enumerate().take_while(|cell| is_cell(*cell)).count()
}

/// Whether a head stands over years and the like.
fn heads_periods(head: &str) -> bool {
    const WORDS: [&str; 15] = [
        "year", "fiscal", "period", "date", "month", "quarter", "time", "jahr", "année", "año", "연도", "년도", "구분", "기간",
        "年",
    ];
    let head = head.to_lowercase();
    head.is_empty() || WORDS.iter().any(|word| head.starts_with(word))
}

fn is_label(cell: &str) -> bool {
    !is_value(cell) || is_period(cell)
}

/// How many columns there are where the cells come row by row, and whether one of them holds units.
fn by_rows(cells: &[&str]) -> Option<(usize, bool)> {
    let fits = |columns: usize| {
        let (head, rows) = cells.split_at(columns);
        let units = columns > 2 && heads_units(head[1]);
        let stub = if units { 2 } else { 1 };
        let suits = head.iter().all(|cell| is_label(cell))
            && rows.len() >= columns * LEAST_ROWS
            && rows.chunks(columns).all(|row| {
                is_label(row[0])
                    && (!units || is_unit(row[1]) || !is_value(row[1]))
                    && row[stub..].iter().all(|cell| is_value(cell))
            });
        suits.then_some((columns, units))
    };
    (2..=MOST_COLUMNS.min(cells.len() / 2)).filter(|columns| cells.len().is_multiple_of(*columns)).find_map(fits)
}

/// The same where they come column by column: first the labels, then a head with its numbers, and so on.
fn by_columns(cells: &[&str]) -> Option<(usize, bool)> {
    let fits = |rows: usize| {
        let (labels, columns) = cells.split_at(rows);
        let suits = labels.iter().all(|cell| !is_value(cell))
            && columns.chunks(rows).all(|column| is_label(column[0]) && column[1..].iter().all(|cell| is_value(cell)));
        suits.then_some((cells.len() / rows, false))
    };
    // Two columns at least hold numbers: a list with a number behind is no table.
    (LEAST_ROWS + 1..=cells.len() / 3).filter(|rows| cells.len().is_multiple_of(*rows)).find_map(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::{Pending, scan};

    /// The cells of the first row and of the last, the columns of labels, and the line behind.
    fn table(text: &str) -> Option<(Vec<&str>, Vec<&str>, u16, usize)> {
        let mut lines = Vec::new();
        scan(text, &mut Pending::default(), &mut lines);
        let grid = stacked_table(text, &lines, 0, 0)?;
        let rows: Vec<Vec<&str>> =
            grid.cells.chunks(grid.columns).map(|row| row.iter().map(|cell| cell.text(text)).collect()).collect();
        Some((rows[0].clone(), rows.last()?.clone(), grid.stub, grid.end))
    }

    #[test]
    fn labels_and_numbers_tell_the_columns() {
        let english = "Port\n2019\n2020\nBusan\n1,200\n1,310\nUlsan\n830\n790\nSource: port office.\n";
        assert_eq!(table(english), Some((vec!["Port", "2019", "2020"], vec!["Ulsan", "830", "790"], 1, 9)));
        let apart = "구분\n\n2021\n\n2022\n\n총수입\n\n570.5\n\n617.8\n\n증가율\n\n△1.4\n\n-\n\n\n\n본문\n";
        assert_eq!(table(apart), Some((vec!["구분", "2021", "2022"], vec!["증가율", "△1.4", "-"], 1, 9)));
        let units = "구분\n단위\n2021\n2022\n인구\n천명\n3,324\n3,296\n소득\n만원\n2,113\n2,285\n";
        assert_eq!(table(units), Some((vec!["구분", "단위", "2021", "2022"], vec!["소득", "만원", "2,113", "2,285"], 2, 12)));
        let years = "Year\nBusan\nUlsan\n2019\n1,200\n830\n2020\n1,310\n790\n";
        assert_eq!(table(years), Some((vec!["Year", "Busan", "Ulsan"], vec!["2020", "1,310", "790"], 1, 9)));
    }

    #[test]
    fn cells_that_come_column_by_column_are_turned() {
        let text = "Port\nBusan\nUlsan\nTotal\n2019\n1,200\n830\n2,030\n2020\n1,310\n790\n2,100\n";
        assert_eq!(table(text), Some((vec!["Port", "2019", "2020"], vec!["Total", "2,030", "2,100"], 1, 12)));
    }

    #[test]
    fn other_short_lines_are_none() {
        for text in [
            "Busan\nUlsan\nJeju\nIncheon\n",
            "Port\n2019\n2020\nBusan\n1,200\n1,310\nUlsan\n830\n",
            "When the ice was on the water,\nand the ships lay black,\n1\n2\n",
            "1\n2\n3\n4\n",
            "Port\n2019\nBusan\n1,200\n",
        ] {
            assert_eq!(table(text), None, "{text}");
        }
    }
}
