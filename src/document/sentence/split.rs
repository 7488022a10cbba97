//! Where the sentences of a text end.
//!
//! UAX #29 proposes the ends; what it can't know is decided here: abbreviations, initials, numbers of things and
//! of lists, Korean dates, quotations that a clause goes on behind. Each decision looks at the words beside the
//! place alone, so that it comes out the same from wherever the text is looked at.

use unicode_segmentation::{USentenceBoundIndices, UnicodeSegmentation};

use super::abbreviation::{Shortened, begins_a_number, begins_a_sentence, goes_on_a_time, is_initial, is_roman, shortened};

/// What closes a quotation.
const QUOTES: [char; 9] = ['”', '’', '"', '\'', '」', '』', '》', '〉', '»'];
/// What closes a bracket.
const BRACKETS: [char; 6] = [')', ']', '}', '）', '］', '】'];
/// What opens either, those that open and close last.
const OPENING: [char; 16] = ['(', '[', '{', '（', '［', '【', '“', '‘', '「', '『', '《', '〈', '«', '<', '"', '\''];
/// Things that a number or a letter names: `Table 1. Guests`, `in Annex B. Figures …`
const LABELS: &str = " table tables figure figures fig exhibit box chart graph map chapter section part annex appendix article step note equation example question phase type class grade group plan option scenario level schedule title volume war act vitamin hepatitis category zone 표 그림 도표 도 상자 글상자 사진 지도 부록 별표 별첨 붙임 그래프 예 단계 사례 참고 자료 ";
/// What goes on a sentence behind its quotation, whatever follows it in the same word.
const QUOTING: [&str; 14] = [
    "라고",
    "라는",
    "라며",
    "라면서",
    "라던",
    "라지만",
    "라니",
    "이라고",
    "이라는",
    "이라며",
    "이라면서",
    "이라던",
    "하였",
    "했",
];
/// The same where the word ends behind it: `며` is the start of `며칠`, and `고` of `고향`.
const QUOTING_WORDS: [&str; 15] =
    ["하고", "하고는", "하며", "하면서", "하면서도", "하는", "하던", "고", "고는", "고도", "며", "면서", "면서도", "는", "란"];
/// How much of the text before and behind a place is looked at, in bytes: what a full stop says stands beside it,
/// and a text without a blank has as many places as letters.
const NEAR: usize = 192;
/// The longest mark of a list or a thing, and the longest date, in bytes.
const LONGEST_MARK: usize = 48;
/// The longest bracket in the midst of a sentence that full stops do not part, in bytes.
const LONGEST_ASIDE: usize = 120;

/// The sentences of `text`, each with where it starts; the white space behind one is its own.
pub(crate) fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, proposed: text.split_sentence_bound_indices(), piece: (0, 0), start: 0 }
}

/// See [`sentences`].
pub(crate) struct Sentences<'t> {
    text: &'t str,
    proposed: USentenceBoundIndices<'t>,
    /// What is left of the piece in hand.
    piece: (usize, usize),
    start: usize,
}

impl<'t> Iterator for Sentences<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.piece.0 >= self.piece.1 {
                let Some((from, piece)) = self.proposed.next() else { break };
                self.piece = (from, from + piece.len());
            }
            let (from, to) = self.piece;
            let at = missed(self.text, from, to).unwrap_or(to);
            self.piece.0 = at;
            if let Some(end) = end(self.text, self.start, at) {
                return Some(self.sentence(end));
            }
        }
        (self.start < self.text.len()).then(|| self.sentence(self.text.len()))
    }
}

impl<'t> Sentences<'t> {
    fn sentence(&mut self, end: usize) -> (usize, &'t str) {
        let start = std::mem::replace(&mut self.start, end);
        (start, &self.text[start..end])
    }
}

/// An end that is not proposed: before a number and small letters, `… in the year. 14 countries joined.`
fn missed(text: &str, from: usize, to: usize) -> Option<usize> {
    let piece = &text[from..to];
    piece.match_indices(". ").map(|(at, _)| at).find_map(|at| {
        let rest = &piece[at + 1..];
        let behind = rest.trim_start();
        let word = last_word(&piece[..at]);
        let is_word = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && shortened(word).is_none();
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_end = (is_word || is_year) && behind.starts_with(|c: char| c.is_ascii_digit());
        // `2023. 9. 12.` is a date, and `2019. 3.5 million` is none.
        let is_date = is_year && behind.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.') && !is_fraction(behind);
        (is_end && !is_date).then(|| from + at + 1 + rest.len() - behind.len())
    })
}

/// Where the sentence that begins at `start` ends, if the place `at` ends it: there, or a call or a bracket
/// aside of it.
fn end(text: &str, start: usize, at: usize) -> Option<usize> {
    let own = text.get(start..at)?;
    let rest = &text[at..];
    let trimmed = own.trim_end();
    if rest.is_empty() || own[trimmed.len()..].contains('\n') {
        return Some(at);
    }
    if trimmed.is_empty() {
        return None;
    }
    let has_gap = trimmed.len() < own.len();
    // A bracket opened right behind the full stop: `rose.[5] The`, `끝났다.(그림 1)`
    if let Some(open) = trimmed.chars().next_back().filter(|c| OPENING[..13].contains(c) && !has_gap) {
        let signs = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '–' | '-')).unwrap_or(rest.len());
        let is_call = signs > 0 && rest[signs..].starts_with(BRACKETS);
        let behind = signs + rest[signs..].chars().next().map_or(0, char::len_utf8);
        let gap = rest[behind..].len() - rest[behind..].trim_start().len();
        return Some(if is_call { at + behind + gap } else { at - open.len_utf8() });
    }
    ends(near_end(trimmed), has_gap, near_start(rest)).then_some(at)
}

/// The end of `text`, as far as it is looked at.
fn near_end(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR))..]
}

/// The start of `text`, as far as it is looked at.
fn near_start(text: &str) -> &str {
    &text[..text.floor_char_boundary(text.len().min(NEAR))]
}

/// Whether a sentence ends between `own`, without the blanks at its end, and `rest`.
fn ends(own: &str, has_gap: bool, rest: &str) -> bool {
    let bare = own.trim_end_matches(|c| QUOTES.contains(&c) || BRACKETS.contains(&c));
    let closed = &own[bare.len()..];
    let Some(mark) = bare.chars().next_back() else { return true };
    let next = rest.trim_start_matches(OPENING);
    let first = next.chars().next().unwrap_or(' ');
    let is_closed = !closed.is_empty();
    let goes_on = is_closed && !has_gap && (is_hangul(first) || ('ぁ'..='ん').contains(&first));
    let is_quoted = (is_closed || !has_gap) && goes_on_a_quotation(rest);
    if first.is_lowercase() || goes_on || is_quoted || is_aside(own, rest) {
        return false;
    }
    match mark {
        '.' => stops(&bare[..bare.len() - 1], closed, has_gap, next),
        _ => true,
    }
}

/// Whether `rest` goes on the clause that a quotation stands in: `라고 말했다`, `하면서 떠났다`.
fn goes_on_a_quotation(rest: &str) -> bool {
    let is_word = |word: &str| rest.strip_prefix(word).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
    QUOTING.iter().any(|word| rest.starts_with(word)) || QUOTING_WORDS.iter().any(|word| is_word(word))
}

/// Whether the place between `own` and `rest` is in a short bracket amidst a sentence, or right behind one that a
/// Korean clause goes on from: `3.3%(전년보다 4.4%p.) 늘었다`.
fn is_aside(own: &str, rest: &str) -> bool {
    let from = own.ceil_char_boundary(own.len().saturating_sub(LONGEST_ASIDE));
    let is_behind = own.ends_with([')', '）']);
    let inner = own[from..].trim_end_matches([')', '）']);
    let Some(open) = inner.rfind(['(', '（']).filter(|open| !inner[*open..].contains([')', '）'])) else { return false };
    let lead = own[..from + open].trim_end();
    // A bracket of its own, behind a sentence that has ended.
    if lead.is_empty()
        || lead.ends_with(|c: char| matches!(c, '.' | '?' | '!' | '。') || QUOTES.contains(&c) || "다요까죠".contains(c))
    {
        return false;
    }
    if is_behind {
        return rest.starts_with(is_hangul);
    }
    let room = LONGEST_ASIDE.saturating_sub(inner.len() - open);
    let ahead = &rest[..rest.floor_char_boundary(rest.len().min(room))];
    ahead.find(['(', '（', ')', '）', '\n']).is_some_and(|at| ahead[at..].starts_with([')', '）']))
}

/// Whether a full stop behind `own` ends the sentence; `closed` are the quotation marks and brackets behind it.
fn stops(own: &str, closed: &str, has_gap: bool, next: &str) -> bool {
    let word = last_word(own);
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let first = next.chars().next().unwrap_or(' ');
    let is_closed = own.ends_with(|c| QUOTES.contains(&c) || BRACKETS.contains(&c));
    if is_closed && !is_mark(own.trim_start_matches(OPENING)) {
        return true;
    }
    if word.is_empty() || own.ends_with('.') {
        // `one . . . Two`, `[...] States`, `Contents ..... 5`
        return !(word.is_empty() || closed.contains(BRACKETS) || first.is_ascii_digit());
    }
    // `가. 나. 다.` are short sentences, and no marks of anything.
    let next_word = next.split(char::is_whitespace).next().unwrap_or_default();
    let marks_nothing = next_word.strip_suffix('.').is_some_and(is_mark);
    if (is_mark(own.trim_start_matches(OPENING)) && !marks_nothing) || is_date(own, next) {
        return false;
    }
    if is_hangul(first) {
        if !has_gap {
            return own.ends_with(is_final);
        }
        let before = last_word(own[..own.len() - word.len()].trim_end().trim_end_matches('.'));
        // The number of a list in running text; `p. 5. 이 책은` ends.
        if is_number && word.len() < 3 {
            return shortened(before) == Some(Shortened::BeforeNumbers);
        }
        // `John F. 케네디`, `Acme Inc. 주가`
        return shortened(word).is_none();
    }
    if is_number && own[..own.len() - word.len()].trim_end().ends_with([':', ';']) && word.len() < 3 {
        return false;
    }
    let before = || last_word(own[..own.len() - word.len()].trim_end());
    match shortened(word) {
        None => true,
        Some(Shortened::Never) => false,
        Some(Shortened::BeforeNumbers) => !begins_a_number(next),
        Some(Shortened::Time) => !goes_on_a_time(next),
        Some(Shortened::Anywhere) => begins_a_sentence(next) || (is_initial(word) && names_letters(before())),
    }
}

/// The last word of `text`: what stands behind its last blank or opening sign.
fn last_word(text: &str) -> &str {
    let is_gap = |c: char| c.is_whitespace() || OPENING.contains(&c) || matches!(c, '—' | '–' | '/' | ',' | ';' | ':');
    text.rsplit(is_gap).next().unwrap_or_default()
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Syllables that Korean sentences end with: where one is, a blank behind the full stop was only forgotten.
fn is_final(c: char) -> bool {
    "다요까죠음함임됨오라자네군지기것".contains(c)
}

fn names_letters(word: &str) -> bool {
    !word.is_empty() && LABELS.contains(&format!(" {} ", word.to_lowercase()))
}

/// Whether `own`, a whole sentence so far, only numbers what follows: `2`, `1.3`, `나`, `iv`, `B`, `제2장`,
/// `Table 1`, `표 2-1`.
fn is_mark(own: &str) -> bool {
    if own.len() > LONGEST_MARK {
        return false;
    }
    let own = own.trim_end_matches([')', ']']);
    if let Some((word, number)) = own.rsplit_once(' ') {
        return names_letters(word.trim_end_matches('.')) && is_number_of_a_thing(number);
    }
    let hangul = own.len() - own.trim_start_matches(is_hangul).len();
    if hangul > 0 && hangul < own.len() && names_letters(&own[..hangul]) {
        return is_number_of_a_thing(&own[hangul..]);
    }
    let bare = own.strip_prefix('제').unwrap_or(own);
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_article = digits > 0 && matches!(&bare[digits..], "장" | "절" | "조" | "항" | "부" | "편" | "호");
    let is_syllable = own.chars().count() == 1 && "가나다라마바사아자차카타파하ㄱㄴㄷㄹㅁㅂㅅ".contains(own);
    let is_short = own.len() <= 11 && own.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_year = own.len() == 4 && !own.contains('.');
    let is_letter = own.len() == 1 && own.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_circled = own.chars().count() == 1 && own.starts_with(|c| matches!(c, '①'..='⓿' | '\u{2160}'..='\u{217F}'));
    is_article || is_syllable || (is_short && !is_year) || is_letter || is_roman(own) || is_circled
}

/// `1`, `2-1`, `3.2`, `A1`, `II`, `B`
fn is_number_of_a_thing(number: &str) -> bool {
    let number = number.trim_end_matches(['>', '〉', ']', '】']);
    let digits = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    is_initial(number) || is_roman(number) || (!digits.is_empty() && plain && number.len() - digits.len() < 2)
}

/// Whether the full stop behind `own` is one of a Korean date: `2023. 9. 12. 회담`, `2023.9.12. 회담`
fn is_date(own: &str, next: &str) -> bool {
    let own = &own[own.ceil_char_boundary(own.len().saturating_sub(LONGEST_MARK))..];
    let tail = &own[own.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')).len()..];
    let is_short = own[..own.len() - tail.len()].ends_with(['’', '\'', '‘']);
    // From the last one back; what stands before a blank alone is of something else.
    let mut parts: Vec<&str> = Vec::new();
    for part in tail.rsplit('.') {
        let word = part.trim();
        parts.extend(word.rsplit(' ').next().filter(|word| !word.is_empty()));
        if word.is_empty() || word.contains(' ') || parts.len() > 3 {
            break;
        }
    }
    let year = |at: usize| {
        parts.get(at).is_some_and(|part| {
            (part.len() == 4 && part.starts_with(['1', '2'])) || (is_short && part.len() == 2 && at + 1 == parts.len())
        })
    };
    let small = |at: usize| parts.get(at).is_some_and(|part| part.len() <= 2);
    let digits = next.len() - next.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let goes_on = (1..=2).contains(&digits) && next[digits..].starts_with('.') && !is_fraction(next);
    let is_behind = next.starts_with(|c: char| is_hangul(c) || matches!(c, '~' | '∼' | '～' | '-' | '–' | '('));
    // The year before its month.
    if year(0) && goes_on {
        return true;
    }
    if !small(0) {
        return false;
    }
    let is_within = year(1) || (small(1) && year(2));
    // `9. 12. 서울`; `3.5` is a number.
    let by_month = small(1) && tail.contains(". ") && next.starts_with(is_hangul);
    let is_month = goes_on && next[digits + 1..].trim_start().starts_with(is_hangul);
    (is_within && (goes_on || is_behind)) || by_month || is_month
}

/// Whether `next` begins with a number and its fraction, and with no month and day: `3.5 million`, `3.5%`, `3.5배`;
/// `3.11. 대유행` and `3.11 대유행` are dates.
fn is_fraction(next: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(next);
    let Some(fraction) = next[whole..].strip_prefix('.').filter(|rest| whole > 0 && digits(rest) > 0) else { return false };
    let behind = &fraction[digits(fraction)..];
    let word = behind.trim_start();
    let is_counted = ["조", "억", "만", "천", "배", "명", "개", "톤", "달러", "원", "퍼센트", "포인트"]
        .iter()
        .any(|unit| behind.starts_with(unit));
    behind.starts_with(['%', '％'])
        || is_counted
        || (word.len() < behind.len() && word.starts_with(|c: char| c.is_ascii_lowercase()))
}
