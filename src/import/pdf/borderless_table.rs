//! Tables without lines around their cells: rows whose parts stand in the same columns.

mod axis;
mod body;
mod columns;
mod head_rows;
mod heads;
mod lined;
mod reach;
mod strip;
mod values;
mod words;

use super::file::Area;
use super::line::Line;
use super::ruled_table::{Table, parted, settle};
use crate::import::caption::is_numbered_caption;
use axis::is_axis;
use body::cells;
pub(super) use columns::apart;
use columns::{cuts, numbers_apart, strips};
use head_rows::{head_rows, heads_above};
use heads::Columns;
pub(super) use lined::lined;
use reach::reach;
pub(super) use strip::{Strip, free};
pub(super) use values::is_numeric;

/// Rows that a table without lines has at least.
const FEWEST_ROWS: usize = 3;
/// An upright strip between two columns, in ems.
const STRIP: f32 = 0.45;
/// What parts words of two cells, in ems.
const CELLS: f32 = 1.15;
/// How often the lines of a column are looked at, in search of tables: so often each, and so often all together.
const LOOKS: usize = 4;
const FREE_LOOKS: usize = 30_000;

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
    let typed = rows.iter().filter(|row| is_typed_line(row)).map(|row| {
        let y = row[0].y - 0.3 * row[0].size;
        Area { x0: row[0].x0, y0: y, x1: row[row.len() - 1].x1, y1: y }
    });
    let rules: Vec<Area> = signs.rules.iter().copied().chain(typed).collect();
    let signs = &Signs { rules: &rules, is_caption: signs.is_caption };
    let mut out: Vec<Part> = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut looks = FREE_LOOKS + LOOKS * rows.iter().map(Vec::len).sum::<usize>();
    while at < rows.len() {
        match table_at(&rows, at, signs, &mut looks) {
            Some(Run::Axis(length)) => {
                for mut row in rows[at..at + length].iter().cloned() {
                    settle(&mut row);
                    plain.extend(row);
                }
                at += length;
            }
            Some(Run::Table(found)) => {
                while plain.last().is_some_and(|line| is_typed_line(std::slice::from_ref(line))) {
                    plain.pop();
                }
                let above = heads_above(&found, &mut plain, signs.rules);
                if !plain.is_empty() {
                    out.push(Part::Lines(std::mem::take(&mut plain)));
                }
                at += found.length;
                at += rows[at..].iter().take_while(|row| is_typed_line(row)).count();
                out.push(Part::Table(found.table(above, signs.rules)));
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

/// Whether a row is a line of hyphens, as typewriters draw them.
fn is_typed_line(row: &[Line]) -> bool {
    const FEWEST: usize = 6;
    let signs = |line: &Line| line.text.chars().all(|c| matches!(c, '-' | '=' | '_' | '–' | '—' | ' '));
    row.iter().all(signs) && row.iter().map(|line| line.text.len()).sum::<usize>() >= FEWEST
}

/// The label and the value of a line whose dots lead the eye from one to the other.
fn without_leader(line: Line) -> Vec<Line> {
    const FEWEST: usize = 4;
    let ends = line.text.match_indices(' ').find(|(at, _)| {
        let before = &line.text[..*at];
        before.len() - before.trim_end_matches(['.', '·', '…']).len() >= FEWEST && is_numeric(&line.text[at + 1..])
    });
    let Some((end, _)) = ends else { return vec![line] };
    let start = u32::try_from(end + 1).unwrap_or(u32::MAX);
    let Some(piece) = line.pieces.iter().find(|piece| piece.start == start) else { return vec![line] };
    parted(&line, &[piece.x0 - 0.1])
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
        let several = parts.len() > 1;
        let parts = parts.into_iter().flat_map(|line| if several { without_leader(line) } else { vec![line] });
        *row = parts.flat_map(numbers_apart).collect();
    }
    rows
}

/// What rows in columns are.
enum Run {
    Table(Found),
    /// So many rows of words and numbers beside a chart.
    Axis(usize),
}

/// A table that was found: its rows, and what is known of its columns.
struct Found {
    run: Vec<Vec<Line>>,
    /// How many rows of the column it takes: those of the run, and lines of hyphens.
    length: usize,
    strips: Vec<Strip>,
    /// How many of the rows are heads.
    head: usize,
}

/// The table that starts at row `at`; `looks` is how many lines may yet be looked at.
fn table_at(rows: &[Vec<Line>], at: usize, signs: &Signs<'_>, looks: &mut usize) -> Option<Run> {
    if rows[at].len() < 2 || *looks == 0 || is_list_item(&rows[at]) || is_caption_row(&rows[at]) {
        return None;
    }
    let end = reach(rows, at);
    *looks = looks.saturating_sub(rows[at..end].iter().map(Vec::len).sum());
    let captioned =
        (at.saturating_sub(3)..at).chain(end..(end + 2).min(rows.len())).any(|row| (signs.is_caption)(&rows[row][0].text));
    let ruled = is_ruled(&rows[at..end], signs.rules);
    let run: Vec<Vec<Line>> = rows[at..end].iter().filter(|row| !is_typed_line(row)).cloned().collect();
    examine(run, end - at, captioned || ruled, signs.rules)
}

/// Whether a row is the caption of a table, with its words set apart from its number.
fn is_caption_row(row: &[Line]) -> bool {
    is_numbered_caption(&row[0].text) && row.last().is_some_and(|last| !is_numeric(&last.text))
}

/// What `run` is, which takes `length` rows of its column; `surely` where a caption or lines say that it is a table.
fn examine(run: Vec<Vec<Line>>, length: usize, surely: bool, rules: &[Area]) -> Option<Run> {
    let fewest = if surely { 2 } else { FEWEST_ROWS };
    if run.iter().filter(|row| row.len() > 1).count() < fewest {
        return None;
    }
    let strips = strips(&run)?;
    let middles: Vec<f32> = strips.iter().map(Strip::middle).collect();
    let (mut values, mut filled) = (0, 0);
    for row in &run {
        for cell in cells(row, &middles).iter().skip(1).filter(|cell| !cell.is_empty()) {
            filled += 1;
            values += usize::from(cell.iter().all(|line| is_numeric(&line.text)));
        }
    }
    let numbers = values * 2 >= filled && values >= 4;
    if !(numbers || surely && filled >= 2 * fewest) {
        return None;
    }
    if is_axis(&run, &middles) {
        return Some(Run::Axis(length));
    }
    let head = head_rows(&run, &middles, rules);
    Some(Run::Table(Found { run, length, strips, head }))
}

impl Found {
    fn area(&self) -> Area {
        self.run.iter().flatten().map(Line::area).reduce(|all, one| all.cover(&one)).unwrap_or_default()
    }

    /// The table, with the lines `above` it that are heads, too.
    fn table(self, above: Vec<Line>, rules: &[Area]) -> Table {
        let area = above.iter().map(Line::area).fold(self.area(), |all, one| all.cover(&one));
        let mut heads: Vec<Vec<Line>> = above.into_iter().map(|line| vec![line]).collect();
        heads.extend_from_slice(&self.run[..self.head]);
        let below = &self.run[self.head..];
        let cuts = cuts(&self.strips, &heads);
        let mut values: Vec<Option<(f32, f32)>> = vec![None; cuts.len() + 1];
        for row in below.iter().filter(|row| row.len() > 1) {
            for (column, line) in
                cells(row, &cuts).iter().enumerate().flat_map(|(column, cell)| cell.iter().map(move |line| (column, line)))
            {
                let known = values[column].get_or_insert((line.x0, line.x1));
                *known = (known.0.min(line.x0), known.1.max(line.x1));
            }
        }
        let columns = Columns { cuts: &cuts, values: &values, sides: (area.x0, area.x1), rules };
        let mut rows = heads::heads(&heads, &columns);
        let head = rows.len();
        rows.extend(body::body(below, &cuts, (area.x0, area.x1)));
        let edges = std::iter::once(area.x0).chain(cuts.iter().copied()).chain([area.x1]).collect();
        Table { area, rows, head: Some(head), edges }
    }
}

/// A bullet or a number with its item's text is no row of a table.
fn is_list_item(row: &[Line]) -> bool {
    let first = row[0].text.as_str();
    row.len() == 2
        && first.chars().count() <= 4
        && !is_numeric(&row[1].text)
        && (first.ends_with(['.', ')']) || first.chars().all(|c| !c.is_alphanumeric()))
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

#[cfg(test)]
mod tests {
    use super::super::line::word;
    use super::super::ruled_table::Cell;
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
