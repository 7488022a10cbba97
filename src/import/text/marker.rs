//! What a line starts with: numbers and signs that count headings, items and notes.

use super::chapter::chapter;
use crate::document::roman;

/// A way of counting, as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Scheme {
    /// `제1편`, `제1부`, `Part I`.
    Part,
    /// `제1장`, `Chapter 1`.
    Chapter,
    /// `제1절`, `Section 1`, `Appendix A`.
    Section,
    /// `제1조`.
    Article,
    /// `I.`, `Ⅰ.`
    Roman,
    /// `1.` with one level, `1.1` with two.
    Decimal(u8),
    /// `A.`
    Capital,
    /// `a.`
    Small,
    /// `i.`, `(i)`: whether it opens.
    SmallRoman(bool),
    /// `가.`
    Hangul,
    /// `1)`, `(1)`: whether it opens too.
    NumberParen(bool),
    /// `a)`, `(a)`.
    LetterParen(bool),
    /// `가)`, `(가)`.
    HangulParen(bool),
    /// `①`, `㉮`.
    Circled,
    /// A sign that stands for itself: `□`, `○`, `―`, `※`.
    Sign(char),
    /// A dot, a hyphen, an asterisk: drawn by the layout, not read.
    Bullet(char),
}

/// The counter that a line starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Marker {
    pub(in crate::import) scheme: Scheme,
    /// Its last number, from 1; 0 for signs.
    pub(in crate::import) number: u32,
    /// Its bytes, the blank behind it left out.
    pub(in crate::import) length: usize,
}

impl Marker {
    /// Whether `other` counts on from this one.
    pub(super) fn precedes(&self, other: &Self) -> bool {
        self.scheme == other.scheme && (self.number == 0 || self.number.checked_add(1) == Some(other.number))
    }
}

/// No document counts further; what does is a year's and a day's digits, or made to overflow.
const MOST: u32 = 9_999;

const SYLLABLES: [char; 14] = ['가', '나', '다', '라', '마', '바', '사', '아', '자', '차', '카', '타', '파', '하'];
const WORDS: [(&str, Scheme); 6] = [
    ("chapter", Scheme::Chapter),
    ("part", Scheme::Part),
    ("book", Scheme::Part),
    ("section", Scheme::Section),
    ("appendix", Scheme::Section),
    ("annex", Scheme::Section),
];

/// The counter that `text` starts with.
pub(in crate::import) fn marker(text: &str) -> Option<Marker> {
    simple(text).or_else(|| chapter(text)).filter(|found| found.number <= MOST)
}

/// The counter, but for chapters as only books count them.
fn simple(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' => numbered(text),
        '(' => parenthesised(text),
        '제' => ordinal(text),
        'Ⅰ'..='Ⅻ' => {
            let rest = text[first.len_utf8()..].strip_prefix('.');
            let length = first.len_utf8() + usize::from(rest.is_some());
            let follows = text[length..].starts_with([' ', '\t']) || (rest.is_some() && length < text.len());
            follows.then_some(Marker { scheme: Scheme::Roman, number: first as u32 - 'Ⅰ' as u32 + 1, length })
        }
        '①'..='⑳' => {
            Some(Marker { scheme: Scheme::Circled, number: first as u32 - '①' as u32 + 1, length: first.len_utf8() })
        }
        '㉮'..='㉻' => {
            Some(Marker { scheme: Scheme::Circled, number: first as u32 - '㉮' as u32 + 1, length: first.len_utf8() })
        }
        '가'..='하' => {
            let number = SYLLABLES.iter().position(|syllable| *syllable == first)?;
            lettered(text, first, u32::try_from(number).ok()? + 1)
        }
        'A'..='Z' | 'a'..='z' => worded(text)
            .or_else(|| large_roman(text))
            .or_else(|| small_roman(text))
            .or_else(|| lettered(text, first, u32::from(first.to_ascii_lowercase() as u8 - b'a') + 1)),
        _ => sign(text, first),
    }
}

/// `1.`, `1)`, `1.1`, `1.1.`
fn numbered(text: &str) -> Option<Marker> {
    let bytes = text.as_bytes();
    let (mut at, mut levels, mut number) = (0, 0_u8, 0);
    loop {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 3 || (levels > 0 && digits > 2) {
            break;
        }
        number = text[at..at + digits].parse().ok()?;
        levels += 1;
        at += digits;
        if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && levels < 6 {
            at += 1;
        } else {
            break;
        }
    }
    let after = text[at..].chars().next();
    let rest = |length: usize| text.get(length..).unwrap_or("");
    match after {
        Some(')') if levels == 1 => {
            (!rest(at + 1).is_empty()).then_some(Marker { scheme: Scheme::NumberParen(false), number, length: at + 1 })
        }
        Some('.') => {
            let behind = rest(at + 1).chars().next()?;
            let parted = behind == ' ' || behind == '\t' || (levels == 1 && !behind.is_ascii() && behind.is_alphabetic());
            parted.then_some(Marker { scheme: Scheme::Decimal(levels), number, length: at + 1 })
        }
        Some(' ' | '\t') if levels > 1 => Some(Marker { scheme: Scheme::Decimal(levels), number, length: at }),
        _ => None,
    }
}

/// `(1)`, `(가)`, `(a)`.
fn parenthesised(text: &str) -> Option<Marker> {
    let close = text[..text.floor_char_boundary(8)].find(')')?;
    let inside = &text[1..close];
    let length = close + 1;
    let first = inside.chars().next()?;
    let alone = inside.chars().nth(1).is_none();
    let number = match first {
        '0'..='9' if inside.bytes().all(|byte| byte.is_ascii_digit()) => inside.parse().ok().filter(|n| *n < 100)?,
        'i' | 'v' | 'x' if !alone || first == 'i' => roman_value(inside)?,
        'a'..='z' if alone => u32::from(first as u8 - b'a') + 1,
        '가'..='하' if alone => u32::try_from(SYLLABLES.iter().position(|syllable| *syllable == first)?).ok()? + 1,
        _ => return None,
    };
    let scheme = match first {
        '0'..='9' => Scheme::NumberParen(true),
        'i' | 'v' | 'x' if !alone || first == 'i' => Scheme::SmallRoman(true),
        'a'..='z' => Scheme::LetterParen(true),
        _ => Scheme::HangulParen(true),
    };
    (text.len() > length).then_some(Marker { scheme, number, length })
}

/// `가.`, `가)`, `a.`, `A.`, `a)`: one letter, then a blank behind its mark.
fn lettered(text: &str, first: char, number: u32) -> Option<Marker> {
    let rest = &text[first.len_utf8()..];
    let mark = rest.chars().next()?;
    let blank = rest[mark.len_utf8()..].starts_with([' ', '\t']);
    let scheme = match (mark, first) {
        ('.', 'A'..='Z') => Scheme::Capital,
        ('.', 'a'..='z') => Scheme::Small,
        ('.', _) => Scheme::Hangul,
        (')', 'a'..='z') => Scheme::LetterParen(false),
        (')', '가'..) => Scheme::HangulParen(false),
        _ => return None,
    };
    blank.then_some(Marker { scheme, number, length: first.len_utf8() + 1 })
}

/// `I.` to `XXXIX.`
fn large_roman(text: &str) -> Option<Marker> {
    let letters = text.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    let number = roman_value(&text[..letters])?;
    let rest = &text[letters..];
    (rest.starts_with(". ") || rest.starts_with(".\t")).then_some(Marker { scheme: Scheme::Roman, number, length: letters + 1 })
}

/// `i.` to `xxxix.`; `c.`, `d.` and the like are letters, and so is a lone `v.` or `x.`
fn small_roman(text: &str) -> Option<Marker> {
    let letters = text.bytes().take_while(|byte| matches!(byte, b'i' | b'v' | b'x')).count();
    let number = roman_value(&text[..letters]).filter(|_| letters > 1 || text.starts_with('i'))?;
    let rest = &text[letters..];
    (rest.starts_with(". ") || rest.starts_with(") ")).then_some(Marker {
        scheme: Scheme::SmallRoman(false),
        number,
        length: letters + 1,
    })
}

/// The value of a Roman number below 40.
pub(super) fn roman_value(letters: &str) -> Option<u32> {
    roman(letters).filter(|value| *value < 40)
}

/// `제1장`, `제2절`, `제3조`.
fn ordinal(text: &str) -> Option<Marker> {
    let rest = text['제'.len_utf8()..].trim_start_matches(' ');
    let from = text.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    let unit = rest[digits..].trim_start_matches(' ').chars().next()?;
    let scheme = match unit {
        '편' | '부' | '권' => Scheme::Part,
        '장' => Scheme::Chapter,
        '절' | '관' => Scheme::Section,
        '조' => Scheme::Article,
        _ => return None,
    };
    let gap = rest[digits..].len() - rest[digits..].trim_start_matches(' ').len();
    let length = from + digits + gap + unit.len_utf8();
    let behind = text[length..].chars().next();
    // `제3조의2` counts on; `제2장의 내용` is a phrase.
    let counts_on = behind == Some('의') && text[length + '의'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    (counts_on || matches!(behind, None | Some(' ' | '.' | ':' | '(' | '\t'))).then_some(Marker { scheme, number, length })
}

/// `Chapter 1`, `PART II`, `Appendix A`.
fn worded(text: &str) -> Option<Marker> {
    if !text.as_bytes().first()?.is_ascii_uppercase() {
        return None;
    }
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (_, scheme) = WORDS.iter().find(|(word, _)| text[..end].eq_ignore_ascii_case(word))?;
    let rest = text[end..].strip_prefix(' ')?;
    let counter = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &rest[..counter];
    let number = name.parse().ok().or_else(|| roman_value(name)).or_else(|| match name.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(u32::from(letter - b'A') + 1),
        _ => None,
    })?;
    let length = end + 1 + counter;
    let behind = text[length..].chars().next();
    matches!(behind, None | Some('.' | ':' | ' ' | ',' | '-')).then_some(Marker { scheme: *scheme, number, length })
}

/// Signs and bullets. A bullet of ASCII needs a blank behind it.
fn sign(text: &str, first: char) -> Option<Marker> {
    let length = first.len_utf8();
    let rest = &text[length..];
    let parted = rest.starts_with([' ', '\t', '\u{3000}', '\u{A0}']);
    let scheme = match first {
        '-' | '*' | '+' if parted => Scheme::Bullet(first),
        '•' | '‣' | '⁃' | '∙' | '●' if !rest.is_empty() => Scheme::Bullet(first),
        '·' | 'ㆍ' | '・' if parted => Scheme::Bullet(first),
        '–' | '—' | '―' if parted => Scheme::Sign(first),
        '□' | '■' | '○' | '◯' | '◦' | '◎' | '▪' | '▫' | '▶' | '▷' | '►' | '◆' | '◇' | '◈' | '▲' | '△' | '▣' | '☐' | '☑' | '☞'
        | '➢' | '➤' | '⇒' | '※' | '❍' | '❏' | '✓' | '✔' | 'ᄋ' | 'ㅇ'
            if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() && matches!(first, '▲' | '△')) =>
        {
            if matches!(first, 'ㅇ' | 'ᄋ') && !parted {
                return None;
            }
            Scheme::Sign(first)
        }
        _ => return None,
    };
    Some(Marker { scheme, number: 0, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_read() {
        let read = |text| marker(text).map(|found| (found.scheme, found.number, found.length));
        assert_eq!(read("1. 지속되는"), Some((Scheme::Decimal(1), 1, 2)));
        assert_eq!(read("2.북한"), Some((Scheme::Decimal(1), 2, 2)));
        assert_eq!(read("1.2.3 Title"), Some((Scheme::Decimal(3), 3, 5)));
        assert_eq!(read("10) x"), Some((Scheme::NumberParen(false), 10, 3)));
        assert_eq!(read("(가) x"), Some((Scheme::HangulParen(true), 1, 5)));
        assert_eq!(read("제3조의2 (벌칙)"), Some((Scheme::Article, 3, 7)));
        assert_eq!(read("chapter.001"), Some((Scheme::Chapter, 1, 11)));
        assert_eq!(read("제1장 서론"), Some((Scheme::Chapter, 1, 7)));
        assert_eq!(read("제 2 절 x"), Some((Scheme::Section, 2, 9)));
        assert_eq!(read("Ⅲ. 결론"), Some((Scheme::Roman, 3, 4)));
        assert_eq!(read("IV. Outlook"), Some((Scheme::Roman, 4, 3)));
        assert_eq!(read("CHAPTER XII."), Some((Scheme::Chapter, 12, 11)));
        assert_eq!(read("다. 셋"), Some((Scheme::Hangul, 3, 4)));
        assert_eq!(read("□ 개요"), Some((Scheme::Sign('□'), 0, 3)));
        assert_eq!(read("- x"), Some((Scheme::Bullet('-'), 0, 1)));
        assert_eq!(read("③ x"), Some((Scheme::Circled, 3, 3)));
    }

    #[test]
    fn words_and_numbers_are_no_counters() {
        for text in [
            "3.5배",
            "2023. 7월",
            "1990년의",
            "-러 간에도",
            "다만, x",
            "가나",
            "I am",
            "Part of it",
            "chapter 1 of the book",
            "제2장의 내용",
            "△4.1 %",
            "제8기 6차",
            "**",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
