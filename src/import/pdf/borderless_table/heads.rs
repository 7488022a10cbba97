//! Heads of columns: which word stands over which column, and heads over several of them.

use super::super::file::Area;
use super::super::line::Line;
use super::super::ruled_table::{Cell, parted};
use super::words::{gaps, words};

/// Words of one head stand closer than this, in ems.
const APART: f32 = 0.55;
/// Heads of neighbouring columns stand further apart than words of one, in ems, and by so much of the others' blanks.
const CLOSE: f32 = 0.4;
const WIDER: f32 = 1.4;
/// How far edges and middles of what belongs together may differ, in ems.
const ALIGNED: f32 = 0.4;
const CENTRED: f32 = 1.2;
/// A line stands so far below what it underlines at most, in ems.
const BELOW: f32 = 1.0;
/// The next line of one head follows within this, in ems.
const NEXT: f32 = 1.75;

/// The columns that heads stand over.
pub(super) struct Columns<'a> {
    /// Where one ends and the next begins.
    pub(super) cuts: &'a [f32],
    /// From where to where their values stand; none where a column has none.
    pub(super) values: &'a [Option<(f32, f32)>],
    /// From where to where the whole table goes.
    pub(super) sides: (f32, f32),
    /// The level lines of the page.
    pub(super) rules: &'a [Area],
}

/// A head, or a part of one, over the columns `from..=to`.
#[derive(Debug, Clone)]
struct Head {
    from: usize,
    to: usize,
    lines: Vec<Line>,
    level: usize,
    /// A line underlines it, and parts it from what follows.
    closed: bool,
}

impl Columns<'_> {
    fn len(&self) -> usize {
        self.cuts.len() + 1
    }

    pub(super) fn at(&self, x: f32) -> usize {
        self.cuts.partition_point(|cut| *cut <= x)
    }

    /// Where the middle of a column's values is.
    fn middle(&self, column: usize) -> f32 {
        self.values.get(column).copied().flatten().map_or_else(
            || {
                let from = if column == 0 { self.sides.0 } else { self.cuts[column - 1] };
                let to = self.cuts.get(column).copied().unwrap_or(self.sides.1);
                f32::midpoint(from, to)
            },
            |(from, to)| f32::midpoint(from, to),
        )
    }

    /// The line right below `part` that goes over several columns or one, but not over all of the table.
    fn underline(&self, part: &Line) -> Option<Area> {
        let slack = 0.5 * part.size;
        let under = |rule: &&Area| {
            let below = rule.y0 - part.y;
            rule.height() < 3.0
                && (-0.05 * part.size..BELOW * part.size).contains(&below)
                && rule.x0 <= part.x0 + slack
                && rule.x1 >= part.x1 - slack
        };
        let nearest = self.rules.iter().filter(under).min_by(|a, b| a.y0.total_cmp(&b.y0)).copied()?;
        // A line may be drawn in pieces, one for each column.
        let mut whole = nearest;
        for rule in self.rules.iter().filter(|rule| rule.height() < 3.0 && (rule.y0 - nearest.y0).abs() < 1.0) {
            if rule.x0 <= whole.x1 + 0.6 && rule.x1 >= whole.x0 - 0.6 {
                whole = whole.cover(rule);
            }
        }
        (whole.width() < 0.95 * (self.sides.1 - self.sides.0)).then_some(whole)
    }

    /// The columns whose values a line goes over.
    fn under(&self, rule: &Area) -> Option<(usize, usize)> {
        let mut held = (0..self.len()).filter(|column| (rule.x0 - 1.0..=rule.x1 + 1.0).contains(&self.middle(*column)));
        let first = held.next()?;
        Some((first, held.next_back().unwrap_or(first)))
    }
}

/// The rows of heads: `rows` are their lines, from the top.
pub(super) fn heads(rows: &[Vec<Line>], columns: &Columns<'_>) -> Vec<Vec<Cell>> {
    let parts: Vec<Vec<Line>> = rows.iter().map(|row| parts(row)).collect();
    let mut found: Vec<Vec<Head>> = Vec::with_capacity(parts.len());
    for (at, row) in parts.iter().enumerate() {
        let below = &parts[at + 1..];
        let spread = spread(row, below, columns);
        let mut heads: Vec<Head> = Vec::new();
        for (index, part) in row.iter().enumerate() {
            // Nothing stands under what has no heads of single columns below it.
            let rule = columns.underline(part).filter(|rule| !below.is_empty() && alone_over(rule, row, index));
            if let Some(rule) = rule
                && let Some((from, to)) = columns.under(&rule)
                && to > from
            {
                take_above(&mut found, (from, to), &rule);
                heads.push(Head { from, to, lines: vec![part.clone()], level: 0, closed: true });
            } else if let Some((from, to)) = spread.get(index).copied() {
                heads.push(Head { from, to, lines: vec![part.clone()], level: 0, closed: false });
            } else {
                heads.extend(split(part, below, columns));
            }
        }
        found.push(heads);
    }
    cells(levels(found, columns.len()), columns.len())
}

/// The heads of a row, from the left, whichever way they read.
fn parts(row: &[Line]) -> Vec<Line> {
    let mut parts: Vec<Line> = row.iter().flat_map(|line| parted(line, &gaps(line, APART * line.size))).collect();
    parts.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    parts
}

/// Whether nothing else of a row stands over `rule`.
fn alone_over(rule: &Area, row: &[Line], index: usize) -> bool {
    let over = |line: &Line| f32::midpoint(line.x0, line.x1) > rule.x0 && f32::midpoint(line.x0, line.x1) < rule.x1;
    row.iter().enumerate().all(|(at, line)| at == index || !over(line))
}

/// Widens the lines right above, which stand in the middle over the same line, to the same columns.
fn take_above(found: &mut [Vec<Head>], (from, to): (usize, usize), rule: &Area) {
    for row in found.iter_mut().rev() {
        let mut over = row.iter_mut().filter(|head| head.to >= from && head.from <= to);
        let (Some(head), None) = (over.next(), over.next()) else { return };
        let Some(line) = head.lines.first() else { return };
        let centred = (f32::midpoint(line.x0, line.x1) - f32::midpoint(rule.x0, rule.x1)).abs() < CENTRED * line.size;
        if head.closed || !centred || line.x0 < rule.x0 - line.size || line.x1 > rule.x1 + line.size {
            return;
        }
        (head.from, head.to) = (from, to);
    }
}

/// Heads that share the columns below among them, each in the middle of its own: nothing but their places says so.
fn spread(row: &[Line], below: &[Vec<Line>], columns: &Columns<'_>) -> Vec<(usize, usize)> {
    let full = below.iter().any(|row| row.len() + 1 >= columns.len());
    let labels = usize::from(row.first().is_some_and(|line| columns.at(line.x0) == 0 && columns.at(line.x1) == 0));
    let (values, parts) = (columns.len() - 1, row.len().saturating_sub(labels));
    if !full || parts == 0 || values < 2 * parts || !values.is_multiple_of(parts) {
        return Vec::new();
    }
    let each = values / parts;
    let mut out = vec![(0, 0); labels];
    for (at, line) in row.iter().skip(labels).enumerate() {
        let (from, to) = (1 + at * each, (at + 1) * each);
        let wanted = f32::midpoint(columns.middle(from), columns.middle(to));
        if (f32::midpoint(line.x0, line.x1) - wanted).abs() > CENTRED * line.size {
            return Vec::new();
        }
        out.push((from, to));
    }
    out
}

/// A part of a row of heads as one head, or as those of the columns that it goes over.
fn split(part: &Line, below: &[Vec<Line>], columns: &Columns<'_>) -> Vec<Head> {
    let words = words(part);
    let held = || words.iter().map(|word| columns.at(word.middle()));
    let (Some(from), Some(to)) = (held().min(), held().max()) else { return Vec::new() };
    let one = |from: usize, to: usize, line: Line| Head { from, to, lines: vec![line], level: 0, closed: false };
    if from == to {
        return vec![one(from, to, part.clone())];
    }
    let bracketed =
        part.text.starts_with(['(', '[']) && part.text.ends_with([')', ']']) && part.text.matches(['(', '[']).count() == 1;
    let last = below.is_empty();
    if bracketed || !(last || stand_apart(part, columns) || are_aligned(part, below, columns)) {
        return vec![one(from, to, part.clone())];
    }
    parted(part, columns.cuts)
        .into_iter()
        .map(|line| {
            let column = columns.at(f32::midpoint(line.x0, line.x1));
            one(column, column, line)
        })
        .collect()
}

/// Whether words stand further apart at each cut than elsewhere.
fn stand_apart(part: &Line, columns: &Columns<'_>) -> bool {
    let words = words(part);
    let (mut cut, mut inside) = (f32::MAX, 0.0_f32);
    for pair in words.windows(2) {
        let gap = (pair[1].x0 - pair[0].x1) / part.size.max(1.0);
        if columns.at(pair[0].middle()) == columns.at(pair[1].middle()) {
            inside = inside.max(gap);
        } else {
            cut = cut.min(gap);
        }
    }
    cut > CLOSE || inside > 0.0 && cut > WIDER * inside
}

/// Whether the words over each column stand as what is below them does: to the left, to the right, or in the middle.
fn are_aligned(part: &Line, below: &[Vec<Line>], columns: &Columns<'_>) -> bool {
    let slack = ALIGNED * part.size;
    let pieces = parted(part, columns.cuts);
    let mut columns_met: Vec<usize> = Vec::new();
    let fits = pieces.iter().all(|piece| {
        let column = columns.at(f32::midpoint(piece.x0, piece.x1));
        columns_met.push(column);
        let next = below.iter().flatten().find(|line| columns.at(f32::midpoint(line.x0, line.x1)) == column);
        let Some((from, to)) = next.map(|line| (line.x0, line.x1)).or(columns.values.get(column).copied().flatten()) else {
            return false;
        };
        let near = |a: f32, b: f32| (a - b).abs() < slack;
        near(piece.x0, from) || near(piece.x1, to) || near(f32::midpoint(piece.x0, piece.x1), f32::midpoint(from, to))
    });
    columns_met.sort_unstable();
    // A head over all of them leaves none of them out by chance, either.
    fits && columns_met.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Heads with their levels, lines of one head put together.
fn levels(rows: Vec<Vec<Head>>, width: usize) -> Vec<Head> {
    let mut all: Vec<Head> = Vec::new();
    let mut last: Vec<Option<usize>> = vec![None; width];
    for head in rows.into_iter().flatten() {
        let (from, to) = (head.from.min(width - 1), head.to.min(width - 1));
        let above: Vec<usize> = last[from..=to].iter().flatten().copied().collect();
        if let Some(&one) = above.first()
            && above.len() == to - from + 1
            && above.iter().all(|at| *at == one)
            && (all[one].from, all[one].to) == (from, to)
            && !all[one].closed
            && head.lines[0].y - all[one].lines.last().map_or(0.0, |line| line.y) < NEXT * head.lines[0].size
        {
            all[one].closed = head.closed;
            all[one].lines.extend(head.lines);
            continue;
        }
        let level = above.iter().map(|at| all[*at].level + 1).max().unwrap_or(0);
        last[from..=to].fill(Some(all.len()));
        all.push(Head { from, to, level, ..head });
    }
    all
}

/// The heads as rows of cells: each goes down to the next one below it.
fn cells(heads: Vec<Head>, width: usize) -> Vec<Vec<Cell>> {
    let depth = heads.iter().map(|head| head.level + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::Lines(Vec::new()); width]; depth];
    let taken: Vec<(usize, usize, usize)> = heads.iter().map(|head| (head.level, head.from, head.to)).collect();
    for head in heads {
        let next = taken
            .iter()
            .filter(|(level, from, to)| *level > head.level && *from <= head.to && *to >= head.from)
            .map(|(level, ..)| *level)
            .min()
            .unwrap_or(depth);
        for row in &mut rows[head.level..next] {
            row[head.from + 1..=head.to].fill(Cell::Wide);
            row[head.from] = Cell::Tall;
        }
        rows[head.level][head.from] = Cell::Lines(head.lines);
    }
    rows
}

#[cfg(test)]
mod tests;
