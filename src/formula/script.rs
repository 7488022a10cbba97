//! Raised and lowered characters, marks above and below, fractions of one character.

use unicode_normalization::char::is_combining_mark;

/// Characters in one script, at most: more of them are read more easily in a line.
const LONGEST: usize = 16;

/// `text` in superscripts, where Unicode has all of them.
pub(super) fn raised(text: &str) -> Option<String> {
    all(text, |c| {
        Some(match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            '+' => '⁺',
            '−' | '-' => '⁻',
            '=' => '⁼',
            '(' => '⁽',
            ')' => '⁾',
            'a' => 'ᵃ',
            'b' => 'ᵇ',
            'c' => 'ᶜ',
            'd' => 'ᵈ',
            'e' => 'ᵉ',
            'f' => 'ᶠ',
            'g' => 'ᵍ',
            'h' => 'ʰ',
            'i' => 'ⁱ',
            'j' => 'ʲ',
            'k' => 'ᵏ',
            'l' => 'ˡ',
            'm' => 'ᵐ',
            'n' => 'ⁿ',
            'o' => 'ᵒ',
            'p' => 'ᵖ',
            'r' => 'ʳ',
            's' => 'ˢ',
            't' => 'ᵗ',
            'u' => 'ᵘ',
            'v' => 'ᵛ',
            'w' => 'ʷ',
            'x' => 'ˣ',
            'y' => 'ʸ',
            'z' => 'ᶻ',
            'A' => 'ᴬ',
            'B' => 'ᴮ',
            'D' => 'ᴰ',
            'E' => 'ᴱ',
            'G' => 'ᴳ',
            'H' => 'ᴴ',
            'I' => 'ᴵ',
            'J' => 'ᴶ',
            'K' => 'ᴷ',
            'L' => 'ᴸ',
            'M' => 'ᴹ',
            'N' => 'ᴺ',
            'O' => 'ᴼ',
            'P' => 'ᴾ',
            'R' => 'ᴿ',
            'T' | '⊤' | '⊺' => 'ᵀ',
            'U' => 'ᵁ',
            'V' => 'ⱽ',
            'W' => 'ᵂ',
            'β' => 'ᵝ',
            'γ' => 'ᵞ',
            'δ' => 'ᵟ',
            'θ' => 'ᶿ',
            'ϕ' | 'φ' => 'ᵠ',
            'χ' => 'ᵡ',
            '∘' | '°' => '°',
            '′' | '″' | '‴' | '*' | '†' | '‡' | ',' => c,
            _ => return None,
        })
    })
}

/// `text` in subscripts, where Unicode has all of them.
pub(super) fn lowered(text: &str) -> Option<String> {
    all(text, |c| {
        Some(match c {
            '0'..='9' => char::from_u32(0x2080 + u32::from(c) - u32::from('0'))?,
            '+' => '₊',
            '−' | '-' => '₋',
            '=' => '₌',
            '(' => '₍',
            ')' => '₎',
            'a' => 'ₐ',
            'e' => 'ₑ',
            'h' => 'ₕ',
            'i' => 'ᵢ',
            'j' => 'ⱼ',
            'k' => 'ₖ',
            'l' => 'ₗ',
            'm' => 'ₘ',
            'n' => 'ₙ',
            'o' => 'ₒ',
            'p' => 'ₚ',
            'r' => 'ᵣ',
            's' => 'ₛ',
            't' => 'ₜ',
            'u' => 'ᵤ',
            'v' => 'ᵥ',
            'x' => 'ₓ',
            'β' => 'ᵦ',
            'γ' => 'ᵧ',
            'ρ' => 'ᵨ',
            'φ' | 'ϕ' => 'ᵩ',
            'χ' => 'ᵪ',
            ',' | '′' => c,
            _ => return None,
        })
    })
}

/// Each character of `text` by `other`; a comma only between two.
fn all(text: &str, other: impl Fn(char) -> Option<char>) -> Option<String> {
    let comma_at_end = text.starts_with(',') || text.ends_with(',');
    if text.is_empty() || comma_at_end || text.chars().count() > LONGEST {
        return None;
    }
    text.chars().map(other).collect()
}

/// The mark that `accent`, set over (under, if `below`) letters, puts on each of them or on the one in the middle.
pub(super) fn mark(accent: char, below: bool) -> Option<(char, bool)> {
    Some(match (accent, below) {
        ('^' | 'ˆ' | '\u{302}', false) => ('\u{302}', false),
        ('~' | '˜' | '∼' | '\u{303}', false) => ('\u{303}', false),
        ('‾' | '¯' | 'ˉ' | '\u{304}' | '\u{305}', false) => ('\u{305}', true),
        ('˙' | '.' | '\u{307}', false) => ('\u{307}', false),
        ('¨' | '\u{308}', false) => ('\u{308}', false),
        ('ˇ' | '\u{30C}', false) => ('\u{30C}', false),
        ('˘' | '\u{306}', false) => ('\u{306}', false),
        ('´' | '\u{301}', false) => ('\u{301}', false),
        ('`' | '\u{300}', false) => ('\u{300}', false),
        ('˚' | '\u{30A}', false) => ('\u{30A}', false),
        ('→' | '\u{20D7}', false) => ('\u{20D7}', false),
        ('_' | '‾' | '‗' | '\u{332}', true) => ('\u{332}', true),
        _ => return None,
    })
}

/// `text` with `mark` on each letter, or on the one in the middle.
pub(super) fn marked(text: &str, mark: char, on_each: bool) -> String {
    let letters = text.chars().filter(|c| !is_combining_mark(*c) && *c != ' ').count();
    // A bar over one letter is the one that letters have of their own.
    let mark = if mark == '\u{305}' && letters == 1 { '\u{304}' } else { mark };
    let middle = letters.saturating_sub(1) / 2;
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if is_combining_mark(c) || c == ' ' {
            continue;
        }
        // Marks that the letter has already come first.
        while let Some(own) = chars.next_if(|c| is_combining_mark(*c)) {
            out.push(own);
        }
        if on_each || at == middle {
            out.push(mark);
        }
        at += 1;
    }
    out
}

/// A fraction that is one character.
pub(super) fn vulgar(above: &str, below: &str) -> Option<&'static str> {
    Some(match (above, below) {
        ("1", "2") => "½",
        ("1", "3") => "⅓",
        ("2", "3") => "⅔",
        ("1", "4") => "¼",
        ("3", "4") => "¾",
        ("1", "5") => "⅕",
        ("2", "5") => "⅖",
        ("3", "5") => "⅗",
        ("4", "5") => "⅘",
        ("1", "6") => "⅙",
        ("5", "6") => "⅚",
        ("1", "7") => "⅐",
        ("1", "8") => "⅛",
        ("3", "8") => "⅜",
        ("5", "8") => "⅝",
        ("7", "8") => "⅞",
        ("1", "9") => "⅑",
        ("1", "10") => "⅒",
        _ => return None,
    })
}
