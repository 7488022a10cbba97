//! Rows that no lines part, inside a table with lines: told by the baselines of their words.

use super::super::borderless_table::is_numeric;
use super::super::line::Line;
use super::Cell;

/// Baselines that differ by less are one, in ems.
const LEVEL: f32 = 0.35;
/// Lines of a cell that are looked at, at most.
const MOST_LINES: usize = 5_000;
/// Rows that a label which no line cuts is parted into at least.
const FEWEST_CUT: usize = 3;
/// White space between two rows is so many times what it is between two lines of one.
const WIDER: f32 = 1.3;
/// A blank, in ems.
const BLANK: f32 = 0.25;

/// Parts what goes down over several rows without a line, and has a line of its own for each of them.
///
/// `ys` is where the rows begin and end.
pub(super) fn part_labels(cells: &mut [Vec<Cell>], ys: &[f32]) {
    let width = cells.first().map_or(0, Vec::len);
    for column in 0..width {
        let mut top = 0;
        while top < cells.len() {
            let rows = 1 + cells[top + 1..].iter().take_while(|row| row[column] == Cell::Tall).count();
            if rows >= FEWEST_CUT {
                part_label(&mut cells[top..top + rows], &ys[top..=top + rows], column);
            }
            top += rows;
        }
    }
}

fn part_label(cells: &mut [Vec<Cell>], ys: &[f32], column: usize) {
    let Some(Cell::Lines(lines)) = cells.first().map(|row| &row[column]) else { return };
    let row_of = |line: &Line| ys.partition_point(|y| *y <= line.y - 0.3 * line.size).saturating_sub(1).min(cells.len() - 1);
    let held: Vec<usize> = lines.iter().map(row_of).collect();
    let own = held.windows(2).all(|pair| pair[0] < pair[1]);
    let level = |line: &Line, row: usize| {
        cells[row].iter().enumerate().any(|(at, cell)| match cell {
            Cell::Lines(lines) => at != column && lines.iter().any(|other| (other.y - line.y).abs() < LEVEL * line.size),
            _ => false,
        })
    };
    let aligned = lines.iter().zip(&held).filter(|(line, row)| level(line, **row)).count();
    if !own || lines.len() * 5 < cells.len() * 4 || aligned * 5 < lines.len() * 4 {
        return;
    }
    let lines = lines.clone();
    for row in cells.iter_mut() {
        row[column] = Cell::Lines(Vec::new());
    }
    for (line, row) in lines.into_iter().zip(held) {
        cells[row][column] = Cell::Lines(vec![line]);
    }
}

/// A row between two lines, or the rows that stand in it. `edges` is where the columns begin and end.
pub(super) fn by_baseline(row: Vec<Cell>, edges: &[f32], is_first: bool) -> Vec<Vec<Cell>> {
    let baselines = baselines(&row);
    if baselines.len() < 2 || row.iter().map(|cell| lines(cell).len()).max().unwrap_or(0) > MOST_LINES {
        return vec![row];
    }
    let starts = if are_numbers(&row) {
        baselines
    } else if let Some(starts) = rows_of_words(&row, &baselines, edges, is_first).or_else(|| rows_apart(&row, &baselines)) {
        starts
    } else {
        return vec![row];
    };
    let mut rows: Vec<Vec<Cell>> = vec![Vec::with_capacity(row.len()); starts.len()];
    let mut wide = vec![false; starts.len()];
    for cell in row {
        let mut held: Vec<Vec<Line>> = vec![Vec::new(); starts.len()];
        let (tall, goes_on) = (cell == Cell::Tall, cell == Cell::Wide);
        if let Cell::Lines(lines) = cell {
            lines.into_iter().for_each(|line| held[start_of(&starts, &line)].push(line));
        }
        for ((row, wide), held) in rows.iter_mut().zip(&mut wide).zip(held) {
            if !tall && !goes_on {
                *wide = !held.is_empty();
            }
            row.push(if tall {
                Cell::Tall
            } else if goes_on && *wide {
                Cell::Wide
            } else {
                Cell::Lines(held)
            });
        }
    }
    rows
}

/// Which of the heights that rows begin at is the one that a line belongs to.
fn start_of(starts: &[f32], line: &Line) -> usize {
    starts.partition_point(|y| *y <= line.y + 0.1).saturating_sub(1)
}

fn lines(cell: &Cell) -> &[Line] {
    if let Cell::Lines(lines) = cell { lines } else { &[] }
}

/// Where lines stand in a row, each height once: that of the highest of them.
fn baselines(row: &[Cell]) -> Vec<f32> {
    let mut all: Vec<(f32, f32)> = row.iter().flat_map(lines).map(|line| (line.y, line.size)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<f32> = Vec::new();
    for (y, size) in all {
        if out.last().is_none_or(|last| y - last >= LEVEL * size) {
            out.push(y);
        }
    }
    out
}

/// Whether two cells at least are columns of numbers.
fn are_numbers(row: &[Cell]) -> bool {
    let is_stack = |cell: &&Cell| {
        let lines = lines(cell);
        lines.len() >= 3 && lines.iter().filter(|line| is_numeric(&line.text)).count() * 3 > lines.len() * 2
    };
    row.iter().filter(is_stack).count() >= 2
}

/// Where rows of words begin: lines stand beside lines in most of the cells, and end where the
/// next one's first word would have fitted, which nobody does inside a cell.
fn rows_of_words(row: &[Cell], baselines: &[f32], edges: &[f32], is_first: bool) -> Option<Vec<f32>> {
    let filled: Vec<usize> = (0..row.len()).filter(|column| !lines(&row[*column]).is_empty()).collect();
    let mut held = vec![0_usize; baselines.len()];
    for column in &filled {
        lines(&row[*column]).iter().for_each(|line| held[start_of(baselines, line)] += 1);
    }
    let labels = lines(&row[*filled.first()?]);
    let beside = held.iter().filter(|count| **count >= 2).count();
    let numbers = filled.iter().any(|column| {
        let lines = lines(&row[*column]);
        lines.len() >= 2 && lines.iter().all(|line| is_numeric(&line.text))
    });
    let many = baselines.len() > 2 && !is_first;
    if filled.len() < 2 || labels.len() < 2 || labels.len() * 2 < baselines.len() || beside * 5 < baselines.len() * 3 {
        return None;
    }
    let goes_on = |pair: &[Line]| pair[1].text.starts_with(char::is_lowercase) || pair[0].text.ends_with(['-', ',']);
    if !(numbers || many) || labels.windows(2).any(goes_on) {
        return None;
    }
    // Numbers do not wrap; words in all of the cells do not wrap alike.
    let begins = |line: &Line| line.text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let alike = filled.iter().all(|column| {
        let lines = lines(&row[*column]);
        lines.len() * 5 >= baselines.len() * 4 && lines.iter().all(begins)
    });
    let sure = numbers && labels.len() == baselines.len() && beside == baselines.len() || many && alike;
    let (mut early, mut pairs) = (0, 0);
    for column in filled {
        let right = row[column + 1..].iter().take_while(|cell| **cell == Cell::Wide).count() + column + 1;
        let left = edges.get(column).copied().unwrap_or_default();
        for pair in lines(&row[column]).windows(2) {
            let air = (pair[0].x0 - left).max(0.0).min(pair[0].size);
            let free = edges.get(right).copied().unwrap_or(f32::MAX) - air.min(0.5 * pair[0].size) - pair[0].x1;
            let ended = free > pair[1].first_word_width() + BLANK * pair[0].size;
            // One word in a column that is as wide as its words tells nothing.
            pairs += usize::from(ended || pair[0].text.contains(' '));
            early += usize::from(ended);
        }
    }
    if !sure && (early == 0 || early * 2 < pairs) {
        return None;
    }
    // A line without a label goes on the row above it, unless it has a value.
    let mut own = vec![false; baselines.len()];
    own[0] = true;
    for line in labels.iter().chain(row.iter().flat_map(lines).filter(|line| is_numeric(&line.text))) {
        own[start_of(baselines, line)] = true;
    }
    let starts: Vec<f32> = baselines.iter().zip(own).filter_map(|(y, own)| own.then_some(*y)).collect();
    (starts.len() >= 2).then_some(starts)
}

/// Where rows begin that white space parts: wider than between lines, and over all of the cells.
fn rows_apart(row: &[Cell], baselines: &[f32]) -> Option<Vec<f32>> {
    let least = baselines.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min);
    let mut starts = vec![baselines[0]];
    starts.extend(baselines.windows(2).filter(|pair| pair[1] - pair[0] > WIDER * least).map(|pair| pair[1]));
    let filled: Vec<&[Line]> = row.iter().map(lines).filter(|lines| !lines.is_empty()).collect();
    // The cells that have a line at each start, the first of them counted apart.
    let mut begun = vec![(0_usize, false); starts.len()];
    for (at, lines) in filled.iter().enumerate() {
        let mut last = None;
        for line in *lines {
            let near = start_of(&starts, line);
            let level = |start: &usize| starts.get(*start).is_some_and(|y| (line.y - y).abs() < LEVEL * line.size);
            for start in [near, near + 1].into_iter().filter(level) {
                if last.is_some_and(|last| last >= start) {
                    continue;
                }
                begun[start].0 += 1;
                begun[start].1 |= at == 0;
                last = Some(start);
            }
        }
    }
    let all = begun.iter().all(|(here, first)| *first && *here >= 2 && here * 3 >= filled.len() * 2);
    (starts.len() >= 2 && starts.len() < baselines.len() && filled.len() >= 2 && all).then_some(starts)
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::*;

    fn row(columns: &[(f32, &[&str])]) -> Vec<Cell> {
        let stack = |(x, texts): &(f32, &[&str])| {
            let lines = texts.iter().zip(0_u8..).filter(|(text, _)| !text.is_empty());
            Cell::Lines(lines.map(|(text, at)| word(text, *x, 12.0 * f32::from(at))).collect())
        };
        columns.iter().map(stack).collect()
    }

    fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
    }

    const EDGES: [f32; 3] = [0.0, 100.0, 200.0];

    #[test]
    fn words_beside_words_are_rows() {
        let cells = row(&[(3.0, &["Rita", "Otis", "Tammy"]), (103.0, &["Texas", "Mexico", "Georgia"])]);
        assert_eq!(texts(&by_baseline(cells, &EDGES, false)), [["Rita", "Texas"], ["Otis", "Mexico"], ["Tammy", "Georgia"]]);
    }

    #[test]
    fn a_line_without_a_label_goes_on_the_row_above() {
        let cells = row(&[(3.0, &["Rita", "Otis", "", "Tammy"]), (103.0, &["Texas", "Mexico and", "its coast", "Georgia"])]);
        assert_eq!(
            texts(&by_baseline(cells, &EDGES, false)),
            [["Rita", "Texas"], ["Otis", "Mexico and its coast"], ["Tammy", "Georgia"]]
        );
    }

    #[test]
    fn a_wrapped_cell_is_one_row() {
        let cells = row(&[(3.0, &["the first of", "the harbours"]), (103.0, &["boats that lay in", "it over winter"])]);
        assert_eq!(by_baseline(cells, &EDGES, false).len(), 1);
        let heads = row(&[(3.0, &["Labor", "cost"]), (103.0, &["Parts", "cost"])]);
        assert_eq!(by_baseline(heads, &EDGES, true).len(), 1);
    }

    #[test]
    fn a_label_with_a_line_for_each_row_is_parted() {
        let ys = [0.0, 12.0, 24.0, 36.0];
        let value = |text: &str, y: f32| Cell::Lines(vec![word(text, 103.0, y)]);
        let labels = ["a", "b", "c"].iter().zip([10.0, 22.0, 34.0]).map(|(text, y)| word(text, 3.0, y)).collect();
        let mut cells = vec![
            vec![Cell::Lines(labels), value("1", 10.0)],
            vec![Cell::Tall, value("2", 22.0)],
            vec![Cell::Tall, value("3", 34.0)],
        ];
        part_labels(&mut cells, &ys);
        assert_eq!(texts(&cells), [["a", "1"], ["b", "2"], ["c", "3"]]);
    }
}
