//! Chapters as books count them, on lines of their own: `1화`, `<1부>`, `【第三章】`, `chapter.001`,
//! `Kapitel 3`, `Chapter Twenty-One`.

use super::letters::{digest, ends_sentence, last_word};
use super::marker::{Marker, Scheme, roman_value};
use super::word::final_of;

/// A line with a chapter's count is not longer than this, in bytes.
const LONGEST: usize = 160;
/// Nor are the words behind a count that nothing but its unit tells, in characters.
const LONGEST_TITLE: usize = 30;
/// Words of fewer characters behind a sure count are a title, whatever they end in.
const LONGEST_SURE: usize = 20;

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
    roman_value(name).filter(|_| name.starts_with(char::is_uppercase))
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
    let digits = rest.find(|c: char| digit(c).is_none()).filter(|digits| *digits > 0)?;
    let number = number(&rest[..digits])?;
    let behind = rest[digits..].trim_start();
    let unit = behind.chars().next()?;
    let title = &behind[unit.len_utf8()..];
    let parted = title.is_empty() || title.starts_with([' ', '\u{3000}', ':', '：', '.', '·']);
    // `제2장 바다에서`: where a count is as sure as this, only a line that is long is taken for one that was broken off.
    let is_long = title.trim().chars().count() > LONGEST_SURE;
    (parted && !ends_sentence(title) && !(is_long && breaks_off(title))).then_some(Marker {
        scheme: scheme_of(unit)?,
        number,
        length: text.len() - title.len(),
    })
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
    let is_title = words.chars().count() <= LONGEST_TITLE && !ends_sentence(words) && !breaks_off(words);
    (parted && is_title).then_some(Marker { scheme: scheme_of(unit)?, number, length: text.len() - title.len() })
}

/// The value of a digit, full as wide or an ideograph, too; of an ideograph that multiplies what stands before it.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '零' => 0,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => u32::try_from("〇一二三四五六七八九".chars().position(|digit| digit == c)?).ok()?,
    })
}

/// A number in digits, or in ideographs: `十二`, `二十`, `百三`, `一〇`; none where it is too high to count anything.
fn number(text: &str) -> Option<u32> {
    let (mut all, mut open) = (0_u32, None);
    for c in text.chars() {
        match digit(c)? {
            times @ (10 | 100 | 1000) => all = all.checked_add(open.take().unwrap_or(1_u32).checked_mul(times)?)?,
            one => open = Some(open.unwrap_or(0_u32).checked_mul(10)?.checked_add(one)?),
        }
    }
    all.checked_add(open.unwrap_or(0))
}

/// How a chapter is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// The same for counts of one kind, whatever their number.
    pub(super) name: u64,
    /// Whether hardly anything but chapters is counted so; games, leagues and laws are counted in parts, too.
    pub(super) sure: bool,
}

/// How `found` counts the chapter that line `text` starts with.
pub(super) fn form(text: &str, found: &Marker) -> Form {
    let inside = bare(text);
    let title = text.get(found.length..).unwrap_or("").trim();
    let (count, title, enclosed) =
        if inside.len() == text.len() { (&text[..found.length.min(text.len())], title, false) } else { (inside, "", true) };
    let parted = title.is_empty() || title.starts_with(PARTS);
    let mark = count.chars().next().filter(|c| matches!(c, '第' | '제'));
    if mark.is_none() && !count.starts_with(|c: char| digit(c).is_some()) {
        let word = count.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        return Form { name: digest(word.chars().flat_map(char::to_lowercase)), sure: enclosed || parted };
    }
    let unit = count.chars().skip(usize::from(mark.is_some())).find(|c| digit(*c).is_none() && *c != ' ');
    let sure = match (mark, unit) {
        // Meetings and volumes are counted so, and parts of a market.
        (Some(_), Some('회' | '回')) => false,
        (Some(_), Some('부' | '권' | '막' | '部' | '卷' | '巻' | '册' | '冊')) => parted,
        (Some(_), _) => true,
        (None, _) => title.starts_with(PARTS),
    };
    Form { name: digest(mark.into_iter().chain(unit)), sure: enclosed || sure }
}

/// What parts the count of a chapter from its title.
pub(super) const PARTS: [char; 11] = ['.', ':', '-', '–', '—', '(', '|', '：', '·', '/', '．'];

/// Particles and endings that no title ends in. Those that nouns end in, too, are left out.
const OPEN: [&str; 22] = [
    "를", "는", "에서", "에게", "으로", "부터", "까지", "처럼", "라는", "하며", "이며", "하고", "이고", "하여", "되어", "으며",
    "는데", "지만", "は", "が", "を", "、",
];
/// Nouns that end like a noun with a particle does.
const NOUNS: [&str; 17] = [
    "회의", "논의", "정의", "주의", "강의", "협의", "합의", "결의", "동의", "문의", "건의", "심의", "질의", "의의", "호의",
    "편의", "모의",
];

/// Whether words, of Korean or Japanese, break off as titles do not: at a particle, or at a verb that ends a sentence.
pub(super) fn breaks_off(words: &str) -> bool {
    let last = last_word(words.trim_end());
    let verb = |stem: &str| {
        let long = stem.chars().nth(1).is_some() || last.len() < words.trim().len();
        let end = stem.chars().next_back();
        let is_stem =
            |c: char| final_of(c).is_some_and(|last| last > 0) || matches!(c, '이' | '하' | '되' | '니' | '오' | '크' | '쓰');
        long && end.is_some_and(is_stem)
    };
    words.ends_with(',')
        || OPEN.iter().any(|end| last.len() > end.len() && last.ends_with(end))
        || last.len() > '의'.len_utf8() && last.ends_with('의') && !NOUNS.iter().any(|noun| last.ends_with(noun))
        || last.strip_suffix('다').is_some_and(verb)
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
            ("第１２章 港", Scheme::Chapter, 12),
            ("第千二百三十章", Scheme::Chapter, 1230),
            ("第一〇章", Scheme::Chapter, 10),
            ("3장 겨울 바다", Scheme::Chapter, 3),
            ("4장 국제 회의", Scheme::Chapter, 4),
            ("제2장 바다에서", Scheme::Chapter, 2),
            ("제3장 미래를 위하여", Scheme::Chapter, 3),
            ("제4장 마지막 항의", Scheme::Chapter, 4),
            ("제5절 살아남다", Scheme::Section, 5),
            ("第二章 君を", Scheme::Chapter, 2),
        ] {
            assert_eq!(read(text), Some((scheme, number)), "{text}");
        }
        let whole = chapter("【第三章 港】").expect("a chapter");
        assert_eq!(whole.length, "【第三章 港】".len());
        assert_eq!(chapter("1화 얼음").expect("a chapter").length, "1화".len());
    }

    #[test]
    fn counts_too_high_are_none() {
        use super::super::marker::marker;
        for text in [
            "第九九九九九九九九九九十章",
            "第九九九九九九九九九百章",
            "第九九九九九九九九九千千千章",
            "第99999999999章",
            "제４２９４９６７２９５장",
            "제4294967295장",
            "제4294967295조",
            "Chapter 4294967295",
            "Chapter 99999999999",
            "Part 12345",
            "第十十十十十十十十十十千千千千千千千千千千章",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
        assert_eq!(marker("제9999장").map(|found| found.number), Some(9_999));
        assert_eq!(marker("제10000장"), None);
        let last = Marker { scheme: Scheme::Chapter, number: u32::MAX, length: 1 };
        assert!(!last.precedes(&Marker { number: 0, ..last }));
        let long = format!("{}章", "第九九十百千".repeat(20));
        assert_eq!(marker(&long), None);
        assert_eq!(marker(&format!("{}.", "X".repeat(5000))), None);
        assert_eq!(marker(&format!("{}) x", "i".repeat(5000))), None);
    }

    #[test]
    fn counts_are_of_one_form_whatever_their_number() {
        let known = |text: &str| form(text, &chapter(text).unwrap_or_else(|| panic!("{text}")));
        for (one, other) in
            [("1부 리그", "2부 겨울"), ("第二部 上場", "第三部"), ("Part 2 of", "PART IV"), ("제3회 대회", "제4회")]
        {
            assert_eq!(known(one).name, known(other).name, "{one}, {other}");
        }
        for (one, other) in [("1부", "제1부"), ("1부", "1회"), ("Part 1", "Act 1"), ("第1部", "第1章")] {
            assert_ne!(known(one).name, known(other).name, "{one}, {other}");
        }
        for text in
            ["Part 2", "Act 5: Ice", "제1장 서론", "第三章 港", "<1부>", "第二部", "3장. 배", "[ 2회 ]", "Chapter 3 - Ice"]
        {
            assert!(known(text).sure, "{text}");
        }
        for text in
            ["2회 연속 우승", "1부 리그", "第二部 上場企業", "Act 5 of 1998", "Part 2 Ice", "제3회", "1부", "Section 8 Housing"]
        {
            assert!(!known(text).sure, "{text}");
        }
    }

    #[test]
    fn titles_end_in_no_particle_and_no_verb() {
        for text in ["배를", "팀은 강등되지 않는다", "우승을 이루었다", "배의", "리그에서", "경기하며", "すべては", "배,"]
        {
            assert!(breaks_off(text), "{text}");
        }
        for text in ["겨울 바다", "국제 회의", "북한의 정의", "서론", "港", "진로", "사고", "", "다"] {
            assert!(!breaks_off(text), "{text}");
        }
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
