//! What changed between two tables: row by row, and in a row cell by cell.

use super::align::{Costs, Move, align};
use super::inside::{Edit, Inside, Stretch, inside};
use super::sequence::{Budget, runs};
use super::units::Side;
use super::words::Vocabulary;
use crate::document::value::is_numeric;
use crate::document::{BlockKind, Document, Span, Table};

/// Words of a cell from which on what changed in it is told word by word.
const LONG_CELL: usize = 4;

/// The table that `unit` is.
fn table_of<'a>(side: &Side<'a>, unit: usize) -> Option<&'a Table> {
    match side.document.blocks()[side.units[unit].block].kind {
        BlockKind::Table(table) => side.document.tables().get(table as usize),
        _ => None,
    }
}

/// All rows of a table, those of its head first; a cell over several rows or columns once.
fn rows(table: &Table) -> Vec<Vec<Span>> {
    let head = (0..table.head_height()).map(|row| table.head_row(row));
    let body = (0..table.height()).map(|row| table.row(row));
    let mut end = crate::document::Point(0);
    let own = |cells: &[Span]| {
        let mut row = Vec::with_capacity(cells.len());
        for cell in cells {
            // Cells are in the order of the text; one that is not was told with an earlier row.
            let is_new = cell.start >= end;
            row.push(if is_new { *cell } else { Span::empty(end) });
            end = end.max(cell.end);
        }
        row
    };
    head.chain(body).map(own).collect()
}

/// What changed between the tables that two units are; `None` where they are no tables, or
/// `go_on` said no.
pub(super) fn between(
    (left, one): (&Side, usize),
    (right, other): (&Side, usize),
    budget: &mut Budget,
    go_on: &dyn Fn() -> bool,
) -> Option<Inside> {
    let (lefts, rights) = (rows(table_of(left, one)?), rows(table_of(right, other)?));
    let mut texts = Vocabulary::default();
    let joined = |document: &Document, rows: &[Vec<Span>]| -> Vec<String> {
        rows.iter().map(|row| row.iter().map(|cell| document.slice(*cell)).collect::<Vec<_>>().join("\n")).collect()
    };
    let (left_texts, right_texts) = (joined(left.document, &lefts), joined(right.document, &rights));
    let left_ids: Vec<u32> = left_texts.iter().map(|text| texts.id(text)).collect();
    let right_ids: Vec<u32> = right_texts.iter().map(|text| texts.id(text)).collect();
    let mut found = Inside::default();
    let (mut l, mut r) = (0, 0);
    let same = runs(&left_ids, &right_ids, budget);
    let end = super::sequence::Run { left: lefts.len(), right: rights.len(), length: 0 };
    for run in same.into_iter().chain([end]) {
        let costs = ByRow { sides: [left, right], rows: [&lefts[l..run.left], &rights[r..run.right]] };
        for step in align(run.left - l, run.right - r, &costs, go_on)? {
            let start = |rows: &[Vec<Span>], at: usize, side: &Side, unit: usize| {
                rows.get(at).and_then(|row| row.first()).map_or(side.units[unit].span.end, |cell| cell.start)
            };
            let at = (start(&lefts, l, left, one), start(&rights, r, right, other));
            match step {
                Move::Left => found.edits.push(Edit { left: whole(&lefts[l]), right: Span::empty(at.1) }),
                Move::Right => found.edits.push(Edit { left: Span::empty(at.0), right: whole(&rights[r]) }),
                _ => {
                    found.joints.push(at);
                    found.edits.extend(in_row((left, one), (right, other), (&lefts[l], &rights[r]), budget, go_on)?);
                }
            }
            let (mine, theirs) = step.takes();
            (l, r) = (l + mine, r + theirs);
        }
        for n in 0..run.length {
            let start = |row: &[Span]| row.first().map(|cell| cell.start);
            found.joints.extend(start(&lefts[run.left + n]).zip(start(&rights[run.right + n])));
        }
        (l, r) = (run.left + run.length, run.right + run.length);
    }
    found.edits.retain(|edit| !edit.left.is_empty() || !edit.right.is_empty());
    Some(found)
}

/// Figures that stand in the same cell of two tables of one shape and are not the same: what two
/// languages of one table can differ in.
pub(super) fn figures((left, one): (&Side, usize), (right, other): (&Side, usize)) -> Vec<Edit> {
    let (Some(mine), Some(theirs)) = (table_of(left, one), table_of(right, other)) else { return Vec::new() };
    if (mine.width(), mine.height()) != (theirs.width(), theirs.height()) {
        return Vec::new();
    }
    let mut found: Vec<Edit> = Vec::new();
    for (a, b) in mine.cells.iter().zip(&theirs.cells) {
        let (one, other) = (left.document.slice(*a), right.document.slice(*b));
        let fresh = found.last().is_none_or(|last| last.left.end <= a.start && last.right.end <= b.start);
        if fresh && one != other && is_numeric(one) && is_numeric(other) {
            found.push(Edit { left: *a, right: *b });
        }
    }
    found
}

fn whole(row: &[Span]) -> Span {
    let cells = row.iter().copied().filter(|cell| !cell.is_empty());
    cells.reduce(Span::cover).unwrap_or_else(|| Span::empty(row.first().map_or(crate::document::Point(0), |cell| cell.start)))
}

/// The cells of two rows that belong together, by their places; from the end on where the one has more.
fn in_row(
    (left, one): (&Side, usize),
    (right, other): (&Side, usize),
    (mine, theirs): (&[Span], &[Span]),
    budget: &mut Budget,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut texts = Vocabulary::default();
    let left_ids: Vec<u32> = mine.iter().map(|cell| texts.id(&left.document.text()[cell.range()])).collect();
    let right_ids: Vec<u32> = theirs.iter().map(|cell| texts.id(&right.document.text()[cell.range()])).collect();
    let same_places = mine.len() == theirs.len();
    let places: Vec<(usize, usize)> = if same_places {
        (0..mine.len()).map(|at| (at, at)).collect()
    } else {
        let runs = runs(&left_ids, &right_ids, budget);
        runs.iter().flat_map(|run| (0..run.length).map(|n| (run.left + n, run.right + n))).collect()
    };
    let (mut l, mut r) = (0, 0);
    for (to_l, to_r) in places.into_iter().chain([(mine.len(), theirs.len())]) {
        if l < to_l || r < to_r {
            let part = |cells: &[Span], from: usize, to: usize| match cells.get(from..to) {
                Some(part) if !part.is_empty() => whole(part),
                _ => Span::empty(cells.get(from).or(cells.last()).map_or(crate::document::Point(0), |cell| cell.start)),
            };
            edits.push(Edit { left: part(mine, l, to_l), right: part(theirs, r, to_r) });
        }
        if let (Some(a), Some(b)) = (mine.get(to_l), theirs.get(to_r))
            && left_ids[to_l] != right_ids[to_r]
        {
            let (a_words, b_words) = (Stretch::of_span(left, one, *a), Stretch::of_span(right, other, *b));
            if a_words.len().min(b_words.len()) > LONG_CELL {
                edits.extend(inside(a_words, b_words, budget, go_on)?.edits);
            } else {
                edits.push(Edit { left: *a, right: *b });
            }
        }
        (l, r) = (to_l + 1, to_r + 1);
    }
    Some(edits)
}

/// Rows by what their cells share.
struct ByRow<'a> {
    sides: [&'a Side<'a>; 2],
    rows: [&'a [Vec<Span>]; 2],
}

impl Costs for ByRow<'_> {
    fn shared(&self, left: usize, right: usize) -> f32 {
        let (mine, theirs) = (&self.rows[0][left], &self.rows[1][right]);
        let cells = mine.len().max(theirs.len()).max(1);
        let text = |which: usize, cell: &Span| self.sides[which].document.slice(*cell);
        let same = mine.iter().zip(theirs).take(64).filter(|(a, b)| text(0, a) == text(1, b)).count();
        // The label of a row says most of which it is.
        let label = mine.first().zip(theirs.first()).is_some_and(|(a, b)| text(0, a) == text(1, b));
        #[expect(clippy::cast_precision_loss)]
        let share = same as f32 / cells.min(64) as f32;
        share.max(if label { 0.6 } else { 0.0 })
    }

    fn cost(&self, step: Move, _: usize, _: usize, shared: f32) -> f32 {
        match step {
            Move::Left | Move::Right => 0.45,
            Move::Pair if shared >= 0.15 => 1.0 - shared,
            // A row that changed altogether still stands where it stood, where nothing else does.
            Move::Pair => 0.89,
            Move::TwoLeft | Move::TwoRight => f32::INFINITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::read;

    /// What two tables' rows cost, by their cells.
    fn with_rows<T>(left: &str, right: &str, act: impl Fn(&ByRow) -> T) -> T {
        let (left, right) = (read(left), read(right));
        let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
        let mine = Side::of(&left, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        let theirs = Side::of(&right, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        let tables = [table_of(&mine, 0).expect("a table"), table_of(&theirs, 0).expect("a table")].map(rows);
        act(&ByRow { sides: [&mine, &theirs], rows: [&tables[0], &tables[1]] })
    }

    #[test]
    fn rows_share_their_cells_and_their_label_says_most() {
        let left = "| a | b | c |\n|--|--|--|\n| one | 1 | 2 |\n| two | 3 | 4 |\n";
        let right = "| a | b | c |\n|--|--|--|\n| one | 1 | 9 |\n| one | 8 | 9 |\n| six | 8 | 2 |\n| six | 8 | 9 |\n";
        let near = |one: f32, other: f32| (one - other).abs() < 1e-5;
        with_rows(left, right, |costs| {
            let shared: Vec<f32> = (0..5).map(|row| costs.shared(1, row)).collect();
            let expected = [0.0, 2.0 / 3.0, 0.6, 1.0 / 3.0, 0.0];
            assert!(shared.iter().zip(expected).all(|(one, other)| near(*one, other)), "{shared:?}");
            assert!(near(costs.shared(0, 0), 1.0));
            for (step, shared, cost) in [
                (Move::Pair, 1.0, 0.0),
                (Move::Pair, 0.15, 0.85),
                (Move::Pair, 0.14, 0.89),
                (Move::Left, 1.0, 0.45),
                (Move::Right, 0.0, 0.45),
            ] {
                assert!(near(costs.cost(step, 0, 0, shared), cost), "{step:?} {shared}");
            }
            assert!(costs.cost(Move::TwoLeft, 0, 0, 1.0).is_infinite() && costs.cost(Move::TwoRight, 0, 0, 1.0).is_infinite());
        });
        with_rows(left, "| a | b |\n|--|--|\n| one | 1 |\n", |costs| assert!(near(costs.shared(1, 1), 2.0 / 3.0)));
    }
}
