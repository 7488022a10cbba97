//! Text set in columns side by side, read one after the other.
//!
//! A gutter is a place where line after line has blanks and its next word starts in the same
//! column. What stands on its two sides is read as columns only where both are running text:
//! tables, indexes, contents, verse and code have gutters too, and stay as they were printed.

mod gutter;
mod prose;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::letters::ends_sentence;
use super::line::Line;
use gutter::{Cut, Row, Ruler, WIDEST, cuts, gutters, runs};
use prose::{full_width, has_cells, is_full, is_gapped, is_prose};

/// Lines with words on both sides of a gutter at least.
const LEAST: usize = 5;
/// Gutters of a page that are tried.
const TRIED: usize = 4;
/// Columns of columns: three side by side are two, one of which is two.
const DEEPEST: usize = 3;
/// Gutters that rows outside of columns are looked through for, one after the other: a page's stretches mostly share one.
const MOST_TURNS: usize = 12;
/// Blank rows that a column goes on behind, where the other has ended.
const APART: usize = 2;

/// Blank rows between two columns, where the first one ends what it says.
const PARTED: usize = 2;
/// Signs that notes start with, digits left out.
const LABELS: [char; 5] = ['*', '†', '‡', '[', '('];

/// A line of a column, and the column's full width; 0 for a line outside of columns.
struct Told {
    line: String,
    full: usize,
}

/// A text whose columns stand one after the other.
pub(super) struct Unrolled<'t> {
    pub(super) text: Cow<'t, str>,
    /// Lines of columns: where they start, and how wide their column is.
    full: Vec<(u32, u16)>,
}

impl Unrolled<'_> {
    /// Tells the lines of columns how wide these are.
    pub(super) fn measure(&self, lines: &mut [Line]) {
        let mut full = self.full.iter().peekable();
        for line in lines {
            if let Some((_, full)) = full.next_if(|(start, _)| *start <= line.start) {
                line.full = *full;
            }
        }
    }
}

/// `text` with its columns one after the other; as it is where it has none.
pub(super) fn unrolled(text: &str) -> Unrolled<'_> {
    if !has_gaps(text) {
        return as_printed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut full = Vec::new();
    for page in text.split_inclusive('\x0C') {
        let (body, end) = page.strip_suffix('\x0C').map_or((page, ""), |body| (body, "\x0C"));
        let rows: Vec<&str> = body.split('\n').collect();
        match unroll(&rows, 0, 0) {
            Some(lines) => {
                for (at, told) in lines.iter().enumerate() {
                    out.push_str(if at > 0 { "\n" } else { "" });
                    if told.full > 0 && !told.line.is_empty() {
                        full.extend(u32::try_from(out.len()).ok().zip(u16::try_from(told.full).ok()));
                    }
                    out.push_str(&told.line);
                }
            }
            None => out.push_str(body),
        }
        out.push_str(end);
    }
    let text = if full.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(out) };
    Unrolled { text, full }
}

/// `text` as it stands.
pub(super) fn as_printed(text: &str) -> Unrolled<'_> {
    Unrolled { text: Cow::Borrowed(text), full: Vec::new() }
}

/// Whether enough lines have wide gaps inside for a gutter.
fn has_gaps(text: &str) -> bool {
    text.split('\n').filter(|line| line.trim().contains("  ") || line.trim().contains('\t')).nth(LEAST - 1).is_some()
}

/// The rows of a page with its columns one after the other; none where it has none. `depth` counts the columns that
/// these rows stand in, and `turn` the gutters that they were cut at before.
fn unroll(rows: &[&str], depth: usize, turn: usize) -> Option<Vec<Told>> {
    if depth >= DEEPEST || turn >= MOST_TURNS || rows.len() < LEAST {
        return None;
    }
    let ascii = rows.iter().all(|row| row.is_ascii());
    let rulers: &[Ruler] = if ascii { &[Ruler::Shown] } else { &[Ruler::Shown, Ruler::Characters] };
    let mut tries: Vec<(usize, usize, Vec<Row>, Vec<Cut>)> = Vec::new();
    for ruler in rulers {
        let measured = || rows.iter().map(|row| Row { text: row, runs: runs(row, *ruler) }).collect::<Vec<_>>();
        let known = measured();
        for gutter in gutters(&known) {
            let cuts = cuts(&known, gutter);
            let both = cuts.iter().filter(|cut| matches!(cut, Cut::Both(_))).count();
            if both >= LEAST {
                tries.push((both, gutter, measured(), cuts));
            }
        }
    }
    tries.sort_by_key(|(both, gutter, ..)| (std::cmp::Reverse(*both), *gutter));
    for (_, gutter, measured, cuts) in tries.into_iter().take(TRIED) {
        let regions = regions(&measured, &cuts, depth);
        if regions.is_empty() {
            continue;
        }
        let (mut out, mut done) = (Vec::new(), 0);
        for (from, to) in regions {
            out.extend(plain(&rows[done..from], depth, turn));
            let [left, right] = halves(&measured, &cuts, gutter, (from, to));
            let parted = is_parted(&left, &right);
            for (half, parted) in [(left, parted), (right, false)] {
                let lines: Vec<&str> = half.iter().map(String::as_str).collect();
                let full = full_width(&lines);
                let inner = unroll(&lines, depth + 1, 0);
                out.extend(inner.unwrap_or_else(|| half.into_iter().map(|line| Told { line, full }).collect()));
                // A wider gap than any inside of a note.
                let gap = if parted { PARTED } else { 0 };
                out.extend((0..gap).map(|_| Told { line: String::new(), full: 0 }));
            }
            done = to;
        }
        out.extend(plain(&rows[done..], depth, turn));
        return Some(out);
    }
    None
}

/// Rows outside of pairs of columns: perhaps other columns, with another gutter.
fn plain(rows: &[&str], depth: usize, turn: usize) -> Vec<Told> {
    let other = unroll(rows, depth, turn + 1);
    other.unwrap_or_else(|| rows.iter().map(|row| Told { line: (*row).to_owned(), full: 0 }).collect())
}

/// The stretches of rows that two columns of running text are set in.
fn regions(rows: &[Row], cuts: &[Cut], depth: usize) -> Vec<(usize, usize)> {
    let (mut found, mut at, mut done) = (Vec::new(), 0, 0);
    while let Some(start) = cuts[at..].iter().position(|cut| matches!(cut, Cut::Both(_))).map(|skipped| at + skipped) {
        let stop = start + cuts[start..].iter().position(|cut| *cut == Cut::Crossed).unwrap_or(cuts.len() - start);
        let (from, to) = trimmed(cuts, start, stop);
        let both = cuts[from..to].iter().filter(|cut| matches!(cut, Cut::Both(_))).count();
        if both >= LEAST && are_columns(&sides(rows, cuts, from, to), depth) {
            let (from, to) = widened(cuts, from, to);
            found.push((from.max(done), to));
            done = to;
        }
        at = stop.max(start + 1).max(done);
    }
    found
}

/// Rows `start..stop` up to the last one with words on both sides, without a row at either
/// end that stands for itself: a running head, a page's foot.
fn trimmed(cuts: &[Cut], start: usize, stop: usize) -> (usize, usize) {
    let is_both = |at: &usize| matches!(cuts[*at], Cut::Both(_));
    let (mut from, mut to) = (start, (start..stop).rev().find(is_both).map_or(start, |last| last + 1));
    if cuts.get(from + 1) == Some(&Cut::Blank) && !cuts[..from].iter().any(|cut| *cut != Cut::Blank) {
        from = (from + 1..to).find(is_both).unwrap_or(to);
    }
    if to > from + 2 && cuts[to - 2] == Cut::Blank && cuts[to..].iter().all(|cut| *cut == Cut::Blank) {
        to = (from..to - 1).rev().find(is_both).map_or(from, |last| last + 1);
    }
    (from, to)
}

/// The same rows with those above and below that one of the columns still has.
fn widened(cuts: &[Cut], from: usize, to: usize) -> (usize, usize) {
    let one_sided = |cut: &Cut| matches!(cut, Cut::Left | Cut::Right);
    let above = cuts[..from].iter().rev().take_while(|cut| one_sided(cut)).count();
    let (mut end, mut blank) = (to, 0);
    for (at, cut) in cuts.iter().enumerate().skip(to) {
        match cut {
            Cut::Blank => blank += 1,
            Cut::Left | Cut::Right if blank <= APART => {
                // A lone row behind a gap is the page's foot.
                let alone = blank > 0 && cuts[at + 1..].iter().all(|cut| *cut == Cut::Blank);
                if alone {
                    break;
                }
                (end, blank) = (at + 1, 0);
            }
            _ => break,
        }
    }
    (from - above, end)
}

/// The rows of both sides of rows `from..to`.
fn sides<'t>(rows: &[Row<'t>], cuts: &[Cut], from: usize, to: usize) -> [Vec<&'t str>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for (row, cut) in rows[from..to].iter().zip(&cuts[from..to]) {
        let (left, right) = match cut {
            Cut::Both(byte) => row.text.split_at(*byte),
            Cut::Right => ("", row.text),
            _ => (row.text, ""),
        };
        found[0].push(left.trim());
        found[1].push(right.trim());
    }
    found
}

/// Whether both sides are running text, or columns of it, and no rows of a table.
fn are_columns(sides: &[Vec<&str>; 2], depth: usize) -> bool {
    let is_text = |side: &Vec<&str>| if is_gapped(side) { unroll(side, depth + 1, 0).is_some() } else { is_prose(side) };
    !has_cells(sides) && sides.iter().all(is_text)
}

/// The lines of both columns, each set in as far as it stands from its column's edge. A row that
/// only the other column has is no gap, where the line before was full.
fn halves(rows: &[Row], cuts: &[Cut], gutter: usize, (from, to): (usize, usize)) -> [Vec<String>; 2] {
    let sides = sides(rows, cuts, from, to);
    let fulls = [full_width(&sides[0]), full_width(&sides[1])];
    let mut found = [Vec::new(), Vec::new()];
    for (nth, lines) in found.iter_mut().enumerate() {
        let mut owed = 0;
        for at in 0..to - from {
            let line = sides[nth][at];
            if line.is_empty() {
                let shared = sides[1 - nth][at].is_empty();
                owed = if shared { owed + 2 } else { owed + usize::from(owed == 0) };
                continue;
            }
            let before = sides[nth][..at].iter().rev().find(|line| !line.is_empty());
            let label = line.starts_with(|c: char| c.is_ascii_digit() || LABELS.contains(&c));
            let runs_on = !label && before.is_some_and(|before| is_full(before, line, fulls[nth]));
            let blank = if owed == 1 { usize::from(!runs_on) } else { owed / 2 };
            lines.extend(std::iter::repeat_n(String::new(), if before.is_some() { blank } else { 0 }));
            owed = 0;
            let row = &rows[from + at];
            let start = match cuts[from + at] {
                Cut::Both(byte) if nth == 1 => row.runs.iter().find(|run| run.bytes.0 >= byte).map_or(gutter, |run| run.left),
                _ => row.runs.first().map_or(0, |run| run.left),
            };
            let edge = if nth == 1 { gutter } else { 0 };
            lines.push(format!("{}{line}", " ".repeat(start.saturating_sub(edge).min(WIDEST))));
        }
    }
    found
}

/// Whether a gap stands between the columns: the left one ends in notes, or a sentence ends.
fn is_parted(left: &[String], right: &[String]) -> bool {
    let ended = left.last().is_none_or(|line| ends_sentence(line));
    let from = left.iter().rposition(String::is_empty).map_or(0, |gap| gap + 1);
    let noted = left[from..]
        .first()
        .is_some_and(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit() || LABELS.contains(&c)));
    let goes_on = right.first().is_some_and(|line| line.starts_with(char::is_lowercase));
    (ended && !goes_on) || (noted && from > 0)
}
