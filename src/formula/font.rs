//! Letters of other fonts: those that Unicode has for mathematics, where a font means something.

use pulldown_latex::event::Font;

/// `c` in `font`. Upright, italic, sans serif and typewriter letters are plain: on a screen of one font they say nothing.
pub(super) fn in_font(c: char, font: Option<Font>) -> char {
    let Some(font) = font else { return c };
    let lone = |pairs: &str| {
        let mut chars = pairs.chars();
        while let (Some(plain), Some(other)) = (chars.next(), chars.next()) {
            if plain == c {
                return Some(other);
            }
        }
        None
    };
    match font {
        Font::DoubleStruck | Font::DoubleStruckItalic => {
            lone("CℂHℍNℕPℙQℚRℝZℤ").unwrap_or_else(|| moved(c, 0x1D538, 0x1D552, Some(0x1D7D8)))
        }
        Font::Script => lone("BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ").unwrap_or_else(|| moved(c, 0x1D49C, 0x1D4B6, None)),
        Font::BoldScript => moved(c, 0x1D4D0, 0x1D4EA, None),
        Font::Fraktur => lone("CℭHℌIℑRℜZℨ").unwrap_or_else(|| moved(c, 0x1D504, 0x1D51E, None)),
        Font::BoldFraktur => moved(c, 0x1D56C, 0x1D586, None),
        Font::Bold | Font::BoldSymbol | Font::BoldItalic | Font::BoldSansSerif | Font::SansSerifBoldItalic => match c {
            'Α'..='Ω' => from(c, 'Α', 0x1D6A8),
            'α'..='ω' => from(c, 'α', 0x1D6C2),
            _ => moved(c, 0x1D400, 0x1D41A, Some(0x1D7CE)),
        },
        Font::Monospace | Font::SansSerif | Font::Italic | Font::SansSerifItalic | Font::UpRight => c,
    }
}

/// A letter or digit in a row of others that starts at these.
fn moved(c: char, capitals: u32, small: u32, digits: Option<u32>) -> char {
    match (c, digits) {
        ('A'..='Z', _) => from(c, 'A', capitals),
        ('a'..='z', _) => from(c, 'a', small),
        ('0'..='9', Some(digits)) => from(c, '0', digits),
        _ => c,
    }
}

fn from(c: char, first: char, other: u32) -> char {
    char::from_u32(other + u32::from(c) - u32::from(first)).unwrap_or(c)
}
