//! What may call a footnote: numbers and signs glued to a word. Which of them do is decided
//! by their run ([`super::chain`]).

use super::super::letters::{is_closer, is_hangul, is_letter, is_stop, is_unspaced, raised};
use super::super::line::{DIGIT, GONE, Line, SIGN};
use super::super::profile::Profile;
use super::series::series;

/// The way that a call is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::import::text) enum Print {
    /// `했다.7`
    Bare,
    /// `했다.⁷`
    Raised,
    /// `했다.7)`
    Paren,
    /// `했다[7]`
    Bracket,
    /// `policy*`
    Symbol,
    /// `policy.(7)`
    Round,
    /// `policy.^7`
    Caret,
}

/// Number of ways to print a call.
pub(in crate::import::text) const PRINTS: usize = 7;

/// What may be a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::text) struct Candidate {
    /// Its bytes in the window.
    pub(in crate::import::text) start: u32,
    pub(in crate::import::text) end: u32,
    /// Its line in the window.
    pub(in crate::import::text) line: u32,
    /// Its number; of a symbol, its place in [`SYMBOLS`], from 1.
    pub(in crate::import::text) number: u16,
    pub(in crate::import::text) print: Print,
    /// How much it looks like a call: 3 behind a sentence's mark, 1 behind a letter; below 0
    /// it is one only where the run needs it.
    pub(in crate::import::text) weight: i8,
    /// Where the series starts that it belongs to (`1,2`, `3–5`): all of it calls, or none. 0 for none.
    pub(in crate::import::text) series: u32,
}

/// Symbols in the order that books use them.
pub(in crate::import::text) const SYMBOLS: [&str; 8] = ["*", "†", "‡", "§", "**", "††", "‡‡", "***"];

/// Words before whose full stop a number is no call (`p.7`, `No.3`).
const ABBREVIATIONS: [&str; 40] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp", "no", "nos", "vol", "vols",
    "fig", "figs", "ch", "chap", "sec", "sect", "art", "para", "eq", "ver", "v", "rev", "ed", "eds", "cf", "vs", "tab", "app",
    "ref", "pt", "nr", "st",
];

/// Korean words that a number names: it belongs to them.
const NUMBERED: [&str; 14] =
    ["표", "별표", "그림", "별지", "부표", "부록", "붙임", "도", "식", "예", "사진", "자료", "문항", "단계"];

/// Words that follow a number that counts something.
const COUNTED: [&str; 34] = [
    "년",
    "월",
    "일",
    "시",
    "분",
    "초",
    "명",
    "개",
    "차",
    "번",
    "위",
    "배",
    "억",
    "만",
    "천",
    "조",
    "원",
    "달러",
    "호",
    "회",
    "세",
    "대",
    "권",
    "쪽",
    "장",
    "절",
    "항",
    "기",
    "인",
    "건",
    "곳",
    "살",
    "주년",
    "퍼센트",
];

/// Puts everything in the lines that may be a call into `found`, in order.
pub(in crate::import::text) fn candidates(text: &str, lines: &[Line], profile: &Profile, found: &mut Vec<Candidate>) {
    found.clear();
    for (at, line) in lines.iter().enumerate() {
        if !line.has(DIGIT | SIGN) || line.has(GONE) {
            continue;
        }
        let words = line.of(text);
        // A line that ends in the middle of a word ends in the middle of a number too.
        let open = profile.signal && line.trail == 0;
        let next = lines.get(at + 1).filter(|_| open).map_or("", |next| next.of(text));
        let mut from = 0;
        let mut push = |mut candidate: Candidate| {
            candidate.line = u32::try_from(at).unwrap_or(u32::MAX);
            candidate.start += line.start;
            candidate.end += line.start;
            candidate.series += if candidate.series > 0 { line.start } else { 0 };
            found.push(candidate);
        };
        while let Some(skipped) = words[from..].find(is_start) {
            let start = from + skipped;
            let series = series(words, start);
            if let Some(last) = series.last() {
                from = last.end as usize;
                series.into_iter().for_each(&mut push);
                continue;
            }
            let Some((candidate, end)) = candidate(words, start, next) else {
                from = start + words[start..].chars().next().map_or(1, char::len_utf8);
                while words[from..].starts_with(|c: char| c.is_ascii_digit()) {
                    from += 1;
                }
                continue;
            };
            from = end;
            candidate.into_iter().for_each(&mut push);
        }
    }
}

fn is_start(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§') || raised(c).is_some()
}

/// What stands at `start` of `words`: a candidate or none, and where to look on. `next` is
/// the line after, where a word may go on in it.
fn candidate(words: &str, start: usize, next: &str) -> Option<(Option<Candidate>, usize)> {
    let first = words[start..].chars().next()?;
    if let Some(length) = raised_length(&words[start..]) {
        return Some((self::raised_call(words, start, length), start + length));
    }
    if !first.is_ascii_digit() {
        let length = words[start..].len() - words[start..].trim_start_matches(first).len();
        return Some((symbol(words, start, length), start + length));
    }
    let digits = words[start..].bytes().take_while(u8::is_ascii_digit).count();
    let end = start + digits;
    let value = words[start..end].parse().ok().filter(|value| digits <= 3 && *value > 0 && first != '0');
    let call = value.and_then(|number| {
        let after = words[end..].chars().next();
        let before = words[..start].chars().next_back()?;
        if before == '[' && after == Some(']') {
            return bracket(words, start - 1, end + 1, number);
        }
        if words[..start].ends_with("[^") && after == Some(']') {
            return bracket(words, start - 2, end + 1, number);
        }
        if before == '^' || (before == '(' && after == Some(')')) {
            let (print, end) = if before == '^' { (Print::Caret, end) } else { (Print::Round, end + 1) };
            let weight = enclosed_weight(&words[..start - 1], &words[end..])?;
            // `find(1)` is a name, as long as no note answers it.
            let named = print == Print::Round && words[..start - 1].ends_with(is_letter);
            let weight = if named { weight.min(0) } else { weight };
            return Some(made(start - 1, end, number, print, weight));
        }
        if after == Some(')') && !before.is_whitespace() && before != '(' {
            let weight = paren_weight(&words[..start], before, &words[end + 1..]);
            return weight.map(|weight| made(start, end + 1, number, Print::Paren, weight));
        }
        bare_weight(&words[..start], before, &words[end..], next).map(|weight| made(start, end, number, Print::Bare, weight))
    });
    let end = call.map_or(end, |call| call.end as usize);
    Some((call, end))
}

pub(super) fn made(start: usize, end: usize, number: u16, print: Print, weight: i8) -> Candidate {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Candidate { start: narrow(start), end: narrow(end), line: 0, number, print, weight, series: 0 }
}

/// Length of the raised digits at the start of `text`, in bytes.
fn raised_length(text: &str) -> Option<usize> {
    let length: usize = text.chars().take_while(|c| raised(*c).is_some()).map(char::len_utf8).sum();
    (length > 0).then_some(length)
}

/// Raised digits call, but for powers of units (`km²`, `10³`).
fn raised_call(words: &str, start: usize, length: usize) -> Option<Candidate> {
    let number =
        words[start..start + length].chars().try_fold(0_u32, |sum, c| Some(sum * 10 + raised(c)?).filter(|sum| *sum < 1000))?;
    let number = u16::try_from(number).ok().filter(|number| *number > 0)?;
    let before = words[..start].chars().next_back()?;
    if before.is_whitespace() || before.is_ascii_digit() {
        return None;
    }
    let unit = words[..start].trim_end_matches(|c: char| c.is_ascii_lowercase());
    let power =
        matches!(number, 2 | 3) && before.is_ascii_alphabetic() && words.len() - unit.len() > 0 && start - unit.len() <= 2;
    Some(made(start, start + length, number, Print::Raised, if power { -1 } else { 5 }))
}

/// A symbol glued to a word, with a blank or a mark behind it.
fn symbol(words: &str, start: usize, length: usize) -> Option<Candidate> {
    let printed = &words[start..start + length];
    let number = SYMBOLS.iter().position(|symbol| *symbol == printed)?;
    let before = words[..start].chars().next_back()?;
    let after = words[start + length..].chars().next();
    let glued = is_letter(before) || is_closer(before) || is_stop(before) || matches!(before, ',' | ';' | ':');
    let ends = after.is_none_or(|c| c.is_whitespace() || is_closer(c) || is_stop(c) || matches!(c, ',' | ';' | ':'));
    (glued && ends).then(|| made(start, start + length, u16::try_from(number + 1).unwrap_or(0), Print::Symbol, 3))
}

/// `[7]`, glued or behind a blank, not at a line's start.
fn bracket(words: &str, start: usize, end: usize, number: u16) -> Option<Candidate> {
    let before = words[..start].chars().next_back()?;
    // An index of a program's array is glued to a word, and something is glued to it.
    let after = words[end..].chars().next();
    let index = after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '=' | '[' | '('))
        || !before.is_whitespace() && words[end..].starts_with(" = ");
    let weight = if index {
        -1
    } else if before.is_whitespace() {
        2
    } else {
        3
    };
    // `etext, [2] alteration, or [3] any`: what is counted so is no work.
    let (ahead, behind) = (words[..start].trim_end(), &words[end..]);
    if behind.starts_with(' ') && before.is_whitespace() && leads_to_item(ahead) {
        return None;
    }
    // The blank before it belongs to it: `walls [1], and` reads `walls, and`.
    let start = ahead.len();
    Some(made(start, end, number, Print::Bracket, weight))
}

/// Whether `ahead` leads to one of several things that are counted: a mark that parts them, or `and`.
fn leads_to_item(ahead: &str) -> bool {
    let word = ahead.rsplit(' ').next().unwrap_or("");
    let rest = ahead[..ahead.len() - word.len()].trim_end();
    let joins = matches!(word, "and" | "or" | "및" | "또는" | "und" | "oder" | "et" | "ou");
    let listed = ahead.ends_with([',', ';', ':']) && !ahead[..ahead.len() - 1].ends_with(']');
    listed || joins && !rest.ends_with(']')
}

/// How much `(7)` or `^7` between `before` and `after`, glued to a word, looks like a call.
fn enclosed_weight(before: &str, after: &str) -> Option<i8> {
    let last = before.chars().next_back()?;
    let glued = is_letter(last) || is_closer(last) || is_stop(last) || matches!(last, ',' | ';' | ':' | '%');
    let known = last != '.' || weight_behind(before, last, after).is_some_and(|weight| weight > 0);
    if !glued || !known || after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(' || c == '[') {
        return None;
    }
    // A power, or a function of a number.
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let short = last.is_ascii_alphanumeric() && before.len() - word.len() <= 2;
    Some(if short || last.is_ascii_digit() { -1 } else { 3 })
}

/// `7)`, not the end of something that a parenthesis opened before.
fn paren_weight(before: &str, last: char, after: &str) -> Option<i8> {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(60))..];
    let open = near.rfind('(').is_some_and(|open| !near[open..].contains(')'));
    if open || !(is_letter(last) || is_closer(last) || is_stop(last) || matches!(last, ',' | ';' | '、')) {
        return None;
    }
    if is_stop(last) && decimal(before, last) {
        return None;
    }
    let parted = after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || is_closer(c) || is_stop(c) || matches!(c, ',' | ';') || is_hangul(c));
    parted.then_some(if last.is_ascii_alphabetic() { 1 } else { 3 })
}

/// Whether the mark `last` that ends `before` stands behind a digit: a decimal point, a date's
/// dot, a thousands mark, a clock's colon.
fn decimal(before: &str, last: char) -> bool {
    before[..before.len() - last.len_utf8()].ends_with(|c: char| c.is_ascii_digit())
}

/// How much digits between `before`, which ends in `last`, and `after` look like a call.
pub(super) fn bare_weight(before: &str, last: char, after: &str, next: &str) -> Option<i8> {
    let behind = weight_behind(before, last, after)?;
    let first = after.chars().next();
    let Some(first) = first else {
        return if next.starts_with(|c: char| c.is_ascii_digit()) {
            None
        } else {
            Some(if next.is_empty() { behind } else { behind.min(1) })
        };
    };
    if first.is_whitespace() {
        let rest = after.trim_start();
        let counts = COUNTED.iter().any(|word| rest.strip_prefix(word).is_some_and(|more| !more.starts_with(is_hangul)));
        return Some(if counts && !is_stop(last) { -1 } else { behind });
    }
    let more = after[first.len_utf8()..].chars().next();
    let ends = more.is_none_or(char::is_whitespace);
    match first {
        // The mark of the sentence may stand behind the call.
        '.' | ',' | ';' | ':' | '?' | '!' | '。' | '、' | '，' if ends || !first.is_ascii() => Some((behind - 1).max(-1)),
        c if is_closer(c) && !matches!(c, '\'' | '"') => Some((behind - 1).max(-1)),
        // A particle, behind a title in brackets: `「보고서」3에`.
        c if is_hangul(c) && is_closer(last) && !COUNTED.iter().any(|word| after.starts_with(word)) => Some(1),
        // A sentence's end, a call, and the next sentence, with no blank between.
        c if c.is_uppercase() && is_stop(last) && more.is_some_and(char::is_alphabetic) => Some(2),
        c if is_hangul(c) && is_stop(last) && !COUNTED.iter().any(|word| after.starts_with(word)) => Some(2),
        c if is_unspaced(c) && !is_hangul(c) && (is_stop(last) || is_closer(last)) => Some(2),
        _ => None,
    }
}

/// What the character before the digits tells.
fn weight_behind(before: &str, last: char, after: &str) -> Option<i8> {
    let ahead = &before[..before.len() - last.len_utf8()];
    match last {
        '.' | '．' => {
            let word = ahead.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            if word.ends_with(|c: char| c.is_ascii_digit()) || (word.is_empty() && !ahead.ends_with(is_closer)) {
                return None;
            }
            let small = after.trim_start().starts_with(|c: char| c.is_lowercase());
            let short = ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known)) || word.len() == 1;
            Some(if short || small { -1 } else { 3 })
        }
        ',' | ';' | ':' => {
            if ahead.ends_with(|c: char| c.is_ascii_digit()) || ahead.ends_with(char::is_whitespace) {
                return None;
            }
            Some(if last == ':' { 1 } else { 3 })
        }
        '?' | '!' | '。' | '、' | '，' | '…' | '；' | '：' | '？' | '！' => Some(3),
        // An apostrophe before a year opens, it does not close.
        '’' | '\'' | '‘' if ahead.is_empty() || ahead.ends_with(|c: char| c.is_whitespace() || c == '(') => None,
        // A mark behind a blank opens, too.
        '"' if ahead.is_empty() || ahead.ends_with(|c: char| c.is_whitespace() || c == '(') => None,
        c if is_closer(c) => Some(3),
        '%' | '％' => Some(1),
        '제' => None,
        c if is_hangul(c) => {
            let word = before.rsplit(|c: char| !is_hangul(c)).next().unwrap_or("");
            Some(if NUMBERED.contains(&word) { -1 } else { 2 })
        }
        c if is_unspaced(c) => Some(1),
        c if is_letter(c) => {
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let small = word.chars().skip(1).all(char::is_lowercase) && word.chars().count() >= 4;
            Some(if small { 1 } else { -1 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::{Pending, scan};

    fn found(text: &str) -> Vec<(u16, Print, i8)> {
        let mut lines = Vec::new();
        scan(text, &mut Pending::default(), &mut lines);
        let mut found = Vec::new();
        candidates(text, &lines, &Profile::default(), &mut found);
        found.iter().map(|call| (call.number, call.print, call.weight)).collect()
    }

    #[test]
    fn digits_of_dates_numbers_and_names_are_none() {
        for text in [
            "-3.5",
            "COVID-19’ 국면",
            "Mig-29 등",
            "만리경-1호",
            "제8기 6차",
            "T-80급",
            "2397호",
            "1,000 명",
            "2023.11 월",
            "10:30 에",
            "p.(3)",
            "’99 년",
            "3각 연대",
            "2024",
            "(2)",
            "제3 세계",
            "v1.2 x",
            "7월 26일",
            "북-중2020",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn digits_glued_to_words_may_call() {
        assert_eq!(found("했다.7 이러한"), [(7, Print::Bare, 3)]);
        assert_eq!(found("발표했고,1 10"), [(1, Print::Bare, 3)]);
        assert_eq!(found("강조함으로써3 비핵화"), [(3, Print::Bare, 2)]);
        assert_eq!(found("of the policy.12 The"), [(12, Print::Bare, 3)]);
        assert_eq!(found("the policy3 and"), [(3, Print::Bare, 1)]);
        assert_eq!(found("policy,4 and “so.”5"), [(4, Print::Bare, 3), (5, Print::Bare, 3)]);
        assert_eq!(found("『로동신문』2에 따르면"), [(2, Print::Bare, 1)]);
        assert_eq!(found("했다.1) 그"), [(1, Print::Paren, 3)]);
        assert_eq!(found("했다[2]. 그 [3]"), [(2, Print::Bracket, 3), (3, Print::Bracket, 2)]);
        assert_eq!(found("했다.¹² x"), [(12, Print::Raised, 5)]);
        assert_eq!(found("life.(1) The seven^2 of ls(1)"), [(1, Print::Round, 3), (2, Print::Caret, 3), (1, Print::Round, -1)]);
        assert_eq!(found("see find(1) and x^2"), [(1, Print::Round, 0), (2, Print::Caret, -1)]);
        assert_eq!(
            found("years.1,2 The war.3–5 It"),
            [(1, Print::Bare, 3), (2, Print::Bare, 3), (3, Print::Bare, 3), (4, Print::Bare, 3), (5, Print::Bare, 3)]
        );
        assert_eq!(found("policy* and law†."), [(1, Print::Symbol, 3), (2, Print::Symbol, 3)]);
        assert_eq!(found("see p.7 of CO2 and 3 km²"), [(7, Print::Bare, -1), (2, Print::Bare, -1), (2, Print::Raised, -1)]);
    }
}
