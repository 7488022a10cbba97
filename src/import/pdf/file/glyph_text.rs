//! What a glyph says: ligatures taken apart, the signs of symbol fonts named, and what says nothing.

use hayro_interpret::hayro_cmap::BfString;

/// What a glyph comes to.
pub(super) struct Mended {
    pub(super) text: String,
    /// It says no character, or one of its font's own.
    pub(super) unreadable: bool,
}

/// The characters of a glyph; those of a font of signs are signs, whatever letters they are called.
pub(super) fn mend(said: Option<BfString>, of_signs: bool) -> Mended {
    if of_signs && let Some(BfString::Char(c @ '!'..='~')) = said {
        let sign = sign(char::from_u32(0xF000 + c as u32).unwrap_or(c));
        return Mended { text: if sign.is_ascii() { '•' } else { sign }.into(), unreadable: false };
    }
    let text = match said {
        None => return Mended { text: '\u{FFFD}'.into(), unreadable: true },
        Some(BfString::Char(c)) => one(c),
        Some(BfString::String(text)) => text.chars().map(one).collect(),
    };
    let unreadable = text.contains('\u{FFFD}');
    Mended { text, unreadable }
}

fn one(c: char) -> String {
    match c {
        'ﬀ' => "ff".into(),
        'ﬁ' => "fi".into(),
        'ﬂ' => "fl".into(),
        'ﬃ' => "ffi".into(),
        'ﬄ' => "ffl".into(),
        'ﬅ' | 'ﬆ' => "st".into(),
        // No-break, figure and thin spaces say a space; a soft hyphen at a line's end a hyphen.
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\t' => ' '.into(),
        '\u{AD}' => '-'.into(),
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\0' => String::new(),
        // Private places of Symbol and Wingdings, as word processors write their list signs.
        '\u{F000}'..='\u{F0FF}' => sign(c).into(),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => '\u{FFFD}'.into(),
        c if c.is_control() => '\u{FFFD}'.into(),
        c => c.into(),
    }
}

/// The sign that symbol fonts have at a private place.
fn sign(c: char) -> char {
    match c {
        '\u{F0B7}' | '\u{F06C}' | '\u{F09F}' | '\u{F0A8}' => '•',
        '\u{F0A7}' | '\u{F06E}' => '▪',
        '\u{F0D8}' | '\u{F0E8}' | '\u{F0E0}' => '▸',
        '\u{F0FC}' => '✓',
        '\u{F06F}' | '\u{F071}' => '□',
        '\u{F0A3}' => '≤',
        '\u{F0B3}' => '≥',
        '\u{F0B4}' => '×',
        '\u{F0B1}' => '±',
        '\u{F02D}' => '-',
        '\u{F020}' => ' ',
        // Where such a font was used for plain letters, the letter stands 0xF000 below.
        '\u{F021}'..='\u{F07E}' => char::from_u32(c as u32 - 0xF000).unwrap_or('\u{FFFD}'),
        _ => '\u{FFFD}',
    }
}
