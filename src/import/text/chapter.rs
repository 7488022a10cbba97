//! Chapters as books count them, on lines of their own: `1화`, `<1부>`, `【第三章】`, `chapter.001`,
//! `Kapitel 3`, `Chapter Twenty-One`.

use super::letters::ends_sentence;
use super::marker::{Marker, Scheme, roman_value};

/// A line with a chapter's count is not longer than this, in bytes.
const LONGEST: usize = 160;
/// Nor are the words behind a count that nothing but its unit tells, in characters.
const LONGEST_TITLE: usize = 30;

/// What counts are written in.
const PAIRS: [(char, char); 12] = [
    ('<', '>'),
    ('[', ']'),
    ('〈', '〉'),
    ('＜', '＞'),
    ('《', '》'),
    ('【', '】'),
    ('［', '］'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('(', ')'),
    ('（', '）'),
];

/// What stands before a count, and whether it is cut short, so that a full stop may follow.
const WORDS: [(&str, Scheme); 32] = [
    ("chapter", Scheme::Chapter),
    ("part", Scheme::Part),
    ("book", Scheme::Part),
    ("volume", Scheme::Part),
    ("vol", Scheme::Part),
    ("section", Scheme::Section),
    ("appendix", Scheme::Section),
    ("annex", Scheme::Section),
    ("chap", Scheme::Chapter),
    ("ch", Scheme::Chapter),
    ("episode", Scheme::Chapter),
    ("ep", Scheme::Chapter),
    ("lesson", Scheme::Chapter),
    ("act", Scheme::Part),
    ("scene", Scheme::Chapter),
    ("canto", Scheme::Chapter),
    ("letter", Scheme::Chapter),
    ("kapitel", Scheme::Chapter),
    ("teil", Scheme::Part),
    ("abschnitt", Scheme::Section),
    ("chapitre", Scheme::Chapter),
    ("partie", Scheme::Part),
    ("livre", Scheme::Part),
    ("capítulo", Scheme::Chapter),
    ("capitulo", Scheme::Chapter),
    ("capitolo", Scheme::Chapter),
    ("parte", Scheme::Part),
    ("hoofdstuk", Scheme::Chapter),
    ("rozdział", Scheme::Chapter),
    ("глава", Scheme::Chapter),
    ("часть", Scheme::Part),
    ("раздел", Scheme::Section),
];

/// Numbers that English writes out.
const ONES: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 4] = ["twenty", "thirty", "forty", "fifty"];

/// The chapter that `text`, a line, counts; of one in brackets or between signs all of it is the count.
pub(super) fn chapter(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if text.len() > LONGEST || !may_start(first) {
        return None;
    }
    let bare = bare(text);
    if bare.len() == text.len() {
        return counted(text);
    }
    // A sentence in brackets is none.
    counted(bare).filter(|_| !ends_sentence(bare)).map(|found| Marker { length: text.len(), ..found })
}

/// What a line that counts a chapter may start with; few other lines do.
fn may_start(first: char) -> bool {
    first.is_ascii_digit()
        || matches!(first, '第' | '제' | '=' | '*' | '~' | '-' | '—' | '─' | '#')
        || PAIRS.iter().any(|(open, _)| *open == first)
        || WORDS.iter().any(|(word, _)| word.chars().next() == first.to_lowercase().next())
}

/// `text` without the brackets, or the signs, on both sides of it.
fn bare(text: &str) -> &str {
    let pair = PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    if let Some(inside) = pair {
        return inside.trim();
    }
    let is_sign = |c: char| matches!(c, '=' | '*' | '~' | '-' | '—' | '─' | '#');
    let inside = text.trim_matches(is_sign);
    let both = text.starts_with(is_sign) && text.ends_with(is_sign);
    if both && inside.starts_with(' ') && inside.ends_with(' ') { inside.trim() } else { text }
}

fn counted(text: &str) -> Option<Marker> {
    worded(text).or_else(|| ordinal(text)).or_else(|| unit(text))
}

/// `chapter.001`, `Chapter_3`, `Chapter Three`, `Kapitel 3`, `EP.1`: a word, a sign or a blank, a number.
fn worded(text: &str) -> Option<Marker> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let word = text[..end].to_lowercase();
    let (_, scheme) = WORDS.iter().find(|(known, _)| *known == word)?;
    let rest = text[end..].trim_start_matches(['.', ' ', '_', '-', '#', ':']);
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches('-');
    // `Chapter I`, but not `Act I saw`: Roman numbers of one letter are words, too.
    let number = name.parse().ok().or_else(|| written(name)).or_else(|| roman(name))?;
    let at = text.len() - rest.len() + name.len();
    let behind = &text[at..];
    let capital = text.starts_with(char::is_uppercase);
    // In small letters it is the whole line, or part of a sentence.
    (behind.trim().is_empty() || capital && behind.starts_with(['.', ':', ' ', ',', '-', '—'])).then_some(Marker {
        scheme: *scheme,
        number,
        length: at,
    })
}

/// A Roman number in capitals.
fn roman(name: &str) -> Option<u32> {
    name.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')).then(|| roman_value(name))?
}

/// A number in English words, up to fifty-nine.
fn written(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let one = |name: &str| ONES.iter().position(|one| *one == name).and_then(|at| u32::try_from(at + 1).ok());
    let (ten, rest) = name.split_once('-').unwrap_or((&name, ""));
    match TENS.iter().position(|word| *word == ten).and_then(|at| u32::try_from(at).ok()) {
        Some(at) if rest.is_empty() => Some(20 + at * 10),
        Some(at) => one(rest).filter(|one| *one < 10).map(|one| 20 + at * 10 + one),
        None if rest.is_empty() => one(ten),
        None => None,
    }
}

/// What chapters are counted in, in Korea, Japan and China.
fn scheme_of(unit: char) -> Option<Scheme> {
    match unit {
        '편' | '부' | '권' | '막' | '部' | '卷' | '巻' | '編' | '篇' | '册' | '冊' => Some(Scheme::Part),
        '장' | '화' | '회' | '章' | '話' | '话' | '回' => Some(Scheme::Chapter),
        '절' | '節' | '节' => Some(Scheme::Section),
        _ => None,
    }
}

/// `第三章`, `第12話 題`, `제3화`.
fn ordinal(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix(['第', '제'])?.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit() && digit(c).is_none()).filter(|digits| *digits > 0)?;
    let number = number(&rest[..digits])?;
    let behind = rest[digits..].trim_start();
    let unit = behind.chars().next()?;
    let title = &behind[unit.len_utf8()..];
    let parted = title.is_empty() || title.starts_with([' ', '\u{3000}', ':', '：', '.', '·']);
    (parted && !ends_sentence(title)).then_some(Marker { scheme: scheme_of(unit)?, number, length: text.len() - title.len() })
}

/// `1화`, `2부 겨울`, `3장. 배`.
fn unit(text: &str) -> Option<Marker> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| (1..=4).contains(&digits))?;
    let unit = text[digits..].chars().next()?;
    let title = &text[digits + unit.len_utf8()..];
    let parted = title.is_empty() || title.starts_with([' ', ':', '.']);
    // `3권 모두 읽었다`: a title has few words, and does not end as sentences do.
    let words = title.trim();
    let is_title = words.chars().count() <= LONGEST_TITLE && !ends_sentence(words) && !words.ends_with(['다', ',', '의']);
    (parted && is_title).then_some(Marker { scheme: scheme_of(unit)?, number, length: text.len() - title.len() })
}

/// The value of an ideograph that is a digit.
fn digit(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九十百".chars().position(|digit| digit == c)?;
    u32::try_from(at).ok()
}

/// A number in digits, or in ideographs: `十二`, `二十`, `百三`, `一〇`.
fn number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut all, mut open) = (0_u32, None);
    for c in text.chars() {
        match digit(c)? {
            10 => all += open.take().unwrap_or(1) * 10,
            11 => all += open.take().unwrap_or(1) * 100,
            one => open = Some(open.map_or(one, |before: u32| before.saturating_mul(10).saturating_add(one))),
        }
    }
    Some(all.saturating_add(open.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Scheme, u32)> {
        chapter(text).map(|found| (found.scheme, found.number))
    }

    #[test]
    fn chapters_are_counted_in_many_ways() {
        for (text, scheme, number) in [
            ("chapter.001", Scheme::Chapter, 1),
            ("CHAPTER_12", Scheme::Chapter, 12),
            ("Chapter-3", Scheme::Chapter, 3),
            ("chapter 7", Scheme::Chapter, 7),
            ("Chapter Twenty-One", Scheme::Chapter, 21),
            ("PART THREE", Scheme::Part, 3),
            ("EP.4", Scheme::Chapter, 4),
            ("Kapitel 3: Das Eis", Scheme::Chapter, 3),
            ("Capítulo IV", Scheme::Chapter, 4),
            ("Глава 2", Scheme::Chapter, 2),
            ("1화", Scheme::Chapter, 1),
            ("12장. 배", Scheme::Chapter, 12),
            ("2부 겨울", Scheme::Part, 2),
            ("<1부>", Scheme::Part, 1),
            ("【第三章】", Scheme::Chapter, 3),
            ("第十二話 氷", Scheme::Chapter, 12),
            ("第二十回", Scheme::Chapter, 20),
            ("[ 3장 ]", Scheme::Chapter, 3),
            ("《제4권》", Scheme::Part, 4),
            ("=== Chapter 5 ===", Scheme::Chapter, 5),
            ("* 2화 *", Scheme::Chapter, 2),
        ] {
            assert_eq!(read(text), Some((scheme, number)), "{text}");
        }
        let whole = chapter("【第三章 港】").expect("a chapter");
        assert_eq!(whole.length, "【第三章 港】".len());
        assert_eq!(chapter("1화 얼음").expect("a chapter").length, "1화".len());
    }

    #[test]
    fn words_that_begin_alike_are_none() {
        for text in [
            "chapter 2 of the book",
            "Chapters 1",
            "Part of it",
            "3권 모두 읽었다",
            "1부터 10까지",
            "2회의",
            "1장은 배를 다룬다.",
            "- 3 -",
            "*** 3 ***",
            "<표 1>",
            "(1) 배",
            "[1]",
            "第三者",
            "제3국",
            "2024년",
            "Book it",
            "act one's age",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
