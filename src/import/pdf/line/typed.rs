//! Blanks as typewriters have them: several move on to the next column.

use super::super::file::Glyph;

/// Blanks that are painted to move on to the next column, as typewriters do, in ems.
const SPACED: f32 = 1.15;
/// A wider blank is stretched: a typewriter's is 0.6 wide, in ems.
const STRETCHED: f32 = 0.65;

/// Whether the blanks at the end of `glyphs` were typed to move on to the next column: several, none of them
/// stretched as those of justified lines are, and not the two behind a sentence.
pub(super) fn moves_on(glyphs: &[Glyph]) -> bool {
    let blanks = || glyphs.iter().rev().take_while(|glyph| glyph.c == ' ');
    let width = |blank: &Glyph| (blank.x1 - blank.x0) / blank.size;
    let count = blanks().count();
    let ends_sentence =
        glyphs.iter().rev().nth(count).is_some_and(|glyph| matches!(glyph.c, '.' | '?' | '!' | ':' | ';' | '”' | ')'));
    (count > 2 || count == 2 && !ends_sentence)
        && blanks().all(|blank| width(blank) < STRETCHED)
        && blanks().map(width).sum::<f32>() >= SPACED
}

#[cfg(test)]
mod tests {
    use super::super::super::file::Role;
    use super::*;

    /// `text` in ten points, its letters as wide as a typewriter's and its blanks as wide as told, in ems.
    fn typed(text: &str, blank: f32) -> Vec<Glyph> {
        let mut x = 0.0;
        let mut glyph = |c: char| {
            let x0 = x;
            x += if c == ' ' { 10.0 * blank } else { 6.0 };
            Glyph { c, x0, x1: x, y: 0.0, size: 10.0, style: 0, turn: 0, role: Role::Unsaid }
        };
        text.chars().map(&mut glyph).collect()
    }

    #[test]
    fn several_blanks_that_are_not_stretched_move_on() {
        for (text, blank, moves) in [
            ("Dues  ", 0.6, true),
            ("Dues ", 0.6, false),
            ("Dues.  ", 0.6, false),
            ("Dues.   ", 0.6, true),
            ("Dues    ", 0.25, false),
            ("Dues     ", 0.25, true),
            // One stretched by far, as in justified lines, parts no cells.
            ("Dues ", 1.3, false),
            ("Dues  ", 0.7, false),
        ] {
            assert_eq!(moves_on(&typed(text, blank)), moves, "{text:?} {blank}");
        }
    }
}
