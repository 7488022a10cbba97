//! Tables with lines around their cells.
//!
//! Level and upright lines that meet make a grid; where a line between two cells is missing
//! they are one cell (after the lattice method of Nurminen's thesis, 2013, that Tabula and
//! Camelot follow). Boxes of one cell are no tables: what stands in them is text.

mod bands;
mod columns;
mod frame;
mod rows;

use super::file::Area;
use super::line::{Line, Piece};
use crate::import::caption::is_numbered_caption;
pub(super) use bands::bands;
use bands::edges_of;
use columns::part_columns;
use frame::without_frame_lines;
use rows::{by_baseline, part_labels};

/// How far lines that meet may miss each other, in points.
const SNAP: f32 = 3.0;
/// Lines of a page that grids are looked for in: more are a drawing.
const MOST_RULES: usize = 3_000;
/// Cells that a grid has at most.
const MOST_CELLS: usize = 40_000;

/// A cell of a table as it is found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Its lines, from top to bottom.
    Lines(Vec<Line>),
    /// The cell before it in its row goes on here.
    Wide,
    /// The cell above it goes on here.
    Tall,
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Lines(lines) if lines.is_empty())
    }

    /// Its text, lines apart by blanks.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Lines(lines) => lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }
}

/// A table: rows of cells, all of the same number.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    pub(super) area: Area,
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many of the rows are head rows, where the lines tell.
    pub(super) head: Option<usize>,
    /// Where its columns start and end.
    pub(super) edges: Vec<f32>,
}

/// A level or upright line: where it lies, and from where to where it goes.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// Takes the tables with lines around their cells out of `lines`; the edges of `fills` are lines, too.
pub(super) fn grids(rules: &[Area], fills: &[Area], lines: &mut Vec<Line>) -> Vec<Table> {
    if rules.len() > MOST_RULES || rules.len() < 4 {
        return Vec::new();
    }
    let level = merged(rules.iter().filter(|rule| rule.width() > rule.height()).map(|rule| Rule {
        at: f32::midpoint(rule.y0, rule.y1),
        from: rule.x0,
        to: rule.x1,
    }));
    let upright = merged(rules.iter().filter(|rule| rule.width() <= rule.height()).map(|rule| Rule {
        at: f32::midpoint(rule.x0, rule.x1),
        from: rule.y0,
        to: rule.y1,
    }));
    let mut tables = Vec::new();
    for (mut level, upright) in meeting(&level, &upright) {
        let edges = edges_of(fills, &level, &upright);
        level.extend(edges);
        if let Some(table) = grid(&level, &upright, lines) {
            tables.push(table);
        }
    }
    tables
}

/// Lines that go on each other become one.
fn merged(rules: impl Iterator<Item = Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        let same = out.iter_mut().rev().take_while(|last| rule.at - last.at < SNAP);
        let mut same = same.filter(|last| rule.from <= last.to + SNAP && rule.to >= last.from - SNAP);
        match same.next() {
            Some(last) => {
                last.from = last.from.min(rule.from);
                last.to = last.to.max(rule.to);
            }
            None => out.push(rule),
        }
    }
    out
}

/// Groups of lines that meet, each with its level and its upright ones.
fn meeting(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    for (a, row) in level.iter().enumerate() {
        for (b, column) in upright.iter().enumerate() {
            let meets = (row.from - SNAP..=row.to + SNAP).contains(&column.at)
                && (column.from - SNAP..=column.to + SNAP).contains(&row.at);
            if meets {
                let (a, b) = (root(&mut group, a), root(&mut group, level.len() + b));
                group[a] = b;
            }
        }
    }
    let mut found: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    for at in 0..group.len() {
        let of = root(&mut group, at);
        let index = found.iter().position(|(root, ..)| *root == of).unwrap_or_else(|| {
            found.push((of, Vec::new(), Vec::new()));
            found.len() - 1
        });
        if at < level.len() {
            found[index].1.push(level[at]);
        } else {
            found[index].2.push(upright[at - level.len()]);
        }
    }
    found
        .into_iter()
        .map(|(_, level, upright)| (level, upright))
        // One level line between upright ones that go further: they are open above and below.
        .filter(|(a, b)| a.len() + b.len() >= 4 && a.len() >= 2 && !b.is_empty() || a.len() == 1 && b.len() >= 2)
        .collect()
}

/// Where the lines of a group lie, each place once.
fn places(rules: &[Rule]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|b, a| *b - *a < SNAP);
    all
}

fn grid(level: &[Rule], upright: &[Rule], lines: &mut Vec<Line>) -> Option<Table> {
    let mut ys = places(level);
    let mut xs = places(upright);
    // Tables that are open at their sides: the level lines tell where they end.
    let left = level.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let right = level.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    if xs.first().is_some_and(|first| first - left > 8.0) {
        xs.insert(0, left);
    }
    if xs.last().is_some_and(|last| right - last > 8.0) {
        xs.push(right);
    }
    // And open above or below: there the upright lines do.
    let most = |ends: Vec<f32>, at: f32| (ends.iter().filter(|end| (**end - at).abs() < SNAP).count() >= 2).then_some(at);
    let (tops, ends) = (upright.iter().map(|rule| rule.from), upright.iter().map(|rule| rule.to));
    let (top, end) = (tops.clone().fold(f32::MAX, f32::min), ends.clone().fold(f32::MIN, f32::max));
    let closed = ys.len();
    if let Some(top) = most(tops.collect(), top).filter(|top| ys.first().is_some_and(|first| first - top > 8.0)) {
        ys.insert(0, top);
    }
    if let Some(end) = most(ends.collect(), end).filter(|end| ys.last().is_some_and(|last| end - last > 8.0)) {
        ys.push(end);
    }
    let (height, width) = (ys.len().checked_sub(1)?, xs.len().checked_sub(1)?);
    if height == 0 || level.len() < 2 && height < 2 || width < 2 || height * width > MOST_CELLS || (height < 2 && width < 3) {
        return None;
    }
    let covered = |rules: &[Rule], at: f32, along: f32| {
        rules.iter().any(|rule| (rule.at - at).abs() < SNAP && rule.from - 1.0 <= along && along <= rule.to + 1.0)
    };
    let area = Area { x0: xs[0], y0: ys[0], x1: xs[width], y1: ys[height] };
    let inside = |line: &Line| {
        let y = line.y - 0.3 * line.size;
        y > area.y0 && y < area.y1 && line.x0 > area.x0 - 6.0 && line.x1 < area.x1 + 6.0
    };
    let (within, outside): (Vec<Line>, Vec<Line>) = std::mem::take(lines).into_iter().partition(inside);
    *lines = outside;
    // Text that runs across upright lines which nothing closes stands in no columns.
    let crosses = |line: &&Line| xs[1..width].iter().any(|edge| line.x0 + SNAP < *edge && line.x1 - SNAP > *edge);
    if ys.len() > closed && within.iter().filter(crosses).count() * 3 > within.len() {
        lines.extend(within);
        return None;
    }
    let middle = |places: &[f32], at: usize| f32::midpoint(places[at], places[at + 1]);
    let mut cells: Vec<Vec<Cell>> = vec![vec![Cell::Lines(Vec::new()); width]; height];
    for row in 0..height {
        // Without any upright line in it a row is one cell, or its columns are those of the rows
        // around it: that is seen by where its words stand.
        let lined = (1..width).any(|column| covered(upright, xs[column], middle(&ys, row)));
        let columned = !lined && stands_in_columns(&within, (ys[row], ys[row + 1]), &xs);
        for column in 0..width {
            let joins_left = column > 0 && !columned && !covered(upright, xs[column], middle(&ys, row));
            let joins_up = row > 0 && !covered(level, ys[row], middle(&xs, column));
            // A cell over rows and columns goes on to the right in each of its rows.
            if joins_left && !(joins_up && cells[row - 1][column] == Cell::Lines(Vec::new())) {
                cells[row][column] = Cell::Wide;
            } else if joins_up {
                cells[row][column] = Cell::Tall;
            }
        }
    }
    let place = |places: &[f32], at: f32| places.partition_point(|edge| *edge <= at).saturating_sub(1).min(places.len() - 2);
    for line in &within {
        let row = place(&ys, line.y - 0.3 * line.size);
        for part in parted(line, &xs) {
            let column = place(&xs, f32::midpoint(part.x0, part.x1));
            let (row, column) = owner(&cells, row, column);
            if let Cell::Lines(lines) = &mut cells[row][column] {
                lines.push(part);
            }
        }
    }
    for cell in cells.iter_mut().flatten() {
        if let Cell::Lines(lines) = cell {
            settle(lines);
        }
    }
    part_labels(&mut cells, &ys);
    let mut given_back = Vec::new();
    let captioned = lines.iter().any(|line| {
        let above = area.y0 - line.y;
        is_numbered_caption(&line.text) && (-1.0..3.0 * line.size).contains(&above) && line.x0 < area.x1 && line.x1 > area.x0
    });
    let area = without_frame_lines(&mut cells, (&ys, captioned), area, &mut given_back);
    let mut is_first = true;
    let mut cells: Vec<Vec<Cell>> =
        cells.into_iter().flat_map(|row| by_baseline(row, &xs, std::mem::take(&mut is_first))).collect();
    part_columns(&mut cells, &mut xs);
    let table = without_empty(cells, &xs, area);
    let filled = table.rows.iter().flatten().filter(|cell| matches!(cell, Cell::Lines(lines) if !lines.is_empty())).count();
    let wide = table.rows.first().map_or(0, Vec::len);
    let holds = |cell: &&Cell| matches!(cell, Cell::Lines(lines) if !lines.is_empty());
    let open = level.len() < 2 && (table.rows.len() < 3 || table.rows.iter().any(|row| row.iter().filter(holds).count() < 2));
    // A frame around text, or one that holds nothing, is no table.
    if open || wide < 2 || filled < 3 || filled * 6 < table.rows.len() * wide {
        lines.extend(within);
        return None;
    }
    lines.extend(given_back);
    Some(table)
}

/// Whether the words between two heights stand in at least three of the columns, none across an edge.
fn stands_in_columns(lines: &[Line], (top, end): (f32, f32), edges: &[f32]) -> bool {
    let here = lines.iter().filter(|line| (top..end).contains(&(line.y - 0.3 * line.size)));
    let mut held: Vec<usize> = Vec::new();
    for piece in here.flat_map(|line| &line.pieces) {
        let (from, to) = (piece.x0 + 1.0, piece.x1 - 1.0);
        if edges.iter().any(|edge| from < *edge && *edge < to) {
            return false;
        }
        let column = edges.partition_point(|edge| *edge <= f32::midpoint(from, to));
        if !held.contains(&column) {
            held.push(column);
        }
    }
    held.len() >= 3
}

/// The cell that holds the text at `row`, `column`: where the one that reaches there starts.
fn owner(cells: &[Vec<Cell>], mut row: usize, mut column: usize) -> (usize, usize) {
    loop {
        match cells[row][column] {
            Cell::Wide if column > 0 => column -= 1,
            Cell::Tall if row > 0 => row -= 1,
            _ => return (row, column),
        }
    }
}

/// A line cut at the upright edges that it crosses; words stay whole.
pub(super) fn parted(line: &Line, edges: &[f32]) -> Vec<Line> {
    let column = |piece: &Piece| edges.partition_point(|edge| *edge <= f32::midpoint(piece.x0, piece.x1));
    let mut parts: Vec<(usize, Line)> = Vec::new();
    for piece in &line.pieces {
        let here = column(piece);
        let blank = line.text[..piece.start as usize].ends_with(' ');
        match parts.last_mut() {
            // A raised sign stays with its word.
            Some((at, part)) if *at == here || !blank => {
                if blank {
                    part.text.push(' ');
                }
                add(part, line, piece);
            }
            _ => {
                let mut part = Line { x0: piece.x0, x1: piece.x1, y: line.y, size: line.size, ..Line::default() };
                add(&mut part, line, piece);
                parts.push((here, part));
            }
        }
    }
    if let Some((_, last)) = parts.last_mut() {
        last.trail = line.trail;
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

fn add(part: &mut Line, line: &Line, piece: &Piece) {
    let start = u32::try_from(part.text.len()).unwrap_or(u32::MAX);
    part.text.push_str(line.piece_text(piece));
    let end = u32::try_from(part.text.len()).unwrap_or(u32::MAX);
    part.pieces.push(Piece { start, end, ..*piece });
    (part.x0, part.x1) = (part.x0.min(piece.x0), part.x1.max(piece.x1));
}

/// Puts the lines of a cell in order; those on one baseline become one.
pub(super) fn settle(lines: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        match out.last_mut() {
            Some(last) if (line.y - last.y).abs() < 0.3 * last.size => last.append(line),
            _ => out.push(line),
        }
    }
    *lines = out;
}

/// The table without rows and columns that hold nothing: doubled lines make such.
fn without_empty(mut cells: Vec<Vec<Cell>>, edges: &[f32], area: Area) -> Table {
    let holds = |cell: &Cell| matches!(cell, Cell::Lines(lines) if !lines.is_empty());
    let width = cells.first().map_or(0, Vec::len);
    let kept: Vec<bool> = (0..width)
        .map(|column| {
            cells.iter().any(|row| holds(&row[column])) || {
                let thick = edges[column + 1] - edges[column] > 8.0;
                thick && cells.iter().any(|row| row[column].is_empty())
            }
        })
        .collect();
    // What a dropped cell started is kept by the one that it reached.
    for row in &mut cells {
        let mut column = 0;
        row.retain(|_| {
            column += 1;
            kept[column - 1]
        });
        if row.first() == Some(&Cell::Wide) {
            row[0] = Cell::Lines(Vec::new());
        }
    }
    cells.retain(|row| row.iter().any(|cell| matches!(cell, Cell::Lines(lines) if !lines.is_empty())));
    if let Some(first) = cells.first_mut() {
        for cell in first.iter_mut().filter(|cell| **cell == Cell::Tall) {
            *cell = Cell::Lines(Vec::new());
        }
    }
    let kept_edges = edges.iter().enumerate().filter(|(at, _)| *at == 0 || kept[at - 1]).map(|(_, edge)| *edge).collect();
    Table { area, rows: cells, head: None, edges: kept_edges }
}

#[cfg(test)]
mod tests {
    use super::super::line::word;
    use super::*;

    fn level(y: f32, x0: f32, x1: f32) -> Area {
        Area { x0, y0: y, x1, y1: y }
    }

    fn upright(x: f32, y0: f32, y1: f32) -> Area {
        Area { x0: x, y0, x1: x, y1 }
    }

    #[test]
    fn cells_that_no_line_parts_are_one() {
        let mut rules: Vec<Area> = [0.0, 40.0, 60.0].map(|y| level(y, 0.0, 150.0)).to_vec();
        // The first column's middle line is missing: a label over two rows.
        rules.push(level(20.0, 50.0, 150.0));
        rules.extend([0.0, 50.0, 150.0].map(|x| upright(x, 0.0, 60.0)));
        // The first row's upright line is missing: a head over two columns.
        rules.push(upright(100.0, 20.0, 60.0));
        let mut lines = vec![
            word("label", 5.0, 22.0),
            word("head", 80.0, 12.0),
            word("1", 60.0, 32.0),
            word("2", 120.0, 32.0),
            word("c", 5.0, 52.0),
            word("3", 60.0, 52.0),
            word("4", 120.0, 52.0),
            word("text", 5.0, 90.0),
        ];
        let tables = grids(&rules, &[], &mut lines);
        assert_eq!(lines.len(), 1);
        let texts: Vec<Vec<String>> = tables[0]
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| match cell {
                        Cell::Wide => "<".into(),
                        Cell::Tall => "^".into(),
                        cell @ Cell::Lines(_) => cell.text(),
                    })
                    .collect()
            })
            .collect();
        assert_eq!(texts, [["label", "head", "<"], ["^", "1", "2"], ["c", "3", "4"]]);
    }

    #[test]
    fn text_that_runs_across_open_lines_is_no_table() {
        // Two level lines, and upright ones that go on below them.
        let mut rules: Vec<Area> = [0.0, 20.0].map(|y| level(y, 0.0, 300.0)).into();
        rules.extend([0.0, 100.0, 200.0, 300.0].map(|x| upright(x, 0.0, 60.0)));
        // Lines of words, whose blanks are stretched by a column's edge now and then.
        let line = |words: [&str; 3], y: f32| {
            let mut whole = Line { x0: 20.0, x1: 20.0, y, size: 10.0, ..Line::default() };
            for (text, x) in words.into_iter().zip([20.0, 105.0, 205.0]) {
                let part = word(text, x, y);
                if !whole.text.is_empty() {
                    whole.text.push(' ');
                }
                add(&mut whole, &part, &part.pieces[0]);
            }
            whole
        };
        let prose = [
            ["the notes of this", "page go on over", "all of it"],
            ["whatever is drawn", "there behind", "them, and"],
            ["this line", "goes on so", "as well"],
        ];
        let mut lines: Vec<Line> = prose.into_iter().zip([14.0, 30.0, 46.0]).map(|(words, y)| line(words, y)).collect();
        assert!(grids(&rules, &[], &mut lines).is_empty());
        assert_eq!(lines.len(), 3);
        // What keeps to them does.
        let cells = |y: f32| [10.0, 110.0, 210.0].map(|x| word("cell", x, y));
        let mut lines: Vec<Line> = [14.0, 30.0, 46.0].into_iter().flat_map(cells).collect();
        assert_eq!(grids(&rules, &[], &mut lines).len(), 1);
    }

    #[test]
    fn a_frame_around_text_is_no_table() {
        let rules = [level(0.0, 0.0, 100.0), level(50.0, 0.0, 100.0), upright(0.0, 0.0, 50.0), upright(100.0, 0.0, 50.0)];
        let mut lines = vec![word("text", 5.0, 12.0), word("more", 5.0, 24.0)];
        assert!(grids(&rules, &[], &mut lines).is_empty());
        assert_eq!(lines.len(), 2);
    }
}
