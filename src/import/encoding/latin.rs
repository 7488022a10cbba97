//! Latin text of old Macintoshes: its signs are other letters in what else it is guessed as.

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16, MACINTOSH,
    WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};

/// What such text is guessed as.
static LATIN: [&Encoding; 13] = [
    WINDOWS_1250,
    WINDOWS_1252,
    WINDOWS_1254,
    WINDOWS_1257,
    WINDOWS_1258,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
];

/// How much better a sign has to fit as one of Mac Roman, on the whole.
const LEAST: i32 = 2;

/// Whether `sample`, guessed as `guess`, is rather Mac Roman: its signs are small letters inside of words, quotation
/// marks at their ends, where the guess makes capitals and signs of them.
pub(super) fn is_mac_roman(sample: &[u8], guess: &'static Encoding) -> bool {
    if !LATIN.contains(&guess) {
        return false;
    }
    let (mac, other) = (fit(sample, MACINTOSH), fit(sample, guess));
    mac >= LEAST && mac > other + LEAST.min(mac / 2)
}

/// The most signs of a text that hardly is in an encoding that nobody uses.
const FEW: usize = 8;

/// Whether a few words in `sample`, guessed as one of the encodings that are hardly used, are rather Western: each sign is
/// a letter there.
pub(super) fn is_western(sample: &[u8], guess: &'static Encoding) -> bool {
    let seldom = [ISO_8859_3, ISO_8859_4, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_16];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(sample);
    let mut signs = text.chars().filter(|c| !c.is_ascii());
    seldom.contains(&guess) && signs.clone().count() <= FEW && signs.all(char::is_alphabetic)
}

/// How well the signs of `sample` fit where they stand: one for each that does, one less for each that does not.
fn fit(sample: &[u8], encoding: &'static Encoding) -> i32 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let mut fits = 0;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !c.is_ascii() {
            fits += one(before, c, rest.peek().copied().unwrap_or(' '));
        }
        before = c;
    }
    fits
}

/// How a sign fits between two characters.
fn one(before: char, c: char, after: char) -> i32 {
    let inside = before.is_alphabetic() && after.is_alphabetic();
    match c {
        '’' if before.is_alphabetic() => 1,
        '“' | '‘' | '«' | '„' if !before.is_alphanumeric() => 1,
        '”' | '’' | '»' | '“' if !before.is_whitespace() && !after.is_alphanumeric() => 1,
        '–' | '—' | '…' | '•' | '°' | '€' | '§' | '©' | '®' | '¿' | '¡' | '\u{A0}' if !inside => 1,
        // Letters of Western Europe: what both encodings have. Between small ones a capital is none.
        'à'..='ö' | 'ø'..='ý' | 'ÿ' | 'ß' | 'œ' => i32::from(!before.is_uppercase() || after.is_uppercase() || c != 'ß'),
        'À'..='Ö' | 'Ø'..='Ý' | 'Œ' if !before.is_lowercase() => 1,
        // And of the East: `što`, `Żółć`.
        '\u{100}'..='\u{17F}' if c.is_lowercase() && (before.is_alphabetic() || after.is_alphabetic()) => 1,
        '\u{100}'..='\u{17F}' if !before.is_lowercase() && after.is_lowercase() => 1,
        _ => -1,
    }
}

/// Pairs of letters of Latin-1 that words have, all of which would be syllables of EUC-KR. Those of the first kind stand
/// alone or inside of words, those of the second before a letter.
const DOUBLED: [[u8; 2]; 5] = [*b"\xC4\xE4", *b"\xC4\xC4", *b"\xC4\xD6", *b"\xC4\xF6", *b"\xC7\xE0"];
const LED: [[u8; 2]; 13] = [
    *b"\xC4\xDF",
    *b"\xC5\xE5",
    *b"\xC6\xF0",
    *b"\xC6\xD0",
    *b"\xC7\xC3",
    *b"\xC7\xC0",
    *b"\xC7\xC1",
    *b"\xC7\xD3",
    *b"\xC7\xD4",
    *b"\xC7\xD5",
    *b"\xC7\xDC",
    *b"\xC7\xF6",
    *b"\xC7\xFC",
];

/// Whether all that is not ASCII in `sample`, which may be syllables of EUC-KR, are letters of Latin words: `Ääni`, `PÄÄ`,
/// `Çà`, `Çöl`.
pub(super) fn are_latin_words(sample: &[u8]) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| sample.get(at)).copied().filter(u8::is_ascii_alphabetic);
    let (mut at, mut words) = (0, 0);
    while at < sample.len() {
        let length = sample[at..].iter().take_while(|byte| !byte.is_ascii()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let run = &sample[at..at + length];
        let (before, after) = (letter(at.checked_sub(1)), letter(Some(at + length)));
        let Ok(pair) = <[u8; 2]>::try_from(run) else { return false };
        // Letters of one word are large from its start to its end, or small behind the first.
        let capitals = pair[1] < 0xDF;
        let cased = match (before, after) {
            (Some(before), _) => before.is_ascii_uppercase() && capitals && after.is_none_or(|c| c.is_ascii_uppercase()),
            (None, Some(after)) => !capitals && after.is_ascii_lowercase() || capitals && after.is_ascii_uppercase(),
            (None, None) => true,
        };
        if !cased || !(DOUBLED.contains(&pair) || LED.contains(&pair) && after.is_some()) {
            return false;
        }
        words += 1;
        at += length;
    }
    words > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1251;

    /// Text in Mac Roman, which nothing encodes.
    fn mac(text: &str) -> Vec<u8> {
        let all: Vec<u8> = (0x80..=0xFF).collect();
        let (signs, _) = MACINTOSH.decode_without_bom_handling(&all);
        let signs: Vec<char> = signs.chars().collect();
        let byte = |c: char| {
            signs.iter().position(|sign| *sign == c).map_or(c as u8, |at| 0x80 + u8::try_from(at).expect("half of a byte"))
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn western_text_of_a_macintosh_is_told() {
        for text in [
            "Le café à la fin de l’été",
            "Größe und Übermaß der Straße",
            "“Dues” — the council’s report",
            "El año pasado, la señora dijo que sí",
            "São Paulo não está à beira do mar",
        ] {
            assert!(is_mac_roman(&mac(text), WINDOWS_1252), "{text}");
        }
    }

    #[test]
    fn other_western_text_is_none() {
        for text in
            ["Le café à la fin de l’été", "Größe", "“Dues” — the council’s report", "ÉTÉ À LA CARTE", "naïve", "20 °C, 5 €"]
        {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert!(!is_mac_roman(&bytes, WINDOWS_1252), "{text}");
        }
        let (polish, ..) = WINDOWS_1250.encode("Zażółć gęślą jaźń");
        assert!(!is_mac_roman(&polish, WINDOWS_1250));
        let (croatian, ..) =
            WINDOWS_1250.encode("Eto, što je nekad bio. Iznenada su pooštrili kriterije, nepošteno podigli letvicu");
        assert!(!is_mac_roman(&croatian, WINDOWS_1250));
        let (russian, ..) = WINDOWS_1251.encode("Это русский текст о портах");
        assert!(!is_mac_roman(&russian, WINDOWS_1251));
    }
}
