//! Particles of Korean behind a word that is filled in: which of a pair depends on how the word ends when it is read.

use fluent_bundle::{FluentArgs, FluentValue};

/// How a word ends when it is read aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// In a vowel.
    Vowel,
    /// In `ㄹ`, which 로 follows as it follows a vowel.
    Rieul,
    /// In another consonant.
    Consonant,
}

/// `JOSA($word, "을")`: the word with the particle that it takes. The particle is named by its form behind a consonant.
pub(super) fn josa<'a>(positional: &[FluentValue<'a>], _: &FluentArgs) -> FluentValue<'a> {
    let text = |value: &FluentValue| match value {
        FluentValue::String(text) => Some(text.to_string()),
        FluentValue::Number(number) => Some(number.as_string().into_owned()),
        _ => None,
    };
    let mut texts = positional.iter().map(text);
    match (texts.next().flatten(), texts.next().flatten()) {
        (Some(word), Some(particle)) => FluentValue::from(with_particle(&word, &particle)),
        _ => FluentValue::Error,
    }
}

/// `word` and the form of `particle` that follows it.
fn with_particle(word: &str, particle: &str) -> String {
    let ending = ending(word);
    let form = match (particle, ending) {
        ("으로", Ending::Vowel | Ending::Rieul) => "로",
        ("을", Ending::Vowel) => "를",
        ("이", Ending::Vowel) => "가",
        ("은", Ending::Vowel) => "는",
        ("과", Ending::Vowel) => "와",
        (as_it_is, _) => as_it_is,
    };
    format!("{word}{form}")
}

/// How `word` ends. What stands in parentheses at its end is passed over, as the rules of spelling have it, and so are
/// quotation marks and points.
fn ending(word: &str) -> Ending {
    let mut rest = word.trim_end();
    if let Some(open) = rest.strip_suffix([')', '）']).and_then(|inner| inner.rfind(['(', '（'])).filter(|open| *open > 0) {
        rest = &rest[..open];
    }
    let read = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    match read.chars().next_back() {
        // ㄱ..ㅎ by themselves are called 기역 .. 히읗; ㄹ is 리을.
        Some(c @ ('가'..='힣' | 'ㄱ'..='ㅣ')) => of_hangul(c),
        Some('0'..='9') => of_number(read),
        Some(c) if c.is_ascii_alphabetic() => of_latin(read),
        // Of other scripts it is not known; most names in them end in a vowel.
        _ => Ending::Vowel,
    }
}

fn of_hangul(c: char) -> Ending {
    match c {
        '가'..='힣' => match (u32::from(c) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        'ㄹ' => Ending::Rieul,
        'ㅏ'..='ㅣ' => Ending::Vowel,
        _ => Ending::Consonant,
    }
}

/// A number: 십, 백, 천, 만, 억 end in a consonant, 조 in a vowel.
fn of_number(read: &str) -> Ending {
    let digits = read.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
    let digits: String = read[digits..].chars().filter(char::is_ascii_digit).collect();
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    match digits.trim_end_matches('0').chars().next_back() {
        Some(_) if (12..16).contains(&zeros) => Ending::Vowel,
        Some(_) if zeros > 0 => Ending::Consonant,
        Some('1' | '7' | '8') => Ending::Rieul,
        Some('2' | '4' | '5' | '9') => Ending::Vowel,
        // 삼, 육, and 영.
        _ => Ending::Consonant,
    }
}

/// Latin letters: capitals and endings of files are spelled out, words read as they are borrowed.
fn of_latin(read: &str) -> Ending {
    let start = read.char_indices().rev().find(|(_, c)| !c.is_ascii_alphabetic()).map_or(0, |(at, c)| at + c.len_utf8());
    let word = &read[start..];
    let is_spelled = word.len() == 1 || word.chars().all(|c| c.is_ascii_uppercase()) || !word.contains(VOWELS);
    let lower = word.to_ascii_lowercase();
    if is_spelled {
        // 엘, 알; 엠, 엔.
        return match lower.chars().next_back() {
            Some('l' | 'r') => Ending::Rieul,
            Some('m' | 'n') => Ending::Consonant,
            _ => Ending::Vowel,
        };
    }
    // A last e is not heard: line is 라인, file 파일.
    let silent = lower.strip_suffix('e').filter(|rest| rest.ends_with(['l', 'm', 'n']) && rest.contains(VOWELS));
    let heard = silent.unwrap_or(&lower);
    let before = heard.chars().rev().nth(1);
    match heard.chars().next_back() {
        Some('l') => Ending::Rieul,
        Some('m' | 'n') => Ending::Consonant,
        Some('g') if before == Some('n') => Ending::Consonant,
        // Stops behind a short vowel close the syllable: 북, 웹, 맵, 깃.
        Some('b' | 'c' | 'k' | 'p' | 't') if before.is_some_and(|c| VOWELS.contains(&c)) => Ending::Consonant,
        Some('k') if before == Some('c') => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

const VOWELS: [char; 12] = ['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_follows_how_the_word_ends() {
        for (word, object, towards) in [
            ("보고서", "보고서를", "보고서로"),
            ("각주", "각주를", "각주로"),
            ("부록", "부록을", "부록으로"),
            ("서울", "서울을", "서울로"),
            ("값", "값을", "값으로"),
            ("ㄱ", "ㄱ을", "ㄱ으로"),
            ("ㅏ", "ㅏ를", "ㅏ로"),
            ("1", "1을", "1로"),
            ("2", "2를", "2로"),
            ("3", "3을", "3으로"),
            ("0", "0을", "0으로"),
            ("10", "10을", "10으로"),
            ("1,000", "1,000을", "1,000으로"),
            ("1000000000000", "1000000000000를", "1000000000000로"),
            ("2017", "2017을", "2017로"),
            ("a", "a를", "a로"),
            ("l", "l을", "l로"),
            ("m", "m을", "m으로"),
            ("R", "R을", "R로"),
            ("notes.md", "notes.md를", "notes.md로"),
            ("brief.html", "brief.html을", "brief.html로"),
            ("notes.json", "notes.json을", "notes.json으로"),
            ("book", "book을", "book으로"),
            ("note", "note를", "note로"),
            ("line", "line을", "line으로"),
            ("file", "file을", "file로"),
            ("DPRK", "DPRK를", "DPRK로"),
            ("북한(DPRK)", "북한(DPRK)을", "북한(DPRK)으로"),
            ("러시아 (연방)", "러시아 (연방)를", "러시아 (연방)로"),
            ("(가)", "(가)를", "(가)로"),
            ("“표준”", "“표준”을", "“표준”으로"),
            ("「협정」.", "「협정」.을", "「협정」.으로"),
            ("東京", "東京를", "東京로"),
            ("", "를", "로"),
        ] {
            assert_eq!(with_particle(word, "을"), object);
            assert_eq!(with_particle(word, "으로"), towards);
        }
    }

    #[test]
    fn each_pair_has_both_its_forms() {
        for (particle, vowel) in [("을", "가를"), ("이", "가가"), ("은", "가는"), ("과", "가와"), ("으로", "가로")]
        {
            assert_eq!(with_particle("가", particle), vowel);
            assert_eq!(with_particle("각", particle), format!("각{particle}"));
        }
    }
}
