//! Raised and lowered signs: small rows that stand beside a larger one, and signs of notes as large as the text.

use std::collections::BTreeMap;

use super::super::note::label::{TAB, are_signs, is_label};
use super::Row;

/// A sign is smaller than this part of its text; one that nothing but notes are called by may be as large.
const SMALLER: f32 = 0.86;
const AS_LARGE: f32 = 1.05;
/// Glyphs of a raised row at most.
const MOST: usize = 12;
/// Glyphs of a row of signs at most.
const MOST_SIGNS: usize = 4;
/// How far above and below a baseline its signs stand, in ems; and those that are as large as the text.
const ABOVE: std::ops::Range<f32> = 0.12..0.72;
const BELOW: std::ops::Range<f32> = 0.06..0.35;
const ABOVE_LARGE: std::ops::Range<f32> = 0.12..0.5;
/// How far beside a row its signs stand, in ems.
const BESIDE: f32 = 0.4;

/// Rows of about one size, from the top.
#[derive(Default)]
struct Class {
    largest: f32,
    rows: Vec<(f32, usize)>,
}

/// The rows from one height to another, of those that are sorted by height.
fn window(rows: &[(f32, usize)], from: f32, to: f32) -> impl Iterator<Item = usize> {
    let start = rows.partition_point(|(y, _)| *y < from);
    rows[start..].iter().take_while(move |(y, _)| *y <= to).map(|(_, at)| *at)
}

/// Puts small rows that stand a little higher or lower beside a larger one into it.
pub(super) fn raise(rows: &mut Vec<Row>) {
    let mut order: Vec<(f32, usize)> = rows.iter().enumerate().map(|(at, row)| (row.y, at)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    // By size, so that one large letter does not make all of the page its neighbourhood.
    let mut classes: BTreeMap<i32, Class> = BTreeMap::new();
    for (y, at) in &order {
        let size = rows[*at].size;
        #[expect(clippy::cast_possible_truncation, reason = "sizes are between 1 and 10,000")]
        let class = classes.entry((size.max(0.01).log2() * 2.0).floor() as i32).or_default();
        class.largest = class.largest.max(size);
        class.rows.push((*y, *at));
    }
    let goes_to: Vec<Option<usize>> = (0..rows.len()).map(|small| text_of(rows, small, &order, &classes)).collect();
    let mut kept: Vec<Option<Row>> = std::mem::take(rows).into_iter().map(Some).collect();
    for (small, to) in goes_to.iter().enumerate() {
        // A row that moves itself takes nothing along.
        let Some(to) = to.filter(|to| goes_to[*to].is_none()) else { continue };
        let Some(mut row) = kept[small].take() else { continue };
        let Some(large) = kept[to].as_mut() else { continue };
        let raised = row.y < large.y;
        row.chunks.iter_mut().for_each(|chunk| chunk.raised = raised);
        (row.size, row.y) = (large.size, large.y);
        large.take(row);
    }
    rows.extend(kept.into_iter().flatten());
}

/// The row that the one at `small` is a sign of.
fn text_of(rows: &[Row], small: usize, order: &[(f32, usize)], classes: &BTreeMap<i32, Class>) -> Option<usize> {
    let row = &rows[small];
    let count: usize = row.chunks.iter().map(|chunk| chunk.glyphs.len()).sum();
    if count > MOST {
        return None;
    }
    let sign = count <= MOST_SIGNS && are_signs(&row.text());
    let most = if sign { AS_LARGE } else { SMALLER };
    let near = || {
        let larger = classes.values().filter(move |class| row.size < most * class.largest);
        larger.flat_map(|class| window(&class.rows, row.y - BELOW.end * class.largest, row.y + ABOVE.end * class.largest))
    };
    let suits = |at: &usize| {
        let large = &rows[*at];
        let (above, small_enough) = ((large.y - row.y) / large.size, row.size < SMALLER * large.size);
        let level = if small_enough {
            ABOVE.contains(&above) || BELOW.contains(&-above)
        } else {
            row.size < most * large.size && ABOVE_LARGE.contains(&above) && !are_signs(&large.text())
        };
        let beside = BESIDE * large.size;
        *at != small && level && row.x0 < large.x1 + beside && row.x1 > large.x0 - beside
    };
    let nearest = |a: &usize, b: &usize| (rows[*a].y - row.y).abs().total_cmp(&(rows[*b].y - row.y).abs());
    let found = near().filter(suits).min_by(nearest);
    if found.is_some() || !is_label(&row.text()) {
        return found;
    }
    // Word and InDesign set the text of a note behind a tab.
    let is_text = |at: &usize| {
        let text = &rows[*at];
        let above = (text.y - row.y) / text.size;
        row.size < most * text.size
            && ABOVE.contains(&above)
            && (0.0..TAB * text.size).contains(&(text.x0 - row.x1))
            && text.x1 - text.x0 > TAB * text.size
    };
    let text = near().filter(is_text).min_by(|a, b| rows[*a].x0.total_cmp(&rows[*b].x0))?;
    let (y, slack) = (rows[text].y, 0.3 * row.size);
    let is_before = |at: usize| at != small && rows[at].x1 <= row.x0 && row.x0 - rows[at].x1 < TAB * row.size;
    (!window(order, y - slack, y + slack).any(is_before)).then_some(text)
}
