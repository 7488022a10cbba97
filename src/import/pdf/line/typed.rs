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

/// Words that a line of running text has at least.
const FEWEST_WORDS: usize = 5;
/// Lines that end at one place, at least, where blanks were doubled to fill them.
const FEWEST_LINES: usize = 3;
/// Places that are one lie no further apart, in ems: less than a letter of a typewriter.
const LEVEL: f32 = 0.3;

/// For each glyph, in the order of painting, whether it stands in a line of running text whose blanks were doubled so
/// that it ends where others do: typewriters and their heirs fill lines so.
pub(super) fn justified(glyphs: &[Glyph]) -> Vec<bool> {
    let mut out = vec![false; glyphs.len()];
    let mut filled: Vec<(f32, f32, std::ops::Range<usize>)> = Vec::new();
    let mut from = 0;
    for at in 1..=glyphs.len() {
        let goes_on = glyphs.get(at).is_some_and(|glyph| {
            let last = &glyphs[at - 1];
            (glyph.y - last.y).abs() < 0.06 * last.size && glyph.x0 > last.x0
        });
        if goes_on {
            continue;
        }
        let line = &glyphs[from..at];
        let end = line.iter().rev().find(|glyph| glyph.c != ' ');
        if let Some(last) = end.filter(|_| is_filled(line)) {
            filled.push((last.x1, last.size, from..at));
        }
        from = at;
    }
    filled.sort_by(|a, b| a.0.total_cmp(&b.0));
    for group in filled.chunk_by(|a, b| b.0 - a.0 < LEVEL * a.1) {
        if group.len() >= FEWEST_LINES {
            group.iter().for_each(|(.., range)| out[range.clone()].fill(true));
        }
    }
    out
}

/// Whether the blanks between the words of a line are of one number, or of two that follow each other, the larger of
/// them two or three; and most of the words are no numbers, nor is the last.
fn is_filled(line: &[Glyph]) -> bool {
    let mut runs: Vec<usize> = Vec::new();
    let (mut words, mut numbers, mut last) = (0, 0, false);
    for part in line.chunk_by(|a, b| (a.c == ' ') == (b.c == ' ')) {
        if part[0].c != ' ' {
            words += 1;
            last = part.iter().any(|glyph| glyph.c.is_numeric());
            numbers += usize::from(last);
        } else if words > 0 {
            runs.push(part.len());
        }
    }
    // Those behind the last word are none between two.
    if line.last().is_some_and(|glyph| glyph.c == ' ') {
        runs.pop();
    }
    let (Some(least), Some(most)) = (runs.iter().min(), runs.iter().max()) else { return false };
    words >= FEWEST_WORDS && numbers * 4 <= words && !last && (2..=3).contains(most) && most - least <= 1
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

    /// Lines, one below the other.
    fn page(lines: &[&str]) -> Vec<Glyph> {
        let ys = (0_u8..).map(|line| 12.0 * f32::from(line));
        lines.iter().zip(ys).flat_map(|(line, y)| typed(line, 0.6).into_iter().map(move |glyph| Glyph { y, ..glyph })).collect()
    }

    #[test]
    fn blanks_that_fill_lines_move_nothing_on() {
        let text = [
            "The  ships lay  in the port for",
            "the whole  of  the winter,  and",
            "men of  the town went  to  them",
            "with bread.",
        ];
        let held: usize = text[..3].iter().map(|line| line.len()).sum();
        assert_eq!(justified(&page(&text)), [vec![true; held], vec![false; text[3].len()]].concat());
        for other in [
            ["Kind  of ship  in port  12  45", "Small boats and men   13  46", "Large  ships and men  14  47"],
            ["Small ships       nothing  all", "Ships of the state  half of it", "Foreign ships    in advance of"],
        ] {
            assert!(!justified(&page(&other)).contains(&true), "{}", other[0]);
        }
    }
}
