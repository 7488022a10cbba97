//! One printed axis of a table, and what is seen of it: the permutation behind a view.

use std::collections::BTreeSet;

use super::filter::Condition;

/// What a line is judged by: the cell where it meets a line of the other axis, or its heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum By {
    /// The printed line of the other axis.
    Line(u32),
    /// The heads of the line itself: of a printed column, which is a row of a turned table.
    Heads,
}

/// A sort key: by what, and whether the greatest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) by: By,
    pub(super) descending: bool,
}

/// Which lines must hold: those whose cell at `by` passes, or any cell where `by` is none.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    pub(super) by: Option<By>,
    pub(super) test: Condition,
}

/// The rows or the columns of a table: their printed numbers, in the order they are seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    /// How many the table has.
    pub(super) count: u32,
    /// The order that the reader made by moving; printed where none.
    pub(super) moved: Option<Vec<u32>>,
    pub(super) hidden: BTreeSet<u32>,
    pub(super) sieves: Vec<Sieve>,
    pub(super) keys: Vec<Key>,
    /// What is seen, after all of these.
    pub(super) shown: Vec<u32>,
}

impl Lines {
    pub(super) fn new(count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Self { count, shown: (0..count).collect(), ..Self::default() }
    }

    /// Every line that is not hidden, in the order made by hand.
    pub(super) fn base(&self) -> Vec<u32> {
        let seen = |line: &u32| !self.hidden.contains(line);
        match &self.moved {
            Some(moved) => moved.iter().copied().filter(seen).collect(),
            None => (0..self.count).filter(seen).collect(),
        }
    }

    /// Moves the line `what` to stand where `target` stands.
    pub(super) fn shift(&mut self, what: u32, target: u32) {
        let mut order = self.moved.take().unwrap_or_else(|| (0..self.count).collect());
        let from = order.iter().position(|line| *line == what);
        let to = order.iter().position(|line| *line == target);
        if let (Some(from), Some(to)) = (from, to) {
            let line = order.remove(from);
            order.insert(to, line);
        }
        self.moved = Some(order);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_moves_to_where_another_stands() {
        let mut lines = Lines::new(5);
        assert_eq!((lines.base(), lines.shown.clone()), (vec![0, 1, 2, 3, 4], vec![0, 1, 2, 3, 4]));
        lines.shift(3, 1);
        assert_eq!(lines.base(), [0, 3, 1, 2, 4]);
        lines.shift(0, 4);
        assert_eq!(lines.base(), [3, 1, 2, 4, 0]);
        lines.shift(9, 1);
        lines.shift(1, 9);
        assert_eq!(lines.base(), [3, 1, 2, 4, 0], "there is no such line");
        lines.hidden.insert(2);
        assert_eq!(lines.base(), [3, 1, 4, 0]);
        lines.moved = None;
        assert_eq!(lines.base(), [0, 1, 3, 4]);
    }
}
