//! What looks like a date and is none: told by what stands before and behind it.

use crate::document::value::month_named;

use super::stamp::{Part, Stamp, Year};

/// Words before a number that make it anything but a year or a day.
const BEFORE_NUMBERS: &str = concat!(
    "resolution resolutions section sections article articles no nos number numbers page pages p pp act law laws",
    " rule rules form room line lines table tables figure figures fig chapter chapters paragraph para clause version",
    " ver v release iso rfc windows isbn about over under than nearly almost roughly approximately least most some",
    " bill order directive regulation decision case ref id code part note notes 결의 법률 번호 버전",
);
/// Words with a capital after which a year may stand.
const CAPITALS: &str = concat!(
    "In Since From By During Until Till After Before The A An Between Of Through Throughout Around Circa Early Late",
    " And To For At Its Our Their This That Spring Summer Autumn Fall Winter Both Only",
);
/// What is counted: 2000 people.
const COUNTED: &str = concat!(
    "people persons men women children soldiers troops workers employees staff members users patients students",
    " pupils voters families households homes units copies words pages sheets miles kilometres kilometers km metres",
    " meters m feet ft kg tonnes tons lbs pounds dollars euros won yen hours minutes seconds days weeks months years",
    " times cases deaths jobs items cells rows square cubic percent per votes seats points shares cars vehicles",
    " aircraft missiles warheads shells rounds companies firms sites schools characters",
);
/// The same behind a number in Korean.
const COUNTED_KOREAN: [&str; 25] = [
    "명", "개", "원", "건", "곳", "마리", "톤", "가구", "달러", "시간", "척", "발", "배", "호", "만", "억", "천", "회", "쪽",
    "권", "점", "인", "차례", "여", "대",
];
/// Behind years and days: for so long, not when.
const DURATIONS: [&str; 15] =
    ["간", "동안", "째", "만에", "가까이", "치", "짜리", "이내", "넘게", "남짓", "여", "분", "가량", "이상", "연속"];
/// Before a month's name that is a verb or a person as well.
const BEFORE_MONTHS: &str = concat!(
    "in since by until till from of during early late mid last this next that each every between through before",
    " after around for to and or same following on previous",
);
/// Before `last year` and the like: a stretch of time, not the calendar's year.
const BEFORE_STRETCHES: &str = "over within past for throughout every each all any";
/// What may be written behind a part of a year in Korean: `말에`, `초부터`.
const PARTICLES: &str = "에의까부로은는이과와쯤경께도만을를나";

/// How far a word before or behind is looked for, in bytes.
const WORD: usize = 24;

/// The end of the words from `start` to `end`, without a part of the year that turns out to be
/// the start of another word: 2022년 말|레이시아.
pub(super) fn settled(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    let is_part = |part: &&&str| words.ends_with(**part);
    let parts = [
        "초순", "초반", "초기", "상순", "중순", "중반", "중엽", "하순", "후반", "말엽", "말기", "연초", "연말", "여름", "가을",
        "겨울", "초", "말", "봄",
    ];
    let Some(part) = parts.iter().find(is_part) else { return end };
    let behind = text[end..].chars().next();
    let goes_on = behind.is_some_and(|c| c.is_alphabetic() && !PARTICLES.contains(c));
    // `2022년 말이 많았다` would be one too, and is nobody's sentence.
    if goes_on { start + words[..words.len() - part.len()].trim_end().len() } else { end }
}

/// Whether the words from `start` to `end` of `text`, read as `stamp`, are a date.
pub(super) fn is_date(text: &str, start: usize, end: usize, stamp: Stamp) -> bool {
    let words = &text[start..end];
    let (before, behind) = (&text[..start], &text[end..]);
    if !stands_free(words, before, behind) {
        return false;
    }
    let is_korean = words.contains(['년', '월', '일', '기', '해', '年', '月', '日']);
    let is_numeric = !words.contains(char::is_alphabetic);
    if is_korean {
        return korean(words, before, behind, stamp);
    }
    let starts_with_digit = words.starts_with(|c: char| c.is_ascii_digit());
    let last = last_word(before);
    if starts_with_digit && last.is_some_and(is_before_numbers) {
        return false;
    }
    match stamp.part {
        Part::Year if is_numeric && matches!(stamp.year, Year::Said(_)) => bare_year(before, behind),
        Part::Year if matches!(stamp.year, Year::Now(_)) => {
            // «the last year» is a stretch of twelve months.
            let is_the = last.is_some_and(|word| word.eq_ignore_ascii_case("the"));
            !is_the && !last.is_some_and(|word| is_among(word, BEFORE_STRETCHES))
        }
        Part::Year if matches!(stamp.year, Year::From(_)) => !last.is_some_and(|word| is_among(word, BEFORE_STRETCHES)),
        Part::Months(..) if stamp.year == Year::Open && stamp.shade.is_none() => bare_month(words, before, behind),
        // «Q1. What is …» numbers a question.
        Part::Quarter(_) if words.len() == 2 => {
            let is_label = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '?', '!']);
            !(is_label && behind.starts_with(['.', ':', ')', ' ']))
        }
        _ => true,
    }
}

/// Whether no letter, digit or sign of a longer number or name touches the words.
fn stands_free(words: &str, before: &str, behind: &str) -> bool {
    let starts_with_digit = words.starts_with(|c: char| c.is_ascii_digit());
    let mut back = before.chars().rev();
    if let Some(c) = back.next() {
        let further = back.next();
        let joins = further.is_some_and(char::is_alphanumeric);
        let number = further.is_some_and(|c| c.is_ascii_digit());
        // pre-2018, post-2018
        let prefixed = || ["pre", "post", "Pre", "Post"].iter().any(|word| before[..before.len() - 1].ends_with(word));
        if c.is_alphanumeric() || matches!(c, '_' | '=' | '@' | '#' | '/' | '\\' | '$' | '€' | '£' | '§' | '+') {
            return false;
        }
        if starts_with_digit && ((matches!(c, '.' | ',' | ':' | '·') && number) || (c == '-' && joins && !prefixed())) {
            return false;
        }
    }
    let mut ahead = behind.chars();
    let Some(c) = ahead.next() else { return true };
    let further = ahead.next();
    let ends_with_digit = words.ends_with(|c: char| c.is_ascii_digit());
    let ends_with_letter = words.ends_with(|c: char| c.is_ascii_alphabetic());
    // `2023-09-12T10:00` is a day with its time.
    let time = c == 'T' && further.is_some_and(|c| c.is_ascii_digit()) && words.len() == 10;
    if c == '_' || c == '@' || (c == '/' && further.is_some_and(char::is_alphanumeric) && ends_with_digit) {
        return false;
    }
    if ends_with_digit {
        let goes_on = matches!(c, '.' | ',' | '-') && further.is_some_and(|c| c.is_ascii_digit());
        return time || !(c.is_ascii_alphanumeric() || matches!(c, '%' | '％' | '°') || goes_on);
    }
    if ends_with_letter {
        return !(c.is_ascii_alphanumeric() || (c == '.' && further.is_some_and(|c| c.is_ascii_lowercase())));
    }
    !(words.ends_with('.') && c.is_ascii_digit())
}

fn korean(words: &str, before: &str, behind: &str, stamp: Stamp) -> bool {
    let is_duration = || {
        let next = behind.trim_start();
        DURATIONS.iter().any(|word| next.starts_with(word))
    };
    let last = words.chars().next_back();
    let particle = |c: char| PARTICLES.contains(c) || "가도들".contains(c);
    match stamp.part {
        // `해` goes on in other words: 그 해결, 같은 해석, 올해도.
        _ if last == Some('해') => behind.chars().next().is_none_or(|c| !c.is_alphabetic() || particle(c)),
        // A day alone can also be a number of days.
        Part::Days(0, ..) => !is_duration() && behind.chars().next().is_none_or(|c| !c.is_alphabetic() || particle(c)),
        Part::Year if last == Some('년') => {
            let behind = behind.trim_start_matches(['\u{a0}', ' ']);
            let direct = ["간 ", "간의", "째", "여 "];
            !(direct.iter().any(|word| behind.starts_with(word)) || behind.starts_with("동안"))
        }
        // `매 분기`, `1분기당`
        Part::Quarter(_) | Part::Half(_) if stamp.year == Year::Open => {
            !before.trim_end().ends_with('매') && !behind.starts_with('당')
        }
        _ => true,
    }
}

/// Whether four digits alone are a year.
fn bare_year(before: &str, behind: &str) -> bool {
    let next = behind.trim_start_matches([' ', '\u{a0}', '-']);
    let joined = behind.starts_with('-');
    let word: &str = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if COUNTED.split_ascii_whitespace().any(|counted| counted == word) || (joined && word == "strong") {
        return false;
    }
    if behind.starts_with(char::is_alphabetic) {
        return false;
    }
    if COUNTED_KOREAN
        .iter()
        .any(|unit| word == *unit || (word.starts_with(unit) && word.chars().count() <= unit.chars().count() + 1))
    {
        return false;
    }
    let Some(last) = last_word(before) else { return true };
    if last.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // Names of things with a year for their number, «Windows 2000», «Horizon 2020», are left out.
    !last.starts_with(char::is_uppercase) || CAPITALS.split_ascii_whitespace().any(|word| word == last)
}

/// Whether a month's name alone is the month.
fn bare_month(words: &str, before: &str, behind: &str) -> bool {
    let last = last_word(before);
    let is_led = last.is_some_and(|word| is_among(word, BEFORE_MONTHS));
    let article = last.is_some_and(|word| matches!(word, "the" | "a" | "The" | "A" | "an" | "An"));
    let joined = before.ends_with(super::stamp::is_dash) && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    match words {
        // «The March on Rome», «may»: a verb or a walk, unless something tells the month.
        "May" | "March" => {
            let walk = ["on ", "of ", "to ", "for ", "from "].iter().any(|word| behind.trim_start().starts_with(word));
            is_led || joined || (article && !walk)
        }
        "April" | "June" | "August" => {
            let inside = last.is_some_and(|word| !word.starts_with(char::is_uppercase));
            is_led || article || joined || inside || is_among_months(before, behind)
        }
        _ => true,
    }
}

/// The word that ends right before, one blank between; `None` where anything else stands there.
fn last_word(before: &str) -> Option<&str> {
    let trimmed = before.strip_suffix([' ', '\u{a0}'])?.trim_end_matches('.');
    Some(last_word_of(trimmed)).filter(|word| !word.is_empty())
}

/// The letters and digits at the end of `trimmed`, the last of them.
fn last_word_of(trimmed: &str) -> &str {
    let from = trimmed.floor_char_boundary(trimmed.len().saturating_sub(WORD));
    let start = trimmed[from..].rfind(|c: char| !c.is_alphanumeric()).map_or(from, |at| {
        let width = trimmed[from + at..].chars().next().map_or(1, char::len_utf8);
        from + at + width
    });
    &trimmed[start..]
}

fn is_before_numbers(word: &str) -> bool {
    is_among(word, BEFORE_NUMBERS)
}

fn is_among(word: &str, words: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether another month stands beside these words in a list: `March, |April| and May`.
fn is_among_months(before: &str, behind: &str) -> bool {
    let is_month = |word: &str| month_named(&word.to_ascii_lowercase()).is_some();
    let next = behind.trim_start_matches([' ', ',']);
    let next = next.strip_prefix("and ").or_else(|| next.strip_prefix("or ")).unwrap_or(next);
    let next = next.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let back = before.strip_suffix(", ").map_or("", |before| last_word_of(before));
    is_month(next) || is_month(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_ends_right_before() {
        for (before, word) in [
            ("in ", Some("in")),
            ("in the ", Some("the")),
            ("p. ", Some("p")),
            ("in", None),
            ("in  ", None),
            ("(", None),
            (", ", None),
            ("a,in ", Some("in")),
            ("in\u{a0}", Some("in")),
            ("", None),
            ("제2호 ", Some("제2호")),
            ("abcdefghijklmnopqrstuvwxyzabcd ", Some("ghijklmnopqrstuvwxyzabcd")),
        ] {
            assert_eq!(last_word(before), word, "{before:?}");
        }
        assert!(is_before_numbers("Section") && is_before_numbers("no") && !is_before_numbers("in"));
    }

    #[test]
    fn a_part_of_the_year_that_begins_another_word_is_left_out() {
        for (text, words, expected) in [
            ("2022년 말레이시아", "2022년 말", "2022년"),
            ("2022년 말에", "2022년 말", "2022년 말"),
            ("2022년 말", "2022년 말", "2022년 말"),
            ("2022년 말, x", "2022년 말", "2022년 말"),
            ("2022년 초반대", "2022년 초반", "2022년"),
            ("2022년초대형", "2022년초", "2022년"),
            ("2022년 봄꽃", "2022년 봄", "2022년"),
            ("2022년가", "2022년", "2022년"),
        ] {
            assert_eq!(&text[..settled(text, 0, words.len())], expected, "{text}");
        }
    }

    #[test]
    fn what_touches_the_words_makes_them_something_else() {
        for (words, before, behind, free) in [
            ("2018", "", "", true),
            ("2018", "a", "", false),
            ("2018", "_", "", false),
            ("2018", "$", "", false),
            ("2018", "/", "", false),
            ("2018", "1.", "", false),
            ("2018", "a.", "", true),
            ("2018", "1,", "", false),
            ("2018", "1·", "", false),
            ("2018", ".", "", true),
            ("2018", "a-", "", false),
            ("2018", "pre-", "", true),
            ("2018", "post-", "", true),
            ("2018", " -", "", true),
            ("March", "a-", "", true),
            ("2018", "", "a", false),
            ("2018", "", "%", false),
            ("2018", "", "°", false),
            ("2018", "", "가", true),
            ("2018", "", ".5", false),
            ("2018", "", ". 5", true),
            ("2018", "", "-5", false),
            ("2018", "", "-a", true),
            ("2018", "", ",5", false),
            ("2018", "", "/a", false),
            ("2018", "", "/ a", true),
            ("2018", "", "_", false),
            ("2018", "", "@", false),
            ("2018-03-05", "", "T1", true),
            ("2018-03-05", "", "Tx", false),
            ("2018-3-5", "", "T1", false),
            ("March", "", "x", false),
            ("March", "", ".x", false),
            ("March", "", ". X", true),
            ("March", "", "/a", true),
            ("3월", "", "x", true),
            ("2018.3.5.", "", "7", false),
            ("2018.3.5.", "", " 7", true),
        ] {
            assert_eq!(stands_free(words, before, behind), free, "{before}|{words}|{behind}");
        }
    }

    #[test]
    fn four_digits_are_a_year_by_their_neighbours() {
        for (before, behind, is) in [
            ("", "", true),
            ("in ", " people", false),
            ("in ", " and", true),
            ("", "-strong", false),
            ("", " strong", true),
            ("", "a", false),
            ("", "명", false),
            ("", " 명이", false),
            ("", " 명단이", true),
            ("", " 개국", false),
            ("12 ", "", false),
            ("Kim ", "", false),
            ("In ", "", true),
            ("the ", "", true),
        ] {
            assert_eq!(bare_year(before, behind), is, "{before}|{behind}");
        }
    }

    #[test]
    fn months_that_are_words_too_need_a_sign() {
        for (words, before, behind, is) in [
            ("May", "", "", false),
            ("May", "in ", "", true),
            ("May", "the ", " talks", true),
            ("May", "the ", " of old", false),
            ("March", "The ", " on Rome", false),
            ("May", "June–", "", true),
            ("May", " –", "", false),
            ("April", "", " said", false),
            ("April", "with ", "", true),
            ("April", "King ", "", false),
            ("April", "", ", May", true),
            ("April", "", " and June", true),
            ("April", "", " or June", true),
            ("April", "March, ", "", true),
            ("April", "Kim, ", "", false),
            ("July", "", "", true),
        ] {
            assert_eq!(bare_month(words, before, behind), is, "{before}|{words}|{behind}");
        }
    }
}
