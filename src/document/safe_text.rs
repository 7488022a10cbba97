//! The one type of string that may reach a screen, and the cleaning that makes it.
//!
//! A terminal obeys what it is sent: an escape in a title recolours the prompt, a bidi
//! override turns a sentence round, four thousand accents on one letter stall the cell.
//! Filtering the source is not enough (an entity such as `&#27;` becomes an escape after
//! it), so cleaning happens here, after all decoding, and nowhere else.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Marks kept on one base character; a real script needs far fewer.
const MARKS_A_CLUSTER: usize = 15;

/// One line of text that is safe to show: NFC, no control character, no bidi override,
/// clusters capped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct SafeText(Box<str>);

impl SafeText {
    /// Cleans `raw`; line breaks become spaces.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        Self(clean(raw).into())
    }

    /// The cleaned text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for SafeText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for SafeText {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(from)?))
    }
}

/// `raw` with everything made safe that a terminal could obey; borrowed where nothing changed.
///
/// Line breaks and tabs become spaces, other C0 controls and DEL their control picture
/// (`␛`), C1 controls and bidi overrides U+FFFD; invisible formatting goes; NFC after that.
#[must_use]
pub fn clean(raw: &str) -> Cow<'_, str> {
    if is_all_plain(raw) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut marks = 0;
    for c in raw.chars().filter_map(shown_as).nfc() {
        marks = if joins(c) { marks + 1 } else { 0 };
        if marks <= MARKS_A_CLUSTER {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether every character of `raw` is plain. ASCII and most syllables of Hangul are told by
/// their first byte: that is most of most texts.
fn is_all_plain(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' '..=b'~' => at += 1,
            // U+B000 to U+CFFF, all syllables; and U+5000 to U+8FFF, all ideographs.
            0xEB | 0xEC | 0xE5..=0xE8 => at += 3,
            _ => match raw.get(at..).and_then(|rest| rest.chars().next()).filter(|c| is_plain(*c)) {
                Some(c) => at += c.len_utf8(),
                None => return false,
            },
        }
    }
    true
}

/// Whether `c` may merge with, or stack on, the character before it.
pub(super) fn joins(c: char) -> bool {
    if is_plain(c) {
        return false;
    }
    canonical_combining_class(c) != 0
        || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20F0}')
        || (!is_plain(c) && unicode_width::UnicodeWidthChar::width(c) == Some(0))
}

/// Characters that need no look: printable, already NFC wherever they stand.
///
/// The ranges leave out every character whose NFC quick check is not «yes».
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '가'..='힣'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
        | '\u{390}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2070}'..='\u{20CF}'
        | '\u{2100}'..='\u{2125}' | '\u{2150}'..='\u{2328}' | '\u{232B}'..='\u{2ADB}'
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309B}'..='\u{33FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{FF01}'..='\u{FFEF}')
}

/// What stands for `c` on a screen; nothing for invisible formatting.
fn shown_as(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{7F}' => Some('\u{2421}'),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(char::REPLACEMENT_CHARACTER),
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn an_escape_becomes_a_picture() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}1m\u{7f}"), "a␛[31mb\u{FFFD}1m␡");
    }

    #[test]
    fn a_bidi_override_is_marked_and_hidden_formatting_goes() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{ad}d\u{feff}e"), "a\u{FFFD}bcde");
    }

    #[test]
    fn decomposed_hangul_is_composed() {
        assert_eq!(clean("\u{1100}\u{1161}\u{11a8}"), "각");
        assert_eq!(clean("가\u{11a8}"), "각");
    }

    #[test]
    fn a_stack_of_accents_is_capped() {
        let zalgo = format!("a{}b", "\u{301}".repeat(4000));
        assert!(clean(&zalgo).chars().count() <= MARKS_A_CLUSTER + 3);
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(clean("한국어 brief, “quoted” — 3.5 %"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn cleaned_text_holds_the_grammar(raw in any::<String>()) {
            let text = clean(&raw);
            prop_assert!(is_nfc(&text));
            prop_assert!(!text.chars().any(char::is_control));
            let overrides = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!text.chars().any(overrides));
            prop_assert_eq!(clean(&text), text.clone());
        }

        #[test]
        fn plain_text_is_told_by_its_bytes_as_by_its_characters(raw in any::<String>(), korean in "[가-힣一-鿿 a-z\u{301}]{0,12}") {
            prop_assert_eq!(is_all_plain(&raw), raw.chars().all(is_plain));
            prop_assert_eq!(is_all_plain(&korean), korean.chars().all(is_plain));
        }

        #[test]
        fn plain_characters_join_nothing(c in proptest::char::any()) {
            prop_assert!(!is_plain(c) || canonical_combining_class(c) == 0);
        }

        #[test]
        fn plain_characters_are_nfc_in_any_company(chars in proptest::collection::vec(proptest::char::any(), 0..8)) {
            let text: String = chars.into_iter().filter(|c| is_plain(*c)).collect();
            prop_assert!(is_nfc(&text));
        }
    }
}
