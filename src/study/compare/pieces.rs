//! From links to pairs with what changed in them; what is long is laid in pieces, so that no pair
//! costs more to show than a page.

use super::cells;
use super::inside::{Edit, Inside, Stretch, inside};
use super::sequence::Budget;
use super::units::{Class, Side};
use super::wording::Link;
use super::{Pair, PairKind, Pairing};
use crate::document::{Document, Point, Span};

/// Bytes that a piece has on either side, about.
const PIECE: usize = 4096;

/// The pairs, and what changed in them.
pub(super) struct Laid {
    pub(super) pairs: Vec<Pair>,
    pub(super) edits: Vec<Edit>,
}

/// Lays the links out as pairs. `None` where `go_on`, told how many links are done of all, said no.
pub(super) fn lay(
    sides: (&Side, &Side),
    links: &[Link],
    by: Pairing,
    budget: &mut Budget,
    go_on: &dyn Fn(usize, usize) -> bool,
) -> Option<Laid> {
    let (left, right) = sides;
    let mut laid = Laid { pairs: Vec::with_capacity(links.len()), edits: Vec::new() };
    // Pairs of the left alone, each with the unit that it went to; pairs of the right alone, by unit.
    let (mut went, mut came) = (std::collections::HashMap::new(), std::collections::HashMap::new());
    for (done, link) in links.iter().enumerate() {
        if done % 16 == 0 && !go_on(done, links.len()) {
            return None;
        }
        let still = || go_on(done, links.len());
        let (mine, theirs) = (span(left, link.left), span(right, link.right));
        let first = laid.pairs.len();
        match (link.left.1, link.right.1) {
            (0, _) | (_, 0) => {
                let kind = if link.right.1 == 0 { PairKind::Left } else { PairKind::Right };
                laid.put(left.document, right.document, (mine, theirs), kind, Inside::default());
                if link.right.1 == 0 {
                    went.insert(first, link.moved);
                } else {
                    came.insert(link.right.0, first);
                }
            }
            (1, 1) if left.units[link.left.0].text == right.units[link.right.0].text => {
                let same = Inside { edits: Vec::new(), joints: joints_of_same(left.document, mine, theirs) };
                laid.put(left.document, right.document, (mine, theirs), PairKind::Same, same);
            }
            _ if by == Pairing::Structure => {
                let edits = match (link.left.1, link.right.1) {
                    (1, 1) => cells::figures((left, link.left.0), (right, link.right.0)),
                    _ => Vec::new(),
                };
                laid.put(left.document, right.document, (mine, theirs), PairKind::Beside, Inside { edits, joints: Vec::new() });
            }
            _ => {
                let found = held(left, right, *link, budget, &still)?;
                laid.put(left.document, right.document, (mine, theirs), PairKind::Same, found);
            }
        }
    }
    for (pair, other) in went {
        let Some(to) = other.and_then(|other| came.get(&other)).copied() else { continue };
        laid.pairs[pair].kind = PairKind::Moved(to);
        laid.pairs[to].kind = PairKind::Moved(pair);
    }
    Some(laid)
}

/// What changed between units that belong together.
fn held(left: &Side, right: &Side, link: Link, budget: &mut Budget, go_on: &dyn Fn() -> bool) -> Option<Inside> {
    let is_table = |side: &Side, at: (usize, usize)| at.1 == 1 && side.units[at.0].class == Class::Table;
    if is_table(left, link.left) && is_table(right, link.right) {
        return cells::between((left, link.left.0), (right, link.right.0), budget, go_on);
    }
    let mine = Stretch::of_units(left, link.left.0, link.left.1);
    let theirs = Stretch::of_units(right, link.right.0, link.right.1);
    inside(mine, theirs, budget, go_on)
}

/// The text of some units; where there are none, behind the unit before.
fn span(side: &Side, (first, count): (usize, usize)) -> Span {
    match side.units.get(first..first + count) {
        Some([one, .., last]) => one.span.cover(last.span),
        Some([one]) => one.span,
        _ => Span::empty(first.checked_sub(1).and_then(|before| side.units.get(before)).map_or(Point(0), |unit| unit.span.end)),
    }
}

/// Points of two equal texts, a piece apart.
fn joints_of_same(document: &Document, left: Span, right: Span) -> Vec<(Point, Point)> {
    let mut found = Vec::new();
    let mut at = left.start.at();
    while left.end.at() - at > 2 * PIECE {
        at = cut(document, at + PIECE, left.end.at());
        found.push((Point::new(at), Point::new(right.start.at() + at - left.start.at())));
    }
    found
}

/// Where a text can be cut at `at` or soon behind: after a blank or the end of a line, if there is one.
fn cut(document: &Document, at: usize, end: usize) -> usize {
    let at = document.floor(at);
    let until = document.floor((at + PIECE / 4).min(end));
    document.text()[at..until].find(['\n', ' ']).map_or(at, |found| at + found + 1)
}

impl Laid {
    /// Adds both spans as one pair, or as pieces where they are long. What has changes in it is changed,
    /// what has none is `kind`.
    fn put(&mut self, left: &Document, right: &Document, (mine, theirs): (Span, Span), kind: PairKind, inside: Inside) {
        let edits = in_order(inside.edits, mine, theirs);
        let mut joints = inside.joints;
        joints.retain(|(l, r)| mine.contains(*l) && theirs.contains(*r));
        let cuts = cuts(left, right, (mine, theirs), &joints, &edits);
        let mut edits = edits.into_iter().peekable();
        let mut carried: Option<Edit> = None;
        let (mut l, mut r) = (mine.start, theirs.start);
        for (index, (to_l, to_r)) in cuts.into_iter().chain([(mine.end, theirs.end)]).enumerate() {
            let from = self.edits.len();
            let piece = (Span { start: l, end: to_l }, Span { start: r, end: to_r });
            while let Some(edit) = carried.take().or_else(|| {
                edits.next_if(|edit| edit.left.start < to_l || edit.right.start < to_r || (to_l, to_r) == (mine.end, theirs.end))
            }) {
                let part = Edit { left: edit.left.intersect(piece.0), right: edit.right.intersect(piece.1) };
                let rest = Edit {
                    left: Span { start: edit.left.start.max(to_l), end: edit.left.end.max(to_l) },
                    right: Span { start: edit.right.start.max(to_r), end: edit.right.end.max(to_r) },
                };
                if !part.left.is_empty() || !part.right.is_empty() {
                    self.edits.push(part);
                }
                if edit.left.end > to_l || edit.right.end > to_r {
                    carried = Some(rest);
                    break;
                }
            }
            let has_edits = self.edits.len() > from;
            let kind = if has_edits && matches!(kind, PairKind::Same | PairKind::Beside) { PairKind::Changed } else { kind };
            self.pairs.push(Pair { left: piece.0, right: piece.1, kind, edits: from..self.edits.len(), goes_on: index > 0 });
            (l, r) = (to_l, to_r);
        }
    }
}

/// Edits that rise on both sides and lie in both spans; those that do not are drawn together.
fn in_order(edits: Vec<Edit>, mine: Span, theirs: Span) -> Vec<Edit> {
    let within = |span: Span, outer: Span| Span {
        start: span.start.clamp(outer.start, outer.end),
        end: span.end.clamp(outer.start, outer.end),
    };
    let mut whole: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let edit = Edit { left: within(edit.left, mine), right: within(edit.right, theirs) };
        match whole.last_mut() {
            Some(last) if edit.left.start < last.left.end || edit.right.start < last.right.end => {
                *last = Edit { left: last.left.cover(edit.left), right: last.right.cover(edit.right) };
            }
            _ => whole.push(edit),
        }
    }
    whole
}

/// Where a long pair is cut: at joints, and where there are none far and wide, inside of what changed.
fn cuts(
    left: &Document,
    right: &Document,
    (mine, theirs): (Span, Span),
    joints: &[(Point, Point)],
    edits: &[Edit],
) -> Vec<(Point, Point)> {
    let mut found = Vec::new();
    if mine.len().max(theirs.len()) <= 2 * PIECE {
        return found;
    }
    let (mut l, mut r) = (mine.start, theirs.start);
    let mut joints = joints.iter().copied().filter(|(l, r)| {
        // A joint inside of a change is none.
        let at = edits.partition_point(|edit| edit.left.end <= *l && edit.right.end <= *r);
        edits.get(at).is_none_or(|edit| edit.left.start >= *l && edit.right.start >= *r)
    });
    loop {
        let next = joints.next();
        let (to_l, to_r) = next.unwrap_or((mine.end, theirs.end));
        if to_l < l || to_r < r {
            continue;
        }
        let far = |to: Point, from: Point| to.at() - from.at();
        let length = far(to_l, l).max(far(to_r, r));
        if length > 4 * PIECE {
            // Both sides go on by as many parts.
            let parts = length.div_ceil(PIECE);
            let (from_l, from_r) = (l, r);
            for part in 1..parts {
                let at = |document: &Document, from: Point, to: Point, last: Point| {
                    let point = from.at() + far(to, from) / parts * part;
                    Point::new(cut(document, point, to.at())).clamp(last, to)
                };
                (l, r) = (at(left, from_l, to_l, l), at(right, from_r, to_r, r));
                found.push((l, r));
            }
        } else if length < PIECE && next.is_some() {
            continue;
        }
        if next.is_none() {
            return found;
        }
        found.push((to_l, to_r));
        (l, r) = (to_l, to_r);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::read;

    fn edit(left: (usize, usize), right: (usize, usize)) -> Edit {
        Edit { left: Span::new(left.0, left.1), right: Span::new(right.0, right.1) }
    }

    #[test]
    fn edits_that_cross_are_drawn_together_and_cut_to_their_pair() {
        let (mine, theirs) = (Span::new(10, 50), Span::new(0, 40));
        let of = |edits: &[Edit]| in_order(edits.to_vec(), mine, theirs);
        assert_eq!(of(&[edit((10, 12), (0, 2)), edit((12, 14), (2, 4))]), [edit((10, 12), (0, 2)), edit((12, 14), (2, 4))]);
        assert_eq!(of(&[edit((10, 14), (0, 2)), edit((12, 16), (2, 4))]), [edit((10, 16), (0, 4))]);
        assert_eq!(of(&[edit((10, 12), (0, 5)), edit((12, 16), (2, 4))]), [edit((10, 16), (0, 5))]);
        assert_eq!(of(&[edit((0, 60), (5, 60))]), [edit((10, 50), (5, 40))]);
    }

    #[test]
    fn a_text_is_cut_behind_a_blank_that_is_near() {
        let document = read(&format!("{} {}", "a".repeat(5000), "b".repeat(9000)));
        assert_eq!(
            (cut(&document, 4500, 14_001), cut(&document, 5001, 14_001), cut(&document, 3900, 14_001)),
            (5001, 5001, 3900)
        );
        assert_eq!((cut(&document, 4000, 4500), cut(&document, 4990, 5001)), (4000, 5001));
        let joints = joints_of_same(&document, Span::new(0, 14_001), Span::new(100, 14_101));
        assert_eq!(joints, [(Point(5001), Point(5101)), (Point(9097), Point(9197))].map(|(l, r)| (l, r))[..joints.len()]);
        assert_eq!(joints_of_same(&document, Span::new(0, 2 * PIECE), Span::new(0, 2 * PIECE)), []);
        assert_eq!(joints_of_same(&document, Span::new(0, 2 * PIECE + 1), Span::new(0, 2 * PIECE + 1)).len(), 1);
    }

    #[test]
    fn long_pairs_are_cut_at_joints_that_no_change_holds() {
        let text = read(&"word ".repeat(8000));
        let span = |end: usize| Span::new(0, end);
        let joints: Vec<(Point, Point)> = (1..8).map(|n| (Point::new(n * 3000), Point::new(n * 3000))).collect();
        let of = |end: usize, edits: &[Edit]| {
            cuts(&text, &text, (span(end), span(end)), &joints, edits).into_iter().map(|(l, r)| (l.0, r.0)).collect::<Vec<_>>()
        };
        assert_eq!(of(8192, &[]), []);
        assert_eq!(of(24_000, &[]), [(6000, 6000), (12_000, 12_000), (18_000, 18_000)]);
        assert_eq!(of(24_000, &[edit((5990, 6010), (5990, 6010))]), [(9000, 9000), (15_000, 15_000), (21_000, 21_000)]);
        assert_eq!(of(24_000, &[edit((6000, 6010), (6000, 6010))]), [(6000, 6000), (12_000, 12_000), (18_000, 18_000)]);
        // Far and wide without one, both go on by as many parts.
        let none = cuts(&text, &text, (span(20_000), span(10_000)), &[], &[]);
        assert_eq!(
            none.iter().map(|(l, r)| (l.0, r.0)).collect::<Vec<_>>(),
            [(4005, 2005), (8005, 4005), (12_005, 6005), (16_005, 8005)]
        );
    }
}
