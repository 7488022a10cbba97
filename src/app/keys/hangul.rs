//! Command keys that work with the Hangul input mode on.
//!
//! With a two-set (KS X 5002) layout `j` arrives as `ㅓ`, and an input method that composes
//! sends `러` for `f` `j`. Commands are about keys, not letters: each jamo is taken back to
//! the key it stands on, each syllable to its keys in order.

/// Latin keys under the 19 initial consonants, in the order of Unicode.
const INITIALS: [&str; 19] = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
/// Latin keys under the 21 vowels.
const VOWELS: [&str; 21] =
    ["k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l"];
/// Latin keys under the 28 finals; the first is none.
const FINALS: [&str; 28] = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t", "T", "d", "w",
    "c", "z", "x", "v", "g",
];
/// Latin keys under the compatibility jamo from U+3131 (`ㄱ`) to U+3163 (`ㅣ`).
const JAMO: [&str; 51] = [
    "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q", "qt", "t", "T", "d",
    "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl",
    "b", "m", "ml", "l",
];

/// The Latin keys that type `c` on a two-set layout; nothing where `c` is no Hangul.
///
/// Unconjoined jamo of the U+1100 block are taken as what they look like.
pub(in crate::app) fn keys_under(c: char) -> Option<String> {
    let code = c as u32;
    match c {
        '가'..='힣' => {
            let index = (code - 0xAC00) as usize;
            Some([INITIALS[index / 588], VOWELS[index / 28 % 21], FINALS[index % 28]].concat())
        }
        '\u{3131}'..='\u{3163}' => Some(JAMO[(code - 0x3131) as usize].to_owned()),
        '\u{1100}'..='\u{1112}' => Some(INITIALS[(code - 0x1100) as usize].to_owned()),
        '\u{1161}'..='\u{1175}' => Some(VOWELS[(code - 0x1161) as usize].to_owned()),
        '\u{11A8}'..='\u{11C2}' => Some(FINALS[(code - 0x11A7) as usize].to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jamo_is_the_key_it_stands_on() {
        for (jamo, key) in
            [('ㅓ', "j"), ('ㅏ', "k"), ('ㅎ', "g"), ('ㅂ', "q"), ('ㅣ', "l"), ('ㅃ', "Q"), ('ㅅ', "t"), ('ㅁ', "a")]
        {
            assert_eq!(keys_under(jamo).as_deref(), Some(key));
        }
    }

    #[test]
    fn a_syllable_is_its_keys_in_order() {
        for (syllable, keys) in [('러', "fj"), ('값', "rkqt"), ('의', "dml"), ('각', "rkr"), ('힣', "glg")] {
            assert_eq!(keys_under(syllable).as_deref(), Some(keys));
        }
    }

    #[test]
    fn latin_stays_what_it_is() {
        assert_eq!(keys_under('j'), None);
        assert_eq!(keys_under('漢'), None);
    }

    #[test]
    fn every_key_of_the_two_set_layout_comes_back() {
        // The 26 letter keys of a two-set keyboard, as they arrive, and where they stand.
        let typed = "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ";
        let keys: String = typed.chars().filter_map(keys_under).collect();
        assert_eq!(keys, "abcdefghijklmnopqrstuvwxyz");
    }
}
