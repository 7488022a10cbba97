//! How far the rows go that may be one table.

use super::super::line::Line;
use super::columns::{is_valued, strips};
use super::{is_caption_row, is_list_item};
use crate::import::caption::{is_numbered_caption, is_source};

/// Rows that are looked at as one table at most.
const MOST_ROWS: usize = 2_000;
/// Rows of a table are no further apart, in ems.
const STEP: f32 = 3.2;
/// Rows of one part each that stand between two of several, at most.
const MOST_SINGLES: usize = 2;
/// A gap so many times as wide as the usual one may part two tables.
const WIDER: f32 = 1.5;
/// Places that are looked at for a second table, and the rows of it that are.
const MOST_PLACES: usize = 5;
const LOOKED_AT: usize = 30;

/// The row behind the last that may belong to the table that starts at `at`.
pub(super) fn reach(rows: &[Vec<Line>], at: usize) -> usize {
    let mut end = at + 1;
    let mut singles = 0;
    for row in at + 1..rows.len().min(at + MOST_ROWS) {
        let (above, here) = (&rows[row - 1][0], &rows[row][0]);
        if here.y - above.y > STEP * here.size.max(above.size) || is_caption_row(&rows[row]) {
            break;
        }
        if rows[row].len() > 1 && !is_list_item(&rows[row]) {
            (end, singles) = (row + 1, 0);
        } else {
            singles += 1;
            // What names the next table, and what tells where this one is from.
            if singles > MOST_SINGLES || is_numbered_caption(&here.text) || is_source(&here.text) {
                break;
            }
        }
    }
    next_table(rows, at, end).unwrap_or(end)
}

/// Where another table begins among the rows `at..end`: behind a wide gap, with heads over columns of its own.
fn next_table(rows: &[Vec<Line>], at: usize, end: usize) -> Option<usize> {
    let step = |row: usize| rows[row][0].y - rows[row - 1][0].y;
    let mut steps: Vec<f32> = (at + 1..end).map(step).collect();
    let places = steps.len() / 2;
    let (_, usual, _) = (places > 0).then(|| steps.select_nth_unstable_by(places, f32::total_cmp))?;
    let least = WIDER * *usual;
    let mut valued = 0;
    // The first row behind the last one of several parts: a title may stand over the heads.
    let mut first = at;
    let mut looked_at = 0;
    for row in at..end {
        if rows[row].len() < 2 {
            continue;
        }
        let (from, is_head) = (first, !is_valued(&rows[row]));
        first = row + 1;
        valued += usize::from(!is_head);
        if !is_head || valued < 2 || from <= at || !(from..=row).any(|row| step(row) > least) {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST_PLACES {
            return None;
        }
        let (above, below) = (strips(&rows[at..from]), strips(&rows[row..end.min(row + LOOKED_AT)]));
        if let (Some(above), Some(below)) = (above, below)
            && !(above.len() == below.len() && above.iter().zip(&below).all(|(a, b)| a.meets(b)))
        {
            return Some(from);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::*;

    fn rows(rows: &[(f32, &[(f32, &str)])]) -> Vec<Vec<Line>> {
        rows.iter().map(|(y, cells)| cells.iter().map(|(x, text)| word(text, *x, *y)).collect()).collect()
    }

    const ABOVE: [(f32, &[(f32, &str)]); 4] = [
        (0.0, &[(0.0, "Kind"), (100.0, "2020"), (150.0, "2021")]),
        (12.0, &[(0.0, "Plums"), (100.0, "12"), (150.0, "15")]),
        (24.0, &[(0.0, "Pears"), (100.0, "30"), (150.0, "31")]),
        (36.0, &[(0.0, "Figs"), (100.0, "7"), (150.0, "9")]),
    ];

    #[test]
    fn a_caption_or_a_source_ends_a_table() {
        for between in ["Table 2. What was bought", "표 2. 산 것", "Source: the office", "자료: 통계청"] {
            let mut all = rows(&ABOVE);
            all.extend(rows(&[(54.0, &[(0.0, between)])]));
            all.extend(rows(&ABOVE.map(|(y, cells)| (y + 72.0, cells))));
            assert_eq!(reach(&all, 0), 4, "{between}");
        }
        let mut all = rows(&ABOVE);
        all.extend(rows(&[(48.0, &[(0.0, "Dried")])]));
        all.extend(rows(&ABOVE[1..].iter().map(|(y, cells)| (y + 48.0, *cells)).collect::<Vec<_>>()));
        assert_eq!(reach(&all, 0), 8, "the name of a group");
    }

    #[test]
    fn other_columns_behind_a_gap_are_another_tables() {
        let below: [(f32, &[(f32, &str)]); 3] = [
            (0.0, &[(0.0, "Port"), (60.0, "Ships"), (120.0, "Men"), (180.0, "Dues")]),
            (12.0, &[(0.0, "Pusan"), (60.0, "1"), (120.0, "2"), (180.0, "3")]),
            (24.0, &[(0.0, "Mokpo"), (60.0, "4"), (120.0, "5"), (180.0, "6")]),
        ];
        let stacked = |gap: f32, below: &[(f32, &[(f32, &str)])]| {
            let mut all = rows(&ABOVE);
            all.extend(rows(&below.iter().map(|(y, cells)| (36.0 + gap + y, *cells)).collect::<Vec<_>>()));
            all
        };
        assert_eq!(reach(&stacked(24.0, &below), 0), 4);
        assert_eq!(reach(&stacked(12.0, &below), 0), 7, "no gap");
        assert_eq!(reach(&stacked(24.0, &ABOVE), 0), 8, "the same columns");
    }
}
