//! Accents that are painted as letters of their own, as TeX does: put on the letters they stand over.

use unicode_normalization::char::compose;

use super::super::file::Glyph;

/// Glyphs before and behind an accent in the order of painting, among which its letter is.
const NEAR: usize = 2;
/// How far the letter's baseline may lie from the accent's, in ems: over capitals it is raised.
const RAISED: f32 = 0.45;

/// The mark that an accent becomes on a letter.
fn mark(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ => return None,
    })
}

/// The glyphs, with accents on their letters.
pub(super) fn composed(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut out = glyphs.to_vec();
    let mut gone: Vec<usize> = Vec::new();
    for at in 0..out.len() {
        let Some(mark) = mark(out[at].c) else { continue };
        let accent = out[at];
        let middle = f32::midpoint(accent.x0, accent.x1);
        let letter = (at.saturating_sub(NEAR)..(at + NEAR + 1).min(out.len())).find_map(|other| {
            let letter = out[other];
            let over = other != at
                && (letter.x0..letter.x1).contains(&middle)
                && (letter.y - accent.y).abs() < RAISED * letter.size
                && letter.turn == accent.turn;
            // A letter without its dot, for an accent to stand there.
            let base = match letter.c {
                'ı' => 'i',
                'ȷ' => 'j',
                c => c,
            };
            Some((other, compose(base, mark)?)).filter(|_| over)
        });
        if let Some((letter, composed)) = letter {
            out[letter].c = composed;
            gone.push(at);
        }
    }
    let mut gone = gone.into_iter().peekable();
    let mut at = 0;
    out.retain(|_| {
        let goes = gone.next_if_eq(&at).is_some();
        at += 1;
        !goes
    });
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::file::Role;
    use super::*;

    #[test]
    fn an_accent_goes_on_the_letter_that_it_stands_over() {
        let glyph = |c: char, x0: f32, x1: f32, y: f32| Glyph { c, x0, x1, y, size: 10.0, style: 0, turn: 0, role: Role::Unsaid };
        let read = |glyphs: &[Glyph]| composed(glyphs).iter().map(|glyph| glyph.c).collect::<String>();
        assert_eq!(read(&[glyph('M', 0.0, 8.0, 9.0), glyph('´', 8.5, 11.8, 9.0), glyph('a', 8.0, 12.4, 9.0)]), "Má");
        assert_eq!(read(&[glyph('c', 0.0, 4.4, 9.0), glyph('¸', 0.5, 3.8, 9.0)]), "ç");
        assert_eq!(read(&[glyph('¨', 0.5, 3.0, 7.0), glyph('ı', 0.0, 2.8, 9.0)]), "ï");
        assert_eq!(read(&[glyph('´', 0.0, 3.3, 9.0), glyph('a', 5.0, 9.4, 9.0)]), "´a", "a sign of its own");
    }
}
