//! Words as a pattern: each character of the query becomes what it stands for, and between
//! two of them spaces may come or go.

use std::fmt::Write;

use super::QueryError;
use super::forms::{Chars, Forms, GAPS, LIGATURES, forms, spaces_freely, usual_width};
use super::hangul;
use crate::document::clean;
use unicode_normalization::char::is_combining_mark;

/// The most characters that are searched for: longer than sentences are, and a bound to what a
/// text that repeats itself may cost.
pub(super) const MOST: usize = 256;
/// Letters of the pattern that is looked for; those after them are matched where it is found.
/// Each letter may double the states of the engine's automaton, in the worst of texts.
const HEAD: usize = 12;

/// What a pattern of words is blind to, besides what it always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blindness {
    /// Spaces may come and go where [`spaced_out`] lets them; else they stand where they stand in the query.
    pub(super) spacing: bool,
    /// A lone initial consonant stands for every syllable that starts with it.
    pub(super) initials: bool,
    /// The last syllable may go on.
    pub(super) half_typed: bool,
}

/// A query of words as patterns for the `regex` crate, to be compiled blind to case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patterns {
    /// The pattern.
    pub(super) full: String,
    /// The same for text without variants ([`super::forms::holds_variants`]), where it is
    /// another: its literals are few enough for the engine's prefilter, which makes it
    /// twenty times as fast over such text.
    pub(super) plain: Option<String>,
    /// Whether ASCII punctuation is among the letters.
    pub(super) punctuated: bool,
    /// What follows at once, for a query too long for one pattern: anchored to where the other ends.
    pub(super) tail: Option<String>,
}

/// A character of the query, with what stands beside it.
#[derive(Debug, Clone)]
struct Letter {
    c: char,
    /// Combining marks after it.
    marks: String,
    /// Whether spaces stand before it.
    spaced: bool,
}

/// The patterns of the words `text`.
///
/// # Errors
/// [`QueryError::Empty`] where it holds nothing but spaces, [`QueryError::TooLong`].
pub(super) fn patterns(text: &str, blind: Blindness) -> Result<Patterns, QueryError> {
    if text.chars().nth(MOST).is_some() {
        return Err(QueryError::TooLong { most: MOST });
    }
    let text = usual_width(&clean(text));
    let letters = letters(&text);
    if letters.is_empty() {
        return Err(QueryError::Empty);
    }
    let goes_on = blind.half_typed && !text.ends_with(is_gap);
    let writer = |plain| Writer { letters: &letters, blind, goes_on, plain, out: String::new() };
    let (full, head) = writer(false).write(0, HEAD.min(letters.len()));
    let (plain, _) = writer(true).write(0, head);
    let tail = (head < letters.len()).then(|| format!("\\A{}", writer(false).write(head, letters.len()).0));
    let punctuated = letters.iter().any(|letter| letter.c.is_ascii_punctuation());
    Ok(Patterns { plain: (plain != full).then_some(plain), full, tail, punctuated })
}

/// The characters of `text`, its spaces and combining marks bound to them.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut spaced = false;
    for c in text.chars() {
        if is_gap(c) {
            spaced = true;
            continue;
        }
        match letters.last_mut() {
            Some(last) if is_combining_mark(c) && !spaced => last.marks.push(c),
            _ => letters.push(Letter { c, marks: String::new(), spaced: std::mem::take(&mut spaced) }),
        }
    }
    letters
}

/// Whether `c` is a space of any kind.
pub(super) fn is_gap(c: char) -> bool {
    GAPS.iter().any(|range| range.contains(&c))
}

/// Whether `c` asks for a picture or a sign (`☎\u{FE0F}`): the same to a reader.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// Whether spaces may stand between `left` and `right` where the query has none: next to
/// Hangul, Han and kana, whose writers differ about them. Letters of other scripts keep
/// together, or «cat» would be found in «magic at».
fn spaced_out(left: char, right: char) -> bool {
    spaces_freely(left) || spaces_freely(right)
}

/// Writes one pattern.
struct Writer<'a> {
    letters: &'a [Letter],
    blind: Blindness,
    goes_on: bool,
    plain: bool,
    out: String,
}

impl Writer<'_> {
    /// The letters from `at` up to `end`, or a little further, where a ligature ends: up to where.
    fn write(mut self, mut at: usize, end: usize) -> (String, usize) {
        while at < end {
            self.gap_before(at);
            at += self.ligature(at).unwrap_or_else(|| {
                self.letter(at);
                1
            });
        }
        (self.out, at)
    }

    /// What may stand between the letter at `at` and the one before it.
    fn gap_before(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1) else { return };
        let (left, right) = (&self.letters[before], &self.letters[at]);
        if self.blind.spacing && (right.spaced || spaced_out(left.c, right.c)) {
            self.gap('*');
        } else if right.spaced {
            self.gap('+');
        }
    }

    fn gap(&mut self, count: char) {
        self.class(GAPS);
        self.out.push(count);
    }

    /// The letters from `at` on that are printed as one sign, as letters or as that sign: how
    /// many they are. Of `ffi` any two may be the sign.
    fn ligature(&mut self, at: usize) -> Option<usize> {
        if self.plain {
            return None;
        }
        let (length, sign) =
            LIGATURES.iter().find_map(|(letters, sign)| self.reads(at, letters).then_some((letters.len(), *sign)))?;
        self.out.push_str("(?:");
        self.letter(at);
        if length == 3 {
            self.ligature(at + 1);
            self.out.push_str("|\u{FB00}");
        }
        self.letter(at + length - 1);
        self.out.push('|');
        self.out.push(sign);
        self.out.push(')');
        Some(length)
    }

    /// Whether the letters from `at` on are `letters`, bare and without spaces between.
    fn reads(&self, at: usize, letters: &str) -> bool {
        let here = self.letters.get(at..at + letters.len());
        here.is_some_and(|here| {
            let alike = |(letter, c): (&Letter, char)| letter.c.eq_ignore_ascii_case(&c) && letter.marks.is_empty();
            here.iter().zip(letters.chars()).all(alike) && here[1..].iter().all(|letter| !letter.spaced)
        })
    }

    /// What the letter at `at` stands for.
    fn letter(&mut self, at: usize) {
        let Letter { c, ref marks, .. } = self.letters[at];
        let bare = marks.chars().all(is_selector);
        if self.goes_on && bare && at + 1 == self.letters.len() && self.half_typed(c) {
            return;
        }
        if self.blind.initials && bare && self.initials(c) {
            return;
        }
        let forms = forms(c, bare);
        self.one_of(&forms);
        for mark in marks.chars() {
            self.class(&[mark..=mark]);
            if is_selector(mark) {
                self.out.push('?');
            }
        }
    }

    fn one_of(&mut self, forms: &Forms) {
        if let Some(c) = forms.ascii.filter(|_| self.plain) {
            self.class(&[c..=c]);
            return;
        }
        match &forms.sequence {
            None => self.class(&forms.chars),
            Some(sequence) => {
                self.out.push_str("(?:");
                self.class(&forms.chars);
                self.out.push('|');
                self.out.push_str(&regex::escape(sequence));
                self.out.push(')');
            }
        }
        if !forms.marks.is_empty() {
            self.class(forms.marks);
            self.out.push('*');
        }
    }

    /// A lone consonant: the syllables that start with it; of two written as one (`ㄳ`), each.
    fn initials(&mut self, c: char) -> bool {
        if let Some(chars) = hangul::initial(c) {
            self.class(&chars);
            return true;
        }
        let Some((first, second)) = hangul::halves(c) else { return false };
        self.out.push_str("(?:");
        self.class(&forms(c, true).chars);
        self.out.push('|');
        self.initials(first);
        self.gap('*');
        self.initials(second);
        self.out.push(')');
        true
    }

    /// The last syllable, which may go on.
    fn half_typed(&mut self, c: char) -> bool {
        let Some(half) = hangul::half_typed(c) else { return false };
        let Some((left, goes)) = half.split else {
            self.class(&half.grown);
            return true;
        };
        self.out.push_str("(?:");
        self.class(&half.grown);
        self.out.push('|');
        self.class(&[left..=left]);
        self.gap('*');
        self.initials(goes);
        self.out.push(')');
        true
    }

    /// Any of `chars`: a literal where it is one character, so that the engine's prefilter sees it.
    fn class(&mut self, chars: &[Chars]) {
        if let [only] = chars
            && only.start() == only.end()
        {
            self.out.push_str(&regex::escape(only.start().encode_utf8(&mut [0; 4])));
            return;
        }
        self.out.push('[');
        for range in chars {
            let (first, last) = (*range.start() as u32, *range.end() as u32);
            // Writing to a string can't fail.
            let _ = if first == last {
                write!(self.out, "\\u{{{first:X}}}")
            } else {
                write!(self.out, "\\u{{{first:X}}}-\\u{{{last:X}}}")
            };
        }
        self.out.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRICT: Blindness = Blindness { spacing: false, initials: false, half_typed: false };
    const SPACED: Blindness = Blindness { spacing: true, ..STRICT };
    /// [`GAPS`] in a pattern.
    const GAP: &str = r"[\u{20}\u{A0}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]";

    fn full(text: &str, blind: Blindness) -> String {
        patterns(text, blind).expect("a query").full
    }

    #[test]
    fn spaces_of_the_query_are_one_or_more_or_none() {
        assert_eq!(full("가나", STRICT), "가나");
        assert_eq!(full("가 나", STRICT), format!("가{GAP}+나"));
        assert_eq!(full("가나", SPACED), format!("가{GAP}*나"));
        assert_eq!(full("가 나", SPACED), format!("가{GAP}*나"));
        assert_eq!(full("ɐʇ", SPACED), "ɐʇ", "letters of other scripts keep together");
        assert_eq!(full("ɐ ʇ", SPACED), format!("ɐ{GAP}*ʇ"));
        assert_eq!(full("ɐ가", SPACED), format!("ɐ{GAP}*가"));
        assert_eq!(full("가ɐ", SPACED), format!("가{GAP}*ɐ"));
        assert_eq!(full(" ɐ\u{3000} ", SPACED), "ɐ");
    }

    #[test]
    fn marks_belong_to_the_letter_before_them() {
        assert_eq!(full("ж\u{323}가", STRICT), "ж\u{323}가");
        assert_eq!(full("가 \u{323}나", STRICT), format!("가{GAP}+\u{323}나"), "unless a space parts them");
        assert_eq!(full("☎\u{FE0F}가", STRICT), "☎\u{FE0F}?가", "a selector may be missing");
        assert_eq!(full("\u{323}가", STRICT), "\u{323}가");
    }

    #[test]
    fn a_character_is_any_of_its_forms() {
        assert_eq!(full("1", STRICT), r"[\u{31}\u{FF11}]");
        assert_eq!(full("*", STRICT), r"[\u{2A}\u{FF0A}]");
        assert_eq!(full("…", STRICT), r"(?:[\u{2026}\u{22EF}]|\.\.\.)");
        assert_eq!(full("ガ", STRICT), "(?:ガ|ｶﾞ)");
        assert_eq!(full("א", STRICT), r"א[\u{591}-\u{5BD}\u{5BF}-\u{5C7}]*");
    }

    #[test]
    fn text_without_variants_has_a_shorter_pattern() {
        let plain = |text: &str| patterns(text, STRICT).expect("a query").plain;
        assert_eq!(plain("a1"), Some("a1".to_owned()));
        assert_eq!(plain("(1)"), Some(r"\(1\)".to_owned()));
        assert_eq!(plain("가나"), None, "it would be the same");
        let punctuated = |text: &str| patterns(text, STRICT).expect("a query").punctuated;
        assert!(punctuated("a-b") && punctuated("가(") && !punctuated("a1") && !punctuated("가·"));
    }

    #[test]
    fn two_or_three_letters_may_be_one_sign() {
        let letter = |c: char| full(&c.to_string(), STRICT);
        let [f, i, s] = ['f', 'i', 's'].map(letter);
        assert_eq!(full("fi", STRICT), format!("(?:{f}{i}|\u{FB01})"));
        assert_eq!(full("FI", STRICT), format!("(?:{}{}|\u{FB01})", letter('F'), letter('I')));
        assert_eq!(full("ffi", STRICT), format!("(?:{f}(?:{f}{i}|\u{FB01})|\u{FB00}{i}|\u{FB03})"));
        assert_eq!(full("ss", STRICT), format!("(?:{s}{s}|ß)"));
        assert_eq!(full("f i", STRICT), format!("{f}{GAP}+{i}"), "no space stands between");
        assert_eq!(full("fi\u{323}", STRICT), format!("{f}{}", full("i\u{323}", STRICT)), "and no mark on either");
        assert_eq!(full("f", STRICT), f);
    }

    #[test]
    fn initials_stand_for_syllables_where_they_may() {
        let initials = Blindness { initials: true, ..SPACED };
        assert_eq!(full("ㄱ", STRICT), r"[\u{3131}\u{FFA1}]");
        assert_eq!(full("ㄱ", initials), r"[\u{AC00}-\u{AE4B}\u{3131}\u{1100}\u{FFA1}]");
        let [first, second] = ["ㄱ", "ㅅ"].map(|c| full(c, initials));
        assert_eq!(full("ㄳ", initials), format!("(?:{}|{first}{GAP}*{second})", full("ㄳ", STRICT)));
        assert_eq!(full("ㅏ", initials), full("ㅏ", STRICT));
        assert_eq!(full("ㄱ\u{323}", initials), full("ㄱ\u{323}", STRICT), "not with a mark");
    }

    #[test]
    fn only_the_last_syllable_is_half_typed() {
        let typing = Blindness { half_typed: true, ..STRICT };
        assert_eq!(full("가가", typing), r"가[\u{AC00}-\u{AC1B}]");
        let split = format!("(?:{}|가{GAP}*{})", r"[\u{AC01}\u{AC03}]", r"[\u{AC00}-\u{AE4B}\u{3131}\u{1100}\u{FFA1}]");
        assert_eq!(full("각", typing), split);
        assert_eq!(full("가 ", typing), "가", "a space ends it");
        assert_eq!(full("가\u{323}", typing), "가\u{323}", "so does a mark");
        assert_eq!(full("가", STRICT), "가");
        assert_eq!(full("ɐ", typing), "ɐ");
    }

    #[test]
    fn what_is_behind_twelve_letters_has_a_pattern_of_its_own() {
        let split = |letters: usize| {
            let patterns = patterns(&"가".repeat(letters), STRICT).expect("a query");
            (patterns.full.chars().count(), patterns.tail)
        };
        assert_eq!(split(12), (12, None));
        assert_eq!(split(13), (12, Some("\\A가".to_owned())));
        let ligature = patterns(&format!("{}fi가", "가".repeat(11)), STRICT).expect("a query");
        assert_eq!(ligature.tail.as_deref(), Some("\\A가"), "no ligature is torn");
        let spaced = patterns(&format!("{} 나", "가".repeat(12)), STRICT).expect("a query");
        assert_eq!(spaced.tail, Some(format!("\\A{GAP}+나")));
    }

    #[test]
    fn gaps_and_selectors_are_told_apart_from_letters() {
        for c in [' ', '\u{A0}', '\u{2000}', '\u{200A}', '\u{202F}', '\u{205F}', '\u{3000}'] {
            assert!(is_gap(c), "{c:?}");
        }
        assert!(!is_gap('a') && !is_gap('\n') && !is_gap('\u{200B}'));
        assert!(is_selector('\u{FE00}') && is_selector('\u{FE0F}') && !is_selector('\u{FDFF}') && !is_selector('\u{301}'));
        let apart = [('가', 'a'), ('a', '가'), ('가', '나'), ('a', 'b')].map(|(left, right)| spaced_out(left, right));
        assert_eq!(apart, [true, true, true, false]);
    }
}
