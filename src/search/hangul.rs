//! Hangul as arithmetic: a syllable is an initial, a vowel and perhaps a final, and each of
//! them may be all that the reader has typed so far.
//!
//! Layout of the syllables: The Unicode Standard, section 3.12 (conjoining jamo behaviour).
//! What keys make of what: the two-set layout (KS X 5002).

use super::forms::Chars;

const FIRST: u32 = 0xAC00;
const VOWELS: u32 = 21;
/// 27 finals and none.
const FINALS: u32 = 28;

/// Compatibility jamo of the initials, in the order of the syllables.
const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];

/// The finals, in the order of the syllables, after «none».
const FINAL_JAMO: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ',
    'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// Two consonants that an input method writes as one.
const COMPOUNDS: [(char, char, char); 11] = [
    ('ㄳ', 'ㄱ', 'ㅅ'),
    ('ㄵ', 'ㄴ', 'ㅈ'),
    ('ㄶ', 'ㄴ', 'ㅎ'),
    ('ㄺ', 'ㄹ', 'ㄱ'),
    ('ㄻ', 'ㄹ', 'ㅁ'),
    ('ㄼ', 'ㄹ', 'ㅂ'),
    ('ㄽ', 'ㄹ', 'ㅅ'),
    ('ㄾ', 'ㄹ', 'ㅌ'),
    ('ㄿ', 'ㄹ', 'ㅍ'),
    ('ㅀ', 'ㄹ', 'ㅎ'),
    ('ㅄ', 'ㅂ', 'ㅅ'),
];

/// The vowels ㅗ, ㅜ and ㅡ by their index, and the last of those that a second key makes of
/// them; they follow at once (ㅗ ㅘ ㅙ ㅚ).
const GROWING_VOWELS: [(u32, u32); 3] = [(8, 11), (13, 16), (18, 19)];

/// Compatibility jamo and their half-width forms: first of either, and how many.
const HALF_WIDTH: [(u32, u32, u32); 5] =
    [(0x3131, 0xFFA1, 30), (0x314F, 0xFFC2, 6), (0x3155, 0xFFCA, 6), (0x315B, 0xFFD2, 6), (0x3161, 0xFFDA, 3)];

/// A syllable that may not be all there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HalfTyped {
    /// The syllables that it may become by itself.
    pub(super) grown: Vec<Chars>,
    /// Its final given to a syllable that follows: what is left of it, and that initial.
    pub(super) split: Option<(char, char)>,
}

/// Whether `c` is a composed syllable.
pub(super) fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// A lone conjoining initial or a half-width jamo as its compatibility jamo; `c` where it is neither.
pub(super) fn as_compatible(c: char) -> char {
    if let '\u{1100}'..='\u{1112}' = c {
        return INITIALS[(c as u32 - 0x1100) as usize];
    }
    moved(c, |(compatible, half, count)| (half, compatible, count)).unwrap_or(c)
}

/// The half-width form of a compatibility jamo.
pub(super) fn half_width(c: char) -> Option<char> {
    moved(c, |group| group)
}

/// `c` moved from the first range of a group of [`HALF_WIDTH`] to the second.
fn moved(c: char, turned: impl Fn((u32, u32, u32)) -> (u32, u32, u32)) -> Option<char> {
    let at = c as u32;
    HALF_WIDTH
        .into_iter()
        .map(turned)
        .find(|(from, _, count)| (*from..from + count).contains(&at))
        .and_then(|(from, to, _)| char::from_u32(at - from + to))
}

/// What the initial consonant `c` (a compatibility jamo) stands for: every syllable that starts
/// with it, and the jamo alone in any width. `None` where no syllable starts with `c`.
pub(super) fn initial(c: char) -> Option<Vec<Chars>> {
    let index = initial_index(c)?;
    let first = FIRST + index * VOWELS * FINALS;
    let syllables = range(first, first + VOWELS * FINALS - 1)?;
    let lone = [Some(c), char::from_u32(0x1100 + index), half_width(c)];
    Some(std::iter::once(syllables).chain(lone.into_iter().flatten().map(|c| c..=c)).collect())
}

/// The two consonants that `c` is written of, where it is such a one (`ㄳ` is ㄱ and ㅅ).
pub(super) fn halves(c: char) -> Option<(char, char)> {
    COMPOUNDS.iter().find(|(whole, ..)| *whole == c).map(|(_, first, second)| (*first, *second))
}

/// What the syllable `c` may become while it is typed; `None` where `c` is no syllable.
///
/// `러` may get any final, `고` may become `과` first; the final of `럽` may grow (`값` after
/// `갑`), and may turn out to be the next syllable's initial (`러브`).
pub(super) fn half_typed(c: char) -> Option<HalfTyped> {
    if !is_syllable(c) {
        return None;
    }
    let at = c as u32 - FIRST;
    let (open, last) = (c as u32 - at % FINALS, at % FINALS);
    if last == 0 {
        let vowel = at / FINALS % VOWELS;
        let until = GROWING_VOWELS.iter().find(|(grows, _)| *grows == vowel).map_or(vowel, |(_, until)| *until);
        let grown = range(open, open + (until - vowel + 1) * FINALS - 1)?;
        return Some(HalfTyped { grown: vec![grown], split: None });
    }
    let jamo = FINAL_JAMO[last as usize - 1];
    let with = |jamo: char| {
        FINAL_JAMO
            .iter()
            .position(|c| *c == jamo)
            .and_then(|at| u32::try_from(at + 1).ok())
            .and_then(|at| char::from_u32(open + at))
    };
    let grown = COMPOUNDS.iter().filter(|(_, first, _)| *first == jamo).filter_map(|(whole, ..)| with(*whole));
    let split = match halves(jamo) {
        Some((stays, goes)) => with(stays).map(|left| (left, goes)),
        None => char::from_u32(open).map(|left| (left, jamo)),
    };
    Some(HalfTyped { grown: std::iter::once(c).chain(grown).map(|c| c..=c).collect(), split })
}

fn initial_index(c: char) -> Option<u32> {
    INITIALS.iter().position(|initial| *initial == c).and_then(|at| u32::try_from(at).ok())
}

fn range(first: u32, last: u32) -> Option<Chars> {
    Some(char::from_u32(first)?..=char::from_u32(last)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(c: char) -> String {
        half_typed(c).expect("a syllable").grown.into_iter().flatten().collect()
    }

    #[test]
    fn an_open_syllable_takes_any_final() {
        let all = grown('러');
        assert_eq!(all.chars().count(), 28);
        assert!(all.starts_with('러') && all.ends_with('렇'));
        assert_eq!(half_typed('러').and_then(|half| half.split), None);
    }

    #[test]
    fn a_vowel_that_may_grow_takes_what_it_grows_to() {
        assert_eq!(grown('고').chars().count(), 4 * 28);
        assert!(grown('고').contains('괄') && !grown('고').contains('교'));
        assert!(grown('그').contains('긔') && !grown('그').contains('기'));
        assert!(grown('구').contains('귀') && !grown('구').contains('규'));
        assert_eq!(grown('과').chars().count(), 28);
    }

    #[test]
    fn a_final_may_grow_or_go_to_the_next_syllable() {
        assert_eq!(grown('럽'), "럽럾");
        assert_eq!(half_typed('럽').and_then(|half| half.split), Some(('러', 'ㅂ')));
        assert_eq!(grown('값'), "값");
        assert_eq!(half_typed('값').and_then(|half| half.split), Some(('갑', 'ㅅ')));
        assert_eq!(half_typed('있').and_then(|half| half.split), Some(('이', 'ㅆ')));
        assert_eq!(half_typed('A'), None);
    }

    #[test]
    fn an_initial_stands_for_its_syllables_and_itself() {
        let all: String = initial('ㅎ').expect("an initial").into_iter().flatten().collect();
        assert!(all.starts_with('하') && all.contains('힣') && all.ends_with("ㅎ\u{1112}\u{FFBE}"));
        assert_eq!(initial('ㅏ'), None);
        assert_eq!(initial('ㄳ'), None);
        assert_eq!(halves('ㄳ'), Some(('ㄱ', 'ㅅ')));
    }

    #[test]
    fn widths_lead_there_and_back() {
        for c in ('ㄱ'..='ㅎ').chain('ㅏ'..='ㅣ') {
            assert_eq!(half_width(c).map(as_compatible), Some(c));
        }
        assert_eq!(as_compatible('\u{1105}'), 'ㄹ');
        assert_eq!(as_compatible('가'), '가');
    }

    #[test]
    fn half_typed_syllables_by_value() {
        let open = |range: Chars| Some(HalfTyped { grown: vec![range], split: None });
        assert_eq!(half_typed('가'), open('가'..='갛'));
        assert_eq!(half_typed('러'), open('러'..='렇'));
        assert_eq!(half_typed('고'), open('고'..='\u{AD4F}'));
        assert_eq!(half_typed('쿠'), open('쿠'..='\u{D04F}'));
        assert_eq!(half_typed('흐'), open('흐'..='\u{D787}'));
        assert_eq!(half_typed('히'), open('히'..='힣'));
        let closed =
            |grown: &[char], split| Some(HalfTyped { grown: grown.iter().map(|c| *c..=*c).collect(), split: Some(split) });
        assert_eq!(half_typed('각'), closed(&['각', '갃'], ('가', 'ㄱ')));
        assert_eq!(half_typed('달'), closed(&['달', '닭', '닮', '닯', '닰', '닱', '닲', '닳'], ('다', 'ㄹ')));
        assert_eq!(half_typed('앉'), closed(&['앉'], ('안', 'ㅈ')));
        assert_eq!(half_typed('힣'), closed(&['힣'], ('히', 'ㅎ')));
    }

    #[test]
    fn initials_by_value() {
        let lone = |c: char, index: u32, half: char| [c, char::from_u32(0x1100 + index).expect("a jamo"), half].map(|c| c..=c);
        let all = |syllables: Chars, lone: [Chars; 3]| Some(std::iter::once(syllables).chain(lone).collect::<Vec<_>>());
        assert_eq!(initial('ㄱ'), all('가'..='깋', lone('ㄱ', 0, '\u{FFA1}')));
        assert_eq!(initial('ㄲ'), all('까'..='낗', lone('ㄲ', 1, '\u{FFA2}')));
        assert_eq!(initial('ㅂ'), all('바'..='빟', lone('ㅂ', 7, '\u{FFB2}')));
        assert_eq!(initial('ㅎ'), all('하'..='힣', lone('ㅎ', 18, '\u{FFBE}')));
        assert_eq!(initial('가'), None);
    }

    #[test]
    fn widths_by_value() {
        let narrow = [
            ('ㄱ', '\u{FFA1}'),
            ('ㅎ', '\u{FFBE}'),
            ('ㅏ', '\u{FFC2}'),
            ('ㅔ', '\u{FFC7}'),
            ('ㅕ', '\u{FFCA}'),
            ('ㅣ', '\u{FFDC}'),
        ];
        for (wide, half) in narrow {
            assert_eq!((half_width(wide), as_compatible(half)), (Some(half), wide));
        }
        for c in ['가', 'a', 'ㅤ', '\u{FFA0}'] {
            assert_eq!((half_width(c), as_compatible(c)), (None, c));
        }
        assert_eq!(['\u{1100}', '\u{1112}', '\u{1113}'].map(as_compatible), ['ㄱ', 'ㅎ', '\u{1113}']);
        assert_eq!(['ㄳ', 'ㅄ', 'ㄱ', 'ㄲ'].map(halves), [Some(('ㄱ', 'ㅅ')), Some(('ㅂ', 'ㅅ')), None, None]);
    }
}
