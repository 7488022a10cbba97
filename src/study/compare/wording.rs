//! Two editions: what belongs together by its words.
//!
//! Units with the same text are paired first; then those that hold the same row of three words
//! which occurs nowhere else; what is left between them by the words they share, in their order.
//! What crosses that order was moved.

use std::collections::HashMap;

use super::align::{Costs, Move, align};
use super::sequence::{Budget, rising, runs};
use super::units::{Class, Side, alike, shared};
use super::words::is_wordy;

/// Units that share less are not paired.
const LEAST_ALIKE: f32 = 0.25;
/// Units that share less were not moved.
const MOVED_ALIKE: f32 = 0.5;
/// What a unit costs that stands alone; two alone cost more than any pair that may be.
const ALONE: f32 = 0.45;
/// Words that a unit has at least whose going elsewhere is told.
const MOVED_WORDS: usize = 4;
/// Share of a unit that stands in another, where one was parted or joined.
const PARTED: f32 = 0.5;

/// Units that belong together: one on either side, one alone, or two beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// The first on the left, and how many.
    pub(super) left: (usize, usize),
    /// The first on the right, and how many.
    pub(super) right: (usize, usize),
    /// Where it went, or came from: a unit of the other side.
    pub(super) moved: Option<usize>,
}

impl Link {
    pub(super) fn pair(left: usize, right: usize) -> Self {
        Self { left: (left, 1), right: (right, 1), moved: None }
    }
}

/// The links of two sides, in order. `None` where `go_on` said no.
pub(super) fn by_words(left: &Side, right: &Side, budget: &mut Budget, go_on: &dyn Fn() -> bool) -> Option<Vec<Link>> {
    let texts = |side: &Side| side.units.iter().map(|unit| unit.text).collect::<Vec<_>>();
    let mut partner = Partners { left: vec![None; left.units.len()], right: vec![None; right.units.len()] };
    for run in runs(&texts(left), &texts(right), budget) {
        (0..run.length).for_each(|n| partner.join(run.left + n, run.right + n));
    }
    let votes = votes(left, right, &partner, go_on)?;
    let bounds = partner.bounds();
    let fitting: Vec<(usize, usize, u32)> =
        votes.iter().copied().filter(|(l, r, _)| (bounds[*l].0..bounds[*l].1).contains(r)).collect();
    for (l, r) in rising(&fitting) {
        partner.join(l, r);
    }
    fill_gaps(left, right, &mut partner, go_on)?;
    let moves = moves(left, right, &partner, &votes);
    Some(links(left, right, &partner, &moves))
}

/// Who is paired with whom; pairs never cross.
struct Partners {
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
}

impl Partners {
    fn join(&mut self, left: usize, right: usize) {
        (self.left[left], self.right[right]) = (Some(right), Some(left));
    }

    /// For each unit of the left the units of the right that it may be joined with without
    /// crossing a pair: the first, and one past the last.
    fn bounds(&self) -> Vec<(usize, usize)> {
        let mut bounds = vec![(0, self.right.len()); self.left.len()];
        let mut from = 0;
        for (at, partner) in self.left.iter().enumerate() {
            bounds[at].0 = from;
            from = partner.map_or(from, |partner| partner + 1);
        }
        let mut to = self.right.len();
        for (at, partner) in self.left.iter().enumerate().rev() {
            bounds[at].1 = to;
            to = partner.unwrap_or(to);
        }
        bounds
    }

    /// The gaps between pairs: first and end on the left, first and end on the right.
    fn gaps(&self) -> Vec<[usize; 4]> {
        let mut found = Vec::new();
        let (mut l, mut r) = (0, 0);
        for (at, partner) in self.left.iter().enumerate() {
            if let Some(other) = *partner {
                found.push([l, at, r, other]);
                (l, r) = (at + 1, other + 1);
            }
        }
        found.push([l, self.left.len(), r, self.right.len()]);
        found.retain(|[l, to_l, r, to_r]| l < to_l && r < to_r);
        found
    }
}

/// Pairs of units that share rows of three words which stand once on either side: how many,
/// each unit with the one it shares most with, ordered by left.
fn votes(left: &Side, right: &Side, partner: &Partners, go_on: &dyn Fn() -> bool) -> Option<Vec<(usize, usize, u32)>> {
    // How often on the left and on the right, and in which unit.
    let mut rows: HashMap<[u32; 3], (u8, u8, u32, u32)> = HashMap::new();
    for (is_left, side, partners) in [(true, left, &partner.left), (false, right, &partner.right)] {
        for unit in (0..side.units.len()).filter(|unit| partners[*unit].is_none()) {
            if unit % 256 == 0 && !go_on() {
                return None;
            }
            let at = u32::try_from(unit).unwrap_or(u32::MAX);
            let wordy: Vec<u32> =
                side.words_of(unit).iter().filter(|word| is_wordy(side.text(**word))).map(|word| word.id).collect();
            for row in wordy.windows(3) {
                let row = [row[0], row[1], row[2]];
                if is_left {
                    let entry = rows.entry(row).or_default();
                    (entry.0, entry.2) = (entry.0.saturating_add(1), at);
                } else if let Some(entry) = rows.get_mut(&row) {
                    (entry.1, entry.3) = (entry.1.saturating_add(1), at);
                }
            }
        }
    }
    let mut counted: HashMap<(u32, u32), u32> = HashMap::new();
    for (_, _, l, r) in rows.into_values().filter(|(l, r, ..)| *l == 1 && *r == 1) {
        *counted.entry((l, r)).or_default() += 1;
    }
    let mut best_left: HashMap<u32, (u32, u32)> = HashMap::new();
    let mut best_right: HashMap<u32, (u32, u32)> = HashMap::new();
    for ((l, r), count) in &counted {
        let better = |held: &mut (u32, u32), other: u32| {
            // The first of those that are alike, whatever order they come in.
            if (*count, std::cmp::Reverse(other)) > (held.0, std::cmp::Reverse(held.1)) {
                *held = (*count, other);
            }
        };
        better(best_left.entry(*l).or_insert((0, u32::MAX)), *r);
        better(best_right.entry(*r).or_insert((0, u32::MAX)), *l);
    }
    let mut found: Vec<(usize, usize, u32)> = best_left
        .into_iter()
        .filter(|(l, (_, r))| best_right.get(r).is_some_and(|(_, back)| back == l))
        .map(|(l, (count, r))| (l as usize, r as usize, count))
        .filter(|(l, r, _)| left.units[*l].class.apart(right.units[*r].class).is_some())
        .filter(|(l, r, _)| alike(left, *l, right, *r) >= LEAST_ALIKE)
        .collect();
    found.sort_unstable();
    Some(found)
}

struct ByWords<'a> {
    left: &'a Side<'a>,
    right: &'a Side<'a>,
    /// The first of the gap on either side.
    from: (usize, usize),
}

impl Costs for ByWords<'_> {
    fn shared(&self, left: usize, right: usize) -> f32 {
        alike(self.left, self.from.0 + left, self.right, self.from.1 + right)
    }

    fn cost(&self, step: Move, left: usize, right: usize, shared: f32) -> f32 {
        match step {
            Move::Pair if shared < LEAST_ALIKE => f32::INFINITY,
            Move::Pair => {
                let apart = self.left.units[self.from.0 + left].class.apart(self.right.units[self.from.1 + right].class);
                apart.map_or(f32::INFINITY, |apart| (1.0 - shared + apart).min(2.0 * ALONE - 0.01))
            }
            Move::Left | Move::Right => ALONE,
            // What was parted or joined is told afterwards, also where its neighbours are fixed.
            Move::TwoLeft | Move::TwoRight => f32::INFINITY,
        }
    }
}

/// Pairs what is left between pairs, by the words it shares.
fn fill_gaps(left: &Side, right: &Side, partner: &mut Partners, go_on: &dyn Fn() -> bool) -> Option<()> {
    for [l, to_l, r, to_r] in partner.gaps() {
        let costs = ByWords { left, right, from: (l, r) };
        let (mut at_l, mut at_r) = (l, r);
        for step in align(to_l - l, to_r - r, &costs, go_on)? {
            if step == Move::Pair {
                partner.join(at_l, at_r);
            }
            let (one, other) = step.takes();
            (at_l, at_r) = (at_l + one, at_r + other);
        }
    }
    Some(())
}

/// Units without a partner that stand elsewhere on the other side, by the left.
fn moves(left: &Side, right: &Side, partner: &Partners, votes: &[(usize, usize, u32)]) -> Vec<(usize, usize)> {
    let alone = |side: &Side, partners: &[Option<usize>]| {
        let long = |unit: &usize| partners[*unit].is_none() && side.units[*unit].words.len() >= MOVED_WORDS;
        (0..side.units.len()).filter(long).collect::<Vec<_>>()
    };
    let (lefts, rights) = (alone(left, &partner.left), alone(right, &partner.right));
    let mut texts: HashMap<u32, (u8, usize, u8, usize)> = HashMap::new();
    for unit in &lefts {
        let entry = texts.entry(left.units[*unit].text).or_default();
        (entry.0, entry.1) = (entry.0.saturating_add(1), *unit);
    }
    for unit in &rights {
        if let Some(entry) = texts.get_mut(&right.units[*unit].text) {
            (entry.2, entry.3) = (entry.2.saturating_add(1), *unit);
        }
    }
    let mut found: Vec<(usize, usize)> =
        texts.into_values().filter(|(l, _, r, _)| *l == 1 && *r == 1).map(|(_, l, _, r)| (l, r)).collect();
    let taken: std::collections::HashSet<usize> = found.iter().map(|(l, _)| *l).collect();
    let taken_right: std::collections::HashSet<usize> = found.iter().map(|(_, r)| *r).collect();
    found.extend(votes.iter().map(|(l, r, _)| (*l, *r)).filter(|(l, r)| {
        partner.left[*l].is_none()
            && partner.right[*r].is_none()
            && !taken.contains(l)
            && !taken_right.contains(r)
            && left.units[*l].words.len() >= MOVED_WORDS
            && alike(left, *l, right, *r) >= MOVED_ALIKE
    }));
    found.sort_unstable();
    found
}

/// Everything in order; what stands alone on the left before what does on the right.
fn links(left: &Side, right: &Side, partner: &Partners, moves: &[(usize, usize)]) -> Vec<Link> {
    let went: HashMap<usize, usize> = moves.iter().copied().collect();
    let came: HashMap<usize, usize> = moves.iter().map(|(l, r)| (*r, *l)).collect();
    let mut found: Vec<Link> = Vec::new();
    let (mut l, mut r) = (0, 0);
    while l < left.units.len() || r < right.units.len() {
        let (one, other) = (partner.left.get(l).copied().flatten(), partner.right.get(r).copied().flatten());
        if l < left.units.len() && one.is_none() {
            found.push(Link { left: (l, 1), right: (r, 0), moved: went.get(&l).copied() });
            l += 1;
        } else if r < right.units.len() && other.is_none() {
            found.push(Link { left: (l, 0), right: (r, 1), moved: came.get(&r).copied() });
            r += 1;
        } else {
            found.push(Link::pair(l, r));
            (l, r) = (l + 1, r + 1);
        }
    }
    rejoin(left, right, found)
}

/// A paragraph that was parted into two, and two that were joined, are told as such.
fn rejoin(left: &Side, right: &Side, links: Vec<Link>) -> Vec<Link> {
    let mut whole: Vec<Link> = Vec::with_capacity(links.len());
    for link in links {
        let Some(last) = whole.last_mut() else {
            whole.push(link);
            continue;
        };
        match (*last, link) {
            (pair, alone) if is_part(left, right, pair, alone) => {
                (last.left.1, last.right.1) = (pair.left.1 + alone.left.1, pair.right.1 + alone.right.1);
            }
            (alone, pair) if is_part(left, right, pair, alone) => {
                *last = Link {
                    left: (alone.left.0, pair.left.1 + alone.left.1),
                    right: (alone.right.0, pair.right.1 + alone.right.1),
                    moved: None,
                };
            }
            _ => whole.push(link),
        }
    }
    whole
}

/// Whether `alone` is the other part of one unit of `pair`.
fn is_part(left: &Side, right: &Side, pair: Link, alone: Link) -> bool {
    let is_pair = pair.left.1 == 1 && pair.right.1 == 1 && pair.moved.is_none();
    let is_alone = alone.left.1 + alone.right.1 == 1 && alone.moved.is_none();
    let (l, r) = (pair.left.0, pair.right.0);
    if !is_pair || !is_alone || left.units[l].text == right.units[r].text && left.units[l].class == right.units[r].class {
        return false;
    }
    let text = |side: &Side, unit: usize| side.units[unit].class == Class::Text;
    if !text(left, l) || !text(right, r) {
        return false;
    }
    let enough = |part: f32, whole: f32| whole > 0.0 && part / whole >= PARTED;
    if alone.left.1 == 1 {
        let own = alone.left.0;
        text(left, own)
            && left.units[own].words.len() >= MOVED_WORDS
            && enough(shared(left, own, right, r), left.units[own].weight)
    } else {
        let own = alone.right.0;
        text(right, own)
            && right.units[own].words.len() >= MOVED_WORDS
            && enough(shared(left, l, right, own), right.units[own].weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::compare::units::sketch;
    use crate::study::compare::words::Vocabulary;
    use crate::study::tests::read;

    fn with_sides<T>(left: &str, right: &str, act: impl Fn(&Side, &Side) -> T) -> T {
        let (left, right) = (read(left), read(right));
        let (mut vocabulary, mut texts) = (Vocabulary::default(), Vocabulary::default());
        let mut mine = Side::of(&left, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        let mut theirs = Side::of(&right, &mut vocabulary, &mut texts, &|| true).expect("not stopped");
        sketch(&mut mine, &mut theirs, vocabulary.len(), &|| true).expect("not stopped");
        act(&mine, &theirs)
    }

    /// The links as `left+count>right+count`, with `^unit` where one was moved.
    fn linked(left: &str, right: &str) -> String {
        with_sides(left, right, |left, right| {
            let links = by_words(left, right, &mut Budget::usual(), &|| true).expect("not stopped");
            let told = |link: &Link| {
                let moved = link.moved.map(|unit| format!("^{unit}")).unwrap_or_default();
                format!("{}+{}>{}+{}{moved}", link.left.0, link.left.1, link.right.0, link.right.1)
            };
            links.iter().map(told).collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn units_cost_by_what_they_share_and_what_they_are() {
        let text = "# Title\n\nA paragraph here.\n\n```\ncode\n```\n\n| a |\n|--|\n| 1 |\n";
        with_sides(text, text, |left, right| {
            let costs = ByWords { left, right, from: (1, 1) };
            let near = |one: f32, other: f32| (one - other).abs() < 1e-5;
            assert!(near(costs.cost(Move::Pair, 0, 0, 0.5), 0.5) && near(costs.cost(Move::Pair, 0, 1, 0.5), 0.6));
            assert!(near(costs.cost(Move::Pair, 1, 2, 0.5), 0.6) && costs.cost(Move::Pair, 0, 2, 0.9).is_infinite());
            assert!(near(costs.cost(Move::Pair, 0, 0, LEAST_ALIKE), 0.75) && costs.cost(Move::Pair, 0, 0, 0.24).is_infinite());
            let from_start = ByWords { left, right, from: (0, 1) };
            assert!(
                near(from_start.cost(Move::Pair, 0, 0, 0.5), 0.8)
                    && near(from_start.cost(Move::Pair, 0, 0, 0.3), 2.0 * ALONE - 0.01)
            );
            assert!(near(costs.cost(Move::Left, 0, 0, 0.0), ALONE) && near(costs.cost(Move::Right, 0, 0, 0.0), ALONE));
            assert!(costs.cost(Move::TwoLeft, 1, 1, 1.0).is_infinite() && costs.cost(Move::TwoRight, 1, 1, 1.0).is_infinite());
            assert!(near(costs.shared(0, 0), 1.0) && near(costs.shared(0, 1), 0.0));
        });
    }

    #[test]
    fn pairs_bound_what_stands_between_them() {
        let mut partners = Partners { left: vec![None; 5], right: vec![None; 6] };
        partners.join(1, 2);
        partners.join(3, 4);
        assert_eq!(partners.bounds(), [(0, 2), (0, 4), (3, 4), (3, 6), (5, 6)]);
        assert_eq!(partners.gaps(), [[0, 1, 0, 2], [2, 3, 3, 4], [4, 5, 5, 6]]);
        partners.join(0, 0);
        assert_eq!(partners.gaps(), [[2, 3, 3, 4], [4, 5, 5, 6]]);
    }

    #[test]
    fn links_tell_what_stayed_moved_or_went() {
        let (a, b, c) = ("alpha beta gamma delta one", "second words of another kind", "third line with its own things");
        let of = |parts: &[&str]| parts.join("\n\n");
        assert_eq!(linked(&of(&[a, b, c]), &of(&[a, b, c])), "0+1>0+1 1+1>1+1 2+1>2+1");
        assert_eq!(linked(&of(&[a, b, c]), &of(&[a, c])), "0+1>0+1 1+1>1+0 2+1>1+1");
        assert_eq!(linked(&of(&[a, c]), &of(&[a, b, c])), "0+1>0+1 1+0>1+1 1+1>2+1");
        assert_eq!(linked(&of(&[a, b, c]), &of(&[b, c, a])), "0+1>0+0^2 1+1>0+1 2+1>1+1 3+0>2+1^0");
        // Three words are too few to be told as moved.
        assert_eq!(linked(&of(&["one two three", b, c]), &of(&[b, c, "one two three"])), "0+1>0+0 1+1>0+1 2+1>1+1 3+0>2+1");
        assert_eq!(
            linked(&of(&["one two three four", b, c]), &of(&[b, c, "one two three four"])),
            "0+1>0+0^2 1+1>0+1 2+1>1+1 3+0>2+1^0"
        );
        with_sides(a, b, |left, right| assert_eq!(by_words(left, right, &mut Budget::usual(), &|| false), None));
    }

    #[test]
    fn rows_of_three_words_vote_for_a_pair() {
        let voted = |left: &str, right: &str| {
            with_sides(left, right, |left, right| {
                let partner = Partners { left: vec![None; left.units.len()], right: vec![None; right.units.len()] };
                votes(left, right, &partner, &|| true).expect("not stopped")
            })
        };
        assert_eq!(voted("a b c d", "x\n\na b c d"), [(0, 1, 2)]);
        assert_eq!(voted("a b c", "a b c"), [(0, 0, 1)]);
        assert_eq!(voted("a b", "a b"), []);
        assert_eq!(voted("a, b: c", "a b c"), [(0, 0, 1)], "signs are no words");
        assert_eq!(voted("a b c\n\na b c", "a b c"), []);
        assert_eq!(voted("a b c d e f", "a b c d\n\nx d e f"), [(0, 0, 2)]);
        assert_eq!(voted("a b c d\n\nx d e f", "a b c d e f"), [(0, 0, 2)]);
        assert_eq!(voted("# a b c", "a b c"), [(0, 0, 1)]);
        assert_eq!(voted("| a b c |\n|--|\n| x |", "a b c"), []);
    }
}
