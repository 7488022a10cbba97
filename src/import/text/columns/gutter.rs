//! Where the rows of a page may be cut into columns.

use unicode_width::UnicodeWidthChar;

/// Gutters of a page that are looked at.
const SEEN: usize = 16;
/// Rows that words start in the same column in at least.
const ALIGNED: usize = 3;
/// The most columns of a line that gutters are looked for in.
pub(super) const WIDEST: usize = 400;
/// Columns that the start of a line may be off: typesetters' blanks are rounded.
pub(super) const SLACK: usize = 2;

/// How columns are counted: as a terminal shows them, or a character each, as programs do that
/// turn pages into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruler {
    Shown,
    Characters,
}

/// Words with no wide gap inside: the columns that they cover, and their bytes in the row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) bytes: (usize, usize),
}

/// A row of a page.
pub(super) struct Row<'t> {
    pub(super) text: &'t str,
    pub(super) runs: Vec<Run>,
}

/// A row, cut at a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Blank,
    /// Nothing on the right.
    Left,
    /// Nothing on the left.
    Right,
    /// Cut before this byte.
    Both(usize),
    /// Words go over the gutter.
    Crossed,
}

/// What two blanks or a tab part in a row.
pub(super) fn runs(row: &str, ruler: Ruler) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let (mut column, mut blanks) = (0, usize::MAX);
    for (at, c) in row.char_indices() {
        let width = match c {
            '\t' => {
                blanks = blanks.saturating_add(2);
                column = (column / 8 + 1) * 8;
                continue;
            }
            ' ' | '\u{A0}' | '\r' => {
                blanks = blanks.saturating_add(1);
                column += usize::from(c != '\r');
                continue;
            }
            '\u{3000}' => {
                blanks = blanks.saturating_add(2);
                column += if ruler == Ruler::Shown { 2 } else { 1 };
                continue;
            }
            _ if ruler == Ruler::Characters => 1,
            _ => c.width().unwrap_or(0),
        };
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(run) if blanks < 2 => (run.right, run.bytes.1) = (column + width, end),
            _ => found.push(Run { left: column, right: column + width, bytes: (at, end) }),
        }
        column += width;
        blanks = 0;
    }
    found
}

/// Columns that words start in behind a wide gap in a few rows at least, the most frequent ones.
pub(super) fn gutters(rows: &[Row]) -> Vec<usize> {
    let mut counts = vec![0_usize; WIDEST];
    for run in rows.iter().flat_map(|row| row.runs.iter().skip(1)).filter(|run| run.left < WIDEST) {
        counts[run.left] += 1;
    }
    let mut found: Vec<usize> = (0..WIDEST).filter(|at| counts[*at] >= ALIGNED).collect();
    found.sort_by_key(|at| (std::cmp::Reverse(counts[*at]), *at));
    found.truncate(SEEN);
    found
}

/// How `gutter` cuts each row. A word that starts right in its column behind a single blank is
/// cut off where the rows around it are cut.
pub(super) fn cuts(rows: &[Row], gutter: usize) -> Vec<Cut> {
    let first: Vec<Cut> = rows.iter().map(|row| cut(row, gutter)).collect();
    let around = |at: usize| {
        let near = |cut: Option<&Cut>| cut.is_none_or(|cut| *cut != Cut::Crossed);
        near(first[..at].iter().rev().find(|cut| **cut != Cut::Blank))
            && near(first[at + 1..].iter().find(|cut| **cut != Cut::Blank))
    };
    let mut found = first.clone();
    for at in (0..rows.len()).filter(|at| first[*at] == Cut::Crossed && around(*at)) {
        if let Some(byte) = close_cut(&rows[at], gutter) {
            found[at] = Cut::Both(byte);
        }
    }
    found
}

fn cut(row: &Row, gutter: usize) -> Cut {
    let left_edge = gutter.saturating_sub(SLACK);
    let Some(last) = row.runs.last() else { return Cut::Blank };
    if row.runs.iter().any(|run| run.left < left_edge && run.right > gutter.saturating_sub(1)) {
        return Cut::Crossed;
    }
    match row.runs.iter().position(|run| run.left >= left_edge) {
        Some(0) => Cut::Right,
        Some(first) => Cut::Both(row.runs[first].bytes.0),
        None if last.right < gutter => Cut::Left,
        None => Cut::Crossed,
    }
}

/// Where a row is cut that has a single blank before a word in the gutter's column.
fn close_cut(row: &Row, gutter: usize) -> Option<usize> {
    let run = row.runs.iter().find(|run| run.left < gutter && run.right > gutter)?;
    let words = &row.text[run.bytes.0..run.bytes.1];
    let mut column = run.left;
    let mut blank = false;
    for (at, c) in words.char_indices() {
        if column == gutter && blank && c != ' ' {
            return Some(run.bytes.0 + at);
        }
        blank = c == ' ';
        column += c.width().unwrap_or(0);
    }
    None
}
