//! Where the sidenotes of a margin stand: each beside its row where that is free, in order, none
//! upon another, and the one in focus whole before all others.

/// Rows that a note keeps at least when many have to fit.
const FOLDED: u16 = 2;

/// A note that wants a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wish {
    /// The row that it belongs to.
    pub(super) y: u16,
    /// Rows that it takes; one at least.
    pub(super) rows: u16,
}

/// The place that a note got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Which of the wishes.
    pub(super) wish: usize,
    /// Its first row.
    pub(super) y: u16,
    /// Rows that it has; fewer than wished where there are too many notes.
    pub(super) rows: u16,
}

/// Gives places between rows `top` and `bottom` (not included) to `wishes`, which are in order.
/// `first` is the one that matters most. Where not all fit, those nearest to it do.
pub(super) fn arrange(wishes: &[Wish], first: usize, top: u16, bottom: u16) -> Vec<Spot> {
    let room = bottom.saturating_sub(top);
    if room == 0 || wishes.is_empty() {
        return Vec::new();
    }
    let first = first.min(wishes.len() - 1);
    let mut rows: Vec<u16> = wishes.iter().map(|wish| wish.rows.clamp(1, room)).collect();
    if needed(&rows) > usize::from(room) {
        for (_, rows) in rows.iter_mut().enumerate().filter(|(at, _)| *at != first) {
            *rows = (*rows).min(FOLDED);
        }
    }
    let kept = fitting(&rows, first, room);
    // What folding left over goes to the notes nearest to the one that matters.
    let spare = usize::from(room).saturating_sub(needed(&rows[kept.clone()]));
    unfold(&mut rows, wishes, kept.clone(), first, spare);
    settle(wishes, &rows, kept, top, bottom)
}

/// Rows that notes of these heights take, a blank one between two.
fn needed(rows: &[u16]) -> usize {
    rows.iter().map(|rows| usize::from(*rows) + 1).sum::<usize>().saturating_sub(1)
}

/// The widest range of notes around `first` that fits into `room` rows.
fn fitting(rows: &[u16], first: usize, room: u16) -> std::ops::Range<usize> {
    let (mut from, mut to) = (first, first + 1);
    let mut left = usize::from(room).saturating_sub(usize::from(rows[first]));
    loop {
        // Those behind first: they are read next.
        let behind = rows.get(to).map(|rows| usize::from(*rows) + 1).filter(|cost| *cost <= left);
        if let Some(cost) = behind {
            (to, left) = (to + 1, left - cost);
        }
        let before = from.checked_sub(1).map(|at| usize::from(rows[at]) + 1).filter(|cost| *cost <= left);
        if let Some(cost) = before {
            (from, left) = (from - 1, left - cost);
        }
        if behind.is_none() && before.is_none() {
            return from..to;
        }
    }
}

/// Gives `spare` rows back to folded notes, those nearest to `first` first.
fn unfold(rows: &mut [u16], wishes: &[Wish], kept: std::ops::Range<usize>, first: usize, mut spare: usize) {
    let mut order: Vec<usize> = kept.collect();
    order.sort_by_key(|at| at.abs_diff(first));
    for at in order {
        let wanted = usize::from(wishes[at].rows.saturating_sub(rows[at]));
        let given = wanted.min(spare);
        rows[at] += u16::try_from(given).unwrap_or(0);
        spare -= given;
    }
}

/// Each beside its row, pushed down by the one before and up by the foot.
fn settle(wishes: &[Wish], rows: &[u16], kept: std::ops::Range<usize>, top: u16, bottom: u16) -> Vec<Spot> {
    let mut free = top;
    let mut spots: Vec<Spot> = kept
        .map(|wish| {
            let y = wishes[wish].y.max(free);
            free = y.saturating_add(rows[wish] + 1);
            Spot { wish, y, rows: rows[wish] }
        })
        .collect();
    let mut limit = bottom;
    for spot in spots.iter_mut().rev() {
        spot.y = spot.y.min(limit.saturating_sub(spot.rows)).max(top);
        limit = spot.y.saturating_sub(1);
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(wishes: &[(u16, u16)], first: usize, bottom: u16) -> Vec<(usize, u16, u16)> {
        let wishes: Vec<Wish> = wishes.iter().map(|(y, rows)| Wish { y: *y, rows: *rows }).collect();
        arrange(&wishes, first, 0, bottom).into_iter().map(|spot| (spot.wish, spot.y, spot.rows)).collect()
    }

    #[test]
    fn each_stands_beside_its_row_where_that_is_free() {
        assert_eq!(places(&[(2, 3), (10, 2)], 0, 20), [(0, 2, 3), (1, 10, 2)]);
    }

    #[test]
    fn one_is_pushed_down_by_the_one_before() {
        assert_eq!(places(&[(2, 3), (3, 2), (4, 1)], 0, 20), [(0, 2, 3), (1, 6, 2), (2, 9, 1)]);
    }

    #[test]
    fn the_foot_pushes_up() {
        assert_eq!(places(&[(5, 3), (17, 3), (18, 2)], 0, 20), [(0, 5, 3), (1, 14, 3), (2, 18, 2)]);
    }

    #[test]
    fn the_one_in_focus_stays_whole() {
        assert_eq!(places(&[(0, 8), (1, 8), (2, 8)], 1, 12), [(1, 0, 8), (2, 9, 3)]);
        // Folded ones take what is left over.
        assert_eq!(places(&[(0, 8), (1, 8), (2, 8)], 1, 20), [(0, 0, 8), (1, 9, 8), (2, 18, 2)]);
    }

    proptest! {
        #[test]
        fn none_lies_upon_another_and_the_one_in_focus_is_there(
            mut wishes in proptest::collection::vec((0_u16..60, 1_u16..20), 1..40),
            first in 0_usize..40,
            top in 0_u16..5,
            room in 1_u16..60,
        ) {
            wishes.sort_by_key(|(y, _)| *y);
            let first = first.min(wishes.len() - 1);
            let wishes: Vec<Wish> = wishes.iter().map(|(y, rows)| Wish { y: top + y, rows: *rows }).collect();
            let spots = arrange(&wishes, first, top, top + room);
            prop_assert!(spots.iter().any(|spot| spot.wish == first));
            for pair in spots.windows(2) {
                prop_assert!(pair[0].wish + 1 == pair[1].wish);
                prop_assert!(pair[0].y + pair[0].rows < pair[1].y);
            }
            for spot in &spots {
                prop_assert!(spot.rows >= 1 && spot.rows <= wishes[spot.wish].rows);
                prop_assert!(spot.y >= top && spot.y + spot.rows <= top + room);
            }
            // Where all fit as they are, all are there whole.
            let all: u16 = wishes.iter().map(|wish| wish.rows + 1).sum::<u16>() - 1;
            if all <= room {
                prop_assert!(spots.len() == wishes.len() && spots.iter().all(|spot| spot.rows == wishes[spot.wish].rows));
            }
        }
    }
}
