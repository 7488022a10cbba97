//! Two sequences of numbers: what both have in the same order.
//!
//! Items that occur once on both sides are taken first, the longest rising row of them (Cohen's
//! patience diff); between these Myers' O(ND) algorithm of the `similar` crate looks on, where a
//! gap is small enough. Everything is counted in steps and never in time, so that the same two
//! texts always give the same answer.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Items of a gap, of both sides together, that are looked through item by item.
const SMALL_GAP: usize = 4_000;

/// Steps that are left for one comparison.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget(u64, bool);

impl Budget {
    /// What a comparison of two texts has: some 300 ms of a common machine.
    pub(super) fn usual() -> Self {
        Self(150_000_000, false)
    }

    /// Whether something asked for more than was left.
    pub(super) fn is_spent(self) -> bool {
        self.1
    }

    /// Takes `steps`, where so many are left.
    pub(super) fn take(&mut self, steps: usize) -> bool {
        match self.0.checked_sub(steps as u64) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => {
                self.1 = true;
                false
            }
        }
    }
}

/// Items that are the same on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// The first of them on the left.
    pub(super) left: usize,
    /// The first of them on the right.
    pub(super) right: usize,
    /// How many there are, one at least.
    pub(super) length: usize,
}

/// What `left` and `right` have in common in the same order, in order.
pub(super) fn runs(left: &[u32], right: &[u32], budget: &mut Budget) -> Vec<Run> {
    let mut found = Vec::new();
    // Gaps that are still to be looked through: both ranges.
    let mut gaps = vec![(0..left.len(), 0..right.len())];
    while let Some((mut l, mut r)) = gaps.pop() {
        let head = left[l.clone()].iter().zip(&right[r.clone()]).take_while(|(a, b)| a == b).count();
        push(&mut found, Run { left: l.start, right: r.start, length: head });
        (l.start, r.start) = (l.start + head, r.start + head);
        let tail = left[l.clone()].iter().rev().zip(right[r.clone()].iter().rev()).take_while(|(a, b)| a == b).count();
        (l.end, r.end) = (l.end - tail, r.end - tail);
        push(&mut found, Run { left: l.end, right: r.end, length: tail });
        if l.is_empty() || r.is_empty() {
            continue;
        }
        let (one, other) = (&left[l.clone()], &right[r.clone()]);
        let size = one.len() + other.len();
        let steps = size * one.len().min(other.len());
        let anchors = if size > 64 && budget.take(size) { anchors(one, other) } else { Vec::new() };
        if anchors.is_empty() {
            if size <= SMALL_GAP && budget.take(steps) {
                for op in capture_diff_slices(Algorithm::Myers, one, other) {
                    if let DiffOp::Equal { old_index, new_index, len } = op {
                        push(&mut found, Run { left: l.start + old_index, right: r.start + new_index, length: len });
                    }
                }
            }
            continue;
        }
        let (mut from_l, mut from_r) = (l.start, r.start);
        for (a, b) in anchors {
            let (a, b) = (l.start + a, r.start + b);
            push(&mut found, Run { left: a, right: b, length: 1 });
            gaps.push((from_l..a, from_r..b));
            (from_l, from_r) = (a + 1, b + 1);
        }
        gaps.push((from_l..l.end, from_r..r.end));
    }
    found.sort_unstable_by_key(|run| run.left);
    joined(found)
}

fn push(found: &mut Vec<Run>, run: Run) {
    if run.length > 0 {
        found.push(run);
    }
}

/// Runs that touch on both sides are one.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut whole: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match whole.last_mut() {
            Some(last) if last.left + last.length == run.left && last.right + last.length == run.right => {
                last.length += run.length;
            }
            _ => whole.push(run),
        }
    }
    whole
}

/// Items that occur once on either side, as many as rise on both.
fn anchors(left: &[u32], right: &[u32]) -> Vec<(usize, usize)> {
    // How often on the left and on the right, and where.
    let mut seen: HashMap<u32, (u8, u8, usize, usize)> = HashMap::with_capacity(left.len());
    for (at, item) in left.iter().enumerate() {
        let entry = seen.entry(*item).or_default();
        (entry.0, entry.2) = (entry.0.saturating_add(1), at);
    }
    for (at, item) in right.iter().enumerate() {
        if let Some(entry) = seen.get_mut(item) {
            (entry.1, entry.3) = (entry.1.saturating_add(1), at);
        }
    }
    let mut once: Vec<(usize, usize, u32)> =
        seen.into_values().filter(|(l, r, ..)| *l == 1 && *r == 1).map(|(_, _, l, r)| (l, r, 1)).collect();
    once.sort_unstable();
    rising(&once)
}

/// Of `candidates` (left, right, weight), ordered by left, those that rise on the right too and
/// weigh most together.
pub(super) fn rising(candidates: &[(usize, usize, u32)]) -> Vec<(usize, usize)> {
    let mut ranks: Vec<usize> = candidates.iter().map(|(_, right, _)| *right).collect();
    ranks.sort_unstable();
    ranks.dedup();
    // A Fenwick tree of the best that ends at a rank or before: weight, candidate.
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); ranks.len() + 1];
    let mut before = vec![usize::MAX; candidates.len()];
    let mut top = (0, usize::MAX);
    let mut at = 0;
    while at < candidates.len() {
        // Those with the same left can't follow each other: they are asked before any is told.
        let same = candidates[at..].iter().take_while(|other| other.0 == candidates[at].0).count();
        let mut told = Vec::with_capacity(same);
        for index in at..at + same {
            let (_, right, weight) = candidates[index];
            let rank = ranks.partition_point(|known| *known < right);
            let (mut ask, mut found) = (rank, (0, usize::MAX));
            while ask > 0 {
                found = found.max_by_weight(best[ask]);
                ask &= ask - 1;
            }
            before[index] = found.1;
            told.push((rank + 1, (found.0 + u64::from(weight), index)));
        }
        for (mut rank, value) in told {
            top = top.max_by_weight(value);
            while rank < best.len() {
                best[rank] = best[rank].max_by_weight(value);
                rank += rank & rank.wrapping_neg();
            }
        }
        at += same;
    }
    let mut chain = Vec::new();
    let mut index = top.1;
    while let Some((left, right, _)) = candidates.get(index) {
        chain.push((*left, *right));
        index = before[index];
    }
    chain.reverse();
    chain
}

trait Weighed {
    fn max_by_weight(self, other: Self) -> Self;
}

impl Weighed for (u64, usize) {
    /// The heavier; of two alike the one that was there.
    fn max_by_weight(self, other: Self) -> Self {
        if other.0 > self.0 { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn common(left: &[u32], right: &[u32]) -> Vec<(usize, usize)> {
        let runs = runs(left, right, &mut Budget::usual());
        runs.iter().flat_map(|run| (0..run.length).map(|n| (run.left + n, run.right + n))).collect()
    }

    #[test]
    fn what_is_common_is_found() {
        assert_eq!(common(&[1, 2, 3], &[1, 9, 3]), [(0, 0), (2, 2)]);
        assert_eq!(common(&[1, 1, 1], &[1, 1]), [(0, 0), (1, 1)]);
        assert_eq!(common(&[], &[1]), []);
        let (left, mut right): (Vec<u32>, Vec<u32>) = ((0..5000).collect(), (0..5000).collect());
        right.insert(2500, 9999);
        assert_eq!(common(&left, &right).len(), 5000);
    }

    #[test]
    fn equal_items_without_end_cost_no_more_than_the_budget() {
        let (left, right) = (vec![7; 1_000_000], [vec![8], vec![7; 999_998], vec![9, 7]].concat());
        let mut budget = Budget::usual();
        let found = runs(&left, &right, &mut budget);
        assert!(!found.is_empty());
    }

    #[test]
    fn a_budget_is_spent_where_more_is_asked_for_than_is_left() {
        let mut budget = Budget(10, false);
        assert!(budget.take(4) && budget.take(6) && !budget.is_spent());
        assert!(budget.take(0) && !budget.take(1) && budget.is_spent());
        let mut budget = Budget(5, false);
        assert!(!budget.take(6) && budget.take(5) && budget.is_spent());
    }

    #[test]
    fn runs_that_touch_on_both_sides_are_one() {
        let run = |left, right, length| Run { left, right, length };
        assert_eq!(
            joined(vec![run(0, 0, 2), run(2, 2, 1), run(3, 4, 1), run(5, 5, 1), run(6, 6, 2)]),
            [run(0, 0, 3), run(3, 4, 1), run(5, 5, 3)]
        );
        let mut found = Vec::new();
        push(&mut found, run(1, 1, 0));
        push(&mut found, run(1, 1, 1));
        assert_eq!(found, [run(1, 1, 1)]);
    }

    #[test]
    fn anchors_stand_once_on_both_sides_and_rise() {
        assert_eq!(anchors(&[1, 2, 3, 4], &[1, 2, 3, 4]), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(anchors(&[1, 2, 2, 4], &[4, 1, 2, 9]), [(0, 1)]);
        assert_eq!(anchors(&[1, 2, 3], &[3, 1, 2]), [(0, 1), (1, 2)]);
        assert_eq!(anchors(&[1, 1], &[1]), []);
        assert_eq!(anchors(&[1], &[1, 1]), []);
        assert_eq!((5_u64, 1_usize).max_by_weight((5, 2)), (5, 1));
        assert_eq!((5_u64, 1_usize).max_by_weight((6, 2)), (6, 2));
    }

    #[test]
    fn what_is_cut_by_the_budget_is_no_run() {
        // Equal heads and tails cost nothing; between them nothing is looked for.
        let (left, right) = ([1, 2, 3, 4, 9], [1, 3, 2, 5, 9]);
        let mut none = Budget(0, false);
        assert_eq!(runs(&left, &right, &mut none), [Run { left: 0, right: 0, length: 1 }, Run { left: 4, right: 4, length: 1 }]);
        assert!(none.is_spent());
        let found = runs(&left, &right, &mut Budget::usual());
        assert_eq!(found.iter().map(|run| run.length).sum::<usize>(), 3);
        // A long gap is parted by what stands once in it.
        let long = |swap: bool| -> Vec<u32> { (0..200).map(|n| if swap && n % 10 == 3 { 1000 + n } else { n }).collect() };
        assert_eq!(common(&long(false), &long(true)).len(), 180);
    }

    proptest! {
        #[test]
        fn runs_rise_and_hold_equal_items(left in proptest::collection::vec(0_u32..40, 0..200), right in proptest::collection::vec(0_u32..40, 0..200)) {
            let found = common(&left, &right);
            for pair in found.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
            }
            for (l, r) in found {
                prop_assert_eq!(left[l], right[r]);
            }
        }

        #[test]
        fn what_rises_weighs_most(pairs in proptest::collection::btree_set((0_usize..9, 0_usize..9), 0..9), weights in proptest::collection::vec(1_u32..5, 9)) {
            let candidates: Vec<(usize, usize, u32)> = pairs.into_iter().zip(weights).map(|((l, r), w)| (l, r, w)).collect();
            let weight = |chosen: &[(usize, usize)]| candidates.iter().filter(|(l, r, _)| chosen.contains(&(*l, *r))).map(|(.., w)| *w).sum::<u32>();
            let mut most = 0;
            for mask in 0_u32..1 << candidates.len() {
                let chosen: Vec<(usize, usize)> =
                    candidates.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, (l, r, _))| (*l, *r)).collect();
                if chosen.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1) {
                    most = most.max(weight(&chosen));
                }
            }
            prop_assert_eq!(weight(&rising(&candidates)), most);
        }
    }
}
