//! Drop capitals: the large first letter of a chapter, which goes down over lines of its text.

use super::Row;

/// How much larger than its text a drop capital is at least.
pub(super) const LARGER: f32 = 1.6;
/// Drop capitals that a page has at most.
const MOST: usize = 32;

/// Puts drop capitals into the lines that they start, and what stands beside them at the left edge.
pub(super) fn lower(rows: &mut Vec<Row>) {
    let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
    let usual = super::median(&mut sizes);
    let initials: Vec<usize> =
        (0..rows.len()).filter(|at| rows[*at].size > LARGER * usual && is_initial(&rows[*at])).take(MOST).collect();
    for at in initials.into_iter().rev() {
        let Some(first) = line_of(rows, at) else { continue };
        let mut initial = rows.remove(at);
        let first = if first > at { first - 1 } else { first };
        let (size, y, text_from) = (rows[first].size, rows[first].y, rows[first].x0);
        for row in rows.iter_mut() {
            let beside = row.y > y - 0.1 * size && row.y < initial.y + 0.4 * size;
            if beside && row.x0 >= initial.x1 - 0.2 * size && row.x0 - text_from < size {
                row.x0 = initial.x0;
            }
        }
        for glyph in initial.chunks.iter_mut().flat_map(|chunk| &mut chunk.glyphs) {
            // Air behind the letter is no blank between words, unless it is as wide as one.
            let air = text_from - glyph.x1;
            glyph.x1 = if air < 0.4 * size { text_from } else { glyph.x1 };
            (glyph.size, glyph.y) = (size, y);
        }
        (initial.size, initial.y) = (size, y);
        rows[first].take(initial);
    }
}

pub(super) fn is_initial(row: &Row) -> bool {
    let mut letters = row.chunks.iter().flat_map(|chunk| &chunk.glyphs).filter(|glyph| glyph.c != ' ');
    let first = letters.next().is_some_and(|glyph| glyph.c.is_alphabetic() || matches!(glyph.c, '“' | '‘' | '"'));
    // A quotation mark may stand before it.
    first && letters.count() <= 1
}

/// The line whose first letter the row at `at` is: it stands right behind it, at its top.
fn line_of(rows: &[Row], at: usize) -> Option<usize> {
    let initial = &rows[at];
    let top = initial.y - 0.72 * initial.size;
    let suits = |row: &Row| {
        let larger = initial.size > LARGER * row.size;
        let behind = (-0.3 * row.size..2.0 * row.size).contains(&(row.x0 - initial.x1));
        let level = (row.y - 0.72 * row.size - top).abs() < 0.7 * row.size;
        // It goes down to the next line at least.
        larger && behind && level && initial.y - row.y > 0.7 * row.size && row.x1 - row.x0 > 6.0 * row.size
    };
    let found = (0..rows.len()).filter(|other| *other != at && suits(&rows[*other]));
    found.min_by(|a, b| rows[*a].y.total_cmp(&rows[*b].y))
}
