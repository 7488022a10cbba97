//! The particles of Korean, and where a word may be parted from them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::scan::is_hangul;

/// What a particle tells of the word before it. Each is a bit, so that different ones are counted.
pub(super) type Signs = u16;

pub(super) const SUBJECT: Signs = 1;
pub(super) const OBJECT: Signs = 1 << 1;
pub(super) const GENITIVE: Signs = 1 << 2;
pub(super) const PLACE: Signs = 1 << 3;
pub(super) const WAY: Signs = 1 << 4;
pub(super) const WITH: Signs = 1 << 5;
pub(super) const REACH: Signs = 1 << 6;
pub(super) const THAN: Signs = 1 << 7;
pub(super) const PLURAL: Signs = 1 << 8;
/// Stands in a list with middle points, or before a bracket that explains it.
pub(super) const LISTED: Signs = 1 << 9;
/// 은 behind a syllable that ends no verb.
pub(super) const TOPIC: Signs = 1 << 10;
/// What follows verbs as well: 는, 도, 만, the copula.
pub(super) const WEAK: Signs = 1 << 11;
/// The signs that verbs do not give.
pub(super) const STRONG: Signs = WEAK - 1;

/// How the word before a particle must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Any,
    Vowel,
    Consonant,
    /// A vowel or ㄹ.
    Open,
    /// A consonant that is not ㄹ.
    Closed,
}

const BASE: [(&str, Signs, End); 75] = [
    ("으로부터", WAY, End::Closed),
    ("로부터", WAY, End::Open),
    ("은", TOPIC, End::Consonant),
    ("는", WEAK, End::Vowel),
    ("이", SUBJECT, End::Consonant),
    ("가", SUBJECT, End::Vowel),
    ("께서", SUBJECT, End::Any),
    ("을", OBJECT, End::Consonant),
    ("를", OBJECT, End::Vowel),
    ("의", GENITIVE, End::Any),
    ("에", PLACE, End::Any),
    ("에서", PLACE, End::Any),
    ("에게", PLACE, End::Any),
    ("에게서", PLACE, End::Any),
    ("한테", PLACE, End::Any),
    ("으로", WAY, End::Closed),
    ("로", WAY, End::Open),
    ("으로서", WAY, End::Closed),
    ("로서", WAY, End::Open),
    ("으로써", WAY, End::Closed),
    ("로써", WAY, End::Open),
    ("과", WITH, End::Consonant),
    ("와", WITH, End::Vowel),
    ("이랑", WITH, End::Consonant),
    ("랑", WEAK, End::Vowel),
    ("까지", REACH, End::Any),
    ("부터", REACH, End::Any),
    ("마다", REACH, End::Any),
    ("보다", THAN, End::Any),
    ("처럼", THAN, End::Any),
    ("조차", THAN, End::Any),
    ("마저", THAN, End::Any),
    ("뿐", WEAK, End::Any),
    ("밖에", WEAK, End::Any),
    ("도", WEAK, End::Any),
    ("만", WEAK, End::Any),
    ("이나", WEAK, End::Consonant),
    ("나", WEAK, End::Vowel),
    ("이라도", WEAK, End::Consonant),
    ("라도", WEAK, End::Vowel),
    ("이란", WEAK, End::Consonant),
    ("란", WEAK, End::Vowel),
    ("이야", WEAK, End::Consonant),
    ("야", WEAK, End::Vowel),
    ("이든", WEAK, End::Consonant),
    ("든", WEAK, End::Vowel),
    ("이며", WEAK, End::Consonant),
    ("이다", WEAK, End::Consonant),
    ("이라는", WEAK, End::Consonant),
    ("라는", WEAK, End::Vowel),
    ("이라고", WEAK, End::Consonant),
    ("라고", WEAK, End::Vowel),
    ("이라", WEAK, End::Consonant),
    ("이라면", WEAK, End::Consonant),
    ("라면", WEAK, End::Vowel),
    ("이고", WEAK, End::Consonant),
    ("이자", WEAK, End::Any),
    ("이지만", WEAK, End::Any),
    ("이었다", WEAK, End::Consonant),
    ("이었던", WEAK, End::Consonant),
    ("이었고", WEAK, End::Consonant),
    ("이었으나", WEAK, End::Consonant),
    ("이었으며", WEAK, End::Consonant),
    ("이었는데", WEAK, End::Consonant),
    ("였다", WEAK, End::Vowel),
    ("였던", WEAK, End::Vowel),
    ("였고", WEAK, End::Vowel),
    ("였는데", WEAK, End::Vowel),
    ("인", WEAK, End::Any),
    ("일", WEAK, End::Any),
    ("임을", WEAK, End::Any),
    ("인데", WEAK, End::Any),
    ("이므로", WEAK, End::Any),
    ("입니다", WEAK, End::Any),
    ("으로나마", WEAK, End::Any),
];

/// Those that a second one may follow, and the second ones.
const FIRST: [&str; 17] = [
    "으로부터",
    "로부터",
    "에",
    "에서",
    "에게",
    "한테",
    "으로",
    "로",
    "과",
    "와",
    "까지",
    "부터",
    "만",
    "보다",
    "으로서",
    "로서",
    "께서",
];
const SECOND: [&str; 12] = ["는", "은", "도", "만", "의", "나", "이나", "라도", "부터", "까지", "조차", "서는"];

/// Longest particle, in syllables.
const LONGEST: usize = 6;

/// Every particle, also two together, and behind the plural's 들.
static PARTICLES: LazyLock<HashMap<String, (Signs, End)>> = LazyLock::new(|| {
    let mut all: HashMap<String, (Signs, End)> =
        BASE.iter().map(|(text, signs, end)| ((*text).to_owned(), (*signs, *end))).collect();
    for first in FIRST {
        let (signs, end) = all[first];
        for second in SECOND {
            all.entry(format!("{first}{second}")).or_insert((signs, end));
        }
    }
    let singular: Vec<String> = all.keys().cloned().collect();
    for tail in singular {
        // 들 ends in ㄹ: what follows has to fit that.
        if matches!(all[&tail].1, End::Any | End::Consonant | End::Open) {
            all.entry(format!("들{tail}")).or_insert((PLURAL, End::Any));
        }
    }
    all.insert("들".to_owned(), (PLURAL, End::Any));
    all
});

/// The ways to part `word` into a stem and a particle: the stem's length in bytes, and what the
/// particle tells. The word itself is not among them.
pub(super) fn partings(word: &str) -> impl Iterator<Item = (usize, Signs)> {
    let starts = word.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_hangul(*c));
    starts.filter_map(move |(at, _)| {
        let (stem, tail) = word.split_at(at);
        let (signs, end) = PARTICLES.get(tail).copied()?;
        let last = stem.chars().next_back().filter(|last| *last != '으')?;
        fits(last, end).then_some((at, signs))
    })
}

/// Whether a text is a particle and nothing else: what stands behind a closing quote.
#[cfg(test)]
fn is_particle(text: &str) -> bool {
    PARTICLES.contains_key(text)
}

fn fits(last: char, end: End) -> bool {
    // Digits and Latin letters are read in ways that the signs do not tell.
    if !is_hangul(last) {
        return last.is_alphanumeric();
    }
    let coda = coda(last);
    match end {
        End::Any => true,
        End::Vowel => coda == 0,
        End::Consonant => coda != 0,
        End::Open => coda == 0 || coda == RIEUL,
        End::Closed => coda != 0 && coda != RIEUL,
    }
}

/// The number of ㄹ among the consonants that end a syllable.
pub(super) const RIEUL: u32 = 8;
/// The number of ㅆ.
pub(super) const SSANG_SIOT: u32 = 20;

/// The number of the consonant that ends a syllable; 0 where none does.
pub(super) fn coda(syllable: char) -> u32 {
    (u32::from(syllable) - u32::from('가')) % 28
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(word: &str) -> Vec<&str> {
        let mut found: Vec<&str> = partings(word).map(|(at, _)| &word[..at]).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn a_word_is_parted_where_a_particle_fits_its_sound() {
        for (word, expected) in [
            ("러시아가", &["러시아"][..]),
            ("북한이", &["북한"]),
            ("한국가", &[]),
            ("미국을", &["미국"]),
            ("미국를", &[]),
            ("평양으로", &["평양"]),
            ("서울로", &["서울"]),
            ("서울으로", &[]),
            ("중국에서는", &["중국", "중국에서"]),
            ("중국과의", &["중국", "중국과"]),
            ("주민들에게", &["주민", "주민들"]),
            ("UN은", &["UN"]),
            ("NATO가", &["NATO"]),
            ("김정은", &["김정"]),
            ("북-중-러가", &["북-중-러"]),
        ] {
            assert_eq!(stems(word), expected, "{word}");
        }
    }

    #[test]
    fn what_follows_a_quote_is_a_particle() {
        for tail in ["로", "이라는", "을", "에서도", "들의"] {
            assert!(is_particle(tail), "{tail}");
        }
        assert!(!is_particle("노딜"));
    }

    #[test]
    fn a_particle_fits_the_end_of_its_word() {
        let ends = ['가', '강', '갈', 'A', '1', '-'];
        for (end, expected) in [
            (End::Any, [true, true, true, true, true, false]),
            (End::Vowel, [true, false, false, true, true, false]),
            (End::Consonant, [false, true, true, true, true, false]),
            (End::Open, [true, false, true, true, true, false]),
            (End::Closed, [false, true, false, true, true, false]),
        ] {
            assert_eq!(ends.map(|last| fits(last, end)), expected, "{end:?}");
        }
        assert_eq!(['가', '각', '갈', '갔', '힣'].map(coda), [0, 1, RIEUL, SSANG_SIOT, 27]);
    }

    #[test]
    fn particles_tell_their_signs() {
        let signs = |word: &str| partings(word).map(|(at, signs)| (word[at..].to_owned(), signs)).collect::<Vec<_>>();
        assert_eq!(signs("북한은"), [("은".into(), TOPIC)]);
        assert_eq!(signs("북한의"), [("의".into(), GENITIVE)]);
        assert_eq!(signs("북한에서는"), [("는".into(), WEAK), ("에서는".into(), PLACE)]);
        assert_eq!(signs("주민들을"), [("을".into(), OBJECT), ("들을".into(), PLURAL)]);
        assert_eq!(signs("주민들"), [("들".into(), PLURAL)]);
        assert_eq!(signs("으로"), []);
        assert_eq!(STRONG, SUBJECT | OBJECT | GENITIVE | PLACE | WAY | WITH | REACH | THAN | PLURAL | LISTED | TOPIC);
        assert_eq!(WEAK & STRONG, 0);
    }
}
