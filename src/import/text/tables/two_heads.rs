//! Flattened tables whose heads stand in two rows: names over years, or over other words, that
//! come again for each name.

use super::super::line::Line;
use super::flat_table::{Row, count_of_values, joined, rows, words};
use super::grid::{Cell, Grid};

/// Rows that such a table has at least.
const LEAST_ROWS: usize = 2;
/// Words before the names that head the column of labels, at most.
const MOST_LEAD: usize = 2;

/// The table whose two heads are line `at`, which stands under a caption, and the next one.
pub(in crate::import::text) fn two_heads(text: &str, lines: &[Line], at: usize, step: u16) -> Option<Grid> {
    let under = lines.get(at + 1).filter(|under| under.gap <= step)?;
    let (upper, lower) = (words(lines[at].of(text))?, words(under.of(text))?);
    let first = lines.get(at + 2).filter(|first| first.gap <= step)?;
    let count = count_of_values(first.of(text));
    let lead = lower.len().checked_sub(count).filter(|lead| *lead <= MOST_LEAD)?;
    let (label, heads) = lower.split_at(lead);
    let repeated =
        (2..=count / 2).find(|size| count.is_multiple_of(*size) && heads.iter().skip(*size).eq(&heads[..count - size]))?;
    let names = names(&upper, count / repeated, label.is_empty())?;
    let rows = rows(text, lines, at + 2, step, count);
    if rows.found.len() < LEAST_ROWS {
        return None;
    }
    let columns = count + 1;
    let mut cells = Vec::with_capacity((rows.found.len() + 2) * columns);
    cells.push(joined(text, names.lead).unwrap_or_default());
    for name in &names.names {
        let cell = joined(text, name)?;
        cells.extend((0..repeated).map(|nth| Cell { wide: nth > 0, ..cell }));
    }
    cells.push(joined(text, label).unwrap_or_default());
    cells.extend(heads.iter().map(|word| Cell::of(text, word)));
    for (owner, Row { lead, values }) in &rows.found {
        let own = joined(text, lead);
        cells.push(own.or_else(|| owner.map(|owner| Cell::of(text, owner))).unwrap_or_default());
        cells.extend(values.iter().map(|value| Cell::of(text, value)));
    }
    Some(Grid { columns, stub: 1, head: 2, cells, end: rows.end })
}

/// The upper head taken apart: what heads the labels, and the names over the others.
struct Names<'a, 't> {
    lead: &'a [&'t str],
    names: Vec<&'a [&'t str]>,
}

/// `count` names in `upper`: each ends in a unit in brackets, or each is a word. `leads` says that
/// the labels may have their head there.
fn names<'a, 't>(upper: &'a [&'t str], count: usize, leads: bool) -> Option<Names<'a, 't>> {
    let ends: Vec<usize> = (0..upper.len()).filter(|at| upper[*at].ends_with([')', ']', '）'])).collect();
    if ends.len() == count && ends.last() == Some(&(upper.len() - 1)) {
        // The first word of all is the labels' head, unless the unit alone would be left of the name.
        let first = &upper[..=ends[0]];
        let lead = usize::from(leads && first.len() > 1 && !first[1].starts_with(['(', '[', '（']));
        let mut from = lead;
        let mut names = Vec::with_capacity(count);
        for end in ends {
            names.push(&upper[from..=end]);
            from = end + 1;
        }
        return Some(Names { lead: &upper[..lead], names });
    }
    let lead = upper.len().checked_sub(count).filter(|lead| *lead <= if leads { MOST_LEAD } else { 0 })?;
    Some(Names { lead: &upper[..lead], names: upper[lead..].chunks(1).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::{Pending, scan};

    /// The two rows of heads, and the count of rows below.
    fn heads(text: &str) -> Option<(Vec<&str>, Vec<&str>, usize)> {
        let mut lines = Vec::new();
        scan(text, &mut Pending::default(), &mut lines);
        let grid = two_heads(text, &lines, 0, 0)?;
        let row = |nth: usize| grid.cells[nth * grid.columns..][..grid.columns].iter().map(|cell| cell.text(text)).collect();
        Some((row(0), row(1), grid.cells.len() / grid.columns - 2))
    }

    #[test]
    fn names_stand_over_what_comes_again() {
        let korean =
            "항만 인구(천명) 소득(만원)\n 2021 2022 2021 2022\n부산 3,324 3,296 2,113 2,285\n울산 1,121 1,110 2,611 2,826\n";
        assert_eq!(
            heads(korean),
            Some((
                vec!["항만", "인구(천명)", "인구(천명)", "소득(만원)", "소득(만원)"],
                vec!["", "2021", "2022", "2021", "2022"],
                2
            ))
        );
        let spaced = "Port Port calls (thousand) Net income (won)\n2021 2022 2021 2022\nBusan 3 4 5 6\nUlsan 1 2 3 4\n";
        assert_eq!(
            heads(spaced).expect("a table").0,
            ["Port", "Port calls (thousand)", "Port calls (thousand)", "Net income (won)", "Net income (won)"]
        );
        let below = "수출 수입 합계\n구분 남 여 남 여 남 여\n계 1 2 3 4 5 6\n가 1 2 3 4 5 6\n";
        assert_eq!(
            heads(below),
            Some((vec!["", "수출", "수출", "수입", "수입", "합계", "합계"], vec!["구분", "남", "여", "남", "여", "남", "여"], 2))
        );
        let two_words = "Port name Imports Exports\n2020 2021 2022 2020 2021 2022\nBusan 1 2 3 4 5 6\nUlsan 1 2 3 4 5 6\n";
        let found = heads(two_words).expect("a table");
        assert_eq!((found.0[0], found.0[1], found.0[6]), ("Port name", "Imports", "Exports"));
    }

    #[test]
    fn other_rows_are_no_two_heads() {
        for text in [
            "항만 인구 소득\n2021 2022 2023 2024\n부산 1 2 3 4\n울산 1 2 3 4\n",
            "Port 2021 2022\nBusan 1 2\nUlsan 3 4\nJeju 5 6\n",
            "항만 인구 소득\n2021 2022 2021 2022\n부산 1 2 3 4\n",
            "The harbour was shut for all of that winter\n2021 2022 2021 2022\na 1 2 3 4\nb 1 2 3 4\n",
        ] {
            assert_eq!(heads(text), None, "{text}");
        }
    }
}
