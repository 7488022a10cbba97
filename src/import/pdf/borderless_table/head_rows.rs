//! Which rows of a table without lines around its cells are heads.

use super::super::file::Area;
use super::super::line::Line;
use super::body::cells;
use super::{Found, is_numeric};
use crate::import::caption::{is_numbered_caption, is_unit};
use crate::import::text::is_period;

/// Rows of heads at most.
const MOST_HEADS: usize = 8;
/// Rows of words over the first row of values that may be its heads, where no line says so.
const MOST_HEADS_UNLINED: usize = 6;
/// A level line goes over this part of a table's width at least to be one of the whole.
const WHOLE: f32 = 0.8;
/// Lines over the middle of the columns may miss it by so much, in ems.
const CENTRED: f32 = 1.5;
/// Rows that are further apart than lines of a head are, by so much.
const APART: f32 = 1.3;

/// How many rows of `run` head its columns: those above a line over all of it, or above the first with values.
pub(super) fn head_rows(run: &[Vec<Line>], cuts: &[f32], rules: &[Area]) -> usize {
    let valued = |row: &Vec<Line>| {
        let cells = cells(row, cuts);
        let filled: Vec<&Vec<Line>> = cells.iter().skip(1).filter(|cell| !cell.is_empty()).collect();
        let number = |cell: &&&Vec<Line>| is_numeric(&cell[0].text) && !is_period(&cell[0].text);
        !filled.is_empty() && filled.iter().filter(number).count() * 2 > filled.len()
    };
    let most = MOST_HEADS.min(run.len() - 1);
    let lined = lines_above(run, rules);
    let by_values = run.iter().position(valued);
    let unlabelled = |row: &Vec<Line>| row[0].x0 > cuts.first().copied().unwrap_or(f32::MAX) - 1.0;
    let beyond = |first: usize| (first + 1..=most).find(|at| lined[*at]).filter(|end| run[first..*end].iter().all(unlabelled));
    let mut head = match by_values {
        // Above a line, and without a label: `(1) (2)`, or the second line of `1983–93`.
        Some(first) if beyond(first).is_some() => beyond(first).unwrap_or(first),
        // Columns may be counted, and have a number for a name.
        Some(0) => (1..=most.min(3)).find(|at| lined[*at] && lined[0] && run[..*at].iter().all(|row| is_count(row))).unwrap_or(0),
        Some(first) => {
            (1..=first.min(most)).rev().find(|at| lined[*at]).unwrap_or(if first <= MOST_HEADS_UNLINED { first } else { 1 })
        }
        None => (1..=most.min(run.len() / 2)).find(|at| lined[*at]).unwrap_or(1),
    };
    // Rows of words, each with a label and further apart than lines of a head, are rows.
    let steps: Vec<f32> = run.windows(2).map(|pair| pair[1][0].y - pair[0][0].y).collect();
    let least = steps.iter().copied().fold(f32::MAX, f32::min);
    let apart = |at: &usize| steps[*at - 1] > APART * least && !unlabelled(&run[*at]) && run[*at].len() > 1;
    if !lined[head]
        && by_values.is_some_and(|first| first > 1)
        && let Some(end) = (1..head).find(apart)
    {
        head = end;
    }
    // What stands alone over the labels names the rows below it.
    let names = |row: &[Line]| matches!(row, [one] if one.x1 < cuts.first().copied().unwrap_or(f32::MAX));
    while head > 1 && !lined[head] && names(&run[head - 1]) {
        head -= 1;
    }
    head
}

/// Whether a line over (nearly) all of the table lies right above each of its rows.
fn lines_above(run: &[Vec<Line>], rules: &[Area]) -> Vec<bool> {
    let left = run.iter().flatten().map(|line| line.x0).fold(f32::MAX, f32::min);
    let right = run.iter().flatten().map(|line| line.x1).fold(f32::MIN, f32::max);
    let most = WHOLE * (right - left);
    let level: Vec<&Area> =
        rules.iter().filter(|rule| rule.height() < 3.0 && rule.x1.min(right) - rule.x0.max(left) >= most).collect();
    (0..run.len())
        .map(|at| {
            let line = &run[at][0];
            let from = if at == 0 { line.y - 2.6 * line.size } else { run[at - 1][0].y - 0.1 * line.size };
            level.iter().any(|rule| (from..line.y - 0.3 * line.size).contains(&rule.y0))
        })
        .collect()
}

/// Whether what stands in a row counts the columns: 1, 2, 3, or years.
fn is_count(row: &[Line]) -> bool {
    let behind = row.get(1..).unwrap_or_default();
    let numbers: Vec<u32> = behind.iter().filter_map(|line| line.text.trim_matches(['(', ')', '[', ']']).parse().ok()).collect();
    behind.len() >= 2
        && numbers.len() == behind.len()
        && numbers.windows(2).all(|pair| pair[1] > pair[0] && pair[1] - pair[0] <= 20)
}

/// How many of `lines` stand before the last caption's end, near the end of them: its further lines are no heads.
fn caption_end(lines: &[Line], rules: &[Area]) -> usize {
    const NEAR: usize = 6;
    let from = lines.len().saturating_sub(NEAR);
    let Some(first) = (from..lines.len()).rev().find(|at| is_numbered_caption(&lines[*at].text)) else { return 0 };
    let goes_on = |pair: &[Line]| {
        let (above, below) = (&pair[0], &pair[1]);
        let lined = rules.iter().any(|rule| {
            rule.height() < 3.0
                && rule.y0 > above.y - 0.1 * above.size
                && rule.y0 < below.top() + 1.0
                && rule.width() > below.width()
        });
        !lined
            && below.y - above.y < 1.5 * above.size
            && (below.size / above.size - 1.0).abs() < 0.05
            && below.style() == above.style()
    };
    first + 1 + lines[first..].windows(2).take_while(|pair| goes_on(pair)).count()
}

/// Takes the lines right over a table that stand over its columns, and not over its labels.
pub(super) fn heads_above(found: &Found, plain: &mut Vec<Line>, rules: &[Area]) -> Vec<Line> {
    let mut taken: Vec<Line> = Vec::new();
    let area = found.area();
    let (Some(first), true) = (found.strips.first(), found.head > 0) else { return taken };
    let mut top = area.y0;
    let captioned = caption_end(plain, rules);
    while plain.len() > captioned
        && let Some(line) = plain.last()
    {
        let size = line.size.max(1.0);
        let near = top - line.y < 1.1 * size && top > line.y - 0.3 * size;
        let inside = line.x0 >= first.from - 1.0 && line.x1 <= area.x1 + size;
        let bounds = |at: usize| {
            let from = found.strips[at].from;
            (from, found.strips.get(at + 1).map_or(area.x1, |next| next.to))
        };
        let over_one = (0..found.strips.len()).map(bounds).any(|(from, to)| line.x0 >= from - 1.0 && line.x1 <= to + 1.0);
        let middle = f32::midpoint(line.x0, line.x1);
        let over_all = (middle - f32::midpoint(first.to, area.x1)).abs() < CENTRED * size;
        let underlined = rules.iter().any(|rule| {
            rule.height() < 3.0
                && (-0.05 * size..size).contains(&(rule.y0 - line.y))
                && rule.x0 >= first.from - size
                && rule.x0 <= line.x0 + size
                && rule.x1 >= line.x1 - size
        });
        if !(near && inside && (over_one || over_all || underlined)) || is_unit(&line.text) {
            break;
        }
        top = line.top();
        taken.extend(plain.pop());
    }
    taken.reverse();
    taken
}
