//! A dynamic programme that pairs two rows of things in their order, at the least cost.
//!
//! The moves and their table are those of W. A. Gale and K. W. Church, “A Program for Aligning
//! Sentences in Bilingual Corpora” (Computational Linguistics 19, 1993): one for one, one alone on
//! either side, two for one, one for two. What a move costs is told by the caller. Only a band
//! along the diagonal is looked at where all would be too much.

/// Cells of the table at most.
const CELLS: usize = 500_000;
/// How far from the diagonal is looked at least, in things of the right side.
const NARROWEST: usize = 8;

/// How many of the left belong to how many of the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// One and one.
    Pair,
    /// One on the left alone.
    Left,
    /// One on the right alone.
    Right,
    /// Two on the left, one on the right.
    TwoLeft,
    /// One on the left, two on the right.
    TwoRight,
}

impl Move {
    const ALL: [Self; 5] = [Self::Pair, Self::Left, Self::Right, Self::TwoLeft, Self::TwoRight];

    /// How many it takes of the left, and of the right.
    pub(super) fn takes(self) -> (usize, usize) {
        match self {
            Self::Pair => (1, 1),
            Self::Left => (1, 0),
            Self::Right => (0, 1),
            Self::TwoLeft => (2, 1),
            Self::TwoRight => (1, 2),
        }
    }
}

/// What the moves cost.
pub(super) trait Costs {
    /// What thing `left` and thing `right` have in common; asked once for each cell.
    fn shared(&self, left: usize, right: usize) -> f32;
    /// What `step` costs whose last things are `left` and `right`, and which share `shared`
    /// together; infinite where it can't be. Of a side that it takes nothing of, the thing does not count.
    fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32;
}

/// Pairs `n` things with `m` things. `None` where `go_on` said no.
pub(super) fn align(n: usize, m: usize, costs: &dyn Costs, go_on: &dyn Fn() -> bool) -> Option<Vec<Move>> {
    if n == 0 || m == 0 {
        return Some([vec![Move::Left; n], vec![Move::Right; m]].concat());
    }
    let reach = (CELLS / (n + 1) / 2).max(NARROWEST);
    let band = |row: usize| (row * m / n).saturating_sub(reach)..=((row + 1) * m / n).saturating_add(reach).min(m);
    let mut back: Vec<u8> = Vec::new();
    let mut starts: Vec<(usize, usize)> = Vec::with_capacity(n + 1);
    // The rows before: the first column, costs, and what each cell shares.
    let mut rows: [Row; 3] = Default::default();
    for row in 0..=n {
        if row % 64 == 0 && !go_on() {
            return None;
        }
        rows.rotate_right(1);
        let (now, before) = rows.split_at_mut(1);
        let now = &mut now[0];
        let columns = band(row);
        starts.push((back.len(), *columns.start()));
        now.reset(*columns.start());
        for column in columns {
            now.shared.push(if row > 0 && column > 0 { costs.shared(row - 1, column - 1) } else { 0.0 });
            let (mut least, mut by) = (if row + column == 0 { 0.0 } else { f32::INFINITY }, 0);
            for (index, step) in (0_u8..).zip(Move::ALL) {
                let (l, r) = step.takes();
                if l > row || r > column {
                    continue;
                }
                let from = if l == 0 { now.cost(column - r) } else { before[l - 1].cost(column - r) };
                if from == f32::INFINITY {
                    continue;
                }
                let shared = match step {
                    Move::Pair => now.shares(column),
                    Move::TwoLeft => now.shares(column) + before[0].shares(column),
                    Move::TwoRight => now.shares(column) + now.shares(column - 1),
                    Move::Left | Move::Right => 0.0,
                };
                let cost = from + costs.cost(step, row.saturating_sub(1), column.saturating_sub(1), shared);
                if cost < least {
                    (least, by) = (cost, index);
                }
            }
            now.costs.push(least);
            back.push(by);
        }
    }
    let (mut row, mut column) = (n, m);
    let mut moves = Vec::with_capacity(n.max(m));
    while row + column > 0 {
        let (at, first) = starts[row];
        let step = Move::ALL[usize::from(back[at + column - first])];
        moves.push(step);
        let (l, r) = step.takes();
        (row, column) = (row - l, column - r);
    }
    moves.reverse();
    Some(moves)
}

#[derive(Debug, Default)]
struct Row {
    first: usize,
    costs: Vec<f32>,
    shared: Vec<f32>,
}

impl Row {
    fn reset(&mut self, first: usize) {
        self.first = first;
        self.costs.clear();
        self.shared.clear();
    }

    fn cost(&self, column: usize) -> f32 {
        column.checked_sub(self.first).and_then(|at| self.costs.get(at)).copied().unwrap_or(f32::INFINITY)
    }

    fn shares(&self, column: usize) -> f32 {
        column.checked_sub(self.first).and_then(|at| self.shared.get(at)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are alike where they are near, and sums of two.
    struct Near<'a>(&'a [i32], &'a [i32]);

    impl Costs for Near<'_> {
        fn shared(&self, left: usize, right: usize) -> f32 {
            if self.0[left] == self.1[right] { 1.0 } else { 0.0 }
        }

        fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32 {
            let far = |a: i32, b: i32| f32::from(u16::try_from(a.abs_diff(b)).expect("small")) - shared / 2.0;
            match step {
                Move::Pair => far(self.0[left], self.1[right]),
                Move::Left | Move::Right => 3.0,
                Move::TwoLeft => 1.0 + far(self.0[left] + self.0[left - 1], self.1[right]),
                Move::TwoRight => 1.0 + far(self.0[left], self.1[right] + self.1[right - 1]),
            }
        }
    }

    #[test]
    fn things_are_paired_at_the_least_cost() {
        use Move::{Left, Pair, Right, TwoLeft, TwoRight};
        let of = |left: &[i32], right: &[i32]| align(left.len(), right.len(), &Near(left, right), &|| true).expect("not stopped");
        assert_eq!(of(&[5, 9, 20], &[5, 9, 20]), [Pair, Pair, Pair]);
        assert_eq!(of(&[5, 9, 20], &[5, 20]), [Pair, Left, Pair]);
        assert_eq!(of(&[5, 20], &[5, 9, 20]), [Pair, Right, Pair]);
        assert_eq!(of(&[5, 11, 9, 40], &[5, 20, 40]), [Pair, TwoLeft, Pair]);
        assert_eq!(of(&[5, 20, 40], &[5, 11, 9, 40]), [Pair, TwoRight, Pair]);
        assert_eq!(of(&[], &[1, 2]), [Right, Right]);
    }

    #[test]
    fn long_rows_take_a_band_and_everything_once() {
        let left: Vec<i32> = (0..60_000).map(|n| n % 97).collect();
        let right: Vec<i32> = (0..20_000).map(|n| n % 89).collect();
        let moves = align(left.len(), right.len(), &Near(&left, &right), &|| true).expect("not stopped");
        let (l, r) = moves.iter().map(|step| step.takes()).fold((0, 0), |(l, r), (a, b)| (l + a, r + b));
        assert_eq!((l, r), (left.len(), right.len()));
        assert_eq!(align(9, 9, &Near(&left, &right), &|| false), None);
    }

    #[test]
    fn ties_and_costs_without_end_are_kept_apart() {
        /// Only equal things may be paired, and what stands alone costs as told.
        struct Equal<'a>(&'a [i32], &'a [i32], f32);
        impl Costs for Equal<'_> {
            fn shared(&self, left: usize, right: usize) -> f32 {
                if self.0[left] == self.1[right] { 1.0 } else { 0.0 }
            }
            fn cost(&self, step: Move, _: usize, _: usize, shared: f32) -> f32 {
                match step {
                    Move::Pair if shared < 1.0 => f32::INFINITY,
                    Move::Pair => 0.0,
                    Move::Left | Move::Right => self.2,
                    Move::TwoLeft | Move::TwoRight if shared < 2.0 => f32::INFINITY,
                    Move::TwoLeft | Move::TwoRight => 0.1,
                }
            }
        }
        use Move::{Left, Pair, Right, TwoLeft, TwoRight};
        let of = |left: &[i32], right: &[i32]| {
            align(left.len(), right.len(), &Equal(left, right, 1.0), &|| true).expect("not stopped")
        };
        assert_eq!(of(&[1], &[2]), [Right, Left]);
        assert_eq!(of(&[1, 2, 3], &[1, 3, 3]), [Pair, Left, TwoRight]);
        assert_eq!(of(&[1, 3, 3], &[1, 2, 3]), [Pair, Right, TwoLeft]);
        assert_eq!(of(&[1, 2], &[2, 1]).iter().filter(|step| **step == Pair).count(), 1);
        assert_eq!(of(&[1, 2], &[]), [Left, Left]);
        let takes: Vec<(usize, usize)> = Move::ALL.iter().map(|step| step.takes()).collect();
        assert_eq!(takes, [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)]);
    }
}
