//! What single characters tell about the text around them.

/// A syllable or letter of Hangul.
pub(in crate::import) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}')
}

/// A character of a script that puts no blanks between words: Han, kana and their
/// punctuation, Thai, Lao, Khmer, Burmese.
pub(in crate::import) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3007}' | '\u{3012}' | '\u{3021}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether `words` may go on a sentence: in small letters, or in a script that has no others.
pub(super) fn goes_on(words: &str) -> bool {
    words.starts_with(|c: char| c.is_lowercase() || is_hangul(c) || is_unspaced(c))
}

/// A hyphen that a line may be broken behind.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// What may close behind a sentence's last mark.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '」' | '』' | '》' | '〉' | '】' | '）' | '»')
}

/// A mark that ends a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '。' | '？' | '！' | '…' | '．' | '؟' | '۔' | '।' | '॥')
}

/// Whether `text` ends a sentence; a footnote call behind its last mark does not hide it.
pub(in crate::import) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(is_closer);
    if bare.ends_with(is_stop) {
        return true;
    }
    let called = text.trim_end_matches([')', ']', '*', '†', '‡']).trim_end_matches(is_digit);
    if called.len() == text.len() || text.len() - called.len() > 12 {
        return false;
    }
    let called = called.trim_end_matches('[').trim_end_matches(is_closer);
    // `3.5` ends in a decimal, not in a sentence.
    called.ends_with(is_stop) && !called.trim_end_matches(is_stop).ends_with(|c: char| c.is_ascii_digit())
}

/// A digit, raised or not.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || raised(c).is_some()
}

/// The value of a raised digit.
pub(super) fn raised(c: char) -> Option<u32> {
    Some(match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => c as u32 - '⁰' as u32,
        _ => return None,
    })
}

/// A letter of any script; the ones met most are told without a table.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '가'..='힣') || (!c.is_ascii() && c.is_alphabetic())
}

/// A letter or a digit of any script.
pub(super) fn is_word(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

/// A number made of `chars`, the same for the same ones in each run and on each machine (FNV-1a).
pub(super) fn digest(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0xCBF2_9CE4_8422_2325, |sum, c| (sum ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01B3))
}

/// The last blank-free piece of `text`.
pub(super) fn last_word(text: &str) -> &str {
    text.rsplit([' ', '\t', '\u{3000}', '\u{A0}']).next().unwrap_or(text)
}

/// The first blank-free piece of `text`.
pub(in crate::import) fn first_word(text: &str) -> &str {
    text.split([' ', '\t', '\u{3000}', '\u{A0}']).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_does_not_hide_a_sentence_end() {
        for text in ["했다.", "했다.6", "했다.”12", "said.[3]", "said.3)", "said.⁵", "한다」。", "what?"] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["rose by 3.5", "했다", "in 2024", "북-중", "a,", "x[3]", ""] {
            assert!(!ends_sentence(text), "{text}");
        }
    }
}
