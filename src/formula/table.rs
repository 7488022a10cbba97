//! Environments of rows: matrices, cases, aligned lines.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, Grouping};

use super::ink::{Hold, Ink, Kind};

/// How a table's columns are set.
struct Columns {
    /// How each is aligned; the last goes on.
    align: Vec<ColumnAlignment>,
    /// Columns between a pair, and between two pairs.
    gaps: (usize, usize),
    open: Option<char>,
    close: Option<char>,
}

impl Columns {
    fn of(grouping: &Grouping) -> Self {
        use ColumnAlignment::{Left, Right};
        let columns = |align: Vec<ColumnAlignment>, gaps| Self { align, gaps, open: None, close: None };
        match grouping {
            Grouping::Array(specs) => {
                let align =
                    specs.iter().filter_map(|spec| if let ArrayColumn::Column(align) = spec { Some(*align) } else { None });
                columns(align.collect(), (2, 2))
            }
            Grouping::Matrix { alignment } | Grouping::SubArray { alignment } => columns(vec![*alignment], (2, 2)),
            Grouping::Cases { left } => {
                let sign = |on: bool, sign| on.then_some(sign);
                Self { open: sign(*left, '{'), close: sign(!*left, '}'), ..columns(vec![Left], (2, 2)) }
            }
            Grouping::Align { .. }
            | Grouping::Aligned
            | Grouping::Alignat { .. }
            | Grouping::Alignedat { .. }
            | Grouping::Split => columns(vec![Right, Left], (1, 3)),
            _ => columns(vec![Left], (1, 1)),
        }
    }

    fn align(&self, column: usize) -> ColumnAlignment {
        let pairs = self.gaps.0 != self.gaps.1;
        let at = if pairs { column % self.align.len() } else { column.min(self.align.len() - 1) };
        self.align.get(at).copied().unwrap_or(ColumnAlignment::Left)
    }

    /// Columns before this one.
    fn gap(&self, column: usize) -> usize {
        if column.is_multiple_of(2) { self.gaps.1 } else { self.gaps.0 }
    }
}

/// Sets the cells of `rows`: below each other where there is room for that, else in a line. `None` where they are too
/// large.
pub(super) fn set(grouping: &Grouping, rows: Vec<Vec<Ink>>, in_rows: bool) -> Option<Ink> {
    let columns = Columns::of(grouping);
    if columns.align.is_empty() {
        return None;
    }
    let rows: Vec<Vec<Ink>> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let whole = if in_rows && rows.len() > 1 { stacked(&columns, &rows)? } else { in_line(grouping, &rows)? };
    if columns.open.is_none() && columns.close.is_none() {
        return Some(whole);
    }
    let air = |on: bool| Ink::new(if on { " " } else { "" }, Kind::Ordinary);
    let open = columns.open.filter(|_| whole.lines.len() > 1).is_some();
    Some(air(open).beside(0, &whole)?.between(columns.open, columns.close))
}

/// `a b; c d`.
fn in_line(grouping: &Grouping, rows: &[Vec<Ink>]) -> Option<Ink> {
    let mark = if matches!(grouping, Grouping::SubArray { .. }) { "," } else { ";" };
    let mut whole = Ink::nothing();
    for (at, row) in rows.iter().enumerate() {
        let mut gap = 0;
        if at > 0 {
            whole = whole.beside(0, &Ink::new(mark, Kind::Punctuation))?;
            gap = usize::from(mark == ";");
        }
        for cell in row.iter().filter(|cell| !cell.is_empty()) {
            whole = whole.beside(gap, cell)?;
            gap = 1;
        }
    }
    let hold = if rows.len() > 1 { Hold::Sum } else { Hold::Product };
    Some(whole.with(hold))
}

/// Rows below each other, their columns aligned.
fn stacked(columns: &Columns, rows: &[Vec<Ink>]) -> Option<Ink> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> =
        (0..count).map(|at| rows.iter().filter_map(|row| row.get(at)).map(Ink::width).max().unwrap_or(0)).collect();
    let mut lines = Vec::new();
    for row in rows {
        let mut line = Ink::nothing();
        let mut gap = 0;
        for (at, cell) in row.iter().enumerate() {
            let spare = widths[at] - cell.width();
            let before = match columns.align(at) {
                ColumnAlignment::Left => 0,
                ColumnAlignment::Center => spare / 2,
                ColumnAlignment::Right => spare,
            };
            let gap_here = if at > 0 { columns.gap(at) } else { 0 };
            // Air is put before what shows, so that no line ends with it.
            if cell.is_empty() {
                gap += gap_here + widths[at];
                continue;
            }
            line = line.beside(gap + gap_here + before, cell)?;
            gap = spare - before;
        }
        lines.extend(line.lines);
    }
    let base = (lines.len().saturating_sub(1)) / 2;
    let whole = Ink { lines, base, kind: Kind::Ordinary, hold: Hold::Sum, open_start: false, open_end: false };
    Ink::nothing().beside(0, &whole).map(|placed| Ink { base: placed.base, ..placed }.with(Hold::Sum))
}
